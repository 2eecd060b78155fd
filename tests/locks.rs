//! The global lock and the object locks under real threads: they exclude, nobody starves, callbacks come in pairs.
//! What can happen in every interleaving is in `tests/loom.rs`; here are time, fairness and many threads.

#![allow(dead_code, unused_imports)]

#[path = "../src/thread/gate.rs"]
pub mod gate;
#[path = "../src/thread/heat.rs"]
pub mod heat;
#[path = "../src/thread/lock.rs"]
pub mod lock;
#[path = "../src/thread/safepoint.rs"]
pub mod safepoint;
#[path = "../src/memory/stats.rs"]
pub mod stats;
#[path = "../src/memory/sync.rs"]
pub mod sync;
#[path = "../src/trace/mod.rs"]
pub mod trace;

pub mod config {
    pub const STATS: bool = false;
}

pub mod memory {
    pub use crate::{stats, sync};
}

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use gate::{DEFAULT_INTERVAL, Free, Gate, GateStats, Gil, Switchable};
use lock::{NoLock, ObjectLock, ParkedLock, Parking, lock2, unlock2};
use safepoint::DROP_REQUEST;

/// A number that only the holder of some lock may change.
#[derive(Default)]
struct Guarded(UnsafeCell<u64>);

// SAFETY: every access is under the lock that the test is about.
unsafe impl Sync for Guarded {}

impl Guarded {
    fn add(&self) {
        // SAFETY: the caller holds the lock; if that does not exclude, the sum is wrong.
        unsafe { *self.0.get() += 1 };
    }

    fn get(&mut self) -> u64 {
        *self.0.get_mut()
    }
}

/// What a thread that runs bytecode does `steps` times: work, then poll.
fn run(gil: &impl Gate, steps: u32, mut work: impl FnMut()) {
    let poll = AtomicU32::new(0);
    gil.acquire(&poll);
    for _ in 0..steps {
        work();
        if poll.load(Relaxed) & DROP_REQUEST != 0 {
            gil.switch(&poll);
        }
    }
    gil.release(&poll);
    assert_eq!(poll.load(Relaxed), 0, "a request outlived its reason");
}

#[test]
fn gil_excludes() {
    let gil = Gil::new();
    gil.set_interval(Duration::from_micros(50));
    let mut sum = Guarded::default();
    std::thread::scope(|scope| {
        for thread in 0..6 {
            let (gil, sum) = (&gil, &sum);
            scope.spawn(move || {
                for _ in 0..200 {
                    run(gil, 500, || sum.add());
                    if thread % 2 == 0 {
                        std::thread::yield_now();
                    }
                }
            });
        }
    });
    assert_eq!(sum.get(), 6 * 200 * 500);
    assert!(gil.stats().switches >= 6);
}

/// Runs `threads` threads that never let go of their own accord until `time` is over; returns what each did.
fn compete(gil: &impl Gate, threads: usize, time: Duration) -> Vec<u64> {
    let stop = AtomicBool::new(false);
    let done: Vec<AtomicU64> = (0..threads).map(|_| AtomicU64::new(0)).collect();
    std::thread::scope(|scope| {
        for done in &done {
            let stop = &stop;
            scope.spawn(move || {
                let poll = AtomicU32::new(0);
                gil.acquire(&poll);
                while !stop.load(Relaxed) {
                    done.fetch_add(1, Relaxed);
                    if poll.load(Relaxed) & DROP_REQUEST != 0 {
                        gil.switch(&poll);
                    }
                }
                gil.release(&poll);
            });
        }
        std::thread::sleep(time);
        stop.store(true, Relaxed);
    });
    done.into_iter().map(AtomicU64::into_inner).collect()
}

#[test]
fn gil_is_shared_fairly() {
    let gil = Gil::new();
    gil.set_interval(Duration::from_millis(1));
    let done = compete(&gil, 4, Duration::from_millis(400));
    assert!(done.iter().all(|&steps| steps > 0), "a thread starved: {done:?}");
    let GateStats { switches, forced, waits } = gil.stats();
    assert!(forced >= 8, "{forced} forced switches in 400 intervals");
    assert!(switches >= forced && waits >= forced);
}

#[test]
fn gil_interval_sets_the_pace() {
    let forced = |interval| {
        let gil = Gil::new();
        gil.set_interval(interval);
        assert_eq!(gil.interval(), interval);
        let start = Instant::now();
        compete(&gil, 2, Duration::from_millis(300));
        (gil.stats().forced, start.elapsed().as_millis())
    };
    assert_eq!(Gil::new().interval(), DEFAULT_INTERVAL);
    assert_eq!(forced(Duration::from_secs(3600)).0, 0);
    let (slow, millis) = forced(Duration::from_millis(50));
    assert!(u128::from(slow) <= millis / 50, "{slow} switches in {millis} ms");
    assert!(forced(Duration::from_millis(1)).0 > slow);
}

/// A thread that blocks often gets its turns beside one that never lets go.
#[test]
fn gil_lets_a_blocking_thread_through() {
    let gil = Gil::new();
    gil.set_interval(Duration::from_millis(1));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let poll = AtomicU32::new(0);
            gil.acquire(&poll);
            while !stop.load(Relaxed) {
                if poll.load(Relaxed) & DROP_REQUEST != 0 {
                    gil.switch(&poll);
                }
            }
            gil.release(&poll);
        });
        let poll = AtomicU32::new(0);
        let start = Instant::now();
        for _ in 0..20 {
            gil.acquire(&poll);
            gil.release(&poll);
        }
        stop.store(true, Relaxed);
        assert!(start.elapsed() < Duration::from_secs(5));
    });
}

