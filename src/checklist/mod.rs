//! Checklists: lists, items, ticks. TOML to a value; text to text with one item changed.

pub mod model;
mod read;

pub use model::*;
pub use read::read;
