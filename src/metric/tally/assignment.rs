//! Who and how many were sent to each arm: what the traffic split and stickiness are read from.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::Arm;
use super::series::within;
use crate::metric::hash::Prehashed;

/// Who and how many were sent to each arm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assignment {
    /// Requests by minute since 1970: candidate's, baseline's.
    pub minutes: BTreeMap<i64, [u64; 2]>,
    /// Requests by bucket: candidate's, baseline's.
    pub buckets: BTreeMap<usize, [u64; 2]>,
    /// By number of the window and hash of the unit. Its order is not part of any answer.
    pub units: HashMap<(u32, u64), UnitSeen, Prehashed>,
}

/// When a unit was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitSeen {
    /// The first bucket in which each arm served it: candidate, baseline; `u32::MAX`: never.
    pub first: [u32; 2],
    /// The bucket in which it was seen for the second time; `u32::MAX`: never.
    pub second: u32,
}

/// How many units of a window reached something in one bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitStep {
    /// Units first served by the candidate, by the baseline.
    pub arms: [u64; 2],
    /// Units seen for the second time.
    pub twice: u64,
    /// Units that now were in both arms.
    pub both: u64,
}

impl UnitSeen {
    /// Returns a unit that one arm served `requests` times, at least once, in a bucket.
    pub fn new(arm: Arm, bucket: u32, requests: u64) -> UnitSeen {
        let mut first = [u32::MAX; 2];
        first[arm.index()] = bucket;
        UnitSeen { first, second: if requests > 1 { bucket } else { u32::MAX } }
    }

    /// Adds when the same unit was seen otherwise.
    pub fn merge(&mut self, other: &UnitSeen) {
        let mut seen = [self.earliest(), self.second, other.earliest(), other.second];
        seen.sort_unstable();
        self.second = seen[1];
        self.first = [0, 1].map(|arm| self.first[arm].min(other.first[arm]));
    }

    fn earliest(&self) -> u32 {
        self.first[0].min(self.first[1])
    }
}

impl Assignment {
    /// Notes that a unit was served in a window.
    pub fn add_unit(&mut self, window: u32, unit: u64, seen: UnitSeen) {
        self.units.entry((window, unit)).and_modify(|mine| mine.merge(&seen)).or_insert(seen);
    }

    /// Adds what another assignment on the same grid holds.
    pub fn merge(&mut self, other: &Assignment) {
        merge_pairs(&mut self.minutes, &other.minutes);
        merge_pairs(&mut self.buckets, &other.buckets);
        for ((window, unit), seen) in &other.units {
            self.add_unit(*window, *unit, *seen);
        }
    }

    /// Returns the requests in these buckets: candidate's, baseline's.
    pub fn requests(&self, buckets: Range<usize>) -> [u64; 2] {
        within(&self.buckets, buckets).fold([0, 0], |sum, (_, pair)| [sum[0] + pair[0], sum[1] + pair[1]])
    }

    /// Returns what the units of a window reached, by bucket; sums up to a look tell what was known by then.
    pub fn unit_steps(&self, window: u32) -> BTreeMap<usize, UnitStep> {
        let mut steps: BTreeMap<usize, UnitStep> = BTreeMap::new();
        let mut step = |bucket: u32, change: fn(&mut UnitStep)| {
            if bucket != u32::MAX {
                change(steps.entry(bucket as usize).or_default());
            }
        };
        for (_, seen) in self.units.iter().filter(|((of, _), _)| *of == window) {
            step(seen.first[0], |step| step.arms[0] += 1);
            step(seen.first[1], |step| step.arms[1] += 1);
            step(seen.second, |step| step.twice += 1);
            step(seen.first[0].max(seen.first[1]), |step| step.both += 1);
        }
        steps
    }
}

fn merge_pairs<K: Copy + Ord>(mine: &mut BTreeMap<K, [u64; 2]>, theirs: &BTreeMap<K, [u64; 2]>) {
    for (key, pair) in theirs {
        let sum = mine.entry(*key).or_default();
        sum[0] += pair[0];
        sum[1] += pair[1];
    }
}
