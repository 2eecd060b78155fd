//! `float`: operators, methods, the type.

use std::cmp::Ordering;

use rcpy_primitives::float::{self, Power};
use rcpy_primitives::hash;
use rcpy_primitives::int::{self as big};

use super::{BoxedFloat, IntValue, convert, format, int};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::string::Str;
use crate::object::string::search::shown_type;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

fn value(t: &Thread, this: &Ref) -> f64 {
    match t.float_value(this) {
        Some(x) => x,
        None => unreachable!("the type's own function is called with instances of the type"),
    }
}

/// An operand of float arithmetic: a float, or an int that is converted.
fn operand(t: &Thread, v: &Ref) -> PyResult<Option<f64>> {
    if let Some(x) = t.float_value(v) {
        return Ok(Some(x));
    }
    match t.int_value(v) {
        Some(IntValue::Small(n)) => Ok(Some(n as f64)),
        Some(IntValue::Big(n)) => big::to_float(n).map(Some).map_err(|e| t.raise_rule(e)),
        None => Ok(None),
    }
}

/// `x ** y`, which is complex for a negative base and a broken exponent.
pub fn power(t: &Thread, x: f64, y: f64) -> PyResult {
    match float::pow(x, y).map_err(|e| t.raise_rule(e))? {
        Power::Real(x) => t.float(x),
        Power::Complex(z) => t.complex(z.re, z.im),
    }
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let Some(x) = operand(t, a)? else { return Ok(t.not_implemented()) };
    let Some(y) = operand(t, b)? else { return Ok(t.not_implemented()) };
    let result = match op {
        BinaryOp::Add => Ok(x + y),
        BinaryOp::Sub => Ok(x - y),
        BinaryOp::Mul => Ok(x * y),
        BinaryOp::TrueDiv => float::div(x, y),
        BinaryOp::FloorDiv => float::floor_div(x, y),
        BinaryOp::Mod => float::modulo(x, y),
        BinaryOp::Pow => return power(t, x, y),
        _ => return Ok(t.not_implemented()),
    };
    t.float(result.map_err(|e| t.raise_rule(e))?)
}

/// The order of an int and a float, exactly; `None` for NaN.
pub fn order_mixed(n: IntValue<'_>, x: f64) -> Option<Ordering> {
    const EXACT: i64 = 1 << 53;
    match n {
        IntValue::Small(n) if (-EXACT..=EXACT).contains(&n) => (n as f64).partial_cmp(&x),
        n => big::compare_float(&n.to_big(), x),
    }
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let order = match (t.float_value(a), t.float_value(b)) {
        (Some(x), Some(y)) => x.partial_cmp(&y),
        (Some(x), None) => match t.int_value(b) {
            Some(n) => order_mixed(n, x).map(Ordering::reverse),
            None => return Ok(t.not_implemented()),
        },
        (None, Some(y)) => match t.int_value(a) {
            Some(n) => order_mixed(n, y),
            None => return Ok(t.not_implemented()),
        },
        (None, None) => return Ok(t.not_implemented()),
    };
    Ok(t.bool(match order {
        Some(order) => int::answer(op, order),
        None => op == CompareOp::Ne,
    }))
}

fn hash(t: &Thread, this: &Ref) -> PyResult<i64> {
    Ok(hash::float(value(t, this), hash::address(this.value().address() as usize)))
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    t.string(float::repr(value(t, this)))
}

fn truth(t: &Thread, this: &Ref) -> PyResult<bool> {
    Ok(value(t, this) != 0.0)
}

fn negative(t: &Thread, this: &Ref) -> PyResult {
    t.float(-value(t, this))
}

fn itself(t: &Thread, this: &Ref) -> PyResult {
    if this.value().as_exact_float().is_some() { Ok(this.clone()) } else { t.float(value(t, this)) }
}

fn abs(t: &Thread, this: &Ref) -> PyResult {
    t.float(value(t, this).abs())
}

fn to_int(t: &Thread, this: &Ref) -> PyResult {
    int::from_float(t, value(t, this))
}

// --- methods

fn plain(t: &Thread, a: Args<'_>) -> PyResult {
    itself(t, a.get(0))
}

fn getnewargs(t: &Thread, a: Args<'_>) -> PyResult {
    t.tuple(vec![itself(t, a.get(0))?])
}

fn trunc(t: &Thread, a: Args<'_>) -> PyResult {
    to_int(t, a.get(0))
}

fn floor(t: &Thread, a: Args<'_>) -> PyResult {
    int::from_float(t, value(t, a.get(0)).floor())
}

