//! `checklist.toml` as text to checked lists.

use super::model::{Checklist, Due, Item, List};
use crate::source::{Diagnostic, Diagnostics, Names, Source, Table, Tree};

/// Reads the checklist; with it come warnings, if any.
///
/// `phases` are the ids of the plan's phases; without them, because the plan could not be read, they are not looked up.
///
/// # Errors
/// Every mistake of the file, in the order of the file, and the warnings.
pub fn read(source: &Source, phases: Option<&[&str]>) -> Result<(Checklist, Vec<Diagnostic>), Vec<Diagnostic>> {
    let phases = phases.map(|phases| {
        let ids = phases.iter().copied();
        Names::of("phase", "[[phase]] of plan.toml", "checklist::phase", ids)
    });
    let mut found = Diagnostics::new(source);
    let tree = Tree::parse(source, &mut found);
    let lists = tree.root("the checklist").map(|root| lists(root, phases.as_ref(), &mut found));
    tree.settle(&mut found);
    match lists {
        Some(lists) if !found.failed() => Ok((Checklist { lists }, found.found)),
        _ => Err(found.found),
    }
}

fn lists(mut root: Table, phases: Option<&Names>, found: &mut Diagnostics) -> Vec<List> {
    root.schema(false, found);
    let mut ids = Names::new("list", "[[list]]", "checklist::list");
    let mut item_ids = Names::new("item", "[[list.item]]", "checklist::item");
    let mut lists = Vec::new();
    for mut table in root.get("list").tables("[[list]]", found) {
        let id = ids.identify(&mut table, found);
        let title = table.get("title").word(found).map_or_else(|| id.clone(), |title| title.value);
        let due = due(&mut table, phases, found);
        let mut items = Vec::new();
        for mut table in table.get("item").tables("[[list.item]]", found) {
            items.push(item(&mut table, &mut item_ids, found));
            table.finish(found);
        }
        table.finish(found);
        lists.push(List { id, title, due, items });
    }
    root.finish(found);
    lists
}

fn due(table: &mut Table, phases: Option<&Names>, found: &mut Diagnostics) -> Due {
    let before = table.get("before").word(found);
    let after = table.get("after").word(found);
    for name in [&before, &after].into_iter().flatten() {
        if let Some(phases) = phases {
            phases.find(name, found);
        }
    }
    if let (Some(_), Some(after)) = (&before, &after) {
        found
            .error("checklist::list", after.span.clone(), "a list is due once")
            .label("`before` is given too")
            .help("make two lists: one `before` the phase, one `after` it");
    }
    match (before, after) {
        (Some(before), _) => Due::Before(before.value),
        (None, Some(after)) => Due::After(after.value),
        (None, None) => Due::Never,
    }
}

fn item(table: &mut Table, ids: &mut Names, found: &mut Diagnostics) -> Item {
    let id = ids.identify(table, found);
    let text = table.need("text", found).word(found).map_or_else(String::new, |text| text.value);
    let word = |table: &mut Table, key, found: &mut Diagnostics| table.get(key).word(found).map(|word| word.value);
    let done = table.get("done").flag(found).unwrap_or(false);
    let na = word(table, "na", found);
    if let Some(span) = table.key_span("na").filter(|_| done && na.is_some()) {
        found
            .warning("checklist::item", span, format!("`{id}` is both done and not applicable"))
            .label("shown as not applicable")
            .help("take out `na`, or write `done = false`");
    }
    Item {
        id,
        text,
        done,
        by: word(table, "by", found),
        at: table.get("at").moment(found).map(|at| at.value),
        evidence: word(table, "evidence", found),
        note: word(table, "note", found),
        owner: word(table, "owner", found),
        required: table.get("required").flag(found).unwrap_or(true),
        na,
        text_sha256: word(table, "text_sha256", found),
        line: table.line(found),
    }
}

/// Returns the table of every item, in the order of the file.
pub(super) fn item_tables<'t>(root: &mut Table<'t>, found: &mut Diagnostics) -> Vec<Table<'t>> {
    let lists = root.get("list").tables("[[list]]", found);
    let mut tables = Vec::new();
    for mut list in lists {
        tables.extend(list.get("item").tables("[[list.item]]", found));
    }
    tables
}
