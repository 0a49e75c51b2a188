//! Count, sum, sum of squares, least and greatest, independent of the order of the values.

/// The moments of a set of finite values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// How many.
    pub count: u64,
}
