//! What native code may have borrowed from objects that have something else in its place by now.
//!
//! Native code asks for the class of an object without counting it ([`Thread::type_of`]): as long as it has the object, it has the class.
//! But what it then calls, or another thread, may give the object another class. So the one before is kept for every thread that could
//! have borrowed it, until that thread runs an instruction below which there is no native code.

use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use crate::memory::{Ref, Slot, Value};
use crate::object::boxed::Trace as _;
use crate::runtime::Thread;
use crate::thread::mutex::Mutex;
use crate::thread::safepoint::KEPT;

/// What is kept for a thread; part of its state.
#[derive(Default)]
pub struct Kept {
    /// By address, so that what is replaced again and again is kept once.
    things: Mutex<FxHashMap<usize, Slot>>,
    /// Is there anything?
    any: AtomicBool,
}

impl Kept {
    fn add(&self, thing: &Ref) {
        let address = thing.value().address() as usize;
        self.things.lock().entry(address).or_insert_with(|| Slot::from(Some(thing.clone())));
        // Relaxed: only says that a look is worth while.
        self.any.store(true, Ordering::Relaxed);
    }

    /// Calls back with every reference held. At a stop.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.things.lock().values().for_each(|slot| slot.trace(visit));
    }
}

impl Thread {
    /// Keeps what native code of any thread may have borrowed from an object that this was taken out of.
    pub fn keep_for_borrowers(&self, replaced: &Ref) {
        self.vm().threads.for_each(|_, thread| {
            thread.kept.add(replaced);
            thread.base.poll.fetch_or(KEPT, Ordering::Release);
        });
    }

    /// At an instruction, whose handler has borrowed nothing: gives up what was kept, if there is no native code below either.
    #[cold]
    pub fn give_up_kept(&self) {
        self.base.poll.fetch_and(!KEPT, Ordering::AcqRel);
        if self.is_outermost() {
            self.end_keeping();
        }
    }

    /// Back in the code that called native code: the next safepoint may be one at which what was kept can go.
    #[inline]
    pub fn look_at_kept(&self) {
        if self.kept.any.load(Ordering::Relaxed) {
            self.base.poll.fetch_or(KEPT, Ordering::Relaxed);
        }
    }

    /// Gives up everything, as when the thread runs no script any more.
    pub fn end_keeping(&self) {
        self.kept.any.store(false, Ordering::Relaxed);
        // Dropped behind the lock: a finaliser may keep something in its turn.
        let things = std::mem::take(&mut *self.kept.things.lock());
        drop(things);
    }
}
