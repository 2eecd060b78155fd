//! The types `set` and `frozenset`.

use super::algebra::{self, copy, fresh_copy, made, new_like};
use super::{FrozenSet, Hashes, Set, iter, keys_of};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::string::StrBuilder;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

fn this(value: &Ref) -> &Hashes {
    keys_of(value).expect("checked by the type")
}

fn set_new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Set::default())
}

fn set_init(t: &Thread, a: Args<'_>) -> PyResult {
    let keys = this(a.get(0));
    keys.clear();
    if let Some(items) = a.opt(1) {
        algebra::update(t, keys, items)?;
    }
    Ok(t.none())
}

fn frozenset_new(t: &Thread, a: Args<'_>) -> PyResult {
    let exact = a.get(0).value().address() == t.types().frozenset.as_ptr();
    if exact && let Some(items) = a.opt(1).filter(|items| items.downcast_exact::<FrozenSet>().is_some()) {
        return Ok(items.clone());
    }
    let set = t.new_object(a.get(0), FrozenSet::default())?;
    if let Some(items) = a.opt(1) {
        algebra::update(t, this(&set), items)?;
    }
    Ok(set)
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let keys = this(value);
    let plain = value.downcast_exact::<Set>().is_some();
    let name = t.type_name(value);
    if keys.is_empty() {
        return t.string(format!("{name}()"));
    }
    let Some(_guard) = t.repr_enter(value)? else { return t.string(format!("{name}(...)")) };
    let mut text = StrBuilder::new(t);
    if !plain {
        text.push_str(&name)?;
        text.push_str("(")?;
    }
    text.push_str("{")?;
    for (i, key) in keys.snapshot().iter().enumerate() {
        if i != 0 {
            text.push_str(", ")?;
        }
        text.push_ref(&t.repr(key)?)?;
        t.poll_every(i)?;
    }
    text.push_str(if plain { "}" } else { "})" })?;
    text.finish()
}

fn len(_t: &Thread, value: &Ref) -> PyResult<usize> {
    Ok(this(value).len())
}

fn truth(_t: &Thread, value: &Ref) -> PyResult<bool> {
    Ok(!this(value).is_empty())
}

fn contains(t: &Thread, value: &Ref, key: &Ref) -> PyResult<bool> {
    this(value).contains(t, key)
}

fn hash(_t: &Thread, value: &Ref) -> PyResult<i64> {
    Ok(value.downcast::<FrozenSet>().expect("checked by the type").hash())
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (keys_of(a), keys_of(b)) else { return Ok(t.not_implemented()) };
    let equal = || -> PyResult<bool> {
        if let (Some(p), Some(q)) = (a.downcast::<FrozenSet>(), b.downcast::<FrozenSet>())
            && p.hash() != q.hash()
        {
            return Ok(false);
        }
        Ok(x.len() == y.len() && algebra::is_subset(t, x, y)?)
    };
    Ok(t.bool(match op {
        CompareOp::Eq => equal()?,
        CompareOp::Ne => !equal()?,
        CompareOp::Lt => x.len() < y.len() && algebra::is_subset(t, x, y)?,
        CompareOp::Le => algebra::is_subset(t, x, y)?,
        CompareOp::Gt => x.len() > y.len() && algebra::is_subset(t, y, x)?,
        CompareOp::Ge => algebra::is_subset(t, y, x)?,
    }))
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let (Some(_), Some(_)) = (keys_of(a), keys_of(b)) else { return Ok(t.not_implemented()) };
    match op {
        BinaryOp::Or => union_with(t, a, std::slice::from_ref(b)),
        BinaryOp::And => algebra::intersection(t, a, b),
        BinaryOp::Sub => algebra::difference(t, a, b),
        BinaryOp::Xor => algebra::symmetric_difference(t, a, b),
        _ => Ok(t.not_implemented()),
    }
}

fn inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    if keys_of(b).is_none() {
        return Ok(t.not_implemented());
    }
    match op {
        BinaryOp::Or => algebra::update(t, this(a), b)?,
        BinaryOp::And => this(a).take_from(made(&algebra::intersection(t, a, b)?)),
        BinaryOp::Sub => algebra::difference_update(t, a, b)?,
        BinaryOp::Xor => algebra::symmetric_difference_update(t, a, b)?,
        _ => return Ok(t.not_implemented()),
    }
    Ok(a.clone())
}

