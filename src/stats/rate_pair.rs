//! The candidate's rate of events against a line drawn at the baseline's.

use super::combine::log_sum;
use super::mixture::CONCENTRATION;
use super::one_sided::{OneSided, Side};
use super::proportion_pair::share_of_hits;
use super::rare::EventRate;
use super::relation::Relation;
use super::search::least_between;

/// Steps of the search for the least evidence; each narrows it by 0.62.
const STEPS: usize = 48;

/// The part of each arm's stake that is not bet: see `proportion_pair`.
const KEPT: f64 = 0.1;

/// Two arms, of which the rate of events is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RatePair {
    /// Events and exposure of the arm that is judged.
    pub candidate: (f64, f64),
    /// Events and exposure of the arm that the line is drawn at.
    pub baseline: (f64, f64),
    /// The prior's exposure: see [`EventRate`].
    pub concentration: f64,
}

impl RatePair {
    /// Returns the evidence that the candidate's rate lies on a side of the line at the baseline's.
    ///
    /// Unit: nats. 0 while an arm has no exposure. Minus infinity where the data do not point that way. Valid for the
    /// composite null. Source: for a multiple, the candidate's share of all events, however they come and go in time
    /// (Lindon & Malek 2022); else the product of two gamma mixtures, each with a tenth kept back, least over the
    /// baseline's true rate.
    pub fn log_e(&self, relation: Relation, side: Side) -> f64 {
        let (Some(ours), Some(theirs)) = (rate(self.candidate), rate(self.baseline)) else { return 0.0 };
        if !relation.is_sound() {
            return 0.0;
        }
        let points_there = match side {
            Side::Greater => ours > relation.of(theirs),
            Side::Less => ours < relation.of(theirs),
        };
        if !points_there {
            return f64::NEG_INFINITY;
        }
        if relation.plus == 0.0 {
            let share = share_of_hits(relation.times, self.candidate.1 / (self.candidate.1 + self.baseline.1));
            return OneSided::new(share, CONCENTRATION, side)
                .log_e(self.candidate.0, self.candidate.0 + self.baseline.0);
        }
        self.least(relation, side, theirs)
    }

    fn least(&self, relation: Relation, side: Side, theirs: f64) -> f64 {
        let value = |rate: f64| {
            let bet = |rate: f64| EventRate { rate, concentration: self.concentration };
            let ours = bet(relation.of(rate)).log_e_on(side, self.candidate.0, self.candidate.1);
            hedged(ours) + hedged(bet(rate).log_e_on(side.opposite(), self.baseline.0, self.baseline.1))
        };
        let lowest = (-relation.plus / relation.times).max(0.0);
        let between = theirs.max(lowest);
        // Beyond this rate of the baseline its own few events speak against it loudly enough.
        let highest = 4.0 * (between + 10.0 / self.baseline.1);
        let below = least_between(lowest, between, STEPS, value);
        below.min(least_between(between, highest, STEPS, value)).min(value(lowest)).min(value(between))
    }
}

/// Returns the evidence of a bet of which a part is kept back.
fn hedged(evidence: f64) -> f64 {
    log_sum([(1.0 - KEPT).ln() + evidence, KEPT.ln()])
}

/// Returns events per exposure, `None` without exposure.
fn rate((events, exposure): (f64, f64)) -> Option<f64> {
    (exposure > 0.0 && exposure.is_finite() && events >= 0.0).then(|| events / exposure)
}
