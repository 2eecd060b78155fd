//! The gamma and error functions, and those that CPython takes from the C library while Rust's library has its own.
//!
//! Gamma is Lanczos' approximation with the coefficients for `g = 6.02468…` (Boost, also in musl), computed in the order that
//! CPython uses, as the last digits depend on it.

use super::{domain_error, range_error};
use crate::Result;
use std::f64::consts::PI;

/// The C library's functions: pure, defined for every argument.
mod c {
    unsafe extern "C" {
        pub(super) safe fn acosh(x: f64) -> f64;
        pub(super) safe fn asinh(x: f64) -> f64;
        pub(super) safe fn atanh(x: f64) -> f64;
        pub(super) safe fn erf(x: f64) -> f64;
        pub(super) safe fn erfc(x: f64) -> f64;
    }
}

/// The inverse hyperbolic cosine.
pub(super) fn acosh(x: f64) -> f64 {
    c::acosh(x)
}

/// The inverse hyperbolic sine.
pub(super) fn asinh(x: f64) -> f64 {
    c::asinh(x)
}

/// The inverse hyperbolic tangent.
pub(super) fn atanh(x: f64) -> f64 {
    c::atanh(x)
}

/// `math.erf(x)`.
pub fn erf(x: f64) -> f64 {
    c::erf(x)
}

/// `math.erfc(x)`.
pub fn erfc(x: f64) -> f64 {
    c::erfc(x)
}

const G: f64 = 6.02468004077673;
const G_MINUS_HALF: f64 = G - 0.5;
const LOG_PI: f64 = 1.1447298858494002;

/// Numerator and denominator coefficients, the constant term first.
#[rustfmt::skip]
#[allow(clippy::excessive_precision)]
const LANCZOS: [(f64, f64); 13] = [
    (23531376880.410759688572007674451636754734846804940, 0.0),
    (42919803642.649098768957899047001988850926355848959, 39916800.0),
    (35711959237.355668049440185451547166705960488635843, 120543840.0),
    (17921034426.037209699919755754458931112671403265390, 150917976.0),
    (6039542586.3520280050642916443072979210699388420708, 105258076.0),
    (1439720407.3117216736632230727949123939715485786772, 45995730.0),
    (248874557.86205415651146038641322942321632125127801, 13339535.0),
    (31426415.585400194380614231628318205362874684987640, 2637558.0),
    (2876370.6289353724412254090516208496135991145378768, 357423.0),
    (186056.26539522349504029498971604569928220784236328, 32670.0),
    (8071.6720023658162106380029022722506138218516325024, 1925.0),
    (210.82427775157934587250973392071336271166969580291, 66.0),
    (2.5066282746310002701649081771338373386264310793408, 1.0),
];

/// The rational function of Lanczos' sum for a positive argument.
fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    if x < 5.0 {
        for (n, d) in LANCZOS.iter().rev() {
            numerator = numerator * x + n;
            denominator = denominator * x + d;
        }
    } else {
        // In powers of 1/x, so that nothing overflows.
        for (n, d) in &LANCZOS {
            numerator = numerator / x + n;
            denominator = denominator / x + d;
        }
    }
    numerator / denominator
}

/// `sin(pi * x)`, accurate for large `x`.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1.0f64.copysign(x) * r
}

/// `math.gamma(x)`. Errors: domain and range errors.
pub fn gamma(x: f64) -> Result<f64> {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY { Err(domain_error()) } else { Ok(x) };
    }
    if x == 0.0 {
        return Err(domain_error());
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(domain_error());
        }
        if x <= 23.0 {
            // 22! is exact as a float.
            return Ok((1..x as u64).fold(1.0, |product, i| product * i as f64));
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        let r = 1.0 / x;
        return if r.is_infinite() { Err(range_error()) } else { Ok(r) };
    }
    if size > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { Err(range_error()) };
    }
    let y = size + G_MINUS_HALF;
    // What was lost in this addition, put back below to first order.
    let lost = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size };
    let z = lost * G / y;
    let mut r;
    if x < 0.0 {
        r = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        r -= z * r;
        if size < 140.0 {
            r /= y.powf(size - 0.5);
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            r /= root;
            r /= root;
        }
    } else {
        r = lanczos_sum(size) / y.exp();
        r += z * r;
        if size < 140.0 {
            r *= y.powf(size - 0.5);
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            r *= root;
            r *= root;
        }
    }
    if r.is_infinite() { Err(range_error()) } else { Ok(r) }
}

/// `math.lgamma(x)`: the logarithm of `|gamma(x)|`. Errors: domain and range errors.
pub fn lgamma(x: f64) -> Result<f64> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(domain_error()) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut r = lanczos_sum(size).ln() - G;
    r += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LOG_PI - sin_pi(size).abs().ln() - size.ln() - r;
    }
    if r.is_infinite() { Err(range_error()) } else { Ok(r) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_from_cpython() {
        for (x, y) in [
            (0.5, 1.7724538509055159),
            (1.0, 1.0),
            (5.0, 24.0),
            (23.0, 1.1240007277776077e+21),
            (24.0, 2.585201673888497e+22),
            (4.2, 7.756689535793181),
            (-0.5, -3.544907701811032),
            (-3.7, 0.25164399590242265),
            (150.3, 1.7112969992195767e+261),
            (-150.3, -1.5097598047749159e-263),
            (1e-05, 99999.42279422554),
            (-1e-07, -10000000.577215763),
            (171.5, 9.483367566824801e+307),
            (3.3e-21, 3.03030303030303e+20),
        ] {
            assert_eq!(gamma(x), Ok(y), "{x}");
        }
        for (x, y) in [
            (0.5, 0.5723649429247004),
            (1.0, 0.0),
            (5.0, 3.178053830347945),
            (23.0, 48.47118135183522),
            (24.0, 51.60667556776438),
            (4.2, 2.0485556369605895),
            (-0.5, 1.265512123484645),
            (-3.7, -1.3797399049658248),
            (150.3, 601.5119608335364),
            (-150.3, -605.1679288889455),
            (1e-05, 11.512919692895824),
            (-1e-07, 16.118095708679895),
            (171.5, 709.1431630309282),
            (3.3e-21, 47.16036448440253),
            (10000000000.0, 220258509288.81058),
            (-100000.25, -1051300.6088285742),
        ] {
            assert_eq!(lgamma(x), Ok(y), "{x}");
        }
        for (x, y) in [(0.1, 0.1124629160182849), (-1.5, -0.9661051464753108), (3.0, 0.9999779095030014), (7.0, 1.0)] {
            assert_eq!(erf(x), y, "{x}");
        }
        for (x, y) in [
            (0.1, 0.8875370839817152),
            (-1.5, 1.9661051464753108),
            (3.0, 2.2090496998585438e-05),
            (26.0, 5.663192408856143e-296),
        ] {
            assert_eq!(erfc(x), y, "{x}");
        }
        assert_eq!(gamma(f64::NEG_INFINITY), Err(domain_error()));
        assert_eq!(gamma(-250.5), Ok(0.0));
        assert_eq!(gamma(1e-309), Err(range_error()));
        assert_eq!(lgamma(f64::NEG_INFINITY), Ok(f64::INFINITY));
    }
}
