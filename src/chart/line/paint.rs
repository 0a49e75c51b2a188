//! The strokes of a line figure, from the back to the front.

use super::events::{self, Room};
use super::scene::{HEIGHT, LANE, Label, Scene, WIDTH, label_left};
use super::{Line, strip};
use crate::chart::canvas::{Anchor, Canvas, Plot};
use crate::chart::class::Class;
use crate::chart::curve::{band, curve};
use crate::chart::limit::{paint_judged, paint_limit, paint_zone};
use crate::chart::marks::{grid, ticks};
use crate::chart::series::Span;
use crate::chart::text;

/// Draws a figure that is laid out.
pub(super) fn paint(line: &Line, scene: &Scene<'_>) -> Canvas {
    let canvas = Canvas::new(WIDTH, HEIGHT);
    let (span, axis) = (scene.span, &scene.axis);
    let plot = canvas.plot(scene.plot, span.from..span.to, axis.low..axis.high);
    paint_zone(&plot, Class::ZoneGo, scene.target);
    paint_zone(&plot, Class::ZoneRollback, scene.rollback);
    grid(&canvas, &plot, axis);
    for gap in merged(&line.gaps, &plot) {
        plot.rectangle(Class::Gap, gap.from..gap.to, plot.y.clone());
    }
    for cut in merged(line.exclusions.iter().map(|cut| &cut.span), &plot) {
        hatch(&canvas, &plot, cut);
    }
    window(&canvas, &plot, line);
    flags(&canvas, &plot, scene);
    paint_limit(&plot, Class::Target, scene.target);
    paint_limit(&plot, Class::Rollback, scene.rollback);
    band(&plot, Class::BaseBand, &scene.baseline);
    band(&plot, Class::Band, &scene.candidate);
    curve(&plot, (Class::Base, Class::BaseDot), &scene.baseline);
    curve(&plot, (Class::Candidate, Class::CandidateDot), &scene.candidate);
    if let Some(last) = scene.candidate.last() {
        plot.dot(Class::Ring, last.at, last.value);
        plot.dot(Class::End, last.at, last.value);
    }
    paint_judged(&canvas, &plot, line.judged);
    labels(&canvas, &plot, &scene.labels);
    gap_note(&canvas, &plot, line, scene);
    if let (Some(samples), Some(frame)) = (&line.samples, scene.strip) {
        strip::paint(&canvas, samples, span, frame, label_left(scene.plot));
    }
    ticks(&canvas, &plot, &line.ticks, HEIGHT - 8.0);
    canvas
}

/// Returns the parts of spans inside the plot, those closer than two units made one.
fn merged<'a>(spans: impl IntoIterator<Item = &'a Span>, plot: &Plot) -> Vec<Span> {
    let inside = spans.into_iter().map(|span| Span { from: span.from.max(plot.x.start), to: span.to.min(plot.x.end) });
    let mut inside: Vec<Span> = inside.filter(|span| span.from < span.to).collect();
    inside.sort_by(|a, b| a.from.total_cmp(&b.from));
    let close = (plot.x.end - plot.x.start) / plot.frame.width() * 2.0;
    let mut merged: Vec<Span> = Vec::new();
    for span in inside {
        match merged.last_mut() {
            Some(last) if span.from - last.to < close => last.to = last.to.max(span.to),
            _ => merged.push(span),
        }
    }
    merged
}

/// Hatches a stretch from the bottom left to the top right.
fn hatch(canvas: &Canvas, plot: &Plot, span: Span) {
    let (left, bottom) = plot.place(span.from, plot.y.start);
    let (right, top) = plot.place(span.to, plot.y.end);
    let mut start = left - (bottom - top);
    while start < right {
        let from = start.max(left);
        let to = (start + bottom - top).min(right);
        if from < to {
            let places = [(from, bottom - (from - start)), (to, bottom - (to - start))];
            canvas.stroke(Class::Cut, &places);
        }
        start += 7.0;
    }
    for x in [left, right] {
        canvas.stroke(Class::Cut, &[(x, bottom), (x, top)]);
    }
}

/// Brackets the judged stretch above the plot.
fn window(canvas: &Canvas, plot: &Plot, line: &Line) {
    let Some(window) = &line.window else { return };
    let (from, to) = (window.span.from.max(plot.x.start), window.span.to.min(plot.x.end));
    if !(from < to) {
        return;
    }
    let (left, right) = (plot.place(from, plot.y.start).0, plot.place(to, plot.y.start).0);
    let (y, foot) = (LANE / 2.0 + 2.0, LANE / 2.0 + 7.0);
    let label = text::elide(&window.label, false, plot.frame.width() - 8.0);
    let half = text::width(&label, false) / 2.0 + 4.0;
    let middle = ((left + right) / 2.0).clamp(plot.frame.left + half, plot.frame.right - half);
    let (stop, go) = (middle - half, middle + half);
    if stop > left {
        canvas.stroke(Class::Bracket, &[(left, foot), (left, y), (stop, y)]);
    }
    if go < right {
        canvas.stroke(Class::Bracket, &[(go, y), (right, y), (right, foot)]);
    }
    canvas.text(Class::TextTick, Anchor::Middle, (middle, y), &label);
    for x in [from, to] {
        plot.stroke(Class::Edge, &[(x, plot.y.end), (x, plot.y.start)]);
    }
}

