//! Predicates: conditions on one row, joined by `and`, `or` and `not`.

use super::token::{Token, Tokens};
use super::{DEEPEST, MOST, WORDS};
use crate::metric::value::{Comparison, Field, Literal, Predicate};
use crate::source::Mistake;

/// Reads a predicate as far as it goes.
pub(super) fn predicate(tokens: &mut Tokens) -> Result<Predicate, Mistake> {
    let mut left = conjunct(tokens)?;
    while tokens.takes_word("or") {
        left = Predicate::Or(Box::new(left), Box::new(conjunct(tokens)?));
    }
    Ok(left)
}

/// Reads a field.
pub(super) fn field(tokens: &mut Tokens) -> Result<Field, Mistake> {
    match tokens.peek() {
        Token::Backticked(_) => {}
        Token::Name(name) if !WORDS.contains(&name.as_str()) => {}
        Token::Name(name) if name != "has" => {
            let help = format!("a field of this name stands in backticks: `` `{name}` ``");
            return Err(tokens.unexpected("expected a field").with_help(help));
        }
        Token::Number(_) => {
            return Err(tokens.unexpected("expected a field").with_help("the field comes first: `status >= 500`"));
        }
        Token::Text(text) if !text.is_empty() => {
            let help = format!("a field stands in backticks, not quotes: `` `{text}` ``");
            return Err(tokens.unexpected("expected a field").with_help(help));
        }
        _ => return Err(tokens.unexpected("expected a field")),
    }
    match tokens.take() {
        Token::Backticked(name) | Token::Name(name) => Ok(Field(name)),
        _ => Err(tokens.unexpected("expected a field")),
    }
}

fn conjunct(tokens: &mut Tokens) -> Result<Predicate, Mistake> {
    let mut left = term(tokens)?;
    while tokens.takes_word("and") {
        left = Predicate::And(Box::new(left), Box::new(term(tokens)?));
    }
    Ok(left)
}

fn term(tokens: &mut Tokens) -> Result<Predicate, Mistake> {
    if tokens.depth == DEEPEST {
        let message = format!("nested deeper than {DEEPEST} levels");
        return Err(Mistake::new(tokens.span(), message, "too deep"));
    }
    tokens.depth += 1;
    let term = if tokens.takes_word("not") {
        Predicate::Not(Box::new(term(tokens)?))
    } else if tokens.takes(&Token::Open) {
        let inner = predicate(tokens)?;
        tokens.expect(&Token::Close, "expected `)`")?;
        inner
    } else {
        condition(tokens)?
    };
    tokens.depth -= 1;
    Ok(term)
}

fn condition(tokens: &mut Tokens) -> Result<Predicate, Mistake> {
    tokens.conditions += 1;
    if tokens.conditions > MOST {
        let message = format!("more than {MOST} conditions");
        return Err(Mistake::new(tokens.span(), message, "one too many"));
    }
    if matches!(tokens.peek(), Token::Name(name) if name == "has") {
        tokens.take();
        tokens.expect(&Token::Open, "expected `(` after `has`")?;
        let field = field(tokens)?;
        tokens.expect(&Token::Close, "expected `)`")?;
        return Ok(Predicate::Has(field));
    }
    let field = field(tokens)?;
    match tokens.peek() {
        Token::Sign(comparison) => {
            let comparison = *comparison;
            tokens.take();
            compare(field, comparison, tokens)
        }
        Token::Name(name) if name == "in" => {
            tokens.take();
            Ok(Predicate::In(field, list(tokens)?))
        }
        Token::Name(name) if name == "contains" => {
            tokens.take();
            let Token::Text(text) = tokens.peek() else {
                return Err(tokens.unexpected("expected a text such as `\"timeout\"`"));
            };
            let text = text.clone();
            tokens.take();
            Ok(Predicate::Contains(field, text))
        }
        _ => Ok(Predicate::Truth(field)),
    }
}

fn compare(field: Field, comparison: Comparison, tokens: &mut Tokens) -> Result<Predicate, Mistake> {
    let start = tokens.span().start;
    let right = if let Some(literal) = literal(tokens) {
        let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if ordered && matches!(literal, Literal::Bool(_)) {
            let message = format!("`{}` between booleans", comparison.sign());
            return Err(
                Mistake::new(tokens.since(start), message, "not more, not less").with_help("write `==` or `!=`")
            );
        }
        Predicate::Compare(field, comparison, literal)
    } else if matches!(tokens.peek(), Token::Name(_) | Token::Backticked(_)) {
        Predicate::CompareFields(field, comparison, super::predicate::field(tokens)?)
    } else {
        return Err(tokens.unexpected("expected a number, a text in quotes, `true` or a field"));
    };
    if matches!(tokens.peek(), Token::Sign(_)) {
        let help = "join two comparisons with `and`";
        return Err(tokens.unexpected("expected `and`, `or` or the end").with_help(help));
    }
    Ok(right)
}

fn list(tokens: &mut Tokens) -> Result<Vec<Literal>, Mistake> {
    tokens.expect(&Token::OpenList, "expected a list such as `[1, 2]`")?;
    let mut list = Vec::new();
    loop {
        let Some(literal) = literal(tokens) else {
            return Err(tokens.unexpected("expected a number, a text in quotes, or `true`"));
        };
        list.push(literal);
        let comma = tokens.takes(&Token::Comma);
        if tokens.takes(&Token::CloseList) {
            return Ok(list);
        }
        if !comma {
            return Err(tokens.unexpected("expected `,` or `]`"));
        }
    }
}

/// Takes a literal if one comes next.
fn literal(tokens: &mut Tokens) -> Option<Literal> {
    let literal = match tokens.peek() {
        Token::Number(number) => Literal::Number(*number),
        Token::Text(text) => Literal::Text(text.clone()),
        Token::Name(name) if name == "true" || name == "True" => Literal::Bool(true),
        Token::Name(name) if name == "false" || name == "False" => Literal::Bool(false),
        _ => return None,
    };
    tokens.take();
    Some(literal)
}
