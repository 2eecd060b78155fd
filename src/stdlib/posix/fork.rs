//! Processes made from this one, and waiting for them.
//!
//! The child of a fork has the calling thread only. What the others were doing is not there, so the fork happens at a stop: whoever was
//! attached stands at a safepoint, where no container is half changed and no lock of the interpreter is held. Locks that threads
//! outside of the Vm take too (to come back, to be stopped, to wait for an import) are taken before and given back on both sides.
//! To the child the others are owners that have exited: what waited in their queues is settled, their slabs are for anyone, and the
//! references in their frames are never given up.

use parking_lot::Mutex;

use super::{c_int, call};
use crate::memory::refcount::{RefCount as _, Verdict};
use crate::memory::{Header, Ref, Value, destroy};
use crate::object::boxed::Trace as _;
use crate::object::exception as ex;
use crate::runtime::{Args, PyResult, Thread};
use crate::stdlib::errno;
use crate::thread::gate::Gate as _;
use crate::thread::{baton, private};

/// Functions that are called around each fork.
#[derive(Default)]
pub struct AtFork(Mutex<Hooks>);

#[derive(Default)]
struct Hooks {
    before: Vec<Ref>,
    in_child: Vec<Ref>,
    in_parent: Vec<Ref>,
}

impl AtFork {
    /// Calls back with every reference held.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        let hooks = self.0.lock();
        for functions in [&hooks.before, &hooks.in_child, &hooks.in_parent] {
            functions.trace(visit);
        }
    }

    /// Forgets all functions.
    pub fn clear(&self) {
        let old = std::mem::take(&mut *self.0.lock());
        drop(old);
    }

    /// Calls the functions that `which` chooses; what they raise is reported.
    fn run(&self, t: &Thread, which: impl FnOnce(&Hooks) -> Vec<Ref>) {
        let functions = which(&self.0.lock());
        for function in functions {
            if let Err(raised) = t.call(&function, &[]) {
                crate::runtime::report::unraisable(t, raised, "Exception ignored in", Some(&function));
            }
        }
    }
}

pub fn register_at_fork(t: &Thread, a: Args<'_>) -> PyResult {
    let names = ["before", "after_in_child", "after_in_parent"];
    let given = [0, 1, 2].map(|i| a.opt_not_none(t, i));
    if given.iter().all(Option::is_none) {
        return Err(t.type_error("At least one argument is required."));
    }
    for (name, function) in names.iter().zip(given) {
        if let Some(function) = function
            && !t.is_callable(function)
        {
            return Err(t.type_error(format!("'{name}' must be callable, not {}", t.type_name(function))));
        }
    }
    let mut hooks = t.library().at_fork.0.lock();
    let Hooks { before, in_child, in_parent } = &mut *hooks;
    for (functions, function) in [before, in_child, in_parent].into_iter().zip(given) {
        functions.extend(function.cloned());
    }
    Ok(t.none())
}

/// What `fork` gave, and the number of the error.
struct Outcome {
    pid: libc::pid_t,
    code: i32,
}

/// Forks at a stop, with every lock held that threads outside of the Vm may have.
fn fork_at_stop(t: &Thread, dead: &mut Vec<*mut Header>) -> Outcome {
    let vm = t.vm();
    let mut outcome = Outcome { pid: -1, code: 0 };
    let mut settle = |object: *mut Header| {
        // SAFETY: the entry owns a reference, and its owner does not exist in this process (I2, I4).
        if unsafe { (*object).count.merge(-1) } == Verdict::Dead {
            dead.push(object);
        }
    };
    let now = || {
        // SAFETY: the child goes on as this thread, with what `across_fork` of each lock's owner has put right.
        outcome.pid = unsafe { libc::fork() };
        outcome.code = errno::last_code();
        outcome.pid == 0
    };
    vm.imports.across_fork(t, || {
        vm.threads.across_fork(t, || {
            t.shared.queues.across_fork(
                t.id,
                |queued| settle(queued.0),
                || t.shared.world.across_fork(&t.base.place, || vm.gate.across_fork(&t.base.poll, now)),
            )
        })
    });
    outcome
}

