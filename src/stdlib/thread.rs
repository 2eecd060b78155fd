//! `_thread`: threads, locks and thread-local objects.
//!
//! * `handle`: a thread as others see it: whether it has ended, waiting for that. `run`: the thread itself.
//! * `lock`: `lock` and `RLock`. `local`: `_local`.

mod handle;
mod local;
mod lock;
mod run;

pub use handle::{Progress, after_fork};

use std::sync::atomic::Ordering;

use crate::memory::Ref;
use crate::natives;
use crate::object::exception as ex;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::sequence;
use crate::stdlib::signal;

/// Longest wait in seconds: what nanoseconds in 64 bits can express.
const TIMEOUT_MAX: f64 = 9223372036.0;

sequence! {
    /// The argument of `threading.excepthook`.
    pub static EXCEPT_HOOK_ARGS = "_thread._ExceptHookArgs" ["exc_type", "exc_value", "exc_traceback", "thread"]
}

fn get_ident(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int_from_u64(t.ident.get())
}

fn get_native_id(t: &Thread, _a: Args<'_>) -> PyResult {
    // SAFETY: plain call that cannot fail.
    t.int(unsafe { libc::syscall(libc::SYS_gettid) })
}

fn main_ident(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int_from_u64(t.vm().threads.main_ident())
}

fn exit(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(t.error_with(&ex::SYSTEM_EXIT, Vec::new()))
}

fn count(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(t.vm().threads.count().saturating_sub(1) as i64)
}

fn yes(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.bool(true))
}

fn interrupt_main(t: &Thread, a: Args<'_>) -> PyResult {
    let number = match a.opt(0) {
        Some(number) => signal::number(t, number)?,
        None => libc::SIGINT as usize,
    };
    signal::simulate(t, number)?;
    Ok(t.none())
}

/// The least stack that a script may ask for, as CPython has it.
const LEAST_STACK: i64 = 32768;

fn stack_size(t: &Thread, a: Args<'_>) -> PyResult {
    let size = match a.opt(0) {
        Some(size) => t.to_index(size)?,
        None => return t.int(t.library().stack_size.load(Ordering::Relaxed) as i64),
    };
    if size < 0 {
        return Err(t.value_error("size must be 0 or a positive value"));
    }
    if size != 0 && size < LEAST_STACK || size > 1 << 40 {
        return Err(t.value_error(format!("size not valid: {size} bytes")));
    }
    t.int(t.library().stack_size.swap(size as usize, Ordering::Relaxed) as i64)
}

/// What `threading.excepthook` does: reports an exception that ended a thread.
fn excepthook(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(args) = a.get(0).downcast::<crate::object::tuple::Tuple>().filter(|args| args.len() == 4) else {
        return Err(t.type_error("_thread._excepthook argument type must be ExceptHookArgs"));
    };
    let [class, exception, traceback, thread] = args.items() else { unreachable!("the length was checked") };
    if class.is(&t.class(&ex::SYSTEM_EXIT)) {
        return Ok(t.none());
    }
    let name = if thread.value().is_none(t) { None } else { t.getattr_opt(thread, "_name")? };
    let name = match name {
        Some(name) => t.str_of(&t.to_str(&name)?).into_owned(),
        None => t.ident.get().to_string(),
    };
    crate::stdlib::io::stdio::write_stderr(t, &format!("Exception in thread {name}:\n"));
    let exception: Ref =
        if exception.downcast::<ex::Exception>().is_some() { exception.clone() } else { t.call(class, &[])? };
    if ex::body(&exception).traceback.load().is_null() && !traceback.value().is_none(t) {
        ex::body(&exception).set_traceback(Some(traceback.clone()));
    }
    crate::runtime::report::print_exception(t, &exception);
    Ok(t.none())
}

/// `_thread`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "Threads, locks and thread-local objects.",
    functions: natives![
        "start_new_thread(function, args, kwargs={}, /)" => run::start_new_thread,
        "start_new(function, args, kwargs={}, /)" => run::start_new_thread,
        "start_joinable_thread(function, handle=None, daemon=True)" => run::start_joinable_thread,
        "_make_thread_handle(ident, /)" => handle::make_handle,
        "_shutdown()" => handle::shutdown,
        "allocate_lock()" => lock::allocate,
        "allocate()" => lock::allocate,
        "get_ident()" => get_ident,
        "get_native_id()" => get_native_id,
        "_get_main_thread_ident()" => main_ident,
        "_is_main_interpreter()" => yes,
        "daemon_threads_allowed()" => yes,
        "exit()" => exit,
        "exit_thread()" => exit,
        "interrupt_main(signum=2, /)" => interrupt_main,
        "stack_size(size=0, /)" => stack_size,
        "_count()" => count,
        "_excepthook(args, /)" => excepthook,
    ],
    constants: &[
        ("TIMEOUT_MAX", |t| t.float(TIMEOUT_MAX)),
        ("error", |t| Ok(t.class(&ex::RUNTIME_ERROR))),
        ("LockType", |t| Ok(t.class(&lock::LOCK))),
    ],
    types: &[&lock::LOCK, &lock::RLOCK, &local::LOCAL, &handle::THREAD_HANDLE, &EXCEPT_HOOK_ARGS],
    init: None,
};
