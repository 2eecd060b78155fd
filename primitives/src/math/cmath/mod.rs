//! The `cmath` module: Kahan's formulas, with branch cuts, signed zeros and infinities as C99 Annex G and CPython have them.

mod inverse;
mod logarithm;
mod trigonometric;

use crate::float::complex::Complex;
use crate::{Result, float};

use super::{domain_error, range_error};

/// Above this, squares and sums of the parts may overflow.
const LARGE: f64 = f64::MAX / 4.0;
/// The logarithm of [`LARGE`].
const LOG_LARGE: f64 = 708.396_418_532_264_1;

fn c(re: f64, im: f64) -> Complex {
    Complex::new(re, im)
}

fn finite(z: Complex) -> bool {
    z.re.is_finite() && z.im.is_finite()
}

/// A function of one complex number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Function {
    Acos,
    Acosh,
    Asin,
    Asinh,
    Atan,
    Atanh,
    Cos,
    Cosh,
    Exp,
    Log,
    Log10,
    Sin,
    Sinh,
    Sqrt,
    Tan,
    Tanh,
}

impl Function {
    /// The function of this name in `cmath`.
    pub fn from_name(name: &str) -> Option<Function> {
        use Function::*;
        Some(match name {
            "acos" => Acos,
            "acosh" => Acosh,
            "asin" => Asin,
            "asinh" => Asinh,
            "atan" => Atan,
            "atanh" => Atanh,
            "cos" => Cos,
            "cosh" => Cosh,
            "exp" => Exp,
            "log" => Log,
            "log10" => Log10,
            "sin" => Sin,
            "sinh" => Sinh,
            "sqrt" => Sqrt,
            "tan" => Tan,
            "tanh" => Tanh,
            _ => return None,
        })
    }

    /// The value at `z`. Errors: domain and range errors.
    pub fn apply(self, z: Complex) -> Result<Complex> {
        // A function of the rotated argument, rotated back: sin(z) = -i sinh(iz) and the like.
        let rotated = |f: fn(Complex) -> Result<Complex>| f(c(-z.im, z.re)).map(|w| c(w.im, -w.re));
        match self {
            Function::Acos => Ok(inverse::acos(z)),
            Function::Acosh => Ok(inverse::acosh(z)),
            Function::Asin => rotated(|z| Ok(inverse::asinh(z))),
            Function::Asinh => Ok(inverse::asinh(z)),
            Function::Atan => rotated(inverse::atanh),
            Function::Atanh => inverse::atanh(z),
            Function::Cos => trigonometric::cosh(c(-z.im, z.re)),
            Function::Cosh => trigonometric::cosh(z),
            Function::Exp => trigonometric::exp(z),
            Function::Log => logarithm::log(z),
            Function::Log10 => {
                logarithm::log(z).map(|w| c(w.re / std::f64::consts::LN_10, w.im / std::f64::consts::LN_10))
            }
            Function::Sin => rotated(trigonometric::sinh),
            Function::Sinh => trigonometric::sinh(z),
            Function::Sqrt => Ok(logarithm::sqrt(z)),
            Function::Tan => rotated(trigonometric::tanh),
            Function::Tanh => trigonometric::tanh(z),
        }
    }
}

/// `cmath.phase(z)`
pub fn phase(z: Complex) -> f64 {
    z.im.atan2(z.re)
}

/// `cmath.polar(z)`: size and phase. Errors: `OverflowError`.
pub fn polar(z: Complex) -> Result<(f64, f64)> {
    let size = float::complex::abs(z).map_err(|_| range_error())?;
    Ok((size, phase(z)))
}

/// `cmath.rect(r, phi)`. Errors: a domain error for an infinite angle of a length that is a number other than zero.
pub fn rect(r: f64, phi: f64) -> Result<Complex> {
    if r.is_finite() && phi.is_finite() {
        // A zero angle keeps its sign.
        return Ok(if phi == 0.0 { c(r, r * phi) } else { c(r * phi.cos(), r * phi.sin()) });
    }
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        return Err(domain_error());
    }
    Ok(if r.is_infinite() && phi.is_finite() {
        if phi == 0.0 {
            c(r, 0.0f64.copysign(if r > 0.0 { phi } else { -phi }))
        } else {
            c(r * 1f64.copysign(phi.cos()), r * 1f64.copysign(phi.sin()))
        }
    } else if r.is_infinite() {
        c(f64::INFINITY, f64::NAN)
    } else if r == 0.0 {
        c(0.0, 0.0)
    } else if phi == 0.0 {
        c(f64::NAN, 0.0)
    } else {
        c(f64::NAN, f64::NAN)
    })
}
