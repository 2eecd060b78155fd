//! `list`: a growing array of references.
//!
//! ```text
//! header | items ─→ | len          buffer:  capacity | item 0 | item 1 | … | room
//! ```
//!
//! `items` points behind the capacity word (null: no buffer), so that a reader who has the pointer has the bound that
//! belongs to it. All changes go through `locked` or `buffer::used_by`; removed references are returned and dropped outside of it (I6).

use std::ops::Range;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};

use super::buffer;
use super::kind;
use super::sequence::Bounds;
use crate::config;
use crate::memory::refcount::RefCount;
use crate::memory::{Kind, Object, OutOfMemory, Payload, Ref, Slot, Value, reference};
use crate::runtime::long::LONG_STRIDE;
use crate::runtime::{PyResult, Raised, Thread};
use crate::thread::private::{self, Use};

pub mod heap;
mod iter;
mod methods;
mod operators;
mod sort;

pub use iter::{LIST_ITERATOR, LIST_REVERSE_ITERATOR, ListIterator, reverse_iterator};
pub use methods::LIST;

/// The payload of a list.
#[repr(C)]
pub struct List {
    items: AtomicPtr<Slot>,
    len: AtomicUsize,
    /// Where lists are read without a lock: twice how often items of a list that several threads use have moved, and one more while they do.
    /// Who counts from the end would else find an item that was never there: items move before the length changes.
    shifts: [AtomicU32; config::PRIVATE as usize],
}

/// The bounds of a slice without a step, as they are given: negative ones count from the end, and what lies beyond an end means that end.
/// Which items they are depends on the length, so it is told where the list is entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// Where it starts; 0 if nothing is said.
    pub start: i64,
    /// Where it ends; `i64::MAX` if nothing is said.
    pub stop: i64,
}

impl Span {
    /// The place behind the last item.
    const END: Span = Span { start: i64::MAX, stop: i64::MAX };

    /// The places in a sequence of `len` items.
    #[inline(always)]
    pub fn within(self, len: usize) -> Range<usize> {
        let start = bound_within(self.start, len);
        start..bound_within(self.stop, len).max(start)
    }
}

/// The place that a bound means in a sequence of `len` items: the length itself for one beyond the end.
#[inline(always)]
fn bound_within(i: i64, len: usize) -> usize {
    let i = if i < 0 { i.saturating_add(len as i64).max(0) } else { i };
    (i as usize).min(len)
}

/// Bytes of the capacity word.
const HEAD: usize = size_of::<usize>();

/// The most items that room is made for before they are there.
const MOST_ROOM: usize = 1 << 20;

/// What `items` points behind while the list is being sorted: a capacity of 0.
static SORTING: [usize; 2] = [0; 2];

/// A buffer taken out of a list, owning its items.
struct Taken {
    items: *mut Slot,
    len: usize,
}

/// Bytes of a buffer for `capacity` items.
#[inline]
fn buffer_bytes(capacity: usize) -> Option<usize> {
    capacity.checked_mul(size_of::<Slot>())?.checked_add(HEAD)
}

/// The capacity to grow to for `len` items: an eighth more, so that appending is amortised, in steps of four.
#[inline]
fn grown(len: usize) -> usize {
    len.saturating_add((len >> 3) + 6) & !3
}

/// Items from which on a list that cannot move doubles when it grows.
const LARGE: usize = 4096;

/// Gives up a list's buffer, whose items are gone; `how` the list was used when it was taken out.
///
/// # Safety
/// `items` is null or was a list's and is not used again.
#[inline(always)]
unsafe fn give_up(items: *mut Slot, how: Use) {
    if items.is_null() {
        return;
    }
    // SAFETY: the capacity word lies in front; a capacity of 0 is the static one.
    unsafe {
        let start = items.cast::<usize>().sub(1);
        let capacity = *start;
        if capacity != 0 {
            buffer::give_up(NonNull::new_unchecked(start).cast(), capacity * size_of::<Slot>() + HEAD, how);
        }
    }
}

/// Drops items, the last one first, as in CPython.
///
/// # Safety
/// The first `len` slots own their words and are not used again.
#[inline(always)]
unsafe fn drop_items(items: *mut Slot, len: usize) {
    for i in (0..len).rev() {
        // SAFETY: the caller's.
        unsafe { ptr::drop_in_place(items.add(i)) };
    }
}

