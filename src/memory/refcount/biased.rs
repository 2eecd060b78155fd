//! Biased counts (PEP 703, "Biased Reference Counting"): cheap for the thread that made the object, correct for all.
//!
//! **Idea.** Most objects are only ever counted by one thread. That thread, the *owner*, keeps its own half of the count
//! and needs no atomic read-modify-write; all others share the second half. The object's count is the sum. When the
//! owner's half reaches zero the halves are *merged*: from then on there is no owner, and the shared half is all.
//!
//! ```text
//!  0               4               8              12
//!  ├──── owner ────┤──── local ────┤─ shared·4 | state ─┤
//!
//!  owner   id of the owner; nobody's once merged
//!  local   the owner's references, 1 … 2³¹−1 while owned; 0 once merged
//!  shared  signed 30 bits: the others took minus the others gave up; from ±7·2²⁶ on immortal
//! ```
//!
//! The shared half may be negative: a thread can give up a reference that the owner took. The first time it would
//! become so nobody but the owner can tell whether that was the last one, so the object goes to the owner's queue.
//!
//! ```text
//!                  publish                         others' dec at shared count 0
//!   ┌─ default 0 ──────────▶ maybe-weakref 1 ─┐      (the count stays: the queue
//!   │      │                        │         ├────▶  takes the reference over)      queued 2
//!   │      └────────────────────────┼─────────┘                                         │
//!   │ local = 0,                    │ local = 0                                         │ local = 0, or the
//!   │ word = 0                      ▼                                                   ▼ owner's queue drained
//!   ▼                           merged 3 ◀──────────────────────────────────────────────┘
//!  dead                             │ count = 0
//!  (quick)                          ▼
//!                                  dead
//! ```
//!
//! **Invariants.** States only rise, and each change is one compare-and-swap together with the count. I2: `local` is
//! written by the owner or its lawful stand-in. I3: merged ⇒ no owner, `local` 0. I4: the transition to queued happens at
//! most once in a life and stands for one reference, so there is at most one entry. I5: an object dies in state default
//! with the shared word all zero, which only its owner can find after its last reference, or in state merged with count
//! zero. `try_inc` fails on exactly these two words; both stay in a freed block until `renew`.
//!
//! Immortality is the shared half's: a saturated shared count stands for it in any state. Born immortals are merged, so
//! they have no owner, and the test of the shared half, before any write, is on the way of everybody who is not the owner.

use std::hint::cold_path;
use std::marker::PhantomData;

use super::{Full, IMMORTAL_COUNT, OwnerId, Parts, RefCount, State, Tuning, Verdict};
use crate::memory::sync::{AtomicU32, Ordering, SIZES_ARE_REAL};

/// One reference in the shared word.
const ONE: u32 = 1 << 2;
/// The state's bits.
const STATE: u32 = 3;
const DEFAULT: u32 = 0;
const MAYBE_WEAKREF: u32 = 1;
const QUEUED: u32 = 2;
const MERGED: u32 = 3;

/// The shared word of an object made immortal: between the limit and the end of the field, as far from both.
const CENTRE: u32 = 0x7800_0000 | MERGED;
/// Moves a shared word at or above the limit to the centre or beyond, however often it is applied.
const CENTRE_BIT: u32 = 0x0800_0000;

/// In the owner word: nobody. Not 0, so that a thread whose id is [`OwnerId::NONE`] never passes for the owner.
const NOBODY: u32 = u32::MAX;

/// See the module.
#[derive(Debug)]
#[repr(C)]
pub struct Biased<T: Tuning = Full> {
    owner: AtomicU32,
    local: AtomicU32,
    shared: AtomicU32,
    tuning: PhantomData<T>,
}

const _: () = assert!(!SIZES_ARE_REAL || size_of::<Biased>() == 12);

/// The signed count in a shared word.
#[inline(always)]
fn shared_count(word: u32) -> i32 {
    (word as i32) >> 2
}

/// The shared word for a signed count that fits.
#[inline(always)]
fn shared_word(count: i32, state: u32) -> u32 {
    ((count << 2) as u32) | state
}

impl<T: Tuning> Biased<T> {
    const SATURATED_FROM: i32 = T::SHARED_IMMORTAL_FROM << 2;

    fn with(owner: u32, local: u32, shared: u32) -> Self {
        const { assert!(T::SHARED_IMMORTAL_FROM <= 7 << 26, "racing operations need room above the limit") };
        Biased {
            owner: AtomicU32::new(owner),
            local: AtomicU32::new(local),
            shared: AtomicU32::new(shared),
            tuning: PhantomData,
        }
    }

