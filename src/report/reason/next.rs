//! What to do next, and who.

use super::{Speech, other};
use crate::report::model::Report;
use crate::source::{Locale, Moment};
use crate::verdict::{About, Code, Detail, Judgement, Stage, Verdict};

/// How many things to do are named at once.
const CURES: usize = 3;

/// Returns what to do next in full sentences: stay, roll back, start, finish; who; when to judge again.
pub fn next_step(report: &Report, locale: Locale) -> String {
    let speech = Speech::new(report, locale);
    let judgement = &report.judgement;
    let steps = match (judgement.stage, judgement.verdict) {
        (Stage::RolledBack, _) => vec![speech.words.next.rolled_back.text().to_owned()],
        (_, Verdict::Rollback) => roll_back(&speech),
        (Stage::Finished, Verdict::Go) => vec![speech.words.next.finished.text().to_owned()],
        (Stage::Finished, Verdict::Hold | Verdict::NoGo) => {
            let unsure = speech.words.next.finished_unsure.text().to_owned();
            [vec![unsure], cures(&speech)].concat()
        }
        (Stage::NotStarted, Verdict::Go | Verdict::Hold | Verdict::NoGo) => not_started(&speech),
        (Stage::Running | Stage::Between, Verdict::Go) => vec![forward(&speech)],
        (Stage::Running | Stage::Between, Verdict::Hold | Verdict::NoGo) => stay(&speech),
    };
    steps.join(speech.words.format.gap.text())
}

fn roll_back(speech: &Speech) -> Vec<String> {
    let words = &speech.words.next;
    let plan = &speech.report.plan;
    let who = plan.rollback.as_ref().and_then(|rollback| rollback.who.as_deref());
    let first = match who {
        Some(who) => words.roll_back_who.fill(&[("who", who)]),
        None => words.roll_back.text().to_owned(),
    };
    let takes = plan.switch.expected.map(|time| words.roll_back_takes.fill(&[("time", &speech.format.duration(time))]));
    [Some(first), takes].into_iter().flatten().collect()
}

/// Starts the next phase, or closes the rollout after the last.
fn forward(speech: &Speech) -> String {
    let words = &speech.words.next;
    let plan = &speech.report.plan;
    let judgement = &speech.report.judgement;
    let (phrase, index) = match judgement.next {
        Some(next) => (&words.start, next),
        None => (&words.finish, judgement.phase),
    };
    let id = plan.phases.get(index).map_or("", |phase| phase.id.as_str());
    let text = phrase.fill(&[("phase", speech.phase(index)), ("id", id)]);
    match &plan.owner {
        Some(owner) => words.by.fill(&[("text", &text), ("who", owner)]),
        None => words.done.fill(&[("text", &text)]),
    }
}

fn not_started(speech: &Speech) -> Vec<String> {
    let mut steps = cures(speech);
    steps.push(forward(speech));
    steps
}

fn stay(speech: &Speech) -> Vec<String> {
    let words = &speech.words.next;
    let judgement = &speech.report.judgement;
    let first = match (judgement.stage, judgement.next) {
        (Stage::Between, Some(next)) => words.wait.fill(&[("phase", speech.phase(next))]),
        _ => words.stay.fill(&[("phase", speech.phase(judgement.phase))]),
    };
    let mut steps = vec![first];
    steps.extend(cures(speech));
    steps.push(match judge_again(judgement) {
        Some(at) => words.again_at.fill(&[("at", &speech.format.short(at))]),
        None => words.again.text().to_owned(),
    });
    steps
}

/// What the reasons ask for, each once, the worst first.
fn cures(speech: &Speech) -> Vec<String> {
    let judgement = &speech.report.judgement;
    let mut cures: Vec<String> = Vec::new();
    for reason in &judgement.reasons {
        let gate = match reason.about {
            About::Gate(number) => judgement.gates.get(number),
            About::Phase | About::Split | About::Item(_) | About::Role(_) => None,
        };
        let name = gate.map_or_else(String::new, |finding| speech.name(finding));
        let never = reason.code == Code::FewSamples
            && gate.and_then(|finding| finding.needed).is_some_and(|needed| needed.samples.is_none());
        let cure = if never {
            speech.words.next.undecidable.fill(&[("gate", &name)])
        } else {
            let phrase = other::by_code(&speech.words.cure, reason.code);
            phrase.map_or_else(String::new, |phrase| phrase.fill(&[("gate", &name)]))
        };
        if !cure.is_empty() && !cures.contains(&cure) {
            cures.push(cure);
        }
    }
    cures.truncate(CURES);
    cures
}

/// When everything that only time can bring may be there; none if time alone brings nothing.
fn judge_again(judgement: &Judgement) -> Option<Moment> {
    let soak = judgement.reasons.iter().filter_map(|reason| match reason.detail {
        Detail::Soak { until, .. } => Some(until),
        _ => None,
    });
    let samples = judgement.reasons.iter().filter_map(|reason| match reason.about {
        About::Gate(number) => judgement.gates.get(number)?.needed?.at,
        About::Phase | About::Split | About::Item(_) | About::Role(_) => None,
    });
    soak.chain(samples).max().filter(|at| *at > judgement.at)
}
