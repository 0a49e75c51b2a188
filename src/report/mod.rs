//! Reports: from a judgement to the one value, and from it to every face.

pub mod chronicle;
pub mod entry;
pub mod figure;
pub mod format;
pub mod json;
pub mod markdown;
pub mod model;
pub mod page;
pub mod reason;
pub mod site;
pub mod terminal;
mod trace;
pub(crate) mod words;

pub use model::*;
pub use trace::traces;
