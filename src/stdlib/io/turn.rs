//! The lock of a buffered stream: operations that go to the stream below take turns.
//!
//! ```text
//!  owner: 0 ⇄ id of the thread whose turn it is      by compare-and-swap
//!  waiting > 0: who ends a turn wakes one of the threads that sleep on the condition
//! ```
//!
//! In the child of a fork the turn of a thread that is not there is over.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::memory::sync::{Condvar, Mutex};
use crate::runtime::{PyResult, Thread};

const NOBODY: u32 = 0;

/// See the module's documentation.
#[derive(Default)]
pub struct Turn {
    owner: AtomicU32,
    waiting: AtomicU32,
    sleepers: Mutex<()>,
    ended: Condvar,
}

/// A thread's turn; ends when dropped.
pub struct Taken<'a>(&'a Turn);

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        // SeqCst: either the waiter, which counts itself before it looks at the owner, sees that the turn is over, or it is seen here.
        self.0.owner.store(NOBODY, Ordering::SeqCst);
        if self.0.waiting.load(Ordering::SeqCst) != 0 {
            let _sleepers = self.0.sleepers.lock();
            self.0.ended.notify_one();
        }
    }
}

impl Turn {
    /// Waits for the calling thread's turn.
    ///
    /// # Errors
    /// `RuntimeError` when it is this thread's turn already: the stream below called back.
    pub fn take(&self, t: &Thread) -> PyResult<Taken<'_>> {
        let me = t.id.0;
        match self.pass(NOBODY, me) {
            Ok(_) => {}
            Err(owner) if owner == me => return Err(t.runtime_error("reentrant call inside a buffered stream")),
            Err(owner) if t.vm().threads.is_lost(owner) && self.pass(owner, me).is_ok() => {}
            Err(_) => t.blocking(|| self.wait(me)),
        }
        Ok(Taken(self))
    }

    fn pass(&self, from: u32, to: u32) -> Result<u32, u32> {
        self.owner.compare_exchange(from, to, Ordering::SeqCst, Ordering::Relaxed)
    }

    fn wait(&self, me: u32) {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut sleepers = self.sleepers.lock();
        while self.pass(NOBODY, me).is_err() {
            self.ended.wait(&mut sleepers);
        }
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}
