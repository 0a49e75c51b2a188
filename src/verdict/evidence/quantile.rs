//! Quantiles from histograms. An absolute limit is a question about a proportion: P95 <= X is share(> X) <= 5 %.

use super::counts::between_looks;
use super::proportion::{self, CONCENTRATION, Question};
use super::{Case, Side, Weighed, bad_side, breach_side, relative};
use crate::metric::histogram::Histogram;
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit, Method};
use crate::stats::quantile as ranks;

/// Weighs a quantile of this level in (0, 1).
pub fn weigh(case: &Case, level: f64) -> Weighed {
    let cells = case.view.cells(Arm::Candidate, case.segment);
    let parts = between_looks(case, &cells, |sum: &mut Histogram, cell| {
        if let Cell::Histogram(histogram) = cell {
            sum.merge(histogram);
        }
    });
    let all = parts.iter().fold(Histogram::default(), |mut sum, part| {
        sum.merge(part);
        sum
    });
    let samples = all.count();
    let summary = Weighed {
        value: all.quantile(level),
        interval: (samples > 0).then(|| interval(case, &all, level)),
        samples,
        baseline: relative::quantile_baseline(case, level),
        ..Weighed::default()
    };
    if samples == 0 {
        return summary;
    }
    if case.is_relative() {
        return relative::quantile(case, &parts, &all, level, summary);
    }
    let target = bad_side(&case.gate.target);
    let count = |side: Side, bound: &Bound, strict: bool| -> Vec<(f64, f64)> {
        parts.iter().map(|part| (bad(part, side, limit(bound), strict) as f64, part.count() as f64)).collect()
    };
    let line = case.gate.rollback.as_ref().map(|line| (count(breach_side(line), line, false), rate(breach_side(line), level)));
    let question = Question {
        strict: count(target, &case.gate.target, true),
        lenient: count(target, &case.gate.target, false),
        target: rate(target, level),
        line,
    };
    proportion::answer(case, &question, summary)
}

/// Counts values on the bad side of a limit; `strict` counts those that share the limit's bucket as bad.
fn bad(part: &Histogram, side: Side, limit: f64, strict: bool) -> u64 {
    match (side, strict) {
        (Side::Above, true) => part.count_not_below(limit),
        (Side::Above, false) => part.count_above(limit),
        (Side::Below, true) => part.count_not_above(limit),
        (Side::Below, false) => part.count_below(limit),
    }
}

fn rate(side: Side, level: f64) -> f64 {
    if side == Side::Above { 1.0 - level } else { level }
}

fn limit(bound: &Bound) -> f64 {
    if let Limit::Fixed(limit) = bound.limit { limit } else { f64::NAN }
}

/// The interval shown: order statistics at ranks that hold at every look, widened to the edges of their buckets.
pub fn interval(case: &Case, all: &Histogram, level: f64) -> (Option<f64>, Option<f64>) {
    let count = all.count();
    let (low, high) = match case.decision.method {
        Method::Fixed => ranks::fixed_ranks(count, level, case.decision.alpha),
        Method::Anytime | Method::Point => ranks::anytime_ranks(count, level, case.decision.alpha, CONCENTRATION),
    };
    (low.and_then(|rank| all.lower_edge_of_rank(rank)), high.and_then(|rank| all.upper_edge_of_rank(rank)))
}
