//! Blocks freed by threads that do not own the slab, on their way back to its owner.
//!
//! A stack onto which every thread pushes and which one thread empties as a whole: nobody takes a single block, so a block that
//! comes back to the top is no danger (the ABA problem does not arise).

use std::ptr;

use crate::memory::sync::{AtomicPtr, Ordering};

/// Whoever pushes has freed the block before, whoever takes it may use it at once: that is what the ordering is for. `ORDERED`
/// without it is for the models.
#[derive(Debug)]
#[repr(transparent)]
pub struct RemoteList<B, const ORDERED: bool = true>(AtomicPtr<B>);

impl<B, const ORDERED: bool> Default for RemoteList<B, ORDERED> {
    fn default() -> Self {
        Self::new()
    }
}

impl<B, const ORDERED: bool> RemoteList<B, ORDERED> {
    /// An empty list.
    #[cfg(not(loom))]
    pub const fn new() -> Self {
        RemoteList(AtomicPtr::new(ptr::null_mut()))
    }

    /// An empty list.
    #[cfg(loom)]
    pub fn new() -> Self {
        RemoteList(AtomicPtr::new(ptr::null_mut()))
    }

    /// Pushes a block, which belongs to the caller until then. `link` notes in it what comes next. True when the list was empty.
    #[inline(always)]
    pub fn push(&self, block: *mut B, link: impl Fn(*mut B)) -> bool {
        // Release pairs with the acquire in `take_all`.
        let success = if ORDERED { Ordering::Release } else { Ordering::Relaxed };
        let mut head = self.0.load(Ordering::Relaxed);
        loop {
            link(head);
            match self.0.compare_exchange_weak(head, block, success, Ordering::Relaxed) {
                Ok(_) => return head.is_null(),
                Err(now) => head = now,
            }
        }
    }

    /// Takes all blocks: the first one, which leads to the others. They belong to the caller now.
    #[inline]
    pub fn take_all(&self) -> *mut B {
        // Acquire pairs with the release in `push`: what freeing threads did with the blocks comes first.
        self.0.swap(ptr::null_mut(), Ordering::Acquire)
    }

    /// Is nothing there? A hint where others push.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.load(Ordering::Relaxed).is_null()
    }
}
