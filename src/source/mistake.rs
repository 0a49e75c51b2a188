//! A mistake inside a text that a file holds, before its place in the file is known.

use super::{Diagnostic, Diagnostics, Placed, Span};

/// A mistake in a small language, at a place within its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The offending bytes of the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What stands at the span.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
}

impl Mistake {
    /// Returns a mistake without help.
    pub fn new(span: Span, message: impl Into<String>, label: impl Into<String>) -> Mistake {
        Mistake { span, message: message.into(), label: label.into(), help: None }
    }

    /// Returns the same with what to do.
    pub fn with_help(self, help: impl Into<String>) -> Mistake {
        Mistake { help: Some(help.into()), ..self }
    }

    /// Adds the mistake as an error at its place in the file that holds the text.
    pub fn tell<'f>(self, code: &'static str, text: &Placed<String>, found: &'f mut Diagnostics) -> &'f mut Diagnostic {
        let span = text.inner(&self.span, found);
        let diagnostic = found.error(code, span, self.message);
        diagnostic.label(self.label);
        diagnostic.help = self.help;
        diagnostic
    }
}

impl Placed<String> {
    /// Returns where in the file a part of this text stands; the whole of it where escapes hide the place.
    pub fn inner(&self, part: &Span, found: &Diagnostics) -> Span {
        let raw = found.source.text.get(self.span.clone()).unwrap_or("");
        let quotes = raw.bytes().take_while(|byte| *byte == raw.as_bytes()[0]).count();
        let quotes = if quotes >= 3 { 3 } else { 1 };
        let start = self.span.start + quotes;
        let same = raw.get(quotes..raw.len().saturating_sub(quotes)) == Some(self.value.as_str());
        if same && part.end <= self.value.len() { start + part.start..start + part.end } else { self.span.clone() }
    }
}