/// Draws the moments with their labels.
fn flags(canvas: &Canvas, plot: &Plot, scene: &Scene<'_>) {
    let lane_y = |lane: usize| plot.frame.top - LANE * (lane as f64 + 0.5) - 1.0;
    for flag in &scene.flags {
        let top = flag.lane.map_or(plot.frame.top, |lane| lane_y(lane) - 5.0);
        let bottom = if flag.through { plot.frame.bottom } else { plot.frame.top };
        if flag.through || flag.lane.is_some() {
            canvas.stroke(Class::Event, &[(flag.x, top), (flag.x, bottom)]);
        }
    }
    for flag in &scene.flags {
        if let Some(lane) = flag.lane {
            canvas.text(Class::TextPlain, flag.anchor, (flag.text_x(), lane_y(lane)), &flag.text);
        }
    }
}

/// Writes the labels at the right, with a thin line to those that had to move.
fn labels(canvas: &Canvas, plot: &Plot, labels: &[Label]) {
    let left = label_left(plot.frame);
    for label in labels {
        let (x, y) = plot.place(plot.x.end, label.value);
        if (label.y - y).abs() > 3.0 {
            canvas.stroke(Class::Lead, &[(x + 2.0, y), (left - 2.0, label.y)]);
        }
    }
    for label in labels {
        canvas.text(label.class, Anchor::Start, (left, label.y), &label.text);
    }
}

<<<<<<< HEAD
/// Writes what gaps and cut stretches are, at the foot of the plot, where there is room.
fn notes(canvas: &Canvas, plot: &Plot, line: &Line) {
    let Frame { left, right, bottom, .. } = plot.frame;
    let gaps = merged(&line.gaps, plot);
    let widest = gaps.iter().copied().max_by(|a, b| (a.to - a.from).total_cmp(&(b.to - b.from)));
    let cuts = line.exclusions.iter().take(12);
    let cuts = cuts.flat_map(|cut| merged([&cut.span], plot).into_iter().map(|s| (s, &cut.label)));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (span, label) in cuts.chain(widest.map(|span| (span, &line.no_data))) {
        let label = text::elide(label, false, (right - left - 8.0).min(140.0));
        let half = text::width(&label, false) / 2.0 + 3.0;
        let (from, to) = (plot.place(span.from, plot.y.start).0, plot.place(span.to, plot.y.start).0);
        let middle = ((from + to) / 2.0).clamp(left + half, right - half);
        if taken.iter().all(|(start, end)| middle + half < *start || *end < middle - half) {
            canvas.text(Class::TextOver, Anchor::Middle, (middle, bottom - 10.0), &label);
            taken.push((middle - half, middle + half));
        }
    }
}

/// Writes the marks under the x axis that do not touch each other.
fn ticks(canvas: &Canvas, plot: &Plot, line: &Line) {
    let y = HEIGHT - 8.0;
    let mut free = 0.0;
    let inside = |at: f64| plot.x.start <= at && at <= plot.x.end;
    for tick in line.ticks.iter().filter(|tick| inside(tick.at)).take(12) {
        let (x, bottom) = plot.place(tick.at, plot.y.start);
        canvas.stroke(Class::Axis, &[(x, bottom), (x, bottom + 3.0)]);
        let label = text::elide(&tick.label, false, 90.0);
        let half = text::width(&label, false) / 2.0;
        let middle = x.clamp(half, WIDTH - half);
        if middle - half >= free {
            canvas.text(Class::TextTick, Anchor::Middle, (middle, y), &label);
            free = middle + half + 6.0;
        }
=======
/// Writes what the widest gap is at its foot, or higher where a limit's line is there.
fn gap_note(canvas: &Canvas, plot: &Plot, line: &Line, scene: &Scene<'_>) {
    let Some(gap) = events::widest(line, scene.span) else { return };
    let (left, foot) = plot.place(gap.from, plot.y.start);
    let (right, _) = plot.place(gap.to, plot.y.start);
    let words = text::clean(&line.no_data);
    let room = events::room(line, right - left);
    let height = match room {
        Room::Across => text::SIZE,
        Room::Down => text::width(&words, false),
        Room::None => return,
    };
    let limits = [scene.target, scene.rollback].into_iter().flatten();
    let lines: Vec<f64> = limits.map(|limit| plot.place(gap.from, limit.value).1).collect();
    let is_free = |end: &f64| lines.iter().all(|y| *y < end - height - 4.0 || end + 4.0 < *y);
    let lowest = foot - 5.0;
    let mut ends = (0..30).map(|row| lowest - 4.0 * f64::from(row));
    let end = ends.find(|end| is_free(end) && plot.frame.top < end - height).unwrap_or(lowest);
    let middle = (left + right) / 2.0;
    if matches!(room, Room::Down) {
        canvas.text_down(Class::TextTick, (middle, end), &words);
    } else {
        canvas.text(Class::TextTick, Anchor::Middle, (middle, end - height / 2.0), &words);
>>>>>>> pages
    }
}
