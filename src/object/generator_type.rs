//! The types `generator`, `coroutine`, `async_generator` and the iterator that `coroutine.__await__` gives.

use super::boxed::Boxed;
use super::class::{Type, flags};
use super::exception as ex;
use super::generator::{Generator, State};
use super::kind;
use super::slots::Slots;
use super::typedef::{GetSetDef, TypeDef};
use crate::bytecode::code::flags as code_flags;
use crate::memory::Ref;
use crate::natives;
use crate::opaque;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::vm::generator as vm;

fn this(g: &Ref) -> &Generator {
    g.downcast::<Generator>().expect("checked by the type")
}

/// Is it a generator whose function `types.coroutine` has marked?
pub fn is_iterable_coroutine(g: &Generator) -> bool {
    g.code().unit.flags & code_flags::ITERABLE_COROUTINE != 0
}

/// Resumes; `StopIteration` when it returned.
fn resume(t: &Thread, g: &Ref, with: Result<Ref, Raised>) -> PyResult {
    match (t.vm().interpreter.resume)(t, g, this(g), with)? {
        Ok(value) => Ok(value),
        Err(value) => Err(stop(t, value)),
    }
}

/// The StopIteration for a generator's return value.
pub fn stop(t: &Thread, value: Ref) -> Raised {
    if value.value().is_none(t) { t.stop_iteration(None) } else { ex::stop_with(t, value) }
}

fn next(t: &Thread, g: &Ref) -> PyResult<Option<Ref>> {
    match (t.vm().interpreter.next)(t, g, this(g))? {
        Ok(value) => Ok(Some(value)),
        Err(value) if value.value().is_none(t) => Ok(None),
        Err(value) => Err(stop(t, value)),
    }
}

fn send(t: &Thread, a: Args<'_>) -> PyResult {
    resume(t, a.get(0), Ok(a.get(1).clone()))
}

/// The arguments of `throw()`: an exception or a class, and by the old signature a value and a traceback. `method` is what it is called.
pub fn thrown(t: &Thread, a: &Args<'_>, method: &str) -> PyResult<Vec<Ref>> {
    let given: Vec<Ref> = (1..4).filter_map(|i| a.opt(i).cloned()).collect();
    if given.len() > 1 {
        let message =
            format!("the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead.");
        crate::stdlib::warnings::warn(t, &ex::DEPRECATION_WARNING, &message, 1)?;
    }
    Ok(given)
}

/// The exception that the arguments of `throw()` describe. What making an instance of a class raises takes its place.
///
/// # Errors
/// `TypeError` when they describe none: nothing is thrown then.
fn exception(t: &Thread, given: &[Ref]) -> PyResult<Raised> {
    let argument = |i: usize| given.get(i).filter(|value| !value.value().is_none(t));
    let first = &given[0];
    let traceback = argument(2);
    if traceback.is_some_and(|traceback| traceback.downcast::<super::traceback::Traceback>().is_none()) {
        return Err(t.type_error("throw() third argument must be a traceback object"));
    }
    let exception = if ex::is_exception_class(first) {
        match ex::instance_with(t, first, argument(1)) {
            Ok(exception) => exception,
            Err(raised) => return Ok(raised),
        }
    } else if first.downcast::<ex::Exception>().is_some() {
        if argument(1).is_some() {
            return Err(t.type_error("instance exception may not have a separate value"));
        }
        first.clone()
    } else {
        return Err(t.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            t.type_name(first)
        )));
    };
    if let Some(traceback) = traceback {
        ex::body(&exception).set_traceback(Some(traceback.clone()));
    }
    Ok(Raised(exception))
}

/// Is this what `throw()` is given to close a generator?
fn is_exit(t: &Thread, thrown: &Ref) -> bool {
    let exit = t.class(&ex::GENERATOR_EXIT);
    let thrown = if ex::is_exception_class(thrown) { thrown.clone() } else { t.type_ref(thrown) };
    let (class, exit) = (thrown.downcast::<Type>(), exit.downcast::<Type>());
    class.zip(exit).is_some_and(|(class, exit)| class.is_subclass(exit))
}

