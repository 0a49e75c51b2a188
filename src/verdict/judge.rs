//! The judge: the phase that the journal says, over its window, with everything that decides.

use super::data::Facts;
use super::gate::{self, Judged};
use super::people::{self, Asked};
use super::{About, Attempt, Code, Detail, Judgement, PhaseFinding, PhaseState, Reason, Stage, Verdict, window};
use crate::journal::{Ending, Journal, Timeline};
use crate::plan::Plan;
use crate::source::Moment;

/// More than this share of the window excluded holds.
const MOST_EXCLUDED: f64 = 0.1;

/// Returns the judgement of a rollout at a moment: later rows, ticks and entries are not seen.
///
/// Total: whatever is missing, stale or broken is a finding that holds. The grid of `facts` must have been made for this moment.
pub fn judge(facts: &Facts, at: Moment) -> Judgement {
    let timeline = facts.journal.timeline(at);
    let phases = phase_findings(facts, &timeline, at);
    let mut judgement = judge_newest(facts, &timeline, at);
    judgement.phases = phases;
    let current = judgement.phase;
    if judgement.attempt.is_some() {
        judgement.phases[current].verdict = Some(judgement.verdict);
    }
    judgement
}

/// Returns the index of the phase that was started last as seen at a moment; none before the first start.
pub fn newest_phase(plan: &Plan, journal: &Journal, at: Moment) -> Option<usize> {
    let timeline = journal.timeline(at);
    let newest = timeline.newest()?;
    plan.phases.iter().position(|phase| phase.id == newest.phase)
}

/// Judges the newest run without the verdicts of earlier phases.
fn judge_newest(facts: &Facts, timeline: &Timeline, at: Moment) -> Judgement {
    let plan = facts.plan;
    let newest = timeline.newest();
    let phase = newest.and_then(|run| plan.phases.iter().position(|phase| phase.id == run.phase)).unwrap_or(0);
    let attempt = newest.map(|run| window::attempt(plan, run, timeline.attempts(&run.phase), at));
    let next = next_phase(facts, timeline, phase);
    let stage = stage(timeline, next);
    let window = attempt.map_or((at, at), |attempt| attempt.window);
    let Judged { findings: gates, unplanned, reasons: gate_reasons, split } =
        gate::judge(facts, phase, attempt.as_ref(), at);
    let next_id = next.map(|next| plan.phases[next].id.as_str());
    let asked = Asked { phase: &plan.phases[phase].id, started: attempt.is_some(), next: next_id };
    let (items, item_reasons) = people::items(facts.checklist, &asked, at);
    let (roles, role_reasons) = people::roles(plan, facts.journal, phase, attempt.as_ref(), at);
    let (rehearsed, rehearsal_due) = people::rehearsal(plan, facts.journal, at);
    let mut reasons = phase_reasons(facts, timeline, stage, phase, attempt.as_ref(), at);
    reasons.extend(gate_reasons);
    for (code, detail) in split.iter().flat_map(|(_, troubles)| troubles.clone()) {
        reasons.push(Reason { code, status: Verdict::Hold, about: About::Split, detail });
    }
    reasons.extend(item_reasons);
    reasons.extend(role_reasons);
    reasons.extend(rehearsal_due);
    // Stable: within a status the order stays the plan's.
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.status));
    let verdict = reasons.iter().map(|reason| reason.status).max().unwrap_or(Verdict::Go);
    Judgement {
        at,
        verdict,
        stage,
        phase,
        attempt,
        next,
        valid_until: at.plus(plan.decision.max_age),
        reasons,
        gates,
        unplanned,
        split: split.map(|(split, _)| split),
        items,
        roles,
        phases: Vec::new(),
        excluded: people::excluded(facts.journal, window, at),
        rehearsed,
    }
}

/// Returns the first phase in the file that was not started and whose `after` phases are all ended or current.
fn next_phase(facts: &Facts, timeline: &Timeline, current: usize) -> Option<usize> {
    let plan = facts.plan;
    let started = |phase: usize| timeline.newest_of(&plan.phases[phase].id).is_some();
    if timeline.runs.is_empty() {
        return Some(0);
    }
    let ready = |phase: usize| plan.phases[phase].after.iter().all(|before| started(*before) || *before == current);
    (0..plan.phases.len()).find(|phase| !started(*phase) && ready(*phase))
}

