//! The first page of a site: every rollout, the worst first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use askama::Template;
use jiff::tz::TimeZone;

use super::figure::verdict_level;
use super::format::Format;
use super::model::{Report, Version};
use super::page::{Head, HeadLink, Language, Mark, PROGRAM, favicon, file_name, languages, style};
use super::reason;
use super::words::Words;
use crate::chart::{self, Cell, Figure, Strip};
use crate::source::{Locale, Moment};
use crate::verdict::Verdict;

/// What the portfolio shows of one rollout.
#[derive(Clone, Debug, PartialEq)]
pub struct PortfolioRow {
    /// The rollout's id: its folder in the site.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The language of its `index.html`.
    pub locale: Locale,
    /// Its clock.
    pub timezone: TimeZone,
    /// The newest verdict.
    pub verdict: Verdict,
    /// Whether it is over: shown apart, never expired.
    pub is_closed: bool,
    /// The judged phase's number from 1, how many there are, and its title.
    pub phase: (usize, usize, String),
    /// The first reason, in each language.
    pub reason: BTreeMap<Locale, String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// Where the judged window ends, if a phase was started.
    pub data_to: Option<Moment>,
    /// The verdict may be used until then.
    pub valid_until: Moment,
    /// Past verdicts with the time of each, oldest first.
    pub past: Vec<(Moment, Verdict)>,
}

impl PortfolioRow {
    /// Returns the row of a report whose versions, its own among them, are given newest first.
    pub fn new(report: &Report, versions: &[Version]) -> PortfolioRow {
        let (plan, judgement) = (&report.plan, &report.judgement);
        let title = plan.phases.get(judgement.phase).map(|phase| phase.title.clone());
        let why = |locale| (locale, reason::main_reason(report, locale));
        let past = versions.iter().rev().map(|version| (version.evaluated_at, version.verdict));
        PortfolioRow {
            id: plan.id.clone(),
            title: plan.title.clone(),
            locale: plan.locale,
            timezone: plan.timezone.clone(),
            verdict: judgement.verdict,
            is_closed: judgement.stage.is_closed(),
            phase: (judgement.phase + 1, plan.phases.len(), title.unwrap_or_default()),
            reason: Locale::ALL.map(why).into(),
            owner: plan.owner.clone(),
            data_to: judgement.attempt.map(|attempt| attempt.window.1),
            valid_until: judgement.valid_until,
            past: past.collect(),
        }
    }

    /// A verdict that may no longer be used is at best a hold.
    fn verdict_at(&self, at: Moment) -> Verdict {
        if self.is_expired(at) { self.verdict.max(Verdict::Hold) } else { self.verdict }
    }

    fn is_expired(&self, at: Moment) -> bool {
        !self.is_closed && self.valid_until < at
    }
}

#[derive(Template)]
#[template(path = "index.html", whitespace = "minimize")]
struct IndexPage {
    head: Head,
    w: &'static Words,
    languages: Vec<Language>,
    sub: Vec<String>,
    counters: Vec<(Mark, usize)>,
    open: Vec<IndexRow>,
    closed: Vec<IndexRow>,
    closed_summary: String,
}

struct IndexRow {
    id: String,
    mark: Mark,
    href: String,
    title: String,
    phase: String,
    reason: String,
    owner: String,
    data_to: String,
    past: Option<String>,
    past_label: String,
    history: String,
}

/// Returns the site's first page in one language; `first` is the language of its `index.html`.
pub fn html(rows: &[PortfolioRow], at: Moment, locale: Locale, first: Locale) -> String {
    let zone = common_zone(rows);
    let format = Format::in_zone(&zone, at, locale);
    let words = format.words();
    let mut sorted: Vec<&PortfolioRow> = rows.iter().collect();
    sorted.sort_by_key(|row| (Reverse(row.verdict_at(at)), row.data_to, &row.id));
    let (closed, open): (Vec<&PortfolioRow>, Vec<&PortfolioRow>) = sorted.into_iter().partition(|row| row.is_closed);
    let count = |rows: &[&PortfolioRow]| u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let worst = open.first().map(|row| row.verdict_at(at));
    let others = languages(first, locale);
    let row = |row: &&PortfolioRow| index_row(row, &format, at);
    let page = IndexPage {
        head: head(words, locale, first, &others, worst),
        w: words,
        languages: others,
        sub: vec![
            words.index.rollouts.of(count(&open)),
            words.index.made.fill(&[("at", &format.moment(at))]),
            words.page.zone.fill(&[("zone", &format.zone(None))]),
        ],
        counters: counters(&open, at, locale),
        open: open.iter().map(row).collect(),
        closed_summary: words.index.closed.of(count(&closed)),
        closed: closed.iter().map(row).collect(),
    };
    super::clean(&page.to_string())
}

