//! `_signal`: what happens when the operating system sends a signal.
//!
//! The native handler does only what is safe there: it notes the number and sets the safepoint bit of the main thread, which
//! then calls the Python handler at its next safepoint. Signals belong to the process, so the notes and the pointer to the main
//! thread's safepoint word are process-wide; the handlers themselves belong to the Vm.

use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::memory::{Ref, Value};
use crate::natives;
use crate::object::boxed::Trace as _;
use crate::object::exception as ex;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::thread::safepoint;

/// One more than the highest signal number.
const COUNT: usize = 65;

/// Signals that arrived and were not delivered.
static ARRIVED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
/// The safepoint word of the thread that delivers, or null.
static MAIN_POLL: AtomicPtr<AtomicU32> = AtomicPtr::new(std::ptr::null_mut());

/// What is done with a signal.
#[derive(Clone, Default)]
enum Handler {
    /// Nobody set anything: as the process found it.
    #[default]
    Untouched,
    Default,
    Ignore,
    Call(Ref),
}

/// The handlers of a Vm.
pub struct Handlers(Mutex<Vec<Handler>>);

impl Handlers {
    /// No handlers.
    pub fn new() -> Handlers {
        Handlers(Mutex::new(Vec::new()))
    }

    fn get(&self, number: usize) -> Handler {
        self.0.lock().get(number).cloned().unwrap_or_default()
    }

    fn replace(&self, number: usize, handler: Handler) -> Handler {
        let mut all = self.0.lock();
        if all.is_empty() {
            all.resize(COUNT, Handler::Untouched);
        }
        std::mem::replace(&mut all[number], handler)
    }

    /// Calls back with every handler that is an object.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for handler in self.0.lock().iter() {
            if let Handler::Call(function) = handler {
                function.trace(visit);
            }
        }
    }

    /// Forgets all handlers: before the Vm's heap goes.
    pub fn clear(&self) {
        let old = std::mem::take(&mut *self.0.lock());
        drop(old);
    }
}

impl Default for Handlers {
    fn default() -> Self {
        Handlers::new()
    }
}

extern "C" fn on_signal(number: libc::c_int) {
    if let Some(arrived) = ARRIVED.get(number as usize) {
        // Release pairs with the acquire in `deliver`.
        arrived.store(true, Ordering::Release);
        let poll = MAIN_POLL.load(Ordering::Acquire);
        if !poll.is_null() {
            // SAFETY: `uninstall` makes the pointer null before the thread's state goes.
            unsafe { (*poll).fetch_or(safepoint::SIGNAL, Ordering::Release) };
        }
    }
}

/// The signals that have been given our handler at some time, a bit each.
static OURS: AtomicU64 = AtomicU64::new(0);
const _: () = assert!(COUNT <= 65);

/// Tells the operating system what to do with a signal.
fn set_action(number: usize, action: libc::sighandler_t) -> std::io::Result<()> {
    // SAFETY: an all-zero sigaction is valid; the handler is one of the constants or `on_signal`, which is safe to run at any
    // time.
    let result = unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        libc::sigemptyset(&raw mut new.sa_mask);
        libc::sigaction(number as libc::c_int, &raw const new, std::ptr::null_mut())
    };
    if result != 0 {
        return Err(std::io::Error::last_os_error());
    }
    if action == native_handler() {
        OURS.fetch_or(1 << (number - 1), Ordering::AcqRel);
    }
    Ok(())
}

/// What the operating system does with a signal at the moment.
fn current_action(number: usize) -> Option<libc::sighandler_t> {
    // SAFETY: only reads the action into a local.
    unsafe {
        let mut old: libc::sigaction = std::mem::zeroed();
        let result = libc::sigaction(number as libc::c_int, std::ptr::null(), &raw mut old);
        (result == 0).then_some(old.sa_sigaction)
    }
}

fn native_handler() -> libc::sighandler_t {
    on_signal as extern "C" fn(libc::c_int) as libc::sighandler_t
}

/// Makes the calling thread the one that delivers signals, and Ctrl-C a `KeyboardInterrupt`. Called by the main program.
pub fn install(t: &Thread) {
    MAIN_POLL.store(std::ptr::from_ref(&t.base.poll).cast_mut(), Ordering::Release);
    let interrupt = libc::SIGINT as usize;
    if current_action(interrupt) != Some(libc::SIG_IGN) {
        // A failure leaves Ctrl-C to the operating system, which ends the process.
        let _ = set_action(interrupt, native_handler());
    }
}

