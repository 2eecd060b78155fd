//! The std/loom facade: the only file that knows `cfg(loom)`.
//!
//! Everything under `memory/` and `thread/` that races takes its atomics, mutexes and parking from here, so that the
//! models in `tests/loom.rs` run the code that ships. Outside loom the names are std's and parking_lot_core's own and
//! cost nothing.
//!
//! Must never do: offer anything the shipped build does not use.

#[cfg(loom)]
use loom::sync as imp;
#[cfg(not(loom))]
use std::sync as imp;

pub use imp::atomic::{AtomicPtr, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};

/// Whether atomics have their machine size. loom's carry a history, so size asserts are checked only when this holds.
pub const SIZES_ARE_REAL: bool = cfg!(not(loom));

/// Gives the processor to another thread.
pub fn yield_now() {
    #[cfg(loom)]
    loom::thread::yield_now();
    #[cfg(not(loom))]
    std::thread::yield_now();
}

/// A mutex without poisoning.
///
/// A mutex whose holder panicked is taken over: the data guarded by this crate's mutexes is whole at every point where
/// a panic can arise.
#[derive(Debug, Default)]
pub struct Mutex<T>(imp::Mutex<T>);

/// Exclusive access to what a [`Mutex`] guards, until dropped.
///
/// The inner guard is absent only inside [`Condvar::wait`], which takes it by value.
#[derive(Debug)]
#[allow(dead_code)] // read by the models' waits only
pub struct MutexGuard<'a, T>(Option<imp::MutexGuard<'a, T>>, &'a Mutex<T>);

impl<T> Mutex<T> {
    /// A free mutex around `value`.
    pub fn new(value: T) -> Self {
        Mutex(imp::Mutex::new(value))
    }

    /// The contents, without locking: whoever has `&mut` is alone.
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(|poison| poison.into_inner())
    }

    /// The mutex if it is free.
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        match self.0.try_lock() {
            Ok(guard) => Some(MutexGuard(Some(guard), self)),
            Err(std::sync::TryLockError::Poisoned(poison)) => Some(MutexGuard(Some(poison.into_inner()), self)),
            Err(std::sync::TryLockError::WouldBlock) => None,
        }
    }

    /// Waits for the mutex.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        MutexGuard(Some(self.0.lock().unwrap_or_else(|poison| poison.into_inner())), self)
    }
}

impl<T> std::ops::Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect("the guard is absent only while its thread waits")
    }
}

impl<T> std::ops::DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_mut().expect("the guard is absent only while its thread waits")
    }
}

/// A condition variable for [`Mutex`].
///
/// Who notifies has held the mutex since the change that it tells of. So whoever slept before is counted, which is seen
/// through the mutex, and where nobody sleeps no system call is made.
#[derive(Debug, Default)]
pub struct Condvar {
    inner: imp::Condvar,
    /// Threads that sleep; written under the mutex.
    asleep: AtomicU32,
}

impl Condvar {
    /// A condition nobody waits for.
    pub fn new() -> Self {
        Condvar { inner: imp::Condvar::new(), asleep: AtomicU32::new(0) }
    }

    /// Releases the mutex, waits for a notification (or a spurious return), takes the mutex again.
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        let inner = guard.0.take().expect("the guard is absent only while its thread waits");
        self.asleep.fetch_add(1, Ordering::Relaxed);
        guard.0 = Some(self.inner.wait(inner).unwrap_or_else(|poison| poison.into_inner()));
        self.asleep.fetch_sub(1, Ordering::Relaxed);
    }

    /// As [`Condvar::wait`], for at most `limit`; tells whether the time ran out.
    ///
    /// loom has no clock: under it a zero `limit` always runs out and any other one never does.
    #[cfg(not(loom))]
    pub fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, limit: std::time::Duration) -> bool {
        let inner = guard.0.take().expect("the guard is absent only while its thread waits");
        self.asleep.fetch_add(1, Ordering::Relaxed);
        let (inner, result) = self.inner.wait_timeout(inner, limit).unwrap_or_else(|poison| poison.into_inner());
        self.asleep.fetch_sub(1, Ordering::Relaxed);
        guard.0 = Some(inner);
        result.timed_out()
    }

    /// As [`Condvar::wait`], for at most `limit`; tells whether the time ran out.
    ///
    /// loom has no clock: under it a zero `limit` always runs out and any other one never does.
    #[cfg(loom)]
    pub fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, limit: std::time::Duration) -> bool {
        if !limit.is_zero() {
            self.wait(guard);
            return false;
        }
        drop(guard.0.take());
        yield_now();
        guard.0 = guard.1.lock().0.take();
        true
    }

    /// Wakes one waiter, if there is one.
    pub fn notify_one(&self) {
        if self.asleep.load(Ordering::Relaxed) > 0 {
            self.inner.notify_one();
        }
    }

    /// Wakes every waiter.
    pub fn notify_all(&self) {
        if self.asleep.load(Ordering::Relaxed) > 0 {
            self.inner.notify_all();
        }
    }
}

