//! A small seeded source of chance: the same seed gives the same numbers on every machine.
//!
//! Only sums, products and comparisons of numbers are used, which every machine rounds alike;
//! logarithms and exponentials are not, and stand here as a table.

/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
pub struct Random(u64);

impl Random {
    /// Returns a source that starts from this seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// Returns 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns true this often, as a share.
    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// Returns a whole number from `least` to `most`, both possible.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + (self.unit() * (most - least + 1) as f64) as i64
    }

    /// Returns a duration of this median, spread as durations of requests are: a long tail to the right.
    pub fn duration(&mut self, median: f64) -> i64 {
        let place = self.unit() * (DURATIONS.len() - 1) as f64;
        let below = place as usize;
        let rest = place - below as f64;
        let factor = DURATIONS[below] * (1.0 - rest) + DURATIONS[below + 1] * rest;
        (median * factor).round() as i64
    }
}

/// Quantiles 0/32, 1/32 … 32/32 of a log-normal distribution of median 1 and sigma 0.45, its ends cut off.
const DURATIONS: [f64; 33] = [
    0.25, 0.432, 0.501, 0.553, 0.596, 0.635, 0.671, 0.705, 0.738, 0.771, 0.803, 0.835, 0.866, 0.899, 0.932, 0.965, 1.0,
    1.036, 1.073, 1.113, 1.154, 1.198, 1.245, 1.297, 1.355, 1.418, 1.490, 1.575, 1.678, 1.809, 1.995, 2.313, 3.2,
];
