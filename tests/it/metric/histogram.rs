//! Histograms of three significant digits.

use gonogo::metric::histogram::{Histogram, Unsure, bucket, lower_edge, upper_edge};
use gonogo::metric::value::Comparison;
use proptest::prelude::*;

fn of(values: &[f64]) -> Histogram {
    let mut histogram = Histogram::default();
    values.iter().for_each(|value| histogram.add(*value));
    histogram
}

fn any_value() -> impl Strategy<Value = f64> {
    let decimal = (any::<bool>(), 0_u32..100_000, -12_i32..12).prop_map(|(negative, digits, exponent)| {
        let sign = if negative { "-" } else { "" };
        format!("{sign}{digits}e{exponent}").parse::<f64>().unwrap()
    });
    prop_oneof![proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO, decimal]
}

proptest! {
    #[test]
    fn a_value_lies_within_the_edges_of_its_bucket(value in any_value()) {
        let number = bucket(value);
        let (lower, upper) = (lower_edge(number), upper_edge(number));
        if value > 0.0 {
            prop_assert!(lower <= value && value < upper);
        } else if value < 0.0 {
            prop_assert!(lower < value && value <= upper);
        } else {
            prop_assert_eq!((number, lower, upper), (0, 0.0, 0.0));
        }
        prop_assert_eq!(bucket(-value), -number);
    }

    #[test]
    fn edges_are_the_nearest_to_three_digits(hundredths in 100_i32..1000, exponent in -300_i32..300) {
        let edge: f64 = format!("{}.{:02}e{exponent}", hundredths / 100, hundredths % 100).parse().unwrap();
        let number = bucket(edge);
        prop_assert_eq!(lower_edge(number), edge);
        prop_assert_eq!(number, bucket(edge.next_down()) + 1);
        prop_assert_eq!(upper_edge(number - 1), edge);
    }

    #[test]
    fn buckets_are_ordered_as_values(left in any_value(), right in any_value()) {
        if left <= right {
            prop_assert!(bucket(left) <= bucket(right));
        }
    }

    #[test]
    fn counts_stay_on_the_honest_side(
        values in prop::collection::vec(any_value(), 0..40),
        limit in any_value(),
    ) {
        let histogram = of(&values);
        for op in [
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Less,
            Comparison::LessEqual,
            Comparison::Greater,
            Comparison::GreaterEqual,
        ] {
            let exact = values.iter().filter(|value| op.holds(**value, limit)).count() as u64;
            let most = histogram.count_where(op, limit, Unsure::Counted);
            let least = histogram.count_where(op, limit, Unsure::LeftOut);
            prop_assert!(least <= exact && exact <= most, "{op:?} {limit}: {least} {exact} {most}");
            let here = histogram.count_in(bucket(limit)..=bucket(limit));
            prop_assert!(most - least <= here);
        }
    }

    #[test]
    fn quantiles_are_those_of_the_sorted_values(
        mut values in prop::collection::vec(any_value(), 1..60),
        hundredth in 1_u32..100,
    ) {
        let histogram = of(&values);
        values.sort_by(f64::total_cmp);
        let rank = (hundredth as usize * values.len()).div_ceil(100);
        prop_assert_eq!(histogram.quantile(f64::from(hundredth) / 100.0), Some(bucket(values[rank - 1])));
    }
}

#[test]
fn a_limit_on_an_edge_is_exact_where_it_can_be() {
    let histogram = of(&[799.9, 800.0, 800.5, 801.0]);
    assert_eq!(histogram.count_where(Comparison::GreaterEqual, 800.0, Unsure::LeftOut), 3);
    assert_eq!(histogram.count_where(Comparison::GreaterEqual, 800.0, Unsure::Counted), 3);
    assert_eq!(histogram.count_where(Comparison::Greater, 800.0, Unsure::Counted), 3);
    assert_eq!(histogram.count_where(Comparison::Greater, 800.0, Unsure::LeftOut), 1);
    assert_eq!(histogram.count_where(Comparison::Less, 800.0, Unsure::Counted), 1);
    assert_eq!(histogram.count_where(Comparison::LessEqual, 800.0, Unsure::LeftOut), 1);
}

#[test]
fn the_ends_of_the_numbers_have_buckets() {
    for value in [f64::MIN_POSITIVE, 5e-324, 1e-300, f64::MAX, 1.79e308] {
        let number = bucket(value);
        assert!(lower_edge(number) <= value && value < upper_edge(number), "{value}");
    }
    assert_eq!(upper_edge(bucket(f64::MAX)), f64::INFINITY);
    assert_eq!(Histogram::default().quantile(0.5), None);
}
