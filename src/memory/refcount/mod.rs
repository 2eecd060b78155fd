//! Reference counting: one contract, one file a technique (PEP 703, "Reference counting").
//!
//! | technique | file | bytes | who may count | price of a private `inc` + `dec` |
//! |---|---|---|---|---|
//! | [`Plain`] | `plain.rs` | 4 | the holder of the global lock | two loads, two stores |
//! | [`Atomic`] | `atomic.rs` | 4 | every thread | two locked read-modify-writes |
//! | [`Biased`] | `biased.rs` | 12 | the owner cheaply, others atomically | as plain, and a compare |
//!
//! `merge.rs` holds what only biased counts need: the queues through which an object comes back to its owner.
//!
//! Invariants, cited by number where code relies on them:
//! - **I2** the local half is written by the owner, or by the one thread that holds the owner stopped (suspended by
//!   compare-and-swap, at a world stop, or exited under its queue's lock). Each hand-over is an acquire/release pair.
//! - **I3** merged ⇒ no owner, and never unmerged; only a finaliser of a *dead* object starts over ([`RefCount::resurrect`]).
//! - **I4** a queue entry owns one reference.
//! - **I5** an object is destroyed exactly once: one operation returns [`Verdict::Dead`], and after it no
//!   [`RefCount::try_inc`] succeeds.
//!
//! Saturation: a count that comes near its limit stays where no number of racing operations can lead it back, and the
//! object is immortal for good. An immortal is recognised *before* any write to its count, so threads that share one
//! do not contend. Atomics and orderings never appear above this folder.

pub mod atomic;
pub mod biased;
pub mod merge;
pub mod plain;

pub use atomic::Atomic;
pub use biased::Biased;
pub use plain::Plain;

use super::sync::Ordering;

/// Identity of a thread that can own objects. Never reused while an object bears it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(transparent)]
pub struct OwnerId(pub u32);

impl OwnerId {
    /// Nobody: the owner of merged and of immortal objects, and the id of a thread that belongs to no Vm.
    pub const NONE: OwnerId = OwnerId(0);

    /// An id that no thread of this process ever had; `None` once all 2³² − 2 are spent.
    ///
    /// One counter for the process, not one a Vm: an id then also tells which Vm an object came from.
    pub fn fresh() -> Option<OwnerId> {
        use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
        static NEXT: AtomicU32 = AtomicU32::new(1);
        // Relaxed: only the numbers have to differ; a thread gets its id before it owns anything.
        NEXT.fetch_update(Relaxed, Relaxed, |id| id.checked_add(1)).ok().map(OwnerId)
    }
}

/// What a decrement or a merge left behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use = "a dead object that nobody destroys leaks, and so does a queued reference that nobody hands over"]
pub enum Verdict {
    /// References remain. The caller gave one up and may not touch the object any more.
    Alive,
    /// That was the last reference: the caller destroys the object, and nobody else will (I5).
    Dead,
    /// The caller's reference became the queue's (I4): the caller hands it to the owner through
    /// [`merge::MergeQueues`], or merges at once if it holds the owner stopped, as the holder of a global lock does.
    Queued,
}

/// Where an object stands in the life of its counts. Only biased counts leave `Default`, but for immortality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Only threads that were given a reference count it.
    Default,
    /// Other threads may attempt [`RefCount::try_inc`].
    MaybeWeakref,
    /// One reference waits in the owner's queue.
    Queued,
    /// Both halves are one; there is no owner.
    Merged,
    /// Not counted any more, or never.
    Immortal,
}

impl State {
    /// The word `sys._refcount_info` shows.
    pub fn name(self) -> &'static str {
        match self {
            State::Default => "default",
            State::MaybeWeakref => "maybe-weakref",
            State::Queued => "queued",
            State::Merged => "merged",
            State::Immortal => "immortal",
        }
    }
}

/// The parts of a count, for display. Exact at a stop; otherwise each part is right by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts {
    /// References counted by the owner; the whole count of a technique with one half.
    pub local: i64,
    /// References counted by all others; negative when they dropped more than they took.
    pub shared: i64,
    /// See [`State`].
    pub state: State,
}

/// What [`RefCount::count`] says of an immortal.
pub const IMMORTAL_COUNT: i64 = u32::MAX as i64;

/// Limits of a technique, and the decisions its correctness hangs on.
///
/// [`Full`] is what ships. Tests use tiny limits; the loom models break one decision at a time and must then fail.
pub trait Tuning: 'static {
    /// From this count on an object is immortal (plain, atomic, and the local half of biased).
    /// The distance to the word's end, 2³¹, is what racing operations may add: far above the 2²⁰ they need.
    const IMMORTAL_FROM: u32 = 1 << 31;
    /// From this shared count on, and from its negative down, an object is immortal (biased). At most 7 << 26, whose
    /// distance to the end of the 30-bit field is 2²⁶.
    const SHARED_IMMORTAL_FROM: i32 = 7 << 26;
    /// How a decrement publishes the work done with the object: it pairs with `DEATH` of the thread that destroys.
    const GIVE_UP: Ordering = Ordering::Release;
    /// How the owner looks at the shared half when its own reached zero. It has to see what others did with the object
    /// before they gave it up (CPython gh-117657).
    const OWNER_LOOKS: Ordering = Ordering::Acquire;
    /// How a reference appears in a shared count. It pairs with the acquire in `try_inc`: whoever succeeds there on a
    /// block in its new life also sees that the slot it read in the old life was overwritten.
    const APPEAR: Ordering = Ordering::Release;
    /// Whether the owner word is cleared before the state says merged: afterwards another thread may already have
    /// destroyed the object and given its block a new owner (CPython gh-119999).
    const OWNER_CLEARED_FIRST: bool = true;
    /// Whether the owner may destroy at once only an object nobody else can be trying to reach (state default).
    const QUICK_DEATH_NEEDS_DEFAULT: bool = true;
}

