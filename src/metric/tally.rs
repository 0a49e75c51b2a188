//! Tallies: what the rows of an export sum up to, per bucket of time, arm and segment.
//!
//! Merging tallies in any order gives the same tally.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::source::Moment;

/// Which code served a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arm {
    /// The change.
    Candidate,
    /// What it is compared with.
    Baseline,
}

/// The boundaries of the buckets, ascending, without repeats: bucket i is [cuts\[i\], cuts\[i+1\]).
///
/// Every time that a verdict may look at, start from or stop at is a cut, so that a bucket is wholly inside or outside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The boundaries.
    pub cuts: Vec<Moment>,
    /// The judged windows, ascending and disjoint, half open: units are counted anew in each.
    pub windows: Vec<(Moment, Moment)>,
}

impl Grid {
    /// Returns a grid of these cuts, sorted and without repeats, and these windows, whose ends become cuts.
    pub fn new(mut cuts: Vec<Moment>, mut windows: Vec<(Moment, Moment)>) -> Grid {
        cuts.extend(windows.iter().flat_map(|(from, to)| [*from, *to]));
        cuts.sort_unstable();
        cuts.dedup();
        windows.sort_unstable();
        Grid { cuts, windows }
    }

    /// Returns the number of the window that holds a moment.
    pub fn window(&self, moment: Moment) -> Option<usize> {
        self.windows.iter().position(|(from, to)| (*from..*to).contains(&moment))
    }

    /// Returns the number of the bucket that holds a moment, `None` before the first cut and from the last on.
    pub fn bucket(&self, moment: Moment) -> Option<usize> {
        let after = self.cuts.partition_point(|cut| *cut <= moment);
        (after > 0 && after < self.cuts.len()).then(|| after - 1)
    }
}

/// What one metric, split by one field, summed up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The sums, by arm, segment (`None`: rows without one, or no `by`) and bucket.
    pub cells: BTreeMap<(Arm, Option<Arc<str>>), BTreeMap<usize, Cell>>,
    /// When there were rows, by arm, all segments together.
    pub presence: BTreeMap<Arm, Presence>,
    /// Rows that passed `where` or could not be held against it, by bucket.
    pub rows: BTreeMap<usize, Rows>,
}

/// How a metric's rows fared in one bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows that count.
    pub used: u64,
    /// Rows that lack a field of `where` or of the value.
    pub lacking: u64,
    /// Rows with NaN, infinite, unparsable or impossible values.
    pub rejected: u64,
    /// Rows of neither arm.
    pub stray: u64,
}

/// The sum of the rows of one bucket, arm and segment.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// share, ratio, and `count`, `rate` (where hits are the events and tries the rows).
    Tries {
        /// Rows, or counted events, that meet the predicate.
        hits: u64,
        /// Rows, or counted tries.
        tries: u64,
    },
    /// Quantiles.
    Histogram(super::histogram::Histogram),
    /// mean, sum, min, max.
    Moments(super::moments::Moments),
    /// points: time and value, sorted by time, then value.
    Points(Vec<(Moment, f64)>),
}

/// The distinct seconds in which there were rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    /// By hour since 1970: one bit a second.
    pub hours: BTreeMap<i64, Box<[u64; 57]>>,
    /// The newest row in each bucket of the grid.
    pub last: BTreeMap<usize, Moment>,
}

/// Who and how many were sent to each arm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assignment {
    /// Requests by minute since 1970: candidate's, baseline's.
    pub minutes: BTreeMap<i64, [u64; 2]>,
    /// Requests by bucket: candidate's, baseline's.
    pub buckets: BTreeMap<usize, [u64; 2]>,
    /// By number of the window and hash of the unit.
    pub units: HashMap<(u32, u64), UnitSeen>,
}

/// When a unit was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitSeen {
    /// The first bucket in which each arm served it: candidate, baseline; `u32::MAX`: never.
    pub first: [u32; 2],
    /// The bucket in which it was seen for the second time; `u32::MAX`: never.
    pub second: u32,
}
