//! Count, sum, mean and variance without a trace of the order.

use gonogo::metric::moments::Moments;
use proptest::prelude::*;

fn of(values: &[f64]) -> Moments {
    let mut moments = Moments::default();
    values.iter().for_each(|value| moments.add(*value));
    moments
}

proptest! {
    #[test]
    fn any_order_and_any_grouping_gives_the_same_bits(
        values in prop::collection::vec(proptest::num::f64::NORMAL, 0..40),
        split in 0_usize..40,
    ) {
        let mut reversed = values.clone();
        reversed.reverse();
        let (left, right) = reversed.split_at(split.min(values.len()));
        let mut merged = of(right);
        merged.merge(&of(left));
        let whole = of(&values);
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(merged.sum().to_bits(), whole.sum().to_bits());
        prop_assert_eq!(merged.mean().map(f64::to_bits), whole.mean().map(f64::to_bits));
        prop_assert_eq!(merged.variance().map(f64::to_bits), whole.variance().map(f64::to_bits));
    }

    #[test]
    fn whole_numbers_are_summed_as_integers(values in prop::collection::vec(-1_i64 << 50..1 << 50, 2..60)) {
        let moments = of(&values.iter().map(|value| *value as f64).collect::<Vec<_>>());
        let sum: i128 = values.iter().map(|value| i128::from(*value)).sum();
        let squares: i128 = values.iter().map(|value| i128::from(*value).pow(2)).sum();
        prop_assert_eq!(moments.sum(), sum as f64);
        let n = values.len() as i128;
        let spread = (n * squares - sum * sum) as f64;
        prop_assert_eq!(moments.variance(), Some(spread / (n * (n - 1)) as f64));
        prop_assert_eq!(moments.min, values.iter().min().map(|value| *value as f64));
        prop_assert_eq!(moments.max, values.iter().max().map(|value| *value as f64));
    }
}

#[test]
fn small_terms_survive_large_ones() {
    assert_eq!(of(&[1e300, 1.0, -1e300]).sum(), 1.0);
    assert_eq!(of(&[1e16, 1.0, 1.0]).sum(), 10_000_000_000_000_002.0);
    assert_eq!(of(&[f64::MAX, f64::MAX]).sum(), f64::INFINITY);
    assert_eq!(of(&[5e-324, -5e-324]).sum(), 0.0);
}

#[test]
fn the_sum_is_rounded_once() {
    // 2^53 + 1 lies between two f64s; a hair more must tip it up.
    assert_eq!(of(&[9_007_199_254_740_992.0, 1.0]).sum(), 9_007_199_254_740_992.0);
    assert_eq!(of(&[9_007_199_254_740_992.0, 1.0, 1e-300]).sum(), 9_007_199_254_740_994.0);
    assert_eq!(of(&[0.1; 10]).mean(), Some(0.1));
}

#[test]
fn the_variance_of_few_is_unknown_and_of_equals_zero() {
    assert_eq!(of(&[]).mean(), None);
    assert_eq!(of(&[3.0]).variance(), None);
    assert_eq!(of(&[0.1; 7]).variance(), Some(0.0));
    assert_eq!(of(&[1e9 + 1.0, 1e9 + 2.0, 1e9 + 3.0]).variance(), Some(1.0));
    assert_eq!(of(&[1e200, -1e200]).variance(), Some(f64::INFINITY));
}

#[test]
fn zeros_of_either_sign_are_one_number() {
    let (left, right) = (of(&[0.0, -0.0]), of(&[-0.0, 0.0]));
    assert_eq!(left.min.map(f64::to_bits), right.min.map(f64::to_bits));
    assert_eq!(left.max.map(f64::to_bits), Some(0));
}
