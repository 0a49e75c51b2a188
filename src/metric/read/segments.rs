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
        let number = match self.numbers.get(&key) {
            Some(number) => *number,
            None if self.names.len() == MOST => {
                self.overflowed = true;
                return 0;
            }
            None => {
                self.names.push(String::from_utf8_lossy(name).into());
                self.numbers.insert(key, self.names.len());
                self.names.len()
            }
        };
        self.last = (key, number);
        number
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