    /// Relaxed: the answer cannot change under the calling thread's feet. Its own id is written by itself or by who
    /// holds it stopped; somebody else's, however stale, is not its own.
    #[inline(always)]
    fn owned_by(&self, me: OwnerId) -> bool {
        self.owner.load(Ordering::Relaxed) == me.0
    }

    #[inline(always)]
    fn saturated(word: u32) -> bool {
        word as i32 >= Self::SATURATED_FROM
    }

    /// Makes sure that a shared word seen to be saturated stays so, whatever is still under way. The state stays too:
    /// there may be an owner yet.
    #[inline(always)]
    fn centre(&self, seen: u32) {
        if seen & CENTRE_BIT == 0 {
            self.shared.fetch_or(CENTRE_BIT, Ordering::Relaxed);
        }
    }

    /// Makes the object immortal; I2's right to the local half is the caller's.
    #[inline(always)]
    fn saturate(&self) {
        // A plain store wins over every operation that others have under way: their additions are lost on purpose and
        // their compare-and-swaps fail, or came first and left at most a queue entry, which a merge then ignores.
        self.local.store(0, Ordering::Relaxed);
        self.owner.store(NOBODY, Ordering::Relaxed);
        self.shared.store(CENTRE, Ordering::Release);
    }

    /// The owner's half reached zero: the object dies, or goes on without an owner.
    fn merge_zero_local(&self) -> Verdict {
        // Pairs with the release of every decrement by others: what they did with the object happens before its death.
        let mut word = self.shared.load(T::OWNER_LOOKS);
        let quick = if T::QUICK_DEATH_NEEDS_DEFAULT { word == 0 } else { shared_count(word) == 0 };
        if quick {
            // Nobody else has a reference or can get one. The owner word stays: nobody's means merged (gh-121794).
            return Verdict::Dead;
        }
        if T::OWNER_CLEARED_FIRST {
            self.owner.store(NOBODY, Ordering::Relaxed);
        }
        let verdict = loop {
            let merged = word | MERGED;
            // Release publishes the cleared owner and this thread's work to who destroys; acquire as above.
            match self.shared.compare_exchange_weak(word, merged, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) if merged == MERGED => break Verdict::Dead,
                Ok(_) => break Verdict::Alive,
                Err(seen) => word = seen,
            }
        };
        if !T::OWNER_CLEARED_FIRST {
            self.owner.store(NOBODY, Ordering::Relaxed);
        }
        verdict
    }

    /// A decrement by a thread that is not the owner.
    fn dec_shared(&self) -> Verdict {
        let mut word = self.shared.load(Ordering::Relaxed);
        loop {
            if Self::saturated(word) {
                self.centre(word);
                return Verdict::Alive;
            }
            let queue = word == DEFAULT || word == MAYBE_WEAKREF;
            let next = if queue {
                QUEUED
            } else if shared_count(word) <= -T::SHARED_IMMORTAL_FROM {
                // So many were given up that the sum can no longer be kept: never free it. The state has to stay.
                (CENTRE & !STATE) | (word & STATE)
            } else {
                word.wrapping_sub(ONE)
            };
            // Release pairs with the acquire of who finds the object dead: the owner, a merger, or the fence below.
            // Acquire, for the case that it is this thread: all other decrements happened before.
            let success = if T::GIVE_UP == Ordering::Release { Ordering::AcqRel } else { T::GIVE_UP };
            match self.shared.compare_exchange_weak(word, next, success, Ordering::Relaxed) {
                Ok(_) if queue => return Verdict::Queued,
                Ok(_) if next == MERGED => return Verdict::Dead,
                Ok(_) => return Verdict::Alive,
                Err(seen) => word = seen,
            }
        }
    }

    /// `try_inc` by a thread that is not the owner.
    #[inline(always)]
    fn try_inc_shared(&self) -> bool {
        let mut word = self.shared.load(Ordering::Relaxed);
        loop {
            if word == DEFAULT || word == MERGED {
                return false;
            }
            if Self::saturated(word) {
                self.centre(word);
                return true;
            }
            // Acquire: pairs with `APPEAR`, and keeps the caller's second look at its slot behind this.
            match self.shared.compare_exchange_weak(word, word.wrapping_add(ONE), Ordering::Acquire, Ordering::Relaxed)
            {
                Ok(_) => return true,
                Err(seen) => word = seen,
            }
        }
    }
}

impl<T: Tuning> RefCount for Biased<T> {
    const NAME: &'static str = "biased";
    const BIASED: bool = true;
    const ATOMIC: bool = true;

    #[inline(always)]
    fn new(me: OwnerId) -> Self {
        Self::with(me.0, 1, DEFAULT)
    }

    fn new_immortal() -> Self {
        Self::with(NOBODY, 0, CENTRE)
    }

