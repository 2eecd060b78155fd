//! Builtin functions that look into objects and namespaces.

use crate::memory::Ref;
use crate::object::frame::{LiveFrame, walk_frames};
use crate::object::list::List;
use crate::object::string::Str;
use crate::runtime::{Args, PyResult, Thread};

/// An attribute's name as an interned `str`.
fn name(t: &Thread, given: &Ref) -> PyResult {
    if given.downcast::<Str>().is_none() {
        let found = t.type_name(given);
        return Err(t.type_error(format!("attribute name must be string, not '{found}'")));
    }
    Ok(t.intern_ref(given))
}

pub fn getattr(t: &Thread, a: Args<'_>) -> PyResult {
    let name = name(t, a.get(1))?;
    match a.opt(2) {
        None => t.getattr_ref(a.get(0), &name),
        Some(default) => Ok(t.getattr_opt_ref(a.get(0), &name)?.unwrap_or_else(|| default.clone())),
    }
}

pub fn hasattr(t: &Thread, a: Args<'_>) -> PyResult {
    let name = name(t, a.get(1))?;
    Ok(t.bool(t.getattr_opt_ref(a.get(0), &name)?.is_some()))
}

pub fn setattr(t: &Thread, a: Args<'_>) -> PyResult {
    let name = name(t, a.get(1))?;
    t.setattr_ref(a.get(0), &name, Some(a.get(2)))?;
    Ok(t.none())
}

pub fn delattr(t: &Thread, a: Args<'_>) -> PyResult {
    let name = name(t, a.get(1))?;
    t.setattr_ref(a.get(0), &name, None)?;
    Ok(t.none())
}

pub fn callable(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(t.is_callable(a.get(0))))
}

pub fn isinstance(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(t.isinstance(a.get(0), a.get(1))?))
}

pub fn issubclass(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(t.issubclass(a.get(0), a.get(1))?))
}

/// The frame that called the builtin function.
pub fn caller(t: &Thread) -> PyResult<LiveFrame<'_>> {
    walk_frames(t).next().ok_or_else(|| t.system_error("frame does not exist"))
}

pub fn globals(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(caller(t)?.globals())
}

pub fn locals(t: &Thread, _a: Args<'_>) -> PyResult {
    caller(t)?.locals(t)
}

pub fn vars(t: &Thread, a: Args<'_>) -> PyResult {
    match a.opt(0) {
        None => caller(t)?.locals(t),
        Some(object) => match t.getattr_opt(object, "__dict__")? {
            Some(dict) => Ok(dict),
            None => Err(t.type_error("vars() argument must have __dict__ attribute")),
        },
    }
}

pub fn dir(t: &Thread, a: Args<'_>) -> PyResult {
    let names = match a.opt(0) {
        None => {
            let locals = caller(t)?.locals(t)?;
            t.call_method(&locals, "keys", &[])?
        }
        Some(object) => match t.lookup_special(object, "__dir__")? {
            Some(method) => t.call(&method, &[])?,
            None => return Err(t.type_error("object does not provide __dir__")),
        },
    };
    let list = t.list(t.collect(&names)?)?;
    list.downcast::<List>().expect("just made").sort(t, None, false)?;
    Ok(list)
}
