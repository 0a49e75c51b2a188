//! What speaks against starting or finishing a phase: the order that a plan promises, held against what happened.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::over_before;
use super::{About, Code, Judgement, Stage, Status, Verdict};
use crate::checklist::{Checklist, Due};
use crate::journal::{Decided, Ending, Entry, Event, Journal};
use crate::plan::Plan;
use crate::source::Moment;

/// One thing that speaks against starting or finishing a phase.
#[derive(Clone, Debug, PartialEq)]
pub enum Objection {
    /// The judged phase is not go: the reason of this number in `Judgement::reasons`.
    Reason(usize),
    /// The phase of this index comes before and was never run to its end.
    NotRun(usize),
    /// The phase of this index comes before and ended with this verdict.
    NotGo(usize, Verdict),
    /// The item of this number in `Judgement::items` must be settled before the phase.
    ItemOpen(usize),
    /// The phase was started before, at that time, and was not rolled back.
    Again(Moment),
    /// Somebody said go for this phase at that time, of other gates than those of the plan now.
    Outdated(Moment, Option<String>),
    /// Roll-back would not restore the variable of this name.
    Unrestored(String),
    /// The log has a start, a finish or a roll-back at a later time.
    Later(Moment),
}

/// Returns what speaks against starting the phase of this index when it was judged.
///
/// The journal is the whole one: later entries object too.
pub fn against_start(
    plan: &Plan,
    checklist: &Checklist,
    journal: &Journal,
    judgement: &Judgement,
    phase: usize,
) -> Vec<Objection> {
    let mut objections: Vec<Objection> = again(plan, journal, judgement.at, phase).into_iter().collect();
    objections.extend(not_go(judgement));
    objections.extend(outdated(plan, journal, judgement));
    objections.extend(earlier_phases(plan, journal, judgement, phase));
    objections.extend(open_items(plan, checklist, judgement, phase));
    objections.extend(unrestored(plan, journal, judgement.at, phase).into_iter().map(Objection::Unrestored));
    objections.extend(later(journal, judgement.at));
    objections
}

/// Returns what speaks against finishing the running phase when it was judged.
pub fn against_finish(plan: &Plan, journal: &Journal, judgement: &Judgement) -> Vec<Objection> {
    let mut objections: Vec<Objection> = not_go(judgement).collect();
    objections.extend(outdated(plan, journal, judgement));
    objections.extend(later(journal, judgement.at));
    objections
}

/// A phase that was started already: a new attempt is judged without the data of the earlier one.
fn again(plan: &Plan, journal: &Journal, at: Moment, phase: usize) -> Option<Objection> {
    let timeline = journal.timeline(at);
    let run = timeline.newest_of(&plan.phases[phase].id)?;
    let rolled_back = matches!(run.end, Some((_, Ending::RolledBack)));
    (!rolled_back).then_some(Objection::Again(run.start))
}

/// Approvals of the judged attempt that were given for other gates: the newest decision, the newest answer of each role.
fn outdated(plan: &Plan, journal: &Journal, judgement: &Judgement) -> Vec<Objection> {
    let Some(attempt) = judgement.attempt else { return Vec::new() };
    let mut newest: BTreeMap<Option<&str>, (&Entry, bool)> = BTreeMap::new();
    for entry in journal.entries.iter().filter(|entry| entry.at >= attempt.start && entry.at <= judgement.at) {
        match &entry.event {
            Event::Decide(decided) => newest.insert(None, (entry, *decided == Decided::Go)),
            Event::Answer { role, go } => newest.insert(Some(role), (entry, *go)),
            _ => continue,
        };
    }
    let gates = plan.gates_sha256();
    let other = |entry: &Entry| entry.gates.as_ref().is_some_and(|agreed| *agreed != gates);
    let outdated = newest.values().filter(|(entry, go)| *go && other(entry));
    outdated.map(|(entry, _)| Objection::Outdated(entry.at, entry.by.clone())).collect()
}

/// The judged phase's reasons; before the first start only those that are not about a phase yet.
fn not_go(judgement: &Judgement) -> impl Iterator<Item = Objection> {
    let first = judgement.stage == Stage::NotStarted;
    let counts =
        move |code: Code, about: &About| !first || (code != Code::NotStarted && !matches!(about, About::Item(_)));
    let reasons = judgement.reasons.iter().enumerate();
    reasons.filter(move |(_, reason)| counts(reason.code, &reason.about)).map(|(number, _)| Objection::Reason(number))
}

/// The phases before this one: each must be over, or be the one that this start ends, and must have been go.
fn earlier_phases(plan: &Plan, journal: &Journal, judgement: &Judgement, phase: usize) -> Vec<Objection> {
    let timeline = journal.timeline(judgement.at);
    let judged = |earlier: usize| judgement.attempt.is_some() && earlier == judgement.phase;
    let mut objections = Vec::new();
    for earlier in plan.phases[phase].after.iter().copied().filter(|earlier| !judged(*earlier)) {
        if !over_before(&timeline, &plan.phases[earlier].id, judgement.at) {
            objections.push(Objection::NotRun(earlier));
        } else if let Some(verdict) = judgement.phases[earlier].verdict.filter(|verdict| *verdict != Verdict::Go) {
            objections.push(Objection::NotGo(earlier, verdict));
        }
    }
    objections
}

/// The open items of the lists before this phase that are not among the judgement's reasons.
fn open_items(plan: &Plan, checklist: &Checklist, judgement: &Judgement, phase: usize) -> Vec<Objection> {
    let id = &plan.phases[phase].id;
    let told = |status: Status| {
        judgement.stage != Stage::NotStarted && matches!(status, Status::Decides(verdict) if verdict != Verdict::Go)
    };
    let mut objections = Vec::new();
    for (number, finding) in judgement.items.iter().enumerate() {
        let list = &checklist.lists[finding.list];
        let item = &list.items[finding.item];
        let asked = item.required && matches!(&list.due, Due::Before(phase) if phase == id);
        if asked && !item.is_settled(judgement.at) && !told(finding.status) {
            objections.push(Objection::ItemOpen(number));
        }
    }
    objections
}

/// The variables that phases touched and that `[rollback]` does not name: those of the plan up to this phase, and those
/// that the log says took effect, of whatever plan that was.
fn unrestored(plan: &Plan, journal: &Journal, at: Moment, phase: usize) -> BTreeSet<String> {
    let planned = plan.phases.iter().take(phase + 1).flat_map(|phase| phase.set.keys().chain(&phase.unset));
    let seen = journal.entries.iter().take_while(|entry| entry.at <= at);
    let logged = seen.flat_map(|entry| entry.set.iter().flat_map(|set| set.keys()));
    let restored = |name: &String| {
        plan.rollback.as_ref().is_some_and(|rollback| {
            rollback.set.contains_key(name) || rollback.unset.contains(name) || rollback.keep.contains(name)
        })
    };
    planned.chain(logged).filter(|name| !restored(name)).cloned().collect()
}

/// The first later entry that moves the rollout: one before it would change what was judged since.
fn later(journal: &Journal, at: Moment) -> Option<Objection> {
    let moves = |event: &Event| matches!(event, Event::Start(_) | Event::Finish(_) | Event::Rollback(_));
    let entry = journal.entries.iter().find(|entry| entry.at > at && moves(&entry.event))?;
    Some(Objection::Later(entry.at))
}
