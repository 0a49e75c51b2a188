//! When there were rows, to the second: what freshness and coverage are read from.

use std::collections::BTreeMap;
use std::ops::Range;

use super::series::within;
use crate::source::Moment;

/// Seconds in an hour.
const HOUR: i64 = 3600;

/// The seconds of one hour that had rows: one bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hour([u64; 57]);

impl Default for Hour {
    fn default() -> Hour {
        Hour([0; 57])
    }
}

impl Hour {
    /// Returns the hour since 1970 that holds a moment, and the second within it.
    pub fn of(moment: Moment) -> (i64, usize) {
        let second = moment.seconds();
        (second.div_euclid(HOUR), second.rem_euclid(HOUR) as usize)
    }

    /// Notes that a second of the hour, from 0 to 3599, had a row.
    pub fn mark(&mut self, second: usize) {
        self.0[second / 64] |= 1 << (second % 64);
    }

    /// Adds the seconds of another.
    pub fn merge(&mut self, other: &Hour) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }

    /// Returns the seconds that had rows, ascending.
    pub fn seconds(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| i64::from(rest.trailing_zeros()))?;
                rest &= rest - 1;
                Some(place as i64 * 64 + bit)
            })
        })
    }
}

/// The distinct seconds in which there were rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    /// By hour since 1970.
    pub hours: BTreeMap<i64, Box<Hour>>,
    /// The newest row in each bucket of the grid.
    pub last: BTreeMap<usize, Moment>,
}

impl Presence {
    /// Adds what another presence on the same grid holds.
    pub fn merge(&mut self, other: &Presence) {
        for (hour, seconds) in &other.hours {
            self.hours.entry(*hour).or_default().merge(seconds);
        }
        for (bucket, moment) in &other.last {
            let last = self.last.entry(*bucket).or_insert(*moment);
            *last = (*last).max(*moment);
        }
    }

    /// Returns the newest row in these buckets.
    pub fn last(&self, buckets: Range<usize>) -> Option<Moment> {
        within(&self.last, buckets).map(|(_, moment)| *moment).max()
    }

    /// Returns whether any row lies in [from, to), in whole seconds since 1970.
    pub fn any(&self, from: i64, to: i64) -> bool {
        self.seconds(from, to).next().is_some()
    }

    /// Returns the distinct seconds since 1970 with rows in [from, to), ascending.
    pub fn seconds(&self, from: i64, to: i64) -> impl Iterator<Item = i64> + '_ {
        let to = to.max(from);
        self.hours
            .range(from.div_euclid(HOUR)..=to.div_euclid(HOUR))
            .flat_map(|(hour, seconds)| seconds.seconds().map(move |second| hour * HOUR + second))
            .skip_while(move |second| *second < from)
            .take_while(move |second| *second < to)
    }

    /// Returns the median gap, in seconds, between consecutive distinct seconds with rows in [from, to);
    /// the mean of the middle two for an even number, `None` with fewer than two seconds.
    pub fn median_gap(&self, from: i64, to: i64) -> Option<f64> {
        let mut gaps: BTreeMap<i64, u64> = BTreeMap::new();
        let mut seconds = self.seconds(from, to);
        let mut previous = seconds.next()?;
        for second in seconds {
            *gaps.entry(second - previous).or_default() += 1;
            previous = second;
        }
        let count: u64 = gaps.values().sum();
        let lower = nth(&gaps, count.checked_sub(1)? / 2)?;
        let upper = nth(&gaps, count / 2)?;
        Some((lower as f64 + upper as f64) / 2.0)
    }
}

/// Returns the value at a rank, from 0, of counted values.
fn nth(counts: &BTreeMap<i64, u64>, rank: u64) -> Option<i64> {
    let mut before = 0;
    counts.iter().find_map(|(value, count)| {
        before += count;
        (rank < before).then_some(*value)
    })
}
