//! Raising, handling, `with`.

use crate::memory::Ref;
use crate::object::exception as ex;
use crate::object::generator::Generator;
use crate::runtime::{PyResult, Raised, Thread};
use crate::vm::capture;
use crate::vm::frame::{FRAME_WORDS, Frame};

pub fn RAISE_PENDING(t: &Thread, _f: &mut Frame, _arg: u32) -> PyResult<()> {
    match t.pending.take() {
        Some(exception) => Err(Raised(exception)),
        None => Err(t.system_error("code ran beyond its end")),
    }
}

pub fn RAISE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    if arg == 0 {
        let Some(current) = t.handled.get() else {
            return Err(t.runtime_error("No active exception to reraise"));
        };
        t.reraising.set(true);
        return Err(Raised(current));
    }
    let cause = if arg == 2 { Some(f.pop()) } else { None };
    let value = f.pop();
    Err(ex::normalise_raise(t, &value, cause.as_ref())?)
}

pub fn RERAISE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let exception = f.pop();
    t.reraising.set(true);
    Err(Raised(exception))
}

/// The generator whose frame is running; `None` in a function's frame.
fn generator(f: &Frame) -> Option<&Generator> {
    // SAFETY: the callee word of a running frame is alive.
    unsafe { Ref::peek(&*f.r.fp.sub(FRAME_WORDS)) }.downcast_exact::<Generator>()
}

pub fn PUSH_EXC(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let exception = f.pop();
    let previous = t.handled.replace(exception.clone());
    // The handler may end in another resumption: what is inherited then counts.
    let is_inherited = generator(f).is_some_and(|g| g.inherited.replace(false));
    match previous.filter(|_| !is_inherited) {
        Some(previous) => f.push(previous),
        None => f.push_null(),
    }
    f.push(exception);
    Ok(())
}

pub fn POP_EXC(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let previous = match f.pop_opt() {
        Some(previous) => Some(previous),
        None => generator(f).and_then(|g| {
            g.inherited.set(true);
            g.outer.get()
        }),
    };
    let old = match previous {
        Some(previous) => t.handled.replace(previous),
        None => t.handled.take(),
    };
    if let Some(old) = old
        && !capture::is_only(&old, t)
    {
        // SAFETY: the frame is running.
        unsafe { capture::outlived(t, f, &old) };
    }
    Ok(())
}

pub fn CHECK_EXC_MATCH(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let class = f.pop();
    let matches = ex::matches(t, f.peek(0), &class)?;
    f.push(t.bool(matches));
    Ok(())
}

pub fn CHECK_EG_MATCH(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let class = f.pop();
    let exception = f.pop();
    let (rest, matched) = ex::split_group(t, &exception, &class)?;
    f.push(rest.unwrap_or_else(|| t.none()));
    if let Some(matched) = &matched {
        // The handler's body runs with the matching part as the current exception.
        drop(t.handled.replace(matched.clone()));
    }
    f.push(matched.unwrap_or_else(|| t.none()));
    Ok(())
}

pub fn PREP_RERAISE_STAR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let raised = f.pop();
    let original = f.pop();
    let result = ex::prep_reraise_star(t, &original, &raised)?;
    f.push(result.unwrap_or_else(|| t.none()));
    Ok(())
}

pub fn LOAD_ASSERTION_ERROR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let class = t.class(&ex::ASSERTION_ERROR);
    f.push(class);
    Ok(())
}

/// Looks up the two methods of a context manager, bound.
fn manager(t: &Thread, cm: &Ref, enter: &Ref, exit: &Ref, what: &str) -> PyResult<(Ref, Ref)> {
    let missing = |missed: &str| {
        let class = t.type_name(cm);
        t.type_error(format!("'{class}' object does not support the {what} protocol{missed}"))
    };
    let entry = t.lookup_special_ref(cm, enter)?.ok_or_else(|| missing(""))?;
    let exit_method = t.lookup_special_ref(cm, exit)?.ok_or_else(|| {
        let exit = exit.as_string().map(|exit| exit.to_str().into_owned()).unwrap_or_default();
        missing(&format!(" (missed {exit} method)"))
    })?;
    Ok((entry, exit_method))
}

pub fn BEFORE_WITH(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let cm = f.pop();
    let (enter, exit) = manager(t, &cm, &t.names().__enter__, &t.names().__exit__, "context manager")?;
    let value = t.call(&enter, &[])?;
    f.push(exit);
    f.push(value);
    Ok(())
}

pub fn BEFORE_ASYNC_WITH(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let cm = f.pop();
    let names = t.names();
    let (enter, exit) = manager(t, &cm, &names.__aenter__, &names.__aexit__, "asynchronous context manager")?;
    let value = t.call(&enter, &[])?;
    f.push(exit);
    f.push(value);
    Ok(())
}

pub fn WITH_EXCEPT_START(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let exception = f.peek(0).clone();
    let exit = f.peek(2).clone();
    let traceback = ex::traceback(t, &exception);
    let result = t.call(&exit, &[t.type_ref(&exception), exception, traceback])?;
    f.push(result);
    Ok(())
}
