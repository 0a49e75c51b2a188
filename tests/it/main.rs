//! The one integration binary.

mod stats;
