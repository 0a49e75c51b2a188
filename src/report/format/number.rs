//! Numbers as text: significant digits, groups, and what is not a number.

/// Returns a count with its digits in groups: `21,600`.
pub fn integer(count: u64) -> String {
    grouped(&count.to_string())
}

/// Returns a number with three significant digits, whole from 100 on, and as it is where whole.
pub fn number(value: f64) -> String {
    measured_number(value, 0)
}

/// Returns a number with no more digits than it needs, at most twelve significant: `0.07`, not `0.07000000000000001`.
pub fn exact(value: f64) -> String {
    let rounded = format!("{value:.11e}").parse().unwrap_or(value);
    if !in_range(rounded) {
        return out_of_range(rounded);
    }
    finished(format!("{rounded}"))
}

/// Returns a size in bytes: `512 B`, `4.1 KB`, `18 MB`.
pub fn bytes(size: u64) -> String {
    let mut value = size as f64;
    let mut unit = "B";
    for larger in ["KB", "MB", "GB", "TB"] {
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = larger;
    }
    let decimals = usize::from(unit != "B" && value < 9.95);
    format!("{value:.decimals$} {unit}")
}

pub(super) fn measured_number(value: f64, more: usize) -> String {
    if !in_range(value) {
        return out_of_range(value);
    }
    if value == value.trunc() {
        return finished(format!("{value:.0}"));
    }
    with_decimals(value, decimals(2 - exponent(value)) + more)
}

/// Returns both ends of an interval with as many decimals as two digits of its width need.
pub(super) fn ends(low: f64, high: f64) -> (String, String) {
    let width = high - low;
    if !in_range(low) || !in_range(high) || width <= 0.0 {
        return (measured_number(low, 0), measured_number(high, 0));
    }
    let places = decimals(1 - exponent(width));
    let end = |value: f64| if value == 0.0 { "0".to_owned() } else { with_decimals(value, places) };
    (end(low), end(high))
}

/// Rounding never turns what is not 0 % or 100 % into it.
pub(super) fn measured_percent(fraction: f64, more: usize) -> String {
    let percent = fraction * 100.0;
    if !in_range(percent) {
        return out_of_range(percent);
    }
    let size = percent.abs();
    let places = if size == 0.0 || size == 100.0 {
        0
    } else if (99.0..100.0).contains(&size) {
        decimals(-exponent(100.0 - size)).max(2)
    } else if size >= 10.0 {
        1
    } else if size >= 0.1 {
        2
    } else {
        decimals(1 - exponent(size))
    };
    with_decimals(percent, places + more)
}

fn with_decimals(value: f64, decimals: usize) -> String {
    finished(format!("{value:.decimals$}"))
}

pub(super) fn at_least_decimals(value: f64, least: usize) -> String {
    let text = exact(value);
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals >= least { text } else { with_decimals(value, least) }
}

fn decimals(wanted: i32) -> usize {
    usize::try_from(wanted.clamp(0, 12)).unwrap_or_default()
}

/// The power of ten of a number's first digit, from its shortest writing: exact, unlike a logarithm.
fn exponent(value: f64) -> i32 {
    let text = format!("{value:e}");
    text.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or_default()
}

fn in_range(value: f64) -> bool {
    value.is_finite() && value.abs() < 1e15
}

fn out_of_range(value: f64) -> String {
    if value.is_finite() { format!("{value:.2e}") } else { "–".to_owned() }
}

/// Groups the digits and drops the sign of a zero.
fn finished(text: String) -> String {
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    let text = if is_zero { text.trim_start_matches('-') } else { &text };
    grouped(text)
}

fn grouped(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut written = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written + fraction
}

pub(super) fn same_number(left: &str, right: &str) -> bool {
    let value = |text: &str| text.replace(',', "").parse::<f64>();
    matches!((value(left), value(right)), (Ok(left), Ok(right)) if left == right)
}
