//! The commands that append to log.toml, through the real binary.

mod choice;
mod entries;
mod history;
mod kit;
mod order;
mod writers;
