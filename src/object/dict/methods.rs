//! The type `dict` and its methods.

use super::iter::{What, iterator};
use super::operators::{self, this};
use super::views::view;
use super::{Dict, hash_key};
use crate::bytecode::BinaryOp;
use crate::memory::Object;
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::set::{FrozenSet, Set, keys_of};
use crate::object::slots::{Slots, mask};
use crate::object::string::Str;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Dict::EMPTY)
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    update(t, a)
}

fn update(t: &Thread, a: Args<'_>) -> PyResult {
    if let Some(other) = a.opt(1) {
        t.dict_update(a.get(0), other)?;
    }
    if let Some(kwargs) = a.kwargs() {
        t.dict_merge(this(a.get(0)), kwargs)?;
    }
    Ok(t.none())
}

fn get(t: &Thread, a: Args<'_>) -> PyResult {
    match this(a.get(0)).get(t, a.get(1))? {
        Some(value) => Ok(value),
        None => Ok(a.opt(2).cloned().unwrap_or_else(|| t.none())),
    }
}

fn pop(t: &Thread, a: Args<'_>) -> PyResult {
    match (this(a.get(0)).remove(t, a.get(1))?, a.opt(2)) {
        (Some(value), _) => Ok(value),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(t.key_error(a.get(1))),
    }
}

fn popitem(t: &Thread, a: Args<'_>) -> PyResult {
    match this(a.get(0)).pop_last() {
        Some((key, value)) => t.pair(key, value),
        None => Err(t.key_error(&t.str("popitem(): dictionary is empty")?)),
    }
}

fn setdefault(t: &Thread, a: Args<'_>) -> PyResult {
    let none = t.none();
    this(a.get(0)).setdefault(t, a.get(1), a.opt(2).unwrap_or(&none))
}

fn clear(t: &Thread, a: Args<'_>) -> PyResult {
    this(a.get(0)).clear_quietly();
    Ok(t.none())
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    t.dict_copy(this(a.get(0)))
}

fn keys(t: &Thread, a: Args<'_>) -> PyResult {
    view(t, a.get(0), What::Keys)
}

fn values(t: &Thread, a: Args<'_>) -> PyResult {
    view(t, a.get(0), What::Values)
}

fn items(t: &Thread, a: Args<'_>) -> PyResult {
    view(t, a.get(0), What::Items)
}

fn reversed(t: &Thread, a: Args<'_>) -> PyResult {
    iterator(t, a.get(0), What::Keys, true)
}

fn fromkeys(t: &Thread, a: Args<'_>) -> PyResult {
    let class = a.get(0);
    let value = a.opt(2).cloned().unwrap_or_else(|| t.none());
    let exact = class.value().address() == t.types().dict.as_ptr();
    let dict = if exact { t.new_dict()? } else { t.call(class, &[])? };
    if dict.downcast_exact::<Dict>().is_some() {
        let body = this(&dict);
        let keys = a.get(1);
        // Sets and dicts know the hashes of their keys.
        if keys.downcast_exact::<Set>().is_some() || keys.downcast_exact::<FrozenSet>().is_some() {
            let keys = keys_of(keys).expect("a set");
            body.reserve(t, keys.len())?;
            for (i, (hash, key)) in keys.walk(t).enumerate() {
                body.set_hashed(t, hash, key, value.clone())?;
                t.poll_every(i)?;
            }
            return Ok(dict);
        }
        if let Some(from) = keys.downcast_exact::<Dict>() {
            body.reserve(t, from.len())?;
            for (i, (hash, key, _)) in from.hashed_entries().into_iter().enumerate() {
                body.set_hashed(t, hash, key, value.clone())?;
                t.poll_every(i)?;
            }
            return Ok(dict);
        }
        t.for_each(keys, |key| {
            let hash = hash_key(t, &key)?;
            body.set_hashed(t, hash, key, value.clone())
        })?;
    } else {
        t.for_each(a.get(1), |key| t.setitem(&dict, &key, &value))?;
    }
    Ok(dict)
}

fn getitem(t: &Thread, a: Args<'_>) -> PyResult {
    operators::getitem(t, a.get(0), a.get(1))
}

fn contains(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(operators::contains(t, a.get(0), a.get(1))?))
}

fn sizeof(t: &Thread, a: Args<'_>) -> PyResult {
    // What CPython reports for a table of this size: its entries need no hash while all keys are strings.
    let dict = this(a.get(0));
    let Some(log2) = dict.index_log2() else { return t.int(48) };
    let texts = dict.keys().iter().all(|key| key.downcast_exact::<Str>().is_some());
    let words = 1i64 << log2;
    let width = match log2 {
        0..=7 => 1,
        8..=15 => 2,
        16..=31 => 4,
        _ => 8,
    };
    t.int(48 + 32 + words * width + (words * 2 / 3) * if texts { 16 } else { 24 })
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

/// `dict`.
pub static DICT: TypeDef = TypeDef {
    name: "dict",
    kind: kind::DICT,
    flags: flags::BASE | flags::MAPPING | flags::MATCH_SELF,
    size: size_of::<Object<Dict>>(),
    slots: Slots {
        repr: Some(operators::repr),
        unhashable: true,
        iter: Some(operators::iterate),
        binary: Some(operators::binary),
        binary_mask: mask(&[BinaryOp::Or]),
        inplace: Some(operators::inplace),
        inplace_mask: mask(&[BinaryOp::Or]),
        bool: Some(operators::truth),
        compare: Some(operators::compare),
        len: Some(operators::len),
        getitem: Some(operators::getitem),
        setitem: Some(operators::setitem),
        contains: Some(operators::contains),
        new: Some(&natives!["dict(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["dict(self, iterable=(), /, **kwargs)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "get(self, key, default=None, /)" => get,
        "pop(self, key, default=None, /)" => pop,
        "popitem(self, /)" => popitem,
        "setdefault(self, key, default=None, /)" => setdefault,
        "update(self, other=(), /, **kwargs)" => update,
        "clear(self, /)" => clear,
        "copy(self, /)" => copy,
        "keys(self, /)" => keys,
        "values(self, /)" => values,
        "items(self, /)" => items,
        "__reversed__(self, /)" => reversed,
        "__getitem__(self, key, /)" => getitem,
        "__contains__(self, key, /)" => contains,
        "__sizeof__(self, /)" => sizeof,
        "@class fromkeys(cls, iterable, value=None, /)" => fromkeys,
        "@class __class_getitem__(cls, object, /)" => class_getitem,
    ],
    doc: "A mapping of keys to values, in order of insertion.",
    ..TypeDef::EMPTY
};
