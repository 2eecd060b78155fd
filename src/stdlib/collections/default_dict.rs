//! `defaultdict`: a dict whose `__missing__` makes values. The factory is the one `__slots__`-like member of its instances.

use crate::bytecode::BinaryOp;
use crate::memory::{Kind, Object, Ref};
use crate::natives;
use crate::object::class::flags;
use crate::object::dict::{DICT, Dict};
use crate::object::instance::Attributes;
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

/// The layout of dicts with an attribute area behind them.
pub(super) const KIND: Kind = Kind(kind::DICT.0 | Kind::SUBCLASS);

fn body(value: &Ref) -> &Dict {
    value.downcast().expect("checked by the type")
}

/// Where an instance keeps its factory: as its first member.
fn attributes<'a>(t: &'a Thread, value: &'a Ref) -> &'a Attributes {
    let attributes = t.attributes_of(value).expect("instances have an attribute area");
    assert!(attributes.member_count() > 0, "the description asks for one member");
    attributes
}

/// The factory, or None.
fn factory_or_none(t: &Thread, value: &Ref) -> Ref {
    attributes(t, value).member_value(0).unwrap_or_else(|| t.none())
}

fn factory(t: &Thread, value: &Ref) -> Option<Ref> {
    attributes(t, value).member_value(0).filter(|f| !f.value().is_none(t))
}

fn set_factory(t: &Thread, value: &Ref, factory: Ref) {
    drop(attributes(t, value).replace_member(0, Some(factory)));
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Dict::EMPTY)
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    // Everything behind the factory goes to `dict`.
    if !a.rest().is_empty() {
        let given = a.rest().len() + 1;
        return Err(t.type_error(format!("dict expected at most 1 argument, got {given}")));
    }
    if let Some(factory) = a.opt_not_none(t, 1)
        && !t.is_callable(factory)
    {
        return Err(t.type_error("first argument must be callable or None"));
    }
    set_factory(t, a.get(0), a.opt(1).cloned().unwrap_or_else(|| t.none()));
    if let Some(other) = a.opt(2) {
        t.dict_update(a.get(0), other)?;
    }
    if let Some(kwargs) = a.kwargs() {
        t.dict_merge(body(a.get(0)), kwargs)?;
    }
    Ok(t.none())
}

fn make_missing(t: &Thread, this: &Ref, key: &Ref) -> PyResult {
    let Some(factory) = factory(t, this) else { return Err(t.key_error(key)) };
    let value = t.call(&factory, &[])?;
    t.setitem(this, key, &value)?;
    Ok(value)
}

fn missing(t: &Thread, a: Args<'_>) -> PyResult {
    make_missing(t, a.get(0), a.get(1))
}

fn getitem(t: &Thread, this: &Ref, key: &Ref) -> PyResult {
    if let Some(found) = body(this).get(t, key)? {
        return Ok(found);
    }
    // A subclass may have a `__missing__` of its own.
    if t.type_of(this).def.is_none()
        && let Some(method) = t.lookup_special(this, "__missing__")?
    {
        return t.call(&method, std::slice::from_ref(key));
    }
    make_missing(t, this, key)
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let plain = DICT.slots.repr.expect("dicts have a repr");
    let dict = plain(t, this)?;
    let factory = factory_or_none(t, this);
    let shown = match t.repr_enter(&factory)? {
        Some(_guard) => t.repr_text(&factory)?,
        None => "...".to_owned(),
    };
    let name = t.type_of(this).name.get().map_or_else(String::new, |n| t.str_of(&n).into_owned());
    t.string(format!("{name}({shown}, {})", t.str_of(&dict)))
}

/// A copy with the same factory and class.
fn duplicate(t: &Thread, this: &Ref) -> PyResult {
    let factory = factory_or_none(t, this);
    if t.type_of(this).def.is_some() {
        let copy = t.new_object(&t.class(&DEFAULT_DICT), body(this).duplicate(t)?)?;
        set_factory(t, &copy, factory);
        return Ok(copy);
    }
    t.call(&t.type_ref(this), &[factory, this.clone()])
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    duplicate(t, a.get(0))
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let args = match factory(t, this) {
        Some(factory) => t.tuple(vec![factory])?,
        None => t.empty_tuple(),
    };
    let items = t.iter(&t.call_method(this, "items", &[])?)?;
    t.tuple(vec![t.type_ref(this), args, t.none(), t.none(), items])
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    if op != BinaryOp::Or || a.downcast::<Dict>().is_none() || b.downcast::<Dict>().is_none() {
        return Ok(t.not_implemented());
    }
    let is_default = |v: &Ref| t.is_instance(v, &DEFAULT_DICT);
    if is_default(a) {
        let made = duplicate(t, a)?;
        t.dict_update(&made, b)?;
        return Ok(made);
    }
    let factory = factory_or_none(t, b);
    let made = t.call(&t.type_ref(b), &[factory, a.clone()])?;
    t.dict_update(&made, b)?;
    Ok(made)
}

/// `collections.defaultdict`.
pub static DEFAULT_DICT: TypeDef = TypeDef {
    name: "collections.defaultdict",
    base: Some(&DICT),
    kind: KIND,
    flags: flags::BASE | flags::MAPPING | flags::HAS_WEAKREF,
    size: size_of::<Object<Dict>>(),
    attributes: size_of::<Object<Dict>>() as u32,
    members: 1,
    slots: Slots {
        repr: Some(repr),
        getitem: Some(getitem),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Or]),
        new: Some(&natives!["defaultdict(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["defaultdict(self, default_factory=None, iterable=(), /, *args, **kwargs)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__missing__(self, key, /)" => missing,
        "copy(self, /)" => copy,
        "__copy__(self, /)" => copy,
        "__reduce__(self, /)" => reduce,
        "@class __class_getitem__(cls, object, /)" => |t, a| t.generic_alias(a.get(0), a.get(1)),
    ],
    getset: &[GetSetDef {
        name: "default_factory",
        get: |t, this| Ok(factory_or_none(t, this)),
        set: Some(|t, this, value| {
            let new = value.cloned().unwrap_or_else(|| t.none());
            set_factory(t, this, new);
            Ok(())
        }),
    }],
    doc: "A dict that makes the values of missing keys.",
    ..TypeDef::EMPTY
};
