//! The standard normal distribution.

use super::gamma::gamma_tails;
use super::search::turn;

/// Returns the log of the probability of more than z.
pub fn ln_above(z: f64) -> f64 {
    let tails = gamma_tails(0.5, 0.5 * z * z);
    if z >= 0.0 { tails.upper - std::f64::consts::LN_2 } else { tails.lower.exp().ln_1p() - std::f64::consts::LN_2 }
}

/// Returns the z that is exceeded with this probability, from the upper tail, so that no digit of a tiny one is lost.
///
/// Range: above 0 up to ½; beyond, 0 and infinity.
pub fn upper_quantile(probability: f64) -> f64 {
    if probability.is_nan() || probability <= 0.0 {
        return f64::INFINITY;
    }
    let ln_upper = probability.ln();
    turn(0.0, 1e10, |z| ln_above(z) <= ln_upper).1
}
