//! `[[gate]]`: a metric, its bounds, and the phases that they hold for.

use super::metric::Metrics;
use super::phase::Phases;
use super::source::Sources;
use crate::metric::grammar;
use crate::metric::value::Value;
use crate::plan::bound::{bound, conflict};
use crate::plan::model::{Arm, Arms, Bound, Gate, Metric, OnMissing};
use crate::source::{Diagnostics, Names, Placed, Table, check_id};

/// What messages call a bound.
const BOUND: &str = "a bound such as `< 5%`";

/// What a gate is held against, besides its metric.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'p> {
    pub(super) arms: Option<&'p Arms>,
    pub(super) phases: &'p Phases,
    pub(super) sources: &'p Sources,
}

/// Reads every `[[gate]]`; `None` where one could not be.
pub(super) fn read(
    root: &mut Table,
    metrics: &Metrics,
    setting: &Setting,
    found: &mut Diagnostics,
) -> Option<Vec<Gate>> {
    let mut names = Names::new("gate", "[[gate]]", "plan::gate");
    let mut gates = Vec::new();
    for mut table in root.get("gate").tables("[[gate]]", found) {
        gates.push(gate(&mut table, &mut names, metrics, setting, found));
        table.finish(found);
    }
    gates.into_iter().collect()
}

fn gate(
    table: &mut Table,
    names: &mut Names,
    metrics: &Metrics,
    setting: &Setting,
    found: &mut Diagnostics,
) -> Option<Gate> {
    let given = table.get("id").word(found).filter(|id| check_id(id, found));
    let metric_name = table.need("metric", found).word(found);
    let id = identify(given, metric_name.as_ref(), table, names, found);
    let index = metric_name.and_then(|name| metrics.names.find(&name, found));
    let metric = index.and_then(|index| metrics.metrics[index].as_ref());

    let phases = table.get("phases").one_or_list(found);
    let (by, segments) = segments(table, metric, found);
    let go_text = table.need("go", found).phrase(BOUND, found);
    let line_text = table.get("rollback").phrase(BOUND, found);
    let stretch = table.get("for").some_seconds(found);
    let required = table.get("required").flag(found).unwrap_or(true);
    let missing = [(OnMissing::Hold, "hold"), (OnMissing::Ignore, "ignore")];
    let on_missing = table.get("on_missing").choice(&missing, found).unwrap_or(OnMissing::Hold);

    let target = read_bound(go_text.as_ref(), metric, found);
    let rollback = read_bound(line_text.as_ref(), metric, found);
    if let (Some(target), Some(rollback), Some(text)) = (&target, &rollback, &line_text) {
        refuse_conflict(target, rollback, text, found);
    }
    let relative = [(&target, &go_text), (&rollback, &line_text)].into_iter().find_map(|pair| {
        let is_relative = pair.0.as_ref().is_some_and(|bound| bound.limit.is_relative());
        pair.1.as_ref().filter(|_| is_relative)
    });
    let comparison = relative.zip(metric).map(|(text, metric)| compare(text, metric, setting, found));
    let phases = applies(table, phases, comparison, setting, found);
    Some(Gate {
        id,
        metric: index?,
        phases,
        by,
        segments,
        target: target?,
        rollback,
        stretch,
        required,
        on_missing,
        line: table.line(found),
    })
}

/// Returns the gate's own id, else its metric's.
fn identify(
    given: Option<Placed<String>>,
    metric: Option<&Placed<String>>,
    table: &Table,
    names: &mut Names,
    found: &mut Diagnostics,
) -> String {
    let own = given.is_some();
    let id = given.or_else(|| metric.cloned());
    let id = id.unwrap_or(Placed { value: String::new(), span: table.span() });
    let before = found.found.len();
    names.declare(&id.value, id.span, found);
    if !own && let Some(diagnostic) = found.found.get_mut(before) {
        diagnostic.help("give one of them an `id`; without one, a gate is called like its metric");
    }
    id.value
}

