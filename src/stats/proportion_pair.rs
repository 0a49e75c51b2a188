//! The candidate's rate against a line drawn at the baseline's.

use super::combine::log_sum;
use super::interval::Interval;
use super::mixture::Mixture;
use super::one_sided::{OneSided, Side};
use super::relation::{Relation, believable_factors, believable_shifts};
use super::search::least_between;

/// How far out, as log odds, a baseline rate is looked for: e^-45 is less than one in 1e19.
const FARTHEST_ODDS: f64 = 45.0;

/// Steps of the search; each narrows it by 0.62, together to 1e-9 of the odds.
const STEPS: usize = 48;

/// The part of each arm's stake that is not bet.
///
/// One hit in the baseline is compatible with any tiny rate, against which a bet on less loses everything: without
/// it `baseline + 1 pp` could never be shown to be exceeded. Costs 0.1 nats an arm.
const KEPT: f64 = 0.1;

/// Two arms, of which a rate is compared. Counts are finite, hits at most tries; real numbers allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProportionPair {
    /// Hits and tries of the arm that is judged.
    pub candidate: (f64, f64),
    /// Hits and tries of the arm that the line is drawn at.
    pub baseline: (f64, f64),
    /// See [`super::mixture::CONCENTRATION`].
    pub concentration: f64,
}

impl ProportionPair {
    /// Returns the evidence that the candidate's rate lies on a side of the line at the baseline's.
    ///
    /// Unit: nats. 0 while an arm has no tries. Minus infinity where the data do not point that way, or it would be
    /// below 0. Valid for the composite null. Source: the product of two one-sided mixtures, each with a tenth kept
    /// back, least over the baseline's true rate.
    pub fn log_e(&self, relation: Relation, side: Side) -> f64 {
        self.least(relation, side, |rate| {
            let candidate = OneSided::new(relation.of(rate), self.concentration, side);
            let baseline = OneSided::new(rate, self.concentration, side.opposite());
            hedged(candidate.log_e(self.candidate.0, self.candidate.1))
                + hedged(baseline.log_e(self.baseline.0, self.baseline.1))
        })
    }

    /// Returns the evidence that the candidate's rate is not on the line at the baseline's, whatever the side.
    ///
    /// Unit and limits as [`ProportionPair::log_e`]. Source: the product of two mixtures; convex in the baseline's
    /// true rate, of which the least counts.
    pub fn log_e_apart(&self, relation: Relation) -> f64 {
        let apart = |rate: f64| {
            let candidate = Mixture::new(relation.of(rate), self.concentration);
            let baseline = Mixture::new(rate, self.concentration);
            candidate.log_e(self.candidate.0, self.candidate.1) + baseline.log_e(self.baseline.0, self.baseline.1)
        };
        self.least(relation, Side::Greater, apart).max(self.least(relation, Side::Less, apart))
    }

    /// Returns the factors by which the candidate's rate may exceed the baseline's, valid at every look together.
    ///
    /// For display: [`ProportionPair::log_e_apart`] turned round. An open end is 0 or infinity.
    pub fn factors(&self, alpha: f64) -> Interval {
        let estimate = self.candidate.0 / self.candidate.1 / (self.baseline.0 / self.baseline.1);
        believable_factors(estimate, alpha, |relation| self.log_e_apart(relation))
    }

    /// Returns the amounts by which the candidate's rate may exceed the baseline's: as [`ProportionPair::factors`].
    pub fn shifts(&self, alpha: f64) -> Interval {
        let estimate = self.candidate.0 / self.candidate.1 - self.baseline.0 / self.baseline.1;
        let shifts = believable_shifts(estimate, alpha, |relation| self.log_e_apart(relation));
        Interval { lower: shifts.lower.max(-1.0), upper: shifts.upper.min(1.0) }
    }

    /// Returns the least of a value over the baseline's true rate, where the data point to the side.
    fn least(&self, relation: Relation, side: Side, value: impl Fn(f64) -> f64) -> f64 {
        let (Some(ours), Some(theirs)) = (share(self.candidate), share(self.baseline)) else {
            return 0.0;
        };
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
        // The rates at which the line is a rate too: beyond them the null is impossible, or says nothing.
        let lowest = log_odds((-relation.plus / relation.times).clamp(0.0, 1.0));
        let highest = log_odds(((1.0 - relation.plus) / relation.times).clamp(0.0, 1.0));
        if lowest >= highest {
            return f64::INFINITY;
        }
        // As log odds, so that tiny rates are searched as finely as middling ones. What falls towards an end may rise
        // before it, so each side of the baseline's share is searched by itself, and the ends are tried.
        let value = |odds: f64| value(1.0 / (1.0 + (-odds).exp()));
        let between = log_odds(theirs).clamp(lowest, highest);
        let opposite = log_odds(((ours - relation.plus) / relation.times).clamp(0.0, 1.0)).clamp(lowest, highest);
        if value(0.5 * (between + opposite)) <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let below = least_between(lowest, between, STEPS, value);
        below.min(least_between(between, highest, STEPS, value)).min(value(lowest)).min(value(highest))
    }
}

/// Returns the evidence of a bet of which a part is kept back.
fn hedged(evidence: f64) -> f64 {
    log_sum([(1.0 - KEPT).ln() + evidence, KEPT.ln()])
}

/// Returns the log of rate/(1-rate), within what is searched.
fn log_odds(rate: f64) -> f64 {
    (rate.ln() - (-rate).ln_1p()).clamp(-FARTHEST_ODDS, FARTHEST_ODDS)
}

/// Returns hits/tries, `None` without tries.
fn share((hits, tries): (f64, f64)) -> Option<f64> {
    (tries > 0.0 && tries.is_finite() && !hits.is_nan()).then(|| (hits / tries).clamp(0.0, 1.0))
}

/// Returns the largest share of all hits that the candidate may have when its rate is `times` the baseline's.
///
/// Hits of both arms are then tries, the candidate's are hits, and [`OneSided`] at this rate asks whether the ratio
/// is larger, or smaller: valid however the load and the common rate vary, as long as `traffic` is constant. Range:
/// `traffic`, the candidate's share of it, and the result in 0..=1; NaN for a `times` below 0. Source: Lindon & Malek
/// 2022.
pub fn share_of_hits(times: f64, traffic: f64) -> f64 {
    let (ours, theirs) = (traffic * times, 1.0 - traffic);
    if times < 0.0 || ours + theirs <= 0.0 { f64::NAN } else { ours / (ours + theirs) }
}
