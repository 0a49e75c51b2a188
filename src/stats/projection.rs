//! Projections: how many tries are still missing.

use super::normal::upper_quantile;
use super::one_sided::{OneSided, Side};
use super::search::first;

/// The chance with which a projected number of tries should suffice.
pub const POWER: f64 = 0.8;

/// More tries than this are not decidable.
pub const MOST_TRIES: u64 = 1 << 50;

/// What is asked of the data: evidence of this size that a rate is on this side of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// The line.
    pub line: f64,
    /// The side that is to be shown.
    pub side: Side,
    /// How much evidence is enough, in nats: ln(1/alpha).
    pub enough: f64,
    /// See [`super::mixture::CONCENTRATION`].
    pub concentration: f64,
}

impl Question {
    fn bet(&self) -> OneSided {
        OneSided::new(self.line, self.concentration, self.side)
    }

    /// Returns the number of tries at which the evidence will probably be enough, if the true rate is this one.
    ///
    /// `None` where the rate is not on the side asked for, or [`MOST_TRIES`] would not do. Real hits are taken to be
    /// rate x tries, less `power`'s quantile of the evidence's standard deviation; slightly conservative.
    pub fn tries_at(&self, rate: f64, power: f64) -> Option<u64> {
        let on_side = match self.side {
            Side::Greater => rate > self.line,
            Side::Less => rate < self.line,
        };
        if !on_side || !(0.0..=1.0).contains(&rate) || !(0.0..=1.0).contains(&self.line) {
            return None;
        }
        let bet = self.bet();
        let gap = if rate > 0.0 && rate < 1.0 { (log_odds(rate) - log_odds(self.line)).abs() } else { 0.0 };
        let luck = if power < 0.5 { -upper_quantile(power) } else { upper_quantile(1.0 - power) };
        let scatter = luck * gap * (rate * (1.0 - rate)).sqrt();
        let reached = |tries: u64| {
            let tries = tries as f64;
            bet.log_e(rate * tries, tries) - scatter * tries.sqrt() >= self.enough
        };
        let doubled = (0..=MOST_TRIES.ilog2()).map(|power| 1_u64 << power).find(|tries| reached(*tries))?;
        first(doubled / 2, doubled, reached)
    }

    /// Returns how many more tries are probably missing after `hits` in `tries`, if things go on as they went.
    ///
    /// `None` where that cannot be decided: the rate, drawn a little to ½, is on the other side of the line, or so
    /// near it (2 % of it, or one standard error) that any number would be a guess. Source: see
    /// [`Question::tries_at`].
    pub fn missing(&self, hits: f64, tries: f64, power: f64) -> Option<u64> {
        let tries = tries.max(0.0);
        let rate = (hits.clamp(0.0, tries) + 0.5) / (tries + 1.0);
        let error = (rate * (1.0 - rate) / tries.max(1.0)).sqrt();
        if rate.is_nan() || (rate - self.line).abs() < error.max(0.02 * self.line) {
            return None;
        }
        let total = self.tries_at(rate, power)?;
        Some(total.saturating_sub(tries as u64).max(1))
    }

    /// Returns the least number of further tries, `further_hits` of them hits, after which the evidence is enough.
    ///
    /// 0 where it is enough already; `None` where [`MOST_TRIES`] would not do. Exact, not a projection.
    pub fn tries_with(&self, hits: f64, tries: f64, further_hits: u64) -> Option<u64> {
        let bet = self.bet();
        let further = further_hits as f64;
        let reached = |more: u64| bet.log_e(hits + further, tries + more as f64) >= self.enough;
        match self.side {
            Side::Less => first(further_hits, MOST_TRIES, reached),
            // Every further try that is no hit speaks against: only the fewest can do.
            Side::Greater => reached(further_hits).then_some(further_hits),
        }
    }

    /// Returns the least number of further hits, and nothing else, after which the evidence is enough.
    ///
    /// As [`Question::tries_with`], for [`Side::Greater`]; with [`Side::Less`] hits never help, so 0 or `None`.
    pub fn hits_to_show(&self, hits: f64, tries: f64) -> Option<u64> {
        let bet = self.bet();
        let reached = |more: u64| bet.log_e(hits + more as f64, tries + more as f64) >= self.enough;
        match self.side {
            Side::Greater => first(0, MOST_TRIES, reached),
            Side::Less => reached(0).then_some(0),
        }
    }
}

/// Returns the least number of tries without a hit that shows a rate below `rate`: 59 for 5 % at alpha 0.05.
///
/// `None` for a rate that is not above 0. Valid at any time while there is no hit.
/// Source: 1 - alpha^(1/n), the "rule of three" of Hanley & Lippman-Hand 1983.
pub fn tries_without_hit(rate: f64, alpha: f64) -> Option<u64> {
    let tries = alpha.ln() / (-rate).ln_1p();
    (rate > 0.0 && tries.is_finite() && tries < MOST_TRIES as f64).then(|| tries.ceil().max(1.0) as u64)
}

/// Returns the log of rate/(1-rate).
fn log_odds(rate: f64) -> f64 {
    rate.ln() - (-rate).ln_1p()
}
