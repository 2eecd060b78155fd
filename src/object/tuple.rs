//! `tuple`: an immutable sequence, its items in the object itself.
//!
//! ```text
//! exact, at most INLINE items   header | len | item 0 | item 1 | …
//! longer, or of a subclass      header | len + EXTERNAL | buffer | (attributes of the subclass)
//! ```
//!
//! Behind the items there is room for the hash where a block of the size class has it anyway (every other number of items) and in buffers.
//!
//! Items are written once, before anyone sees the tuple, so they can be lent out as a plain slice for as long as the tuple lives.

use std::cell::UnsafeCell;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};

use super::buffer;
use super::iterator::Cursor;
use super::kind;
use crate::config;
use crate::memory::object::{allocate_raw, write_header};
use crate::memory::reference::{decrement, heap_form};
use crate::memory::slab::LARGEST;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value, header};
use crate::runtime::{PyResult, Thread};

mod methods;

pub use methods::{TUPLE, TUPLE_ITERATOR, compare_slices, compares_as_tuple, hash_items};

/// The payload of a tuple. Made in place by the functions below only.
#[repr(C)]
pub struct Tuple {
    len: usize,
    /// The first item, or the address of the buffer.
    first: UnsafeCell<Value>,
}

/// Bit of `len`: the items are in a buffer.
const EXTERNAL: usize = 1 << (usize::BITS - 1);
/// Bytes before the items of a tuple that holds them itself.
const HEAD: usize = size_of::<Object<Tuple>>() - size_of::<Value>();
/// Most items that a tuple holds itself.
pub const INLINE: usize = (LARGEST - HEAD) / size_of::<Value>();

/// No hash is kept; neither is this one.
const NO_HASH: u64 = 0;

/// Does the block of a tuple of so many items have room for the hash in any case? Blocks are multiples of two words; whether an even or
/// an odd number of items leaves one over hangs on the length of the header.
#[inline(always)]
const fn keeps_hash(count: usize) -> bool {
    !(HEAD / size_of::<Value>() + count).is_multiple_of(2) && count != 0 && count < INLINE
}

// SAFETY: written before anyone sees the tuple, then only read.
unsafe impl Sync for Tuple {}

// SAFETY: the kind is this payload's alone; all items are visited.
unsafe impl Payload for Tuple {
    const KIND: Kind = kind::TUPLE;
    const TRACED: bool = true;
    const RUN: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.items().iter().for_each(|item| visit(item.value()));
    }
    fn run(&self) -> Option<&[Value]> {
        let items = self.items();
        // SAFETY: `Ref` is transparent over a word.
        Some(unsafe { std::slice::from_raw_parts(items.as_ptr().cast(), items.len()) })
    }
    fn check(&self) -> Option<&'static str> {
        self.items().iter().any(|item| item.value().is_null()).then_some("a tuple with a hole")
    }
}

impl Drop for Tuple {
    #[inline]
    fn drop(&mut self) {
        // The last item goes first, as users of CPython see it.
        for item in self.items().iter().rev() {
            // SAFETY: the tuple owns its items and is gone after this.
            unsafe { decrement(item.value()) };
        }
        if self.len & EXTERNAL != 0 && self.len != EXTERNAL {
            let bytes = (self.len() + 1) * size_of::<Value>();
            // SAFETY: with EXTERNAL and items the word is the address of a buffer of that size.
            unsafe { buffer::free(NonNull::new_unchecked((*self.first.get()).bits() as *mut u8), bytes) };
        }
    }
}

