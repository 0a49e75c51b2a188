//! Cuts a stream of bytes into records, holding one block at a time.

use std::io::{self, Read};

/// How many bytes are read at once, at least.
const BLOCK: usize = 256 * 1024;
/// The longest record.
pub(super) const LONGEST: usize = 16 << 20;

/// Tells where records end.
pub(super) trait Split {
    /// Returns where the record that `bytes` begin with ends, its end of line included; `None`: not within them.
    ///
    /// The first `scanned` bytes were seen by earlier calls about the same record.
    fn end(&mut self, bytes: &[u8], scanned: usize) -> Option<usize>;

    /// Returns how many bytes at the start of a record only separate it from the one before.
    fn lead(&self, _record: &[u8]) -> usize {
        0
    }
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    /// Its bytes without the end of line.
    pub(super) bytes: &'a [u8],
    /// The line that it starts at, from 1.
    pub(super) line: u64,
    /// What is amiss with its end.
    pub(super) end: End,
}

/// How a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Whole,
    /// With the file, not with an end of line.
    File,
    /// It is longer than any record may be; its bytes are the first of it.
    TooLong,
}

/// A stream of bytes, cut into records.
pub(super) struct Records<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    line: u64,
    drained: bool,
    error: Option<io::Error>,
}

impl<R: Read> Records<R> {
    /// Returns the records of a stream, without the byte order mark that it may start with.
    pub(super) fn new(input: R) -> Records<R> {
        let buffer = vec![0; BLOCK];
        let mut records = Records { input, buffer, start: 0, end: 0, line: 1, drained: false, error: None };
        while records.end < 3 && records.fill() {}
        if records.head().starts_with(b"\xef\xbb\xbf") {
            records.start = 3;
        }
        records
    }

    /// Returns what is buffered.
    pub(super) fn head(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Returns the stream from its first byte on. Shape: no record was read.
    pub(super) fn into_stream(self) -> impl Read {
        let mut head = self.buffer;
        head.truncate(self.end);
        io::Cursor::new(head).chain(self.input)
    }

    /// Returns what the stream failed with, if it did.
    pub(super) fn error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// Returns the next record; `None` at the end of the stream, or where it failed.
    pub(super) fn next(&mut self, split: &mut impl Split) -> Option<Record<'_>> {
        let mut scanned = 0;
        let (length, end) = loop {
            if let Some(length) = split.end(&self.buffer[self.start..self.end], scanned) {
                break (length, End::Whole);
            }
            scanned = self.end - self.start;
            if scanned >= LONGEST {
                break (self.skip_line(), End::TooLong);
            }
            if !self.fill() {
                break (scanned, End::File);
            }
        };
        if length == 0 {
            return None;
        }
        let range = self.start..self.start + length;
        self.start = range.end;
        let bytes = &self.buffer[range];
        let (lead, bytes) = bytes.split_at(split.lead(bytes));
        let line = self.line + newlines(lead);
        self.line = line + newlines(bytes);
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        Some(Record { bytes, line, end })
    }

    /// Reads on until the end of the line that is too long and returns how much of it is buffered, the end included.
    fn skip_line(&mut self) -> usize {
        if let Some(at) = memchr::memchr(b'\n', self.head()) {
            return at + 1;
        }
        loop {
            // The middle of the line is overwritten: only its first bytes are shown to anyone.
            self.end = self.start + LONGEST / 2;
            if !self.fill() {
                return self.end - self.start;
            }
            let kept = self.start + LONGEST / 2;
            if let Some(at) = memchr::memchr(b'\n', &self.buffer[kept..self.end]) {
                return kept + at + 1 - self.start;
            }
        }
    }

    /// Reads more bytes behind those buffered; false at the end.
    fn fill(&mut self) -> bool {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while !self.drained {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.drained = true,
                Ok(read) => {
                    self.end += read;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    self.drained = true;
                }
            }
        }
        false
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
