//! `Slots`: what a type does for each operator and protocol, as native functions.
//!
//! Reflected operators need no slots of their own: `binary` is called with the operands in source order, for the type of
//! either, and returns `NotImplemented` when it does not apply. Which dunder methods exist as attributes of a builtin type
//! follows from the slots that are set and from the operator masks.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::runtime::native::{CallArgs, NativeDef};
use crate::runtime::{PyResult, Thread};

type Unary<R = Ref> = fn(&Thread, &Ref) -> PyResult<R>;

/// See the module's documentation. `None` means that the type does not do it.
#[derive(Clone, Copy)]
pub struct Slots {
    /// `__repr__`.
    pub repr: Option<Unary>,
    /// `__str__`; without it `repr` serves.
    pub str: Option<Unary>,
    /// `__hash__`; a type that compares by value and has none is unhashable.
    pub hash: Option<Unary<i64>>,
    /// Is hashing refused (`__hash__ = None`)?
    pub unhashable: bool,
    /// `__call__`.
    pub call: Option<fn(&Thread, &Ref, CallArgs<'_>) -> PyResult>,
    /// `__getattribute__`; `None` means the generic lookup. The name is an interned `str`.
    pub getattr: Option<fn(&Thread, &Ref, &Ref) -> PyResult>,
    /// `__setattr__` (value) and `__delattr__` (`None`); `None` means the generic store.
    pub setattr: Option<fn(&Thread, &Ref, &Ref, Option<&Ref>) -> PyResult<()>>,
    /// `__get__`: descriptor, instance or `None`, owner class.
    pub descr_get: Option<fn(&Thread, &Ref, Option<&Ref>, &Ref) -> PyResult>,
    /// `__set__` (value) and `__delete__` (`None`): a data descriptor.
    pub descr_set: Option<fn(&Thread, &Ref, &Ref, Option<&Ref>) -> PyResult<()>>,
    /// `__iter__`.
    pub iter: Option<Unary>,
    /// `__next__`; `Ok(None)` when exhausted. StopIteration may also come as an error.
    pub next: Option<fn(&Thread, &Ref) -> PyResult<Option<Ref>>>,
    /// As `next`, for a builtin iterator that gives pairs: without making the tuple. What is no pair comes as `next` gives it.
    pub next_pair: Option<fn(&Thread, &Ref) -> PyResult<Option<Result<(Ref, Ref), Ref>>>>,
    /// Binary operators: operands in source order. Returns NotImplemented where it does not apply.
    pub binary: Option<fn(&Thread, BinaryOp, &Ref, &Ref) -> PyResult>,
    /// Which operators `binary` covers (bit per `BinaryOp`).
    pub binary_mask: u16,
    /// In-place operators.
    pub inplace: Option<fn(&Thread, BinaryOp, &Ref, &Ref) -> PyResult>,
    /// Which operators `inplace` covers.
    pub inplace_mask: u16,
    /// `__neg__`.
    pub negative: Option<Unary>,
    /// `__pos__`.
    pub positive: Option<Unary>,
    /// `__invert__`.
    pub invert: Option<Unary>,
    /// `__abs__`.
    pub abs: Option<Unary>,
    /// `__bool__`.
    pub bool: Option<Unary<bool>>,
    /// `__int__`.
    pub int: Option<Unary>,
    /// `__index__`.
    pub index: Option<Unary>,
    /// `__float__`.
    pub float: Option<Unary>,
    /// Rich comparison: called with `self` first; returns NotImplemented where it does not apply.
    pub compare: Option<fn(&Thread, &Ref, &Ref, CompareOp) -> PyResult>,
    /// `__len__`.
    pub len: Option<Unary<usize>>,
    /// `__getitem__`.
    pub getitem: Option<fn(&Thread, &Ref, &Ref) -> PyResult>,
    /// `__setitem__` (value) and `__delitem__` (`None`).
    pub setitem: Option<fn(&Thread, &Ref, &Ref, Option<&Ref>) -> PyResult<()>>,
    /// `__contains__`.
    pub contains: Option<fn(&Thread, &Ref, &Ref) -> PyResult<bool>>,
    /// `__reversed__` is a plain method; `__format__` too.
    /// `__await__`.
    pub r#await: Option<Unary>,
    /// `__aiter__`.
    pub aiter: Option<Unary>,
    /// `__anext__`.
    pub anext: Option<Unary>,
    /// `__new__`: first bound argument is the class.
    pub new: Option<&'static NativeDef>,
    /// `__init__`: first bound argument is the instance.
    pub init: Option<&'static NativeDef>,
    /// `__del__`, for classes that define it.
    pub del: Option<fn(&Thread, &Ref) -> PyResult<()>>,
}

impl Slots {
    /// A type that does nothing.
    pub const EMPTY: Slots = Slots {
        repr: None,
        str: None,
        hash: None,
        unhashable: false,
        call: None,
        getattr: None,
        setattr: None,
        descr_get: None,
        descr_set: None,
        iter: None,
        next: None,
        next_pair: None,
        binary: None,
        binary_mask: 0,
        inplace: None,
        inplace_mask: 0,
        negative: None,
        positive: None,
        invert: None,
        abs: None,
        bool: None,
        int: None,
        index: None,
        float: None,
        compare: None,
        len: None,
        getitem: None,
        setitem: None,
        contains: None,
        r#await: None,
        aiter: None,
        anext: None,
        new: None,
        init: None,
        del: None,
    };
}

/// The mask of a set of operators.
pub const fn mask(ops: &[BinaryOp]) -> u16 {
    let mut bits = 0;
    let mut i = 0;
    while i < ops.len() {
        bits |= 1 << ops[i] as u16;
        i += 1;
    }
    bits
}
