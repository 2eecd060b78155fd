//! The lock of one object: one byte in its header, or nothing (PEP 703, "Container Thread-Safety").
//!
//! **Idea.** [`ParkedLock`] is taken by one compare-and-swap. Who finds it taken tries again a few times, then sleeps in
//! a queue that is found by the byte's address, so a lock needs no more than its byte. [`NoLock`] is for builds with a
//! global lock, which already excludes: every method is empty and the type has no size.
//!
//! ```text
//!  0 free · 1 locked · 3 locked, somebody sleeps · 2 free, somebody sleeps (on the way to being woken)
//! ```
//!
//! **Invariants.** I6: between lock and unlock there is no safepoint, no Python code and no decrement, and the holder of
//! one object's lock does not wait for another's: [`lock2`] lets go of what it has before it sleeps. So a thread that
//! sleeps here holds nothing, and may detach. A lock that was waited for longer than a millisecond is handed over, so
//! that a thread which locks again at once cannot starve the others; but the new holder may then first have to wait,
//! detached, for a stop of the world to end, so at a stop a lock may be held by a thread that has not yet used it. In
//! the child of a fork every lock is therefore [reset](ObjectLock::reset_after_fork).

use super::heat;
use crate::memory::stats;
use crate::memory::sync::{AtomicU8, Ordering, SIZES_ARE_REAL, micros, parking, yield_now};
use crate::trace::{self, State};

/// How often a taken lock is tried again, giving way each time, before the thread sleeps. Not under loom, which lets a
/// thread that gave way run only when no other can, so that it would never sleep.
const SPINS: u32 = if SIZES_ARE_REAL { 40 } else { 0 };

const LOCKED: u8 = 1;
const PARKED: u8 = 2;

/// What a thread does around sleeping, so that nobody who stops the world waits for it.
pub trait Parking {
    /// Called before the thread may sleep: it detaches. It holds no object lock.
    fn before_park(&self);

    /// Called after: it attaches again, which may block. Calls come in pairs.
    fn after_unpark(&self);
}

/// For threads that nobody waits for.
impl Parking for () {
    fn before_park(&self) {}

    fn after_unpark(&self) {}
}

/// The lock in an object's header.
pub trait ObjectLock: Default + Send + Sync {
    /// Whether all methods are empty.
    const NOOP: bool;
    /// A free lock. Loom's have no constant.
    #[cfg(not(loom))]
    const NEW: Self;

    /// Waits for the lock.
    fn lock(&self, parking: &impl Parking);

    /// Takes the lock if it is free.
    fn try_lock(&self) -> bool;

    /// Lets go of the lock, which the caller holds.
    fn unlock(&self);

    /// Whether somebody holds it: for assertions.
    fn is_locked(&self) -> bool;

    /// Makes it free, in the child of a fork, where its holder and sleepers do not exist.
    fn reset_after_fork(&self);
}

/// Takes the locks of two objects, of which neither is waited for while the other is held. The same object twice is
/// locked once.
pub fn lock2<L: ObjectLock>(a: &L, b: &L, parking: &impl Parking) {
    if L::NOOP {
        return;
    }
    if std::ptr::eq(a, b) {
        return a.lock(parking);
    }
    // In address order, so that threads which want the same two mostly meet at the first.
    let (mut wait, mut rest) = if std::ptr::from_ref(a) < std::ptr::from_ref(b) { (a, b) } else { (b, a) };
    loop {
        wait.lock(parking);
        if rest.try_lock() {
            return;
        }
        wait.unlock();
        // Start again with the one that is taken: sleeping there is cheaper than trying.
        std::mem::swap(&mut wait, &mut rest);
    }
}

/// Lets go of what [`lock2`] took.
pub fn unlock2<L: ObjectLock>(a: &L, b: &L) {
    a.unlock();
    if !std::ptr::eq(a, b) && !L::NOOP {
        b.unlock();
    }
}

// ── no lock ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// No lock: something larger excludes.
#[derive(Debug, Default)]
pub struct NoLock;

const _: () = assert!(size_of::<NoLock>() == 0);

impl ObjectLock for NoLock {
    const NOOP: bool = true;
    #[cfg(not(loom))]
    const NEW: Self = NoLock;

    #[inline(always)]
    fn lock(&self, _parking: &impl Parking) {}

    #[inline(always)]
    fn try_lock(&self) -> bool {
        true
    }

    #[inline(always)]
    fn unlock(&self) {}

    fn is_locked(&self) -> bool {
        false
    }

    fn reset_after_fork(&self) {}
}

