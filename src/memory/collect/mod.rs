//! The cycle collector: frees what only refers to itself (PEP 703, "Garbage Collection").
//!
//! Reference counting frees everything but cycles. The collector finds these by trial deletion: it walks the slabs (objects have no
//! links to one another), takes the counts of a set of objects, subtracts the references that the objects of the set hold,
//! and keeps what has references left and what that reaches. The rest refers only to itself.
//!
//! ```text
//! world stopped   queues are emptied · what certainly lives is marked, stopped threads helping · counts less references
//!                 · marking from outside
//!                 · the unreachable are held by one count each
//! world runs      weak references are cleared, callbacks and finalisers run (each once)
//! world stopped   has a finaliser brought something back?
//! world runs      the rest is cleared and let go: the ordinary destruction does what remains
//! ```
//!
//! Nothing is allocated from the visited heap while it is walked, no recursion follows references, and a collection that gets no
//! memory for its own lists is given up without harm. Under a global lock the world is stopped by holding it.

mod candidates;
mod clear;
mod generations;
mod inspect;
mod parallel;
mod roots;
mod space;
mod subtract;
pub mod trace;

pub use candidates::is_candidate;
pub use clear::is_tracked;
pub use generations::COUNT as GENERATIONS;
pub use inspect::{census, freeze, frozen, get_objects, get_referents, get_referrers, unfreeze};
pub use roots::for_each_stack_word;
pub use space::{Space, Table};

use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize};
use std::time::Instant;

use super::header::Header;
use super::refcount::{RefCount, Verdict};
use super::reference::{Ref, Slot};
use super::slab::Slab;
use super::word::Value;
use crate::config;
use crate::memory::audit::{Mode, audit, describe};
use crate::memory::{destroy, reclaim};
use crate::object::list::List;
use crate::runtime::{PyResult, Thread, report};
use crate::thread::mutex::Mutex;
use candidates::Candidates;
use generations::Policy;

/// The generation of objects that `gc.freeze()` has put aside. Smaller values are generations.
pub const FROZEN: u8 = 3;

/// `gc.DEBUG_STATS`: collections are told of on standard error.
const DEBUG_STATS: u32 = 1;
/// `gc.DEBUG_COLLECTABLE`: so is every unreachable object.
const DEBUG_COLLECTABLE: u32 = 2;
/// `gc.DEBUG_SAVEALL`: unreachable objects are kept in `gc.garbage`.
pub const DEBUG_SAVEALL: u32 = 32;

/// Heap size in bytes up to which `--audit` recounts before young collections.
const AUDIT_YOUNG: u64 = 16 << 20;
/// Collections from one recount to the next under `--stress-gc`.
const AUDIT_UNDER_STRESS: u64 = 64;

/// Figures of one generation, for `gc.get_stats()`.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Collections.
    pub collections: u64,
    /// Unreachable objects found and freed.
    pub collected: u64,
    /// Objects that could not be freed.
    pub uncollectable: u64,
    /// Longest collection in nanoseconds, finalisers included.
    pub longest: u64,
    /// All collections in nanoseconds.
    pub total: u64,
}

/// The collector's lines of `--stats`: name and number.
pub fn report(t: &Thread) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let mut all = Stats::default();
    for (generation, stats) in t.vm().collector.stats().into_iter().enumerate() {
        let _ = writeln!(text, "gc generation {generation} collections: {}", stats.collections);
        all.collected += stats.collected;
        all.longest = all.longest.max(stats.longest);
        all.total += stats.total;
    }
    let _ = writeln!(text, "gc objects freed: {}", all.collected);
    let _ = writeln!(text, "gc objects marked by stopped threads: {}", t.vm().collector.helped());
    let _ = writeln!(text, "gc longest pause, microseconds: {:.1}", all.longest as f64 / 1e3);
    let _ = writeln!(text, "gc total pause, microseconds: {:.1}", all.total as f64 / 1e3);
    text
}

/// State of the collector; part of the Vm. One thread collects at a time; what others read meanwhile is atomic.
pub struct Collector {
    enabled: AtomicBool,
    running: AtomicBool,
    /// Which thread it is that collects, while one does.
    collecting_thread: AtomicU32,
    policy: Policy,
    stats: Mutex<[Stats; GENERATIONS]>,
    debug: AtomicU32,
    /// Mismatches that recounts before collections have found; after the first ones there are no more recounts.
    faults: AtomicUsize,
    /// Objects that threads which stood still have followed.
    helped: AtomicUsize,
    /// `gc.callbacks`, made on first use.
    callbacks: Slot,
    /// `gc.garbage`, made on first use.
    garbage: Slot,
}

// SAFETY: the slab pointers that the policy keeps, under a mutex, live as long as the heap.
unsafe impl Sync for Collector {}
// SAFETY: as above.
unsafe impl Send for Collector {}

