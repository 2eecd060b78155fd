//! Division with Python's signs, correctly rounded true division, gcd and lcm.

use super::bits::{low_bits_nonzero, magnitude_bit, magnitude_shr_u64};
use super::{BigInt, Sign, bit_length, is_negative};
use crate::float::ldexp;
use crate::{Error, Result};
use dashu_int::ops::{Abs, DivRem, Gcd};

/// Quotient rounded towards minus infinity, and a remainder with the divisor's sign. Errors: division by zero.
pub fn divmod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    if b.is_zero() {
        return Err(Error::zero_division("integer division or modulo by zero"));
    }
    let (mut q, mut r) = a.div_rem(b);
    if !r.is_zero() && is_negative(&r) != is_negative(b) {
        q -= BigInt::ONE;
        r += b;
    }
    Ok((q, r))
}

/// `a // b`. Errors: division by zero.
pub fn floor_div(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() {
        return Err(Error::zero_division("integer division or modulo by zero"));
    }
    if is_negative(a) == is_negative(b) {
        return Ok(a / b);
    }
    divmod(a, b).map(|(q, _)| q)
}

/// `a % b`, with the sign of `b`. Errors: division by zero.
pub fn modulo(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() {
        return Err(Error::zero_division("integer modulo by zero"));
    }
    let mut r = a % b;
    if !r.is_zero() && is_negative(&r) != is_negative(b) {
        r += b;
    }
    Ok(r)
}

/// `a / b` as the nearest float, ties to even. Errors: division by zero, `OverflowError`.
pub fn true_div(a: &BigInt, b: &BigInt) -> Result<f64> {
    if b.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    let negative = is_negative(a) != is_negative(b);
    let sign = if negative { -1.0 } else { 1.0 };
    if a.is_zero() {
        return Ok(0.0 * sign);
    }
    let (a_bits, b_bits) = (bit_length(a), bit_length(b));
    if a_bits <= 53 && b_bits <= 53 {
        let exact = |x: &BigInt| magnitude_shr_u64(x, 0) as f64;
        return Ok(sign * (exact(a) / exact(b)));
    }
    let difference = a_bits as i64 - b_bits as i64;
    if difference > 1024 {
        return Err(Error::overflow("integer division result too large for a float"));
    }
    if difference < -1076 {
        return Ok(0.0 * sign);
    }
    // A quotient of 55 or 56 bits (fewer where the result is subnormal); what is cut off only matters as
    // "something": the sticky bit.
    let shift = difference.max(-1021) - 55;
    let (a, b) = (a.clone().abs(), b.clone().abs());
    let (numerator, denominator) = if shift >= 0 { (a, b << shift as usize) } else { (a << (-shift) as usize, b) };
    let (q, r) = numerator.div_rem(denominator);
    let mut quotient = u64::try_from(&q).expect("a quotient of at most 56 bits");
    if !r.is_zero() {
        quotient |= 1;
    }
    let bits = i64::from(64 - quotient.leading_zeros());
    let extra = (bits.max(-1021 - shift) - 53) as u32;
    let rounded = round_half_even(quotient, extra);
    let result = ldexp(rounded as f64, shift);
    if result.is_infinite() {
        return Err(Error::overflow("integer division result too large for a float"));
    }
    Ok(sign * result)
}

/// `q` rounded to a multiple of `2^extra`, ties to even. Bit 0 of `q` stands for everything below it.
fn round_half_even(q: u64, extra: u32) -> u64 {
    let unit = 1u64 << extra;
    let low = q & (unit - 1);
    let base = q - low;
    let half = unit / 2;
    if low > half || (low == half && base & unit != 0) { base + unit } else { base }
}

/// The greatest common divisor, never negative; `gcd(0, 0)` is 0.
pub fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    if a.is_zero() {
        return b.clone().abs();
    }
    if b.is_zero() {
        return a.clone().abs();
    }
    BigInt::from(a.gcd(b))
}

