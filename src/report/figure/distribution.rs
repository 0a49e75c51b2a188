//! How a gate's values are distributed, and what share of them is on the good side.

use super::Scene;
use crate::chart::{self, Bin, Cut, Figure, ShareMark, Side};
use crate::metric::value::{Comparison, Literal, Predicate, Value};
use crate::plan::Bound;
use crate::report::format::{integer, sign};

/// Bars of equal width that the values are put into.
const BARS: usize = 40;
/// This share of the values decides how far the axis reaches; the rest falls into the last bar.
const SHOWN: f64 = 0.995;

/// The value that divides good rows from bad ones, which side is good, and which shares matter.
struct Rule {
    cut: f64,
    op: Comparison,
    needed: Option<f64>,
    rollback: Option<f64>,
}

/// Returns the distribution of a gate's values, where there is one.
pub(super) fn distribution(scene: &Scene) -> Option<(Figure, Vec<String>)> {
    let words = &scene.format.words().chart;
    let buckets = &scene.trace.distribution.as_ref()?.buckets;
    let counts = |arm: fn(&(f64, f64, u64, u64)) -> u64| -> Vec<(f64, f64, u64)> {
        let own = buckets.iter().map(|bucket| (bucket.0, bucket.1, arm(bucket)));
        own.filter(|(low, high, count)| low.is_finite() && high.is_finite() && *count > 0).collect()
    };
    let (own, base) = (counts(|bucket| bucket.2), counts(|bucket| bucket.3));
    let total: u64 = own.iter().map(|(_, _, count)| *count).sum();
    let rule = rule(scene);
    let (from, to) = reach(&own, &base, rule.as_ref().map(|rule| rule.cut))?;
    let good = |buckets: &[(f64, f64, u64)]| rule.as_ref().and_then(|rule| good(buckets, rule));
    let percent = |share: f64| scene.format.percent(share);
    let mark = |share: Option<f64>, label: &dyn Fn(&str) -> String| {
        share.map(|share| ShareMark { share, label: label(&percent(share)) })
    };
    let exact = |share: f64| scene.format.percent_exact(share);
    let title = words.distribution.fill(&[("name", &scene.name())]);
    let (seen, base_seen) = (good(&own), good(&base));
    let last = own.iter().chain(&base).any(|(_, high, _)| *high > to);
    let figure = Figure::Distribution(chart::Distribution {
        description: seen.map_or_else(|| title.clone(), |seen| description(scene, &rule, seen)),
        title,
        unit: if values_are_shown(scene) { scene.format.unit(scene.metric) } else { String::new() },
        bins: bins(&own, from, to),
        baseline: bins(&base, from, to),
        cut: rule.as_ref().map(|rule| Cut {
            value: rule.cut,
            side: side(rule.op),
            label: words.good.fill(&[("bound", &cut_label(scene, rule))]),
        }),
        needed: rule
            .as_ref()
            .and_then(|rule| rule.needed)
            .map(|share| ShareMark { share, label: words.needed.fill(&[("share", &exact(share))]) }),
        seen: mark(seen, &|share| words.seen.fill(&[("share", share)])),
        baseline_seen: mark(base_seen, &|share| words.baseline_seen.fill(&[("share", share)])),
        rollback: rule
            .as_ref()
            .and_then(|rule| rule.rollback)
            .map(|share| ShareMark { share, label: words.rollback_share.fill(&[("share", &exact(share))]) }),
        total: words.total.fill(&[("n", &integer(total))]),
    });
    let notes = if last { vec![words.last_bar.to_string()] } else { Vec::new() };
    Some((figure, notes))
}

fn description(scene: &Scene, rule: &Option<Rule>, seen: f64) -> String {
    let label = rule.as_ref().map_or_else(String::new, |rule| cut_label(scene, rule));
    let share = scene.format.percent(seen);
    scene.format.words().chart.reading.fill(&[("share", &share), ("bound", &label)])
}

/// Quantiles: the limit divides, and the level says how many must be within. Shares: the condition divides.
fn rule(scene: &Scene) -> Option<Rule> {
    match &scene.metric.value {
        Value::Quantile(_, level) => {
            let upper = matches!(scene.gate.target.op, Comparison::Less | Comparison::LessEqual);
            let needed = if upper { *level } else { 1.0 - level };
            Some(Rule { cut: scene.finding.target?, op: scene.gate.target.op, needed: Some(needed), rollback: None })
        }
        Value::Share(Predicate::Compare(_, op, Literal::Number(cut))) => share_rule(scene, *op, *cut),
        _ => None,
    }
}

