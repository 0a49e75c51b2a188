//! Rates: events per covered hour, by the gamma-Poisson mixture.

use std::collections::BTreeSet;

use super::counts::{Parts, total};
use super::relative::{relation, shown, versus};
use super::{Case, Side, Weighed};
use crate::metric::{Arm, Cell};
use crate::plan::{Bound, Limit, Method};
use crate::source::Moment;
use crate::stats::gamma::gamma_tails;
use crate::stats::interval::Interval;
use crate::stats::rare::{self, EventRate};
use crate::stats::rate_pair::RatePair;
use crate::verdict::View;
use crate::verdict::window::HOUR;

/// Events and the hours that were covered.
type Exposed = (f64, f64);

/// Weighs a rate.
pub fn weigh(case: &Case) -> Weighed {
    let ours = Arm::Candidate;
    let parts = exposed(case, &case.view, Some(ours));
    let (events, hours) = total(&parts, add);
    let rows = case.view.cells(ours, case.segment).values().map(Cell::samples).sum();
    let summary = Weighed {
        value: (rows > 0 && hours > 0.0).then(|| events / hours),
        interval: (rows > 0).then(|| interval(case, events, hours)),
        samples: rows,
        baseline: baseline(case),
        ..Weighed::default()
    };
    if summary.value.is_none() {
        return summary;
    }
    let theirs = case.baseline.as_ref().map_or_else(Parts::new, |base| exposed(case, &base.view, base.arm));
    let evidence = |bound: &Bound, side: Side, ours: &Exposed, theirs: &Exposed| match (relation(bound), bound.limit) {
        (Some(relation), _) => {
            let concentration = prior_hours(case);
            RatePair { candidate: *ours, baseline: *theirs, concentration }.log_e(relation, side)
        }
        (None, Limit::Fixed(limit)) => alone(case, limit, side, *ours),
        (None, _) => f64::NEG_INFINITY,
    };
    Weighed { proof: versus(case, &parts, &theirs, add, evidence), ..summary }
}

/// Evidence that a rate lies on a side of a fixed limit; at one look, minus the log of the exact tail.
fn alone(case: &Case, limit: f64, side: Side, (events, hours): Exposed) -> f64 {
    if case.decision.method != Method::Fixed {
        return EventRate { rate: limit, concentration: prior_hours(case) }.log_e_on(side, events, hours);
    }
    match side {
        Side::Greater if events < 1.0 => 0.0,
        Side::Greater => -gamma_tails(events, limit * hours).lower,
        Side::Less => -gamma_tails(events + 1.0, limit * hours).upper,
    }
}

/// The prior's exposure: a tenth of what the plan asks for, fixed before any data.
fn prior_hours(case: &Case) -> f64 {
    case.planned.max(1) as f64 / HOUR as f64 / 10.0
}

fn add(sum: &mut Exposed, more: &Exposed) {
    *sum = (sum.0 + more.0, sum.1 + more.1);
}

/// Returns the events of an arm in a view, and the hours that were covered.
pub fn over(case: &Case, view: &View, arm: Option<Arm>) -> (f64, f64) {
    total(&exposed(case, view, arm), add)
}

/// Events of an arm by look, and the hours of the clock that hold any of its rows, whatever their segment.
fn exposed(case: &Case, view: &View, arm: Option<Arm>) -> Parts<Exposed> {
    let start = |bucket: usize| view.grid.cuts[bucket];
    let hour = |bucket: usize| start(bucket).floor(HOUR);
    let covered: BTreeSet<Moment> = super::relative::arm_cells(view, arm, None).into_keys().map(hour).collect();
    let look = |bucket: usize| {
        let look = case.looks.partition_point(|look| *look < view.end(bucket));
        look.min(case.looks.len().saturating_sub(1))
    };
    let mut parts: Parts<Exposed> = Parts::new();
    for bucket in view.buckets.iter().copied().filter(|bucket| covered.contains(&hour(*bucket))) {
        let nanoseconds = view.end(bucket).0.saturating_sub(start(bucket).0);
        parts.entry(look(bucket)).or_default().1 += nanoseconds as f64 / 3.6e12;
    }
    for (bucket, cell) in super::relative::arm_cells(view, arm, case.segment) {
        if let Cell::Tries { hits, .. } = cell {
            parts.entry(look(bucket)).or_default().0 += hits as f64;
        }
    }
    parts
}

/// The baseline's rate and rows.
fn baseline(case: &Case) -> Option<(Option<f64>, u64)> {
    let baseline = case.baseline.as_ref()?;
    let rows = super::relative::baseline_cells(case).values().map(Cell::samples).sum();
    let (events, hours) = total(&exposed(case, &baseline.view, baseline.arm), add);
    shown(case, (rows > 0 && hours > 0.0).then(|| events / hours), rows)
}

fn interval(case: &Case, events: f64, hours: f64) -> (Option<f64>, Option<f64>) {
    let alpha = case.decision.alpha;
    let Interval { lower, upper } = match case.decision.method {
        Method::Fixed => rare::fixed_interval(events, hours, alpha),
        Method::Anytime | Method::Point => rare::interval(events, hours, alpha, prior_hours(case)),
    };
    (Some(lower), upper.is_finite().then_some(upper))
}
