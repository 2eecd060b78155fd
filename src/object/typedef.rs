//! `TypeDef`: the static description of a builtin type.
//!
//! A type object is made from its description when it is first asked for (`Thread::class`), once in a Vm; those that the
//! interpreter needs all the time are fields of `runtime::types::Types`.

use super::slots::Slots;
use crate::memory::{Kind, Ref};
use crate::runtime::native::NativeDef;
use crate::runtime::{PyResult, Thread};

/// See the module's documentation. Write one as `TypeDef { name: …, ..TypeDef::EMPTY }`.
pub struct TypeDef {
    /// `module.name`; without a dot the module is `builtins`.
    pub name: &'static str,
    /// The base; `None` means `object`.
    pub base: Option<&'static TypeDef>,
    /// A second base, for `ExceptionGroup` alone; its layout is that of `base`.
    pub second_base: Option<&'static TypeDef>,
    /// The kind of instances.
    pub kind: Kind,
    /// Bits of `class::flags`.
    pub flags: u32,
    /// Size of the payload with its header in bytes, so that subclasses can put their attributes behind it; 0 when the type
    /// cannot be subclassed.
    pub size: usize,
    /// Where the payload itself ends in an attribute area (in bytes from the header), so that instances have `__dict__` and
    /// instances of subclasses keep their attributes and members there; 0: the area of a subclass follows the payload.
    pub attributes: u32,
    /// Places in the attribute area that belong to the type, as `__slots__` members do to a class.
    pub members: u32,
    /// What instances do.
    pub slots: Slots,
    /// Methods; the first parameter of the signature is `self`. `@static` and `@class` before the name make a static or class method.
    pub methods: &'static [NativeDef],
    /// Computed attributes.
    pub getset: &'static [GetSetDef],
    /// Class attributes made at start: name and maker.
    pub constants: &'static [(&'static str, fn(&Thread) -> PyResult)],
    /// `__doc__`.
    pub doc: &'static str,
}

/// A computed attribute.
pub struct GetSetDef {
    /// Its name.
    pub name: &'static str,
    /// Reads it.
    pub get: fn(&Thread, &Ref) -> PyResult,
    /// Writes it, or deletes it when there is no value; read-only without.
    pub set: Option<fn(&Thread, &Ref, Option<&Ref>) -> PyResult<()>>,
}

/// The setter of what CPython has as a read-only member of a C struct, not as a computed attribute.
pub const READONLY_MEMBER: Option<fn(&Thread, &Ref, Option<&Ref>) -> PyResult<()>> = Some(readonly_member);

fn readonly_member(t: &Thread, _this: &Ref, _value: Option<&Ref>) -> PyResult<()> {
    Err(t.attribute_error("readonly attribute"))
}

impl TypeDef {
    /// A description with nothing in it.
    pub const EMPTY: TypeDef = TypeDef {
        name: "",
        base: None,
        second_base: None,
        kind: super::kind::BOXED,
        flags: 0,
        size: 0,
        attributes: 0,
        members: 0,
        slots: Slots::EMPTY,
        methods: &[],
        getset: &[],
        constants: &[],
        doc: "",
    };
}
