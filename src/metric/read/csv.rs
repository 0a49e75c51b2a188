//! Comma, semicolon or tab separated values with a header.
//!
//! Quotes are those of RFC 4180: they count at the start of a cell only, and may hold line ends. An empty cell is absent,
//! and so is `\N`, which databases write for it.

use std::ops::Range;

use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};
use memchr::{memchr, memchr_iter, memchr2};

use super::findings::Findings;
use super::format::{Outcome, Reading};
use super::records::{End, Record, Split};
use super::row::{Fields, Row, TIME};
use super::time;

/// What may separate cells, the likeliest first.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads one file.
pub(super) struct Csv<'a> {
    fields: &'a Fields,
    /// The separator, once known.
    delimiter: Option<u8>,
    /// Which slots are filled from which column, by column; none before the header.
    columns: Vec<(usize, usize)>,
    /// How many cells each row has; 0 before the header.
    width: usize,
    quotes: Quotes,
    cells: Unquoted,
}

/// Where the bytes seen of a record end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    Outside,
    Inside,
    /// Behind a quote within quotes: the end of the cell, unless another follows.
    Closing,
}

/// The cells of a record with their quotes undone.
struct Unquoted {
    reader: Box<csv_core::Reader>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Csv<'a> {
    pub(super) fn new(fields: &'a Fields) -> Csv<'a> {
        Csv {
            fields,
            delimiter: None,
            columns: Vec::new(),
            width: 0,
            quotes: Quotes::Outside,
            cells: Unquoted::new(DELIMITERS[0]),
        }
    }

    /// Reads the header: which column fills which slots.
    fn header(&mut self, record: &[u8], findings: &mut Findings<'_>) -> Outcome {
        if let [b's', b'e', b'p', b'=', delimiter] = record {
            self.delimiter = Some(*delimiter);
            return Outcome::Nothing;
        }
        let delimiter = self.delimiter.unwrap_or_else(|| sniff(record));
        self.delimiter = Some(delimiter);
        self.cells = Unquoted::new(delimiter);
        self.cells.undo(record);
        let names: Vec<&[u8]> = self.cells.iter().map(<[u8]>::trim_ascii).collect();
        self.width = names.len();
        self.columns = columns(self.fields, &names);
        if !self.columns.iter().any(|(_, slot)| *slot == TIME) {
            let detail = String::from_utf8_lossy(record).into_owned();
            return Outcome::Stop { code: "no-time", detail };
        }
        let filled = |slot: usize| self.columns.iter().any(|(_, filled)| *filled == slot);
        let names = self.fields.names.iter().enumerate().skip(TIME + 1);
        let missing: Vec<&str> = names.filter(|(slot, _)| !filled(*slot)).map(|(_, name)| name.as_str()).collect();
        if !missing.is_empty() {
            findings.note("missing-field", None, missing.join(", ").as_bytes());
        }
        Outcome::Nothing
    }

    /// Fills the slots from a record without quotes, in place; returns how many cells it has.
    fn plain(&self, record: &[u8], delimiter: u8, row: &mut Row) -> usize {
        let mut wanted = self.columns.iter().peekable();
        let (mut column, mut start) = (0, 0);
        for end in memchr_iter(delimiter, record).chain(std::iter::once(record.len())) {
            while let Some((_, slot)) = wanted.next_if(|(place, _)| *place == column) {
                let cell = start..end;
                if !is_absent(&record[cell.clone()]) {
                    row.set_raw(*slot, cell);
                }
            }
            column += 1;
            start = end + 1;
        }
        column
    }

    /// Fills the slots from a record with quotes; returns how many cells it has.
    fn quoted(&mut self, record: &[u8], row: &mut Row) -> usize {
        self.cells.undo(record);
        for (column, slot) in &self.columns {
            if let Some(cell) = self.cells.get(*column)
                && !is_absent(cell)
            {
                row.set_own(*slot, cell);
            }
        }
        self.cells.ends.len()
    }
}

impl Split for Csv<'_> {
    fn end(&mut self, bytes: &[u8], scanned: usize) -> Option<usize> {
        if scanned == 0 {
            self.quotes = Quotes::Outside;
        }
        let mut at = scanned;
        loop {
            match self.quotes {
                Quotes::Outside => {
                    at += memchr2(b'\n', b'"', &bytes[at..])?;
                    if bytes[at] == b'\n' {
                        return Some(at + 1);
                    }
                    if self.starts_cell(bytes, at) {
                        self.quotes = Quotes::Inside;
                    }
                    at += 1;
                }
                Quotes::Inside => {
                    at += memchr(b'"', &bytes[at..])? + 1;
                    self.quotes = Quotes::Closing;
                }
                Quotes::Closing if *bytes.get(at)? == b'"' => {
                    self.quotes = Quotes::Inside;
                    at += 1;
                }
                Quotes::Closing => self.quotes = Quotes::Outside,
            }
        }
    }
}

