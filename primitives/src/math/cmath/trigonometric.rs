//! The exponential function and the hyperbolic functions, which the trigonometric ones are made of.

use super::{LOG_LARGE, c, domain_error, finite, range_error};
use crate::Result;
use crate::float::complex::Complex;
use std::f64::consts::E;

/// An overflow of a finite argument is an error.
fn checked(w: Complex) -> Result<Complex> {
    if w.re.is_infinite() || w.im.is_infinite() { Err(range_error()) } else { Ok(w) }
}

/// `size` with the signs of the cosine and the sine of `angle`.
fn directed(size: f64, angle: f64) -> Complex {
    c(size.copysign(angle.cos()), size.copysign(angle.sin()))
}

pub(super) fn exp(z: Complex) -> Result<Complex> {
    if finite(z) {
        // Near the limit a factor e is taken out, as the result may fit where exp(re) does not.
        let (size, factor) = if z.re > LOG_LARGE { ((z.re - 1.0).exp(), E) } else { (z.re.exp(), 1.0) };
        return checked(c(size * z.im.cos() * factor, size * z.im.sin() * factor));
    }
    if z.im.is_infinite() && (z.re.is_finite() || z.re == f64::INFINITY) {
        return Err(domain_error());
    }
    Ok(if z.re.is_infinite() && z.im.is_finite() {
        let size = if z.re > 0.0 { f64::INFINITY } else { 0.0 };
        if z.im == 0.0 { c(size, z.im) } else { directed(size, z.im) }
    } else if z.re == f64::NEG_INFINITY {
        c(0.0, 0.0)
    } else if z.re == f64::INFINITY {
        c(f64::INFINITY, f64::NAN)
    } else {
        c(f64::NAN, if z.im == 0.0 { z.im } else { f64::NAN })
    })
}

/// One towards zero from a large number.
fn step_down(x: f64) -> f64 {
    x - 1f64.copysign(x)
}

pub(super) fn cosh(z: Complex) -> Result<Complex> {
    if finite(z) {
        return checked(if z.re.abs() > LOG_LARGE {
            let x = step_down(z.re);
            c(z.im.cos() * x.cosh() * E, z.im.sin() * x.sinh() * E)
        } else {
            c(z.im.cos() * z.re.cosh(), z.im.sin() * z.re.sinh())
        });
    }
    if z.im.is_infinite() && !z.re.is_nan() {
        return Err(domain_error());
    }
    Ok(if z.re.is_infinite() && z.im.is_finite() {
        if z.im == 0.0 {
            c(f64::INFINITY, z.im * 1f64.copysign(z.re))
        } else {
            let w = directed(f64::INFINITY, z.im);
            c(w.re, w.im * 1f64.copysign(z.re))
        }
    } else if z.re.is_infinite() {
        c(f64::INFINITY, f64::NAN)
    } else if z.re == 0.0 {
        c(f64::NAN, 0.0)
    } else {
        c(f64::NAN, if z.im == 0.0 { 0.0 } else { f64::NAN })
    })
}

pub(super) fn sinh(z: Complex) -> Result<Complex> {
    if finite(z) {
        return checked(if z.re.abs() > LOG_LARGE {
            let x = step_down(z.re);
            c(z.im.cos() * x.sinh() * E, z.im.sin() * x.cosh() * E)
        } else {
            c(z.im.cos() * z.re.sinh(), z.im.sin() * z.re.cosh())
        });
    }
    if z.im.is_infinite() && !z.re.is_nan() {
        return Err(domain_error());
    }
    Ok(if z.re.is_infinite() && z.im.is_finite() {
        if z.im == 0.0 {
            z
        } else {
            let w = directed(f64::INFINITY, z.im);
            c(w.re * 1f64.copysign(z.re), w.im)
        }
    } else if z.re.is_infinite() {
        c(f64::INFINITY, f64::NAN)
    } else if z.re == 0.0 {
        c(0.0, f64::NAN)
    } else {
        c(f64::NAN, if z.im == 0.0 { z.im } else { f64::NAN })
    })
}

pub(super) fn tanh(z: Complex) -> Result<Complex> {
    if finite(z) {
        if z.re.abs() > LOG_LARGE {
            let im = 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp();
            return Ok(c(1f64.copysign(z.re), im));
        }
        let (tx, ty) = (z.re.tanh(), z.im.tan());
        let cx = 1.0 / z.re.cosh();
        let product = tx * ty;
        let denominator = 1.0 + product * product;
        return Ok(c(tx * (1.0 + ty * ty) / denominator, ((ty / denominator) * cx) * cx));
    }
    if z.im.is_infinite() && z.re.is_finite() {
        return Err(domain_error());
    }
    Ok(if z.re.is_infinite() {
        let im = if z.im.is_finite() && z.im != 0.0 { 2.0 * z.im.sin() * z.im.cos() } else { z.im };
        c(1f64.copysign(z.re), if im.is_finite() { 0f64.copysign(im) } else { 0.0 })
    } else {
        c(f64::NAN, if z.im == 0.0 { z.im } else { f64::NAN })
    })
}
