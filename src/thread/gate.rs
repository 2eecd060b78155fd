//! The gate a thread passes to run Python code: a global lock, or none.
//!
//! **Idea.** [`Gil`] is CPython's lock: one thread runs; a thread that waits longer than the switch interval asks the
//! holder, by a bit in its safepoint word, to hand over at its next safepoint, and the holder then *must* (a forced
//! switch): it gives the lock to the waiter and queues up behind it. Around everything that blocks the holder lets go.
//! [`Free`] is no lock: every method is empty. [`Switchable`] is decided at run time (`-X gil=1`).
//!
//! ```text
//!  state   ├ waiters (31 bits) ┤ locked (1 bit) ┤
//!  queue   the waiters, longest first, each asleep on a condition of its own; guarded by a mutex
//! ```
//!
//! **Invariants.**
//! - While there are waiters the locked bit changes only under the mutex; while there are none, by compare-and-swap of
//!   the whole word. So an uncontended acquire or release is one compare-and-swap.
//! - `holder` is null or the safepoint word of the holder. It is written by the holder; another thread dereferences it
//!   only under the mutex and while it waits itself, so that the holder cannot let go without the mutex and its
//!   safepoint word exists.
//! - Nobody starves: a waiter that has waited for the interval is given the lock by whoever lets go next, be it for the
//!   request or to block; threads that came later may pass it only before.
//!
//! std's mutex and condition variable are used, not parking_lot's: they keep nothing outside themselves, so the child of a fork can go
//! on with those that the forking thread held.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::time::Duration;

use crate::memory::sync::{
    AtomicPtr, AtomicU32, AtomicU64, Condvar, Mutex, MutexGuard, Ordering, SIZES_ARE_REAL, micros,
};

use super::safepoint::DROP_REQUEST;
use crate::trace::{self, State};

/// How long a thread waits before it asks the holder to let go, unless set otherwise: CPython's 5 ms.
pub const DEFAULT_INTERVAL: Duration = Duration::from_millis(5);

/// Counters of a gate. Exact when no thread is inside the gate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct GateStats {
    /// Acquisitions by another thread than the holder before.
    pub switches: u64,
    /// Switches made at a safepoint on a waiter's request.
    pub forced: u64,
    /// Acquisitions that had to wait.
    pub waits: u64,
}

/// What a thread holds while it runs Python code. `poll` is always the calling thread's own safepoint word, which also
/// stands for its identity, and stays where it is while the thread is between `acquire` and the return of `release`.
pub trait Gate: Sized + Send + Sync {
    /// Whether the type can exclude at all.
    const CAN_EXCLUDE: bool;

    /// An open gate with the default interval.
    fn new() -> Self;

    /// A gate that excludes if it is asked to and can, or if it always does.
    fn with_lock(_wanted: bool) -> Self {
        Self::new()
    }

    /// Waits until the calling thread may run Python code.
    fn acquire(&self, poll: &AtomicU32);

    /// Lets others run: before anything that blocks, and at the thread's end.
    fn release(&self, poll: &AtomicU32);

    /// Hands over to the thread that waits longest and waits in turn; returns when the calling thread may run again.
    /// Called at a safepoint that finds [`DROP_REQUEST`], which it clears. Nobody waiting: returns at once.
    fn switch(&self, poll: &AtomicU32);

    /// Whether only one thread at a time passes.
    fn is_enabled(&self) -> bool;

    /// How long a waiter waits before it asks.
    fn interval(&self) -> Duration;

    /// Sets it, in whole microseconds and at least one; in force from the next wait on.
    fn set_interval(&self, interval: Duration);

    /// The counters.
    fn stats(&self) -> GateStats;

    /// Runs `fork` while nobody else is inside the gate. If it says that this is the child, the calling thread, which holds the gate,
    /// goes on holding it, and nobody waits: the others do not exist here.
    fn across_fork(&self, poll: &AtomicU32, fork: impl FnOnce() -> bool) -> bool;
}

// ── no lock ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// No lock: threads run in parallel.
#[derive(Debug, Default)]
pub struct Free;

const _: () = assert!(size_of::<Free>() == 0);

impl Gate for Free {
    const CAN_EXCLUDE: bool = false;

    fn new() -> Self {
        Free
    }