#[test]
fn gil_switch_without_waiters_returns() {
    let gil = Gil::new();
    let poll = AtomicU32::new(DROP_REQUEST);
    gil.acquire(&poll);
    gil.switch(&poll);
    assert_eq!(poll.load(Relaxed), 0);
    gil.release(&poll);
    assert_eq!(gil.stats(), GateStats { switches: 1, forced: 0, waits: 0 });
}

#[test]
fn gil_is_held_across_a_fork() {
    let gil = Gil::new();
    let poll = AtomicU32::new(DROP_REQUEST);
    gil.set_interval(Duration::from_millis(2));
    gil.acquire(&poll);
    assert!(!gil.across_fork(&poll, || false));
    assert_eq!(poll.load(Relaxed), DROP_REQUEST, "the parent goes on as before");
    assert!(gil.across_fork(&poll, || true));
    assert_eq!((poll.load(Relaxed), gil.interval()), (0, Duration::from_millis(2)));
    let sum = AtomicU64::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| run(&gil, 1, || sum.store(1, Relaxed)));
        std::thread::sleep(Duration::from_millis(10));
        assert_eq!(sum.load(Relaxed), 0, "the forking thread still holds it");
        gil.release(&poll);
    });
    assert_eq!(sum.load(Relaxed), 1);
}

#[test]
fn open_gates_do_nothing() {
    let poll = AtomicU32::new(DROP_REQUEST);
    let free = Free::new();
    free.acquire(&poll);
    free.acquire(&poll);
    free.switch(&poll);
    free.release(&poll);
    assert!(!free.is_enabled() && poll.load(Relaxed) == DROP_REQUEST);
    assert!(!Switchable::new().is_enabled() && Switchable::with_lock(true).is_enabled());
    let locked = Switchable::with_lock(true);
    locked.acquire(&poll);
    assert_eq!(locked.stats().switches, 1);
    locked.release(&poll);
}

// ── object locks ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Counts what a thread does around sleeping.
#[derive(Default)]
struct Counted {
    detached: AtomicU32,
    pairs: AtomicU32,
}

impl Parking for Counted {
    fn before_park(&self) {
        assert_eq!(self.detached.swap(1, Relaxed), 0);
    }

    fn after_unpark(&self) {
        assert_eq!(self.detached.swap(0, Relaxed), 1);
        self.pairs.fetch_add(1, Relaxed);
    }
}

fn excludes<L: ObjectLock>(threads: u64, rounds: u64) {
    let lock = L::default();
    let mut sum = Guarded::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let parking = Counted::default();
                for round in 0..rounds {
                    lock.lock(&parking);
                    sum.add();
                    if round % 1000 == 0 {
                        // Long enough that the others sleep.
                        std::thread::sleep(Duration::from_micros(200));
                    }
                    sum.add();
                    lock.unlock();
                    while !lock.try_lock() {
                        std::thread::yield_now();
                    }
                    sum.add();
                    lock.unlock();
                }
                assert_eq!(parking.detached.load(Relaxed), 0);
            });
        }
    });
    assert_eq!(sum.get(), 3 * threads * rounds);
    assert!(!lock.is_locked());
}

#[test]
fn locks_exclude() {
    excludes::<ParkedLock>(4, 5000);
    // Always handed over, and never.
    excludes::<ParkedLock<0>>(4, 2000);
    excludes::<ParkedLock<{ u64::MAX }>>(4, 5000);
}

/// A thread that locks again at once does not keep out one that sleeps.
#[test]
fn locks_are_fair() {
    let lock = ParkedLock::<1000>::default();
    let (stop, parking) = (AtomicBool::new(false), Counted::default());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Relaxed) {
                lock.lock(&());
                let start = Instant::now();
                while start.elapsed() < Duration::from_micros(300) {}
                lock.unlock();
            }
        });
        let start = Instant::now();
        for _ in 0..20 {
            std::thread::sleep(Duration::from_micros(500));
            lock.lock(&parking);
            lock.unlock();
        }
        stop.store(true, Relaxed);
        assert!(start.elapsed() < Duration::from_secs(5), "kept out for {:?}", start.elapsed());
    });
}

/// Each of many threads takes two of a few locks, named in any order; no pair waits for each other.
#[test]
fn two_locks_do_not_deadlock() {
    const LOCKS: usize = 3;
    let locks: [ParkedLock; LOCKS] = Default::default();
    let sums: [Guarded; LOCKS] = Default::default();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (locks, sums) = (&locks, &sums);
            scope.spawn(move || {
                for round in 0..5000 {
                    let (a, b) = ((thread + round) % LOCKS, (thread + round * 7 / 3) % LOCKS);
                    lock2(&locks[a], &locks[b], &());
                    sums[a].add();
                    sums[b].add();
                    unlock2(&locks[a], &locks[b]);
                }
            });
        }
    });
    assert_eq!(sums.into_iter().map(|mut sum| sum.get()).sum::<u64>(), 4 * 5000 * 2);
    assert!(locks.iter().all(|lock| !lock.is_locked()));
}

#[test]
fn no_lock_is_nothing() {
    let (a, b) = (NoLock, NoLock);
    lock2(&a, &b, &());
    a.lock(&());
    assert!(a.try_lock() && !a.is_locked());
    unlock2(&a, &b);
    assert_eq!((size_of::<NoLock>(), size_of::<ParkedLock>()), (0, 1));
    let stuck = ParkedLock::<1000>::default();
    stuck.lock(&());
    assert!(!stuck.try_lock());
    stuck.reset_after_fork();
    assert!(stuck.try_lock());
}
