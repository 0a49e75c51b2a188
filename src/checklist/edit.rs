//! Text to text with one item changed: ticked, unticked, or marked as not applicable.

use super::model::{Checklist, Item, text_hash};
use super::read::{item_tables, read};
use crate::source::edit::{Editor, quote};
use crate::source::{Diagnostic, Diagnostics, Moment, Source, Table, Tree};

/// The keys of an item, in the order in which new ones are written.
const ORDER: [&str; 11] =
    ["id", "text", "owner", "required", "done", "na", "by", "at", "evidence", "note", "text_sha256"];

/// Who says so, when, and what proves it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Who; none takes out whoever stood there.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
    /// A link or a word that proves it; none leaves what stands there.
    pub evidence: Option<String>,
    /// Anything to add; none leaves what stands there.
    pub note: Option<String>,
}

/// A file with one item changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The whole new text.
    pub text: String,
    /// What is different, in the order of the keys in the file.
    pub changes: Vec<Change>,
}

/// One key of the item that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key.
    pub key: String,
    /// Its line, from 1: in the new text, or in the old one where the key is gone.
    pub line: usize,
    /// Its old value as written; none where the key is new.
    pub old: Option<String>,
    /// Its new value as written; none where the key is gone.
    pub new: Option<String>,
}

/// Why an item was not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The file has mistakes: nothing is written into a file that is not understood.
    #[error("the file has mistakes")]
    Unreadable(Vec<Diagnostic>),
    /// There is no such item.
    #[error("no item named `{0}`")]
    NoItem(String),
    /// The item is written in a way that cannot be changed without touching something else.
    #[error("`{0}` is written in a way that only a person can change")]
    Unsafe(String),
}

/// Returns the text with the item of this id ticked.
///
/// Writes `done`, `by`, `at`, `text_sha256`, and `evidence` and `note` where given; takes out `na`.
///
/// # Errors
/// See [`EditError`].
pub fn tick(source: &Source, id: &str, mark: &Mark) -> Result<Edit, EditError> {
    change(source, id, |item| Item {
        done: true,
        by: mark.by.clone(),
        at: Some(mark.at),
        evidence: mark.evidence.clone().or(item.evidence.clone()),
        note: mark.note.clone().or(item.note.clone()),
        na: None,
        text_sha256: Some(text_hash(&item.text)),
        ..item.clone()
    })
}

/// Returns the text with the item of this id open again.
///
/// Takes out `by`, `at`, `evidence`, `text_sha256` and `na`; a `note` stays, since people's words are not ours to drop.
///
/// # Errors
/// See [`EditError`].
pub fn untick(source: &Source, id: &str) -> Result<Edit, EditError> {
    change(source, id, |item| Item {
        done: false,
        by: None,
        at: None,
        evidence: None,
        na: None,
        text_sha256: None,
        ..item.clone()
    })
}

/// Returns the text with the item of this id marked as not applicable, for a reason.
///
/// Writes `na`, `by`, `at`, and `evidence` and `note` where given; takes out what ticked it.
///
/// # Errors
/// See [`EditError`].
pub fn not_applicable(source: &Source, id: &str, reason: &str, mark: &Mark) -> Result<Edit, EditError> {
    change(source, id, |item| Item {
        done: false,
        by: mark.by.clone(),
        at: Some(mark.at),
        evidence: mark.evidence.clone().or(item.evidence.clone()),
        note: mark.note.clone().or(item.note.clone()),
        na: Some(reason.to_owned()),
        text_sha256: None,
        ..item.clone()
    })
}

/// Makes an item what it shall be, and reads the result to see that nothing else changed.
fn change(source: &Source, id: &str, shall: impl Fn(&Item) -> Item) -> Result<Edit, EditError> {
    let (mut expected, _) = read(source, None).map_err(EditError::Unreadable)?;
    let slot = expected.lists.iter_mut().flat_map(|list| &mut list.items);
    let Some(slot) = slot.into_iter().find(|item| item.id == id) else {
        return Err(EditError::NoItem(id.to_owned()));
    };
    let old = slot.clone();
    *slot = shall(&old);
    let new = slot.clone();
    let text = with_item(source, id, |table| rewrite(&source.text, table, &old, &new));
    let unsafe_edit = || EditError::Unsafe(id.to_owned());
    let result = Source::new(source.path.clone(), text.ok_or_else(unsafe_edit)?);
    let (actual, _) = read(&result, None).map_err(|_| unsafe_edit())?;
    if without_lines(actual) != without_lines(expected) {
        return Err(unsafe_edit());
    }
    let changes = changes(source, &result, id);
    Ok(Edit { text: result.text, changes })
}

fn without_lines(mut checklist: Checklist) -> Checklist {
    checklist.lists.iter_mut().flat_map(|list| &mut list.items).for_each(|item| item.line = 0);
    checklist
}

/// Gives the table of an item to a function.
fn with_item<T>(source: &Source, id: &str, work: impl FnOnce(&Table) -> T) -> Option<T> {
    let mut found = Diagnostics::new(source);
    let tree = Tree::parse(source, &mut found);
    let tables = item_tables(&mut tree.root("the checklist")?, &mut found);
    for mut table in tables {
        if table.get("id").word(&mut found).is_some_and(|word| word.value == id) {
            return Some(work(&table));
        }
    }
    None
}

fn rewrite(text: &str, table: &Table, old: &Item, new: &Item) -> String {
    let mut editor = Editor::new(text, table);
    let words = |item: &Item| {
        let text = |text: &Option<String>| text.as_deref().map(quote);
        [
            ("done", item.done.then(|| "true".to_owned())),
            ("na", text(&item.na)),
            ("by", text(&item.by)),
            ("at", item.at.map(|at| at.to_string())),
            ("evidence", text(&item.evidence)),
            ("note", text(&item.note)),
            ("text_sha256", text(&item.text_sha256)),
        ]
    };
    let (old, new) = (words(old), words(new));
    let changed = || old.iter().zip(&new).filter(|(old, new)| old != new);
    for ((key, _), (_, value)) in changed() {
        if value.is_none() && *key != "done" {
            editor.remove(key);
        }
    }
    for ((key, _), (_, value)) in changed() {
        match value {
            Some(value) => editor.set(key, value, &ORDER),
            None if *key == "done" => editor.set(key, "false", &ORDER),
            None => {}
        }
    }
    editor.finish()
}

fn changes(old: &Source, new: &Source, id: &str) -> Vec<Change> {
    let written = |source: &Source| {
        let keys = with_item(source, id, |table| {
            let mut keys: Vec<(String, usize, String)> = (table.places())
                .map(|(key, span, value)| {
                    let value = source.text.get(value).unwrap_or("").to_owned();
                    (key.to_owned(), source.position(span.start).0, value)
                })
                .collect();
            keys.sort_by_key(|(_, line, _)| *line);
            keys
        });
        keys.unwrap_or_default()
    };
    let (old, new) = (written(old), written(new));
    let mut changes = Vec::new();
    for (key, line, value) in &new {
        let before = old.iter().find(|(other, ..)| other == key).map(|(_, _, value)| value);
        if before != Some(value) {
            let (old, new) = (before.cloned(), Some(value.clone()));
            changes.push(Change { key: key.clone(), line: *line, old, new });
        }
    }
    for (key, line, value) in &old {
        if new.iter().all(|(other, ..)| other != key) {
            let old = Some(value.clone());
            changes.push(Change { key: key.clone(), line: *line, old, new: None });
        }
    }
    changes
}
