//! One small panel for each segment, all on one scale.

use super::axis::{Axis, Tick};
use super::canvas::{Anchor, Canvas, Frame, Plot};
use super::class::Class;
use super::curve::{band, curve};
use super::gap::{gap_note, paint_gaps, widest};
use super::labels::spread;
use super::level::{Level, RADIUS};
use super::limit::{Limit, paint_limit, paint_zone};
use super::marks::ticks;
use super::scale::Scale;
use super::series::{Dot, Series, Span, dots, gaps, thin};
use super::text;
use super::{Downsampled, Drawing};

/// One metric by segment: panels with the same axes and limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiples {
    /// What the picture shows.
    pub title: String,
    /// The reading in one sentence.
    pub description: String,
    /// The x axis of every panel.
    pub span: Span,
    /// The marks under the lowest panels: two or three have room.
    pub ticks: Vec<Tick>,
    /// The y axis of every panel.
    pub scale: Scale,
    /// The value to reach for a go.
    pub target: Option<Limit>,
    /// The value at which to roll back.
    pub rollback: Option<Limit>,
    /// The panels, row by row; at most sixteen are drawn.
    pub panels: Vec<Panel>,
    /// The words in a panel without data.
    pub no_data: String,
}

/// One segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its verdict, shown as a shape; `None` where it is not judged.
    pub level: Option<Level>,
    /// Its values; the label is its number, written beside its name.
    pub series: Series,
    /// Its name.
    pub name: String,
}

const WIDTH: f64 = 400.0;
const COLUMNS: usize = 2;
const MOST: usize = 16;
/// The height of a panel's heading, of its plot, and the air below.
const HEADING: f64 = 19.0;
const PLOT: f64 = 62.0;
const AIR: f64 = 9.0;
const BETWEEN: f64 = 12.0;
const TICKS: f64 = 20.0;
/// The widest label at the left.
const WIDEST: f64 = 100.0;

