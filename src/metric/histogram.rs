//! Histograms of three significant digits: what any engine can compute, and what merges exactly.

use std::collections::BTreeMap;

/// Counts of values by bucket; the bucket's number orders as its values do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histogram {
    /// Count by bucket: see the functions of this module for its edges.
    pub counts: BTreeMap<i32, u64>,
}
