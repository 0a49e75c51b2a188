//! Comparisons with a baseline: the concurrent arm, or an earlier phase ("before/after").

use std::collections::BTreeMap;

use super::counts::{Parts, between_looks, breach, paired, total};
use super::points::{missing, points_of};
use super::proportion::{Counts, add, add_tries};
use super::quantile::add_histogram;
use super::scale::{self, Scale};
use super::{Case, Proof, Side, Weighed, bad_side, breach_side};
use crate::metric::histogram::{Histogram, lower_edge};
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit};
use crate::source::Moment;
use crate::stats::mixture::CONCENTRATION;
use crate::stats::one_sided::{OneSided, log_e_greater, log_e_less};
use crate::stats::proportion_pair::ProportionPair;
use crate::stats::quantile_pair::QuantilePair;
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
    case.baseline.as_ref().map_or_else(BTreeMap::new, |baseline| arm_cells(&baseline.view, baseline.arm, case.segment))
}

/// Returns a bound's line at the baseline, none for a fixed bound.
pub fn relation(bound: &Bound) -> Option<Relation> {
    match bound.limit {
        Limit::Fixed(_) => None,
        Limit::Times(factor) => Some(Relation::times(factor)),
        Limit::Plus(delta) => Some(Relation::plus(delta)),
    }
}

/// Weighs parts of the candidate's rows against the baseline's: a stretch of a concurrent one, all of an earlier phase.
///
/// `evidence(bound, side, ours, theirs)` is the log e-value that the candidate lies on a side of a bound.
pub fn proof<T: Clone + Default>(
    case: &Case,
    ours: &Parts<T>,
    mut add_cell: impl FnMut(&mut T, &Cell),
    add: impl Fn(&mut T, &T),
    evidence: impl Fn(&Bound, Side, &T, &T) -> f64,
) -> Proof {
    let cells = baseline_cells(case);
    let theirs = if case.baseline.as_ref().is_some_and(|baseline| baseline.is_earlier) {
        let mut whole = T::default();
        cells.values().for_each(|cell| add_cell(&mut whole, cell));
        Parts::from([(0, whole)])
    } else {
        between_looks(case, &cells, add_cell)
    };
    versus(case, ours, &theirs, add, evidence)
}

/// As [`proof`], of the baseline's parts: those of an earlier phase are all taken together at every look.
pub fn versus<T: Clone + Default>(
    case: &Case,
    ours: &Parts<T>,
    theirs: &Parts<T>,
    add: impl Fn(&mut T, &T),
    evidence: impl Fn(&Bound, Side, &T, &T) -> f64,
) -> Proof {
    let is_earlier = case.baseline.as_ref().is_some_and(|baseline| baseline.is_earlier);
    let earlier = is_earlier.then(|| total(theirs, &add));
    let pairs = if is_earlier { paired(ours, &Parts::new()) } else { paired(ours, theirs) };
    let add_pair = |sum: &mut (T, T), more: &(T, T)| {
        add(&mut sum.0, &more.0);
        add(&mut sum.1, &more.1);
    };
    let asked =
        |bound: &Bound, side: Side, sum: &(T, T)| evidence(bound, side, &sum.0, earlier.as_ref().unwrap_or(&sum.1));
    let all = total(&pairs, add_pair);
    let target = &case.gate.target;
    let breached = |line: &Bound| {
        let beyond = |sum: &(T, T)| asked(line, breach_side(line), sum);
        breach(case, &pairs, add_pair, beyond, beyond)
    };
    Proof::Evidence {
        go: asked(target, bad_side(target).opposite(), &all),
        no_go: asked(target, bad_side(target), &all),
        breach: case.gate.rollback.as_ref().map_or(Vec::new(), breached),
    }
}

/// Returns the baseline's share and tries.
pub fn proportion_baseline(case: &Case) -> Option<(Option<f64>, u64)> {
    let mut sum = (0.0, 0.0);
    baseline_cells(case).values().for_each(|cell| add_tries(&mut sum, cell));
    shown(case, (sum.1 > 0.0).then(|| sum.0 / sum.1), sum.1 as u64)
}

/// A baseline without rows is shown only where a bound asks for it.
pub fn shown(case: &Case, value: Option<f64>, samples: u64) -> Option<(Option<f64>, u64)> {
    (samples > 0 || case.is_relative()).then_some((value, samples))
}

/// Weighs a share or ratio against the baseline's.
pub fn proportion(case: &Case, counts: &Parts<Counts>, summary: Weighed) -> Weighed {
    let evidence = |bound: &Bound, side: Side, ours: &Counts, theirs: &Counts| match (relation(bound), bound.limit) {
        (Some(relation), _) => {
            ProportionPair { candidate: *ours, baseline: *theirs, concentration: CONCENTRATION }.log_e(relation, side)
        }
        (None, Limit::Fixed(limit)) => OneSided::new(limit, CONCENTRATION, side).log_e(ours.0, ours.1),
        (None, _) => f64::NEG_INFINITY,
    };
    Weighed { proof: proof(case, counts, add_tries, add, evidence), ..summary }
}

/// Returns the baseline's quantile and values.
pub fn quantile_baseline(case: &Case, level: f64) -> Option<(Option<f64>, u64)> {
    let mut sum = Histogram::default();
    baseline_cells(case).values().for_each(|cell| add_histogram(&mut sum, cell));
    shown(case, sum.quantile(level).map(lower_edge), sum.count())
}

/// Weighs a quantile against the baseline's.
pub fn quantile(case: &Case, parts: &Parts<Histogram>, level: f64, summary: Weighed) -> Weighed {
    let theirs = baseline_cells(case);
    let scale = Scale::of(parts.values().chain(theirs.values().filter_map(Cell::histogram)));
    let on_scale = |histogram: &Histogram| {
        let mut counts = scale::Counts::default();
        scale.add(&mut counts, histogram);
        counts
    };
    let ours: Parts<scale::Counts> = parts.iter().map(|(look, part)| (*look, on_scale(part))).collect();
    let add_cell = |counts: &mut scale::Counts, cell: &Cell| {
        cell.histogram().into_iter().for_each(|histogram| scale.add(counts, histogram));
    };
    let evidence = |bound: &Bound, side: Side, ours: &scale::Counts, theirs: &scale::Counts| {
        let Some(relation) = relation(bound) else {
            let Limit::Fixed(limit) = bound.limit else { return f64::NEG_INFINITY };
            return super::quantile::log_e(limit, side, &scale.histogram(ours), level);
        };
        if !may_point(relation, side, scale.quantile(ours, level), scale.quantile(theirs, level)) {
            return f64::NEG_INFINITY;
        }
        let (ours, theirs) = (scale.cumulative(ours), scale.cumulative(theirs));
        let (candidate, baseline) = (scale.values(&ours), scale.values(&theirs));
        QuantilePair { candidate, baseline, q: level, concentration: CONCENTRATION }.log_e(relation, side)
    };
    Weighed { proof: proof(case, &ours, add_cell, scale::Counts::merge, evidence), ..summary }
}

/// Whether the data may point to a side of the line at all: a cheap look at the edges of the two quantiles' buckets.
fn may_point(relation: Relation, side: Side, ours: Option<(f64, f64)>, theirs: Option<(f64, f64)>) -> bool {
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return true };
    match side {
        Side::Greater => ours.1 >= relation.of(theirs.0),
        Side::Less => ours.0 <= relation.of(theirs.1),
    }
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
