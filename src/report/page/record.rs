//! What happened: decisions, spans cut from the window, and the log.

use super::verdict::verdict_of;
use super::{Mark, Source};
use crate::journal::{Entry, Event};
use crate::report::entry;
use crate::report::model::Decision;

/// One decision beside what was computed at its time.
pub(super) struct DecisionRow {
    pub(super) at: String,
    pub(super) mark: Mark,
    pub(super) computed: Mark,
    pub(super) overrules: bool,
    pub(super) by: String,
    pub(super) note: String,
}

/// One span cut from the window.
pub(super) struct ExcludedRow {
    pub(super) when: String,
    pub(super) by: String,
    pub(super) note: String,
}

/// One entry of the log.
pub(super) struct EntryRow {
    pub(super) at: String,
    pub(super) what: String,
    pub(super) by: String,
    pub(super) note: String,
}

/// Returns the decisions, newest first.
pub(super) fn decisions(source: &Source) -> Vec<DecisionRow> {
    let entries = &source.report.journal.entries;
    let decisions = source.report.decisions.iter().rev();
    decisions.filter_map(|decision| decided(source, decision, entries.get(decision.entry)?)).collect()
}

fn decided(source: &Source, decision: &Decision, entry: &Entry) -> Option<DecisionRow> {
    let Event::Decide(decided) = entry.event else { return None };
    let verdict = verdict_of(decided);
    let computed = match decision.verdict {
        Some(verdict) => Mark::verdict(verdict, source.locale),
        None => Mark::plain("none", source.words.format.dash.text()),
    };
    Some(DecisionRow {
        at: source.format.short(entry.at),
        mark: Mark::verdict(verdict, source.locale),
        computed,
        overrules: decision.verdict.is_some_and(|computed| computed != verdict),
        by: or_dash(source, entry.by.as_deref()),
        note: or_dash(source, entry.note.as_deref()),
    })
}

/// Returns the spans cut from the window.
pub(super) fn excluded(source: &Source) -> Vec<ExcludedRow> {
    let spans = source.report.judgement.excluded.iter();
    spans
        .map(|span| ExcludedRow {
            when: source.format.span(span.from, span.to),
            by: or_dash(source, span.by.as_deref()),
            note: span.note.clone(),
        })
        .collect()
}

/// Returns the log, newest first.
pub(super) fn history(source: &Source) -> Vec<EntryRow> {
    let entries = source.report.journal.entries.iter().rev();
    entries
        .map(|entry| {
            let notes = [entry.note.as_deref(), entry.reason.as_deref()];
            let notes: Vec<&str> = notes.into_iter().flatten().map(str::trim).collect();
            EntryRow {
                at: source.format.moment(entry.at),
                what: entry::text(&source.report.plan, &source.format, entry),
                by: or_dash(source, entry.by.as_deref()),
                note: or_dash(source, Some(&notes.join(" · "))),
            }
        })
        .collect()
}

fn or_dash(source: &Source, text: Option<&str>) -> String {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.unwrap_or(source.words.format.dash.text()).to_owned()
}