impl Tuple {
    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len & !EXTERNAL
    }

    /// Is it `()`?
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Ref] {
        let mut start = self.first.get().cast::<Ref>().cast_const();
        if self.len & EXTERNAL != 0 {
            // SAFETY: the word is the buffer's address, or dangling when there are no items.
            start = unsafe { (*self.first.get()).bits() } as *const Ref;
        }
        // SAFETY: so many words were written before the tuple was published, and do not change while it lives; `Ref` is a
        // transparent wrapper of a word.
        unsafe { std::slice::from_raw_parts(start, self.len()) }
    }

    /// The place of the hash, if there is one.
    #[inline(always)]
    fn hash_place(&self) -> Option<&AtomicU64> {
        let items = self.items();
        let has_place = !items.is_empty() && (self.len & EXTERNAL != 0 || keeps_hash(items.len()));
        // SAFETY: initialised behind the items when the tuple was made.
        has_place.then(|| unsafe { &*items.as_ptr().add(items.len()).cast::<AtomicU64>() })
    }

    /// The hash, if it was kept.
    #[inline(always)]
    pub fn kept_hash(&self) -> Option<i64> {
        // Relaxed: whoever computes it gets the same number.
        let hash = self.hash_place()?.load(Ordering::Relaxed);
        (hash != NO_HASH).then_some(hash as i64)
    }

    /// Keeps the hash, where there is a place for it: it must be what any later computation would give.
    pub fn keep_hash(&self, hash: i64) {
        if let Some(place) = self.hash_place() {
            place.store(hash as u64, Ordering::Relaxed);
        }
    }

    /// Item `i`, negative indices counting from the end.
    #[inline(always)]
    pub fn get_fast(&self, i: i64) -> Option<Value> {
        let items = self.items();
        let i = if i < 0 { i + items.len() as i64 } else { i };
        items.get(i as usize).map(Ref::value)
    }

    /// The body of an instance of a subclass, with the items in a buffer.
    pub fn external(t: &Thread, items: &[Ref]) -> PyResult<Tuple> {
        let mut items = items.iter().cloned();
        let count = items.len();
        let buffer = Self::external_words(t, count, &mut || items.next().expect("as many as counted"))?;
        Ok(Tuple { len: count | EXTERNAL, first: UnsafeCell::new(buffer) })
    }

    fn external_words(t: &Thread, count: usize, next: &mut dyn FnMut() -> Ref) -> PyResult<Value> {
        if count == 0 {
            return Ok(Value::from_bits(align_of::<Value>() as u64));
        }
        let bytes = count.checked_add(1).and_then(|words| words.checked_mul(size_of::<Value>()));
        let words = buffer::allocate(t, bytes.ok_or_else(|| t.memory_error())?)?.cast::<Value>();
        // SAFETY: within the fresh buffer.
        unsafe { words.add(count).cast::<u64>().write(NO_HASH) };
        for i in 0..count {
            // SAFETY: within the fresh buffer.
            unsafe { words.add(i).write(heap_form(next())) };
        }
        Ok(Value::from_bits(words.as_ptr() as u64))
    }

    /// An exact tuple of `count` items that `next` gives one after the other; the one place where exact tuples are made.
    #[inline(always)]
    pub fn build(t: &Thread, count: usize, mut next: impl FnMut() -> Ref) -> PyResult {
        if count == 0 {
            return Ok(t.empty_tuple());
        }
        if count > INLINE {
            return Self::build_external(t, count, &mut next);
        }
        let object = allocate_raw(t, HEAD + count * size_of::<Value>(), true)?;
        // SAFETY: the block is large enough and ours; header and payload are written before anyone sees it (I8).
        unsafe {
            write_header(t, object, kind::TUPLE, 0, t.types().tuple.as_ptr());
            let place = object.byte_add(HEAD).cast::<Value>();
            place.cast::<usize>().sub(1).write(count);
            for i in 0..count {
                place.add(i).write(heap_form(next()));
            }
            if keeps_hash(count) {
                place.add(count).cast::<u64>().write(NO_HASH);
            }
            t.count_allocation();
            Ok(Ref::adopt(Value::counted(object)))
        }
    }

    #[cold]
    fn build_external(t: &Thread, count: usize, next: &mut dyn FnMut() -> Ref) -> PyResult {
        let words = Self::external_words(t, count, next)?;
        let body = Tuple { len: count | EXTERNAL, first: UnsafeCell::new(words) };
        Ok(Object::<Tuple>::allocate(t, t.types().tuple.as_ptr(), body)?)
    }

    /// The empty tuple, made once in a Vm; everyone else asks `Thread::empty_tuple`.
    pub fn make_empty(t: &Thread) -> PyResult {
        let flags = if config::IMMORTAL { header::IMMORTAL } else { 0 };
        let body = Tuple { len: 0, first: UnsafeCell::new(Value::NULL) };
        Ok(Object::allocate_as(&t.base, kind::TUPLE, flags, t.types().tuple.as_ptr(), 0, body)?)
    }
}

