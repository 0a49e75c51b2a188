//! What the program says: results to stdout, everything else to stderr. Nothing else prints.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};

use super::exit::Failure;
use super::root::{Color, Format, Global};
use crate::source::{Diagnostic, Locale, Severity, Source};

/// Prints in the colours and the language that were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Show {
    /// How results are printed.
    pub format: Format,
    /// The language of the terminal.
    pub locale: Locale,
    color: ColorChoice,
}

impl Show {
    /// Returns the way to print that the options ask for.
    pub fn new(global: &Global) -> Show {
        let color = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Show { format: global.format, locale: global.locale(), color }
    }

    /// Prints a result. A reader that has gone away is not an error.
    pub fn out(&self, text: &str) {
        let mut stream = AutoStream::new(std::io::stdout(), self.color);
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Prints progress, a warning, or what was done.
    pub fn note(&self, text: &str) {
        let mut stream = AutoStream::new(std::io::stderr(), self.color);
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Prints what is doubtful about what was done.
    pub fn warning(&self, text: &str) {
        let yellow = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Yellow.into()));
        self.note(&format!("{yellow}warning{yellow:#}: {text}\n"));
    }

    /// Prints what a dry run would write, as `git apply` and `patch -p1` take it.
    pub fn diff(&self, path: &str, before: &str, after: &str) {
        if before == after {
            return self.note(&format!("dry run: `{path}` would stay as it is\n"));
        }
        let old = if before.is_empty() { "/dev/null".to_string() } else { format!("a/{path}") };
        let diff = similar::TextDiff::from_lines(before, after);
        self.out(&diff.unified_diff().header(&old, &format!("b/{path}")).to_string());
        self.note("dry run: nothing was written\n");
    }

    /// Prints why the command could not do what it was asked: the failure, its causes, a hint.
    pub fn failure(&self, failure: &Failure) {
        let red = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
        let mut text = format!("{red}error{red:#}: {failure}\n");
        let mut cause = std::error::Error::source(failure);
        while let Some(error) = cause {
            text.push_str(&format!("  cause: {error}\n"));
            cause = error.source();
        }
        if let Some(hint) = failure.hint() {
            text.push_str(&format!("  hint: {hint}\n"));
        }
        self.note(&text);
    }

    /// Prints diagnostics on the files' own lines.
    pub fn diagnostics(&self, sources: &[Source], diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            let source = sources.iter().find(|source| source.path == diagnostic.path);
            self.note(&format!("{}\n\n", rendered(source, diagnostic)));
        }
    }
}

fn rendered(source: Option<&Source>, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code));
    match (source, &diagnostic.span) {
        (Some(source), Some(span)) => {
            let annotation = AnnotationKind::Primary.span(span.clone()).label(diagnostic.label.as_str());
            group = group
                .element(Snippet::source(source.text.as_str()).path(diagnostic.path.as_str()).annotation(annotation));
        }
        _ => group = group.element(annotate_snippets::Origin::path(diagnostic.path.as_str())),
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::styled().render(&[group])
}
