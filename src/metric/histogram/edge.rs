//! The edges of the buckets, and the bucket of a value: found by comparing with exact decimal edges.

use std::sync::{LazyLock, OnceLock};

use crate::metric::value::Comparison;

/// The least exponent whose edges are told apart.
const LEAST: i32 = -300;
/// The exponent of the greatest f64.
const GREATEST: i32 = 308;
/// How many decades there are.
const DECADES: usize = (GREATEST - LEAST + 1) as usize;
/// How many buckets a decade has.
const PER_DECADE: i32 = 900;
/// The number of the bucket [1.00e-300, 1.01e-300).
const FIRST: i32 = 2;

/// The powers of ten from 10^LEAST to 10^GREATEST.
static POWERS: LazyLock<Vec<f64>> =
    LazyLock::new(|| (LEAST..=GREATEST).map(|exponent| decimal(100, exponent)).collect());

/// The edges 1.00 to 9.99 of each decade, made when first asked for.
static EDGES: [OnceLock<Box<[f64]>>; DECADES] = [const { OnceLock::new() }; DECADES];

/// Returns the number of the bucket that holds a value.
///
/// Shape: finite.
pub fn bucket(value: f64) -> i32 {
    if value == 0.0 {
        return 0;
    }
    let magnitude = value.abs();
    let number = if magnitude < POWERS[0] { 1 } else { positive_bucket(magnitude) };
    if value.is_sign_negative() { -number } else { number }
}

/// Guesses where to look from the value's binary exponent and its quotient; the edges alone decide.
fn positive_bucket(value: f64) -> i32 {
    let binary = ((value.to_bits() >> 52) as i32) - 1023;
    // 1233 / 4096 is a little less than log10(2): close enough to land next to the decade.
    let guess = ((binary * 1233) >> 12) - LEAST;
    let decade = settle(&POWERS, value, guess.max(0) as usize);
    let edges = edges(decade);
    let guess = (value / POWERS[decade] * 100.0) as usize;
    let place = settle(edges, value, guess.saturating_sub(100));
    FIRST + decade as i32 * PER_DECADE + place as i32
}

/// Returns the place of the last edge that is not above a value, starting from a guess. Shape: the first edge is not.
fn settle(edges: &[f64], value: f64, guess: usize) -> usize {
    let mut place = guess.min(edges.len() - 1);
    while place > 0 && edges[place] > value {
        place -= 1;
    }
    while edges.get(place + 1).is_some_and(|edge| *edge <= value) {
        place += 1;
    }
    place
}

/// Returns the least value of a bucket; for zero 0, for negative buckets the value that all of theirs exceed.
pub fn lower_edge(bucket: i32) -> f64 {
    if bucket < 0 { 0.0 - edge(bucket.saturating_neg().saturating_add(1)) } else { edge(bucket) }
}

/// Returns the value that all values of a bucket are below; for zero 0, for negative buckets the greatest of theirs.
pub fn upper_edge(bucket: i32) -> f64 {
    match bucket {
        0 => 0.0,
        ..0 => 0.0 - edge(bucket.saturating_neg()),
        1.. => edge(bucket.saturating_add(1)),
    }
}

/// Returns the lower edge of a bucket whose number is not negative; infinity past the last.
fn edge(bucket: i32) -> f64 {
    if bucket < FIRST {
        return 0.0;
    }
    let number = bucket - FIRST;
    let decade = (number / PER_DECADE) as usize;
    if decade < DECADES { edges(decade)[(number % PER_DECADE) as usize] } else { f64::INFINITY }
}

fn edges(decade: usize) -> &'static [f64] {
    EDGES[decade].get_or_init(|| {
        let exponent = LEAST + decade as i32;
        (100..1000).map(|hundredths| decimal(hundredths, exponent)).collect()
    })
}

/// Returns the f64 nearest to `hundredths` / 100 x 10^`exponent`; infinity above the greatest.
fn decimal(hundredths: i32, exponent: i32) -> f64 {
    let text = format!("{hundredths}e{}", exponent - 2);
    text.parse().unwrap_or(f64::INFINITY)
}

/// Returns whether some value that may lie in the bucket compares so with a limit that lies in it.
pub(super) fn some(bucket: i32, op: Comparison, limit: f64) -> bool {
    match op {
        // Negative buckets hold their upper edge, positive ones their lower: nothing lies beyond it.
        Comparison::Greater => bucket != 0 && (bucket > 0 || limit != upper_edge(bucket)),
        Comparison::Less => bucket != 0 && (bucket < 0 || limit != lower_edge(bucket)),
        Comparison::NotEqual => bucket != 0,
        Comparison::GreaterEqual | Comparison::LessEqual | Comparison::Equal => true,
    }
}

/// Returns whether every value that may lie in the bucket compares so with a limit that lies in it.
pub(super) fn every(bucket: i32, op: Comparison, limit: f64) -> bool {
    match op {
        Comparison::GreaterEqual => bucket >= 0 && limit == lower_edge(bucket),
        Comparison::LessEqual => bucket <= 0 && limit == upper_edge(bucket),
        Comparison::Equal => bucket == 0,
        Comparison::Greater | Comparison::Less | Comparison::NotEqual => false,
    }
}