    #[inline(always)]
    fn acquire(&self, _poll: &AtomicU32) {}

    #[inline(always)]
    fn release(&self, _poll: &AtomicU32) {}

    #[inline(always)]
    fn switch(&self, _poll: &AtomicU32) {}

    #[inline(always)]
    fn is_enabled(&self) -> bool {
        false
    }

    fn interval(&self) -> Duration {
        DEFAULT_INTERVAL
    }

    fn set_interval(&self, _interval: Duration) {}

    fn stats(&self) -> GateStats {
        GateStats::default()
    }

    fn across_fork(&self, _poll: &AtomicU32, fork: impl FnOnce() -> bool) -> bool {
        fork()
    }
}

// ── the global lock ─────────────────────────────────────────────────────────────────────────────────────────────────

const LOCKED: u32 = 1;
const WAITER: u32 = 2;

/// A thread in the queue. Lives on its stack, inside [`Gil::wait_in_line`].
struct Waiter {
    wake: Condvar,
    poll: *const AtomicU32,
    /// When it came, in [`micros`].
    since: u64,
}

/// Everything that waiters share.
#[derive(Default)]
struct Line {
    waiters: VecDeque<NonNull<Waiter>>,
    forced: u64,
    waits: u64,
}

// SAFETY: the pointers lead to the stacks of threads that sleep while they are in the line, and are followed only under
// the mutex around the line, by whoever holds it.
unsafe impl Send for Line {}

/// The decisions that the lock's correctness hangs on. The loom models break one at a time and must then fail.
pub trait Tuning: Send + Sync + 'static {
    /// How a holder publishes its work where nobody waits.
    const LET_GO: Ordering = Ordering::Release;
    /// Whether a holder takes its safepoint word out before it lets go.
    const CLEARS_HOLDER: bool = true;
    /// Whether who lets go wakes the one who waits longest.
    const WAKES: bool = true;
}

/// What ships.
#[derive(Debug)]
pub struct Full;

impl Tuning for Full {}

/// The global lock.
pub type Gil = TunedGil<Full>;

/// See [`Gil`].
pub struct TunedGil<T> {
    state: AtomicU32,
    holder: AtomicPtr<AtomicU32>,
    /// The safepoint word's address of the last holder: an identity, never followed.
    last_holder: AtomicU64,
    switches: AtomicU64,
    interval_micros: AtomicU64,
    line: Mutex<Line>,
    tuning: PhantomData<T>,
}

