//! The buckets of time that rows are summed in.

use crate::source::Moment;

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

    /// Returns the numbers of the buckets that lie wholly in [from, to).
    pub fn buckets(&self, from: Moment, to: Moment) -> std::ops::Range<usize> {
        let first = self.cuts.partition_point(|cut| *cut < from);
        let end = self.cuts.partition_point(|cut| *cut <= to).saturating_sub(1);
        first..end.max(first)
    }
}
