//! Reclamation: when memory that other threads may still be reading is freed.
//!
//! Without a global lock a reader follows a pointer that a writer replaces at the same moment. Object blocks are
//! type-stable, so looking at them is always allowed; buffers (items of lists, tables of dicts, values of instances,
//! lookups of classes) are not. They are *retired*: freed when every thread has passed a safepoint since, as told by the epochs of
//! crossbeam-epoch. A thread is pinned while it is attached; a safepoint at which [`safepoint::EPOCH`] is set pins it anew.
//!
//! **Invariants.**
//! - Pinned exactly while attached, by one guard: a thread that blocks holds nothing back.
//! - What has been retired is not reachable any more for who pins afterwards.
//! - Things that own references ripen only: their destructors run Python code, so a thread drops them at a safepoint.
//!
//! Memory stays bounded: a thread that has retired [`FLUSH_BYTES`] asks all others to pass an epoch. What a dying thread has
//! retired goes to the others with its handle. A Vm with one thread frees at once: nobody else can be reading.
//!
//! Under a global lock nothing of this is used.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crossbeam_epoch::{Collector, Guard, LocalHandle};
use parking_lot::Mutex;

use crate::config;
use crate::memory::stats;
use crate::thread::safepoint;
use crate::thread::state::ThreadBase;

/// Retired bytes after which a thread asks all others to pass an epoch.
const FLUSH_BYTES: usize = 1 << 20;
/// What a retired thing that is not a buffer counts for, in bytes.
const THING_BYTES: usize = 1 << 10;
/// Epochs from the retirement to the freeing, and one for the bag that is being filled.
const ROUNDS: u32 = 3;

/// Something retired that owns references.
struct Thing(#[allow(dead_code)] Box<dyn Any>);

// SAFETY: handed from thread to thread as a whole; what it owns are counted references, which any attached thread may drop.
unsafe impl Send for Thing {}

/// Things whose epoch has passed.
#[derive(Default)]
struct Ripe {
    things: Mutex<Vec<Thing>>,
    any: AtomicBool,
    /// How many have been retired and are not ripe yet.
    green: AtomicUsize,
}

/// What the threads of a Vm share.
pub struct Reclaim {
    /// None under a global lock.
    collector: Option<Collector>,
    ripe: Arc<Ripe>,
}

impl Reclaim {
    /// Nothing retired.
    pub fn new() -> Reclaim {
        Reclaim { collector: config::NOGIL.then(Collector::new), ripe: Arc::default() }
    }
}

impl Default for Reclaim {
    fn default() -> Reclaim {
        Reclaim::new()
    }
}

/// A thread's part; in its state.
pub struct Local {
    /// None under a global lock.
    handle: Option<LocalHandle>,
    guard: RefCell<Option<Guard>>,
    /// Bytes retired since others were asked.
    retired: Cell<usize>,
}

impl Local {
    /// Not pinned.
    pub fn new(reclaim: &Reclaim) -> Local {
        let handle = reclaim.collector.as_ref().map(Collector::register);
        Local { handle, guard: RefCell::new(None), retired: Cell::new(0) }
    }

    /// From now on nothing is freed that this thread may find.
    #[inline]
    pub fn pin(&self) {
        *self.guard.borrow_mut() = self.handle.as_ref().map(LocalHandle::pin);
    }

    /// This thread looks at nothing any more.
    #[inline]
    pub fn unpin(&self) {
        drop(self.guard.borrow_mut().take());
    }

    /// Passes so many epochs that what was retired before is freed, or some bags of it, unless others hold that back.
    fn pass(&self) {
        for _ in 0..ROUNDS {
            if let Some(guard) = self.guard.borrow_mut().as_mut() {
                guard.repin();
                guard.flush();
            }
        }
    }
}

/// Frees `bytes` of memory by `free` when no reader can be looking at them.
///
/// # Safety
/// `free` may be called by any thread of the process, and nothing finds the memory any more.
pub unsafe fn retire(t: &ThreadBase, bytes: usize, free: impl FnOnce() + 'static) {
    let mut guard = t.epoch.guard.borrow_mut();
    match guard.as_mut() {
        // SAFETY: the caller's.
        Some(guard) => unsafe { guard.defer_unchecked(free) },
        None => return free(),
    }
    drop(guard);
    note(t, bytes);
}

/// Drops a thing that owns references when no reader can be looking at it: at once if there is only one thread.
pub fn retire_thing<T: 'static>(t: &ThreadBase, thing: T) {
    if !config::NOGIL || t.shared.world.is_lonely() {
        return drop(thing);
    }
    let ripe = Arc::clone(&t.shared.reclaim.ripe);
    ripe.green.fetch_add(1, Ordering::Relaxed);
    let thing = Thing(Box::new(thing));
    // SAFETY: the closure only moves the thing to a list, which any thread may do.
    unsafe {
        retire(t, THING_BYTES, move || {
            ripe.things.lock().push(thing);
            ripe.any.store(true, Ordering::Release);
            ripe.green.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

fn note(t: &ThreadBase, bytes: usize) {
    stats::count_many(stats::Event::RetiredBytes, bytes as u64);
    let retired = t.epoch.retired.get() + bytes;
    t.epoch.retired.set(retired);
    if retired >= FLUSH_BYTES {
        t.epoch.retired.set(0);
        t.shared.world.ask_all(safepoint::EPOCH);
    }
}

/// Passes an epoch, frees what can be freed and drops what is ripe; at a safepoint.
#[cold]
pub fn pass(t: &ThreadBase) {
    t.epoch.pass();
    drop_ripe(t);
}

/// Drops what is ripe.
fn drop_ripe(t: &ThreadBase) {
    let ripe = &t.shared.reclaim.ripe;
    if ripe.any.swap(false, Ordering::Acquire) {
        let things = std::mem::take(&mut *ripe.things.lock());
        drop(things);
    }
}

/// Is anything retired that owns references?
pub fn owns_any(t: &ThreadBase) -> bool {
    let ripe = &t.shared.reclaim.ripe;
    config::NOGIL && (ripe.green.load(Ordering::Relaxed) > 0 || ripe.any.load(Ordering::Relaxed))
}

/// As [`pass_all`], by a thread that others run beside: they stand still for the first part. For the auditor, who wants every count explained.
pub fn settle(t: &crate::runtime::Thread) {
    if config::NOGIL {
        t.with_world_stopped(|| ripen(&t.base));
        drop_ripe(&t.base);
    }
}

/// Passes epochs until every thing that is retired is ripe; nobody else is pinned.
fn ripen(t: &ThreadBase) {
    let ripe = &t.shared.reclaim.ripe;
    let mut rounds = 16 + ripe.green.load(Ordering::Relaxed);
    while rounds > 0 && ripe.green.load(Ordering::Relaxed) > 0 {
        t.epoch.pass();
        rounds -= 1;
    }
}

/// Drops every thing that is retired, and what is retired by that; by the only thread that runs. Buffers follow in time.
pub fn pass_all(t: &ThreadBase) {
    for _ in 0..ROUNDS {
        if owns_any(t) {
            ripen(t);
            drop_ripe(t);
        }
    }
}
