//! The plan of a rollout: TOML as written, with its places, to a checked value.

mod agreed;
pub mod bound;
pub mod model;
mod read;
mod rollout;

pub use model::*;
pub use read::read;
pub use rollout::{Rollout, read_rollout};
