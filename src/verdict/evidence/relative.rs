//! Comparisons with a baseline: the concurrent arm, or an earlier phase ("before/after").

use std::collections::BTreeMap;

use super::counts::{between_looks, breach, running};
use super::points::{missing, points_of};
use super::{Case, Proof, Side, Weighed, bad_side, breach_side};
use crate::metric::histogram::{Histogram, lower_edge, upper_edge};
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit};
use crate::source::Moment;
use crate::stats::mixture::CONCENTRATION;
use crate::stats::one_sided::{OneSided, log_e_greater, log_e_less};
use crate::stats::proportion_pair::ProportionPair;
use crate::stats::quantile_pair::{QuantilePair, Values};
use crate::stats::relation::Relation;

/// The concentration for few paired points (decision.md c5).
const POINTS_CONCENTRATION: f64 = 20.0;

/// Returns the cells of one arm of a view, or of both pooled.
pub fn arm_cells(view: &super::View, arm: Option<Arm>, segment: Option<&str>) -> BTreeMap<usize, Cell> {
    match arm {
        Some(arm) => view.cells(arm, segment),
        None => {
            let mut cells = view.cells(Arm::Candidate, segment);
            for (bucket, cell) in view.cells(Arm::Baseline, segment) {
                cells.entry(bucket).and_modify(|sum| sum.merge(&cell)).or_insert(cell);
            }
            cells
        }
    }
}

/// Returns the baseline's cells; none where there is nothing to compare with.
pub fn baseline_cells(case: &Case) -> BTreeMap<usize, Cell> {
    case.baseline.as_ref().map_or_else(BTreeMap::new, |(view, arm)| arm_cells(view, *arm, case.segment))
}

/// Returns a bound's line at the baseline, none for a fixed bound.
pub fn relation(bound: &Bound) -> Option<Relation> {
    match bound.limit {
        Limit::Fixed(_) => None,
        Limit::Times(factor) => Some(Relation::times(factor)),
        Limit::Plus(delta) => Some(Relation::plus(delta)),
    }
}

/// Sums the baseline for each look: what had been seen by then, or all of an earlier phase at once.
pub fn baseline_parts<T: Clone + Default>(case: &Case, mut add: impl FnMut(&mut T, &Cell)) -> Vec<T> {
    let cells = baseline_cells(case);
    let concurrent = case.baseline.as_ref().is_some_and(|(view, _)| view.window == case.view.window);
    if concurrent {
        return between_looks(case, &cells, add);
    }
    let mut parts = vec![T::default(); case.looks.len()];
    if let Some(first) = parts.first_mut() {
        cells.values().for_each(|cell| add(first, cell));
    }
    parts
}

/// Returns the running totals that a stretch from one look to another is compared with: an earlier phase counts whole.
fn from_of(case: &Case, from: usize) -> usize {
    let concurrent = case.baseline.as_ref().is_some_and(|(view, _)| view.window == case.view.window);
    if concurrent { from } else { 0 }
}

fn add_tries(sum: &mut (f64, f64), cell: &Cell) {
    if let Cell::Tries { hits, tries } = cell {
        *sum = (sum.0 + *hits as f64, sum.1 + *tries as f64);
    }
}

/// Returns the baseline's share and tries.
pub fn proportion_baseline(case: &Case) -> Option<(Option<f64>, u64)> {
    let mut sum = (0.0, 0.0);
    baseline_cells(case).values().for_each(|cell| add_tries(&mut sum, cell));
    shown(case, (sum.1 > 0.0).then(|| sum.0 / sum.1), sum.1 as u64)
}

/// A baseline without rows is shown only where a bound asks for it.
fn shown(case: &Case, value: Option<f64>, samples: u64) -> Option<(Option<f64>, u64)> {
    (samples > 0 || case.is_relative()).then_some((value, samples))
}

/// Weighs a share or ratio against the baseline's.
pub fn proportion(case: &Case, counts: &[(f64, f64)], summary: Weighed) -> Weighed {
    let ours = running(counts);
    let theirs = running(&baseline_parts(case, add_tries));
    let evidence = |bound: &Bound, side: Side, from: usize, to: usize| {
        let part = |totals: &[(f64, f64)], from: usize| (totals[to].0 - totals[from].0, totals[to].1 - totals[from].1);
        let candidate = part(&ours, from);
        match (relation(bound), bound.limit) {
            (Some(relation), _) => {
                let baseline = part(&theirs, from_of(case, from));
                ProportionPair { candidate, baseline, concentration: CONCENTRATION }.log_e(relation, side)
            }
            (None, Limit::Fixed(limit)) => OneSided::new(limit, CONCENTRATION, side).log_e(candidate.0, candidate.1),
            (None, _) => f64::NEG_INFINITY,
        }
    };
    Weighed { proof: proof(case, evidence), ..summary }
}

/// Asks for the evidence of each answer: everything so far for go and no-go, every stretch for a roll-back.
pub fn proof(case: &Case, evidence: impl Fn(&Bound, Side, usize, usize) -> f64) -> Proof {
    let last = case.looks.len();
    let target = &case.gate.target;
    let bad = bad_side(target);
    Proof::Evidence {
        go: evidence(target, bad.opposite(), 0, last),
        no_go: evidence(target, bad, 0, last),
        breach: case
            .gate
            .rollback
            .as_ref()
            .map_or(Vec::new(), |line| breach(case, |from, to| evidence(line, breach_side(line), from, to))),
    }
}