impl Default for Collector {
    fn default() -> Collector {
        Collector {
            enabled: AtomicBool::new(true),
            running: AtomicBool::new(false),
            collecting_thread: AtomicU32::new(0),
            policy: Policy::default(),
            stats: Default::default(),
            debug: AtomicU32::new(0),
            faults: AtomicUsize::new(0),
            helped: AtomicUsize::new(0),
            callbacks: Slot::empty(),
            garbage: Slot::empty(),
        }
    }
}

impl Collector {
    /// `gc.isenabled()`.
    pub fn is_enabled(&self) -> bool {
        self.enabled.load(Relaxed)
    }

    /// Is a collection under way?
    pub fn is_running(&self) -> bool {
        self.running.load(Relaxed)
    }

    /// In the child of a fork, of which `t` is the only thread: if another one was collecting, it is not here to end that.
    pub fn after_fork(&self, t: &Thread) {
        if !self.running.load(Relaxed) || self.collecting_thread.load(Relaxed) == t.id.0 {
            return;
        }
        candidates::acquit_all(t.heap());
        t.heap().set_collecting(false);
        self.running.store(false, Release);
    }

    /// `gc.enable()` and `gc.disable()`.
    pub fn set_enabled(&self, t: &Thread, on: bool) {
        self.enabled.store(on, Relaxed);
        self.arm(t);
    }

    /// `gc.get_threshold()`.
    pub fn thresholds(&self) -> [i32; GENERATIONS] {
        std::array::from_fn(|i| self.policy.thresholds[i].load(Relaxed))
    }

    /// `gc.set_threshold()`.
    pub fn set_thresholds(&self, t: &Thread, thresholds: [i32; GENERATIONS]) {
        for (cell, value) in self.policy.thresholds.iter().zip(thresholds) {
            cell.store(value, Relaxed);
        }
        self.arm(t);
    }

    /// `gc.get_count()`.
    pub fn counts(&self, t: &Thread) -> [i32; GENERATIONS] {
        [net_allocations(t).max(0), self.policy.counts[1].load(Relaxed), self.policy.counts[2].load(Relaxed)]
    }

    /// `gc.get_stats()`.
    pub fn stats(&self) -> [Stats; GENERATIONS] {
        *self.stats.lock()
    }

    /// `gc.get_debug()`.
    pub fn debug(&self) -> u32 {
        self.debug.load(Relaxed)
    }

    /// `gc.set_debug()`.
    pub fn set_debug(&self, flags: u32) {
        self.debug.store(flags, Relaxed);
    }

    /// `gc.callbacks`, a list.
    pub fn callbacks(&self, t: &Thread) -> PyResult {
        self.callbacks.get_or_make(|| t.new_list())
    }

    /// `gc.garbage`, a list.
    pub fn garbage(&self, t: &Thread) -> PyResult {
        self.garbage.get_or_make(|| t.new_list())
    }

    /// Lets go of the lists; when the Vm ends.
    pub fn release(&self) {
        drop(self.callbacks.take());
        drop(self.garbage.take());
    }

    /// Calls back with every reference held.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for slot in [&self.callbacks, &self.garbage] {
            if !slot.load().is_null() {
                visit(slot.load());
            }
        }
    }

    /// Tells every thread at which number of allocations to ask for a collection; also called for a new thread.
    pub fn arm(&self, t: &Thread) {
        let at = if self.enabled.load(Relaxed) { self.next_request(t) } else { i32::MAX };
        t.vm().threads.for_each(|_, thread| thread.base.collect_at.store(at, Relaxed));
    }

    /// Net allocations at which a thread asks for a collection.
    fn next_request(&self, t: &Thread) -> i32 {
        match t.vm().options.stress_gc {
            Some(n) => i32::try_from(n).unwrap_or(i32::MAX),
            None => self.policy.next_request(),
        }
    }

    /// `--audit`: recounts the heap before a collection. Before young ones only while the heap is small, and under `--stress-gc` not before
    /// each: a recount takes as long as a full collection.
    fn recount(&self, t: &Thread, generation: usize) {
        let number: u64 = self.stats.lock().iter().map(|s| s.collections).sum();
        let rarely = t.vm().options.stress_gc.is_some() && !number.is_multiple_of(AUDIT_UNDER_STRESS);
        if rarely || (generation + 1 < GENERATIONS && t.heap().bytes() > AUDIT_YOUNG) || self.faults.load(Relaxed) > 0 {
            return;
        }
        // The handler that came to the safepoint may hold references, which only a ledger knows.
        let mode = if config::STATS { Mode::now(t) } else { Mode::AtLeast };
        reclaim::settle(t);
        let found = t.with_world_stopped(|| audit(t, mode));
        self.faults.store(found.len(), Relaxed);
        for mismatch in found {
            eprintln!("audit: before collection {number}: {mismatch}");
        }
    }

    /// What the recounts before collections have found.
    pub fn faults(&self) -> usize {
        self.faults.load(Relaxed)
    }

    /// Objects followed by threads that stood still, in all collections so far.
    pub fn helped(&self) -> usize {
        self.helped.load(Relaxed)
    }

    fn note(&self, generation: usize, collected: usize, uncollectable: usize, nanoseconds: u64) {
        let mut all = self.stats.lock();
        let stats = &mut all[generation];
        stats.collections += 1;
        stats.collected += collected as u64;
        stats.uncollectable += uncollectable as u64;
        stats.longest = stats.longest.max(nanoseconds);
        stats.total += nanoseconds;
    }
}

