//! One integration binary: one module for each part.

mod plans;
mod stats;
