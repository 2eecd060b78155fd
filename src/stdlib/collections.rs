//! `_collections`: `deque`, `defaultdict`, `OrderedDict`, and what `collections` needs to be fast.

pub mod default_dict;
pub mod deque;
pub mod deque_methods;
pub mod ordered_dict;

use crate::bytecode::BinaryOp;
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::boxed::Opaque;
use crate::object::dict::{Dict, hash_key};
use crate::object::module::ModuleDef;
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

/// Are getting and setting items of the mapping what `dict` does?
fn counts_as_dict(t: &Thread, mapping: &Ref) -> bool {
    let class = t.type_of(mapping);
    ["get", "__setitem__"].into_iter().all(|name| {
        let name = t.intern(name);
        match (class.lookup(&name), t.types().dict.body().lookup(&name)) {
            (Some(own), Some(plain)) => own.is(&plain),
            _ => false,
        }
    })
}

fn count_elements(t: &Thread, a: Args<'_>) -> PyResult {
    let (mapping, one, zero) = (a.get(0), t.int(1)?, t.int(0)?);
    if let Some(dict) = mapping.downcast::<Dict>()
        && counts_as_dict(t, mapping)
    {
        t.for_each(a.get(1), |item| {
            let hash = hash_key(t, &item)?;
            // Another thread may count the same item: a new count goes where the one that it was made of still is.
            loop {
                let Some(old) = dict.get_hashed(t, hash, &item)? else {
                    if dict.add(t, hash, &item, &one)? {
                        return Ok(());
                    }
                    continue;
                };
                let count = match old.value().as_exact_int().and_then(|n| n.checked_add(1)) {
                    Some(n) => t.int(n)?,
                    None => t.binary(BinaryOp::Add, &old, &one)?,
                };
                if dict.replace_if(t, hash, &item, &old, count)? {
                    return Ok(());
                }
                t.poll()?;
            }
        })?;
        return Ok(t.none());
    }
    let get = t.getattr(mapping, "get")?;
    t.for_each(a.get(1), |item| {
        let old = t.call(&get, &[item.clone(), zero.clone()])?;
        t.setitem(mapping, &item, &t.binary(BinaryOp::Add, &old, &one)?)
    })?;
    Ok(t.none())
}

/// Reads an item of a tuple as an attribute: the fields of named tuples.
struct TupleGetter {
    index: usize,
    doc: Slot,
}

crate::opaque!(TupleGetter { doc });

fn getter(value: &Ref) -> &TupleGetter {
    value.opaque().expect("checked by the type")
}

fn getter_new(t: &Thread, a: Args<'_>) -> PyResult {
    let index = t.to_index(a.get(1))?;
    let index = usize::try_from(index).map_err(|_| t.value_error("index must not be negative"))?;
    t.opaque(&TUPLE_GETTER, TupleGetter { index, doc: Slot::new(a.get(2).clone()) })
}

fn getter_get(t: &Thread, this: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    let Some(object) = object.filter(|o| !o.value().is_none(t)) else { return Ok(this.clone()) };
    let Some(tuple) = object.downcast::<Tuple>() else {
        return Err(t.type_error(format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            getter(this).index,
            t.type_name(object)
        )));
    };
    tuple.items().get(getter(this).index).cloned().ok_or_else(|| t.index_error("tuple index out of range"))
}

fn getter_set(t: &Thread, _this: &Ref, _object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    Err(t.attribute_error(if value.is_some() { "can't set attribute" } else { "can't delete attribute" }))
}

fn getter_repr(t: &Thread, this: &Ref) -> PyResult {
    let doc = getter(this).doc.get().unwrap_or_else(|| t.none());
    t.string(format!("_tuplegetter({}, {})", getter(this).index, t.repr_text(&doc)?))
}

fn getter_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let body = t.this_opaque::<TupleGetter>(&a);
    let args = t.pair(t.int(body.index as i64)?, body.doc.get().unwrap_or_else(|| t.none()))?;
    t.pair(t.type_ref(a.get(0)), args)
}

static TUPLE_GETTER: TypeDef = TypeDef {
    name: "collections._tuplegetter",
    slots: Slots {
        repr: Some(getter_repr),
        descr_get: Some(getter_get),
        descr_set: Some(getter_set),
        new: Some(&natives!["_tuplegetter(cls, index, doc, /)" => getter_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self)" => getter_reduce],
    getset: &[GetSetDef {
        name: "__doc__",
        get: |t, this| Ok(getter(this).doc.get().unwrap_or_else(|| t.none())),
        set: Some(|t, this, value| {
            let new = value.cloned().unwrap_or_else(|| t.none());
            drop(getter(this).doc.replace(new));
            Ok(())
        }),
    }],
    ..TypeDef::EMPTY
};

/// The native payload of a type of this module in its own functions.
pub(crate) fn state<T: Opaque>(value: &Ref) -> &T {
    value.opaque::<T>().expect("checked by the type")
}

/// `_collections`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "Containers.",
    functions: natives!["_count_elements(mapping, iterable, /)" => count_elements],
    types: &[
        &deque::DEQUE,
        &deque::DEQUE_ITERATOR,
        &deque::DEQUE_REVERSE_ITERATOR,
        &default_dict::DEFAULT_DICT,
        &ordered_dict::ORDERED_DICT,
        &TUPLE_GETTER,
    ],
    ..ModuleDef::EMPTY
};
