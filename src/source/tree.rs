//! TOML text to a tree with places; every syntax error is told, each with its likely cause.

use std::collections::BTreeSet;

use toml::de::{DeTable, Error};

use super::{Diagnostic, Diagnostics, Severity, Source, Span, Table};

/// A TOML file as a tree with places.
#[derive(Debug)]
pub struct Tree<'s> {
    root: DeTable<'s>,
    syntax: Syntax,
    /// Where a list or a text starts to swallow what follows; nothing can be said from there on.
    runaway: usize,
}

/// How many syntax errors are told: behind so many, there is another one that matters.
const MOST: usize = 200;

/// How much of the text the tree stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Syntax {
    /// All of it.
    Sound,
    /// All but a few values: every key is at its place.
    Scratched,
    /// Keys may be missing.
    Broken,
    /// Keys may be in the wrong table: nothing more can be said.
    Shattered,
}

impl<'s> Tree<'s> {
    /// Returns what could be understood of a source, and adds every syntax error and every key given twice.
    ///
    /// A byte order mark and CRLF are fine; places count from the start of the text as it was read.
    pub fn parse(source: &'s Source, found: &mut Diagnostics) -> Tree<'s> {
        let (root, mut errors) = DeTable::parse_recoverable(&source.text);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        let runaway = errors.iter().find_map(|error| runaway(error, &source.text, found));
        let runaway = runaway.unwrap_or(usize::MAX);
        let mut syntax = Syntax::Sound;
        let mut lines = BTreeSet::new();
        for error in errors.iter().take(MOST) {
            let span = place(error, &source.text);
            syntax = syntax.max(damage(error.message()));
            if span.start < runaway && lines.insert(source.position(span.start).0) {
                tell(error.message(), span, source, found);
            }
        }
        Tree { root: root.into_inner(), syntax, runaway }
    }

    /// Returns the file's table of keys; `name` is how messages call it.
    ///
    /// `None` where the syntax is so far off that keys may stand in the wrong table.
    pub fn root(&self, name: &'static str) -> Option<Table<'_>> {
        (self.syntax < Syntax::Shattered).then(|| Table::new(name, &self.root, 0..0))
    }

    /// Puts the diagnostics in the order of the file, and drops what a syntax error may have caused.
    pub fn settle(&self, found: &mut Diagnostics) {
        if self.syntax > Syntax::Sound {
            let broken: BTreeSet<usize> = (found.found.iter())
                .filter(|diagnostic| diagnostic.code == "toml::syntax")
                .map(|diagnostic| diagnostic.line)
                .collect();
            found.found.retain(|diagnostic| {
                let start = diagnostic.span.as_ref().map_or(0, |span| span.start);
                diagnostic.code == "toml::syntax"
                    || (start < self.runaway
                        && !broken.contains(&diagnostic.line)
                        && (self.syntax < Syntax::Broken || is_local(diagnostic)))
            });
        }
        found.found.sort_by_key(|diagnostic| {
            (diagnostic.span.as_ref().map_or(0, |span| span.start), diagnostic.severity == Severity::Warning)
        });
        found.found.dedup();
    }
}

/// Returns whether a mistake shows in its own text alone, whatever else the file holds.
fn is_local(diagnostic: &Diagnostic) -> bool {
    (diagnostic.code.starts_with("toml::") && diagnostic.code != "toml::missing-key")
        || diagnostic.code.starts_with("metric::")
}

/// Returns what a syntax error, by the parser's words for it, leaves of the tree.
fn damage(message: &str) -> Syntax {
    const HEADERS: [&str; 5] = ["array table", "unclosed table", "table open", "recur", "opening"];
    const SCALARS: [&str; 8] =
        ["must be quoted", "invalid boolean", "unquoted key", "escaped", "`_`", "zero", "sign", "radix"];
    const TIMES: [&str; 4] = ["invalid date", "invalid time", "invalid offset", "unicode value"];
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if message == "duplicate key" {
        Syntax::Sound
    } else if has(&HEADERS) {
        Syntax::Shattered
    } else if has(&SCALARS) || has(&TIMES) || message.starts_with("invalid basic string") {
        Syntax::Scratched
    } else {
        Syntax::Broken
    }
}

/// Returns the span of an error, inside the text and at character boundaries.
fn place(error: &Error, text: &str) -> Span {
    let span = error.span().unwrap_or(0..0);
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// Adds the error of a list or a text that was never closed, and returns where it starts to swallow the file.
fn runaway(error: &Error, text: &str, found: &mut Diagnostics) -> Option<usize> {
    let message = error.message();
    let at = place(error, text).start;
    if message.starts_with("unexpected `=` in array") {
        let line = text[..at].rfind('\n').unwrap_or(0);
        let end = text[..line].trim_end().len();
        found.error("toml::syntax", end..end, "a list without an end").label("expected `]`");
        return Some(end);
    }
    let quotes = match message.split_once(',')?.0 {
        "invalid multi-line basic string" => "\"\"\"",
        "invalid multi-line literal string" => "'''",
        _ => return None,
    };
    let start = text[..at].rfind(quotes).filter(|_| at == text.len())?;
    found
        .error("toml::syntax", start..start + quotes.len(), "a text without an end")
        .label(format!("expected another `{quotes}`"));
    Some(start)
}

/// Adds a syntax error in our words where its cause is a common one, else in the parser's.
fn tell(message: &str, span: Span, source: &Source, found: &mut Diagnostics) {
    let text = source.text.get(span.clone()).unwrap_or("");
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    if what == "duplicate key" {
        found
            .error("toml::duplicate", span, format!("`{text}` is given twice"))
            .label("given before in the same table");
        return;
    }
    let unquoted = matches!(what, "string values must be quoted" | "invalid boolean");
    if unquoted && !text.trim().is_empty() {
        let diagnostic = found.error("toml::syntax", span, format!("`{text}` needs quotes"));
        diagnostic.label("text stands in straight double quotes").help(write_instead(text));
        return;
    }
    if what == "invalid unquoted key" && !text.is_ascii() {
        found
            .error("toml::syntax", span, format!("the key `{text}` needs quotes"))
            .label("bare keys hold ASCII letters, digits, `_` and `-` only")
            .help(format!("write `\"{text}\"`"));
        return;
    }
    if unquoted {
        found.error("toml::syntax", span, "a value is missing").label("expected a value after `=`");
        return;
    }
    if what == "key with no value" {
        found
            .error("toml::syntax", span, "a key without a value")
            .label("expected `=` and a value")
            .help("write `key = \"value\"`, one a line");
        return;
    }
    if what == "invalid basic string" && expected == "`\"`" {
        found.error("toml::syntax", span, "a text without an end").label("expected `\"`");
        return;
    }
    let rest = source.text.get(span.start..).unwrap_or("");
    let diagnostic = found.error("toml::syntax", span, what);
    if !expected.is_empty() && expected != "nothing" {
        diagnostic.label(format!("expected {expected}"));
    }
    if what == "unexpected key or value" && rest.starts_with(',') {
        diagnostic.help("numbers are written with a point: `0.05`");
    }
    if what == "missing escaped value" {
        diagnostic.help("write `\\\\` for a backslash, or the text in single quotes");
    }
}

/// Returns what to write in place of an unquoted value.
fn write_instead(text: &str) -> String {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "on" => "write `true`, or in quotes if text is meant".to_owned(),
        "false" | "no" | "off" => "write `false`, or in quotes if text is meant".to_owned(),
        _ => {
            let bare = text.trim_matches(|c| matches!(c, '“' | '”' | '„' | '‘' | '’' | '「' | '」'));
            format!("write `\"{bare}\"`")
        }
    }
}