/// In the child of a fork: the calling thread is the main one, which gets the signals that only the main thread gets.
pub fn after_fork(t: &Thread) {
    let own = std::ptr::from_ref(&t.base.poll).cast_mut();
    let mut was_main = true;
    if t.vm().options.handle_signals {
        was_main = MAIN_POLL.swap(own, Ordering::AcqRel) == own;
    }
    // Those that arrived were the parent's.
    for arrived in &ARRIVED {
        arrived.store(false, Ordering::Relaxed);
    }
    if was_main {
        return;
    }
    // Threads that a script starts block all signals.
    // SAFETY: the set is filled in before it is read.
    unsafe {
        let mut none = std::mem::zeroed();
        libc::sigemptyset(&mut none);
        libc::pthread_sigmask(libc::SIG_SETMASK, &none, std::ptr::null_mut());
    }
}

/// Ends what `install` began; before the thread's state goes.
pub fn uninstall(t: &Thread) {
    let own = std::ptr::from_ref(&t.base.poll).cast_mut();
    let was_ours = MAIN_POLL.compare_exchange(own, std::ptr::null_mut(), Ordering::AcqRel, Ordering::Relaxed).is_ok();
    if was_ours {
        // Most programs have set one at most.
        let set = OURS.swap(0, Ordering::AcqRel);
        for number in (1..COUNT).filter(|number| set >> (number - 1) & 1 != 0) {
            if current_action(number) == Some(native_handler()) {
                let _ = set_action(number, libc::SIG_DFL);
            }
        }
    }
    t.library().signals.clear();
}

/// Calls the handlers of the signals that have arrived. Served at a safepoint of the main thread.
pub fn deliver(t: &Thread) -> PyResult<()> {
    for (number, arrived) in ARRIVED.iter().enumerate() {
        // Acquire pairs with the release in the native handler.
        if !arrived.swap(false, Ordering::Acquire) {
            continue;
        }
        let result = match t.library().signals.get(number) {
            Handler::Call(handler) => {
                let frame = crate::object::frame::get_frame(t, 0).unwrap_or_else(|_| t.none());
                t.call(&handler, &[t.int(number as i64)?, frame]).map(drop)
            }
            Handler::Untouched if number == libc::SIGINT as usize => Err(interrupt(t)),
            _ => Ok(()),
        };
        if result.is_err() {
            // The others wait for the next safepoint.
            if ARRIVED.iter().any(|a| a.load(Ordering::Relaxed)) {
                t.base.poll.fetch_or(safepoint::SIGNAL, Ordering::Release);
            }
            return result;
        }
    }
    Ok(())
}

/// As if the operating system had sent a signal, which its Python handler then handles on the main thread; without one nothing happens.
pub fn simulate(t: &Thread, number: usize) -> PyResult<()> {
    if current_action(number) == Some(native_handler()) {
        // The real signal also ends the main thread's system call. Other threads block it.
        // SAFETY: plain calls; the handler is ours.
        unsafe {
            if t.is_main() {
                libc::raise(number as libc::c_int);
            } else {
                libc::kill(libc::getpid(), number as libc::c_int);
            }
        }
        return t.poll_signals();
    }
    let is_free = matches!(t.library().signals.get(number), Handler::Untouched);
    if !t.vm().options.handle_signals && number == libc::SIGINT as usize && is_free {
        // The process is not ours, but an interruption of the main thread needs no signal.
        let exception = t.call(&t.class(&ex::KEYBOARD_INTERRUPT), &[])?;
        let main = t.vm().threads.main_ident();
        t.vm().threads.for_each(|ident, thread| {
            if ident == main {
                thread.raise_async(exception.clone());
            }
        });
    }
    Ok(())
}

fn interrupt(t: &Thread) -> Raised {
    t.error_with(&ex::KEYBOARD_INTERRUPT, Vec::new())
}

fn default_int_handler(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(interrupt(t))
}

/// The number of a signal.
pub fn number(t: &Thread, value: &Ref) -> PyResult<usize> {
    let n = t.to_index(value)?;
    usize::try_from(n)
        .ok()
        .filter(|n| (1..COUNT).contains(n))
        .ok_or_else(|| t.value_error("signal number out of range"))
}

