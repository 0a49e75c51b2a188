//! Reading exports into tallies, through the public surface.

#![allow(clippy::print_stderr, clippy::unwrap_used)]

mod csv;
mod dedupe;
mod histogram;
mod jsonl;
mod kit;
mod log;
mod merge;
mod moments;
mod packed;
mod real;
mod robust;
mod rows;
mod times;
