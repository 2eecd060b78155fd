//! Iterators over keys, values and items, forward and in reverse.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::Dict;
use crate::config;
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// What an iterator or a view gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// Keys.
    Keys,
    /// Values.
    Values,
    /// Pairs of both.
    Items,
}

/// An iterator's place in a dict.
pub struct DictIterator {
    /// The dict; empty when exhausted.
    dict: Slot,
    what: What,
    reverse: bool,
    /// Number of keys at the start; `CHANGED` once another number was seen.
    len: AtomicUsize,
    /// See [`Progress`].
    progress: AtomicU64,
}

const CHANGED: usize = usize::MAX;

/// How far an iterator is. One word, so that threads which share an iterator may repeat entries, but never believe that the dict has
/// more of them than it had.
#[derive(Clone, Copy)]
struct Progress {
    /// Forward: the next entry. In reverse: one more than the next entry.
    cursor: usize,
    /// Keys still to come.
    left: usize,
}

impl Progress {
    #[inline(always)]
    fn pack(self) -> u64 {
        // A dict of 2³² entries would not fit into the memory of today.
        (self.left as u64) << 32 | (self.cursor as u64 & 0xffff_ffff)
    }

    #[inline(always)]
    fn of(word: u64) -> Progress {
        Progress { cursor: word as u32 as usize, left: (word >> 32) as usize }
    }
}

crate::opaque!(DictIterator { dict });

/// An iterator over a dict (or an instance of a subclass).
pub(super) fn iterator(t: &Thread, dict: &Ref, what: What, reverse: bool) -> PyResult {
    let body = t.dict_body(dict)?;
    let len = body.len();
    let iterator = DictIterator {
        dict: Slot::new(dict.clone()),
        what,
        reverse,
        len: AtomicUsize::new(len),
        progress: AtomicU64::new(Progress { cursor: if reverse { body.entry_count() } else { 0 }, left: len }.pack()),
    };
    t.opaque(type_of(what, reverse), iterator)
}

fn type_of(what: What, reverse: bool) -> &'static TypeDef {
    match (what, reverse) {
        (What::Keys, false) => &DICT_KEY_ITERATOR,
        (What::Values, false) => &DICT_VALUE_ITERATOR,
        (What::Items, false) => &DICT_ITEM_ITERATOR,
        (What::Keys, true) => &DICT_REVERSE_KEY_ITERATOR,
        (What::Values, true) => &DICT_REVERSE_VALUE_ITERATOR,
        (What::Items, true) => &DICT_REVERSE_ITEM_ITERATOR,
    }
}

impl DictIterator {
    /// The next key, value or pair.
    #[inline]
    pub fn next(&self, t: &Thread) -> PyResult<Option<Ref>> {
        let Some((key, value)) = self.next_entry(t)? else { return Ok(None) };
        match self.what {
            What::Keys => Ok(Some(key)),
            What::Values => Ok(Some(value)),
            What::Items => t.pair(key, value).map(Some),
        }
    }

    /// The next key and its value.
    #[inline]
    fn next_entry(&self, t: &Thread) -> PyResult<Option<(Ref, Ref)>> {
        // Without a global lock another thread may exhaust the iterator meanwhile.
        let held;
        let dict = if config::NOGIL {
            held = self.dict.get();
            held.as_ref()
        } else {
            self.dict.peek()
        };
        let Some(dict) = dict else { return Ok(None) };
        // SAFETY: the slot holds a dict.
        let dict = unsafe { dict.cast_unchecked::<Dict>() };
        if dict.len() != self.len.load(Ordering::Relaxed) {
            // It stays an error from now on.
            self.len.store(CHANGED, Ordering::Relaxed);
            return Err(t.runtime_error("dictionary changed size during iteration"));
        }
        // Relaxed: entries come from the dict, which synchronises.
        let Progress { mut cursor, left } = Progress::of(self.progress.load(Ordering::Relaxed));
        let found = if self.reverse { dict.previous_entry(&mut cursor) } else { dict.next_entry(&mut cursor) };
        let Some((key, value)) = found else {
            drop(self.dict.take());
            return Ok(None);
        };
        if left == 0 {
            return Err(t.runtime_error("dictionary keys changed during iteration"));
        }
        self.progress.store(Progress { cursor, left: left - 1 }.pack(), Ordering::Relaxed);
        Ok(Some((key, value)))
    }
}

fn next_pair(t: &Thread, value: &Ref) -> PyResult<Option<Result<(Ref, Ref), Ref>>> {
    let entry = value.opaque::<DictIterator>().expect("checked by the type").next_entry(t)?;
    Ok(entry.map(Ok))
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    value.opaque::<DictIterator>().expect("checked by the type").next(t)
}

fn itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<DictIterator>(&a);
    let len = iterator.dict.get().and_then(|dict| Some(dict.downcast::<Dict>()?.len()));
    let valid = len.is_some_and(|len| len == iterator.len.load(Ordering::Relaxed));
    t.int(if valid { Progress::of(iterator.progress.load(Ordering::Relaxed)).left as i64 } else { 0 })
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<DictIterator>(&a);
    // The rest as a copy of the iterator gives it; the iterator itself stays where it is.
    let copy = DictIterator {
        dict: Slot::from(iterator.dict.get()),
        what: iterator.what,
        reverse: iterator.reverse,
        len: AtomicUsize::new(iterator.len.load(Ordering::Relaxed)),
        progress: AtomicU64::new(iterator.progress.load(Ordering::Relaxed)),
    };
    let mut rest = Vec::new();
    while let Some(item) = copy.next(t)? {
        rest.push(item);
    }
    let args = t.tuple(vec![t.list(rest)?])?;
    t.tuple(vec![crate::object::sequence::builtin(t, "iter")?, args])
}

const ITERATOR: TypeDef = TypeDef {
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives!["__length_hint__(self, /)" => length_hint, "__reduce__(self, /)" => reduce],
    ..TypeDef::EMPTY
};

/// `dict_keyiterator`.
pub static DICT_KEY_ITERATOR: TypeDef = TypeDef { name: "dict_keyiterator", ..ITERATOR };
/// `dict_valueiterator`.
pub static DICT_VALUE_ITERATOR: TypeDef = TypeDef { name: "dict_valueiterator", ..ITERATOR };
/// `dict_itemiterator`.
pub static DICT_ITEM_ITERATOR: TypeDef =
    TypeDef { name: "dict_itemiterator", slots: Slots { next_pair: Some(next_pair), ..ITERATOR.slots }, ..ITERATOR };
/// `dict_reversekeyiterator`.
pub static DICT_REVERSE_KEY_ITERATOR: TypeDef = TypeDef { name: "dict_reversekeyiterator", ..ITERATOR };
/// `dict_reversevalueiterator`.
pub static DICT_REVERSE_VALUE_ITERATOR: TypeDef = TypeDef { name: "dict_reversevalueiterator", ..ITERATOR };
/// `dict_reverseitemiterator`.
pub static DICT_REVERSE_ITEM_ITERATOR: TypeDef = TypeDef { name: "dict_reverseitemiterator", ..ITERATOR };
