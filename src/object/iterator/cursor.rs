//! Where an iterator stands, when threads may share it.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::config;
use crate::memory::refcount::RefCount as _;
use crate::memory::{Ref, Value};
use crate::runtime::{PyResult, Thread};
use crate::thread::state::ThreadBase;

/// A position that each step claims for one thread.
///
/// A step looks where the iterator stands ([`Cursor::at`]), finds the item there and claims it ([`Cursor::pass`]); if that fails
/// another thread has it, and the step begins anew. Everything that bounds the iteration must follow from the position alone, so
/// that no interleaving leads outside. Relaxed: the items are made visible by what holds them.
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

    /// Goes from `seen` to `next`; false if another thread has left `seen` meanwhile. `sole`: nobody else can reach the iterator
    /// (see [`is_sole`]), and could not when `seen` was read: ask first, then look.
    #[inline(always)]
    pub fn pass(&self, seen: i64, next: i64, sole: bool) -> bool {
        if sole {
            self.set(next);
            return true;
        }
        self.0.compare_exchange(seen, next, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

/// Whether no other thread can step the iterator `it` while this one does: there is a global lock, or the reference at hand is the
/// only one. For an iterator inside another one see [`Thread::next_within`].
#[inline(always)]
pub fn is_sole(t: &ThreadBase, it: Value) -> bool {
    // SAFETY: the caller's reference keeps the iterator alive.
    !config::NOGIL || unsafe { (*it.address()).count.is_unique(t.id) }
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