fn add_histogram(sum: &mut Histogram, cell: &Cell) {
    if let Cell::Histogram(histogram) = cell {
        sum.merge(histogram);
    }
}

/// Returns the baseline's quantile and values.
pub fn quantile_baseline(case: &Case, level: f64) -> Option<(Option<f64>, u64)> {
    let mut sum = Histogram::default();
    baseline_cells(case).values().for_each(|cell| add_histogram(&mut sum, cell));
    shown(case, sum.quantile(level).map(lower_edge), sum.count())
}

/// Counts at the edges of a histogram's buckets, as the comparison of two arms takes them.
#[derive(Debug, Default)]
struct Cumulative {
    edges: Vec<f64>,
    below: Vec<u64>,
    total: u64,
}

impl Cumulative {
    /// Each occupied bucket has two edges at which the count is known: its lower and its upper one.
    fn new(histogram: &Histogram) -> Cumulative {
        let mut cumulative = Cumulative { total: histogram.count(), ..Cumulative::default() };
        let mut before = 0;
        for (bucket, up_to) in histogram.cumulative() {
            for (edge, count) in [(lower_edge(bucket), before), (upper_edge(bucket), up_to)] {
                if cumulative.edges.last().is_none_or(|last| *last < edge) {
                    cumulative.edges.push(edge);
                    cumulative.below.push(count);
                }
            }
            before = up_to;
        }
        cumulative
    }

    fn values(&self) -> Values<'_> {
        Values::Histogram { edges: &self.edges, below: &self.below, total: self.total }
    }
}

/// Weighs a quantile against the baseline's. Roll-back evidence of it is gathered over all of the window alone.
pub fn quantile(case: &Case, parts: &[Histogram], all: &Histogram, level: f64, summary: Weighed) -> Weighed {
    let theirs = baseline_parts(case, add_histogram);
    let evidence =
        |bound: &Bound, side: Side, ours: &Histogram, theirs: &Histogram| match (relation(bound), bound.limit) {
            (Some(relation), _) => {
                let (ours, theirs) = (Cumulative::new(ours), Cumulative::new(theirs));
                let pair = QuantilePair {
                    candidate: ours.values(),
                    baseline: theirs.values(),
                    q: level,
                    concentration: CONCENTRATION,
                };
                pair.log_e(relation, side)
            }
            (None, Limit::Fixed(limit)) => super::quantile::log_e(limit, side, ours, level),
            (None, _) => f64::NEG_INFINITY,
        };
    let target = &case.gate.target;
    let bad = bad_side(target);
    let every = join(&theirs);
    let proof = Proof::Evidence {
        go: evidence(target, bad.opposite(), all, &every),
        no_go: evidence(target, bad, all, &every),
        breach: case.gate.rollback.as_ref().map_or(Vec::new(), |line| {
            let (mut ours, mut base) = (Histogram::default(), Histogram::default());
            let looks = parts.iter().zip(&theirs).map(|(part, other)| {
                ours.merge(part);
                base.merge(other);
                evidence(line, breach_side(line), &ours, &base)
            });
            looks.collect()
        }),
    };
    Weighed { proof, ..summary }
}

fn join(parts: &[Histogram]) -> Histogram {
    parts.iter().fold(Histogram::default(), |mut sum, part| {
        sum.merge(part);
        sum
    })
}

/// Returns the baseline's newest point and how many there are.
pub fn points_baseline(case: &Case) -> Option<(Option<f64>, u64)> {
    let points = points_of(baseline_cells(case).into_values());
    shown(case, points.last().map(|(_, value)| *value), points.len() as u64)
}

/// Weighs points against the baseline's by the sign of each pair at the same time: "in more than half of the intervals".
pub fn points(case: &Case, ours: &[(Moment, f64)], summary: Weighed) -> Weighed {
    let theirs: BTreeMap<Moment, f64> = points_of(baseline_cells(case).into_values()).into_iter().collect();
    let pairs: Vec<(Moment, f64, f64)> =
        ours.iter().filter_map(|(at, value)| Some((*at, *value, *theirs.get(at)?))).collect();
    let signs = |bound: &Bound, bad: Side, until: Moment| {
        let seen = pairs.iter().filter(|pair| pair.0 <= until);
        seen.fold((0.0, 0.0), |(worse, all), (_, value, baseline)| {
            let limit = super::resolve(bound.limit, Some(*baseline)).unwrap_or(f64::NAN);
            let beyond = if bad == Side::Greater { *value > limit } else { *value < limit };
            let tie = if *value == limit { 0.5 } else { 0.0 };
            (worse + if beyond { 1.0 } else { tie }, all + 1.0)
        })
    };
    let target = &case.gate.target;
    let (worse, all) = signs(target, bad_side(target), Moment::MAX);
    let proof = Proof::Evidence {
        go: log_e_less(worse, all, 0.5, POINTS_CONCENTRATION),
        no_go: log_e_greater(worse, all, 0.5, POINTS_CONCENTRATION),
        breach: case.gate.rollback.as_ref().map_or(Vec::new(), |line| {
            let look = |until: &Moment| {
                let (worse, all) = signs(line, breach_side(line), *until);
                log_e_greater(worse, all, 0.5, POINTS_CONCENTRATION)
            };
            case.looks.iter().map(look).collect()
        }),
    };
    Weighed { proof, missing: missing(ours.len()), ..summary }
}
