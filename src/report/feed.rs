//! Atom feeds: one entry for every change of the verdict and for every decision, not for every run.

use askama::Template;

use super::model::{Report, Version};
use super::page::verdict_of;
use super::reason::{code_word, headline, verdict_word};
use super::words::words;
use crate::journal::Event;
use crate::source::{Locale, Moment};

/// One entry of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// A `tag:` address that never changes.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// When it was judged or decided.
    pub updated: Moment,
    /// Relative to the rollout's folder.
    pub href: String,
    /// Plain text.
    pub summary: String,
    /// Who decided, or what judged.
    pub author: String,
}

/// A name that no reader of feeds will mistake for an address of ours.
const TAG: &str = "tag:gonogo,2026";

#[derive(Template)]
#[template(path = "feed.xml", escape = "html")]
struct FeedPage<'a> {
    id: String,
    title: String,
    lang: &'static str,
    updated: Moment,
    home: &'static str,
    entries: Vec<Row<'a>>,
}

struct Row<'a> {
    entry: &'a FeedEntry,
    href: String,
}

/// Returns the entries of a rollout, newest first; `versions` are given newest first.
pub fn entries(report: &Report, versions: &[Version]) -> Vec<FeedEntry> {
    let plan = &report.plan;
    let mut entries = turns(&plan.id, &plan.title, plan.locale, versions);
    if let Some(own) =
        entries.iter_mut().find(|entry| Some(&entry.id) == report.version.as_ref().map(|id| tag(&plan.id, id)).as_ref())
    {
        own.summary = headline(report, plan.locale);
    }
    entries.extend(decisions(report, versions));
    entries.sort_by(|left, right| (right.updated, &right.id).cmp(&(left.updated, &left.id)));
    entries
}

/// Returns an entry for each version whose verdict is not that of the one before; `versions` are given newest first.
pub fn turns(id: &str, title: &str, locale: Locale, versions: &[Version]) -> Vec<FeedEntry> {
    let turns = versions
        .iter()
        .enumerate()
        .filter(|(number, version)| versions.get(number + 1).is_none_or(|earlier| earlier.verdict != version.verdict));
    turns.map(|(_, version)| turn(id, title, locale, version)).collect()
}

fn turn(id: &str, title: &str, locale: Locale, version: &Version) -> FeedEntry {
    let words = words(locale);
    let verdict = verdict_word(version.verdict, locale);
    let codes: Vec<&str> = version.codes.iter().map(|code| code_word(code, locale)).collect();
    let codes = codes.join(words.format.comma.text());
    let values = [("title", title), ("verdict", verdict), ("codes", &codes)];
    let phrase = if codes.is_empty() { &words.feed.verdict } else { &words.feed.verdict_why };
    let title = phrase.fill(&values);
    FeedEntry {
        id: tag(id, &version.id),
        summary: title.clone(),
        title,
        updated: version.evaluated_at,
        href: format!("r/{}/index.html", version.id),
        author: "gonogo".to_owned(),
    }
}

fn tag(rollout: &str, version: &str) -> String {
    format!("{TAG}:{rollout}:{version}")
}

/// The decisions of the log, each linked to the version that was the newest then.
fn decisions(report: &Report, versions: &[Version]) -> Vec<FeedEntry> {
    let locale = report.plan.locale;
    let words = words(locale);
    let entries = report.journal.entries.iter().enumerate();
    let decided = entries.filter_map(|(number, entry)| {
        let Event::Decide(decided) = entry.event else { return None };
        let by = entry.by.clone().unwrap_or_else(|| words.page.nobody.to_string());
        let title = words.feed.decision.fill(&[
            ("title", &report.plan.title),
            ("by", &by),
            ("decision", verdict_word(verdict_of(decided), locale)),
        ]);
        let version = versions.iter().find(|version| version.evaluated_at <= entry.at);
        Some(FeedEntry {
            id: format!("{TAG}:{}:decision:{}:{number}", report.plan.id, entry.at),
            summary: entry.note.clone().unwrap_or_else(|| title.clone()),
            title,
            updated: entry.at,
            href: version.map_or_else(|| "index.html".to_owned(), |version| format!("r/{}/index.html", version.id)),
            author: by,
        })
    });
    decided.collect()
}

/// Returns `/<rollout>/feed.xml`.
pub fn atom(report: &Report, versions: &[Version]) -> String {
    let locale = report.plan.locale;
    let entries = entries(report, versions);
    let page = FeedPage {
        id: format!("{TAG}:{}", report.plan.id),
        title: words(locale).feed.title.fill(&[("title", &report.plan.title)]),
        lang: locale.tag(),
        updated: entries.first().map_or(report.judgement.at, |entry| entry.updated),
        home: "index.html",
        entries: entries.iter().map(|entry| Row { entry, href: entry.href.clone() }).collect(),
    };
    super::clean(&page.to_string())
}

/// Returns `/feed.xml`: the entries of every rollout, by rollout id, newest first.
pub fn portfolio(rollouts: &[(String, Vec<FeedEntry>)], at: Moment, first: Locale) -> String {
    let mut rows: Vec<Row> = rollouts
        .iter()
        .flat_map(|(id, entries)| entries.iter().map(move |entry| Row { entry, href: format!("{id}/{}", entry.href) }))
        .collect();
    rows.sort_by(|left, right| (right.entry.updated, &right.entry.id).cmp(&(left.entry.updated, &left.entry.id)));
    let page = FeedPage {
        id: format!("{TAG}:all"),
        title: words(first).feed.all.to_string(),
        lang: first.tag(),
        updated: rows.first().map_or(at, |row| row.entry.updated),
        home: "index.html",
        entries: rows,
    };
    super::clean(&page.to_string())
}
