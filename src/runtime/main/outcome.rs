//! How a run ended, and what the process says of it.

use crate::memory::Ref;
use crate::object::exception as ex;
use crate::runtime::finish::exit_code;
use crate::runtime::{Raised, Thread, report};

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// To its end.
    Done,
    /// By `sys.exit()`.
    Exit(i32),
    /// By an uncaught exception, which has been reported.
    Failed,
    /// By an uncaught `KeyboardInterrupt`, which has been reported.
    Interrupted,
}

impl Outcome {
    /// The exit code of the process.
    pub fn code(self) -> i32 {
        match self {
            Outcome::Done => 0,
            Outcome::Exit(code) => code,
            Outcome::Failed => 1,
            Outcome::Interrupted => 130,
        }
    }
}

/// Reports an uncaught exception. With `-i` a `SystemExit` is reported like any other, so that the prompt comes.
pub fn uncaught(t: &Thread, raised: Raised) -> Outcome {
    if t.raised_is(&raised, &ex::SYSTEM_EXIT) && !t.vm().options.inspect {
        return exit(t, &raised);
    }
    let interrupted = t.raised_is(&raised, &ex::KEYBOARD_INTERRUPT);
    if let Some(exit) = show(t, &raised.0) {
        return exit;
    }
    if interrupted { Outcome::Interrupted } else { Outcome::Failed }
}

/// What a `SystemExit` asks for.
pub fn exit(t: &Thread, raised: &Raised) -> Outcome {
    match exit_code(t, &raised.0) {
        Ok(code) => Outcome::Exit(code),
        Err(_) => Outcome::Exit(1),
    }
}

/// Calls `sys.excepthook`; a `SystemExit` that it raises is what the run ends with.
pub fn show(t: &Thread, exception: &Ref) -> Option<Outcome> {
    if let Some(sys) = t.vm().sys.get() {
        let class = t.type_ref(exception);
        let traceback = ex::body(exception).traceback.get().unwrap_or_else(|| t.none());
        for (name, value) in [
            ("last_exc", exception.clone()),
            ("last_type", class),
            ("last_value", exception.clone()),
            ("last_traceback", traceback),
        ] {
            // Without memory for these the report itself matters more.
            let _ = t.dict_set_str(&sys, name, value);
        }
    }
    let Some(hook) = t.sys_attribute("excepthook") else {
        crate::stdlib::io::stdio::write_stderr(t, "sys.excepthook is missing\n");
        report::print_exception(t, exception);
        return None;
    };
    if t.sys_attribute("__excepthook__").is_some_and(|own| own.is(&hook)) {
        report::print_exception(t, exception);
        return None;
    }
    let traceback = ex::body(exception).traceback.get().unwrap_or_else(|| t.none());
    match t.call(&hook, &[t.type_ref(exception), exception.clone(), traceback]) {
        Ok(_) => None,
        Err(raised) if t.raised_is(&raised, &ex::SYSTEM_EXIT) => Some(exit(t, &raised)),
        Err(raised) => {
            crate::stdlib::io::stdio::write_stderr(t, "Error in sys.excepthook:\n");
            report::print_exception(t, &raised.0);
            crate::stdlib::io::stdio::write_stderr(t, "\nOriginal exception was:\n");
            report::print_exception(t, exception);
            None
        }
    }
}

/// Ends the process by the signal that interrupted it, so that a shell sees what has happened.
pub fn die_by_interrupt() {
    // SAFETY: the default action of SIGINT ends the process; nothing is left to be done.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_DFL);
        libc::kill(libc::getpid(), libc::SIGINT);
        // The signal may be on its way to another thread.
        libc::usleep(100_000);
    }
}
