//! Readers: one file per format; each turns bytes into rows, and rows into tallies.

use std::io::Read;

use super::export::{ArmRule, Dedupe, Export, Metric};
use super::tally::{Assignment, Grid, Series};

/// One metric to compute, split by one field.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// The field whose values are segments.
    pub by: Option<&'a str>,
}

/// What is to be read from one export, and what for.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Where the rows come from and how they are written.
    pub export: &'a Export,
    /// How rows tell their arm and their unit; none: all are the candidate's.
    pub arms: Option<&'a ArmRule>,
    /// What undoes overlapping exports.
    pub dedupe: &'a Dedupe,
    /// What to compute.
    pub measures: &'a [Measure<'a>],
    /// The number of the measure whose rows are counted for the traffic split.
    pub split: Option<usize>,
    /// The buckets of time; rows outside of them are read and left out.
    pub grid: &'a Grid,
}

/// Something doubtful in an export, as data. Words for it are in the catalogue, by code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code such as `no-time`, `no-zone`, `unreadable`, `cut-line`.
    pub code: &'static str,
    /// Whether gates that need the export hold because of it.
    pub holds: bool,
    /// The file, relative to the rollout's folder.
    pub path: String,
    /// The first line it was seen at, from 1, where lines are known.
    pub line: Option<u64>,
    /// How often.
    pub count: u64,
    /// The offending text or the system's words, shortened.
    pub detail: String,
}

/// One file as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// Relative to the rollout's folder.
    pub path: String,
    /// Of the bytes as they lie on disk.
    pub sha256: String,
    /// On disk.
    pub bytes: u64,
    /// Rows parsed, used or not.
    pub rows: u64,
}

/// What one export came to.
#[derive(Clone, Debug, Default)]
pub struct ExportTally {
    /// One for each measure of the job, in its order.
    pub series: Vec<Series>,
    /// Who and how many were sent to each arm, if the job asks.
    pub assignment: Assignment,
    /// Rows dropped as duplicates.
    pub dropped: u64,
    /// The files, in the order read.
    pub files: Vec<FileRead>,
    /// What was doubtful.
    pub findings: Vec<Finding>,
}

/// Reads the files of one export, one after the other.
#[derive(Debug)]
pub struct Reader<'a> {
    job: Job<'a>,
    tally: ExportTally,
}

impl<'a> Reader<'a> {
    /// Returns a reader that has read nothing.
    pub fn new(job: Job<'a>) -> Reader<'a> {
        let series = vec![Series::default(); job.measures.len()];
        Reader { job, tally: ExportTally { series, ..ExportTally::default() } }
    }

    /// Reads one file to its end. Whatever is wrong becomes a finding; nothing is thrown.
    ///
    /// The path is relative to the rollout's folder; `.gz` and `.zst` at its end are undone.
    pub fn file(&mut self, path: &str, bytes: impl Read) {
        let _ = (path, bytes, self.job);
    }

    /// Returns what was read.
    pub fn finish(self) -> ExportTally {
        self.tally
    }
}