/// The object that stands for a handler.
fn shown(t: &Thread, number: usize, handler: Handler) -> PyResult {
    match handler {
        Handler::Call(object) => Ok(object),
        Handler::Default => t.int(0),
        Handler::Ignore => t.int(1),
        Handler::Untouched => match current_action(number) {
            Some(libc::SIG_DFL) => t.int(0),
            Some(libc::SIG_IGN) => t.int(1),
            Some(action) if action == native_handler() && number == libc::SIGINT as usize => default_handler_object(t),
            _ => Ok(t.none()),
        },
    }
}

/// `signal.default_int_handler`.
fn default_handler_object(t: &Thread) -> PyResult {
    let module = crate::runtime::import::import(t, "_signal")?;
    t.getattr(&module, "default_int_handler")
}

fn signal(t: &Thread, a: Args<'_>) -> PyResult {
    if !t.is_main() {
        return Err(t.value_error("signal only works in main thread of the main interpreter"));
    }
    let number = number(t, a.get(0))?;
    let given = a.get(1);
    let (handler, action) = match t.as_i64(given) {
        Some(0) => (Handler::Default, libc::SIG_DFL),
        Some(1) => (Handler::Ignore, libc::SIG_IGN),
        _ if t.is_callable(given) => (Handler::Call(given.clone()), native_handler()),
        _ => {
            return Err(t.type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"));
        }
    };
    let before = shown(t, number, t.library().signals.get(number))?;
    let own = std::ptr::from_ref(&t.base.poll).cast_mut();
    let _ = MAIN_POLL.compare_exchange(std::ptr::null_mut(), own, Ordering::AcqRel, Ordering::Relaxed);
    set_action(number, action).map_err(|e| os_error(t, &e))?;
    drop(t.library().signals.replace(number, handler));
    Ok(before)
}

fn os_error(t: &Thread, error: &std::io::Error) -> Raised {
    let code = error.raw_os_error().unwrap_or(0);
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let args = (|| Ok(vec![t.int(i64::from(code))?, t.str(text)?]))();
    match args {
        Ok(args) => t.error_with(&ex::OS_ERROR, args),
        Err(raised) => raised,
    }
}

fn getsignal(t: &Thread, a: Args<'_>) -> PyResult {
    let number = number(t, a.get(0))?;
    shown(t, number, t.library().signals.get(number))
}

fn raise_signal(t: &Thread, a: Args<'_>) -> PyResult {
    let number = number(t, a.get(0))?;
    // SAFETY: any signal may be raised; what happens then is the handlers' business.
    if unsafe { libc::raise(number as libc::c_int) } != 0 {
        return Err(os_error(t, &std::io::Error::last_os_error()));
    }
    t.poll()?;
    Ok(t.none())
}

fn alarm(t: &Thread, a: Args<'_>) -> PyResult {
    let seconds = t.to_index(a.get(0))?;
    let seconds =
        libc::c_int::try_from(seconds).map_err(|_| t.overflow_error("Python int too large to convert to C int"))?;
    // SAFETY: sets a timer of the process.
    t.int(i64::from(unsafe { libc::alarm(seconds.max(0) as libc::c_uint) }))
}

fn pause(t: &Thread, _a: Args<'_>) -> PyResult {
    t.poll_signals()?;
    t.blocking(|| {
        // SAFETY: waits for a signal.
        unsafe { libc::pause() };
    });
    t.poll()?;
    Ok(t.none())
}

fn strsignal(t: &Thread, a: Args<'_>) -> PyResult {
    let number = number(t, a.get(0))?;
    // SAFETY: the text is valid until the next call; it is copied at once, with the global lock held.
    let text = unsafe {
        let text = libc::strsignal(number as libc::c_int);
        if text.is_null() {
            return Ok(t.none());
        }
        std::ffi::CStr::from_ptr(text).to_string_lossy().into_owned()
    };
    if text.starts_with("Unknown signal") { Ok(t.none()) } else { t.string(text) }
}

fn valid_signals(t: &Thread, _a: Args<'_>) -> PyResult {
    // 32 and 33 are the C library's.
    let numbers =
        (1..COUNT as i64).filter(|n| !(32..34).contains(n)).map(|n| t.int(n)).collect::<PyResult<Vec<_>>>()?;
    t.set_of(&numbers)
}

fn seconds(t: &Thread, value: &Ref) -> PyResult<libc::timeval> {
    let seconds = t.as_f64(value)?;
    if !(0.0..1e15).contains(&seconds) {
        return Err(os_error(t, &std::io::Error::from_raw_os_error(libc::EINVAL)));
    }
    Ok(libc::timeval { tv_sec: seconds as i64, tv_usec: ((seconds.fract()) * 1e6) as i64 })
}

fn timer_pair(t: &Thread, timer: &libc::itimerval) -> PyResult {
    let float = |v: &libc::timeval| t.float(v.tv_sec as f64 + v.tv_usec as f64 / 1e6);
    t.pair(float(&timer.it_value)?, float(&timer.it_interval)?)
}

fn setitimer(t: &Thread, a: Args<'_>) -> PyResult {
    let which = t.to_index(a.get(0))?;
    let interval = match a.opt(2) {
        Some(interval) => seconds(t, interval)?,
        None => libc::timeval { tv_sec: 0, tv_usec: 0 },
    };
    let new = libc::itimerval { it_value: seconds(t, a.get(1))?, it_interval: interval };
    let mut old = new;
    // SAFETY: both timers are locals.
    if unsafe { libc::setitimer(which as _, &raw const new, &raw mut old) } != 0 {
        return Err(os_error(t, &std::io::Error::last_os_error()));
    }
    timer_pair(t, &old)
}

fn getitimer(t: &Thread, a: Args<'_>) -> PyResult {
    let which = t.to_index(a.get(0))?;
    let zero = libc::timeval { tv_sec: 0, tv_usec: 0 };
    let mut now = libc::itimerval { it_value: zero, it_interval: zero };
    // SAFETY: the timer is a local.
    if unsafe { libc::getitimer(which as _, &raw mut now) } != 0 {
        return Err(os_error(t, &std::io::Error::last_os_error()));
    }
    timer_pair(t, &now)
}

fn siginterrupt(t: &Thread, a: Args<'_>) -> PyResult {
    // System calls are always restarted by whoever made them.
    number(t, a.get(0))?;
    Ok(t.none())
}

const SIGNALS: &[(&str, libc::c_int)] = &[
    ("SIGABRT", libc::SIGABRT),
    ("SIGALRM", libc::SIGALRM),
    ("SIGBUS", libc::SIGBUS),
    ("SIGCHLD", libc::SIGCHLD),
    ("SIGCONT", libc::SIGCONT),
    ("SIGFPE", libc::SIGFPE),
    ("SIGHUP", libc::SIGHUP),
    ("SIGILL", libc::SIGILL),
    ("SIGINT", libc::SIGINT),
    ("SIGIO", libc::SIGIO),
    ("SIGKILL", libc::SIGKILL),
    ("SIGPIPE", libc::SIGPIPE),
    ("SIGPROF", libc::SIGPROF),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGSEGV", libc::SIGSEGV),
    ("SIGSTOP", libc::SIGSTOP),
    ("SIGSYS", libc::SIGSYS),
    ("SIGTERM", libc::SIGTERM),
    ("SIGTRAP", libc::SIGTRAP),
    ("SIGTSTP", libc::SIGTSTP),
    ("SIGTTIN", libc::SIGTTIN),
    ("SIGTTOU", libc::SIGTTOU),
    ("SIGURG", libc::SIGURG),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGWINCH", libc::SIGWINCH),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGXFSZ", libc::SIGXFSZ),
];

