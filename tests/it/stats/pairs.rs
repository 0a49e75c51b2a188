//! Two arms.

use gonogo::stats::interval::Interval;
use gonogo::stats::mixture::CONCENTRATION;
use gonogo::stats::one_sided::{OneSided, Side};
use gonogo::stats::proportion_pair::{ProportionPair, share_of_hits};
use gonogo::stats::quantile_pair::QuantilePair;
use gonogo::stats::relation::Relation;
use gonogo::stats::values::Values;
use proptest::prelude::*;

fn proportions(candidate: (f64, f64), baseline: (f64, f64)) -> ProportionPair {
    ProportionPair { candidate, baseline, concentration: CONCENTRATION }
}

fn quantiles<'a>(candidate: Values<'a>, baseline: Values<'a>, q: f64) -> QuantilePair<'a> {
    QuantilePair { candidate, baseline, q, concentration: CONCENTRATION }
}

/// Returns values with a long tail, the same for the same seed.
fn latencies(count: usize, scale: f64, mut seed: u64) -> Vec<f64> {
    let mut uniform = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    };
    let mut values: Vec<f64> = (0..count).map(|_| scale * (1.0 / uniform()).powf(0.3)).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Returns the edges of a histogram of 2 % wide buckets, and how many values lie below each.
fn histogram(values: &[f64]) -> (Vec<f64>, Vec<u64>) {
    let edges: Vec<f64> = (0..400).map(|step| 50.0 * 1.02_f64.powi(step)).collect();
    let below = edges.iter().map(|edge| values.partition_point(|value| value < edge) as u64).collect();
    (edges, below)
}

#[test]
fn a_slower_candidate_is_seen_from_values_and_less_clearly_from_buckets() {
    let (candidate, baseline) = (latencies(4000, 150.0, 1), latencies(8000, 100.0, 2));
    let sorted = quantiles(Values::Sorted(&candidate), Values::Sorted(&baseline), 0.95);
    let ((edges, ours), (_, theirs)) = (histogram(&candidate), histogram(&baseline));
    let bucketed = quantiles(
        Values::Histogram { edges: &edges, below: &ours, total: 4000 },
        Values::Histogram { edges: &edges, below: &theirs, total: 8000 },
        0.95,
    );
    for relation in [Relation::SAME, Relation::times(1.1), Relation::plus(20.0)] {
        let (exact, honest) = (sorted.log_e(relation, Side::Greater), bucketed.log_e(relation, Side::Greater));
        assert!(honest > 20_f64.ln() && honest <= exact, "{honest} of {exact}");
        assert_eq!(sorted.log_e(relation, Side::Less), f64::NEG_INFINITY);
    }
    let factors = sorted.factors(0.05);
    assert!(factors.lower > 1.3 && factors.lower < 1.5 && factors.upper > 1.5 && factors.upper < 1.7, "{factors:?}");
    let shifts = bucketed.shifts(0.05);
    assert!(shifts.lower > 0.0 && shifts.upper.is_finite(), "{shifts:?}");
}

#[test]
fn a_handful_of_values_shows_nothing() {
    let (few, many) = (latencies(19, 900.0, 1), latencies(500, 1.0, 2));
    let pair = quantiles(Values::Sorted(&few), Values::Sorted(&many), 0.5);
    assert_eq!(pair.log_e(Relation::SAME, Side::Greater), 0.0);
    assert_eq!(pair.factors(0.05), Interval { lower: 0.0, upper: f64::INFINITY });
    let empty = quantiles(Values::Sorted(&[]), Values::Sorted(&[]), 0.5);
    assert_eq!(empty.log_e_apart(Relation::SAME), 0.0);
    assert_eq!(empty.shifts(0.05), Interval::ALL);
}

#[test]
fn an_atom_at_a_cap_is_no_evidence_against_itself() {
    let capped = vec![30_000.0; 5000];
    let pair = quantiles(Values::Sorted(&capped), Values::Sorted(&capped), 0.95);
    assert!(pair.log_e_apart(Relation::SAME) <= 0.0);
    assert!(pair.log_e(Relation::times(1.1), Side::Less) > 20_f64.ln());
}

#[test]
fn one_hit_in_the_baseline_does_not_hide_many_in_the_candidate() {
    let pair = proportions((50.0, 2000.0), (1.0, 2000.0));
    assert!(pair.log_e(Relation::plus(0.01), Side::Greater) > 9.0);
    assert_eq!(pair.log_e(Relation::plus(0.01), Side::Less), f64::NEG_INFINITY);
}

#[test]
fn rates_that_point_nowhere_or_do_not_exist_show_nothing() {
    assert_eq!(proportions((0.0, 0.0), (1.0, 10.0)).log_e(Relation::SAME, Side::Greater), 0.0);
    assert_eq!(proportions((5.0, 10.0), (5.0, 10.0)).log_e(Relation::SAME, Side::Greater), f64::NEG_INFINITY);
    assert_eq!(proportions((5.0, 10.0), (1.0, 10.0)).log_e(Relation::times(f64::NAN), Side::Greater), 0.0);
    assert_eq!(proportions((0.0, 10.0), (0.0, 10.0)).factors(0.05), Interval { lower: 0.0, upper: f64::INFINITY });
    assert_eq!(proportions((5.0, 10.0), (1.0, 10.0)).log_e(Relation::plus(2.0), Side::Less), f64::INFINITY);
}

