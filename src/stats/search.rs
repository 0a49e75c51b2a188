//! Searches: where something first holds, and where a sum is least.

/// How much less than found a sum may still be: far below what any verdict can tell apart, in nats.
const SLACK: f64 = 1e-10;

/// Returns the two neighbouring numbers between which `reached` turns from false to true.
///
/// `reached` is taken to be false at `low`, true at `high`, and to turn once between them. Halves the floats
/// between the two, not their distance, so that tiny numbers are found as exactly as large ones, in 64 steps at most.
pub fn turn(low: f64, high: f64, mut reached: impl FnMut(f64) -> bool) -> (f64, f64) {
    let (mut low, mut high) = (order(low), order(high));
    while high > low && high - low > 1 {
        let middle = low + (high - low) / 2;
        if reached(unorder(middle)) { high = middle } else { low = middle }
    }
    (unorder(low), unorder(high))
}

/// Returns the least whole number of `low..=high` from which on `reached` is true, `None` where it is not even at
/// `high`.
pub fn first(low: u64, high: u64, mut reached: impl FnMut(u64) -> bool) -> Option<u64> {
    let (mut least, mut past) = (low, high);
    if least > past || !reached(past) {
        return None;
    }
    while least < past {
        let middle = least + (past - least) / 2;
        if reached(middle) { past = middle } else { least = middle + 1 }
    }
    Some(past)
}

/// Returns the least of `falling(i) + rising(i)` for `i` in `0..count`, infinity when `count` is 0.
///
/// A stretch is passed over when what the one falls to and the other rises from is no less than what was found
/// already, so that few of the `count` sums are computed. Exact to 1e-10.
pub fn least_sum(count: usize, falling: impl Fn(usize) -> f64, rising: impl Fn(usize) -> f64) -> f64 {
    let Some(last) = count.checked_sub(1) else { return f64::INFINITY };
    let at = |index| (index, falling(index), rising(index));
    let (start, end) = (at(0), at(last));
    let mut least = (start.1 + start.2).min(end.1 + end.2);
    let mut stretches = vec![(start, end)];
    while let Some((start, end)) = stretches.pop() {
        if end.0 - start.0 < 2 || end.1 + start.2 >= least - SLACK {
            continue;
        }
        let middle = at(start.0 + (end.0 - start.0) / 2);
        least = least.min(middle.1 + middle.2);
        let (early, late) = ((start, middle), (middle, end));
        if middle.1 + start.2 < end.1 + middle.2 {
            stretches.extend([late, early]);
        } else {
            stretches.extend([early, late]);
        }
    }
    least
}

/// Returns the least value of a function that falls, then rises, between two arguments, by golden section.
pub fn least_between(low: f64, high: f64, steps: usize, value: impl Fn(f64) -> f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let (mut low, mut high) = (low, high);
    let (mut left, mut right) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_left, mut at_right) = (value(left), value(right));
    let mut least = at_left.min(at_right);
    for _ in 0..steps {
        if at_left <= at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - GOLDEN * (high - low);
            at_left = value(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + GOLDEN * (high - low);
            at_right = value(right);
        }
        least = least.min(at_left).min(at_right);
    }
    least
}

/// The bit of a float that says that it is negative.
const SIGN: u64 = 1 << 63;

/// Returns a float's place among all floats.
fn order(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

/// Returns the float at a place.
fn unorder(place: u64) -> f64 {
    f64::from_bits(if place & SIGN == 0 { !place } else { place & !SIGN })
}
