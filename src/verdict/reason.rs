//! Why, as data.

use super::{Code, Verdict};
use crate::metric::Arm;
use crate::source::Moment;

/// Why, as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The stable code.
    pub code: Code,
    /// What it makes of the verdict.
    pub status: Verdict,
    /// What it is about.
    pub about: About,
    /// What the sentence needs to know.
    pub detail: Detail,
}

/// What a reason is about.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// The rollout or its phase as a whole.
    Phase,
    /// The finding of this number in `Judgement::gates`.
    Gate(usize),
    /// The traffic split.
    Split,
    /// The finding of this number in `Judgement::items`.
    Item(usize),
    /// The finding of this number in `Judgement::roles`.
    Role(usize),
}

/// What the sentence of a finding needs to know beyond the finding's own numbers. Durations in seconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// Nothing more.
    Plain,
    /// The roll-back line was first reached at this look; `combined`: only together with other gates.
    Breached {
        /// When evidence reached the line.
        since: Moment,
        /// Only the evidence of all gates together reached it; this one contributes most.
        combined: bool,
    },
    /// No file of the gate's sources matched or could be read.
    NoFiles {
        /// The globs.
        files: String,
    },
    /// Files were read, but no row fell into the window for this arm.
    NoRows {
        /// The arm that is missing.
        arm: Arm,
        /// The newest row seen before the window's end, if any.
        newest: Option<Moment>,
    },
    /// No reading in the window.
    NoReading,
    /// The newest row is this old.
    Age {
        /// The newest row.
        newest: Moment,
        /// How old it may be.
        allowed: i64,
        /// The arm that is stale.
        arm: Arm,
    },
    /// The last stretch's value.
    Recent {
        /// The value over the last stretch.
        value: f64,
        /// The stretch.
        length: i64,
    },
    /// Stretches with data, of all.
    Coverage {
        /// With data.
        covered: u64,
        /// Of so many.
        stretches: u64,
        /// How long one is.
        length: i64,
        /// The least share, 0 to 1.
        least: f64,
    },
    /// Spans excluded make up this share of the window.
    Excluded {
        /// In 0 to 1.
        share: f64,
    },
    /// Soak served, of the least soak.
    Soak {
        /// So far.
        served: i64,
        /// The least.
        least: i64,
        /// When it will be served.
        until: Moment,
    },
    /// Rows that could not be used.
    Rows {
        /// Rejected: NaN, infinite, unparsable, impossible.
        rejected: u64,
        /// Without the fields needed.
        lacking: u64,
        /// Of so many.
        of: u64,
    },
    /// A finding of the readers holds the gate.
    Export {
        /// The finding's code.
        code: &'static str,
        /// The file.
        path: String,
        /// Its line, if known.
        line: Option<u64>,
        /// The offending text.
        detail: String,
    },
    /// A relative gate without trustworthy arms.
    Arms,
    /// The split: declared and observed shares.
    Split {
        /// As declared.
        declared: f64,
        /// As observed.
        observed: f64,
        /// Rows, not units, were counted.
        rows: bool,
    },
    /// Units seen in both arms, of those seen at least twice.
    Sticky {
        /// In both arms.
        both: u64,
        /// Seen at least twice.
        of: u64,
    },
    /// The phase that should have been over.
    Order {
        /// Index of the phase.
        phase: usize,
    },
    /// The newest rehearsal, and how recent it must be.
    Rehearsal {
        /// The newest, if any.
        newest: Option<Moment>,
        /// How recent.
        within: i64,
    },
    /// The item's text changed after it was ticked.
    Reworded,
    /// The points lie beyond the line, in this many of so many.
    Points {
        /// Beyond the line, or not within the target.
        beyond: u64,
        /// Of so many.
        of: u64,
    },
    /// The value cannot be judged as the plan asks: why, in the catalogue, by word.
    Unjudged(&'static str),
}
