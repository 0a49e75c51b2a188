//! Histograms of three significant digits: what any engine can compute, and what merges exactly.
//!
//! The edges of the buckets are m x 10^e with m = 1.00, 1.01 … 9.99, each the f64 nearest to that decimal, and a bucket
//! is [edge, next edge). Negative values mirror: theirs are (-next edge, -edge]. Zero has a bucket of its own.
//! Positive values under 10^-300 share the bucket (0, 10^-300), where decimals of three digits are no longer distinct
//! numbers. Buckets are numbered as their values are ordered: 0 is zero, 1 is (0, 10^-300), 2 is [1.00e-300, 1.01e-300).

mod edge;

use std::collections::BTreeMap;
use std::ops::RangeBounds;

pub use edge::{bucket, lower_edge, upper_edge};

use super::value::Comparison;

/// Counts of finite values by bucket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    /// Count by number of the bucket, which orders as its values do; no count is 0.
    pub counts: BTreeMap<i32, u64>,
}

/// What becomes of values whose bucket cannot tell on which side of a limit they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsure {
    /// They count: right for a target, where the counted values are the bad ones.
    Counted,
    /// They do not: right for a roll-back line.
    LeftOut,
}

impl Histogram {
    /// Counts a value. Shape: finite.
    pub fn add(&mut self, value: f64) {
        self.add_bucket(bucket(value), 1);
    }

    /// Counts values of a bucket, as a summary that was aggregated elsewhere tells them.
    pub fn add_bucket(&mut self, bucket: i32, count: u64) {
        if count > 0 {
            let sum = self.counts.entry(bucket).or_default();
            *sum = sum.saturating_add(count);
        }
    }

    /// Adds the counts of another histogram.
    pub fn merge(&mut self, other: &Histogram) {
        for (bucket, count) in &other.counts {
            self.add_bucket(*bucket, *count);
        }
    }

    /// Returns how many values there are.
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Returns how many values there are in some buckets.
    pub fn count_in(&self, buckets: impl RangeBounds<i32>) -> u64 {
        self.counts.range(buckets).map(|(_, count)| count).sum()
    }

    /// Returns how many values v there are with `v OP limit`.
    ///
    /// Only the bucket that holds the limit can be unsure: every other lies wholly on one side. Shape: not NaN.
    pub fn count_where(&self, op: Comparison, limit: f64, unsure: Unsure) -> u64 {
        let limit = limit.clamp(f64::MIN, f64::MAX);
        let here = bucket(limit);
        let sides = match op {
            Comparison::Greater | Comparison::GreaterEqual => self.count_in(here.saturating_add(1)..),
            Comparison::Less | Comparison::LessEqual => self.count_in(..here),
            Comparison::Equal => 0,
            Comparison::NotEqual => self.count() - self.count_in(here..=here),
        };
        let counts = match unsure {
            Unsure::Counted => edge::some(here, op, limit),
            Unsure::LeftOut => edge::every(here, op, limit),
        };
        sides + if counts { self.count_in(here..=here) } else { 0 }
    }

    /// Returns the bucket of the value at a rank, from 1 to the count, in ascending order.
    pub fn bucket_at(&self, rank: u64) -> Option<i32> {
        let rank = rank.checked_sub(1)?;
        self.cumulative().find_map(|(bucket, up_to)| (rank < up_to).then_some(bucket))
    }

    /// Returns the bucket of the quantile: of the least value that `level` of all values do not exceed.
    ///
    /// Shape: level in (0, 1). `None` without values.
    pub fn quantile(&self, level: f64) -> Option<i32> {
        let count = self.count();
        // The product may come out a hair above a whole number that it is meant to be: 0.07 x 100.
        let rank = (level * count as f64 * (1.0 - 4.0 * f64::EPSILON)).ceil() as u64;
        self.bucket_at(rank.clamp(1, count.max(1)))
    }

    /// Returns each bucket that holds values, ascending, with the count of values in it and below it.
    pub fn cumulative(&self) -> impl Iterator<Item = (i32, u64)> + '_ {
        self.counts.iter().scan(0_u64, |sum, (bucket, count)| {
            *sum += count;
            Some((*bucket, *sum))
        })
    }
}
