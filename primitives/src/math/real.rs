//! Functions of real numbers with CPython's errors.

use super::{domain_error, range_error, special};
use crate::int::{BigInt, bit_length, is_negative, to_float};
use crate::{Error, Result};

/// A function of one float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Function {
    Acos,
    Acosh,
    Asin,
    Asinh,
    Atan,
    Atanh,
    Cbrt,
    Cos,
    Cosh,
    Erf,
    Erfc,
    Exp,
    Exp2,
    Expm1,
    Fabs,
    Gamma,
    Lgamma,
    Log,
    Log10,
    Log1p,
    Log2,
    Sin,
    Sinh,
    Sqrt,
    Tan,
    Tanh,
}

impl Function {
    /// The function of this name in `math`.
    pub fn from_name(name: &str) -> Option<Function> {
        use Function::*;
        Some(match name {
            "acos" => Acos,
            "acosh" => Acosh,
            "asin" => Asin,
            "asinh" => Asinh,
            "atan" => Atan,
            "atanh" => Atanh,
            "cbrt" => Cbrt,
            "cos" => Cos,
            "cosh" => Cosh,
            "erf" => Erf,
            "erfc" => Erfc,
            "exp" => Exp,
            "exp2" => Exp2,
            "expm1" => Expm1,
            "fabs" => Fabs,
            "gamma" => Gamma,
            "lgamma" => Lgamma,
            "log" => Log,
            "log10" => Log10,
            "log1p" => Log1p,
            "log2" => Log2,
            "sin" => Sin,
            "sinh" => Sinh,
            "sqrt" => Sqrt,
            "tan" => Tan,
            "tanh" => Tanh,
            _ => return None,
        })
    }

    /// The value at `x`. Errors: domain and range errors.
    pub fn apply(self, x: f64) -> Result<f64> {
        use Function::*;
        let r = match self {
            Acos => x.acos(),
            // The standard library has formulas of its own for these. (Its cube root is correctly
            // rounded; that of C libraries before glibc 2.41 is not, so the last digit may differ there.)
            Acosh => special::acosh(x),
            Asin => x.asin(),
            Asinh => special::asinh(x),
            Atan => x.atan(),
            Atanh => special::atanh(x),
            Cbrt => x.cbrt(),
            Cos => x.cos(),
            Cosh => x.cosh(),
            Erf => special::erf(x),
            Erfc => special::erfc(x),
            Exp => x.exp(),
            Exp2 => x.exp2(),
            Expm1 => x.exp_m1(),
            Fabs => x.abs(),
            Gamma => return special::gamma(x),
            Lgamma => return special::lgamma(x),
            Log => x.ln(),
            Log10 => x.log10(),
            Log1p if x == 0.0 => x,
            Log1p => x.ln_1p(),
            Log2 => x.log2(),
            Sin => x.sin(),
            Sinh => x.sinh(),
            Sqrt => x.sqrt(),
            Tan => x.tan(),
            Tanh => x.tanh(),
        };
        if r.is_nan() && !x.is_nan() {
            return Err(domain_error());
        }
        if r.is_infinite() && x.is_finite() {
            let overflows = matches!(self, Cosh | Exp | Exp2 | Expm1 | Sinh);
            return Err(if overflows { range_error() } else { domain_error() });
        }
        Ok(r)
    }
}

/// The natural logarithm (`base` 2 and 10 too) of an integer of any size. Errors: `ValueError` for 0 and below.
pub fn log_int(function: Function, a: &BigInt) -> Result<f64> {
    if a.is_zero() || is_negative(a) {
        return Err(domain_error());
    }
    if let Ok(x) = to_float(a) {
        return function.apply(x);
    }
    // x = m * 2^e with m between a half and one.
    let e = bit_length(a);
    let m = to_float(&(a >> (e - 64)))? / 2f64.powi(64);
    let e = e as f64;
    Ok(function.apply(m)? + function.apply(2.0)? * e)
}

/// `math.pow(x, y)`. Errors: domain and range errors.
pub fn pow(x: f64, y: f64) -> Result<f64> {
    if y == 0.0 || x == 1.0 {
        return Ok(1.0);
    }
    let r = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if r.is_nan() {
            return Err(domain_error());
        }
        if r.is_infinite() {
            return Err(if x == 0.0 { domain_error() } else { range_error() });
        }
    }
    Ok(r)
}

/// `math.fmod(x, y)`: the remainder with the sign of `x`. Errors: domain errors.
pub fn fmod(x: f64, y: f64) -> Result<f64> {
    if y.is_infinite() && x.is_finite() {
        return Ok(x);
    }
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error());
    }
    Ok(r)
}

/// `math.remainder(x, y)`: what is left of `x` after the nearest multiple of `y`, ties to even. Errors: domain errors.
pub fn remainder(x: f64, y: f64) -> Result<f64> {
    if x.is_nan() || y.is_nan() {
        return Ok(if x.is_nan() { x } else { y });
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain_error());
    }
    Ok(libm::remainder(x, y))
}

