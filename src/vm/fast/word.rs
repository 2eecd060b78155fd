//! Raw words in the fast handlers: copying, dropping, truth.

use crate::config;
use crate::memory::refcount::{OwnerId, RefCount};
use crate::memory::{Header, Slot, Value, header, stats};
use crate::object::kind;
use crate::runtime::Thread;
use crate::thread::private;
use crate::vm::frame::{Flow, Regs};

/// The word for one more stack reference to what a live word names.
///
/// # Safety
/// The object is alive.
#[inline(always)]
pub unsafe fn dup(v: Value, me: OwnerId) -> Value {
    if v.is_counted() && !config::UNCOUNTED {
        // SAFETY: the caller's.
        unsafe { (*v.address()).count.inc(me) };
    }
    v
}

/// As `dup`, for a word in the heap: deferred objects get a marked word instead of a count.
///
/// # Safety
/// The object is alive, and stays until the next safepoint even if the heap lets it go.
#[inline(always)]
pub unsafe fn dup_from_heap(v: Value, me: OwnerId) -> Value {
    if v.is_counted() {
        // SAFETY: the caller's.
        unsafe {
            if config::DEFERRED && (*v.address()).has(header::DEFERRED) {
                return v.marked();
            }
            if !config::UNCOUNTED {
                (*v.address()).count.inc(me);
            }
        }
    }
    v
}

/// A stack reference to what a place in the heap holds; `None`: empty, or it takes a lock or an atomic read-modify-write to tell.
/// `still` says whether the place still is what it was read for.
///
/// Without a global lock this is the optimistic protocol (I7) as far as it goes without a call. A number or an immortal object needs
/// no count. A deferred object is not freed before the next safepoint, but the word may be older than the place's last
/// change: so both are looked at again. An object that this thread owns was alive when the word was read, and stays so, as only its
/// owner can find it dead.
///
/// # Safety
/// The place may be read until the next safepoint; under a global lock it holds a live word or null.
#[inline(always)]
pub unsafe fn read(t: &Thread, place: &Slot, still: impl Fn() -> bool) -> Option<Value> {
    if !config::NOGIL {
        let v = place.load();
        // SAFETY: the caller's.
        return if v.is_null() { None } else { Some(unsafe { dup_from_heap(v, t.base.id) }) };
    }
    // SAFETY: the caller's.
    let found = unsafe { read_unlocked(t, place, still) };
    stats::count(if found.is_some() { stats::Event::OptimisticHits } else { stats::Event::OptimisticRetries });
    found
}

/// `read` without a global lock.
///
/// # Safety
/// As `read`.
#[inline(always)]
unsafe fn read_unlocked(t: &Thread, place: &Slot, still: impl Fn() -> bool) -> Option<Value> {
    let v = place.load_acquire();
    let counted = v.is_counted();
    // SAFETY: object memory is type-stable: the header of whatever the block is by now can be read.
    let deferred = config::DEFERRED && counted && unsafe { (*v.address()).has(header::DEFERRED) };
    std::sync::atomic::fence(std::sync::atomic::Ordering::Acquire);
    // In this order: what the place was for may have been exchanged, and come back, between the first two looks. One place in
    // the code for all kinds of words: called from several, `still` would not be inlined, and a call costs a handler its registers.
    if v.is_null() || !still() || place.load_acquire() != v {
        return None;
    }
    if deferred {
        return Some(v.marked());
    }
    // SAFETY: as above; the owner's own look found it in its place.
    if !counted || config::UNCOUNTED || unsafe { (*v.address()).count.inc_if_owned(t.base.id) } {
        Some(v)
    } else {
        None
    }
}

/// As `read`, for a place in a container that this thread has entered.
///
/// # Safety
/// The place holds a live word, or null.
#[inline(always)]
pub unsafe fn read_entered(t: &Thread, place: &Slot) -> Option<Value> {
    let v = place.load();
    // SAFETY: the caller's. Raising the count of an object that others use is an atomic operation.
    if v.is_null() { None } else { Some(unsafe { dup_from_heap(v, t.base.id) }) }
}

/// A stack reference to what is at a place of a container, whose buffer may be another one by now: `still` tells.
///
/// # Safety
/// `container` is alive; `place` gives a place that may be read by who holds the lock, or may read without it.
#[inline(always)]
pub unsafe fn read_in<'a>(
    t: &Thread,
    container: *mut Header,
    place: impl FnOnce() -> Option<&'a Slot>,
    still: impl Fn() -> bool,
) -> Option<Value> {
    // SAFETY: the caller's.
    unsafe {
        let container = &*container;
        if !config::NOGIL || (config::PRIVATE && private::may_read(&t.base, container)) {
            return read(t, place()?, still);
        }
        if config::PRIVATE {
            return None;
        }
        let how = private::try_enter(&t.base, container)?;
        let value = place().and_then(|place| read_entered(t, place));
        private::leave(container, how);
        value
    }
}

