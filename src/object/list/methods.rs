//! The type `list` and its methods.

use super::operators::{self, this};
use super::{List, iter, sort};
use crate::bytecode::BinaryOp;
use crate::memory::Object;
use crate::natives;
use crate::object::class::flags;
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), List::EMPTY)
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let list = t.this::<List>(&a);
    list.clear_items();
    if let Some(items) = a.opt(1) {
        operators::extend(t, a.get(0), items)?;
    }
    Ok(t.none())
}

fn append(t: &Thread, a: Args<'_>) -> PyResult {
    t.this::<List>(&a).push(t, a.get(1).clone())?;
    Ok(t.none())
}

fn extend(t: &Thread, a: Args<'_>) -> PyResult {
    operators::extend(t, a.get(0), a.get(1))?;
    Ok(t.none())
}

fn insert(t: &Thread, a: Args<'_>) -> PyResult {
    let i = t.to_index(a.get(1))?;
    t.this::<List>(&a).insert_before(t, i, a.get(2).clone())?;
    Ok(t.none())
}

fn pop(t: &Thread, a: Args<'_>) -> PyResult {
    let i = a.opt(1).map(|i| t.to_index(i)).transpose()?;
    let list = t.this::<List>(&a);
    let (item, missing) = match i {
        None | Some(-1) => (list.pop(t), "pop from empty list"),
        Some(_) if list.is_empty() => (None, "pop from empty list"),
        Some(i) => (list.remove_at(t, i), "pop index out of range"),
    };
    item.ok_or_else(|| t.index_error(missing))
}

fn remove(t: &Thread, a: Args<'_>) -> PyResult {
    let list = t.this::<List>(&a);
    // In the same step as it is found: by then it may have another index.
    match operators::search(t, list, a.get(1), 0, usize::MAX, |i, how| list.remove_held(i as i64, how))? {
        Some((removed, is_wasteful)) => {
            list.shrink_if(t, is_wasteful);
            drop(removed);
            Ok(t.none())
        }
        None => Err(t.value_error("list.remove(x): x not in list")),
    }
}

fn clear(t: &Thread, a: Args<'_>) -> PyResult {
    t.this::<List>(&a).clear_items();
    Ok(t.none())
}

fn index(t: &Thread, a: Args<'_>) -> PyResult {
    let list = t.this::<List>(&a);
    let start = t.position_in(a.opt(2), 0, list.len())?;
    let stop = t.position_in(a.opt(3), usize::MAX, list.len())?;
    match operators::find(t, list, a.get(1), start, stop)? {
        Some(i) => t.int(i as i64),
        None => Err(t.value_error(format!("{} is not in list", t.repr_text(a.get(1))?))),
    }
}

fn count(t: &Thread, a: Args<'_>) -> PyResult {
    let list = t.this::<List>(&a);
    let mut found = 0;
    let mut i = 0;
    while let Some(place) = operators::find(t, list, a.get(1), i, usize::MAX)? {
        found += 1;
        i = place + 1;
    }
    t.int(found)
}

fn reverse(t: &Thread, a: Args<'_>) -> PyResult {
    t.this::<List>(&a).reverse(t);
    Ok(t.none())
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    t.list(t.this::<List>(&a).snapshot())
}

fn sort_method(t: &Thread, a: Args<'_>) -> PyResult {
    let key = a.opt_not_none(t, 1);
    let reverse = match a.opt(2) {
        Some(reverse) => t.truth(reverse)?,
        None => false,
    };
    sort::sort(t, t.this::<List>(&a), key, reverse)?;
    Ok(t.none())
}

fn sizeof(t: &Thread, a: Args<'_>) -> PyResult {
    let capacity = this(a.get(0)).capacity();
    // What CPython reports for a list of this capacity.
    t.int((40 + 8 * capacity) as i64)
}

fn getitem(t: &Thread, a: Args<'_>) -> PyResult {
    operators::getitem(t, a.get(0), a.get(1))
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

/// `list`.
pub static LIST: TypeDef = TypeDef {
    name: "list",
    kind: kind::LIST,
    flags: flags::BASE | flags::SEQUENCE | flags::MATCH_SELF,
    size: size_of::<Object<List>>(),
    slots: Slots {
        repr: Some(operators::repr),
        unhashable: true,
        iter: Some(iter::iterate),
        binary: Some(operators::binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        inplace: Some(operators::inplace),
        inplace_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        bool: Some(operators::truth),
        compare: Some(operators::compare),
        len: Some(operators::len),
        getitem: Some(operators::getitem),
        setitem: Some(operators::setitem),
        contains: Some(operators::contains),
        new: Some(&natives!["list(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["list(self, iterable=(), /)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "append(self, object, /)" => append,
        "extend(self, iterable, /)" => extend,
        "insert(self, index, object, /)" => insert,
        "pop(self, index=-1, /)" => pop,
        "remove(self, value, /)" => remove,
        "clear(self, /)" => clear,
        "index(self, value, start=0, stop=9223372036854775807, /)" => index,
        "count(self, value, /)" => count,
        "reverse(self, /)" => reverse,
        "copy(self, /)" => copy,
        "sort(self, /, *, key=None, reverse=False)" => sort_method,
        "__reversed__(self, /)" => iter::reversed,
        "__sizeof__(self, /)" => sizeof,
        "__getitem__(self, index, /)" => getitem,
        "@class __class_getitem__(cls, object, /)" => class_getitem,
    ],
    doc: "A sequence that can be changed.",
    ..TypeDef::EMPTY
};
