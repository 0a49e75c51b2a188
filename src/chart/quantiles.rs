//! Quantiles of two arms side by side, against what is allowed.

use super::axis::{Axis, axis};
use super::canvas::{Anchor, Canvas, Frame, Plot};
use super::class::Class;
use super::limit::Side;
use super::marks::ticks;
use super::text;

/// Quantiles of the candidate and the baseline, one row each.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantiles {
    /// What the picture shows.
    pub title: String,
    /// The reading in one sentence.
    pub description: String,
    /// The unit, written on the last mark.
    pub unit: String,
    /// The name of the candidate.
    pub candidate: String,
    /// The name of the baseline, empty where there is none.
    pub baseline: String,
    /// The rows from top to bottom; at most eight are drawn.
    pub rows: Vec<QuantileRow>,
}

/// One quantile.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantileRow {
    /// Its name: `p95`.
    pub name: String,
    /// What is known of the candidate.
    pub candidate: Option<Estimate>,
    /// What is known of the baseline.
    pub baseline: Option<Estimate>,
    /// The value to reach, with its label: `≤ 150`.
    pub target: Option<Bound>,
    /// The value at which to roll back, with its label: `> 170`.
    pub rollback: Option<Bound>,
}

/// A value with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// The lower end of its interval, `None` where it is open or not known.
    pub low: Option<f64>,
    /// The upper end of its interval.
    pub high: Option<f64>,
    /// The value as text: `158 ms`.
    pub label: String,
}

/// A limit on one quantile.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The limit itself.
    pub value: f64,
    /// The side that it speaks of.
    pub side: Side,
    /// The limit as text.
    pub label: String,
}

const WIDTH: f64 = 400.0;
const TOP: f64 = 22.0;
const ROW: f64 = 46.0;
const TICKS: f64 = 20.0;
const MOST: usize = 8;
/// From the middle of a row to each arm.
const ARM: f64 = 8.0;

/// Draws the quantiles.
pub(super) fn draw(quantiles: &Quantiles, id: &str) -> String {
    let rows = &quantiles.rows[..quantiles.rows.len().min(MOST)];
    let axis = value_axis(rows, &quantiles.unit);
    let bottom = TOP + ROW * rows.len().max(1) as f64;
    let canvas = Canvas::new(WIDTH, bottom + TICKS);
    let frame = Frame { left: left_margin(rows), top: TOP, right: WIDTH - right_margin(rows, quantiles), bottom };
    let plot = canvas.plot(frame, axis.low..axis.high, 0.0..rows.len().max(1) as f64);
    for tick in &axis.ticks {
        plot.stroke(Class::Grid, &[(tick.at, plot.y.start), (tick.at, plot.y.end)]);
    }
    for (index, row) in rows.iter().enumerate() {
        let middle = rows.len() as f64 - index as f64 - 0.5;
        limits(&canvas, &plot, row, middle);
        estimates(&canvas, &plot, row, middle);
    }
    plot.stroke(Class::Axis, &[(axis.low, 0.0), (axis.high, 0.0)]);
    names(&canvas, frame, quantiles);
    ticks(&canvas, &plot, &axis.ticks, (bottom + TICKS - 8.0, (0.0, WIDTH)));
    canvas.svg(&quantiles.title, &quantiles.description, id)
}

/// Returns the axis over all values and limits, from zero where they are all positive.
fn value_axis(rows: &[QuantileRow], unit: &str) -> Axis {
    let estimates = rows.iter().flat_map(|row| [&row.candidate, &row.baseline]).flatten();
    let ends = estimates.flat_map(|e| [Some(e.value), e.low, e.high]).flatten();
    let limits = rows.iter().flat_map(|row| [&row.target, &row.rollback]).flatten();
    let all = ends.chain(limits.map(|limit| limit.value)).filter(|value| value.is_finite());
    let (low, high) = all.fold((0.0_f64, 0.0_f64), |(l, h), value| (l.min(value), h.max(value)));
    axis(low * 1.06, high * 1.06, unit)
}

fn left_margin(rows: &[QuantileRow]) -> f64 {
    let names = rows.iter().map(|row| text::width(&text::elide(&row.name, true, 90.0), true));
    let limits = rows.iter().flat_map(|row| [&row.target, &row.rollback]).flatten();
    let limits = limits.map(|limit| text::width(&text::elide(&limit.label, true, 90.0), true));
    names.chain(limits).fold(0.0, f64::max) + 10.0
}

