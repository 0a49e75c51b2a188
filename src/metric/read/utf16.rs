//! Text in UTF-16, as spreadsheets are given it, read as UTF-8.

use std::io::{self, Read};

/// How many bytes are converted at once.
const BLOCK: usize = 64 * 1024;

/// The order of the two bytes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// Returns what the byte order mark at the start of a text tells; `None` for text that is not UTF-16.
    pub(super) fn of(head: &[u8]) -> Option<Order> {
        match head {
            [0xff, 0xfe, ..] => Some(Order::Little),
            [0xfe, 0xff, ..] => Some(Order::Big),
            _ => None,
        }
    }

    fn unit(self, bytes: [u8; 2]) -> u16 {
        match self {
            Order::Little => u16::from_le_bytes(bytes),
            Order::Big => u16::from_be_bytes(bytes),
        }
    }
}

/// Converts a stream; half of a surrogate pair becomes U+FFFD, and half a unit at the end is dropped.
pub(super) struct Utf16<R> {
    input: R,
    order: Order,
    /// Bytes read and not converted: less than a character.
    rest: Vec<u8>,
    text: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf16<R> {
    pub(super) fn new(input: R, order: Order) -> Utf16<R> {
        Utf16 { input, order, rest: Vec::new(), text: Vec::new(), given: 0 }
    }

    /// Converts the next block; false at the end.
    fn convert(&mut self) -> io::Result<bool> {
        let kept = self.rest.len();
        self.rest.resize(kept + BLOCK, 0);
        let read = self.input.read(&mut self.rest[kept..])?;
        self.rest.truncate(kept + read);
        self.text.clear();
        self.given = 0;
        let ended = read == 0;
        let units: Vec<u16> = self.rest.chunks_exact(2).map(|pair| self.order.unit([pair[0], pair[1]])).collect();
        // The first half of a pair waits for the second.
        let waits = !ended && units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit));
        let whole = units.len() - usize::from(waits);
        for character in char::decode_utf16(units[..whole].iter().copied()) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        self.rest.drain(..whole * 2);
        Ok(!ended || !self.text.is_empty())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if !self.convert()? {
                return Ok(0);
            }
        }
        let read = (&self.text[self.given..]).read(buffer)?;
        self.given += read;
        Ok(read)
    }
}
