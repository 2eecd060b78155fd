//! `math`: functions of real numbers. The rules are in `rcpy_primitives::math`; here arguments become numbers.

mod integer;
mod sum;

use rcpy_primitives::int as big;
use rcpy_primitives::math::{self as rules, Function};

use crate::memory::Ref;
use crate::natives;
use crate::object::module::ModuleDef;
use crate::object::number::IntValue;
use crate::runtime::{Args, PyResult, Thread};

macro_rules! functions {
    ($($name:ident $function:ident;)*) => {
        $( fn $name(t: &Thread, a: Args<'_>) -> PyResult {
            let x = t.as_f64(a.get(0))?;
            t.float(Function::$function.apply(x).map_err(|e| t.raise_rule(e))?)
        } )*
    };
}
functions! {
    acos Acos; acosh Acosh; asin Asin; asinh Asinh; atan Atan; atanh Atanh; cbrt Cbrt; cos Cos; cosh Cosh; erf Erf;
    erfc Erfc; exp Exp; exp2 Exp2; expm1 Expm1; fabs Fabs; gamma Gamma; lgamma Lgamma; log1p Log1p; sin Sin; sinh Sinh;
    sqrt Sqrt; tan Tan; tanh Tanh;
}

macro_rules! pairs {
    ($($name:ident $rule:expr;)*) => {
        $( fn $name(t: &Thread, a: Args<'_>) -> PyResult {
            let (x, y) = (t.as_f64(a.get(0))?, t.as_f64(a.get(1))?);
            let rule: fn(f64, f64) -> rcpy_primitives::Result<f64> = $rule;
            t.float(rule(x, y).map_err(|e| t.raise_rule(e))?)
        } )*
    };
}
pairs! {
    atan2 |y, x| Ok(y.atan2(x));
    copysign |x, y| Ok(x.copysign(y));
    fmod rules::fmod;
    pow rules::pow;
    remainder rules::remainder;
}

macro_rules! tests {
    ($($name:ident $test:expr;)*) => {
        $( fn $name(t: &Thread, a: Args<'_>) -> PyResult {
            let test: fn(f64) -> bool = $test;
            Ok(t.bool(test(t.as_f64(a.get(0))?)))
        } )*
    };
}
tests! {
    isfinite f64::is_finite;
    isinf f64::is_infinite;
    isnan f64::is_nan;
}

fn degrees(t: &Thread, a: Args<'_>) -> PyResult {
    t.float(t.as_f64(a.get(0))? * (180.0 / std::f64::consts::PI))
}

fn radians(t: &Thread, a: Args<'_>) -> PyResult {
    t.float(t.as_f64(a.get(0))? * (std::f64::consts::PI / 180.0))
}

fn ulp(t: &Thread, a: Args<'_>) -> PyResult {
    t.float(rules::ulp(t.as_f64(a.get(0))?))
}

/// A logarithm; that of an int may be taken of more than floats hold.
fn logarithm(t: &Thread, value: &Ref, function: Function) -> PyResult<f64> {
    let result = match t.int_value(value) {
        Some(IntValue::Small(n)) => function.apply(n as f64),
        Some(IntValue::Big(n)) => rules::log_int(function, n),
        None => function.apply(t.as_f64(value)?),
    };
    result.map_err(|e| t.raise_rule(e))
}

fn log(t: &Thread, a: Args<'_>) -> PyResult {
    let x = logarithm(t, a.get(0), Function::Log)?;
    let Some(base) = a.opt(1) else { return t.float(x) };
    let base = logarithm(t, base, Function::Log)?;
    if base == 0.0 {
        return Err(t.zero_division_error("float division by zero"));
    }
    t.float(x / base)
}

fn log2(t: &Thread, a: Args<'_>) -> PyResult {
    t.float(logarithm(t, a.get(0), Function::Log2)?)
}

fn log10(t: &Thread, a: Args<'_>) -> PyResult {
    t.float(logarithm(t, a.get(0), Function::Log10)?)
}

fn fma(t: &Thread, a: Args<'_>) -> PyResult {
    let (x, y, z) = (t.as_f64(a.get(0))?, t.as_f64(a.get(1))?, t.as_f64(a.get(2))?);
    t.float(rules::fma(x, y, z).map_err(|e| t.raise_rule(e))?)
}

fn frexp(t: &Thread, a: Args<'_>) -> PyResult {
    let (m, e) = rules::frexp(t.as_f64(a.get(0))?);
    t.tuple(vec![t.float(m)?, t.int(i64::from(e))?])
}

fn ldexp(t: &Thread, a: Args<'_>) -> PyResult {
    let x = t.as_f64(a.get(0))?;
    if !t.is_int(a.get(1)) {
        return Err(t.type_error("Expected an int as second argument to ldexp."));
    }
    let e = t.to_index_clamped(a.get(1))?;
    t.float(rules::ldexp(x, e).map_err(|e| t.raise_rule(e))?)
}

