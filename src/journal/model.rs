//! The checked journal.

use std::collections::BTreeMap;

use crate::source::Moment;

/// What happened, sorted by time, ties in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// `[[entry]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Option<String>,
    /// Anything to add; required for `exclude`.
    pub note: Option<String>,
    /// What.
    pub event: Event,
    /// SHA-256 of plan.toml at the time.
    pub plan: Option<String>,
    /// SHA-256 of its gates at the time.
    pub gates: Option<String>,
    /// The variables that took effect.
    pub set: Option<BTreeMap<String, String>>,
    /// Done although not go, or with lists open.
    pub forced: bool,
    /// Why, when forced.
    pub reason: Option<String>,
    /// Line of the entry in log.toml, from 1.
    pub line: usize,
}

/// What an entry records.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The phase of this id was started.
    Start(String),
    /// The phase of this id was finished; empty: the one that was running.
    Finish(Option<String>),
    /// Everything was rolled back, from the phase of this id if named.
    Rollback(Option<String>),
    /// A role answered; `true` is go.
    Answer {
        /// The role's id.
        role: String,
        /// Go or no-go.
        go: bool,
    },
    /// A person decided.
    Decide(Decided),
    /// A value was read by a person.
    Reading {
        /// The metric's id.
        metric: String,
        /// In the metric's unit, fractions for percent.
        value: f64,
    },
    /// The roll-back was rehearsed and took this many minutes.
    Rehearse(Option<f64>),
    /// A span was cut from the window.
    Exclude {
        /// Its start.
        from: Moment,
        /// Its end, exclusive.
        to: Moment,
    },
    /// Nothing but words.
    Note,
}

/// A person's decision: one of the four verdict words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Go.
    Go,
    /// Hold.
    Hold,
    /// No-go.
    NoGo,
    /// Roll back.
    Rollback,
}

impl Event {
    /// Returns the word of `what`.
    pub fn word(&self) -> &'static str {
        match self {
            Event::Start(_) => "start",
            Event::Finish(_) => "finish",
            Event::Rollback(_) => "rollback",
            Event::Answer { .. } => "answer",
            Event::Decide(_) => "decide",
            Event::Reading { .. } => "reading",
            Event::Rehearse(_) => "rehearse",
            Event::Exclude { .. } => "exclude",
            Event::Note => "note",
        }
    }
}

impl Decided {
    /// Returns the word of `decision`.
    pub fn word(self) -> &'static str {
        match self {
            Decided::Go => "go",
            Decided::Hold => "hold",
            Decided::NoGo => "no-go",
            Decided::Rollback => "rollback",
        }
    }
}

impl Entry {
    /// Returns an entry with nothing but when, what and who.
    pub fn new(at: Moment, event: Event, by: Option<String>) -> Entry {
        Entry { at, by, note: None, event, plan: None, gates: None, set: None, forced: false, reason: None, line: 0 }
    }
}
