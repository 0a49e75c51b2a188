//! Variables: their names and what they are set to.

use std::collections::BTreeMap;

use crate::plan::model::Setting;
use crate::source::{Diagnostics, Placed, Slot, Span, Table};

/// `set` and `unset` of a phase or of the safe state.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    pub(super) set: BTreeMap<String, Setting>,
    pub(super) unset: Vec<String>,
    /// Every name with its place, in the order read.
    pub(super) named: Vec<Placed<String>>,
}

/// Reads `set` and `unset`; a variable in both is an error.
pub(super) fn read(table: &mut Table, found: &mut Diagnostics) -> Variables {
    let mut variables = Variables::default();
    for (name, slot) in table.get("set").entries(found) {
        let setting = setting(&slot, found);
        if check(&name, found) {
            variables.set.extend(setting.map(|setting| (name.value.clone(), setting)));
            variables.named.push(name);
        }
    }
    for name in names(table, "unset", found) {
        let twice = variables.named.iter().any(|other| other.value == name.value);
        if twice {
            refuse_twice(&name, name.span.clone(), found);
        } else {
            variables.unset.push(name.value.clone());
            variables.named.push(name);
        }
    }
    variables
}

/// Reads a list of variables' names, each a good one.
pub(super) fn names(table: &mut Table, key: &'static str, found: &mut Diagnostics) -> Vec<Placed<String>> {
    let list = table.get(key).list(found).map_or_else(Vec::new, |list| list.value);
    list.into_iter().filter(|name| check(name, found)).collect()
}

/// Adds the error that a variable is named twice in one place.
pub(super) fn refuse_twice(name: &Placed<String>, span: Span, found: &mut Diagnostics) {
    found.error("plan::variable", span, format!("`{}` is named twice", name.value)).label("one fate for each variable");
}

fn check(name: &Placed<String>, found: &mut Diagnostics) -> bool {
    let starts = name.value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let good = starts && name.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !good {
        found
            .error("plan::variable", name.span.clone(), format!("`{}` cannot be a variable", name.value))
            .label("expected ASCII letters, digits and `_`, not starting with a digit");
    }
    good
}

fn setting(slot: &Slot, found: &mut Diagnostics) -> Option<Setting> {
    let Some(mut table) = slot.if_table("a secret") else {
        let text = slot.text(found)?;
        if text.value.contains('\0') {
            found.error("plan::variable", text.span, "a variable cannot hold a NUL character").label("cannot be set");
            return None;
        }
        return Some(Setting::Value(text.value));
    };
    let secret = table.need("secret", found).word(found);
    table.finish(found);
    secret.map(|secret| Setting::Secret(secret.value))
}
