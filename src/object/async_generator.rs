//! Async generators: `asend()`, `athrow()`, `aclose()` and their awaitables.

use std::sync::atomic::{AtomicU8, Ordering};

use super::exception as ex;
use super::generator::{Generator, State};
use super::generator_type::{ASYNC_GETSET, generator_repr, stop, thrown};
use super::kind;
use super::slots::Slots;
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
    /// What to send, or the exception to throw.
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

fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Send => "asend",
        Mode::Throw => "athrow",
        Mode::Close => "aclose",
    }
}

/// One step of the awaitable: sends a value (or an exception) into the generator's body.
fn advance(t: &Thread, awaitable: &Ref, with: Result<Ref, Raised>) -> PyResult {
    let s = awaitable.opaque::<Step>().expect("checked by the type");
    let body = this(&s.generator);
    let finish = |busy: bool| {
        s.set_phase(Phase::Done);
        if busy {
            body.busy.set(false);
        }
    };
    if s.phase() == Phase::Done {
        let what = if s.mode == Mode::Send { "__anext__()/asend()" } else { "aclose()/athrow()" };
        return Err(t.runtime_error(format!("cannot reuse already awaited {what}")));
    }
    let mut with = with;
    if s.phase() == Phase::Fresh {
        if body.busy.get() {
            s.set_phase(Phase::Done);
            let what = match s.mode {
                Mode::Send => "anext(): asynchronous generator is already running",
                Mode::Throw => "athrow(): asynchronous generator is already running",
                Mode::Close => "aclose(): asynchronous generator is already running",
            };
            return Err(t.runtime_error(what));
        }
        let first = match &with {
            Ok(value) if !value.value().is_none(t) && s.mode != Mode::Send => {
                return Err(t.runtime_error("can't send non-None value to a just-started coroutine"));
            }
            Ok(_) => true,
            Err(_) => false,
        };
        if body.closed.get() {
            s.set_phase(Phase::Done);
            return Err(match s.mode {
                Mode::Close => stop(t, t.none()),
                _ => t.error_with(&ex::STOP_ASYNC_ITERATION, Vec::new()),
            });
        }
        if s.mode == Mode::Close {
            if matches!(body.state(), State::Created | State::Finished) {
                body.closed.set(true);
                body.set_state(State::Finished);
                s.set_phase(Phase::Done);
                return Err(stop(t, t.none()));
            }
            body.closed.set(true);
        }
        s.set_phase(Phase::Running);
        body.busy.set(true);
        if first {
            with = match s.mode {
                Mode::Send => match s.payload.take() {
                    Some(value) => Ok(value),
                    None => with,
                },
                Mode::Throw => Err(Raised(s.payload.take().expect("athrow() has an exception"))),
                Mode::Close => Err(t.error_with(&ex::GENERATOR_EXIT, Vec::new())),
            };
        }
    }
    let result = match with {
        Ok(value) => match (t.vm().interpreter.resume)(t, &s.generator, body, Ok(value)) {
            Ok(Ok(value)) => Ok(value),
            // The body returned: the iteration ends.
            Ok(Err(_)) => Err(t.error_with(&ex::STOP_ASYNC_ITERATION, Vec::new())),
            Err(raised) => Err(raised),
        },
        Err(raised) => match super::generator_type::throw(t, &s.generator, raised) {
            Ok(value) => Ok(value),
            Err(raised) if t.raised_is(&raised, &ex::STOP_ITERATION) && body.state() == State::Finished => {
                Err(t.error_with(&ex::STOP_ASYNC_ITERATION, Vec::new()))
            }
            Err(raised) => Err(raised),
        },
    };
    match result {
        Ok(value) => match value.opaque::<Wrapped>() {
            Some(wrapped) => {
                finish(true);
                if s.mode == Mode::Close {
                    return Err(t.runtime_error("async generator ignored GeneratorExit"));
                }
                Err(stop(t, wrapped.value.clone()))
            }
            None => Ok(value),
        },
        Err(raised) => {
            finish(true);
            let ended = t.raised_is(&raised, &ex::STOP_ASYNC_ITERATION) || t.raised_is(&raised, &ex::GENERATOR_EXIT);
            if ended {
                body.closed.set(true);
                if s.mode == Mode::Close {
                    return Err(stop(t, t.none()));
                }
            }
            let _ = name(s.mode);
            Err(raised)
        }
    }
}

fn next(t: &Thread, awaitable: &Ref) -> PyResult<Option<Ref>> {
    advance(t, awaitable, Ok(t.none())).map(Some)
}

fn send(t: &Thread, a: Args<'_>) -> PyResult {
    advance(t, a.get(0), Ok(a.get(1).clone()))
}

fn throw(t: &Thread, a: Args<'_>) -> PyResult {
    let raised = thrown(t, &a)?;
    advance(t, a.get(0), Err(raised))
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let s = a.get(0).opaque::<Step>().expect("checked by the type");
    if s.phase() == Phase::Running {
        let raised = t.error_with(&ex::GENERATOR_EXIT, Vec::new());
        return match advance(t, a.get(0), Err(raised)) {
            Ok(_) => Err(t.runtime_error("coroutine ignored GeneratorExit")),
            Err(e)
                if t.raised_is(&e, &ex::GENERATOR_EXIT)
                    || t.raised_is(&e, &ex::STOP_ASYNC_ITERATION)
                    || t.raised_is(&e, &ex::STOP_ITERATION) =>
            {
                Ok(t.none())
            }
            Err(e) => Err(e),
        };
    }
    s.set_phase(Phase::Done);
    Ok(t.none())
}

const STEP_SLOTS: Slots =
    Slots { iter: Some(|_, s| Ok(s.clone())), next: Some(next), r#await: Some(|_, s| Ok(s.clone())), ..Slots::EMPTY };
const STEP_METHODS: &[crate::runtime::native::NativeDef] = natives![
    "send(self, value, /)" => send,
    "throw(self, type, value=None, traceback=None, /)" => throw,
    "close(self)" => close,
];

static ASEND: TypeDef = TypeDef {
    name: "async_generator_asend",
    kind: kind::BOXED,
    slots: STEP_SLOTS,
    methods: STEP_METHODS,
    ..TypeDef::EMPTY
};
static ATHROW: TypeDef = TypeDef {
    name: "async_generator_athrow",
    kind: kind::BOXED,
    slots: STEP_SLOTS,
    methods: STEP_METHODS,
    ..TypeDef::EMPTY
};

/// `types.AsyncGeneratorType`.
pub static ASYNC_GENERATOR: TypeDef = TypeDef {
    name: "async_generator",
    kind: kind::GENERATOR,
    flags: super::class::flags::HAS_WEAKREF,
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
            let raised = thrown(t, &a)?;
            step(t, a.get(0), Some(raised.0), Mode::Throw)
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
