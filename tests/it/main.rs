//! One integration binary: every part of the program through its public surface.

mod chart;
mod format;
mod markdown;
mod pages;
mod palette;
mod reasons;
mod rollback;
mod sample;
mod words;
