//! A gate over time against its limits.

use super::Scene;
use super::window::{self, MARKS};
use crate::chart::{Count, Event, Figure, Judged, Line, Samples, Series, Span, Stretch, gaps};
use crate::journal;
use crate::verdict::Detail;

/// Returns the line of a gate and what must be said beside it; none under two points.
pub(super) fn line(scene: &Scene) -> Option<(Figure, Vec<String>)> {
    if scene.trace.points.len() < 2 {
        return None;
    }
    let words = &scene.format.words().chart;
    let span = window::span(scene)?;
    let step = (scene.trace.step > 0).then_some(scene.trace.step as f64);
    let candidate = window::candidate(scene, scene.trace);
    let gaps = step.map_or_else(Vec::new, |step| gaps(&candidate, step, span));
    let banded = candidate.iter().any(|point| point.low.is_some() || point.high.is_some());
    let figure = Figure::Line(Line {
        title: scene.name(),
        description: scene.reading(),
        span,
        ticks: window::ticks(scene, span, MARKS),
        scale: scene.scale(),
        target: scene.limit(&scene.gate.target, scene.finding.target, words.target.text()),
        rollback: scene
            .gate
            .rollback
            .as_ref()
            .and_then(|bound| scene.limit(bound, scene.finding.rollback, words.rollback.text())),
        candidate: Series { label: label(scene, words.candidate.text(), scene.finding.value), step, points: candidate },
        baseline: baseline(scene, step),
        judged: judged(scene),
        gaps,
        no_data: words.no_data.to_string(),
        samples: samples(scene),
        events: events(scene, span),
        exclusions: exclusions(scene),
        window: None,
    });
    let band = if banded { &words.band } else { &words.no_band };
    Some((figure, vec![band.to_string()]))
}

fn label(scene: &Scene, name: &str, value: Option<f64>) -> String {
    match value {
        Some(value) => format!("{name} {}", scene.format.plain_measured(scene.metric, value)),
        None => name.to_owned(),
    }
}

fn baseline(scene: &Scene, step: Option<f64>) -> Option<Series> {
    let points = window::baseline(scene);
    let value = scene.finding.baseline.and_then(|(value, _)| value);
    let name = scene.format.words().chart.baseline.text();
    (!points.is_empty()).then(|| Series { label: label(scene, name, value), step, points })
}

/// The value over the whole window, with the interval it was judged by.
fn judged(scene: &Scene) -> Option<Judged> {
    let (low, high) = scene.finding.interval.unwrap_or_default();
    Some(Judged {
        value: scene.shown(scene.finding.value?),
        low: low.map(|low| scene.shown(low)),
        high: high.map(|high| scene.shown(high)),
    })
}

fn samples(scene: &Scene) -> Option<Samples> {
    if scene.trace.step == 0 || scene.trace.points.iter().all(|point| point.samples == 0) {
        return None;
    }
    let words = &scene.format.words().chart;
    let length = scene.format.duration(scene.trace.step);
    Some(Samples {
        label: words.samples.fill(&[("time", &length)]),
        step: scene.trace.step as f64,
        counts: scene
            .trace
            .points
            .iter()
            .map(|point| Count { at: window::middle(point.from, point.to), count: point.samples })
            .collect(),
        needed: None,
        needed_label: String::new(),
    })
}

/// When the roll-back line was reached, and when it was rolled back.
fn events(scene: &Scene, span: Span) -> Vec<Event> {
    let words = &scene.format.words().chart;
    let mut events = Vec::new();
    if let Detail::Breached { since, .. } = scene.finding.detail {
        events.push((since, words.shown.to_string()));
    }
    let entries = &scene.report.journal.entries;
    for entry in entries.iter().filter(|entry| matches!(entry.event, journal::Event::Rollback(_))) {
        events.push((entry.at, words.rolled_back.to_string()));
    }
    let events = events.into_iter().map(|(at, label)| Event { at: window::seconds(at), label });
    events.filter(|event| (span.from..=span.to).contains(&event.at)).collect()
}

fn exclusions(scene: &Scene) -> Vec<Stretch> {
    let words = &scene.format.words().chart;
    let excluded = scene.report.judgement.excluded.iter();
    excluded
        .map(|excluded| Stretch {
            span: Span { from: window::seconds(excluded.from), to: window::seconds(excluded.to) },
            label: words.excluded.to_string(),
        })
        .collect()
}
