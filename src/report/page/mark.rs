//! A status as pages show it: word, shape and colour, in that order of trust.

use askama::Template;

use crate::checklist::ItemState;
use crate::report::reason::verdict_word;
use crate::report::words::words;
use crate::source::Locale;
use crate::verdict::{PhaseFinding, PhaseState, Status, Verdict};

/// A status word with its shape beside it.
#[derive(Clone, Debug, Template)]
#[template(path = "mark.html")]
pub(crate) struct Mark {
    /// The class that colours it: `go`, `hold`, `nogo`, `rb`, `none`.
    pub(crate) tone: &'static str,
    /// The symbol of its shape.
    pub(crate) icon: &'static str,
    /// The word.
    pub(crate) word: String,
}

impl Mark {
    /// Returns the mark of a verdict.
    pub(crate) fn verdict(verdict: Verdict, locale: Locale) -> Mark {
        let tone = tone(verdict);
        Mark { tone, icon: tone, word: verdict_word(verdict, locale).to_owned() }
    }

    /// Returns the mark of a gate, a role or the split.
    pub(crate) fn status(status: Status, locale: Locale) -> Mark {
        match status.verdict() {
            Some(verdict) => Mark::verdict(verdict, locale),
            None => Mark::plain("info", words(locale).verdict.info.text()),
        }
    }

    /// Returns the mark of a checklist item; an open one that nothing waits for is not coloured.
    pub(crate) fn item(state: ItemState, status: Status, locale: Locale) -> Mark {
        let words = &words(locale).state;
        let waiting = status.verdict().is_some_and(|verdict| verdict > Verdict::Go);
        let (tone, icon) = if waiting { ("hold", "hold") } else { ("none", "none") };
        match state {
            ItemState::Done => Mark { tone: "go", icon: "go", word: words.done.to_string() },
            ItemState::NotApplicable => Mark::plain("none", words.not_applicable.text()),
            ItemState::Open => Mark { tone, icon, word: words.open.to_string() },
            ItemState::Changed => Mark { tone, icon, word: words.changed.to_string() },
        }
    }

    /// Returns the mark of a phase: its verdict, or that it has none.
    pub(crate) fn phase(finding: &PhaseFinding, locale: Locale) -> Mark {
        let words = &words(locale).state;
        match (finding.state, finding.verdict) {
            (PhaseState::NotStarted, _) => Mark::plain("none", words.not_started.text()),
            (PhaseState::RolledBack, _) => Mark { tone: "rb", icon: "rb", word: words.rolled_back.to_string() },
            (PhaseState::Current | PhaseState::Finished, Some(verdict)) => Mark::verdict(verdict, locale),
            (PhaseState::Current, None) => Mark::plain("none", words.current.text()),
            (PhaseState::Finished, None) => Mark::plain("none", words.finished.text()),
        }
    }

    /// Returns a mark without colour.
    pub(crate) fn plain(icon: &'static str, word: &str) -> Mark {
        Mark { tone: "none", icon, word: word.to_owned() }
    }
}

/// Returns the class and the symbol of a verdict.
pub(crate) fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Go => "go",
        Verdict::Hold => "hold",
        Verdict::NoGo => "nogo",
        Verdict::Rollback => "rb",
    }
}

/// Returns the shape of a verdict as the address of an icon for browser tabs.
pub(crate) fn favicon(verdict: Option<Verdict>) -> String {
    let shape = match verdict {
        Some(Verdict::Go) => {
            "%3Ccircle cx='12' cy='12' r='11' fill='%232f6fa6'/%3E%3Cpath d='M6.5 12.5l3.7 3.7 7.3-7.9' fill='none' stroke='%23fff' stroke-width='2.6'/%3E"
        }
        Some(Verdict::Hold) => {
            "%3Crect x='1' y='1' width='22' height='22' rx='2' fill='%238f661c'/%3E%3Cpath d='M9 7v10M15 7v10' stroke='%23fff' stroke-width='3'/%3E"
        }
        Some(Verdict::NoGo) => {
            "%3Cpath d='M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z' fill='%238a0410'/%3E%3Cpath d='M8 8l8 8M16 8l-8 8' stroke='%23fff' stroke-width='2.8'/%3E"
        }
        Some(Verdict::Rollback) => {
            "%3Cpath d='M12 1l11 20H1z' fill='%23472678'/%3E%3Cpath d='M16 17.5c0-4-3-5-7-5m0 0l3-3m-3 3l3 3' fill='none' stroke='%23fff' stroke-width='2.2'/%3E"
        }
        None => "%3Ccircle cx='12' cy='12' r='9' fill='none' stroke='%23525c69' stroke-width='3'/%3E",
    };
    format!("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E{shape}%3C/svg%3E")
}
