//! Durations and percentages as plans write them: `"1h30m"`, `"24h..48h"`, `"10%"`.

/// The units of a duration, longest first, with their seconds.
const UNITS: [(&str, i64); 6] = [("w", 604_800), ("d", 86_400), ("h", 3600), ("min", 60), ("m", 60), ("s", 1)];

/// The longest duration, a hundred years: further sums of durations cannot overflow.
const LONGEST: i64 = 100 * 365 * 86_400;

/// Reads `"24h"`, `"5m"`, `"30d"`, `"1h30m"` as whole seconds.
///
/// # Errors
/// What is wrong with it, as the words under the text.
pub fn seconds(text: &str) -> Result<i64, String> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err("a duration such as `24h` is missing".to_owned());
    }
    let mut total: i64 = 0;
    let mut last = i64::MAX;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let after = after.trim_start();
        let letters = after.len() - after.trim_start_matches(char::is_alphabetic).len();
        let (unit, after) = after.split_at(letters);
        if number.is_empty() {
            return Err("expected a whole number and a unit, such as `90m`".to_owned());
        }
        if unit.is_empty() {
            return Err(format!("`{number}` needs a unit: s, m, h, d or w"));
        }
        let Some((_, size)) = UNITS.iter().find(|(name, _)| *name == unit) else {
            return Err(format!("`{unit}` is not a unit of time: s, m, h, d or w"));
        };
        if *size >= last {
            return Err("units go from long to short, each once: `1h30m`".to_owned());
        }
        last = *size;
        let part = number.parse::<i64>().ok().and_then(|number| number.checked_mul(*size));
        total = part
            .and_then(|part| part.checked_add(total))
            .filter(|total| *total <= LONGEST)
            .ok_or("longer than a hundred years")?;
        rest = after.trim_start();
    }
    Ok(total)
}

/// Reads `"24h..48h"` or `"24h"` as the least and, where given, the most seconds.
///
/// # Errors
/// What is wrong with it, as the words under the text.
pub fn range(text: &str) -> Result<(i64, Option<i64>), String> {
    let Some((least, most)) = text.split_once("..") else {
        return Ok((seconds(text)?, None));
    };
    let (least, most) = (seconds(least)?, seconds(most)?);
    if most < least {
        return Err("the most is less than the least".to_owned());
    }
    Ok((least, Some(most)))
}

/// Reads `"10%"` as a fraction from 0 to 1.
///
/// # Errors
/// What is wrong with it, as the words under the text.
pub fn fraction(text: &str) -> Result<f64, String> {
    let Some(number) = text.trim().strip_suffix('%') else {
        return Err("a percentage ends in `%`".to_owned());
    };
    let fraction = hundredth(number.trim_end()).ok_or("expected a number before `%`")?;
    if !(0.0..=1.0).contains(&fraction) {
        return Err("a percentage here is from 0% to 100%".to_owned());
    }
    Ok(fraction)
}

/// Reads a plain decimal number such as `-12.5` or `1e3`, `None` for anything else and for what is not finite.
pub fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e'));
    let ends = text.ends_with(|c: char| c.is_ascii_digit());
    (plain && ends).then(|| text.parse::<f64>().ok()).flatten().filter(|number| number.is_finite())
}

/// Reads a decimal number as a hundredth of it: the number nearest to what was written, so that `5%` is 0.05.
pub fn hundredth(text: &str) -> Option<f64> {
    let number = decimal(text)?;
    let shifted = (!text.contains('e')).then(|| decimal(&format!("{text}e-2"))).flatten();
    Some(shifted.unwrap_or(number / 100.0))
}
