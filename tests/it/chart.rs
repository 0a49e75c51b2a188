//! Charts: what a reader sees, and what must never happen whatever the data.

mod gallery;
mod samples;
