//! What native modules keep for a Vm: handlers and settings that scripts change.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use parking_lot::Mutex;

use crate::memory::{Ref, Value};
use crate::stdlib::{atexit, posix, signal, thread};

/// See the module's documentation. Part of the Vm's thread registry.
pub struct State {
    /// `atexit`'s callbacks, in order of registration.
    pub at_exit: Mutex<Vec<atexit::Callback>>,
    /// `sys.set_int_max_str_digits()`.
    pub int_max_str_digits: AtomicUsize,
    /// Handlers of signals.
    pub signals: signal::Handlers,
    /// `_thread.stack_size()`.
    pub stack_size: AtomicUsize,
    /// Threads that the Vm's end waits for.
    pub joined_at_end: Mutex<Vec<Arc<thread::Progress>>>,
    /// `os.register_at_fork`'s callbacks.
    pub at_fork: posix::AtFork,
    /// What `sys.is_finalizing()` answers.
    pub finalizing: AtomicBool,
    /// Objects that native modules keep for the Vm's life.
    pub kept: Mutex<Vec<(&'static str, Ref)>>,
}

impl State {
    /// The state of a new Vm.
    pub fn new() -> State {
        State {
            at_exit: Mutex::new(Vec::new()),
            int_max_str_digits: AtomicUsize::new(rcpy_primitives::int::DEFAULT_MAX_STR_DIGITS),
            signals: signal::Handlers::new(),
            stack_size: AtomicUsize::new(0),
            joined_at_end: Mutex::new(Vec::new()),
            at_fork: posix::AtFork::default(),
            finalizing: AtomicBool::new(false),
            kept: Mutex::new(Vec::new()),
        }
    }

    /// An object kept under a name.
    pub fn kept(&self, name: &str) -> Option<Ref> {
        self.kept.lock().iter().find(|(n, _)| *n == name).map(|(_, object)| object.clone())
    }

    /// Keeps an object under a name.
    pub fn keep(&self, name: &'static str, object: Ref) {
        let old = {
            let mut kept = self.kept.lock();
            match kept.iter_mut().find(|(n, _)| *n == name) {
                Some((_, place)) => Some(std::mem::replace(place, object)),
                None => {
                    kept.push((name, object));
                    None
                }
            }
        };
        drop(old);
    }

    /// Calls back with every reference that handlers and callbacks hold.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        // At a stop nobody is inside the locks.
        self.at_exit.lock().iter().for_each(|callback| callback.trace(visit));
        self.signals.trace(visit);
        self.at_fork.trace(visit);
    }

    /// Lets go of every object; one of the Vm's last acts, on the last thread.
    pub fn release(&self) {
        let callbacks = std::mem::take(&mut *self.at_exit.lock());
        drop(callbacks);
        self.signals.clear();
        self.at_fork.clear();
        let kept = std::mem::take(&mut *self.kept.lock());
        drop(kept);
    }
}

impl Default for State {
    fn default() -> State {
        State::new()
    }
}