/// Net allocations after which a thread asks again, at least, when it has asked too early.
const LEAST_MORE: i32 = 500;

/// Traced objects allocated less freed since the last collection, by all threads. (Under a global lock, whose generations follow
/// CPython's, the calling thread's only.)
fn net_allocations(t: &Thread) -> i32 {
    if !config::NOGIL {
        return t.base.net_allocations.load(Relaxed);
    }
    let mut net = 0i32;
    t.vm().threads.for_each(|_, thread| net = net.saturating_add(thread.base.net_allocations.load(Relaxed)));
    net
}

/// Serves a thread's request for a collection; at a safepoint.
pub fn on_request(t: &Thread) {
    let collector = &t.vm().collector;
    if config::UNCOUNTED || !collector.enabled.load(Relaxed) || collector.is_running() {
        collector.arm(t);
        return;
    }
    // The number may have changed since, as when the thread was new; and what counts is the sum of all threads.
    let (net, due) = (net_allocations(t), collector.next_request(t));
    if net < due {
        if config::NOGIL {
            let more = ((due - net) / 2).max(LEAST_MORE);
            let at = t.base.net_allocations.load(Relaxed).saturating_add(more);
            t.base.collect_at.store(at, Relaxed);
        } else {
            collector.arm(t);
        }
        return;
    }
    collect(t, collector.policy.due());
}

/// Collects a generation and those younger; 2 is the whole heap. Returns how many unreachable objects there were, as `gc.collect()`
/// does; 0 when a collection is under way.
pub fn collect(t: &Thread, generation: usize) -> usize {
    let collector = &t.vm().collector;
    if config::UNCOUNTED || collector.running.swap(true, Acquire) {
        return 0;
    }
    collector.collecting_thread.store(t.id.0, Relaxed);
    let generation = if config::WHOLE_HEAP_GC { GENERATIONS - 1 } else { generation.min(GENERATIONS - 1) };
    if t.vm().options.audit {
        collector.recount(t, generation);
    }
    tell(t, "start", generation, 0, 0);
    let tells = collector.debug.load(Relaxed) & DEBUG_STATS != 0;
    if tells {
        eprintln!("gc: collecting generation {generation}...");
    }
    let started = Instant::now();
    let recorded = crate::trace::during(crate::trace::State::Collecting);
    t.heap().set_collecting(true);
    let collected = run(t, collector, generation);
    t.heap().set_collecting(false);
    drop(recorded);
    let elapsed = started.elapsed().as_nanos().min(u128::from(u64::MAX)) as u64;
    if tells {
        eprintln!("gc: done, {collected} unreachable, 0 uncollectable, {:.4}s elapsed", elapsed as f64 / 1e9);
    }
    collector.note(generation, collected, 0, elapsed);
    collector.arm(t);
    tell(t, "stop", generation, collected, 0);
    collector.running.store(false, Release);
    collected
}

fn run(t: &Thread, collector: &Collector, generation: usize) -> usize {
    let whole = generation == GENERATIONS - 1;
    let mut dead = Vec::new();
    let searched = t.with_world_stopped(|| {
        empty_queues(t, &mut dead);
        let space = Space::new(slabs(t, collector, generation))?;
        let found = subtract::search(t, &space, generation as u8, whole)?;
        let duties = clear::hold(t, &space, &found.unreachable);
        collector.policy.collected(generation, found.survivors);
        if generation > 0 {
            // What survived in them is old now.
            collector.policy.middle.lock().clear();
        }
        t.vm().threads.for_each(|_, thread| thread.base.net_allocations.store(0, Relaxed));
        Some((space, duties, found.unreachable))
    });
    for object in dead {
        // SAFETY: the merge of its queue entry found the object dead.
        unsafe { destroy::destroy(&t.base, object) };
    }
    let Some((space, duties, unreachable)) = searched else {
        // No memory for the collector's lists. Asking again at once would fail again.
        t.base.net_allocations.store(0, Relaxed);
        return 0;
    };
    if collector.debug.load(Relaxed) & DEBUG_COLLECTABLE != 0 {
        unreachable.for_each(&space, |object| {
            if is_tracked(t, object) {
                let (class, _) = describe(t, object);
                eprintln!("gc: collectable <{class} {object:p}>");
            }
        });
    }
    if collector.debug.load(Relaxed) & DEBUG_SAVEALL != 0 {
        return keep_all(t, collector, &space, &unreachable);
    }
    if unreachable.is_empty() { 0 } else { clear::end(t, &space, duties, &unreachable) }
}

