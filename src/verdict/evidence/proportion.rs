//! Shares and ratios: k of n, by the beta-binomial mixture.

use super::counts::{Parts, between_looks, breach, total};
use super::{Case, Proof, Side, Weighed, bad_side, breach_side, relative};
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit, Method};
use crate::stats::fixed;
use crate::stats::interval::Interval;
use crate::stats::mixture::{self, CONCENTRATION};
use crate::stats::one_sided::{OneSided, log_e_greater, log_e_less};
use crate::stats::projection::{self, POWER};
use crate::stats::quantile as ranks;

/// Hits and tries, or bad and all tries.
pub type Counts = (f64, f64);

/// What a proportion's bounds ask of the counts of bad tries. For a share both views of a doubtful try are the same;
/// for a quantile a value inside the limit's bucket counts for the side that gives less evidence.
#[derive(Clone, Debug)]
pub struct Question {
    /// Doubtful tries counted as bad: for a go.
    pub strict: Parts<Counts>,
    /// Doubtful tries counted as good: for a no-go.
    pub lenient: Parts<Counts>,
    /// The rate of bad tries at the target.
    pub target: f64,
    /// Bad tries and their rate at the roll-back line, doubtful ones counted as good.
    pub line: Option<(Parts<Counts>, f64)>,
}

/// Weighs a share or a ratio.
pub fn weigh(case: &Case) -> Weighed {
    let cells = case.view.cells(Arm::Candidate, case.segment);
    let counts = between_looks(case, &cells, add_tries);
    let (hits, tries) = total(&counts, add);
    let summary = Weighed {
        value: (tries > 0.0).then(|| hits / tries),
        interval: Some(interval(case, hits, tries)),
        hits: Some(hits as u64),
        samples: tries as u64,
        baseline: relative::proportion_baseline(case),
        ..Weighed::default()
    };
    if tries == 0.0 {
        return summary;
    }
    if hits > tries {
        return Weighed { proof: Proof::Unjudged("above-one"), ..summary };
    }
    if case.is_relative() {
        return relative::proportion(case, &counts, summary);
    }
    let bad = |side: Side| -> Parts<Counts> {
        let turned =
            |(hits, tries): &Counts| if side == Side::Greater { (*hits, *tries) } else { (tries - hits, *tries) };
        counts.iter().map(|(look, part)| (*look, turned(part))).collect()
    };
    let side = bad_side(&case.gate.target);
    let line = case.gate.rollback.as_ref().map(|line| (bad(breach_side(line)), rate(line, breach_side(line))));
    let question = Question { strict: bad(side), lenient: bad(side), target: rate(&case.gate.target, side), line };
    answer(case, &question, summary)
}

/// Adds the hits and tries of a cell.
pub fn add_tries(sum: &mut Counts, cell: &Cell) {
    if let Cell::Tries { hits, tries } = cell {
        add(sum, &(*hits as f64, *tries as f64));
    }
}

/// Adds counts.
pub fn add(sum: &mut Counts, more: &Counts) {
    *sum = (sum.0 + more.0, sum.1 + more.1);
}

/// Answers a question about counts of bad tries by the method that the plan asks for.
pub fn answer(case: &Case, question: &Question, summary: Weighed) -> Weighed {
    if case.decision.method == Method::Fixed {
        return Weighed { proof: at_one_look(case, question), ..summary };
    }
    let (bad, tries) = total(&question.strict, add);
    let (surely_bad, _) = total(&question.lenient, add);
    let go = log_e_less(bad, tries, question.target, CONCENTRATION);
    let no_go = log_e_greater(surely_bad, tries, question.target, CONCENTRATION);
    let breach = question.line.as_ref().map_or(Vec::new(), |(counts, rate)| {
        let test = OneSided::new(*rate, CONCENTRATION, Side::Greater);
        breach(case, counts, add, |sum| test.log_e(sum.0, sum.1), |sum| test.log_e_bound(sum.0, sum.1))
    });
    let ask = projection::Question {
        line: question.target,
        side: Side::Less,
        enough: case.go_level(),
        concentration: CONCENTRATION,
    };
    let missing = ask.missing(bad, tries, POWER);
    Weighed { proof: Proof::Evidence { go, no_go, breach }, missing, ..summary }
}

/// The classical answer at the end of the least soak: the logs of exact binomial tails, turned into evidence.
fn at_one_look(case: &Case, question: &Question) -> Proof {
    let (bad, tries) = total(&question.strict, add);
    let (surely_bad, _) = total(&question.lenient, add);
    let above = |bad: f64, tries: f64, rate: f64| {
        if bad >= 1.0 { -ranks::ln_above(bad as u64 - 1, tries as u64, rate) } else { 0.0 }
    };
    let breach = question.line.as_ref().map_or(Vec::new(), |(counts, rate)| {
        breach(case, counts, add, |(bad, tries)| above(*bad, *tries, *rate), |_| f64::NEG_INFINITY)
    });
    Proof::Evidence {
        go: -ranks::ln_at_most(bad as u64, tries as u64, question.target),
        no_go: above(surely_bad, tries, question.target),
        breach,
    }
}

/// The interval shown: valid at every look, unless the plan asks for one look.
fn interval(case: &Case, hits: f64, tries: f64) -> (Option<f64>, Option<f64>) {
    let alpha = case.decision.alpha;
    let Interval { lower, upper } = match case.decision.method {
        Method::Fixed => fixed::clopper_pearson(hits.min(tries), tries, alpha),
        Method::Anytime | Method::Point => mixture::interval(hits, tries, alpha, CONCENTRATION),
    };
    (Some(lower), Some(upper))
}

/// The rate of bad tries at a fixed bound.
fn rate(bound: &Bound, side: Side) -> f64 {
    let Limit::Fixed(limit) = bound.limit else { return 1.0 };
    if side == Side::Greater { limit } else { 1.0 - limit }
}
