//! `[[metric]]`: what is computed, from which sources, in which unit.

use crate::metric::grammar;
use crate::metric::value::{Predicate, Unit, UnitKind, Value};
use crate::plan::model::Metric;
use crate::source::{Diagnostics, Names, Placed, Table};

/// The metrics as read; `None` where one could not be.
#[derive(Debug)]
pub(super) struct Metrics {
    pub(super) names: Names,
    pub(super) metrics: Vec<Option<Metric>>,
}

/// Reads every `[[metric]]`.
pub(super) fn read(root: &mut Table, sources: &Names, found: &mut Diagnostics) -> Metrics {
    let mut names = Names::new("metric", "[[metric]]", "plan::metric");
    let mut metrics = Vec::new();
    for mut table in root.get("metric").tables("[[metric]]", found) {
        metrics.push(metric(&mut table, &mut names, sources, found));
        table.finish(found);
    }
    Metrics { names, metrics }
}

fn metric(table: &mut Table, names: &mut Names, sources: &Names, found: &mut Diagnostics) -> Option<Metric> {
    let id = names.identify(table, found);
    let title = table.get("title").word(found).map_or_else(|| id.clone(), |title| title.value);
    let source = table.get("source").one_or_list(found);
    let value_text = table.need("value", found).word(found);
    let value = value_text.as_ref().and_then(|text| value(text, found));
    let filter = filter(table, value.as_ref(), found);
    let exports = exports(table, source, value.as_ref(), sources, found);
    let unit = unit(table, value.as_ref(), found);
    Some(Metric {
        id,
        title,
        exports,
        value: value?,
        value_text: value_text?.value,
        filter_text: filter.as_ref().map(|(text, _)| text.clone()),
        filter: filter.map(|(_, predicate)| predicate),
        unit,
        line: table.line(found),
    })
}

fn value(text: &Placed<String>, found: &mut Diagnostics) -> Option<Value> {
    match grammar::value(&text.value) {
        Ok(value) => Some(value),
        Err(mistake) => {
            mistake.tell("metric::value", text, found);
            None
        }
    }
}

fn filter(table: &mut Table, value: Option<&Value>, found: &mut Diagnostics) -> Option<(String, Predicate)> {
    let text = table.get("where").word(found)?;
    if value == Some(&Value::Reading) {
        found.error("plan::metric", text.span, "a reading has no rows").label("nothing to filter");
        return None;
    }
    match grammar::predicate(&text.value) {
        Ok(predicate) => Some((text.value, predicate)),
        Err(mistake) => {
            mistake.tell("metric::where", &text, found);
            None
        }
    }
}

fn exports(
    table: &Table,
    source: Option<Placed<Vec<Placed<String>>>>,
    value: Option<&Value>,
    sources: &Names,
    found: &mut Diagnostics,
) -> Vec<usize> {
    match (source, value) {
        (Some(source), Some(Value::Reading)) => {
            found
                .error("plan::metric", source.span, "a reading has no source")
                .label("readings are recorded in log.toml")
                .help("leave `source` out");
            Vec::new()
        }
        (Some(source), _) => {
            if source.value.is_empty() {
                let message = "`source` names no source";
                found.error("plan::metric", source.span, message).label("expected an id");
            }
            sources.find_all(&source.value, found)
        }
        (None, None | Some(Value::Reading)) => Vec::new(),
        (None, Some(_)) => {
            if table.key_span("source").is_none() {
                let diagnostic = found.error("toml::missing-key", table.span(), "[[metric]] needs `source`");
                diagnostic.label("no `source` here");
                if sources.len() == 1 && !sources.name(0).is_empty() {
                    diagnostic.help(format!("write `source = \"{}\"`", sources.name(0)));
                }
            }
            Vec::new()
        }
    }
}

fn unit(table: &mut Table, value: Option<&Value>, found: &mut Diagnostics) -> Unit {
    let Some(text) = table.get("unit").word(found) else { return Unit::default() };
    let unit = Unit::of(&text.value);
    let measures = !matches!(unit.kind, UnitKind::None | UnitKind::Other);
    let refused = match value {
        Some(Value::Count(_) | Value::Rate(_)) => measures.then_some("rows are counted"),
        Some(Value::Share(_) | Value::Ratio(..)) => {
            (unit.kind != UnitKind::Percent).then_some("a proportion has no unit but `%`")
        }
        _ => None,
    };
    if let Some(label) = refused {
        let message = format!("`{}` cannot be the unit of this value", unit.text);
        found.error("plan::metric", text.span, message).label(label);
    }
    unit
}
