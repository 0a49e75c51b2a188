//! The JSON face: `check --format json` and `report.json` (contract 6). Keys are only ever added.

mod shape;

use std::collections::BTreeMap;

use serde::Serialize;

use self::shape::*;
use super::{Report, reason};
use crate::checklist::ItemState;
use crate::journal::{Decided, Event};
use crate::metric::value::UnitKind;
use crate::plan::{Bound, Limit};
use crate::rollback::{Instructions, Stage, instructions};
use crate::source::{Diagnostic, Locale, Moment};
use crate::verdict::{About, GateFinding, Verdict};

/// The version of these shapes.
const SCHEMA: u32 = 1;

/// The program that wrote a report.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// Returns the program's version.
    pub fn version(self) -> &'static str {
        self.version
    }
}

/// This program.
pub const TOOL: Tool = Tool { name: "gonogo", version: env!("CARGO_PKG_VERSION") };

/// What `check --format json` prints.
#[derive(Debug, Serialize)]
pub struct Checked {
    schema: u32,
    tool: Tool,
    evaluated_at: Moment,
    verdict: Option<Verdict>,
    rollouts: Vec<serde_json::Value>,
}

/// Returns the object that `check --format json` prints, with a final line end.
pub fn checked(at: Moment, verdict: Option<Verdict>, rollouts: Vec<serde_json::Value>) -> String {
    text(&Checked { schema: SCHEMA, tool: TOOL, evaluated_at: at, verdict, rollouts })
}

/// Returns `report.json` of a version, with a final line end.
pub fn report(report: &Report) -> String {
    text(&rollout(report))
}

/// Returns a report as a JSON value.
pub fn value(report: &Report) -> serde_json::Value {
    serde_json::to_value(rollout(report)).unwrap_or_default()
}

/// Returns the steps to another state as JSON, in one language.
pub fn way(way: &Instructions, locale: Locale) -> String {
    let steps: Vec<Step> = way.steps.iter().map(|step| self::step(step, locale)).collect();
    text(&serde_json::json!({"schema": SCHEMA, "expected_s": way.expected, "steps": steps}))
}

fn step(step: &crate::rollback::Step, locale: Locale) -> Step {
    Step { text: step.text(locale), command: step.command.clone() }
}

/// Returns an invalid rollout as a JSON value.
pub fn invalid(id: &str, diagnostics: &[Diagnostic]) -> serde_json::Value {
    let told = |diagnostic: &Diagnostic| {
        serde_json::json!({
            "code": diagnostic.code, "message": diagnostic.message, "path": diagnostic.path,
            "line": diagnostic.line, "column": diagnostic.column,
        })
    };
    serde_json::json!({"id": id, "verdict": null, "diagnostics": diagnostics.iter().map(told).collect::<Vec<_>>()})
}

fn text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn rollout(report: &Report) -> Rollout<'_> {
    let judgement = &report.judgement;
    let plan = &report.plan;
    let gates = judgement.gates.iter().map(|finding| gate(report, finding)).collect();
    Rollout {
        schema: SCHEMA,
        tool: TOOL,
        evaluated_at: judgement.at,
        version: report.version.as_deref(),
        id: &plan.id,
        title: &plan.title,
        locale: plan.locale,
        timezone: &plan.timezone_name,
        owner: plan.owner.as_deref(),
        verdict: judgement.verdict,
        summary: Locale::ALL.map(|locale| (locale.tag(), reason::main_reason(report, locale))).into(),
        closed: judgement.stage.is_closed(),
        phase: phase(report),
        window: judgement.attempt.map(|attempt| Window { from: attempt.window.0, to: attempt.window.1 }),
        valid_until: judgement.valid_until,
        reasons: reasons(report),
        gates,
        split: judgement.split.as_ref().map(|split| Split {
            declared: split.declared,
            observed: split.observed.map(rounded),
            samples: split.samples,
            status: split.status,
            units_in_both_arms: split.both,
        }),
        items: items(report),
        roles: roles(report),
        decisions: decisions(report),
        phases: plan
            .phases
            .iter()
            .zip(&judgement.phases)
            .map(|(phase, finding)| PhaseState { id: &phase.id, state: finding.state.word(), verdict: finding.verdict })
            .collect(),
        rollback: rollback(report),
        excluded: judgement
            .excluded
            .iter()
            .map(|span| Excluded { from: span.from, to: span.to, note: &span.note, by: span.by.as_deref() })
            .collect(),
        findings: report
            .findings
            .iter()
            .map(|finding| Finding {
                code: finding.code,
                path: &finding.path,
                line: finding.line,
                count: finding.count,
                detail: &finding.detail,
                holds: finding.holds,
            })
            .collect(),
        inputs: report
            .inputs
            .iter()
            .map(|input| Input { path: &input.path, sha256: &input.sha256, bytes: input.bytes, rows: input.rows })
            .collect(),
        previous: report.previous.as_ref().map(|version| Previous {
            id: &version.id,
            verdict: version.verdict,
            sha256: &version.sha256,
        }),
    }
}

