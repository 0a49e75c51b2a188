//! One integration binary; a file a part.

mod pages;
mod reasons;
mod sample;
mod words;
