//! The arithmetic of evidence, held against other libraries, against extremes, and against what must always hold.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod extremes;
mod pairs;
mod properties;
mod vectors;