fn modf(t: &Thread, a: Args<'_>) -> PyResult {
    let (fraction, whole) = rules::modf(t.as_f64(a.get(0))?);
    t.tuple(vec![t.float(fraction)?, t.float(whole)?])
}

fn nextafter(t: &Thread, a: Args<'_>) -> PyResult {
    let (x, y) = (t.as_f64(a.get(0))?, t.as_f64(a.get(1))?);
    let steps = match a.opt_not_none(t, 2) {
        None => 1,
        Some(steps) => {
            let steps = t.to_big_index(steps)?;
            if big::is_negative(&steps) {
                return Err(t.value_error("steps must be a non-negative integer"));
            }
            u64::try_from(&steps).unwrap_or(u64::MAX)
        }
    };
    t.float(rules::next_after(x, y, steps))
}

/// A tolerance argument of `isclose`.
pub(super) fn tolerance(t: &Thread, given: Option<&Ref>, default: f64) -> PyResult<f64> {
    let value = given.map_or(Ok(default), |v| t.as_f64(v))?;
    if value < 0.0 {
        return Err(t.value_error("tolerances must be non-negative"));
    }
    Ok(value)
}

fn isclose(t: &Thread, a: Args<'_>) -> PyResult {
    let (x, y) = (t.as_f64(a.get(0))?, t.as_f64(a.get(1))?);
    let (relative, absolute) = (tolerance(t, a.opt(2), 1e-9)?, tolerance(t, a.opt(3), 0.0)?);
    let close = if x == y {
        true
    } else if x.is_infinite() || y.is_infinite() {
        false
    } else {
        let difference = (y - x).abs();
        difference <= (relative * y).abs() || difference <= (relative * x).abs() || difference <= absolute
    };
    Ok(t.bool(close))
}

/// `math`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: natives![
        "acos(x, /)" => acos,
        "acosh(x, /)" => acosh,
        "asin(x, /)" => asin,
        "asinh(x, /)" => asinh,
        "atan(x, /)" => atan,
        "atan2(y, x, /)" => atan2,
        "atanh(x, /)" => atanh,
        "cbrt(x, /)" => cbrt,
        "ceil(x, /)" => integer::ceil,
        "comb(n, k, /)" => integer::comb,
        "copysign(x, y, /)" => copysign,
        "cos(x, /)" => cos,
        "cosh(x, /)" => cosh,
        "degrees(x, /)" => degrees,
        "dist(p, q, /)" => sum::dist,
        "erf(x, /)" => erf,
        "erfc(x, /)" => erfc,
        "exp(x, /)" => exp,
        "exp2(x, /)" => exp2,
        "expm1(x, /)" => expm1,
        "fabs(x, /)" => fabs,
        "factorial(n, /)" => integer::factorial,
        "floor(x, /)" => integer::floor,
        "fma(x, y, z, /)" => fma,
        "fmod(x, y, /)" => fmod,
        "frexp(x, /)" => frexp,
        "fsum(seq, /)" => sum::fsum,
        "gamma(x, /)" => gamma,
        "gcd(*integers)" => integer::gcd,
        "hypot(*coordinates)" => sum::hypot,
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)" => isclose,
        "isfinite(x, /)" => isfinite,
        "isinf(x, /)" => isinf,
        "isnan(x, /)" => isnan,
        "isqrt(n, /)" => integer::isqrt,
        "lcm(*integers)" => integer::lcm,
        "ldexp(x, i, /)" => ldexp,
        "lgamma(x, /)" => lgamma,
        "log(x, base=None, /)" => log,
        "log10(x, /)" => log10,
        "log1p(x, /)" => log1p,
        "log2(x, /)" => log2,
        "modf(x, /)" => modf,
        "nextafter(x, y, /, *, steps=None)" => nextafter,
        "perm(n, k=None, /)" => integer::perm,
        "pow(x, y, /)" => pow,
        "prod(iterable, /, *, start=1)" => sum::prod,
        "radians(x, /)" => radians,
        "remainder(x, y, /)" => remainder,
        "sin(x, /)" => sin,
        "sinh(x, /)" => sinh,
        "sqrt(x, /)" => sqrt,
        "sumprod(p, q, /)" => sum::sumprod,
        "tan(x, /)" => tan,
        "tanh(x, /)" => tanh,
        "trunc(x, /)" => integer::trunc,
        "ulp(x, /)" => ulp,
    ],
    constants: &[
        ("pi", |t| t.float(std::f64::consts::PI)),
        ("e", |t| t.float(std::f64::consts::E)),
        ("tau", |t| t.float(std::f64::consts::TAU)),
        ("inf", |t| t.float(f64::INFINITY)),
        ("nan", |t| t.float(f64::NAN)),
    ],
    ..ModuleDef::EMPTY
};
