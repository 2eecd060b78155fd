//! The type `function`: attributes of functions written in Python, and `types.FunctionType(code, globals, …)`.

use super::class::flags;
use super::code::Code;
use super::dict::Dict;
use super::function::Function;
use super::instance::own_dict;
use super::kind;
use super::slots::Slots;
use super::string::Str;
use super::tuple::Tuple;
use super::typedef::{GetSetDef, TypeDef};
use crate::bytecode::code::flags as unit;
use crate::memory::{Own, Ref, Slot};
use crate::natives;
use crate::runtime::native::Args;
use crate::runtime::{PyResult, Thread};

fn this(function: &Ref) -> &Function {
    function.downcast::<Function>().expect("checked by the descriptor")
}

fn or_none(t: &Thread, slot: &Slot) -> PyResult {
    Ok(slot.get().unwrap_or_else(|| t.none()))
}

/// Stores a value, None and absence as an empty slot.
fn store(t: &Thread, slot: &Slot, value: Option<&Ref>) {
    drop(match value.filter(|v| !v.value().is_none(t)) {
        Some(value) => slot.replace(value.clone()),
        None => slot.take(),
    });
}

fn readonly(t: &Thread, _this: &Ref, _value: Option<&Ref>) -> PyResult<()> {
    Err(t.attribute_error("readonly attribute"))
}

fn repr(t: &Thread, function: &Ref) -> PyResult {
    let name = this(function).qualname.get().map_or_else(String::new, |name| t.str_of(&name).into_owned());
    t.string(format!("<function {name} at {:#x}>", function.value().address() as usize))
}

fn descr_get(t: &Thread, function: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    match object {
        Some(object) => t.new_bound_method(function.clone(), object.clone()),
        None => Ok(function.clone()),
    }
}

/// Checks that a closure of `given` cells fits a code object.
fn check_free(t: &Thread, name: &str, code: &Code, given: usize) -> PyResult<()> {
    let needed = code.unit.free_count as usize;
    if needed == given {
        return Ok(());
    }
    Err(t.value_error(format!("{name}() requires a code object with {given} free vars, not {needed}")))
}

fn set_code(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let body = this(function);
    let Some((value, code)) = value.and_then(|v| Some((v, v.downcast::<Code>()?))) else {
        return Err(t.type_error("__code__ must be set to a code object"));
    };
    let cells = body.closure.peek().and_then(|c| c.downcast::<Tuple>()).map_or(0, Tuple::len);
    let name = body.name.get().map_or_else(String::new, |name| t.str_of(&name).into_owned());
    check_free(t, &name, code, cells)?;
    let kind = |code: &Code| code.unit.flags & (unit::GENERATOR | unit::COROUTINE | unit::ASYNC_GENERATOR);
    if kind(body.code()) != kind(code) {
        let message =
            "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)";
        crate::stdlib::warnings::warn(t, &super::exception::DEPRECATION_WARNING, message, 1)?;
    }
    body.set_code(t, value.clone());
    crate::runtime::caches::flush(t);
    Ok(())
}

/// As `store`, for what other threads may be reading in the middle of a call.
fn exchange(t: &Thread, slot: &Slot, value: Option<&Ref>) {
    let old = match value {
        Some(value) => slot.replace(value.clone()),
        None => slot.take(),
    };
    crate::memory::reclaim::retire_thing(&t.base, old);
}

fn set_defaults(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = value.filter(|v| !v.value().is_none(t));
    if value.is_some_and(|v| v.downcast::<Tuple>().is_none()) {
        return Err(t.type_error("__defaults__ must be set to a tuple object"));
    }
    exchange(t, &this(function).defaults, value);
    Ok(())
}

fn set_kwdefaults(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = value.filter(|v| !v.value().is_none(t));
    if value.is_some_and(|v| v.downcast::<Dict>().is_none()) {
        return Err(t.type_error("__kwdefaults__ must be set to a dict object"));
    }
    exchange(t, &this(function).kwdefaults, value);
    Ok(())
}

/// A `str` for `__name__` or `__qualname__`.
fn checked_name(t: &Thread, attribute: &str, value: Option<&Ref>) -> PyResult {
    match value {
        Some(value) if value.downcast::<Str>().is_some() => Ok(value.clone()),
        _ => Err(t.type_error(format!("{attribute} must be set to a string object"))),
    }
}

fn set_name(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let name = checked_name(t, "__name__", value)?;
    drop(this(function).name.replace(name));
    Ok(())
}

fn set_qualname(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let name = checked_name(t, "__qualname__", value)?;
    drop(this(function).qualname.replace(name));
    Ok(())
}

fn get_doc(t: &Thread, function: &Ref) -> PyResult {
    let body = this(function);
    Ok(body.doc.get().or_else(|| body.code().docstring()).unwrap_or_else(|| t.none()))
}

fn set_doc(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    // An empty slot stands for the code's docstring, so None is stored as itself.
    drop(this(function).doc.replace(value.cloned().unwrap_or_else(|| t.none())));
    Ok(())
}

fn get_annotations(t: &Thread, function: &Ref) -> PyResult {
    this(function).annotations.get_or_make(|| t.new_dict())
}

fn set_annotations(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = value.filter(|v| !v.value().is_none(t));
    if value.is_some_and(|v| v.downcast::<Dict>().is_none()) {
        return Err(t.type_error("__annotations__ must be set to a dict object"));
    }
    store(t, &this(function).annotations, value);
    Ok(())
}

fn set_module(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    drop(this(function).module.replace(value.cloned().unwrap_or_else(|| t.none())));
    Ok(())
}

