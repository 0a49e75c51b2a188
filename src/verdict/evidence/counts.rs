//! Counts of bad rows between looks, and the mixture of restarts over them.

use super::Case;
use crate::metric::Cell;
use crate::source::Moment;
use crate::stats::combine::log_sum;
use std::collections::BTreeMap;

/// Numbers of the looks at which a new stretch begins: multiples of the stretch inside the window.
pub fn starts(case: &Case) -> Vec<usize> {
    let begins = |moment: &Moment| moment.seconds().rem_euclid(case.stretch) == 0 && moment.0 % 1_000_000_000 == 0;
    let last = case.looks.len().saturating_sub(1);
    (0..last).filter(|look| begins(&case.looks[*look])).collect()
}

/// Sums cells into one value for each look: what fell between the look before (or the window's start) and it.
pub fn between_looks<T: Clone + Default>(
    case: &Case,
    cells: &BTreeMap<usize, Cell>,
    mut add: impl FnMut(&mut T, &Cell),
) -> Vec<T> {
    let mut sums = vec![T::default(); case.looks.len()];
    for (bucket, cell) in cells {
        let end = case.view.end(*bucket);
        let look = case.looks.partition_point(|look| *look < end);
        if let Some(sum) = sums.get_mut(look) {
            add(sum, cell);
        }
    }
    sums
}

/// Returns the running totals of increments, one longer than they are: the first is zero.
pub fn running(increments: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut totals = vec![(0.0, 0.0)];
    for (hits, tries) in increments {
        let (all_hits, all_tries) = totals[totals.len() - 1];
        totals.push((all_hits + hits, all_tries + tries));
    }
    totals
}

/// Returns at each look the log of the mixture over restarts: half from the window's start, half spread over later stretches.
///
/// `evidence(from, to)` is the log e-value of the rows between two look numbers, `from` 0 being the window's start.
/// The weights are fixed by the plan, before data: they sum to one, so the mixture of e-processes is one.
/// Source: Shin, Ramdas & Rinaldo 2023, e-detectors; decision.md a5.
pub fn breach(case: &Case, evidence: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let starts = starts(case);
    let weights: Vec<f64> = (0..starts.len()).map(|number| restart_weight(number, case.planned)).collect();
    let mixture = |to: usize| {
        let begun = starts.partition_point(|start| start + 1 < to);
        let waiting = 0.5 - weights[..begun].iter().sum::<f64>();
        let first = (0.5_f64.ln() + evidence(0, to), 0.0);
        let restarts = (0..begun).map(|number| (weights[number].ln() + evidence(starts[number] + 1, to), 0.0));
        log_sum(std::iter::once(first.0).chain(restarts.map(|term| term.0)).chain([waiting.max(0.0).ln()]))
    };
    (1..=case.looks.len()).map(mixture).collect()
}

/// Nine tenths of the restarts' half is spread evenly over the planned stretches; the rest thins out over all later ones,
/// so that a phase that outlives its plan can still be rolled back.
fn restart_weight(number: usize, planned: usize) -> f64 {
    let within = planned.saturating_sub(1);
    if number < within {
        return 0.5 * 0.9 / within as f64;
    }
    let beyond = (number - within + 1) as f64;
    let rest = if within == 0 { 1.0 } else { 0.1 };
    0.5 * rest / (beyond * (beyond + 1.0))
}
