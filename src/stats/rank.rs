//! Rank tests of points, for one look.

use super::normal::ln_above;

/// A rank statistic and its p-value against "no greater".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankTest {
    /// The statistic.
    pub statistic: f64,
    /// The probability of one so large, or larger, when nothing is greater.
    pub p_value: f64,
}

/// Returns whether the candidate's points tend to be greater than the baseline's.
///
/// The statistic counts pairs in which the candidate's is, ties half. Not NaN; p-value 1 where an arm is empty or all
/// are equal. Source: Mann & Whitney 1947, the normal approximation with corrections for ties and continuity.
pub fn mann_whitney(candidate: &[f64], baseline: &[f64]) -> RankTest {
    let (ours, theirs) = (candidate.len() as f64, baseline.len() as f64);
    let all: Vec<f64> = candidate.iter().chain(baseline).copied().collect();
    let (ranks, ties) = ranks(&all);
    let sum: f64 = ranks.iter().take(candidate.len()).sum();
    let statistic = sum - 0.5 * ours * (ours + 1.0);
    let count = ours + theirs;
    let variance = ours * theirs / 12.0 * (count + 1.0 - ties / (count * (count - 1.0)));
    RankTest { statistic, p_value: p_value(statistic - 0.5 * ours * theirs, variance) }
}

/// Returns whether differences tend to be above 0.
///
/// The statistic sums the ranks, by size, of those above 0; those at 0 are left out. P-value 1 where none is left.
/// Source: Wilcoxon 1945, the normal approximation with corrections for ties and continuity.
pub fn wilcoxon(differences: &[f64]) -> RankTest {
    let moved: Vec<f64> = differences.iter().copied().filter(|difference| *difference != 0.0).collect();
    let sizes: Vec<f64> = moved.iter().map(|difference| difference.abs()).collect();
    let (ranks, ties) = ranks(&sizes);
    let above = ranks.iter().zip(&moved).filter(|(_, difference)| **difference > 0.0);
    let statistic: f64 = above.map(|(rank, _)| rank).sum();
    let count = moved.len() as f64;
    let variance = count * (count + 1.0) * (2.0 * count + 1.0) / 24.0 - ties / 48.0;
    RankTest { statistic, p_value: p_value(statistic - 0.25 * count * (count + 1.0), variance) }
}

/// Returns the probability of a normal excess so large, half a step taken off for continuity.
fn p_value(excess: f64, variance: f64) -> f64 {
    if variance > 0.0 { ln_above((excess - 0.5) / variance.sqrt()).exp() } else { 1.0 }
}

/// Returns the rank of each value, equal ones sharing theirs, and the sum of t³ - t over groups of t equal ones.
fn ranks(values: &[f64]) -> (Vec<f64>, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let (mut ranks, mut ties, mut before) = (vec![0.0; values.len()], 0.0, 0.0);
    for group in order.chunk_by(|one, other| values[*one] == values[*other]) {
        let size = group.len() as f64;
        for index in group {
            ranks[*index] = before + 0.5 * (size + 1.0);
        }
        ties += size * size * size - size;
        before += size;
    }
    (ranks, ties)
}
