//! The disk: folders to sources and tallies, sites and edits to files. Writes are atomic; what is read is not trusted.

mod cache;
mod edit;
mod error;
mod export;
mod find;
mod rollout;
pub mod site;

mod write;

pub use edit::{Edited, edit};
pub use error::Error;
pub use find::{Found, find, home};
pub use rollout::{Files, Rollout, read};
