//! Tokens of values and predicates, each with its place.

use crate::metric::value::Comparison;
use crate::source::{Mistake, Span, duration};

/// The smallest parts of the grammar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `status`, `http.status`, `and`.
    Name(String),
    /// `` `any text` ``.
    Backticked(String),
    /// `"text"`.
    Text(String),
    /// `-12.5`.
    Number(f64),
    /// `>=`.
    Sign(Comparison),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenList,
    /// `]`
    CloseList,
    /// `,`
    Comma,
    /// After the last.
    End,
}

/// The tokens of a text, read from the first to the last.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    tokens: Vec<(Token, Span)>,
    next: usize,
    /// How deep the reader is nested.
    pub(super) depth: usize,
    /// How many conditions were read.
    pub(super) conditions: usize,
}

/// Returns whether a character may start a name.
pub(super) fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Returns whether a character may stand inside a name.
pub(super) fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// Returns whether a text is one name without dots.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(starts_name) && text.chars().all(continues_name)
}

impl<'t> Tokens<'t> {
    /// Returns the tokens of a text.
    pub(super) fn of(text: &'t str) -> Result<Tokens<'t>, Mistake> {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            }
            let (token, length) = token(text, at, first)?;
            tokens.push((token, at..at + length));
            at += length;
        }
        tokens.push((Token::End, text.len()..text.len()));
        Ok(Tokens { text, tokens, next: 0, depth: 0, conditions: 0 })
    }

    /// Returns the next token without taking it.
    pub(super) fn peek(&self) -> &Token {
        self.ahead(0)
    }

    /// Returns a later token without taking it.
    pub(super) fn ahead(&self, by: usize) -> &Token {
        let last = self.tokens.len() - 1;
        &self.tokens[(self.next + by).min(last)].0
    }

    /// Returns where the next token stands.
    pub(super) fn span(&self) -> Span {
        self.tokens[self.next].1.clone()
    }

    /// Returns the text from a place to the last token taken.
    pub(super) fn since(&self, start: usize) -> Span {
        start..self.tokens[self.next.saturating_sub(1)].1.end.max(start)
    }

    /// Takes the next token; the end is never taken.
    pub(super) fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    /// Takes the next token if it is this one.
    pub(super) fn takes(&mut self, token: &Token) -> bool {
        let is_it = self.peek() == token;
        if is_it {
            self.take();
        }
        is_it
    }

    /// Takes the next token if it is this word.
    pub(super) fn takes_word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.peek(), Token::Name(name) if name == word);
        if is_it {
            self.take();
        }
        is_it
    }

    /// Takes a token that must come next.
    pub(super) fn expect(&mut self, token: &Token, expected: &str) -> Result<(), Mistake> {
        if self.takes(token) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    /// Refuses whatever is left.
    pub(super) fn end(&self, expected: &str) -> Result<(), Mistake> {
        if *self.peek() == Token::End { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    /// Returns the mistake of the next token not being what is expected.
    pub(super) fn unexpected(&self, expected: &str) -> Mistake {
        let span = self.span();
        let word = self.text.get(span.clone()).unwrap_or("");
        if *self.peek() == Token::End {
            return Mistake::new(span, format!("`{}` ends too early", self.text.trim()), expected);
        }
        let mistake = Mistake::new(span, format!("unexpected `{word}`"), expected);
        match word {
            "AND" | "And" => mistake.with_help("write `and`"),
            "OR" | "Or" => mistake.with_help("write `or`"),
            "NOT" | "Not" => mistake.with_help("write `not`"),
            "IN" => mistake.with_help("write `in`"),
            _ => mistake,
        }
    }
}

/// Returns the token that starts at a place and its length in bytes.
fn token(text: &str, at: usize, first: char) -> Result<(Token, usize), Mistake> {
    let rest = &text[at..];
    match first {
        '(' => Ok((Token::Open, 1)),
        ')' => Ok((Token::Close, 1)),
        '[' => Ok((Token::OpenList, 1)),
        ']' => Ok((Token::CloseList, 1)),
        ',' => Ok((Token::Comma, 1)),
        '=' | '!' | '<' | '>' => sign(rest, at),
        '"' | '\'' => quoted(rest, at, first),
        '`' => backticked(rest, at),
        '0'..='9' | '-' | '.' => number(rest, at),
        _ if starts_name(first) => name(rest, at),
        _ => Err(stray(first, at)),
    }
}

fn stray(first: char, at: usize) -> Mistake {
    let span = at..at + first.len_utf8();
    let mistake = Mistake::new(span, format!("unexpected `{first}`"), "not part of the grammar");
    match first {
        '&' => mistake.with_help("write `and`"),
        '|' => mistake.with_help("write `or`"),
        '≥' => mistake.with_help("write `>=`"),
        '≤' => mistake.with_help("write `<=`"),
        '≠' => mistake.with_help("write `!=`"),
        '“' | '”' | '‘' | '’' => mistake.with_help("texts stand in straight quotes: `\"text\"`"),
        '（' | '）' | '，' => mistake.with_help("write the ASCII character"),
        _ => mistake.with_help("a field with other characters stands in backticks"),
    }
}

fn sign(rest: &str, at: usize) -> Result<(Token, usize), Mistake> {
    let signs = [
        ("==", Comparison::Equal),
        ("!=", Comparison::NotEqual),
        ("<=", Comparison::LessEqual),
        (">=", Comparison::GreaterEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
    ];
    if let Some((sign, comparison)) = signs.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return Ok((Token::Sign(*comparison), sign.len()));
    }
    let (wrong, right) = if rest.starts_with('=') { ("=", "==") } else { ("!", "not") };
    let message = format!("unexpected `{wrong}`");
    Err(Mistake::new(at..at + 1, message, "not part of the grammar").with_help(format!("write `{right}`")))
}

fn quoted(rest: &str, at: usize, quote: char) -> Result<(Token, usize), Mistake> {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((place, c)) = characters.next() {
        if c == quote {
            return Ok((Token::Text(text), place + 1));
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        let escaped = characters.next().map_or(' ', |(_, escaped)| escaped);
        text.push(match escaped {
            '"' | '\'' | '\\' => escaped,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => {
                let span = at + place..at + place + 1;
                return Err(Mistake::new(span, "unknown escape in a text", "a lone backslash")
                    .with_help("write `\\\\` for a backslash"));
            }
        });
    }
    let label = format!("expected another `{quote}`");
    Err(Mistake::new(at..at + rest.len(), "a text without an end", label))
}

fn backticked(rest: &str, at: usize) -> Result<(Token, usize), Mistake> {
    match rest[1..].find('`') {
        Some(0) => Err(Mistake::new(at..at + 2, "a field without a name", "nothing in backticks")),
        Some(length) => Ok((Token::Backticked(rest[1..=length].to_owned()), length + 2)),
        None => Err(Mistake::new(at..at + rest.len(), "a field without an end", "expected another backtick")),
    }
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Mistake> {
    let bytes = rest.as_bytes();
    let in_exponent = |place: usize| place > 0 && matches!(bytes[place - 1], b'e' | b'E');
    let length = (0..bytes.len())
        .find(|place| match bytes[*place] {
            b'0'..=b'9' | b'.' => false,
            b'-' | b'+' => *place > 0 && !in_exponent(*place),
            b'e' | b'E' => !bytes.get(place + 1).is_some_and(|b| b"+-0123456789".contains(b)),
            _ => true,
        })
        .unwrap_or(bytes.len());
    let after = rest[length..].chars().next();
    if let Some(unit) = after.filter(|c| c.is_alphanumeric() || matches!(c, '_' | '%')) {
        let end = rest.find(|c: char| !(continues_name(c) || matches!(c, '.' | '%')));
        let word = &rest[..end.unwrap_or(rest.len()).max(length + unit.len_utf8())];
        return Err(Mistake::new(
            at..at + word.len(),
            format!("`{word}` is neither a number nor a name"),
            "numbers are held against the field as it stands, without a unit",
        )
        .with_help(format!("a field of this name stands in backticks: `` `{word}` ``")));
    }
    let word = &rest[..length];
    let starts_well = word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    match duration::decimal(&word.to_ascii_lowercase()).filter(|_| starts_well) {
        Some(number) => Ok((Token::Number(number), length)),
        None => {
            Err(Mistake::new(at..at + length, format!("`{word}` is not a number"), "expected a number such as `0.5`"))
        }
    }
}

fn name(rest: &str, at: usize) -> Result<(Token, usize), Mistake> {
    let length = rest.find(|c| !continues_name(c) && c != '.').unwrap_or(rest.len());
    let word = &rest[..length];
    if word.split('.').any(str::is_empty) {
        let message = format!("`{word}` has an empty part");
        return Err(Mistake::new(at..at + length, message, "expected a name after each dot"));
    }
    Ok((Token::Name(word.to_owned()), length))
}
