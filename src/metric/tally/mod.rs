//! Tallies: what the rows of an export sum up to, per bucket of time, arm and segment.
//!
//! Merging tallies in any order gives the same tally.

mod assignment;
mod cell;
mod grid;
mod presence;
mod series;

pub use assignment::{Assignment, UnitSeen, UnitStep};
pub use cell::Cell;
pub use grid::Grid;
pub use presence::{Hour, Presence};
pub use series::{Rows, Series, Track};

/// Which code served a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arm {
    /// The change.
    Candidate,
    /// What it is compared with.
    Baseline,
}

impl Arm {
    /// Both arms, in the order of every pair of counts in a tally.
    pub const ALL: [Arm; 2] = [Arm::Candidate, Arm::Baseline];

    /// Returns its place in a pair of counts: 0 for the candidate, 1 for the baseline.
    pub fn index(self) -> usize {
        match self {
            Arm::Candidate => 0,
            Arm::Baseline => 1,
        }
    }
}
