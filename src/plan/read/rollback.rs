//! `[rollback]`: the safe state, and whether it says what becomes of every variable.

use super::variables::{self, Variables};
use super::{prose, proses};
use crate::plan::model::Rollback;
use crate::source::{Diagnostics, Placed, Table, quoted};

/// Reads `[rollback]` and holds it against the variables that phases touch.
pub(super) fn read(root: &mut Table, touched: &[Placed<String>], found: &mut Diagnostics) -> Option<Rollback> {
    let slot = root.get("rollback");
    if !slot.is_given() {
        refuse_absence(touched, found);
        return None;
    }
    let mut table = slot.table("[rollback]", found)?;
    let safe = variables::read(&mut table, found);
    let keep = keep(&mut table, &safe, touched, found);
    refuse_forgotten(touched, &safe, &keep, found);
    let rollback = Rollback {
        set: safe.set,
        unset: safe.unset,
        keep,
        steps: proses(&mut table, "steps", found),
        verify: prose(&mut table, "verify", found),
        expect: prose(&mut table, "expect", found),
        who: prose(&mut table, "who", found),
        rehearse_within: table.get("rehearse_within").some_seconds(found),
        note: prose(&mut table, "note", found),
        line: table.line(found),
    };
    table.finish(found);
    Some(rollback)
}

fn keep(table: &mut Table, safe: &Variables, touched: &[Placed<String>], found: &mut Diagnostics) -> Vec<String> {
    let mut keep: Vec<String> = Vec::new();
    for name in variables::names(table, "keep", found) {
        let taken = keep.contains(&name.value) || safe.named.iter().any(|other| other.value == name.value);
        if taken {
            variables::refuse_twice(&name, name.span.clone(), found);
            continue;
        }
        if touched.iter().all(|other| other.value != name.value) {
            found
                .warning("plan::rollback", name.span, format!("no phase touches `{}`", name.value))
                .label("nothing to keep");
        }
        keep.push(name.value);
    }
    keep
}

fn refuse_absence(touched: &[Placed<String>], found: &mut Diagnostics) {
    let Some(first) = touched.first() else { return };
    let names = touched.iter().map(|name| name.value.as_str());
    let message = format!("no [rollback], but phases change {}", quoted(names.clone()));
    found.error("plan::rollback", first.span.clone(), message).label("changed here first").help(format!(
        "paste `[rollback]` and under it `unset = {0}` to remove them, or `keep = {0}` to leave them as they are",
        listed(names)
    ));
}

fn refuse_forgotten(touched: &[Placed<String>], safe: &Variables, keep: &[String], found: &mut Diagnostics) {
    let forgotten: Vec<&Placed<String>> = (touched.iter())
        .filter(|name| !keep.contains(&name.value))
        .filter(|name| safe.named.iter().all(|other| other.value != name.value))
        .collect();
    let lines =
        |kept: &[String]| listed(kept.iter().map(String::as_str).chain(forgotten.iter().map(|f| f.value.as_str())));
    let (unset, kept) = (lines(&safe.unset), lines(keep));
    for name in &forgotten {
        let message = format!("[rollback] does not say what becomes of `{}`", name.value);
        found
            .error("plan::rollback", name.span.clone(), message)
            .label("touched here, and not in `set`, `unset` or `keep` of [rollback]")
            .help(format!(
                "under [rollback], paste `unset = {unset}` to remove it, or `keep = {kept}` to leave it as it is"
            ));
    }
}

/// Returns names as a TOML list.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", names.join(", "))
}
