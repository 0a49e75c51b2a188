//! Missing evidence, counted: how many more samples, and about when.

use super::Needed;
use super::evidence::{Case, Proof, Weighed};
use crate::metric::Arm;
use crate::source::Moment;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// About what a mixture costs before it gains, in nats.
const FIRST_COST: f64 = 1.5;

/// Returns how many samples a gate with too few still needs, and about when they are there at the traffic of the last whole day.
///
/// Neither where the value is so near its target, or the phase so short, that this phase cannot decide it.
pub fn needed(case: &Case, weighed: &Weighed, horizon: Option<Moment>) -> Needed {
    let Some(samples) = weighed.missing.or_else(|| scaled(case, weighed)).filter(|samples| *samples > 0) else {
        return Needed { samples: None, at: None };
    };
    let now = case.view.window.1;
    let Some(rate) = per_second(case) else { return Needed { samples: Some(samples), at: None } };
    let seconds = samples as f64 / rate;
    let at = (seconds < 1e9).then(|| now.plus(seconds.ceil() as i64).ceil(60));
    let late = horizon.is_some_and(|horizon| at.is_none_or(|at| at > horizon.max(now)));
    if late { Needed { samples: None, at: None } } else { Needed { samples: Some(samples), at } }
}

/// About how many more samples of a kind for which no projection is known: evidence grows as samples do, after a first cost.
///
/// None where the data point the other way.
fn scaled(case: &Case, weighed: &Weighed) -> Option<u64> {
    let Proof::Evidence { go, .. } = weighed.proof else { return None };
    let grown = (case.go_level() + FIRST_COST) / (go + FIRST_COST);
    let more = (grown - 1.0) * weighed.samples as f64;
    (go > -FIRST_COST && more > 0.0 && more < 1e15).then(|| more.ceil() as u64)
}

/// The candidate's samples per second over the last day of the window, or all of a shorter one.
fn per_second(case: &Case) -> Option<f64> {
    let (from, to) = case.view.window;
    let start = to.plus(-DAY).max(from);
    let cells = case.view.within((start, to)).cells(Arm::Candidate, case.segment);
    let samples: u64 = cells.values().map(|cell| cell.samples()).sum();
    let seconds = to.since(start);
    (samples > 0 && seconds > 0).then(|| samples as f64 / seconds as f64)
}
