//! Very few, very many, none and all: values computed with 60 digits by mpmath.

use gonogo::stats::interval::Interval;
use gonogo::stats::mean::{self, Sample};
use gonogo::stats::one_sided::{OneSided, Side, log_e_greater, log_e_less};
use gonogo::stats::projection::{self, Question};
use gonogo::stats::quantile::{self, Ranks};
use gonogo::stats::relation::Relation;
use gonogo::stats::restart::{self, Horizon};
use gonogo::stats::values::Values;
use gonogo::stats::{bounded, combine, fixed, gamma, mixture, normal, rank, rare, series, split};

#[track_caller]
fn near(got: f64, expected: f64, relative: f64) {
    assert!((got - expected).abs() <= relative * expected.abs().max(1e-300), "{got:e} is not {expected:e}");
}

#[test]
fn the_interval_keeps_nine_digits_at_every_size() {
    let cases = [
        ((0.0, 1e9, 0.05), (0.0, 2.9957370991248766e-09)),
        ((1e9, 1e9, 0.05), (0.9999999970042629, 1.0)),
        ((5e11, 1e12, 1e-9), (0.49999598510951193, 0.5000040148904881)),
        ((2.0, 1e12, 0.05), (4.99999999904e-24, 2.940266871079571e-11)),
        ((1e12 - 2.0, 1e12, 0.05), (0.9999999999705973, 1.0)),
        ((3.0, 10.0, 1e-9), (3.9848408324384834e-07, 0.9990824521179934)),
        ((5e13, 1e15, 1e-9), (0.04999994175792311, 0.050000058242118804)),
        ((123456789.0, 1e15, 0.05), (1.2338194550203868e-07, 1.235316607580107e-07)),
        ((0.0, 2.0, 1e-9), (0.0, 0.9999999999009901)),
        ((1.0, 1e6, 0.5), (0.0, 9.912682314392858e-06)),
    ];
    for ((hits, tries, alpha), (lower, upper)) in cases {
        let interval = mixture::interval(hits, tries, alpha, 100.0);
        near(interval.lower, lower, 1e-9);
        near(interval.upper, upper, 1e-9);
    }
}

#[test]
fn a_single_event_never_bounds_a_rate_away_from_zero() {
    for tries in [1.0, 2.0, 1e3, 1e9, 1e15] {
        assert_eq!(mixture::interval(1.0, tries, 0.5, 100.0).lower, 0.0);
        assert_eq!(mixture::interval(tries - 1.0, tries, 0.5, 100.0).upper, 1.0);
    }
    assert_eq!(mixture::interval(0.0, 1.0, 0.05, 100.0), Interval::UNIT);
    assert_eq!(mixture::interval(1.0, 1.0, 0.05, 100.0), Interval::UNIT);
}

#[test]
fn without_tries_everything_is_believable_and_nothing_is_evident() {
    assert_eq!(mixture::interval(0.0, 0.0, 0.05, 100.0), Interval::UNIT);
    assert_eq!(fixed::wilson(0.0, 0.0, 0.05), Interval::UNIT);
    assert_eq!(fixed::clopper_pearson(0.0, 0.0, 0.05), Interval::UNIT);
    assert_eq!(fixed::newcombe((0.0, 0.0), (1.0, 2.0), 1.0, 0.05), Interval::ALL);
    assert_eq!(quantile::anytime_ranks(0, 0.95, 0.05, 100.0), Ranks { lower: 0, upper: 1 });
    assert_eq!(quantile::fixed_ranks(0, 0.95, 0.05), Ranks { lower: 0, upper: 1 });
    assert_eq!(mixture::log_e(0.0, 0.0, 0.05, 100.0), 0.0);
    assert_eq!(log_e_greater(0.0, 0.0, 0.05, 100.0), 0.0);
    assert_eq!(rare::upper_without_hit(0.0, 0.05), 1.0);
    assert_eq!(rare::interval(0.0, 0.0, 0.05, 1.0), Interval { lower: 0.0, upper: f64::INFINITY });
    assert_eq!(split::log_e(&[0.0, 0.0], &[0.9, 0.1], 100.0), 0.0);
    assert_eq!(series::sign_log_e([], 0.0, Side::Greater), 0.0);
    assert_eq!(rank::mann_whitney(&[], &[1.0]).p_value, 1.0);
    assert_eq!(bounded::empirical_bernstein(&[], 0.05, 0.5), Interval::UNIT);
    assert_eq!(combine::average([]), f64::NEG_INFINITY);
}

