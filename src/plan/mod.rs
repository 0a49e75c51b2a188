//! The plan of a rollout: TOML as written, with its places, to a checked value.

pub mod bound;
pub mod model;
mod read;

pub use model::*;
pub use read::read;
