//! Metrics: the grammar of values, the readers of exports, and the tallies they are summed into.

mod exact;
pub mod export;
pub mod grammar;
pub mod hash;
pub mod histogram;
pub mod moments;
pub mod read;
pub mod tally;
pub mod unit;
pub mod value;

pub use export::{ArmRule, Dedupe, Export, Format, Metric};
pub use tally::{Arm, Cell, Grid, Series};
