//! Lines of text, or JSON objects whose message is a line of text.
//!
//! The fields of a line are the named groups of `pattern`, its `key=value` pairs, and its level; its time is the group or
//! pair that the source names, else the time that it begins with, else a group or pair with the name of a time.
//! A JSON object gives its members too, and they come before the pairs of its message.
//! Where neither `contains` nor `pattern` says what a row is, a line without a time continues the one before.

mod level;
mod pairs;

use std::ops::Range;

use memchr::memchr;
use memchr::memmem::Finder;
use regex::{CaptureLocations, Regex};

use super::findings::Findings;
use super::format::{Outcome, Reading};
use super::json::{Tree, Value, unescape};
use super::predicate::LEVEL;
use super::railway::Railway;
use super::records::{Record, Split};
use super::row::{Fields, Row, TIME};
use super::time;
use crate::metric::export::Export;
use pairs::pairs;

/// Members that hold the text of an entry, the likeliest first.
const MESSAGES: [&str; 6] = ["message", "msg", "line", "log", "textPayload", "event"];
/// Members that hold the level of an entry.
const LEVELS: [&str; 4] = [LEVEL, "severity", "levelname", "lvl"];
/// Members that every entry of a log host has: one with others is structured.
const PLAIN: [&str; 8] = ["message", "msg", "line", "log", "timestamp", "time", "stream", "labels"];

/// Reads one file.
pub(super) struct Log<'a> {
    fields: &'a Fields,
    contains: Option<Finder<'a>>,
    pattern: Option<Pattern<'a>>,
    tree: Tree,
    railway: Railway,
    /// The text of the current line, with escapes and colours undone.
    text: Vec<u8>,
    entry: Entry,
    /// The members of an object within the message of another.
    wrapped: Row,
    /// Lines that would be rows if they had a time.
    timeless: u64,
}

/// A pattern with the slots that its groups fill.
struct Pattern<'a> {
    regex: &'a Regex,
    groups: Vec<(usize, usize)>,
    found: CaptureLocations,
}

/// What a JSON object tells beside its members.
#[derive(Default)]
struct Entry {
    /// The place of the message's name among the known, less is better.
    message: Option<usize>,
    level: Vec<u8>,
    time: Option<(usize, Vec<u8>)>,
    structured: bool,
}

impl<'a> Log<'a> {
    pub(super) fn new(export: &'a Export, fields: &'a Fields) -> Log<'a> {
        Log {
            fields,
            contains: export.contains.as_ref().map(|text| Finder::new(text.as_bytes())),
            pattern: export.pattern.as_ref().map(|regex| Pattern::new(regex, fields)),
            tree: Tree::new(fields),
            railway: Railway::default(),
            text: Vec::new(),
            entry: Entry::default(),
            wrapped: Row::new(fields.names.len()),
            timeless: 0,
        }
    }

    /// Reads the members of the JSON object in a record and takes its message as the text; false where it is none.
    fn object(&mut self, record: &[u8], object: Range<usize>, row: &mut Row) -> bool {
        let Log { tree, text, entry, .. } = self;
        *entry = Entry::default();
        text.clear();
        let mut see = |key: &[u8], value: &Value| entry.see(record, key, value, text);
        if tree.fill(record, object, row, &mut see).is_none() {
            return false;
        }
        if self.text.starts_with(b"{") {
            self.wrapped(row);
        }
        // The host's level is only one of the sources of the line's.
        self.level_slots().for_each(|slot| row.unset(slot));
        true
    }

    /// Reads the members of a JSON object that is the message of another, as container hosts wrap the lines of programs.
    fn wrapped(&mut self, row: &mut Row) {
        let inner = std::mem::take(&mut self.text);
        let outer = std::mem::take(&mut self.entry);
        let Log { tree, text, entry, wrapped, .. } = self;
        wrapped.clear();
        let mut see = |key: &[u8], value: &Value| entry.see(&inner, key, value, text);
        if tree.fill(&inner, 0..inner.trim_ascii_end().len(), wrapped, &mut see).is_none() {
            self.text = inner;
            self.entry = outer;
            return;
        }
        let cells = wrapped.cells(&inner);
        for slot in 0..self.fields.names.len() {
            if let Some(cell) = cells.get(slot) {
                row.set_own(slot, cell);
            }
        }
        self.entry.time = outer.time.or(self.entry.time.take());
    }

    fn level_slots(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.fields.slots_of(LEVEL.as_bytes())
    }

    /// Fills the slots that are still empty from the text; false when the pattern does not match it.
    fn fill(&mut self, row: &mut Row) -> bool {
        let Log { fields, pattern, text, .. } = self;
        if let Some(pattern) = pattern
            && !pattern.fill(text, row)
        {
            return false;
        }
        pairs(text, &mut |key, value| {
            for slot in fields.slots_of(key) {
                if !row.has(slot) && !value.is_empty() {
                    row.set_own(slot, value);
                }
            }
        });
        true
    }

    /// Fills the slot of the time, unless the source names a field for it.
    fn time(&mut self, row: &mut Row) {
        if !self.fields.names[TIME].is_empty() {
            return;
        }
        if let Some((_, time)) = &self.entry.time {
            row.set_own(TIME, time);
        } else if let Some(range) = time::leading(&self.text) {
            row.set_own(TIME, &self.text[range]);
        } else {
            let mut best = usize::MAX;
            pairs(&self.text, &mut |key, value| {
                if let Some(rank) = time::rank(key)
                    && rank < best
                    && !value.is_empty()
                {
                    best = rank;
                    row.set_own(TIME, value);
                }
            });
        }
    }

    /// Fills the slot of the level: what the text says comes before what the host noted.
    ///
    /// Hosts note whatever comes by stderr as an error, and Python logs there: so for a bare text their level is not used.
    fn level(&self, row: &mut Row) {
        for slot in self.level_slots() {
            if row.has(slot) {
                continue;
            }
            if let Some(level) = level::find(&self.text) {
                row.set_own(slot, level.as_bytes());
            } else if self.entry.structured && !self.entry.level.is_empty() {
                row.set_own(slot, &self.entry.level);
            }
        }
    }
}

