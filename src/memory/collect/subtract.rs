//! Trial deletion: which objects have no references but from one another.

use super::candidates::{Candidates, is_candidate};
use super::space::Space;
use super::trace::{Ahead, Marker, Marks, UNSEEN, references, references_of_any_kind, uncounted_references};
use super::{FROZEN, GENERATIONS, parallel, roots};
use crate::config;
use crate::memory::Kind;
use crate::memory::header::{self, Header};
use crate::memory::heap::Heap;
use crate::memory::refcount::RefCount;
use crate::runtime::Thread;
use crate::thread::state::Hooks;
use std::sync::atomic::Ordering;

/// What a search found.
pub struct Found {
    /// Objects that nothing outside of them refers to.
    pub unreachable: Candidates,
    /// Objects that stay.
    pub survivors: usize,
}

/// Finds the unreachable objects of the space, whose slabs are those of traced objects. `oldest` is the oldest generation that is looked at; `whole` says that the space is the
/// whole heap, so that what is certainly alive can be marked first and is then passed over. `None` when memory is lacking.
///
/// The world is stopped, queues are empty.
pub fn search(t: &Thread, space: &Space, oldest: u8, whole: bool) -> Option<Found> {
    let (heap, hooks) = (t.heap(), t.hooks);
    let next = if config::WHOLE_HEAP_GC { 0 } else { (oldest + 1).min(GENERATIONS as u8 - 1) };
    let candidates = Candidates::new(space)?;
    let mut uncounted = Vec::new();
    let mut suspect = |object| suspect(t, space, &candidates, &mut uncounted, object, Scope { oldest, next, whole });
    let mut marked = 0;
    let complete = if whole {
        let mut marks = Marks::new(space)?;
        let mut marker = Marker::new(heap, hooks);
        marker.age = next;
        roots::mark_vm(t, &mut marks, &mut marker);
        roots::mark_stacks(t, &mut marks, &mut marker);
        let helped = parallel::follow(t, &mut marks, &mut marker)?;
        t.vm().collector.helped.fetch_add(helped, Ordering::Relaxed);
        marker.run(&mut marks);
        marked = marker.marked;
        let mut complete = true;
        marks.for_each_with(UNSEEN, |object, _| complete = complete && suspect(object));
        complete
    } else {
        let mut complete = true;
        space.for_each(|object| complete = complete && suspect(object));
        complete
    };
    if !complete {
        candidates.clear(space);
        return None;
    }
    let total = candidates.len();
    explain(t, space, &candidates);
    // The rest of the references come from outside, and keep what they reach.
    let mut rescue = Rescue::new(heap, hooks, space, &candidates, true);
    uncounted.into_iter().for_each(|object| rescue.mark(object));
    rescue.run();
    Some(Found { survivors: marked + total - candidates.len(), unreachable: candidates })
}

/// Which objects a search is about.
#[derive(Clone, Copy)]
struct Scope {
    oldest: u8,
    /// Generation that they belong to from now on.
    next: u8,
    whole: bool,
}

/// Makes the object at a block a candidate, with its count, unless the search has no business with it. False when memory is lacking.
#[inline(always)]
fn suspect(
    t: &Thread,
    space: &Space,
    candidates: &Candidates,
    uncounted: &mut Vec<*mut Header>,
    object: *mut Header,
    scope: Scope,
) -> bool {
    let (heap, hooks) = (t.heap(), t.hooks);
    // SAFETY: carved blocks start with a header.
    let header = unsafe { &*object };
    if header.kind() == Kind::FREE {
        return true;
    }
    let generation = header.generation();
    if !scope.whole && generation > scope.oldest {
        return true;
    }
    header.grow_old(scope.next);
    let deferred = header.has(header::DEFERRED);
    let count = header.count.count();
    let skip = header.is_immortal()
        || count <= 0 // being destroyed: what it still holds is counted, and nobody may look into it
        || generation == FROZEN
        || generation > scope.oldest
        // A class can be younger than an instance whose reference to it is not counted.
        || (deferred && !scope.whole);
    if !skip {
        return candidates.add(space, object, count - i64::from(deferred));
    }
    let mut complete = true;
    // What it refers to without counting it is nowhere in a count.
    if config::DEFERRED && scope.whole {
        // SAFETY: the world is stopped, and the object whole.
        unsafe {
            uncounted_references(heap, hooks, object, &mut |other| {
                complete &= uncounted.try_reserve(1).is_ok();
                if complete {
                    uncounted.push(other);
                }
            });
        }
    }
    complete
}

