//! Raw words in the fast handlers: copying, dropping, truth.

use std::sync::atomic::{AtomicU32, Ordering, fence};

use crate::config;
use crate::memory::refcount::{OwnerId, RefCount};
use crate::memory::{Header, Slot, Value, header, stats};
use crate::object::kind;
use crate::object::list::List;
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

/// Whether a place still is what it was read for. (A trait, as a closure that is called from two places is not inlined, and a call costs
/// a handler its registers.)
pub trait Still {
    /// Is it?
    fn holds(&self) -> bool;
}

/// A place that stays what it is.
pub struct Always;

impl Still for Always {
    #[inline(always)]
    fn holds(&self) -> bool {
        true
    }
}

/// A place that is what it was as long as a shape or version is the one that was seen.
pub struct Unchanged<'a>(pub &'a AtomicU32, pub u32);

impl Still for Unchanged<'_> {
    #[inline(always)]
    fn holds(&self) -> bool {
        self.0.load(Ordering::Acquire) == self.1
    }
}

/// A place in a list's buffer, as long as the list has that one.
pub struct SameBuffer<'a>(pub &'a List, pub *const Slot);

impl Still for SameBuffer<'_> {
    #[inline(always)]
    fn holds(&self) -> bool {
        std::ptr::eq(self.0.buffer(), self.1)
    }
}

/// A stack reference to what a place in the heap holds; `None`: empty, or it takes a lock or an atomic read-modify-write to tell.
/// `still` says whether the place still is what it was read for.
///
/// Without a global lock this is the optimistic protocol (I7) as far as it goes without a call. A number or an immortal object needs
/// no count. An object that this thread owns was alive when the word was read, and stays so, as only its owner can find it dead.
/// A deferred object of another thread is not freed before the next safepoint, but the word may be older than the place's last change, and
/// the block another object's by now: so the place is looked at again.
///
/// # Safety
/// The place may be read until the next safepoint; under a global lock it holds a live word or null.
#[inline(always)]
pub unsafe fn read(t: &Thread, place: &Slot, still: impl Still) -> Option<Value> {
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
unsafe fn read_unlocked(t: &Thread, place: &Slot, still: impl Still) -> Option<Value> {
    let v = place.load_acquire();
    if !v.is_counted() || config::UNCOUNTED {
        return (!v.is_null() && still.holds()).then_some(v);
    }
    // SAFETY: object memory is type-stable: the header of whatever the block is by now can be read. This thread's own object is the one
    // that the word named: it could die, and the block get another, in this thread's hands only.
    let header = unsafe { &*v.address() };
    if header.count.is_owned_by(t.base.id) {
        if !still.holds() {
            return None;
        }
        if config::DEFERRED && header.has(header::DEFERRED) {
            return Some(v.marked());
        }
        return header.count.inc_owned().then_some(v);
    }
    if config::DEFERRED && header.has(header::DEFERRED) {
        fence(Ordering::Acquire);
        // In this order: what the place was for may have been exchanged, and come back, between the first two looks.
        return (still.holds() && place.load_acquire() == v).then(|| v.marked());
    }
    None
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

/// A stack reference to what is at a place of a container, whose buffer may be another one by now.
///
/// # Safety
/// `container` is alive; `place` gives a place that may be read by who holds the lock, or may read without it, and what tells whether it
/// still is what it was chosen for.
#[inline(always)]
pub unsafe fn read_in<'a, S: Still>(
    t: &Thread,
    container: *mut Header,
    place: impl FnOnce() -> Option<(&'a Slot, S)>,
) -> Option<Value> {
    // SAFETY: the caller's.
    unsafe {
        let container = &*container;
        if !config::NOGIL || (config::PRIVATE && private::may_read(&t.base, container)) {
            let (place, still) = place()?;
            return read(t, place, still);
        }
        if config::PRIVATE {
            return None;
        }
        let how = private::try_enter_outermost(&t.base, container)?;
        // What the place was chosen by may have changed before the lock was there.
        let value = place().and_then(|(place, still)| if still.holds() { read_entered(t, place) } else { None });
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
        } else if b.is_counted() {
            // The other one is not touched before the finaliser of the first has run.
            Flow::DropTwo(r, a.address(), b.address())
        } else {
            Flow::Drop(r, a.address())
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
