//! Quantiles as ranks: which order statistics hold the quantile between them.

use super::beta::beta_tails;
use super::mixture::Mixture;
use super::search::first;

/// Two order statistics, counted from 1, between which a quantile lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranks {
    /// The lower one's rank; 0: open, there are too few values.
    pub lower: u64,
    /// The upper one's rank; one more than there are values: open.
    pub upper: u64,
}

/// Returns the ranks that hold the q-quantile of `count` values between them, valid at every look together.
///
/// Misses, at whatever look, with probability `alpha` at most; ties do no harm.
/// Source: Howard & Ramdas 2022, section 3, with the beta-binomial mixture for its boundary.
pub fn anytime_ranks(count: u64, q: f64, alpha: f64, concentration: f64) -> Ranks {
    let open = Ranks { lower: 0, upper: count.saturating_add(1) };
    let enough = -alpha.ln();
    if count == 0 || enough.is_nan() || !(q > 0.0 && q < 1.0) {
        return open;
    }
    let mixture = Mixture::new(q, concentration);
    let believable = |rank: u64| mixture.log_e(rank as f64, count as f64) < enough;
    // The evidence falls up to the expected rank and rises from there.
    let expected = ((count as f64 * q) as u64).min(count);
    let lower = first(0, expected, believable).or_else(|| first(expected, count, believable));
    let past = first(expected.saturating_add(1).min(count), count, |rank| !believable(rank));
    match lower {
        Some(lower) => Ranks { lower, upper: past.unwrap_or(open.upper) },
        None => open,
    }
}

/// Returns the ranks that hold the q-quantile of `count` values between them, valid for one look.
///
/// Misses with probability `alpha` at most, half on each side. Source: the binomial distribution of the number of
/// values up to the quantile.
pub fn fixed_ranks(count: u64, q: f64, alpha: f64) -> Ranks {
    let open = Ranks { lower: 0, upper: count.saturating_add(1) };
    let ln_half = (0.5 * alpha).ln();
    if count == 0 || ln_half.is_nan() || !(q > 0.0 && q < 1.0) {
        return open;
    }
    let too_high = |rank: u64| ln_at_most(rank - 1, count, q) > ln_half;
    let lower = first(1, count, too_high).map_or(count, |rank| rank - 1);
    let upper = first(1, count, |rank| ln_above(rank - 1, count, q) <= ln_half).unwrap_or(open.upper);
    Ranks { lower, upper }
}

/// Returns the log of the probability of at most `hits` in `tries` at this rate.
pub fn ln_at_most(hits: u64, tries: u64, rate: f64) -> f64 {
    if hits >= tries {
        return 0.0;
    }
    beta_tails(hits as f64 + 1.0, (tries - hits) as f64, rate, 1.0 - rate).upper
}

/// Returns the log of the probability of more than `hits` in `tries` at this rate.
pub fn ln_above(hits: u64, tries: u64, rate: f64) -> f64 {
    if hits >= tries {
        return f64::NEG_INFINITY;
    }
    beta_tails(hits as f64 + 1.0, (tries - hits) as f64, rate, 1.0 - rate).lower
}
