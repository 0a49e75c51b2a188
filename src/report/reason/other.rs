//! The sentences of what is no gate: the phase, its lists and roles, the traffic split, the exports.

use super::Speech;
use crate::report::format::integer;
use crate::report::markdown;
use crate::report::words::Phrase;
use crate::verdict::{About, Code, Detail, ItemFinding, Reason, RoleFinding};

pub(super) fn sentence(speech: &Speech, reason: &Reason) -> String {
    let judgement = &speech.report.judgement;
    let told = match reason.about {
        About::Item(number) => judgement.items.get(number).and_then(|item| self::item(speech, item, reason)),
        About::Role(number) => judgement.roles.get(number).and_then(|role| self::role(speech, role)),
        About::Phase | About::Split | About::Gate(_) => phase(speech, reason),
    };
    told.unwrap_or_else(|| {
        let why = speech.words.rest.get(reason.code.word()).map(|plural| plural.of(1));
        speech
            .words
            .reason
            .other
            .fill(&[("phase", speech.phase(judgement.phase)), ("code", why.as_deref().unwrap_or(reason.code.word()))])
    })
}

/// Returns what is doubtful in a file: `metrics/a.csv:12: a time without a zone`.
pub(super) fn export(speech: &Speech, code: &str, path: &str, line: Option<u64>, detail: &str) -> String {
    let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
    let what = finding_words(speech, code, detail);
    speech.words.reason.export.fill(&[("path", &place), ("what", &what)])
}

fn finding_words(speech: &Speech, code: &str, detail: &str) -> String {
    let table = &speech.words.export;
    let phrase = table.get(code).or_else(|| table.get("other"));
    phrase.map_or_else(String::new, |phrase| phrase.fill(&[("code", code), ("detail", detail)]))
}

fn phase(speech: &Speech, reason: &Reason) -> Option<String> {
    let (words, format) = (&speech.words.reason, speech.format);
    let judgement = &speech.report.judgement;
    Some(match &reason.detail {
        Detail::Soak { served, least, until } => words.soak.fill(&[
            ("served", &format.duration(*served)),
            ("least", &format.duration(*least)),
            ("until", &format.short(*until)),
        ]),
        Detail::Split { declared, observed, rows } => split(speech, *declared, *observed, *rows),
        Detail::Sticky { both, of } => words.sticky.fill(&[
            ("both", &integer(*both)),
            ("of", &integer(*of)),
            ("share", &format.percent(*both as f64 / (*of).max(1) as f64)),
        ]),
        Detail::Order { phase } => {
            words.order.fill(&[("phase", speech.phase(judgement.phase)), ("earlier", speech.phase(*phase))])
        }
        Detail::Rehearsal { newest: Some(newest), within } => words.rehearsal.fill(&[
            ("newest", &format.short(*newest)),
            ("age", &format.duration(judgement.at.since(*newest))),
            ("within", &format.duration(*within)),
        ]),
        Detail::Rehearsal { newest: None, within } => {
            words.rehearsal_never.fill(&[("within", &format.duration(*within))])
        }
        Detail::Excluded { share } => words.excluded.fill(&[("share", &format.percent(*share))]),
        Detail::Export { code, path, line, detail } => export(speech, code, path, *line, detail),
        _ => return plain(speech, reason.code),
    })
}

fn plain(speech: &Speech, code: Code) -> Option<String> {
    let words = &speech.words.reason;
    let judgement = &speech.report.judgement;
    let phase = ("phase", speech.phase(judgement.phase));
    match code {
        Code::NotStarted => Some(words.not_started.fill(&[phase])),
        Code::RolledBack => Some(match judgement.attempt.and_then(|attempt| attempt.end) {
            Some(end) => words.rolled_back_at.fill(&[phase, ("at", &speech.format.short(end))]),
            None => words.rolled_back.fill(&[phase]),
        }),
        _ => None,
    }
}

fn split(speech: &Speech, declared: f64, observed: f64, rows: bool) -> String {
    let (words, format) = (&speech.words.reason, speech.format);
    let counted = if rows { words.requests.text() } else { words.units.text() };
    let declared = ("declared", &*format.percent_exact(declared));
    let samples = speech.report.judgement.split.as_ref().map_or([0, 0], |split| split.samples);
    let all = samples[0].saturating_add(samples[1]);
    if all == 0 || !observed.is_finite() {
        return words.split_unseen.fill(&[("counted", counted), declared]);
    }
    words.split.fill(&[
        ("observed", &format.percent(observed)),
        ("candidate", &integer(samples[0])),
        ("all", &integer(all)),
        ("counted", counted),
        declared,
    ])
}

fn item(speech: &Speech, finding: &ItemFinding, reason: &Reason) -> Option<String> {
    let words = &speech.words.reason;
    let list = speech.report.checklist.lists.get(finding.list)?;
    let item = list.items.get(finding.item)?;
    let text = markdown::to_text(&item.text);
    let values = [("list", list.title.as_str()), ("text", text.as_str())];
    Some(match (&reason.detail, &item.owner) {
        (Detail::Reworded, _) => words.item_changed.fill(&values),
        (_, Some(owner)) => words.item_open_owner.fill(&[values[0], values[1], ("owner", owner)]),
        (_, None) => words.item_open.fill(&values),
    })
}

fn role(speech: &Speech, finding: &RoleFinding) -> Option<String> {
    let words = &speech.words.reason;
    let role = ("role", speech.report.plan.roles.get(finding.role)?.title.as_str());
    let Some(answer) = finding.answer.as_ref().filter(|answer| !answer.go) else {
        return Some(words.role_open.fill(&[role]));
    };
    let at = speech.format.short(answer.at);
    let by = answer.by.as_ref().map_or_else(|| at.clone(), |by| words.role_by.fill(&[("by", by), ("at", &at)]));
    Some(match &answer.note {
        Some(note) => words.role_no_go_note.fill(&[role, ("by", &by), ("note", note.trim())]),
        None => words.role_no_go.fill(&[role, ("by", &by)]),
    })
}

/// The phrase of a code in a table keyed by codes.
pub(super) fn by_code(
    table: &'static std::collections::BTreeMap<String, Phrase>,
    code: Code,
) -> Option<&'static Phrase> {
    table.get(code.word())
}
