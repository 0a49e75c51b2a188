//! Every reference value that other libraries computed.

use std::path::PathBuf;

use gonogo::stats::{
    mixture, one_sided, quantile, quantile_pair::QuantilePair, quantile_pair::Values, relation::Relation, restart,
    split,
};
use serde_json::Value;

/// Returns the folder of reference data, where there is one.
fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let named = std::env::var_os("GONOGO_SHARED").map(PathBuf::from);
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

#[test]
fn every_reference_value_is_met() {
    let Some(shared) = shared() else {
        eprintln!("no reference data: set GONOGO_SHARED to check against other libraries");
        return;
    };
    let text = std::fs::read_to_string(shared.join("vectors/stats.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    let failures: Vec<String> = vectors.iter().filter_map(|vector| check(vector).err()).collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), vectors.len(), failures.join("\n"));
    assert_eq!(vectors.len(), file["meta"]["count"].as_u64().unwrap() as usize);
}

/// A vector's inputs, parameters and expectations by name.
struct Case<'a>(&'a Value);

impl Case<'_> {
    fn field(&self, name: &str) -> &Value {
        ["inputs", "params"].iter().map(|part| &self.0[part][name]).find(|value| !value.is_null()).unwrap()
    }

    fn number(&self, name: &str) -> f64 {
        self.field(name).as_f64().unwrap()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.field(name).as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
    }

    fn sorted(&self, name: &str) -> Vec<f64> {
        let mut numbers = self.numbers(name);
        numbers.sort_by(f64::total_cmp);
        numbers
    }
}

fn check(vector: &Value) -> Result<(), String> {
    let case = Case(vector);
    let results = compute(&case).ok_or_else(|| format!("{}: not a method of ours", vector["method"]))?;
    for (name, got) in results {
        let expected = match &vector["expected"][name] {
            Value::String(infinite) => infinite.parse().unwrap(),
            Value::Null => return Err(format!("{}: nothing expected of {name}", vector["id"])),
            number => number.as_f64().unwrap(),
        };
        let (relative, absolute) = (vector["rel_tol"].as_f64().unwrap(), vector["abs_tol"].as_f64().unwrap());
        let met = got == expected || (got - expected).abs() <= absolute.max(relative * expected.abs());
        if !met {
            return Err(format!("{}: {name} is {got:e}, expected {expected:e}", vector["id"]));
        }
    }
    Ok(())
}

fn compute(case: &Case) -> Option<Vec<(&'static str, f64)>> {
    let number = |name| case.number(name);
    let interval =
        |interval: gonogo::stats::interval::Interval| vec![("lower", interval.lower), ("upper", interval.upper)];
    Some(match case.0["method"].as_str().unwrap() {
        "bb_cs" => interval(mixture::interval(number("k"), number("n"), number("alpha"), number("c"))),
        "bb_log_e" => {
            vec![("log_e", mixture::log_e(number("k"), number("n"), number("p0"), number("c")))]
        }
        "bb_log_e_one_sided" => {
            let evidence = match case.field("side").as_str().unwrap() {
                "greater" => one_sided::log_e_greater,
                _ => one_sided::log_e_less,
            };
            vec![("log_e", evidence(number("k"), number("n"), number("p0"), number("c")))]
        }
        "restart_mixture" => {
            let buckets: Vec<_> = case.numbers("k").into_iter().zip(case.numbers("n")).collect();
            let bet = one_sided::OneSided::new(number("p0"), number("c"), one_sided::Side::Greater);
            let horizon = restart::Horizon::Planned(number("H") as usize);
            let exact = restart::by_bucket(&buckets, horizon, |k, n| bet.log_e(k, n), |k, n| bet.log_e(k, n));
            let quick = restart::by_bucket(&buckets, horizon, |k, n| bet.log_e(k, n), |k, n| bet.log_e_bound(k, n));
            let (exact, quick) = (*exact.last().unwrap(), *quick.last().unwrap());
            let close = if exact > 2.5 { 0.15 } else { 1.0 };
            assert!(quick <= exact && quick >= exact - close, "{quick} is not just below {exact}");
            let full = case.numbers("k").iter().sum();
            let full = bet.log_e(full, case.numbers("n").iter().sum());
            vec![("log_e", exact), ("log_e_full", full)]
        }
        "quantile_cs_ranks" => {
            let ranks = quantile::anytime_ranks(number("n") as u64, number("q"), number("alpha"), number("c"));
            vec![("lower_rank", ranks.lower as f64), ("upper_rank", ranks.upper as f64)]
        }
        "quantile_ranks_fixed" => {
            let ranks = quantile::fixed_ranks(number("n") as u64, number("q"), number("alpha"));
            let open = &case.0["expected"];
            let mut result = Vec::new();
            if open["lower_rank"].is_null() {
                assert_eq!(ranks.lower, 0);
            } else {
                result.push(("lower_rank", ranks.lower as f64));
            }
            if open["upper_rank"].is_null() {
                assert_eq!(ranks.upper, number("n") as u64 + 1);
            } else {
                result.push(("upper_rank", ranks.upper as f64));
            }
            result
        }
        "quantile_ab_p" => {
            let (candidate, baseline) = (case.sorted("candidate"), case.sorted("baseline"));
            let pair = QuantilePair {
                candidate: Values::Sorted(&candidate),
                baseline: Values::Sorted(&baseline),
                q: number("q"),
                concentration: number("c"),
            };
            vec![("p_value", (-pair.log_e_apart(Relation::times(number("ratio")))).exp().min(1.0))]
        }
        "srm_multinomial" => {
            let (counts, shares) = (case.numbers("counts"), case.numbers("theta0"));
            let evidence = split::log_e(&counts, &shares, number("c"));
            vec![("log_e", evidence), ("p_value", (-evidence).exp().min(1.0))]
        }
        "srm_chi2" => {
            let (statistic, p_value) = split::chi_square(&case.numbers("counts"), &case.numbers("theta0"));
            vec![("chi2", statistic), ("p_value", p_value)]
        }
        _ => return None,
    })
}
