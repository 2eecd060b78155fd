//! Buffers: the parts of containers that grow, outside of the slabs; and the lock that guards a container.
//!
//! Every byte is charged to the heap's limit. Charges are batched per thread, so that making a small list touches no memory
//! that other threads write; the heap's figure is late by at most `BATCH` bytes a thread.
//!
//! A buffer that other threads may still be reading must not be freed at once: `retire` is the one place where that is decided.

use std::alloc::{Layout, alloc, alloc_zeroed, dealloc, realloc};
use std::cell::Cell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::config;
use crate::memory::{Header, Object, OutOfMemory, Payload, reclaim};
use crate::thread::private::{self, Use};
use crate::thread::state::{self, ThreadBase};

/// Bytes that a thread allocates or frees before it tells the heap.
const BATCH: i64 = 64 * 1024;

thread_local! {
    /// Bytes allocated less bytes freed since the heap was told.
    static BALANCE: Cell<i64> = const { Cell::new(0) };
}

#[inline]
fn charge(t: &ThreadBase, bytes: usize) -> Result<(), OutOfMemory> {
    if bytes < BATCH as usize {
        let balance = BALANCE.get() + bytes as i64;
        if balance < BATCH {
            BALANCE.set(balance);
            return Ok(());
        }
    }
    charge_now(t, bytes)
}

#[cold]
#[inline(never)]
fn charge_now(t: &ThreadBase, bytes: usize) -> Result<(), OutOfMemory> {
    if bytes > isize::MAX as usize - 16 {
        return Err(OutOfMemory);
    }
    let total = (bytes as i64).saturating_add(BALANCE.get());
    if total >= 0 {
        t.heap().charge(total as usize)?;
    } else {
        t.heap().discharge(total.unsigned_abs() as usize);
    }
    BALANCE.set(0);
    Ok(())
}

#[inline]
fn discharge(bytes: usize) {
    let balance = BALANCE.get() - bytes as i64;
    BALANCE.set(balance);
    if balance <= -BATCH {
        discharge_now();
    }
}

#[cold]
#[inline(never)]
fn discharge_now() {
    if let Some(t) = state::current() {
        t.heap().discharge(BALANCE.replace(0).unsigned_abs() as usize);
    }
}

const fn layout(bytes: usize) -> Layout {
    // SAFETY: the alignment is a power of two and `charge` has refused sizes near the limit of `isize`.
    unsafe { Layout::from_size_align_unchecked(bytes, 8) }
}

/// `bytes` (not 0) of uninitialised memory, aligned to 8.
#[inline]
pub fn allocate(t: &ThreadBase, bytes: usize) -> Result<NonNull<u8>, OutOfMemory> {
    debug_assert!(bytes != 0);
    charge(t, bytes)?;
    // SAFETY: the size is not 0.
    match NonNull::new(unsafe { alloc(layout(bytes)) }) {
        Some(buffer) => Ok(buffer),
        None => {
            discharge(bytes);
            Err(OutOfMemory)
        }
    }
}

/// As `allocate`, of zeros: for large buffers, whose pages come zeroed from the system when they are first touched.
pub fn allocate_zeroed(t: &ThreadBase, bytes: usize) -> Result<NonNull<u8>, OutOfMemory> {
    debug_assert!(bytes != 0);
    charge(t, bytes)?;
    // SAFETY: the size is not 0.
    match NonNull::new(unsafe { alloc_zeroed(layout(bytes)) }) {
        Some(buffer) => Ok(buffer),
        None => {
            discharge(bytes);
            Err(OutOfMemory)
        }
    }
}

/// Makes a buffer larger or smaller, moving it if need be.
///
/// # Safety
/// `old` came from here with `old_bytes`, and nobody else is reading it; on success it is gone.
pub unsafe fn resize(
    t: &ThreadBase,
    old: NonNull<u8>,
    old_bytes: usize,
    bytes: usize,
) -> Result<NonNull<u8>, OutOfMemory> {
    debug_assert!(bytes != 0);
    charge(t, bytes)?;
    // SAFETY: the caller's; the size has been checked by `charge`.
    match NonNull::new(unsafe { realloc(old.as_ptr(), layout(old_bytes), bytes) }) {
        Some(buffer) => {
            discharge(old_bytes);
            Ok(buffer)
        }
        None => {
            discharge(bytes);
            Err(OutOfMemory)
        }
    }
}

/// Gives up a buffer that was part of a living container until now. Under the global lock it is freed at once, as nobody else can be
/// reading it; without one, when all who may be have passed a safepoint.
///
/// # Safety
/// `buffer` came from here with `bytes`; no one finds it in a container any more, and it is not used again.
#[inline]
pub unsafe fn retire(buffer: NonNull<u8>, bytes: usize) {
    if config::NOGIL
        && let Some(t) = state::current()
    {
        // SAFETY: the caller's.
        return unsafe { reclaim::retire(t, bytes, move || free(buffer, bytes)) };
    }
    // SAFETY: the caller's.
    unsafe { free(buffer, bytes) }
}

