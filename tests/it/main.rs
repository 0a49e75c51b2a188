//! One integration binary: every part of the program through its public surface.

mod rollback;
