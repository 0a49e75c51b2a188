//! Rates at one look: valid once, at the end of the soak.

use super::beta::{beta_quantile, beta_upper_quantile};
use super::interval::Interval;
use super::normal::upper_quantile;
use super::search::turn;

/// Returns the rates that are believable after `hits` in `tries`, by Wilson's score.
///
/// For show: near 0 and 1 it misses more often than `alpha`. Exactly 0 without hits, exactly 1 without misses.
/// Source: Wilson 1927.
pub fn wilson(hits: f64, tries: f64, alpha: f64) -> Interval {
    let z = upper_quantile(0.5 * alpha);
    let Some(share) = share((hits, tries)).filter(|_| z.is_finite()) else { return Interval::UNIT };
    let shrink = 1.0 + z * z / tries;
    let centre = (share + 0.5 * z * z / tries) / shrink;
    let half = z / shrink * (share * (1.0 - share) / tries + 0.25 * (z / tries).powi(2)).sqrt();
    Interval {
        lower: if hits <= 0.0 { 0.0 } else { (centre - half).max(0.0) },
        upper: if hits >= tries { 1.0 } else { (centre + half).min(1.0) },
    }
}

/// Returns the rates that are believable after `hits` in `tries`, for sure no narrower than they should be.
///
/// Half of `alpha` on each side. Exactly 0 without hits, exactly 1 without misses. Source: Clopper & Pearson 1934.
pub fn clopper_pearson(hits: f64, tries: f64, alpha: f64) -> Interval {
    let ln_half = (0.5 * alpha).ln();
    if share((hits, tries)).is_none() || ln_half.is_nan() {
        return Interval::UNIT;
    }
    let hits = hits.clamp(0.0, tries);
    let misses = tries - hits;
    let without = |count: f64| if count > 0.0 { None } else { Some(-(ln_half / tries).exp_m1()) };
    let lower = match without(misses) {
        Some(rest) => 1.0 - rest,
        None if hits > 0.0 => beta_quantile(hits, misses + 1.0, ln_half),
        None => 0.0,
    };
    let upper = match without(hits) {
        Some(upper) => upper,
        None if misses > 0.0 => beta_upper_quantile(hits + 1.0, misses, ln_half),
        None => 1.0,
    };
    Interval { lower, upper }
}

/// Returns the differences, candidate's rate less `times` the baseline's, that are believable.
///
/// Shape: an arm is (hits, tries). [`Interval::ALL`] while an arm has no tries.
/// Source: Newcombe 1998, method 10: the arms' Wilson intervals, each end with the one that it is furthest by.
pub fn newcombe(candidate: (f64, f64), baseline: (f64, f64), times: f64, alpha: f64) -> Interval {
    let (Some(our_share), Some(their_share)) = (share(candidate), share(baseline)) else {
        return Interval::ALL;
    };
    let (ours, theirs) = (wilson(candidate.0, candidate.1, alpha), wilson(baseline.0, baseline.1, alpha));
    let difference = our_share - times * their_share;
    let down = (our_share - ours.lower).hypot(times * (theirs.upper - their_share));
    let up = (ours.upper - our_share).hypot(times * (their_share - theirs.lower));
    Interval { lower: difference - down, upper: difference + up }
}

/// Returns the differences, candidate's rate less the baseline's, that are believable, by the score of the
/// constrained rates.
///
/// Shape: an arm is (hits, tries). [`Interval::ALL`] while an arm has no tries. Source: Miettinen & Nurminen 1985.
pub fn miettinen_nurminen(candidate: (f64, f64), baseline: (f64, f64), alpha: f64) -> Interval {
    let z = upper_quantile(0.5 * alpha);
    let tries = candidate.1 + baseline.1;
    let (Some(ours), Some(theirs)) = (share(candidate), share(baseline)) else {
        return Interval::ALL;
    };
    if tries <= 1.0 || !z.is_finite() {
        return Interval::ALL;
    }
    let difference = ours - theirs;
    let (candidate, baseline) = ((ours * candidate.1, candidate.1), (theirs * baseline.1, baseline.1));
    let far = |assumed: f64| {
        let (ours, theirs) = constrained(candidate, baseline, assumed);
        let variance = ours * (1.0 - ours) / candidate.1 + theirs * (1.0 - theirs) / baseline.1;
        (difference - assumed).abs() >= z * (variance * tries / (tries - 1.0)).sqrt()
    };
    Interval { lower: turn(-1.0, difference, |assumed| !far(assumed)).0, upper: turn(difference, 1.0, far).1 }
}

/// Returns the likeliest rates of the two arms of which the difference is the assumed one.
fn constrained(candidate: (f64, f64), baseline: (f64, f64), difference: f64) -> (f64, f64) {
    let part = |count: f64, rate: f64| if count > 0.0 { count / rate } else { 0.0 };
    let slope = |(hits, tries): (f64, f64), rate: f64| part(hits, rate) - part(tries - hits, 1.0 - rate);
    let falls = |rate: f64| slope(candidate, rate + difference) + slope(baseline, rate) <= 0.0;
    let (least, greatest) = ((-difference).max(0.0), (1.0 - difference).min(1.0));
    let rate = turn(least, greatest, falls).1;
    ((rate + difference).clamp(0.0, 1.0), rate.clamp(0.0, 1.0))
}

/// Returns hits/tries, hits above tries counted as tries; `None` without tries.
fn share((hits, tries): (f64, f64)) -> Option<f64> {
    (tries > 0.0 && tries.is_finite() && !hits.is_nan()).then(|| (hits / tries).clamp(0.0, 1.0))
}

/// Returns how many tries each arm needs for a two-sided test at one look to find a difference with this power.
///
/// Range: rates in 0..=1, the candidate's is the baseline's plus the difference. Infinity for none.
/// Source: Fleiss 1981, without continuity correction; equal arms.
pub fn tries_for_difference(baseline: f64, difference: f64, alpha: f64, power: f64) -> f64 {
    let candidate = baseline + difference;
    let pooled = 0.5 * (baseline + candidate);
    let null = (2.0 * pooled * (1.0 - pooled)).sqrt();
    let alternative = (baseline * (1.0 - baseline) + candidate * (1.0 - candidate)).sqrt();
    let luck = if power < 0.5 { -upper_quantile(power) } else { upper_quantile(1.0 - power) };
    let tries = ((upper_quantile(0.5 * alpha) * null + luck * alternative) / difference).powi(2);
    if tries.is_nan() { f64::INFINITY } else { tries }
}
