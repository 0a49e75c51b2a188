//! The way back: always on the page, never folded, also when the verdict is go.

use super::{Source, ended};
use crate::report::format::exact;
use crate::report::markdown::{to_html, to_html_inline};
use crate::report::reason;
use crate::rollback::{Instructions, Stage, Step, instructions, warnings};

/// The roll-back instructions.
pub(super) struct RollbackBox {
    pub(super) triggers: Vec<String>,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) warnings: Vec<String>,
    pub(super) steps: Vec<StepRow>,
    pub(super) notes: Vec<String>,
    pub(super) lasting: Option<String>,
}

/// One numbered step.
pub(super) struct StepRow {
    pub(super) text: String,
    pub(super) command: Option<String>,
    pub(super) expect: Option<String>,
}

/// Returns the way back to the safe state; none where no phase changes anything.
pub(super) fn rollback(source: &Source) -> Option<RollbackBox> {
    let plan = &source.report.plan;
    let rollback = plan.rollback.as_ref()?;
    let from = source.report.judgement.attempt.map(|_| Stage::Phase(source.report.judgement.phase));
    let way = instructions(plan, from, Stage::Safe);
    let triggers = reason::triggers(source.report, source.locale);
    let warnings = warnings(plan);
    Some(RollbackBox {
        triggers,
        facts: facts(source, rollback.who.as_deref(), &way),
        warnings: warnings.iter().map(|one| to_html_inline(&one.text(source.locale))).collect(),
        steps: steps(source, &way),
        notes: remarks(source, &way),
        lasting: rollback.note.as_deref().map(to_html),
    })
}

fn facts(source: &Source, who: Option<&str>, way: &Instructions) -> Vec<(&'static str, String)> {
    let (words, format) = (&source.words.page, source.format);
    let rehearsed = source.report.judgement.rehearsed;
    let rehearsed = rehearsed.map(|(at, minutes)| match minutes.filter(|minutes| minutes.is_finite()) {
        Some(minutes) => words.rehearsed_took.fill(&[("at", &format.moment(at)), ("minutes", &exact(minutes))]),
        None => format.moment(at),
    });
    let facts = [
        (words.who.text(), who.map(str::to_owned)),
        (words.takes.text(), way.expected.map(|time| format.duration(time))),
        (words.rehearsed.text(), Some(rehearsed.unwrap_or_else(|| words.never.to_string()))),
    ];
    facts.into_iter().filter_map(|(name, fact)| Some((name, fact?))).collect()
}

/// Returns the steps with the command apart from the sentence.
pub(super) fn steps(source: &Source, way: &Instructions) -> Vec<StepRow> {
    let step = |step: &Step| {
        let text = step.text(source.locale);
        // A step that is nothing but its command need not be read twice.
        let is_command = step.command.as_ref().is_some_and(|command| text.trim() == format!("`{command}`"));
        let sentence = to_html_inline(&ended(&text, source.locale));
        StepRow {
            text: if is_command { String::new() } else { sentence },
            command: step.command.clone(),
            // The sentence may say already what it should show.
            expect: step.expect.clone().filter(|expect| !text.contains(expect.as_str())),
        }
    };
    way.steps.iter().map(step).collect()
}

/// The remarks but for who may start it and what cannot be undone, which have places of their own.
fn remarks(source: &Source, way: &Instructions) -> Vec<String> {
    let rollback = source.report.plan.rollback.as_ref();
    let who = rollback.is_some_and(|rollback| rollback.who.is_some());
    let note = rollback.and_then(|rollback| rollback.note.as_deref());
    let notes = way.notes(source.locale).into_iter().skip(usize::from(who));
    notes.filter(|one| Some(one.as_str()) != note).map(|one| to_html_inline(&one)).collect()
}