#[test]
fn evidence_keeps_its_digits_at_every_size() {
    near(mixture::log_e(0.0, 1e9, 0.05, 100.0), 51293213.64424425, 1e-13);
    near(mixture::log_e(1e9, 1e9, 0.05, 100.0), 2995730660.799883, 1e-13);
    near(mixture::log_e(5e10, 1e12, 0.05, 100.0), -11.529614015395438, 1e-10);
    near(mixture::log_e(5.1e13, 1e15, 0.05, 100.0), 10460492649.109245, 1e-11);
    near(mixture::log_e(3.0, 1e15, 1e-12, 100.0), 956.9440304113259, 1e-13);
    near(mixture::log_e(2.5, 7.25, 0.1, 100.0), 0.05186388654756536, 1e-11);
    near(log_e_greater(0.0, 1.0, 0.05, 100.0), -0.020434909404832488, 1e-11);
    near(log_e_greater(1.0, 1.0, 0.05, 100.0), 0.3252112843782899, 1e-11);
    near(log_e_greater(0.0, 1000.0, 0.05, 100.0), -3.2790846556233264, 1e-11);
    near(log_e_greater(1000.0, 1000.0, 0.05, 100.0), 2691.4778445195457, 1e-13);
    near(log_e_greater(2.5, 40.5, 0.02, 100.0), 0.6666994691771716, 1e-11);
    near(log_e_less(0.0, 59.0, 0.05, 100.0), 1.1341188379542193, 1e-11);
    near(log_e_less(0.0, 3000.0, 0.001, 100.0), 2.8459281543932504, 1e-11);
    near(log_e_less(3.0, 143.0, 0.05, 100.0), 1.0993466987572755, 1e-11);
}

#[test]
fn a_line_at_the_end_of_the_scale_is_certain_or_says_nothing() {
    assert_eq!(mixture::log_e(0.0, 10.0, 0.0, 100.0), 0.0);
    assert_eq!(mixture::log_e(1.0, 10.0, 0.0, 100.0), f64::INFINITY);
    assert_eq!(mixture::log_e(9.0, 10.0, 1.0, 100.0), f64::INFINITY);
    assert_eq!(log_e_greater(1.0, 10.0, 0.0, 100.0), f64::INFINITY);
    assert_eq!(log_e_less(0.0, 1e9, 0.0, 100.0), 0.0);
    assert_eq!(log_e_less(9.0, 10.0, 1.0, 100.0), f64::INFINITY);
    assert_eq!(log_e_greater(10.0, 10.0, 1.0, 100.0), 0.0);
}

#[test]
fn more_hits_than_tries_count_as_tries_and_fewer_than_none_as_none() {
    assert_eq!(mixture::log_e(12.0, 10.0, 0.05, 100.0), mixture::log_e(10.0, 10.0, 0.05, 100.0));
    assert_eq!(mixture::log_e(-3.0, 10.0, 0.05, 100.0), mixture::log_e(0.0, 10.0, 0.05, 100.0));
    assert_eq!(mixture::log_e(5.0, -1.0, 0.05, 100.0), 0.0);
    assert_eq!(mixture::log_e(f64::NAN, 10.0, 0.05, 100.0), 0.0);
    assert_eq!(mixture::log_e(5.0, 10.0, f64::NAN, 100.0), 0.0);
    assert_eq!(mixture::log_e(5.0, 10.0, 0.05, 0.0), 0.0);
}

#[test]
fn a_late_regression_is_seen_though_all_that_went_before_was_well() {
    let bet = OneSided::new(0.1, 100.0, Side::Greater);
    let buckets: Vec<(f64, f64)> = (0..48).map(|hour| (if hour < 40 { 4.0 } else { 16.0 }, 100.0)).collect();
    let evidence = restart::by_bucket(
        &buckets,
        Horizon::Planned(48),
        |hits, tries| bet.log_e(hits, tries),
        |hits, tries| bet.log_e_bound(hits, tries),
    );
    let (hits, tries) = buckets.iter().fold((0.0, 0.0), |sum, bucket| (sum.0 + bucket.0, sum.1 + bucket.1));
    assert!(bet.log_e(hits, tries) < 0.0, "all together it is below the line");
    assert!(evidence[39] < 0.0 && evidence[47] > 20_f64.ln(), "{evidence:?}");
}

