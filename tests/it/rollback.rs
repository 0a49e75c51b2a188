//! Roll-back instructions: derived, exact and proven.

mod derived;
mod host;
mod plans;
mod scripts;
mod steps;
mod warnings;
mod words;
