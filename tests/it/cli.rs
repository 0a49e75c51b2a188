//! The command line, through the real binary: what people type, see and get back.

mod builds;
mod exits;
mod helps;
mod sandbox;
mod ticks;
