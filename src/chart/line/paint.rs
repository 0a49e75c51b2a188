//! The strokes of a line figure, from the back to the front.

use super::scene::{HEIGHT, LANE, Label, Scene, WIDTH, label_left};
use super::{Line, strip};
use crate::chart::canvas::{Anchor, Canvas, Plot};
use crate::chart::class::Class;
use crate::chart::curve::{band, curve};
use crate::chart::gap::{gap_note, merged, paint_gaps, widest};
use crate::chart::limit::{paint_judged, paint_limit, paint_zone};
use crate::chart::marks::{grid, ticks};
use crate::chart::series::Span;
use crate::chart::text;

/// Draws a figure that is laid out.
pub(super) fn paint(line: &Line, scene: &Scene<'_>) -> Canvas {
    let canvas = Canvas::new(WIDTH, HEIGHT);
    let (span, axis) = (scene.span, &scene.axis);
    let limits = [scene.target, scene.rollback];
    let plot = canvas.plot(scene.plot, span.from..span.to, axis.low..axis.high);
    paint_zone(&plot, Class::ZoneGo, scene.target);
    paint_zone(&plot, Class::ZoneRollback, scene.rollback);
    grid(&canvas, &plot, axis);
    paint_gaps(&plot, &line.gaps);
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
    gap_note(&canvas, &plot, widest(&line.gaps, span), &line.no_data, limits);
    if let (Some(samples), Some(frame)) = (&line.samples, scene.strip) {
        strip::paint(&canvas, samples, span, frame, label_left(scene.plot));
    }
    ticks(&canvas, &plot, &line.ticks, (HEIGHT - 8.0, (0.0, WIDTH)));
    canvas
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
    let Some(Span { from, to }) = window.span.within(&plot.x) else { return };
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
