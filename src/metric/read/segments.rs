//! The names of segments, each kept once.

use std::collections::HashMap;
use std::sync::Arc;

use crate::metric::hash::{Prehashed, hash};

/// How many segments of one metric are told apart; the rest count for all traffic only.
const MOST: usize = 10_000;

/// Numbers segments from 1 in the order met; 0 is for rows without one.
#[derive(Debug, Default)]
pub(super) struct Segments {
    names: Vec<Arc<str>>,
    numbers: HashMap<u64, usize, Prehashed>,
    last: (u64, usize),
    overflowed: bool,
}

impl Segments {
    /// Returns the number of a segment; 0 once there are too many.
    pub(super) fn number(&mut self, name: &[u8]) -> usize {
        let key = hash(name);
        if self.last.1 > 0 && self.last.0 == key {
            return self.last.1;
        }
        let Some(number) = self.numbers.get(&key).copied().or_else(|| self.add(key, name)) else { return 0 };
        self.last = (key, number);
        number
    }

    fn add(&mut self, key: u64, name: &[u8]) -> Option<usize> {
        let Ok(text) = std::str::from_utf8(name) else {
            // Names that differ only in what cannot be shown are one segment.
            return Some(self.number(String::from_utf8_lossy(name).as_bytes())).filter(|number| *number > 0);
        };
        if self.names.len() == MOST {
            self.overflowed = true;
            return None;
        }
        self.names.push(text.into());
        self.numbers.insert(key, self.names.len());
        Some(self.names.len())
    }

    /// Returns whether there were too many.
    pub(super) fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Returns the names: that of number n at place n - 1.
    pub(super) fn into_names(self) -> Vec<Arc<str>> {
        self.names
    }
}
