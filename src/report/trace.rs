//! The course of each gate over its window: what the charts draw.

use std::collections::BTreeMap;

use super::{Distribution, Trace, TracePoint};
use crate::metric::histogram::{Histogram, lower_edge, upper_edge};
use crate::metric::value::Value;
use crate::metric::{Arm, Cell};
use crate::source::Moment;
use crate::stats::fixed;
use crate::verdict::{Facts, GateFinding, Judgement, View, picture_step};

/// The level of the band around each point, for one look: it is a picture, not a proof.
const BAND_ALPHA: f64 = 0.05;

/// Returns the course of every gate of a judgement, in its order.
pub fn traces(facts: &Facts, judgement: &Judgement) -> Vec<Trace> {
    judgement.gates.iter().map(|finding| trace(facts, judgement, finding).unwrap_or_default()).collect()
}

fn trace(facts: &Facts, judgement: &Judgement, finding: &GateFinding) -> Option<Trace> {
    let window = judgement.attempt?.window;
    let gate = facts.plan.gates.get(finding.gate)?;
    let metric = facts.plan.metrics.get(gate.metric)?;
    let segment = finding.segment.as_ref().map(|(_, name)| name.as_str());
    if matches!(metric.value, Value::Reading) {
        return Some(readings(facts, judgement, &metric.id));
    }
    let measures = &facts.data.survey.measures;
    let measure = measures.iter().position(|measure| *measure == (gate.metric, gate.by.clone()))?;
    let view = View::new(facts, measure, window, judgement.at);
    let ours = view.cells(Arm::Candidate, segment);
    let theirs = view.cells(Arm::Baseline, segment);
    if matches!(metric.value, Value::Points(_)) {
        return Some(gauge(ours, theirs));
    }
    let step = picture_step(window);
    let ours = stretches(&view, ours, step);
    let mut theirs = stretches(&view, theirs, step);
    let distribution = distribution(&ours, &theirs);
    let points = ours.into_iter().map(|(from, cell)| {
        let baseline = theirs.remove(&from).and_then(|cell| value(&metric.value, &cell));
        TracePoint {
            from: from.max(window.0),
            to: from.plus(step).min(window.1),
            value: value(&metric.value, &cell),
            band: band(&metric.value, &cell),
            samples: cell.samples(),
            baseline,
        }
    });
    Some(Trace { step, points: points.collect(), distribution })
}

fn stretches(view: &View, cells: BTreeMap<usize, Cell>, step: i64) -> BTreeMap<Moment, Cell> {
    let mut stretches: BTreeMap<Moment, Cell> = BTreeMap::new();
    for (bucket, cell) in cells {
        let from = view.grid.cuts[bucket].floor(step);
        stretches.entry(from).and_modify(|sum| sum.merge(&cell)).or_insert(cell);
    }
    stretches
}

fn value(value: &Value, cell: &Cell) -> Option<f64> {
    match (value, cell) {
        (Value::Share(_) | Value::Ratio(..), Cell::Tries { hits, tries }) => {
            (*tries > 0).then(|| *hits as f64 / *tries as f64)
        }
        (_, Cell::Tries { hits, .. }) => Some(*hits as f64),
        (Value::Quantile(_, level), Cell::Histogram(histogram)) => histogram.quantile(*level).map(lower_edge),
        (Value::Sum(_), Cell::Moments(moments)) => Some(moments.sum()),
        (Value::Min(_), Cell::Moments(moments)) => moments.min,
        (Value::Max(_), Cell::Moments(moments)) => moments.max,
        (_, Cell::Moments(moments)) => moments.mean(),
        _ => None,
    }
}

fn band(value: &Value, cell: &Cell) -> Option<(f64, f64)> {
    match (value, cell) {
        (Value::Share(_) | Value::Ratio(..), Cell::Tries { hits, tries }) if *tries > 0 => {
            let interval = fixed::wilson(*hits as f64, *tries as f64, BAND_ALPHA);
            Some((interval.lower, interval.upper))
        }
        _ => None,
    }
}

fn gauge(ours: BTreeMap<usize, Cell>, theirs: BTreeMap<usize, Cell>) -> Trace {
    let points = |cells: BTreeMap<usize, Cell>| -> Vec<(Moment, f64)> {
        cells.values().filter_map(Cell::points).flatten().copied().collect()
    };
    let baseline: BTreeMap<Moment, f64> = points(theirs).into_iter().collect();
    let point = |(at, value): (Moment, f64)| TracePoint {
        from: at,
        to: at,
        value: Some(value),
        band: None,
        samples: 1,
        baseline: baseline.get(&at).copied(),
    };
    Trace { step: 0, points: points(ours).into_iter().map(point).collect(), distribution: None }
}

fn readings(facts: &Facts, judgement: &Judgement, metric: &str) -> Trace {
    let Some(attempt) = judgement.attempt else { return Trace::default() };
    let inside = |at: Moment| attempt.window.0 <= at && at <= attempt.window.1 && at <= judgement.at;
    let entries = facts.journal.entries.iter().filter(|entry| inside(entry.at));
    let points = entries.filter_map(|entry| match &entry.event {
        crate::journal::Event::Reading { metric: of, value } if of == metric => Some(TracePoint {
            from: entry.at,
            to: entry.at,
            value: Some(*value),
            band: None,
            samples: 1,
            baseline: None,
        }),
        _ => None,
    });
    Trace { step: 0, points: points.collect(), distribution: None }
}

/// The distribution of a quantile's values, both arms, over the whole window.
fn distribution(ours: &BTreeMap<Moment, Cell>, theirs: &BTreeMap<Moment, Cell>) -> Option<Distribution> {
    let sum = |cells: &BTreeMap<Moment, Cell>| {
        cells.values().filter_map(Cell::histogram).fold(Histogram::default(), |mut sum, histogram| {
            sum.merge(histogram);
            sum
        })
    };
    let (ours, theirs) = (sum(ours), sum(theirs));
    if ours.count() == 0 {
        return None;
    }
    let buckets: std::collections::BTreeSet<i32> = ours.counts.keys().chain(theirs.counts.keys()).copied().collect();
    let count = |histogram: &Histogram, bucket: i32| histogram.counts.get(&bucket).copied().unwrap_or(0);
    let row = |bucket: i32| (lower_edge(bucket), upper_edge(bucket), count(&ours, bucket), count(&theirs, bucket));
    Some(Distribution { buckets: buckets.into_iter().map(row).collect() })
}
