//! Values over time: where a line must stop, and which points it may leave out.

use std::ops::Range;

use super::axis::LARGEST;

/// A stretch of time, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

impl Span {
    /// Returns the span itself, or 0 to 1 where it has no length that can be drawn.
    pub(super) fn or_unit(self) -> Span {
        let drawable = self.from < self.to && self.to - self.from <= LARGEST;
        if drawable { self } else { Span { from: 0.0, to: 1.0 } }
    }

    /// Returns the part of the span inside a range, `None` where there is none, and for NaN.
    pub(super) fn within(self, range: &Range<f64>) -> Option<Span> {
        let (from, to) = (self.from.max(range.start), self.to.min(range.end));
        (self.from < self.to && from < to).then_some(Span { from, to })
    }
}

/// A stretch of time with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// From when to when.
    pub span: Span,
    /// What it is, or why.
    pub label: String,
}

/// One value at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Seconds since 1970; for a bucket, its middle.
    pub at: f64,
    /// The value in the unit shown; `None` stops the line.
    pub value: Option<f64>,
    /// The lower end of the value's interval; with a value and no `low`, the band is open below.
    pub low: Option<f64>,
    /// The upper end of the value's interval.
    pub high: Option<f64>,
}

/// The values of one arm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The label at the right: the arm's name and its number, such as `candidate 160`.
    pub label: String,
    /// The length of a bucket in seconds: neighbours further apart than one and a half of it are
    /// not connected. `None` for raw points, which stop only at gaps.
    pub step: Option<f64>,
    /// The values in order of time.
    pub points: Vec<Point>,
}

/// Returns the stretches of `span` that no bucket of length `step` covers.
///
/// Shape: `points` in order of time, each at the middle of its bucket. Points without a value
/// cover nothing. A sliver under half a bucket is no gap.
pub fn gaps(points: &[Point], step: f64, span: Span) -> Vec<Span> {
    if !(step.is_finite() && step > 0.0) {
        return Vec::new();
    }
    let known = points.iter().filter(|point| point.at.is_finite() && point.value.is_some());
    let buckets = known.map(|point| Span { from: point.at - step / 2.0, to: point.at + step / 2.0 });
    let end = Span { from: span.to, to: span.to };
    let mut gaps = Vec::new();
    let mut covered = span.from;
    for bucket in buckets.chain([end]) {
        let to = bucket.from.min(span.to);
        if to - covered > step / 2.0 {
            gaps.push(Span { from: covered, to });
        }
        covered = covered.max(bucket.to);
    }
    gaps
}

/// A point that can be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dot {
    pub(super) at: f64,
    pub(super) value: f64,
    /// The interval, if one is known; an open end is infinite.
    pub(super) interval: Option<(f64, f64)>,
    /// Dots of one run are connected, those of two are not.
    run: usize,
}

/// Returns the points inside the span that have a number, in order, marked with their runs.
pub(super) fn dots(series: &Series, gaps: &[Span], span: Span) -> Vec<Dot> {
    let inside = |at: f64| at.is_finite() && span.from <= at && at <= span.to;
    let mut points: Vec<&Point> = series.points.iter().filter(|point| inside(point.at)).collect();
    points.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut dots: Vec<Dot> = Vec::with_capacity(points.len());
    let (mut run, mut broken) = (0, false);
    for point in points {
        let Some(value) = point.value.filter(|value| value.is_finite()) else {
            broken = true;
            continue;
        };
        if let Some(previous) = dots.last()
            && (broken || is_apart(previous.at, point.at, series.step, gaps))
        {
            run += 1;
        }
        broken = false;
        let value = value.clamp(-LARGEST, LARGEST);
        dots.push(Dot { at: point.at, value, interval: interval(point, value), run });
    }
    dots
}

/// Says whether the line must not go from one time to the next.
fn is_apart(from: f64, to: f64, step: Option<f64>, gaps: &[Span]) -> bool {
    step.is_some_and(|step| to - from > 1.5 * step)
        || gaps.iter().any(|gap| gap.from < to && gap.to > from && gap.from < gap.to)
}

/// Returns the interval of a point around its value, an unknown end left open.
fn interval(point: &Point, value: f64) -> Option<(f64, f64)> {
    if point.low.is_none() && point.high.is_none() {
        return None;
    }
    let low = point.low.filter(|low| !low.is_nan()).unwrap_or(f64::NEG_INFINITY);
    let high = point.high.filter(|high| !high.is_nan()).unwrap_or(f64::INFINITY);
    Some((low.min(value), high.max(value)))
}

/// Returns the runs of connected dots.
pub(super) fn runs(dots: &[Dot]) -> impl Iterator<Item = &[Dot]> {
    dots.chunk_by(|a, b| a.run == b.run)
}

/// Returns at most `most` dots of the same outline: of every column the least and the greatest,
/// and the first and the last of all. Their intervals span those of the dots they stand for.
pub(super) fn thin(dots: Vec<Dot>, most: usize) -> Vec<Dot> {
    let (Some(first), Some(last)) = (dots.first(), dots.last()) else { return dots };
    if dots.len() <= most {
        return dots;
    }
    let columns = (most.max(6) - 2) / 2;
    let (from, length) = (first.at, (last.at - first.at) / columns as f64);
    let column = |dot: &Dot| (((dot.at - from) / length) as usize).min(columns - 1);
    let mut kept = vec![*first];
    for group in dots.chunk_by(|a, b| column(a) == column(b)) {
        kept.extend(extremes(group));
    }
    kept.push(*last);
    kept.dedup_by(|b, a| a.at == b.at && a.value == b.value);
    kept
}

/// Returns the least and the greatest dot of a group, in order of time.
fn extremes(group: &[Dot]) -> impl Iterator<Item = Dot> {
    let positions = || 0..group.len();
    let least = positions().min_by(|a, b| group[*a].value.total_cmp(&group[*b].value));
    let greatest = positions().max_by(|a, b| group[*a].value.total_cmp(&group[*b].value));
    let mut chosen: Vec<usize> = least.into_iter().chain(greatest).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen.into_iter().map(|index| Dot { interval: envelope(group, group[index].run), ..group[index] })
}

/// Returns the interval that spans all of one run's in a group.
fn envelope(group: &[Dot], run: usize) -> Option<(f64, f64)> {
    let intervals = group.iter().filter(|dot| dot.run == run).filter_map(|dot| dot.interval);
    intervals.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