/// The least common multiple, never negative. Errors: `MemoryError` above `max_bits`.
pub fn lcm(a: &BigInt, b: &BigInt, max_bits: usize) -> Result<BigInt> {
    if a.is_zero() || b.is_zero() {
        return Ok(BigInt::ZERO);
    }
    if bit_length(a).saturating_add(bit_length(b)) > max_bits.saturating_add(1) {
        return Err(Error::too_large());
    }
    Ok((a / gcd(a, b) * b).abs())
}

/// The magnitude of `a` as the nearest float with ties to even, or `None` above the largest float.
pub(super) fn magnitude_to_f64(a: &BigInt) -> Option<f64> {
    let bits = bit_length(a);
    if bits <= 64 {
        return Some(magnitude_shr_u64(a, 0) as f64);
    }
    if bits > 1024 {
        return None;
    }
    let shift = bits - 64;
    let mut top = magnitude_shr_u64(a, shift);
    if low_bits_nonzero(a, shift) {
        top |= 1;
    }
    debug_assert!(magnitude_bit(a, bits - 1));
    // The cast rounds 64 bits to 53, ties to even; the low bit stands for what was cut off.
    let value = ldexp(top as f64, shift as i64);
    value.is_finite().then_some(value)
}

/// The sign as a factor.
pub(super) fn sign_factor(a: &BigInt) -> f64 {
    match a.sign() {
        Sign::Positive => 1.0,
        Sign::Negative => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn b(s: &str) -> BigInt {
        s.parse().unwrap()
    }

    #[test]
    fn true_division_as_cpython() {
        let big = BigInt::from(10).pow(400);
        assert_eq!(true_div(&big, &(&big + BigInt::ONE)).unwrap(), 1.0);
        assert_eq!(true_div(&b("1"), &big).unwrap(), 0.0);
        assert!(true_div(&b("-1"), &big).unwrap().is_sign_negative());
        assert_eq!(true_div(&big, &b("3")).unwrap_err().message, "integer division result too large for a float");
        assert_eq!(
            true_div(&b("123456789012345678901234567890"), &b("-987654321")).unwrap(),
            -1.249_999_988_734_375e20
        );
        assert_eq!(true_div(&BigInt::ONE, &(BigInt::ONE << 1074usize)).unwrap(), 5e-324);
        assert_eq!(true_div(&b("3"), &(BigInt::ONE << 1075usize)).unwrap(), 1e-323);
        assert_eq!(true_div(&BigInt::ONE, &(BigInt::ONE << 1075usize)).unwrap(), 0.0);
        let top = (BigInt::ONE << 1024usize) - (BigInt::ONE << 970usize);
        assert_eq!(true_div(&(&top - BigInt::ONE), &BigInt::ONE).unwrap(), f64::MAX);
        assert!(true_div(&top, &BigInt::ONE).is_err());
    }

    proptest! {
        #[test]
        fn divmod_model(a: i128, c in any::<i128>().prop_filter("nonzero", |c| *c != 0)) {
            prop_assume!(!(a == i128::MIN && c == -1));
            let mut q = a / c;
            let mut r = a % c;
            if r != 0 && (r < 0) != (c < 0) { q -= 1; r += c; }
            let (x, y) = (BigInt::from(a), BigInt::from(c));
            prop_assert_eq!(divmod(&x, &y).unwrap(), (BigInt::from(q), BigInt::from(r)));
            prop_assert_eq!(floor_div(&x, &y).unwrap(), BigInt::from(q));
            prop_assert_eq!(modulo(&x, &y).unwrap(), BigInt::from(r));
        }

        #[test]
        fn to_float_model(a: u128, shift in 0usize..400) {
            let exact = BigInt::from(a) << shift;
            let model = a as f64 * 2f64.powi(shift as i32);
            prop_assert_eq!(magnitude_to_f64(&exact).unwrap(), model);
        }
    }
}
