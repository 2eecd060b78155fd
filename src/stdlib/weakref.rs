//! `_weakref`: references and proxies that do not keep their object alive. How they find it is in `object::weakref`.

mod proxy;

use std::sync::atomic::Ordering;

use crate::bytecode::CompareOp;
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::dict::hash_key;
use crate::object::module::ModuleDef;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::object::weakref::{Form, Weak, check_referable};
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

pub use proxy::{CALLABLE_PROXY, PROXY};

fn weak(value: &Ref) -> &Weak {
    value.opaque::<Weak>().expect("checked by the type")
}

/// A weak reference of the given class and form; one without a callback and of exactly the builtin class is shared.
fn make(t: &Thread, class: &Ref, object: &Ref, form: Form, callback: Option<&Ref>) -> PyResult {
    check_referable(t, object)?;
    let plain = callback.is_none() && class.downcast::<crate::object::class::Type>().is_some_and(|c| c.def.is_some());
    if plain {
        for found in t.vm().weakrefs.all(object) {
            if t.type_ref(&found).is(class) && weak(&found).form == form && weak(&found).callback.load().is_null() {
                return Ok(found);
            }
        }
    }
    let table = &t.vm().weakrefs;
    let made = t.new_object(class, Boxed(Box::new(table.weak(object, form, callback.cloned()))))?;
    table.add(object, &made);
    Ok(made)
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    make(t, a.get(0), a.get(1), Form::Reference, a.opt_not_none(t, 2))
}

fn init(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.none())
}

fn call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    if !args.values.is_empty() {
        return Err(if args.names.is_empty() {
            t.type_error(format!("weakref expected 0 arguments, got {}", args.values.len()))
        } else {
            t.type_error("weakref() takes no keyword arguments")
        });
    }
    Ok(weak(this).get().unwrap_or_else(|| t.none()))
}

/// "to 'C' at 0x…", with the object's name if it has one; "dead".
fn described(t: &Thread, this: &Ref) -> PyResult<String> {
    let Some(object) = weak(this).get() else { return Ok("dead".to_owned()) };
    let kind = t.type_of(&object).name.get().map_or_else(String::new, |n| t.str_of(&n).into_owned());
    // As its class has it: a `__getattr__` is not asked.
    let name = t.lookup_special_ref(&object, &t.names().__name__)?.filter(|n| n.as_string().is_some());
    let name = name.map_or_else(String::new, |n| format!(" ({})", t.str_of(&n)));
    Ok(format!("to '{kind}' at {:#x}{name}", object.value().address() as usize))
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    t.string(format!("<weakref at {:#x}; {}>", this.value().address() as usize, described(t, this)?))
}

fn hash(t: &Thread, this: &Ref) -> PyResult<i64> {
    let body = weak(this);
    // Relaxed: every thread would compute the same number.
    let known = body.hash.load(Ordering::Relaxed);
    if known != -1 {
        return Ok(known);
    }
    let Some(object) = body.get() else { return Err(t.type_error("weak object has gone away")) };
    let hash = t.hash(&object)?;
    body.hash.store(hash, Ordering::Relaxed);
    Ok(hash)
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.opaque::<Weak>(), b.opaque::<Weak>()) else { return Ok(t.not_implemented()) };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) || x.form != Form::Reference || y.form != Form::Reference {
        return Ok(t.not_implemented());
    }
    match (x.get(), y.get()) {
        (Some(x), Some(y)) => t.compare(&x, &y, op),
        _ => Ok(t.bool(a.is(b) == (op == CompareOp::Eq))),
    }
}

fn get_callback(t: &Thread, this: &Ref) -> PyResult {
    let body = weak(this);
    let callback = if body.address() == 0 { None } else { body.callback.get() };
    Ok(callback.unwrap_or_else(|| t.none()))
}

/// `weakref.ref`.
pub static REFERENCE: TypeDef = TypeDef {
    name: "weakref.ReferenceType",
    flags: flags::BASE,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        call: Some(call),
        new: Some(&natives!["__new__(cls, object, callback=None, /, **kwargs)" => new][0]),
        init: Some(&natives!["__init__(self, object, callback=None, /)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives!["@class __class_getitem__(cls, object, /)" => |t, a| t.generic_alias(a.get(0), a.get(1))],
    getset: &[GetSetDef { name: "__callback__", get: get_callback, set: READONLY_MEMBER }],
    ..TypeDef::EMPTY
};

fn proxy(t: &Thread, a: Args<'_>) -> PyResult {
    let (def, form) =
        if t.is_callable(a.get(0)) { (&CALLABLE_PROXY, Form::CallableProxy) } else { (&PROXY, Form::Proxy) };
    make(t, &t.class(def), a.get(0), form, a.opt_not_none(t, 1))
}

fn getweakrefcount(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(t.vm().weakrefs.all(a.get(0)).len() as i64)
}

/// The shared ones come first, then the others from the youngest to the oldest.
fn getweakrefs(t: &Thread, a: Args<'_>) -> PyResult {
    let is_shared = |found: &Ref| {
        let body = weak(found);
        body.callback.load().is_null() && t.type_of(found).def.is_some()
    };
    let (mut all, mut others): (Vec<Ref>, Vec<Ref>) = t.vm().weakrefs.all(a.get(0)).into_iter().partition(is_shared);
    all.sort_by_key(|found| weak(found).form != Form::Reference);
    others.reverse();
    all.append(&mut others);
    t.list(all)
}

fn remove_dead(t: &Thread, a: Args<'_>) -> PyResult {
    let dict = t.dict_body(a.get(0))?;
    let hash = hash_key(t, a.get(1))?;
    if let Some(found) = dict.get_hashed(t, hash, a.get(1))?
        && found.opaque::<Weak>().is_some_and(|w| w.get().is_none())
    {
        // What is dead stays dead; but the key may have another value by now.
        dict.remove_if(t, hash, a.get(1), &found)?;
    }
    Ok(t.none())
}

/// `_weakref`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak references.",
    functions: natives![
        "proxy(object, callback=None, /)" => proxy,
        "getweakrefcount(object, /)" => getweakrefcount,
        "getweakrefs(object, /)" => getweakrefs,
        "_remove_dead_weakref(dict, key, /)" => remove_dead,
    ],
    types: &[&REFERENCE, &PROXY, &CALLABLE_PROXY],
    constants: &[("ref", |t| Ok(t.class(&REFERENCE)))],
    ..ModuleDef::EMPTY
};
