//! Literal values: counts, sums, extremes and readings, compared as they stand.

use std::collections::BTreeMap;

use super::counts::{Parts, between_looks, total};
use super::relative::{self, arm_cells};
use super::{Case, Plain, Proof, Side, Weighed, bad_side, breach_side, resolve};
use crate::metric::moments::Moments;
use crate::metric::value::Value;
use crate::metric::{Arm, Cell};
use crate::plan::Bound;
use crate::source::Moment;

/// The sum of some rows: counted events, and the moments of a field.
#[derive(Clone, Debug, Default)]
struct Sum {
    hits: u64,
    rows: u64,
    moments: Moments,
}

impl Sum {
    fn add(&mut self, cell: &Cell) {
        match cell {
            Cell::Tries { hits, tries } => {
                self.hits += hits;
                self.rows += tries;
            }
            Cell::Moments(moments) => {
                self.rows += moments.count;
                self.moments.merge(moments);
            }
            Cell::Histogram(_) | Cell::Points(_) => {}
        }
    }

    fn join(&mut self, other: &Sum) {
        self.hits += other.hits;
        self.rows += other.rows;
        self.moments.merge(&other.moments);
    }

    /// The value; none without a row.
    fn value(&self, value: &Value) -> Option<f64> {
        (self.rows > 0).then_some(())?;
        match value {
            Value::Count(_) => Some(self.hits as f64),
            Value::Sum(_) => Some(self.moments.sum()),
            Value::Min(_) => self.moments.min,
            Value::Max(_) => self.moments.max,
            _ => None,
        }
    }
}

/// Returns whether rows that are missing alone could carry a value beyond a bound on this side.
///
/// Counts, sums and the greatest only fall when rows are lost, the least only rises.
pub fn could_be_loss(value: &Value, side: Side) -> bool {
    match value {
        Value::Count(_) | Value::Sum(_) | Value::Max(_) | Value::Rate(_) => side == Side::Less,
        Value::Min(_) => side == Side::Greater,
        Value::Share(_) | Value::Ratio(..) | Value::Mean(_) | Value::Quantile(..) | Value::Points(_) => false,
        Value::Reading => false,
    }
}

/// Weighs a count, a sum or an extreme.
pub fn weigh(case: &Case) -> Weighed {
    let value = &case.metric.value;
    let cells = case.view.cells(Arm::Candidate, case.segment);
    let parts = between_looks(case, &cells, Sum::add);
    let all = total(&parts, Sum::join);
    let baseline = case.baseline.as_ref().map(|baseline| {
        let mut sum = Sum::default();
        arm_cells(&baseline.view, baseline.arm, case.segment).values().for_each(|cell| sum.add(cell));
        (sum.value(value), sum.rows)
    });
    let baseline = baseline.and_then(|(value, rows)| relative::shown(case, value, rows));
    let summary = Weighed {
        value: all.value(value),
        hits: matches!(value, Value::Count(_)).then_some(all.hits),
        samples: all.rows,
        baseline,
        ..Weighed::default()
    };
    let Some(now) = summary.value else { return summary };
    let limit = |bound: &Bound| resolve(bound.limit, baseline.and_then(|(value, _)| value));
    let Some(target) = limit(&case.gate.target) else { return summary };
    let met = case.gate.target.op.holds(now, target);
    // A count that should be large may still grow while the soak runs.
    let undecided = !met && !case.soaked && could_be_loss(value, bad_side(&case.gate.target));
    let breached =
        case.gate.rollback.as_ref().and_then(|line| breached(case, value, line, limit(line)?, &cells, &parts));
    let proof = Proof::Plain(Plain { met: (!undecided).then_some(met), breached, points: None });
    let counts = undecided && matches!(value, Value::Count(_));
    let missing = counts.then(|| (target - now).ceil().max(1.0) as u64);
    Weighed { proof, missing, ..summary }
}

/// When the line was first seen to be breached: over any stretch of `for`, else over the window so far.
fn breached(
    case: &Case,
    value: &Value,
    line: &Bound,
    limit: f64,
    cells: &BTreeMap<usize, Cell>,
    parts: &Parts<Sum>,
) -> Option<Moment> {
    // What may still grow is not held against a line from above before the soak is served.
    let may_grow = could_be_loss(value, breach_side(line));
    if may_grow && !case.soaked {
        return None;
    }
    if let Some(stretch) = case.gate.stretch {
        return breached_stretch(case, value, line, limit, cells, stretch);
    }
    if may_grow {
        let now = total(parts, Sum::join).value(value)?;
        return line.op.holds(now, limit).then(|| case.looks.last().copied()).flatten();
    }
    let mut so_far = Sum::default();
    for (look, part) in parts {
        so_far.join(part);
        if so_far.value(value).is_some_and(|now| line.op.holds(now, limit)) {
            return case.looks.get(*look).copied();
        }
    }
    None
}

fn breached_stretch(
    case: &Case,
    value: &Value,
    line: &Bound,
    limit: f64,
    cells: &BTreeMap<usize, Cell>,
    stretch: i64,
) -> Option<Moment> {
    let mut stretches: BTreeMap<Moment, Sum> = BTreeMap::new();
    for (bucket, cell) in cells {
        stretches.entry(case.view.grid.cuts[*bucket].floor(stretch)).or_default().add(cell);
    }
    let complete = |start: Moment| start >= case.view.window.0 && start.plus(stretch) <= case.view.window.1;
    let beyond = |start: Moment, sum: &Sum| {
        (!could_be_loss(value, breach_side(line)) || complete(start))
            && sum.value(value).is_some_and(|now| line.op.holds(now, limit))
    };
    stretches
        .iter()
        .find(|(start, sum)| beyond(**start, sum))
        .map(|(start, _)| start.plus(stretch).min(case.view.window.1))
}

/// Weighs readings: the newest against the target, any of them against the roll-back line.
pub fn reading(case: &Case) -> Weighed {
    let Some((_, newest)) = case.readings.last().copied() else { return Weighed::default() };
    let holds = |bound: &Bound, value: f64| resolve(bound.limit, None).map(|limit| bound.op.holds(value, limit));
    let beyond =
        |line: &Bound| case.readings.iter().find(|(_, value)| holds(line, *value) == Some(true)).map(|(at, _)| *at);
    let proof = match holds(&case.gate.target, newest) {
        Some(met) => {
            Proof::Plain(Plain { met: Some(met), breached: case.gate.rollback.as_ref().and_then(beyond), points: None })
        }
        None => Proof::Unjudged("reading-baseline"),
    };
    Weighed { value: Some(newest), samples: case.readings.len() as u64, proof, ..Weighed::default() }
}
