//! `_operator`: the operators as functions, and callables that look something up. `py/operator.py` gives them their other names.

mod getter;
mod sequence;

use crate::bytecode::{BinaryOp, CompareOp};
use crate::natives;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Thread};

macro_rules! binary {
    ($($name:ident $inplace:ident $op:ident;)*) => {
        $(
            fn $name(t: &Thread, a: Args<'_>) -> PyResult {
                t.binary(BinaryOp::$op, a.get(0), a.get(1))
            }
            fn $inplace(t: &Thread, a: Args<'_>) -> PyResult {
                t.inplace(BinaryOp::$op, a.get(0), a.get(1))
            }
        )*
    };
}
binary! {
    add iadd Add; sub isub Sub; mul imul Mul; truediv itruediv TrueDiv; floordiv ifloordiv FloorDiv; mod_ imod Mod;
    pow ipow Pow; lshift ilshift LShift; rshift irshift RShift; and_ iand And; or_ ior Or; xor ixor Xor;
    matmul imatmul MatMul;
}

macro_rules! comparison {
    ($($name:ident $op:ident;)*) => {
        $( fn $name(t: &Thread, a: Args<'_>) -> PyResult {
            t.compare(a.get(0), a.get(1), CompareOp::$op)
        } )*
    };
}
comparison! { lt Lt; le Le; eq Eq; ne Ne; gt Gt; ge Ge; }

fn abs(t: &Thread, a: Args<'_>) -> PyResult {
    t.abs(a.get(0))
}

fn neg(t: &Thread, a: Args<'_>) -> PyResult {
    t.negative(a.get(0))
}

fn pos(t: &Thread, a: Args<'_>) -> PyResult {
    t.positive(a.get(0))
}

fn invert(t: &Thread, a: Args<'_>) -> PyResult {
    t.invert(a.get(0))
}

fn not_(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(!t.truth(a.get(0))?))
}

fn truth(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(t.truth(a.get(0))?))
}

fn is_(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(a.get(0).is(a.get(1))))
}

fn is_not(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(!a.get(0).is(a.get(1))))
}

fn index(t: &Thread, a: Args<'_>) -> PyResult {
    let n = t.index_object(a.get(0))?;
    t.plain_int(&n)
}

fn getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.getitem(a.get(0), a.get(1))
}

fn setitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.setitem(a.get(0), a.get(1), a.get(2))?;
    Ok(t.none())
}

fn delitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.delitem(a.get(0), a.get(1))?;
    Ok(t.none())
}

/// `operator`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_operator",
    doc: "Operator interface.\n\n\
              This module exports a set of functions implemented in C corresponding\n\
              to the intrinsic operators of Python.  For example, operator.add(x, y)\n\
              is equivalent to the expression x+y.",
    functions: natives![
        "abs(a, /)" => abs,
        "add(a, b, /)" => add,
        "and_(a, b, /)" => and_,
        "call(obj, /, *args, **kwargs)" => sequence::call,
        "concat(a, b, /)" => sequence::concat,
        "contains(a, b, /)" => sequence::contains,
        "countOf(a, b, /)" => sequence::count_of,
        "delitem(a, b, /)" => delitem,
        "eq(a, b, /)" => eq,
        "floordiv(a, b, /)" => floordiv,
        "ge(a, b, /)" => ge,
        "getitem(a, b, /)" => getitem,
        "gt(a, b, /)" => gt,
        "iadd(a, b, /)" => iadd,
        "iand(a, b, /)" => iand,
        "iconcat(a, b, /)" => sequence::iconcat,
        "ifloordiv(a, b, /)" => ifloordiv,
        "ilshift(a, b, /)" => ilshift,
        "imatmul(a, b, /)" => imatmul,
        "imod(a, b, /)" => imod,
        "imul(a, b, /)" => imul,
        "index(a, /)" => index,
        "indexOf(a, b, /)" => sequence::index_of,
        "inv(a, /)" => invert,
        "invert(a, /)" => invert,
        "ior(a, b, /)" => ior,
        "ipow(a, b, /)" => ipow,
        "irshift(a, b, /)" => irshift,
        "is_(a, b, /)" => is_,
        "is_not(a, b, /)" => is_not,
        "isub(a, b, /)" => isub,
        "itruediv(a, b, /)" => itruediv,
        "ixor(a, b, /)" => ixor,
        "le(a, b, /)" => le,
        "length_hint(obj, default=0, /)" => sequence::length_hint,
        "lshift(a, b, /)" => lshift,
        "lt(a, b, /)" => lt,
        "matmul(a, b, /)" => matmul,
        "mod(a, b, /)" => mod_,
        "mul(a, b, /)" => mul,
        "ne(a, b, /)" => ne,
        "neg(a, /)" => neg,
        "not_(a, /)" => not_,
        "or_(a, b, /)" => or_,
        "pos(a, /)" => pos,
        "pow(a, b, /)" => pow,
        "rshift(a, b, /)" => rshift,
        "setitem(a, b, c, /)" => setitem,
        "sub(a, b, /)" => sub,
        "truediv(a, b, /)" => truediv,
        "truth(a, /)" => truth,
        "xor(a, b, /)" => xor,
    ],
    constants: &[],
    types: &[&getter::ATTRGETTER, &getter::ITEMGETTER, &getter::METHODCALLER],
    init: None,
};
