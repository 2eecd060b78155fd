//! The end of unreachable objects: weak references, finalisers, resurrection, and the breaking of cycles.
//!
//! From the search until the end the collector holds one count of each object: one that it adds, or the extra count that
//! a deferred object was born with. So no object dies while others are still looked at, and each dies when the collector
//! lets go of it, by the ordinary way of a count that reaches zero (I5).

use super::subtract::search_again;
use super::trace::{ALIVE, OUTSIDE, Space, has_references};
use super::with_world_stopped;
use crate::config;
use crate::memory::Object;
use crate::memory::header::{self, Header, Kind};
use crate::memory::refcount::RefCount;
use crate::memory::reference::{self, Ref};
use crate::memory::word::Value;
use crate::object::class::{Type, flags};
use crate::object::{finalize, weakref};
use crate::runtime::Thread;

/// Takes the collector's count of each object; at the stop that found them.
pub fn hold(t: &Thread, objects: &[*mut Header]) {
    for &object in objects {
        // SAFETY: the objects are alive: others of them refer to them, or their extra count does.
        let header = unsafe { &*object };
        let more = i32::from(!header.has(header::DEFERRED));
        if config::BIASED {
            // Without an owner nothing of the rest has to go through the owner's queue.
            let _ = header.count.merge(more);
        } else if more != 0 {
            header.count.add_at_stop(more);
        }
        // SAFETY: as above; nobody else runs.
        unsafe { finalize::count_type(&t.base, header) };
    }
}

/// A reference to an object that the collector holds.
fn borrow(object: *mut Header) -> Ref {
    // SAFETY: the collector's count keeps the object alive.
    unsafe { Ref::copy_of(Value::counted(object)) }
}

/// Clears the weak references to the objects and calls those callbacks whose weak reference is not one of the objects. True when Python
/// code may have run.
fn clear_weak_references(t: &Thread, space: &Space, objects: &[*mut Header]) -> bool {
    let mut callbacks = Vec::new();
    let mut any = false;
    for &object in objects {
        // SAFETY: the collector holds the objects.
        let object = unsafe { &*object };
        if object.has(header::WEAKLY_REFERENCED) {
            any = true;
            callbacks.extend(t.vm().weakrefs.detach(object));
        }
    }
    // A weak reference that is unreachable itself does not call back.
    callbacks.retain(|weak| weak.header().is_none_or(|h| matches!(space.get(h), ALIVE | OUTSIDE)));
    weakref::call_back(t, callbacks);
    any
}

/// Ends the objects that a search found and `hold` holds; returns those that nothing brought back, as they are freed.
pub fn end(t: &Thread, space: &mut Space, mut objects: Vec<*mut Header>) -> usize {
    let mut ran = clear_weak_references(t, space, &objects);
    for &object in &objects {
        // SAFETY: the collector holds the objects.
        if finalize::wants_finalizer(unsafe { &*object }) {
            ran = true;
            finalize::finalize(t, &borrow(object));
        }
    }
    if ran {
        with_world_stopped(t, || search_again(t, space, &objects));
        objects.retain(|&object| {
            let alive = space.get(object) == ALIVE;
            // SAFETY: the collector holds the object; its count is given up, or goes on standing for the stacks.
            unsafe {
                if alive && !(*object).has(header::DEFERRED) {
                    reference::decrement(Value::counted(object));
                }
            }
            !alive
        });
    }
    let ended = count_tracked(t, &objects);
    for &object in &objects {
        // SAFETY: the collector holds the object, and nothing reachable refers to it.
        unsafe {
            (*object).unset(header::DEFERRED);
            let kind = (*object).kind();
            if let Some(clear) = t.heap().ops(kind).clear {
                clear(object);
            }
            if kind.0 & Kind::SUBCLASS != 0 {
                (t.hooks.clear_extra)(object);
            }
        }
    }
    for object in objects {
        // SAFETY: gives up the collector's count, once.
        unsafe { reference::decrement(Value::counted(object)) };
    }
    ended
}

/// How many of the objects count for `gc.collect()`.
pub fn count_tracked(t: &Thread, objects: &[*mut Header]) -> usize {
    objects.iter().filter(|&&object| is_tracked(t, object)).count()
}

/// Would CPython's collector track this object? Atoms are not, nor tuples and dicts of nothing but atoms, code, builtin types.
#[allow(clippy::not_unsafe_ptr_arg_deref)] // the caller holds the object
pub fn is_tracked(t: &Thread, object: *mut Header) -> bool {
    use crate::object::kind;
    // SAFETY: the caller holds the object.
    unsafe {
        let header = &*object;
        let heap = t.heap();
        match header.kind() {
            kind::CODE => false,
            // Builtin types are not the collector's.
            kind::TYPE => Object::<Type>::body_of(object).has(flags::HEAP),
            kind::TUPLE | kind::DICT => {
                let mut found = false;
                super::trace::references(heap, t.hooks, object, false, &mut |value| {
                    if let Some(item) = value.pointer().filter(|_| !found) {
                        let item = item.as_ref().kind();
                        found = item != kind::CODE && has_references(heap, item);
                    }
                });
                found
            }
            kind => has_references(heap, kind),
        }
    }
}
