//! Means of values in 0..=1, from every value in order of time: exact, and tighter than counts where they vary
//! little.

use super::interval::Interval;

/// A lower bound of a mean of values in 0..=1 that narrows with their variance, built value by value.
///
/// Valid at every look together. The values' order counts: by time.
/// Source: Waudby-Smith & Ramdas 2024, theorem 2, the predictable plug-in empirical Bernstein bound.
#[derive(Clone, Copy, Debug)]
pub struct EmpiricalBernstein {
    /// ln(1/alpha).
    enough: f64,
    /// No bet is larger.
    largest_bet: f64,
    count: f64,
    sum: f64,
    squares: f64,
    bets: f64,
    weighted: f64,
    penalty: f64,
}

impl EmpiricalBernstein {
    /// Returns a bound without values, at 0. `largest_bet` is below 1; ½ is usual.
    pub fn new(alpha: f64, largest_bet: f64) -> EmpiricalBernstein {
        let nothing = 0.0;
        EmpiricalBernstein {
            enough: -alpha.ln(),
            largest_bet,
            count: nothing,
            sum: nothing,
            squares: nothing,
            bets: nothing,
            weighted: nothing,
            penalty: nothing,
        }
    }

    /// Adds the next value; one outside 0..=1 is not for here, and left out.
    pub fn push(&mut self, value: f64) {
        if !(0.0..=1.0).contains(&value) {
            return;
        }
        // The bet and its centre know only what came before the value.
        let variance = (0.25 + self.squares) / (self.count + 1.0);
        let centre = if self.count > 0.0 { self.sum / self.count } else { 0.0 };
        self.count += 1.0;
        let bet = (2.0 * self.enough / (self.count * self.count.ln_1p() * variance)).sqrt().min(self.largest_bet);
        self.bets += bet;
        self.weighted += bet * value;
        self.penalty += (value - centre).powi(2) * (-(-bet).ln_1p() - bet);
        self.sum += value;
        let mean = ((0.5 + self.sum) / (self.count + 1.0)).min(1.0);
        self.squares += (value - mean).powi(2);
    }

    /// Returns the bound; 0 before any value.
    pub fn lower(&self) -> f64 {
        if self.bets > 0.0 { ((self.weighted - self.enough - self.penalty) / self.bets).max(0.0) } else { 0.0 }
    }
}

/// Returns the means of values in 0..=1, in order of time, that are still believable, half of `alpha` on each side.
///
/// [`EmpiricalBernstein`], of the values from below and of 1 less each from above.
pub fn empirical_bernstein(values: &[f64], alpha: f64, largest_bet: f64) -> Interval {
    let mut bounds = [EmpiricalBernstein::new(0.5 * alpha, largest_bet); 2];
    for value in values {
        bounds[0].push(*value);
        bounds[1].push(1.0 - value);
    }
    Interval { lower: bounds[0].lower(), upper: 1.0 - bounds[1].lower() }
}

/// Returns the means of values in 0..=1, in order of time, that are still believable, as a bet against each of a
/// grid says.
///
/// Tighter than [`empirical_bernstein`], but costs values x `steps`; each end is rounded outwards to the grid.
/// Source: Waudby-Smith & Ramdas 2024, the hedged capital process.
pub fn betting(values: &[f64], alpha: f64, largest_bet: f64, steps: u32) -> Interval {
    let bets = predictable_bets(values, 0.5 * alpha);
    let enough = -alpha.ln();
    let width = 1.0 / f64::from(steps.max(1));
    let believable = |step: &u32| capital(values, &bets, f64::from(*step) * width, largest_bet) <= enough;
    let Some(first) = (0..=steps).find(believable) else { return Interval::UNIT };
    let last = (0..=steps).rev().find(believable).unwrap_or(first);
    let lower = (f64::from(first) * width - width).max(0.0);
    Interval { lower, upper: (f64::from(last) * width + width).min(1.0) }
}

/// Returns the log of what the better of two hedged bets, on more and on less than a mean, is worth after all values.
fn capital(values: &[f64], bets: &[f64], mean: f64, largest_bet: f64) -> f64 {
    let (mut more, mut less) = (0.0, 0.0);
    for (value, bet) in values.iter().zip(bets) {
        more += (bet.min(largest_bet / mean) * (value - mean)).ln_1p();
        less += (-bet.min(largest_bet / (1.0 - mean)) * (value - mean)).ln_1p();
    }
    more.max(less) - std::f64::consts::LN_2
}

/// Returns the bet on each value, from those before it.
fn predictable_bets(values: &[f64], alpha: f64) -> Vec<f64> {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    let mut bets = Vec::with_capacity(values.len());
    for value in values {
        let variance: f64 = (0.25 + squares) / (count + 1.0);
        count += 1.0;
        bets.push((-2.0 * f64::ln(alpha) / (variance * count * f64::ln_1p(count))).sqrt());
        sum += value;
        squares += (value - ((0.5 + sum) / (count + 1.0)).min(1.0)).powi(2);
    }
    bets
}
