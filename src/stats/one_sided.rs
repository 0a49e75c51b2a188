//! The one-sided mixture: evidence, at any time, that a rate is higher, or lower, than a line.

use super::beta::{beta_tails, ln_fraction, lower_converges};
use super::gamma::{beta_surplus, ln_rest};
use super::mixture::{Counts, Mixture, no_evidence_of_nan};

/// The side of the line on which evidence is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Above: the null is "at most".
    Greater,
    /// Below: the null is "at least".
    Less,
}

impl Side {
    /// Returns the other side.
    pub fn opposite(self) -> Side {
        match self {
            Side::Greater => Side::Less,
            Side::Less => Side::Greater,
        }
    }
}

/// From this divergence on, the believed rate is on one side of the line to the last bit.
const DECIDED: f64 = 40.0;

/// A bet that a rate lies on one side of a line: the mixture with its prior cut off at the line.
///
/// Valid however the rate changes over time, as long as it never crosses the line given the past.
#[derive(Clone, Copy, Debug)]
pub struct OneSided {
    mixture: Mixture,
    side: Side,
    /// The log of the prior probability of the side.
    weight: f64,
}

impl OneSided {
    /// Returns the bet on a side of a rate.
    pub fn new(rate: f64, concentration: f64, side: Side) -> OneSided {
        let mixture = Mixture::new(rate, concentration);
        let mixture = match side {
            Side::Greater => mixture,
            Side::Less => mixture.of_misses(),
        };
        let (a, b) = mixture.prior_parameters();
        let weight = beta_tails(a, b, mixture.rate(), mixture.complement()).upper;
        OneSided { mixture, side, weight }
    }

    /// Returns the evidence that the rate of `hits` in `tries` is on this side.
    ///
    /// Shape: 0 <= hits <= tries, real numbers allowed. Unit: nats. Never NaN; infinity where the line is at the end
    /// of 0..=1 and the data contradict it. Rises with every hit (for [`Side::Less`], with every miss).
    /// Source: Robbins 1970; the mixture of Howard et al. 2021 restricted to one side.
    pub fn log_e(&self, hits: f64, tries: f64) -> f64 {
        let Some(counts) = self.turned(hits, tries) else { return 0.0 };
        if let Some(certain) = self.certain(counts) {
            return certain;
        }
        let (a, b) = self.mixture.posterior(counts);
        let (rate, complement) = (self.mixture.rate(), self.mixture.complement());
        let excess = self.mixture.excess(counts);
        // What the mixture gains and what the tail loses are the same large number: it is left out of both.
        if !lower_converges(excess, rate, complement) {
            return no_evidence_of_nan(ln_fraction(b, a, complement, -excess) - self.mixture.prior() - self.weight);
        }
        let divergence = self.mixture.divergence(counts);
        let evidence = self.mixture.evidence(counts, divergence);
        if divergence > DECIDED && excess > 0.0 {
            return evidence - self.weight;
        }
        let wrong_side = (ln_fraction(a, b, rate, excess) - divergence - beta_surplus(a, b)).min(0.0);
        no_evidence_of_nan(evidence + ln_rest(wrong_side) - self.weight)
    }

    /// Returns a lower bound of the evidence that costs no incomplete beta function.
    ///
    /// Minus infinity where the rate of the data is not on this side; at most 0.13 below the evidence where that is
    /// above 2.5, at most 0.01 where it is above 4. Evidence that is too low is still valid.
    /// Source: Chernoff's bound on the beta distribution's tail as a ratio of gamma variables.
    pub fn log_e_bound(&self, hits: f64, tries: f64) -> f64 {
        let Some(counts) = self.turned(hits, tries) else { return 0.0 };
        if let Some(certain) = self.certain(counts) {
            return certain;
        }
        if self.mixture.excess(counts) <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let divergence = self.mixture.divergence(counts);
        let cut = if divergence > DECIDED { 0.0 } else { ln_rest(-divergence) };
        self.mixture.evidence(counts, divergence) + cut - self.weight
    }

    /// Returns the side.
    pub fn side(&self) -> Side {
        self.side
    }

    /// Returns the counts with what speaks for this side as hits.
    fn turned(&self, hits: f64, tries: f64) -> Option<Counts> {
        let counts = Counts::new(hits, tries)?;
        Some(match self.side {
            Side::Greater => counts,
            Side::Less => counts.of_misses(),
        })
    }

    /// Returns the answer where the line leaves no room for chance: nothing lies beyond the end of 0..=1.
    fn certain(&self, counts: Counts) -> Option<f64> {
        if self.mixture.rate() >= 1.0 { Some(0.0) } else { self.mixture.certain(counts) }
    }
}

/// Returns the evidence that the rate of `hits` in `tries` is above `null`: [`OneSided::log_e`], for one use.
pub fn log_e_greater(hits: f64, tries: f64, null: f64, concentration: f64) -> f64 {
    OneSided::new(null, concentration, Side::Greater).log_e(hits, tries)
}

/// Returns the evidence that the rate of `hits` in `tries` is below `null`: [`OneSided::log_e`], for one use.
pub fn log_e_less(hits: f64, tries: f64, null: f64, concentration: f64) -> f64 {
    OneSided::new(null, concentration, Side::Less).log_e(hits, tries)
}
