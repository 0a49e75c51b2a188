//! The gates, worst first, each with what it was held against.

use std::cmp::Reverse;

use super::{Mark, Source};
use crate::metric::Metric;
use crate::plan::{Bound, Gate, Method};
use crate::report::format::{self, integer};
use crate::report::reason::{gate_anchor, gate_name};
use crate::verdict::{GateFinding, Verdict};

/// A cell: what stands first, and what stands under it.
pub(super) type Cell = (String, Option<String>);

/// One row of the table.
pub(super) struct GateRow {
    pub(super) id: String,
    pub(super) mark: Mark,
    pub(super) name: String,
    pub(super) rule: Option<String>,
    pub(super) link: Option<String>,
    pub(super) segment: bool,
    pub(super) now: String,
    pub(super) interval: Option<String>,
    pub(super) target: Cell,
    pub(super) rollback: Cell,
    pub(super) baseline: Cell,
    pub(super) samples: Cell,
}

/// One segment that no gate names.
pub(super) struct UnplannedRow {
    pub(super) name: String,
    pub(super) now: String,
    pub(super) samples: String,
}

/// The traffic split in one line.
pub(super) struct SplitLine {
    pub(super) mark: Mark,
    pub(super) text: String,
}

/// Returns the gates' rows: the gate with the worst row first, its segments under it, worst first, information last.
pub(super) fn rows(source: &Source) -> Vec<GateRow> {
    order(source).into_iter().filter_map(|finding| row(source, finding)).collect()
}

/// Returns the findings in the order of the page.
pub(super) fn order<'a>(source: &Source<'a>) -> Vec<&'a GateFinding> {
    let findings = &source.report.judgement.gates;
    let worst = |gate: usize| -> Option<Verdict> {
        let own = findings.iter().filter(|finding| finding.gate == gate);
        own.filter_map(|finding| finding.status.verdict()).max()
    };
    let mut order: Vec<&GateFinding> = findings.iter().collect();
    // Information has no verdict, and so sorts after every verdict.
    order.sort_by_key(|finding| {
        let own = finding.segment.as_ref().map(|_| Reverse(finding.status.verdict()));
        (Reverse(worst(finding.gate)), finding.gate, own)
    });
    order
}

fn row(source: &Source, finding: &GateFinding) -> Option<GateRow> {
    let plan = &source.report.plan;
    let gate = plan.gates.get(finding.gate)?;
    let metric = plan.metrics.get(gate.metric)?;
    let (format, dash) = (source.format, source.words.format.dash.text());
    let value = |value: f64| format.value(metric, value);
    let (name, link) = match &finding.segment {
        Some((_, segment)) => (segment.clone(), None),
        None => (gate_name(plan, gate, source.locale), Some(format!("m-{}", gate.id))),
    };
    let now = finding.value.map(|now| format.value_against(metric, now, finding.target));
    let has_trace = source.report.judgement.gates.iter().position(|one| std::ptr::eq(one, finding));
    let drawn =
        has_trace.and_then(|number| source.report.traces.get(number)).is_some_and(|trace| trace.points.len() > 1);
    Some(GateRow {
        id: gate_anchor(plan, finding),
        mark: Mark::status(finding.status, source.locale),
        name,
        rule: finding.segment.is_none().then(|| rule(metric)),
        link: link.filter(|_| drawn),
        segment: finding.segment.is_some(),
        now: now.unwrap_or_else(|| dash.to_owned()),
        interval: finding
            .interval
            .filter(|ends| ends.0.is_some() || ends.1.is_some())
            .map(|(low, high)| format.interval(metric, low, high)),
        target: bound(source, metric, Some(&gate.target), finding.target),
        rollback: bound(source, metric, gate.rollback.as_ref(), finding.rollback),
        baseline: match finding.baseline {
            Some((Some(baseline), samples)) => (value(baseline), Some(source.words.gate.samples.of(samples))),
            Some((None, _)) | None => (dash.to_owned(), None),
        },
        samples: samples(source, gate, finding),
    })
}

/// "p95(latency_ms) where path != "/health"", as the plan writes it.
fn rule(metric: &Metric) -> String {
    match &metric.filter_text {
        Some(filter) => format!("{} where {filter}", metric.value_text),
        None => metric.value_text.clone(),
    }
}

