//! A mistake in a user's file, as data: collected, never thrown.

use super::Source;

/// A range of bytes in a source.
pub type Span = std::ops::Range<usize>;

/// How much a diagnostic matters: an error stops the rollout from being judged, a warning is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; judged all the same.
    Warning,
    /// The file cannot be used as it stands.
    Error,
}

/// One mistake: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code such as `plan::metric`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// The source's path.
    pub path: String,
    /// The offending bytes; none where the whole file is meant.
    pub span: Option<Span>,
    /// Line from 1; 0 without a span.
    pub line: usize,
    /// Column from 1, in characters; 0 without a span.
    pub column: usize,
    /// What is wrong, lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// What stands at the span, shown under it.
    pub label: String,
    /// What to do; often a suggestion.
    pub help: Option<String>,
}

/// Collects the diagnostics of one source.
#[derive(Debug)]
pub struct Diagnostics<'a> {
    /// The source that they are about.
    pub source: &'a Source,
    /// What was found so far, in the order found.
    pub found: Vec<Diagnostic>,
}

impl<'a> Diagnostics<'a> {
    /// Returns an empty collection about this source.
    pub fn new(source: &'a Source) -> Diagnostics<'a> {
        Diagnostics { source, found: Vec::new() }
    }

    /// Adds an error at a span and returns it for a label or a help to be added.
    pub fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Error, code, Some(span), message.into())
    }

    /// Adds a warning at a span and returns it for a label or a help to be added.
    pub fn warning(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Warning, code, Some(span), message.into())
    }

    /// Adds an error about the whole file.
    pub fn whole(&mut self, code: &'static str, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Error, code, None, message.into())
    }

    /// Returns whether an error, not only a warning, was found.
    pub fn failed(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    fn add(&mut self, severity: Severity, code: &'static str, span: Option<Span>, message: String) -> &mut Diagnostic {
        let (line, column) = span.as_ref().map_or((0, 0), |span| self.source.position(span.start));
        let path = self.source.path.clone();
        self.found.push(Diagnostic {
            code,
            severity,
            path,
            span,
            line,
            column,
            message,
            label: String::new(),
            help: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}

impl Diagnostic {
    /// Sets the words under the span.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Diagnostic {
        self.label = label.into();
        self
    }

    /// Sets what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }
}
