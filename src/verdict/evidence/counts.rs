//! What fell between looks, and the mixture of restarts over it.

use std::collections::BTreeMap;

use super::{Case, Restart};
use crate::metric::Cell;
use crate::plan::Method;
use crate::stats::combine::log_sum;

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
    let filled: Vec<(usize, &T)> = parts.iter().map(|(look, part)| (*look, part)).collect();
    let mut mixtures = mixed(&filled, 0, 0.5, &add, whole);
    let mut waiting = vec![0.5; filled.len()];
    for (first, weight) in groups(&case.restarts, &filled) {
        for (place, evidence) in mixed(&filled, first, weight, &add, &part).into_iter().enumerate().skip(first) {
            mixtures[place] = log_sum([mixtures[place], evidence]);
            waiting[place] -= weight;
        }
    }
    let at_filled = |place: usize| log_sum([mixtures[place], waiting[place].max(0.0).ln()]);
    // A look without new data says what the one before said; before any data there is no evidence.
    let after = |look: usize| filled.partition_point(|(number, _)| *number <= look);
    (0..case.looks.len()).map(|look| after(look).checked_sub(1).map_or(0.0, at_filled)).collect()
}

/// The weighted evidence of all parts from one on, after each part; minus infinity before it.
fn mixed<T: Default>(
    filled: &[(usize, &T)],
    first: usize,
    weight: f64,
    add: &impl Fn(&mut T, &T),
    evidence: impl Fn(&T) -> f64,
) -> Vec<f64> {
    let mut sum = T::default();
    let mut mixed = vec![f64::NEG_INFINITY; filled.len()];
    for (place, (_, part)) in filled.iter().enumerate().skip(first) {
        add(&mut sum, part);
        mixed[place] = weight.ln() + evidence(&sum);
    }
    mixed
}

/// Restarts that are followed by the same data, as one: the first part after them, and their weight together.
fn groups<T>(restarts: &[Restart], filled: &[(usize, T)]) -> BTreeMap<usize, f64> {
    let mut groups: BTreeMap<usize, f64> = BTreeMap::new();
    for restart in restarts {
        let first = filled.partition_point(|(look, _)| *look <= restart.look);
        if first < filled.len() {
            *groups.entry(first).or_default() += restart.weight;
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