/// A bound by its sign, and under it what a relative one comes to.
fn bound(source: &Source, metric: &Metric, bound: Option<&Bound>, resolved: Option<f64>) -> Cell {
    let Some(bound) = bound else {
        return (source.words.format.dash.text().to_owned(), None);
    };
    let text = source.format.bound(metric, bound);
    let under = resolved.filter(|_| bound.limit.is_relative());
    let under = under.map(|limit| format!("{} {}", format::sign(bound.op), source.format.value(metric, limit)));
    (text, under)
}

fn samples(source: &Source, gate: &Gate, finding: &GateFinding) -> Cell {
    let words = &source.words.page;
    let mut under = Vec::new();
    if let Some(hits) = finding.hits {
        under.push(words.hits.fill(&[("n", &integer(hits))]));
    }
    if let Some(more) = finding.needed.and_then(|needed| needed.samples) {
        under.push(words.more.fill(&[("n", &integer(more))]));
    }
    if finding.skipped > 0 {
        under.push(words.skipped.fill(&[("n", &integer(finding.skipped))]));
    }
    if !gate.required && finding.segment.is_none() {
        under.push(words.not_required.text().to_owned());
    }
    let under = (!under.is_empty()).then(|| under.join(source.words.format.comma.text()));
    (integer(finding.samples), under)
}

/// Returns by which rule the table was judged.
pub(super) fn rule_note(source: &Source) -> String {
    let words = &source.words.page;
    let decision = &source.report.plan.decision;
    let level = source.format.percent_exact(1.0 - decision.alpha);
    let chance = source.format.percent_exact(decision.alpha);
    let values = [("level", level.as_str()), ("chance", chance.as_str())];
    match decision.method {
        Method::Anytime => words.rule_anytime.fill(&values),
        Method::Fixed => words.rule_fixed.fill(&values),
        Method::Point => words.rule_point.text().to_owned(),
    }
}

/// Returns the segments that no gate names.
pub(super) fn unplanned(source: &Source) -> Vec<UnplannedRow> {
    let plan = &source.report.plan;
    let rows = source.report.judgement.unplanned.iter();
    rows.filter_map(|segment| {
        let gate = plan.gates.get(segment.gate)?;
        let metric = plan.metrics.get(gate.metric)?;
        let name = gate_name(plan, gate, source.locale);
        let value = segment.value.map(|value| source.format.value(metric, value));
        Some(UnplannedRow {
            name: source.words.gate.segment.fill(&[("name", &name), ("segment", &segment.segment)]),
            now: value.unwrap_or_else(|| source.words.format.dash.text().to_owned()),
            samples: integer(segment.samples),
        })
    })
    .collect()
}

/// Returns the traffic split, and whether units keep to their arm.
pub(super) fn split(source: &Source) -> Option<SplitLine> {
    let (words, format) = (&source.words.page, source.format);
    let split = source.report.judgement.split.as_ref()?;
    let reasons = &source.words.reason;
    let rows = split.both.is_none();
    let counted = if rows { reasons.requests.text() } else { reasons.units.text() };
    let declared = format.percent_exact(split.declared);
    let all = split.samples[0].saturating_add(split.samples[1]);
    let mut text = match split.observed {
        Some(observed) => reasons.split.fill(&[
            ("observed", &format.percent(observed)),
            ("candidate", &integer(split.samples[0])),
            ("all", &integer(all)),
            ("counted", counted),
            ("declared", &declared),
        ]),
        None => reasons.split_unseen.fill(&[("counted", counted), ("declared", &declared)]),
    };
    if let (Some(both), Some(repeated)) = (split.both, split.repeated) {
        let (both, repeated) = (integer(both), integer(repeated));
        text = words.sticky.fill(&[("text", &text), ("both", &both), ("of", &repeated)]);
    }
    if let Some(effect) = split.design_effect.filter(|effect| *effect > 1.0) {
        text = words.design.fill(&[("text", &text), ("n", &format::number(effect))]);
    }
    Some(SplitLine { mark: Mark::status(split.status, source.locale), text })
}
