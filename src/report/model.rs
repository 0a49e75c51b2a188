//! The one value from which every face is drawn: page, JSON, terminal, badge, feed, exit code.

use crate::checklist::Checklist;
use crate::journal::Journal;
use crate::metric::read::{FileRead, Finding};
use crate::plan::Plan;
use crate::source::Moment;
use crate::verdict::{Judgement, Verdict};

/// A rollout's report: its files as read, what was judged, and what the page shows besides.
#[derive(Clone, Debug)]
pub struct Report {
    /// The plan.
    pub plan: Plan,
    /// The checklist.
    pub checklist: Checklist,
    /// The journal, only entries seen at the evaluation.
    pub journal: Journal,
    /// The decisions in the journal, in its order.
    pub decisions: Vec<Decision>,
    /// The verdict and everything found.
    pub judgement: Judgement,
    /// The course of each gate over time, in the order of `judgement.gates`.
    pub traces: Vec<Trace>,
    /// Every file that the verdict rests on, in path order; the three TOML files first.
    pub inputs: Vec<Input>,
    /// What was doubtful in the exports.
    pub findings: Vec<Finding>,
    /// Rows dropped as duplicates, over all sources.
    pub dropped: u64,
    /// The id of this version; none outside `build`.
    pub version: Option<String>,
    /// The newest version evaluated earlier, in the output site.
    pub previous: Option<Version>,
}

/// A person's decision beside what was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The number of its entry in the journal.
    pub entry: usize,
    /// The verdict at its time; none where that cannot be told.
    pub verdict: Option<Verdict>,
}

/// A file that the verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Relative to the rollout's folder.
    pub path: String,
    /// Of the bytes on disk, hex.
    pub sha256: String,
    /// On disk.
    pub bytes: u64,
    /// Rows parsed; none for TOML files.
    pub rows: Option<u64>,
}

impl From<&FileRead> for Input {
    fn from(file: &FileRead) -> Input {
        Input { path: file.path.clone(), sha256: file.sha256.clone(), bytes: file.bytes, rows: Some(file.rows) }
    }
}

/// A version in the output site.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its id.
    pub id: String,
    /// When it was evaluated.
    pub evaluated_at: Moment,
    /// Its verdict.
    pub verdict: Verdict,
    /// The codes of its reasons, in order, without repeats.
    pub codes: Vec<String>,
    /// The id of the phase that it judged.
    pub phase: String,
    /// SHA-256 of its report.json, hex.
    pub sha256: String,
    /// Values of its gates by gate id and segment, for what changed.
    pub values: Vec<(String, Option<String>, Option<f64>)>,
}

/// The course of one gate over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// How long one point's stretch is, in seconds; 0 for points and readings.
    pub step: i64,
    /// One point a stretch, ascending; stretches without data are left out.
    pub points: Vec<TracePoint>,
    /// Quantile gates and shares of a numeric comparison: the distribution of the candidate's values.
    pub distribution: Option<Distribution>,
}

/// One stretch of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct TracePoint {
    /// Where the stretch starts.
    pub from: Moment,
    /// Where it ends, exclusive; `from` for points and readings.
    pub to: Moment,
    /// The candidate's value.
    pub value: Option<f64>,
    /// The candidate's interval at 95 %, where counts allow one.
    pub band: Option<(f64, f64)>,
    /// The candidate's samples.
    pub samples: u64,
    /// The baseline's value.
    pub baseline: Option<f64>,
}

/// Counts by bucket of value, for all of the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution {
    /// Lower edge, upper edge, the candidate's count, the baseline's count.
    pub buckets: Vec<(f64, f64, u64, u64)>,
}