fn right_margin(rows: &[QuantileRow], quantiles: &Quantiles) -> f64 {
    let estimates = rows.iter().flat_map(|row| [&row.candidate, &row.baseline]).flatten();
    let labels = estimates.map(|estimate| &estimate.label);
    let names = [&quantiles.candidate, &quantiles.baseline];
    let widths = labels.chain(names).map(|label| text::width(&text::elide(label, true, 110.0), true));
    widths.fold(0.0, f64::max) + 10.0
}

/// Writes the arms' names over their columns of numbers.
fn names(canvas: &Canvas, frame: Frame, quantiles: &Quantiles) {
    let candidate = text::elide(&quantiles.candidate, true, 110.0);
    let baseline = text::elide(&quantiles.baseline, false, 110.0);
    let y = TOP - 11.0;
    let candidate_left = frame.left + 14.0;
    canvas.dot(Class::End, (frame.left + 5.0, y));
    canvas.text(Class::TextCandidate, Anchor::Start, (candidate_left, y), &candidate);
    if !baseline.is_empty() {
        let left = candidate_left + text::width(&candidate, true) + 20.0;
        canvas.dot(Class::BaseDot, (left, y));
        canvas.text(Class::TextBase, Anchor::Start, (left + 8.0, y), &baseline);
    }
}

/// Tints what a row's limits speak of, draws their lines, and writes its name and limits.
fn limits(canvas: &Canvas, plot: &Plot, row: &QuantileRow, middle: f64) {
    let y = middle - 0.46..middle + 0.46;
    let kinds = [(&row.target, Class::ZoneGo, Class::Target), (&row.rollback, Class::ZoneRollback, Class::Rollback)];
    let kinds = kinds.map(|(bound, zone, line)| (bound.as_ref(), zone, line));
    for (bound, zone, _) in kinds {
        let Some(bound) = bound.filter(|bound| bound.value.is_finite()) else { continue };
        match bound.side {
            Side::Below => plot.rectangle(zone, plot.x.start..bound.value, y.clone()),
            Side::Above => plot.rectangle(zone, bound.value..plot.x.end, y.clone()),
            Side::At => {}
        }
    }
    for (bound, _, line) in kinds {
        if let Some(bound) = bound.filter(|bound| bound.value.is_finite()) {
            plot.stroke(line, &[(bound.value, y.start), (bound.value, y.end)]);
        }
    }
    let y = plot.place(plot.x.start, middle).1;
    let texts = [
        Some((Class::TextStrong, &row.name)),
        row.target.as_ref().map(|bound| (Class::TextTarget, &bound.label)),
        row.rollback.as_ref().map(|bound| (Class::TextRollback, &bound.label)),
    ];
    let texts: Vec<_> = texts.into_iter().flatten().collect();
    for (index, (class, label)) in texts.iter().enumerate() {
        let down = y + 15.0 * (index as f64 - (texts.len() as f64 - 1.0) / 2.0);
        let label = text::elide(label, class.is_bold(), 90.0);
        canvas.text(*class, Anchor::End, (plot.frame.left - 6.0, down), &label);
    }
}

/// Draws what is known of both arms, and writes it at the right.
fn estimates(canvas: &Canvas, plot: &Plot, row: &QuantileRow, middle: f64) {
    let arms = [
        (&row.candidate, -ARM, [Class::Whisker, Class::End, Class::TextCandidate]),
        (&row.baseline, ARM, [Class::BaseWhisker, Class::BaseDot, Class::TextBase]),
    ];
    let across = plot.place(plot.x.start, middle).1;
    for (estimate, down, [whisker, dot, label]) in arms {
        let Some(estimate) = estimate.as_ref().filter(|estimate| estimate.value.is_finite()) else {
            continue;
        };
        let y = across + down;
        let right = |value: f64| plot.place(value, plot.y.start).0;
        if estimate.low.is_some() || estimate.high.is_some() {
            let known = |end: Option<f64>| end.filter(|end| !end.is_nan());
            let low = right(known(estimate.low).unwrap_or(plot.x.start));
            let high = right(known(estimate.high).unwrap_or(plot.x.end));
            canvas.stroke(whisker, &[(low, y), (high, y)]);
        }
        canvas.dot(dot, (right(estimate.value), y));
        let text = text::elide(&estimate.label, label.is_bold(), 110.0);
        canvas.text(label, Anchor::Start, (plot.frame.right + 8.0, y), &text);
    }
}
