//! Means of any finite values, approximately.

use std::f64::consts::LN_2;

use super::interval::Interval;
use super::mixture::no_evidence_of_nan;
use super::normal::ln_above;
use super::one_sided::Side;
use super::relation::Relation;
use super::student;

/// The number of events at which an asymptotic interval is tightest; public and fixed, never tuned to data.
pub const TIGHTEST_EVENTS: f64 = 1000.0;

/// As [`TIGHTEST_EVENTS`], for points and block means, of which there are few.
pub const TIGHTEST_POINTS: f64 = 20.0;

/// The fewest events from which an asymptotic interval is looked at.
pub const LEAST_EVENTS: f64 = 500.0;

/// What a sample of any finite values sums up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// How many values; a design effect may have made it a real number.
    pub count: f64,
    /// Their mean.
    pub mean: f64,
    /// Their variance, with count - 1 for its divisor.
    pub variance: f64,
}

impl Sample {
    /// Returns the sample that values add up to, in their order; `None` of nothing.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Sample> {
        let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
        for value in values {
            count += 1.0;
            let distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }
        let variance = if count > 1.0 { squares / (count - 1.0) } else { 0.0 };
        (count > 0.0).then_some(Sample { count, mean, variance })
    }

    /// Returns the candidate's mean less the line at the baseline's, as a sample of its own, so that its mean is
    /// held against 0.
    ///
    /// Its count is that of the two together, as their harmonic sum; `None` where an arm is empty.
    pub fn less(self, baseline: Sample, relation: Relation) -> Option<Sample> {
        let count = self.count * baseline.count / (self.count + baseline.count);
        let error = self.variance / self.count + relation.times.powi(2) * baseline.variance / baseline.count;
        let empty = self.count <= 0.0 || baseline.count <= 0.0 || count.is_nan();
        (!empty).then(|| Sample { count, mean: self.mean - relation.of(baseline.mean), variance: error * count })
    }

    /// Returns the hits that tries of values in `lowest..=highest` with this mean stand for.
    ///
    /// Values in 0..=1 are no riskier a bet than hits and misses of the same mean (Hoeffding 1963), so the mixtures
    /// for rates are valid for bounded means too. `None` for an empty range.
    pub fn as_hits(&self, lowest: f64, highest: f64) -> Option<f64> {
        let share = (self.mean - lowest) / (highest - lowest);
        (highest > lowest && share.is_finite()).then(|| self.count * share.clamp(0.0, 1.0))
    }

    /// Returns the means that are still believable, valid at every look together, approximately.
    ///
    /// Only asymptotic: from [`LEAST_EVENTS`] on, and not for heavy tails. [`Interval::ALL`] where the values do not
    /// vary or are fewer than 2. Source: Waudby-Smith et al. 2024, with rho such that it is tightest at `tightest`
    /// values.
    pub fn anytime(&self, alpha: f64, tightest: f64) -> Interval {
        let rho = spread(alpha, tightest);
        let width = (self.count + rho) * ((self.count / rho).ln_1p() - 2.0 * alpha.ln());
        self.around(width.sqrt() / self.count.sqrt())
    }

    /// Returns the evidence, approximate as [`Sample::anytime`], that the true mean lies on a side of a line.
    ///
    /// Unit: nats. 0 where the values do not vary or are fewer than 2. Reaches ln(1/alpha) no later than the line
    /// leaves the interval of `anytime`. Source: the half-normal mixture of Robbins 1970 with that interval's rho.
    pub fn log_e(&self, line: f64, side: Side, alpha: f64, tightest: f64) -> f64 {
        if !self.varies() {
            return 0.0;
        }
        let rho = spread(alpha, tightest);
        let all = self.count + rho;
        let distance = match side {
            Side::Greater => self.mean - line,
            Side::Less => line - self.mean,
        };
        let score = distance * self.count / (self.variance * all).sqrt();
        no_evidence_of_nan(LN_2 - 0.5 * (self.count / rho).ln_1p() + 0.5 * score * score + ln_above(-score))
    }

    /// Returns the interval for one look, by Student's t with count - 1 degrees of freedom.
    pub fn student(&self, alpha: f64) -> Interval {
        self.around(student::upper_quantile(0.5 * alpha, self.count - 1.0))
    }

    /// Returns the means that are still believable, valid at every look together, for few values that are roughly
    /// normal.
    ///
    /// `precision` is the prior's, as a number of values; 1 is usual. Open while there are too few values for any
    /// end. Source: Lindon et al. 2022, the model of an intercept alone, with count - 2 degrees of freedom.
    pub fn anytime_student(&self, alpha: f64, precision: f64) -> Interval {
        let freedom = self.count - 2.0;
        let prior = precision / (precision + self.count);
        let level = ((prior * alpha * alpha).ln() / (freedom + 1.0)).exp();
        if freedom <= 0.0 || level <= prior {
            return Interval::ALL;
        }
        self.around((freedom * (1.0 - level) / (level - prior)).sqrt())
    }

    /// Returns so many standard errors around the mean.
    fn around(&self, errors: f64) -> Interval {
        if !self.varies() {
            return Interval::ALL;
        }
        Interval::around(self.mean, errors * (self.variance / self.count).sqrt())
    }

    fn varies(&self) -> bool {
        self.count > 0.0 && self.variance > 0.0 && self.variance.is_finite() && self.mean.is_finite()
    }
}

/// Returns the candidate's mean less the line at the baseline's, as is believable at one look.
///
/// [`Interval::ALL`] where it cannot tell. Source: Welch 1947, with Satterthwaite's degrees of freedom.
pub fn welch(candidate: Sample, baseline: Sample, relation: Relation, alpha: f64) -> Interval {
    let ours = candidate.variance / candidate.count;
    let theirs = relation.times.powi(2) * baseline.variance / baseline.count;
    let spent = ours * ours / (candidate.count - 1.0) + theirs * theirs / (baseline.count - 1.0);
    let freedom = (ours + theirs).powi(2) / spent;
    if !(candidate.count > 1.0 && baseline.count > 1.0 && freedom > 0.0 && freedom.is_finite()) {
        return Interval::ALL;
    }
    let errors = student::upper_quantile(0.5 * alpha, freedom);
    Interval::around(candidate.mean - relation.of(baseline.mean), errors * (ours + theirs).sqrt())
}

/// Returns the mixture's rho, which makes its interval tightest at so many values.
fn spread(alpha: f64, tightest: f64) -> f64 {
    let twice = -2.0 * alpha.ln();
    tightest / (twice + twice.ln_1p())
}
