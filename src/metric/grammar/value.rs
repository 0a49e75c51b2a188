//! Values: what a metric computes from its rows.

use super::predicate::{field, predicate};
use super::token::{Token, Tokens};
use crate::metric::value::{Amount, Predicate, Value};
use crate::source::{Mistake, Span, near};

/// Every function, as a person may mistype it.
const FUNCTIONS: [&str; 14] =
    ["share", "ratio", "rate", "mean", "p50", "p90", "p95", "p99", "count", "sum", "min", "max", "points", "reading"];

/// What others call a function.
const OTHERS: [(&str, &str); 10] = [
    ("avg", "mean"),
    ("average", "mean"),
    ("median", "p50"),
    ("percentile", "p95"),
    ("quantile", "p95"),
    ("gauge", "points"),
    ("percentage", "share"),
    ("fraction", "share"),
    ("maximum", "max"),
    ("minimum", "min"),
];

/// Reads a value as far as it goes.
pub(super) fn value(tokens: &mut Tokens) -> Result<Value, Mistake> {
    let span = tokens.span();
    let Token::Name(name) = tokens.peek() else {
        return Err(tokens
            .unexpected("expected a function such as `share(…)`")
            .with_help("see the values that a metric can have: `share(status >= 500)`, `p95(latency)`, …"));
    };
    let name = name.clone();
    tokens.take();
    if name == "reading" {
        return reading(tokens);
    }
    if *tokens.peek() != Token::Open {
        return Err(without_arguments(&name, span));
    }
    tokens.take();
    let value = call(&name, span, tokens)?;
    tokens.expect(&Token::Close, "expected `)`")?;
    Ok(value)
}

fn reading(tokens: &mut Tokens) -> Result<Value, Mistake> {
    if *tokens.peek() == Token::Open {
        let help = "readings come from log.toml: write `reading`";
        return Err(tokens.unexpected("`reading` takes nothing").with_help(help));
    }
    Ok(Value::Reading)
}

fn without_arguments(name: &str, span: Span) -> Mistake {
    match known(name) {
        Some("count") => Mistake::new(span, format!("`{name}` without parentheses"), "a function")
            .with_help("write `count()` for all rows"),
        Some(known) => Mistake::new(span, format!("`{name}` without arguments"), "a function")
            .with_help(format!("write `{known}(…)`")),
        None => Mistake::new(span, format!("`{name}` is not a value"), "expected a function")
            .with_help(format!("name what to compute: `mean({name})`, `p95({name})`, `share({name} > …)`")),
    }
}

/// Returns the function that a name is, or is nearly.
fn known(name: &str) -> Option<&'static str> {
    let other = OTHERS.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    other.map(|(_, known)| *known).or_else(|| near(name, FUNCTIONS))
}

fn call(name: &str, span: Span, tokens: &mut Tokens) -> Result<Value, Mistake> {
    Ok(match name {
        "share" => Value::Share(required(name, tokens)?),
        "ratio" => {
            let numerator = amount(tokens)?;
            tokens.expect(&Token::Comma, "expected `,` and what to divide by")?;
            Value::Ratio(numerator, amount(tokens)?)
        }
        "rate" => Value::Rate(optional(tokens)?),
        "count" => Value::Count(optional(tokens)?),
        "mean" => Value::Mean(field(tokens)?),
        "sum" => Value::Sum(field(tokens)?),
        "min" => Value::Min(field(tokens)?),
        "max" => Value::Max(field(tokens)?),
        "points" => Value::Points(field(tokens)?),
        _ => match level(name, &span)? {
            Some(level) => Value::Quantile(field(tokens)?, level),
            None => return Err(unknown(name, span)),
        },
    })
}

fn unknown(name: &str, span: Span) -> Mistake {
    let mistake = Mistake::new(span, format!("no function named `{name}`"), "not a function");
    match known(name) {
        Some(known) => mistake.with_help(format!("did you mean `{known}`?")),
        None => mistake.with_help(
            "known: `share`, `ratio`, `rate`, `mean`, `p95` and the like, `count`, `sum`, `min`, `max`, `points`, `reading`",
        ),
    }
}

/// Returns the level of a quantile's name such as `p99.9`; `None` where it is not one.
fn level(name: &str, span: &Span) -> Result<Option<f64>, Mistake> {
    let digits = name.strip_prefix('p').filter(|digits| {
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    let Some(level) = digits.and_then(crate::source::duration::hundredth) else { return Ok(None) };
    if level > 0.0 && level < 1.0 {
        return Ok(Some(level));
    }
    Err(Mistake::new(span.clone(), format!("no quantile `{name}`"), "between p0 and p100")
        .with_help("the ends are `min(…)` and `max(…)`"))
}

fn required(name: &str, tokens: &mut Tokens) -> Result<Predicate, Mistake> {
    if *tokens.peek() == Token::Close {
        let help = format!("`{name}(status >= 500)` is one");
        return Err(tokens.unexpected("expected a condition on a row").with_help(help));
    }
    predicate(tokens)
}

fn optional(tokens: &mut Tokens) -> Result<Option<Predicate>, Mistake> {
    if *tokens.peek() == Token::Close { Ok(None) } else { predicate(tokens).map(Some) }
}

fn amount(tokens: &mut Tokens) -> Result<Amount, Mistake> {
    let counts = matches!(tokens.peek(), Token::Name(name) if name == "count") && *tokens.ahead(1) == Token::Open;
    if !counts {
        return Ok(Amount::Sum(field(tokens)?));
    }
    tokens.take();
    tokens.take();
    if *tokens.peek() == Token::Close {
        let help = "the share of all rows is `share(…)`";
        return Err(tokens.unexpected("expected a condition on a row").with_help(help));
    }
    let predicate = predicate(tokens)?;
    tokens.expect(&Token::Close, "expected `)`")?;
    Ok(Amount::Count(predicate))
}
