//! `log.toml` as text to checked entries.

use std::collections::BTreeMap;

use super::model::{Decided, Entry, Event, Journal};
use crate::source::{Diagnostic, Diagnostics, Names, Placed, Slot, Source, Table, Tree, quoted};

/// What a plan declares that entries may name.
#[derive(Clone, Debug)]
pub struct Subjects {
    phases: Names,
    roles: Names,
    metrics: Names,
    recorded: Vec<Recorded>,
}

/// Whether people record values of a metric in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// No: it is computed from data.
    No,
    /// Yes, as the number stands.
    Plain,
    /// Yes, in percent: the number is kept as a fraction.
    Percent,
}

impl Subjects {
    /// Returns the ids of a plan's phases, roles and metrics.
    pub fn new<'n>(
        phases: impl IntoIterator<Item = &'n str>,
        roles: impl IntoIterator<Item = &'n str>,
        metrics: impl IntoIterator<Item = (&'n str, Recorded)>,
    ) -> Subjects {
        let (ids, recorded): (Vec<&str>, Vec<Recorded>) = metrics.into_iter().unzip();
        Subjects {
            phases: Names::of("phase", "[[phase]] of plan.toml", "log::phase", phases),
            roles: Names::of("role", "[[role]] of plan.toml", "log::role", roles),
            metrics: Names::of("metric", "[[metric]] of plan.toml", "log::metric", ids),
            recorded,
        }
    }
}

/// The word of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Start,
    Finish,
    Rollback,
    Answer,
    Decide,
    Reading,
    Rehearse,
    Exclude,
    Note,
}

/// Every word, with the keys that it alone, or with others, has.
const WHATS: [(What, &str, &[&str]); 9] = [
    (What::Start, "start", &["phase"]),
    (What::Finish, "finish", &["phase"]),
    (What::Rollback, "rollback", &["phase"]),
    (What::Answer, "answer", &["role", "answer"]),
    (What::Decide, "decide", &["decision"]),
    (What::Reading, "reading", &["metric", "value"]),
    (What::Rehearse, "rehearse", &["minutes"]),
    (What::Exclude, "exclude", &["from", "to"]),
    (What::Note, "note", &[]),
];

/// The keys of which each belongs to some words only.
const KEYS: [&str; 9] = ["phase", "role", "answer", "decision", "metric", "value", "minutes", "from", "to"];

/// Reads the journal; with it come warnings, if any.
///
/// Without `subjects`, because the plan could not be read, names are not looked up.
///
/// # Errors
/// Every mistake of the file, in the order of the file, and the warnings.
pub fn read(source: &Source, subjects: Option<&Subjects>) -> Result<(Journal, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut found = Diagnostics::new(source);
    let tree = Tree::parse(source, &mut found);
    let mut entries = Vec::new();
    if let Some(mut root) = tree.root("the log") {
        root.schema(false, &mut found);
        for mut table in root.get("entry").tables("[[entry]]", &mut found) {
            entries.extend(entry(&mut table, subjects, &mut found));
            table.finish(&mut found);
        }
        root.finish(&mut found);
    }
    tree.settle(&mut found);
    if found.failed() {
        return Err(found.found);
    }
    entries.sort_by_key(|entry| entry.at);
    Ok((Journal { entries }, found.found))
}

fn entry(table: &mut Table, subjects: Option<&Subjects>, found: &mut Diagnostics) -> Option<Entry> {
    let at = table.need("at", found).moment(found);
    let words = WHATS.map(|(what, word, _)| (what, word));
    let what = table.need("what", found).choice(&words, found);
    let by = table.get("by").word(found).map(|by| by.value);
    let note = table.get("note");
    let note_text = note.text(found).map(|note| note.value);
    let text = |table: &mut Table, key, found: &mut Diagnostics| table.get(key).word(found).map(|word| word.value);
    let plan = text(table, "plan", found);
    let gates = text(table, "gates", found);
    let set = set(&table.get("set"), found);
    let forced = table.get("forced").flag(found).unwrap_or(false);
    let reason = text(table, "reason", found);
    let slots = KEYS.map(|key| table.get(key));
    let event = what.and_then(|what| {
        refuse_foreign(what, &slots, table, found);
        event(what, table, subjects, found)
    });
    let note_missing = note_text.as_deref().is_none_or(|note| note.trim().is_empty());
    if what == Some(What::Exclude) && note_missing && (!note.is_given() || note_text.is_some()) {
        found
            .error("toml::missing-key", note.span().unwrap_or(table.span()), "an exclusion needs `note`")
            .label("why do these times not count?");
    }
    Some(Entry {
        at: at?.value,
        by,
        note: note_text,
        event: event?,
        plan,
        gates,
        set,
        forced,
        reason,
        line: table.line(found),
    })
}

