//! Gauges without counts: one value per time. Nothing here is a test, except the paired comparison of two arms.

use super::{Case, Plain, Proof, Weighed, relative};
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit};
use crate::source::Moment;

/// Fewer points never meet a target.
pub const LEAST_POINTS: usize = 12;
/// A breach lasts at least so many points where the plan does not say how long.
const LEAST_RUN: usize = 3;
/// A target is met when this share of the points meets it.
const SHARE_MET: f64 = 0.95;

/// Weighs a gauge.
pub fn weigh(case: &Case) -> Weighed {
    let points = points(case, Arm::Candidate);
    let summary = Weighed {
        value: points.last().map(|(_, value)| *value),
        samples: points.len() as u64,
        baseline: relative::points_baseline(case),
        ..Weighed::default()
    };
    if points.is_empty() {
        return summary;
    }
    if case.is_relative() {
        return relative::points(case, &points, summary);
    }
    Weighed { proof: Proof::Plain(compare(case, &points)), missing: missing(points.len()), ..summary }
}

/// Returns an arm's points in the window, in order.
pub fn points(case: &Case, arm: Arm) -> Vec<(Moment, f64)> {
    points_of(case.view.cells(arm, case.segment).into_values())
}

/// Returns the points of cells, in order of time.
pub fn points_of(cells: impl Iterator<Item = Cell>) -> Vec<(Moment, f64)> {
    let mut points: Vec<(Moment, f64)> = cells
        .flat_map(|cell| match cell {
            Cell::Points(points) => points,
            _ => Vec::new(),
        })
        .collect();
    points.sort_by(|left, right| left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)));
    points
}

/// How many points are missing to judge at all.
pub fn missing(points: usize) -> Option<u64> {
    (points < LEAST_POINTS).then(|| (LEAST_POINTS - points) as u64)
}

fn compare(case: &Case, points: &[(Moment, f64)]) -> Plain {
    let holds = |bound: &Bound, value: f64| matches!(bound.limit, Limit::Fixed(limit) if bound.op.holds(value, limit));
    let target = |value: f64| holds(&case.gate.target, value);
    let breached = case.gate.rollback.as_ref().and_then(|line| first_run(case, points, |value| holds(line, value)));
    let meeting = points.iter().filter(|(_, value)| target(*value)).count();
    let missed = ends_in_run(case, points, |value| !target(value));
    let last_good = tail(case, points).iter().all(|(_, value)| target(*value));
    let enough = points.len() >= LEAST_POINTS;
    let met = enough && last_good && meeting as f64 >= SHARE_MET * points.len() as f64;
    let decided = if missed { Some(false) } else { met.then_some(true) };
    Plain { met: decided, breached, points: Some(((points.len() - meeting) as u64, points.len() as u64)) }
}

/// Whether a run of points is long enough to be a breach: by `for`, inclusive of both ends, else by number.
fn long_enough(case: &Case, run: &[(Moment, f64)]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    match case.gate.stretch {
        Some(stretch) => last.0.since(first.0) >= stretch,
        None => run.len() >= LEAST_RUN,
    }
}

/// Splits points where the answer changes or where a gap is longer than twice the median step.
fn runs(points: &[(Moment, f64)], bad: impl Fn(f64) -> bool) -> Vec<&[(Moment, f64)]> {
    let gap = 2 * median_step(points);
    let together = |left: &(Moment, f64), right: &(Moment, f64)| {
        bad(left.1) == bad(right.1) && (gap == 0 || right.0.0 - left.0.0 <= gap)
    };
    points.chunk_by(together).filter(|run| bad(run[0].1)).collect()
}

/// When the first run that is long enough became so.
fn first_run(case: &Case, points: &[(Moment, f64)], bad: impl Fn(f64) -> bool) -> Option<Moment> {
    let breach = |run: &[(Moment, f64)]| {
        (1..=run.len()).find(|length| long_enough(case, &run[..*length])).map(|length| run[length - 1].0)
    };
    runs(points, bad).into_iter().find_map(breach)
}

fn ends_in_run(case: &Case, points: &[(Moment, f64)], bad: impl Fn(f64) -> bool) -> bool {
    let newest = points.last().map(|point| point.0);
    runs(points, bad).last().is_some_and(|run| run.last().map(|point| point.0) == newest && long_enough(case, run))
}

/// The last points that a go looks at: those within `for` of the newest, or the last three.
fn tail<'a>(case: &Case, points: &'a [(Moment, f64)]) -> &'a [(Moment, f64)] {
    let Some((newest, _)) = points.last() else { return points };
    let first = match case.gate.stretch {
        Some(stretch) => points.partition_point(|(at, _)| newest.since(*at) > stretch),
        None => points.len().saturating_sub(LEAST_RUN),
    };
    &points[first..]
}

/// The median step between points, in nanoseconds; 0 for fewer than two.
fn median_step(points: &[(Moment, f64)]) -> i64 {
    let mut steps: Vec<i64> =
        points.windows(2).map(|pair| pair[1].0.0 - pair[0].0.0).filter(|step| *step > 0).collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied().unwrap_or(0)
}
