//! A quantile of the candidate against a line drawn at the baseline's, from values or from histograms.

use super::interval::Interval;
use super::mixture::Mixture;
use super::one_sided::{OneSided, Side};
use super::relation::{Relation, believable_factors, believable_shifts};
use super::search::least_sum;
use super::values::Values;

/// The fewest values of an arm from which anything is concluded.
pub const LEAST_VALUES: u64 = 20;

/// How far, relatively, a converted edge may be off by rounding.
const ROUNDING: f64 = 1e-12;

/// Two arms, of which a quantile is compared.
#[derive(Clone, Copy, Debug)]
pub struct QuantilePair<'a> {
    /// The arm that is judged.
    pub candidate: Values<'a>,
    /// The arm that the line is drawn at.
    pub baseline: Values<'a>,
    /// Which quantile, above 0 and below 1.
    pub q: f64,
    /// See [`super::mixture::CONCENTRATION`].
    pub concentration: f64,
}

impl QuantilePair<'_> {
    /// Returns the evidence that the candidate's quantile lies on a side of the line at the baseline's.
    ///
    /// Unit: nats. 0 with fewer than [`LEAST_VALUES`] in an arm. Minus infinity where the data do not point that way.
    /// Valid for the composite null (at most, or at least, the line); a value inside a bucket counts for the null.
    /// Source: the product of two rank e-processes, after Howard & Ramdas 2022, least over what the line may be.
    pub fn log_e(&self, relation: Relation, side: Side) -> f64 {
        let upper = OneSided::new(self.q, self.concentration, Side::Less);
        let lower = OneSided::new(self.q, self.concentration, Side::Greater);
        self.least(relation, side, |count, total| upper.log_e(count, total), |count, total| lower.log_e(count, total))
    }

    /// Returns the evidence that the candidate's quantile is not on the line at the baseline's, whatever the side.
    ///
    /// Unit and limits as [`QuantilePair::log_e`]. For display: the two-sided interval rests on it.
    /// Source: as [`QuantilePair::log_e`]; the p-value e^-evidence is that of confseq's `quantile_ab_p_value`.
    pub fn log_e_apart(&self, relation: Relation) -> f64 {
        let mixture = Mixture::new(self.q, self.concentration);
        // The count that speaks least: what lies on the far side of it is no evidence for this side.
        let neutral = |total: f64| (total * self.q + 0.5 * (1.0 - 2.0 * self.q)).clamp(0.0, total);
        let few = |count: f64, total: f64| mixture.log_e(count.min(neutral(total)), total);
        let many = |count: f64, total: f64| mixture.log_e(count.max(neutral(total)), total);
        self.least(relation, Side::Greater, few, many).max(self.least(relation, Side::Less, few, many))
    }

    /// Returns the factors by which the candidate's quantile may exceed the baseline's, valid at every look together.
    ///
    /// For display: [`QuantilePair::log_e_apart`] turned round. An open end is 0 or infinity.
    pub fn factors(&self, alpha: f64) -> Interval {
        let estimate = self.candidate.quantile(self.q) / self.baseline.quantile(self.q);
        believable_factors(estimate, alpha, |relation| self.log_e_apart(relation))
    }

    /// Returns the amounts by which the candidate's quantile may exceed the baseline's: as [`QuantilePair::factors`].
    pub fn shifts(&self, alpha: f64) -> Interval {
        let estimate = self.candidate.quantile(self.q) - self.baseline.quantile(self.q);
        believable_shifts(estimate, alpha, |relation| self.log_e_apart(relation))
    }

    /// Returns the least, over where the common quantile may be, of the evidence that the upper arm has few values up
    /// to there and the lower arm many below.
    fn least(
        &self,
        relation: Relation,
        side: Side,
        few: impl Fn(f64, f64) -> f64,
        many: impl Fn(f64, f64) -> f64,
    ) -> f64 {
        let (candidate, baseline) = (self.candidate, self.baseline);
        let least_values = candidate.total().min(baseline.total());
        if least_values < LEAST_VALUES || !relation.is_sound() || !(self.q > 0.0 && self.q < 1.0) {
            return 0.0;
        }
        let (ours, line) = (candidate.quantile(self.q), relation.of(baseline.quantile(self.q)));
        let (upper, lower, points_there) = match side {
            Side::Greater => (candidate, baseline, ours > line),
            Side::Less => (baseline, candidate, ours < line),
        };
        if !points_there {
            return f64::NEG_INFINITY;
        }
        // The least place of the lower arm's scale that a place of the upper arm's may stand for.
        let counterpart = |place: f64| {
            let place = match side {
                Side::Greater => (place - relation.plus) / relation.times,
                Side::Less => relation.of(place),
            };
            place - ROUNDING * place.abs()
        };
        let (upper_total, lower_total) = (upper.total() as f64, lower.total() as f64);
        least_sum(
            upper.stretches(),
            |stretch| few(upper.at_most(stretch) as f64, upper_total),
            |stretch| many(lower.surely_below(counterpart(upper.begin(stretch))) as f64, lower_total),
        )
    }
}
