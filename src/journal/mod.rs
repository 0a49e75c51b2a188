//! The journal, log.toml: what happened, and from it what phase we are in and since when.

mod append;
pub mod model;
mod read;
pub mod timeline;

pub use append::{AppendError, Appended, append};
pub use model::*;
pub use read::{Recorded, Subjects, read};
pub use timeline::{Ending, Run, Timeline};
