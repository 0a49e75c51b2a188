//! `plan.toml` as text to a checked plan: one file per kind of table.

mod conditions;
mod gate;
mod metric;
mod people;
mod phase;
mod rollback;
mod source;
mod variables;

use super::model::Plan;
use crate::source::{Diagnostic, Diagnostics, Locale, Source, Table, Tree};

/// Reads the plan of the rollout in the folder of this name; with it come warnings, if any.
///
/// # Errors
/// Every mistake of the file, in the order of the file, and the warnings.
pub fn read(id: &str, source: &Source) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut found = Diagnostics::new(source);
    let tree = Tree::parse(source, &mut found);
    check_folder(id, &mut found);
    let plan = tree.root("the plan").and_then(|root| plan(id, root, &mut found));
    tree.settle(&mut found);
    match plan {
        Some(plan) if !found.failed() => Ok((plan, found.found)),
        _ => Err(found.found),
    }
}

fn check_folder(id: &str, found: &mut Diagnostics) {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(good) {
        found
            .whole("plan::id", format!("the folder's name `{id}` cannot be a rollout's id"))
            .help("name it with lower-case ASCII letters, digits and `-`; the title may be in any language");
    }
}

fn plan(id: &str, mut root: Table, found: &mut Diagnostics) -> Option<Plan> {
    root.schema(true, found);
    let title = root.need("title", found).word(found);
    let summary = prose(&mut root, "summary", found);
    let owner = prose(&mut root, "owner", found);
    let locales = Locale::ALL.map(|locale| (locale, locale.tag()));
    let locale = root.get("locale").choice(&locales, found).unwrap_or_default();
    let timezone = root.get("timezone").parsed("a time zone", conditions::timezone, found);

    let phases = phase::read(&mut root, found);
    let arms = conditions::arms(&mut root, &phases.names, found);
    let decision = conditions::decision(&mut root, found);
    let traffic_per_day = conditions::traffic(&mut root, found);
    let switch = conditions::switch(&mut root, found);
    let rollback = rollback::read(&mut root, &phases.touched, found);
    let options = people::options(&mut root, found);
    let sources = source::read(&mut root, arms.as_ref(), found);
    let metrics = metric::read(&mut root, &sources.names, found);
    let setting = gate::Setting { arms: arms.as_ref(), phases: &phases, sources: &sources };
    let gates = gate::read(&mut root, &metrics, &setting, found);
    let roles = people::roles(&mut root, &phases.names, found);
    let watches = people::watches(&mut root, found);
    root.finish(found);

    let utc = (jiff::tz::TimeZone::UTC, "UTC".to_owned());
    let (timezone, timezone_name) = timezone.map_or(utc, |timezone| timezone.value);
    Some(Plan {
        id: id.to_owned(),
        title: title?.value,
        summary,
        owner,
        locale,
        timezone,
        timezone_name,
        arms,
        decision,
        traffic_per_day,
        switch,
        rollback,
        options,
        exports: sources.exports,
        metrics: metrics.metrics.into_iter().collect::<Option<Vec<_>>>()?,
        gates: gates?,
        phases: phases.phases,
        roles,
        watches,
    })
}

/// Returns an optional text.
fn prose(table: &mut Table, key: &'static str, found: &mut Diagnostics) -> Option<String> {
    table.get(key).text(found).map(|text| text.value)
}

/// Returns an optional list of texts; empty where it is left out.
fn proses(table: &mut Table, key: &'static str, found: &mut Diagnostics) -> Vec<String> {
    let list = table.get(key).list(found).map_or_else(Vec::new, |list| list.value);
    list.into_iter().map(|text| text.value).collect()
}
