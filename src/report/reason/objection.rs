//! What speaks against starting or finishing a phase, in words.

use super::{Speech, verdict_word};
use crate::report::markdown;
use crate::report::model::Report;
use crate::source::Locale;
use crate::verdict::Objection;

/// Returns the sentence of an objection against starting or finishing the phase of this index.
pub fn objection(report: &Report, phase: usize, objection: &Objection, locale: Locale) -> String {
    let speech = Speech::new(report, locale);
    let (words, format) = (&speech.words.command, speech.format);
    let own = ("phase", speech.phase(phase));
    match objection {
        Objection::Reason(number) => {
            let reason = report.judgement.reasons.get(*number);
            reason.map_or_else(String::new, |reason| super::text(report, reason, locale))
        }
        Objection::NotRun(earlier) => words.not_run.fill(&[own, ("earlier", speech.phase(*earlier))]),
        Objection::NotGo(earlier, verdict) => {
            words.not_go.fill(&[("earlier", speech.phase(*earlier)), ("verdict", verdict_word(*verdict, locale))])
        }
        Objection::ItemOpen(number) => item(&speech, *number),
        Objection::Again(at) => words.again.fill(&[own, ("at", &format.short(*at))]),
        Objection::Outdated(at, by) => {
            let who = by.as_deref().unwrap_or(speech.words.page.nobody.text());
            words.outdated.fill(&[("who", who), ("at", &format.short(*at))])
        }
        Objection::Unrestored(name) => {
            let (name, keys) = (format!("`{name}`"), "`set`, `unset`, `keep`");
            words.unrestored.fill(&[("name", &name), ("keys", keys), ("table", "`[rollback]`")])
        }
        Objection::Later(at) => words.later.fill(&[("at", &format.short(*at))]),
    }
}

fn item(speech: &Speech, number: usize) -> String {
    let report = speech.report;
    let Some(finding) = report.judgement.items.get(number) else { return String::new() };
    let list = &report.checklist.lists[finding.list];
    let text = markdown::to_text(&list.items[finding.item].text);
    speech.words.reason.item_open.fill(&[("list", &list.title), ("text", &text)])
}