fn stage(timeline: &Timeline, next: Option<usize>) -> Stage {
    match timeline.newest() {
        None => Stage::NotStarted,
        Some(_) if timeline.rolled_back => Stage::RolledBack,
        Some(run) if run.end.is_none() => Stage::Running,
        Some(_) if next.is_none() => Stage::Finished,
        Some(_) => Stage::Between,
    }
}

/// The reasons that concern the phase as a whole.
fn phase_reasons(
    facts: &Facts,
    timeline: &Timeline,
    stage: Stage,
    phase: usize,
    attempt: Option<&Attempt>,
    at: Moment,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |code, status, detail| reasons.push(Reason { code, status, about: About::Phase, detail });
    let Some(attempt) = attempt else {
        add(Code::NotStarted, Verdict::Hold, Detail::Plain);
        return reasons;
    };
    if stage == Stage::RolledBack {
        add(Code::RolledBack, Verdict::NoGo, Detail::Plain);
    }
    let plan = facts.plan;
    if let Some(before) =
        plan.phases[phase].after.iter().find(|before| !over_before(timeline, &plan.phases[**before].id, attempt.start))
    {
        add(Code::PhaseOrder, Verdict::Hold, Detail::Order { phase: *before });
    }
    let least = plan.phases[phase].soak_least;
    let served = attempt.end.unwrap_or(at).since(attempt.start);
    if served < least {
        add(Code::SoakTime, Verdict::Hold, Detail::Soak { served, least, until: attempt.start.plus(least) });
    }
    let share = excluded_share(facts, attempt.window, at);
    if share > MOST_EXCLUDED {
        add(Code::Coverage, Verdict::Hold, Detail::Excluded { share });
    }
    reasons
}

/// Whether a phase had been run and ended by a moment.
pub(super) fn over_before(timeline: &Timeline, phase: &str, moment: Moment) -> bool {
    timeline.runs.iter().any(|run| run.phase == phase && run.end.is_some_and(|(end, _)| end <= moment))
}

/// The share of a window that is excluded, overlaps counted once.
fn excluded_share(facts: &Facts, window: (Moment, Moment), at: Moment) -> f64 {
    let length = window.1.0.saturating_sub(window.0.0);
    let mut spans = window::exclusions(facts.journal, at);
    spans.sort_unstable();
    let mut reached = window.0;
    let mut cut = 0_i64;
    for (from, to) in spans {
        let (from, to) = (from.max(reached), to.min(window.1));
        if from < to {
            cut += to.0 - from.0;
            reached = to;
        }
    }
    if length > 0 { cut as f64 / length as f64 } else { 0.0 }
}

/// How every phase stands; an ended one's verdict is what was said at its end.
fn phase_findings(facts: &Facts, timeline: &Timeline, at: Moment) -> Vec<PhaseFinding> {
    let finding = |phase: &crate::plan::Phase| {
        let Some(number) = timeline.runs.iter().rposition(|run| run.phase == phase.id) else {
            return PhaseFinding { state: PhaseState::NotStarted, verdict: None, start: None, end: None, attempts: 0 };
        };
        let run = &timeline.runs[number];
        let state = match run.end {
            None => PhaseState::Current,
            Some((_, Ending::Finished)) => PhaseState::Finished,
            Some((_, Ending::RolledBack)) => PhaseState::RolledBack,
        };
        let end = run.end.map(|(end, _)| end);
        let verdict = end.map(|end| verdict_at_end(facts, timeline, number, end.min(at)));
        PhaseFinding { state, verdict, start: Some(run.start), end, attempts: timeline.attempts(&phase.id) }
    };
    facts.plan.phases.iter().map(finding).collect()
}

/// What was said of a run when it ended, before it was rolled back and before the next one's start.
fn verdict_at_end(facts: &Facts, timeline: &Timeline, number: usize, end: Moment) -> Verdict {
    let runs = timeline.runs[..=number].to_vec();
    judge_newest(facts, &Timeline { runs, rolled_back: false }, end).verdict
}
