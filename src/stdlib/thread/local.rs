//! `_local`: an object whose attributes are each thread's own.
//!
//! Each thread keeps a dict of its attribute dicts, by the number of the object. The number is never used again, so that what
//! a thread still keeps of an object that has died is never found by another.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::{Type, flags};
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::opaque;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of `_local`.
pub struct Local {
    number: u64,
    /// What the class was called with, for `__init__` in each thread.
    args: Slot,
    kwargs: Slot,
}
opaque!(Local { args, kwargs });

/// Numbers of all objects of all Vms: only their being different matters.
static NEXT: AtomicU64 = AtomicU64::new(1);

impl Drop for Local {
    fn drop(&mut self) {
        if crate::thread::state::current().is_none() {
            return;
        }
        let t = Thread::current();
        let Ok(key) = t.int_from_u64(self.number) else { return };
        let mut gone = Vec::new();
        t.vm().threads.for_each(|_, thread| {
            let all = thread.locals.get();
            if let Some(all) = all.as_ref().and_then(|d| d.downcast::<Dict>()) {
                gone.extend(all.remove(t, &key).ok().flatten());
            }
            gone.extend(all);
        });
        drop(gone);
    }
}

fn body(object: &Ref) -> &Local {
    object.opaque::<Local>().expect("checked by the type")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let class = a.get(0);
    let given = !a.rest().is_empty() || a.kwargs().is_some_and(|k| !k.is_empty());
    if given {
        let init = class.downcast::<Type>().and_then(|c| c.lookup(&t.names().__init__));
        let plain = t.class(&crate::object::instance::OBJECT);
        let default = plain.downcast::<Type>().and_then(|c| c.lookup(&t.names().__init__));
        if init.is_none() || init.as_ref().zip(default.as_ref()).is_some_and(|(a, b)| a.is(b)) {
            return Err(t.type_error("Initialization arguments are not supported"));
        }
    }
    let kwargs = match a.kwargs() {
        Some(kwargs) => Slot::new(t.dict_copy(kwargs)?),
        None => Slot::empty(),
    };
    let local = Local {
        // Relaxed: only uniqueness matters.
        number: NEXT.fetch_add(1, Ordering::Relaxed),
        args: Slot::new(t.tuple_from(a.rest())?),
        kwargs,
    };
    let object = t.new_object(class, Boxed(Box::new(local)))?;
    // The thread that makes the object runs `__init__` as part of the call.
    own_dict_or_make(t, &object)?;
    Ok(object)
}

/// The calling thread's dict of dicts.
fn all_of(t: &Thread) -> PyResult {
    if let Some(all) = t.locals.get() {
        return Ok(all);
    }
    let all = t.new_dict()?;
    drop(t.locals.replace(all.clone()));
    Ok(all)
}

/// The calling thread's dict of the object, and whether it was made just now.
fn own_dict_or_make(t: &Thread, object: &Ref) -> PyResult<(Ref, bool)> {
    let all = all_of(t)?;
    let key = t.int_from_u64(body(object).number)?;
    if let Some(dict) = t.dict_get(&all, &key)? {
        return Ok((dict, false));
    }
    let dict = t.new_dict()?;
    t.dict_set(&all, key, dict.clone())?;
    Ok((dict, true))
}

/// The calling thread's dict of the object; on first use in this thread `__init__` runs.
fn own_dict(t: &Thread, object: &Ref) -> PyResult {
    let (dict, made) = own_dict_or_make(t, object)?;
    if made {
        let local = body(object);
        let init = t.lookup_special(object, "__init__")?;
        if let Some(init) = init
            && t.type_of(object).def.is_none()
        {
            let args = local.args.get();
            let mut values =
                args.as_ref().and_then(|a| a.downcast::<Tuple>()).map_or_else(Vec::new, |a| a.items().to_vec());
            let mut names = Vec::new();
            if let Some(kwargs) = local.kwargs.get().as_ref().and_then(|k| k.downcast::<Dict>()) {
                for (name, value) in kwargs.entries() {
                    names.push(t.intern_ref(&name));
                    values.push(value);
                }
            }
            if let Err(raised) = t.call_kw(&init, CallArgs { values: &values, names: &names }) {
                // The next use in this thread tries again.
                let key = t.int_from_u64(local.number)?;
                drop(t.dict_remove(&all_of(t)?, &key)?);
                return Err(raised);
            }
        }
    }
    Ok(dict)
}

fn getattr(t: &Thread, object: &Ref, name: &Ref) -> PyResult {
    let dict = own_dict(t, object)?;
    if name.as_string().is_some_and(|n| n.is("__dict__")) {
        return Ok(dict);
    }
    let in_class = t.type_of(object).lookup(name);
    if let Some(attribute) = &in_class {
        let slots = t.type_of(attribute).slots();
        if slots.descr_set.is_some()
            && let Some(get) = slots.descr_get
        {
            return get(t, attribute, Some(object), &t.type_ref(object));
        }
    }
    if let Some(value) = t.dict_get(&dict, name)? {
        return Ok(value);
    }
    match in_class {
        Some(attribute) => t.bind(&attribute, object),
        None => Err(t.no_attribute(object, name)),
    }
}

fn setattr(t: &Thread, object: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let dict = own_dict(t, object)?;
    if name.as_string().is_some_and(|n| n.is("__dict__")) {
        let class = t.type_name(object);
        return Err(t.error(&ex::ATTRIBUTE_ERROR, format!("'{class}' object attribute '__dict__' is read-only")));
    }
    if let Some(attribute) = t.type_of(object).lookup(name)
        && let Some(set) = t.type_of(&attribute).slots().descr_set
    {
        return set(t, &attribute, object, value);
    }
    match value {
        Some(value) => t.dict_set(&dict, name.clone(), value.clone()),
        None => match t.dict_remove(&dict, name)? {
            Some(_) => Ok(()),
            None => Err(t.no_attribute(object, name)),
        },
    }
}

fn dir(t: &Thread, a: Args<'_>) -> PyResult {
    let dict = own_dict(t, a.get(0))?;
    let names = t.new_dict()?;
    let class = t.call(&crate::object::sequence::builtin(t, "dir")?, &[t.type_ref(a.get(0))])?;
    t.for_each(&class, |name| t.dict_set(&names, name, t.none()))?;
    for name in t.dict_body(&dict)?.keys() {
        t.dict_set(&names, name, t.none())?;
    }
    t.list(t.dict_body(&names)?.keys())
}

/// `_thread._local`.
pub static LOCAL: TypeDef = TypeDef {
    name: "_thread._local",
    flags: flags::BASE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        getattr: Some(getattr),
        setattr: Some(setattr),
        new: Some(&natives!["_local(cls, /, *args, **kwargs)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__dir__(self, /)" => dir],
    doc: "An object whose attributes are each thread's own.",
    ..TypeDef::EMPTY
};
