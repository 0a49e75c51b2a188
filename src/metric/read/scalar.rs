//! The text of a field as a number, a count or a truth.

/// The powers of ten that an f64 holds exactly.
const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// The greatest whole number below which an f64 holds every one.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// Returns the f64 nearest to a decimal, as `str::parse` would; `None` for anything else.
///
/// NaN, the infinities and whatever stands for a missing number (`nan`, `+Inf`, `-Infinity`, `None`, `null`, `N/A` …)
/// are not numbers. Spaces around the number are allowed; separators of thousands and units are not.
pub(super) fn number(text: &[u8]) -> Option<f64> {
    if let Some(number) = short_decimal(text) {
        return Some(number);
    }
    let number: f64 = std::str::from_utf8(text.trim_ascii()).ok()?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// Returns whether text spells NaN or an infinity.
pub(super) fn is_boundless(text: &[u8]) -> bool {
    let number = std::str::from_utf8(text.trim_ascii()).ok().and_then(|text| text.parse().ok());
    number.is_some_and(|number: f64| !number.is_finite())
}

/// Reads decimals of up to 15 digits: both the digits and the power of ten are exact, and so their quotient is rounded once.
fn short_decimal(text: &[u8]) -> Option<f64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let (mut mantissa, mut count, mut decimals) = (0_u64, 0, None);
    for (place, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                count += 1;
            }
            b'.' if decimals.is_none() && place > 0 => decimals = Some(digits.len() - place - 1),
            _ => return None,
        }
    }
    if count > 15 || decimals == Some(0) {
        return None;
    }
    let number = mantissa as f64 / POWERS[decimals.unwrap_or(0)];
    Some(if negative { -number } else { number })
}

/// Returns a whole number from 0 to 2^53; `12.0` is whole.
pub(super) fn count(text: &[u8]) -> Option<u64> {
    let number = number(text)?;
    (number.fract() == 0.0 && (0.0..=WHOLE).contains(&number)).then_some(number as u64)
}

/// Returns a truth: `true` and `false` in any case, and what databases export: `t` `f`, `1` `0`.
pub(super) fn truth(text: &[u8]) -> Option<bool> {
    match text.trim_ascii() {
        b"1" | b"t" => Some(true),
        b"0" | b"f" => Some(false),
        text if text.eq_ignore_ascii_case(b"true") => Some(true),
        text if text.eq_ignore_ascii_case(b"false") => Some(false),
        _ => None,
    }
}
