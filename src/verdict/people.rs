//! What people owe a verdict: ticks, answers and rehearsals.

use super::{About, Answer, Attempt, Code, Detail, Excluded, ItemFinding, Reason, RoleFinding, Status, Verdict};
use crate::checklist::{Checklist, Due, ItemState};
use crate::journal::{Event, Journal};
use crate::plan::Plan;
use crate::source::Moment;

/// Which lists a verdict asks for: those to leave this phase, to start it, and to start the next.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The judged phase's id.
    pub phase: &'a str,
    /// Whether it was started; else only the lists before it are asked for.
    pub started: bool,
    /// The next phase's id.
    pub next: Option<&'a str>,
}

impl Asked<'_> {
    fn asks(&self, due: &Due) -> bool {
        match due {
            Due::Before(phase) => phase == self.phase || (self.started && Some(phase.as_str()) == self.next),
            Due::After(phase) => self.started && phase == self.phase,
            Due::Never => false,
        }
    }
}

/// Returns how every item stands, and a reason for each that is asked for and open.
pub fn items(checklist: &Checklist, asked: &Asked, at: Moment) -> (Vec<ItemFinding>, Vec<Reason>) {
    let mut findings = Vec::new();
    let mut reasons = Vec::new();
    for (list_number, list) in checklist.lists.iter().enumerate() {
        for (number, item) in list.items.iter().enumerate() {
            let state = item.state(at);
            let settled = matches!(state, ItemState::Done | ItemState::NotApplicable);
            let decides = item.required && asked.asks(&list.due);
            // What is settled is shown so whenever it is asked for; what is open holds only when it is.
            let status = match (settled, decides) {
                (true, _) if item.required => Status::Decides(Verdict::Go),
                (false, true) => Status::Decides(Verdict::Hold),
                _ => Status::Info,
            };
            if decides && !settled {
                let detail = if state == ItemState::Changed { Detail::Reworded } else { Detail::Plain };
                reasons.push(Reason {
                    code: Code::ItemOpen,
                    status: Verdict::Hold,
                    about: About::Item(findings.len()),
                    detail,
                });
            }
            findings.push(ItemFinding { list: list_number, item: number, state, status });
        }
    }
    (findings, reasons)
}

/// Returns how every role stands, and a reason for each that is asked in this phase and silent or against.
///
/// An answer belongs to the attempt that was the newest when it was given; the last one counts.
pub fn roles(
    plan: &Plan,
    journal: &Journal,
    phase: usize,
    attempt: Option<&Attempt>,
    at: Moment,
) -> (Vec<RoleFinding>, Vec<Reason>) {
    let mut findings = Vec::new();
    let mut reasons = Vec::new();
    for (number, role) in plan.roles.iter().enumerate() {
        let answer = attempt.and_then(|attempt| answer(journal, &role.id, attempt.start, at));
        let asked = role.phases.contains(&phase) && attempt.is_some();
        let verdict = match &answer {
            Some(answer) if answer.go => Verdict::Go,
            Some(_) => Verdict::NoGo,
            None => Verdict::Hold,
        };
        let status = if asked { Status::Decides(verdict) } else { Status::Info };
        let code = if verdict == Verdict::NoGo { Code::RoleNoGo } else { Code::RoleOpen };
        if asked && verdict != Verdict::Go {
            reasons.push(Reason { code, status: verdict, about: About::Role(number), detail: Detail::Plain });
        }
        findings.push(RoleFinding { role: number, answer, status });
    }
    (findings, reasons)
}

/// The last answer of a role since the newest start at this moment: of entries at the same time, those after it in the file.
fn answer(journal: &Journal, role: &str, start: Moment, at: Moment) -> Option<Answer> {
    let seen: Vec<_> = journal.entries.iter().take_while(|entry| entry.at <= at).collect();
    let started = seen.iter().rposition(|entry| entry.at == start && matches!(entry.event, Event::Start(_)))?;
    let answers = seen[started..].iter().filter_map(|entry| match &entry.event {
        Event::Answer { role: of, go } if of == role => {
            Some(Answer { go: *go, by: entry.by.clone(), at: entry.at, note: entry.note.clone() })
        }
        _ => None,
    });
    answers.last()
}

/// Returns the newest rehearsal, and a reason if one is due.
pub fn rehearsal(plan: &Plan, journal: &Journal, at: Moment) -> (Option<(Moment, Option<f64>)>, Option<Reason>) {
    let seen = journal.entries.iter().take_while(|entry| entry.at <= at);
    let newest = seen.filter_map(|entry| match entry.event {
        Event::Rehearse(minutes) => Some((entry.at, minutes)),
        _ => None,
    });
    let newest = newest.last();
    let reason = plan.rollback.as_ref().and_then(|rollback| rollback.rehearse_within).and_then(|within| {
        let recent = newest.is_some_and(|(rehearsed, _)| at.since(rehearsed) <= within);
        let detail = Detail::Rehearsal { newest: newest.map(|(rehearsed, _)| rehearsed), within };
        (!recent).then_some(Reason { code: Code::RehearsalDue, status: Verdict::Hold, about: About::Phase, detail })
    });
    (newest, reason)
}

/// Returns the spans that the journal cuts from a window, as seen at a moment.
pub fn excluded(journal: &Journal, window: (Moment, Moment), at: Moment) -> Vec<Excluded> {
    let seen = journal.entries.iter().take_while(|entry| entry.at <= at);
    let spans = seen.filter_map(|entry| match entry.event {
        Event::Exclude { from, to } if from < window.1 && to > window.0 => {
            Some(Excluded { from, to, note: entry.note.clone().unwrap_or_default(), by: entry.by.clone() })
        }
        _ => None,
    });
    spans.collect()
}
