//! When to roll back, in words.

use super::Speech;
use crate::report::model::Report;
use crate::source::Locale;

/// Returns when to roll back the judged phase, as one sentence.
pub fn trigger(report: &Report, locale: Locale) -> String {
    let words = &Speech::new(report, locale).words.trigger;
    let triggers = triggers(report, locale);
    if triggers.is_empty() {
        return words.none.text().to_owned();
    }
    triggers.join(words.any.text())
}

/// Returns each roll-back line of the judged phase in words, in the order of the plan.
pub fn triggers(report: &Report, locale: Locale) -> Vec<String> {
    let speech = Speech::new(report, locale);
    let (words, format) = (&speech.words.trigger, speech.format);
    let all = report.judgement.gates.iter().filter(|finding| finding.segment.is_none());
    all.filter_map(|finding| {
        let (gate, metric) = speech.gate(finding)?;
        let bound = gate.rollback.as_ref().filter(|_| gate.required)?;
        let line = format.bound_words(metric, bound, finding.rollback);
        let mut name = speech.name(finding);
        if !gate.segments.is_empty() {
            let segments = gate.segments.join(speech.words.format.comma.text());
            name = words.segments.fill(&[("name", &name), ("segments", &segments)]);
        }
        let text = words.gate.fill(&[("name", &name), ("bound", &line)]);
        Some(match gate.stretch {
            Some(stretch) => words.lasting.fill(&[("text", &text), ("time", &format.duration(stretch))]),
            None => text,
        })
    })
    .collect()
}
