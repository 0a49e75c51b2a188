//! Round numbers for axes.

use super::text;

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, in the axis's own unit.
    pub at: f64,
    /// Its text.
    pub label: String,
}

/// The range of an axis with its round values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Round values inside the range with their texts, in rising order, at most five.
    pub(super) ticks: Vec<Tick>,
}

impl Axis {
    /// Returns the width of the widest text of its marks.
    pub(super) fn widest(&self) -> f64 {
        self.ticks.iter().map(|tick| text::width(&tick.label, false)).fold(0.0, f64::max)
    }
}

/// The largest number that is drawn; larger ones are drawn as this one.
pub(super) const LARGEST: f64 = 1e300;

/// Returns the axis for a range: four intervals at most, the unit on the last tick.
///
/// Shape: any numbers; a range without width is widened around its value.
pub(super) fn axis(low: f64, high: f64, unit: &str) -> Axis {
    let (low, high) = widened(low.clamp(-LARGEST, LARGEST), high.clamp(-LARGEST, LARGEST));
    let (multiple, exponent) = step(high - low);
    let step = multiple * power_of_ten(exponent);
    let first = (low / step).ceil();
    let count = ((high / step).floor() - first).clamp(0.0, 4.0) as usize;
    let values: Vec<f64> = (0..=count).map(|index| (first + index as f64) * step).collect();
    let fraction = i32::from(multiple == 2.5);
    let texts = format_ticks(&values, exponent, fraction);
    let unit = text::elide(unit, false, 60.0);
    let ticks = values.into_iter().zip(texts).map(|(at, label)| Tick { at, label });
    let mut ticks: Vec<Tick> = ticks.collect();
    if let Some(last) = ticks.last_mut()
        && !unit.is_empty()
    {
        last.label = format!("{} {unit}", last.label);
    }
    Axis { low, high, ticks }
}

/// Returns a range that has a width arithmetic can tell from nothing.
fn widened(low: f64, high: f64) -> (f64, f64) {
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    let least = (low.abs().max(high.abs()) * 1e-9).max(1e-12);
    if high - low > least {
        return (low, high);
    }
    match low.abs() {
        size if size < 1e-9 => (0.0, 1.0),
        size => (low - size * 0.1, high + size * 0.1),
    }
}

/// Returns the smallest round step that fits into a span at most four times, as `m` x 10^`e`.
fn step(span: f64) -> (f64, i32) {
    let exponent = exponent(span) - 1;
    let candidates = (exponent..).flat_map(|e| [1.0, 2.0, 2.5, 5.0].map(|m| (m, e)));
    let fits = |(m, e): &(f64, i32)| span / (m * power_of_ten(*e)) < 4.5;
    candidates.take(12).find(fits).unwrap_or((1.0, exponent + 2))
}

/// Returns the decimal exponent of a number, from its text: no logarithm, same on every machine.
fn exponent(number: f64) -> i32 {
    let text = format!("{number:e}");
    text.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0)
}

/// Returns 10^`exponent`, read from its text: exact where it can be.
fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(1.0)
}

/// Writes ticks alike: the same decimals, and thousands, millions and more by letter.
fn format_ticks(values: &[f64], exponent: i32, fraction: i32) -> Vec<String> {
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let (letter, shift) = match largest {
        v if v >= 1e18 || (v > 0.0 && v < 1e-6) => {
            return values.iter().map(|value| format!("{value:.1e}")).collect();
        }
        v if v >= 1e12 => ("T", 12),
        v if v >= 1e9 => ("G", 9),
        v if v >= 1e6 => ("M", 6),
        v if v >= 1e4 && exponent >= 2 => ("k", 3),
        _ => ("", 0),
    };
    let decimals = usize::try_from(shift - exponent + fraction).unwrap_or(0);
    let unit = power_of_ten(shift);
    values.iter().map(|value| number(value / unit, decimals.min(9), letter)).collect()
}

/// Writes a number with a true minus sign; zero has no sign, letter or decimals.
fn number(value: f64, decimals: usize, letter: &str) -> String {
    let text = format!("{:.decimals$}", value.abs());
    if text.chars().all(|c| matches!(c, '0' | '.')) {
        return "0".to_owned();
    }
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}{text}{letter}")
}

/// Writes a count in few characters: `950`, `12.5k`, `3.2M`.
pub(super) fn short_count(count: u64) -> String {
    match count {
        0..10_000 => count.to_string(),
        10_000..100_000 => trimmed(count as f64 / 1e3, "k"),
        100_000..1_000_000 => format!("{}k", count / 1_000),
        1_000_000..1_000_000_000 => trimmed(count as f64 / 1e6, "M"),
        1_000_000_000..1_000_000_000_000 => trimmed(count as f64 / 1e9, "G"),
        _ => format!("{:.1e}", count as f64),
    }
}

fn trimmed(value: f64, letter: &str) -> String {
    let text = format!("{value:.1}");
    format!("{}{letter}", text.strip_suffix(".0").unwrap_or(&text))
}
