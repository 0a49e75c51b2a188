//! Means, by the asymptotic confidence sequence read as an e-process: labelled approximate.

use super::counts::{Parts, between_looks, breach, total};
use super::relative::{baseline_cells, proof, relation, shown};
use super::{Case, Proof, Side, Weighed, bad_side, breach_side};
use crate::metric::moments::Moments;
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit, Method};
use crate::stats::interval::Interval;
use crate::stats::mean::{LEAST_EVENTS, Sample, TIGHTEST_EVENTS};

/// Weighs a mean.
pub fn weigh(case: &Case) -> Weighed {
    let cells = case.view.cells(Arm::Candidate, case.segment);
    let parts = between_looks(case, &cells, add_moments);
    let all = total(&parts, Moments::merge);
    let summary = Weighed {
        value: all.mean(),
        interval: (all.count > 1).then(|| interval(case, &all)),
        samples: all.count,
        baseline: baseline(case),
        ..Weighed::default()
    };
    if all.count == 0 {
        return summary;
    }
    let missing = (LEAST_EVENTS as u64).checked_sub(all.count).filter(|missing| *missing > 0);
    if case.is_relative() {
        return Weighed { missing, ..relative_mean(case, &parts, summary) };
    }
    let side = bad_side(&case.gate.target);
    let breached = |line: &Bound| {
        let beyond = |sum: &Moments| beyond(case, sum, line, breach_side(line));
        breach(case, &parts, Moments::merge, beyond, beyond)
    };
    let proof = Proof::Evidence {
        go: beyond(case, &all, &case.gate.target, side.opposite()),
        no_go: beyond(case, &all, &case.gate.target, side),
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
    let evidence = |bound: &Bound, side: Side, ours: &Moments, base: &Moments| {
        let Some(relation) = relation(bound) else { return beyond(case, ours, bound, side) };
        let distance = sample(ours).zip(sample(base)).and_then(|(ours, base)| ours.less(base, relation));
        distance.map_or(f64::NEG_INFINITY, |distance| log_e(case, &distance, 0.0, side))
    };
    Weighed { proof: proof(case, parts, add_moments, Moments::merge, evidence), ..summary }
}

/// Evidence that a mean lies on a side of a fixed bound.
fn beyond(case: &Case, moments: &Moments, bound: &Bound, side: Side) -> f64 {
    let Limit::Fixed(limit) = bound.limit else { return f64::NEG_INFINITY };
    sample(moments).map_or(f64::NEG_INFINITY, |sample| log_e(case, &sample, limit, side))
}

/// Fewer values than [`LEAST_EVENTS`] and constant data prove nothing.
fn log_e(case: &Case, sample: &Sample, line: f64, side: Side) -> f64 {
    if sample.count < LEAST_EVENTS {
        return f64::NEG_INFINITY;
    }
    sample.log_e(line, side, case.decision.alpha, TIGHTEST_EVENTS)
}

fn sample(moments: &Moments) -> Option<Sample> {
    Some(Sample { count: moments.count as f64, mean: moments.mean()?, variance: moments.variance()? })
}

fn interval(case: &Case, all: &Moments) -> (Option<f64>, Option<f64>) {
    let alpha = case.decision.alpha;
    let believable = match (sample(all), case.decision.method) {
        (Some(sample), Method::Fixed) => sample.student(alpha),
        (Some(sample), _) if sample.count >= LEAST_EVENTS => sample.anytime(alpha, TIGHTEST_EVENTS),
        _ => Interval::ALL,
    };
    let end = |end: f64| end.is_finite().then_some(end);
    (end(believable.lower), end(believable.upper))
}
