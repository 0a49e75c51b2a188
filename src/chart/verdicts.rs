//! The verdict over time.

use super::axis::Tick;
use super::canvas::{Anchor, Canvas, Frame, Plot};
use super::class::Class;
use super::level::{Level, RADIUS};
use super::marks::ticks;
use super::series::{Span, Stretch};
use super::text;

/// The verdict over time, with the phases behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdicts {
    /// What the picture shows.
    pub title: String,
    /// The reading in one sentence.
    pub description: String,
    /// The x axis; the last verdict holds until its end.
    pub span: Span,
    /// The marks under the x axis.
    pub ticks: Vec<Tick>,
    /// The words for go, hold, no-go and rollback, in this order.
    pub words: [String; 4],
    /// The verdicts in order of time.
    pub steps: Vec<Step>,
    /// The phases, each with its name.
    pub phases: Vec<Stretch>,
}

/// The verdict from one moment on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Seconds since 1970.
    pub at: f64,
    /// The verdict from then on.
    pub level: Level,
}

const WIDTH: f64 = 400.0;
const LEVELS: [Level; 4] = [Level::Go, Level::Hold, Level::NoGo, Level::Rollback];
/// The height of a row, and of the bar in it.
const ROW: f64 = 24.0;
const BAR: f64 = 8.0;
const TOP: f64 = 22.0;
const TICKS: f64 = 20.0;

/// Draws the verdict over time.
pub(super) fn draw(verdicts: &Verdicts, id: &str) -> String {
    let span = verdicts.span.or_unit();
    let words = verdicts.words.each_ref().map(|word| text::elide(word, true, 110.0));
    let widest = words.iter().map(|word| text::width(word, true)).fold(0.0, f64::max);
    let left = 2.0 * RADIUS + 8.0 + widest + 8.0;
    let bottom = TOP + ROW * LEVELS.len() as f64;
    let canvas = Canvas::new(WIDTH, bottom + TICKS);
    let frame = Frame { left, top: TOP, right: WIDTH - 12.0, bottom };
    let plot = canvas.plot(frame, span.from..span.to, 0.0..LEVELS.len() as f64);
    phases(&canvas, &plot, &verdicts.phases);
    for (index, (level, word)) in LEVELS.into_iter().zip(&words).enumerate() {
        let y = TOP + ROW * (index as f64 + 0.5);
        plot.stroke(Class::Grid, &[(span.from, row(level)), (span.to, row(level))]);
        level.paint(&canvas, (RADIUS + 2.0, y));
        canvas.text(level.text_class(), Anchor::Start, (2.0 * RADIUS + 8.0, y), word);
    }
    bars(&plot, &stretches(verdicts, span, frame));
    plot.stroke(Class::Axis, &[(span.from, 0.0), (span.to, 0.0)]);
    ticks(&canvas, &plot, &verdicts.ticks, (bottom + TICKS - 8.0, (0.0, WIDTH)));
    canvas.svg(&verdicts.title, &verdicts.description, id)
}

/// Returns the middle of a level's row, counted upward from the worst.
fn row(level: Level) -> f64 {
    let above = LEVELS.iter().position(|other| *other == level).unwrap_or(0);
    LEVELS.len() as f64 - 0.5 - above as f64
}

/// Tints every second phase and names each where there is room.
fn phases(canvas: &Canvas, plot: &Plot, phases: &[Stretch]) {
    let mut free = plot.frame.left - 4.0;
    for (index, phase) in phases.iter().take(40).enumerate() {
        let Some(Span { from, to }) = phase.span.within(&plot.x) else { continue };
        if index % 2 == 0 {
            plot.rectangle(Class::Gap, from..to, plot.y.clone());
        }
        let (left, right) = (plot.place(from, 0.0).0.max(free), plot.place(to, 0.0).0);
        let label = text::elide(&phase.label, false, right - left - 6.0);
        let middle = (left + right) / 2.0;
        if label != "…" {
            canvas.text(Class::TextPlain, Anchor::Middle, (middle, TOP - 10.0), &label);
            free = middle + text::width(&label, false) / 2.0 + 2.0;
        }
    }
}

/// Returns stretches of one level each; where several meet in one unit of width, the worst wins.
fn stretches(verdicts: &Verdicts, span: Span, frame: Frame) -> Vec<(Span, Level)> {
    let mut steps: Vec<Step> = verdicts.steps.iter().copied().filter(|step| step.at.is_finite()).collect();
    steps.sort_by(|a, b| a.at.total_cmp(&b.at));
    let unit = (span.to - span.from) / frame.width();
    let mut stretches: Vec<(Span, Level)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let next = steps.get(index + 1).map_or(span.to, |next| next.at);
        let holds = Span { from: step.at, to: next };
        let Some(Span { from, to }) = holds.within(&(span.from..span.to)) else { continue };
        match stretches.last_mut() {
            Some((last, level)) if *level == step.level && last.to == from => last.to = to,
            Some((last, level)) if last.to - last.from < unit => {
                last.to = to;
                *level = (*level).max(step.level);
            }
            _ => stretches.push((Span { from, to }, step.level)),
        }
    }
    stretches
}

/// Draws a bar for each stretch, and thin lines from each to the next.
fn bars(plot: &Plot, stretches: &[(Span, Level)]) {
    let known = |level: Level| level != Level::None;
    for pair in stretches.windows(2) {
        let [(before, from), (_, to)] = pair else { continue };
        if known(*from) && known(*to) {
            plot.stroke(Class::Lead, &[(before.to, row(*from)), (before.to, row(*to))]);
        }
    }
    let half = BAR / ROW / 2.0;
    for level in LEVELS {
        let middle = row(level);
        for (span, _) in stretches.iter().filter(|(_, other)| *other == level) {
            plot.rectangle(level.class(), span.from..span.to, middle - half..middle + half);
        }
    }
}
