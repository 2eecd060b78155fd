//! Inverse trigonometric and hyperbolic functions.

use super::logarithm::sqrt;
use super::{LARGE, c, domain_error, finite};
use crate::Result;
use crate::float::complex::Complex;
use crate::math::special;
use std::f64::consts::{FRAC_PI_2, LN_2};

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// The logarithm of twice the size of a large number.
fn log_of_double(z: Complex) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + 2.0 * LN_2
}

/// Cuts on the real axis outside of [-1, 1].
pub(super) fn acos(z: Complex) -> Complex {
    if !finite(z) {
        let infinite = z.re.is_infinite() || z.im.is_infinite();
        let im = if infinite { f64::INFINITY.copysign(-z.im) } else { f64::NAN };
        return if z.re == 0.0 && z.im.is_nan() {
            c(FRAC_PI_2, f64::NAN)
        } else if z.im.is_nan() {
            c(f64::NAN, if infinite { f64::INFINITY } else { f64::NAN })
        } else {
            c(z.im.abs().atan2(z.re), im)
        };
    }
    if is_large(z) {
        return c(z.im.abs().atan2(z.re), -log_of_double(z).copysign(z.im));
    }
    let s1 = sqrt(c(1.0 - z.re, -z.im));
    let s2 = sqrt(c(1.0 + z.re, z.im));
    c(2.0 * s1.re.atan2(s2.re), special::asinh(s2.re * s1.im - s2.im * s1.re))
}

/// A cut on the real axis below 1.
pub(super) fn acosh(z: Complex) -> Complex {
    if !finite(z) {
        let infinite = z.re.is_infinite() || z.im.is_infinite();
        return c(if infinite { f64::INFINITY } else { f64::NAN }, z.im.atan2(z.re));
    }
    if is_large(z) {
        return c(log_of_double(z), z.im.atan2(z.re));
    }
    let s1 = sqrt(c(z.re - 1.0, z.im));
    let s2 = sqrt(c(z.re + 1.0, z.im));
    c(special::asinh(s1.re * s2.re + s1.im * s2.im), 2.0 * s1.im.atan2(s2.re))
}

/// Cuts on the imaginary axis outside of [-i, i].
pub(super) fn asinh(z: Complex) -> Complex {
    if !finite(z) {
        return if z.re.is_nan() {
            if z.im == 0.0 {
                c(f64::NAN, z.im)
            } else {
                c(if z.im.is_infinite() { f64::INFINITY } else { f64::NAN }, f64::NAN)
            }
        } else if z.im.is_nan() {
            c(if z.re.is_infinite() { z.re } else { f64::NAN }, f64::NAN)
        } else {
            c(f64::INFINITY.copysign(z.re), z.im.atan2(z.re.abs()))
        };
    }
    if is_large(z) {
        return c(log_of_double(z).copysign(z.re), z.im.atan2(z.re.abs()));
    }
    let s1 = sqrt(c(1.0 + z.im, -z.re));
    let s2 = sqrt(c(1.0 - z.im, z.re));
    c(special::asinh(s1.re * s2.im - s2.re * s1.im), z.im.atan2(s1.re * s2.re - s1.im * s2.im))
}

/// Cuts on the real axis outside of [-1, 1]. Errors: a domain error at 1 and -1.
pub(super) fn atanh(z: Complex) -> Result<Complex> {
    if !finite(z) {
        return Ok(if z.im.is_infinite() {
            c(if z.re.is_nan() { 0.0 } else { 0f64.copysign(z.re) }, FRAC_PI_2.copysign(z.im))
        } else if z.re.is_infinite() {
            c(0f64.copysign(z.re), if z.im.is_nan() { z.im } else { FRAC_PI_2.copysign(z.im) })
        } else if z.re == 0.0 {
            c(z.re, f64::NAN)
        } else {
            c(f64::NAN, f64::NAN)
        });
    }
    if z.re.is_sign_negative() {
        return atanh(c(-z.re, -z.im)).map(|w| c(-w.re, -w.im));
    }
    let y = z.im.abs();
    let root_of_large = LARGE.sqrt();
    Ok(if z.re > root_of_large || y > root_of_large {
        let h = (z.re / 2.0).hypot(y / 2.0);
        c(z.re / 4.0 / h / h, FRAC_PI_2.copysign(z.im))
    } else if z.re == 1.0 && y < f64::MIN_POSITIVE.sqrt() {
        if y == 0.0 {
            return Err(domain_error());
        }
        c(-(y.sqrt() / y.hypot(2.0).sqrt()).ln(), (2f64.atan2(-y) / 2.0).copysign(z.im))
    } else {
        let below = 1.0 - z.re;
        c(
            (4.0 * z.re / (below * below + y * y)).ln_1p() / 4.0,
            -(-2.0 * z.im).atan2(below * (1.0 + z.re) - y * y) / 2.0,
        )
    })
}
