//! Calling a class: `__new__`, then `__init__`.

use super::class::{Type, flags};
use super::kind;
use crate::memory::{Ref, Value};
use crate::runtime::native::{CallArgs, NativeDef, Signature};
use crate::runtime::{PyResult, Thread};

/// `class(*args)`, by way of the metaclass's `__call__` where it has one of its own.
pub fn call(t: &Thread, callable: &Ref, class: &Type, args: CallArgs<'_>) -> PyResult {
    let meta = callable.value().type_pointer(t);
    if meta != t.types().type_.as_ptr() {
        let meta = t.type_of(callable);
        if let Some(call) = meta.slots().call
            && !is_type_call(meta)
        {
            return call(t, callable, args);
        }
    }
    construct(t, callable, class, args)
}

/// Does a metaclass leave calls of its classes to `type`?
pub fn is_type_call(meta: &Type) -> bool {
    let call = meta.slots().call;
    call.is_some_and(|call| std::ptr::fn_addr_eq(call, type_call as fn(&Thread, &Ref, CallArgs<'_>) -> PyResult))
}

/// `type.__call__`.
pub fn type_call(t: &Thread, callable: &Ref, args: CallArgs<'_>) -> PyResult {
    let class = callable.downcast::<Type>().expect("checked by the type");
    construct(t, callable, class, args)
}

fn construct(t: &Thread, callable: &Ref, class: &Type, args: CallArgs<'_>) -> PyResult {
    if callable.value().same(Value::uncounted(t.types().type_.as_ptr()))
        && args.values.len() == 1
        && args.names.is_empty()
    {
        return Ok(t.type_ref(&args.values[0]));
    }
    let names = t.names();
    let object = match class.slots().new {
        // A builtin `__new__` that no Python class in between overrides.
        Some(def) if class.def.is_some() => {
            let mut values = Vec::with_capacity(args.values.len() + 1);
            values.push(callable.clone());
            values.extend_from_slice(args.values);
            call_native_def(t, def, CallArgs { values: &values, names: args.names })?
        }
        None if class.def.is_some() => {
            return Err(t.type_error(format!("cannot create '{}' instances", t.class_name(class))));
        }
        _ if class.has(flags::PLAIN_NEW) => {
            if class.has(flags::ABSTRACT) {
                return Err(super::class_check::abstract_error(t, callable));
            }
            let init = class.lookup(&names.__init__);
            let plain_init = init.as_ref().is_none_or(|i| i.downcast_exact::<super::wrapper::Wrapper>().is_some());
            if plain_init && !args.values.is_empty() {
                return Err(t.type_error(format!("{}() takes no arguments", t.class_name(class))));
            }
            t.new_instance(class)?
        }
        _ => {
            let new = class
                .lookup(&names.__new__)
                .ok_or_else(|| t.type_error(format!("cannot create '{}' instances", t.class_name(class))))?;
            let new = match t.type_of(&new).slots().descr_get {
                Some(get) => get(t, &new, None, callable)?,
                None => new,
            };
            let mut values = Vec::with_capacity(args.values.len() + 1);
            values.push(callable.clone());
            values.extend_from_slice(args.values);
            t.call_kw(&new, CallArgs { values: &values, names: args.names })?
        }
    };
    let made = t.type_of(&object);
    if !made.is_subclass(class) {
        return Ok(object);
    }
    if let Some(def) = made.slots().init
        && made.def.is_some()
    {
        let mut values = Vec::with_capacity(args.values.len() + 1);
        values.push(object.clone());
        values.extend_from_slice(args.values);
        call_native_def(t, def, CallArgs { values: &values, names: args.names })?;
        return Ok(object);
    }
    if made.def.is_some() {
        return Ok(object);
    }
    let Some(init) = made.lookup(&names.__init__) else { return Ok(object) };
    let mut values = Vec::with_capacity(args.values.len() + 1);
    let result = if init.value().kind() == kind::FUNCTION || init.downcast_exact::<super::wrapper::Wrapper>().is_some()
    {
        values.push(object.clone());
        values.extend_from_slice(args.values);
        t.call_kw(&init, CallArgs { values: &values, names: args.names })?
    } else {
        let bound = t.bind(&init, &object)?;
        t.call_kw(&bound, args)?
    };
    if !result.value().is_none(t) {
        return Err(t.type_error(format!("__init__() should return None, not '{}'", t.type_name(&result))));
    }
    Ok(object)
}

/// Calls a native function by its description; the parsed signature is kept in the Vm.
pub fn call_native_def(t: &Thread, def: &'static NativeDef, args: CallArgs<'_>) -> PyResult {
    let signature: &Signature = t.vm().signature(def);
    signature.bind_and_call(t, def.call, args, None)
}
