//! Quantities to limits in the metric's unit, or why they do not convert.

use super::written::Quantity;
use crate::metric::Metric;
use crate::metric::value::{Unit, UnitKind};
use crate::source::{Mistake, duration};

/// Returns a factor of the baseline.
pub(super) fn factor(quantity: &Quantity) -> Result<f64, Mistake> {
    if quantity.number > 0.0 {
        return Ok(quantity.number);
    }
    let message = format!("`{} x baseline` is not a limit", quantity.digits);
    Err(Mistake::new(quantity.span.clone(), message, "expected a factor above 0"))
}

/// Returns a fixed limit in the metric's unit.
pub(super) fn fixed(quantity: &Quantity, metric: &Metric) -> Result<f64, Mistake> {
    if quantity.unit == "pp" {
        return Err(points_need_a_baseline(quantity));
    }
    if metric.value.is_proportion() {
        return proportion(quantity);
    }
    in_unit(quantity, &metric.unit)
}

fn points_need_a_baseline(quantity: &Quantity) -> Mistake {
    let digits = quantity.digits;
    Mistake::new(quantity.span.clone(), "`pp` without a baseline", "points are a difference")
        .with_help(format!("write `{digits}%`, or `baseline + {digits} pp`"))
}

fn proportion(quantity: &Quantity) -> Result<f64, Mistake> {
    let Quantity { number, digits, unit, span } = quantity;
    let outside =
        || Mistake::new(span.clone(), format!("`{}` is no share", quantity.show()), "a share is from 0% to 100%");
    match *unit {
        "%" => duration::hundredth(digits).filter(|share| (0.0..=1.0).contains(share)).ok_or_else(outside),
        "" if (0.0..=1.0).contains(number) => Ok(*number),
        "" if (0.0..=100.0).contains(number) => {
            let share = duration::hundredth(digits).unwrap_or(number / 100.0);
            let message = format!("a share held against a bare `{digits}`");
            Err(Mistake::new(span.clone(), message, "a share is from 0 to 1")
                .with_help(format!("write `{digits}%` or `{share}`")))
        }
        "" => Err(outside()),
        unit => {
            let message = format!("a share held against a number in `{unit}`");
            Err(Mistake::new(span.clone(), message, "a share has no unit but `%`")
                .with_help(format!("write `{digits}%`")))
        }
    }
}

/// Returns a number in the metric's unit; percentages as fractions.
fn in_unit(quantity: &Quantity, unit: &Unit) -> Result<f64, Mistake> {
    let Quantity { number, digits, unit: written, span } = quantity;
    let refuse = |message: String, label: String| Mistake::new(span.clone(), message, label);
    match (unit.kind, *written) {
        (UnitKind::Percent, "" | "%") => Ok(number / 100.0),
        (UnitKind::None, "") | (UnitKind::Bytes(_) | UnitKind::Other, "") => Ok(*number),
        (UnitKind::Time(_), "") => {
            Err(refuse(format!("a time held against a bare `{digits}`"), "a time needs a unit".to_owned())
                .with_help(format!("write `{digits} {}`", unit.text)))
        }
        (UnitKind::None, written) => Err(refuse(
            format!("a number in `{written}`, but the metric has no unit"),
            "no unit to convert to".to_owned(),
        )
        .with_help(format!("say what the field holds: `unit = \"{written}\"` under [[metric]]"))),
        (_, written) => unit.convert(*number, &Unit::of(written)).ok_or_else(|| {
            let message = format!("`{written}` does not convert to `{}`", unit.text);
            let help = if written == "m" && matches!(unit.kind, UnitKind::Time(_)) {
                "minutes are written `min`".to_owned()
            } else {
                format!("the metric is in `{}`: write {}", unit.text, unit.kin())
            };
            refuse(message, format!("expected {}", unit.kin())).with_help(help)
        }),
    }
}

/// Returns a difference to the baseline in the metric's unit, without its sign.
pub(super) fn plus(sign: char, by: &Quantity, metric: &Metric) -> Result<f64, Mistake> {
    let points = metric.value.is_proportion() || metric.unit.kind == UnitKind::Percent;
    let digits = by.digits;
    match by.unit {
        "pp" if points => Ok(duration::hundredth(digits).unwrap_or(by.number / 100.0)),
        "pp" => Err(Mistake::new(
            by.span.clone(),
            "`pp` on a metric that is not a percentage",
            "points are a difference of percentages",
        )
        .with_help(format!("write the amount in the metric's unit, or `{}`", times(sign, by)))),
        "%" => {
            let other = if points {
                format!("`baseline {sign} {digits} pp`")
            } else {
                format!("an amount: `baseline {sign} {digits}{}`", unit_behind(&metric.unit))
            };
            let message = format!("`baseline {sign} {digits}%` can be read in two ways");
            let label = "a part of the baseline, or percentage points?";
            Err(Mistake::new(by.span.clone(), message, label)
                .with_help(format!("write `{}` or {other}", times(sign, by))))
        }
        "" if points => Err(bare_difference(sign, by)),
        unit if metric.value.is_proportion() => {
            let message = format!("a difference of shares in `{unit}`");
            Err(Mistake::new(by.span.clone(), message, "points are written `pp`")
                .with_help(format!("write `baseline {sign} {digits} pp`")))
        }
        _ => in_unit(by, &metric.unit),
    }
}

fn bare_difference(sign: char, by: &Quantity) -> Mistake {
    let digits = by.digits;
    let points = format!("`baseline {sign} {digits} pp`");
    let help = if by.number > 0.0 && by.number < 1.0 {
        format!("write {points}, or `baseline {sign} {} pp`", trim(by.number * 100.0))
    } else {
        format!("write {points}")
    };
    let message = format!("a difference of a bare `{digits}`");
    Mistake::new(by.span.clone(), message, "points are written `pp`").with_help(help)
}

/// Returns a number with at most six decimals.
fn trim(number: f64) -> String {
    let digits = format!("{number:.6}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn unit_behind(unit: &Unit) -> String {
    if unit.text.is_empty() { String::new() } else { format!(" {}", unit.text) }
}

/// Returns how a percentage of the baseline is written as a factor.
fn times(sign: char, by: &Quantity) -> String {
    let part = by.number / 100.0;
    let factor = if sign == '-' { 1.0 - part } else { 1.0 + part };
    let digits = trim(factor);
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match decimals {
        0 => format!("{digits}.00 x baseline"),
        1 => format!("{digits}0 x baseline"),
        _ => format!("{digits} x baseline"),
    }
}