/// Throws what the arguments of `throw()` describe into a generator: into the sub-iterator that it delegates to, if there is one, which gets
/// the arguments as they are. With `closes` a `GeneratorExit` closes that one instead. `Ok(Ok(v))` was yielded, `Ok(Err(v))` returned.
pub fn throw(t: &Thread, g: &Ref, given: &[Ref], closes: bool) -> PyResult<Result<Ref, Ref>> {
    let body = this(g);
    if let Some(inner) = vm::delegate(body) {
        let _depth = t.enter("")?;
        if closes && is_exit(t, &given[0]) {
            return vm::through(t, g, body, &inner, || {
                close_iterator(t, &inner)?;
                Err(exception(t, given)?)
            });
        }
        if inner.downcast::<Generator>().is_some_and(|s| !s.is_async_generator()) {
            return vm::through(t, g, body, &inner, || throw(t, &inner, given, closes));
        }
        if let Some(method) = t.getattr_opt(&inner, "throw")? {
            return vm::through(t, g, body, &inner, || match t.call(&method, given) {
                Ok(value) => Ok(Ok(value)),
                Err(raised) if t.raised_is(&raised, &ex::STOP_ITERATION) => Ok(Err(ex::stop_value(t, &raised.0))),
                Err(raised) => Err(raised),
            });
        }
    }
    let raised = exception(t, given)?;
    (t.vm().interpreter.resume)(t, g, body, Err(raised))
}

/// As `throw`; `StopIteration` when it returned.
fn throw_or_stop(t: &Thread, g: &Ref, given: &[Ref]) -> PyResult {
    throw(t, g, given, true)?.map_err(|value| stop(t, value))
}

fn throw_method(t: &Thread, a: Args<'_>) -> PyResult {
    let given = thrown(t, &a, "throw")?;
    throw_or_stop(t, a.get(0), &given)
}

/// Closes what a generator delegates to.
fn close_iterator(t: &Thread, inner: &Ref) -> PyResult<()> {
    if inner.downcast::<Generator>().is_some_and(|s| !s.is_async_generator()) {
        return close(t, inner).map(drop);
    }
    match t.getattr_opt(inner, "close") {
        Ok(Some(method)) => t.call(&method, &[]).map(drop),
        Ok(None) => Ok(()),
        // Looking for the method is not part of closing.
        Err(raised) => {
            crate::runtime::report::unraisable(t, raised, "", Some(inner));
            Ok(())
        }
    }
}

/// `close()`: raises GeneratorExit where it is suspended. Gives its return value (3.13), or None.
pub fn close(t: &Thread, g: &Ref) -> PyResult {
    let body = this(g);
    match body.claim() {
        Ok(State::Created) => {
            crate::memory::Payload::clear(body);
            return Ok(t.none());
        }
        Ok(before) => body.set_state(before),
        Err(State::Finished) => return Ok(t.none()),
        Err(_) => {}
    }
    let exit = || t.error_with(&ex::GENERATOR_EXIT, Vec::new());
    let result = match vm::delegate(body) {
        Some(inner) => {
            let _depth = t.enter("")?;
            vm::through(t, g, body, &inner, || {
                close_iterator(t, &inner)?;
                Err(exit())
            })
        }
        None => (t.vm().interpreter.resume)(t, g, body, Err(exit())),
    };
    match result {
        Ok(Ok(_)) => Err(t.runtime_error(format!("{} ignored GeneratorExit", body.what()))),
        Ok(Err(value)) => Ok(value),
        Err(error) if t.raised_is(&error, &ex::GENERATOR_EXIT) || t.raised_is(&error, &ex::STOP_ITERATION) => {
            Ok(t.none())
        }
        Err(error) => Err(error),
    }
}

fn close_method(t: &Thread, a: Args<'_>) -> PyResult {
    close(t, a.get(0))
}

fn repr(t: &Thread, g: &Ref) -> PyResult {
    let body = this(g);
    let name = body.shown_qualname().map_or_else(String::new, |n| t.str_of(&n).into_owned());
    t.string(format!("<{} object {name} at {:#x}>", t.type_name(g), super::base::address(g)))
}

fn del(t: &Thread, g: &Ref) -> PyResult<()> {
    close(t, g).map(drop)
}

fn running(t: &Thread, g: &Ref) -> PyResult {
    Ok(t.bool(this(g).state() == State::Running))
}
fn suspended(t: &Thread, g: &Ref) -> PyResult {
    Ok(t.bool(this(g).state() == State::Suspended))
}
fn code(_t: &Thread, g: &Ref) -> PyResult {
    Ok(crate::memory::Object::ref_of(this(g).code()))
}
fn delegate(t: &Thread, g: &Ref) -> PyResult {
    Ok(vm::delegate(this(g)).unwrap_or_else(|| t.none()))
}
fn frame(t: &Thread, g: &Ref) -> PyResult {
    let body = this(g);
    if body.state() == State::Finished {
        return Ok(t.none());
    }
    // SAFETY: the generator keeps its code and with it `k`, and `ip` lies in the code.
    unsafe {
        let index = crate::vm::frame::instruction_index(body.k, body.ip.get());
        super::frame::of_code(t, index, body.k)
    }
}
fn get_name(t: &Thread, g: &Ref) -> PyResult {
    Ok(this(g).shown_name().unwrap_or_else(|| t.none()))
}
fn get_qualname(t: &Thread, g: &Ref) -> PyResult {
    Ok(this(g).shown_qualname().unwrap_or_else(|| t.none()))
}
fn set_text(t: &Thread, slot: &crate::memory::Slot, what: &str, value: Option<&Ref>) -> PyResult<()> {
    match value.filter(|v| v.downcast::<super::string::Str>().is_some()) {
        Some(value) => {
            drop(slot.replace(value.clone()));
            Ok(())
        }
        None => Err(t.type_error(format!("{what} must be set to a string object"))),
    }
}

