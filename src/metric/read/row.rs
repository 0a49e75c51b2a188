//! The fields of one row, by slot: read once, allocation-free after the first rows.

use std::ops::Range;

/// The slot of the row's time.
pub(super) const TIME: usize = 0;

/// Where the text of a field lies.
#[derive(Clone, Copy, Debug)]
enum Slot {
    Absent,
    /// In the record as it was read.
    Raw(u32, u32),
    /// In the row's own bytes, with quotes and escapes undone.
    Own(u32, u32),
}

/// The names of the fields that are asked for; their places are the slots.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    /// The first is the time's: empty where it is to be found by name.
    pub(super) names: Vec<String>,
}

impl Fields {
    pub(super) fn new(time: Option<&str>) -> Fields {
        Fields { names: vec![time.unwrap_or_default().to_owned()] }
    }

    /// Returns the slot of a field, adding it when it is new.
    pub(super) fn slot(&mut self, name: &str) -> usize {
        if let Some(place) = self.names[1..].iter().position(|known| known == name) {
            return place + 1;
        }
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    /// Returns the slots that a field of this name fills: its own, and the time's if that is its name.
    pub(super) fn slots_of<'a>(&'a self, name: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let known = move |(_, known): &(usize, &String)| {
            known.len() == name.len() && known.as_bytes() == name && !name.is_empty()
        };
        self.names.iter().enumerate().filter(known).map(|(slot, _)| slot)
    }
}

/// The fields of one row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    slots: Vec<Slot>,
    own: Vec<u8>,
}

impl Row {
    /// Returns a row without any field.
    pub(super) fn new(slots: usize) -> Row {
        Row { slots: vec![Slot::Absent; slots], own: Vec::new() }
    }

    /// Makes every field absent.
    pub(super) fn clear(&mut self) {
        self.slots.fill(Slot::Absent);
        self.own.clear();
    }

    /// Points a field at a part of the record.
    pub(super) fn set_raw(&mut self, slot: usize, range: Range<usize>) {
        self.slots[slot] = Slot::Raw(range.start as u32, range.end as u32);
    }

    /// Copies text into a field.
    pub(super) fn set_own(&mut self, slot: usize, text: &[u8]) {
        let start = self.own.len() as u32;
        self.own.extend_from_slice(text);
        self.slots[slot] = Slot::Own(start, self.own.len() as u32);
    }

    /// Lets `write` append a field's text to the row's own bytes; when it fails, the field is absent.
    pub(super) fn set_with(&mut self, slot: usize, write: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Option<()> {
        let start = self.own.len() as u32;
        let written = write(&mut self.own);
        self.slots[slot] = match written {
            Some(()) => Slot::Own(start, self.own.len() as u32),
            None => Slot::Absent,
        };
        written
    }

    /// Makes a field absent.
    pub(super) fn unset(&mut self, slot: usize) {
        self.slots[slot] = Slot::Absent;
    }

    /// Returns whether a field is there.
    pub(super) fn has(&self, slot: usize) -> bool {
        !matches!(self.slots[slot], Slot::Absent)
    }

    /// Returns the fields for reading, with the record that they were read from.
    pub(super) fn cells<'a>(&'a self, raw: &'a [u8]) -> Cells<'a> {
        Cells { raw, row: self }
    }
}

/// The fields of one row, for reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'a> {
    raw: &'a [u8],
    row: &'a Row,
}

impl<'a> Cells<'a> {
    /// Returns the text of a field, `None` when it is absent.
    pub(super) fn get(self, slot: usize) -> Option<&'a [u8]> {
        match self.row.slots[slot] {
            Slot::Absent => None,
            Slot::Raw(start, end) => self.raw.get(start as usize..end as usize),
            Slot::Own(start, end) => self.row.own.get(start as usize..end as usize),
        }
    }
}