/// Takes off what the candidates hold of one another.
fn explain(t: &Thread, space: &Space, candidates: &Candidates) {
    candidates.for_each(space, |object| {
        // SAFETY: candidates are alive and whole.
        unsafe {
            references(t.heap(), t.hooks, object, &mut |value| {
                if value.is_counted() {
                    candidates.explain(value.address());
                }
            });
        }
    });
}

/// Which of the unreachable objects, all held by one count of the collector, are reachable again after finalisers have run? They
/// are acquitted, but stay members of the set.
pub fn search_again(t: &Thread, space: &Space, unreachable: &Candidates) {
    let (heap, hooks) = (t.heap(), t.hooks);
    let (mut deferred, mut short) = (false, false);
    unreachable.for_each(space, |object| {
        // SAFETY: the collector holds the objects.
        let header = unsafe { &*object };
        deferred |= header.has(header::DEFERRED);
        if !unreachable.set(object, header.count.count() - 1) {
            // No memory to tell how many of its many references come from outside: some, as far as anybody knows.
            unreachable.postpone(object);
            short = true;
        }
    });
    explain(t, space, unreachable);
    let mut rescue = Rescue::new(heap, hooks, space, unreachable, false);
    rescue.overflowed = short;
    if config::DEFERRED {
        roots::for_each_on_stacks(t, space, |object| rescue.mark(object));
    }
    if config::DEFERRED && deferred {
        // Finalisers may have made objects that refer to them without counting them.
        heap.for_each_object(|object| {
            // SAFETY: the walk passes live blocks; the world is stopped.
            unsafe {
                if !is_candidate(&*object) {
                    uncounted_references(heap, hooks, object, &mut |other| rescue.mark(other));
                }
            }
        });
    }
    rescue.run();
}

/// The walk from candidates with references that no candidate explains, along which candidates are acquitted.
struct Rescue<'a> {
    heap: &'a Heap,
    hooks: &'a Hooks,
    space: &'a Space,
    candidates: &'a Candidates,
    /// Those acquitted are removed from the set.
    remove: bool,
    work: Vec<*mut Header>,
    /// Some are postponed, as when the work list could not grow.
    overflowed: bool,
}

impl<'a> Rescue<'a> {
    fn new(heap: &'a Heap, hooks: &'a Hooks, space: &'a Space, candidates: &'a Candidates, remove: bool) -> Rescue<'a> {
        Rescue { heap, hooks, space, candidates, remove, work: Vec::new(), overflowed: false }
    }

    /// Acquits a candidate that something alive refers to.
    #[inline(always)]
    fn mark(&mut self, object: *mut Header) {
        // SAFETY: something alive refers to the object.
        if is_candidate(unsafe { &*object }) && !self.candidates.is_postponed(object) {
            self.take_up(object);
        }
    }

    fn take_up(&mut self, object: *mut Header) {
        if self.work.len() == self.work.capacity() && self.work.try_reserve(self.work.len().max(1024)).is_err() {
            self.candidates.postpone(object);
            self.overflowed = true;
            return;
        }
        if self.remove {
            self.candidates.remove(self.space, object);
        } else {
            self.candidates.acquit(object);
        }
        self.work.push(object);
    }

    /// Acquits all that have more references than candidates explain, and what they reach.
    fn run(mut self) {
        self.follow();
        let (candidates, space) = (self.candidates, self.space);
        if candidates.any_open() {
            candidates.for_each(space, |object| {
                if candidates.has_more(object) && !candidates.is_postponed(object) {
                    self.take_up(object);
                    self.follow();
                }
            });
        }
        while std::mem::take(&mut self.overflowed) {
            // As many as the list holds; the others wait for the next round.
            candidates.for_each(space, |object| {
                if candidates.is_postponed(object) {
                    self.take_up(object);
                    self.follow();
                }
            });
        }
    }

    fn follow(&mut self) {
        let mut ahead = Ahead::default();
        while let Some(object) = ahead.next(&mut self.work) {
            // SAFETY: candidates are alive and whole.
            unsafe { references_of_any_kind(self.heap, self.hooks, object, &mut |other| self.mark(other)) };
        }
    }
}
