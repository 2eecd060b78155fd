//! `Mutex` for what only attached threads touch: a real one without the global lock, a flag under it.
//!
//! The holder must not reach a safepoint, so under the global lock nobody else can come; finding the flag set means that the
//! holder came back to it, which is a bug and panics where a real mutex would wait for ever.

use std::cell::Cell;

/// See the module's documentation.
pub type Mutex<T> = lock_api::Mutex<crate::config::RawMutex, T>;

/// What stands for a mutex under the global lock.
pub struct Flag(Cell<bool>);

// SAFETY: used by the holder of the global lock only.
unsafe impl Send for Flag {}
// SAFETY: as above.
unsafe impl Sync for Flag {}

// SAFETY: the global lock excludes other threads, the flag excludes the holder itself.
unsafe impl lock_api::RawMutex for Flag {
    #[allow(clippy::declare_interior_mutable_const)]
    const INIT: Flag = Flag(Cell::new(false));
    type GuardMarker = lock_api::GuardNoSend;

    #[inline(always)]
    fn lock(&self) {
        assert!(self.try_lock(), "a lock is taken again by its holder");
    }

    #[inline(always)]
    fn try_lock(&self) -> bool {
        !self.0.replace(true)
    }

    #[inline(always)]
    unsafe fn unlock(&self) {
        self.0.set(false);
    }
}
