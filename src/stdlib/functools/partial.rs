//! `functools.partial`: a call with some of its arguments.

use super::KIND;
use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::base::qualified_name;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::dict::Dict;
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// What is called, a tuple and a dict. `__setstate__` replaces them.
#[derive(Clone)]
struct Parts {
    function: Ref,
    args: Ref,
    keywords: Ref,
}

struct Partial(Mutex<Parts>);

impl crate::object::boxed::Opaque for Partial {
    fn trace(&self, visit: &mut dyn FnMut(crate::memory::Value)) {
        // At a stop no thread is inside the lock.
        if let Some(parts) = self.0.try_lock() {
            for part in [&parts.function, &parts.args, &parts.keywords] {
                crate::object::boxed::Trace::trace(part, visit);
            }
        }
    }
}

fn parts(value: &Ref) -> Parts {
    value.opaque::<Partial>().expect("checked by the type").0.lock().clone()
}

fn items(tuple: &Ref) -> &[Ref] {
    tuple.downcast::<Tuple>().map_or(&[], Tuple::items)
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let Some((function, args)) = a.rest().split_first() else {
        return Err(t.type_error("type 'partial' takes at least one argument"));
    };
    if !t.is_callable(function) {
        return Err(t.type_error("the first argument must be callable"));
    }
    // A partial of a partial that has nothing of its own is one with more arguments.
    let inner = function
        .opaque::<Partial>()
        .filter(|_| t.attributes_of(function).is_none_or(|attributes| attributes.entries(t).is_empty()))
        .map(|_| parts(function));
    let made = match inner {
        Some(inner) => {
            let mut all = items(&inner.args).to_vec();
            all.extend_from_slice(args);
            let keywords = t.dict_copy(t.dict_body(&inner.keywords)?)?;
            Parts { function: inner.function, args: t.tuple(all)?, keywords }
        }
        None => Parts { function: function.clone(), args: t.tuple_from(args)?, keywords: t.new_dict()? },
    };
    if let Some(kwargs) = a.kwargs() {
        t.dict_merge(t.dict_body(&made.keywords)?, kwargs)?;
    }
    t.new_object(a.get(0), Boxed(Box::new(Partial(Mutex::new(made)))))
}

fn call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    let own = parts(this);
    let keywords = t.dict_body(&own.keywords)?;
    let (stored, given) = (items(&own.args), args.positionals());
    let mut values = Vec::with_capacity(stored.len() + args.values.len() + keywords.len());
    values.extend_from_slice(stored);
    values.extend_from_slice(given);
    if keywords.is_empty() {
        values.extend_from_slice(&args.values[given.len()..]);
        return t.call_kw(&own.function, CallArgs { values: &values, names: args.names });
    }
    let mut names = Vec::with_capacity(keywords.len() + args.names.len());
    let start = values.len();
    for (name, value) in keywords.entries() {
        if name.as_string().is_none() {
            return Err(t.type_error("keywords must be strings"));
        }
        names.push(name);
        values.push(value);
    }
    for (name, value) in args.keywords() {
        match names.iter().position(|n| n.is(name) || t.str_of(n) == t.str_of(name)) {
            Some(i) => values[start + i] = value.clone(),
            None => {
                names.push(name.clone());
                values.push(value.clone());
            }
        }
    }
    t.call_kw(&own.function, CallArgs { values: &values, names: &names })
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let Some(_guard) = t.repr_enter(this)? else { return t.str("...") };
    let own = parts(this);
    let mut text = format!("{}({}", qualified_name(t, &t.type_ref(this)), t.repr_text(&own.function)?);
    for arg in items(&own.args) {
        text.push_str(", ");
        text.push_str(&t.repr_text(arg)?);
    }
    for (name, value) in t.dict_body(&own.keywords)?.entries() {
        text.push_str(&format!(", {}={}", t.str_of(&t.to_str(&name)?), t.repr_text(&value)?));
    }
    text.push(')');
    t.string(text)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let own = parts(a.get(0));
    let dict = match t.attributes_of(a.get(0)) {
        Some(attributes) if !attributes.entries(t).is_empty() => attributes.as_dict(t)?,
        _ => t.none(),
    };
    let args = t.tuple(vec![own.function.clone()])?;
    let state = t.tuple(vec![own.function, own.args, own.keywords, dict])?;
    t.tuple(vec![t.type_ref(a.get(0)), args, state])
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let state = a.get(1).downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let [function, args, keywords, dict] = state else { return Err(t.type_error("invalid partial state")) };
    let no_keywords = keywords.value().is_none(t);
    let fits = t.is_callable(function)
        && args.downcast::<Tuple>().is_some()
        && (no_keywords || keywords.downcast::<Dict>().is_some());
    if !fits {
        return Err(t.type_error("invalid partial state"));
    }
    // An exact tuple and an exact dict are taken as they are; copies share them.
    let keywords = match keywords.downcast::<Dict>() {
        None => t.new_dict()?,
        Some(_) if keywords.downcast_exact::<Dict>().is_some() => keywords.clone(),
        Some(others) => t.dict_copy(others)?,
    };
    let args = match args.downcast_exact::<Tuple>() {
        Some(_) => args.clone(),
        None => t.tuple_from(items(args))?,
    };
    let new = Parts { function: function.clone(), args, keywords };
    let old = std::mem::replace(&mut *t.this_opaque::<Partial>(&a).0.lock(), new);
    drop(old);
    if dict.downcast::<Dict>().is_some() {
        t.setattr(a.get(0), "__dict__", dict)?;
    } else if let Some(attributes) = t.attributes_of(a.get(0)) {
        attributes.replace_dict(t, t.new_dict()?);
    }
    Ok(t.none())
}

/// A partial in a class stays what it is when it is read through an instance, as yet: who relies on that is warned.
fn descr_get(t: &Thread, this: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    if object.is_some_and(|object| !object.value().is_none(t)) {
        let message = "functools.partial will be a method descriptor in future Python versions; \
                       wrap it in staticmethod() if you want to preserve the old behavior";
        crate::stdlib::warnings::warn(t, &crate::object::exception::FUTURE_WARNING, message, 1)?;
    }
    Ok(this.clone())
}

/// `functools.partial`.
pub static PARTIAL: TypeDef = TypeDef {
    name: "functools.partial",
    kind: KIND,
    flags: flags::BASE | flags::HAS_DICT | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    attributes: size_of::<Object<Boxed>>() as u32,
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        descr_get: Some(descr_get),
        new: Some(&natives!["partial(cls, *args, **kwargs)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => reduce,
        "__setstate__(self, state, /)" => setstate,
        "@class __class_getitem__(cls, object, /)" => |t, a| t.generic_alias(a.get(0), a.get(1)),
    ],
    getset: &[
        GetSetDef { name: "func", get: |_, this| Ok(parts(this).function), set: READONLY_MEMBER },
        GetSetDef { name: "args", get: |_, this| Ok(parts(this).args), set: READONLY_MEMBER },
        GetSetDef { name: "keywords", get: |_, this| Ok(parts(this).keywords), set: READONLY_MEMBER },
    ],
    doc: "Create a new function with partial application of the given arguments and keywords.",
    ..TypeDef::EMPTY
};
