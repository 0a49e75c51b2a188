//! Reports: from a judgement to the one value, and from it to every face.

pub mod badge;
pub mod changes;
pub mod feed;
pub mod figure;
pub mod format;
pub mod history;
pub mod markdown;
pub mod missing;
pub mod model;
pub mod page;
pub mod portfolio;
pub mod reason;
pub(crate) mod words;

pub use model::*;
