//! What must hold for any numbers.

use gonogo::stats::one_sided::{OneSided, Side};
use gonogo::stats::projection::Question;
use gonogo::stats::relation::Relation;
use gonogo::stats::restart::{self, Horizon};
use gonogo::stats::{
    beta, combine, fixed, gamma, mean, mixture, normal, proportion_pair, quantile, rare, search, series, split,
};
use proptest::prelude::*;

/// Counts from one to 1e15, and hits anywhere from none to all.
fn counts() -> impl Strategy<Value = (f64, f64)> {
    (0.0..15.0_f64, 0.0..=1.0_f64, prop::sample::select(vec![0, 1, 2])).prop_map(|(size, share, kind)| {
        let tries = 10_f64.powf(size).round();
        let hits = match kind {
            0 => (tries * share).round(),
            1 => (tries * share * share * share * share).round(),
            _ => (share * 5.0).round().min(tries),
        };
        (hits, tries)
    })
}

fn rate() -> impl Strategy<Value = f64> {
    prop_oneof![0.0001..0.9999_f64, (-12.0..-0.1_f64).prop_map(|power| 10_f64.powf(power))]
}

fn side() -> impl Strategy<Value = Side> {
    prop::sample::select(vec![Side::Greater, Side::Less])
}

/// Any finite number, and often the awkward ones.
fn anything() -> impl Strategy<Value = f64> {
    let awkward = vec![0.0, -0.0, 1.0, 0.5, f64::MIN_POSITIVE, 5e-324, f64::MAX, -f64::MAX, 1e15, 1e-300, -1.0];
    prop_oneof![prop::sample::select(awkward), -10.0..1e6_f64, 0.0..1.0_f64]
}