fn union_with(t: &Thread, set: &Ref, others: &[Ref]) -> PyResult {
    if others.is_empty() {
        return copy(t, set);
    }
    let result = fresh_copy(t, set)?;
    for other in others.iter().filter(|other| !other.is(set)) {
        algebra::update(t, made(&result), other)?;
    }
    Ok(result)
}

fn add(t: &Thread, a: Args<'_>) -> PyResult {
    this(a.get(0)).add(t, a.get(1).clone())?;
    Ok(t.none())
}

fn discard(t: &Thread, a: Args<'_>) -> PyResult {
    this(a.get(0)).remove(t, a.get(1))?;
    Ok(t.none())
}

fn remove(t: &Thread, a: Args<'_>) -> PyResult {
    match this(a.get(0)).remove(t, a.get(1))? {
        true => Ok(t.none()),
        false => Err(t.key_error(a.get(1))),
    }
}

fn pop(t: &Thread, a: Args<'_>) -> PyResult {
    match this(a.get(0)).pop() {
        Some(key) => Ok(key),
        None => Err(t.key_error(&t.str("pop from an empty set")?)),
    }
}

fn clear(t: &Thread, a: Args<'_>) -> PyResult {
    this(a.get(0)).clear();
    Ok(t.none())
}

fn copy_method(t: &Thread, a: Args<'_>) -> PyResult {
    copy(t, a.get(0))
}

fn update(t: &Thread, a: Args<'_>) -> PyResult {
    for other in a.rest() {
        algebra::update(t, this(a.get(0)), other)?;
    }
    Ok(t.none())
}

fn union(t: &Thread, a: Args<'_>) -> PyResult {
    union_with(t, a.get(0), a.rest())
}

fn intersection(t: &Thread, a: Args<'_>) -> PyResult {
    let Some((first, rest)) = a.rest().split_first() else { return copy(t, a.get(0)) };
    let mut result = algebra::intersection(t, a.get(0), first)?;
    for other in rest {
        result = algebra::intersection(t, &result, other)?;
    }
    Ok(result)
}

fn intersection_update(t: &Thread, a: Args<'_>) -> PyResult {
    let mut result = new_like(t, a.get(0))?;
    let common = intersection(t, a)?;
    if common.is(a.get(0)) {
        return Ok(t.none());
    }
    if common.downcast_exact::<Set>().is_some() {
        result = common;
    } else {
        algebra::merge(t, made(&result), made(&common))?;
    }
    this(a.get(0)).take_from(made(&result));
    Ok(t.none())
}

fn difference(t: &Thread, a: Args<'_>) -> PyResult {
    let Some((first, rest)) = a.rest().split_first() else { return copy(t, a.get(0)) };
    let result = algebra::difference(t, a.get(0), first)?;
    for other in rest {
        algebra::difference_update(t, &result, other)?;
    }
    Ok(result)
}

fn difference_update(t: &Thread, a: Args<'_>) -> PyResult {
    for other in a.rest() {
        algebra::difference_update(t, a.get(0), other)?;
    }
    Ok(t.none())
}

fn symmetric_difference(t: &Thread, a: Args<'_>) -> PyResult {
    algebra::symmetric_difference(t, a.get(0), a.get(1))
}

fn symmetric_difference_update(t: &Thread, a: Args<'_>) -> PyResult {
    algebra::symmetric_difference_update(t, a.get(0), a.get(1))?;
    Ok(t.none())
}

fn issubset(t: &Thread, a: Args<'_>) -> PyResult {
    let common;
    let other = match keys_of(a.get(1)) {
        Some(other) => other,
        None => {
            common = algebra::intersection(t, a.get(0), a.get(1))?;
            return Ok(t.bool(made(&common).len() == this(a.get(0)).len()));
        }
    };
    Ok(t.bool(algebra::is_subset(t, this(a.get(0)), other)?))
}

fn issuperset(t: &Thread, a: Args<'_>) -> PyResult {
    let keys = this(a.get(0));
    if let Some(other) = keys_of(a.get(1)) {
        return Ok(t.bool(algebra::is_subset(t, other, keys)?));
    }
    let iterator = t.iter_now(a.get(1))?;
    while let Some(key) = t.next(&iterator)? {
        if !keys.contains(t, &key)? {
            return Ok(t.bool(false));
        }
    }
    Ok(t.bool(true))
}

