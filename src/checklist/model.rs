//! The checked checklist.

use crate::source::Moment;

/// A rollout's lists, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checklist {
    /// The lists.
    pub lists: Vec<List>,
}

/// When a list must be complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// To start the phase of this id.
    Before(String),
    /// To leave the phase of this id.
    After(String),
    /// Shown, never asked for.
    Never,
}

/// `[[list]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Its id.
    pub id: String,
    /// What people call it; the id without one.
    pub title: String,
    /// When it must be complete.
    pub due: Due,
    /// Its items, in the order of the file.
    pub items: Vec<Item>,
}

/// `[[list.item]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id, unique over all lists.
    pub id: String,
    /// Markdown, one line.
    pub text: String,
    /// Whether it is ticked.
    pub done: bool,
    /// Who ticked it.
    pub by: Option<String>,
    /// When; a tick without one counts always.
    pub at: Option<Moment>,
    /// A link or a word that proves it.
    pub evidence: Option<String>,
    /// Anything to add.
    pub note: Option<String>,
    /// Who is to do it.
    pub owner: Option<String>,
    /// Whether it decides.
    pub required: bool,
    /// Why it does not apply; counts as settled.
    pub na: Option<String>,
    /// SHA-256, hex, of the text when it was ticked.
    pub text_sha256: Option<String>,
    /// Line of the item in checklist.toml, from 1.
    pub line: usize,
}

/// How an item stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Not ticked, or ticked later.
    Open,
    /// Ticked.
    Done,
    /// Does not apply.
    NotApplicable,
    /// Ticked, but the text has changed since.
    Changed,
}

impl Item {
    /// Returns how the item stands at this moment.
    pub fn state(&self, at: Moment) -> ItemState {
        if self.na.is_some() && self.at.is_none_or(|tick| tick <= at) {
            return ItemState::NotApplicable;
        }
        if !self.done || self.at.is_some_and(|tick| tick > at) {
            return ItemState::Open;
        }
        match &self.text_sha256 {
            Some(hash) if *hash != text_hash(&self.text) => ItemState::Changed,
            _ => ItemState::Done,
        }
    }

    /// Returns whether the item asks for nothing more at this moment.
    pub fn is_settled(&self, at: Moment) -> bool {
        matches!(self.state(at), ItemState::Done | ItemState::NotApplicable)
    }
}

/// Returns the SHA-256, hex, of an item's text as `tick` stores it.
pub fn text_hash(text: &str) -> String {
    crate::source::sha256_hex(text.as_bytes())
}