fn set(slot: &Slot, found: &mut Diagnostics) -> Option<BTreeMap<String, String>> {
    let entries = slot.entries(found);
    let set = entries.into_iter().filter_map(|(name, slot)| Some((name.value, slot.text(found)?.value)));
    let set = set.collect();
    slot.is_given().then_some(set)
}

/// Adds an error for every key that belongs to other words.
fn refuse_foreign(what: What, slots: &[Slot], table: &Table, found: &mut Diagnostics) {
    let Some((_, word, own)) = WHATS.iter().find(|(other, ..)| *other == what) else { return };
    for (key, slot) in KEYS.iter().zip(slots) {
        if !slot.is_given() || own.contains(key) {
            continue;
        }
        let homes = WHATS.iter().filter(|(_, _, keys)| keys.contains(key));
        let span = table.key_span(key).unwrap_or(table.span());
        found
            .error("log::key", span, format!("`{key}` does not belong to `what = \"{word}\"`"))
            .label(format!("belongs to {}", quoted(homes.map(|(_, word, _)| *word))));
    }
}

fn event(what: What, table: &mut Table, subjects: Option<&Subjects>, found: &mut Diagnostics) -> Option<Event> {
    let phase = |slot: Slot, found: &mut Diagnostics| {
        let name = slot.word(found)?;
        if let Some(subjects) = subjects {
            subjects.phases.find(&name, found);
        }
        Some(name.value)
    };
    match what {
        What::Start => phase(table.need("phase", found), found).map(Event::Start),
        What::Finish => Some(Event::Finish(phase(table.get("phase"), found))),
        What::Rollback => Some(Event::Rollback(phase(table.get("phase"), found))),
        What::Answer => {
            let role = table.need("role", found).word(found);
            let words = [(true, "go"), (false, "no-go")];
            let go = table.need("answer", found).choice(&words, found);
            if let (Some(role), Some(subjects)) = (&role, subjects) {
                subjects.roles.find(role, found);
            }
            Some(Event::Answer { role: role?.value, go: go? })
        }
        What::Decide => {
            let words = [
                (Decided::Go, "go"),
                (Decided::Hold, "hold"),
                (Decided::NoGo, "no-go"),
                (Decided::Rollback, "rollback"),
            ];
            table.need("decision", found).choice(&words, found).map(Event::Decide)
        }
        What::Reading => reading(table, subjects, found),
        What::Rehearse => Some(Event::Rehearse(minutes(table, found))),
        What::Exclude => exclude(table, found),
        What::Note => Some(Event::Note),
    }
}

fn reading(table: &mut Table, subjects: Option<&Subjects>, found: &mut Diagnostics) -> Option<Event> {
    let metric = table.need("metric", found).word(found);
    let value = table.need("value", found).number(found);
    let mut recorded = Recorded::Plain;
    if let (Some(metric), Some(subjects)) = (&metric, subjects)
        && let Some(index) = subjects.metrics.find(metric, found)
    {
        recorded = subjects.recorded.get(index).copied().unwrap_or(Recorded::No);
        if recorded == Recorded::No {
            refuse_computed(metric, found);
        }
    }
    let value = value?.value;
    let value = if recorded == Recorded::Percent { value / 100.0 } else { value };
    Some(Event::Reading { metric: metric?.value, value })
}

fn refuse_computed(metric: &Placed<String>, found: &mut Diagnostics) {
    let message = format!("`{}` is not recorded by people", metric.value);
    found
        .error("log::metric", metric.span.clone(), message)
        .label("computed from data")
        .help("readings are of metrics with `value = \"reading\"`");
}

fn minutes(table: &mut Table, found: &mut Diagnostics) -> Option<f64> {
    let minutes = table.get("minutes").number(found)?;
    if minutes.value < 0.0 {
        found
            .error("toml::value", minutes.span, format!("`minutes` cannot be {}", minutes.value))
            .label("expected how long the roll-back took");
        return None;
    }
    Some(minutes.value)
}

fn exclude(table: &mut Table, found: &mut Diagnostics) -> Option<Event> {
    let from = table.need("from", found).moment(found);
    let to = table.need("to", found).moment(found);
    let (from, to) = (from?.value, to?);
    if to.value <= from {
        found.error("log::exclude", to.span, format!("`to` is not after `from`, {from}")).label("nothing would be cut");
        return None;
    }
    Some(Event::Exclude { from, to: to.value })
}
