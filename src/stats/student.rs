//! Student's t distribution.

use super::beta::beta_tails;
use super::search::turn;

/// Returns the log of the probability of more than t, for t of 0 or more.
pub fn ln_above(t: f64, freedom: f64) -> f64 {
    let square = t * t;
    let tails = beta_tails(0.5 * freedom, 0.5, freedom / (freedom + square), square / (freedom + square));
    tails.lower - std::f64::consts::LN_2
}

/// Returns the t that is exceeded with this probability, of at most ½; infinity without degrees of freedom.
pub fn upper_quantile(probability: f64, freedom: f64) -> f64 {
    if probability.is_nan() || probability <= 0.0 || freedom.is_nan() || freedom <= 0.0 {
        return f64::INFINITY;
    }
    let ln_upper = probability.ln();
    turn(0.0, 1e150, |t| ln_above(t, freedom) <= ln_upper).1
}
