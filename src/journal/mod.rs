//! The journal, log.toml: what happened, and from it what phase we are in and since when.

pub mod model;
pub mod timeline;

pub use model::*;
pub use timeline::{Ending, Run, Timeline};
