//! Quantiles from histograms. An absolute limit is a question about a proportion: P95 <= X is share(> X) <= 5 %.

use super::counts::between_looks;
use super::proportion::{self, Question};
use super::{Case, Side, Weighed, bad_side, breach_side, relative};
use crate::metric::histogram::{Histogram, Unsure, lower_edge, upper_edge};
use crate::metric::value::Comparison;
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit, Method};
use crate::stats::mixture::CONCENTRATION;
use crate::stats::one_sided::log_e_greater;
use crate::stats::quantile::{self as ranks, Ranks};

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
        value: all.quantile(level).map(lower_edge),
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
        parts.iter().map(|part| (bad(part, side, bound, strict) as f64, part.count() as f64)).collect()
    };
    let line =
        case.gate.rollback.as_ref().map(|line| (count(breach_side(line), line, false), rate(breach_side(line), level)));
    let question = Question {
        strict: count(target, &case.gate.target, true),
        lenient: count(target, &case.gate.target, false),
        target: rate(target, level),
        line,
    };
    proportion::answer(case, &question, summary)
}

/// Counts values on the bad side of a limit; `strict` counts those that share the limit's bucket as bad.
///
/// A target `< X` is missed by a value at X; a target `<= X` is not.
fn bad(part: &Histogram, side: Side, bound: &Bound, strict: bool) -> u64 {
    let inclusive = matches!(bound.op, Comparison::Less | Comparison::Greater);
    let op = match (side, inclusive) {
        (Side::Greater, true) => Comparison::GreaterEqual,
        (Side::Greater, false) => Comparison::Greater,
        (Side::Less, true) => Comparison::LessEqual,
        (Side::Less, false) => Comparison::Less,
    };
    part.count_where(op, limit(bound), if strict { Unsure::Counted } else { Unsure::LeftOut })
}

fn rate(side: Side, level: f64) -> f64 {
    if side == Side::Greater { 1.0 - level } else { level }
}

fn limit(bound: &Bound) -> f64 {
    if let Limit::Fixed(limit) = bound.limit { limit } else { f64::NAN }
}

/// The interval shown: order statistics at ranks that hold at every look, widened to the edges of their buckets.
pub fn interval(case: &Case, all: &Histogram, level: f64) -> (Option<f64>, Option<f64>) {
    let count = all.count();
    let Ranks { lower, upper } = match case.decision.method {
        Method::Fixed => ranks::fixed_ranks(count, level, case.decision.alpha),
        Method::Anytime | Method::Point => ranks::anytime_ranks(count, level, case.decision.alpha, CONCENTRATION),
    };
    (all.bucket_at(lower).map(lower_edge), all.bucket_at(upper).map(upper_edge))
}

/// Returns the evidence that a quantile lies on a side of a fixed limit; a value in the limit's bucket counts against it.
pub fn log_e(limit: f64, side: Side, part: &Histogram, level: f64) -> f64 {
    let (op, rate) = match side {
        Side::Greater => (Comparison::Greater, 1.0 - level),
        Side::Less => (Comparison::Less, level),
    };
    let beyond = part.count_where(op, limit, Unsure::LeftOut);
    log_e_greater(beyond as f64, part.count() as f64, rate, CONCENTRATION)
}