impl<T: Tuning> TunedGil<T> {
    /// The locked bit has just become this thread's: notes who it is.
    #[inline(always)]
    fn entered(&self, poll: *const AtomicU32) {
        // Release: pairs with the acquire in `ask_holder`, which follows the pointer. The rest is relaxed: only holders
        // write it, and the lock orders them.
        self.holder.store(poll.cast_mut(), Ordering::Release);
        let me = poll.addr() as u64;
        if self.last_holder.load(Ordering::Relaxed) != me {
            self.last_holder.store(me, Ordering::Relaxed);
            self.switches.store(self.switches.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        }
    }

    #[cold]
    #[inline(never)]
    fn acquire_slow(&self, poll: &AtomicU32) {
        let _waiting = trace::during(State::WaitingForGil);
        let mut line = self.line.lock();
        line.waits += 1;
        // Acquire: pairs with the release of who let go on the fast path, whose `holder` then is not seen any more.
        let before = self.state.fetch_add(WAITER, Ordering::Acquire);
        if before & LOCKED == 0 && !self.first_is_due(&line) {
            // Free, or let go a moment ago for one that has not waited long and is not awake yet.
            self.state.fetch_add(LOCKED.wrapping_sub(WAITER), Ordering::Relaxed);
            self.entered(poll);
            return;
        }
        self.wait_in_line(line, poll);
    }

    /// Whether the longest waiter has a right to the lock before anyone else.
    fn first_is_due(&self, line: &Line) -> bool {
        let Some(first) = line.waiters.front() else { return false };
        // SAFETY: the waiter is in the line, so its thread is inside `wait_in_line`.
        let since = unsafe { first.as_ref() }.since;
        micros().saturating_sub(since) >= self.interval_micros.load(Ordering::Relaxed)
    }

    /// Queues up and sleeps until the lock is this thread's. It is already counted in the state.
    fn wait_in_line(&self, mut line: MutexGuard<'_, Line>, poll: &AtomicU32) {
        let waiter = Waiter { wake: Condvar::new(), poll, since: micros() };
        let this = NonNull::from(&waiter);
        line.waiters.push_back(this);
        loop {
            if !line.waiters.contains(&this) {
                // Who let go handed the lock over, and made the entries in this thread's name.
                return;
            }
            let first = line.waiters.front() == Some(&this);
            if first && self.state.load(Ordering::Relaxed) & LOCKED == 0 {
                line.waiters.pop_front();
                self.state.fetch_add(LOCKED.wrapping_sub(WAITER), Ordering::Relaxed);
                self.entered(poll);
                self.wake_first(&line);
                return;
            }
            if !first {
                // Only the first one keeps time, so that a long line does not wake again and again. Whoever becomes
                // the first is told.
                waiter.wake.wait(&mut line);
                continue;
            }
            let switches = self.switches.load(Ordering::Relaxed);
            let interval = Duration::from_micros(self.interval_micros.load(Ordering::Relaxed));
            let timed_out = waiter.wake.wait_for(&mut line, interval);
            // A holder that is new gets the whole interval. Nor was the lock handed to this thread meanwhile: that would
            // have been a switch.
            if timed_out && self.switches.load(Ordering::Relaxed) == switches {
                self.ask_holder(&line);
            }
        }
    }

    /// Sets the request in the holder's safepoint word. The caller is in the line.
    fn ask_holder(&self, _line: &MutexGuard<'_, Line>) {
        // Acquire: pairs with the release in `entered`.
        let holder = self.holder.load(Ordering::Acquire);
        if !holder.is_null() {
            // SAFETY: the module's second invariant. The caller waits and holds the mutex, so the thread that wrote
            // `holder` cannot have returned from `release`.
            unsafe { &*holder }.fetch_or(DROP_REQUEST, Ordering::Relaxed);
        }
    }

    /// Tells the longest waiter that it may have become the first, or that the lock is free.
    fn wake_first(&self, line: &MutexGuard<'_, Line>) {
        if let Some(first) = line.waiters.front() {
            // SAFETY: the waiter is in the line, so its thread is inside `wait_in_line`, and needs the mutex to leave.
            unsafe { first.as_ref() }.wake.notify_one();
        }
    }

    /// Makes the longest waiter the holder. The locked bit stays set; the caller was the holder.
    fn hand_over(&self, line: &mut MutexGuard<'_, Line>) {
        let first = line.waiters.pop_front().expect("the caller found a waiter under the same mutex");
        self.state.fetch_sub(WAITER, Ordering::Relaxed);
        // SAFETY: the waiter was in the line until now, and needs the mutex to leave `wait_in_line`.
        let first = unsafe { first.as_ref() };
        self.entered(first.poll);
        first.wake.notify_one();
        self.wake_first(line);
    }

    #[cold]
    #[inline(never)]
    fn release_slow(&self, poll: &AtomicU32) {
        let mut line = self.line.lock();
        poll.fetch_and(!DROP_REQUEST, Ordering::Relaxed);
        if self.first_is_due(&line) {
            self.hand_over(&mut line);
            return;
        }
        // Relaxed: somebody waits, so the lock is taken next under the mutex.
        self.state.fetch_sub(LOCKED, Ordering::Relaxed);
        if T::WAKES {
            self.wake_first(&line);
        }
    }
}

impl<T: Tuning> Gate for TunedGil<T> {
    const CAN_EXCLUDE: bool = true;

    fn new() -> Self {
        TunedGil {
            state: AtomicU32::new(0),
            holder: AtomicPtr::new(ptr::null_mut()),
            last_holder: AtomicU64::new(0),
            switches: AtomicU64::new(0),
            interval_micros: AtomicU64::new(DEFAULT_INTERVAL.as_micros() as u64),
            line: Mutex::new(Line::default()),
            tuning: PhantomData,
        }
    }

