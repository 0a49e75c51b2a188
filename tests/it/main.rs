//! The tests that use the crate as others do.

mod metric;
