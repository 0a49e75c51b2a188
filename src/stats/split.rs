//! The traffic split: were as many sent to each arm as was declared?

use super::gamma::{gamma_tails, phi, surplus};
use super::mixture::{Mixture, no_evidence_of_nan};

/// How far, relatively, a share may be off before a mismatch is one that matters: real load balancers are not exact.
pub const TOLERANCE: f64 = 0.02;

/// The probability of calling a split that is as declared a mismatch, however often it is looked at.
pub const ALPHA: f64 = 0.001;

/// Returns the evidence that the counts do not follow the declared shares.
///
/// Shape: shares above 0 that sum to 1, one for each count; 0 for anything else. Unit: nats.
/// Source: Lindon & Malek 2022, the Dirichlet-multinomial mixture centred at the shares.
pub fn log_e(counts: &[f64], shares: &[f64], concentration: f64) -> f64 {
    let sound = shares.iter().all(|share| *share > 0.0) && counts.iter().all(|count| *count >= 0.0);
    if !sound || counts.len() != shares.len() || concentration.is_nan() || concentration <= 0.0 {
        return 0.0;
    }
    let total: f64 = counts.iter().sum();
    let all = concentration + total;
    let term = |(count, share): (&f64, &f64)| {
        let expected = all * share;
        let gained = expected * phi((count - total * share) / expected);
        gained + surplus(concentration * share + count) - surplus(concentration * share)
    };
    let terms: f64 = counts.iter().zip(shares).map(term).sum();
    no_evidence_of_nan(terms - surplus(all) + surplus(concentration))
}

/// Says whether the candidate's share of two arms is a mismatch that matters.
///
/// It is when the evidence against the declared share reaches ln(1/alpha) and the share is off by more than the
/// relative tolerance. Counts may be divided by a [`design_effect`] first.
pub fn is_mismatch(
    candidate: f64,
    baseline: f64,
    declared: f64,
    alpha: f64,
    tolerance: f64,
    concentration: f64,
) -> bool {
    let total = candidate + baseline;
    let evidence = Mixture::new(declared, concentration).log_e(candidate, total);
    evidence >= -alpha.ln() && (candidate / total - declared).abs() > tolerance * declared
}

/// Returns Pearson's chi-square statistic of counts against shares, and its p-value for one look.
///
/// Shape: as [`log_e`]; 0 and 1 for anything else. Needs an expected count of 5 or more in each cell.
/// Source: Pearson 1900.
pub fn chi_square(counts: &[f64], shares: &[f64]) -> (f64, f64) {
    let total: f64 = counts.iter().sum();
    let sound = counts.len() == shares.len() && counts.len() > 1 && shares.iter().all(|share| *share > 0.0);
    if !sound || total.is_nan() || total <= 0.0 {
        return (0.0, 1.0);
    }
    let cell = |(count, share): (&f64, &f64)| (count - total * share).powi(2) / (total * share);
    let statistic: f64 = counts.iter().zip(shares).map(cell).sum();
    (statistic, gamma_tails(0.5 * (counts.len() - 1) as f64, 0.5 * statistic).upper.exp())
}

/// The fewest buckets from which a design effect is estimated.
pub const LEAST_BUCKETS: usize = 30;

/// The fewest tries with which a bucket takes part.
pub const LEAST_TRIES: f64 = 5.0;

/// Returns by how much hits vary more from bucket to bucket than independent tries would, at least 1.
///
/// Shape: (hits, tries) by bucket, the finest there is. `None` with fewer than [`LEAST_BUCKETS`] of [`LEAST_TRIES`]
/// or more. Hits and tries divided by it restore, approximately, the level of evidence that assumes independence.
/// Source: the overdispersion estimate of Pearson's statistic; McCullagh & Nelder 1989, section 4.5.
pub fn design_effect(buckets: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let large = |(_, tries): &(f64, f64)| *tries >= LEAST_TRIES && tries.is_finite();
    let buckets: Vec<(f64, f64)> = buckets.into_iter().filter(large).collect();
    if buckets.len() < LEAST_BUCKETS {
        return None;
    }
    let (hits, tries) = buckets.iter().fold((0.0, 0.0), |sum, bucket| (sum.0 + bucket.0, sum.1 + bucket.1));
    let rate = hits / tries;
    let variance = rate * (1.0 - rate);
    if variance.is_nan() || variance <= 0.0 {
        return Some(1.0);
    }
    let scatter = |(hits, tries): &(f64, f64)| (hits - tries * rate).powi(2) / (tries * variance);
    let scattered: f64 = buckets.iter().map(scatter).sum();
    Some((scattered / (buckets.len() - 1) as f64).max(1.0))
}
