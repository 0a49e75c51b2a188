//! The beta-binomial mixture: evidence, at any time, that a rate is not what it is said to be.

use super::beta::divergence;
use super::gamma::beta_surplus;
use super::interval::Interval;
use super::search::turn;

/// How strongly the prior is drawn to the null rate, as a number of tries; public and fixed, never tuned to data.
pub const CONCENTRATION: f64 = 100.0;

/// A bet against one rate: alternatives are drawn from a beta distribution centred at it.
///
/// What depends on the rate alone is computed once. The rate is clamped to 0..=1; a concentration that is not
/// above 0 gives no evidence.
#[derive(Clone, Copy, Debug)]
pub struct Mixture {
    rate: f64,
    complement: f64,
    concentration: f64,
    prior: f64,
}

impl Mixture {
    /// Returns the bet against a rate.
    pub fn new(rate: f64, concentration: f64) -> Mixture {
        let rate = rate.clamp(0.0, 1.0);
        Mixture::with_complement(rate, 1.0 - rate, concentration)
    }

    /// Returns the bet against a rate of which 1 - rate is known better than by subtraction.
    fn with_complement(rate: f64, complement: f64, concentration: f64) -> Mixture {
        let prior = beta_surplus(concentration * rate, concentration * complement);
        Mixture { rate, complement, concentration, prior }
    }

    /// Returns the same bet, told of misses in place of hits.
    pub fn of_misses(self) -> Mixture {
        Mixture { rate: self.complement, complement: self.rate, ..self }
    }

    /// Returns the rate that it bets against.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// Returns 1 less the rate, with all its digits where it is tiny.
    pub fn complement(&self) -> f64 {
        self.complement
    }

    /// Returns the evidence that the rate of `hits` in `tries` is another one.
    ///
    /// Shape: 0 <= hits <= tries, real numbers allowed. Unit: nats. Never NaN; infinity where the null is 0 or 1
    /// and the data contradict it. Error: 1e-12 at 1e9 tries, 1e-8 at 1e15.
    /// Source: Robbins 1970; Howard et al. 2021, the beta-binomial mixture; Lindon & Malek 2022 for two cells.
    pub fn log_e(&self, hits: f64, tries: f64) -> f64 {
        let Some(counts) = Counts::new(hits, tries) else { return 0.0 };
        if let Some(certain) = self.certain(counts) {
            return certain;
        }
        self.evidence(counts, self.divergence(counts))
    }

    /// Returns the parameters of the beta distribution that is believed after the data.
    pub(super) fn posterior(&self, counts: Counts) -> (f64, f64) {
        (self.concentration * self.rate + counts.hits, self.concentration * self.complement + counts.misses)
    }

    /// Returns the parameters of the beta distribution that is believed before any data.
    pub(super) fn prior_parameters(&self) -> (f64, f64) {
        (self.concentration * self.rate, self.concentration * self.complement)
    }

    /// Returns the log of the prior's normalising terms, as [`surplus`] leaves them.
    pub(super) fn prior(&self) -> f64 {
        self.prior
    }

    /// Returns how many more hits there are than the null expects.
    pub(super) fn excess(&self, counts: Counts) -> f64 {
        counts.hits * self.complement - counts.misses * self.rate
    }

    /// Returns the answer where the null leaves no room for chance, `None` where it does.
    pub(super) fn certain(&self, counts: Counts) -> Option<f64> {
        let contradicted = |count: f64| if count > 0.0 { f64::INFINITY } else { 0.0 };
        if self.rate <= 0.0 {
            Some(contradicted(counts.hits))
        } else if self.complement <= 0.0 {
            Some(contradicted(counts.misses))
        } else if !(self.concentration > 0.0 && self.concentration.is_finite() && self.prior.is_finite()) {
            Some(0.0)
        } else {
            None
        }
    }

    /// Returns the first line of the stable form: tries, real and believed, times the divergence of the believed
    /// rate.
    pub(super) fn divergence(&self, counts: Counts) -> f64 {
        divergence(self.excess(counts), self.concentration + counts.tries(), self.rate, self.complement)
    }

    /// Returns the evidence, given the divergence.
    pub(super) fn evidence(&self, counts: Counts, divergence: f64) -> f64 {
        let (a, b) = self.posterior(counts);
        no_evidence_of_nan(divergence + beta_surplus(a, b) - self.prior)
    }
}

/// Hits and misses, both finite and 0 or more, not both 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) hits: f64,
    pub(super) misses: f64,
}

impl Counts {
    /// Returns the counts, `None` where there is nothing to count.
    pub(super) fn new(hits: f64, tries: f64) -> Option<Counts> {
        if !(tries > 0.0 && tries.is_finite()) || hits.is_nan() {
            return None;
        }
        let hits = hits.clamp(0.0, tries);
        Some(Counts { hits, misses: tries - hits })
    }

    /// Returns the counts, told the other way round.
    pub(super) fn of_misses(self) -> Counts {
        Counts { hits: self.misses, misses: self.hits }
    }

    pub(super) fn tries(self) -> f64 {
        self.hits + self.misses
    }
}

/// Returns the evidence, and none where the numbers were too extreme to tell.
pub(super) fn no_evidence_of_nan(evidence: f64) -> f64 {
    if evidence.is_nan() { 0.0 } else { evidence }
}

/// Returns the natural log of the mixture e-value of `hits` in `tries` against the rate `null`.
///
/// [`Mixture::log_e`], for one use.
pub fn log_e(hits: f64, tries: f64, null: f64, concentration: f64) -> f64 {
    Mixture::new(null, concentration).log_e(hits, tries)
}

/// Returns the rates that are still believable after `hits` in `tries`, valid at every look together.
///
/// It misses the true rate, at whatever look, with probability `alpha` at most. Ends are exactly 0 for up to 1 hit,
/// exactly 1 for up to 1 miss; without tries it is [`Interval::UNIT`]. Error: 1e-9 of each end.
/// Source: Robbins 1970; Howard et al. 2021: the rates against which the evidence is below ln(1/alpha); an interval,
/// since the evidence is convex in the rate and not above 0 at hits/tries.
pub fn interval(hits: f64, tries: f64, alpha: f64, concentration: f64) -> Interval {
    let Some(counts) = Counts::new(hits, tries) else { return Interval::UNIT };
    let enough = -alpha.ln();
    if enough.is_nan() || Mixture::new(0.5, concentration).certain(counts).is_some() {
        return Interval::UNIT;
    }
    let share = counts.hits / counts.tries();
    let against = |rate: f64| log_e(counts.hits, counts.tries(), rate, concentration);
    let lower = if counts.hits <= 1.0 { 0.0 } else { turn(0.0, share, |rate| against(rate) < enough).0 };
    let upper = if counts.misses <= 1.0 { 1.0 } else { turn(share, 1.0, |rate| against(rate) >= enough).1 };
    Interval { lower, upper }
}
