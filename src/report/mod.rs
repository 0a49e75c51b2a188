//! Reports: from a judgement to the one value, and from it to every face.

pub mod format;
pub mod markdown;
pub mod model;
pub mod reason;
pub(crate) mod words;

pub use model::*;
