//! `complex`: operators, methods, the type.

use rcpy_primitives::float::complex::{self as algorithm, Complex};
use rcpy_primitives::hash;
use rcpy_primitives::int as big;

use super::{ComplexBody, IntValue, convert, float, format};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

/// The number of a `complex` object, instances of subclasses included.
pub fn complex_value(v: &Ref) -> Option<Complex> {
    v.downcast::<ComplexBody>().map(|body| Complex::new(body.re, body.im))
}

fn value(this: &Ref) -> Complex {
    match complex_value(this) {
        Some(z) => z,
        None => unreachable!("the type's own function is called with instances of the type"),
    }
}

/// An operand of complex arithmetic.
fn operand(t: &Thread, v: &Ref) -> PyResult<Option<Complex>> {
    if let Some(z) = complex_value(v) {
        return Ok(Some(z));
    }
    if let Some(x) = t.float_value(v) {
        return Ok(Some(Complex::new(x, 0.0)));
    }
    match t.int_value(v) {
        Some(IntValue::Small(n)) => Ok(Some(Complex::new(n as f64, 0.0))),
        Some(IntValue::Big(n)) => Ok(Some(Complex::new(big::to_float(n).map_err(|e| t.raise_rule(e))?, 0.0))),
        None => Ok(None),
    }
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let Some(x) = operand(t, a)? else { return Ok(t.not_implemented()) };
    let Some(y) = operand(t, b)? else { return Ok(t.not_implemented()) };
    let result = match op {
        BinaryOp::Add => Ok(Complex::new(x.re + y.re, x.im + y.im)),
        BinaryOp::Sub => Ok(Complex::new(x.re - y.re, x.im - y.im)),
        BinaryOp::Mul => Ok(algorithm::mul(x, y)),
        BinaryOp::TrueDiv => algorithm::div(x, y),
        BinaryOp::Pow => algorithm::pow(x, y),
        _ => return Ok(t.not_implemented()),
    };
    let z = result.map_err(|e| t.raise_rule(e))?;
    t.complex(z.re, z.im)
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(t.not_implemented());
    }
    let (this, other) = if complex_value(a).is_some() { (a, b) } else { (b, a) };
    let x = value(this);
    let equal = if let Some(y) = complex_value(other) {
        x.re == y.re && x.im == y.im
    } else if let Some(y) = t.float_value(other) {
        x.re == y && x.im == 0.0
    } else if let Some(n) = t.int_value(other) {
        x.im == 0.0 && float::order_mixed(n, x.re).is_some_and(std::cmp::Ordering::is_eq)
    } else {
        return Ok(t.not_implemented());
    };
    Ok(t.bool(equal == (op == CompareOp::Eq)))
}

fn hash(_t: &Thread, this: &Ref) -> PyResult<i64> {
    let z = value(this);
    Ok(hash::complex(z.re, z.im, hash::address(this.value().address() as usize)))
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    t.string(algorithm::repr(value(this)))
}

fn truth(_t: &Thread, this: &Ref) -> PyResult<bool> {
    let z = value(this);
    Ok(z.re != 0.0 || z.im != 0.0)
}

fn negative(t: &Thread, this: &Ref) -> PyResult {
    let z = value(this);
    t.complex(-z.re, -z.im)
}

fn itself(t: &Thread, this: &Ref) -> PyResult {
    if this.downcast_exact::<ComplexBody>().is_some() {
        return Ok(this.clone());
    }
    let z = value(this);
    t.complex(z.re, z.im)
}

fn abs(t: &Thread, this: &Ref) -> PyResult {
    t.float(algorithm::abs(value(this)).map_err(|e| t.raise_rule(e))?)
}

fn conjugate(t: &Thread, a: Args<'_>) -> PyResult {
    let z = value(a.get(0));
    t.complex(z.re, -z.im)
}

fn dunder_complex(t: &Thread, a: Args<'_>) -> PyResult {
    itself(t, a.get(0))
}

fn getnewargs(t: &Thread, a: Args<'_>) -> PyResult {
    let z = value(a.get(0));
    t.tuple(vec![t.float(z.re)?, t.float(z.im)?])
}

fn get_real(t: &Thread, this: &Ref) -> PyResult {
    t.float(value(this).re)
}

fn get_imag(t: &Thread, this: &Ref) -> PyResult {
    t.float(value(this).im)
}

/// `complex`.
pub static COMPLEX: TypeDef = TypeDef {
    name: "complex",
    kind: kind::COMPLEX,
    flags: flags::BASE,
    size: size_of::<Object<ComplexBody>>(),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul, BinaryOp::TrueDiv, BinaryOp::Pow]),
        negative: Some(negative),
        positive: Some(itself),
        abs: Some(abs),
        bool: Some(truth),
        compare: Some(compare),
        new: Some(&natives!["complex(cls, real=0, imag=0)" => convert::new_complex][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "conjugate(self, /)" => conjugate,
        "__complex__(self, /)" => dunder_complex,
        "__format__(self, format_spec, /)" => format::format_complex,
        "__getnewargs__(self, /)" => getnewargs,
    ],
    getset: &[
        GetSetDef { name: "real", get: get_real, set: READONLY_MEMBER },
        GetSetDef { name: "imag", get: get_imag, set: READONLY_MEMBER },
    ],
    doc: "Create a complex number from a string or numbers.",
    ..TypeDef::EMPTY
};
