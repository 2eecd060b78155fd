//! When to collect what: three generations under a global lock, the whole heap otherwise.
//!
//! A young collection looks only at slabs that were allocated from since the last one, and in them only at objects that
//! have not survived it. The oldest generation, and the whole heap, are collected only when what was added since is 26 % of what survived
//! the last time: then the total work stays proportional to the allocations. Not a quarter: with this fraction, the cube root of two less
//! one, a heap that grows doubles in just three collections, so that twice the growth is twice the work wherever it ends; in steps
//! of a quarter it is three or four of them.

use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::Relaxed};

use crate::config;
use crate::memory::slab::Slab;
use crate::thread::mutex::Mutex;

/// What may be added before the oldest generation or the whole heap is collected again, to so many survivors.
fn allowance(survivors: usize) -> usize {
    survivors / 100 * 26 + survivors % 100 * 26 / 100
}

/// Generations.
pub const COUNT: usize = 3;

/// Numbers that the policy keeps; part of the [`super::Collector`]. Written by the thread that collects and by `gc.set_threshold`; relaxed
/// throughout, as nothing but the moment of the next collection hangs on them.
pub struct Policy {
    /// `gc.set_threshold`.
    pub thresholds: [AtomicI32; COUNT],
    /// Collections of the generation below since the last one of this; the first is the thread's net allocations.
    pub counts: [AtomicI32; COUNT],
    /// Objects that became old since the last full collection.
    pub added: AtomicUsize,
    /// Objects that survived the last full collection.
    pub survivors: AtomicUsize,
    /// Slabs with objects of the middle generation.
    pub middle: Mutex<Vec<*const Slab>>,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            thresholds: [AtomicI32::new(2000), AtomicI32::new(10), AtomicI32::new(10)],
            counts: Default::default(),
            added: AtomicUsize::new(0),
            survivors: AtomicUsize::new(0),
            middle: Mutex::default(),
        }
    }
}

impl Policy {
    /// Net allocations at which a thread asks for a collection.
    pub fn next_request(&self) -> i32 {
        let first = self.thresholds[0].load(Relaxed);
        if first <= 0 {
            return i32::MAX;
        }
        if config::WHOLE_HEAP_GC && self.thresholds[1].load(Relaxed) != 0 {
            let allowance = i32::try_from(allowance(self.survivors.load(Relaxed))).unwrap_or(i32::MAX);
            return first.max(allowance).saturating_add(1);
        }
        first.saturating_add(1)
    }

    /// The generation to collect when `net` objects have been allocated.
    pub fn due(&self) -> usize {
        if config::WHOLE_HEAP_GC {
            return COUNT - 1;
        }
        let over = |i: usize| self.counts[i].load(Relaxed) > self.thresholds[i].load(Relaxed);
        if over(2) && self.added.load(Relaxed) >= allowance(self.survivors.load(Relaxed)) {
            2
        } else if over(1) {
            1
        } else {
            0
        }
    }

    /// Notes a collection of `generation` that `survivors` objects survived.
    pub fn collected(&self, generation: usize, survivors: usize) {
        if generation + 1 < COUNT {
            let next = &self.counts[generation + 1];
            next.store(next.load(Relaxed).saturating_add(1), Relaxed);
        }
        self.counts[..=generation].iter().for_each(|count| count.store(0, Relaxed));
        match generation {
            0 => {}
            1 => self.added.store(self.added.load(Relaxed) + survivors, Relaxed),
            _ => {
                self.added.store(0, Relaxed);
                self.survivors.store(survivors, Relaxed);
            }
        }
    }
}
