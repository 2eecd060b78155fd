//! Models of everything in `memory/` and `thread/` that races, run by loom over all interleavings and all values that
//! the memory orderings allow. Run with
//! `RUSTFLAGS="--cfg loom" cargo test --release --test loom`; without that this file is empty.
//!
//! Models have partners in which one decision is undone (an ordering, a recheck, the order of two writes); there loom must find the
//! failure. So a passing model is known to be able to fail.
//!
//! The sources are included by path: they are what is modelled, the interpreter is not. What is destroyed, and what is
//! read, goes through an `UnsafeCell` of loom's, which reports accesses that are not ordered.

#![cfg(loom)]
#![allow(dead_code, unused_imports)]

#[path = "../../src/thread/baton.rs"]
pub mod baton;
#[path = "../../src/thread/gate.rs"]
pub mod gate;
#[path = "../../src/thread/heat.rs"]
pub mod heat;
#[path = "../../src/thread/lock.rs"]
pub mod lock;
#[path = "../../src/thread/pause.rs"]
pub mod pause;
#[path = "../../src/memory/refcount/mod.rs"]
pub mod refcount;
#[path = "../../src/memory/slab/remote.rs"]
pub mod remote;
#[path = "../../src/thread/safepoint.rs"]
pub mod safepoint;
#[path = "../../src/memory/stats.rs"]
pub mod stats;
#[path = "../../src/memory/sync.rs"]
pub mod sync;
#[path = "../../src/trace/mod.rs"]
pub mod trace;

pub mod config {
    pub const STATS: bool = false;
}

pub mod memory {
    pub use crate::{stats, sync};

    /// Stands for the header of an object.
    pub struct Header;
}

mod batons;
mod counts;
mod gil;
mod lists;
mod locks;
mod private;
mod queues;
mod slabs;
mod stops;

use std::time::Duration;

use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicU32, AtomicUsize, Ordering, Ordering::*};
use loom::sync::{Arc, Mutex};
use loom::thread;

use gate::{Gate, TunedGil};
use lock::{ObjectLock, ParkedLock, lock2, unlock2};
use refcount::merge::{MergeQueues, Push, QueueOwner};
use refcount::{Atomic, Biased, Full, OwnerId, Plain, RefCount, Tuning, Verdict};
use remote::RemoteList;

const A: OwnerId = OwnerId(1);
const B: OwnerId = OwnerId(2);
const C: OwnerId = OwnerId(3);

/// Runs `f` in all executions with at most `switches` involuntary switches of threads.
fn model(switches: usize, f: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(switches);
    builder.max_branches = 10_000;
    builder.check(f);
}

/// Runs an ignored test of this program in a process of its own, and asserts that loom finds a deadlock there, which ends the process.
fn assert_deadlocks(test: &str) {
    let program = std::env::current_exe().expect("a running program has a path");
    let run = std::process::Command::new(program)
        .args(["--exact", test, "--ignored", "--nocapture"])
        .output()
        .expect("this program can be run");
    assert!(!run.status.success(), "{test} did not fail");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("deadlock"), "{test} failed otherwise: {said}");
}

/// Partners of models: each implements a trait of decisions with one of them changed.
macro_rules! partners {
    ($trait:path: $($name:ident { $constant:ident: $type:ty = $value:expr })*) => {
        $(struct $name;
        impl $trait for $name {
            const $constant: $type = $value;
        })*
    };
}
use partners;

partners! {
    Tuning:
    GivesUpRelaxed { GIVE_UP: Ordering = Relaxed }
    OwnerLooksRelaxed { OWNER_LOOKS: Ordering = Relaxed }
    AppearsRelaxed { APPEAR: Ordering = Relaxed }
    OwnerClearedLate { OWNER_CLEARED_FIRST: bool = false }
    QuickDeathAlways { QUICK_DEATH_NEEDS_DEFAULT: bool = false }
    SmallLimit { IMMORTAL_FROM: u32 = 3 }
}

/// A block of the heap: a count that outlives the object, what the object holds, and how often it was destroyed.
struct Block<R> {
    count: R,
    content: UnsafeCell<u32>,
    destroyed: AtomicUsize,
}

impl<R: RefCount> Block<R> {
    fn new(me: OwnerId) -> Arc<Self> {
        Arc::new(Block { count: R::new(me), content: UnsafeCell::new(7), destroyed: AtomicUsize::new(0) })
    }

    /// Reads what the object holds, which only holders of a reference may.
    fn look(&self) -> u32 {
        // SAFETY: loom reports it if a destruction is not ordered with this.
        self.content.with(|content| unsafe { *content })
    }

    fn destroy(&self) {
        // SAFETY: loom reports it if a read or another destruction is not ordered with this.
        self.content.with_mut(|content| unsafe { *content = 0 });
        assert_eq!(self.destroyed.fetch_add(1, Relaxed), 0, "destroyed twice");
    }

    /// Gives up a reference where there is no queue.
    fn dec(&self, me: OwnerId) {
        match self.count.dec(me) {
            Verdict::Alive => {}
            Verdict::Dead => self.destroy(),
            Verdict::Queued => unreachable!("this model has no queue"),
        }
    }

    /// Gives up a reference, through the owner's queue if it has to be.
    fn give_up(&self, me: OwnerId, queues: &MergeQueues<u32>) {
        match self.count.dec(me) {
            Verdict::Alive => {}
            Verdict::Dead => self.destroy(),
            Verdict::Queued => match queues.push(self.count.owner(), 1) {
                Push::Pushed => {}
                Push::OwnerGone => self.settle(),
                Push::NoMemory => unreachable!("one word can be allocated"),
            },
        }
    }

    fn settle(&self) {
        if self.count.merge(-1) == Verdict::Dead {
            self.destroy();
        }
    }

    fn assert_destroyed(&self) {
        assert_eq!((self.destroyed.load(Relaxed), self.count.count()), (1, 0), "not destroyed once");
    }
}
