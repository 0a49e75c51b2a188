//! The judgement: what was found, as data. Sentences are made of it elsewhere.

use super::{Code, Excluded, GateFinding, ItemFinding, PhaseFinding, RoleFinding, Split, Unplanned};
use crate::metric::Arm;
use crate::source::Moment;

/// May we leave this phase for the next one? Worst wins: the greater is the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Everything required is shown to be good.
    Go,
    /// Not decided yet.
    Hold,
    /// It is shown that advancing would be wrong.
    NoGo,
    /// Harm is shown.
    Rollback,
}

impl Verdict {
    /// Every verdict, best first.
    pub const ALL: [Verdict; 4] = [Verdict::Go, Verdict::Hold, Verdict::NoGo, Verdict::Rollback];

    /// Returns the word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Go => "go",
            Verdict::Hold => "hold",
            Verdict::NoGo => "no-go",
            Verdict::Rollback => "rollback",
        }
    }
}

/// How a gate, an item, a role or the split stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It decides, and this is its verdict.
    Decides(Verdict),
    /// It does not decide.
    Info,
}

impl Status {
    /// Returns the word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Status::Decides(verdict) => verdict.word(),
            Status::Info => "info",
        }
    }

    /// Returns the verdict, none for information.
    pub fn verdict(self) -> Option<Verdict> {
        match self {
            Status::Decides(verdict) => Some(verdict),
            Status::Info => None,
        }
    }
}

impl serde::Serialize for Verdict {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl serde::Serialize for Status {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Where a rollout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// No phase was started.
    NotStarted,
    /// A phase is running.
    Running,
    /// The phase has ended, the next has not started.
    Between,
    /// A roll-back came last.
    RolledBack,
    /// Every phase is finished.
    Finished,
}

impl Stage {
    /// Returns whether the rollout is over: shown, but not counted in the exit code unless named.
    pub fn is_closed(self) -> bool {
        matches!(self, Stage::RolledBack | Stage::Finished)
    }
}

/// The judgement of a rollout at one moment.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// When it was judged: no later data, tick or entry was seen.
    pub at: Moment,
    /// The worst of everything that decides.
    pub verdict: Verdict,
    /// Where the rollout stands.
    pub stage: Stage,
    /// Index of the judged phase.
    pub phase: usize,
    /// The judged attempt of it; none before the first start.
    pub attempt: Option<Attempt>,
    /// Index of the phase that comes next, if one is left.
    pub next: Option<usize>,
    /// The verdict may be used until then.
    pub valid_until: Moment,
    /// What is worse than go: worst first, then in plan order; empty on go.
    pub reasons: Vec<Reason>,
    /// Every gate of the judged phase: all traffic first, then its segments.
    pub gates: Vec<GateFinding>,
    /// Segments that no gate names, shown, never judged.
    pub unplanned: Vec<Unplanned>,
    /// The traffic split, where it is judged.
    pub split: Option<Split>,
    /// Every item, in the order of the file.
    pub items: Vec<ItemFinding>,
    /// Every role, in the order of the plan.
    pub roles: Vec<RoleFinding>,
    /// Every phase of the plan.
    pub phases: Vec<PhaseFinding>,
    /// Spans cut from the window.
    pub excluded: Vec<Excluded>,
    /// The newest rehearsal of the roll-back, and the minutes it took.
    pub rehearsed: Option<(Moment, Option<f64>)>,
}

/// One run of a phase, from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When the phase was started.
    pub start: Moment,
    /// When it ended, if it has.
    pub end: Option<Moment>,
    /// The judged window, half open: settled start to end or evaluation.
    pub window: (Moment, Moment),
    /// The how-manyth run of this phase it is, from 1.
    pub number: usize,
}

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
