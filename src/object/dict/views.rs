//! `dict_keys`, `dict_values`, `dict_items`. Keys and items behave as sets.

use super::Dict;
use super::iter::{What, iterator};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::set::algebra::{self, made};
use crate::object::set::keys_of;
use crate::object::slots::{Slots, mask};
use crate::object::tuple::Tuple;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::long::Steps;
use crate::runtime::{Args, PyResult, Thread};

/// A view of a dict.
pub struct DictView {
    dict: Slot,
    what: What,
}

crate::opaque!(DictView { dict });

/// A view of a dict (or of an instance of a subclass).
pub(super) fn view(t: &Thread, dict: &Ref, what: What) -> PyResult {
    let def = match what {
        What::Keys => &DICT_KEYS,
        What::Values => &DICT_VALUES,
        What::Items => &DICT_ITEMS,
    };
    t.opaque(def, DictView { dict: Slot::new(dict.clone()), what })
}

/// The dict of a view, and what it shows.
pub fn viewed(value: &Ref) -> Option<(Ref, What)> {
    let view = value.opaque::<DictView>()?;
    Some((view.dict.get()?, view.what))
}

/// Is it a view that behaves as a set?
fn is_set_view(value: &Ref) -> bool {
    value.opaque::<DictView>().is_some_and(|view| view.what != What::Values)
}

fn this(value: &Ref) -> (Ref, What) {
    viewed(value).expect("a view, whose dict stays")
}

fn body(dict: &Ref) -> &Dict {
    dict.downcast().expect("views are of dicts")
}

fn len(_t: &Thread, value: &Ref) -> PyResult<usize> {
    Ok(body(&this(value).0).len())
}

fn truth(_t: &Thread, value: &Ref) -> PyResult<bool> {
    Ok(!body(&this(value).0).is_empty())
}

fn iterate(t: &Thread, value: &Ref) -> PyResult {
    let (dict, what) = this(value);
    iterator(t, &dict, what, false)
}

fn reversed(t: &Thread, a: Args<'_>) -> PyResult {
    let (dict, what) = this(a.get(0));
    iterator(t, &dict, what, true)
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let name = t.type_name(value);
    let Some(_guard) = t.repr_enter(value)? else { return t.str("...") };
    let items = t.list(t.collect(value)?)?;
    t.string(format!("{name}({})", t.repr_text(&items)?))
}

fn contains(t: &Thread, value: &Ref, item: &Ref) -> PyResult<bool> {
    let (dict, what) = this(value);
    match what {
        What::Keys => body(&dict).contains(t, item),
        What::Items => {
            let Some(pair) = item.downcast::<Tuple>().filter(|pair| pair.len() == 2) else { return Ok(false) };
            match body(&dict).get(t, &pair.items()[0])? {
                Some(found) => t.equal(&found, &pair.items()[1]),
                None => Ok(false),
            }
        }
        What::Values => {
            let mut cursor = 0;
            let mut steps = Steps::default();
            while let Some((_, found)) = body(&dict).next_entry(&mut cursor) {
                if t.equal(&found, item)? {
                    return Ok(true);
                }
                steps.next(t)?;
            }
            Ok(false)
        }
    }
}

/// Are all items of `a` in `b`?
fn all_in(t: &Thread, a: &Ref, b: &Ref) -> PyResult<bool> {
    let iterator = t.iter_now(a)?;
    while let Some(item) = t.next(&iterator)? {
        if !t.contains(b, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if keys_of(b).is_none() && !is_set_view(b) {
        return Ok(t.not_implemented());
    }
    let (x, y) = (t.len(a)?, t.len(b)?);
    Ok(t.bool(match op {
        CompareOp::Eq => x == y && all_in(t, a, b)?,
        CompareOp::Ne => !(x == y && all_in(t, a, b)?),
        CompareOp::Lt => x < y && all_in(t, a, b)?,
        CompareOp::Le => x <= y && all_in(t, a, b)?,
        CompareOp::Gt => x > y && all_in(t, b, a)?,
        CompareOp::Ge => x >= y && all_in(t, b, a)?,
    }))
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Or => {
            let set = algebra::set_from(t, a)?;
            algebra::update(t, made(&set), b)?;
            Ok(set)
        }
        BinaryOp::Sub => {
            let set = algebra::set_from(t, a)?;
            algebra::difference_update(t, &set, b)?;
            Ok(set)
        }
        BinaryOp::Xor => {
            let set = algebra::set_from(t, a)?;
            algebra::symmetric_difference_update(t, &set, b)?;
            Ok(set)
        }
        BinaryOp::And => {
            let (mut view, mut other) = if is_set_view(a) { (a, b) } else { (b, a) };
            // The larger one is asked about the items of the smaller one.
            if (is_set_view(other)
                || keys_of(other).is_some_and(|_| other.downcast_exact::<crate::object::set::Set>().is_some()))
                && t.len(other)? > t.len(view)?
            {
                std::mem::swap(&mut view, &mut other);
            }
            let set = t.new_set()?;
            t.for_each(other, |item| {
                if t.contains(view, &item)? {
                    t.set_add(&set, item)?;
                }
                Ok(())
            })?;
            Ok(set)
        }
        _ => Ok(t.not_implemented()),
    }
}

fn isdisjoint(t: &Thread, a: Args<'_>) -> PyResult {
    let (mut view, mut other) = (a.get(0), a.get(1));
    if view.is(other) {
        return Ok(t.bool(t.len(view)? == 0));
    }
    if (keys_of(other).is_some() || is_set_view(other)) && t.len(other)? > t.len(view)? {
        std::mem::swap(&mut view, &mut other);
    }
    let iterator = t.iter_now(other)?;
    while let Some(item) = t.next(&iterator)? {
        if t.contains(view, &item)? {
            return Ok(t.bool(false));
        }
    }
    Ok(t.bool(true))
}

fn mapping(t: &Thread, value: &Ref) -> PyResult {
    t.mapping_proxy(&this(value).0)
}

const SLOTS: Slots = Slots { repr: Some(repr), iter: Some(iterate), bool: Some(truth), len: Some(len), ..Slots::EMPTY };

const SET_SLOTS: Slots = Slots {
    compare: Some(compare),
    unhashable: true,
    contains: Some(contains),
    binary: Some(binary),
    binary_mask: mask(&[BinaryOp::Or, BinaryOp::And, BinaryOp::Sub, BinaryOp::Xor]),
    ..SLOTS
};

const GETSET: &[GetSetDef] = &[GetSetDef { name: "mapping", get: mapping, set: None }];

/// `dict_keys`.
pub static DICT_KEYS: TypeDef = TypeDef {
    name: "dict_keys",
    slots: SET_SLOTS,
    methods: natives!["isdisjoint(self, other, /)" => isdisjoint, "__reversed__(self, /)" => reversed],
    getset: GETSET,
    ..TypeDef::EMPTY
};

/// `dict_items`.
pub static DICT_ITEMS: TypeDef = TypeDef {
    name: "dict_items",
    slots: SET_SLOTS,
    methods: natives!["isdisjoint(self, other, /)" => isdisjoint, "__reversed__(self, /)" => reversed],
    getset: GETSET,
    ..TypeDef::EMPTY
};

/// `dict_values`. (Values are looked for one by one; there is no `__contains__`.)
pub static DICT_VALUES: TypeDef = TypeDef {
    name: "dict_values",
    slots: SLOTS,
    methods: natives!["__reversed__(self, /)" => reversed],
    getset: GETSET,
    ..TypeDef::EMPTY
};
