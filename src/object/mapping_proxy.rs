//! `mappingproxy`: a mapping that can be read only, such as the namespace of a class.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::dict::Dict;
use crate::object::list::List;
use crate::object::slots::{Slots, mask};
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The payload.
struct MappingProxy {
    mapping: Slot,
}

crate::opaque!(MappingProxy { mapping });

impl Thread {
    /// A read-only view of a mapping.
    pub fn mapping_proxy(&self, mapping: &Ref) -> PyResult {
        self.opaque(&MAPPING_PROXY, MappingProxy { mapping: Slot::new(mapping.clone()) })
    }
}

fn this(value: &Ref) -> Ref {
    value.opaque::<MappingProxy>().and_then(|proxy| proxy.mapping.get()).expect("a proxy keeps its mapping")
}

/// What a proxy stands for; anything else stands for itself.
fn behind(value: &Ref) -> Ref {
    value.opaque::<MappingProxy>().and_then(|proxy| proxy.mapping.get()).unwrap_or_else(|| value.clone())
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let mapping = a.get(1);
    let sequence = mapping.downcast::<List>().is_some() || mapping.downcast::<Tuple>().is_some();
    if t.type_of(mapping).slots().getitem.is_none() || sequence {
        return Err(t.type_error(format!("mappingproxy() argument must be a mapping, not {}", t.type_name(mapping))));
    }
    t.new_object(a.get(0), Boxed(Box::new(MappingProxy { mapping: Slot::new(mapping.clone()) })))
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let Some(_guard) = t.repr_enter(value)? else { return t.str("mappingproxy(...)") };
    t.string(format!("mappingproxy({})", t.repr_text(&this(value))?))
}

fn str_(t: &Thread, value: &Ref) -> PyResult {
    t.to_str(&this(value))
}

fn hash(t: &Thread, value: &Ref) -> PyResult<i64> {
    t.hash(&this(value))
}

fn len(t: &Thread, value: &Ref) -> PyResult<usize> {
    t.len(&this(value))
}

fn iterate(t: &Thread, value: &Ref) -> PyResult {
    t.iter(&this(value))
}

fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    t.getitem(&this(value), key)
}

fn contains(t: &Thread, value: &Ref, key: &Ref) -> PyResult<bool> {
    let mapping = this(value);
    match mapping.downcast_exact::<Dict>() {
        Some(dict) => dict.contains(t, key),
        None => t.contains(&mapping, key),
    }
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    t.compare(&this(a), b, op)
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    t.try_binary(op, &behind(a), &behind(b))
}

fn inplace(t: &Thread, _op: BinaryOp, a: &Ref, _b: &Ref) -> PyResult {
    Err(t.type_error(format!("'|=' is not supported by {}; use '|' instead", t.type_name(a))))
}

fn get(t: &Thread, a: Args<'_>) -> PyResult {
    let none = t.none();
    t.call_method(&this(a.get(0)), "get", &[a.get(1).clone(), a.opt(2).unwrap_or(&none).clone()])
}

fn keys(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(&this(a.get(0)), "keys", &[])
}

fn values(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(&this(a.get(0)), "values", &[])
}

fn items(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(&this(a.get(0)), "items", &[])
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(&this(a.get(0)), "copy", &[])
}

fn reversed(t: &Thread, a: Args<'_>) -> PyResult {
    t.call_method(&this(a.get(0)), "__reversed__", &[])
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

/// `types.MappingProxyType`.
pub static MAPPING_PROXY: TypeDef = TypeDef {
    name: "mappingproxy",
    flags: flags::MAPPING,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        str: Some(str_),
        hash: Some(hash),
        iter: Some(iterate),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Or]),
        inplace: Some(inplace),
        inplace_mask: mask(&[BinaryOp::Or]),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(getitem),
        contains: Some(contains),
        new: Some(&natives!["mappingproxy(cls, mapping)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "get(self, key, default=None, /)" => get,
        "keys(self, /)" => keys,
        "values(self, /)" => values,
        "items(self, /)" => items,
        "copy(self, /)" => copy,
        "__reversed__(self, /)" => reversed,
        "@class __class_getitem__(cls, object, /)" => class_getitem,
    ],
    doc: "Read-only proxy of a mapping.",
    ..TypeDef::EMPTY
};