/// A share that should be low counts bad rows: the good ones are the others.
fn share_rule(scene: &Scene, op: Comparison, cut: f64) -> Option<Rule> {
    let counts_good = matches!(scene.gate.target.op, Comparison::Greater | Comparison::GreaterEqual);
    let op = if counts_good { op } else { opposite(op)? };
    side_of(op)?;
    let share = |_: &Bound, limit: Option<f64>| limit.map(|limit| if counts_good { limit } else { 1.0 - limit });
    Some(Rule {
        cut,
        op,
        needed: share(&scene.gate.target, scene.finding.target),
        rollback: scene.gate.rollback.as_ref().and_then(|bound| share(bound, scene.finding.rollback)),
    })
}

fn opposite(op: Comparison) -> Option<Comparison> {
    match op {
        Comparison::Less => Some(Comparison::GreaterEqual),
        Comparison::LessEqual => Some(Comparison::Greater),
        Comparison::Greater => Some(Comparison::LessEqual),
        Comparison::GreaterEqual => Some(Comparison::Less),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

fn side_of(op: Comparison) -> Option<Side> {
    match op {
        Comparison::Less | Comparison::LessEqual => Some(Side::Below),
        Comparison::Greater | Comparison::GreaterEqual => Some(Side::Above),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

fn side(op: Comparison) -> Side {
    side_of(op).unwrap_or(Side::At)
}

fn values_are_shown(scene: &Scene) -> bool {
    matches!(scene.metric.value, Value::Quantile(..))
}

fn cut_label(scene: &Scene, rule: &Rule) -> String {
    let value = if values_are_shown(scene) {
        scene.format.value(scene.metric, rule.cut)
    } else {
        crate::report::format::exact(rule.cut)
    };
    format!("{} {value}", sign(rule.op))
}

/// The share of rows on the good side; a bucket across the cut counts for the bad side.
fn good(buckets: &[(f64, f64, u64)], rule: &Rule) -> Option<f64> {
    let all: u64 = buckets.iter().map(|(_, _, count)| *count).sum();
    let inside = |(low, high, _): &&(f64, f64, u64)| match side(rule.op) {
        Side::Below => *high <= rule.cut,
        Side::Above => *low >= rule.cut,
        Side::At => false,
    };
    let good: u64 = buckets.iter().filter(inside).map(|(_, _, count)| *count).sum();
    (all > 0).then(|| good as f64 / all as f64)
}

/// How far the axis reaches: nearly all values, and the cut.
fn reach(own: &[(f64, f64, u64)], base: &[(f64, f64, u64)], cut: Option<f64>) -> Option<(f64, f64)> {
    let low = own.iter().chain(base).map(|(low, _, _)| *low).chain(cut).reduce(f64::min)?;
    let high = [far(own), far(base), cut].into_iter().flatten().reduce(f64::max)?;
    let pad = (high - low) * 0.02;
    (pad > 0.0).then_some((low, high + pad))
}

fn far(buckets: &[(f64, f64, u64)]) -> Option<f64> {
    let all: u64 = buckets.iter().map(|(_, _, count)| *count).sum();
    let mut so_far = 0;
    let reached = buckets.iter().find(|(_, _, count)| {
        so_far += *count;
        so_far as f64 >= all as f64 * SHOWN
    });
    reached.map(|(_, high, _)| *high)
}

/// Puts buckets into bars of equal width, each by its middle; what lies beyond the last goes into it.
fn bins(buckets: &[(f64, f64, u64)], from: f64, to: f64) -> Vec<Bin> {
    if buckets.is_empty() {
        return Vec::new();
    }
    let width = (to - from) / BARS as f64;
    let mut bins: Vec<Bin> = (0..BARS)
        .map(|bar| Bin { from: from + width * bar as f64, to: from + width * (bar + 1) as f64, count: 0 })
        .collect();
    for (low, high, count) in buckets {
        let bar = (((low + high) / 2.0 - from) / width).max(0.0) as usize;
        bins[bar.min(BARS - 1)].count += count;
    }
    bins
}
