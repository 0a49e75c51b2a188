//! JSON: one object a line, objects written over several lines, or an array of objects.
//!
//! Fields are members by name, or by dotted path. Null is absent; other values of a member are its text as JSON writes
//! it, without the quotes and escapes of strings.

use memchr::{memchr, memchr2};

use super::findings::Findings;
use super::format::{Outcome, Reading};
use super::json::{Tree, Value};
use super::railway::Railway;
use super::records::{Record, Split};
use super::row::{Fields, Row, TIME};
use super::time;

/// Reads one file.
pub(super) struct Jsonl {
    layout: Layout,
    fields: Fields,
    tree: Tree,
    railway: Railway,
}

/// How objects follow each other.
#[derive(Clone, Copy, Debug)]
enum Layout {
    /// One a line.
    Lines,
    /// With commas, brackets or line ends between them, over any number of lines.
    Spread { depth: usize, quoted: bool, escaped: bool },
}

impl Jsonl {
    /// Returns a reader for a file that begins with `head`.
    pub(super) fn new(fields: &Fields, head: &[u8]) -> Jsonl {
        let spread = Layout::Spread { depth: 0, quoted: false, escaped: false };
        let start = head.trim_ascii_start();
        let first = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let layout = match first.trim_ascii_end() {
            [b'[', ..] | b"{" => spread,
            _ => Layout::Lines,
        };
        let tree = Tree::new(fields);
        Jsonl { layout, fields: fields.clone(), tree, railway: Railway::default() }
    }

    /// Finds the field of the time among the members of an object, and looks for that one from now on.
    fn find_time(&mut self, record: &[u8]) {
        let mut best: Option<(usize, Vec<u8>)> = None;
        let mut row = Row::new(self.fields.names.len());
        let found = Tree::default().fill(record, 0..record.len(), &mut row, &mut |key, value| {
            if let Some(rank) = time::rank(key)
                && *value != Value::Null
                && best.as_ref().is_none_or(|(least, _)| rank < *least)
            {
                best = Some((rank, key.to_vec()));
            }
        });
        if let (Some(()), Some((_, name))) = (found, best) {
            self.fields.names[TIME] = String::from_utf8_lossy(&name).into_owned();
            self.tree = Tree::new(&self.fields);
        }
    }
}

impl Split for Jsonl {
    fn end(&mut self, bytes: &[u8], scanned: usize) -> Option<usize> {
        let Layout::Spread { depth, quoted, escaped } = &mut self.layout else {
            return memchr(b'\n', &bytes[scanned..]).map(|at| scanned + at + 1);
        };
        if scanned == 0 {
            (*depth, *quoted, *escaped) = (0, false, false);
        }
        let mut at = scanned;
        while at < bytes.len() {
            if std::mem::take(escaped) {
                at += 1;
                continue;
            }
            if *quoted {
                at += memchr2(b'"', b'\\', &bytes[at..])?;
                *escaped = bytes[at] == b'\\';
                *quoted = *escaped;
            } else {
                match bytes[at] {
                    b'"' => *quoted = *depth > 0,
                    b'{' => *depth += 1,
                    // Around objects, brackets only separate.
                    b'[' if *depth > 0 => *depth += 1,
                    b'}' | b']' if *depth > 0 => {
                        *depth -= 1;
                        if *depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ => {}
                }
            }
            at += 1;
        }
        None
    }

    fn lead(&self, record: &[u8]) -> usize {
        let separates = |byte: &u8| matches!(byte, b'[' | b']' | b',') || byte.is_ascii_whitespace();
        match self.layout {
            Layout::Lines => 0,
            Layout::Spread { .. } => record.iter().position(|byte| !separates(byte)).unwrap_or(record.len()),
        }
    }
}

impl Reading for Jsonl {
    fn read(&mut self, record: Record<'_>, row: &mut Row, findings: &mut Findings<'_>) -> Outcome {
        let bytes = record.bytes;
        if bytes.trim_ascii().is_empty() {
            return Outcome::Nothing;
        }
        self.railway.see(record, findings);
        if self.fields.names[TIME].is_empty() {
            self.find_time(bytes);
        }
        match self.tree.fill(bytes, 0..bytes.len(), row, &mut |_, _| {}) {
            Some(()) => Outcome::Row,
            None => Outcome::Broken,
        }
    }

    fn finish(&mut self, _rows: u64, findings: &mut Findings<'_>) {
        self.railway.finish(findings);
    }
}
