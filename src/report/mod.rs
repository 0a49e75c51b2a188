//! Reports: from a judgement to the one value, and from it to every face.

pub mod model;

pub use model::*;