/// Writes copies of `n` words that a container holds.
///
/// # Safety
/// The words are there, and their objects stay meanwhile; `to` has room, and what it holds is not dropped.
#[inline(always)]
pub(super) unsafe fn copy_words(t: &Thread, from: *const Value, to: *mut Slot, n: usize) {
    // SAFETY: the caller's.
    unsafe {
        for i in 0..n {
            let word = *from.add(i);
            if word.is_counted() {
                reference::increment(word, t.base.id);
            }
            to.add(i).cast::<Value>().write(word);
        }
    }
}

/// Items that were cut out of a list. The last one is dropped first, as in CPython.
pub struct Removed(Vec<Ref>);

impl Drop for Removed {
    fn drop(&mut self) {
        while let Some(item) = self.0.pop() {
            drop(item);
        }
    }
}

impl Drop for Taken {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the first `len` slots own their words; the buffer is ours.
        unsafe {
            drop_items(self.items, self.len);
            give_up(self.items, Use::Locked);
        }
    }
}

// SAFETY: the kind is this payload's alone; all items are visited.
unsafe impl Payload for List {
    const KIND: Kind = kind::LIST;
    const TRACED: bool = true;
    const RUN: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        // SAFETY: called at a stop, when the list is whole (I6).
        unsafe { self.slots() }.iter().for_each(|slot| visit(slot.load()));
    }
    fn run(&self) -> Option<&[Value]> {
        // SAFETY: as above; nothing stores into the slots before the stop ends, so they may be seen as plain words.
        let slots = unsafe { self.slots() };
        // SAFETY: `Slot` is transparent over a word.
        Some(unsafe { std::slice::from_raw_parts(slots.as_ptr().cast(), slots.len()) })
    }
    fn check(&self) -> Option<&'static str> {
        let items = self.items.load(Ordering::Acquire);
        // SAFETY: as above; the capacity word lies in front of the items.
        let capacity = if items.is_null() { 0 } else { unsafe { *items.cast::<usize>().sub(1) } };
        if self.len.load(Ordering::Acquire) > capacity {
            return Some("a list longer than its buffer");
        }
        // SAFETY: as above.
        unsafe { self.slots() }.iter().any(|slot| slot.load().is_null()).then_some("a list with a hole")
    }
    fn clear(&self) {
        drop(self.take_buffer(ptr::null_mut()));
    }
}

impl Drop for List {
    #[inline]
    fn drop(&mut self) {
        let items = *self.items.get_mut();
        // SAFETY: the list owns buffer and items, and is gone after this, so nobody reads them.
        unsafe {
            drop_items(items, *self.len.get_mut());
            give_up(items, Use::Alone);
        }
    }
}

impl Default for List {
    fn default() -> List {
        List::EMPTY
    }
}