/// Merges what waits in the queues. Objects that are dead then are destroyed when the world runs again.
fn empty_queues(t: &Thread, dead: &mut Vec<*mut Header>) {
    let mut settle = |object: *mut Header| {
        // SAFETY: the entry owns a reference, and the world is stopped (I2, I4). What a thread outside the Vm let go may be dead already.
        let count = unsafe { &(*object).count };
        if count.count() <= 0 || count.merge(-1) == Verdict::Dead {
            dead.push(object);
        }
    };
    t.shared.queues.take_all_at_stop(|queued| settle(queued.0));
    t.shared.take_orphaned().into_iter().for_each(|queued| settle(queued.0));
}

/// The slabs that a collection looks at; none of atoms, which are part of no cycle.
fn slabs(t: &Thread, collector: &Collector, generation: usize) -> Vec<*const Slab> {
    if config::WHOLE_HEAP_GC {
        return traced_slabs(t);
    }
    // From lists, so that a young collection does not look at every slab of the heap.
    let mut slabs = t.heap().take_touched();
    t.vm().threads.for_each(|_, thread| slabs.append(&mut thread.base.local_heap.take_touched()));
    // SAFETY: slab heads stay as long as the heap.
    slabs.iter().for_each(|&slab| unsafe { &*slab }.touched.set(false));
    t.vm().threads.for_each(|_, thread| thread.base.local_heap.release_current());
    slabs.sort_unstable();
    slabs.dedup();
    // Now already, so that none is forgotten should the collection be given up.
    let mut middle = collector.policy.middle.lock();
    middle.extend_from_slice(&slabs);
    middle.sort_unstable();
    middle.dedup();
    match generation {
        0 => slabs,
        1 => middle.clone(),
        _ => traced_slabs(t),
    }
}

/// The whole heap; `None` without the memory for its directory.
pub fn whole_space(t: &Thread) -> Option<Space> {
    Space::new(all_slabs(t))
}

/// All slabs of the heap.
pub fn all_slabs(t: &Thread) -> Vec<*const Slab> {
    let mut slabs = Vec::new();
    t.heap().for_each_slab(|slab| slabs.push(std::ptr::from_ref(slab)));
    slabs
}

/// Those with objects that can hold references.
fn traced_slabs(t: &Thread) -> Vec<*const Slab> {
    let mut slabs = all_slabs(t);
    // SAFETY: slab heads stay as long as the heap.
    slabs.retain(|&slab| unsafe { &*slab }.is_traced());
    slabs
}

/// `gc.DEBUG_SAVEALL`: the unreachable objects go to `gc.garbage`.
fn keep_all(t: &Thread, collector: &Collector, space: &Space, unreachable: &Candidates) -> usize {
    let count = unreachable.len();
    let garbage = collector.garbage(t);
    unreachable.for_each(space, |object| {
        unreachable.remove(space, object);
        // SAFETY: the collector's count is handed to the list; that of a deferred object stays, and the list takes its own.
        let object = unsafe {
            if (*object).has(super::header::DEFERRED) {
                Ref::copy_of(Value::counted(object))
            } else {
                Ref::adopt(Value::counted(object))
            }
        };
        if let Ok(garbage) = &garbage
            && let Some(list) = garbage.downcast::<List>()
        {
            // Without memory the object is let go as before.
            let _ = list.push(t, object);
        }
    });
    count
}

/// Calls `gc.callbacks`.
fn tell(t: &Thread, phase: &str, generation: usize, collected: usize, uncollectable: usize) {
    let callbacks = match t.vm().collector.callbacks.get() {
        Some(list) => list.downcast::<List>().map(List::snapshot).unwrap_or_default(),
        None => return,
    };
    if callbacks.is_empty() {
        return;
    }
    let arguments = || -> PyResult<[Ref; 2]> {
        let info = t.new_dict()?;
        for (name, value) in [("generation", generation), ("collected", collected), ("uncollectable", uncollectable)] {
            t.dict_set_str(&info, name, t.int(value as i64)?)?;
        }
        Ok([t.str(phase)?, info])
    };
    for callback in callbacks {
        if let Err(raised) = arguments().and_then(|arguments| t.call(&callback, &arguments)) {
            report::unraisable(t, raised, "", Some(&callback));
        }
    }
}
