//! Reads the members that are wanted from a JSON object and steps over the rest, without building anything.
//!
//! Strings and brackets of what is stepped over must match too, so that a line cut anywhere is noticed. The bare `NaN`, `Infinity` and `-Infinity` that Python
//! writes are values, which no number equals.

mod text;
mod tree;

use std::ops::Range;

use memchr::memchr2;

pub(super) use text::unescape;
pub(super) use tree::Tree;

/// A value within an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    /// Within the quotes; `escaped`: escapes are to be undone.
    Text {
        range: Range<usize>,
        escaped: bool,
    },
    Object(Range<usize>),
    /// An array, as it is written.
    Array(Range<usize>),
    /// A number, a truth, or what Python writes for a missing number.
    Word(Range<usize>),
}

/// Calls `visit` with each key and value of the object that fills a part of `bytes`, in order.
///
/// Returns `None` where it is not well formed; members before that were visited.
pub(super) fn members(
    bytes: &[u8],
    object: Range<usize>,
    visit: &mut dyn FnMut(Range<usize>, bool, Value),
) -> Option<()> {
    let mut scanner = Scanner { bytes: bytes.get(..object.end)?, at: object.start };
    scanner.token(b'{')?;
    if scanner.token(b'}').is_none() {
        loop {
            let (key, escaped) = scanner.string()?;
            scanner.token(b':')?;
            let value = scanner.value()?;
            visit(key, escaped, value);
            if scanner.token(b',').is_none() {
                break scanner.token(b'}')?;
            }
        }
    }
    scanner.space();
    (scanner.at == object.end).then_some(())
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// Steps over space and one byte, if it is there.
    fn token(&mut self, byte: u8) -> Option<()> {
        self.space();
        (self.bytes.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    /// Steps over a string; returns where its inside lies, and whether it has escapes.
    fn string(&mut self) -> Option<(Range<usize>, bool)> {
        self.token(b'"')?;
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += memchr2(b'"', b'\\', &self.bytes[self.at..])?;
            if self.bytes[self.at] == b'"' {
                self.at += 1;
                return Some((start..self.at - 1, escaped));
            }
            escaped = true;
            self.at += 2;
            if self.at > self.bytes.len() {
                return None;
            }
        }
    }

    fn value(&mut self) -> Option<Value> {
        self.space();
        let start = self.at;
        match self.bytes.get(start)? {
            b'"' => {
                let (range, escaped) = self.string()?;
                Some(Value::Text { range, escaped })
            }
            b'{' => self.nested().map(|()| Value::Object(start..self.at)),
            b'[' => self.nested().map(|()| Value::Array(start..self.at)),
            _ => self.word(),
        }
    }

    /// Steps over an object or an array, whose brackets must match.
    fn nested(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            match self.bytes.get(self.at)? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' => open.push(b'}'),
                b'[' => open.push(b']'),
                close @ (b'}' | b']') => (open.pop() == Some(*close)).then_some(())?,
                _ => {}
            }
            self.at += 1;
            if open.is_empty() {
                return Some(());
            }
        }
    }

    fn word(&mut self) -> Option<Value> {
        let rest = &self.bytes[self.at..];
        let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r');
        let length = rest.iter().position(ends)?;
        let range = self.at..self.at + length;
        self.at = range.end;
        match &rest[..length] {
            b"null" => Some(Value::Null),
            b"true" | b"false" | b"NaN" | b"Infinity" | b"-Infinity" => Some(Value::Word(range)),
            [b'-' | b'0'..=b'9', digits @ ..] => {
                let part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
                digits.iter().all(part).then_some(Value::Word(range))
            }
            _ => None,
        }
    }
}