proptest! {
    #[test]
    fn the_interval_holds_the_share_and_lies_within_the_scale((hits, tries) in counts(), alpha in 1e-9..0.5_f64) {
        let interval = mixture::interval(hits, tries, alpha, 100.0);
        let share = hits / tries;
        prop_assert!(0.0 <= interval.lower && interval.lower <= share && share <= interval.upper && interval.upper <= 1.0);
    }

    #[test]
    fn the_interval_and_the_evidence_agree((hits, tries) in counts(), alpha in 1e-6..0.5_f64) {
        let interval = mixture::interval(hits, tries, alpha, 100.0);
        let enough = -alpha.ln();
        if interval.lower > 0.0 {
            prop_assert!(mixture::log_e(hits, tries, interval.lower * (1.0 - 1e-7), 100.0) >= enough - 1e-6);
        }
        let inside = 0.5 * (interval.lower + hits / tries);
        prop_assert!(mixture::log_e(hits, tries, inside, 100.0) < enough + 1e-6);
    }

    #[test]
    fn smaller_alpha_never_narrows_the_interval((hits, tries) in counts(), alpha in 1e-6..0.5_f64) {
        let (wide, narrow) = (mixture::interval(hits, tries, 0.1 * alpha, 100.0), mixture::interval(hits, tries, alpha, 100.0));
        prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
    }

    #[test]
    fn evidence_is_convex_in_the_rate((hits, tries) in (0_u32..200).prop_flat_map(|hits| (Just(f64::from(hits)), (hits.max(1)..400).prop_map(f64::from))), low in 0.001..0.5_f64, high in 0.5..0.999_f64, weight in 0.0..1.0_f64) {
        let between = weight * low + (1.0 - weight) * high;
        let at = |rate| mixture::log_e(hits, tries, rate, 100.0);
        prop_assert!(at(between) <= weight * at(low) + (1.0 - weight) * at(high) + 1e-9);
    }

    #[test]
    fn the_share_of_the_data_is_never_refuted((hits, tries) in counts()) {
        prop_assert!(mixture::log_e(hits, tries, hits / tries, 100.0) <= 1e-6);
    }

    #[test]
    fn one_sided_evidence_rises_with_what_speaks_for_it((hits, tries) in counts(), rate in rate(), more in 1.0..100.0_f64) {
        let worse = (hits + more).min(tries);
        // Of evidence of 1e14 nats the last digits are not there.
        let slack = |evidence: f64| 1e-9 * evidence.abs().max(1.0);
        let greater = OneSided::new(rate, 100.0, Side::Greater);
        let (before, after) = (greater.log_e(hits, tries), greater.log_e(worse, tries));
        prop_assert!(after >= before - slack(before), "{} after {}", after, before);
        let less = OneSided::new(rate, 100.0, Side::Less);
        let (before, after) = (less.log_e(hits, tries), less.log_e(worse, tries));
        prop_assert!(after <= before + slack(before), "{} after {}", after, before);
    }

    #[test]
    fn the_bound_is_below_the_evidence_and_close_where_it_counts((hits, tries) in counts(), rate in rate(), side in side()) {
        let bet = OneSided::new(rate, 100.0, side);
        let (bound, exact) = (bet.log_e_bound(hits, tries), bet.log_e(hits, tries));
        prop_assert!(bound <= exact + 1e-9 * exact.abs().max(1.0), "{} above {}", bound, exact);
        if exact > 4.0 && rate > 1e-3 && rate < 0.999 {
            prop_assert!(bound > exact - 0.05 - 1e-9 * exact, "{} far below {}", bound, exact);
        }
    }

    #[test]
    fn both_sides_share_the_two_sided_evidence((hits, tries) in (0_u32..300).prop_flat_map(|hits| (Just(f64::from(hits)), (hits.max(1)..600).prop_map(f64::from))), rate in 0.01..0.99_f64) {
        // The mixture is the average of its two halves, weighted by the prior: E = w E⁺ + (1-w) E⁻.
        let prior = beta::beta_tails(100.0 * rate, 100.0 * (1.0 - rate), rate, 1.0 - rate);
        let greater = OneSided::new(rate, 100.0, Side::Greater).log_e(hits, tries);
        let less = OneSided::new(rate, 100.0, Side::Less).log_e(hits, tries);
        let halves = combine::average([(prior.upper.exp(), greater), (prior.lower.exp(), less)]);
        let whole = mixture::log_e(hits, tries, rate, 100.0);
        prop_assert!((halves - whole).abs() < 1e-9, "{} is not {}", halves, whole);
    }

    #[test]
    fn two_cells_of_the_split_are_the_mixture(counts in (0_u32..100_000, 0_u32..100_000), share in 0.01..0.99_f64) {
        let counts = [f64::from(counts.0), f64::from(counts.1)];
        let (split, mixture) = (split::log_e(&counts, &[share, 1.0 - share], 100.0), mixture::log_e(counts[0], counts[0] + counts[1], share, 100.0));
        prop_assert!((split - mixture).abs() < 1e-9 * mixture.abs().max(1.0));
    }

    #[test]
    fn restarts_never_beat_hindsight_nor_lose_more_than_their_price(hits in prop::collection::vec(0_u32..20, 1..40)) {
        let buckets: Vec<(f64, f64)> = hits.iter().map(|hits| (f64::from(*hits), 50.0)).collect();
        let bet = OneSided::new(0.1, 100.0, Side::Greater);
        let exact = |hits, tries| bet.log_e(hits, tries);
        let bound = |hits, tries| bet.log_e_bound(hits, tries);
        let looks = restart::by_bucket(&buckets, Horizon::Planned(buckets.len()), exact, exact);
        let quick = restart::by_bucket(&buckets, Horizon::Planned(buckets.len()), exact, bound);
        let mut sum = (0.0, 0.0);
        for (index, (hits, tries)) in buckets.iter().enumerate() {
            sum = (sum.0 + hits, sum.1 + tries);
            prop_assert!(looks[index] >= exact(sum.0, sum.1) - std::f64::consts::LN_2 - 1e-12);
            prop_assert!(quick[index] <= looks[index] + 1e-12);
        }
    }

    #[test]
    fn ranks_hold_the_quantile_and_widen_with_looking(count in 1_u64..1_000_000, q in 0.01..0.99_f64, alpha in 1e-6..0.2_f64) {
        let (anytime, once) = (quantile::anytime_ranks(count, q, alpha, 100.0), quantile::fixed_ranks(count, q, alpha));
        for ranks in [anytime, once] {
            prop_assert!(ranks.lower < ranks.upper && ranks.upper <= count + 1);
            prop_assert!(ranks.lower as f64 <= q * count as f64 + 1.0 && ranks.upper as f64 >= q * count as f64);
        }
        prop_assert!(anytime.lower <= once.lower && anytime.upper >= once.upper);
    }

    #[test]
    fn tails_add_up_to_one(a in 1e-3..1e7_f64, b in 1e-3..1e7_f64, x in 0.0..1.0_f64) {
        let tails = beta::beta_tails(a, b, x, 1.0 - x);
        prop_assert!((tails.lower.exp() + tails.upper.exp() - 1.0).abs() < 1e-12);
        let tails = gamma::gamma_tails(a, b);
        prop_assert!((tails.lower.exp() + tails.upper.exp() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_projection_suffices_if_things_go_as_they_went((hits, tries) in (0_u32..20, 100_u32..2000).prop_map(|(hits, tries)| (f64::from(hits), f64::from(tries)))) {
        let question = Question { line: 0.05, side: Side::Less, enough: 20_f64.ln(), concentration: 100.0 };
        if let Some(more) = question.missing(hits, tries, 0.8) {
            let total = tries + more as f64;
            let share = (hits + 0.5) / (tries + 1.0);
            prop_assert!(OneSided::new(0.05, 100.0, Side::Less).log_e(share * total, total) >= question.enough);
        }
    }

    #[test]
    fn a_search_finds_the_turn_to_the_last_bit(at in prop_oneof![-1e9..1e9_f64, -1.0..1.0_f64, -1e-300..1e-300_f64]) {
        let (before, after) = search::turn(-1e12, 1e12, |number| number >= at);
        prop_assert!(before < at && after == at, "{} {}", before, after);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_number_makes_a_nan(a in anything(), b in anything(), c in anything(), d in anything(), side in side()) {
        let open = |interval: gonogo::stats::interval::Interval| !interval.lower.is_nan() && !interval.upper.is_nan();
        prop_assert!(!mixture::log_e(a, b, c, d).is_nan());
        let bet = OneSided::new(c, d, side);
        prop_assert!(!bet.log_e(a, b).is_nan() && !bet.log_e_bound(a, b).is_nan());
        prop_assert!(open(mixture::interval(a, b, c, d)));
        prop_assert!(open(fixed::wilson(a, b, c)) && open(fixed::clopper_pearson(a, b, c)));
        prop_assert!(open(fixed::newcombe((a, b), (c, d), 1.1, 0.05)) && open(fixed::miettinen_nurminen((a, b), (c, d), 0.05)));
        prop_assert!(open(rare::interval(a, b, c, d)) && !rare::upper_without_hit(a, b).is_nan());
        let events = rare::EventRate { rate: c, concentration: d };
        prop_assert!(!events.log_e(a, b).is_nan() && !events.log_e_on(side, a.min(1e6), b).is_nan());
        let pair = proportion_pair::ProportionPair { candidate: (a, b), baseline: (c, d), concentration: 100.0 };
        prop_assert!(!pair.log_e(Relation::times(1.1), side).is_nan() && !pair.log_e_apart(Relation::plus(a)).is_nan());
        let sample = mean::Sample { count: a, mean: b, variance: c };
        prop_assert!(open(sample.anytime(d, 1000.0)) && open(sample.student(d)) && open(sample.anytime_student(d, 1.0)));
        prop_assert!(!sample.log_e(d, side, 0.05, 1000.0).is_nan());
        prop_assert!(!split::log_e(&[a, b], &[c, 1.0 - c], d).is_nan());
        prop_assert!(!combine::average([(a, b), (c, d)]).is_nan());
        prop_assert!(!series::sign_log_e([a, b, c], d, side).is_nan());
        prop_assert!(!series::long_run_variance(&[a.clamp(-1e100, 1e100), b.clamp(-1e100, 1e100)], 3).is_nan());
        prop_assert!(!normal::upper_quantile(a).is_nan());
        let question = Question { line: c, side, enough: 3.0, concentration: 100.0 };
        question.missing(a, b, 0.8);
        question.tries_with(a, b, 1);
        quantile::anytime_ranks(a.abs() as u64, c, d, 100.0);
    }
}
