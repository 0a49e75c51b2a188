//! Checklists: lists, items, ticks. TOML to a value; text to text with one item changed.

pub mod edit;
mod find;
pub mod model;
mod read;

pub use find::Lookup;
pub use model::*;
pub use read::read;