    #[inline(always)]
    fn renew(&self, me: OwnerId) {
        // `shared` is DEFAULT or MERGED here (I5), and `try_inc` fails on both: so no stale reader can write it, and the
        // owner word may change first. Release is not needed for DEFAULT, which nobody can build a reference on; the
        // word that others do build on is written by `publish` or `inc`, and those release.
        self.owner.store(me.0, Ordering::Relaxed);
        self.local.store(1, Ordering::Relaxed);
        self.shared.store(DEFAULT, Ordering::Relaxed);
    }

    fn set_dead_for_reuse(&self) {
        // Relaxed: a block is reused only through its heap's own release/acquire hand-over.
        self.owner.store(NOBODY, Ordering::Relaxed);
        self.local.store(0, Ordering::Relaxed);
        self.shared.store(MERGED, Ordering::Relaxed);
    }

    // ── fast paths ──────────────────────────────────────────────────────────────────────────────────────────────────
    // None of them calls anything: a call, even one never made, costs the handler around it its registers.

    #[inline(always)]
    fn inc(&self, me: OwnerId) {
        if self.owned_by(me) {
            // Relaxed: only this thread writes it (I2).
            let next = self.local.load(Ordering::Relaxed).wrapping_add(1);
            if next >= T::IMMORTAL_FROM {
                cold_path();
                self.saturate();
                return;
            }
            self.local.store(next, Ordering::Relaxed);
        } else {
            cold_path();
            let word = self.shared.load(Ordering::Relaxed);
            if Self::saturated(word) {
                self.centre(word);
                return;
            }
            self.shared.fetch_add(ONE, T::APPEAR);
        }
    }

    #[inline(always)]
    fn dec_fast(&self, me: OwnerId) -> bool {
        if self.owned_by(me) {
            // Relaxed: only this thread writes it (I2).
            let next = self.local.load(Ordering::Relaxed).wrapping_sub(1);
            if next == 0 {
                cold_path();
                return false;
            }
            self.local.store(next, Ordering::Relaxed);
            true
        } else {
            cold_path();
            // An immortal at its place needs nothing done; the rest is out of line.
            self.shared.load(Ordering::Relaxed) as i32 >= (CENTRE & !STATE) as i32
        }
    }

    #[inline(always)]
    fn dec_is_fast(&self, me: OwnerId) -> bool {
        if self.owned_by(me) {
            self.local.load(Ordering::Relaxed) > 1
        } else {
            self.shared.load(Ordering::Relaxed) as i32 >= (CENTRE & !STATE) as i32
        }
    }

    #[inline(always)]
    fn try_inc(&self, me: OwnerId) -> bool {
        if self.owned_by(me) {
            let local = self.local.load(Ordering::Relaxed);
            if local.wrapping_sub(1) >= T::IMMORTAL_FROM - 2 {
                cold_path();
                // Zero: a block this thread freed and has not used again.
                if local == 0 {
                    return false;
                }
                self.saturate();
                return true;
            }
            self.local.store(local + 1, Ordering::Relaxed);
            true
        } else {
            self.try_inc_shared()
        }
    }

    #[inline(always)]
    fn is_owned_by(&self, me: OwnerId) -> bool {
        self.owned_by(me)
    }

    #[inline(always)]
    fn inc_owned(&self) -> bool {
        // Relaxed: only this thread writes it (I2).
        let next = self.local.load(Ordering::Relaxed).wrapping_add(1);
        debug_assert!(next != 1, "a reference to a dead object (I5)");
        if next >= T::IMMORTAL_FROM {
            return false;
        }
        self.local.store(next, Ordering::Relaxed);
        true
    }

    #[inline(always)]
    fn is_unique(&self, me: OwnerId) -> bool {
        // Acquire: pairs with the release of others' decrements, so that their reads happen before the change in place.
        self.owned_by(me) && self.local.load(Ordering::Relaxed) == 1 && self.shared.load(Ordering::Acquire) == DEFAULT
    }

    #[inline(always)]
    fn is_saturated(&self) -> bool {
        Self::saturated(self.shared.load(Ordering::Relaxed))
    }

    #[inline(always)]
    fn dec_slow_in_place(&self, me: OwnerId) -> Verdict {
        if self.owned_by(me) && self.shared.load(T::OWNER_LOOKS) == 0 {
            debug_assert_eq!(self.local.load(Ordering::Relaxed), 1, "a decrement of a dead object (I5)");
            self.local.store(0, Ordering::Relaxed);
            return Verdict::Dead;
        }
        self.dec_slow(me)
    }

    // ── slow paths ──────────────────────────────────────────────────────────────────────────────────────────────────

