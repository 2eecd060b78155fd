//! Raising and catching: `raise X from Y`, implicit contexts, traceback entries, and whether an exception matches a class.

use super::{Exception, Family, body, fields};
use crate::memory::{Ref, Slot, Value};
use crate::object::class::{Type, flags};
use crate::object::scope::Scope;
use crate::object::traceback::Traceback;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Raised, Thread};

/// Is this a class that derives from `BaseException`?
pub fn is_exception_class(value: &Ref) -> bool {
    value.downcast::<Type>().is_some_and(|class| class.has(flags::EXCEPTION))
}

/// What `raise value from cause` raises. The context is set here; the unwinder adds the traceback.
///
/// # Errors
/// `TypeError` when either is no exception, or what making an instance raises.
pub fn normalise_raise(t: &Thread, value: &Ref, cause: Option<&Ref>) -> PyResult<Raised> {
    let exception = if is_exception_class(value) {
        instance_of(t, value)?
    } else if value.downcast::<Exception>().is_some() {
        value.clone()
    } else {
        return Err(t.type_error("exceptions must derive from BaseException"));
    };
    if let Some(cause) = cause {
        let cause = if is_exception_class(cause) {
            Some(instance_of(t, cause)?)
        } else if cause.downcast::<Exception>().is_some() {
            Some(cause.clone())
        } else if cause.value().is_none(t) {
            None
        } else {
            return Err(t.type_error("exception causes must derive from BaseException"));
        };
        body(&exception).set_cause(cause);
    }
    link_context(t, &exception);
    Ok(Raised(exception))
}

/// Gives an exception that replaces another one that one as its cause and context.
#[cold]
pub fn set_cause(_t: &Thread, raised: &Raised, cause: &Raised) {
    let exception = body(&raised.0);
    exception.set_cause(Some(cause.0.clone()));
    drop(exception.context.replace(cause.0.clone()));
}

/// An instance of an exception class made without arguments.
fn instance_of(t: &Thread, class: &Ref) -> PyResult {
    let instance = t.call(class, &[])?;
    checked(t, class, instance, |instance| t.repr_text(&t.type_ref(instance)))
}

/// What calling an exception class gave, if it is an exception; else `shown` says in the error what it is instead.
fn checked(t: &Thread, class: &Ref, instance: Ref, shown: impl FnOnce(&Ref) -> PyResult<String>) -> PyResult {
    if instance.downcast::<Exception>().is_some() {
        return Ok(instance);
    }
    let (class, kind) = (t.repr_text(class)?, shown(&instance)?);
    Err(t.type_error(format!("calling {class} should have returned an instance of BaseException, not {kind}")))
}

/// What `throw(class, value)` makes: `value` itself if it is an instance of the class, else an instance made with it, or with its items
/// if it is a tuple.
///
/// # Errors
/// What making the instance raises; `TypeError` when it is no exception.
pub fn instance_with(t: &Thread, class: &Ref, value: Option<&Ref>) -> PyResult {
    let instance = match value {
        Some(value) if value.downcast::<Exception>().is_some() && matches(t, value, class)? => return Ok(value.clone()),
        Some(value) => match value.downcast::<Tuple>() {
            Some(args) => t.call(class, args.items())?,
            None => t.call(class, std::slice::from_ref(value))?,
        },
        None => t.call(class, &[])?,
    };
    checked(t, class, instance, |instance| Ok(t.type_name(instance).to_string()))
}

/// Gives an exception that native code has just raised the exception being handled as its context.
///
/// One that is raised again keeps the context it has: it shows by the flag, or by the frames it has come through.
#[cold]
pub fn set_context(t: &Thread, raised: &Raised) {
    if t.reraising.get() {
        return;
    }
    if body(&raised.0).traceback.load().is_null() {
        link_context(t, &raised.0);
    }
}

/// Makes the exception being handled the context of `exception`, without closing a cycle.
pub fn link_context(t: &Thread, exception: &Ref) {
    let Some(handled) = t.handled.get() else { return };
    if exception.is(&t.vm().memory_error()) || handled.is(exception) || handled.downcast::<Exception>().is_none() {
        return;
    }
    // The new link would close a cycle if `exception` is in the chain already: cut it out there. The second pointer moves at
    // half the speed and meets the first in a cycle that a script has made.
    let mut place = handled.clone();
    let mut slow = handled.clone();
    let mut step = false;
    while let Some(context) = body(&place).context.get() {
        if context.is(exception) {
            drop(body(&place).context.take());
            break;
        }
        place = context;
        if place.is(&slow) {
            break;
        }
        if step && let Some(next) = body(&slow).context.get() {
            slow = next;
        }
        step = !step;
    }
    drop(body(exception).context.replace(handled));
}

/// Puts the running frame in front of the exception's traceback. Without memory for the entry it is left out.
///
/// # Safety
/// `fp` and `k` are those of the running frame.
#[cold]
pub unsafe fn add_traceback(t: &Thread, raised: &Raised, index: u32, fp: *mut Value, k: *const u64) {
    let exception = body(&raised.0);
    // The exception kept for hard times is raised again and again: what it came through must not add up.
    if raised.0.is(&t.vm().memory_error()) {
        return;
    }
    let next = exception.traceback.get();
    let locals = match (exception.family, &next) {
        (Family::Name, None) => exception.fields.get(fields::NAME_SCOPE).and_then(Slot::take),
        _ => None,
    };
    // SAFETY: the running frame keeps its code and namespaces.
    let scope = unsafe { Scope::of(k) };
    let entry = Traceback::new(next, scope, index, locals, fp as usize);
    if let Ok(entry) = entry.allocate(t) {
        exception.set_traceback(Some(entry));
    }
}

/// `except classes:` — is the exception an instance of the class, or of one in the tuple?
///
/// # Errors
/// `TypeError` when one of them is no exception class.
pub fn matches(t: &Thread, exception: &Ref, classes: &Ref) -> PyResult<bool> {
    let wrong = || t.type_error("catching classes that do not inherit from BaseException is not allowed");
    if let Some(tuple) = classes.downcast::<Tuple>() {
        if !tuple.items().iter().all(is_exception_class) {
            return Err(wrong());
        }
        return Ok(tuple.items().iter().any(|class| is_instance(t, exception, class)));
    }
    if !is_exception_class(classes) {
        return Err(wrong());
    }
    Ok(is_instance(t, exception, classes))
}

/// Is the exception an instance of the class by its MRO?
pub fn is_instance(t: &Thread, exception: &Ref, class: &Ref) -> bool {
    class.downcast::<Type>().is_some_and(|class| t.type_of(exception).is_subclass(class))
}
