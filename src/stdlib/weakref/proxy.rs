//! `weakref.proxy`: does to its object whatever is done to it, as long as the object lives.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::natives;
use crate::object::exception as ex;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::object::weakref::{Form, Weak};
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

/// The object behind a proxy; anything else as it is.
fn target(t: &Thread, value: &Ref) -> PyResult {
    match value.opaque::<Weak>().filter(|w| w.form != Form::Reference) {
        None => Ok(value.clone()),
        Some(weak) => {
            weak.get().ok_or_else(|| t.error(&ex::REFERENCE_ERROR, "weakly-referenced object no longer exists"))
        }
    }
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let object = this.opaque::<Weak>().expect("checked by the type").get();
    let own = this.value().address() as usize;
    t.string(match object {
        Some(object) => {
            let name = t.type_name(&object);
            format!("<weakproxy at {own:#x}; to '{name}' at {:#x}>", object.value().address() as usize)
        }
        None => format!("<weakproxy at {own:#x}; dead>"),
    })
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    t.try_binary(op, &target(t, a)?, &target(t, b)?)
}

fn inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    t.inplace(op, &target(t, a)?, &target(t, b)?)
}

fn to_int(t: &Thread, this: &Ref) -> PyResult {
    let object = target(t, this)?;
    crate::object::number::to_int_object(t, &object)
}

fn to_float(t: &Thread, this: &Ref) -> PyResult {
    t.float(t.as_f64(&target(t, this)?)?)
}

fn next(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    let object = target(t, this)?;
    if t.type_of(&object).slots().next.is_none() {
        return Err(t.type_error(format!("Weakref proxy referenced a non-iterator '{}' object", t.type_name(&object))));
    }
    t.next(&object)
}

fn setitem(t: &Thread, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let object = target(t, this)?;
    let key = target(t, key)?;
    match value {
        Some(value) => t.setitem(&object, &key, value),
        None => t.delitem(&object, &key),
    }
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    t.compare(&target(t, a)?, &target(t, b)?, op)
}

fn reversed(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(&target(t, a.get(0))?, "__reversed__", &[])
}

fn bytes(t: &Thread, a: Args<'_>) -> PyResult {
    t.call(&t.types().bytes.get(), &[target(t, a.get(0))?])
}

/// All binary operators.
const EVERY: u16 = (1 << (BinaryOp::MatMul as u16 + 1)) - 1;

const SLOTS: Slots = Slots {
    repr: Some(repr),
    str: Some(|t, this| t.to_str(&target(t, this)?)),
    unhashable: true,
    getattr: Some(|t, this, name| t.getattr_ref(&target(t, this)?, name)),
    setattr: Some(|t, this, name, value| t.setattr_ref(&target(t, this)?, name, value)),
    iter: Some(|t, this| t.iter(&target(t, this)?)),
    next: Some(next),
    binary: Some(binary),
    binary_mask: EVERY,
    inplace: Some(inplace),
    inplace_mask: EVERY,
    negative: Some(|t, this| t.negative(&target(t, this)?)),
    positive: Some(|t, this| t.positive(&target(t, this)?)),
    invert: Some(|t, this| t.invert(&target(t, this)?)),
    abs: Some(|t, this| t.abs(&target(t, this)?)),
    bool: Some(|t, this| t.truth(&target(t, this)?)),
    int: Some(to_int),
    index: Some(|t, this| t.index_object(&target(t, this)?)),
    float: Some(to_float),
    compare: Some(compare),
    len: Some(|t, this| t.len(&target(t, this)?)),
    getitem: Some(|t, this, key| t.getitem(&target(t, this)?, &target(t, key)?)),
    setitem: Some(setitem),
    contains: Some(|t, this, item| t.contains(&target(t, this)?, item)),
    ..Slots::EMPTY
};

/// `weakref.ProxyType`.
pub static PROXY: TypeDef = TypeDef {
    name: "weakref.ProxyType",
    slots: SLOTS,
    methods: natives!["__reversed__(self)" => reversed, "__bytes__(self)" => bytes],
    ..TypeDef::EMPTY
};

fn call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    t.call_kw(&target(t, this)?, args)
}

/// `weakref.CallableProxyType`.
pub static CALLABLE_PROXY: TypeDef = TypeDef {
    name: "weakref.CallableProxyType",
    slots: Slots { call: Some(call), ..SLOTS },
    methods: natives!["__reversed__(self)" => reversed, "__bytes__(self)" => bytes],
    ..TypeDef::EMPTY
};
