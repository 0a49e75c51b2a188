//! The values of one arm, each by itself or as counts at edges.

use super::interval::Interval;
use super::quantile::Ranks;

/// The values of one arm.
#[derive(Clone, Copy, Debug)]
pub enum Values<'a> {
    /// Every value, ascending, none NaN.
    Sorted(&'a [f64]),
    /// Counts at edges.
    Histogram {
        /// Where the count is known, ascending, without repeats, none NaN.
        edges: &'a [f64],
        /// How many values lie below each edge. Values at the edge may be counted or not.
        below: &'a [u64],
        /// How many values there are.
        total: u64,
    },
}

impl Values<'_> {
    /// Returns how many values there are.
    pub fn total(&self) -> u64 {
        match self {
            Values::Sorted(values) => values.len() as u64,
            Values::Histogram { total, .. } => *total,
        }
    }

    /// Returns the number of stretches over which the count is treated as one.
    pub(super) fn stretches(&self) -> usize {
        match self {
            Values::Sorted(values) => values.len() + 1,
            Values::Histogram { edges, below, .. } => edges.len().min(below.len()) + 1,
        }
    }

    /// Returns where a stretch begins.
    pub(super) fn begin(&self, stretch: usize) -> f64 {
        let points = match self {
            Values::Sorted(values) => values,
            Values::Histogram { edges, .. } => edges,
        };
        match stretch.checked_sub(1) {
            Some(before) => points.get(before).copied().unwrap_or(f64::INFINITY),
            None => f64::NEG_INFINITY,
        }
    }

    /// Returns how many values may lie at or below some point of a stretch.
    pub(super) fn at_most(&self, stretch: usize) -> u64 {
        match self {
            Values::Sorted(values) => {
                let begin = self.begin(stretch);
                values.partition_point(|value| *value <= begin) as u64
            }
            Values::Histogram { below, total, .. } => below.get(stretch).copied().unwrap_or(*total).min(*total),
        }
    }

    /// Returns how many values surely lie below a point.
    pub(super) fn surely_below(&self, point: f64) -> u64 {
        match self {
            Values::Sorted(values) => values.partition_point(|value| *value < point) as u64,
            Values::Histogram { edges, below, total } => {
                let known = edges.partition_point(|edge| *edge <= point).min(below.len());
                known.checked_sub(1).map_or(0, |last| below[last].min(*total))
            }
        }
    }

    /// Returns the q-quantile, or the edge of its bucket that lies below; NaN of nothing.
    pub fn quantile(&self, q: f64) -> f64 {
        let rank = (q * self.total() as f64).ceil().max(1.0) as u64;
        if self.total() == 0 { f64::NAN } else { self.between(Ranks { lower: rank, upper: rank }).lower }
    }

    /// Returns what lies between two order statistics, each at the far edge of its bucket.
    pub fn between(&self, ranks: Ranks) -> Interval {
        let lower = if ranks.lower == 0 { f64::NEG_INFINITY } else { self.bucket(ranks.lower).lower };
        let upper = if ranks.upper > self.total() { f64::INFINITY } else { self.bucket(ranks.upper).upper };
        Interval { lower, upper }
    }

    /// Returns the edges between which the value of this rank lies, counted from 1.
    fn bucket(&self, rank: u64) -> Interval {
        match self {
            Values::Sorted(values) => {
                let value = rank.checked_sub(1).and_then(|index| values.get(usize::try_from(index).ok()?));
                value.map_or(Interval::ALL, |value| Interval { lower: *value, upper: *value })
            }
            Values::Histogram { below, .. } => {
                let stretch = below.partition_point(|count| *count < rank);
                Interval { lower: self.begin(stretch), upper: self.begin(stretch + 1) }
            }
        }
    }
}
