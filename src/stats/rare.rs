//! Rare events: none at all, or so many over an exposure.

use super::gamma::{gamma_quantile, gamma_tails, gamma_upper_quantile, phi, surplus};
use super::interval::Interval;
use super::mixture::no_evidence_of_nan;
use super::one_sided::Side;
use super::search::turn;

/// Returns the greatest rate that is believable after so many tries without a hit: 1 - alpha^(1/n).
///
/// Exact, and valid at every look while there is no hit. 1 without tries.
/// Source: Hanley & Lippman-Hand 1983, whose "rule of three" is its approximation 3/n.
pub fn upper_without_hit(tries: f64, alpha: f64) -> f64 {
    let upper = -(alpha.ln() / tries).exp_m1();
    if tries > 0.0 && upper.is_finite() { upper.clamp(0.0, 1.0) } else { 1.0 }
}

/// A bet against one rate of events per unit of exposure: alternatives are drawn from a gamma distribution centred
/// at it.
///
/// `concentration` is the prior's exposure, above 0, fixed before any data: a tenth of the planned exposure is usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventRate {
    /// The rate: 0 or more.
    pub rate: f64,
    /// How strongly the prior is drawn to it, as an exposure.
    pub concentration: f64,
}

impl EventRate {
    /// Returns the evidence that events come at another rate than this one.
    ///
    /// Range: events and exposure 0 or more, real numbers allowed. Unit: nats. Never NaN; infinity where the rate is
    /// 0 and there was an event; 0 without exposure. Error: 1e-11 at 1e9 events. Source: the gamma-Poisson mixture;
    /// Lindon & Malek 2022 for time-varying intensities.
    pub fn log_e(&self, events: f64, exposure: f64) -> f64 {
        if let Some(certain) = self.certain(events, exposure) {
            return certain;
        }
        no_evidence_of_nan(self.divergence(events, exposure) + self.rest(events))
    }

    /// Returns the evidence that events come at a rate on this side of this one.
    ///
    /// As [`EventRate::log_e`]; its prior is cut off at the rate, so it is valid for the composite null.
    pub fn log_e_on(&self, side: Side, events: f64, exposure: f64) -> f64 {
        if let Some(certain) = self.certain(events, exposure) {
            return if side == Side::Less { 0.0 } else { certain };
        }
        let shape = self.concentration * self.rate;
        let after = gamma_tails(shape + events, (self.concentration + exposure) * self.rate);
        let before = gamma_tails(shape, shape);
        let (after, before) = match side {
            Side::Greater => (after.upper, before.upper),
            Side::Less => (after.lower, before.lower),
        };
        no_evidence_of_nan(self.log_e(events, exposure) + after - before)
    }

    /// Returns the answer where the rate leaves no room for chance, or there is nothing to see.
    fn certain(&self, events: f64, exposure: f64) -> Option<f64> {
        let sound =
            self.rate >= 0.0 && self.rate.is_finite() && self.concentration > 0.0 && self.concentration.is_finite();
        let counted = exposure > 0.0 && exposure.is_finite() && events >= 0.0 && events.is_finite();
        if !(sound && counted) {
            Some(0.0)
        } else if self.rate <= 0.0 {
            Some(if events > 0.0 { f64::INFINITY } else { 0.0 })
        } else {
            None
        }
    }

    /// Returns the exposure, real and believed, times the divergence of the believed rate.
    fn divergence(&self, events: f64, exposure: f64) -> f64 {
        let expected = (self.concentration + exposure) * self.rate;
        expected * phi((events - exposure * self.rate) / expected)
    }

    /// Returns what Stirling's formula leaves of the mixture.
    fn rest(&self, events: f64) -> f64 {
        let shape = self.concentration * self.rate;
        surplus(shape + events) - surplus(shape)
    }
}

/// Returns the event rates that are still believable, valid at every look together.
///
/// The lower end is exactly 0 for up to 1 event; without exposure 0 to infinity.
/// Source: the rates against which [`EventRate::log_e`] is below ln(1/alpha); an interval, since it is convex in
/// the rate.
pub fn interval(events: f64, exposure: f64, alpha: f64, concentration: f64) -> Interval {
    let open = Interval { lower: 0.0, upper: f64::INFINITY };
    let enough = -alpha.ln();
    let sound = exposure > 0.0 && exposure.is_finite() && events >= 0.0 && events.is_finite();
    if !sound || enough.is_nan() || !(concentration > 0.0 && concentration.is_finite()) {
        return open;
    }
    let against = |rate: f64| EventRate { rate, concentration }.log_e(events, exposure);
    let rate = events / exposure;
    let lower = if events <= 1.0 { 0.0 } else { turn(0.0, rate, |rate| against(rate) < enough).0 };
    let mut far = rate.max(1.0 / exposure);
    while against(far) < enough && far < 1e300 {
        far *= 2.0;
    }
    Interval { lower, upper: turn(rate, far, |rate| against(rate) >= enough).1 }
}

/// Returns the event rates that are believable at one look, half of `alpha` on each side.
///
/// The lower end is exactly 0 without events; without exposure 0 to infinity. Source: Garwood 1936.
pub fn fixed_interval(events: f64, exposure: f64, alpha: f64) -> Interval {
    let ln_half = (0.5 * alpha).ln();
    if ln_half.is_nan() || !(exposure > 0.0 && events >= 0.0 && events.is_finite()) {
        return Interval { lower: 0.0, upper: f64::INFINITY };
    }
    let lower = if events > 0.0 { gamma_quantile(events, ln_half) } else { 0.0 };
    Interval { lower: lower / exposure, upper: gamma_upper_quantile(events + 1.0, ln_half) / exposure }
}
