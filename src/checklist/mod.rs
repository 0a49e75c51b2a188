//! Checklists: lists, items, ticks. TOML to a value; text to text with one item changed.

pub mod model;

pub use model::*;
