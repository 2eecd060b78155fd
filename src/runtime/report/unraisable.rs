//! Exceptions that cannot be raised: in `__del__`, in weak reference callbacks, while a generator is closed.

use super::{class_name, safe_repr, stderr, write_stderr};
use crate::memory::{Ref, Slot};
use crate::object::exception::Exception;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::opaque;
use crate::runtime::{PyResult, Raised, Thread};

/// What `sys.unraisablehook` gets.
struct HookArgs {
    value: Slot,
    message: Slot,
    object: Slot,
}
opaque!(HookArgs { value, message, object });

fn args(this: &Ref) -> &HookArgs {
    this.opaque::<HookArgs>().expect("checked by the descriptor")
}

fn or_none(t: &Thread, value: Option<Ref>) -> PyResult {
    Ok(value.unwrap_or_else(|| t.none()))
}

/// `sys.UnraisableHookArgs`.
pub static UNRAISABLE_HOOK_ARGS: TypeDef = TypeDef {
    name: "UnraisableHookArgs",
    getset: &[
        GetSetDef {
            name: "exc_type",
            get: |t, this| or_none(t, args(this).value.get().map(|value| t.type_ref(&value))),
            set: None,
        },
        GetSetDef { name: "exc_value", get: |t, this| or_none(t, args(this).value.get()), set: None },
        GetSetDef {
            name: "exc_traceback",
            get: |t, this| {
                let value = args(this).value.get();
                or_none(t, value.and_then(|value| value.downcast::<Exception>()?.traceback.get()))
            },
            set: None,
        },
        GetSetDef { name: "err_msg", get: |t, this| or_none(t, args(this).message.get()), set: None },
        GetSetDef { name: "object", get: |t, this| or_none(t, args(this).object.get()), set: None },
    ],
    ..TypeDef::EMPTY
};

/// Reports an exception that cannot be raised, by `sys.unraisablehook`. `what` is the lead of the first line, "Exception ignored in" when
/// empty; `object` is where it happened.
#[cold]
pub fn unraisable(t: &Thread, raised: Raised, what: &str, object: Option<&Ref>) {
    let sys = t.vm().sys.get();
    let hook = sys.and_then(|sys| {
        let hook = t.dict_get_str(&sys, "unraisablehook").ok().flatten()?;
        let default = t.dict_get_str(&sys, "__unraisablehook__").ok().flatten();
        let is_own = !hook.value().is_none(t) && default.is_none_or(|default| !default.is(&hook));
        is_own.then_some(hook)
    });
    let Some(hook) = hook else {
        print_unraisable(t, &raised.0, what, object);
        return;
    };
    let call = || -> PyResult {
        let message = if what.is_empty() { None } else { Some(t.str(what)?) };
        let made = HookArgs {
            value: Slot::new(raised.0.clone()),
            message: Slot::from(message),
            object: Slot::from(object.cloned()),
        };
        let made = t.opaque(&UNRAISABLE_HOOK_ARGS, made)?;
        t.call(&hook, &[made])
    };
    if let Err(failed) = call() {
        print_unraisable(t, &failed.0, "Exception ignored in sys.unraisablehook", Some(&hook));
    }
}

/// What `sys.__unraisablehook__` does with the parts of its argument.
pub fn print_unraisable(t: &Thread, exception: &Ref, what: &str, object: Option<&Ref>) {
    let lead = if what.is_empty() { "Exception ignored in" } else { what };
    let object = object.filter(|object| !object.value().is_none(t));
    let first = match object {
        Some(object) => format!("{lead}: {}\n", safe_repr(t, object, "object")),
        None => format!("{lead}:\n"),
    };
    if what.is_empty() && object.is_none() {
        // Nothing is known but the exception.
        print_alone(t, exception);
        return;
    }
    write_stderr(t, &first);
    print_alone(t, exception);
}

/// The exception with its traceback, without what led to it.
fn print_alone(t: &Thread, exception: &Ref) {
    let color = super::style::wanted(t, stderr(t).as_ref());
    match super::format_alone(t, exception, color) {
        Ok(text) => write_stderr(t, &text),
        Err(_) => write_stderr(t, &format!("{}\n", class_name(t, exception))),
    }
}
