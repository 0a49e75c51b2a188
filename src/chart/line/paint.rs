//! The strokes of a line figure, from the back to the front.

use super::scene::{HEIGHT, LANE, Label, Scene, WIDTH, label_left};
use super::{Limit, Line, Side, strip};
use crate::chart::canvas::{Anchor, Canvas, Frame, Plot};
use crate::chart::class::Class;
use crate::chart::series::{Dot, Span, runs};
use crate::chart::text;

/// Draws a figure that is laid out.
pub(super) fn paint(line: &Line, scene: &Scene<'_>) -> Canvas {
    let canvas = Canvas::new(WIDTH, HEIGHT);
    let (span, axis) = (scene.span, &scene.axis);
    let plot = canvas.plot(scene.plot, span.from..span.to, axis.low..axis.high);
    zone(&plot, Class::ZoneGo, scene.target);
    zone(&plot, Class::ZoneRollback, scene.rollback);
    grid(&canvas, &plot, scene);
    for gap in merged(&line.gaps, &plot) {
        plot.rectangle(Class::Gap, gap.from..gap.to, plot.y.clone());
    }
    for cut in merged(line.exclusions.iter().map(|cut| &cut.span), &plot) {
        hatch(&canvas, &plot, cut);
    }
    window(&canvas, &plot, line);
    flags(&canvas, &plot, scene);
    limit(&plot, Class::Target, scene.target);
    limit(&plot, Class::Rollback, scene.rollback);
    band(&plot, Class::BaseBand, &scene.baseline);
    band(&plot, Class::Band, &scene.candidate);
    curve(&plot, (Class::Base, Class::BaseDot), &scene.baseline);
    curve(&plot, (Class::Candidate, Class::CandidateDot), &scene.candidate);
    if let Some(last) = scene.candidate.last() {
        plot.dot(Class::Ring, last.at, last.value);
        plot.dot(Class::End, last.at, last.value);
    }
    judged(&canvas, &plot, line);
    labels(&canvas, &plot, &scene.labels);
    notes(&canvas, &plot, line);
    if let (Some(samples), Some(frame)) = (&line.samples, scene.strip) {
        strip::paint(&canvas, samples, span, frame, label_left(scene.plot));
    }
    ticks(&canvas, &plot, line);
    canvas
}

/// Tints the side that a limit speaks of.
fn zone(plot: &Plot, class: Class, limit: Option<&Limit>) {
    let Some(limit) = limit else { return };
    let y = match limit.side {
        Side::Below => plot.y.start..limit.value,
        Side::Above => limit.value..plot.y.end,
        Side::At => return,
    };
    if y.start < y.end {
        plot.rectangle(class, plot.x.clone(), y);
    }
}

/// Draws the light lines across, and the numbers at the left.
fn grid(canvas: &Canvas, plot: &Plot, scene: &Scene<'_>) {
    for (value, _) in &scene.axis.ticks {
        plot.stroke(Class::Grid, &[(plot.x.start, *value), (plot.x.end, *value)]);
    }
    plot.stroke(Class::Axis, &[(plot.x.start, plot.y.start), (plot.x.end, plot.y.start)]);
    for (value, text) in &scene.axis.ticks {
        let (x, y) = plot.place(plot.x.start, *value);
        canvas.text(Class::TextTick, Anchor::End, (x - 5.0, y), text);
    }
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
        plot.stroke(Class::Bracket, &[(x, plot.y.end), (x, plot.y.start)]);
    }
}

/// Draws the moments with their labels.
fn flags(canvas: &Canvas, plot: &Plot, scene: &Scene<'_>) {
    let lane_y = |lane: usize| plot.frame.top - LANE * (lane as f64 + 0.5) - 1.0;
    for flag in &scene.flags {
        let top = flag.lane.map_or(plot.frame.top, |lane| lane_y(lane) - 5.0);
        canvas.stroke(Class::Event, &[(flag.x, top), (flag.x, plot.frame.bottom)]);
    }
    for flag in &scene.flags {
        if let Some(lane) = flag.lane {
            canvas.text(Class::TextPlain, flag.anchor, (flag.text_x(), lane_y(lane)), &flag.text);
        }
    }
}

fn limit(plot: &Plot, class: Class, limit: Option<&Limit>) {
    if let Some(limit) = limit {
        plot.stroke(class, &[(plot.x.start, limit.value), (plot.x.end, limit.value)]);
    }
}

/// Fills the intervals of each run; that of a lone point is a bar.
fn band(plot: &Plot, class: Class, dots: &[Dot]) {
    let ends = |dot: &Dot| {
        let (low, high) = dot.interval?;
        Some((dot.at, low.max(plot.y.start), high.min(plot.y.end)))
    };
    for run in runs(dots) {
        let ends: Vec<_> = run.iter().filter_map(ends).collect();
        if let [(at, low, high)] = ends[..] {
            let half = (plot.x.end - plot.x.start) / plot.frame.width() * 2.0;
            let (from, to) = ((at - half).max(plot.x.start), (at + half).min(plot.x.end));
            plot.rectangle(class, from..to, low..high);
        } else if !ends.is_empty() {
            let upper = ends.iter().map(|(at, _, high)| (*at, *high));
            let lower = ends.iter().rev().map(|(at, low, _)| (*at, *low));
            plot.polygon(class, &upper.chain(lower).collect::<Vec<_>>());
        }
    }
}

/// Draws each run as a line; a lone point is a dot.
fn curve(plot: &Plot, (stroke, dot): (Class, Class), dots: &[Dot]) {
    for run in runs(dots).filter(|run| run.len() > 1) {
        plot.stroke(stroke, &run.iter().map(|dot| (dot.at, dot.value)).collect::<Vec<_>>());
    }
    for run in runs(dots).filter(|run| run.len() == 1) {
        for alone in run {
            plot.dot(dot, alone.at, alone.value);
        }
    }
}

/// Draws the judged value and its interval between the plot and the labels.
fn judged(canvas: &Canvas, plot: &Plot, line: &Line) {
    let Some(judged) = line.judged.filter(|judged| judged.value.is_finite()) else { return };
    let x = plot.frame.right + 7.0;
    let down = |value: f64| plot.place(plot.x.end, value.clamp(plot.y.start, plot.y.end)).1;
    if judged.low.is_some() || judged.high.is_some() {
        let low = judged.low.filter(|low| low.is_finite());
        let high = judged.high.filter(|high| high.is_finite());
        let (bottom, top) = (low.unwrap_or(plot.y.start), high.unwrap_or(plot.y.end));
        canvas.stroke(Class::Whisker, &[(x, down(bottom)), (x, down(top))]);
        let seen = |end: &f64| plot.y.start <= *end && *end <= plot.y.end;
        for end in [low, high].into_iter().flatten().filter(seen) {
            canvas.stroke(Class::Whisker, &[(x - 3.0, down(end)), (x + 3.0, down(end))]);
        }
    }
    canvas.dot(Class::End, (x, down(judged.value)));
}

/// Writes the labels at the right, with a thin line to those that had to move.
fn labels(canvas: &Canvas, plot: &Plot, labels: &[Label]) {
    let left = label_left(plot.frame);
    for label in labels {
        let value = label.value.clamp(plot.y.start, plot.y.end);
        let (x, y) = plot.place(plot.x.end, value);
        if (label.y - y).abs() > 3.0 {
            canvas.stroke(Class::Lead, &[(x + 2.0, y), (left - 2.0, label.y)]);
        }
    }
    for label in labels {
        canvas.text(label.class, Anchor::Start, (left, label.y), &label.text);
    }
}

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
    }
}
