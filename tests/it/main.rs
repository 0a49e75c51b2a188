//! One binary of integration tests: each module is a part of the program, each test a sentence about it.

mod checklist;
mod grammar;
mod journal;
mod mistakes;
mod plan;