fn ceil(t: &Thread, a: Args<'_>) -> PyResult {
    int::from_float(t, value(t, a.get(0)).ceil())
}

fn round(t: &Thread, a: Args<'_>) -> PyResult {
    let x = value(t, a.get(0));
    match a.opt_not_none(t, 1) {
        None => int::round_float(t, x),
        Some(digits) => {
            let digits = t.to_index_clamped(digits)?;
            t.float(float::round_digits(x, digits).map_err(|e| t.raise_rule(e))?)
        }
    }
}

fn divmod(t: &Thread, a: Args<'_>) -> PyResult {
    divide(t, a.get(0), a.get(1))
}

fn rdivmod(t: &Thread, a: Args<'_>) -> PyResult {
    divide(t, a.get(1), a.get(0))
}

fn divide(t: &Thread, a: &Ref, b: &Ref) -> PyResult {
    let Some(x) = operand(t, a)? else { return Ok(t.not_implemented()) };
    let Some(y) = operand(t, b)? else { return Ok(t.not_implemented()) };
    let (quotient, rest) = float::divmod(x, y).map_err(|e| t.raise_rule(e))?;
    t.tuple(vec![t.float(quotient)?, t.float(rest)?])
}

fn is_integer(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(float::is_integer(value(t, a.get(0)))))
}

fn as_integer_ratio(t: &Thread, a: Args<'_>) -> PyResult {
    let (n, d) = float::as_integer_ratio(value(t, a.get(0))).map_err(|e| t.raise_rule(e))?;
    t.tuple(vec![t.big_int(n)?, t.big_int(d)?])
}

fn hex(t: &Thread, a: Args<'_>) -> PyResult {
    t.string(float::to_hex(value(t, a.get(0))))
}

fn fromhex(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(text) = a.get(1).downcast::<Str>() else {
        return Err(t.type_error("bad argument type for built-in operation"));
    };
    let x = t.float(float::from_hex(&text.to_str()).map_err(|e| t.raise_rule(e))?)?;
    if a.get(0).value().address() == t.types().float.as_ptr() {
        return Ok(x);
    }
    t.call(a.get(0), &[x])
}

fn getformat(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(1).as_string().is_none() {
        let found = shown_type(t, a.get(1));
        return Err(t.type_error(format!("__getformat__() argument must be str, not {found}")));
    }
    match &*t.str_of(a.get(1)) {
        "double" | "float" => {
            t.str(if cfg!(target_endian = "big") { "IEEE, big-endian" } else { "IEEE, little-endian" })
        }
        _ => Err(t.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

fn get_plain(t: &Thread, this: &Ref) -> PyResult {
    itself(t, this)
}

fn get_zero(t: &Thread, _this: &Ref) -> PyResult {
    t.float(0.0)
}

/// `float`.
pub static FLOAT: TypeDef = TypeDef {
    name: "float",
    kind: kind::FLOAT,
    flags: flags::BASE | flags::MATCH_SELF,
    size: size_of::<Object<BoxedFloat>>(),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        binary: Some(binary),
        binary_mask: mask(&[
            BinaryOp::Add,
            BinaryOp::Sub,
            BinaryOp::Mul,
            BinaryOp::TrueDiv,
            BinaryOp::FloorDiv,
            BinaryOp::Mod,
            BinaryOp::Pow,
        ]),
        negative: Some(negative),
        positive: Some(itself),
        abs: Some(abs),
        bool: Some(truth),
        int: Some(to_int),
        float: Some(itself),
        compare: Some(compare),
        new: Some(&natives!["float(cls, x=0, /)" => convert::new_float][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "as_integer_ratio(self, /)" => as_integer_ratio,
        "conjugate(self, /)" => plain,
        "@class fromhex(cls, string, /)" => fromhex,
        "hex(self, /)" => hex,
        "is_integer(self, /)" => is_integer,
        "__ceil__(self, /)" => ceil,
        "@slot __divmod__(self, value, /)" => divmod,
        "__floor__(self, /)" => floor,
        "__format__(self, format_spec, /)" => format::format_float,
        "@class __getformat__(cls, typestr, /)" => getformat,
        "__getnewargs__(self, /)" => getnewargs,
        "@slot __rdivmod__(self, value, /)" => rdivmod,
        "__round__(self, ndigits=None, /)" => round,
        "__trunc__(self, /)" => trunc,
    ],
    getset: &[
        GetSetDef { name: "real", get: get_plain, set: None },
        GetSetDef { name: "imag", get: get_zero, set: None },
    ],
    doc: "Convert a string or number to a floating-point number, if possible.",
    ..TypeDef::EMPTY
};
