//! Shares and ratios: k of n, by the beta-binomial mixture.

use super::counts::{between_looks, breach, running};
use super::{Case, Proof, Side, Weighed, bad_side, breach_side, relative};
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit, Method};
use crate::stats::interval::Interval;
use crate::stats::mixture::{self, CONCENTRATION};
use crate::stats::one_sided::{OneSided, log_e_greater, log_e_less};
use crate::stats::projection::{self, POWER};
use crate::stats::quantile as ranks;

/// Counts of bad tries against the rate at which a bound lies.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// Bad and all tries between looks.
    pub counts: &'a [(f64, f64)],
    /// The rate of bad tries at the bound.
    pub rate: f64,
}

/// What a proportion's bounds ask of the counts of bad tries. For a share both views of a doubtful try are the same;
/// for a quantile a value inside the limit's bucket counts for the side that gives less evidence.
#[derive(Clone, Debug)]
pub struct Question {
    /// Doubtful tries counted as bad: for a go.
    pub strict: Vec<(f64, f64)>,
    /// Doubtful tries counted as good: for a no-go.
    pub lenient: Vec<(f64, f64)>,
    /// The rate of bad tries at the target.
    pub target: f64,
    /// Bad tries and their rate at the roll-back line, doubtful ones counted as good.
    pub line: Option<(Vec<(f64, f64)>, f64)>,
}

/// Weighs a share or a ratio.
pub fn weigh(case: &Case) -> Weighed {
    let cells = case.view.cells(Arm::Candidate, case.segment);
    let counts = between_looks(case, &cells, |sum: &mut (f64, f64), cell| {
        if let Cell::Tries { hits, tries } = cell {
            *sum = (sum.0 + *hits as f64, sum.1 + *tries as f64);
        }
    });
    let (hits, tries) = total(&counts);
    let alpha = case.decision.alpha;
    let summary = Weighed {
        value: (tries > 0.0).then(|| hits / tries),
        interval: Some(interval(hits, tries, alpha)),
        hits: Some(hits as u64),
        samples: tries as u64,
        baseline: relative::proportion_baseline(case),
        ..Weighed::default()
    };
    if tries == 0.0 {
        return Weighed { interval: None, ..summary };
    }
    if case.is_relative() {
        return relative::proportion(case, &counts, summary);
    }
    let bad = |side: Side| -> Vec<(f64, f64)> {
        counts
            .iter()
            .map(|(hits, tries)| if side == Side::Greater { (*hits, *tries) } else { (tries - hits, *tries) })
            .collect()
    };
    let side = bad_side(&case.gate.target);
    let line = case.gate.rollback.as_ref().map(|line| (bad(breach_side(line)), rate(line, breach_side(line))));
    let question = Question { strict: bad(side), lenient: bad(side), target: rate(&case.gate.target, side), line };
    answer(case, &question, summary)
}

/// Answers a question about counts of bad tries by the method that the plan asks for.
pub fn answer(case: &Case, question: &Question, summary: Weighed) -> Weighed {
    if case.decision.method == Method::Fixed {
        return Weighed { proof: classical(case, question), ..summary };
    }
    let (bad, tries) = total(&question.strict);
    let (surely_bad, _) = total(&question.lenient);
    let go = log_e_less(bad, tries, question.target, CONCENTRATION);
    let no_go = log_e_greater(surely_bad, tries, question.target, CONCENTRATION);
    let breach =
        question.line.as_ref().map_or(Vec::new(), |(counts, rate)| restarts(case, &Against { counts, rate: *rate }));
    let ask = projection::Question {
        line: question.target,
        side: Side::Less,
        enough: case.go_level(),
        concentration: CONCENTRATION,
    };
    let missing = ask.missing(bad, tries, POWER);
    Weighed { proof: Proof::Evidence { go, no_go, breach }, missing, ..summary }
}

/// Evidence at each look that bad tries are more frequent than the rate, from the start and from every later stretch.
fn restarts(case: &Case, against: &Against) -> Vec<f64> {
    let totals = running(against.counts);
    let test = OneSided::new(against.rate, CONCENTRATION, Side::Greater);
    breach(case, |from, to| {
        let (hits, tries) = (totals[to].0 - totals[from].0, totals[to].1 - totals[from].1);
        test.log_e(hits, tries)
    })
}

/// The classical answer at the end of the least soak: exact binomial tails, each answer at its own level.
fn classical(case: &Case, question: &Question) -> Proof {
    let (bad, tries) = total(&question.strict);
    let (surely_bad, _) = total(&question.lenient);
    let shown = |ln_tail: f64, level: f64| if ln_tail <= -level { level } else { f64::NEG_INFINITY };
    let above = |bad: f64, tries: f64, rate: f64| {
        if bad >= 1.0 { ranks::ln_above(bad as u64 - 1, tries as u64, rate) } else { 0.0 }
    };
    let mut breach = Vec::new();
    if let Some((counts, rate)) = &question.line {
        let (bad, tries) = total(counts);
        breach = vec![f64::NEG_INFINITY; case.looks.len() - 1];
        breach.push(shown(above(bad, tries, *rate), case.no_go_level()));
    }
    Proof::Evidence {
        go: shown(ranks::ln_at_most(bad as u64, tries as u64, question.target), case.go_level()),
        no_go: shown(above(surely_bad, tries, question.target), case.no_go_level()),
        breach,
    }
}

/// The interval shown: the anytime-valid one, whatever the method.
fn interval(hits: f64, tries: f64, alpha: f64) -> (Option<f64>, Option<f64>) {
    let Interval { lower, upper } = mixture::interval(hits, tries, alpha, CONCENTRATION);
    (Some(lower), Some(upper))
}

/// The rate of bad tries at a fixed bound.
fn rate(bound: &Bound, side: Side) -> f64 {
    let Limit::Fixed(limit) = bound.limit else { return 1.0 };
    if side == Side::Greater { limit } else { 1.0 - limit }
}

/// Sums counts.
pub fn total(counts: &[(f64, f64)]) -> (f64, f64) {
    counts.iter().fold((0.0, 0.0), |sum, count| (sum.0 + count.0, sum.1 + count.1))
}
