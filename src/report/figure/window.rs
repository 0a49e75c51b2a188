//! The x axis: which stretch of time, and its marks.

use super::Scene;
use crate::chart::{Point, Span, Tick, nice_time_ticks};
use crate::report::format::Format;
use crate::report::model::Trace;
use crate::source::Moment;

/// The most marks under a chart, and under a small panel.
pub(super) const MARKS: usize = 6;
pub(super) const FEW_MARKS: usize = 3;

/// Returns the stretch shown: the judged window, widened to what the trace holds.
pub(super) fn span(scene: &Scene) -> Option<Span> {
    let window = scene.report.judgement.attempt.map(|attempt| attempt.window);
    let first = scene.trace.points.first().map(|point| point.from);
    let last = scene.trace.points.iter().map(|point| point.to).max();
    let from = [window.map(|(from, _)| from), first].into_iter().flatten().min()?;
    let to = [window.map(|(_, to)| to), last].into_iter().flatten().max()?;
    (from < to).then(|| Span { from: seconds(from), to: seconds(to) })
}

/// Returns the marks of a gate's picture.
pub(super) fn ticks(scene: &Scene, span: Span, most: usize) -> Vec<Tick> {
    time_ticks(&scene.format, span, most)
}

/// Returns round moments of a page's clock: the day at midnight, else the time.
pub(crate) fn time_ticks(format: &Format, span: Span, most: usize) -> Vec<Tick> {
    let offset = i64::from(format.offset());
    let moments = nice_time_ticks(span.from as i64, span.to as i64, offset, most);
    moments
        .into_iter()
        .map(|at| {
            let midnight = (at + offset).rem_euclid(86_400) == 0;
            let moment = Moment::from_seconds(at);
            let label = if midnight { format.day(moment) } else { format.clock(moment) };
            Tick { at: at as f64, label }
        })
        .collect()
}

/// Returns the candidate's values, each in the middle of its stretch.
pub(super) fn candidate(scene: &Scene, trace: &Trace) -> Vec<Point> {
    let points = trace.points.iter();
    points
        .map(|point| Point {
            at: middle(point.from, point.to),
            value: point.value.map(|value| scene.shown(value)),
            low: point.band.map(|(low, _)| scene.shown(low)),
            high: point.band.map(|(_, high)| scene.shown(high)),
        })
        .collect()
}

/// Returns the baseline's values; empty where there are none.
pub(super) fn baseline(scene: &Scene) -> Vec<Point> {
    let points = scene.trace.points.iter().filter(|point| point.baseline.is_some());
    points
        .map(|point| Point {
            at: middle(point.from, point.to),
            value: point.baseline.map(|value| scene.shown(value)),
            low: None,
            high: None,
        })
        .collect()
}

pub(super) fn middle(from: Moment, to: Moment) -> f64 {
    (seconds(from) + seconds(to)) / 2.0
}

pub(super) fn seconds(moment: Moment) -> f64 {
    moment.seconds() as f64
}
