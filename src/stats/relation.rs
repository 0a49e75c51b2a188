//! A line drawn at a baseline: so many times it, plus so much.

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