/// What ships.
#[derive(Debug)]
pub struct Full;

impl Tuning for Full {}

/// The contract. `me` is always the calling thread's own id; [`OwnerId::NONE`] for one that owns nothing.
///
/// Callers uphold: `inc`, `dec`, `is_unique` and `inc_publish` need a reference that cannot go away meanwhile (their
/// own, or a locked container's); only [`RefCount::try_inc`] may meet a dead object, in memory that stays a count.
/// Operations named `…_at_stop` need I2's hold on the owner.
pub trait RefCount: Sized {
    /// The technique's name in reports.
    const NAME: &'static str;
    /// Whether there is an owner, and so a queue to drain.
    const BIASED: bool;
    /// Whether threads may count without a lock around them.
    const ATOMIC: bool;

    /// One reference, owned by `me`.
    fn new(me: OwnerId) -> Self;

    /// Immortal from birth.
    fn new_immortal() -> Self;

    /// As [`RefCount::new`], in place: for a block whose count words a stale reader may be trying at this moment.
    fn renew(&self, me: OwnerId);

    /// Makes every later `try_inc` fail. For objects that die otherwise than through `dec`: immortals at their Vm's
    /// end, and blocks that were never born.
    fn set_dead_for_reuse(&self);

    /// One reference more.
    fn inc(&self, me: OwnerId);

    /// The inlined part of a decrement. `true`: done, references remain. `false`: the caller must at once call
    /// [`RefCount::dec_slow`], exactly once, which finishes it. Contains no call, so that an instruction's handler can
    /// leave through a tail call instead.
    fn dec_fast(&self, me: OwnerId) -> bool;

    /// Whether [`RefCount::dec_fast`] will answer `true`, if another reference stays meanwhile.
    fn dec_is_fast(&self, me: OwnerId) -> bool;

    /// [`RefCount::dec_fast`], where it can be done without [`RefCount::dec_slow`]; else `false`, and nothing has happened.
    #[inline(always)]
    fn dec_if_fast(&self, me: OwnerId) -> bool {
        self.dec_is_fast(me) && self.dec_fast(me)
    }

    /// Finishes a decrement that [`RefCount::dec_fast`] left to it.
    fn dec_slow(&self, me: OwnerId) -> Verdict;

    /// Is this the thread that counts in its own half? It alone may then use the object's container without a lock
    /// ([`crate::thread::private`]), and the object cannot die while it looks.
    #[inline(always)]
    fn is_owned_by(&self, _me: OwnerId) -> bool {
        false
    }

    /// One reference more, by the owner ([`RefCount::is_owned_by`]) of a living object; false near the limit, where it would become
    /// immortal. Contains no call and no atomic read-modify-write.
    #[inline(always)]
    fn inc_owned(&self) -> bool {
        false
    }

    /// As [`RefCount::dec_slow`], with the death of an object that only its owner ever used found in place.
    #[inline(always)]
    fn dec_slow_in_place(&self, me: OwnerId) -> Verdict {
        self.dec_slow(me)
    }

    /// One reference less.
    #[inline(always)]
    fn dec(&self, me: OwnerId) -> Verdict {
        if self.dec_fast(me) { Verdict::Alive } else { self.dec_slow(me) }
    }

    /// One reference more, unless the object is dead or was not published to this thread. After success the caller
    /// looks again at where it found the pointer, and gives the reference back if it is no longer there (I7).
    fn try_inc(&self, me: OwnerId) -> bool;

    /// Lets other threads' [`RefCount::try_inc`] succeed from now on: a weak reference is about to exist, or the
    /// object's container was found by another thread. The caller's hold on the object is that of `inc`.
    fn publish(&self);

    /// One reference more and [`RefCount::publish`]; called under the lock of the container the object was found in.
    fn inc_publish(&self, me: OwnerId);

    /// Whether the caller's reference is the only one and nobody can be taking another, so that it may change the
    /// object in place. May answer no for a unique object.
    fn is_unique(&self, me: OwnerId) -> bool;

    /// All references. Exact at a stop; [`IMMORTAL_COUNT`] for an immortal.
    fn count(&self) -> i64;

    /// The owner; [`OwnerId::NONE`] where there is none.
    fn owner(&self) -> OwnerId;

    /// The parts, for `sys._refcount_info`.
    fn parts(&self) -> Parts;

    /// Whether the object is immortal, by birth or by saturation.
    fn is_saturated(&self) -> bool;

    /// Makes the object immortal. For the thread that made it, before anyone else sees it, or at a stop.
    fn immortalize_at_stop(&self);

    /// Joins the halves and adds `extra`; the object has no owner afterwards (I3). Called by the owner, or by whoever
    /// holds the owner as I2 asks. `merge(-1)` settles a queue entry.
    fn merge(&self, extra: i32) -> Verdict;

    /// Starts the finaliser of an object that [`Verdict::Dead`] gave to this thread: one reference, owned by `me`.
    /// Ends with an ordinary `dec`: after it another thread may be the one to destroy (CPython gh-130202).
    fn resurrect(&self, me: OwnerId);

    /// Adds `n` at a stop; at least one reference must remain.
    fn add_at_stop(&self, n: i32);

    /// Gives an object that is not merged another owner, as for the slabs of an exited thread; [`OwnerId::NONE`]
    /// merges. Merged and immortal objects stay as they are (I3).
    fn set_owner_at_stop(&self, owner: OwnerId);
}
