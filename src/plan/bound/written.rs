//! A bound's text to its parts.

use crate::metric::value::Comparison;
use crate::source::{Mistake, Span, duration};

/// A number and its unit, as written.
#[derive(Clone, Debug)]
pub(super) struct Quantity<'t> {
    pub(super) number: f64,
    pub(super) digits: &'t str,
    pub(super) unit: &'t str,
    pub(super) span: Span,
}

/// A bound as written, before it is held against its metric.
#[derive(Clone, Debug)]
pub(super) enum Written<'t> {
    Fixed(Quantity<'t>),
    Times(Quantity<'t>),
    Plus { sign: char, by: Quantity<'t> },
}

const FORMS: &str = "a bound is `< 5%`, `<= 800 ms`, `<= 1.10 x baseline` or `<= baseline + 20 ms`";

/// Returns the operator, what follows it, and where that starts.
pub(super) fn operator(text: &str) -> Result<(Comparison, &str, usize), Mistake> {
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
        Some('=') if trimmed.starts_with("=>") => "write `>=`",
        Some('=') if trimmed.starts_with("=<") => "write `<=`",
        Some('=') => "write `==`",
        Some('＜') => "write `<`",
        Some('＞') => "write `>`",
        _ => FORMS,
    }))
}

/// Reads what follows the operator, which starts at a place.
pub(super) fn read(rest: &str, at: usize) -> Result<Written<'_>, Mistake> {
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
        let message = match text {
            "" => "a number is missing".to_owned(),
            _ => format!("`{text}` is not a number"),
        };
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

impl Quantity<'_> {
    /// Returns the quantity with its spaces tidied.
    pub(super) fn show(&self) -> String {
        match self.unit {
            "" | "%" => format!("{}{}", self.digits, self.unit),
            unit => format!("{} {unit}", self.digits),
        }
    }
}