/// Draws the panels with at most `most` points in all of them together.
pub(super) fn draw(multiples: &Multiples, id: &str, most: usize) -> Drawing {
    let span = multiples.span.or_unit();
    let panels = &multiples.panels[..multiples.panels.len().min(MOST)];
    let all: Vec<Vec<Dot>> = panels.iter().map(|panel| dots(&panel.series, &[], span)).collect();
    let known = all.iter().map(Vec::len).sum();
    let share = most * 2 / panels.len().max(1);
    let limits = [&multiples.target, &multiples.rollback];
    let limits = limits.map(|limit| limit.as_ref().filter(|limit| limit.value.is_finite()));
    let values = limits.map(|limit| limit.map(|limit| limit.value));
    let axis = multiples.scale.axis(&values, &all.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let thinned: Vec<Vec<Dot>> = all.into_iter().map(|dots| thin(dots, share)).collect();
    let drawn = thinned.iter().map(Vec::len).sum();
    let rows = panels.len().div_ceil(COLUMNS).max(1);
    let canvas = Canvas::new(WIDTH, (HEADING + PLOT + AIR) * rows as f64 + TICKS - AIR);
    let labels = labels(&axis, limits);
    let widths = labels.iter().map(|(class, label, _)| text::width(label, class.is_bold()));
    let left = widths.fold(0.0, f64::max) + 7.0;
    for (index, (panel, dots)) in panels.iter().zip(&thinned).enumerate() {
        let plot = canvas.plot(frame(index, left), span.from..span.to, axis.low..axis.high);
        paint_panel(&canvas, &plot, (multiples, limits), panel, dots);
        if index % COLUMNS == 0 {
            paint_labels(&canvas, &plot, &labels);
        }
        if index + COLUMNS >= panels.len() {
            let within = (plot.frame.left - 2.0, plot.frame.right + 2.0);
            let y = plot.frame.bottom + TICKS - 8.0;
            ticks(&canvas, &plot, &multiples.ticks, (y, within));
        }
    }
    let downsampled = (drawn < known).then_some(Downsampled { from: known, to: drawn });
    Drawing { svg: canvas.svg(&multiples.title, &multiples.description, id), downsampled }
}

/// Returns the frame of the panel at this place in the order.
fn frame(index: usize, left: f64) -> Frame {
    let width = (WIDTH - left - 10.0 - BETWEEN * (COLUMNS - 1) as f64) / COLUMNS as f64;
    let left = left + (width + BETWEEN) * (index % COLUMNS) as f64;
    let top = HEADING + (HEADING + PLOT + AIR) * (index / COLUMNS) as f64;
    Frame { left, top, right: left + width, bottom: top + PLOT }
}

/// Returns the labels at the left: the limits, and the lowest and the highest mark where they are
/// clear of them.
fn labels(axis: &Axis, [target, rollback]: [Option<&Limit>; 2]) -> Vec<(Class, String, f64)> {
    let named = |class: Class, limit: Option<&Limit>| {
        limit.map(|limit| (class, text::elide(&limit.label, class.is_bold(), WIDEST), limit.value))
    };
    let mut labels = vec![];
    labels.extend(named(Class::TextTarget, target));
    labels.extend(named(Class::TextRollback, rollback));
    let clear = (axis.high - axis.low) / PLOT * 14.0;
    let last = axis.ticks.len().saturating_sub(1);
    let ends = axis.ticks.iter().enumerate().filter(|(index, _)| *index == 0 || *index == last);
    for (_, tick) in ends {
        if labels.iter().all(|(_, _, other)| (tick.at - other).abs() > clear) {
            labels.push((Class::TextTick, tick.label.clone(), tick.at));
        }
    }
    labels
}

fn paint_labels(canvas: &Canvas, plot: &Plot, labels: &[(Class, String, f64)]) {
    let wanted: Vec<f64> = labels.iter().map(|(_, _, value)| plot.place(plot.x.start, *value).1).collect();
    let places = spread(&wanted, plot.frame.top, plot.frame.bottom);
    for ((class, label, _), y) in labels.iter().zip(places) {
        canvas.text(*class, Anchor::End, (plot.frame.left - 5.0, y), label);
    }
}

fn paint_panel(
    canvas: &Canvas,
    plot: &Plot,
    (multiples, [target, rollback]): (&Multiples, [Option<&Limit>; 2]),
    panel: &Panel,
    dots: &[Dot],
) {
    paint_zone(plot, Class::ZoneGo, target);
    paint_zone(plot, Class::ZoneRollback, rollback);
    let span = Span { from: plot.x.start, to: plot.x.end };
    let step = panel.series.step.unwrap_or(span.to - span.from);
    let gaps = gaps(&panel.series.points, step, span);
    paint_gaps(plot, &gaps);
    paint_limit(plot, Class::Target, target);
    paint_limit(plot, Class::Rollback, rollback);
    band(plot, Class::Band, dots);
    curve(plot, (Class::Candidate, Class::CandidateDot), dots);
    if let Some(last) = dots.last() {
        plot.dot(Class::Ring, last.at, last.value);
        plot.dot(Class::End, last.at, last.value);
    }
    gap_note(canvas, plot, widest(&gaps, span), &multiples.no_data, [target, rollback]);
    plot.stroke(Class::Axis, &[(plot.x.start, plot.y.start), (plot.x.end, plot.y.start)]);
    heading(canvas, plot.frame, panel);
}

/// Writes a panel's shape, name and number above its plot.
fn heading(canvas: &Canvas, frame: Frame, panel: &Panel) {
    let y = frame.top - 9.0;
    let shape = if panel.level.is_some() { 2.0 * RADIUS + 5.0 } else { 0.0 };
    if let Some(level) = panel.level {
        level.paint(canvas, (frame.left + RADIUS, y));
    }
    let room = frame.width() - shape;
    let number = text::elide(&panel.series.label, true, room / 2.0);
    let name = text::elide(&panel.name, false, room - text::width(&number, true) - 6.0);
    canvas.text(Class::TextPlain, Anchor::Start, (frame.left + shape, y), &name);
    canvas.text(Class::TextCandidate, Anchor::End, (frame.right, y), &number);
}