impl Entry {
    fn see(&mut self, line: &[u8], key: &[u8], value: &Value, text: &mut Vec<u8>) {
        let place = |names: &[&str]| names.iter().position(|name| name.as_bytes() == key);
        if let Value::Text { range, .. } = value
            && let Some(rank) = place(&MESSAGES)
            && self.message.is_none_or(|best| rank < best)
        {
            self.message = Some(rank);
            text.clear();
            append(line, range.clone(), value, text);
        }
        if let Value::Text { range, .. } | Value::Word(range) = value {
            if place(&LEVELS).is_some() && self.level.is_empty() {
                append(line, range.clone(), value, &mut self.level);
                self.level.make_ascii_uppercase();
            }
            if let Some(rank) = time::rank(key)
                && self.time.as_ref().is_none_or(|(best, _)| rank < *best)
            {
                let mut time = Vec::new();
                append(line, range.clone(), value, &mut time);
                self.time = Some((rank, time));
            }
        }
        self.structured |= place(&PLAIN).is_none() && place(&LEVELS).is_none();
    }
}

/// Appends a value's text; an escape that is none leaves what stands before it.
fn append(line: &[u8], range: Range<usize>, value: &Value, text: &mut Vec<u8>) {
    if matches!(value, Value::Text { escaped: true, .. }) {
        let _ = unescape(&line[range], text);
    } else {
        text.extend_from_slice(&line[range]);
    }
}

impl<'a> Pattern<'a> {
    fn new(regex: &'a Regex, fields: &Fields) -> Pattern<'a> {
        let mut groups = Vec::new();
        let mut time: Option<(usize, usize)> = None;
        for (group, name) in regex.capture_names().enumerate() {
            let Some(name) = name else { continue };
            groups.extend(fields.slots_of(name.as_bytes()).map(|slot| (group, slot)));
            if let Some(rank) = time::rank(name.as_bytes())
                && time.is_none_or(|(best, _)| rank < best)
            {
                time = Some((rank, group));
            }
        }
        if fields.names[TIME].is_empty() {
            groups.extend(time.map(|(_, group)| (group, TIME)));
        }
        Pattern { regex, groups, found: regex.capture_locations() }
    }

    fn fill(&mut self, text: &[u8], row: &mut Row) -> bool {
        let text = String::from_utf8_lossy(text);
        if self.regex.captures_read(&mut self.found, &text).is_none() {
            return false;
        }
        for (group, slot) in &self.groups {
            if let Some((start, end)) = self.found.get(*group)
                && start < end
            {
                row.set_own(*slot, &text.as_bytes()[start..end]);
            }
        }
        true
    }
}

impl Split for Log<'_> {
    fn end(&mut self, bytes: &[u8], scanned: usize) -> Option<usize> {
        memchr(b'\n', &bytes[scanned..]).map(|at| scanned + at + 1)
    }
}

impl Reading for Log<'_> {
    fn read(&mut self, record: Record<'_>, row: &mut Row, findings: &mut Findings<'_>) -> Outcome {
        let line = record.bytes.trim_ascii();
        if line.is_empty() {
            return Outcome::Nothing;
        }
        self.railway.see(record, findings);
        if self.contains.as_ref().is_some_and(|contains| contains.find(line).is_none()) {
            return Outcome::Nothing;
        }
        let is_object = line.starts_with(b"{") && line.get(1).is_some_and(|byte| b"\" \t}".contains(byte));
        if is_object {
            let start = record.bytes.len() - record.bytes.trim_ascii_start().len();
            if !self.object(record.bytes, start..start + line.len(), row) {
                return Outcome::Broken;
            }
        } else {
            self.entry = Entry::default();
            self.text.clear();
            self.text.extend_from_slice(line);
        }
        without_colours(&mut self.text);
        if !self.fill(row) {
            findings.note("unmatched", Some(record.line), record.bytes);
            return Outcome::Nothing;
        }
        if !row.has(TIME) {
            self.time(row);
        }
        self.level(row);
        let told = self.contains.is_some() || self.pattern.is_some() || is_object;
        if !told && !row.has(TIME) {
            self.timeless += 1;
            return Outcome::Nothing;
        }
        Outcome::Row
    }

    fn finish(&mut self, rows: u64, findings: &mut Findings<'_>) {
        if rows == 0 && self.timeless > 0 {
            findings.note("no-time", None, &self.text);
        }
        self.railway.finish(findings);
    }
}

/// Removes the codes that colour text on terminals.
fn without_colours(text: &mut Vec<u8>) {
    let Some(first) = memchr(0x1b, text) else { return };
    let mut kept = first;
    let mut at = first;
    while at < text.len() {
        if text[at] == 0x1b && text.get(at + 1) == Some(&b'[') {
            let code = &text[at + 2..];
            at += 3 + code.iter().take_while(|byte| !byte.is_ascii_alphabetic()).count();
            continue;
        }
        text[kept] = text[at];
        kept += 1;
        at += 1;
    }
    text.truncate(kept);
}
