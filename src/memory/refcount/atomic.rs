//! Atomic counts: correct without a lock, at the price of a locked read-modify-write for every operation.
//!
//! **Idea.** One word, as `Arc` has it: relaxed increment, release decrement, acquire before destruction.
//!
//! ```text
//!  0              4
//!  ├──── count ───┤      0 dead · 1 … 2³¹−1 references · from 2³¹ immortal (kept near 3·2³⁰)
//! ```
//!
//! **Invariants.** The thread that takes the count from one to zero destroys the object (I5); a count of zero never
//! rises again but by `resurrect` and `renew` of that thread. A count is immortal when its top bit is set, which a load
//! finds before any write. That load and the addition are two steps, so racing threads can pass 2³¹ unseen; but no
//! operation is *skipped* before the count was moved to 3·2³⁰, from where the steps still under way, one a thread, lead
//! nowhere. Until then the count is exact and may go back down.

use std::hint::cold_path;
use std::marker::PhantomData;

use super::{Full, IMMORTAL_COUNT, OwnerId, Parts, RefCount, State, Tuning, Verdict};
use crate::memory::sync::{AtomicU32, Ordering, SIZES_ARE_REAL, fence};

/// Where the counts of immortals are kept, and the least value that counts as there.
const CENTRE: u32 = 3 << 30;
const CENTRED_FROM: u32 = 5 << 29;

/// See the module.
#[derive(Debug)]
#[repr(transparent)]
pub struct Atomic<T: Tuning = Full> {
    count: AtomicU32,
    tuning: PhantomData<T>,
}

const _: () = assert!(!SIZES_ARE_REAL || size_of::<Atomic>() == 4);

impl<T: Tuning> Atomic<T> {
    fn with(count: u32) -> Self {
        Atomic { count: AtomicU32::new(count), tuning: PhantomData }
    }

    /// Makes sure that a count seen to be immortal stays so.
    #[inline(always)]
    fn centre(&self, seen: u32) {
        if seen < CENTRED_FROM {
            // Relaxed: immortality publishes no other data. What racing threads add meanwhile is lost on purpose.
            self.count.store(CENTRE, Ordering::Relaxed);
        }
    }
}

impl<T: Tuning> RefCount for Atomic<T> {
    const NAME: &'static str = "atomic";
    const BIASED: bool = false;
    const ATOMIC: bool = true;

    fn new(_me: OwnerId) -> Self {
        Self::with(1)
    }

    fn new_immortal() -> Self {
        Self::with(CENTRE)
    }

    #[inline(always)]
    fn renew(&self, _me: OwnerId) {
        // Pairs with the acquire in `try_inc`.
        self.count.store(1, T::APPEAR);
    }

    fn set_dead_for_reuse(&self) {
        // Relaxed: a block is reused only through its heap's own release/acquire hand-over.
        self.count.store(0, Ordering::Relaxed);
    }

    // ── fast paths ──────────────────────────────────────────────────────────────────────────────────────────────────

