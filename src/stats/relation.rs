//! A line drawn at a baseline: so many times it, plus so much.

use super::interval::Interval;
use super::search::turn;

/// Beyond this an end is open.
const FARTHEST: f64 = 1e150;

/// The line `times` x baseline + `plus`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relation {
    /// The factor; above 0.
    pub times: f64,
    /// What is added.
    pub plus: f64,
}

impl Relation {
    /// The baseline itself.
    pub const SAME: Relation = Relation { times: 1.0, plus: 0.0 };

    /// Returns so many times the baseline.
    pub fn times(times: f64) -> Relation {
        Relation { times, plus: 0.0 }
    }

    /// Returns the baseline and so much more.
    pub fn plus(plus: f64) -> Relation {
        Relation { times: 1.0, plus }
    }

    /// Returns the line at this baseline.
    pub fn of(self, baseline: f64) -> f64 {
        self.times * baseline + self.plus
    }

    /// Says whether it is a line at all: a finite factor above 0 and a finite addition.
    pub fn is_sound(self) -> bool {
        self.times > 0.0 && self.times.is_finite() && self.plus.is_finite()
    }
}

/// Returns the factors by which the candidate may exceed the baseline: those against which the evidence is below
/// ln(1/alpha).
///
/// Shape: `against` gives the evidence that the candidate is not on a line; it rises to both sides of `estimate`, the
/// factor of the data. An open end is 0 or infinity.
pub fn believable_factors(estimate: f64, alpha: f64, against: impl Fn(Relation) -> f64) -> Interval {
    let open = Interval { lower: 0.0, upper: f64::INFINITY };
    let enough = -alpha.ln();
    if enough.is_nan() || estimate.is_nan() || estimate < 0.0 {
        return open;
    }
    believable(open, estimate.min(FARTHEST), |times| against(Relation::times(times)) >= enough)
}

/// Returns the amounts by which the candidate may exceed the baseline: as [`believable_factors`].
pub fn believable_shifts(estimate: f64, alpha: f64, against: impl Fn(Relation) -> f64) -> Interval {
    let enough = -alpha.ln();
    if enough.is_nan() || estimate.is_nan() || estimate.abs() > FARTHEST {
        return Interval::ALL;
    }
    believable(Interval::ALL, estimate, |plus| against(Relation::plus(plus)) >= enough)
}

/// Returns the stretch around an estimate that is not refuted, within what is open.
fn believable(open: Interval, estimate: f64, refuted: impl Fn(f64) -> bool) -> Interval {
    let (least, greatest) = (open.lower.max(-FARTHEST), open.upper.min(FARTHEST));
    let lower = turn(least, estimate, |line| !refuted(line)).0;
    let upper = turn(estimate, greatest, &refuted).1;
    Interval {
        lower: if lower <= least { open.lower } else { lower },
        upper: if upper >= greatest { open.upper } else { upper },
    }
}