#[test]
fn the_interval_of_a_difference_holds_it_and_shrinks() {
    let widths: Vec<f64> = [100.0, 10_000.0, 1_000_000.0]
        .iter()
        .map(|tries| {
            let shifts = proportions((0.06 * tries, *tries), (0.05 * tries, *tries)).shifts(0.05);
            assert!(shifts.lower < 0.01 && 0.01 < shifts.upper, "{shifts:?}");
            shifts.upper - shifts.lower
        })
        .collect();
    assert!(widths[0] > 5.0 * widths[1] && widths[1] > 5.0 * widths[2], "{widths:?}");
}

#[test]
fn the_share_of_hits_follows_the_traffic() {
    assert_eq!(share_of_hits(1.0, 0.1), 0.1);
    assert!((share_of_hits(1.5, 0.1) - 0.15 / 1.05).abs() < 1e-15);
    assert_eq!(share_of_hits(2.0, 1.0), 1.0);
    assert!(share_of_hits(-1.0, 0.5).is_nan());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_search_over_quantiles_misses_no_lesser_evidence(
        candidate in prop::collection::vec(1_u32..60, 20..80),
        baseline in prop::collection::vec(1_u32..60, 20..80),
        percent in 1_u32..100,
        tenths in 5_u32..20,
    ) {
        let sorted = |values: &[u32]| {
            let mut values: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let (candidate, baseline) = (sorted(&candidate), sorted(&baseline));
        let (q, times) = (f64::from(percent) / 100.0, f64::from(tenths) / 10.0);
        let found = quantiles(Values::Sorted(&candidate), Values::Sorted(&baseline), q).log_e(Relation::times(times), Side::Greater);
        let few = OneSided::new(q, CONCENTRATION, Side::Less);
        let many = OneSided::new(q, CONCENTRATION, Side::Greater);
        let least = candidate.iter().chain(&[0.0]).map(|place| {
            let ours = candidate.partition_point(|value| value <= place) as f64;
            let theirs = baseline.partition_point(|value| value * times < place * (1.0 - 1e-9)) as f64;
            few.log_e(ours, candidate.len() as f64) + many.log_e(theirs, baseline.len() as f64)
        });
        let least = least.fold(f64::INFINITY, f64::min);
        prop_assert!(found == f64::NEG_INFINITY || (found - least).abs() < 1e-9, "{} is not {}", found, least);
    }

    #[test]
    fn the_search_over_baseline_rates_misses_no_lesser_evidence(
        tries in (10_u32..5000, 10_u32..5000), shares in (0.0..1.0_f64, 0.0..1.0_f64), times in 0.5..2.0_f64, plus in -0.05..0.05_f64,
        side in prop::sample::select(vec![Side::Greater, Side::Less]),
    ) {
        let arm = |tries: u32, share: f64| ((f64::from(tries) * share * share).round(), f64::from(tries));
        let (candidate, baseline) = (arm(tries.0, shares.0), arm(tries.1, shares.1));
        let relation = Relation { times, plus };
        let found = proportions(candidate, baseline).log_e(relation, side);
        prop_assert!(!found.is_nan());
        let hedged = |evidence: f64| (0.9 * evidence.exp() + 0.1).ln();
        for odds in -120..120_i32 {
            let rate = 1.0 / (1.0 + (-f64::from(odds) / 10.0).exp());
            let line = relation.of(rate);
            if !(0.0..=1.0).contains(&line) {
                continue;
            }
            let ours = OneSided::new(line, CONCENTRATION, side).log_e(candidate.0, candidate.1);
            let theirs = OneSided::new(rate, CONCENTRATION, side.opposite()).log_e(baseline.0, baseline.1);
            prop_assert!(found <= hedged(ours) + hedged(theirs) + 1e-6, "{} at {}", found, rate);
        }
    }

    #[test]
    fn more_hits_of_the_candidate_never_weaken_the_evidence_that_it_is_worse(
        tries in (20_u32..3000, 20_u32..3000), shares in (0.0..1.0_f64, 0.0..1.0_f64), more in 1_u32..50,
    ) {
        let arm = |tries: u32, share: f64| ((f64::from(tries) * share).round(), f64::from(tries));
        let (candidate, baseline) = (arm(tries.0, shares.0), arm(tries.1, shares.1));
        let worse = ((candidate.0 + f64::from(more)).min(candidate.1), candidate.1);
        let evidence = |candidate| proportions(candidate, baseline).log_e(Relation::times(1.1), Side::Greater);
        prop_assert!(evidence(worse) >= evidence(candidate) - 1e-9);
    }
}
