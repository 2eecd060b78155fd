//! `None`, `...`, `NotImplemented`, and the payload of bools in builds without tagged values.

use super::kind;
use super::slots::Slots;
use super::typedef::TypeDef;
use crate::config::IMMORTAL;
use crate::memory::{Kind, Object, Payload, Ref, Value, header};
use crate::natives;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of an object that is the only one of its type: nothing but room for the link that a free block holds behind
/// its header. `N` is the number of its kind.
pub struct Singleton<const N: u8> {
    _link: u64,
}

// SAFETY: each kind has a parameter value of its own; there are no references.
unsafe impl<const N: u8> Payload for Singleton<N> {
    const KIND: Kind = Kind(N);
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

/// The payload of `True` and `False`.
pub struct BoolBody(pub bool);

// SAFETY: the kind is this payload's alone; there are no references.
unsafe impl Payload for BoolBody {
    const KIND: Kind = kind::BOOL;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

const _: () = assert!(kind::NONE.0 == 1 && kind::ELLIPSIS.0 == 2 && kind::NOT_IMPLEMENTED.0 == 3);

/// Makes an object that the Vm keeps to its end.
fn make<T: Payload>(t: &Thread, ty: *mut crate::memory::Header, body: T) -> PyResult {
    let flags = if IMMORTAL { header::IMMORTAL } else { 0 };
    Ok(Object::allocate_as(&t.base, T::KIND, flags, ty, 0, body)?)
}

/// The objects of a new Vm, in this order: None, True, False (used by builds without tagged values), `NotImplemented`, `...`.
pub fn make_all(t: &Thread) -> PyResult<[Ref; 5]> {
    let types = t.types();
    Ok([
        make(t, types.none_type.as_ptr(), Singleton::<1> { _link: 0 })?,
        make(t, types.bool.as_ptr(), BoolBody(true))?,
        make(t, types.bool.as_ptr(), BoolBody(false))?,
        make(t, types.not_implemented.as_ptr(), Singleton::<3> { _link: 0 })?,
        make(t, types.ellipsis.as_ptr(), Singleton::<2> { _link: 0 })?,
    ])
}

fn no_arguments(t: &Thread, a: &Args<'_>, name: &str) -> PyResult<()> {
    if a.rest().is_empty() && a.kwargs().is_none() {
        return Ok(());
    }
    Err(t.type_error(format!("{name} takes no arguments")))
}

fn new_none(t: &Thread, a: Args<'_>) -> PyResult {
    no_arguments(t, &a, "NoneType")?;
    Ok(t.none())
}

fn new_ellipsis(t: &Thread, a: Args<'_>) -> PyResult {
    no_arguments(t, &a, "EllipsisType")?;
    Ok(t.ellipsis())
}

fn new_not_implemented(t: &Thread, a: Args<'_>) -> PyResult {
    no_arguments(t, &a, "NotImplementedType")?;
    Ok(t.not_implemented())
}

fn none_repr(t: &Thread, _this: &Ref) -> PyResult {
    Ok(t.intern("None"))
}

fn none_hash(_t: &Thread, _this: &Ref) -> PyResult<i64> {
    // The number that CPython gives it since 3.12.
    Ok(0xfca8_6420)
}

fn no(_t: &Thread, _this: &Ref) -> PyResult<bool> {
    Ok(false)
}

fn ellipsis_repr(t: &Thread, _this: &Ref) -> PyResult {
    Ok(t.intern("Ellipsis"))
}

fn not_implemented_repr(t: &Thread, _this: &Ref) -> PyResult {
    Ok(t.intern("NotImplemented"))
}

fn not_implemented_truth(t: &Thread, _this: &Ref) -> PyResult<bool> {
    let message = "NotImplemented should not be used in a boolean context";
    crate::stdlib::warnings::warn(t, &super::exception::DEPRECATION_WARNING, message, 1)?;
    Ok(true)
}

fn ellipsis_reduce(t: &Thread, _a: Args<'_>) -> PyResult {
    t.str("Ellipsis")
}

fn not_implemented_reduce(t: &Thread, _a: Args<'_>) -> PyResult {
    t.str("NotImplemented")
}

/// `types.NoneType`.
pub static NONE_TYPE: TypeDef = TypeDef {
    name: "NoneType",
    kind: kind::NONE,
    slots: Slots {
        repr: Some(none_repr),
        hash: Some(none_hash),
        bool: Some(no),
        new: Some(&natives!["NoneType(cls, *args, **kwargs)" => new_none][0]),
        ..Slots::EMPTY
    },
    doc: "The type of the None singleton.",
    ..TypeDef::EMPTY
};

/// `types.EllipsisType`.
pub static ELLIPSIS_TYPE: TypeDef = TypeDef {
    name: "ellipsis",
    kind: kind::ELLIPSIS,
    slots: Slots {
        repr: Some(ellipsis_repr),
        new: Some(&natives!["ellipsis(cls, *args, **kwargs)" => new_ellipsis][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => ellipsis_reduce],
    doc: "The type of the Ellipsis singleton.",
    ..TypeDef::EMPTY
};

/// `types.NotImplementedType`.
pub static NOT_IMPLEMENTED_TYPE: TypeDef = TypeDef {
    name: "NotImplementedType",
    kind: kind::NOT_IMPLEMENTED,
    slots: Slots {
        repr: Some(not_implemented_repr),
        bool: Some(not_implemented_truth),
        new: Some(&natives!["NotImplementedType(cls, *args, **kwargs)" => new_not_implemented][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => not_implemented_reduce],
    doc: "The type of the NotImplemented singleton.",
    ..TypeDef::EMPTY
};
