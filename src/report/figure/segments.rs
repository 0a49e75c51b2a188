//! One gate by segment: small panels on one scale.

use super::Scene;
use super::window::{self, FEW_MARKS};
use crate::chart::{Figure, Level, Multiples, Panel, Series};
use crate::report::model::Trace;
use crate::verdict::{GateFinding, Status, Verdict};

/// Returns the panels of a gate's segments; none where no segment has data.
pub(super) fn segments(scene: &Scene) -> Option<(Figure, Vec<String>)> {
    let words = &scene.format.words().chart;
    let judgement = &scene.report.judgement;
    let findings = judgement.gates.iter().zip(&scene.report.traces);
    let own = |finding: &GateFinding| finding.gate == scene.finding.gate && finding.segment.is_some();
    let own: Vec<(&GateFinding, &Trace)> = findings.filter(|(finding, _)| own(finding)).collect();
    if own.iter().all(|(_, trace)| trace.points.is_empty()) {
        return None;
    }
    let span = window::span(scene)?;
    let panels = own.into_iter().map(|(finding, trace)| panel(scene, finding, trace)).collect();
    let title =
        words.by_segment.fill(&[("name", &scene.name()), ("field", scene.gate.by.as_deref().unwrap_or_default())]);
    let figure = Figure::Multiples(Multiples {
        description: title.clone(),
        title,
        span,
        ticks: window::ticks(scene, span, FEW_MARKS),
        scale: scene.scale(),
        target: scene.limit(&scene.gate.target, scene.finding.target, words.target.text()),
        rollback: scene
            .gate
            .rollback
            .as_ref()
            .and_then(|bound| scene.limit(bound, scene.finding.rollback, words.rollback.text())),
        panels,
        no_data: words.no_data.to_string(),
    });
    Some((figure, Vec::new()))
}

fn panel(scene: &Scene, finding: &GateFinding, trace: &Trace) -> Panel {
    let step = (trace.step > 0).then_some(trace.step as f64);
    let value = finding.value.map(|value| scene.format.value(scene.metric, value));
    Panel {
        level: level(finding.status),
        series: Series { label: value.unwrap_or_default(), step, points: window::candidate(scene, trace) },
        name: finding.segment.as_ref().map_or_else(String::new, |(_, name)| name.clone()),
    }
}

fn level(status: Status) -> Option<Level> {
    status.verdict().map(verdict_level)
}

/// Returns the shape of a verdict in a chart.
pub(crate) fn verdict_level(verdict: Verdict) -> Level {
    match verdict {
        Verdict::Go => Level::Go,
        Verdict::Hold => Level::Hold,
        Verdict::NoGo => Level::NoGo,
        Verdict::Rollback => Level::Rollback,
    }
}
