//! `cmath`: functions of complex numbers.

use rcpy_primitives::float::complex::{self as complex_rules, Complex};
use rcpy_primitives::math::cmath::{self as rules, Function};

use crate::memory::Ref;
use crate::natives;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Thread};

fn number(t: &Thread, value: &Ref) -> PyResult<Complex> {
    let (re, im) = t.as_complex(value)?;
    Ok(Complex::new(re, im))
}

fn result(t: &Thread, z: rcpy_primitives::Result<Complex>) -> PyResult {
    let z = z.map_err(|e| t.raise_rule(e))?;
    t.complex(z.re, z.im)
}

macro_rules! functions {
    ($($name:ident $function:ident;)*) => {
        $( fn $name(t: &Thread, a: Args<'_>) -> PyResult {
            result(t, Function::$function.apply(number(t, a.get(0))?))
        } )*
    };
}
functions! {
    acos Acos; acosh Acosh; asin Asin; asinh Asinh; atan Atan; atanh Atanh; cos Cos; cosh Cosh; exp Exp; log10 Log10;
    sin Sin; sinh Sinh; sqrt Sqrt; tan Tan; tanh Tanh;
}

fn log(t: &Thread, a: Args<'_>) -> PyResult {
    let of = |v: &Ref| Function::Log.apply(number(t, v)?).map_err(|e| t.raise_rule(e));
    let x = of(a.get(0))?;
    match a.opt(1) {
        None => t.complex(x.re, x.im),
        Some(base) => result(t, complex_rules::div(x, of(base)?)),
    }
}

fn phase(t: &Thread, a: Args<'_>) -> PyResult {
    t.float(rules::phase(number(t, a.get(0))?))
}

fn polar(t: &Thread, a: Args<'_>) -> PyResult {
    let (size, phase) = rules::polar(number(t, a.get(0))?).map_err(|e| t.raise_rule(e))?;
    t.tuple(vec![t.float(size)?, t.float(phase)?])
}

fn rect(t: &Thread, a: Args<'_>) -> PyResult {
    result(t, rules::rect(t.as_f64(a.get(0))?, t.as_f64(a.get(1))?))
}

fn isfinite(t: &Thread, a: Args<'_>) -> PyResult {
    let z = number(t, a.get(0))?;
    Ok(t.bool(z.re.is_finite() && z.im.is_finite()))
}

fn isinf(t: &Thread, a: Args<'_>) -> PyResult {
    let z = number(t, a.get(0))?;
    Ok(t.bool(z.re.is_infinite() || z.im.is_infinite()))
}

fn isnan(t: &Thread, a: Args<'_>) -> PyResult {
    let z = number(t, a.get(0))?;
    Ok(t.bool(z.re.is_nan() || z.im.is_nan()))
}

fn isclose(t: &Thread, a: Args<'_>) -> PyResult {
    let (x, y) = (number(t, a.get(0))?, number(t, a.get(1))?);
    let relative = super::math::tolerance(t, a.opt(2), 1e-9)?;
    let absolute = super::math::tolerance(t, a.opt(3), 0.0)?;
    let infinite = |z: Complex| z.re.is_infinite() || z.im.is_infinite();
    let close = if x.re == y.re && x.im == y.im {
        true
    } else if infinite(x) || infinite(y) {
        false
    } else {
        let difference = (x.re - y.re).hypot(x.im - y.im);
        let size = |z: Complex| z.re.hypot(z.im);
        difference <= relative * size(y) || difference <= relative * size(x) || difference <= absolute
    };
    Ok(t.bool(close))
}

/// `cmath`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "cmath",
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    functions: natives![
        "acos(z, /)" => acos,
        "acosh(z, /)" => acosh,
        "asin(z, /)" => asin,
        "asinh(z, /)" => asinh,
        "atan(z, /)" => atan,
        "atanh(z, /)" => atanh,
        "cos(z, /)" => cos,
        "cosh(z, /)" => cosh,
        "exp(z, /)" => exp,
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)" => isclose,
        "isfinite(z, /)" => isfinite,
        "isinf(z, /)" => isinf,
        "isnan(z, /)" => isnan,
        "log(z, base=None, /)" => log,
        "log10(z, /)" => log10,
        "phase(z, /)" => phase,
        "polar(z, /)" => polar,
        "rect(r, phi, /)" => rect,
        "sin(z, /)" => sin,
        "sinh(z, /)" => sinh,
        "sqrt(z, /)" => sqrt,
        "tan(z, /)" => tan,
        "tanh(z, /)" => tanh,
    ],
    constants: &[
        ("pi", |t| t.float(std::f64::consts::PI)),
        ("e", |t| t.float(std::f64::consts::E)),
        ("tau", |t| t.float(std::f64::consts::TAU)),
        ("inf", |t| t.float(f64::INFINITY)),
        ("infj", |t| t.complex(0.0, f64::INFINITY)),
        ("nan", |t| t.float(f64::NAN)),
        ("nanj", |t| t.complex(0.0, f64::NAN)),
    ],
    ..ModuleDef::EMPTY
};
