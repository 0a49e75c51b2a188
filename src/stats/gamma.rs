//! The gamma function's log, what Stirling's formula leaves of it, and the gamma distribution's tails.

use super::search::turn;

/// Half the log of two pi.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;

/// From here on Stirling's series with five terms is exact to the last bit.
const STIRLING_FROM: f64 = 15.0;

/// Returns (1+t) ln(1+t) - t, the building block of every divergence here; for t >= -1, where it is 0 or more.
///
/// Near 0, where its two terms cancel, by its series.
pub fn phi(t: f64) -> f64 {
    if t <= -1.0 {
        1.0
    } else if t.abs() < 1e-3 {
        let series = 1.0 / 6.0 - t * (1.0 / 12.0 - t * (1.0 / 20.0 - t * (1.0 / 30.0 - t / 42.0)));
        t * t * (0.5 - t * series)
    } else {
        let log = t.ln_1p();
        t * (log - 1.0) + log
    }
}

/// Returns lnΓ(x) - x ln x + x: what is left of lnΓ when its large terms, which cancel in every ratio, are gone.
///
/// Range: x > 0; infinity at 0. Source: Stirling's series; Loader 2000 for the use.
pub fn surplus(x: f64) -> f64 {
    if x >= STIRLING_FROM { HALF_LN_TAU - 0.5 * x.ln() + stirling_error(x) } else { ln_gamma(x) - x * x.ln() + x }
}

/// Returns surplus(a) + surplus(b) - surplus(a + b): what is left of the log of the beta function B(a, b).
pub fn beta_surplus(a: f64, b: f64) -> f64 {
    let all = a + b;
    if a >= STIRLING_FROM && b >= STIRLING_FROM {
        let errors = stirling_error(a) + stirling_error(b) - stirling_error(all);
        HALF_LN_TAU - 0.5 * (a * (b / all)).ln() + errors
    } else {
        surplus(a) + surplus(b) - surplus(all)
    }
}

/// Returns lnΓ(x).
///
/// Range: x > 0; infinity at 0. Error: a few units in the last place of the larger of it and 25.
pub fn ln_gamma(x: f64) -> f64 {
    if x <= 0.0 {
        return f64::INFINITY;
    }
    // Γ(x) = Γ(x+1)/x lifts a small argument to where the series is exact.
    let (mut lifted, mut product) = (x, 1.0);
    while lifted < STIRLING_FROM {
        product *= lifted;
        lifted += 1.0;
    }
    (lifted - 0.5) * lifted.ln() - lifted + HALF_LN_TAU + stirling_error(lifted) - product.ln()
}

/// Returns lnΓ(x) less Stirling's formula (x-½) ln x - x + ½ ln 2π, for x of 15 or more.
fn stirling_error(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let series = 1.0 / 360.0
        - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square * (1.0 / 1188.0 - square * 691.0 / 360_360.0)));
    inverse * (1.0 / 12.0 - square * series)
}

/// The logs of the two tails of a distribution at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LnTails {
    /// The log of the probability of less.
    pub lower: f64,
    /// The log of the probability of more.
    pub upper: f64,
}

impl LnTails {
    /// Everything lies above.
    pub const ABOVE: LnTails = LnTails { lower: f64::NEG_INFINITY, upper: 0.0 };
    /// Everything lies below.
    pub const BELOW: LnTails = LnTails { lower: 0.0, upper: f64::NEG_INFINITY };

    /// Returns both tails from the log of the lower one, best where that is the smaller.
    pub fn from_lower(lower: f64) -> LnTails {
        let lower = lower.min(0.0);
        LnTails { lower, upper: ln_rest(lower) }
    }

    /// Returns both tails from the log of the upper one, best where that is the smaller.
    pub fn from_upper(upper: f64) -> LnTails {
        let upper = upper.min(0.0);
        LnTails { lower: ln_rest(upper), upper }
    }
}

/// Returns ln(1 - e^x) for x of at most 0.
///
/// What rounding would make 0 is a unit in the last place instead: a tail is small, never nothing.
pub fn ln_rest(x: f64) -> f64 {
    (-x.exp_m1()).max(f64::EPSILON / 2.0).ln()
}

