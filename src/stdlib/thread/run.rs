//! Starting threads, and what a thread does from its first to its last instruction.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::handle::{Handle, Progress, Stage, THREAD_HANDLE};
use crate::config;
use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::tuple::Tuple;
use crate::runtime::native::CallArgs;
use crate::runtime::thread::THREAD_STACK_WORDS;
use crate::runtime::{Args, PyResult, Raised, Thread, Vm};
use crate::trace;

/// Bytes of native stack of a thread, of which only touched pages are committed.
const NATIVE_STACK: usize = 16 << 20;

/// What a new thread calls.
struct Start {
    function: Ref,
    args: Vec<Ref>,
    names: Vec<Ref>,
}

/// `start_new_thread(function, args, kwargs)`.
pub fn start_new_thread(t: &Thread, a: Args<'_>) -> PyResult {
    if !t.is_callable(a.get(0)) {
        return Err(t.type_error("first arg must be callable"));
    }
    let Some(args) = a.get(1).downcast::<Tuple>() else { return Err(t.type_error("2nd arg must be a tuple")) };
    let mut start = Start { function: a.get(0).clone(), args: args.items().to_vec(), names: Vec::new() };
    if let Some(kwargs) = a.opt(2) {
        let Some(kwargs) = kwargs.downcast::<Dict>() else {
            return Err(t.type_error("optional 3rd arg must be a dictionary"));
        };
        for (name, value) in kwargs.entries() {
            if name.as_string().is_none() {
                return Err(t.type_error("keywords must be strings"));
            }
            start.names.push(t.intern_ref(&name));
            start.args.push(value);
        }
    }
    let progress = Progress::new(Stage::Running, 0);
    let ident = spawn(t, start, progress, false)?;
    t.int_from_u64(ident)
}

/// `start_joinable_thread(function, handle=None, daemon=True)`: returns the handle.
pub fn start_joinable_thread(t: &Thread, a: Args<'_>) -> PyResult {
    if !t.is_callable(a.get(0)) {
        return Err(t.type_error("thread function must be callable"));
    }
    let daemon = a.opt(2).map_or(Ok(true), |d| t.truth(d))?;
    let handle = match a.opt_not_none(t, 1) {
        Some(handle) => handle.clone(),
        None => t.opaque(&THREAD_HANDLE, Handle(Progress::new(Stage::New, 0)))?,
    };
    let Some(body) = handle.opaque::<Handle>() else {
        return Err(t.type_error("'handle' must be a _ThreadHandle"));
    };
    if !body.0.claim() {
        return Err(t.runtime_error("thread already started"));
    }
    let start = Start { function: a.get(0).clone(), args: Vec::new(), names: Vec::new() };
    if let Err(raised) = spawn(t, start, body.0.clone(), !daemon) {
        body.0.stage.lock().0 = Stage::New;
        return Err(raised);
    }
    Ok(handle)
}

/// Starts a native thread; returns its ident.
fn spawn(t: &Thread, start: Start, progress: Arc<Progress>, joined_at_end: bool) -> PyResult<u64> {
    use std::os::unix::thread::JoinHandleExt;
    let refused = || t.runtime_error("can't start new thread");
    if t.vm().finishing.load(Ordering::Acquire) {
        return Err(t.error(&ex::PYTHON_FINALIZATION_ERROR, "can't create new thread at interpreter shutdown"));
    }
    let size = t.library().stack_size.load(Ordering::Relaxed).max(NATIVE_STACK);
    let vm = t.vm_arc();
    if joined_at_end {
        let mut all = t.library().joined_at_end.lock();
        all.retain(|p| p.stage.lock().0 != Stage::Done);
        all.push(progress.clone());
    }
    let of_thread = progress.clone();
    let name = trace::is_on().then(|| lane_name(t, &start.function));
    let spawned = std::thread::Builder::new().stack_size(size).spawn(move || {
        name.into_iter().for_each(trace::begin);
        run(vm, start, &of_thread, size);
        trace::enter(trace::State::Ended);
    });
    match spawned {
        Ok(thread) => {
            let ident = thread.as_pthread_t();
            let mut stage = progress.stage.lock();
            stage.1 = ident;
            Ok(ident)
        }
        Err(_) => {
            // The end does not wait for a thread that never was.
            t.library().joined_at_end.lock().retain(|p| !Arc::ptr_eq(p, &progress));
            Err(refused())
        }
    }
}

/// What the timeline calls a thread: the name of the `threading.Thread` whose method it runs, else the function's.
fn lane_name(t: &Thread, function: &Ref) -> String {
    let text = |object: &Ref, name: &str| Some(t.getattr_opt(object, name).ok()??.as_string()?.to_str().into_owned());
    let thread = t.getattr_opt(function, "__self__").ok().flatten();
    let name = thread.and_then(|thread| text(&thread, "_name")).or_else(|| text(function, "__name__"));
    name.unwrap_or_else(|| "thread".to_owned())
}

/// Ends the process when a thread panics: it would never let go of the gate.
struct NoPanic;

impl Drop for NoPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            std::process::abort();
        }
    }
}

/// The life of a thread.
fn run(vm: Arc<Vm>, start: Start, progress: &Progress, native_stack: usize) {
    let _no_panic = NoPanic;
    // Signals are for the main thread.
    // SAFETY: the set is filled in before it is read.
    unsafe {
        let mut all = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
    let thread = Thread::new(&vm, THREAD_STACK_WORDS);
    // SAFETY: the state lives until the end of this function, and is detached before.
    let previous = unsafe { thread.attach() };
    let t = &*thread;
    t.set_native_stack(native_stack);
    vm.threads.enter(t);
    progress.stage.lock().1 = t.ident.get();
    if vm.finishing.load(Ordering::Acquire) {
        // Nothing may run any more, not even the destructors of what was to be called.
        std::mem::forget(start);
    } else {
        let Start { function, args, names } = start;
        let result = t.call_kw(&function, CallArgs { values: &args, names: &names });
        drop(args);
        if let Err(raised) = result {
            uncaught(t, raised, &function);
        }
        drop(function);
    }
    // What the thread kept for itself goes before others hear of its end.
    drop(t.locals.take());
    for slot in [&t.handled, &t.pending, &t.asyncgen_hooks] {
        drop(slot.take());
    }
    t.serve_pending();
    vm.threads.leave(t);
    crate::memory::stats::flush();
    if !config::NOGIL {
        // As long as the lock is held: who has it frees into slabs of any thread.
        t.base.local_heap.abandon(t.heap(), t.base.id);
    }
    // SAFETY: attached above.
    unsafe { thread.detach(previous) };
    drop(thread);
    drop(vm);
    progress.set(Stage::Done);
}

/// Reports what ended a thread that `_thread` started.
fn uncaught(t: &Thread, raised: Raised, function: &Ref) {
    if t.raised_is(&raised, &ex::SYSTEM_EXIT) {
        return;
    }
    let shown = t.repr_text(function).unwrap_or_else(|_| "<function>".to_owned());
    crate::runtime::report::unraisable(t, raised, &format!("Exception ignored in thread started by {shown}"), None);
}
