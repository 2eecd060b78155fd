//! Where an iterator stands, when threads may share it.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::memory::{Ref, Value};
use crate::runtime::{PyResult, Thread};
use crate::thread::private;
use crate::thread::state::ThreadBase;

/// A position that each step claims for one thread.
///
/// Everything that bounds the iteration must follow from the position alone, so that no interleaving leads outside. Relaxed: the items are
/// made visible by what holds them.
pub struct Cursor(AtomicI64);

impl Cursor {
    /// A cursor at a position.
    pub fn new(at: i64) -> Cursor {
        Cursor(AtomicI64::new(at))
    }

    /// The position.
    #[inline(always)]
    pub fn at(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// The position as an index. One set to -1 is that of no item.
    #[inline(always)]
    pub fn index(&self) -> usize {
        self.at() as usize
    }

    /// Goes to a position, whatever others do.
    #[inline(always)]
    pub fn set(&self, at: i64) {
        self.0.store(at, Ordering::Relaxed);
    }

    /// Claims the item that `find` finds at the position, and goes on by `step`; `None`, and no step, where it finds none. Looks again if
    /// another thread has claimed that item meanwhile. `sole`: nobody else can reach the iterator ([`is_sole`], asked before).
    #[inline(always)]
    pub fn claim<T>(&self, step: i64, sole: bool, mut find: impl FnMut(i64) -> Option<T>) -> Option<T> {
        loop {
            let at = self.at();
            let found = find(at)?;
            if sole {
                self.set(at + step);
                return Some(found);
            }
            if self.0.compare_exchange(at, at + step, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
                return Some(found);
            }
        }
    }
}

/// Whether no other thread can step the iterator `it` while this one does. For an iterator inside another one see
/// [`Thread::next_within`].
#[inline(always)]
pub fn is_sole(t: &ThreadBase, it: Value) -> bool {
    // SAFETY: the caller's reference keeps the iterator alive.
    private::is_sole(t, unsafe { &*it.address() })
}

impl Thread {
    /// [`Thread::next`] of an iterator that `outer` refers to: when threads may share `outer`, they share the inner one too.
    #[inline]
    pub fn next_within(&self, outer: &Ref, inner: &Ref) -> PyResult<Option<Ref>> {
        if is_sole(&self.base, outer.value()) {
            return self.next(inner);
        }
        // With a second reference it does not look unshared to its owner.
        let inner = inner.clone();
        self.next(&inner)
    }
}
