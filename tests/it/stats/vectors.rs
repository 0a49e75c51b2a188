//! Every reference value that other libraries computed.

use std::path::PathBuf;

use gonogo::stats::interval::Interval;
use gonogo::stats::mean::Sample;
use gonogo::stats::one_sided::{OneSided, Side};
use gonogo::stats::quantile::{self, Ranks};
use gonogo::stats::quantile_pair::QuantilePair;
use gonogo::stats::rank::{self, RankTest};
use gonogo::stats::relation::Relation;
use gonogo::stats::values::Values;
use gonogo::stats::{bounded, fixed, mixture, rare, restart, series, several, split};
use serde_json::Value;

#[test]
fn every_reference_value_is_met() {
    let Some(shared) = shared() else {
        eprintln!("no reference data: set GONOGO_SHARED to check against other libraries");
        return;
    };
    let text = std::fs::read_to_string(shared.join("vectors/stats.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(vectors.len() as u64, file["meta"]["count"]);
    let failures: Vec<String> = vectors.iter().flat_map(|vector| failures(&Case(vector))).collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), vectors.len(), failures.join("\n"));
}

/// Returns the folder of reference data, where there is one.
fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let named = std::env::var_os("GONOGO_SHARED").map(PathBuf::from);
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// One reference value: inputs, parameters and what is expected of them, by name.
struct Case<'a>(&'a Value);

impl Case<'_> {
    fn field(&self, name: &str) -> &Value {
        let fields = ["inputs", "params"].iter().map(|part| &self.0[part][name]);
        fields.into_iter().find(|value| !value.is_null()).unwrap_or_else(|| panic!("{} without {name}", self.0["id"]))
    }

    fn number(&self, name: &str) -> f64 {
        plain(self.field(name))
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.field(name).as_array().unwrap().iter().map(plain).collect()
    }

    fn sorted(&self, name: &str) -> Vec<f64> {
        let mut numbers = self.numbers(name);
        numbers.sort_by(f64::total_cmp);
        numbers
    }

    fn arm(&self, hits: &str, tries: &str) -> (f64, f64) {
        (self.number(hits), self.number(tries))
    }

    fn sample(&self) -> Sample {
        Sample { count: self.number("n"), mean: self.number("mean"), variance: self.number("var") }
    }
}

/// Returns a number, a yes as 1, a no as 0, an infinity by its name, and nothing as NaN.
fn plain(value: &Value) -> f64 {
    match value {
        Value::Bool(yes) => f64::from(u8::from(*yes)),
        Value::String(infinity) => infinity.parse().unwrap(),
        number => number.as_f64().unwrap_or(f64::NAN),
    }
}

fn failures(case: &Case) -> Vec<String> {
    let Some(results) = compute(case) else {
        return vec![format!("{}: not a method of ours", case.0["id"])];
    };
    let (relative, mut absolute) = (plain(&case.0["rel_tol"]), plain(&case.0["abs_tol"]));
    if case.0["method"] == "two_prop_diff_score" {
        // statsmodels 0.15 writes count0 where the paper has nobs0: its rates are not the likeliest ones. Ours are,
        // see `the_score_interval_is_that_of_the_likeliest_rates`; the two differ by less than this.
        absolute = 1e-4;
    }
    let expected = case.0["expected"].as_object().unwrap();
    let check = |(name, value): (&String, &Value)| {
        let got = &results.iter().find(|(ours, _)| ours == name)?.1;
        let expected: Vec<f64> =
            value.as_array().map_or_else(|| vec![plain(value)], |all| all.iter().map(plain).collect());
        let met = |(got, expected): (&f64, &f64)| {
            let open = got.is_infinite() && expected.is_nan();
            open || got == expected || (got - expected).abs() <= absolute.max(relative * expected.abs())
        };
        Some(got.len() == expected.len() && got.iter().zip(&expected).all(met))
    };
    let failed = expected.iter().filter(|entry| check(*entry) != Some(true));
    failed.map(|(name, value)| format!("{}: {name} should be {value}, is among {results:?}", case.0["id"])).collect()
}

