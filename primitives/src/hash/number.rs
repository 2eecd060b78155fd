//! Hashes of numbers: the value modulo the prime 2^61 - 1, with the sign put back.

use super::avoid_minus_one;
use crate::float::decompose;
use crate::int::{BigInt, is_negative};

/// `sys.hash_info.modulus` is 2 to this power, less one.
pub const MODULUS_BITS: u32 = 61;
const MODULUS: u64 = (1 << MODULUS_BITS) - 1;
const INFINITY: i64 = 314159;
const IMAGINARY: i64 = 1000003;

/// The hash of an integer that fits a word.
#[inline]
pub fn small_int(a: i64) -> i64 {
    let reduced = (a.unsigned_abs() % MODULUS) as i64;
    avoid_minus_one(if a < 0 { -reduced } else { reduced })
}

/// The hash of an integer of any size.
pub fn int(a: &BigInt) -> i64 {
    let reduced = a.as_sign_words().1.iter().rev().fold(0u64, |h, word| {
        // h * 2^64 + word; 2^64 is 8 modulo 2^61 - 1.
        let sum = u128::from(h) * 8 + u128::from(*word);
        reduce(sum)
    }) as i64;
    avoid_minus_one(if is_negative(a) { -reduced } else { reduced })
}

fn reduce(x: u128) -> u64 {
    let folded = (x & u128::from(MODULUS)) as u64 + (x >> MODULUS_BITS) as u64;
    if folded >= MODULUS { folded - MODULUS } else { folded }
}

/// The hash of a float. `nan` is what a NaN hashes to: CPython takes the object's address ([`super::address`]).
pub fn float(x: f64, nan: i64) -> i64 {
    if x.is_nan() {
        return nan;
    }
    if x.is_infinite() {
        return if x > 0.0 { INFINITY } else { -INFINITY };
    }
    let (mantissa, exponent) = decompose(x);
    // Multiplying by a power of two modulo 2^61 - 1 is a rotation of 61 bits.
    let turn = exponent.rem_euclid(i64::from(MODULUS_BITS)) as u32;
    let m = mantissa % MODULUS;
    let rotated = ((m << turn) & MODULUS) | (m >> (MODULUS_BITS - turn));
    let h = (if rotated == MODULUS { 0 } else { rotated }) as i64;
    avoid_minus_one(if x < 0.0 { -h } else { h })
}

/// The hash of a complex number; `nan` as for [`float`].
pub fn complex(re: f64, im: f64, nan: i64) -> i64 {
    let sum = float(re, nan).wrapping_add(IMAGINARY.wrapping_mul(float(im, nan)));
    avoid_minus_one(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn recorded_from_cpython() {
        assert_eq!(small_int(-1), -2);
        assert_eq!(small_int((1 << 61) - 1), 0);
        assert_eq!(float(0.5, 0), 1152921504606846976);
        assert_eq!(float(-2.5, 0), -1152921504606846978);
        assert_eq!(float(1e300, 0), 1224995262755759164);
        assert_eq!(float(f64::INFINITY, 0), 314159);
        assert_eq!(float(f64::NAN, 7), 7);
        assert_eq!(float(-0.0, 0), 0);
        assert_eq!(complex(1.0, 2.0, 0), 2000007);
        let big = BigInt::from(10).pow(40);
        assert_eq!(int(&big), 1388497483929617590);
        assert_eq!(int(&-big), -1388497483929617590);
    }

    proptest! {
        #[test]
        fn types_agree(a: i64, x: f64) {
            prop_assert_eq!(small_int(a), int(&BigInt::from(a)));
            if x.is_finite() {
                let whole = x.trunc();
                prop_assert_eq!(float(whole, 0), int(&crate::int::from_float(whole).unwrap()));
            }
            prop_assert_eq!(complex(x, 0.0, 5), float(x, 5));
        }
    }
}
