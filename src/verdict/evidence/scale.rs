//! Histograms of two arms on one scale, so that thousands of stretches are compared by adding up plain numbers.

use std::collections::BTreeSet;

use crate::metric::histogram::{Histogram, lower_edge, upper_edge};
use crate::stats::values::Values;

/// The buckets that any of some histograms occupies.
#[derive(Clone, Debug)]
pub struct Scale {
    buckets: Vec<i32>,
    /// Both edges of every bucket, ascending, without repeats.
    edges: Vec<f64>,
    /// For each edge, how many buckets lie below it.
    before: Vec<usize>,
}

/// Counts by bucket of a scale; empty for none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts(Vec<u64>);

/// Counts at the edges of a scale.
#[derive(Clone, Debug)]
pub struct Cumulative {
    below: Vec<u64>,
    total: u64,
}

impl Scale {
    /// Returns the scale of these histograms.
    pub fn of<'h>(histograms: impl IntoIterator<Item = &'h Histogram>) -> Scale {
        let buckets: BTreeSet<i32> = histograms.into_iter().flat_map(|one| one.counts.keys().copied()).collect();
        let buckets: Vec<i32> = buckets.into_iter().collect();
        let (mut edges, mut before): (Vec<f64>, Vec<usize>) = (Vec::new(), Vec::new());
        for (place, bucket) in buckets.iter().enumerate() {
            for (edge, below) in [(lower_edge(*bucket), place), (upper_edge(*bucket), place + 1)] {
                if edges.last().is_none_or(|last| *last < edge) {
                    edges.push(edge);
                    before.push(below);
                }
            }
        }
        Scale { buckets, edges, before }
    }

    /// Adds a histogram to counts.
    pub fn add(&self, counts: &mut Counts, histogram: &Histogram) {
        counts.0.resize(self.buckets.len(), 0);
        for (bucket, count) in &histogram.counts {
            if let Ok(place) = self.buckets.binary_search(bucket) {
                counts.0[place] += count;
            }
        }
    }

    /// Returns the histogram that counts stand for.
    pub fn histogram(&self, counts: &Counts) -> Histogram {
        let mut histogram = Histogram::default();
        for (bucket, count) in self.buckets.iter().zip(&counts.0) {
            histogram.add_bucket(*bucket, *count);
        }
        histogram
    }

    /// Returns counts at the edges.
    pub fn cumulative(&self, counts: &Counts) -> Cumulative {
        let mut sums = vec![0];
        let mut total = 0;
        for count in &counts.0 {
            total += count;
            sums.push(total);
        }
        let below = self.before.iter().map(|buckets| sums.get(*buckets).copied().unwrap_or(total)).collect();
        Cumulative { below, total }
    }

    /// Returns the values that counts at the edges stand for.
    pub fn values<'s>(&'s self, cumulative: &'s Cumulative) -> Values<'s> {
        Values::Histogram { edges: &self.edges, below: &cumulative.below, total: cumulative.total }
    }

    /// Returns the edges of the bucket of a quantile, `None` without values.
    pub fn quantile(&self, counts: &Counts, level: f64) -> Option<(f64, f64)> {
        let total: u64 = counts.0.iter().sum();
        let rank = ((level * total as f64).ceil() as u64).clamp(1, total.max(1));
        let mut up_to = 0;
        let place = counts.0.iter().position(|count| {
            up_to += count;
            up_to >= rank
        })?;
        Some((lower_edge(self.buckets[place]), upper_edge(self.buckets[place])))
    }
}

impl Counts {
    /// Adds other counts of the same scale.
    pub fn merge(&mut self, other: &Counts) {
        self.0.resize(other.0.len().max(self.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine += theirs);
    }
}
