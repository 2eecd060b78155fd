//! A thread as others see it: has it started, has it ended, and waiting for that.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::lock::wait;
use crate::memory::sync::{Condvar, Mutex};
use crate::memory::{Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque};
use crate::object::class::flags;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

/// How far a thread is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stage {
    /// Nobody has started it.
    New,
    /// It runs, or is about to.
    Running,
    /// It has ended.
    Done,
}

/// The progress of a thread, shared by the thread and its handles.
pub struct Progress {
    pub(super) stage: Mutex<(Stage, u64)>,
    pub(super) changed: Condvar,
}

impl Progress {
    pub(super) fn new(stage: Stage, ident: u64) -> Arc<Progress> {
        Arc::new(Progress { stage: Mutex::new((stage, ident)), changed: Condvar::new() })
    }

    /// Claims a new thread for starting; false when it was started before.
    pub(super) fn claim(&self) -> bool {
        let mut stage = self.stage.lock();
        if stage.0 != Stage::New {
            return false;
        }
        stage.0 = Stage::Running;
        true
    }

    pub(super) fn set(&self, to: Stage) {
        self.stage.lock().0 = to;
        self.changed.notify_all();
    }

    /// Waits for the thread's end; false when the time was over before.
    pub(super) fn join(&self, t: &Thread, until: Option<Instant>) -> PyResult<bool> {
        if self.stage.lock().0 == Stage::Done {
            return Ok(true);
        }
        wait(t, &self.stage, &self.changed, until, |stage| stage.0 == Stage::Done)
    }
}

/// In the child of a fork: the end waits for no thread but the calling one, which it does not wait for anyway.
pub fn after_fork(t: &Thread) {
    t.library().joined_at_end.lock().clear();
}

/// The payload of `_ThreadHandle`.
pub(super) struct Handle(pub Arc<Progress>);

impl Opaque for Handle {
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

fn progress(object: &Ref) -> &Progress {
    &object.opaque::<Handle>().expect("checked by the method").0
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(Handle(Progress::new(Stage::New, 0)))))
}

/// `_make_thread_handle(ident)`: a handle of a thread that Python did not start.
pub fn make_handle(t: &Thread, a: Args<'_>) -> PyResult {
    let ident = t.to_index(a.get(0))? as u64;
    t.opaque(&THREAD_HANDLE, Handle(Progress::new(Stage::Running, ident)))
}

fn join(t: &Thread, a: Args<'_>) -> PyResult {
    let progress = progress(a.get(0));
    let until = match a.opt_not_none(t, 1) {
        Some(timeout) => {
            let seconds = t.as_f64(timeout)?;
            if seconds < 0.0 || seconds.is_nan() {
                None
            } else {
                Duration::try_from_secs_f64(seconds).ok().and_then(|d| Instant::now().checked_add(d))
            }
        }
        None => None,
    };
    let (stage, ident) = *progress.stage.lock();
    match stage {
        Stage::New => return Err(t.runtime_error("thread not started")),
        Stage::Running if ident == t.ident.get() => return Err(t.runtime_error("Cannot join current thread")),
        _ => {}
    }
    progress.join(t, until)?;
    // What the thread sent before it ended is handled before the caller goes on.
    t.poll_signals()?;
    Ok(t.none())
}

fn is_done(t: &Thread, a: Args<'_>) -> PyResult {
    let done = progress(a.get(0)).stage.lock().0 == Stage::Done;
    Ok(t.bool(done))
}

fn set_done(t: &Thread, a: Args<'_>) -> PyResult {
    if progress(a.get(0)).stage.lock().0 == Stage::New {
        return Err(t.runtime_error("thread not started"));
    }
    progress(a.get(0)).set(Stage::Done);
    Ok(t.none())
}

fn get_ident(t: &Thread, object: &Ref) -> PyResult {
    let ident = progress(object).stage.lock().1;
    t.int_from_u64(ident)
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let ident = progress(object).stage.lock().1;
    t.string(format!("<_thread._ThreadHandle object: ident={ident}>"))
}

/// `_shutdown()`: waits for the threads that are no daemons, those that start meanwhile included.
pub fn shutdown(t: &Thread, _a: Args<'_>) -> PyResult {
    loop {
        let next = {
            let mut all = t.library().joined_at_end.lock();
            all.retain(|p| p.stage.lock().0 != Stage::Done);
            all.iter().find(|p| p.stage.lock().1 != t.ident.get()).cloned()
        };
        let Some(next) = next else { return Ok(t.none()) };
        next.join(t, None)?;
    }
}

/// `_thread._ThreadHandle`.
pub static THREAD_HANDLE: TypeDef = TypeDef {
    name: "_thread._ThreadHandle",
    flags: flags::HAS_WEAKREF,
    slots: Slots { repr: Some(repr), new: Some(&natives!["_ThreadHandle(cls)" => new][0]), ..Slots::EMPTY },
    methods: natives![
        "join(self, timeout=None, /)" => join,
        "is_done(self, /)" => is_done,
        "_set_done(self, /)" => set_done,
    ],
    getset: &[GetSetDef { name: "ident", get: get_ident, set: None }],
    ..TypeDef::EMPTY
};
