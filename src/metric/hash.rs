//! One fixed, fast 64-bit hash of bytes: the same on every machine and in every run.

use std::hash::{BuildHasherDefault, Hasher};

/// Odd constants with well mixed bits: the first digits of the golden ratio and of the square root of 3.
const SEEDS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xbb67_ae85_84ca_a73b];

/// Returns a hash of bytes: equal bytes, equal hash; among a billion others, chances of a clash are one in 10^10 each.
///
/// It withstands accidents, not an adversary.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut state = fold(SEEDS[0] ^ bytes.len() as u64, SEEDS[1]);
    let mut chunks = bytes.chunks_exact(16);
    for chunk in &mut chunks {
        state = fold(word(&chunk[..8]) ^ state, word(&chunk[8..]) ^ SEEDS[0]);
    }
    let rest = chunks.remainder();
    let (low, high) = rest.split_at(rest.len().min(8));
    fold(fold(word(low) ^ state, word(high) ^ SEEDS[1]), SEEDS[0] ^ state)
}

/// Returns up to eight bytes as a number, little-endian.
fn word(bytes: &[u8]) -> u64 {
    if let Ok(bytes) = bytes.try_into() {
        return u64::from_le_bytes(bytes);
    }
    let mut padded = [0; 8];
    padded[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(padded)
}

/// Multiplies to 128 bits and folds the halves: every bit of the arguments reaches every bit of the result.
fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The hasher of maps whose keys hold a hash already.
pub type Prehashed = BuildHasherDefault<PrehashedHasher>;

/// Mixes the few numbers that a key consists of.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrehashedHasher(u64);

impl Hasher for PrehashedHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = fold(self.0 ^ SEEDS[0], hash(bytes));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = fold(self.0 ^ number ^ SEEDS[0], SEEDS[1]);
    }
}