#[test]
fn restarts_beyond_the_plan_bet_nothing_and_those_to_come_keep_their_stake() {
    near(restart::mix(1.0, [], Horizon::Planned(1)), 1.0, 0.0);
    near(restart::mix(0.0, [], Horizon::Planned(72)), 0.0, 1e-300);
    near(restart::mix(0.0, [], Horizon::Open), 0.0, 1e-300);
    assert_eq!(restart::mix(0.0, [0.0, 100.0], Horizon::Planned(2)), restart::mix(0.0, [0.0], Horizon::Planned(2)));
    let open = f64::ln(0.5 * (1.0 + (2.0 / 2.0 + 3.0 / 6.0 + 1.0 / 3.0)));
    near(restart::mix(0.0, [2_f64.ln(), 3_f64.ln()], Horizon::Open), open, 1e-14);
}

#[test]
fn averages_neither_overflow_nor_forget() {
    near(combine::average([(0.5, 2000.0), (0.5, 0.0)]), 2000.0 - 2_f64.ln(), 1e-15);
    near(combine::average([(0.25, 3_f64.ln()), (0.75, 7_f64.ln())]), 6_f64.ln(), 1e-15);
    assert_eq!(combine::average([(1.0, f64::NEG_INFINITY)]), f64::NEG_INFINITY);
    assert_eq!(combine::average([(0.5, f64::INFINITY), (0.5, 0.0)]), f64::INFINITY);
    let shares = combine::shares(&[(0.25, 3_f64.ln()), (0.75, 7_f64.ln()), (0.0, 900.0)]);
    near(shares[0], 0.125, 1e-14);
    assert_eq!(shares[2], 0.0);
}

#[test]
fn rare_events_are_bounded_exactly() {
    near(rare::upper_without_hit(1e15, 1e-9), 2.0723265836946198e-14, 1e-14);
    let event_rate = |rate, concentration| rare::EventRate { rate, concentration };
    near(event_rate(999.9, 10.0).log_e(1e9, 1e6), -0.7562427113751223, 1e-8);
    near(event_rate(1000.01, 24.0).log_e(1e12, 1e9), 41.22706098165891, 1e-8);
    assert_eq!(event_rate(0.0, 1.0).log_e(1.0, 10.0), f64::INFINITY);
    assert_eq!(event_rate(0.0, 1.0).log_e_on(Side::Less, 1.0, 10.0), 0.0);
    let interval = rare::interval(1e9, 1e6, 1e-9, 10.0);
    assert!(interval.lower > 999.5 && interval.upper < 1000.5, "{interval:?}");
    assert_eq!(rare::interval(1.0, 10.0, 0.05, 1.0).lower, 0.0);
}

#[test]
fn what_is_missing_is_said_exactly_where_it_can_be() {
    let question = |line, side| Question { line, side, enough: 20_f64.ln(), concentration: mixture::CONCENTRATION };
    assert_eq!(projection::tries_without_hit(0.05, 0.05), Some(59));
    assert_eq!(projection::tries_without_hit(0.01, 0.05), Some(299));
    assert_eq!(projection::tries_without_hit(0.0, 0.05), None);
    let target = question(0.05, Side::Less);
    assert_eq!(target.tries_at(0.03, 0.8), Some(1429));
    assert_eq!(question(0.1, Side::Greater).tries_at(0.15, 0.8), Some(645));
    assert_eq!(target.tries_at(0.06, 0.8), None);
    assert_eq!(target.missing(7.0, 143.0, 0.8), None, "too near the target to tell");
    assert_eq!(target.missing(0.0, 0.0, 0.8), None);
    let more = target.tries_with(3.0, 143.0, 0).unwrap();
    assert!(log_e_less(3.0, 143.0 + more as f64, 0.05, 100.0) >= 20_f64.ln());
    assert!(log_e_less(3.0, 142.0 + more as f64, 0.05, 100.0) < 20_f64.ln());
    assert!(target.tries_with(3.0, 143.0, 2).unwrap() > more);
    assert_eq!(question(0.05, Side::Greater).hits_to_show(30.0, 100.0), Some(0));
}