/// Microseconds since this process first asked. Under loom, where executions must repeat exactly, each call is one.
pub fn micros() -> u64 {
    #[cfg(loom)]
    {
        use std::sync::atomic::AtomicU64 as Unmodelled;
        loom::lazy_static! {
            static ref CALLS: Unmodelled = Unmodelled::new(0);
        }
        CALLS.fetch_add(1, Ordering::Relaxed)
    }
    #[cfg(not(loom))]
    {
        static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
        u64::try_from(START.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

pub mod parking {
    //! Threads asleep in a queue that is found by the address they wait for: parking_lot_core, or a model of it.

    /// Sleeps until [`unpark_first`] of `address` picks this thread; the answer is what its `decide` returned.
    ///
    /// `still_wanted` runs under the queue's lock: when it says no, the thread does not sleep and the answer is `None`.
    /// `since` is a number for `decide` to judge by. Neither closure may park, unpark or panic.
    #[cfg(not(loom))]
    pub fn park(address: usize, still_wanted: impl FnOnce() -> bool, since: u64) -> Option<bool> {
        use parking_lot_core::{ParkResult, ParkToken};
        // A token is one word; where that is 32 bits the cut only makes `decide` see a smaller number.
        let token = ParkToken(since as usize);
        // SAFETY: `address` is that of a live lock byte, which nothing else uses as a parking key; the closures
        // neither park nor panic, which the callers in `thread/lock.rs` uphold.
        let result = unsafe { parking_lot_core::park(address, still_wanted, || {}, |_, _| {}, token, None) };
        match result {
            ParkResult::Unparked(token) => Some(token.0 == 1),
            ParkResult::Invalid => None,
            ParkResult::TimedOut => unreachable!("no time limit was given"),
        }
    }

    /// Wakes the thread that sleeps longest on `address`.
    ///
    /// `decide` runs under the queue's lock with that thread's `since`, or `None` if nobody sleeps there, and whether
    /// more threads sleep; what it returns is handed to the thread. It may not park, unpark or panic.
    #[cfg(not(loom))]
    pub fn unpark_first(address: usize, decide: impl FnOnce(Option<u64>, bool) -> bool) {
        use parking_lot_core::{FilterOp, UnparkToken};
        let first = std::cell::Cell::new(None);
        // SAFETY: as in `park`: the address is a live lock byte's and the closures keep to the rule.
        unsafe {
            parking_lot_core::unpark_filter(
                address,
                |token| {
                    if first.get().is_some() {
                        return FilterOp::Stop;
                    }
                    first.set(Some(token.0 as u64));
                    FilterOp::Unpark
                },
                |result| UnparkToken(usize::from(decide(first.get(), result.have_more_threads))),
            );
        }
    }

    #[cfg(loom)]
    mod model {
        use loom::sync::{Condvar, Mutex};

        pub struct Sleeper {
            pub address: usize,
            pub since: u64,
            pub number: u64,
        }

        #[derive(Default)]
        pub struct Lot {
            pub sleepers: Vec<Sleeper>,
            pub woken: Vec<(u64, bool)>,
            pub next: u64,
        }

        loom::lazy_static! {
            pub static ref LOT: (Mutex<Lot>, Condvar) = (Mutex::new(Lot::default()), Condvar::new());
        }
    }

    /// As in the shipped build, over one queue with one condition variable.
    #[cfg(loom)]
    pub fn park(address: usize, still_wanted: impl FnOnce() -> bool, since: u64) -> Option<bool> {
        let mut lot = model::LOT.0.lock().expect("models do not go on after a panic");
        if !still_wanted() {
            return None;
        }
        let number = lot.next;
        lot.next += 1;
        lot.sleepers.push(model::Sleeper { address, since, number });
        loop {
            lot = model::LOT.1.wait(lot).expect("models do not go on after a panic");
            if let Some(found) = lot.woken.iter().position(|&(woken, _)| woken == number) {
                return Some(lot.woken.swap_remove(found).1);
            }
        }
    }

    /// As in the shipped build, over one queue with one condition variable.
    #[cfg(loom)]
    pub fn unpark_first(address: usize, decide: impl FnOnce(Option<u64>, bool) -> bool) {
        let mut lot = model::LOT.0.lock().expect("models do not go on after a panic");
        let first = lot.sleepers.iter().position(|sleeper| sleeper.address == address);
        match first {
            None => {
                decide(None, false);
            }
            Some(first) => {
                let sleeper = lot.sleepers.remove(first);
                let more = lot.sleepers.iter().any(|other| other.address == address);
                let answer = decide(Some(sleeper.since), more);
                lot.woken.push((sleeper.number, answer));
                model::LOT.1.notify_all();
            }
        }
    }
}
