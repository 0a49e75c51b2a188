//! Reports: from a judgement to the one value, and from it to every face.

pub mod figure;
pub mod format;
pub mod markdown;
pub mod model;
pub mod page;
pub mod reason;
pub(crate) mod words;

pub use model::*;
