//! One binary of integration tests: each module is a part of the program, each test a sentence about it.

mod chart;
mod checklist;
mod day;
mod grammar;
mod journal;
mod log;
mod metric;
mod mistakes;
mod pages;
mod palette;
mod plan;
mod plans;
mod reasons;
mod sample;
mod stats;
mod tidy;
mod words;