impl List {
    /// A list without items or buffer.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const EMPTY: List = List {
        items: AtomicPtr::new(ptr::null_mut()),
        len: AtomicUsize::new(0),
        shifts: [const { AtomicU32::new(0) }; config::PRIVATE as usize],
    };

    /// A list with room for `capacity` items.
    pub fn with_capacity(t: &Thread, capacity: usize) -> PyResult<List> {
        let list = List::EMPTY;
        if capacity != 0 {
            list.items.store(Self::allocate_items(t, capacity)?, Ordering::Relaxed);
        }
        Ok(list)
    }

    /// The body of a list of `count` items that `next` gives; the buffer is exactly as long.
    #[inline(always)]
    pub fn of(t: &Thread, count: usize, mut next: impl FnMut() -> Ref) -> PyResult<List> {
        let list = List::with_capacity(t, count)?;
        let items = list.items.load(Ordering::Relaxed);
        for i in 0..count {
            // SAFETY: within the capacity of the fresh buffer.
            unsafe { items.add(i).write(Slot::new(next())) };
        }
        list.len.store(count, Ordering::Relaxed);
        Ok(list)
    }

    fn allocate_items(t: &Thread, capacity: usize) -> PyResult<*mut Slot> {
        let bytes = buffer_bytes(capacity).ok_or_else(|| t.memory_error())?;
        let zeroed = config::NOGIL && capacity > LONG_STRIDE;
        let start =
            if zeroed { buffer::allocate_zeroed(t, bytes) } else { buffer::allocate(t, bytes) }?.cast::<usize>();
        // SAFETY: the buffer starts with the capacity word; the items follow.
        unsafe {
            start.write(capacity);
            let items = start.add(1).cast::<Slot>().as_ptr();
            if config::NOGIL && !zeroed {
                // Readers without the lock may look at places that are not in use.
                ptr::write_bytes(items, 0, capacity);
            }
            Ok(items)
        }
    }

    /// Runs `f` with the lock; it runs no Python code, drops no reference and allocates nothing (I6).
    #[inline(always)]
    fn locked<R>(&self, f: impl FnOnce() -> R) -> R {
        buffer::locked(self, f)
    }

    /// As `locked`, by the running thread.
    #[inline(always)]
    fn locked_by<R>(&self, t: &Thread, f: impl FnOnce() -> R) -> R {
        buffer::locked_by(&t.base, self, f)
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.load(Ordering::Relaxed)
    }

    /// Is it `[]`?
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of item `i`, for callers that exclude other threads (the interpreter under a global lock).
    #[inline(always)]
    pub fn slot_at(&self, i: i64) -> Option<&Slot> {
        let len = self.len();
        let place = if i < 0 { (i as usize).wrapping_add(len) } else { i as usize };
        // SAFETY: the first `len` slots of the buffer are initialised.
        (place < len).then(|| unsafe { &*self.items.load(Ordering::Relaxed).add(place) })
    }

    /// The buffer, to be compared with what it is later.
    #[inline(always)]
    pub fn buffer(&self) -> *const Slot {
        self.items.load(Ordering::Acquire)
    }

    /// A number that changes when items move, for a reader without the lock; odd while they do.
    #[inline(always)]
    pub fn shifts(&self) -> u32 {
        self.shifts.first().map_or(0, |shifts| shifts.load(Ordering::Acquire))
    }

    /// Items begin to move, or have arrived. With the lock held, if others may be reading.
    #[inline(always)]
    fn note_shift(&self, how: Use) {
        if how == Use::Locked
            && let Some(shifts) = self.shifts.first()
        {
            // Release: who sees it at the end sees the new length. That it has begun is seen by who sees one of the words, each of which is
            // stored with release.
            shifts.store(shifts.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
        }
    }

    /// The place with this number, counted from the start, for a reader without the lock: within the bounds that the buffer itself has.
    ///
    /// # Safety
    /// Buffers that the list gives up are not freed before the next safepoint.
    #[inline(always)]
    pub unsafe fn place_at(&self, buffer: *const Slot, place: usize) -> Option<&Slot> {
        let len = self.len.load(Ordering::Acquire);
        // SAFETY: the capacity word lies in front of the buffer; places up to the capacity hold a word or are null, as are those that
        // were taken out.
        unsafe {
            (place < len && !buffer.is_null() && place < *buffer.cast::<usize>().sub(1)).then(|| &*buffer.add(place))
        }
    }

    /// Appends a word that owns what it says; the caller has seen that there is room and excludes other threads.
    #[inline(always)]
    pub fn push_within_capacity(&self, item: Value) {
        let len = self.len();
        debug_assert!(len < self.capacity_held());
        // SAFETY: within the capacity; the place holds nothing.
        unsafe { (*self.items.load(Ordering::Relaxed).add(len)).store_raw(item) };
        self.len.store(len + 1, Ordering::Release);
    }

    /// Items that fit without growing.
    #[inline]
    pub fn capacity(&self) -> usize {
        if config::NOGIL { self.locked(|| self.capacity_held()) } else { self.capacity_held() }
    }

    /// As `capacity`; the caller has entered the list.
    #[inline(always)]
    pub fn capacity_held(&self) -> usize {
        let items = self.items.load(Ordering::Relaxed);
        // SAFETY: the capacity word lies in front of the items.
        if items.is_null() { 0 } else { unsafe { *items.cast::<usize>().sub(1) } }
    }

    /// The items in place.
    ///
    /// # Safety
    /// The list does not change while the slice is in use: the lock is held, or nothing but the caller's own code runs.
    #[inline(always)]
    pub unsafe fn slots(&self) -> &[Slot] {
        let items = self.items.load(Ordering::Relaxed);
        if items.is_null() {
            return &[];
        }
        // SAFETY: the first `len` slots of the buffer are initialised.
        unsafe { std::slice::from_raw_parts(items, self.len()) }
    }

    /// The items in place, as references.
    ///
    /// # Safety
    /// As `slots`.
    #[inline(always)]
    pub unsafe fn as_slice(&self) -> &[Ref] {
        // SAFETY: `Slot` and `Ref` are both transparent over a word; slots in use are not empty.
        unsafe { std::mem::transmute::<&[Slot], &[Ref]>(self.slots()) }
    }

    /// Item `i` as a borrowed word, negative indices counting from the end. For the interpreter, which counts it before
    /// anything else runs.
    #[inline(always)]
    pub fn get_fast(&self, i: i64) -> Option<Value> {
        let len = self.len();
        let i = if i < 0 { i + len as i64 } else { i } as usize;
        // SAFETY: a list with items has a buffer of at least that many.
        if i < len { Some(unsafe { &*self.items.load(Ordering::Relaxed).add(i) }.load()) } else { None }
    }

    /// Replaces item `i` (negative: from the end). Gives back the old item, to be dropped, or the new one when there is no
    /// such index.
    #[inline(always)]
    pub fn set_fast(&self, i: i64, item: Ref) -> Result<Ref, Ref> {
        self.locked(|| {
            let len = self.len();
            let i = if i < 0 { i + len as i64 } else { i } as usize;
            if i >= len {
                return Err(item);
            }
            // SAFETY: a list with items has a buffer of at least that many.
            let slot = unsafe { &*self.items.load(Ordering::Relaxed).add(i) };
            Ok(slot.replace_held(item).expect("items are never empty"))
        })
    }

    /// Item `i`.
    #[inline]
    pub fn get(&self, i: usize) -> Option<Ref> {
        self.item(i64::try_from(i).ok()?)
    }

    /// As `get`, by thread `t`; without the lock, if the item needs none (I7).
    #[inline]
    pub fn get_by(&self, t: &Thread, i: usize) -> Option<Ref> {
        if config::PRIVATE && private::may_read(&t.base, Object::<List>::header_of(self)) {
            let buffer = self.buffer();
            // SAFETY: of a list that `t` may read.
            let item = unsafe { self.place_at(buffer, i) }.and_then(|place| place.get_own(t.base.id));
            if item.is_some() && ptr::eq(self.buffer(), buffer) {
                return item;
            }
        }
        self.get(i)
    }

    /// Item `i`, counted from the end if it is negative.
    #[inline]
    pub fn item(&self, i: i64) -> Option<Ref> {
        buffer::used(self, |how| {
            let slot = self.slot_at(i)?;
            // From a shared list others may want to take the item too, without the lock from then on.
            if how == Use::Locked { slot.get() } else { slot.get_held() }
        })
    }

    /// Copies of all items.
    pub fn snapshot(&self) -> Vec<Ref> {
        let mut copies = Vec::with_capacity(self.len());
        // SAFETY: the lock is held.
        self.locked(|| copies.extend_from_slice(unsafe { self.as_slice() }));
        copies
    }

    /// A new list of the items of this span.
    pub fn part(&self, t: &Thread, span: Span) -> PyResult {
        loop {
            let part = List::with_capacity(t, span.within(self.len()).len())?;
            let copied = self.locked_by(t, || {
                // SAFETY: the lock is held.
                let items = unsafe { self.as_slice() };
                let items = &items[span.within(items.len())];
                if items.len() > part.capacity_held() {
                    return false; // longer than when the room was made
                }
                // SAFETY: within the capacity of the fresh buffer; the list keeps the items.
                unsafe { copy_words(t, items.as_ptr().cast(), part.items.load(Ordering::Relaxed), items.len()) };
                part.set_len(items.len());
                true
            });
            if copied {
                return Ok(Object::<List>::allocate(t, t.types().list.as_ptr(), part)?);
            }
        }
    }

    /// A new list of the items that these bounds mean.
    pub(super) fn every(&self, t: &Thread, bounds: Bounds) -> PyResult {
        loop {
            let list = List::with_capacity(t, bounds.indices(self.len()).count)?;
            let copied = self.locked_by(t, || {
                // SAFETY: the lock is held.
                let items = unsafe { self.as_slice() };
                let places = bounds.indices(items.len());
                if places.count > list.capacity_held() {
                    return false; // longer than when the room was made
                }
                let to = list.items.load(Ordering::Relaxed);
                for (n, i) in places.iter().enumerate() {
                    // SAFETY: within the capacity of the fresh buffer; the list keeps the item.
                    unsafe { copy_words(t, ptr::from_ref(&items[i]).cast(), to.add(n), 1) };
                }
                list.set_len(places.count);
                true
            });
            if copied {
                return Ok(Object::<List>::allocate(t, t.types().list.as_ptr(), list)?);
            }
        }
    }

    /// Appends an item.
    #[inline(always)]
    pub fn push(&self, t: &Thread, item: Ref) -> PyResult<()> {
        match self.push_if_room(t, item) {
            Ok(()) => Ok(()),
            Err(item) => self.push_growing(t, item),
        }
    }

    #[inline(always)]
    fn push_if_room(&self, t: &Thread, item: Ref) -> Result<(), Ref> {
        self.locked_by(t, || self.push_held(item))
    }

    /// Appends an item if there is room, with the lock held.
    #[inline(always)]
    fn push_held(&self, item: Ref) -> Result<(), Ref> {
        let len = self.len();
        if len >= self.capacity_held() {
            return Err(item);
        }
        // SAFETY: below the capacity; the place is not in use.
        unsafe { (*self.items.load(Ordering::Relaxed).add(len)).store_raw(Slot::new(item).into_word()) };
        // Release: who sees the length sees the item.
        self.len.store(len + 1, Ordering::Release);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn push_growing(&self, t: &Thread, mut item: Ref) -> PyResult<()> {
        loop {
            self.reserve(t, self.len().saturating_add(1))?;
            match self.push_if_room(t, item) {
                Ok(()) => return Ok(()),
                Err(back) => item = back,
            }
        }
    }

    /// Makes room for `len` items in all.
    pub fn reserve(&self, t: &Thread, len: usize) -> PyResult<()> {
        if len <= self.capacity() {
            return Ok(());
        }
        let least = grown(len);
        let room = if self.is_copied_when_it_grows(t) { self.capacity().saturating_mul(2) } else { 0 };
        match self.set_capacity(t, least.max(room)) {
            Err(_) if room > least => self.set_capacity(t, least),
            done => done,
        }
    }

    /// Is this a large list that others may be reading without a lock? The allocator cannot move its buffer, whose items are copied whenever it
    /// grows; but what it has beyond them is not touched until it is used.
    fn is_copied_when_it_grows(&self, t: &Thread) -> bool {
        config::PRIVATE && self.len() >= LARGE && !private::is_private(&t.base, Object::<List>::header_of(self))
    }

    /// Moves to a buffer of `capacity`, unless the list has more items by then.
    fn set_capacity(&self, t: &Thread, capacity: usize) -> PyResult<()> {
        let bytes = buffer_bytes(capacity).ok_or_else(|| t.memory_error())?;
        if self.capacity() != 0
            && let Some(done) = buffer::alone(&t.base, self, || self.resize_in_place(t, capacity, bytes))
        {
            return Ok(done?);
        }
        let new = Self::allocate_items(t, capacity)?;
        let (retired, how) = buffer::locked_how(self, || {
            let len = self.len();
            if len > capacity {
                return new;
            }
            let old = self.items.load(Ordering::Relaxed);
            if len != 0 {
                // SAFETY: both buffers have room for `len`; the words move to the new one.
                unsafe { ptr::copy_nonoverlapping(old, new, len) };
            }
            // Release: who sees the buffer sees its contents.
            self.items.store(new, Ordering::Release);
            old
        });
        // SAFETY: no longer (or never) part of the list, and its items have moved.
        unsafe { give_up(retired, how) };
        Ok(())
    }

    /// Lets the allocator move the buffer, which is there; nobody else reads it.
    fn resize_in_place(&self, t: &Thread, capacity: usize, bytes: usize) -> Result<(), OutOfMemory> {
        let (old, old_capacity) = (self.items.load(Ordering::Relaxed), self.capacity_held());
        if old_capacity == 0 || capacity < self.len() {
            return Ok(()); // changed meanwhile; the caller looks again
        }
        let old_bytes = old_capacity * size_of::<Slot>() + HEAD;
        // SAFETY: a list's buffer that starts with the capacity word.
        unsafe {
            let start = NonNull::new_unchecked(old.cast::<usize>().sub(1)).cast();
            let start = buffer::resize(t, start, old_bytes, bytes)?.cast::<usize>();
            start.write(capacity);
            let items = start.add(1).cast::<Slot>().as_ptr();
            if config::NOGIL && capacity > old_capacity {
                ptr::write_bytes(items.add(old_capacity), 0, capacity - old_capacity);
            }
            self.items.store(items, Ordering::Release);
        }
        Ok(())
    }

    /// Sets the length after items have moved down; places that are not in use any more hold nothing.
    ///
    /// # Safety
    /// With the lock held; the words from `len` to `before` have moved or been taken out.
    unsafe fn end_at(&self, len: usize, before: usize) {
        self.len.store(len, Ordering::Release);
        if config::NOGIL {
            let items = self.items.load(Ordering::Relaxed);
            for i in len..before {
                // SAFETY: places below the capacity.
                unsafe { (*items.add(i)).store_raw(Value::NULL) };
            }
        }
    }

    /// Does the list use less than half of its buffer? With the lock held.
    fn is_wasteful(&self) -> bool {
        let capacity = self.capacity_held();
        capacity > 16 && self.len() < capacity / 2
    }

    /// Gives the memory back that the list does not use, if it [`List::is_wasteful`].
    #[inline]
    fn shrink_if(&self, t: &Thread, is_wasteful: bool) {
        if is_wasteful {
            // A failure leaves the buffer larger than need be.
            let _ = self.set_capacity(t, grown(self.len()));
        }
    }

    /// Removes and returns the last item.
    #[inline(always)]
    pub fn pop(&self, t: &Thread) -> Option<Ref> {
        let (last, is_wasteful) = self.locked_by(t, || (self.pop_held(), self.is_wasteful()));
        self.shrink_if(t, is_wasteful);
        last
    }

    /// Removes and returns the last item, with the lock held.
    #[inline(always)]
    fn pop_held(&self) -> Option<Ref> {
        let len = self.len();
        if len == 0 {
            return None;
        }
        self.len.store(len - 1, Ordering::Relaxed);
        // SAFETY: the last item in use.
        unsafe { &*self.items.load(Ordering::Relaxed).add(len - 1) }.take_held()
    }

    /// Inserts before index `i`, which is brought within bounds.
    pub fn insert(&self, t: &Thread, i: usize, item: Ref) -> PyResult<()> {
        self.insert_before(t, i64::try_from(i).unwrap_or(i64::MAX), item)
    }

    /// As `insert`; a negative index counts from the end.
    fn insert_before(&self, t: &Thread, i: i64, mut item: Ref) -> PyResult<()> {
        loop {
            let done = buffer::used_by(&t.base, self, |how| {
                let len = self.len();
                if len >= self.capacity_held() {
                    return Err(item);
                }
                let i = bound_within(i, len);
                self.note_shift(how);
                // SAFETY: `len + 1` items fit; those behind `i` move up by one, and the hole is filled.
                unsafe {
                    let place = self.items.load(Ordering::Relaxed).add(i);
                    buffer::move_words(place, place.add(1), len - i, how);
                    (*place).store_raw(Slot::new(item).into_word());
                }
                self.len.store(len + 1, Ordering::Release);
                self.note_shift(how);
                Ok(())
            });
            match done {
                Ok(()) => return Ok(()),
                Err(back) => item = back,
            }
            self.reserve(t, self.len().saturating_add(1))?;
        }
    }

    /// Removes and returns item `i`, counted from the end if it is negative.
    pub fn remove_at(&self, t: &Thread, i: i64) -> Option<Ref> {
        let (removed, is_wasteful) = buffer::used_by(&t.base, self, |how| self.remove_held(i, how));
        self.shrink_if(t, is_wasteful);
        removed
    }

    /// As `remove_at`, with the lock held; tells also whether the buffer is too large then.
    fn remove_held(&self, i: i64, how: Use) -> (Option<Ref>, bool) {
        let len = self.len();
        let i = if i < 0 { (i as usize).wrapping_add(len) } else { i as usize };
        if i >= len {
            return (None, false);
        }
        // SAFETY: item `i` is taken out and those behind it move down by one.
        unsafe {
            let place = self.items.load(Ordering::Relaxed).add(i);
            let item = (*place).take_held();
            self.note_shift(how);
            buffer::move_words(place.add(1), place, len - i - 1, how);
            self.end_at(len - 1, len);
            self.note_shift(how);
            (item, self.is_wasteful())
        }
    }

    /// Replaces the items of a span by `new` ones. The old ones are returned.
    pub fn splice(&self, t: &Thread, span: Span, mut new: Vec<Ref>) -> PyResult<Removed> {
        let mut removed = Vec::new();
        loop {
            let len = self.len();
            let cut = span.within(len).len();
            self.reserve(t, (len - cut).saturating_add(new.len()))?;
            removed.reserve(cut);
            let done = buffer::used_by(&t.base, self, |how| self.splice_held(span, &mut new, &mut removed, how));
            if let Some(is_wasteful) = done {
                self.shrink_if(t, is_wasteful);
                return Ok(Removed(removed));
            }
        }
    }

    /// As `splice`, by copies of the list's own items: those that it has at that moment.
    fn splice_itself(&self, t: &Thread, span: Span) -> PyResult<Removed> {
        let (mut new, mut removed) = (Vec::new(), Vec::new());
        loop {
            let len = self.len();
            let cut = span.within(len).len();
            self.reserve(t, (len - cut).saturating_add(len))?;
            new.reserve(len);
            removed.reserve(cut);
            let done = buffer::used_by(&t.base, self, |how| {
                // SAFETY: the lock is held.
                let items = unsafe { self.as_slice() };
                if items.len() > new.capacity() {
                    return None;
                }
                new.extend_from_slice(items);
                self.splice_held(span, &mut new, &mut removed, how)
            });
            if let Some(is_wasteful) = done {
                self.shrink_if(t, is_wasteful);
                return Ok(Removed(removed));
            }
            new.clear();
        }
    }

    /// `splice` with the lock held; tells whether the buffer is too large then. `None`: there is no room, and nothing is done.
    #[inline(always)]
    fn splice_held(&self, span: Span, new: &mut Vec<Ref>, removed: &mut Vec<Ref>, how: Use) -> Option<bool> {
        let (len, added) = (self.len(), new.len());
        let Range { start, end } = span.within(len);
        let after = len - (end - start) + added;
        if after > self.capacity_held() || end - start > removed.capacity() {
            return None;
        }
        let items = self.items.load(Ordering::Relaxed);
        if items.is_null() {
            return Some(false);
        }
        // SAFETY: `end <= len <= capacity` and `after <= capacity`: the items cut out become `Ref`s, those behind them
        // move, and the gap is filled.
        unsafe {
            for i in start..end {
                removed.push(Ref::adopt((*items.add(i)).load()));
            }
            let place = items.add(start);
            let shifts = after != len && end < len;
            if shifts {
                self.note_shift(how);
            }
            buffer::move_words(items.add(end), place.add(added), len - end, how);
            for (i, item) in new.drain(..).enumerate() {
                (*place.add(i)).store_raw(Slot::new(item).into_word());
            }
            self.end_at(after, len);
            if shifts {
                self.note_shift(how);
            }
        }
        Some(self.is_wasteful())
    }

    /// As `splice`, by copies of the items of another list.
    pub fn splice_list(&self, t: &Thread, span: Span, new: &List) -> PyResult<Removed> {
        if ptr::eq(self, new) {
            return self.splice_itself(t, span);
        }
        // Without a global lock what only the stack holds has no rival either: most often a slice just made.
        if private::is_sole(&t.base, Object::<List>::header_of(new)) {
            let attempt = || {
                let removed = self.splice_alone(t, span, new)?;
                Some((removed, self.is_wasteful()))
            };
            while let Some(done) = buffer::alone(&t.base, self, attempt) {
                if let Some((removed, is_wasteful)) = done {
                    self.shrink_if(t, is_wasteful);
                    return Ok(removed);
                }
                let len = self.len();
                self.reserve(t, len - span.within(len).len() + new.len())?;
            }
        }
        self.splice(t, span, new.snapshot())
    }

    /// `splice_list` while nobody else can use either list; `None` if there is no room.
    fn splice_alone(&self, t: &Thread, span: Span, new: &List) -> Option<Removed> {
        let (len, added) = (self.len(), new.len());
        let Range { start, end } = span.within(len);
        let count = end - start;
        let after = len - count + added;
        if after > self.capacity_held() {
            return None;
        }
        let mut removed = Vec::new();
        // SAFETY: `after` items fit. The words of those that go are overwritten or moved over; nothing runs meanwhile.
        unsafe {
            let place = self.items.load(Ordering::Relaxed).wrapping_add(start);
            for i in 0..count {
                let old = (*place.add(i)).load();
                // The others have further references.
                if old.is_counted() && (config::UNCOUNTED || !(*old.address()).count.dec_if_fast(t.base.id)) {
                    removed.push(Ref::adopt(old));
                }
            }
            if count != added {
                ptr::copy(place.add(count), place.add(added), len - start - count);
            }
            copy_words(t, new.items.load(Ordering::Relaxed).cast(), place, added);
            self.end_at(after, len);
        }
        Some(Removed(removed))
    }

    /// Appends all of `new`.
    pub fn extend_from(&self, t: &Thread, new: Vec<Ref>) -> PyResult<()> {
        self.splice(t, Span::END, new).map(drop)
    }

    /// Empties the list. The items are dropped at the end.
    pub fn clear_items(&self) {
        drop(self.take_buffer(ptr::null_mut()));
    }

    /// Reverses the items in place.
    pub fn reverse(&self, t: &Thread) {
        buffer::used_by(&t.base, self, |how| {
            let items = self.items.load(Ordering::Relaxed);
            if items.is_null() {
                return;
            }
            if how != Use::Locked {
                // SAFETY: slots are words, which nobody else reads meanwhile.
                return unsafe { std::slice::from_raw_parts_mut(items.cast::<u64>(), self.len()) }.reverse();
            }
            // SAFETY: the first `len` slots are initialised.
            let slots = unsafe { std::slice::from_raw_parts(items, self.len()) };
            for (i, first) in slots[..slots.len() / 2].iter().enumerate() {
                let last = &slots[slots.len() - 1 - i];
                let (a, b) = (first.load(), last.load());
                first.store_raw(b);
                last.store_raw(a);
            }
        });
    }

    /// Takes the buffer with all items out, leaving `instead` and no items.
    fn take_buffer(&self, instead: *mut Slot) -> Option<Taken> {
        self.locked(|| self.exchange_buffer(instead))
    }

    /// As `take_buffer`, with the lock held.
    fn exchange_buffer(&self, instead: *mut Slot) -> Option<Taken> {
        let len = self.len.swap(0, Ordering::Relaxed);
        let items = self.items.swap(instead, Ordering::Relaxed);
        if items.is_null() { None } else { Some(Taken { items, len }) }
    }

    /// Takes the buffer out for the time of a sort. `None`: there is nothing to sort, perhaps because another thread is at it; putting nothing
    /// back later would take away what that one puts back.
    fn start_sort(&self) -> Option<Taken> {
        // The pointer is never written through: the capacity is 0.
        let instead = (&raw const SORTING[1]).cast::<Slot>().cast_mut();
        self.locked(|| if self.is_empty() { None } else { self.exchange_buffer(instead) })
    }

    /// Puts the buffer back. False when the list has been changed meanwhile; those changes are lost.
    fn end_sort(&self, taken: Taken) -> bool {
        let taken = std::mem::ManuallyDrop::new(taken);
        let lost = self.locked(|| {
            let lost_len = self.len.load(Ordering::Relaxed);
            let lost = self.items.swap(taken.items, Ordering::Release);
            self.len.store(taken.len, Ordering::Release);
            Taken { items: lost, len: lost_len }
        });
        let unchanged = ptr::eq(lost.items.cast_const().cast::<usize>(), &raw const SORTING[1]);
        if lost.items.is_null() {
            std::mem::forget(lost);
        }
        unchanged
    }
}

impl Thread {
    /// A list of these items.
    #[inline]
    pub fn list(&self, items: Vec<Ref>) -> PyResult {
        let count = items.len();
        let mut items = items.into_iter();
        self.list_of(count, || items.next().expect("as many as counted"))
    }

    /// A list of copies of these references.
    #[inline]
    pub fn list_from(&self, items: &[Ref]) -> PyResult {
        let mut items = items.iter();
        self.list_of(items.len(), || items.next().expect("as many as counted").clone())
    }

    /// A list of `count` items that `next` gives one after the other.
    #[inline(always)]
    pub fn list_of(&self, count: usize, next: impl FnMut() -> Ref) -> PyResult {
        let body = List::of(self, count, next)?;
        Ok(Object::<List>::allocate(self, self.types().list.as_ptr(), body)?)
    }

    /// `[]`.
    #[inline]
    pub fn new_list(&self) -> PyResult {
        Ok(Object::<List>::allocate(self, self.types().list.as_ptr(), List::EMPTY)?)
    }

    /// An empty list with room for `len` items that are to be appended: as much as it would have had by then.
    pub fn new_list_for(&self, len: usize) -> PyResult {
        let mut capacity = 0;
        while capacity < len.min(MOST_ROOM) {
            capacity = grown(capacity + 1);
        }
        let body = List::with_capacity(self, capacity)?;
        Ok(Object::<List>::allocate(self, self.types().list.as_ptr(), body)?)
    }

    /// Appends to a list.
    pub fn list_push(&self, list: &Ref, item: Ref) -> PyResult<()> {
        list.downcast::<List>().ok_or_else(|| self.not_a_list(list))?.push(self, item)
    }

    #[cold]
    fn not_a_list(&self, value: &Ref) -> Raised {
        self.type_error(format!("expected a list, got {}", self.type_name(value)))
    }
}

impl List {
    /// Sets the length; with the lock held, all items below it in place and none owned beyond.
    fn set_len(&self, len: usize) {
        self.len.store(len, Ordering::Release);
    }

    /// Makes room for `len` items and no more; for a list nobody else sees.
    fn reserve_exactly(&self, t: &Thread, len: usize) -> PyResult<()> {
        if len > self.capacity() { self.set_capacity(t, len) } else { Ok(()) }
    }

    /// Appends copies of `count` items to a list that nobody else sees and that has room for them. False when this list has
    /// another length meanwhile.
    fn copy_into(&self, t: &Thread, target: &List, count: usize) -> bool {
        self.locked(|| {
            // SAFETY: the lock is held.
            let items = unsafe { self.as_slice() };
            if items.len() != count {
                return false;
            }
            if count != 0 {
                let start = target.len();
                debug_assert!(start + count <= target.capacity());
                let to = target.items.load(Ordering::Relaxed);
                // SAFETY: the target has room, and the places are not in use; this list keeps the items.
                unsafe { copy_words(t, items.as_ptr().cast(), to.add(start), count) };
                target.set_len(start + count);
            }
            true
        })
    }
}
