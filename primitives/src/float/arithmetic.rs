//! Division and powers of floats with Python's signs and errors.

use super::complex::{self, Complex};
use crate::{Error, Result};

/// `x / y`. Errors: division by zero.
pub fn div(x: f64, y: f64) -> Result<f64> {
    if y == 0.0 {
        return Err(Error::zero_division("float division by zero"));
    }
    Ok(x / y)
}

fn floor_and_remainder(x: f64, y: f64) -> (f64, f64) {
    let mut remainder = x % y;
    let mut quotient = (x - remainder) / y;
    if remainder != 0.0 {
        if (y < 0.0) != (remainder < 0.0) {
            remainder += y;
            quotient -= 1.0;
        }
    } else {
        remainder = 0.0f64.copysign(y);
    }
    let floor = if quotient != 0.0 {
        let floor = quotient.floor();
        // The quotient may have been rounded down across an integer.
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    } else {
        0.0f64.copysign(x / y)
    };
    (floor, remainder)
}

/// `divmod(x, y)`. Errors: division by zero.
pub fn divmod(x: f64, y: f64) -> Result<(f64, f64)> {
    if y == 0.0 {
        return Err(Error::zero_division("float divmod()"));
    }
    Ok(floor_and_remainder(x, y))
}

/// `x // y`. Errors: division by zero.
pub fn floor_div(x: f64, y: f64) -> Result<f64> {
    if y == 0.0 {
        return Err(Error::zero_division("float floor division by zero"));
    }
    Ok(floor_and_remainder(x, y).0)
}

/// `x % y`, with the sign of `y`. Errors: division by zero.
pub fn modulo(x: f64, y: f64) -> Result<f64> {
    if y == 0.0 {
        return Err(Error::zero_division("float modulo by zero"));
    }
    let r = x % y;
    Ok(if r == 0.0 {
        0.0f64.copysign(y)
    } else if (y < 0.0) != (r < 0.0) {
        r + y
    } else {
        r
    })
}

/// The result of a float power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A real result.
    Real(f64),
    /// A negative base with a broken exponent.
    Complex(Complex),
}

/// `x ** y`. Errors: zero to a negative power, `OverflowError`.
pub fn pow(x: f64, y: f64) -> Result<Power> {
    if y == 0.0 || x == 1.0 {
        return Ok(Power::Real(1.0));
    }
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(Error::zero_division("0.0 cannot be raised to a negative power"));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y.trunc() != y {
        return complex::pow(Complex::new(x, 0.0), Complex::new(y, 0.0)).map(Power::Complex);
    }
    let r = x.powf(y);
    if r.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(Error::range());
    }
    Ok(Power::Real(r))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_from_cpython() {
        assert_eq!(divmod(-7.5, 2.0).unwrap(), (-4.0, 0.5));
        assert_eq!(divmod(7.5, -2.0).unwrap(), (-4.0, -0.5));
        assert_eq!(divmod(1.0, 0.1).unwrap(), (9.0, 0.09999999999999995));
        assert_eq!(floor_div(-1e-20, 3.0).unwrap(), -1.0);
        assert_eq!(modulo(-1e-20, 3.0).unwrap(), 3.0);
        assert!(modulo(0.0, -3.0).unwrap().is_sign_negative());
        assert!(floor_div(-0.0, 3.0).unwrap().is_sign_negative());
        assert_eq!(modulo(5.0, f64::INFINITY).unwrap(), 5.0);
        assert_eq!(modulo(-5.0, f64::INFINITY).unwrap(), f64::INFINITY);
        assert!(modulo(f64::INFINITY, 2.0).unwrap().is_nan());
        assert!(div(1.0, 0.0).is_err());
    }

    #[test]
    fn powers() {
        let real = |x, y| match pow(x, y) {
            Ok(Power::Real(r)) => r,
            other => panic!("{other:?}"),
        };
        assert_eq!(real(f64::NAN, 0.0), 1.0);
        assert_eq!(real(1.0, f64::NAN), 1.0);
        assert_eq!(real(-1.0, f64::INFINITY), 1.0);
        assert_eq!(real(-2.0, 3.0), -8.0);
        assert_eq!(real(0.0, f64::INFINITY), 0.0);
        assert_eq!(real(f64::NEG_INFINITY, 3.0), f64::NEG_INFINITY);
        assert_eq!(pow(10.0, 400.0), Err(Error::range()));
        assert!(pow(0.0, -1.0).is_err());
        assert_eq!(pow(-8.0, 0.5).unwrap(), Power::Complex(Complex::new(1.7319121124709868e-16, 2.8284271247461903)));
    }
}
