//! When to collect what: three generations under a global lock, the whole heap otherwise.
//!
//! A young collection looks only at slabs that were allocated from since the last one, and in them only at objects that
//! have not survived it. The oldest generation, and the whole heap, are collected only when what was added since is a
//! quarter of what survived the last time: then the total work stays proportional to the allocations.

use std::cell::{Cell, RefCell};

use crate::config;
use crate::memory::slab::Slab;

/// Generations.
pub const COUNT: usize = 3;

/// Numbers that the policy keeps; part of the [`super::Collector`].
pub struct Policy {
    /// `gc.set_threshold`.
    pub thresholds: [Cell<i32>; COUNT],
    /// Collections of the generation below since the last one of this; the first is the thread's net allocations.
    pub counts: [Cell<i32>; COUNT],
    /// Objects that became old since the last full collection.
    pub added: Cell<usize>,
    /// Objects that survived the last full collection.
    pub survivors: Cell<usize>,
    /// Slabs with objects of the middle generation.
    pub middle: RefCell<Vec<*const Slab>>,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            thresholds: [Cell::new(2000), Cell::new(10), Cell::new(10)],
            counts: Default::default(),
            added: Cell::new(0),
            survivors: Cell::new(0),
            middle: RefCell::default(),
        }
    }
}

impl Policy {
    /// Net allocations at which a thread asks for a collection.
    pub fn next_request(&self) -> i32 {
        let first = self.thresholds[0].get();
        if first <= 0 {
            return i32::MAX;
        }
        if config::WHOLE_HEAP_GC && self.thresholds[1].get() != 0 {
            let quarter = i32::try_from(self.survivors.get() / 4).unwrap_or(i32::MAX);
            return first.max(quarter).saturating_add(1);
        }
        first.saturating_add(1)
    }

    /// The generation to collect when `net` objects have been allocated.
    pub fn due(&self) -> usize {
        if config::WHOLE_HEAP_GC {
            return COUNT - 1;
        }
        let over = |i: usize| self.counts[i].get() > self.thresholds[i].get();
        if over(2) && self.added.get() >= self.survivors.get() / 4 {
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
            next.set(next.get().saturating_add(1));
        }
        self.counts[..=generation].iter().for_each(|count| count.set(0));
        match generation {
            0 => {}
            1 => self.added.set(self.added.get() + survivors),
            _ => {
                self.added.set(0);
                self.survivors.set(survivors);
            }
        }
    }
}
