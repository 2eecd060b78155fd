//! One lock a module that is being imported, so that two threads which import it run its code once.
//!
//! Modules import each other in circles, also across threads: thread A holds the lock of `a` and wants that of `b`, whose holder
//! wants `a`. Whoever would close such a circle does not wait but goes on with the module as far as it has come.

use rustc_hash::FxHashMap;

use crate::memory::sync::{Condvar, Mutex};
use crate::runtime::Thread;

/// Modules being imported, and who waits for which.
#[derive(Default)]
pub struct Imports {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Module, thread that imports it, how often it has entered.
    held: FxHashMap<String, (u32, u32)>,
    /// Thread, module that it waits for.
    waiting: FxHashMap<u32, String>,
}

impl State {
    /// Would thread `me` wait for itself if it waited for the module?
    fn is_circle(&self, me: u32, module: &str) -> bool {
        let mut module = module;
        // Each thread waits for one module at most, so the chain ends after as many steps as there are threads.
        for _ in 0..=self.waiting.len() {
            let Some((owner, _)) = self.held.get(module) else { return false };
            if *owner == me {
                return true;
            }
            match self.waiting.get(owner) {
                Some(next) => module = next,
                None => return false,
            }
        }
        true
    }
}

/// A module's lock; given back when dropped.
pub struct Importing<'a> {
    imports: &'a Imports,
    module: String,
    /// False when waiting would have closed a circle.
    holds: bool,
}

impl Imports {
    /// Takes the lock of a module, waiting for another thread that imports it.
    pub fn enter<'a>(&'a self, t: &Thread, module: &str) -> Importing<'a> {
        let me = t.base.id.0;
        let importing = |holds| Importing { imports: self, module: module.to_owned(), holds };
        loop {
            let mut state = self.state.lock();
            match state.held.get_mut(module) {
                None => {
                    state.held.insert(module.to_owned(), (me, 1));
                    return importing(true);
                }
                Some((owner, count)) if *owner == me => {
                    *count += 1;
                    return importing(true);
                }
                Some(_) => {}
            }
            if state.is_circle(me, module) {
                return importing(false);
            }
            state.waiting.insert(me, module.to_owned());
            drop(state);
            t.blocking(|| {
                let mut state = self.state.lock();
                while state.held.get(module).is_some_and(|(owner, _)| *owner != me) && !state.is_circle(me, module) {
                    self.changed.wait(&mut state);
                }
                state.waiting.remove(&me);
            });
        }
    }
}

impl Imports {
    /// Runs `fork` while nobody else is in here. If it says that this is the child, modules that other threads were importing are for
    /// anyone who wants them.
    pub fn across_fork(&self, t: &Thread, fork: impl FnOnce() -> bool) -> bool {
        let mut state = self.state.lock();
        let is_child = fork();
        if is_child {
            let me = t.base.id.0;
            state.held.retain(|_, (owner, _)| *owner == me);
            state.waiting.clear();
        }
        is_child
    }
}

impl Drop for Importing<'_> {
    fn drop(&mut self) {
        if !self.holds {
            return;
        }
        let mut state = self.imports.state.lock();
        if let Some((_, count)) = state.held.get_mut(&self.module) {
            *count -= 1;
            if *count == 0 {
                state.held.remove(&self.module);
            }
        }
        self.imports.changed.notify_all();
    }
}
