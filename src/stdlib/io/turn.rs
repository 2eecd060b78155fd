//! The lock of a buffered stream: operations that go to the stream below take turns.

use std::sync::atomic::{AtomicU32, Ordering};

use parking_lot::{Mutex, MutexGuard};

use crate::runtime::{PyResult, Thread};

/// See the module's documentation.
#[derive(Default)]
pub struct Turn {
    lock: Mutex<()>,
    /// Id of the thread whose turn it is; 0: nobody's.
    owner: AtomicU32,
}

/// A thread's turn; ends when dropped.
pub struct Taken<'a> {
    turn: &'a Turn,
    _guard: MutexGuard<'a, ()>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        // Relaxed: only the owner compares it with its own id.
        self.turn.owner.store(0, Ordering::Relaxed);
    }
}

impl Turn {
    /// Waits for the calling thread's turn.
    ///
    /// # Errors
    /// `RuntimeError` when it is this thread's turn already: the stream below called back.
    pub fn take(&self, t: &Thread) -> PyResult<Taken<'_>> {
        if self.owner.load(Ordering::Relaxed) == t.id.0 {
            return Err(t.runtime_error("reentrant call inside a buffered stream"));
        }
        let guard = match self.lock.try_lock() {
            Some(guard) => guard,
            None => t.blocking(|| self.lock.lock()),
        };
        self.owner.store(t.id.0, Ordering::Relaxed);
        Ok(Taken { turn: self, _guard: guard })
    }
}
