//! The plan of a rollout: TOML as written, with its places, to a checked value.

pub mod model;

pub use model::*;
