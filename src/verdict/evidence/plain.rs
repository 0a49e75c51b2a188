//! Method "point": plain comparison of values with limits, no evidence rule.

use std::collections::BTreeMap;

use super::relative::{arm_cells, baseline_cells};
use super::{Case, Plain, Proof, Weighed, mean, proportion, quantile, rate, resolve};
use crate::metric::histogram::{Histogram, Unsure, lower_edge};
use crate::metric::value::Value;
use crate::metric::{Arm, Cell};
use crate::plan::Bound;
use crate::source::Moment;

/// Weighs a value that is otherwise judged by evidence.
pub fn weigh(case: &Case) -> Weighed {
    let weighed = match &case.metric.value {
        Value::Share(_) | Value::Ratio(..) => proportion::weigh(case),
        Value::Quantile(_, level) => quantile::weigh(case, *level),
        Value::Mean(_) => mean::weigh(case),
        _ => rate::weigh(case),
    };
    if let Proof::Unjudged(_) = weighed.proof {
        return weighed;
    }
    let proof = compare(case, &weighed).map_or(Proof::Nothing, Proof::Plain);
    Weighed { proof, missing: None, ..weighed }
}

fn compare(case: &Case, weighed: &Weighed) -> Option<Plain> {
    let cell = sum(case.view.cells(Arm::Candidate, case.segment).into_values())?;
    let baseline = weighed.baseline.and_then(|(value, _)| value);
    let holds = |bound: &Bound| Some(holds(case, bound, &cell, weighed.value?, resolve(bound.limit, baseline)?));
    let met = holds(&case.gate.target)?;
    let last = case.looks.last().copied().unwrap_or(case.view.window.1);
    let breached = case.gate.rollback.as_ref().and_then(|line| match case.gate.stretch {
        Some(stretch) => breached_stretch(case, line, stretch),
        None => holds(line)?.then_some(last),
    });
    Some(Plain { met: Some(met), breached, points: None })
}

/// Whether a value surely holds against a limit: of a quantile, every value of its bucket.
fn holds(case: &Case, bound: &Bound, cell: &Cell, value: f64, limit: f64) -> bool {
    match (&case.metric.value, cell) {
        (Value::Quantile(_, level), Cell::Histogram(histogram)) => histogram.quantile(*level).is_some_and(|bucket| {
            let mut one = Histogram::default();
            one.add_bucket(bucket, 1);
            one.count_where(bound.op, limit, Unsure::LeftOut) == 1
        }),
        _ => bound.op.holds(value, limit),
    }
}

/// The end of the first whole stretch of `for` whose value is beyond the line.
fn breached_stretch(case: &Case, line: &Bound, stretch: i64) -> Option<Moment> {
    let by_stretch = |cells: BTreeMap<usize, Cell>| {
        let mut stretches: BTreeMap<Moment, Cell> = BTreeMap::new();
        for (bucket, cell) in cells {
            let start = case.view.grid.cuts[bucket].floor(stretch);
            stretches.entry(start).and_modify(|sum| sum.merge(&cell)).or_insert(cell);
        }
        stretches
    };
    let theirs = match &case.baseline {
        Some(baseline) if !baseline.is_earlier => by_stretch(arm_cells(&baseline.view, baseline.arm, case.segment)),
        _ => BTreeMap::new(),
    };
    let earlier = sum(baseline_cells(case).into_values()).filter(|_| theirs.is_empty());
    let (from, to) = case.view.window;
    let beyond = |start: Moment, cell: &Cell| {
        let value = value(&case.metric.value, cell, stretch)?;
        let baseline = theirs.get(&start).or(earlier.as_ref());
        let baseline = baseline.and_then(|cell| self::value(&case.metric.value, cell, stretch));
        Some(holds(case, line, cell, value, resolve(line.limit, baseline)?))
    };
    let ours = by_stretch(case.view.cells(Arm::Candidate, case.segment));
    let mut whole = ours.iter().filter(|(start, _)| **start >= from && start.plus(stretch) <= to);
    whole.find(|(start, cell)| beyond(**start, cell) == Some(true)).map(|(start, _)| start.plus(stretch))
}

/// The value of the rows of a stretch of this many seconds.
fn value(value: &Value, cell: &Cell, stretch: i64) -> Option<f64> {
    match (value, cell) {
        (Value::Rate(_), Cell::Tries { hits, .. }) => Some(*hits as f64 * 3600.0 / stretch.max(1) as f64),
        (_, Cell::Tries { hits, tries }) => (*tries > 0).then(|| *hits as f64 / *tries as f64),
        (Value::Quantile(_, level), Cell::Histogram(histogram)) => histogram.quantile(*level).map(lower_edge),
        (_, Cell::Moments(moments)) => moments.mean(),
        _ => None,
    }
}

/// Returns the sum of cells of one kind, none of nothing.
pub fn sum(cells: impl Iterator<Item = Cell>) -> Option<Cell> {
    cells.reduce(|mut sum, cell| {
        sum.merge(&cell);
        sum
    })
}
