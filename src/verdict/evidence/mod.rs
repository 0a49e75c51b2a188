//! Evidence: what the rows of one gate say about its target and its roll-back line. One file per kind of value.

pub mod counts;
pub mod literal;
mod mean;
mod plain;
mod points;
mod proportion;
mod quantile;
mod rate;
mod recent;
mod relative;
mod scale;

use super::data::View;
use crate::metric::value::{Comparison, Value};
use crate::metric::{Arm, Metric};
use crate::plan::{Bound, Decision, Gate, Limit, Method};
use crate::source::Moment;
pub use crate::stats::one_sided::Side;

/// One gate for all traffic or one segment, with the rows to judge it by.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The gate.
    pub gate: &'a Gate,
    /// Its metric.
    pub metric: &'a Metric,
    /// The segment; none: all traffic.
    pub segment: Option<&'a str>,
    /// The candidate's rows.
    pub view: View<'a>,
    /// The rows to compare with.
    pub baseline: Option<Baseline<'a>>,
    /// Readings of the metric in the window, in order.
    pub readings: Vec<(Moment, f64)>,
    /// When evidence is looked at, ascending; the last is the evaluation or the window's end.
    pub looks: Vec<Moment>,
    /// When roll-back evidence is gathered anew, ascending.
    pub restarts: Vec<Restart>,
    /// How long the phase is planned to take at most, in seconds.
    pub planned: i64,
    /// Whether the least soak has been served.
    pub soaked: bool,
    /// How evidence is judged.
    pub decision: &'a Decision,
    /// How many cases share the levels for no-go and roll-back.
    pub shared_by: f64,
}

/// The rows that a gate is compared with.
#[derive(Clone, Debug)]
pub struct Baseline<'a> {
    /// Where they are.
    pub view: View<'a>,
    /// Their arm; none: all rows, whatever their arm.
    pub arm: Option<Arm>,
    /// They are an earlier phase's: all of them were there before the first look.
    pub is_earlier: bool,
}

/// A look from which on roll-back evidence is gathered anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restart {
    /// Number of the look.
    pub look: usize,
    /// Its weight among all bets; those of all restarts make a half.
    pub weight: f64,
}

/// What the rows say.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// The candidate's value over the window.
    pub value: Option<f64>,
    /// The interval around it.
    pub interval: Option<(Option<f64>, Option<f64>)>,
    /// Rows or counts that meet the condition.
    pub hits: Option<u64>,
    /// What the value rests on.
    pub samples: u64,
    /// The baseline's value and samples.
    pub baseline: Option<(Option<f64>, u64)>,
    /// What it shows.
    pub proof: Proof,
    /// Samples still missing for a go, if the evidence is too weak and it can be told.
    pub missing: Option<u64>,
}

/// What is shown.
#[derive(Clone, Debug, Default)]
pub enum Proof {
    /// There is nothing to judge by.
    #[default]
    Nothing,
    /// Natural logs of e-values.
    Evidence {
        /// That the target is met, as of the evaluation.
        go: f64,
        /// That the target is missed, as of the evaluation.
        no_go: f64,
        /// That the roll-back line is breached, at each look; empty without a line.
        breach: Vec<f64>,
    },
    /// A comparison without a rule of evidence.
    Plain(Plain),
    /// The value cannot be judged as asked: a word of the catalogue.
    Unjudged(&'static str),
}

/// The answer of a comparison without a rule of evidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plain {
    /// Whether the target is met; none: not decided yet.
    pub met: Option<bool>,
    /// When the roll-back line was first seen to be breached.
    pub breached: Option<Moment>,
    /// Points beyond the line that decides, of so many, for gauges.
    pub points: Option<(u64, u64)>,
}

/// Returns the bad side of a target.
pub fn bad_side(target: &Bound) -> Side {
    match target.op {
        Comparison::Less | Comparison::LessEqual | Comparison::Equal | Comparison::NotEqual => Side::Greater,
        Comparison::Greater | Comparison::GreaterEqual => Side::Less,
    }
}

/// Returns the bad side of a roll-back line: where it is breached.
pub fn breach_side(line: &Bound) -> Side {
    match line.op {
        Comparison::Greater | Comparison::GreaterEqual | Comparison::Equal | Comparison::NotEqual => Side::Greater,
        Comparison::Less | Comparison::LessEqual => Side::Less,
    }
}

/// Returns a limit in the metric's unit at a baseline value; none if it names a baseline that has no value.
pub fn resolve(limit: Limit, baseline: Option<f64>) -> Option<f64> {
    match limit {
        Limit::Fixed(number) => Some(number),
        Limit::Times(factor) => baseline.map(|value| value * factor),
        Limit::Plus(delta) => baseline.map(|value| value + delta),
    }
}

impl Case<'_> {
    /// Returns whether the target or the roll-back line names the baseline.
    pub fn is_relative(&self) -> bool {
        self.gate.is_relative()
    }

    /// Returns the level that evidence for a go must reach: alpha undivided, for all gates must show it.
    pub fn go_level(&self) -> f64 {
        -self.decision.alpha.ln()
    }

    /// Returns the level that evidence for a no-go must reach: alpha divided by the number of gates.
    pub fn no_go_level(&self) -> f64 {
        (self.shared_by / self.decision.alpha).ln()
    }

    /// Returns what the rows say.
    pub fn weigh(&self) -> Weighed {
        match &self.metric.value {
            Value::Reading => literal::reading(self),
            Value::Count(_) | Value::Sum(_) | Value::Min(_) | Value::Max(_) => literal::weigh(self),
            Value::Points(_) => points::weigh(self),
            _ if self.decision.method == Method::Point => plain::weigh(self),
            Value::Share(_) | Value::Ratio(..) => proportion::weigh(self),
            Value::Quantile(_, level) => quantile::weigh(self, *level),
            Value::Mean(_) => mean::weigh(self),
            Value::Rate(_) => rate::weigh(self),
        }
    }
}
