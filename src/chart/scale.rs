//! Which values a y axis shows.

use super::axis::{Axis, LARGEST, axis};
use super::series::Dot;

/// What the y axis must know of the metric.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// The unit, written on the top mark; may be empty.
    pub unit: String,
    /// Whether zero is shown: yes for rates and counts.
    pub zero: bool,
    /// The least value that the metric can have.
    pub least: Option<f64>,
    /// The greatest value that the metric can have, such as 100 for a percentage.
    pub most: Option<f64>,
}

impl Scale {
    /// Returns the axis for all of these values and dots, and for zero where it belongs there.
    ///
    /// Intervals widen it by half at most, so that one wide interval does not flatten the rest.
    pub(super) fn axis(&self, values: &[Option<f64>], dots: &[&[Dot]]) -> Axis {
        let (low, high) = self.range(values, dots);
        axis(low, high, &self.unit)
    }

    fn range(&self, values: &[Option<f64>], dots: &[&[Dot]]) -> (f64, f64) {
        let dots = || dots.iter().copied().flatten();
        let values = values.iter().flatten().copied().filter(|value| value.is_finite());
        let all = dots().map(|dot| dot.value).chain(values).chain(self.zero.then_some(0.0));
        let all = all.map(|value| value.clamp(-LARGEST, LARGEST));
        let (low, high) =
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return (0.0, 1.0);
        }
        let reach = (high - low) / 2.0;
        let ends = dots().filter_map(|dot| dot.interval);
        let (lowest, highest) = ends.fold((low, high), |(lowest, highest), (from, to)| {
            (lowest.min(from.max(low - reach)), highest.max(to.min(high + reach)))
        });
        let pad = (highest - lowest) * 0.08;
        let floor = if self.zero && low >= 0.0 { 0.0 } else { lowest - pad };
        let least = self.least.filter(|least| *least <= low).unwrap_or(f64::NEG_INFINITY);
        let most = self.most.filter(|most| *most >= high).unwrap_or(f64::INFINITY);
        (floor.max(least), (highest + pad).min(most))
    }
}