// ── one byte ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A byte, and a queue found by its address.
///
/// `FAIR_AFTER`: microseconds of waiting after which the lock is handed over rather than let go. `RECHECK`: whether a
/// thread looks at the byte again when it is in the queue. Other values than the defaults are for tests.
#[derive(Debug)]
#[repr(transparent)]
pub struct ParkedLock<const FAIR_AFTER: u64 = 1000, const RECHECK: bool = true>(AtomicU8);

const _: () = assert!(!SIZES_ARE_REAL || size_of::<ParkedLock>() == 1);

impl<const FAIR_AFTER: u64, const RECHECK: bool> Default for ParkedLock<FAIR_AFTER, RECHECK> {
    fn default() -> Self {
        ParkedLock(AtomicU8::new(0))
    }
}

impl<const FAIR_AFTER: u64, const RECHECK: bool> ParkedLock<FAIR_AFTER, RECHECK> {
    fn address(&self) -> usize {
        std::ptr::from_ref(&self.0).addr()
    }

    #[cold]
    #[inline(never)]
    fn lock_slow(&self, parking: &impl Parking) {
        stats::count(stats::Event::LockWaits);
        let since = micros();
        if SIZES_ARE_REAL {
            heat::collide(self.address(), since);
        }
        let mut spins = 0;
        let mut byte = self.0.load(Ordering::Relaxed);
        loop {
            if byte & LOCKED == 0 {
                // Acquire: pairs with the release of the unlock.
                match self.0.compare_exchange_weak(byte, byte | LOCKED, Ordering::Acquire, Ordering::Relaxed) {
                    Ok(_) => return,
                    Err(seen) => byte = seen,
                }
                continue;
            }
            if byte & PARKED == 0 {
                // Nobody sleeps, so the lock is probably short. Giving way beats a pause instruction, and more attempts
                // in between only take the line away from the holder (CPython gh-144586, gh-157914).
                if spins < SPINS {
                    spins += 1;
                    yield_now();
                    byte = self.0.load(Ordering::Relaxed);
                    continue;
                }
                // Relaxed: the queue's lock orders this with the unlock that reads it.
                if let Err(seen) =
                    self.0.compare_exchange_weak(byte, byte | PARKED, Ordering::Relaxed, Ordering::Relaxed)
                {
                    byte = seen;
                    continue;
                }
            }
            parking.before_park();
            let still_taken = || !RECHECK || self.0.load(Ordering::Relaxed) == LOCKED | PARKED;
            let waiting = trace::during(State::WaitingForObject);
            let handed = parking::park(self.address(), still_taken, since);
            drop(waiting);
            parking.after_unpark();
            if handed == Some(true) {
                // The byte stayed locked; the queue's lock ordered the holder's work before this thread's.
                debug_assert!(self.is_locked(), "a lock that was handed over is held");
                return;
            }
            byte = self.0.load(Ordering::Relaxed);
        }
    }

    #[cold]
    #[inline(never)]
    fn unlock_slow(&self) {
        parking::unpark_first(self.address(), |since, more| {
            let parked = if more { PARKED } else { 0 };
            let fair = since.is_some_and(|since| micros().saturating_sub(since) >= FAIR_AFTER);
            // Release: pairs with the acquire of who takes it next. No one changes the byte meanwhile but to set PARKED,
            // and who sets it looks at the byte again under the queue's lock, which is held here.
            self.0.store(if fair { LOCKED | parked } else { parked }, Ordering::Release);
            fair
        });
    }
}

impl<const FAIR_AFTER: u64, const RECHECK: bool> ObjectLock for ParkedLock<FAIR_AFTER, RECHECK> {
    const NOOP: bool = false;
    #[cfg(not(loom))]
    #[allow(clippy::declare_interior_mutable_const)]
    const NEW: Self = ParkedLock(AtomicU8::new(0));

    #[inline]
    fn lock(&self, parking: &impl Parking) {
        stats::count(stats::Event::Locks);
        // Acquire: pairs with the release of the unlock.
        if self.0.compare_exchange(0, LOCKED, Ordering::Acquire, Ordering::Relaxed).is_err() {
            self.lock_slow(parking);
        }
    }

    #[inline]
    fn try_lock(&self) -> bool {
        let byte = self.0.load(Ordering::Relaxed);
        byte & LOCKED == 0 && self.0.compare_exchange(byte, byte | LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    #[inline]
    fn unlock(&self) {
        // Release: pairs with the acquire of the lock.
        if self.0.compare_exchange(LOCKED, 0, Ordering::Release, Ordering::Relaxed).is_err() {
            self.unlock_slow();
        }
    }

    fn is_locked(&self) -> bool {
        self.0.load(Ordering::Relaxed) & LOCKED != 0
    }

    fn reset_after_fork(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}
