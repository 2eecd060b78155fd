//! Powers, modular powers and square roots.

use super::{BigInt, BigUint, bit_length, is_negative, modulo, to_usize};
use crate::{Error, Result};
use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{Abs, ExtendedGcd, SquareRoot, UnsignedAbs};

/// `a ** e` for `e >= 0` (a negative exponent is a float power: [`crate::float::pow`]). Errors: `MemoryError`
/// above `max_bits`, `ValueError` for a negative exponent.
pub fn pow(a: &BigInt, e: &BigInt, max_bits: usize) -> Result<BigInt> {
    if is_negative(e) {
        return Err(Error::value("negative exponent"));
    }
    if e.is_zero() {
        return Ok(BigInt::ONE);
    }
    let bits = bit_length(a);
    if bits <= 1 {
        // 0, 1 and -1: any exponent is allowed.
        let odd = e.as_sign_words().1[0] & 1 == 1;
        return Ok(if odd { a.clone() } else { a.clone().abs() });
    }
    match to_usize(e).filter(|e| (bits - 1).checked_mul(*e).is_some_and(|n| n < max_bits)) {
        Some(e) => Ok(a.pow(e)),
        None => Err(Error::too_large()),
    }
}

/// `pow(a, e, m)`; a negative exponent takes the modular inverse. The result has the sign of `m`.
/// Errors: `ValueError` for `m == 0` and where there is no inverse.
pub fn mod_pow(a: &BigInt, e: &BigInt, m: &BigInt) -> Result<BigInt> {
    if m.is_zero() {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    let modulus = m.clone().abs();
    if modulus.is_one() {
        return Ok(BigInt::ZERO);
    }
    let mut base = modulo(a, &modulus)?;
    if is_negative(e) {
        base = inverse(&base, &modulus).ok_or_else(|| Error::value("base is not invertible for the given modulus"))?;
    }
    let exponent = e.unsigned_abs();
    let power = BigInt::from(power_in_ring(&base, &exponent, &modulus));
    if is_negative(m) && !power.is_zero() {
        return Ok(power + m);
    }
    Ok(power)
}

fn power_in_ring(base: &BigInt, exponent: &BigUint, modulus: &BigInt) -> BigUint {
    if exponent.is_zero() {
        return BigUint::ONE;
    }
    let ring = ConstDivisor::new(modulus.unsigned_abs());
    ring.reduce(base.unsigned_abs()).pow(exponent).residue()
}

/// The inverse of `a` (between 0 and `m`) modulo `m > 1`, if there is one.
fn inverse(a: &BigInt, m: &BigInt) -> Option<BigInt> {
    if a.is_zero() {
        return None;
    }
    let (g, x, _) = a.unsigned_abs().gcd_ext(m.unsigned_abs());
    if !g.is_one() {
        return None;
    }
    modulo(&x, m).ok()
}

/// `math.isqrt(a)`. Errors: `ValueError` below zero.
pub fn isqrt(a: &BigInt) -> Result<BigInt> {
    if is_negative(a) {
        return Err(Error::value("isqrt() argument must be nonnegative"));
    }
    Ok(BigInt::from(a.unsigned_abs().sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn b(n: i64) -> BigInt {
        BigInt::from(n)
    }

    #[test]
    fn powers_as_cpython() {
        assert_eq!(pow(&b(-3), &b(3), 100).unwrap(), b(-27));
        assert_eq!(pow(&b(0), &b(0), 100).unwrap(), b(1));
        let huge = BigInt::from(10).pow(30);
        assert_eq!(pow(&b(-1), &huge, 100).unwrap(), b(1));
        assert_eq!(pow(&b(-1), &(&huge + b(1)), 100).unwrap(), b(-1));
        assert_eq!(pow(&b(2), &huge, 100), Err(Error::too_large()));
        assert_eq!(pow(&b(2), &b(1 << 50), 1 << 40), Err(Error::too_large()));
        assert_eq!(mod_pow(&b(3), &b(-1), &b(11)).unwrap(), b(4));
        assert_eq!(mod_pow(&b(3), &b(5), &b(-7)).unwrap(), b(-2));
        assert_eq!(mod_pow(&b(3), &b(0), &b(-7)).unwrap(), b(-6));
        assert_eq!(mod_pow(&b(0), &b(0), &b(1)).unwrap(), b(0));
        assert_eq!(mod_pow(&b(2), &b(-1), &b(4)).unwrap_err().message, "base is not invertible for the given modulus");
        assert_eq!(mod_pow(&b(5), &b(-1), &b(1)).unwrap(), b(0));
        assert!(mod_pow(&b(2), &b(1), &b(0)).is_err());
        assert_eq!(isqrt(&b(99)).unwrap(), b(9));
        assert!(isqrt(&b(-1)).is_err());
    }

    proptest! {
        #[test]
        fn mod_pow_model(a in -1000i64..1000, e in 0u32..50, m in (-500i64..500).prop_filter("0", |m| *m != 0)) {
            let mut model = b(1);
            for _ in 0..e { model *= b(a); }
            let model = modulo(&model, &b(m)).unwrap();
            prop_assert_eq!(mod_pow(&b(a), &b(e.into()), &b(m)).unwrap(), model);
        }

        #[test]
        fn inverse_model(a in -1000i64..1000, m in 2i64..500) {
            match mod_pow(&b(a), &b(-1), &b(m)) {
                Ok(x) => prop_assert_eq!(modulo(&(x * b(a)), &b(m)).unwrap(), b(1)),
                Err(_) => prop_assert!((1..m).all(|x| (a * x).rem_euclid(m) != 1)),
            }
        }
    }
}
