//! Undoes overlapping exports, by count: a line is kept as often as in the pass that has most of it.
//!
//! Equal lines have equal times, and a pass runs through time in one direction. So hashes are kept by minute, and a
//! minute that only one pass has touched needs nothing but a list of them: eight bytes a row, no look-ups.

use std::collections::{HashMap, HashSet};

use super::recent::Recent;
use crate::metric::hash::Prehashed;
use crate::source::Moment;

/// Nanoseconds: a jump against the order of a file that is longer begins a new pass.
const JUMP: i64 = 60_000_000_000;

/// Finds rows that were read before.
#[derive(Debug)]
pub(super) enum Duplicates {
    Off,
    Rows(Box<RowDuplicates>),
    /// The values of the field in this slot that were seen, hashed.
    Ids(usize, HashSet<u64, Prehashed>),
}

/// Counts equal lines over passes.
#[derive(Debug, Default)]
pub(super) struct RowDuplicates {
    order: Order,
    pass: u32,
    minutes: Recent<i64, Minute>,
}

/// The lines of one minute.
#[derive(Debug)]
enum Minute {
    /// Hashes of the lines of the only pass so far.
    Once { pass: u32, hashes: Vec<u64> },
    /// How often each line was kept, and how often seen in the pass that saw it last.
    Often(HashMap<u64, Seen, Prehashed>),
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    kept: u32,
    pass: u32,
    in_pass: u32,
}

/// Which way a file runs through time: as most of its steps so far.
#[derive(Debug, Default)]
struct Order {
    last: Option<Moment>,
    up: u64,
    down: u64,
}

impl Order {
    /// Takes a step; true when it is a jump against the order.
    fn step(&mut self, moment: Moment) -> bool {
        let Some(last) = self.last.replace(moment) else { return false };
        match moment.cmp(&last) {
            std::cmp::Ordering::Equal => return false,
            std::cmp::Ordering::Greater => self.up += 1,
            std::cmp::Ordering::Less => self.down += 1,
        }
        let (before, after) = if self.up >= self.down { (moment, last) } else { (last, moment) };
        after.0.saturating_sub(before.0) > JUMP
    }
}

impl RowDuplicates {
    /// Begins a file, which is a pass of its own.
    pub(super) fn begin_file(&mut self) {
        self.order = Order::default();
        self.pass += 1;
    }

    /// Notes where in time the next row is, in the grid or not.
    pub(super) fn step(&mut self, moment: Moment) {
        if self.order.step(moment) {
            self.pass += 1;
        }
    }

    /// Returns whether a line at a moment is one that another pass had: it is to be dropped.
    pub(super) fn is_duplicate(&mut self, moment: Moment, hash: u64) -> bool {
        let pass = self.pass;
        let minute = self.minutes.entry(moment.seconds().div_euclid(60), || Minute::Once { pass, hashes: Vec::new() });
        minute.is_duplicate(self.pass, hash)
    }
}

impl Minute {
    fn is_duplicate(&mut self, current: u32, hash: u64) -> bool {
        match self {
            Minute::Once { pass, hashes } if *pass == current => {
                hashes.push(hash);
                false
            }
            Minute::Once { pass, hashes } => {
                let mut lines: HashMap<u64, Seen, Prehashed> = HashMap::default();
                for hash in std::mem::take(hashes) {
                    lines.entry(hash).or_default().see(*pass);
                }
                let duplicate = lines.entry(hash).or_default().see(current);
                *self = Minute::Often(lines);
                duplicate
            }
            Minute::Often(lines) => lines.entry(hash).or_default().see(current),
        }
    }
}

impl Seen {
    /// Sees the line once more; false when this pass now has more of it than any before.
    fn see(&mut self, pass: u32) -> bool {
        if self.pass != pass {
            self.pass = pass;
            self.in_pass = 0;
        }
        self.in_pass += 1;
        let more = self.in_pass > self.kept;
        self.kept = self.kept.max(self.in_pass);
        !more
    }
}
