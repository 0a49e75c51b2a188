//! The verdict at every step of the past, from one reading of the data.

use super::{Code, Facts, Verdict, judge};
use crate::journal::{Event, Journal};
use crate::source::Moment;

/// What would have been said at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The moment.
    pub at: Moment,
    /// Index of the judged phase.
    pub phase: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// The codes of its reasons, in order, without repeats.
    pub codes: Vec<Code>,
}

/// Returns the moments of a replay: the first start + i x every (i >= 1) while before `at`, and `at`.
pub fn steps(journal: &Journal, every: i64, at: Moment) -> Vec<Moment> {
    let starts = journal.entries.iter().filter(|entry| matches!(entry.event, Event::Start(_)) && entry.at <= at);
    let mut steps = Vec::new();
    if let Some(first) = starts.map(|entry| entry.at).next() {
        let all = (1..).map(|number: i64| first.plus(number.saturating_mul(every.max(1))));
        steps.extend(all.take_while(|step| *step < at));
    }
    steps.push(at);
    steps
}

/// Returns what would have been said at each moment. The grid of `facts` must have been made for them all.
pub fn replay(facts: &Facts, ats: &[Moment]) -> Vec<Step> {
    let step = |at: &Moment| {
        let judgement = judge(facts, *at);
        let mut codes: Vec<Code> = Vec::new();
        for reason in &judgement.reasons {
            if !codes.contains(&reason.code) {
                codes.push(reason.code);
            }
        }
        Step { at: *at, phase: judgement.phase, verdict: judgement.verdict, codes }
    };
    ats.iter().map(step).collect()
}
