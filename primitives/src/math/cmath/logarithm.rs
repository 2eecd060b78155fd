//! Square root and logarithm.

use super::{LARGE, c, domain_error, finite};
use crate::Result;
use crate::float::complex::Complex;
use crate::float::ldexp;
use std::f64::consts::LN_2;

/// The square root with a real part that is not negative; the branch cut lies on the negative real axis.
pub(super) fn sqrt(z: Complex) -> Complex {
    if !finite(z) {
        return if z.im.is_infinite() {
            c(f64::INFINITY, z.im)
        } else if z.re == f64::INFINITY {
            c(z.re, if z.im.is_nan() { z.im } else { 0f64.copysign(z.im) })
        } else if z.re == f64::NEG_INFINITY {
            if z.im.is_nan() { c(f64::NAN, f64::INFINITY) } else { c(0.0, f64::INFINITY.copysign(z.im)) }
        } else {
            c(f64::NAN, f64::NAN)
        };
    }
    if z.re == 0.0 && z.im == 0.0 {
        return c(0.0, z.im);
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let s = if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        // Subnormal parts are scaled up, so that no bits are lost.
        let x = ldexp(x, 53);
        ldexp((x + x.hypot(ldexp(y, 53))).sqrt(), -27)
    } else {
        let x = x / 8.0;
        2.0 * (x + x.hypot(y / 8.0)).sqrt()
    };
    let d = y / (2.0 * s);
    if z.re >= 0.0 { c(s, d.copysign(z.im)) } else { c(d, s.copysign(z.im)) }
}

/// The natural logarithm; the branch cut lies on the negative real axis. Errors: a domain error at zero.
pub(super) fn log(z: Complex) -> Result<Complex> {
    let angle = z.im.atan2(z.re);
    if !finite(z) {
        let infinite = z.re.is_infinite() || z.im.is_infinite();
        return Ok(c(if infinite { f64::INFINITY } else { f64::NAN }, angle));
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let size = if x > LARGE || y > LARGE {
        (x / 2.0).hypot(y / 2.0).ln() + LN_2
    } else if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        if x == 0.0 && y == 0.0 {
            return Err(domain_error());
        }
        ldexp(x, 53).hypot(ldexp(y, 53)).ln() - 53.0 * LN_2
    } else {
        let h = x.hypot(y);
        if (0.71..=1.73).contains(&h) {
            // Near the unit circle the logarithm is small and would lose digits.
            let (large, small) = (x.max(y), x.min(y));
            ((large - 1.0) * (large + 1.0) + small * small).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    Ok(c(size, angle))
}
