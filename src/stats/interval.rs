//! Intervals: what is still believable.

/// The values that are still believable, both ends included; an open end is infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The least.
    pub lower: f64,
    /// The greatest.
    pub upper: f64,
}

impl Interval {
    /// Every share: what is believable of a rate before any data.
    pub const UNIT: Interval = Interval { lower: 0.0, upper: 1.0 };
    /// Every number.
    pub const ALL: Interval = Interval { lower: f64::NEG_INFINITY, upper: f64::INFINITY };

    /// Returns the interval of this width around a centre, [`Interval::ALL`] where either is NaN.
    pub fn around(centre: f64, half_width: f64) -> Interval {
        let (lower, upper) = (centre - half_width, centre + half_width);
        if lower.is_nan() || upper.is_nan() { Interval::ALL } else { Interval { lower, upper } }
    }
}
