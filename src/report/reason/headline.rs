//! One sentence for a whole judgement.

use std::collections::BTreeSet;

use super::Speech;
use crate::report::model::Report;
use crate::source::Locale;
use crate::verdict::{About, Code, Reason, Stage, Status, Verdict};

/// Returns why the verdict is what it is: the first reason, and the rest counted by kind.
pub fn headline(report: &Report, locale: Locale) -> String {
    let speech = Speech::new(report, locale);
    let Some((first, rest)) = report.judgement.reasons.split_first() else {
        return all_good(&speech);
    };
    let first = super::text(report, first, locale);
    if rest.is_empty() {
        return first;
    }
    let rest = counted(&speech, rest).join(speech.words.format.comma.text());
    speech.words.headline.rest.fill(&[("first", &first), ("rest", &rest)])
}

/// Returns the first reason alone, or that everything is good: for where there is one line.
pub fn main_reason(report: &Report, locale: Locale) -> String {
    match report.judgement.reasons.first() {
        Some(first) => super::text(report, first, locale),
        None => all_good(&Speech::new(report, locale)),
    }
}

/// The kinds of reasons in the order of their first, each with how many things it is about.
fn counted(speech: &Speech, reasons: &[Reason]) -> Vec<String> {
    let mut kinds: Vec<Code> = Vec::new();
    for reason in reasons {
        if !kinds.contains(&reason.code) {
            kinds.push(reason.code);
        }
    }
    kinds
        .into_iter()
        .filter_map(|code| {
            let things: BTreeSet<_> = reasons
                .iter()
                .enumerate()
                .filter(|(_, reason)| reason.code == code)
                .map(|(place, reason)| thing(speech, place, reason))
                .collect();
            let count = u64::try_from(things.len()).unwrap_or(u64::MAX);
            speech.words.rest.get(code.word()).map(|plural| plural.of(count))
        })
        .collect()
}

/// A gate and its segments are one thing.
fn thing(speech: &Speech, place: usize, reason: &Reason) -> (bool, usize) {
    match reason.about {
        About::Gate(number) => {
            let finding = speech.report.judgement.gates.get(number);
            (true, finding.map_or(number, |finding| finding.gate))
        }
        About::Phase | About::Split | About::Item(_) | About::Role(_) => (false, place),
    }
}

fn all_good(speech: &Speech) -> String {
    let words = &speech.words.headline;
    let judgement = &speech.report.judgement;
    let go = |status: &Status| *status == Status::Decides(Verdict::Go);
    let gates: BTreeSet<usize> = judgement.gates.iter().filter(|gate| go(&gate.status)).map(|gate| gate.gate).collect();
    let counts = [
        (gates.len(), &words.gates),
        (judgement.items.iter().filter(|item| go(&item.status)).count(), &words.items),
        (judgement.roles.iter().filter(|role| go(&role.status)).count(), &words.roles),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, plural)| plural.of(u64::try_from(count).unwrap_or(u64::MAX)))
        .collect();
    let what =
        if counts.is_empty() { words.nothing.text().to_owned() } else { counts.join(speech.words.format.comma.text()) };
    let phrase = match (judgement.stage, judgement.next) {
        (Stage::Finished, _) => &words.finished,
        (_, Some(_)) => &words.go,
        (_, None) => &words.go_last,
    };
    phrase.fill(&[("what", &what)])
}
