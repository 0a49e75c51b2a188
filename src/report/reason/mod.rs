//! Why, in words: the sentence of every finding, the headline of a judgement, and what to do next.
//!
//! Sentences carry no full stop, so that a terminal, a table and a page can each end them their way.

mod gate;
mod headline;
mod next;
mod objection;
mod other;
mod trigger;

pub use gate::gate_text;
pub use headline::{headline, main_reason};
pub use next::next_step;
pub use objection::objection;
pub use trigger::{trigger, triggers};

use super::format::Format;
use super::model::Report;
use super::words::Words;
use crate::metric::Metric;
use crate::metric::read::Finding;
use crate::plan::{Gate, Method, Plan};
use crate::source::Locale;
use crate::verdict::{About, GateFinding, Reason, Verdict};

/// Returns the sentence of a reason, with its number, limit, unit, samples and window.
pub fn text(report: &Report, reason: &Reason, locale: Locale) -> String {
    let speech = Speech::new(report, locale);
    match reason.about {
        About::Gate(number) => match report.judgement.gates.get(number) {
            Some(finding) => gate::sentence(&speech, finding, reason.code, &reason.detail),
            None => other::sentence(&speech, reason),
        },
        About::Phase | About::Split | About::Item(_) | About::Role(_) => other::sentence(&speech, reason),
    }
}

/// Returns where on the page a reason is about: `#gate-error_rate`.
pub fn href(report: &Report, reason: &Reason) -> String {
    let judgement = &report.judgement;
    let place = match reason.about {
        About::Phase => None,
        About::Split => Some("split".to_owned()),
        About::Gate(number) => judgement.gates.get(number).map(|finding| gate_anchor(&report.plan, finding)),
        About::Item(number) => judgement.items.get(number).and_then(|finding| {
            let list = report.checklist.lists.get(finding.list)?;
            list.items.get(finding.item).map(|item| format!("item-{}", item.id))
        }),
        About::Role(number) => judgement
            .roles
            .get(number)
            .and_then(|finding| report.plan.roles.get(finding.role).map(|role| format!("role-{}", role.id))),
    };
    format!("#{}", place.as_deref().unwrap_or("verdict"))
}

/// Returns the anchor of a gate's row: `gate-ID`, and `gate-ID.N` for its N-th segment.
pub fn gate_anchor(plan: &Plan, finding: &GateFinding) -> String {
    let id = plan.gates.get(finding.gate).map_or("", |gate| gate.id.as_str());
    match &finding.segment {
        Some((number, _)) => format!("gate-{id}.{number}"),
        None => format!("gate-{id}"),
    }
}

/// Returns what a reader of exports found, in words, with the file and the line.
pub fn finding_text(report: &Report, finding: &Finding, locale: Locale) -> String {
    let speech = Speech::new(report, locale);
    let text = other::export(&speech, finding.code, &finding.path, finding.line, &finding.detail);
    if finding.count > 1 { speech.words.reason.times.fill(finding.count, &[("text", &text)]) } else { text }
}

/// Returns the word of a verdict as pages print it: `NO-GO`.
pub fn verdict_word(verdict: Verdict, locale: Locale) -> &'static str {
    let table = &super::words::words(locale).verdict;
    match verdict {
        Verdict::Go => table.go.text(),
        Verdict::Hold => table.hold.text(),
        Verdict::NoGo => table.no_go.text(),
        Verdict::Rollback => table.rollback.text(),
    }
}

/// Returns a reason's code in a few words: `too few samples`; the code itself where it is not known.
pub fn code_word(code: &str, locale: Locale) -> &str {
    super::words::words(locale).code.get(code).map_or(code, |phrase| phrase.text())
}

/// Returns what people call a gate: its metric's title, and its id where two gates share it in a phase.
pub fn gate_name(plan: &Plan, gate: &Gate, locale: Locale) -> String {
    let title = plan.metrics.get(gate.metric).map_or(gate.id.as_str(), |metric| &metric.title);
    let beside =
        |other: &Gate| other.metric == gate.metric && other.phases.iter().any(|phase| gate.phases.contains(phase));
    let shared = plan.gates.iter().filter(|other| beside(other)).count() > 1;
    if !shared || title == gate.id {
        return title.to_owned();
    }
    let phrase = &super::words::words(locale).gate.same_metric;
    phrase.fill(&[("name", title), ("gate", &gate.id)])
}

/// What every sentence needs at hand.
#[derive(Clone, Copy)]
struct Speech<'a> {
    report: &'a Report,
    format: Format<'a>,
    words: &'static Words,
}

impl<'a> Speech<'a> {
    fn new(report: &'a Report, locale: Locale) -> Speech<'a> {
        let format = Format::new(&report.plan, report.judgement.at, locale);
        Speech { report, format, words: format.words() }
    }

    /// The gate of a finding and its metric; indices of a plan are checked, so there always are.
    fn gate(&self, finding: &GateFinding) -> Option<(&'a Gate, &'a Metric)> {
        let gate = self.report.plan.gates.get(finding.gate)?;
        Some((gate, self.report.plan.metrics.get(gate.metric)?))
    }

    fn name(&self, finding: &GateFinding) -> String {
        let Some((gate, _)) = self.gate(finding) else { return String::new() };
        let name = gate_name(&self.report.plan, gate, self.format.locale);
        match &finding.segment {
            Some((_, segment)) => self.words.gate.segment.fill(&[("name", &name), ("segment", segment)]),
            None => name,
        }
    }

    fn phase(&self, index: usize) -> &'a str {
        self.report.plan.phases.get(index).map_or("", |phase| phase.title.as_str())
    }

    fn is_point(&self) -> bool {
        self.report.plan.decision.method == Method::Point
    }
}