impl Thread {
    /// `()`.
    #[inline(always)]
    pub fn empty_tuple(&self) -> Ref {
        self.vm().empty_tuple()
    }

    /// A tuple of these items.
    #[inline]
    pub fn tuple(&self, items: Vec<Ref>) -> PyResult {
        let count = items.len();
        let mut items = items.into_iter();
        Tuple::build(self, count, || items.next().expect("as many as counted"))
    }

    /// A tuple of copies of these references.
    #[inline]
    pub fn tuple_from(&self, items: &[Ref]) -> PyResult {
        let mut items = items.iter();
        Tuple::build(self, items.len(), || items.next().expect("as many as counted").clone())
    }

    /// A tuple of two.
    #[inline(always)]
    pub fn pair(&self, a: Ref, b: Ref) -> PyResult {
        let mut items = [Some(a), Some(b)].into_iter();
        Tuple::build(self, 2, || items.next().flatten().expect("two items"))
    }

    /// The items of any iterable as a tuple; an exact tuple is returned as it is.
    pub fn to_tuple(&self, iterable: &Ref) -> PyResult {
        if iterable.downcast_exact::<Tuple>().is_some() {
            return Ok(iterable.clone());
        }
        self.tuple(self.collect(iterable)?)
    }
}

/// The payload of `tuple_iterator`.
pub struct TupleIterator {
    /// The tuple; empty when exhausted.
    tuple: Slot,
    /// Index of the next item.
    index: Cursor,
}

// SAFETY: the kind is this payload's alone; the slot is visited.
unsafe impl Payload for TupleIterator {
    const KIND: Kind = kind::TUPLE_ITERATOR;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        super::boxed::Trace::trace(&self.tuple, visit);
    }
}

impl TupleIterator {
    /// The next item, borrowed, for callers that exclude other threads; `None` at the end, where `next` has to be called.
    #[inline(always)]
    pub fn next_borrowed(&self) -> Option<Value> {
        let tuple = self.tuple.load();
        if tuple.is_null() {
            return None;
        }
        // SAFETY: the slot holds a tuple.
        let items = unsafe { Object::<Tuple>::body_of(tuple.address()) }.items();
        let index = self.index.at();
        let item = items.get(index as usize)?.value();
        self.index.set(index + 1);
        Some(item)
    }

    /// How many items are left.
    #[inline]
    pub fn left(&self) -> usize {
        let len = self.tuple.get().and_then(|tuple| Some(tuple.downcast::<Tuple>()?.items().len()));
        len.map_or(0, |len| len.saturating_sub(self.index.index()))
    }

    /// The next item; lets go of the tuple at its end. `sole`: see [`Cursor::claim`].
    #[inline(always)]
    fn next(&self, sole: bool) -> Option<Ref> {
        let tuple = self.tuple.peek()?;
        // SAFETY: the slot holds a tuple.
        let items = unsafe { tuple.cast_unchecked::<Tuple>() }.items();
        let item = self.index.claim(1, sole, |index| items.get(index as usize)).cloned();
        if item.is_none() {
            // It stays exhausted. Without a global lock another thread may be reading through the slot, which therefore keeps its
            // reference until the iterator dies.
            self.index.set(-1);
            if !config::NOGIL {
                drop(self.tuple.take());
            }
        }
        item
    }
}
