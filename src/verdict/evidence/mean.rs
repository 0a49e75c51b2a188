//! Means, by the asymptotic confidence sequence read as an e-process: labelled approximate.

use super::counts::{between_looks, breach};
use super::{Case, Proof, Side, Weighed, bad_side, breach_side, relative};
use crate::metric::moments::Moments;
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit};
use crate::stats::mean;

/// Below this many values a mean proves nothing (decision.md d2).
pub const LEAST_VALUES: u64 = 500;

/// Weighs a mean.
pub fn weigh(case: &Case) -> Weighed {
    let cells = case.view.cells(Arm::Candidate, case.segment);
    let parts = between_looks(case, &cells, |sum: &mut Moments, cell| {
        if let Cell::Moments(moments) = cell {
            sum.merge(moments);
        }
    });
    let all = join(&parts);
    let summary = Weighed {
        value: (all.count > 0).then(|| all.mean()),
        interval: (all.count > 1).then(|| interval(&all, case.decision.alpha)),
        samples: all.count,
        baseline: relative::mean_baseline(case),
        ..Weighed::default()
    };
    if all.count == 0 {
        return summary;
    }
    if case.is_relative() {
        return relative::mean(case, &parts, &all, summary);
    }
    let evidence = |moments: &Moments, bound: &Bound, side: Side, fails: bool| {
        let Limit::Fixed(limit) = bound.limit else { return f64::NEG_INFINITY };
        beyond(moments, limit, (side == Side::Greater) == fails, case.decision.alpha)
    };
    let side = bad_side(&case.gate.target);
    let proof = Proof::Evidence {
        go: evidence(&all, &case.gate.target, side, false),
        no_go: evidence(&all, &case.gate.target, side, true),
        breach: case.gate.rollback.as_ref().map_or(Vec::new(), |line| {
            breach(case, |from, to| evidence(&join(&parts[from..to]), line, breach_side(line), true))
        }),
    };
    Weighed { proof, missing: LEAST_VALUES.checked_sub(all.count).filter(|missing| *missing > 0), ..summary }
}

/// Adds moments up.
pub fn join(parts: &[Moments]) -> Moments {
    parts.iter().fold(Moments::default(), |mut sum, part| {
        sum.merge(part);
        sum
    })
}

/// Log evidence that the mean lies above a limit, or below it; minus infinity where the data lean the other way, or are too few.
fn beyond(moments: &Moments, limit: f64, above: bool, alpha: f64) -> f64 {
    let distance = moments.mean() - limit;
    if moments.count < LEAST_VALUES || moments.variance() <= 0.0 || (distance > 0.0) != above {
        return f64::NEG_INFINITY;
    }
    mean::log_e(moments.count as f64, distance, moments.variance(), alpha)
}

fn interval(all: &Moments, alpha: f64) -> (Option<f64>, Option<f64>) {
    if all.count < LEAST_VALUES || all.variance() <= 0.0 {
        return (None, None);
    }
    let (low, high) = mean::interval(all.count as f64, all.mean(), all.variance(), alpha);
    (Some(low), Some(high))
}
