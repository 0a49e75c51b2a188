//! One binary of integration tests: each module is a part of the program, each test a sentence about it.

mod cases;
mod chart;
mod metric;
mod pages;
mod plan;
mod plans;
mod reasons;
mod sample;
mod stats;
mod words;
