//! Python's float rules: text in both directions, rounding, division and powers; complex numbers.

mod arithmetic;
pub mod complex;
mod hexadecimal;
mod parse;
mod repr;
mod round;

pub use arithmetic::{Power, div, divmod, floor_div, modulo, pow};
pub use hexadecimal::{from_hex, to_hex};
pub use parse::{parse, parse_error, parse_prefix};
pub use repr::{Digits, exact_digits, repr, shortest_digits, write_repr};
pub use round::{round_digits, round_to_int};

use crate::int::BigInt;
use crate::{Error, Result};

/// `|x| = mantissa * 2^exponent` for a finite `x`; the mantissa is below 2^53.
pub fn decompose(x: f64) -> (u64, i64) {
    let bits = x.to_bits();
    let field = (bits >> 52 & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) }
}

/// `x * 2^e`, rounded once; infinite above the largest float.
pub fn ldexp(x: f64, e: i64) -> f64 {
    libm::ldexp(x, e.clamp(-10_000, 10_000) as i32)
}

/// `x.as_integer_ratio()`: numerator and positive denominator in lowest terms. Errors: infinities and NaN.
pub fn as_integer_ratio(x: f64) -> Result<(BigInt, BigInt)> {
    if x.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    if x.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    let (mut mantissa, mut exponent) = decompose(x);
    if mantissa == 0 {
        return Ok((BigInt::ZERO, BigInt::ONE));
    }
    let zeros = mantissa.trailing_zeros();
    mantissa >>= zeros;
    exponent += i64::from(zeros);
    let numerator = BigInt::from(mantissa);
    let numerator = if x < 0.0 { -numerator } else { numerator };
    Ok(if exponent >= 0 {
        (numerator << exponent as usize, BigInt::ONE)
    } else {
        (numerator, BigInt::ONE << (-exponent) as usize)
    })
}

/// `x.is_integer()`.
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.trunc() == x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios() {
        let r = |x| as_integer_ratio(x).unwrap();
        assert_eq!(r(0.75), (BigInt::from(3), BigInt::from(4)));
        assert_eq!(r(-1e3), (BigInt::from(-1000), BigInt::ONE));
        assert_eq!(r(0.0), (BigInt::ZERO, BigInt::ONE));
        assert_eq!(r(5e-324).1, BigInt::ONE << 1074usize);
        assert!(as_integer_ratio(f64::NAN).is_err());
        assert!(is_integer(1e300) && !is_integer(0.5) && !is_integer(f64::INFINITY));
    }
}