/// `math.fma(x, y, z)`. Errors: `ValueError` for an invalid operation, `OverflowError`.
pub fn fma(x: f64, y: f64, z: f64) -> Result<f64> {
    let r = x.mul_add(y, z);
    if r.is_finite() {
        return Ok(r);
    }
    if r.is_nan() {
        if !x.is_nan() && !y.is_nan() && !z.is_nan() {
            return Err(Error::value("invalid operation in fma"));
        }
    } else if x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(Error::overflow("overflow in fma"));
    }
    Ok(r)
}

/// `math.ldexp(x, e)`; an exponent beyond `i64` is passed as the nearest one. Errors: `OverflowError`.
pub fn ldexp(x: f64, e: i64) -> Result<f64> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let r = crate::float::ldexp(x, e);
    if r.is_infinite() { Err(range_error()) } else { Ok(r) }
}

/// `math.frexp(x)`: `x = m * 2^e` with `|m|` in `[0.5, 1)`.
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    libm::frexp(x)
}

/// `math.modf(x)`: fraction and whole part, both with the sign of `x`.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0.0f64.copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// `math.nextafter(x, y, steps)`.
pub fn next_after(x: f64, y: f64, steps: u64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return if x.is_nan() { x } else { y };
    }
    if steps == 0 || x == y {
        return if steps == 0 { x } else { y };
    }
    // Floats in order, as integers that count them: zero is 0, negative numbers count down.
    let place = |f: f64| {
        let magnitude = i128::from(f.to_bits() & !(1 << 63));
        if f.is_sign_negative() { -magnitude } else { magnitude }
    };
    let (from, to) = (place(x), place(y));
    let steps = i128::from(steps);
    let reached = if to > from { (from + steps).min(to) } else { (from - steps).max(to) };
    if reached == to {
        return y;
    }
    // Arriving at zero keeps the sign that the walk came with.
    let magnitude = f64::from_bits(reached.unsigned_abs() as u64);
    if reached < 0 || (reached == 0 && from < 0) { -magnitude } else { magnitude }
}

/// `math.ulp(x)`.
pub fn ulp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let x = x.abs();
    if x.is_infinite() {
        return x;
    }
    let next = x.next_up();
    if next.is_infinite() { x - x.next_down() } else { next - x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_as_cpython() {
        use Function::*;
        for (f, x) in [
            (Sqrt, -1.0),
            (Log, 0.0),
            (Log, -1.0),
            (Asin, 2.0),
            (Atanh, 1.0),
            (Acosh, 0.0),
            (Sin, f64::INFINITY),
            (Log1p, -1.0),
            (Log2, 0.0),
            (Log10, -1.0),
            (Gamma, 0.0),
            (Gamma, -1.0),
            (Lgamma, 0.0),
            (Tan, f64::INFINITY),
        ] {
            assert_eq!(f.apply(x), Err(domain_error()), "{f:?} {x}");
        }
        for (f, x) in [(Exp, 1000.0), (Sinh, 1000.0), (Expm1, 1000.0), (Gamma, 200.0), (Exp2, 5000.0), (Lgamma, 1e306)]
        {
            assert_eq!(f.apply(x), Err(range_error()), "{f:?} {x}");
        }
        assert_eq!(Exp.apply(f64::NEG_INFINITY), Ok(0.0));
        assert_eq!(pow(0.0, -1.0), Err(domain_error()));
        assert_eq!(pow(-1.0, 0.5), Err(domain_error()));
        assert_eq!(pow(10.0, 400.0), Err(range_error()));
        assert_eq!(pow(f64::NEG_INFINITY, 3.0), Ok(f64::NEG_INFINITY));
        assert_eq!(fmod(1.0, 0.0), Err(domain_error()));
        assert_eq!(remainder(1.0, 0.0), Err(domain_error()));
        assert_eq!(remainder(5.0, 2.0), Ok(1.0));
        assert_eq!(remainder(7.0, 2.0), Ok(-1.0));
        assert_eq!(ldexp(1.0, 5000), Err(range_error()));
        assert_eq!(ldexp(1.0, i64::MIN), Ok(0.0));
    }

    #[test]
    fn parts_and_neighbours() {
        assert_eq!(frexp(-8.5), (-0.53125, 4));
        assert_eq!(frexp(5e-324), (0.5, -1073));
        assert_eq!(modf(-3.25), (-0.25, -3.0));
        assert_eq!(modf(f64::NEG_INFINITY), (-0.0, f64::NEG_INFINITY));
        assert_eq!(next_after(0.0, 1.0, 3), 1.5e-323);
        assert_eq!(next_after(1.0, 2.0, u64::MAX), 2.0);
        assert_eq!(next_after(5e-324, -1.0, 2), -5e-324);
        assert!(next_after(-5e-324, 1.0, 1).is_sign_negative());
        assert_eq!(ulp(1.0), 2.220446049250313e-16);
        assert_eq!(ulp(f64::MAX), 1.99584030953472e292);
        let big = BigInt::from(10).pow(1000);
        assert_eq!(log_int(Function::Log, &big), Ok(2302.585092994045));
        assert_eq!(log_int(Function::Log10, &big), Ok(1000.0));
        assert_eq!(log_int(Function::Log2, &(BigInt::ONE << 5000usize)), Ok(5000.0));
    }
}
