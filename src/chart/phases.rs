//! The phases of a rollout as bars on one time line.

use super::axis::Tick;
use super::canvas::{Anchor, Canvas, Frame, Plot};
use super::class::Class;
use super::level::{Level, RADIUS};
use super::marks::ticks;
use super::series::Span;
use super::text;

/// The phases of a rollout, one row each.
#[derive(Clone, Debug, PartialEq)]
pub struct Phases {
    /// What the picture shows.
    pub title: String,
    /// The reading in one sentence.
    pub description: String,
    /// The x axis.
    pub span: Span,
    /// The marks under the x axis.
    pub ticks: Vec<Tick>,
    /// The phases in order; at most twenty are drawn.
    pub rows: Vec<PhaseRow>,
    /// The evaluation, marked by a line with this label.
    pub now: Option<Tick>,
}

/// One phase.
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseRow {
    /// Its name.
    pub name: String,
    /// How it stands, written at the right: `day 2 of 2`.
    pub note: String,
    /// Its verdict.
    pub level: Level,
    /// When it ran; one stretch for each attempt.
    pub ran: Vec<Span>,
    /// The soak asked for, counted from the newest start: from when it is served to when it ends.
    pub soak: Option<Span>,
}

const WIDTH: f64 = 400.0;
const ROW: f64 = 26.0;
const BAR: f64 = 10.0;
const TICKS: f64 = 20.0;
const MOST: usize = 20;

/// Draws the phases.
pub(super) fn draw(phases: &Phases, id: &str) -> String {
    let rows = &phases.rows[..phases.rows.len().min(MOST)];
    let span = phases.span.or_unit();
    let top = if phases.now.is_some() { 20.0 } else { 6.0 };
    let bottom = top + ROW * rows.len().max(1) as f64;
    let canvas = Canvas::new(WIDTH, bottom + TICKS);
    let names: Vec<String> = rows.iter().map(|row| text::elide(&row.name, true, 110.0)).collect();
    let notes: Vec<String> = rows.iter().map(|row| text::elide(&row.note, false, 100.0)).collect();
    let frame = Frame {
        left: 2.0 * RADIUS + 8.0 + widest(&names, true) + 8.0,
        top,
        right: WIDTH - widest(&notes, false) - 10.0,
        bottom,
    };
    let plot = canvas.plot(frame, span.from..span.to, 0.0..rows.len().max(1) as f64);
    for (index, row) in rows.iter().enumerate() {
        let up = rows.len() as f64 - index as f64 - 0.5;
        let y = top + ROW * (index as f64 + 0.5);
        plot.stroke(Class::Grid, &[(span.from, up), (span.to, up)]);
        bars(&plot, row, up);
        row.level.paint(&canvas, (RADIUS + 2.0, y));
        canvas.text(Class::TextStrong, Anchor::Start, (2.0 * RADIUS + 8.0, y), &names[index]);
        canvas.text(Class::TextTick, Anchor::Start, (frame.right + 8.0, y), &notes[index]);
    }
    now(&canvas, &plot, phases.now.as_ref());
    plot.stroke(Class::Axis, &[(span.from, 0.0), (span.to, 0.0)]);
    ticks(&canvas, &plot, &phases.ticks, (bottom + TICKS - 8.0, (0.0, WIDTH)));
    canvas.svg(&phases.title, &phases.description, id)
}

fn widest(texts: &[String], bold: bool) -> f64 {
    texts.iter().map(|text| text::width(text, bold)).fold(0.0, f64::max)
}

/// Draws when a phase ran, filled, and the soak it still needs or may take, as an outline.
fn bars(plot: &Plot, row: &PhaseRow, middle: f64) {
    let half = BAR / ROW / 2.0;
    let y = middle - half..middle + half;
    if let Some(soak) = row.soak.and_then(|soak| soak.within(&plot.x)) {
        let corners = [(soak.from, y.start), (soak.to, y.start), (soak.to, y.end), (soak.from, y.end)];
        plot.polygon(Class::Planned, &corners);
    }
    let class = if row.level == Level::None { Class::Bar } else { row.level.class() };
    for ran in row.ran.iter().take(20).filter_map(|ran| ran.within(&plot.x)) {
        plot.rectangle(class, ran.from..ran.to, y.clone());
    }
}

/// Marks the evaluation.
fn now(canvas: &Canvas, plot: &Plot, now: Option<&Tick>) {
    let Some(now) = now.filter(|now| plot.x.contains(&now.at) || now.at == plot.x.end) else {
        return;
    };
    let (x, bottom) = plot.place(now.at, plot.y.start);
    canvas.stroke(Class::Event, &[(x, plot.frame.top - 4.0), (x, bottom)]);
    let label = text::elide(&now.label, false, 200.0);
    let half = text::width(&label, false) / 2.0;
    let middle = x.clamp(half, WIDTH - half);
    canvas.text(Class::TextPlain, Anchor::Middle, (middle, plot.frame.top - 11.0), &label);
}
