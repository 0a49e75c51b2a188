//! Means, by the asymptotic confidence sequence read as an e-process: labelled approximate.

use super::counts::{Parts, between_looks, breach, total};
use super::relative::{baseline_cells, proof, relation, shown};
use super::{Case, Proof, Side, Weighed, bad_side, breach_side};
use crate::metric::moments::Moments;
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit};

/// Below this many values a mean proves nothing (decision.md d2).
pub const LEAST_VALUES: u64 = 500;

/// The number of values at which the bounds are narrowest (decision.md d2).
const OPTIMAL_VALUES: f64 = 1000.0;

/// Weighs a mean.
pub fn weigh(case: &Case) -> Weighed {
    let cells = case.view.cells(Arm::Candidate, case.segment);
    let parts = between_looks(case, &cells, add_moments);
    let all = total(&parts, Moments::merge);
    let summary = Weighed {
        value: all.mean(),
        interval: (all.count > 1).then(|| interval(&all, case.decision.alpha)),
        samples: all.count,
        baseline: baseline(case),
        ..Weighed::default()
    };
    if all.count == 0 {
        return summary;
    }
    let missing = LEAST_VALUES.checked_sub(all.count).filter(|missing| *missing > 0);
    if case.is_relative() {
        return Weighed { missing, ..relative_mean(case, &parts, summary) };
    }
    let evidence = |moments: &Moments, bound: &Bound, side: Side| {
        let Limit::Fixed(limit) = bound.limit else { return f64::NEG_INFINITY };
        beyond(moments, limit, side == Side::Greater, case.decision.alpha)
    };
    let side = bad_side(&case.gate.target);
    let breached = |line: &Bound| {
        let beyond = |sum: &Moments| evidence(sum, line, breach_side(line));
        breach(case, &parts, Moments::merge, beyond, beyond)
    };
    let proof = Proof::Evidence {
        go: evidence(&all, &case.gate.target, side.opposite()),
        no_go: evidence(&all, &case.gate.target, side),
        breach: case.gate.rollback.as_ref().map_or(Vec::new(), breached),
    };
    Weighed { proof, missing, ..summary }
}

fn add_moments(sum: &mut Moments, cell: &Cell) {
    if let Cell::Moments(moments) = cell {
        sum.merge(moments);
    }
}

/// The baseline's mean and values.
fn baseline(case: &Case) -> Option<(Option<f64>, u64)> {
    let mut sum = Moments::default();
    baseline_cells(case).values().for_each(|cell| add_moments(&mut sum, cell));
    shown(case, sum.mean(), sum.count)
}

/// Weighs a mean against the baseline's: the distance of the means, and its standard error (decision.md c4).
fn relative_mean(case: &Case, parts: &Parts<Moments>, summary: Weighed) -> Weighed {
    let alpha = case.decision.alpha;
    let evidence = |bound: &Bound, side: Side, ours: &Moments, base: &Moments| {
        let Some(relation) = relation(bound) else {
            let Limit::Fixed(limit) = bound.limit else { return f64::NEG_INFINITY };
            return beyond(ours, limit, side == Side::Greater, alpha);
        };
        let (Some(mean), Some(other)) = (ours.mean(), base.mean()) else { return f64::NEG_INFINITY };
        let (Some(spread), Some(scatter)) = (ours.variance(), base.variance()) else { return f64::NEG_INFINITY };
        let pairs = ours.count as f64 * base.count as f64 / (ours.count + base.count) as f64;
        let error = spread / ours.count as f64 + relation.times * relation.times * scatter / base.count as f64;
        log_e(pairs as u64, mean - relation.of(other), error * pairs, side == Side::Greater, alpha)
    };
    Weighed { proof: proof(case, parts, add_moments, Moments::merge, evidence), ..summary }
}

/// Log evidence that a mean lies above a limit, or below it; minus infinity where the data lean the other way, or are too few.
fn beyond(moments: &Moments, limit: f64, above: bool, alpha: f64) -> f64 {
    let (Some(mean), Some(variance)) = (moments.mean(), moments.variance()) else { return f64::NEG_INFINITY };
    log_e(moments.count, mean - limit, variance, above, alpha)
}

/// Log of the asymptotic e-value that a distance of means is above zero, or below.
///
/// `variance` is that of one value. Fewer than [`LEAST_VALUES`] and constant data prove nothing.
/// Source: Robbins' normal mixture with an estimated variance; Waudby-Smith et al. 2024; decision.md d2.
pub fn log_e(count: u64, distance: f64, variance: f64, above: bool, alpha: f64) -> f64 {
    let sound = variance > 0.0 && variance.is_finite();
    if count < LEAST_VALUES || !sound || (distance > 0.0) != above {
        return f64::NEG_INFINITY;
    }
    let (count, rho) = (count as f64, prior_size(alpha));
    let sum = count * distance;
    sum * sum / (2.0 * variance * (count + rho)) - 0.5 * (count / rho).ln_1p()
}

/// How many values the prior is worth: fixed by the plan's alpha, before data.
fn prior_size(alpha: f64) -> f64 {
    let nats = -2.0 * alpha.ln();
    OPTIMAL_VALUES / (nats + nats.ln_1p())
}

fn interval(all: &Moments, alpha: f64) -> (Option<f64>, Option<f64>) {
    let (Some(mean), Some(variance)) = (all.mean(), all.variance()) else { return (None, None) };
    if all.count < LEAST_VALUES || variance <= 0.0 || !variance.is_finite() {
        return (None, None);
    }
    let (count, rho) = (all.count as f64, prior_size(alpha));
    let half = variance.sqrt() * ((count + rho) * ((count / rho).ln_1p() - 2.0 * alpha.ln())).sqrt() / count;
    (Some(mean - half), Some(mean + half))
}