/// Frees a buffer that nobody else has or reads: that of a container which is dead, or was never shown.
///
/// # Safety
/// `buffer` came from here with `bytes` and is not used again.
#[inline]
pub unsafe fn free(buffer: NonNull<u8>, bytes: usize) {
    discharge(bytes);
    // SAFETY: the caller's.
    unsafe { dealloc(buffer.as_ptr(), layout(bytes)) }
}

/// Runs `f` with the lock of the object that `body` is the payload of. In `f` there is no safepoint, no Python code, no
/// decrement and no allocation that can fail (I6).
#[inline(always)]
pub fn locked<T: Payload, R>(body: &T, f: impl FnOnce() -> R) -> R {
    locked_header(Object::<T>::header_of(body), f)
}

/// As `locked`, for an object's header.
#[inline(always)]
pub fn locked_header<R>(header: &Header, f: impl FnOnce() -> R) -> R {
    within(header, private::enter(header), |_| f())
}

/// As `locked`; tells also how the container was used, for [`give_up`].
#[inline(always)]
pub fn locked_how<T: Payload, R>(body: &T, f: impl FnOnce() -> R) -> (R, Use) {
    used(body, |how| (f(), how))
}

/// As `locked`; `f` is told how the container is used.
#[inline(always)]
pub fn used<T: Payload, R>(body: &T, f: impl FnOnce(Use) -> R) -> R {
    let header = Object::<T>::header_of(body);
    within(header, private::enter(header), f)
}

/// Runs `f` in a use of a container that has begun, and ends it.
#[inline(always)]
fn within<R>(header: &Header, how: Use, f: impl FnOnce(Use) -> R) -> R {
    let result = f(how);
    private::leave(header, how);
    result
}

/// Frees a buffer that was taken out of a container during a use of this kind: nobody else was reading it, or it is retired.
///
/// # Safety
/// As `retire`.
#[inline]
pub unsafe fn give_up(buffer: NonNull<u8>, bytes: usize, how: Use) {
    // SAFETY: the caller's.
    unsafe {
        match how {
            Use::Locked => retire(buffer, bytes),
            Use::Private(_) | Use::Alone => free(buffer, bytes),
        }
    }
}

/// Makes sure that buffers of this container stay readable until the next safepoint, whoever replaces them.
#[inline(always)]
pub fn keep_readable<T: Payload>(body: &T) {
    if config::PRIVATE {
        let header = Object::<T>::header_of(body);
        if !state::current().is_some_and(|t| private::may_read(t, header)) {
            private::share(header);
        }
    }
}

/// As `locked`, by thread `t`, which is running.
#[inline(always)]
pub fn locked_by<T: Payload, R>(t: &ThreadBase, body: &T, f: impl FnOnce() -> R) -> R {
    used_by(t, body, |_| f())
}

/// As `used`, by thread `t`, which is running.
#[inline(always)]
pub fn used_by<T: Payload, R>(t: &ThreadBase, body: &T, f: impl FnOnce(Use) -> R) -> R {
    let header = Object::<T>::header_of(body);
    within(header, private::enter_by(t, header), f)
}

/// As `locked_by`, for an object's header.
#[inline(always)]
pub fn locked_header_by<R>(t: &ThreadBase, header: &Header, f: impl FnOnce() -> R) -> R {
    within(header, private::enter_by(t, header), |_| f())
}

/// Runs `f`, which may allocate, if nobody else can be using or reading the container: under the global lock, or when it is private.
#[inline]
pub fn alone<T: Payload, R>(t: &ThreadBase, body: &T, f: impl FnOnce() -> R) -> Option<R> {
    if config::NOGIL && !config::PRIVATE {
        return None; // it could only be locked
    }
    let header = Object::<T>::header_of(body);
    let how = private::try_enter(t, header)?;
    Some(within(header, how, |_| f()))
}

/// Moves words within or between buffers of a container that is used in this way; one by one where others may be reading them.
///
/// # Safety
/// As `ptr::copy`; both are aligned to words.
#[inline]
pub unsafe fn move_words<T>(from: *const T, to: *mut T, count: usize, how: Use) {
    const { assert!(size_of::<T>() == 8) };
    // SAFETY: the caller's.
    unsafe {
        if how != Use::Locked {
            return ptr::copy(from, to, count);
        }
        let (from, to) = (from.cast::<AtomicU64>(), to.cast::<AtomicU64>());
        let step = |i: usize| (*to.add(i)).store((*from.add(i)).load(Ordering::Relaxed), Ordering::Release);
        if from.addr() < to.addr() {
            (0..count).rev().for_each(step);
        } else {
            (0..count).for_each(step);
        }
    }
}
