//! The end of unreachable objects: weak references, finalisers, resurrection, and the breaking of cycles.
//!
//! From the search until the end the collector holds one count of each object: one that it adds, or the extra count that
//! a deferred object was born with. So no object dies while others are still looked at, and each dies when the collector
//! lets go of it, by the ordinary way of a count that reaches zero (I5).

use super::candidates::{Candidates, is_candidate};
use super::space::Space;
use super::subtract::search_again;
use super::trace::has_references;
use crate::config;
use crate::memory::header::{self, Header, Kind};
use crate::memory::refcount::{RefCount, Verdict};
use crate::memory::reference::{self, Ref};
use crate::memory::word::Value;
use crate::memory::{Object, destroy};
use crate::object::class::{Type, flags};
use crate::object::{finalize, kind, weakref};
use crate::runtime::Thread;

/// What the ends of a set of objects will take.
#[derive(Clone, Copy, Default, Debug)]
pub struct Duties {
    /// Some have weak references.
    weak: bool,
    /// Some have finalisers that have not run.
    finalizers: bool,
}

/// Takes the collector's count of each object; at the stop that found them.
pub fn hold(t: &Thread, space: &Space, objects: &Candidates) -> Duties {
    let mut duties = Duties::default();
    let mut flags = 0;
    objects.for_each(space, |object| {
        // SAFETY: the objects are alive: others of them refer to them, or their extra count does.
        let header = unsafe { &*object };
        flags |= header.flags();
        duties.finalizers |= finalize::wants_finalizer(header);
        let more = i32::from(!header.has(header::DEFERRED));
        if config::BIASED {
            // Without an owner nothing of the rest has to go through the owner's queue.
            let _ = header.count.merge(more);
        } else if more != 0 {
            header.count.add_at_stop(more);
        }
        if header.kind() == kind::TYPE {
            // Like a weak reference, its entry in the bases must not lead to a class that is about to be cleared.
            // SAFETY: the kind says what the payload is.
            unsafe { Object::<Type>::body_of(object) }.leave_subclasses();
        }
    });
    duties.weak = flags & header::WEAKLY_REFERENCED != 0;
    if flags & header::DEFERRED != 0 {
        // Those go back to plain counting; what refers to them has to count them then.
        // SAFETY: as above; nobody else runs.
        objects.for_each(space, |object| unsafe { finalize::settle(&t.base, &*object) });
    }
    duties
}

/// A reference to an object that the collector holds.
fn borrow(object: *mut Header) -> Ref {
    // SAFETY: the collector's count keeps the object alive.
    unsafe { Ref::copy_of(Value::counted(object)) }
}

/// Clears the weak references to the objects and calls those callbacks whose weak reference is not one of the objects. True when Python
/// code may have run.
fn clear_weak_references(t: &Thread, space: &Space, objects: &Candidates) -> bool {
    let mut callbacks = Vec::new();
    objects.for_each(space, |object| {
        // SAFETY: the collector holds the objects.
        let object = unsafe { &*object };
        if object.has(header::WEAKLY_REFERENCED) {
            callbacks.extend(t.vm().weakrefs.detach(object));
        }
    });
    // A weak reference that is unreachable itself does not call back.
    callbacks.retain(|weak| !weak.header().is_some_and(is_candidate));
    let any = !callbacks.is_empty();
    weakref::call_back(t, callbacks);
    any
}

/// Ends the objects that a search found and `hold` holds; returns those that nothing brought back, as they are freed.
pub fn end(t: &Thread, space: &Space, duties: Duties, objects: &Candidates) -> usize {
    // Without a global lock another thread may have got one of them by a weak reference before it was cleared.
    let mut ran = duties.weak && (clear_weak_references(t, space, objects) || config::NOGIL);
    if duties.finalizers {
        objects.for_each(space, |object| {
            // SAFETY: the collector holds the objects.
            if finalize::wants_finalizer(unsafe { &*object }) {
                ran = true;
                finalize::finalize(t, &borrow(object));
            }
        });
    }
    if ran {
        t.with_world_stopped(|| search_again(t, space, objects));
        objects.for_each(space, |object| {
            // SAFETY: the collector holds the object; its count is given up, or goes on standing for the stacks.
            unsafe {
                if is_candidate(&*object) {
                    return;
                }
                objects.remove(space, object);
                if !(*object).has(header::DEFERRED) {
                    reference::decrement(Value::counted(object));
                }
            }
        });
    }
    let heap = t.heap();
    let mut ended = 0;
    objects.for_each(space, |object| {
        // What the block is used for when this object is gone is none of the collector's business.
        objects.remove(space, object);
        // SAFETY: the collector holds the object, and nothing reachable refers to it. Its count is given up once, here; those that
        // come later are still held when this one lets go of them.
        unsafe {
            let header = &*object;
            ended += usize::from(is_tracked(t, object));
            if header.has(header::DEFERRED) {
                header.unset(header::DEFERRED);
            }
            // Nobody else refers to an object whose cycle has been broken already: it is simply destroyed.
            if header.count.count() > 1 {
                let kind = header.kind();
                if let Some(clear) = heap.ops(kind).clear {
                    clear(object);
                }
                if kind.0 & Kind::SUBCLASS != 0 {
                    (t.hooks.clear_extra)(object);
                }
            }
            match header.count.dec(t.id) {
                Verdict::Alive => {}
                Verdict::Dead => destroy::destroy(&t.base, object),
                Verdict::Queued => destroy::enqueue(object),
            }
        }
    });
    ended
}

/// Would CPython's collector track this object? Atoms are not, nor tuples and dicts of nothing but atoms, code, builtin types.
#[inline]
#[allow(clippy::not_unsafe_ptr_arg_deref)] // the caller holds the object
pub fn is_tracked(t: &Thread, object: *mut Header) -> bool {
    // SAFETY: the caller holds the object.
    let kind = unsafe { (*object).kind() };
    match kind {
        kind::INSTANCE | kind::LIST => true,
        kind::CODE => false,
        kind::TYPE | kind::TUPLE | kind::DICT => is_tracked_by_content(t, object),
        kind => has_references(t.heap(), kind),
    }
}

fn is_tracked_by_content(t: &Thread, object: *mut Header) -> bool {
    let heap = t.heap();
    // SAFETY: the caller holds the object.
    unsafe {
        if (*object).kind() == kind::TYPE {
            // Builtin types are not the collector's.
            return Object::<Type>::body_of(object).has(flags::HEAP);
        }
        let mut found = false;
        super::trace::references(heap, t.hooks, object, &mut |value| {
            if let Some(item) = value.pointer().filter(|_| !found) {
                let item = item.as_ref().kind();
                found = item != kind::CODE && has_references(heap, item);
            }
        });
        found
    }
}
