//! Several bets as one: the weighted average of e-processes.

/// Returns the log of the weighted average of e-values, each given as (weight, evidence).
///
/// Shape: weights of 0 or more that sum to 1; others are left out. Unit: nats. Minus infinity without terms. The
/// average is itself valid evidence against "every null is true", whatever the dependence, and reaches a limit no
/// later than each term held alone against its share of it (weighted Bonferroni). Source: Vovk & Wang 2021.
pub fn average(terms: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    let terms = terms.into_iter().filter(|(weight, evidence)| *weight > 0.0 && !evidence.is_nan());
    log_sum(terms.map(|(weight, evidence)| weight.ln() + evidence))
}

/// Returns the log of the sum of e^x, without overflow; minus infinity of nothing.
pub fn log_sum(logs: impl IntoIterator<Item = f64>) -> f64 {
    let (mut greatest, mut sum) = (f64::NEG_INFINITY, 0.0);
    for log in logs {
        if log <= greatest {
            if log > f64::NEG_INFINITY {
                sum += (log - greatest).exp();
            }
        } else if log == f64::INFINITY {
            return log;
        } else if !log.is_nan() {
            sum = sum * (greatest - log).exp() + 1.0;
            greatest = log;
        }
    }
    if sum > 0.0 { greatest + sum.ln() } else { greatest }
}

/// Returns the share of each term in the average, in their order, so that the largest contributor can be named.
///
/// Shape: as [`average`]. All 0 where the average is minus infinity; infinite terms share it all.
pub fn shares(terms: &[(f64, f64)]) -> Vec<f64> {
    let whole = average(terms.iter().copied());
    let share = |(weight, evidence): &(f64, f64)| {
        if *weight <= 0.0 || weight.is_nan() || evidence.is_nan() || whole == f64::NEG_INFINITY {
            0.0
        } else if whole == f64::INFINITY {
            if *evidence == f64::INFINITY { 1.0 } else { 0.0 }
        } else {
            (weight.ln() + evidence - whole).exp()
        }
    };
    let shares: Vec<f64> = terms.iter().map(share).collect();
    let sum: f64 = shares.iter().sum();
    if sum > 0.0 { shares.iter().map(|share| share / sum).collect() } else { shares }
}
