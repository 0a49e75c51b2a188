//! One binary of integration tests: each module is a part of the program, each test a sentence about it.

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
mod markup;
mod metric;
mod mistakes;
mod pages;
mod palette;
mod plan;
mod plans;
mod reasons;
mod rollback;
mod sample;
mod stats;
mod tidy;
mod words;
