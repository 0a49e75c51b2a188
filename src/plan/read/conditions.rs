//! The tables that a plan has once: `[arms]`, `[decision]`, `[traffic]`, `[switch]`.

use jiff::tz::TimeZone;

use super::prose;
use crate::metric::grammar;
use crate::plan::model::{ArmRule, Arms, Decision, Dedupe, Method, Platform, Switch};
use crate::source::{Diagnostics, Names, Table, near};

/// Finds a time zone by its IANA name among those that the program carries.
pub(super) fn timezone(name: &str) -> Result<(TimeZone, String), String> {
    if let Ok(zone) = TimeZone::get(name) {
        return Ok((zone, name.to_owned()));
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    Err(match near(name, known.iter().map(String::as_str)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "expected an IANA name such as `Asia/Shanghai`".to_owned(),
    })
}

/// Reads `[arms]`.
pub(super) fn arms(root: &mut Table, phases: &Names, found: &mut Diagnostics) -> Option<Arms> {
    let mut table = root.get("arms").table("[arms]", found)?;
    let field = field(&mut table, "field", found);
    let candidate_slot = table.get("candidate");
    let baseline_slot = table.get("baseline");
    let candidate = candidate_slot.word(found).map(|word| word.value);
    let baseline = baseline_slot.word(found).map(|word| word.value);
    let unit = self::field(&mut table, "unit", found);
    let baseline_phase = table.get("baseline_phase").word(found);
    let baseline_phase = baseline_phase.and_then(|name| phases.find(&name, found));
    let candidate = candidate.unwrap_or_else(|| "candidate".to_owned());
    let baseline = baseline.unwrap_or_else(|| "baseline".to_owned());
    if candidate == baseline {
        let span = baseline_slot.span().or(candidate_slot.span()).unwrap_or(table.span());
        found.error("plan::arms", span, format!("both arms are `{candidate}`")).label("the arms need two values");
    }
    table.finish(found);
    Some(Arms { rule: ArmRule { field, candidate, baseline, unit }, baseline_phase })
}

fn field(table: &mut Table, key: &'static str, found: &mut Diagnostics) -> Option<String> {
    table.get(key).word(found).map(|word| grammar::field_name(&word.value))
}

/// Reads `[decision]`, with its defaults.
pub(super) fn decision(root: &mut Table, found: &mut Diagnostics) -> Decision {
    let defaults = Decision {
        method: Method::Anytime,
        alpha: 0.05,
        freshness: None,
        recent: None,
        coverage: 0.9,
        dedupe: Dedupe::Row,
        max_age: 86_400,
    };
    let Some(mut table) = root.get("decision").table("[decision]", found) else { return defaults };
    let methods = [(Method::Anytime, "anytime"), (Method::Fixed, "fixed"), (Method::Point, "point")];
    let decision = Decision {
        method: table.get("method").choice(&methods, found).unwrap_or(defaults.method),
        alpha: alpha(&mut table, found).unwrap_or(defaults.alpha),
        freshness: table.get("freshness").some_seconds(found),
        recent: table.get("recent").seconds(found).map(|recent| recent.value),
        coverage: (table.get("coverage").fraction(found)).map_or(defaults.coverage, |coverage| coverage.value),
        dedupe: dedupe(&mut table, found),
        max_age: table.get("max_age").some_seconds(found).unwrap_or(defaults.max_age),
    };
    table.finish(found);
    decision
}

fn alpha(table: &mut Table, found: &mut Diagnostics) -> Option<f64> {
    let alpha = table.get("alpha").number(found)?;
    if alpha.value > 0.0 && alpha.value <= 0.5 {
        return Some(alpha.value);
    }
    found
        .error("toml::value", alpha.span, format!("`alpha` cannot be {}", alpha.value))
        .label("expected more than 0 and at most 0.5")
        .help("`alpha = 0.05` is one error in twenty");
    None
}

fn dedupe(table: &mut Table, found: &mut Diagnostics) -> Dedupe {
    let Some(word) = table.get("dedupe").word(found) else { return Dedupe::Row };
    match word.value.as_str() {
        "row" => Dedupe::Row,
        "off" => Dedupe::Off,
        name => {
            if matches!(name, "rows" | "Row" | "Off" | "none" | "no" | "false" | "true" | "on") {
                found
                    .warning("plan::dedupe", word.span, format!("`{name}` is read as a field's name"))
                    .label("rows with the same value of this field would count once")
                    .help("the other words are `row` and `off`");
            }
            Dedupe::Field(grammar::field_name(name))
        }
    }
}

/// Reads `[traffic]`: requests a day.
pub(super) fn traffic(root: &mut Table, found: &mut Diagnostics) -> Option<f64> {
    let mut table = root.get("traffic").table("[traffic]", found)?;
    let per_day = table.get("per_day").number(found);
    table.finish(found);
    let per_day = per_day?;
    if per_day.value > 0.0 {
        return Some(per_day.value);
    }
    found
        .error("toml::value", per_day.span, format!("`per_day` cannot be {}", per_day.value))
        .label("expected requests a day, more than none");
    None
}

/// Reads `[switch]`.
pub(super) fn switch(root: &mut Table, found: &mut Diagnostics) -> Switch {
    let Some(mut table) = root.get("switch").table("[switch]", found) else {
        return Switch::default();
    };
    let seconds =
        |table: &mut Table, key, found: &mut Diagnostics| table.get(key).seconds(found).map(|seconds| seconds.value);
    let switch = Switch {
        platform: table.get("platform").choice(&Platform::ALL, found).unwrap_or_default(),
        service: prose(&mut table, "service", found),
        environment: prose(&mut table, "environment", found),
        settle: seconds(&mut table, "settle", found).unwrap_or(0),
        expected: seconds(&mut table, "expected", found),
        expires: seconds(&mut table, "expires", found),
    };
    table.finish(found);
    switch
}
