//! One binary of integration tests: each module is a part of the program, each test a sentence about it.

mod mistakes;
mod plan;
