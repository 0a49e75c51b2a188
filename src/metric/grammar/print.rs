//! Values and predicates as text that reads back as the same.

use std::fmt::{Display, Formatter, Result};

use super::is_plain;
use crate::metric::value::{Amount, Field, Literal, Predicate, Value};

/// As a plan writes it; backticks only where they are needed.
impl Display for Field {
    fn fmt(&self, formatter: &mut Formatter) -> Result {
        if is_plain(self) { formatter.write_str(&self.0) } else { write!(formatter, "`{}`", self.0) }
    }
}

/// As a plan writes it.
impl Display for Literal {
    fn fmt(&self, formatter: &mut Formatter) -> Result {
        match self {
            Literal::Number(number) => write!(formatter, "{number}"),
            Literal::Bool(flag) => write!(formatter, "{flag}"),
            Literal::Text(text) => quote(text, formatter),
        }
    }
}

/// As a plan writes it; parentheses only where they are needed.
impl Display for Predicate {
    fn fmt(&self, formatter: &mut Formatter) -> Result {
        match self {
            Predicate::Compare(field, comparison, literal) => {
                write!(formatter, "{field} {} {literal}", comparison.sign())
            }
            Predicate::CompareFields(left, comparison, right) => {
                write!(formatter, "{left} {} {right}", comparison.sign())
            }
            Predicate::In(field, literals) => {
                let list: Vec<String> = literals.iter().map(Literal::to_string).collect();
                write!(formatter, "{field} in [{}]", list.join(", "))
            }
            Predicate::Contains(field, text) => {
                write!(formatter, "{field} contains ")?;
                quote(text, formatter)
            }
            Predicate::Has(field) => write!(formatter, "has({field})"),
            Predicate::Truth(field) => write!(formatter, "{field}"),
            Predicate::And(left, right) => {
                part(left, 1, formatter)?;
                formatter.write_str(" and ")?;
                part(right, 2, formatter)
            }
            Predicate::Or(left, right) => {
                part(left, 0, formatter)?;
                formatter.write_str(" or ")?;
                part(right, 1, formatter)
            }
            Predicate::Not(inner) => {
                formatter.write_str("not ")?;
                part(inner, 2, formatter)
            }
        }
    }
}

/// As a plan writes it.
impl Display for Amount {
    fn fmt(&self, formatter: &mut Formatter) -> Result {
        match self {
            Amount::Sum(field) => write!(formatter, "{field}"),
            Amount::Count(predicate) => write!(formatter, "count({predicate})"),
        }
    }
}

/// As a plan writes it.
impl Display for Value {
    fn fmt(&self, formatter: &mut Formatter) -> Result {
        match self {
            Value::Share(predicate) => write!(formatter, "share({predicate})"),
            Value::Ratio(numerator, denominator) => {
                write!(formatter, "ratio({numerator}, {denominator})")
            }
            Value::Rate(None) => formatter.write_str("rate()"),
            Value::Rate(Some(predicate)) => write!(formatter, "rate({predicate})"),
            Value::Mean(field) => write!(formatter, "mean({field})"),
            Value::Quantile(field, level) => write!(formatter, "p{}({field})", percent(*level)),
            Value::Count(None) => formatter.write_str("count()"),
            Value::Count(Some(predicate)) => write!(formatter, "count({predicate})"),
            Value::Sum(field) => write!(formatter, "sum({field})"),
            Value::Min(field) => write!(formatter, "min({field})"),
            Value::Max(field) => write!(formatter, "max({field})"),
            Value::Points(field) => write!(formatter, "points({field})"),
            Value::Reading => formatter.write_str("reading"),
        }
    }
}

/// Writes one side of a junction; `binds` is how tight it must hold together: 0 `or`, 1 `and`, 2 anything closer.
fn part(predicate: &Predicate, binds: u8, formatter: &mut Formatter) -> Result {
    let own = match predicate {
        Predicate::Or(..) => 0,
        Predicate::And(..) => 1,
        _ => 2,
    };
    if own < binds { write!(formatter, "({predicate})") } else { write!(formatter, "{predicate}") }
}

fn quote(text: &str, formatter: &mut Formatter) -> Result {
    formatter.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => formatter.write_str("\\\"")?,
            '\\' => formatter.write_str("\\\\")?,
            '\n' => formatter.write_str("\\n")?,
            '\r' => formatter.write_str("\\r")?,
            '\t' => formatter.write_str("\\t")?,
            _ => write!(formatter, "{c}")?,
        }
    }
    formatter.write_str("\"")
}

/// Returns a fraction's digits times a hundred, moved in decimal: 0.999 gives `99.9`.
fn percent(level: f64) -> String {
    let digits = format!("{level}");
    let fraction = format!("{:0<2}", digits.strip_prefix("0.").unwrap_or("0"));
    let (whole, rest) = fraction.split_at(2);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}