    #[inline(always)]
    fn inc(&self, _me: OwnerId) {
        // Relaxed: the caller's reference keeps the object alive and was handed to it with what it needs to see.
        let count = self.count.load(Ordering::Relaxed);
        if count >= T::IMMORTAL_FROM {
            cold_path();
            self.centre(count);
            return;
        }
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    #[inline(always)]
    fn dec_fast(&self, _me: OwnerId) -> bool {
        // Relaxed: a stale value below the limit is corrected by the subtraction, one above it is final or exact.
        if self.count.load(Ordering::Relaxed) >= T::IMMORTAL_FROM {
            cold_path();
            return false;
        }
        // The release pairs with the fence in `dec_slow` of the thread that destroys.
        if self.count.fetch_sub(1, T::GIVE_UP) == 1 {
            cold_path();
            return false;
        }
        true
    }

    #[inline(always)]
    fn dec_is_fast(&self, _me: OwnerId) -> bool {
        (2..T::IMMORTAL_FROM).contains(&self.count.load(Ordering::Relaxed))
    }

    #[inline(always)]
    fn dec_if_fast(&self, _me: OwnerId) -> bool {
        // The other references may be going at this moment.
        let count = self.count.load(Ordering::Relaxed);
        (2..T::IMMORTAL_FROM).contains(&count)
            && self.count.compare_exchange(count, count - 1, T::GIVE_UP, Ordering::Relaxed).is_ok()
    }

    #[inline(always)]
    fn try_inc(&self, _me: OwnerId) -> bool {
        let mut count = self.count.load(Ordering::Relaxed);
        loop {
            if count == 0 {
                return false;
            }
            if count >= T::IMMORTAL_FROM {
                cold_path();
                self.centre(count);
                return true;
            }
            // Acquire: pairs with `renew`, and keeps the caller's second look at its slot behind this.
            match self.count.compare_exchange_weak(count, count + 1, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(seen) => count = seen,
            }
        }
    }

    #[inline(always)]
    fn publish(&self) {}

    #[inline(always)]
    fn inc_publish(&self, me: OwnerId) {
        self.inc(me);
    }

    #[inline(always)]
    fn is_unique(&self, _me: OwnerId) -> bool {
        // Acquire: pairs with the release of whoever gave up the second-last reference. A thread that holds a stale
        // pointer may still raise the count for a moment, but it looks again before it reads the object.
        self.count.load(Ordering::Acquire) == 1
    }

    #[inline(always)]
    fn is_saturated(&self) -> bool {
        self.count.load(Ordering::Relaxed) >= T::IMMORTAL_FROM
    }

    // ── slow paths ──────────────────────────────────────────────────────────────────────────────────────────────────

    /// Zero here means that this thread's `dec_fast` made it so: nobody else continues after taking the last reference.
    #[cold]
    #[inline(never)]
    fn dec_slow(&self, _me: OwnerId) -> Verdict {
        let count = self.count.load(Ordering::Relaxed);
        if count != 0 {
            self.centre(count);
            return Verdict::Alive;
        }
        // Pairs with the release of every other thread's last decrement: their work happens before the destruction.
        if T::GIVE_UP == Ordering::Release {
            fence(Ordering::Acquire);
        }
        Verdict::Dead
    }

    fn count(&self) -> i64 {
        let count = self.count.load(Ordering::Relaxed);
        if count >= T::IMMORTAL_FROM { IMMORTAL_COUNT } else { i64::from(count) }
    }

    fn owner(&self) -> OwnerId {
        OwnerId::NONE
    }

    fn parts(&self) -> Parts {
        let state = if self.is_saturated() { State::Immortal } else { State::Default };
        Parts { local: self.count(), shared: 0, state }
    }

    fn immortalize_at_stop(&self) {
        self.count.store(CENTRE, Ordering::Relaxed);
    }

    fn merge(&self, extra: i32) -> Verdict {
        let mut count = self.count.load(Ordering::Relaxed);
        loop {
            if count >= T::IMMORTAL_FROM {
                self.centre(count);
                return Verdict::Alive;
            }
            let sum = i64::from(count) + i64::from(extra);
            debug_assert!(sum >= 0, "more references given up than there were (I1)");
            let sum = u32::try_from(sum).unwrap_or(0);
            let next = if sum >= T::IMMORTAL_FROM { CENTRE } else { sum };
            // Release and acquire: this may be both a giving up and a death.
            match self.count.compare_exchange_weak(count, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) if sum == 0 => return Verdict::Dead,
                Ok(_) => return Verdict::Alive,
                Err(seen) => count = seen,
            }
        }
    }

    fn resurrect(&self, _me: OwnerId) {
        debug_assert_eq!(self.count.load(Ordering::Relaxed), 0, "only a dead object is finalised");
        // Release: as in `renew`, whoever tries now must see what was done to the object so far.
        self.count.store(1, Ordering::Release);
    }

    fn add_at_stop(&self, n: i32) {
        let verdict = self.merge(n);
        debug_assert_eq!(verdict, Verdict::Alive, "a reference must remain");
    }

    fn set_owner_at_stop(&self, _owner: OwnerId) {}
}