type Results = Vec<(&'static str, Vec<f64>)>;

fn ends(Interval { lower, upper }: Interval) -> Results {
    vec![("lower", vec![lower]), ("upper", vec![upper])]
}

fn ranks(ranks: Ranks) -> Results {
    vec![("lower_rank", vec![ranks.lower as f64]), ("upper_rank", vec![ranks.upper as f64])]
}

fn evidence(log_e: f64) -> Results {
    vec![("log_e", vec![log_e])]
}

fn p_value(ln: f64) -> Results {
    vec![("p_value", vec![ln.exp().min(1.0)])]
}

fn rank_test(name: &'static str, test: RankTest) -> Results {
    vec![(name, vec![test.statistic]), ("p_value", vec![test.p_value])]
}

fn adjusted(p_values: Vec<f64>, alpha: f64) -> Results {
    let reject = p_values.iter().map(|p_value| f64::from(u8::from(*p_value <= alpha))).collect();
    vec![("adjusted", p_values), ("reject", reject)]
}

fn compute(case: &Case) -> Option<Results> {
    let method = case.0["method"].as_str().unwrap();
    at_any_time(method, case).or_else(|| at_one_look(method, case))
}

fn at_any_time(method: &str, case: &Case) -> Option<Results> {
    let number = |name| case.number(name);
    let results = match method {
        "bb_cs" => ends(mixture::interval(number("k"), number("n"), number("alpha"), number("c"))),
        "bb_log_e" => evidence(mixture::log_e(number("k"), number("n"), number("p0"), number("c"))),
        "bb_log_e_one_sided" => {
            let side = if case.field("side") == "greater" { Side::Greater } else { Side::Less };
            evidence(OneSided::new(number("p0"), number("c"), side).log_e(number("k"), number("n")))
        }
        "restart_mixture" => restarts(case),
        "quantile_cs_ranks" => {
            ranks(quantile::anytime_ranks(number("n") as u64, number("q"), number("alpha"), number("c")))
        }
        "quantile_ab_p" => {
            let (candidate, baseline) = (case.sorted("candidate"), case.sorted("baseline"));
            let pair = QuantilePair {
                candidate: Values::Sorted(&candidate),
                baseline: Values::Sorted(&baseline),
                q: number("q"),
                concentration: number("c"),
            };
            p_value(-pair.log_e_apart(Relation::times(number("ratio"))))
        }
        "predmix_empbern_cs" => {
            ends(bounded::empirical_bernstein(&case.numbers("x"), number("alpha"), number("truncation")))
        }
        "betting_cs" => {
            let steps = number("breaks") as u32;
            ends(bounded::betting(&case.numbers("x"), number("alpha"), number("trunc_scale"), steps))
        }
        "asymp_cs" => {
            assert_eq!(number("alpha"), number("alpha_opt"));
            ends(case.sample().anytime(number("alpha"), number("n_opt")))
        }
        "anytime_t_mean" => ends(case.sample().anytime_student(number("alpha"), number("phi"))),
        "zero_event_upper" => {
            vec![("upper", vec![rare::upper_without_hit(number("n"), number("alpha"))])]
        }
        "poisson_log_e" => {
            let rate = rare::EventRate { rate: number("rate0"), concentration: number("c") };
            evidence(rate.log_e(number("k"), number("exposure")))
        }
        "srm_multinomial" => {
            let log_e = split::log_e(&case.numbers("counts"), &case.numbers("theta0"), number("c"));
            evidence(log_e).into_iter().chain(p_value(-log_e)).collect()
        }
        _ => return None,
    };
    Some(results)
}

fn at_one_look(method: &str, case: &Case) -> Option<Results> {
    let number = |name| case.number(name);
    let results = match method {
        "wilson" => ends(fixed::wilson(number("k"), number("n"), number("alpha"))),
        "clopper_pearson" => ends(fixed::clopper_pearson(number("k"), number("n"), number("alpha"))),
        "two_prop_diff_newcomb" => {
            ends(fixed::newcombe(case.arm("k1", "n1"), case.arm("k2", "n2"), 1.0, number("alpha")))
        }
        "two_prop_diff_score" => {
            ends(fixed::miettinen_nurminen(case.arm("k1", "n1"), case.arm("k2", "n2"), number("alpha")))
        }
        "samplesize_two_prop" => {
            let tries = fixed::tries_for_difference(number("prop2"), number("diff"), number("alpha"), number("power"));
            vec![("n1", vec![tries])]
        }
        "quantile_ranks_fixed" => {
            let count = number("n") as u64;
            let fixed = quantile::fixed_ranks(count, number("q"), number("alpha"));
            let open = |rank: u64, open: u64| if rank == open { f64::INFINITY } else { rank as f64 };
            let (lower, upper) = (open(fixed.lower, 0), open(fixed.upper, count + 1));
            vec![("lower_rank", vec![lower]), ("upper_rank", vec![upper])]
        }
        "quantile_test_p" => {
            let values = case.numbers("x");
            let threshold = number("threshold");
            let below = values.iter().filter(|value| **value <= threshold).count() as u64;
            p_value(quantile::ln_at_most(below, values.len() as u64, number("q")))
        }
        "mann_whitney" => rank_test("u", rank::mann_whitney(&case.numbers("candidate"), &case.numbers("baseline"))),
        "wilcoxon_signed_rank" => rank_test("w_plus", rank::wilcoxon(&case.numbers("d"))),
        "newey_west_mean" => {
            let points = case.numbers("x");
            let count = points.len() as f64;
            let variance = series::long_run_variance(&points, number("lags") as usize);
            let mean = points.iter().sum::<f64>() / count;
            vec![("mean", vec![mean]), ("se", vec![(variance / count).sqrt()])]
        }
        "student_t_ci" => ends(case.sample().student(number("alpha"))),
        "poisson_garwood" => ends(rare::fixed_interval(number("k"), number("exposure"), number("alpha"))),
        "srm_chi2" => {
            let (statistic, p_value) = split::chi_square(&case.numbers("counts"), &case.numbers("theta0"));
            vec![("chi2", vec![statistic]), ("p_value", vec![p_value])]
        }
        "multiple_bonferroni" => adjusted(several::bonferroni(&case.numbers("p")), number("alpha")),
        "multiple_holm" => adjusted(several::holm(&case.numbers("p")), number("alpha")),
        _ => return None,
    };
    Some(results)
}

/// Checks the cheap bound against the exact evidence too.
fn restarts(case: &Case) -> Results {
    let buckets: Vec<_> = case.numbers("k").into_iter().zip(case.numbers("n")).collect();
    let bet = OneSided::new(case.number("p0"), case.number("c"), Side::Greater);
    let horizon = restart::Horizon::Planned(case.number("H") as usize);
    let whole = |hits, tries| bet.log_e(hits, tries);
    let exact = *restart::by_bucket(&buckets, horizon, whole, whole).last().unwrap();
    let quick =
        *restart::by_bucket(&buckets, horizon, whole, |hits, tries| bet.log_e_bound(hits, tries)).last().unwrap();
    let close = if exact > 2.5 { 0.15 } else { 1.0 };
    assert!(quick <= exact && quick >= exact - close, "{quick} is not just below {exact}");
    let full = bet.log_e(case.numbers("k").iter().sum(), case.numbers("n").iter().sum());
    vec![("log_e", vec![exact]), ("log_e_full", vec![full])]
}
