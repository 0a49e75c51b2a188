//! Points over time: pairs by their signs, means despite what one point has of the last.

use super::mean::Sample;
use super::one_sided::{OneSided, Side};

/// The concentration for signs, of which there are few.
pub const SIGN_CONCENTRATION: f64 = 20.0;

/// The fewest blocks from which means of blocks are looked at.
pub const LEAST_BLOCKS: usize = 8;

/// Returns the evidence that more than half of the differences lie on a side of a line.
///
/// Shape: one difference a pair, in any order; one on the line counts half, NaN not at all. Unit: nats. Valid while
/// pairs are independent, or thinned until they are. Source: the sign test as a one-sided mixture against ½.
pub fn sign_log_e(differences: impl IntoIterator<Item = f64>, line: f64, side: Side) -> f64 {
    let (mut above, mut pairs) = (0.0, 0.0);
    for difference in differences {
        if difference.is_nan() {
            continue;
        }
        pairs += 1.0;
        above += if difference > line {
            1.0
        } else if difference < line {
            0.0
        } else {
            0.5
        };
    }
    OneSided::new(0.5, SIGN_CONCENTRATION, side).log_e(above, pairs)
}

/// Returns the sample of the means of complete blocks of so many points, in order of time.
///
/// `None` with fewer than [`LEAST_BLOCKS`]. Take blocks at least twice as long as a point still shows in those that
/// follow.
pub fn block_means(points: &[f64], length: usize) -> Option<Sample> {
    if length == 0 || points.len() / length < LEAST_BLOCKS {
        return None;
    }
    let mean = |block: &[f64]| block.iter().sum::<f64>() / length as f64;
    Sample::of(points.chunks_exact(length).map(mean))
}

/// Returns how far back points are related in [`long_run_variance`] unless it is known better.
pub fn usual_lag(points: usize) -> usize {
    let count = points as f64;
    (4.0 * (count / 100.0).powf(2.0 / 9.0)).floor().max(count.sqrt().floor()) as usize
}

/// Returns the variance that independent points with the same error of their mean would have.
///
/// Shape: in order of time. The error is its root over that of their number. 0 of nothing. Source: Newey & West 1987,
/// Bartlett's weights up to `lag`, autocovariances over the number of points.
pub fn long_run_variance(points: &[f64], lag: usize) -> f64 {
    if points.is_empty() {
        return 0.0;
    }
    let count = points.len() as f64;
    let mean = points.iter().sum::<f64>() / count;
    let covariance = |apart: usize| {
        let pairs = points.iter().zip(points.iter().skip(apart));
        pairs.map(|(early, late)| (early - mean) * (late - mean)).sum::<f64>() / count
    };
    let weight = |apart: usize| 1.0 - apart as f64 / (lag as f64 + 1.0);
    let related: f64 = (1..=lag.min(points.len() - 1)).map(|apart| weight(apart) * covariance(apart)).sum();
    covariance(0) + 2.0 * related
}
