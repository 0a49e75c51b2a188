//! The grammar of contract section 3: text to a value or a predicate, and back.
//!
//! ```text
//! value     = "reading" | function "(" [ argument { "," argument } ] ")"
//! predicate = conjunct { "or" conjunct }
//! conjunct  = term { "and" term }
//! term      = "not" term | "(" predicate ")" | condition
//! condition = "has" "(" field ")"
//!           | field [ sign ( literal | field ) | "in" "[" literal { "," literal } "]" | "contains" text ]
//! field     = name { "." part } | "`" any text "`"
//! literal   = number | text | "true" | "false" | "True" | "False"
//! ```
//!
//! A name starts with a letter of any script or `_`; then digits and `-` may follow. A text stands in double or
//! single quotes, with the escapes `\"`, `\'`, `\\`, `\n`, `\r` and `\t`.

mod predicate;
mod print;
mod token;
mod value;

use super::value::{Field, Predicate, Value};
use crate::source::Mistake;
use token::Tokens;

/// How deep parentheses and `not` may nest.
const DEEPEST: usize = 64;
/// How many conditions one predicate may hold.
const MOST: usize = 1000;

/// The words that cannot be a field's name without backticks.
const WORDS: [&str; 10] = ["and", "or", "not", "in", "contains", "has", "true", "false", "True", "False"];

/// Reads a value such as `share(status >= 500)`.
///
/// # Errors
/// The first mistake, at its place in the text.
pub fn value(text: &str) -> Result<Value, Mistake> {
    let mut tokens = Tokens::of(text)?;
    let value = value::value(&mut tokens)?;
    tokens.end("the value ends here")?;
    Ok(value)
}

/// Reads a predicate such as `path != "/health" and not retried`.
///
/// # Errors
/// The first mistake, at its place in the text.
pub fn predicate(text: &str) -> Result<Predicate, Mistake> {
    let mut tokens = Tokens::of(text)?;
    let predicate = predicate::predicate(&mut tokens)?;
    tokens.end("expected `and`, `or` or the end")?;
    Ok(predicate)
}

/// Returns the name of a field that stands alone, as in `by = "query_type"`: backticks around it are undone.
pub fn field_name(text: &str) -> String {
    let text = text.trim();
    let bare = text.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
    bare.unwrap_or(text).to_owned()
}

/// Returns whether a name needs no backticks.
fn is_plain(field: &Field) -> bool {
    let mut parts = field.0.split('.');
    let first = parts.next().unwrap_or("");
    token::is_name(first)
        && parts.all(|part| !part.is_empty() && part.chars().all(token::continues_name))
        && !WORDS.contains(&field.0.as_str())
}
