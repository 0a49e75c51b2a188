//! An entry of the log in words: what the page and the terminal say of it.

use super::format::{Format, exact};
use super::page::verdict_of;
use super::reason::verdict_word;
use crate::journal::{Entry, Event};
use crate::plan::Plan;
use crate::verdict::Verdict;

/// Returns what an entry records, without who, when and why.
pub fn text(plan: &Plan, format: &Format, entry: &Entry) -> String {
    let words = &format.words().log;
    let phase = |id: &str| {
        let phase = plan.phases.iter().find(|phase| phase.id == id);
        phase.map_or_else(|| id.to_owned(), |phase| phase.title.clone())
    };
    let text = match &entry.event {
        Event::Start(id) => words.start.fill(&[("phase", &phase(id))]),
        Event::Finish(Some(id)) => words.finish.fill(&[("phase", &phase(id))]),
        Event::Finish(None) => words.finish_current.to_string(),
        Event::Rollback(Some(id)) => words.rollback_from.fill(&[("phase", &phase(id))]),
        Event::Rollback(None) => words.rollback.to_string(),
        Event::Answer { role, go } => {
            let title = plan.roles.iter().find(|one| one.id == *role);
            let title = title.map_or(role.as_str(), |role| role.title.as_str());
            let verdict = if *go { Verdict::Go } else { Verdict::NoGo };
            words.answer.fill(&[("role", title), ("answer", verdict_word(verdict, format.locale))])
        }
        Event::Decide(decided) => {
            let word = verdict_word(verdict_of(*decided), format.locale);
            words.decide.fill(&[("decision", word)])
        }
        Event::Reading { metric, value } => {
            let found = plan.metrics.iter().find(|one| one.id == *metric);
            let value = found.map_or_else(|| exact(*value), |metric| format.exactly(metric, *value));
            let name = found.map_or(metric.as_str(), |metric| metric.title.as_str());
            words.reading.fill(&[("metric", name), ("value", &value)])
        }
        Event::Rehearse(Some(minutes)) => {
            let seconds = (minutes * 60.0).round() as i64;
            words.rehearse_took.fill(&[("time", &format.duration(seconds))])
        }
        Event::Rehearse(None) => words.rehearse.to_string(),
        Event::Exclude { from, to } => words.exclude.fill(&[("span", &format.span(*from, *to))]),
        Event::Note => words.note.to_string(),
    };
    if entry.forced { words.forced.fill(&[("text", &text)]) } else { text }
}
