//! All versions of a rollout, and how the verdict went.

use askama::Template;

use super::changes;
use super::figure::{time_ticks, verdict_level};
use super::format::Format;
use super::model::{Report, Version};
use super::page::{Head, HeadLink, Mark, PROGRAM, favicon, style, verdict_of};
use super::reason::{code_word, verdict_word};
use super::words::Words;
use crate::chart::{self, Figure, Span, Step, Stretch, Verdicts};
use crate::journal::Event;
use crate::source::{Locale, Moment};
use crate::verdict::Verdict;

#[derive(Template)]
#[template(path = "history.html", whitespace = "minimize")]
struct HistoryPage {
    head: Head,
    w: &'static Words,
    title: String,
    heading: String,
    sub: Vec<String>,
    chart: Option<String>,
    rows: Vec<VersionRow>,
}

struct VersionRow {
    id: String,
    at: String,
    mark: Mark,
    phase: String,
    turns: bool,
    changed: String,
    decisions: Vec<String>,
}

/// Returns the page of all versions, given newest first, in the plan's language; `report` is the newest.
pub fn html(report: &Report, versions: &[Version]) -> String {
    let locale = report.plan.locale;
    let format = Format::new(&report.plan, report.judgement.at, locale);
    let words = format.words();
    let heading = words.index.versions_of.fill(&[("title", &report.plan.title)]);
    let count = u64::try_from(versions.len()).unwrap_or(u64::MAX);
    let oldest = versions.last().map(|version| version.evaluated_at);
    let rows = versions.iter().enumerate().map(|(number, version)| {
        let earlier = versions.get(number + 1);
        let until = number.checked_sub(1).and_then(|later| versions.get(later));
        row(report, &format, version, earlier, until.map(|later| later.evaluated_at))
    });
    let page = HistoryPage {
        head: head(report, words, locale, &heading),
        w: words,
        title: report.plan.title.clone(),
        sub: vec![words.index.versions.of(count), words.page.zone.fill(&[("zone", &format.zone(oldest))])],
        chart: verdicts(report, &format, versions),
        rows: rows.collect(),
        heading,
    };
    super::clean(&page.to_string())
}

fn head(report: &Report, words: &'static Words, locale: Locale, heading: &str) -> Head {
    Head {
        lang: locale.tag(),
        title: heading.to_owned(),
        description: heading.to_owned(),
        program: PROGRAM,
        links: vec![HeadLink::format("application/atom+xml", "../feed.xml".to_owned())],
        icon: favicon(Some(report.judgement.verdict)),
        style: style(),
        state: None,
        version: None,
        skip: words.page.skip.text(),
        skip_to: "versions",
    }
}

fn row(
    report: &Report,
    format: &Format,
    version: &Version,
    earlier: Option<&Version>,
    until: Option<Moment>,
) -> VersionRow {
    VersionRow {
        id: version.id.clone(),
        at: format.moment(version.evaluated_at),
        mark: Mark::verdict(version.verdict, format.locale),
        phase: phase_title(report, &version.phase),
        turns: earlier.is_none_or(|earlier| earlier.verdict != version.verdict),
        changed: changed(report, format, version, earlier),
        decisions: decisions(report, format, version.evaluated_at, until),
    }
}

/// What a version changed against the one before it, in one line.
fn changed(report: &Report, format: &Format, version: &Version, earlier: Option<&Version>) -> String {
    let words = format.words();
    let Some(earlier) = earlier else { return words.index.first.to_string() };
    let mut parts = Vec::new();
    if earlier.verdict != version.verdict {
        let word = |verdict: Verdict| verdict_word(verdict, format.locale);
        parts.push(format!("{} → {}", word(earlier.verdict), word(version.verdict)));
    }
    if earlier.phase != version.phase {
        let (from, to) = (phase_title(report, &earlier.phase), phase_title(report, &version.phase));
        parts.push(words.page.changed_phase.fill(&[("from", &from), ("to", &to)]));
    }
    let codes = |some: &Version, other: &Version| {
        let only = some.codes.iter().filter(|code| !other.codes.contains(code));
        let only: Vec<&str> = only.map(|code| code_word(code, format.locale)).collect();
        (!only.is_empty()).then(|| only.join(words.format.comma.text()))
    };
    if let Some(codes) = codes(version, earlier) {
        parts.push(words.index.new_reasons.fill(&[("codes", &codes)]));
    }
    if let Some(codes) = codes(earlier, version) {
        parts.push(words.index.gone_reasons.fill(&[("codes", &codes)]));
    }
    if earlier.phase == version.phase {
        parts.extend(changes::values(&report.plan, format, &earlier.values, &version.values));
    }
    if parts.is_empty() { words.index.same.to_string() } else { parts.join(" · ") }
}

/// The decisions made while this version was the newest.
fn decisions(report: &Report, format: &Format, from: Moment, until: Option<Moment>) -> Vec<String> {
    let words = format.words();
    let entries = report.journal.entries.iter();
    let during = entries.filter(|entry| entry.at >= from && until.is_none_or(|until| entry.at < until));
    during
        .filter_map(|entry| {
            let Event::Decide(decided) = entry.event else { return None };
            Some(words.index.decided.fill(&[
                ("by", entry.by.as_deref().unwrap_or(words.page.nobody.text())),
                ("decision", verdict_word(verdict_of(decided), format.locale)),
                ("at", &format.short(entry.at)),
            ]))
        })
        .collect()
}

fn phase_title(report: &Report, id: &str) -> String {
    let phase = report.plan.phases.iter().find(|phase| phase.id == id);
    phase.map_or_else(|| id.to_owned(), |phase| phase.title.clone())
}

/// The verdict over time, with the phases behind it; none under two versions.
fn verdicts(report: &Report, format: &Format, versions: &[Version]) -> Option<String> {
    let (newest, oldest) = (versions.first()?, versions.last()?);
    let seconds = |moment: Moment| moment.seconds() as f64;
    let (from, to) = (seconds(oldest.evaluated_at), seconds(newest.evaluated_at));
    if from >= to {
        return None;
    }
    // The newest verdict needs some width to be seen.
    let span = Span { from, to: to + (to - from) * 0.04 };
    let word = |verdict| verdict_word(verdict, format.locale).to_owned();
    let title = format.words().index.verdict_chart.fill(&[("title", &report.plan.title)]);
    let figure = Figure::Verdicts(Verdicts {
        description: title.clone(),
        title,
        span,
        ticks: time_ticks(format, span, 6),
        words: Verdict::ALL.map(word),
        steps: versions
            .iter()
            .rev()
            .map(|version| Step { at: seconds(version.evaluated_at), level: verdict_level(version.verdict) })
            .collect(),
        phases: phases(report, versions, span),
    });
    Some(chart::svg(&figure, "verdicts"))
}

/// Stretches in which the same phase was judged.
fn phases(report: &Report, versions: &[Version], span: Span) -> Vec<Stretch> {
    let mut stretches: Vec<(String, f64)> = Vec::new();
    for version in versions.iter().rev() {
        if stretches.last().is_none_or(|(phase, _)| *phase != version.phase) {
            stretches.push((version.phase.clone(), version.evaluated_at.seconds() as f64));
        }
    }
    let ends = stretches.iter().skip(1).map(|(_, at)| *at).chain([span.to]);
    let ends: Vec<f64> = ends.collect();
    stretches
        .iter()
        .zip(ends)
        .map(|((phase, from), to)| Stretch { span: Span { from: *from, to }, label: phase_title(report, phase) })
        .collect()
}
