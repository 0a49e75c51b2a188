//! What people decide and do: `[[option]]`, `[[role]]`, `[[watch]]`.

use super::{prose, proses};
use crate::plan::model::{Choice, Role, Watch};
use crate::source::{Diagnostics, Names, Table, check_id};

/// Reads every `[[option]]`; at most one is chosen.
pub(super) fn options(root: &mut Table, found: &mut Diagnostics) -> Vec<Choice> {
    let mut names = Names::new("option", "[[option]]", "plan::option");
    let mut options: Vec<Choice> = Vec::new();
    for mut table in root.get("option").tables("[[option]]", found) {
        let option = option(&mut table, options.len(), &mut names, found);
        if option.chosen && options.iter().any(|other| other.chosen) {
            let span = table.key_span("chosen").unwrap_or(table.span());
            found.error("plan::option", span, "two options are chosen").label("another one is chosen above");
        }
        options.push(option);
        table.finish(found);
    }
    options
}

fn option(table: &mut Table, index: usize, names: &mut Names, found: &mut Diagnostics) -> Choice {
    let slot = table.get("id");
    let title = table.get("title").word(found).map(|title| title.value);
    let given = slot.word(found).filter(|id| check_id(id, found));
    let id = match &given {
        Some(id) => id.value.clone(),
        None => format!("option-{}", index + 1),
    };
    names.declare(&id, given.map_or(table.span(), |id| id.span), found);
    Choice {
        title: title.unwrap_or_else(|| id.clone()),
        id,
        pros: proses(table, "pros", found),
        cons: proses(table, "cons", found),
        risk: prose(table, "risk", found),
        chosen: table.get("chosen").flag(found).unwrap_or(false),
        why: prose(table, "why", found),
    }
}

/// Reads every `[[role]]`.
pub(super) fn roles(root: &mut Table, phases: &Names, found: &mut Diagnostics) -> Vec<Role> {
    let mut names = Names::new("role", "[[role]]", "plan::role");
    let mut roles = Vec::new();
    for mut table in root.get("role").tables("[[role]]", found) {
        let id = names.identify(&mut table, found);
        let title = table.get("title").word(found).map_or_else(|| id.clone(), |title| title.value);
        let phases = match table.get("phases").one_or_list(found) {
            None => (0..phases.len()).collect(),
            Some(list) => {
                if list.value.is_empty() {
                    found
                        .error("plan::role", list.span, "`phases` names no phase")
                        .label("leave it out for every phase");
                }
                phases.find_all(&list.value, found)
            }
        };
        roles.push(Role { id, title, phases });
        table.finish(found);
    }
    roles
}

/// Reads every `[[watch]]`.
pub(super) fn watches(root: &mut Table, found: &mut Diagnostics) -> Vec<Watch> {
    let mut watches = Vec::new();
    for mut table in root.get("watch").tables("[[watch]]", found) {
        let title = table.get("title").word(found).map(|title| title.value);
        let command = prose(&mut table, "command", found);
        let look = prose(&mut table, "look", found);
        if title.is_none() && command.is_none() && table.key_span("title").is_none() {
            found.error("toml::missing-key", table.span(), "[[watch]] needs `title`").label("what is to be looked at?");
        }
        let title = title.or_else(|| command.clone()).unwrap_or_default();
        watches.push(Watch { title, command, look });
        table.finish(found);
    }
    watches
}