/// The word under which a value may leave its frame: a borrow from a local becomes a counted reference.
///
/// # Safety
/// The object is alive.
#[inline(always)]
pub unsafe fn settle(v: Value, me: OwnerId) -> Value {
    if config::DEFERRED && !v.is_counted() && v.is_pointer() {
        // SAFETY: the caller's.
        unsafe {
            if !(*v.address()).has(header::IMMORTAL | header::DEFERRED) {
                let owned = Value::counted(v.address());
                stats::count(stats::Event::Settled);
                if !config::UNCOUNTED {
                    (*owned.address()).count.inc(me);
                }
                return owned;
            }
        }
    }
    v
}

/// The word under which a value may stand in the heap: as `settle`, and deferred objects are counted too.
///
/// # Safety
/// The object is alive.
#[inline(always)]
pub unsafe fn settle_in_heap(v: Value, me: OwnerId) -> Value {
    if config::DEFERRED && !v.is_counted() && v.is_pointer() {
        // SAFETY: the caller's.
        unsafe {
            if !(*v.address()).has(header::IMMORTAL) {
                let owned = Value::counted(v.address());
                stats::count(stats::Event::Settled);
                if !config::UNCOUNTED {
                    (*owned.address()).count.inc(me);
                }
                return owned;
            }
        }
    }
    v
}

/// Gives up the count that a word owns, where that needs no call; false: the driver has to finish it.
///
/// # Safety
/// The word owns what it says and is not used again; null is allowed.
#[inline(always)]
pub unsafe fn drop_fast(r: Regs, v: Value) -> bool {
    if v.is_counted() && !config::UNCOUNTED {
        // SAFETY: the caller's.
        unsafe { (*v.address()).count.dec_fast(r.t().base.id) }
    } else {
        true
    }
}

/// Goes on with `r` after giving up the count that `v` owns.
///
/// # Safety
/// As `drop_fast`.
#[inline(always)]
pub unsafe fn next_dropping(r: Regs, v: Value) -> Flow {
    // SAFETY: the caller's.
    if unsafe { drop_fast(r, v) } { Flow::Next(r) } else { Flow::Drop(r, v.address()) }
}

/// As `next_dropping`, for two words.
///
/// # Safety
/// As `drop_fast`.
#[inline(always)]
pub unsafe fn next_dropping_two(r: Regs, a: Value, b: Value) -> Flow {
    // SAFETY: the caller's.
    unsafe {
        if drop_fast(r, a) {
            next_dropping(r, b)
        } else if drop_fast(r, b) {
            Flow::Drop(r, a.address())
        } else {
            Flow::DropTwo(r, a.address(), b.address())
        }
    }
}

/// The integers of two words, if both are small integers or boxed ones.
///
/// # Safety
/// Both words are live values.
#[inline(always)]
pub unsafe fn int_pair(a: Value, b: Value) -> Option<(i64, i64)> {
    if config::TAGGED {
        if Value::both_small(a, b) { Some((a.small(), b.small())) } else { None }
    } else {
        // SAFETY: pointers of live values.
        unsafe {
            if !a.is_null() && !b.is_null() && (*a.address()).kind() == kind::INT && (*b.address()).kind() == kind::INT
            {
                Some((boxed_int(a), boxed_int(b)))
            } else {
                None
            }
        }
    }
}

/// The integer of a boxed int.
///
/// # Safety
/// The word is a live pointer to an object of kind INT.
#[inline(always)]
pub unsafe fn boxed_int(v: Value) -> i64 {
    // SAFETY: the caller's.
    unsafe { crate::memory::Object::<crate::object::number::BoxedInt>::body_of(v.address()).0 }
}

/// A float, if the word is one that can be read without a call.
///
/// # Safety
/// The word is a live value or null.
#[inline(always)]
pub unsafe fn float_of(v: Value) -> Option<f64> {
    if config::TAGGED && crate::object::value::is_word_float(v) {
        return Some(crate::object::value::decode_float(v));
    }
    if v.is_pointer() {
        // SAFETY: a live pointer.
        unsafe {
            if (*v.address()).kind() == kind::FLOAT {
                return Some(crate::memory::Object::<crate::object::number::BoxedFloat>::body_of(v.address()).0);
            }
        }
    }
    None
}

/// Truth of the values that need no call: bools, None, small integers.
///
/// # Safety
/// The word is a live value.
#[inline(always)]
pub unsafe fn quick_truth(r: Regs, v: Value) -> Option<bool> {
    let t = r.t();
    if v.is_true(t) {
        return Some(true);
    }
    if v.is_false(t) || v.is_none(t) {
        return Some(false);
    }
    if v.is_small() {
        return Some(v.small() != 0);
    }
    None
}

/// Address of a counted or marked pointer's object.
#[inline(always)]
pub fn object(v: Value) -> *mut Header {
    v.address()
}