fn isdisjoint(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(algebra::is_disjoint(t, a.get(0), a.get(1))?))
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let args = t.tuple(vec![t.list(this(a.get(0)).snapshot())?])?;
    let state = t.getattr_opt(a.get(0), "__dict__")?.unwrap_or_else(|| t.none());
    t.tuple(vec![t.type_ref(a.get(0)), args, state])
}

fn sizeof(t: &Thread, a: Args<'_>) -> PyResult {
    // What CPython reports for a set of this many places; the smallest table is part of its object.
    let places = this(a.get(0)).place_count();
    t.int(200 + if places > 8 { 16 * places as i64 } else { 0 })
}

fn contains_method(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(this(a.get(0)).contains(t, a.get(1))?))
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

const OPERATORS: u16 = mask(&[BinaryOp::Or, BinaryOp::And, BinaryOp::Sub, BinaryOp::Xor]);

const SLOTS: Slots = Slots {
    repr: Some(repr),
    iter: Some(iter::iterate),
    binary: Some(binary),
    binary_mask: OPERATORS,
    bool: Some(truth),
    compare: Some(compare),
    len: Some(len),
    contains: Some(contains),
    ..Slots::EMPTY
};

/// `set`.
pub static SET: TypeDef = TypeDef {
    name: "set",
    kind: kind::SET,
    flags: flags::BASE | flags::MATCH_SELF | flags::HAS_WEAKREF,
    size: size_of::<Object<Set>>(),
    slots: Slots {
        unhashable: true,
        inplace: Some(inplace),
        inplace_mask: OPERATORS,
        new: Some(&natives!["set(cls, *args, **kwargs)" => set_new][0]),
        init: Some(&natives!["set(self, iterable=(), /)" => set_init][0]),
        ..SLOTS
    },
    methods: natives![
        "add(self, object, /)" => add,
        "discard(self, object, /)" => discard,
        "remove(self, object, /)" => remove,
        "pop(self, /)" => pop,
        "clear(self, /)" => clear,
        "copy(self, /)" => copy_method,
        "update(self, /, *others)" => update,
        "union(self, /, *others)" => union,
        "intersection(self, /, *others)" => intersection,
        "intersection_update(self, /, *others)" => intersection_update,
        "difference(self, /, *others)" => difference,
        "difference_update(self, /, *others)" => difference_update,
        "symmetric_difference(self, other, /)" => symmetric_difference,
        "symmetric_difference_update(self, other, /)" => symmetric_difference_update,
        "issubset(self, other, /)" => issubset,
        "issuperset(self, other, /)" => issuperset,
        "isdisjoint(self, other, /)" => isdisjoint,
        "__contains__(self, object, /)" => contains_method,
        "__reduce__(self, /)" => reduce,
        "__sizeof__(self, /)" => sizeof,
        "@class __class_getitem__(cls, object, /)" => class_getitem,
    ],
    doc: "A set of keys.",
    ..TypeDef::EMPTY
};

/// `frozenset`.
pub static FROZENSET: TypeDef = TypeDef {
    name: "frozenset",
    kind: kind::FROZENSET,
    flags: flags::BASE | flags::MATCH_SELF | flags::HAS_WEAKREF,
    size: size_of::<Object<FrozenSet>>(),
    slots: Slots {
        hash: Some(hash),
        new: Some(&natives!["frozenset(cls, iterable=(), /)" => frozenset_new][0]),
        ..SLOTS
    },
    methods: natives![
        "copy(self, /)" => copy_method,
        "union(self, /, *others)" => union,
        "intersection(self, /, *others)" => intersection,
        "difference(self, /, *others)" => difference,
        "symmetric_difference(self, other, /)" => symmetric_difference,
        "issubset(self, other, /)" => issubset,
        "issuperset(self, other, /)" => issuperset,
        "isdisjoint(self, other, /)" => isdisjoint,
        "__contains__(self, object, /)" => contains_method,
        "__reduce__(self, /)" => reduce,
        "__sizeof__(self, /)" => sizeof,
        "@class __class_getitem__(cls, object, /)" => class_getitem,
    ],
    doc: "A set of keys that cannot be changed.",
    ..TypeDef::EMPTY
};