    #[cold]
    #[inline(never)]
    fn dec_slow(&self, me: OwnerId) -> Verdict {
        if !self.owned_by(me) {
            return self.dec_shared();
        }
        debug_assert_eq!(self.local.load(Ordering::Relaxed), 1, "a decrement of a dead object (I5)");
        self.local.store(0, Ordering::Relaxed);
        self.merge_zero_local()
    }

    fn publish(&self) {
        let mut word = self.shared.load(Ordering::Relaxed);
        while word & STATE == DEFAULT && !Self::saturated(word) {
            // Release: as `APPEAR`.
            match self.shared.compare_exchange_weak(word, word | MAYBE_WEAKREF, T::APPEAR, Ordering::Relaxed) {
                Ok(_) => return,
                Err(seen) => word = seen,
            }
        }
    }

    fn inc_publish(&self, me: OwnerId) {
        self.inc(me);
        self.publish();
    }

    fn count(&self) -> i64 {
        let word = self.shared.load(Ordering::Relaxed);
        if Self::saturated(word) {
            return IMMORTAL_COUNT;
        }
        i64::from(self.local.load(Ordering::Relaxed)) + i64::from(shared_count(word))
    }

    fn owner(&self) -> OwnerId {
        // Relaxed: who needs more than a hint has to hold the owner (I2).
        match self.owner.load(Ordering::Relaxed) {
            NOBODY => OwnerId::NONE,
            id => OwnerId(id),
        }
    }

    fn parts(&self) -> Parts {
        let word = self.shared.load(Ordering::Relaxed);
        let state = match word & STATE {
            _ if Self::saturated(word) => State::Immortal,
            DEFAULT => State::Default,
            MAYBE_WEAKREF => State::MaybeWeakref,
            QUEUED => State::Queued,
            _ => State::Merged,
        };
        Parts { local: i64::from(self.local.load(Ordering::Relaxed)), shared: i64::from(shared_count(word)), state }
    }

    fn immortalize_at_stop(&self) {
        self.saturate();
    }

    fn merge(&self, extra: i32) -> Verdict {
        let mut word = self.shared.load(Ordering::Relaxed);
        let mut local = 0;
        // Relaxed: I2 makes the local half this thread's, and its hand-over ordered it. A merged object has neither half
        // nor owner to give (I3), and they must not be written: nothing says that the caller is alone with them.
        if word & STATE != MERGED {
            local = self.local.load(Ordering::Relaxed);
            self.local.store(0, Ordering::Relaxed);
            // Before the state says merged, as in `merge_zero_local` (gh-119999).
            self.owner.store(NOBODY, Ordering::Relaxed);
        }
        loop {
            let sum = i64::from(local) + i64::from(shared_count(word)) + i64::from(extra);
            debug_assert!(sum >= 0 || Self::saturated(word), "more references given up than there were (I1)");
            let next = match i32::try_from(sum.max(0)) {
                Ok(sum) if !Self::saturated(word) && sum < T::SHARED_IMMORTAL_FROM => shared_word(sum, MERGED),
                _ => CENTRE,
            };
            // Release and acquire: this may be both a giving up and a death.
            match self.shared.compare_exchange_weak(word, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) if next == MERGED => return Verdict::Dead,
                Ok(_) => return Verdict::Alive,
                Err(seen) => word = seen,
            }
        }
    }

    fn resurrect(&self, me: OwnerId) {
        // The one way out of merged: the object is dead, so `try_inc` fails and this thread is alone with it. That it
        // still fails while the finaliser runs is PEP 703's choice; the caller may `publish` an object with weak
        // references.
        self.owner.store(me.0, Ordering::Relaxed);
        self.local.store(1, Ordering::Relaxed);
        self.shared.store(DEFAULT, Ordering::Relaxed);
    }

    fn add_at_stop(&self, n: i32) {
        let word = self.shared.load(Ordering::Relaxed);
        let local = i64::from(self.local.load(Ordering::Relaxed)) + i64::from(n);
        if word & STATE == MERGED || local < 1 {
            let verdict = self.merge(n);
            debug_assert_eq!(verdict, Verdict::Alive, "a reference must remain");
        } else if local >= i64::from(T::IMMORTAL_FROM) {
            self.saturate();
        } else {
            self.local.store(local as u32, Ordering::Relaxed);
        }
    }

    fn set_owner_at_stop(&self, owner: OwnerId) {
        if owner == OwnerId::NONE {
            let verdict = self.merge(0);
            debug_assert_eq!(verdict, Verdict::Alive, "a reference must remain");
        } else if self.shared.load(Ordering::Relaxed) & STATE != MERGED {
            self.owner.store(owner.0, Ordering::Relaxed);
        }
    }
}