fn segments(table: &mut Table, metric: Option<&Metric>, found: &mut Diagnostics) -> (Option<String>, Vec<String>) {
    let by = table.get("by").word(found);
    let list = table.get("segments").list(found);
    match (&by, &list) {
        (Some(by), None) if table.key_span("segments").is_none() => {
            found
                .error("plan::gate", by.span.clone(), "`by` without `segments`")
                .label("which values are judged?")
                .help("name them before there is data: `segments = [\"…\"]`");
        }
        (None, Some(list)) if table.key_span("by").is_none() => {
            found
                .error("plan::gate", list.span.clone(), "`segments` without `by`")
                .label("values of which field?")
                .help("name the field: `by = \"…\"`");
        }
        _ => {}
    }
    if let Some(by) = &by
        && metric.is_some_and(|metric| metric.value == Value::Reading)
    {
        found.error("plan::gate", by.span.clone(), "a reading has no segments").label("people read one value");
    }
    let mut segments: Vec<String> = Vec::new();
    if let Some(list) = list {
        if list.value.is_empty() {
            found.error("plan::gate", list.span, "`segments` is empty").label("expected a value");
        }
        for segment in list.value {
            if segments.contains(&segment.value) {
                let message = format!("`{}` is named twice", segment.value);
                found.error("plan::gate", segment.span, message).label("once is enough");
            } else {
                segments.push(segment.value);
            }
        }
    }
    (by.map(|by| grammar::field_name(&by.value)), segments)
}

fn read_bound(text: Option<&Placed<String>>, metric: Option<&Metric>, found: &mut Diagnostics) -> Option<Bound> {
    let (text, metric) = (text?, metric?);
    match bound(&text.value, metric) {
        Ok(bound) => Some(bound),
        Err(mistake) => {
            mistake.tell("plan::bound", text, found);
            None
        }
    }
}

fn refuse_conflict(target: &Bound, rollback: &Bound, text: &Placed<String>, found: &mut Diagnostics) {
    let Some(label) = conflict(target, rollback) else { return };
    let message = format!("`rollback` at `{}` contradicts `go` at `{}`", rollback.text, target.text);
    found.error("plan::bound", text.span.clone(), message).label(label);
}

/// Whether a relative gate has a baseline beside the candidate.
#[derive(Clone, Copy, Debug)]
struct Comparison {
    concurrent: bool,
}

/// Adds an error where a bound names the baseline and there is none at all.
fn compare(text: &Placed<String>, metric: &Metric, setting: &Setting, found: &mut Diagnostics) -> Comparison {
    let by_field = setting.arms.is_some_and(|arms| arms.rule.field.is_some());
    let by_source = (metric.exports.iter()).any(|index| setting.sources.exports[*index].arm == Some(Arm::Baseline));
    let concurrent = by_field || by_source;
    let earlier = setting.arms.is_some_and(|arms| arms.baseline_phase.is_some());
    if !concurrent && !earlier && metric.value != Value::Reading {
        found
            .error("plan::gate", text.span.clone(), "there is no baseline to compare with")
            .label("names the baseline")
            .help("say under [arms] which `field` tells the arm, or name a `baseline_phase`");
    }
    Comparison { concurrent }
}

/// Returns the phases that the gate applies to, in plan order.
fn applies(
    table: &Table,
    named: Option<Placed<Vec<Placed<String>>>>,
    comparison: Option<Comparison>,
    setting: &Setting,
    found: &mut Diagnostics,
) -> Vec<usize> {
    let phases = setting.phases;
    let Some(named) = named else {
        let default: Vec<usize> = (0..phases.phases.len())
            .filter(|index| phases.phases[*index].traffic != Some(0.0))
            .filter(|index| without_baseline(*index, comparison, setting).is_none())
            .collect();
        if default.is_empty() && table.key_span("phases").is_none() && !phases.phases.is_empty() {
            found
                .warning("plan::gate", table.span(), "this gate applies to no phase")
                .label("never judged")
                .help("name them: `phases = [\"…\"]`");
        }
        return default;
    };
    if named.value.is_empty() {
        let message = "`phases` names no phase";
        found.error("plan::gate", named.span, message).label("leave it out for every phase");
    }
    for name in &named.value {
        let index = (0..phases.names.len()).find(|index| phases.names.name(*index) == name.value);
        let Some(label) = index.and_then(|index| without_baseline(index, comparison, setting)) else {
            continue;
        };
        let message = format!("there is no baseline in `{}`", name.value);
        found
            .error("plan::gate", name.span.clone(), message)
            .label(label)
            .help("leave the phase out, or name an earlier `baseline_phase` under [arms]");
    }
    phases.names.find_all(&named.value, found)
}

/// Returns why a gate that names the baseline cannot be judged in a phase.
fn without_baseline(index: usize, comparison: Option<Comparison>, setting: &Setting) -> Option<&'static str> {
    let comparison = comparison?;
    let full = setting.phases.phases[index].traffic == Some(1.0);
    match setting.arms.and_then(|arms| arms.baseline_phase) {
        None if full => Some("all traffic is the candidate's"),
        Some(earlier) if earlier == index && (full || !comparison.concurrent) => {
            Some("it is the baseline phase itself")
        }
        _ => None,
    }
}
