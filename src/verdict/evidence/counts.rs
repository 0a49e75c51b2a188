//! What fell between looks, and the mixture of restarts over it.

use std::collections::BTreeMap;

use super::{Case, Restart};
use crate::metric::Cell;
use crate::plan::Method;
use crate::stats::combine::log_sum;

/// So many nats more than alpha asks for are more than any share of it does: what comes after need not be looked at.
const BEYOND_DOUBT: f64 = 40.0;

/// What fell between a look and the one before, by number of the look; looks without data are left out.
pub type Parts<T> = BTreeMap<usize, T>;

/// Sums cells up by look.
pub fn between_looks<T: Default>(
    case: &Case,
    cells: &BTreeMap<usize, Cell>,
    mut add: impl FnMut(&mut T, &Cell),
) -> Parts<T> {
    let mut parts: Parts<T> = BTreeMap::new();
    for (bucket, cell) in cells {
        let end = case.view.end(*bucket);
        let look = case.looks.partition_point(|look| *look < end);
        if look < case.looks.len() {
            add(parts.entry(look).or_default(), cell);
        }
    }
    parts
}

/// Pairs the parts of two arms.
pub fn paired<T: Clone + Default>(ours: &Parts<T>, theirs: &Parts<T>) -> Parts<(T, T)> {
    let mut pairs: Parts<(T, T)> = BTreeMap::new();
    for (look, part) in ours {
        pairs.entry(*look).or_default().0 = part.clone();
    }
    for (look, part) in theirs {
        pairs.entry(*look).or_default().1 = part.clone();
    }
    pairs
}

/// Returns the sum of all parts.
pub fn total<T: Default>(parts: &Parts<T>, add: impl Fn(&mut T, &T)) -> T {
    parts.values().fold(T::default(), |mut sum, part| {
        add(&mut sum, part);
        sum
    })
}

/// Returns at each look the log of the mixture over restarts: half from the window's start, half spread over restarts.
///
/// `whole` is the log e-value of a sum of parts from the window's start, `part` of one from a restart: a cheaper lower
/// bound will do. The weights are fixed by the plan, before data, and sum to one: the mixture of e-processes is one.
/// Under method "fixed" only the last look says anything. Source: Shin, Ramdas & Rinaldo 2023, e-detectors; decision.md a5.
pub fn breach<T: Default>(
    case: &Case,
    parts: &Parts<T>,
    add: impl Fn(&mut T, &T),
    whole: impl Fn(&T) -> f64,
    part: impl Fn(&T) -> f64,
) -> Vec<f64> {
    let last = case.looks.len().saturating_sub(1);
    if case.decision.method == Method::Fixed {
        // One look, at the end: no other counts.
        let at_end = |look: usize| if look == last { whole(&total(parts, &add)) } else { f64::NEG_INFINITY };
        return (0..case.looks.len()).map(at_end).collect();
    }
    let mut mixtures: Vec<(usize, f64)> = Vec::new();
    let mut groups = groups(&case.restarts, parts);
    let (mut all, mut waiting) = (T::default(), 0.5);
    let mut begun: Vec<(f64, T)> = Vec::new();
    for (look, data) in parts {
        if let Some(weight) = groups.remove(look) {
            begun.push((weight, T::default()));
            waiting -= weight;
        }
        add(&mut all, data);
        begun.iter_mut().for_each(|(_, sum)| add(sum, data));
        let since = begun.iter().map(|(weight, sum)| weight.ln() + part(sum));
        let bets = since.chain([0.5_f64.ln() + whole(&all), f64::max(waiting, 0.0).ln()]);
        let mixture = log_sum(bets.collect::<Vec<f64>>());
        mixtures.push((*look, mixture));
        if mixture >= case.go_level() + BEYOND_DOUBT {
            break;
        }
    }
    // A look without new data says what the one before said; before any data there is no evidence.
    let before = |look: usize| mixtures.partition_point(|(number, _)| *number <= look).checked_sub(1);
    (0..=last).map(|look| before(look).map_or(0.0, |place| mixtures[place].1)).collect()
}

/// The weights of restarts, those that are followed by the same data together, by the look of the first of these data.
fn groups<T>(restarts: &[Restart], parts: &Parts<T>) -> BTreeMap<usize, f64> {
    let mut groups: BTreeMap<usize, f64> = BTreeMap::new();
    for restart in restarts {
        if let Some((first, _)) = parts.range(restart.look + 1..).next() {
            *groups.entry(*first).or_default() += restart.weight;
        }
    }
    groups
}

/// Returns the weight of a restart, by its number from 0, where so many are planned; all of them together make half.
///
/// Nine tenths of the half are spread evenly over the planned ones; the rest thins out over all later ones, so that a
/// phase that outlives its plan can still be rolled back.
pub fn restart_weight(number: usize, planned: usize) -> f64 {
    if number < planned {
        return 0.5 * 0.9 / planned as f64;
    }
    let beyond = (number - planned + 1) as f64;
    let rest = if planned == 0 { 1.0 } else { 0.1 };
    0.5 * rest / (beyond * (beyond + 1.0))
}
