//! Roll-back instructions: derived, exact and proven.

mod derived;
mod host;
mod plans;
mod proof;
mod scripts;
mod steps;
mod trouble;
mod warnings;
mod words;