#[test]
fn unequal_variances_cost_degrees_of_freedom() {
    let candidate = Sample { count: 15.0, mean: 20.6, variance: 4.62 };
    let baseline = Sample { count: 9.0, mean: 22.1, variance: 0.77 };
    let interval = mean::welch(candidate, baseline, Relation::SAME, 0.05);
    near(interval.lower, -2.808030980593789, 1e-9);
    near(interval.upper, -0.19196901940621092, 1e-9);
    assert_eq!(mean::welch(candidate, Sample::of([1.0]).unwrap(), Relation::SAME, 0.05), Interval::ALL);
}

#[test]
fn order_statistics_lie_between_the_far_edges_of_their_buckets() {
    let buckets = Values::Histogram { edges: &[10.0, 20.0, 30.0], below: &[0, 6, 9], total: 10 };
    let between = |lower, upper| buckets.between(Ranks { lower, upper });
    assert_eq!(between(2, 8), Interval { lower: 10.0, upper: 30.0 });
    assert_eq!(between(0, 10), Interval::ALL);
    assert_eq!(between(7, 11), Interval { lower: 20.0, upper: f64::INFINITY });
    assert_eq!(buckets.quantile(0.5), 10.0);
    let sorted = Values::Sorted(&[1.0, 2.0, 3.0]);
    assert_eq!(sorted.between(Ranks { lower: 1, upper: 3 }), Interval { lower: 1.0, upper: 3.0 });
    assert_eq!(sorted.quantile(0.5), 2.0);
    assert!(Values::Sorted(&[]).quantile(0.5).is_nan());
}

#[test]
fn means_that_cannot_tell_are_open() {
    let constant = Sample::of([3.0; 600]).unwrap();
    assert_eq!(constant.anytime(0.05, mean::TIGHTEST_EVENTS), Interval::ALL);
    assert_eq!(constant.log_e(2.0, Side::Greater, 0.05, mean::TIGHTEST_EVENTS), 0.0);
    assert_eq!(Sample::of([1.0]).unwrap().student(0.05), Interval::ALL);
    assert_eq!(Sample::of([1.0, 2.0]).unwrap().anytime_student(0.05, 1.0), Interval::ALL);
    assert_eq!(Sample::of([]), None);
    let hits = Sample { count: 10.0, mean: 3.0, variance: 1.0 }.as_hits(1.0, 5.0);
    assert_eq!(hits, Some(5.0));
}

#[test]
fn a_split_is_a_mismatch_only_where_it_matters() {
    let mismatch = |candidate, baseline| {
        split::is_mismatch(candidate, baseline, 0.1, split::ALPHA, split::TOLERANCE, mixture::CONCENTRATION)
    };
    assert!(mismatch(7_000.0, 93_000.0));
    assert!(!mismatch(10_010_000.0, 89_990_000.0), "evident, but within two percent");
    assert!(!mismatch(7.0, 93.0), "not evident");
    assert!(!mismatch(0.0, 0.0));
    assert_eq!(split::design_effect([(1.0, 10.0); 29]), None);
    assert_eq!(split::design_effect([(1.0, 10.0); 30]), Some(1.0));
    let bursts = (0..60).map(|minute| (if minute % 6 == 0 { 6.0 } else { 0.0 }, 10.0));
    assert!(split::design_effect(bursts).unwrap() > 5.0);
}

#[test]
fn the_score_interval_is_that_of_the_likeliest_rates() {
    let interval = fixed::miettinen_nurminen((60.0, 1000.0), (50.0, 1000.0), 0.05);
    near(interval.lower, -0.010129408442431388, 1e-9);
    near(interval.upper, 0.030372572808807514, 1e-9);
    let nothing = fixed::miettinen_nurminen((0.0, 10.0), (0.0, 10.0), 0.05);
    assert!(nothing.lower < -0.2 && nothing.upper > 0.2 && nothing.upper <= 1.0, "{nothing:?}");
}

#[test]
fn tails_are_right_where_common_libraries_fail() {
    let half = gonogo::stats::beta::beta_tails(1e8, 1e8, 0.5, 0.5);
    near(half.lower, 0.5_f64.ln(), 1e-12);
    let tails = gonogo::stats::beta::beta_tails(
        76899529.9733385,
        76899453073808.53,
        1.0000011403494048e-06,
        1.0 - 1.0000011403494048e-06,
    );
    near(tails.lower, -0.685170045724799, 1e-10);
    near(tails.upper, -0.701188462125283, 1e-10);
    near(gamma::gamma_tails(1e10, 1e10).upper, -0.69314984, 1e-6);
    near(normal::upper_quantile(1e-300), 37.0470962993612, 1e-14);
}
