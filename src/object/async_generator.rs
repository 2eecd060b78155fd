//! Async generators: `asend()`, `athrow()`, `aclose()` and their awaitables.

use std::sync::atomic::{AtomicU8, Ordering};

use super::class::flags;
use super::exception as ex;
use super::finalize::forget_finalizer;
use super::generator::{Generator, State};
use super::generator_type::{ASYNC_GETSET, generator_repr, stop, throw as throw_into, thrown};
use super::kind;
use super::slots::Slots;
use super::tuple::Tuple;
use super::typedef::TypeDef;
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::opaque;
use crate::runtime::{Args, PyResult, Raised, Thread};

/// A value that the body yields to its consumer, as opposed to one that passes through from an `await`.
struct Wrapped {
    value: Ref,
}
opaque!(Wrapped { value });

static WRAPPED: TypeDef = TypeDef { name: "async_generator_wrapped_value", kind: kind::BOXED, ..TypeDef::EMPTY };

/// Wraps a yielded value.
pub fn wrap(t: &Thread, value: Ref) -> PyResult {
    t.opaque(&WRAPPED, Wrapped { value })
}

/// What an awaitable of an async generator does when it starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Send,
    Throw,
    Close,
}

#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Phase {
    Fresh,
    Running,
    Done,
}

/// The awaitable of `asend()`, `athrow()` and `aclose()`.
struct Step {
    generator: Ref,
    /// What to send, or a tuple of what `athrow()` got.
    payload: Slot,
    mode: Mode,
    phase: AtomicU8,
}
opaque!(Step { generator, payload });

impl Step {
    fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Relaxed) {
            0 => Phase::Fresh,
            1 => Phase::Running,
            _ => Phase::Done,
        }
    }

    /// Takes the first step, which one thread alone can.
    fn begin(&self) -> bool {
        let (fresh, running) = (Phase::Fresh as u8, Phase::Running as u8);
        self.phase.compare_exchange(fresh, running, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    fn set_phase(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
    }
}

fn this(g: &Ref) -> &Generator {
    g.downcast::<Generator>().expect("checked by the type")
}

fn step(t: &Thread, generator: &Ref, payload: Option<Ref>, mode: Mode) -> PyResult {
    let body = this(generator);
    if !body.hooked.replace(true)
        && let Some(hook) = t.locals_hook("firstiter")
    {
        t.call(&hook, std::slice::from_ref(generator))?;
    }
    let made = Step {
        generator: generator.clone(),
        payload: Slot::from(payload),
        mode,
        phase: AtomicU8::new(Phase::Fresh as u8),
    };
    t.opaque(if mode == Mode::Send { &ASEND } else { &ATHROW }, made)
}

/// The method that made the awaitable.
fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Send => "asend",
        Mode::Throw => "athrow",
        Mode::Close => "aclose",
    }
}

/// What whoever drives an awaitable does to it.
enum Act<'a> {
    Send(Ref),
    /// The arguments of `throw()`.
    Throw(&'a [Ref]),
}

/// One step of the awaitable: sends a value (or an exception) into the generator's body.
fn advance(t: &Thread, awaitable: &Ref, act: Act<'_>) -> PyResult {
    let s = awaitable.opaque::<Step>().expect("checked by the type");
    let body = this(&s.generator);
    let spent = || {
        let what = if s.mode == Mode::Send { "__anext__()/asend()" } else { "aclose()/athrow()" };
        t.runtime_error(format!("cannot reuse already awaited {what}"))
    };
    let phase = s.phase();
    if phase == Phase::Done {
        return Err(spent());
    }
    let is_first = phase == Phase::Fresh;
    if is_first {
        let is_driven = matches!(act, Act::Send(_)) && s.mode != Mode::Send;
        if is_driven && body.state() == State::Finished {
            end(awaitable, s);
            return Err(stop(t, t.none()));
        }
        if body.busy.get() {
            end(awaitable, s);
            let method = if s.mode == Mode::Send { "anext" } else { name(s.mode) };
            return Err(t.runtime_error(format!("{method}(): asynchronous generator is already running")));
        }
        if is_driven && body.closed.get() {
            end(awaitable, s);
            return Err(t.error_with(&ex::STOP_ASYNC_ITERATION, Vec::new()));
        }
        if let Act::Send(value) = &act
            && is_driven
            && !value.value().is_none(t)
        {
            return Err(t.runtime_error("can't send non-None value to a just-started coroutine"));
        }
        if !s.begin() {
            return Err(spent());
        }
        forget_finalizer(awaitable);
        body.busy.set(true);
    }
    let resume = |value: Ref| (t.vm().interpreter.resume)(t, &s.generator, body, Ok(value));
    let result = match act {
        Act::Throw(given) => throw_into(t, &s.generator, given, true),
        Act::Send(value) if !is_first => resume(value),
        Act::Send(value) => match s.mode {
            Mode::Send => resume(s.payload.take().filter(|_| value.value().is_none(t)).unwrap_or(value)),
            Mode::Throw => match s.payload.take().as_ref().and_then(|given| given.downcast::<Tuple>()) {
                Some(given) => throw_into(t, &s.generator, given.items(), false),
                // Another thread was first.
                None => return Err(spent()),
            },
            Mode::Close => {
                body.closed.set(true);
                throw_into(t, &s.generator, &[t.class(&ex::GENERATOR_EXIT)], false)
            }
        },
    };
    let raised = match result {
        Ok(Ok(value)) => {
            let Some(wrapped) = value.opaque::<Wrapped>() else { return Ok(value) };
            match s.mode {
                Mode::Close => t.runtime_error("async generator ignored GeneratorExit"),
                _ => stop(t, wrapped.value.clone()),
            }
        }
        // The body returned: the iteration ends.
        Ok(Err(_)) => ended(t, s, t.error_with(&ex::STOP_ASYNC_ITERATION, Vec::new())),
        Err(raised) => ended(t, s, raised),
    };
    end(awaitable, s);
    body.busy.set(false);
    Err(raised)
}

