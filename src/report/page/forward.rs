//! The way forward: how to enter the next phase.

use super::Source;
use super::rollback::{StepRow, steps};
use crate::rollback::{Stage, instructions};
use crate::verdict::Verdict;

/// The steps into the next phase.
pub(super) struct ForwardBox {
    pub(super) title: String,
    pub(super) note: Option<String>,
    pub(super) open: bool,
    pub(super) summary: String,
    pub(super) steps: Vec<StepRow>,
}

/// Returns the steps into the next phase; none after the last.
pub(super) fn forward(source: &Source) -> Option<ForwardBox> {
    let words = &source.words.page;
    let judgement = &source.report.judgement;
    let next = judgement.next?;
    let phase = source.report.plan.phases.get(next)?;
    let from = judgement.attempt.map_or(Stage::Safe, |_| Stage::Phase(judgement.phase));
    let way = instructions(&source.report.plan, Some(from), Stage::Phase(next));
    let steps = steps(source, &way);
    let go = judgement.verdict == Verdict::Go;
    let count = u64::try_from(steps.len()).unwrap_or(u64::MAX);
    Some(ForwardBox {
        title: words.forward_to.fill(&[("phase", &phase.title)]),
        note: (!go).then(|| words.forward_wait.to_string()),
        open: go,
        summary: words.steps.of(count),
        steps,
    })
}