pub fn fork(t: &Thread, _a: Args<'_>) -> PyResult {
    if t.vm().finishing.load(std::sync::atomic::Ordering::Acquire) {
        return Err(t.error(&ex::PYTHON_FINALIZATION_ERROR, "can't fork at interpreter shutdown"));
    }
    let hooks = &t.library().at_fork;
    // The last one registered comes first.
    hooks.run(t, |hooks| hooks.before.iter().rev().cloned().collect());
    let mut dead = Vec::new();
    let threads = t.vm().threads.count();
    let outcome = t.with_world_stopped(|| {
        t.vm().threads.await_apart();
        let outcome = fork_at_stop(t, &mut dead);
        if outcome.pid == 0 {
            private::prepare();
            t.vm().collector.after_fork(t);
            baton::after_fork();
        }
        outcome
    });
    if outcome.pid == 0 {
        crate::stdlib::signal::after_fork(t);
        crate::stdlib::thread::after_fork(t);
        after_fork_in_python(t);
        // Their finalisers find locks that somebody can let go.
        for object in dead {
            // SAFETY: the merge of its queue entry found the object dead.
            unsafe { destroy::destroy(&t.base, object) };
        }
        hooks.run(t, |hooks| hooks.in_child.clone());
        return t.int(0);
    }
    hooks.run(t, |hooks| hooks.in_parent.clone());
    if outcome.pid < 0 {
        return Err(errno::os_error(t, outcome.code, None));
    }
    if threads > 1 {
        let message = format!(
            "This process (pid={}) is multi-threaded, use of fork() may lead to deadlocks in the child.",
            std::process::id()
        );
        crate::stdlib::warnings::warn(t, &ex::DEPRECATION_WARNING, &message, 1)?;
    }
    t.int(i64::from(outcome.pid))
}

/// What `threading` knows of the threads that are not here any more.
fn after_fork_in_python(t: &Thread) {
    let Some(modules) = t.vm().modules.get() else { return };
    let Ok(Some(threading)) = t.dict_get_str(&modules, "threading") else { return };
    if let Err(raised) = t.call_method(&threading, "_after_fork", &[]) {
        crate::runtime::report::unraisable(t, raised, "Exception ignored in threading._after_fork", Some(&threading));
    }
}

fn wait_for(t: &Thread, pid: i32, options: i32) -> PyResult {
    let mut status = 0;
    // SAFETY: the status is a local.
    let pid = call(t, None, || i64::from(unsafe { libc::waitpid(pid, &mut status, options) }))?;
    // The child's end is a signal, too.
    t.poll_signals()?;
    t.pair(t.int(pid)?, t.int(i64::from(status))?)
}

pub fn waitpid(t: &Thread, a: Args<'_>) -> PyResult {
    wait_for(t, c_int(t, a.get(0))?, c_int(t, a.get(1))?)
}

pub fn wait(t: &Thread, _a: Args<'_>) -> PyResult {
    wait_for(t, -1, 0)
}

macro_rules! questions {
    ($($name:ident $test:ident)*) => { $(
        pub fn $name(t: &Thread, a: Args<'_>) -> PyResult {
            Ok(t.bool(libc::$test(c_int(t, a.get(0))?)))
        }
    )* };
}
questions! {
    dumped_core WCOREDUMP
    is_continued WIFCONTINUED
    is_stopped WIFSTOPPED
    is_signaled WIFSIGNALED
    is_exited WIFEXITED
}

macro_rules! numbers {
    ($($name:ident $part:ident)*) => { $(
        pub fn $name(t: &Thread, a: Args<'_>) -> PyResult {
            t.int(i64::from(libc::$part(c_int(t, a.get(0))?)))
        }
    )* };
}
numbers! {
    exit_status WEXITSTATUS
    term_signal WTERMSIG
    stop_signal WSTOPSIG
}
