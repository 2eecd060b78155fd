//! `OrderedDict`: a dict that cares about order in comparisons and can change it.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::class::flags;
use crate::object::dict::{DICT, Dict, hash_key};
use crate::object::slots::{Slots, mask};
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

use super::default_dict::KIND;

fn body(value: &Ref) -> &Dict {
    value.downcast().expect("checked by the type")
}

fn is_ordered(t: &Thread, value: &Ref) -> bool {
    t.is_instance(value, &ORDERED_DICT)
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Dict::EMPTY)
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    if !a.rest().is_empty() {
        return Err(t.type_error(format!("expected at most 1 arguments, got {}", a.rest().len() + 1)));
    }
    if let Some(other) = a.opt(1) {
        update_through(t, a.get(0), other)?;
    }
    if let Some(kwargs) = a.kwargs() {
        for (key, value) in kwargs.entries() {
            t.setitem(a.get(0), &key, &value)?;
        }
    }
    Ok(t.none())
}

/// Does a subclass store items in a way of its own?
fn stores_plainly(t: &Thread, this: &Ref) -> bool {
    match (t.type_of(this).slots().setitem, DICT.slots.setitem) {
        (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
        _ => false,
    }
}

/// `update` that goes through `__setitem__` of a subclass.
fn update_through(t: &Thread, this: &Ref, other: &Ref) -> PyResult<()> {
    if stores_plainly(t, this) {
        return t.dict_update(this, other);
    }
    let plain = t.new_dict()?;
    t.dict_update(&plain, other)?;
    for (key, value) in body(&plain).entries() {
        t.setitem(this, &key, &value)?;
    }
    Ok(())
}

fn update(t: &Thread, a: Args<'_>) -> PyResult {
    init(t, a)
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let name = t.type_of(this).name.get().map_or_else(String::new, |n| t.str_of(&n).into_owned());
    if body(this).is_empty() {
        return t.string(format!("{name}()"));
    }
    let Some(_guard) = t.repr_enter(this)? else { return t.str("...") };
    let items = t.dict_copy(body(this))?;
    t.string(format!("{name}({})", t.repr_text(&items)?))
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let plain = DICT.slots.compare.expect("dicts compare");
    let answer = plain(t, a, b, op)?;
    let same = match op {
        CompareOp::Eq => answer.value().is_true(t),
        CompareOp::Ne => answer.value().is_false(t),
        _ => return Ok(answer),
    };
    if !same || !is_ordered(t, a) || !is_ordered(t, b) {
        return Ok(answer);
    }
    let (x, y) = (body(a).keys(), body(b).keys());
    // Comparing the values may have changed one of them.
    if x.len() != y.len() {
        return Ok(t.bool(op == CompareOp::Ne));
    }
    for (p, q) in x.iter().zip(&y) {
        if !t.equal(p, q)? {
            return Ok(t.bool(op == CompareOp::Ne));
        }
    }
    Ok(answer)
}

fn move_to_end(t: &Thread, a: Args<'_>) -> PyResult {
    let (this, key) = (body(a.get(0)), a.get(1));
    let last = match a.opt(2) {
        Some(last) => t.truth(last)?,
        None => true,
    };
    let hash = hash_key(t, key)?;
    if this.move_to_end(t, hash, key, last)? { Ok(t.none()) } else { Err(t.key_error(key)) }
}

fn popitem(t: &Thread, a: Args<'_>) -> PyResult {
    let last = match a.opt(1) {
        Some(last) => t.truth(last)?,
        None => true,
    };
    let this = body(a.get(0));
    match if last { this.pop_last() } else { this.pop_first() } {
        Some((key, value)) => t.pair(key, value),
        None => Err(t.key_error(&t.str("dictionary is empty")?)),
    }
}

fn pop(t: &Thread, a: Args<'_>) -> PyResult {
    match (body(a.get(0)).remove(t, a.get(1))?, a.opt(2)) {
        (Some(value), _) => Ok(value),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => match t.lookup_special(a.get(0), "__missing__")? {
            Some(method) => t.call(&method, std::slice::from_ref(a.get(1))),
            None => Err(t.key_error(a.get(1))),
        },
    }
}

fn setdefault(t: &Thread, a: Args<'_>) -> PyResult {
    let (this, key) = (a.get(0), a.get(1));
    let default = a.opt(2).cloned().unwrap_or_else(|| t.none());
    if t.type_of(this).def.is_some() {
        return body(this).setdefault(t, key, &default);
    }
    if t.contains(this, key)? {
        return t.getitem(this, key);
    }
    t.setitem(this, key, &default)?;
    Ok(default)
}

fn duplicate(t: &Thread, this: &Ref) -> PyResult {
    if t.type_of(this).def.is_some() {
        return t.new_object(&t.class(&ORDERED_DICT), body(this).duplicate(t)?);
    }
    let made = t.call(&t.type_ref(this), &[])?;
    for (key, value) in body(this).entries() {
        t.setitem(&made, &key, &value)?;
    }
    Ok(made)
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    duplicate(t, a.get(0))
}

fn fromkeys(t: &Thread, a: Args<'_>) -> PyResult {
    let value = a.opt(2).cloned().unwrap_or_else(|| t.none());
    let made = t.call(a.get(0), &[])?;
    t.for_each(a.get(1), |key| t.setitem(&made, &key, &value))?;
    Ok(made)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let state = t.call_method(this, "__getstate__", &[])?;
    let items = t.iter(&t.call_method(this, "items", &[])?)?;
    t.tuple(vec![t.type_ref(this), t.empty_tuple(), state, t.none(), items])
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    if op != BinaryOp::Or || a.downcast::<Dict>().is_none() || b.downcast::<Dict>().is_none() {
        return Ok(t.not_implemented());
    }
    let class = t.type_ref(if is_ordered(t, a) { a } else { b });
    let made = t.call(&class, std::slice::from_ref(a))?;
    update_through(t, &made, b)?;
    Ok(made)
}

/// `collections.OrderedDict`.
pub static ORDERED_DICT: TypeDef = TypeDef {
    name: "collections.OrderedDict",
    base: Some(&DICT),
    kind: KIND,
    flags: flags::BASE | flags::MAPPING | flags::HAS_DICT | flags::HAS_WEAKREF,
    size: size_of::<Object<Dict>>(),
    attributes: size_of::<Object<Dict>>() as u32,
    slots: Slots {
        repr: Some(repr),
        compare: Some(compare),
        unhashable: true,
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Or]),
        new: Some(&natives!["OrderedDict(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["OrderedDict(self, iterable=(), /, *args, **kwargs)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "@tuple update(self, other=(), /, **kwargs)" => update,
        "move_to_end(self, key, last=True)" => move_to_end,
        "popitem(self, last=True)" => popitem,
        "pop(self, key, default=None)" => pop,
        "setdefault(self, key, default=None)" => setdefault,
        "copy(self)" => copy,
        "__reduce__(self)" => reduce,
        "@class fromkeys(cls, iterable, value=None)" => fromkeys,
        "@class __class_getitem__(cls, object, /)" => |t, a| t.generic_alias(a.get(0), a.get(1)),
    ],
    doc: "A dict whose order counts.",
    ..TypeDef::EMPTY
};
