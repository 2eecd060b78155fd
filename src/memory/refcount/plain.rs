//! Plain counts: what CPython had. Correct only while one lock is held around every operation.
//!
//! **Idea.** One word, incremented by a load and a store. The word is an atomic accessed relaxed, which compiles to
//! ordinary instructions; it is one so that a wrong use is a wrong count and not undefined behaviour. `tests/loom.rs`
//! shows the lost update without the lock.
//!
//! ```text
//!  0              4
//!  ├──── count ───┤      0 dead · 1 … 2³¹−1 references · from 2³¹ immortal (kept at 3·2³⁰)
//! ```
//!
//! **Invariants.** All operations are made by the holder of the global lock, whose hand-over orders them. So nothing is
//! ever queued, `try_inc` of a live object succeeds, and no count is passed by unseen: one sign test is the limit check.
//! The limit costs nothing: the flags of the addition or subtraction itself decide, before anything is stored.

use std::hint::cold_path;
use std::marker::PhantomData;

use super::{Full, IMMORTAL_COUNT, OwnerId, Parts, RefCount, State, Tuning, Verdict};
use crate::memory::sync::{AtomicU32, Ordering, SIZES_ARE_REAL};

/// Where the counts of immortals are kept.
const CENTRE: u32 = 3 << 30;

/// See the module.
#[derive(Debug)]
#[repr(transparent)]
pub struct Plain<T: Tuning = Full> {
    count: AtomicU32,
    tuning: PhantomData<T>,
}

const _: () = assert!(!SIZES_ARE_REAL || size_of::<Plain>() == 4);

impl<T: Tuning> Plain<T> {
    fn with(count: u32) -> Self {
        Plain { count: AtomicU32::new(count), tuning: PhantomData }
    }

    // Relaxed throughout: the global lock orders every access (see the module's invariants).

    #[inline(always)]
    fn load(&self) -> u32 {
        self.count.load(Ordering::Relaxed)
    }

    #[inline(always)]
    fn store(&self, count: u32) {
        self.count.store(count, Ordering::Relaxed);
    }
}

impl<T: Tuning> RefCount for Plain<T> {
    const NAME: &'static str = "plain";
    const BIASED: bool = false;
    const ATOMIC: bool = false;

    fn new(_me: OwnerId) -> Self {
        Self::with(1)
    }

    fn new_immortal() -> Self {
        Self::with(CENTRE)
    }

    #[inline(always)]
    fn renew(&self, _me: OwnerId) {
        self.store(1);
    }

    fn set_dead_for_reuse(&self) {
        self.store(0);
    }

    // ── fast paths ──────────────────────────────────────────────────────────────────────────────────────────────────

    #[inline(always)]
    fn inc(&self, _me: OwnerId) {
        let count = self.load();
        let next = count.wrapping_add(1);
        if next >= T::IMMORTAL_FROM {
            cold_path();
            if count < T::IMMORTAL_FROM {
                self.store(CENTRE);
            }
            return;
        }
        self.store(next);
    }

    #[inline(always)]
    fn dec_fast(&self, _me: OwnerId) -> bool {
        let next = self.load().wrapping_sub(1);
        if next == 0 || next >= T::IMMORTAL_FROM {
            cold_path();
            return false;
        }
        self.store(next);
        true
    }

    #[inline(always)]
    fn dec_is_fast(&self, _me: OwnerId) -> bool {
        (2..T::IMMORTAL_FROM).contains(&self.load())
    }

    #[inline(always)]
    fn try_inc(&self, me: OwnerId) -> bool {
        let alive = self.load() != 0;
        if alive {
            self.inc(me);
        }
        alive
    }

    #[inline(always)]
    fn publish(&self) {}

    #[inline(always)]
    fn inc_publish(&self, me: OwnerId) {
        self.inc(me);
    }

    #[inline(always)]
    fn is_unique(&self, _me: OwnerId) -> bool {
        self.load() == 1
    }

    #[inline(always)]
    fn is_saturated(&self) -> bool {
        self.load() >= T::IMMORTAL_FROM
    }

    // ── slow paths ──────────────────────────────────────────────────────────────────────────────────────────────────

    #[inline]
    fn dec_slow(&self, _me: OwnerId) -> Verdict {
        if self.load() >= T::IMMORTAL_FROM {
            return Verdict::Alive;
        }
        debug_assert_eq!(self.load(), 1, "a decrement of a dead object (I5)");
        self.store(0);
        Verdict::Dead
    }

    fn count(&self) -> i64 {
        if self.is_saturated() { IMMORTAL_COUNT } else { i64::from(self.load()) }
    }

    fn owner(&self) -> OwnerId {
        OwnerId::NONE
    }

    fn parts(&self) -> Parts {
        let state = if self.is_saturated() { State::Immortal } else { State::Default };
        Parts { local: self.count(), shared: 0, state }
    }

    fn immortalize_at_stop(&self) {
        self.store(CENTRE);
    }

    fn merge(&self, extra: i32) -> Verdict {
        if self.is_saturated() {
            return Verdict::Alive;
        }
        let sum = i64::from(self.load()) + i64::from(extra);
        debug_assert!(sum >= 0, "more references given up than there were (I1)");
        let sum = u32::try_from(sum).unwrap_or(0);
        self.store(if sum >= T::IMMORTAL_FROM { CENTRE } else { sum });
        if sum == 0 { Verdict::Dead } else { Verdict::Alive }
    }

    fn resurrect(&self, _me: OwnerId) {
        debug_assert_eq!(self.load(), 0, "only a dead object is finalised");
        self.store(1);
    }

    fn add_at_stop(&self, n: i32) {
        let verdict = self.merge(n);
        debug_assert_eq!(verdict, Verdict::Alive, "a reference must remain");
    }

    fn set_owner_at_stop(&self, _owner: OwnerId) {}
}