impl Csv<'_> {
    fn starts_cell(&self, bytes: &[u8], at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| bytes[before]) else { return true };
        match self.delimiter {
            Some(delimiter) => before == delimiter,
            None => DELIMITERS.contains(&before),
        }
    }
}

impl Reading for Csv<'_> {
    fn read(&mut self, record: Record<'_>, row: &mut Row, findings: &mut Findings<'_>) -> Outcome {
        let bytes = record.bytes;
        if record.end != End::Whole && self.quotes == Quotes::Inside && memchr(b'\n', bytes).is_some() {
            let detail = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]).into_owned();
            return Outcome::Stop { code: "open-quote", detail };
        }
        let Some(delimiter) = self.delimiter.filter(|_| self.width > 0) else {
            let blank = bytes.trim_ascii().is_empty();
            return if blank { Outcome::Nothing } else { self.header(bytes, findings) };
        };
        let width = match memchr(b'"', bytes) {
            None => self.plain(bytes, delimiter, row),
            Some(_) => self.quoted(bytes, row),
        };
        let cut = record.end == End::TooLong || self.quotes == Quotes::Inside;
        // Some writers end every row with a separator, but not the header.
        let ended = width == self.width + 1 && bytes.ends_with(&[delimiter]);
        if (width == self.width || ended) && !cut {
            return Outcome::Row;
        }
        let blank = bytes.iter().all(|byte| *byte == delimiter || byte.is_ascii_whitespace());
        if blank { Outcome::Nothing } else { Outcome::Broken }
    }
}

impl Unquoted {
    fn new(delimiter: u8) -> Unquoted {
        let reader = ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build();
        Unquoted { reader: Box::new(reader), text: Vec::new(), ends: Vec::new() }
    }

    fn undo(&mut self, record: &[u8]) {
        self.text.resize(record.len() + 1, 0);
        self.ends.resize(record.len() + 2, 0);
        self.reader.reset();
        let (mut written, mut ended, mut rest) = (0, 0, record);
        loop {
            let (result, read, text, ends) =
                self.reader.read_record(rest, &mut self.text[written..], &mut self.ends[ended..]);
            rest = &rest[read..];
            written += text;
            ended += ends;
            // Having read it all, the reader is told once more that there is nothing: only then it ends the last cell.
            if !matches!(result, ReadRecordResult::InputEmpty) {
                break;
            }
        }
        self.text.truncate(written);
        self.ends.truncate(ended);
    }

    fn range(&self, column: usize) -> Option<Range<usize>> {
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(start..end)
    }

    fn get(&self, column: usize) -> Option<&[u8]> {
        self.text.get(self.range(column)?)
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len()).filter_map(|column| self.get(column))
    }
}

fn is_absent(cell: &[u8]) -> bool {
    cell.is_empty() || cell == br"\N"
}

/// Returns the separator that the header has most of, outside quotes.
fn sniff(header: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0; DELIMITERS.len()];
    for byte in header {
        quoted ^= *byte == b'"';
        if let Some(place) = DELIMITERS.iter().position(|delimiter| delimiter == byte)
            && !quoted
        {
            counts[place] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let place = counts.iter().position(|count| *count == most).unwrap_or(0);
    DELIMITERS[place]
}

/// Returns which slots are filled from which column, by column; of columns with one name the first is meant.
fn columns(fields: &Fields, names: &[&[u8]]) -> Vec<(usize, usize)> {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (column, name) in names.iter().enumerate() {
        for slot in fields.slots_of(name) {
            if !columns.iter().any(|(_, filled)| *filled == slot) {
                columns.push((column, slot));
            }
        }
    }
    if fields.names[TIME].is_empty() {
        let ranked = names.iter().enumerate().filter_map(|(column, name)| Some((time::rank(name)?, column)));
        columns.extend(ranked.min().map(|(_, column)| (column, TIME)));
    }
    columns.sort_unstable();
    columns
}
