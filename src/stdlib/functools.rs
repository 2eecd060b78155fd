//! `_functools`: `reduce`, `partial`, `cmp_to_key`, and the cache behind `lru_cache`.

pub mod lru_cache;
pub mod partial;

use crate::bytecode::CompareOp;
use crate::memory::{Kind, Ref};
use crate::natives;
use crate::object::kind;
use crate::object::module::ModuleDef;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

/// The kind of boxed types whose instances have attributes.
pub(super) const KIND: Kind = Kind(kind::BOXED.0 | Kind::SUBCLASS);

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let (function, mut result) = (a.get(0), a.opt(2).cloned());
    if t.type_of(a.get(1)).slots().iter.is_none() && t.type_of(a.get(1)).slots().getitem.is_none() {
        return Err(t.type_error("reduce() arg 2 must support iteration"));
    }
    t.for_each(a.get(1), |item| {
        result = Some(match result.take() {
            Some(so_far) => t.call(function, &[so_far, item])?,
            None => item,
        });
        Ok(())
    })?;
    result.ok_or_else(|| t.type_error("reduce() of empty iterable with no initial value"))
}

/// A comparison function as a key; with an object, a key to compare.
struct Key {
    compare: Ref,
    object: Option<Ref>,
}

crate::opaque!(Key { compare, object });

fn key(value: &Ref) -> &Key {
    value.opaque().expect("checked by the type")
}

fn cmp_to_key(t: &Thread, a: Args<'_>) -> PyResult {
    t.opaque(&KEY, Key { compare: a.get(0).clone(), object: None })
}

fn key_call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    let [object] = args.values else {
        return Err(t.type_error("K() missing required argument 'obj' (pos 1)"));
    };
    if args.names.first().is_some_and(|name| *t.str_of(name) != *"obj") {
        return Err(t.type_error("K() missing required argument 'obj' (pos 1)"));
    }
    t.opaque(&KEY, Key { compare: key(this).compare.clone(), object: Some(object.clone()) })
}

fn key_compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.opaque::<Key>(), b.opaque::<Key>()) else {
        return Err(t.type_error("other argument must be K instance"));
    };
    let (Some(p), Some(q)) = (&x.object, &y.object) else { return Err(t.attribute_error("object")) };
    let order = t.call(&x.compare, &[p.clone(), q.clone()])?;
    t.compare(&order, &t.int(0)?, op)
}

static KEY: TypeDef = TypeDef {
    name: "functools.KeyWrapper",
    slots: Slots { call: Some(key_call), compare: Some(key_compare), unhashable: true, ..Slots::EMPTY },
    getset: &[GetSetDef {
        name: "obj",
        get: |t, this| key(this).object.clone().ok_or_else(|| t.attribute_error("object")),
        set: None,
    }],
    ..TypeDef::EMPTY
};

/// `_functools`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_functools",
    doc: "Tools for functions.",
    functions: natives![
        "reduce(function, iterable, initial=None, /)" => reduce,
        "cmp_to_key(mycmp)" => cmp_to_key,
    ],
    types: &[&partial::PARTIAL, &lru_cache::LRU_CACHE],
    ..ModuleDef::EMPTY
};