fn get_dict(t: &Thread, function: &Ref) -> PyResult {
    Ok(t.ensure_own_dict(function)?.into_ref())
}

fn set_dict(t: &Thread, function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(value) if value.downcast::<Dict>().is_some() => {
            drop(this(function).dict.replace(value.clone()));
            Ok(())
        }
        Some(value) => {
            let kind = t.type_name(value);
            Err(t.type_error(format!("__dict__ must be set to a dictionary, not a '{kind}'")))
        }
        None => Err(t.type_error("cannot delete __dict__")),
    }
}

/// The language subset has no generic functions, so there are never any; tools ask all the same.
fn set_type_params(t: &Thread, _function: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if value.is_none_or(|v| v.downcast::<Tuple>().is_none()) {
        return Err(t.type_error("__type_params__ must be set to a tuple"));
    }
    Ok(())
}

/// `FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)`.
fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let argument = |name: &str, wanted: &str, value: &Ref| {
        let given = t.type_name(value);
        t.type_error(format!("function() argument '{name}' must be {wanted}, not {given}"))
    };
    let Some(code) = a.get(1).downcast::<Code>() else { return Err(argument("code", "code", a.get(1))) };
    let Some(_) = a.get(2).downcast::<Dict>() else { return Err(argument("globals", "dict", a.get(2))) };
    let name = a.opt_not_none(t, 3);
    if name.is_some_and(|n| n.downcast::<Str>().is_none()) {
        return Err(t.type_error("arg 3 (name) must be None or string"));
    }
    let defaults = a.opt_not_none(t, 4);
    if defaults.is_some_and(|d| d.downcast::<Tuple>().is_none()) {
        return Err(t.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let closure = a.opt_not_none(t, 5);
    let needed = code.unit.free_count as usize;
    match closure {
        Some(closure) => {
            let Some(cells) = closure.downcast::<Tuple>() else {
                let wanted =
                    if needed == 0 { "arg 5 (closure) must be None or tuple" } else { "arg 5 (closure) must be tuple" };
                return Err(t.type_error(wanted));
            };
            if cells.len() != needed {
                let name = t.str_of(&code.name.get().expect("code objects have names")).into_owned();
                return Err(t.value_error(format!("{name} requires closure of length {needed}, not {}", cells.len())));
            }
            if let Some(other) = cells.items().iter().find(|c| c.downcast::<super::cell::Cell>().is_none()) {
                let given = t.type_name(other);
                return Err(t.type_error(format!("arg 5 (closure) expected cell, found {given}")));
            }
        }
        None if needed != 0 => return Err(t.type_error("arg 5 (closure) must be tuple")),
        None => {}
    }
    let kwdefaults = a.opt_not_none(t, 6);
    if kwdefaults.is_some_and(|d| d.downcast::<Dict>().is_none()) {
        return Err(t.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    let globals: Own<Dict> = own_dict(a.get(2).clone());
    let builtins = crate::runtime::compile::builtins_of(t, a.get(2));
    let function = t.new_function(a.get(1).clone(), globals, builtins, None)?;
    let body = this(&function);
    if let Some(name) = name {
        drop(body.name.replace(name.clone()));
    }
    for (slot, value) in [(&body.defaults, defaults), (&body.closure, closure), (&body.kwdefaults, kwdefaults)] {
        store(t, slot, value);
    }
    Ok(function)
}

/// `types.FunctionType`.
pub static FUNCTION: TypeDef = TypeDef {
    name: "function",
    kind: kind::FUNCTION,
    flags: flags::HAS_DICT | flags::HAS_WEAKREF,
    slots: Slots {
        repr: Some(repr),
        call: Some(|t, function, args| t.call_kw(function, args)),
        descr_get: Some(descr_get),
        new: Some(
            &natives![
                "function(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)" => new
            ][0],
        ),
        ..Slots::EMPTY
    },
    getset: &[
        GetSetDef { name: "__code__", get: |_, f| Ok(this(f).scope.code.get()), set: Some(set_code) },
        GetSetDef { name: "__globals__", get: |_, f| Ok(this(f).scope.globals.get()), set: Some(readonly) },
        GetSetDef { name: "__builtins__", get: |_, f| Ok(this(f).scope.builtins.get()), set: Some(readonly) },
        GetSetDef { name: "__closure__", get: |t, f| or_none(t, &this(f).closure), set: Some(readonly) },
        GetSetDef { name: "__defaults__", get: |t, f| or_none(t, &this(f).defaults), set: Some(set_defaults) },
        GetSetDef { name: "__kwdefaults__", get: |t, f| or_none(t, &this(f).kwdefaults), set: Some(set_kwdefaults) },
        GetSetDef { name: "__name__", get: |t, f| or_none(t, &this(f).name), set: Some(set_name) },
        GetSetDef { name: "__qualname__", get: |t, f| or_none(t, &this(f).qualname), set: Some(set_qualname) },
        GetSetDef { name: "__doc__", get: get_doc, set: Some(set_doc) },
        GetSetDef { name: "__annotations__", get: get_annotations, set: Some(set_annotations) },
        GetSetDef { name: "__module__", get: |t, f| or_none(t, &this(f).module), set: Some(set_module) },
        GetSetDef { name: "__dict__", get: get_dict, set: Some(set_dict) },
        GetSetDef { name: "__type_params__", get: |t, _| Ok(t.vm().empty_tuple()), set: Some(set_type_params) },
    ],
    ..TypeDef::EMPTY
};
