//! Trial deletion: which objects have no references but from one another.

use super::trace::{
    AHEAD, ALIVE, Marker, OUTSIDE, Space, UNSEEN, candidate, has_references, is_candidate, prefetch, references,
    uncounted_references,
};
use super::{FROZEN, GENERATIONS, parallel, roots};
use crate::config;
use crate::memory::header::{self, Header};
use crate::memory::refcount::RefCount;
use crate::runtime::Thread;
use std::sync::atomic::Ordering;

/// What a search found.
pub struct Found {
    /// Objects that nothing outside of them refers to.
    pub unreachable: Vec<*mut Header>,
    /// Objects with references that stay.
    pub survivors: usize,
}

/// Finds the unreachable objects of the space. `oldest` is the oldest generation that is looked at; `whole` says that the space is the
/// whole heap, so that what is certainly alive can be marked first and is then passed over. `None` when memory is lacking.
///
/// The world is stopped, queues are empty.
pub fn search(t: &Thread, space: &mut Space, oldest: u8, whole: bool) -> Option<Found> {
    let heap = t.heap();
    let hooks = t.hooks;
    let mut marker = Marker::new(heap, hooks);
    let next = if config::WHOLE_HEAP_GC { 0 } else { (oldest + 1).min(GENERATIONS as u8 - 1) };
    marker.age = next;
    if whole {
        roots::mark_vm(t, space, &mut marker);
        roots::mark_stacks(t, space, &mut marker);
        let helped = parallel::follow(t, space, &mut marker)?;
        t.vm().collector.helped.fetch_add(helped, Ordering::Relaxed);
        marker.run(space);
    }

    // Candidates, each with its count.
    let mut candidates: Vec<*mut Header> = Vec::new();
    let mut uncounted: Vec<*mut Header> = Vec::new();
    // As many as there can be, so that the list need not move as it grows; only pages that are used cost anything.
    let mut failed = candidates.try_reserve_exact(space.used().saturating_sub(marker.marked)).is_err();
    space.for_each_with(UNSEEN, |object, word| {
        if failed {
            return;
        }
        *word = OUTSIDE;
        // SAFETY: carved blocks start with a header.
        let header = unsafe { &*object };
        let kind = header.kind();
        if kind == crate::memory::Kind::FREE || !has_references(heap, kind) {
            return;
        }
        let generation = header.gc.load(Ordering::Relaxed);
        header.grow_old(next);
        let deferred = header.has(header::DEFERRED);
        let count = header.count.count();
        let skip = header.is_immortal()
            || count <= 0 // being destroyed: what it still holds is counted, and nobody may look into it
            || generation == FROZEN
            || generation > oldest
            // A class can be younger than an instance whose reference to it is not counted.
            || (deferred && !whole);
        if skip {
            // What it refers to without counting it is nowhere in a count.
            if config::DEFERRED && whole {
                // SAFETY: the world is stopped, and the object whole.
                unsafe {
                    uncounted_references(heap, hooks, object, &mut |other| {
                        failed |= uncounted.try_reserve(1).is_err();
                        if !failed {
                            uncounted.push(other);
                        }
                    });
                }
            }
            return;
        }
        if candidates.len() == candidates.capacity() && candidates.try_reserve(candidates.len().max(1024)).is_err() {
            failed = true;
            return;
        }
        candidates.push(object);
        *word = candidate(count - i64::from(deferred));
    });
    if failed {
        return None;
    }

    // What other candidates explain is taken off.
    for (i, &object) in candidates.iter().enumerate() {
        if let Some(&ahead) = candidates.get(i + AHEAD) {
            prefetch(ahead);
        }
        // SAFETY: candidates are alive and whole.
        unsafe {
            references(heap, hooks, object, &mut |value| {
                if value.is_counted()
                    && let Some(word) = space.get_mut(value.address())
                    && is_candidate(*word)
                {
                    debug_assert!(*word > 1, "a reference that was not counted (I1)");
                    *word = (*word - 1).max(1);
                }
            });
        }
    }

    // The rest of the references come from outside, and keep what they reach.
    for object in uncounted {
        marker.mark(space, object);
    }
    for &object in &candidates {
        let word = space.get(object);
        if word > 1 && is_candidate(word) {
            marker.mark(space, object);
            marker.run(space);
        }
    }
    marker.run(space);
    let total = candidates.len();
    candidates.retain(|&object| space.get(object) != ALIVE);
    let survivors = if whole { marker.marked } else { total - candidates.len() };
    Some(Found { unreachable: candidates, survivors })
}

/// Which of these objects, all held by one count of the collector, are reachable again after finalisers have run? They are marked
/// `ALIVE` in the space, the others stay candidates.
pub fn search_again(t: &Thread, space: &mut Space, objects: &[*mut Header]) {
    let heap = t.heap();
    let hooks = t.hooks;
    space.fill(OUTSIDE);
    let mut classes = false;
    for &object in objects {
        // SAFETY: the collector holds the objects.
        let header = unsafe { &*object };
        classes |= header.has(header::DEFERRED);
        if let Some(word) = space.get_mut(object) {
            *word = candidate(header.count.count() - 1);
        }
    }
    for &object in objects {
        // SAFETY: as above; the world is stopped again.
        unsafe {
            references(heap, hooks, object, &mut |value| {
                if value.is_counted()
                    && let Some(word) = space.get_mut(value.address())
                    && is_candidate(*word)
                {
                    *word = (*word - 1).max(1);
                }
            });
        }
    }
    let mut marker = Marker::new(heap, hooks);
    if config::DEFERRED {
        roots::mark_stacks(t, space, &mut marker);
    }
    if config::DEFERRED && classes {
        // Finalisers may have made objects that refer to them without counting them.
        heap.for_each_object(|object| {
            if !is_candidate(space.get(object)) {
                // SAFETY: the walk passes live blocks; the world is stopped.
                unsafe { uncounted_references(heap, hooks, object, &mut |other| marker.mark(space, other)) };
            }
        });
    }
    for &object in objects {
        let word = space.get(object);
        if word > 1 && is_candidate(word) {
            marker.mark(space, object);
        }
    }
    marker.run(space);
}
