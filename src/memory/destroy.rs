//! What happens when a count reaches zero.
//!
//! Destruction is depth-first, as CPython's, so that finalisers run in the order that users know; but only to a
//! bounded depth: below it objects wait in the thread's list of pending ones, so that a chain of ten million nodes needs
//! no native stack.

use super::header::{self, Header, Kind};
use super::refcount::{RefCount, Verdict};
use super::stats;
use crate::thread::state::{self, ThreadBase};

/// Nested destructions before the rest is queued.
const MAX_DEPTH: u32 = 48;

/// Destroys an object whose count has reached zero.
///
/// # Safety
/// The caller was told `Verdict::Dead` for it (I5), and `t` is the calling thread, attached.
#[inline]
pub unsafe fn destroy(t: &ThreadBase, object: *mut Header) {
    // SAFETY: the block stays valid until `free_block`.
    let header = unsafe { &*object };
    let ops = t.heap().ops(header.kind());
    // SAFETY: the caller's.
    unsafe {
        if ops.drop.is_none()
            && header.kind().0 & Kind::SUBCLASS == 0
            && !header.has(header::HAS_FINALIZER | header::WEAKLY_REFERENCED | header::COUNTS_TYPE)
        {
            free_block(t, object);
        } else {
            destroy_payload(t, object);
        }
    }
}

/// As `destroy`, for code that does not know its thread.
///
/// # Safety
/// As `destroy`.
#[cold]
#[inline(never)]
pub unsafe fn destroy_from_native(object: *mut Header) {
    match state::current() {
        // SAFETY: the caller's.
        Some(t) => unsafe { destroy(t, object) },
        // SAFETY: the object lies in a slab; its heap's Vm takes it over.
        None => unsafe { state::orphaned(object) },
    }
}

#[inline(never)]
unsafe fn destroy_payload(t: &ThreadBase, object: *mut Header) {
    let depth = t.destroy_depth.get();
    if depth >= MAX_DEPTH {
        t.pending_destroy(object);
        return;
    }
    t.destroy_depth.set(depth + 1);
    // SAFETY: the caller's.
    unsafe { destroy_now(t, object) };
    if depth == 0 && t.has_pending() {
        // SAFETY: as above.
        unsafe { destroy_pending(t) };
    }
    t.destroy_depth.set(depth);
}

/// # Safety
/// As `destroy`, for the objects that were too deep; the caller is the outermost destruction.
#[cold]
#[inline(never)]
unsafe fn destroy_pending(t: &ThreadBase) {
    while let Some(next) = t.next_pending() {
        // SAFETY: pending objects were handed over with count zero.
        unsafe { destroy_now(t, next) };
    }
}

#[inline(always)]
unsafe fn destroy_now(t: &ThreadBase, object: *mut Header) {
    // SAFETY: the block stays valid until `free_block`.
    let header = unsafe { &*object };
    let rare = header.has(header::HAS_FINALIZER | header::WEAKLY_REFERENCED | header::COUNTS_TYPE)
        || header.kind().0 & Kind::SUBCLASS != 0;
    if rare {
        // SAFETY: the caller's.
        return unsafe { destroy_rare(t, object) };
    }
    let ops = t.heap().ops(header.kind());
    // SAFETY: the payload is dropped once, then the block is freed.
    unsafe {
        if let Some(drop) = ops.drop {
            drop(object);
        }
        if ops.trace.is_some() {
            t.count_free();
        }
        free_block(t, object);
    }
}

/// Objects with finalisers, weak references, a counted type or a part of a subclass's instance.
#[inline(never)]
unsafe fn destroy_rare(t: &ThreadBase, object: *mut Header) {
    // SAFETY: the block stays valid until `free_block`.
    let header = unsafe { &*object };
    if header.has(header::HAS_FINALIZER | header::WEAKLY_REFERENCED) {
        // SAFETY: the object is dead and ours.
        if unsafe { (t.hooks.before_destroy)(t, object) } {
            return; // resurrected
        }
    }
    let counts_type = header.has(header::COUNTS_TYPE);
    let ty = header.type_pointer();
    let ops = t.heap().ops(header.kind());
    // SAFETY: the payload is dropped once, then the block is freed; the type's count was owned by the header.
    unsafe {
        if header.kind().0 & Kind::SUBCLASS != 0 {
            (t.hooks.drop_extra)(object);
        }
        if let Some(drop) = ops.drop {
            drop(object);
        }
        if ops.trace.is_some() {
            t.count_free();
        }
        free_block(t, object);
        if counts_type && !crate::config::UNCOUNTED {
            match (*ty).count.dec(t.id) {
                Verdict::Alive => {}
                Verdict::Dead => destroy(t, ty),
                Verdict::Queued => state::enqueue(ty),
            }
        }
    }
}

/// Returns the block of a destroyed object.
///
/// # Safety
/// The payload is gone and nobody holds the object.
#[inline(always)]
pub unsafe fn free_block(t: &ThreadBase, object: *mut Header) {
    // SAFETY: the caller's.
    unsafe { t.local_heap.give(object, t.id) }
}

/// Hands the reference that the caller held to the queue of the object's owner (I4).
///
/// # Safety
/// The caller was told `Verdict::Queued`.
#[cold]
#[inline(never)]
pub unsafe fn enqueue(object: *mut Header) {
    stats::count(stats::Event::QueueEntries);
    // SAFETY: the queued reference keeps the object alive.
    unsafe { state::enqueue(object) }
}

/// Merges a queued object on behalf of its owner and settles the verdict.
///
/// # Safety
/// The caller took `object` out of its owner's queue and may write the owner's half (I2).
pub unsafe fn merge_queued(t: &ThreadBase, object: *mut Header) {
    stats::count(stats::Event::Merges);
    // SAFETY: the queue's reference is given up by the merge.
    unsafe {
        if matches!((*object).count.merge(-1), Verdict::Dead) {
            destroy(t, object);
        }
    }
}