macro_rules! getset {
    ($prefix:literal, $delegate:literal) => {
        &[
            GetSetDef { name: concat!($prefix, "_running"), get: running, set: None },
            GetSetDef { name: concat!($prefix, "_suspended"), get: suspended, set: None },
            GetSetDef { name: concat!($prefix, "_code"), get: code, set: None },
            GetSetDef { name: concat!($prefix, "_frame"), get: frame, set: None },
            GetSetDef { name: $delegate, get: delegate, set: None },
            GetSetDef {
                name: "__name__",
                get: get_name,
                set: Some(|t, g, v| set_text(t, &this(g).name, "__name__", v)),
            },
            GetSetDef {
                name: "__qualname__",
                get: get_qualname,
                set: Some(|t, g, v| set_text(t, &this(g).qualname, "__qualname__", v)),
            },
        ]
    };
}

/// `types.GeneratorType`.
pub static GENERATOR: TypeDef = TypeDef {
    name: "generator",
    kind: kind::GENERATOR,
    flags: flags::HAS_WEAKREF,
    slots: Slots {
        repr: Some(repr),
        iter: Some(|_, g| Ok(g.clone())),
        next: Some(next),
        del: Some(del),
        ..Slots::EMPTY
    },
    methods: natives![
        "send(self, value, /)" => send,
        "throw(self, type, value=None, traceback=None, /)" => throw_method,
        "close(self)" => close_method,
    ],
    getset: getset!("gi", "gi_yieldfrom"),
    ..TypeDef::EMPTY
};

/// `types.CoroutineType`.
pub static COROUTINE: TypeDef = TypeDef {
    name: "coroutine",
    kind: kind::GENERATOR,
    flags: flags::HAS_WEAKREF,
    slots: Slots { repr: Some(repr), r#await: Some(await_coroutine), del: Some(del), ..Slots::EMPTY },
    methods: natives![
        "send(self, value, /)" => send,
        "throw(self, type, value=None, traceback=None, /)" => throw_method,
        "close(self)" => close_method,
    ],
    getset: getset!("cr", "cr_await"),
    ..TypeDef::EMPTY
};

/// What `coroutine.__await__()` gives.
struct CoroutineWrapper {
    coroutine: Ref,
}
opaque!(CoroutineWrapper { coroutine });

fn await_coroutine(t: &Thread, c: &Ref) -> PyResult {
    t.opaque(&COROUTINE_WRAPPER, CoroutineWrapper { coroutine: c.clone() })
}

fn inner(w: &Ref) -> Ref {
    w.opaque::<CoroutineWrapper>().expect("checked by the type").coroutine.clone()
}

static COROUTINE_WRAPPER: TypeDef = TypeDef {
    name: "coroutine_wrapper",
    kind: kind::BOXED,
    size: size_of::<crate::memory::Object<Boxed>>(),
    slots: Slots { iter: Some(|_, w| Ok(w.clone())), next: Some(|t, w| next(t, &inner(w))), ..Slots::EMPTY },
    methods: natives![
        "send(self, value, /)" => |t, a| resume(t, &inner(a.get(0)), Ok(a.get(1).clone())),
        "throw(self, type, value=None, traceback=None, /)" => |t, a| {
            let given = thrown(t, &a, "throw")?;
            throw_or_stop(t, &inner(a.get(0)), &given)
        },
        "close(self)" => |t, a| close(t, &inner(a.get(0))),
    ],
    ..TypeDef::EMPTY
};

pub use super::async_generator::ASYNC_GENERATOR;

/// Computed attributes of async generators.
pub static ASYNC_GETSET: &[GetSetDef] = getset!("ag", "ag_await");

/// `repr` and naming are shared by all three types.
pub fn generator_repr(t: &Thread, g: &Ref) -> PyResult {
    repr(t, g)
}