/// Returns the logs of the tails, at x, of the gamma distribution with this shape and scale 1.
///
/// Range: shape > 0, x >= 0. Source: continued fractions, Legendre's above the mean and its counterpart below it;
/// they need a number of steps that grows as the cube root of the shape.
pub fn gamma_tails(shape: f64, x: f64) -> LnTails {
    if x.is_nan() || x <= 0.0 || shape.is_nan() || shape == f64::INFINITY {
        return LnTails::ABOVE;
    }
    if x == f64::INFINITY || shape <= 0.0 {
        return LnTails::BELOW;
    }
    // x^shape e^-x / Γ(shape), its large terms taken together as one divergence.
    let prefactor = -x * phi((shape - x) / x) - surplus(shape);
    let steps = most_steps(shape);
    if x < shape + 1.0 {
        LnTails::from_lower(prefactor + lower_fraction(shape, x, steps).ln())
    } else {
        LnTails::from_upper(prefactor + upper_fraction(shape, x, steps).ln())
    }
}

/// Returns the x of which the gamma distribution with this shape and scale 1 has the given log of its lower tail
/// below.
pub fn gamma_quantile(shape: f64, ln_lower: f64) -> f64 {
    turn(0.0, f64::MAX, |x| gamma_tails(shape, x).lower >= ln_lower).1
}

/// Returns the x of which the gamma distribution with this shape and scale 1 has the given log of its upper tail
/// above.
pub fn gamma_upper_quantile(shape: f64, ln_upper: f64) -> f64 {
    turn(0.0, f64::MAX, |x| gamma_tails(shape, x).upper <= ln_upper).1
}

/// Returns how many terms a fraction of the gamma or beta distribution may need, near its mean with this lesser
/// parameter.
pub fn most_steps(parameter: f64) -> u32 {
    500 + (40.0 * parameter.cbrt()).min(1e6) as u32
}

/// Returns γ(a, x) / (x^a e^-x) by what the beta distribution's fraction becomes when its second parameter grows.
fn lower_fraction(shape: f64, x: f64, steps: u32) -> f64 {
    let excess = shape - x;
    let mut fraction = Lentz::new(shape * (excess + 1.0) / (shape + 1.0));
    let mut step = 0.0;
    for _ in 0..steps {
        step += 1.0;
        let odd = shape + 2.0 * step - 1.0;
        let mixed = step * x / odd;
        let numerator = mixed * x * (shape + step - 1.0) / odd;
        let denominator = step + mixed + (shape + step) * (excess + 1.0 + 2.0 * step) / (odd + 2.0);
        if fraction.extend(numerator, denominator) {
            break;
        }
    }
    fraction.value
}

/// Returns Legendre's continued fraction for Γ(a, x) / (x^a e^-x), by Lentz's method.
fn upper_fraction(shape: f64, x: f64, steps: u32) -> f64 {
    let mut b = x + 1.0 - shape;
    let mut fraction = Lentz::new(b);
    let mut step = 0.0;
    for _ in 0..steps {
        step += 1.0;
        b += 2.0;
        if fraction.extend(-step * (step - shape), b) {
            break;
        }
    }
    fraction.value
}

/// A continued fraction 1/(b0 + a1/(b1 + a2/(b2 + …))) as far as it was taken: the modified method of Lentz.
#[derive(Clone, Copy, Debug)]
pub struct Lentz {
    /// Its value so far.
    pub value: f64,
    numerators: f64,
    denominators: f64,
}

impl Lentz {
    /// Stands in for a denominator of 0.
    const TINY: f64 = 1e-300;

    /// Returns 1/b.
    pub fn new(b: f64) -> Lentz {
        let inverse = 1.0 / Lentz::apart(b);
        Lentz { value: inverse, numerators: 1.0 / Lentz::TINY, denominators: inverse }
    }

    /// Adds a term and returns whether it no longer changed the value.
    pub fn extend(&mut self, a: f64, b: f64) -> bool {
        self.denominators = 1.0 / Lentz::apart(b + a * self.denominators);
        self.numerators = Lentz::apart(b + a / self.numerators);
        let change = self.denominators * self.numerators;
        self.value *= change;
        (change - 1.0).abs() <= f64::EPSILON
    }

    fn apart(number: f64) -> f64 {
        if number.abs() < Lentz::TINY { Lentz::TINY } else { number }
    }
}
