//! Black-box tests of every part.

mod chart;
mod pages;
mod palette;
mod reasons;
mod sample;
mod words;
