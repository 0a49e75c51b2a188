//! Quantiles from histograms. An absolute limit is a question about a proportion: P95 <= X is share(> X) <= 5 %.

use super::counts::{Parts, between_looks, total};
use super::proportion::{self, Counts, Question};
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
    let parts = between_looks(case, &cells, add_histogram);
    let all = total(&parts, Histogram::merge);
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
        return relative::quantile(case, &parts, level, summary);
    }
    let count = |parts: &Parts<Histogram>, beyond: &Beyond| -> Parts<Counts> {
        parts.iter().map(|(look, part)| (*look, (beyond.count(part) as f64, part.count() as f64))).collect()
    };
    let side = bad_side(&case.gate.target);
    let missed = Beyond::target(&case.gate.target);
    let line = case.gate.rollback.as_ref().map(|line| {
        (
            count(&parts, &Beyond { op: line.op, limit: limit(line), unsure: Unsure::LeftOut }),
            rate(breach_side(line), level),
        )
    });
    let question = Question {
        strict: count(&parts, &missed),
        lenient: count(&parts, &Beyond { unsure: Unsure::LeftOut, ..missed }),
        target: rate(side, level),
        line,
    };
    proportion::answer(case, &question, summary)
}

/// Adds the histogram of a cell.
pub fn add_histogram(sum: &mut Histogram, cell: &Cell) {
    if let Cell::Histogram(histogram) = cell {
        sum.merge(histogram);
    }
}

/// What values beyond a bound are, and whether those that share the limit's bucket count.
#[derive(Clone, Copy, Debug)]
struct Beyond {
    op: Comparison,
    limit: f64,
    unsure: Unsure,
}

impl Beyond {
    /// The values that miss a target: all that do not hold, doubtful ones among them.
    fn target(target: &Bound) -> Beyond {
        let op = match target.op {
            Comparison::Less => Comparison::GreaterEqual,
            Comparison::LessEqual | Comparison::Equal | Comparison::NotEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessEqual,
            Comparison::GreaterEqual => Comparison::Less,
        };
        Beyond { op, limit: limit(target), unsure: Unsure::Counted }
    }

    fn count(&self, part: &Histogram) -> u64 {
        part.count_where(self.op, self.limit, self.unsure)
    }
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
    let op = match side {
        Side::Greater => Comparison::Greater,
        Side::Less => Comparison::Less,
    };
    let beyond = part.count_where(op, limit, Unsure::LeftOut);
    log_e_greater(beyond as f64, part.count() as f64, rate(side, level), CONCENTRATION)
}