    #[inline]
    fn acquire(&self, poll: &AtomicU32) {
        // Acquire: pairs with the release of the holder before.
        if self.state.compare_exchange(0, LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok() {
            self.entered(poll);
        } else {
            self.acquire_slow(poll);
        }
    }

    #[inline]
    fn release(&self, poll: &AtomicU32) {
        if T::CLEARS_HOLDER {
            self.holder.store(ptr::null_mut(), Ordering::Relaxed);
        }
        // Release: pairs with the acquire of the next holder, and of a waiter that must not see `holder` any more.
        if self.state.compare_exchange(LOCKED, 0, T::LET_GO, Ordering::Relaxed).is_err() {
            self.release_slow(poll);
        }
    }

    #[cold]
    #[inline(never)]
    fn switch(&self, poll: &AtomicU32) {
        let mut line = self.line.lock();
        poll.fetch_and(!DROP_REQUEST, Ordering::Relaxed);
        if line.waiters.is_empty() {
            return;
        }
        line.forced += 1;
        line.waits += 1;
        self.state.fetch_add(WAITER, Ordering::Relaxed);
        self.hand_over(&mut line);
        let _waiting = trace::during(State::WaitingForGil);
        self.wait_in_line(line, poll);
    }

    fn is_enabled(&self) -> bool {
        true
    }

    fn interval(&self) -> Duration {
        Duration::from_micros(self.interval_micros.load(Ordering::Relaxed))
    }

    fn set_interval(&self, interval: Duration) {
        // Never zero, with which a waiter would spin; but loom's clock needs it.
        let least = u64::from(SIZES_ARE_REAL);
        let micros = u64::try_from(interval.as_micros()).unwrap_or(u64::MAX).max(least);
        self.interval_micros.store(micros, Ordering::Relaxed);
    }

    fn stats(&self) -> GateStats {
        let line = self.line.lock();
        GateStats { switches: self.switches.load(Ordering::Relaxed), forced: line.forced, waits: line.waits }
    }

    fn across_fork(&self, poll: &AtomicU32, fork: impl FnOnce() -> bool) -> bool {
        // Held by the thread that goes on, so it is free for the child.
        let mut line = self.line.lock();
        let is_child = fork();
        if is_child {
            // A waiter is counted before it has the mutex, so some of them may be in no line.
            line.waiters.clear();
            self.state.store(LOCKED, Ordering::Relaxed);
            poll.fetch_and(!DROP_REQUEST, Ordering::Relaxed);
        }
        is_child
    }
}

// ── decided at run time ─────────────────────────────────────────────────────────────────────────────────────────────

/// A gate of a free-threaded build: open, unless a lock was asked for at the start. Open, it remembers the interval for who asks.
pub struct Switchable(Option<Box<Gil>>, AtomicU64);

impl Gate for Switchable {
    const CAN_EXCLUDE: bool = true;

    /// Open.
    fn new() -> Self {
        Switchable(None, AtomicU64::new(DEFAULT_INTERVAL.as_micros() as u64))
    }

    fn with_lock(wanted: bool) -> Self {
        Switchable(wanted.then(|| Box::new(Gil::new())), Self::new().1)
    }

    #[inline]
    fn acquire(&self, poll: &AtomicU32) {
        if let Some(gil) = &self.0 {
            gil.acquire(poll);
        }
    }

    #[inline]
    fn release(&self, poll: &AtomicU32) {
        if let Some(gil) = &self.0 {
            gil.release(poll);
        }
    }

    #[inline]
    fn switch(&self, poll: &AtomicU32) {
        if let Some(gil) = &self.0 {
            gil.switch(poll);
        }
    }

    fn is_enabled(&self) -> bool {
        self.0.is_some()
    }

    fn interval(&self) -> Duration {
        match &self.0 {
            Some(gil) => gil.interval(),
            None => Duration::from_micros(self.1.load(Ordering::Relaxed)),
        }
    }

    fn set_interval(&self, interval: Duration) {
        match &self.0 {
            Some(gil) => gil.set_interval(interval),
            None => self.1.store(interval.as_micros().min(u128::from(u64::MAX)) as u64, Ordering::Relaxed),
        }
    }

    fn stats(&self) -> GateStats {
        self.0.as_ref().map_or_else(GateStats::default, |gil| gil.stats())
    }

    fn across_fork(&self, poll: &AtomicU32, fork: impl FnOnce() -> bool) -> bool {
        match &self.0 {
            Some(gil) => gil.across_fork(poll, fork),
            None => fork(),
        }
    }
}
