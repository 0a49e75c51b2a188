//! One step of the instructions: what it means, what to type, and what that should print.

use crate::plan::Platform;
use crate::source::Locale;

use super::words;

/// What a step is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It sets or removes variables, or gets ready to.
    Variables,
    /// It makes the change take effect.
    Apply,
    /// It is the plan's own.
    Own,
    /// It waits until the change is live.
    Wait,
    /// It looks whether the change is live.
    Check,
    /// It lets the settle time pass.
    Settle,
    /// It writes down what was done.
    Record,
}

/// One step, to be done and ticked in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Unique among the steps of one list and stable while the plan stays: `set`, `unset-SHADOW_MODE`, `own-1`.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// What it means.
    pub say: Say,
    /// What to type in a POSIX shell; none: the text says what to do by hand.
    pub command: Option<String>,
    /// What the command should print, or contain.
    pub expect: Option<String>,
    /// What the script does for it, as complete lines.
    pub(super) script: String,
}

impl Step {
    /// Returns the step as a sentence or two of Markdown.
    pub fn text(&self, locale: Locale) -> String {
        match self.say.more(locale) {
            Some(more) => words::of(locale).sentences(&self.say.text(locale), &more),
            None => self.say.text(locale),
        }
    }
}

/// What a step means, before it is put in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// A part of the platform's way.
    Host {
        /// The platform.
        platform: Platform,
        /// The part.
        part: Part,
        /// The variables that it is about, where it sets them as `NAME=VALUE`; or a command.
        names: Vec<String>,
        /// The variables that it removes while it sets others.
        removed: Vec<String>,
    },
    /// A variable to set by hand, and its value.
    ByHand(String, String),
    /// A variable to set by hand to the secret of this name.
    ByHandSecret(String, String),
    /// A variable to remove by hand.
    ByHandUnset(String),
    /// The variables are already as they should be.
    Nothing,
    /// The plan's own Markdown.
    Own(String),
    /// The plan's check, with what it should show.
    Verify(Option<String>),
    /// So many seconds before the new phase is judged.
    Settle(i64),
    /// The roll-back is to be written into the rollout's log.
    RecordRollback,
    /// The start of the phase of this id is to be written into the rollout's log.
    RecordStart(String),
}

/// The parts of a platform's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Says which project or file is meant.
    Link,
    /// Sets variables.
    Set,
    /// Removes a variable.
    Unset,
    /// Makes the change take effect.
    Apply,
    /// Sends all requests to what was changed.
    Traffic,
    /// Waits until it has.
    Wait,
    /// Shows the variables.
    Check,
}

impl Say {
    /// Returns the sentence, as Markdown.
    pub fn text(&self, locale: Locale) -> String {
        let words = words::of(locale);
        let step = &words.step;
        match self {
            Say::Host { platform, part, names, removed } => {
                let names = words.set_and_removed(names, removed);
                words::fill(words.host(*platform).part(*part), &[("names", &names)])
            }
            Say::ByHand(name, value) => {
                words::fill(&step.by_hand, &[("name", &words::code(name)), ("value", &words::code(value))])
            }
            Say::ByHandSecret(name, secret) => {
                words::fill(&step.by_hand_secret, &[("name", &words::code(name)), ("secret", &words::code(secret))])
            }
            Say::ByHandUnset(name) => words::fill(&step.by_hand_unset, &[("name", &words::code(name))]),
            Say::Nothing => step.nothing.clone(),
            Say::Own(markdown) => markdown.clone(),
            Say::Verify(None) => step.verify.clone(),
            Say::Verify(Some(expect)) => words::fill(&step.verify_expect, &[("expect", &words::code(expect))]),
            Say::Settle(seconds) => words::fill(&step.settle, &[("time", &words.duration(*seconds))]),
            Say::RecordRollback => step.record_rollback.clone(),
            Say::RecordStart(phase) => words::fill(&step.record_start, &[("phase", &words::code(phase))]),
        }
    }

    /// Returns what else to know while doing it, as Markdown.
    pub fn more(&self, locale: Locale) -> Option<String> {
        let words = words::of(locale);
        match self {
            Say::Host { platform, part, names, removed } => {
                let names = words.set_and_removed(names, removed);
                let more = words.host(*platform).more(*part)?;
                Some(words::fill(more, &[("names", &names)]))
            }
            _ => None,
        }
    }
}
