//! What happened to a rollout, in the order of time: entries of the log, ticks, and versions that changed the verdict.

use anstyle::Style;

use super::Version;
use super::format::Format;
use super::reason::verdict_word;
use super::terminal::{align, look, painted, printable};
use super::{entry, markdown};
use crate::checklist::{Checklist, Item};
use crate::journal::{Entry, Event, Journal};
use crate::plan::Plan;
use crate::source::Moment;
use crate::verdict::Verdict;

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub struct Happening<'a> {
    /// When; none for a tick without a date.
    pub at: Option<Moment>,
    /// What.
    pub what: What<'a>,
}

/// What happened.
#[derive(Clone, Copy, Debug)]
pub enum What<'a> {
    /// An entry of the log.
    Entry(&'a Entry),
    /// An item was ticked, or set aside.
    Item(&'a Item),
    /// A version was published, and the verdict of the one before it.
    Version(&'a Version, Option<Verdict>),
}

/// Returns everything seen at a moment, oldest first, what has no date before all; `versions` are given newest first.
///
/// Of versions only those whose verdict differs from the one before, or `every` one.
pub fn chronicle<'a>(
    checklist: &'a Checklist,
    journal: &'a Journal,
    versions: &'a [Version],
    at: Moment,
    every: bool,
) -> Vec<Happening<'a>> {
    let entries = journal.entries.iter().map(|entry| Happening { at: Some(entry.at), what: What::Entry(entry) });
    let settled = checklist.items().filter(|item| item.done || item.na.is_some());
    let ticks = settled.map(|item| Happening { at: item.at, what: What::Item(item) });
    let mut before = None;
    let published = versions.iter().rev().filter_map(|version| {
        let earlier = before.replace(version.verdict);
        let what = What::Version(version, earlier);
        (every || earlier != Some(version.verdict)).then_some(Happening { at: Some(version.evaluated_at), what })
    });
    let mut all: Vec<Happening> = entries.chain(ticks).chain(published).collect();
    all.retain(|happening| happening.at.is_none_or(|happened| happened <= at));
    all.sort_by_key(|happening| happening.at);
    all
}

impl Happening<'_> {
    /// Returns what it is, as a stable word: those of log.toml, `tick`, `na`, `version`.
    pub fn word(&self) -> &'static str {
        match self.what {
            What::Entry(entry) => entry.event.word(),
            What::Item(item) if item.na.is_some() => "na",
            What::Item(_) => "tick",
            What::Version(..) => "version",
        }
    }

    /// Returns the id of what it is about: a phase, a role, a metric, an item, a version.
    pub fn id(&self) -> Option<&str> {
        match self.what {
            What::Entry(entry) => match &entry.event {
                Event::Start(id) | Event::Finish(Some(id)) | Event::Rollback(Some(id)) => Some(id),
                Event::Answer { role, .. } => Some(role),
                Event::Reading { metric, .. } => Some(metric),
                _ => None,
            },
            What::Item(item) => Some(&item.id),
            What::Version(version, _) => Some(&version.id),
        }
    }

    /// Returns the verdict word: a version's, a decision's, an answer's.
    pub fn verdict(&self) -> Option<&'static str> {
        match self.what {
            What::Entry(entry) => match entry.event {
                Event::Answer { go, .. } => Some(if go { "go" } else { "no-go" }),
                Event::Decide(decided) => Some(decided.word()),
                _ => None,
            },
            What::Item(_) => None,
            What::Version(version, _) => Some(version.verdict.word()),
        }
    }

    /// Returns who did it.
    pub fn by(&self) -> Option<&str> {
        match self.what {
            What::Entry(entry) => entry.by.as_deref(),
            What::Item(item) => item.by.as_deref(),
            What::Version(..) => None,
        }
    }

    /// Returns what was added: the note, and the reason where it was forced.
    pub fn note(&self) -> Option<String> {
        let parts = match self.what {
            What::Entry(entry) => [entry.note.as_deref(), entry.reason.as_deref()],
            What::Item(item) => [item.note.as_deref(), item.evidence.as_deref()],
            What::Version(version, _) => [Some(version.id.as_str()), None],
        };
        let parts: Vec<&str> = parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Returns the sentence.
    pub fn text(&self, plan: &Plan, format: &Format) -> String {
        let words = &format.words().command;
        let verdict = |verdict| verdict_word(verdict, format.locale);
        match self.what {
            What::Entry(entry) => entry::text(plan, format, entry),
            What::Item(item) => {
                let text = markdown::to_text(&item.text);
                match &item.na {
                    Some(why) => words.not_applicable.fill(&[("item", &text), ("why", why)]),
                    None => words.ticked.fill(&[("item", &text)]),
                }
            }
            What::Version(version, None) => words.first_version.fill(&[("verdict", verdict(version.verdict))]),
            What::Version(version, Some(before)) if before == version.verdict => {
                words.same_version.fill(&[("verdict", verdict(before))])
            }
            What::Version(version, Some(before)) => {
                words.changed_version.fill(&[("from", verdict(before)), ("to", verdict(version.verdict))])
            }
        }
    }
}

/// Returns happenings as the terminal shows them, a line each under the rollout's title.
pub fn terminal(plan: &Plan, happenings: &[Happening], format: &Format) -> String {
    let words = &format.words().command;
    let row = |happening: &Happening| {
        let at = happening.at.map_or_else(|| words.undated.to_string(), |at| format.moment(at));
        let text = line(&happening.text(plan, format));
        let text = match happening.what {
            What::Version(version, _) => {
                let (glyph, style) = look(Some(version.verdict));
                painted(style, &format!("{glyph} {text}"))
            }
            What::Entry(_) | What::Item(_) => format!("  {text}"),
        };
        vec![format!("  {at}"), text, line(happening.by().unwrap_or("")), line(&happening.note().unwrap_or_default())]
    };
    let mut rows: Vec<String> = align(&happenings.iter().map(row).collect::<Vec<_>>());
    if rows.is_empty() {
        rows.push(format!("  {}", words.no_history));
    }
    let title = painted(Style::new().bold(), &printable(&plan.title));
    let first = happenings.iter().find_map(|happening| happening.at);
    format!("{title} | {} | {}\n{}\n", plan.id, format.zone(first), rows.join("\n"))
}

/// A text on one line.
fn line(text: &str) -> String {
    printable(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
