//! The top of the page: what is judged, the verdict, what next, what changed, the phases, the reasons.

use super::place::Paths;
use super::{Mark, Source, ended};
use crate::journal::{Decided, Event};
use crate::report::model::Report;
use crate::report::{changes, reason};
use crate::verdict::{About, PhaseState, Stage, Verdict};

/// A decision that goes against the verdict.
pub(super) struct Overrule {
    pub(super) head: String,
    pub(super) body: String,
}

/// What changed since the previous version.
pub(super) struct Changed {
    pub(super) since: String,
    pub(super) from: Option<Mark>,
    pub(super) to: Mark,
    pub(super) parts: Vec<String>,
    pub(super) href: String,
}

/// One phase of the strip.
pub(super) struct PhaseCard {
    pub(super) title: String,
    pub(super) mark: Mark,
    pub(super) tone: &'static str,
    pub(super) current: bool,
    pub(super) when: String,
}

/// One reason in full.
pub(super) struct ReasonRow {
    pub(super) mark: Mark,
    pub(super) text: String,
    pub(super) href: Option<String>,
    pub(super) label: String,
}

/// Returns what is judged, when, and until when that may be used.
pub(super) fn sub(source: &Source) -> Vec<String> {
    let (words, format) = (&source.words.page, source.format);
    let judgement = &source.report.judgement;
    let plan = &source.report.plan;
    let mut parts = Vec::new();
    if let Some(phase) = plan.phases.get(judgement.phase) {
        parts.push(words.phase_of.fill(&[
            ("index", &(judgement.phase + 1).to_string()),
            ("of", &plan.phases.len().to_string()),
            ("phase", &phase.title),
        ]));
        if let Some(traffic) = phase.traffic {
            parts.push(words.traffic.fill(&[("n", &format.percent_exact(traffic))]));
        }
    }
    if let Some(attempt) = judgement.attempt {
        let (from, to) = attempt.window;
        parts.push(words.data.fill(&[("span", &format.span(from, to))]));
        if attempt.number > 1 {
            parts.push(words.attempt.fill(&[("n", &attempt.number.to_string())]));
        }
    }
    parts.push(words.evaluated.fill(&[("at", &format.moment(judgement.at))]));
    parts.push(words.valid_until.fill(&[("at", &format.short(judgement.valid_until))]));
    let from = judgement.attempt.map(|attempt| attempt.start);
    parts.push(words.zone.fill(&[("zone", &format.zone(from))]));
    if let Some(owner) = &plan.owner {
        parts.push(words.owned.fill(&[("who", owner)]));
    }
    parts
}

/// Returns the newest decision of this attempt, where it goes against the verdict.
pub(super) fn overrule(source: &Source) -> Option<Overrule> {
    let (words, format) = (&source.words.page, source.format);
    let judgement = &source.report.judgement;
    let start = judgement.attempt.map(|attempt| attempt.start)?;
    let entries = source.report.journal.entries.iter().rev();
    let (entry, decided) = entries.take_while(|entry| entry.at >= start).find_map(|entry| match entry.event {
        Event::Decide(decided) => Some((entry, verdict_of(decided))),
        _ => None,
    })?;
    if decided == judgement.verdict {
        return None;
    }
    let head = words.overruled.fill(&[
        ("verdict", reason::verdict_word(judgement.verdict, source.locale)),
        ("decision", reason::verdict_word(decided, source.locale)),
        ("by", entry.by.as_deref().unwrap_or(words.nobody.text())),
        ("at", &format.short(entry.at)),
    ]);
    let note = entry.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let body = match note {
        Some(note) => words.quoted.fill(&[("text", note)]),
        None => words.no_reason.text().to_owned(),
    };
    Some(Overrule { head, body })
}

/// Returns the verdict whose word a person used.
pub(crate) fn verdict_of(decided: Decided) -> Verdict {
    match decided {
        Decided::Go => Verdict::Go,
        Decided::Hold => Verdict::Hold,
        Decided::NoGo => Verdict::NoGo,
        Decided::Rollback => Verdict::Rollback,
    }
}

