//! `bool`: an `int` that prints differently and whose bit operators stay within it.

use super::int;
use crate::bytecode::BinaryOp;
use crate::memory::Ref;
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

fn is_bool(value: &Ref) -> bool {
    value.value().kind() == kind::BOOL
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    match a.opt(1) {
        Some(value) => Ok(t.bool(t.truth(value)?)),
        None => Ok(t.bool(false)),
    }
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    Ok(t.intern(if this.value().is_true(t) { "True" } else { "False" }))
}

fn invert(t: &Thread, this: &Ref) -> PyResult {
    let message = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise \
                   inversion of the underlying int object and is usually not what you expect from negating a bool. Use the \
                   'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying \
                   int.";
    crate::stdlib::warnings::warn(t, &crate::object::exception::DEPRECATION_WARNING, message, 1)?;
    t.int(if this.value().is_true(t) { -2 } else { -1 })
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    if is_bool(a) && is_bool(b) {
        let (x, y) = (a.value().is_true(t), b.value().is_true(t));
        match op {
            BinaryOp::And => return Ok(t.bool(x & y)),
            BinaryOp::Or => return Ok(t.bool(x | y)),
            BinaryOp::Xor => return Ok(t.bool(x ^ y)),
            _ => {}
        }
    }
    int::binary(t, op, a, b)
}

/// `bool`.
pub static BOOL: TypeDef = TypeDef {
    name: "bool",
    base: Some(&int::INT),
    kind: kind::BOOL,
    flags: flags::MATCH_SELF,
    slots: Slots {
        repr: Some(repr),
        binary: Some(binary),
        invert: Some(invert),
        new: Some(&natives!["bool(cls, object=False, /)" => new][0]),
        ..int::SLOTS
    },
    doc: "Returns True when the argument is true, False otherwise.\n\
          The builtins True and False are the only two instances of the class bool.\n\
          The class bool is a subclass of the class int, and cannot be subclassed.",
    ..TypeDef::EMPTY
};
