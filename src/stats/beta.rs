//! The beta distribution's tails, for parameters from a millionth to 1e15.

use super::gamma::{Lentz, LnTails, beta_surplus, most_steps, phi};
use super::search::turn;

/// Returns the logs of the tails, at x, of the beta distribution with parameters a and b.
///
/// Shape: `rest` is 1 - x, given by itself because subtracting would lose a small one's digits. Range: a, b > 0.
/// Source: the continued fraction DLMF 8.17.22 with its prefactor in Stirling's form (Loader 2000), taken on the
/// side where it converges at once; needs a number of steps that grows as the cube root of the parameters.
pub fn beta_tails(a: f64, b: f64, x: f64, rest: f64) -> LnTails {
    if x.is_nan() || rest.is_nan() || x <= 0.0 || b <= 0.0 {
        return LnTails::ABOVE;
    }
    if rest <= 0.0 || a <= 0.0 {
        return LnTails::BELOW;
    }
    let all = a + b;
    let excess = a * rest - b * x;
    let prefactor = -divergence(excess, all, x, rest) - beta_surplus(a, b);
    if lower_converges(excess, x, rest) {
        LnTails::from_lower(prefactor + ln_fraction(a, b, x, excess))
    } else {
        LnTails::from_upper(prefactor + ln_fraction(b, a, rest, -excess))
    }
}

/// Says whether the fraction of the lower tail is the one that converges, given a·(1-x) - b·x: up to just past the
/// mean.
pub fn lower_converges(excess: f64, x: f64, rest: f64) -> bool {
    // That is x <= (a+1)/(a+b+2), without cancellation.
    excess + rest - x >= 0.0
}

/// Returns the divergence, times `all`, of the share `x + excess/all` from the share x.
///
/// That is N·KL(share‖x), in nats, without its cancelling terms.
pub fn divergence(excess: f64, all: f64, x: f64, rest: f64) -> f64 {
    let (expected, others) = (all * x, all * rest);
    expected * phi(excess / expected) + others * phi(-excess / others)
}

/// Returns the log of I_x(a, b) divided by its prefactor x^a (1-x)^b / B(a, b), given a·(1-x) - b·x.
///
/// Range: where [`lower_converges`]. Source: the even part of the continued fraction DLMF 8.17.22 (DiDonato & Morris
/// 1992): its terms do not cancel.
pub fn ln_fraction(a: f64, b: f64, x: f64, excess: f64) -> f64 {
    let all = a + b;
    let mut fraction = Lentz::new(a * (excess + 1.0) / (a + 1.0));
    let mut step = 0.0;
    for _ in 0..most_steps(a.min(b)) {
        step += 1.0;
        let odd = a + 2.0 * step - 1.0;
        let mixed = step * (b - step) * x / odd;
        let numerator = mixed * x * (a + step - 1.0) * (all + step - 1.0) / odd;
        let denominator = step + mixed + (a + step) * (excess + 1.0 + step * (2.0 - x)) / (odd + 2.0);
        if fraction.extend(numerator, denominator) {
            break;
        }
    }
    fraction.value.ln()
}

/// Returns the x below which the beta distribution with parameters a and b has the given log of a probability.
pub fn beta_quantile(a: f64, b: f64, ln_lower: f64) -> f64 {
    turn(0.0, 1.0, |x| beta_tails(a, b, x, 1.0 - x).lower >= ln_lower).0
}

/// Returns the x above which the beta distribution with parameters a and b has the given log of a probability.
pub fn beta_upper_quantile(a: f64, b: f64, ln_upper: f64) -> f64 {
    turn(0.0, 1.0, |x| beta_tails(a, b, x, 1.0 - x).upper <= ln_upper).1
}
