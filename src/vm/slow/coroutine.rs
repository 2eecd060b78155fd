//! Generators, coroutines, async iteration.

use crate::memory::Ref;
use crate::object::exception as ex;
use crate::object::generator::Generator;
use crate::object::kind;
use crate::runtime::{PyResult, Thread};
use crate::vm::frame::{Frame, distance};
use crate::vm::generator;

pub fn RETURN_GENERATOR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    f.r = generator::make(t, f.r)?;
    Ok(())
}
pub fn YIELD(_t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    // SAFETY: the frame is a generator's. Both words own what they say, and are dropped last: destructors run above the saved top.
    unsafe {
        if let Some((r, callee, old)) = generator::suspend(f.r, false) {
            f.r = r;
            f.save();
            crate::memory::reference::decrement(callee);
            crate::memory::reference::decrement(old);
        }
    }
    Ok(())
}
pub fn GENERATOR_RETURN(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let value = f.pop();
    generator::finish(t, f, value)
}
pub fn GENERATOR_RETURN_CONST(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.konst(arg).clone();
    generator::finish(t, f, value)
}
pub fn GENERATOR_RETURN_FAST(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = super::stack::local(t, f, arg)?;
    generator::finish(t, f, value)
}

pub fn ASYNC_GEN_WRAP(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let value = f.pop();
    let wrapped = crate::object::async_generator::wrap(t, value)?;
    f.push(wrapped);
    Ok(())
}

/// Does the running code belong to a coroutine (or to a generator made one by `types.coroutine`)?
fn in_coroutine(f: &Frame) -> bool {
    use crate::bytecode::code::flags;
    // SAFETY: the frame is running.
    unsafe { f.r.code().unit.flags & (flags::COROUTINE | flags::ITERABLE_COROUTINE) != 0 }
}

pub fn GET_YIELD_FROM_ITER(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let value = f.pop();
    if let Some(g) = value.downcast::<Generator>() {
        if g.is_coroutine() && !in_coroutine(f) {
            return Err(t.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
        }
        if !g.is_async_generator() {
            f.push(value);
            return Ok(());
        }
    }
    let iterator = t.iter(&value)?;
    f.push(iterator);
    Ok(())
}

pub fn GET_AWAITABLE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let iterator = awaitable(t, &value, arg)?;
    f.push(iterator);
    Ok(())
}

/// The iterator that `await value` runs.
pub fn awaitable(t: &Thread, value: &Ref, place: u32) -> PyResult {
    if let Some(g) = value.downcast::<Generator>()
        && (g.is_coroutine() || crate::object::generator_type::is_iterable_coroutine(g))
    {
        if g.is_coroutine() && generator::delegate(g).is_some() {
            return Err(t.runtime_error("coroutine is being awaited already"));
        }
        return Ok(value.clone());
    }
    let Some(method) = t.type_of(value).slots().r#await else {
        let name = t.type_name(value);
        return Err(t.type_error(match place {
            1 => format!("'async with' received an object from __aenter__ that does not implement __await__: {name}"),
            2 => format!("'async with' received an object from __aexit__ that does not implement __await__: {name}"),
            _ => format!("object {name} can't be used in 'await' expression"),
        }));
    };
    let iterator = method(t, value)?;
    if iterator.downcast::<Generator>().is_some_and(Generator::is_coroutine) {
        return Err(t.type_error("__await__() returned a coroutine"));
    }
    if t.type_of(&iterator).slots().next.is_none() {
        return Err(t.type_error(format!("__await__() returned non-iterator of type '{}'", t.type_name(&iterator))));
    }
    Ok(iterator)
}

pub fn SEND(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let receiver = f.peek(1).clone();
    if receiver.value().kind() == kind::GENERATOR
        && let Some(r) = generator::enter(t, f.r)
    {
        f.r = r;
        return Ok(());
    }
    let value = f.pop();
    let result = if let Some(g) = receiver.downcast::<Generator>() {
        generator::resume(t, &receiver, g, Ok(value))
    } else if value.value().is_none(t) && t.type_of(&receiver).slots().next.is_some() {
        // The iterator's own StopIteration carries the result.
        let next = t.type_of(&receiver).slots().next.expect("just tested");
        match next(t, &receiver) {
            Ok(Some(item)) => Ok(Ok(item)),
            Ok(None) => Ok(Err(t.none())),
            Err(raised) => stopped(t, raised),
        }
    } else {
        match t.call_method(&receiver, "send", &[value]) {
            Ok(item) => Ok(Ok(item)),
            Err(raised) => stopped(t, raised),
        }
    }?;
    match result {
        Ok(item) => f.push(item),
        Err(value) => {
            drop(f.pop());
            f.push(value);
            f.jump(distance(arg));
        }
    }
    Ok(())
}

/// The value of a StopIteration; other exceptions pass.
fn stopped(t: &Thread, raised: crate::runtime::Raised) -> PyResult<Result<Ref, Ref>> {
    if !t.raised_is(&raised, &ex::STOP_ITERATION) {
        return Err(raised);
    }
    Ok(Err(ex::stop_value(t, &raised.0)))
}

pub fn GET_AITER(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let value = f.pop();
    let Some(method) = t.type_of(&value).slots().aiter else {
        return Err(
            t.type_error(format!("'async for' requires an object with __aiter__ method, got {}", t.type_name(&value)))
        );
    };
    let iterator = method(t, &value)?;
    if t.type_of(&iterator).slots().anext.is_none() {
        return Err(t.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            t.type_name(&iterator)
        )));
    }
    f.push(iterator);
    Ok(())
}

pub fn GET_ANEXT(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let iterator = f.peek(0).clone();
    let Some(method) = t.type_of(&iterator).slots().anext else {
        return Err(t.type_error(format!(
            "'async for' requires an iterator with __anext__ method, got {}",
            t.type_name(&iterator)
        )));
    };
    let next = method(t, &iterator)?;
    let awaitable = awaitable(t, &next, 0).map_err(|raised| {
        let error =
            t.type_error(format!("'async for' received an invalid object from __anext__: {}", t.type_name(&next)));
        ex::set_cause(t, &error, &raised);
        error
    })?;
    f.push(awaitable);
    Ok(())
}

pub fn END_ASYNC_FOR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let exception = f.pop();
    if t.is_instance(&exception, &ex::STOP_ASYNC_ITERATION) {
        drop(f.pop());
        return Ok(());
    }
    t.reraising.set(true);
    Err(crate::runtime::Raised(exception))
}