/// The body was left by an exception; what the awaitable raises.
fn ended(t: &Thread, s: &Step, raised: Raised) -> Raised {
    if t.raised_is(&raised, &ex::STOP_ASYNC_ITERATION) || t.raised_is(&raised, &ex::GENERATOR_EXIT) {
        this(&s.generator).closed.set(true);
        if s.mode == Mode::Close {
            return stop(t, t.none());
        }
    }
    raised
}

/// The awaitable has done what it was for.
fn end(awaitable: &Ref, s: &Step) {
    s.set_phase(Phase::Done);
    forget_finalizer(awaitable);
}

/// An awaitable that never started warns when it dies.
fn unawaited(t: &Thread, awaitable: &Ref) -> PyResult<()> {
    let s = awaitable.opaque::<Step>().expect("checked by the type");
    if s.phase() == Phase::Fresh {
        let generator = this(&s.generator).shown_qualname().unwrap_or_else(|| t.none());
        let message = format!("coroutine method '{}' of {} was never awaited", name(s.mode), t.repr_text(&generator)?);
        super::finalize::warn_unawaited(t, awaitable, message);
    }
    Ok(())
}

fn next(t: &Thread, awaitable: &Ref) -> PyResult<Option<Ref>> {
    advance(t, awaitable, Act::Send(t.none())).map(Some)
}

fn send(t: &Thread, a: Args<'_>) -> PyResult {
    advance(t, a.get(0), Act::Send(a.get(1).clone()))
}

fn throw(t: &Thread, a: Args<'_>) -> PyResult {
    let given = thrown(t, &a, "throw")?;
    advance(t, a.get(0), Act::Throw(&given))
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let s = a.get(0).opaque::<Step>().expect("checked by the type");
    if s.phase() == Phase::Done {
        return Ok(t.none());
    }
    match advance(t, a.get(0), Act::Throw(&[t.class(&ex::GENERATOR_EXIT)])) {
        Ok(_) => Err(t.runtime_error("coroutine ignored GeneratorExit")),
        Err(e)
            if t.raised_is(&e, &ex::GENERATOR_EXIT)
                || t.raised_is(&e, &ex::STOP_ASYNC_ITERATION)
                || t.raised_is(&e, &ex::STOP_ITERATION) =>
        {
            Ok(t.none())
        }
        Err(e) => Err(e),
    }
}

const STEP_SLOTS: Slots = Slots {
    iter: Some(|_, s| Ok(s.clone())),
    next: Some(next),
    r#await: Some(|_, s| Ok(s.clone())),
    del: Some(unawaited),
    ..Slots::EMPTY
};
const STEP_METHODS: &[crate::runtime::native::NativeDef] = natives![
    "send(self, value, /)" => send,
    "throw(self, type, value=None, traceback=None, /)" => throw,
    "close(self)" => close,
];

static ASEND: TypeDef = TypeDef {
    name: "async_generator_asend",
    kind: kind::BOXED,
    flags: flags::HAS_DEL,
    slots: STEP_SLOTS,
    methods: STEP_METHODS,
    ..TypeDef::EMPTY
};
static ATHROW: TypeDef = TypeDef {
    name: "async_generator_athrow",
    kind: kind::BOXED,
    flags: flags::HAS_DEL,
    slots: STEP_SLOTS,
    methods: STEP_METHODS,
    ..TypeDef::EMPTY
};

/// `types.AsyncGeneratorType`.
pub static ASYNC_GENERATOR: TypeDef = TypeDef {
    name: "async_generator",
    kind: kind::GENERATOR,
    flags: flags::HAS_WEAKREF,
    slots: Slots {
        repr: Some(generator_repr),
        aiter: Some(|_, g| Ok(g.clone())),
        anext: Some(|t, g| step(t, g, None, Mode::Send)),
        del: Some(finalize),
        ..Slots::EMPTY
    },
    methods: natives![
        "asend(self, value, /)" => |t, a| step(t, a.get(0), Some(a.get(1).clone()), Mode::Send),
        "athrow(self, type, value=None, traceback=None, /)" => |t, a| {
            let given = t.tuple(thrown(t, &a, "athrow")?)?;
            step(t, a.get(0), Some(given), Mode::Throw)
        },
        "aclose(self)" => |t, a| step(t, a.get(0), None, Mode::Close),
    ],
    getset: ASYNC_GETSET,
    ..TypeDef::EMPTY
};

/// A dying async generator goes to the event loop's finalizer hook, which closes it; without one it is closed as far as
/// that goes without awaiting.
fn finalize(t: &Thread, g: &Ref) -> PyResult<()> {
    if this(g).state() != State::Suspended {
        return Ok(());
    }
    match t.locals_hook("finalizer").filter(|_| !this(g).closed.get()) {
        Some(hook) => t.call(&hook, std::slice::from_ref(g)).map(drop),
        None => super::generator_type::close(t, g).map(drop),
    }
}

impl Thread {
    /// A hook set by `sys.set_asyncgen_hooks`.
    pub fn locals_hook(&self, name: &str) -> Option<Ref> {
        let hooks = self.asyncgen_hooks.get()?;
        self.dict_get_str(&hooks, name).ok().flatten().filter(|h| !h.value().is_none(self))
    }
}
