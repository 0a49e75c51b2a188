//! Exact sums of floating-point numbers: the order of the terms leaves no trace.

/// Bits in a digit.
const BITS: i32 = 32;
/// How many additions a digit takes before carries must be passed on.
const ROOM: u32 = 1 << 30;

/// The exact sum of f64s and of products of two f64s.
///
/// The number is the sum of digits\[i\] x 2^(32 x (low + i)); digits may be negative and larger than 32 bits until
/// carries are passed on. Typical data needs two to five digits, any data at most 135.
#[derive(Clone, Debug, Default)]
pub struct ExactSum {
    low: i32,
    digits: Vec<i64>,
    /// Additions since carries were passed on.
    pending: u32,
}

impl ExactSum {
    /// Adds a number. Shape: finite.
    pub fn add(&mut self, value: f64) {
        let (mantissa, exponent) = decompose(value);
        self.add_bits(mantissa, exponent, value.is_sign_negative());
    }

    /// Adds the exact product of two numbers. Shape: finite.
    pub fn add_product(&mut self, left: f64, right: f64) {
        let (left_mantissa, left_exponent) = decompose(left);
        let (right_mantissa, right_exponent) = decompose(right);
        let product = u128::from(left_mantissa) * u128::from(right_mantissa);
        let exponent = left_exponent + right_exponent;
        let negative = left.is_sign_negative() != right.is_sign_negative();
        self.add_bits(product as u64, exponent, negative);
        self.add_bits((product >> 64) as u64, exponent + 64, negative);
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &ExactSum) {
        let mut other = other.clone();
        other.carry();
        self.carry();
        if other.digits.is_empty() {
            return;
        }
        let start = self.reach(other.low, other.digits.len());
        for (digit, more) in self.digits[start..].iter_mut().zip(&other.digits) {
            *digit += more;
        }
        self.pending = 2;
    }

    /// Returns the f64 nearest to the sum; infinity beyond the greatest.
    pub fn value(&self) -> f64 {
        let mut sum = self.clone();
        sum.carry();
        let negative = sum.digits.last().is_some_and(|digit| *digit < 0);
        let digits = sum.digits.iter().rev().map(|digit| digit.unsigned_abs());
        let (mut head, mut sticky) = (0_u128, false);
        for (place, digit) in digits.enumerate() {
            // Four digits hold 97 significant bits or more: all that rounding to 53 can see, with the rest as one bit.
            if place < 4 { head = head << BITS | u128::from(digit) } else { sticky |= digit != 0 }
        }
        let skipped = sum.digits.len().saturating_sub(4) as i32;
        let magnitude = scale((head | u128::from(sticky)) as f64, (sum.low + skipped) * BITS);
        if negative { -magnitude } else { magnitude }
    }

    /// Returns f64s, largest first, whose exact sum is this one, as far as f64s reach; empty for 0.
    pub fn parts(&self) -> Vec<f64> {
        let mut rest = self.clone();
        let mut parts = Vec::new();
        loop {
            let part = rest.value();
            if part == 0.0 || !part.is_finite() {
                return parts;
            }
            rest.add(-part);
            parts.push(part);
        }
    }

    fn add_bits(&mut self, mantissa: u64, exponent: i32, negative: bool) {
        if mantissa == 0 {
            return;
        }
        let shifted = u128::from(mantissa) << exponent.rem_euclid(BITS);
        let start = self.reach(exponent.div_euclid(BITS), 3);
        for (place, digit) in self.digits[start..start + 3].iter_mut().enumerate() {
            let part = i64::from((shifted >> (BITS as usize * place)) as u32);
            *digit += if negative { -part } else { part };
        }
        self.pending += 1;
        if self.pending >= ROOM {
            self.carry();
        }
    }

    /// Makes room for digits from `low` on and returns the place of the first of them.
    fn reach(&mut self, low: i32, length: usize) -> usize {
        if self.digits.is_empty() {
            self.low = low;
        }
        if low < self.low {
            let missing = (self.low - low) as usize;
            self.digits.splice(..0, std::iter::repeat_n(0, missing));
            self.low = low;
        }
        let start = (low - self.low) as usize;
        if self.digits.len() < start + length {
            self.digits.resize(start + length, 0);
        }
        start
    }

    /// Passes carries on: afterwards all digits have the sum's sign and 32 bits, and neither end is 0.
    fn carry(&mut self) {
        self.pass_carries();
        if self.digits.last().is_some_and(|digit| *digit < 0) {
            // A negative sum has one negative digit now, the top one: negate, carry again, negate back.
            self.negate();
            self.pass_carries();
            self.negate();
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.low = if self.digits.is_empty() { 0 } else { self.low + zeros as i32 };
        self.pending = 1;
    }

    /// Leaves every digit but the top one within 0 and 2^32.
    fn pass_carries(&mut self) {
        let mut carry = 0;
        for digit in &mut self.digits {
            let sum = *digit + carry;
            *digit = sum & i64::from(u32::MAX);
            carry = sum >> BITS;
        }
        if carry != 0 {
            self.digits.push(carry);
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
    }

    fn negate(&mut self) {
        for digit in &mut self.digits {
            *digit = -*digit;
        }
    }
}

/// Sums are equal when the numbers are.
impl PartialEq for ExactSum {
    fn eq(&self, other: &ExactSum) -> bool {
        let (mut left, mut right) = (self.clone(), other.clone());
        left.carry();
        right.carry();
        left.low == right.low && left.digits == right.digits
    }
}

/// Returns the mantissa and the exponent of two whose product is the value's magnitude.
fn decompose(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match ((bits >> 52) & 0x7ff) as i32 {
        0 => (fraction, -1074),
        exponent => (fraction | 1 << 52, exponent - 1075),
    }
}

/// Returns value x 2^exponent.
fn scale(mut value: f64, mut exponent: i32) -> f64 {
    while exponent != 0 && value != 0.0 && value.is_finite() {
        let step = exponent.clamp(-1000, 1000);
        value *= f64::from_bits(((step + 1023) as u64) << 52);
        exponent -= step;
    }
    value
}
