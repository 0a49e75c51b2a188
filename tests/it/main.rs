//! Black-box tests of every part.

mod chart;
mod palette;
