//! One binary of integration tests: each module is a part of the program, each test a sentence about it.
#![allow(clippy::unwrap_used, clippy::print_stderr)] // a test that cannot go on has failed, one that skips says so

mod cases;
mod chart;
mod checklist;
mod cli;
mod day;
mod format;
mod grammar;
mod journal;
mod log;
mod markdown;
mod metric;
mod mistakes;
mod pages;
mod palette;
mod plan;
mod plans;
mod properties;
mod real;
mod reasons;
mod rollback;
mod sample;
mod stats;
mod tidy;
mod words;
