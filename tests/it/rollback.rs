//! Roll-back instructions: derived, exact and proven.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod derived;
mod host;
mod plans;
mod proof;
mod scripts;
mod steps;
mod trouble;
mod warnings;
mod words;
