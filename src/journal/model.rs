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
