//! Findings: how each gate, item, role, phase and the split stand.

use super::{Code, Detail, Status, Verdict};
use crate::source::Moment;

/// How one gate stands, for all traffic or for one segment.
#[derive(Clone, Debug)]
pub struct GateFinding {
    /// Index of `Plan::gates`.
    pub gate: usize,
    /// The segment, and its number from 1 among the gate's segments; none: all traffic.
    pub segment: Option<(usize, String)>,
    /// How it stands.
    pub status: Status,
    /// Why.
    pub code: Code,
    /// What the sentence needs to know.
    pub detail: Detail,
    /// The candidate's value over the window; fractions for percent.
    pub value: Option<f64>,
    /// The interval around it; an open end is none.
    pub interval: Option<(Option<f64>, Option<f64>)>,
    /// Rows or counts that meet the condition, for share, ratio and count.
    pub hits: Option<u64>,
    /// Rows or counts that the value rests on.
    pub samples: u64,
    /// Rows lacking a field, rejected, or of neither arm.
    pub skipped: u64,
    /// The target's limit in the metric's unit, resolved at the current baseline.
    pub target: Option<f64>,
    /// The roll-back line's limit, likewise.
    pub rollback: Option<f64>,
    /// The baseline's value and samples, for a relative gate or where there is a baseline arm.
    pub baseline: Option<(Option<f64>, u64)>,
    /// What is missing for a decision; none unless samples are too few.
    pub needed: Option<Needed>,
    /// Evidence for each answer, in nats.
    pub evidence: Evidence,
    /// The baseline is an earlier phase: "before/after", not randomised.
    pub before_after: bool,
}

/// What is missing for a decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    /// How many more samples; none: this phase cannot decide it.
    pub samples: Option<u64>,
    /// About when, at the traffic of the last whole day.
    pub at: Option<Moment>,
}

/// Evidence for each answer as of the evaluation: natural logs of e-values, and the levels they must reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// That the target is met, and the level.
    pub go: Option<(f64, f64)>,
    /// That the target is missed, and the level.
    pub no_go: Option<(f64, f64)>,
    /// That the roll-back line is breached, the greatest of all looks, and the level.
    pub rollback: Option<(f64, f64)>,
}

/// A segment that no gate names.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplanned {
    /// Index of `Plan::gates`.
    pub gate: usize,
    /// The segment.
    pub segment: String,
    /// The candidate's value.
    pub value: Option<f64>,
    /// What it rests on.
    pub samples: u64,
}

/// The traffic split.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The candidate's share as declared, 0 to 1.
    pub declared: f64,
    /// As observed; none without data.
    pub observed: Option<f64>,
    /// Units or rows: candidate's, baseline's.
    pub samples: [u64; 2],
    /// How it stands.
    pub status: Status,
    /// Units seen in both arms; none where units are not known.
    pub both: Option<u64>,
    /// Units seen at least twice.
    pub repeated: Option<u64>,
    /// Rows were counted, after this design effect.
    pub design_effect: Option<f64>,
}

/// How an item stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemFinding {
    /// Index of its list in the checklist.
    pub list: usize,
    /// Index of the item in its list.
    pub item: usize,
    /// How it stands.
    pub state: crate::checklist::ItemState,
    /// What it makes of the verdict; information where its list is not asked for now.
    pub status: Status,
}

/// How a role stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleFinding {
    /// Index of `Plan::roles`.
    pub role: usize,
    /// The answer that counts: go, who, when, words.
    pub answer: Option<Answer>,
    /// What it makes of the verdict; information where it is not asked in this phase.
    pub status: Status,
}

/// A role's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Go or no-go.
    pub go: bool,
    /// Who.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
    /// Words.
    pub note: Option<String>,
}

/// How a phase stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PhaseFinding {
    /// Its state.
    pub state: PhaseState,
    /// Its verdict: the current one's now, an ended one's at its end; none before its start.
    pub verdict: Option<Verdict>,
    /// Its newest start.
    pub start: Option<Moment>,
    /// Its end, if it has ended.
    pub end: Option<Moment>,
    /// How often it was started.
    pub attempts: usize,
}

/// The state of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseState {
    /// Never started.
    NotStarted,
    /// Running.
    Current,
    /// Over.
    Finished,
    /// Ended by a roll-back.
    RolledBack,
}

impl PhaseState {
    /// Returns the word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            PhaseState::NotStarted => "not-started",
            PhaseState::Current => "current",
            PhaseState::Finished => "finished",
            PhaseState::RolledBack => "rolled-back",
        }
    }
}

/// A span cut from the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Excluded {
    /// Its start.
    pub from: Moment,
    /// Its end.
    pub to: Moment,
    /// Why.
    pub note: String,
    /// Who.
    pub by: Option<String>,
}
