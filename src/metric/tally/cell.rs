//! What the rows of one bucket, arm and segment sum up to.

use crate::metric::histogram::Histogram;
use crate::metric::moments::Moments;
use crate::source::Moment;

/// The sum of the rows of one bucket, arm and segment. All cells of a series are of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// share, ratio, and `count`, `rate` (where hits are the events and tries the rows).
    ///
    /// hits <= tries, except for the ratio of two kinds of rows, which may fall into different buckets.
    Tries {
        /// Rows, or counted events, that meet the predicate.
        hits: u64,
        /// Rows, or counted tries.
        tries: u64,
    },
    /// Quantiles.
    Histogram(Histogram),
    /// mean, sum, min, max.
    Moments(Moments),
    /// points: time and value, sorted by time, then value.
    Points(Vec<(Moment, f64)>),
}

impl Cell {
    /// Adds what another cell of the same kind holds; a cell of another kind adds nothing.
    pub fn merge(&mut self, other: &Cell) {
        match (self, other) {
            (Cell::Tries { hits, tries }, Cell::Tries { hits: more_hits, tries: more_tries }) => {
                *hits = hits.saturating_add(*more_hits);
                *tries = tries.saturating_add(*more_tries);
            }
            (Cell::Histogram(mine), Cell::Histogram(theirs)) => mine.merge(theirs),
            (Cell::Moments(mine), Cell::Moments(theirs)) => mine.merge(theirs),
            (Cell::Points(mine), Cell::Points(theirs)) => {
                mine.extend_from_slice(theirs);
                sort_points(mine);
            }
            (Cell::Tries { .. } | Cell::Histogram(_) | Cell::Moments(_) | Cell::Points(_), _) => {
                debug_assert!(false, "cells of one series are of one kind")
            }
        }
    }

    /// Returns a cell of points, which may come in any order.
    pub fn points_of(mut points: Vec<(Moment, f64)>) -> Cell {
        sort_points(&mut points);
        Cell::Points(points)
    }

    /// Returns hits and tries, for share, ratio, count and rate.
    pub fn tries(&self) -> Option<(u64, u64)> {
        match self {
            Cell::Tries { hits, tries } => Some((*hits, *tries)),
            Cell::Histogram(_) | Cell::Moments(_) | Cell::Points(_) => None,
        }
    }

    /// Returns the histogram, for quantiles.
    pub fn histogram(&self) -> Option<&Histogram> {
        match self {
            Cell::Histogram(histogram) => Some(histogram),
            Cell::Tries { .. } | Cell::Moments(_) | Cell::Points(_) => None,
        }
    }

    /// Returns the moments, for mean, sum, min and max.
    pub fn moments(&self) -> Option<&Moments> {
        match self {
            Cell::Moments(moments) => Some(moments),
            Cell::Tries { .. } | Cell::Histogram(_) | Cell::Points(_) => None,
        }
    }

    /// Returns times and values, sorted, for points.
    pub fn points(&self) -> Option<&[(Moment, f64)]> {
        match self {
            Cell::Points(points) => Some(points),
            Cell::Tries { .. } | Cell::Histogram(_) | Cell::Moments(_) => None,
        }
    }

    /// Returns how many samples it holds: tries, values or points.
    pub fn samples(&self) -> u64 {
        match self {
            Cell::Tries { tries, .. } => *tries,
            Cell::Histogram(histogram) => histogram.count(),
            Cell::Moments(moments) => moments.count,
            Cell::Points(points) => points.len() as u64,
        }
    }
}

/// Sorts points by time, then value.
fn sort_points(points: &mut [(Moment, f64)]) {
    points.sort_by(|left, right| left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)));
}