/// Returns what changed since the previous version; none without one.
pub(super) fn changed(source: &Source, paths: &Paths) -> Option<Changed> {
    let (words, format) = (&source.words.page, source.format);
    let previous = source.report.previous.as_ref()?;
    let judgement = &source.report.judgement;
    let plan = &source.report.plan;
    let mut parts = Vec::new();
    let phase = plan.phases.get(judgement.phase);
    if let Some(phase) = phase.filter(|phase| phase.id != previous.phase) {
        let earlier = plan.phases.iter().find(|phase| phase.id == previous.phase);
        let from = earlier.map_or(previous.phase.as_str(), |phase| phase.title.as_str());
        parts.push(words.changed_phase.fill(&[("from", from), ("to", &phase.title)]));
    } else {
        parts = changes::values(plan, &format, &previous.values, &values_now(source.report));
    }
    Some(Changed {
        since: words.since.fill(&[("at", &format.short(previous.evaluated_at))]),
        from: (previous.verdict != judgement.verdict).then(|| Mark::verdict(previous.verdict, source.locale)),
        to: Mark::verdict(judgement.verdict, source.locale),
        parts,
        href: paths.previous.clone()?,
    })
}

/// The values of the gates as a version keeps them.
fn values_now(report: &Report) -> Vec<(String, Option<String>, Option<f64>)> {
    let findings = report.judgement.gates.iter();
    findings
        .filter_map(|finding| {
            let gate = report.plan.gates.get(finding.gate)?;
            let segment = finding.segment.as_ref().map(|(_, segment)| segment.clone());
            Some((gate.id.clone(), segment, finding.value))
        })
        .collect()
}

/// Returns the strip of phases.
pub(super) fn phases(source: &Source) -> Vec<PhaseCard> {
    let judgement = &source.report.judgement;
    let running = matches!(judgement.stage, Stage::Running | Stage::Between);
    let phases = source.report.plan.phases.iter().zip(&judgement.phases).enumerate();
    phases
        .map(|(index, (phase, finding))| {
            let mark = Mark::phase(finding, source.locale);
            PhaseCard {
                title: phase.title.clone(),
                tone: mark.tone,
                current: running && index == judgement.phase,
                when: phase_when(source, index),
                mark,
            }
        })
        .collect()
}

fn phase_when(source: &Source, index: usize) -> String {
    let (words, format) = (&source.words.page, source.format);
    let report = source.report;
    let (Some(phase), Some(finding)) = (report.plan.phases.get(index), report.judgement.phases.get(index)) else {
        return String::new();
    };
    match (finding.start, finding.end) {
        (Some(start), None) => words.started.fill(&[("at", &format.short(start))]),
        (Some(start), Some(end)) if finding.state != PhaseState::NotStarted => format.span(start, end),
        _ => {
            let least = format.duration(phase.soak_least);
            match phase.soak_most {
                Some(most) => words.soak_span.fill(&[("least", &least), ("most", &format.duration(most))]),
                None => words.soak_least.fill(&[("least", &least)]),
            }
        }
    }
}

/// Returns every reason as a sentence of its own, worst first.
pub(super) fn reasons(source: &Source) -> Vec<ReasonRow> {
    let report = source.report;
    report
        .judgement
        .reasons
        .iter()
        .map(|one| {
            let text = ended(&reason::text(report, one, source.locale), source.locale);
            let href = reason::href(report, one);
            ReasonRow {
                mark: Mark::verdict(one.status, source.locale),
                label: source.words.page.see_about.fill(&[("text", &text)]),
                text,
                href: (one.about != About::Phase && href != "#verdict").then_some(href),
            }
        })
        .collect()
}

/// Returns the line at the foot: which program said what when.
pub(super) fn foot(source: &Source) -> String {
    let report = source.report;
    source.words.page.foot.fill(&[
        ("title", &report.plan.title),
        ("version", report.version.as_deref().unwrap_or(&report.plan.id)),
        ("program", super::PROGRAM),
    ])
}
