//! The journal, log.toml: what happened, and from it what phase we are in and since when.

mod append;
pub mod model;
<<<<<<< HEAD
pub mod timeline;
=======
mod read;
>>>>>>> plan

pub use append::{AppendError, Appended, append};
pub use model::*;
<<<<<<< HEAD
pub use timeline::{Ending, Run, Timeline};
=======
pub use read::{Recorded, Subjects, read};
>>>>>>> plan