/// The clock that all rollouts share, or UTC.
fn common_zone(rows: &[PortfolioRow]) -> TimeZone {
    let Some((first, rest)) = rows.split_first() else { return TimeZone::UTC };
    let shared = rest.iter().all(|row| row.timezone == first.timezone);
    if shared { first.timezone.clone() } else { TimeZone::UTC }
}

fn head(words: &'static Words, locale: Locale, first: Locale, others: &[Language], worst: Option<Verdict>) -> Head {
    let name = words.page.all_rollouts.text();
    let word = worst.map(|worst| reason::verdict_word(worst, locale));
    let mut links = vec![HeadLink::language(locale.tag(), file_name(first, locale))];
    links.extend(others.iter().map(|other| HeadLink::language(other.tag, other.href.clone())));
    links.push(HeadLink::format("application/json", "index.json".to_owned()));
    links.push(HeadLink::format("application/atom+xml", "feed.xml".to_owned()));
    Head {
        lang: locale.tag(),
        title: word.map_or_else(|| name.to_owned(), |word| format!("{name} — {word}")),
        description: name.to_owned(),
        program: PROGRAM,
        links,
        icon: favicon(worst),
        style: style(),
        state: None,
        version: None,
        skip: words.index.skip.text(),
        skip_to: "rollouts",
    }
}

/// How many rollouts stand how, worst first.
fn counters(open: &[&PortfolioRow], at: Moment, locale: Locale) -> Vec<(Mark, usize)> {
    let count = |verdict| open.iter().filter(|row| row.verdict_at(at) == verdict).count();
    let all = Verdict::ALL.into_iter().rev().map(|verdict| (verdict, count(verdict)));
    all.filter(|(_, count)| *count > 0).map(|(verdict, count)| (Mark::verdict(verdict, locale), count)).collect()
}

fn index_row(row: &PortfolioRow, format: &Format, at: Moment) -> IndexRow {
    let words = format.words();
    let locale = format.locale;
    let dash = words.format.dash.text();
    let (index, of, phase) = &row.phase;
    let reason = if row.is_expired(at) {
        words
            .index
            .expired
            .fill(&[("verdict", reason::verdict_word(row.verdict, locale)), ("at", &format.short(row.valid_until))])
    } else {
        row.reason.get(&locale).cloned().unwrap_or_default()
    };
    let past_label = words.index.past_of.fill(&[("title", &row.title)]);
    IndexRow {
        id: row.id.clone(),
        mark: Mark::verdict(row.verdict_at(at), locale),
        href: format!("{}/{}", row.id, file_name(row.locale, locale)),
        title: row.title.clone(),
        phase: words.index.phase_of.fill(&[("index", &index.to_string()), ("of", &of.to_string()), ("phase", phase)]),
        reason,
        owner: row.owner.clone().unwrap_or_else(|| dash.to_owned()),
        data_to: row.data_to.map_or_else(|| dash.to_owned(), |to| format.short(to)),
        past: (!row.past.is_empty()).then(|| strip(row, format, &past_label)),
        past_label,
        history: format!("{}/history/index.html", row.id),
    }
}

fn strip(row: &PortfolioRow, format: &Format, title: &str) -> String {
    let words = format.words();
    let cells = row.past.iter().map(|(at, verdict)| Cell {
        level: verdict_level(*verdict),
        title: words
            .index
            .past_one
            .fill(&[("verdict", reason::verdict_word(*verdict, format.locale)), ("at", &format.short(*at))]),
    });
    let strip = Strip { title: title.to_owned(), description: title.to_owned(), cells: cells.collect() };
    chart::svg(&Figure::Strip(strip), &format!("past-{}", row.id))
}