fn init(t: &Thread, module: &Ref) -> PyResult<()> {
    for (name, number) in SIGNALS {
        t.setattr(module, name, &t.int(i64::from(*number))?)?;
    }
    Ok(())
}

/// `_signal`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_signal",
    doc: "Signals.",
    functions: natives![
        "signal(signalnum, handler, /)" => signal,
        "getsignal(signalnum, /)" => getsignal,
        "default_int_handler(signalnum, frame, /)" => default_int_handler,
        "raise_signal(signalnum, /)" => raise_signal,
        "alarm(seconds, /)" => alarm,
        "pause()" => pause,
        "strsignal(signalnum, /)" => strsignal,
        "valid_signals()" => valid_signals,
        "setitimer(which, seconds, interval=0.0, /)" => setitimer,
        "getitimer(which, /)" => getitimer,
        "siginterrupt(signalnum, flag, /)" => siginterrupt,
    ],
    constants: &[
        ("SIG_DFL", |t| t.int(0)),
        ("SIG_IGN", |t| t.int(1)),
        ("NSIG", |t| t.int(COUNT as i64)),
        ("ITIMER_REAL", |t| t.int(0)),
        ("ITIMER_VIRTUAL", |t| t.int(1)),
        ("ITIMER_PROF", |t| t.int(2)),
        ("ItimerError", |t| Ok(t.class(&ex::OS_ERROR))),
    ],
    init: Some(init),
    ..ModuleDef::EMPTY
};
