//! Bounds as a plan writes them: `"< 5%"`, `"<= 1.10 x baseline"`, `"<= baseline + 20 ms"`.

mod limit;
mod written;

use super::model::{Bound, Limit};
use crate::metric::Metric;
use crate::metric::value::{Comparison, Value};
use crate::source::Mistake;
use written::Written;

/// Reads a bound of a metric: its limit comes in the metric's unit, shares and percentages as fractions.
///
/// # Errors
/// The first mistake, at its place in the text.
pub fn bound(text: &str, metric: &Metric) -> Result<Bound, Mistake> {
    let (op, rest, at) = written::operator(text)?;
    if matches!(op, Comparison::Equal | Comparison::NotEqual) && !may_equal(&metric.value) {
        let message = format!("`{}` against a value that is judged by evidence", op.sign());
        return Err(Mistake::new(0..text.len(), message, "no amount of data can show equality")
            .with_help("write `<` or `>`, or count: `value = \"count(…)\"` with `go = \"== 0\"`"));
    }
    let written = written::read(rest, at)?;
    let (limit, words) = match &written {
        Written::Fixed(quantity) => (Limit::Fixed(limit::fixed(quantity, metric)?), quantity.show()),
        Written::Times(quantity) => {
            let factor = limit::factor(quantity)?;
            let words = match quantity.digits {
                "" => "baseline".to_owned(),
                digits => format!("{digits} x baseline"),
            };
            (Limit::Times(factor), words)
        }
        Written::Plus { sign, by } => {
            let amount = limit::plus(*sign, by, metric)?;
            let amount = if *sign == '-' { -amount } else { amount };
            (Limit::Plus(amount), format!("baseline {sign} {}", by.show()))
        }
    };
    if limit.is_relative() && metric.value == Value::Reading {
        return Err(Mistake::new(at..text.len(), "a reading has no baseline", "people read one value")
            .with_help("write a number"));
    }
    Ok(Bound { op, limit, text: format!("{} {words}", op.sign()) })
}

fn may_equal(value: &Value) -> bool {
    value.is_literal() || matches!(value, Value::Points(_))
}

/// Returns why a target and a roll-back line contradict each other, `None` where they do not.
///
/// The same number for both is fine. Limits of different kinds are compared by their side alone.
pub fn conflict(target: &Bound, rollback: &Bound) -> Option<&'static str> {
    const SIDE: &str = "on the side where the target is met";
    const LOOSE: &str = "the target is looser than this";
    let order = match (target.limit, rollback.limit) {
        (Limit::Fixed(target), Limit::Fixed(line))
        | (Limit::Times(target), Limit::Times(line))
        | (Limit::Plus(target), Limit::Plus(line)) => target.partial_cmp(&line),
        _ => None,
    };
    let (below, above) = (order.is_some_and(|o| o.is_gt()), order.is_some_and(|o| o.is_lt()));
    let (low, high) = (is_low(target.op), is_high(target.op));
    match rollback.op {
        Comparison::Greater | Comparison::GreaterEqual if high => Some(SIDE),
        Comparison::Less | Comparison::LessEqual if low => Some(SIDE),
        Comparison::Greater | Comparison::GreaterEqual if below => Some(LOOSE),
        Comparison::Less | Comparison::LessEqual if above => Some(LOOSE),
        Comparison::Equal if low && below || high && above => Some(SIDE),
        Comparison::Equal if target.op == Comparison::Equal && order.is_some_and(|o| o.is_eq()) => Some(SIDE),
        Comparison::NotEqual if low || high => Some(SIDE),
        Comparison::NotEqual if below || above => Some(SIDE),
        _ if target.op == Comparison::NotEqual && rollback.op != Comparison::Equal => Some(SIDE),
        _ if target.op == Comparison::NotEqual && (below || above) => Some(SIDE),
        _ => None,
    }
}

fn is_low(op: Comparison) -> bool {
    matches!(op, Comparison::Less | Comparison::LessEqual)
}

fn is_high(op: Comparison) -> bool {
    matches!(op, Comparison::Greater | Comparison::GreaterEqual)
}
