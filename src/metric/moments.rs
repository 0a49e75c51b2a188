//! Count, sum, sum of squares, least and greatest, independent of the order of the values.

use super::exact::ExactSum;

/// The moments of a set of finite values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// How many.
    pub count: u64,
    /// The least; `None` without values. Never -0.
    pub min: Option<f64>,
    /// The greatest; `None` without values. Never -0.
    pub max: Option<f64>,
    sum: ExactSum,
    squares: ExactSum,
}

impl Moments {
    /// Adds a value. Shape: finite.
    pub fn add(&mut self, value: f64) {
        // Adding 0 turns -0 into 0, which min and max would otherwise tell apart by order.
        let value = value + 0.0;
        self.count += 1;
        self.min = Some(self.min.map_or(value, |min| min.min(value)));
        self.max = Some(self.max.map_or(value, |max| max.max(value)));
        self.sum.add(value);
        self.squares.add_product(value, value);
    }

    /// Adds the values of other moments.
    pub fn merge(&mut self, other: &Moments) {
        self.count += other.count;
        self.min = either(self.min, other.min, f64::min);
        self.max = either(self.max, other.max, f64::max);
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
    }

    /// Returns the f64 nearest to the sum of the values; 0 without any, infinite beyond the greatest f64.
    pub fn sum(&self) -> f64 {
        self.sum.value()
    }

    /// Returns the mean, `None` without values.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum.value() / self.count as f64)
    }

    /// Returns the unbiased variance, `None` with fewer than two values; never negative, never NaN.
    ///
    /// n Σx² - (Σx)² is computed exactly and rounded once, so that no digits cancel. Infinite where values are beyond 1e154.
    pub fn variance(&self) -> Option<f64> {
        let pairs = (self.count >= 2).then(|| self.count as f64 * (self.count - 1) as f64)?;
        if !self.squares.value().is_finite() {
            return Some(f64::INFINITY);
        }
        let sums = self.sum.parts();
        let mut spread = ExactSum::default();
        for square in self.squares.parts() {
            spread.add_product(self.count as f64, square);
        }
        for left in &sums {
            for right in &sums {
                spread.add_product(-left, *right);
            }
        }
        Some((spread.value() / pairs).max(0.0))
    }
}

fn either(left: Option<f64>, right: Option<f64>, best: fn(f64, f64) -> f64) -> Option<f64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(best(left, right)),
        (one, other) => one.or(other),
    }
}
