//! The `key=value` pairs of a line of text.

use memchr::memchr;

/// How far the closing quote or bracket of a value may be: without a bound, a long line of opening ones takes forever.
const REACH: usize = 8192;

/// Calls `visit` with each key and value, in order. Quotes around a value are undone, and the escapes within them.
///
/// A key consists of letters, digits and `_ . - # @`, at the start or behind a space, a comma or a bracket: the query of a
/// URL has no pairs. A value reaches to the next space, or to its closing quote or bracket; commas and closing brackets
/// at its end are not part of it, and a comma before another pair ends it too. An empty value is given as such.
pub(super) fn pairs(text: &[u8], visit: &mut dyn FnMut(&[u8], &[u8])) {
    let mut start = 0;
    let mut unquoted = Vec::new();
    while let Some(sign) = memchr(b'=', &text[start..]).map(|at| start + at) {
        let key = key_before(&text[start..sign]);
        let value = sign + 1;
        if key.is_empty() || text.get(value) == Some(&b'=') {
            start = value;
            continue;
        }
        let rest = &text[value..];
        let (length, kind) = measure(rest);
        match kind {
            Kind::Plain => visit(key, &rest[..length]),
            Kind::Quoted => {
                unquoted.clear();
                unescape(&rest[1..length - 1], &mut unquoted);
                visit(key, &unquoted);
            }
        }
        start = value + length;
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Plain,
    Quoted,
}

/// Returns the key that a text ends with; empty if it is none.
fn key_before(text: &[u8]) -> &[u8] {
    let length = text.iter().rev().take_while(|byte| is_key(**byte)).count();
    let (before, key) = text.split_at(text.len() - length);
    let open = match before.last() {
        None => true,
        Some(byte) => byte.is_ascii_whitespace() || b",;:([{|\"'".contains(byte),
    };
    if open { key } else { b"" }
}

fn is_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.-#@".contains(&byte) || byte >= 0x80
}

/// Returns how many bytes a value takes, and whether they are quoted.
fn measure(rest: &[u8]) -> (usize, Kind) {
    let rest = &rest[..rest.len().min(REACH)];
    match rest.first() {
        Some(quote @ (b'"' | b'\'')) => match closing_quote(&rest[1..], *quote) {
            Some(length) => (length + 2, Kind::Quoted),
            None => (bare(rest), Kind::Plain),
        },
        Some(b'[') => (closing(rest, b']').unwrap_or_else(|| bare(rest)), Kind::Plain),
        Some(b'(') => (closing(rest, b')').unwrap_or_else(|| bare(rest)), Kind::Plain),
        Some(b'{') => (closing(rest, b'}').unwrap_or_else(|| bare(rest)), Kind::Plain),
        _ => (bare(rest), Kind::Plain),
    }
}

fn closing_quote(text: &[u8], quote: u8) -> Option<usize> {
    let mut escaped = false;
    text.iter().position(|byte| {
        let closes = *byte == quote && !escaped;
        escaped = *byte == b'\\' && !escaped;
        closes
    })
}

fn closing(text: &[u8], bracket: u8) -> Option<usize> {
    memchr(bracket, text).map(|at| at + 1)
}

fn bare(rest: &[u8]) -> usize {
    let mut end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
    let mut from = 0;
    while let Some(comma) = memchr(b',', &rest[from..end]).map(|at| from + at) {
        let next = &rest[comma + 1..];
        let key = next.iter().take_while(|byte| is_key(**byte)).count();
        if key > 0 && next.get(key) == Some(&b'=') {
            end = comma;
        }
        from = (comma + 1).min(end);
    }
    let trailing = |byte: &&u8| b",;)]}".contains(byte);
    end - rest[..end].iter().rev().take_while(trailing).count()
}

fn unescape(text: &[u8], out: &mut Vec<u8>) {
    let mut escaped = false;
    for byte in text {
        escaped = *byte == b'\\' && !escaped;
        if !escaped {
            out.push(*byte);
        }
    }
}
