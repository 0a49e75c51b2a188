//! The sum of one bucket, arm and segment while rows still come.

use crate::metric::histogram::{Histogram, bucket};
use crate::metric::moments::Moments;
use crate::metric::tally::Cell;
use crate::source::Moment;

use super::sample::{Quantity, Sample};

/// How many values wait to be sorted into a histogram.
const WAITING: usize = 1024;

/// The sum of some rows.
#[derive(Clone, Debug)]
pub(super) enum Sums {
    Tries { hits: u64, tries: u64 },
    Histogram(Draft),
    Moments(Box<Moments>),
    Points(Vec<(Moment, f64)>),
}

/// What becomes of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Histogram,
    Moments,
    Points,
}

/// A histogram in the making: sorting many buckets at once is several times faster than looking each one up.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Ascending, without repeats.
    counts: Vec<(i32, u64)>,
    waiting: Vec<i32>,
}

impl Sums {
    /// Returns the sum of no rows.
    pub(super) fn new(quantity: &Quantity) -> Sums {
        match quantity {
            Quantity::Number { kind: Kind::Histogram, .. } => Sums::Histogram(Draft::default()),
            Quantity::Number { kind: Kind::Moments, .. } => Sums::Moments(Box::default()),
            Quantity::Number { kind: Kind::Points, .. } => Sums::Points(Vec::new()),
            Quantity::Row(_) | Quantity::Counts { .. } | Quantity::Kinds { .. } => Sums::Tries { hits: 0, tries: 0 },
        }
    }

    /// Adds what a row contributes to the quantity that the sum was made for.
    pub(super) fn add(&mut self, sample: Sample, moment: Moment) {
        match (self, sample) {
            (Sums::Tries { hits, tries }, Sample::Tries { hits: more_hits, tries: more_tries }) => {
                *hits = hits.saturating_add(more_hits);
                *tries = tries.saturating_add(more_tries);
            }
            (Sums::Histogram(draft), Sample::Number(number)) => draft.add(bucket(number)),
            (Sums::Moments(moments), Sample::Number(number)) => moments.add(number),
            (Sums::Points(points), Sample::Number(number)) => points.push((moment, number)),
            (Sums::Tries { .. }, Sample::Number(_)) | (_, Sample::Tries { .. }) => {
                debug_assert!(false, "a sum is made for the quantity that fills it");
            }
        }
    }

    /// Returns the sum as a cell of a tally.
    pub(super) fn into_cell(self) -> Cell {
        match self {
            Sums::Tries { hits, tries } => Cell::Tries { hits, tries },
            Sums::Histogram(draft) => Cell::Histogram(draft.into_histogram()),
            Sums::Moments(moments) => Cell::Moments(*moments),
            Sums::Points(points) => Cell::points_of(points),
        }
    }
}

impl Draft {
    fn add(&mut self, bucket: i32) {
        self.waiting.push(bucket);
        if self.waiting.len() >= WAITING {
            self.sort_in();
        }
    }

    /// Merges the values that wait into the counts.
    fn sort_in(&mut self) {
        self.waiting.sort_unstable();
        let mut old = std::mem::take(&mut self.counts).into_iter().peekable();
        for run in self.waiting.chunk_by(|left, right| left == right) {
            let bucket = run[0];
            while let Some(entry) = old.next_if(|(known, _)| *known < bucket) {
                self.counts.push(entry);
            }
            let before = old.next_if(|(known, _)| *known == bucket).map_or(0, |(_, count)| count);
            self.counts.push((bucket, before + run.len() as u64));
        }
        self.counts.extend(old);
        self.waiting.clear();
    }

    fn into_histogram(mut self) -> Histogram {
        self.sort_in();
        Histogram { counts: self.counts.into_iter().collect() }
    }
}
