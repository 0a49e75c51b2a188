//! The report's page.

mod charts;
mod evidence;
mod forward;
mod gates;
mod head;
mod mark;
mod people;
mod place;
mod plan;
mod record;
mod rollback;
mod verdict;

use askama::Template;

use super::format::Format;
use super::markdown;
use super::model::Report;
use super::reason;
use super::words::Words;
use crate::source::Locale;

pub(crate) use head::{Head, HeadLink, PROGRAM, style};
pub(crate) use mark::{Mark, favicon, tone};
pub(crate) use place::{Language, languages};
pub use place::{Place, file_name};
pub(crate) use verdict::verdict_of;

/// Returns the report's page in one language: one file of HTML, without script or request.
pub fn html(report: &Report, locale: Locale, place: Place) -> String {
    super::clean(&ReportPage::new(report, locale, place).to_string())
}

/// Returns the style sheet beside the newest copy, which makes older versions tell that they are not the newest.
pub fn state_css(newest: &str) -> String {
    let id: String = newest.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    format!("body:not([data-v=\"{id}\"]) .newer{{display:block}}\n")
}

/// What every part of the page is made from.
#[derive(Clone, Copy)]
struct Source<'a> {
    report: &'a Report,
    format: Format<'a>,
    words: &'static Words,
    locale: Locale,
}

/// The page: answers, not questions.
#[derive(Template)]
#[template(path = "report.html", whitespace = "minimize")]
struct ReportPage {
    head: Head,
    w: &'static Words,
    paths: place::Paths,
    title: String,
    sub: Vec<String>,
    lead: Option<String>,
    verdict: Mark,
    headline: String,
    overrule: Option<verdict::Overrule>,
    next: String,
    has_rollback: bool,
    changed: Option<verdict::Changed>,
    phases: Vec<verdict::PhaseCard>,
    jumps: Vec<(&'static str, &'static str)>,
    reasons: Vec<verdict::ReasonRow>,
    gates: Vec<gates::GateRow>,
    rule_note: String,
    unplanned: Vec<gates::UnplannedRow>,
    split: Option<gates::SplitLine>,
    charts: Vec<charts::ChartBox>,
    lists: Vec<people::ListTable>,
    lists_count: String,
    roles: Vec<people::RoleRow>,
    back: Option<rollback::RollbackBox>,
    forward: Option<forward::ForwardBox>,
    plan: plan::PlanBox,
    decisions: Vec<record::DecisionRow>,
    excluded: Vec<record::ExcludedRow>,
    history: Vec<record::EntryRow>,
    evidence: evidence::EvidenceBox,
    foot: String,
}

impl ReportPage {
    fn new(report: &Report, locale: Locale, place: Place) -> ReportPage {
        let format = Format::new(&report.plan, report.judgement.at, locale);
        let source = Source { report, format, words: format.words(), locale };
        let paths = place::Paths::new(report, locale, place);
        let verdict = Mark::verdict(report.judgement.verdict, locale);
        let headline = ended(&reason::headline(report, locale), locale);
        let (lead, _) = markdown::first_paragraph(report.plan.summary.as_deref().unwrap_or(""));
        let lists = people::lists(&source);
        let mut page = ReportPage {
            head: head(&source, &paths, &verdict, &headline),
            w: source.words,
            title: report.plan.title.clone(),
            sub: verdict::sub(&source),
            lead: (!lead.is_empty()).then(|| markdown::to_html(lead)),
            verdict,
            headline,
            overrule: verdict::overrule(&source),
            next: reason::next_step(report, locale),
            has_rollback: report.plan.rollback.is_some(),
            changed: verdict::changed(&source, &paths),
            phases: verdict::phases(&source),
            jumps: Vec::new(),
            reasons: verdict::reasons(&source),
            gates: gates::rows(&source),
            rule_note: gates::rule_note(&source),
            unplanned: gates::unplanned(&source),
            split: gates::split(&source),
            charts: charts::boxes(&source),
            lists_count: people::count(&source),
            lists,
            roles: people::roles(&source),
            back: rollback::rollback(&source),
            forward: forward::forward(&source),
            plan: plan::plan(&source),
            decisions: record::decisions(&source),
            excluded: record::excluded(&source),
            history: record::history(&source),
            evidence: evidence::evidence(&source),
            foot: verdict::foot(&source),
            paths,
        };
        page.jumps = page.jumps();
        page
    }

    /// The sections that there are, in their order.
    fn jumps(&self) -> Vec<(&'static str, &'static str)> {
        let words = &self.w.page;
        let all = [
            ("gates", &words.gates, !self.gates.is_empty()),
            ("charts", &words.charts, !self.charts.is_empty()),
            ("checklist", &words.checklist, !self.lists.is_empty()),
            ("poll", &words.poll, !self.roles.is_empty()),
            ("rollback", &words.rollback, self.back.is_some()),
            ("forward", &words.forward, self.forward.is_some()),
            ("plan", &words.plan, self.plan.shown),
            ("decisions", &words.decisions, !self.decisions.is_empty()),
            ("history", &words.history, !self.history.is_empty()),
            ("evidence", &words.evidence, true),
        ];
        let shown = all.into_iter().filter(|(_, _, shown)| *shown);
        shown.map(|(anchor, name, _)| (anchor, name.text())).collect()
    }
}

fn head(source: &Source, paths: &place::Paths, verdict: &Mark, headline: &str) -> Head {
    let report = source.report;
    let other = |language: &Language| HeadLink::language(language.tag, language.href.clone());
    let own = file_name(report.plan.locale, source.locale);
    let mut links = vec![HeadLink::language(source.locale.tag(), own)];
    links.extend(paths.languages.iter().map(other));
    if let Some(permalink) = &paths.permalink {
        links.push(HeadLink::canonical(permalink.href.clone()));
    }
    if report.version.is_some() {
        let json = format!("{}report.json", paths.folder);
        links.push(HeadLink::format("application/json", json));
        let feed = format!("{}feed.xml", paths.rollout);
        links.push(HeadLink::format("application/atom+xml", feed));
    }
    Head {
        lang: source.locale.tag(),
        title: format!("{} — {}", report.plan.title, verdict.word),
        description: headline.to_owned(),
        program: PROGRAM,
        links,
        icon: favicon(Some(report.judgement.verdict)),
        style: style(),
        state: paths.state.clone(),
        version: report.version.clone(),
        skip: source.words.page.skip.text(),
        skip_to: "verdict",
    }
}

/// Returns a sentence with its full stop, unless it ends in one.
pub(crate) fn ended(sentence: &str, locale: Locale) -> String {
    let stop = super::words::words(locale).format.stop.text();
    let has_end = sentence.ends_with(['.', '!', '?', '…', '。', '！', '？']);
    if has_end { sentence.to_owned() } else { format!("{sentence}{stop}") }
}
