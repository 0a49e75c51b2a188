//! What a line figure shows and where: everything that is known before the first stroke.

use super::Line;
use super::events::{self, Flag};
use crate::chart::axis::{Axis, LARGEST};
use crate::chart::canvas::Frame;
use crate::chart::class::Class;
use crate::chart::labels::spread;
use crate::chart::limit::Limit;
use crate::chart::series::{Dot, Span, dots, thin};
use crate::chart::text;

/// The size of the picture: text of 12 units is read at 10.7 px on a phone of 358 px.
pub(super) const WIDTH: f64 = 400.0;
pub(super) const HEIGHT: f64 = 264.0;
/// The room for the marks of the x axis, for the bars, and above them.
const TICKS: f64 = 20.0;
const STRIP: f64 = 30.0;
const STRIP_GAP: f64 = 11.0;
/// The room for one line of labels above the plot.
pub(super) const LANE: f64 = 15.0;
/// The room between the plot and the labels at the right.
const GUTTER: f64 = 16.0;
/// The widest label at the right.
const WIDEST: f64 = 150.0;

/// A label at the right.
pub(super) struct Label {
    pub(super) class: Class,
    pub(super) text: String,
    /// The value it belongs to.
    pub(super) value: f64,
    /// The middle of its text, down the picture.
    pub(super) y: f64,
}

/// A line figure laid out.
pub(super) struct Scene<'a> {
    pub(super) span: Span,
    pub(super) axis: Axis,
    pub(super) target: Option<&'a Limit>,
    pub(super) rollback: Option<&'a Limit>,
    pub(super) candidate: Vec<Dot>,
    pub(super) baseline: Vec<Dot>,
    pub(super) plot: Frame,
    pub(super) strip: Option<Frame>,
    pub(super) flags: Vec<Flag>,
    pub(super) labels: Vec<Label>,
    /// The points of both series inside the span, and those of them that are drawn.
    pub(super) known: usize,
    pub(super) drawn: usize,
}

impl<'a> Scene<'a> {
    /// Lays out a figure with at most `most` points of each series.
    pub(super) fn new(line: &'a Line, most: usize) -> Scene<'a> {
        let span = sane(line);
        let candidate = dots(&line.candidate, &line.gaps, span);
        let baseline = line.baseline.as_ref().map(|series| dots(series, &line.gaps, span));
        let baseline = baseline.unwrap_or_default();
        let target = line.target.as_ref().filter(|limit| limit.value.is_finite());
        let rollback = line.rollback.as_ref().filter(|limit| limit.value.is_finite());
        let judged = line.judged.map(|judged| judged.value);
        let limits = [target, rollback].map(|limit| limit.map(|limit| limit.value));
        let axis = line.scale.axis(&[limits[0], limits[1], judged], &[&candidate, &baseline]);
        let mut labels = right_labels(line, [target, rollback], &candidate, &baseline);
        let horizontal = (left_margin(line, &axis), WIDTH - right_margin(line, &labels));
        let flags = events::flags(line, span, horizontal, WIDTH);
        let (plot, strip) = frames(line, horizontal, &flags);
        place_labels(&mut labels, plot, &axis);
        let known = candidate.len() + baseline.len();
        let (candidate, baseline) = (thin(candidate, most), thin(baseline, most));
        let drawn = candidate.len() + baseline.len();
        Scene { span, axis, target, rollback, candidate, baseline, plot, strip, flags, labels, known, drawn }
    }
}

/// Returns the figure's span, or that of its points where it has none.
fn sane(line: &Line) -> Span {
    let Span { from, to } = line.span;
    if from < to && to - from <= LARGEST {
        return line.span;
    }
    let times = || line.candidate.points.iter().map(|point| point.at).filter(|at| at.is_finite());
    let from = times().fold(f64::INFINITY, f64::min).clamp(-LARGEST, LARGEST);
    let to = times().fold(f64::NEG_INFINITY, f64::max).clamp(-LARGEST, LARGEST);
    if from < to { Span { from, to } } else { Span { from: 0.0, to: 1.0 } }
}

/// Returns the labels of the lines, not yet placed.
fn right_labels(
    line: &Line,
    [target, rollback]: [Option<&Limit>; 2],
    candidate: &[Dot],
    baseline: &[Dot],
) -> Vec<Label> {
    let judged = line.judged.map(|judged| judged.value).filter(|value| value.is_finite());
    let candidate = judged.or(candidate.last().map(|dot| dot.value));
    let baseline_label = line.baseline.as_ref().map_or("", |series| series.label.as_str());
    let labels = [
        label_of(Class::TextCandidate, candidate.map(|value| (value, line.candidate.label.as_str()))),
        label_of(Class::TextTarget, target.map(|limit| (limit.value, limit.label.as_str()))),
        label_of(Class::TextRollback, rollback.map(|limit| (limit.value, limit.label.as_str()))),
        label_of(Class::TextBase, baseline.last().map(|dot| (dot.value, baseline_label))),
    ];
    labels.into_iter().flatten().collect()
}

fn label_of(class: Class, named: Option<(f64, &str)>) -> Option<Label> {
    let (value, text) = named?;
    let text = text::elide(text, class.is_bold(), WIDEST);
    (!text.is_empty()).then_some(Label { class, text, value, y: 0.0 })
}

fn place_labels(labels: &mut [Label], plot: Frame, axis: &Axis) {
    let height = plot.bottom - plot.top;
    let down = |value: f64| {
        let share = (value - axis.low) / (axis.high - axis.low);
        plot.bottom - height * share.clamp(0.0, 1.0)
    };
    let wanted: Vec<f64> = labels.iter().map(|label| down(label.value)).collect();
    let places = spread(&wanted, plot.top + 4.0, plot.bottom - 4.0);
    for (label, y) in labels.iter_mut().zip(places) {
        label.y = y;
    }
}

fn left_margin(line: &Line, axis: &Axis) -> f64 {
    let counts = line.samples.as_ref().map_or(0.0, |samples| text::width(&super::strip::tallest(samples), false));
    axis.widest().max(counts) + 7.0
}

fn right_margin(line: &Line, labels: &[Label]) -> f64 {
    let widths = labels.iter().map(|label| text::width(&label.text, label.class.is_bold()));
    let strip = line.samples.iter().flat_map(|samples| [&samples.label, &samples.needed_label]);
    let strip = strip.map(|label| text::width(&text::elide(label, false, WIDEST), false));
    let widest = widths.chain(strip).fold(0.0, f64::max);
    if widest == 0.0 { 8.0 } else { widest + GUTTER + 1.0 }
}

/// Returns the frames of the plot and of the bars under it.
fn frames(line: &Line, (left, right): (f64, f64), flags: &[Flag]) -> (Frame, Option<Frame>) {
    let lanes = flags.iter().filter_map(|flag| flag.lane).map(|lane| lane + 1).max().unwrap_or(0);
    let bracket = if line.window.is_some() { LANE } else { 0.0 };
    let top = 7.0 + bracket + LANE * lanes as f64;
    let foot = HEIGHT - TICKS;
    let strip = line.samples.as_ref().map(|_| Frame { left, top: foot - STRIP, right, bottom: foot });
    let bottom = strip.map_or(foot, |strip| strip.top - STRIP_GAP);
    (Frame { left, top, right, bottom }, strip)
}

/// Returns where the labels at the right begin.
pub(super) fn label_left(plot: Frame) -> f64 {
    plot.right + GUTTER
}
