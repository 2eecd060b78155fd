//! Between integers and floats: exact where Python is exact.

use super::divide::{magnitude_to_f64, sign_factor};
use super::{BigInt, bit_length, is_negative};
use crate::float::decompose;
use crate::{Error, Result};
use std::cmp::Ordering;

/// `float(a)`: the nearest float, ties to even. Errors: `OverflowError`.
pub fn to_float(a: &BigInt) -> Result<f64> {
    magnitude_to_f64(a).map(|m| m * sign_factor(a)).ok_or_else(|| Error::overflow("int too large to convert to float"))
}

/// `int(x)`: the integer part. Errors: `ValueError` for NaN, `OverflowError` for infinities.
pub fn from_float(x: f64) -> Result<BigInt> {
    if x.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(Error::overflow("cannot convert float infinity to integer"));
    }
    Ok(truncate(x))
}

fn truncate(x: f64) -> BigInt {
    if x.abs() < 9.2e18 {
        return BigInt::from(x as i64);
    }
    let (mantissa, exponent) = decompose(x);
    // |x| >= 2^53, so the exponent is not negative and at most 971.
    let magnitude = BigInt::from(mantissa) << exponent as usize;
    if x < 0.0 { -magnitude } else { magnitude }
}

/// Exact comparison of an integer with a float; `None` if `x` is a NaN.
pub fn compare_float(a: &BigInt, x: f64) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    if bit_length(a) <= 53 {
        let exact = magnitude_to_f64(a).unwrap_or(0.0) * sign_factor(a);
        return exact.partial_cmp(&x);
    }
    if is_negative(a) != (x < 0.0) {
        return Some(if is_negative(a) { Ordering::Less } else { Ordering::Greater });
    }
    let whole = truncate(x);
    let fraction = x - x.trunc();
    Some(a.cmp(&whole).then(if fraction > 0.0 {
        Ordering::Less
    } else if fraction < 0.0 {
        Ordering::Greater
    } else {
        Ordering::Equal
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounding_and_overflow() {
        let p = BigInt::ONE << 53usize;
        assert_eq!(to_float(&(&p + BigInt::ONE)).unwrap(), 9007199254740992.0);
        assert_eq!(to_float(&(&p + BigInt::from(3))).unwrap(), 9007199254740996.0);
        assert!(to_float(&(BigInt::ONE << 1024usize)).is_err());
        assert_eq!(to_float(&-(BigInt::ONE << 1023usize)).unwrap(), -8.98846567431158e307);
        assert_eq!(from_float(-1e30).unwrap(), "-1000000000000000019884624838656".parse().unwrap());
        assert_eq!(from_float(-2.9).unwrap(), BigInt::from(-2));
    }

    #[test]
    fn comparison_is_exact() {
        let p = BigInt::ONE << 53usize;
        assert_eq!(compare_float(&(&p + BigInt::ONE), 9007199254740992.0), Some(Ordering::Greater));
        assert_eq!(compare_float(&p, 9007199254740992.0), Some(Ordering::Equal));
        assert_eq!(compare_float(&BigInt::from(1), 1.5), Some(Ordering::Less));
        assert_eq!(compare_float(&(BigInt::ONE << 2000usize), 1e308), Some(Ordering::Greater));
        assert_eq!(compare_float(&-(BigInt::ONE << 2000usize), f64::NEG_INFINITY), Some(Ordering::Greater));
        assert_eq!(compare_float(&p, f64::NAN), None);
    }

    proptest! {
        #[test]
        fn float_round_trip(x: f64) {
            if x.is_finite() {
                let n = from_float(x).unwrap();
                prop_assert_eq!(to_float(&n).unwrap(), x.trunc() + 0.0);
                prop_assert_eq!(compare_float(&n, x.trunc()), Some(Ordering::Equal));
            }
        }
    }
}
