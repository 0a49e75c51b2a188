//! Reading exports into tallies, through the public surface.

mod csv;
mod dedupe;
mod histogram;
mod kit;
mod merge;
mod moments;
mod rows;