fn phase(report: &Report) -> Phase<'_> {
    let judgement = &report.judgement;
    let phase = &report.plan.phases[judgement.phase];
    let elapsed = judgement.attempt.map(|attempt| attempt.end.unwrap_or(judgement.at).since(attempt.start));
    Phase {
        id: &phase.id,
        title: &phase.title,
        index: judgement.phase + 1,
        of: report.plan.phases.len(),
        traffic: phase.traffic,
        started: judgement.attempt.map(|attempt| attempt.start),
        elapsed_s: elapsed,
        soak_s: (phase.soak_least, phase.soak_most),
    }
}

fn reasons(report: &Report) -> Vec<Reason<'_>> {
    let judgement = &report.judgement;
    let reason = |reason: &crate::verdict::Reason| {
        let finding = match reason.about {
            About::Gate(number) => judgement.gates.get(number),
            _ => None,
        };
        let texts = Locale::ALL.map(|locale| (locale.tag(), reason::text(report, reason, locale)));
        (
            finding.map(|finding| finding.gate),
            finding.and_then(|finding| finding.segment.as_ref()),
            BTreeMap::from(texts),
        )
    };
    let all = judgement.reasons.iter().map(|data| (data, reason(data)));
    all.map(|(data, (gate, segment, text))| Reason {
        code: data.code,
        status: data.status,
        gate: gate.map(|gate| report.plan.gates[gate].id.as_str()),
        segment: segment.map(|(_, name)| name.as_str()),
        text,
        href: reason::href(report, data),
    })
    .collect()
}

fn gate<'a>(report: &'a Report, finding: &'a GateFinding) -> Gate<'a> {
    let gate = &report.plan.gates[finding.gate];
    let metric = &report.plan.metrics[gate.metric];
    let unit = match metric.unit.kind {
        UnitKind::None if metric.value.is_proportion() => "%",
        _ => &metric.unit.text,
    };
    Gate {
        id: &gate.id,
        metric: &metric.id,
        segment: finding.segment.as_ref().map(|(_, name)| name.as_str()),
        status: finding.status,
        code: finding.code,
        required: gate.required,
        value: finding.value.map(rounded),
        interval: finding.interval.map(|(low, high)| (low.map(rounded), high.map(rounded))),
        hits: finding.hits,
        samples: finding.samples,
        skipped: finding.skipped,
        unit,
        target: line(&gate.target, finding.target),
        rollback: gate.rollback.as_ref().map(|bound| line(bound, finding.rollback)),
        baseline: finding.baseline.map(|(value, samples)| Baseline { value: value.map(rounded), samples }),
        before_after: finding.before_after,
        needed: finding.needed.map(|needed| Needed { samples: needed.samples, at: needed.at }),
    }
}

fn line(bound: &Bound, resolved: Option<f64>) -> Line<'_> {
    let (times, plus) = match bound.limit {
        Limit::Fixed(_) => (None, None),
        Limit::Times(factor) => (Some(factor), None),
        Limit::Plus(delta) => (None, Some(delta)),
    };
    Line { op: bound.op.sign(), value: resolved.map(rounded), times, plus, text: &bound.text }
}

fn items(report: &Report) -> Vec<Item<'_>> {
    let item = |finding: &crate::verdict::ItemFinding| {
        let list = &report.checklist.lists[finding.list];
        let item = &list.items[finding.item];
        let done = matches!(finding.state, ItemState::Done);
        Item { id: &item.id, list: &list.id, done, required: item.required, status: finding.status }
    };
    report.judgement.items.iter().map(item).collect()
}

fn roles(report: &Report) -> Vec<Role<'_>> {
    let role = |finding: &'_ crate::verdict::RoleFinding| {
        let role = &report.plan.roles[finding.role];
        (role.id.as_str(), role.title.as_str(), finding.status)
    };
    let findings = report.judgement.roles.iter();
    findings
        .map(|finding| {
            let (id, title, status) = role(finding);
            let answer = finding.answer.as_ref();
            Role {
                id,
                title,
                answer: answer.map(|answer| if answer.go { "go" } else { "no-go" }),
                by: answer.and_then(|answer| answer.by.as_deref()),
                at: answer.map(|answer| answer.at),
                status,
            }
        })
        .collect()
}

fn decisions(report: &Report) -> Vec<Decision<'_>> {
    let decision = |decision: &super::Decision| {
        let entry = report.journal.entries.get(decision.entry)?;
        let Event::Decide(decided) = entry.event else { return None };
        Some(Decision {
            at: entry.at,
            by: entry.by.as_deref(),
            decision: word(decided),
            verdict: decision.verdict,
            note: entry.note.as_deref(),
        })
    };
    report.decisions.iter().filter_map(decision).collect()
}

fn word(decided: Decided) -> &'static str {
    match decided {
        Decided::Go => "go",
        Decided::Hold => "hold",
        Decided::NoGo => "no-go",
        Decided::Rollback => "rollback",
    }
}

fn rollback(report: &Report) -> Option<Rollback> {
    report.plan.rollback.as_ref()?;
    let locale = report.plan.locale;
    Some(Rollback {
        trigger: reason::trigger(report, locale),
        expected_s: report.plan.switch.expected,
        steps: instructions(&report.plan, None, Stage::Safe).steps.iter().map(|one| step(one, locale)).collect(),
    })
}

/// Rounds to 12 significant digits: the last bits of a logarithm may differ between machines, a published number may not.
fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}
