//! A file as read, a diagnostic about it, and the checked values that every layer shares.

mod diagnostic;
pub mod duration;
pub mod edit;
mod locale;
mod mistake;
mod moment;
mod names;
mod near;
mod slot;
mod table;
mod tree;

pub use diagnostic::{Diagnostic, Diagnostics, Severity, Span};
pub use locale::Locale;
pub use mistake::Mistake;
pub use moment::Moment;
pub use names::{Names, check_id};
pub use near::{near, quoted, suggestion};
pub use table::{Placed, Slot, Table};
pub use tree::Tree;

/// A text file as it was read: its path as people type it, with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path to show, relative to where the person stands.
    pub path: String,
    /// The whole text, byte order mark included where there was one.
    pub text: String,
}

impl Source {
    /// Returns a source of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    /// Returns the line and the column, both from 1 and the column in characters, of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before[start..].trim_start_matches('\u{feff}').chars().count() + 1;
        (line, column)
    }
}

/// Returns the SHA-256 of bytes in lower-case hex, 64 characters.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex(&sha2::Sha256::digest(bytes))
}

/// Returns bytes in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
