//! Shifts with a size limit, and bit counts.

use super::{BigInt, is_negative, to_usize};
use crate::{Error, Result};
use dashu_int::ops::{BitTest, UnsignedAbs};

/// Number of bits of the magnitude: `int.bit_length()`.
pub fn bit_length(a: &BigInt) -> usize {
    let (_, words) = a.as_sign_words();
    match words.last() {
        Some(top) => words.len() * 64 - top.leading_zeros() as usize,
        None => 0,
    }
}

/// Number of ones in the magnitude: `int.bit_count()`.
pub fn bit_count(a: &BigInt) -> usize {
    a.as_sign_words().1.iter().map(|w| w.count_ones() as usize).sum()
}

/// `a << n`. Errors: `ValueError` for a negative count, `MemoryError` above `max_bits`, `OverflowError` for a
/// count that no memory could hold.
pub fn shift_left(a: &BigInt, n: &BigInt, max_bits: usize) -> Result<BigInt> {
    if is_negative(n) {
        return Err(Error::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(BigInt::ZERO);
    }
    let Some(n) = to_usize(n).filter(|n| *n <= isize::MAX as usize) else {
        return Err(Error::overflow("too many digits in integer"));
    };
    if bit_length(a).saturating_add(n) > max_bits {
        return Err(Error::too_large());
    }
    Ok(a << n)
}

/// `a >> n`, rounding towards minus infinity. Errors: `ValueError` for a negative count.
pub fn shift_right(a: &BigInt, n: &BigInt) -> Result<BigInt> {
    if is_negative(n) {
        return Err(Error::value("negative shift count"));
    }
    match to_usize(n).filter(|n| *n < bit_length(a)) {
        Some(n) => Ok(a >> n),
        None if is_negative(a) => Ok(BigInt::from(-1)),
        None => Ok(BigInt::ZERO),
    }
}

/// Bit `n` of the magnitude.
pub(super) fn magnitude_bit(a: &BigInt, n: usize) -> bool {
    a.as_sign_words().1.get(n / 64).is_some_and(|w| w >> (n % 64) & 1 == 1)
}

/// True if any of the low `n` bits of the magnitude is set.
pub(super) fn low_bits_nonzero(a: &BigInt, n: usize) -> bool {
    let words = a.as_sign_words().1;
    let whole = (n / 64).min(words.len());
    words[..whole].iter().any(|w| *w != 0) || words.get(n / 64).is_some_and(|w| w & ((1u64 << (n % 64)) - 1) != 0)
}

/// The magnitude shifted right by `n`, if the result fits 64 bits.
pub(super) fn magnitude_shr_u64(a: &BigInt, n: usize) -> u64 {
    let m = a.unsigned_abs() >> n;
    debug_assert!(m.bit_len() <= 64);
    u64::try_from(&m).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn b(s: &str) -> BigInt {
        s.parse().unwrap()
    }

    #[test]
    fn shifts_as_cpython() {
        assert_eq!(shift_left(&b("-5"), &b("70"), 1000).unwrap(), b("-5902958103587056517120"));
        assert_eq!(shift_right(&b("-5"), &b("1")).unwrap(), b("-3"));
        assert_eq!(shift_right(&b("-1"), &b("100000000000000000000")).unwrap(), b("-1"));
        assert_eq!(shift_right(&b("7"), &b("3")).unwrap(), b("0"));
        assert_eq!(shift_left(&b("0"), &b("100000000000000000000"), 10).unwrap(), b("0"));
        assert_eq!(shift_left(&b("1"), &b("10000000000000"), 1 << 30), Err(Error::too_large()));
        assert_eq!(
            shift_left(&b("1"), &b("1000000000000000000000000000000"), 10).unwrap_err().message,
            "too many digits in integer"
        );
        assert!(shift_left(&b("1"), &b("-1"), 10).is_err());
        assert!(shift_right(&b("1"), &b("-1")).is_err());
    }

    #[test]
    fn counts() {
        assert_eq!(bit_length(&b("0")), 0);
        assert_eq!(bit_length(&b("-256")), 9);
        assert_eq!(bit_length(&(b("1") << 200usize)), 201);
        assert_eq!(bit_count(&b("-255")), 8);
        assert!(low_bits_nonzero(&b("4"), 3));
        assert!(!low_bits_nonzero(&b("4"), 2));
        assert!(magnitude_bit(&b("-4"), 2));
    }
}
