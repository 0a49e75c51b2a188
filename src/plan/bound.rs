//! Bounds as a plan writes them: `"< 5%"`, `"<= 1.10 x baseline"`, `"<= baseline + 20 ms"`.

use super::model::{Bound, Limit};
use crate::metric::Metric;
use crate::metric::value::{Comparison, Unit, UnitKind, Value};
use crate::source::{Mistake, Span, duration};

/// A number and its unit, as written.
#[derive(Clone, Debug)]
struct Quantity<'t> {
    number: f64,
    digits: &'t str,
    unit: &'t str,
    span: Span,
}

/// A bound as written, before it is held against its metric.
#[derive(Clone, Debug)]
enum Written<'t> {
    Fixed(Quantity<'t>),
    Times(Quantity<'t>),
    Plus { sign: char, by: Quantity<'t> },
}

const FORMS: &str = "a bound is `< 5%`, `<= 800 ms`, `<= 1.10 x baseline` or `<= baseline + 20 ms`";

/// Reads a bound of a metric: its limit comes in the metric's unit, shares and percentages as fractions.
///
/// # Errors
/// The first mistake, at its place in the text.
pub fn bound(text: &str, metric: &Metric) -> Result<Bound, Mistake> {
    let (op, rest, at) = operator(text)?;
    if matches!(op, Comparison::Equal | Comparison::NotEqual) && !may_equal(&metric.value) {
        let message = format!("`{}` against a value that is judged by evidence", op.sign());
        return Err(Mistake::new(0..text.len(), message, "no amount of data can show equality")
            .with_help("write `<` or `>`, or count: `value = \"count(…)\"` with `go = \"== 0\"`"));
    }
    let written = written(rest, at)?;
    let (limit, words) = match &written {
        Written::Fixed(quantity) => (Limit::Fixed(fixed(quantity, metric)?), show(quantity)),
        Written::Times(quantity) => {
            let factor = factor(quantity)?;
            let words = match quantity.digits {
                "" => "baseline".to_owned(),
                digits => format!("{digits} x baseline"),
            };
            (Limit::Times(factor), words)
        }
        Written::Plus { sign, by } => {
            let amount = plus(*sign, by, metric)?;
            let amount = if *sign == '-' { -amount } else { amount };
            (Limit::Plus(amount), format!("baseline {sign} {}", show(by)))
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

/// Returns the operator, what follows it, and where that starts.
fn operator(text: &str) -> Result<(Comparison, &str, usize), Mistake> {
    let signs = [
        Comparison::LessEqual,
        Comparison::GreaterEqual,
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::Greater,
    ];
    let start = text.len() - text.trim_start().len();
    let trimmed = &text[start..];
    if let Some(op) = signs.into_iter().find(|op| trimmed.starts_with(op.sign())) {
        let at = start + op.sign().len();
        return Ok((op, &text[at..], at));
    }
    let first = trimmed.chars().next();
    let mistake = Mistake::new(
        start..start + first.map_or(0, char::len_utf8),
        format!("`{text}` does not start with an operator"),
        "expected `<`, `<=`, `>`, `>=`, `==` or `!=`",
    );
    Err(mistake.with_help(match first {
        Some('≤') => "write `<=`",
        Some('≥') => "write `>=`",
        Some('≠') => "write `!=`",
        Some('=') => "write `==`",
        Some('＜') => "write `<`",
        Some('＞') => "write `>`",
        _ => FORMS,
    }))
}

fn written(rest: &str, at: usize) -> Result<Written<'_>, Mistake> {
    let at = at + (rest.len() - rest.trim_start().len());
    let rest = rest.trim();
    if let Some(after) = word(rest, "baseline") {
        return beside_baseline(after, at + rest.len() - after.len(), at);
    }
    let quantity = quantity(rest, at)?;
    let unit = quantity.unit;
    let times = unit.strip_prefix('x').map(str::trim_start);
    match times {
        Some("baseline") => Ok(Written::Times(Quantity { unit: "", ..quantity })),
        Some("") => Err(Mistake::new(quantity.span, format!("`{rest}` of what?"), "times what?")
            .with_help(format!("write `{} x baseline`", quantity.digits))),
        _ if unit.contains("baseline") => {
            let message = format!("`{rest}` is not a bound");
            Err(Mistake::new(quantity.span, message, "expected a number and `x baseline`")
                .with_help(format!("write `{} x baseline`", quantity.digits)))
        }
        _ if unit.contains(char::is_whitespace) => {
            Err(Mistake::new(quantity.span, format!("`{rest}` is not a bound"), "too many words").with_help(FORMS))
        }
        _ => Ok(Written::Fixed(quantity)),
    }
}

/// Reads what follows the word `baseline`.
fn beside_baseline(after: &str, at: usize, start: usize) -> Result<Written<'_>, Mistake> {
    let trimmed = after.trim_start();
    let at = at + after.len() - trimmed.len();
    let Some(sign) = trimmed.chars().next() else {
        let one = Quantity { number: 1.0, digits: "", unit: "", span: start..at };
        return Ok(Written::Times(one));
    };
    if !matches!(sign, '+' | '-') {
        let mistake = Mistake::new(
            at..at + trimmed.len(),
            format!("unexpected `{trimmed}` after `baseline`"),
            "expected `+` or `-` and an amount",
        );
        return Err(mistake.with_help("a factor comes first: `<= 1.10 x baseline`"));
    }
    let amount = &trimmed[1..];
    let inner = at + 1 + (amount.len() - amount.trim_start().len());
    let by = quantity(amount.trim_start(), inner)?;
    if by.number < 0.0 || by.digits.starts_with('+') {
        return Err(Mistake::new(by.span, "two signs in a row", "expected a number without a sign"));
    }
    Ok(Written::Plus { sign, by })
}

/// Returns what follows a word, `None` where the text does not start with it.
fn word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(rest)
}

/// Reads a number and the unit behind it, which may be empty.
fn quantity(text: &str, at: usize) -> Result<Quantity<'_>, Mistake> {
    let span = at..at + text.len();
    let bytes = text.as_bytes();
    let length = (0..bytes.len())
        .find(|place| match bytes[*place] {
            b'0'..=b'9' | b'.' => false,
            b'+' | b'-' => *place > 0 && bytes[place - 1] != b'e',
            b'e' => !bytes.get(place + 1).is_some_and(|b| b"+-0123456789".contains(b)),
            _ => true,
        })
        .unwrap_or(bytes.len());
    let (digits, unit) = text.split_at(length);
    let Some(number) = duration::decimal(digits) else {
        let message = format!("`{text}` is not a number");
        let mistake = Mistake::new(span, message, "expected a number");
        return Err(if digits.is_empty() { mistake.with_help(FORMS) } else { mistake });
    };
    let unit = unit.trim();
    if unit.starts_with([',', '_', '\'']) {
        let message = format!("`{text}` is not a number");
        return Err(Mistake::new(span, message, "digits are written without separators"));
    }
    Ok(Quantity { number, digits, unit, span })
}

fn show(quantity: &Quantity) -> String {
    match quantity.unit {
        "" | "%" => format!("{}{}", quantity.digits, quantity.unit),
        unit => format!("{} {unit}", quantity.digits),
    }
}

fn factor(quantity: &Quantity) -> Result<f64, Mistake> {
    if quantity.number > 0.0 {
        return Ok(quantity.number);
    }
    let message = format!("`{} x baseline` is not a limit", quantity.digits);
    Err(Mistake::new(quantity.span.clone(), message, "expected a factor above 0"))
}

/// Returns a fixed limit in the metric's unit.
fn fixed(quantity: &Quantity, metric: &Metric) -> Result<f64, Mistake> {
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
        || Mistake::new(span.clone(), format!("`{}` is no share", show(quantity)), "a share is from 0% to 100%");
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
fn plus(sign: char, by: &Quantity, metric: &Metric) -> Result<f64, Mistake> {
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
        "" if points => {
            Err(Mistake::new(by.span.clone(), format!("a difference of a bare `{digits}`"), "points are written `pp`")
                .with_help(format!("write `baseline {sign} {digits} pp`")))
        }
        _ if metric.value.is_proportion() => proportion(by),
        _ => in_unit(by, &metric.unit),
    }
}

fn unit_behind(unit: &Unit) -> String {
    if unit.text.is_empty() { String::new() } else { format!(" {}", unit.text) }
}

/// Returns how a percentage of the baseline is written as a factor.
fn times(sign: char, by: &Quantity) -> String {
    let part = by.number / 100.0;
    let factor = if sign == '-' { 1.0 - part } else { 1.0 + part };
    format!("{factor:.2} x baseline")
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
