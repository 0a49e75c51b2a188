//! Verdicts: from a plan and the facts to a judgement. Total: doubt is a finding that holds, never an error, never a go.

pub mod model;

pub use model::*;
