//! One metric over time: its cells, its rows, and when there were any.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Arm, Cell, Presence};
use crate::source::Moment;

/// An arm, and a segment within it: `None` for rows without one, or where no field splits them.
pub type Track = (Arm, Option<Arc<str>>);

/// What one metric, split by one field, summed up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The sums, by arm, segment and bucket.
    pub cells: BTreeMap<Track, BTreeMap<usize, Cell>>,
    /// When there were rows, by arm, all segments together.
    pub presence: BTreeMap<Arm, Presence>,
    /// Rows that passed `where` or could not be held against it, by bucket.
    pub rows: BTreeMap<usize, Rows>,
}

/// How a metric's rows fared.
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

impl Rows {
    /// Adds other rows.
    pub fn merge(&mut self, other: &Rows) {
        self.used += other.used;
        self.lacking += other.lacking;
        self.rejected += other.rejected;
        self.stray += other.stray;
    }

    /// Returns the rows that were left out: `skipped` of report.json.
    pub fn skipped(&self) -> u64 {
        self.lacking + self.rejected + self.stray
    }

    /// Returns all rows, used and skipped.
    pub fn all(&self) -> u64 {
        self.used + self.skipped()
    }
}

impl Series {
    /// Adds what another series of the same metric and field holds.
    pub fn merge(&mut self, other: &Series) {
        for (key, buckets) in &other.cells {
            let mine = self.cells.entry(key.clone()).or_default();
            for (bucket, cell) in buckets {
                add_cell(mine, *bucket, cell);
            }
        }
        for (arm, presence) in &other.presence {
            self.presence.entry(*arm).or_default().merge(presence);
        }
        for (bucket, rows) in &other.rows {
            self.rows.entry(*bucket).or_default().merge(rows);
        }
    }

    /// Returns the names of all segments seen, in either arm, planned or not, sorted.
    pub fn segments(&self) -> Vec<Arc<str>> {
        let names: BTreeSet<Arc<str>> = self.cells.keys().filter_map(|(_, segment)| segment.clone()).collect();
        names.into_iter().collect()
    }

    /// Returns the sum over these buckets of one arm and one segment, or of all segments for `None`;
    /// `None` without a row.
    pub fn total(&self, arm: Arm, segment: Option<&str>, buckets: Range<usize>) -> Option<Cell> {
        let mut sum: Option<Cell> = None;
        for (_, cell) in self.walk(arm, segment, buckets) {
            match &mut sum {
                None => sum = Some(cell.clone()),
                Some(sum) => sum.merge(cell),
            }
        }
        sum
    }

    /// Returns the cells of these buckets of one arm and one segment, or of all segments summed for `None`.
    pub fn by_bucket(&self, arm: Arm, segment: Option<&str>, buckets: Range<usize>) -> BTreeMap<usize, Cell> {
        let mut sums = BTreeMap::new();
        for (bucket, cell) in self.walk(arm, segment, buckets) {
            add_cell(&mut sums, bucket, cell);
        }
        sums
    }

    /// Returns how the rows of these buckets fared, both arms together.
    pub fn rows(&self, buckets: Range<usize>) -> Rows {
        let mut sum = Rows::default();
        for rows in within(&self.rows, buckets).map(|(_, rows)| rows) {
            sum.merge(rows);
        }
        sum
    }

    /// Returns the newest row of an arm in these buckets.
    pub fn last(&self, arm: Arm, buckets: Range<usize>) -> Option<Moment> {
        self.presence.get(&arm)?.last(buckets)
    }

    fn walk<'a>(
        &'a self,
        arm: Arm,
        segment: Option<&'a str>,
        buckets: Range<usize>,
    ) -> impl Iterator<Item = (usize, &'a Cell)> {
        self.cells
            .iter()
            .filter(move |((of, name), _)| *of == arm && (segment.is_none() || name.as_deref() == segment))
            .flat_map(move |(_, cells)| within(cells, buckets.clone()))
            .map(|(bucket, cell)| (*bucket, cell))
    }
}

/// Returns the entries of a map within a range of keys, also for a range that runs backwards.
pub(super) fn within<V>(
    map: &BTreeMap<usize, V>,
    buckets: Range<usize>,
) -> std::collections::btree_map::Range<'_, usize, V> {
    map.range(buckets.start.min(buckets.end)..buckets.end)
}

fn add_cell(cells: &mut BTreeMap<usize, Cell>, bucket: usize, cell: &Cell) {
    match cells.get_mut(&bucket) {
        Some(mine) => mine.merge(cell),
        None => {
            cells.insert(bucket, cell.clone());
        }
    }
}
