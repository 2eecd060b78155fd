//! `set_iterator`, for sets and frozensets.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::keys_of;
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::iterator::is_sole;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// An iterator's place in a set.
struct SetIterator {
    /// The set; empty when exhausted.
    set: Slot,
    cursor: AtomicUsize,
    /// Number of keys at the start; `CHANGED` once another number was seen.
    len: AtomicUsize,
    /// Keys still to come.
    left: AtomicUsize,
}

const CHANGED: usize = usize::MAX;

crate::opaque!(SetIterator { set });

/// `iter(set)`.
pub(super) fn iterate(t: &Thread, set: &Ref) -> PyResult {
    let len = keys_of(set).map_or(0, |keys| keys.len());
    let iterator = SetIterator {
        set: Slot::new(set.clone()),
        cursor: AtomicUsize::new(0),
        len: AtomicUsize::new(len),
        left: AtomicUsize::new(len),
    };
    t.opaque(&SET_ITERATOR, iterator)
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = value.opaque::<SetIterator>().expect("checked by the type");
    let held;
    let set = if is_sole(&t.base, value.value()) {
        iterator.set.peek()
    } else {
        // Another thread may exhaust the iterator meanwhile.
        held = iterator.set.get();
        held.as_ref()
    };
    let Some(keys) = set.and_then(keys_of) else { return Ok(None) };
    if keys.len() != iterator.len.load(Ordering::Relaxed) {
        // It stays an error from now on.
        iterator.len.store(CHANGED, Ordering::Relaxed);
        return Err(t.runtime_error("Set changed size during iteration"));
    }
    let mut cursor = iterator.cursor.load(Ordering::Relaxed);
    let found = keys.next_key(&mut cursor);
    iterator.cursor.store(cursor, Ordering::Relaxed);
    match found {
        Some((_, key)) => {
            iterator.left.store(iterator.left.load(Ordering::Relaxed).saturating_sub(1), Ordering::Relaxed);
            Ok(Some(key))
        }
        None => {
            drop(iterator.set.take());
            Ok(None)
        }
    }
}

fn itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<SetIterator>(&a);
    let len = iterator.set.get().and_then(|set| Some(keys_of(&set)?.len()));
    let valid = len.is_some_and(|len| len == iterator.len.load(Ordering::Relaxed));
    t.int(if valid { iterator.left.load(Ordering::Relaxed) as i64 } else { 0 })
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<SetIterator>(&a);
    let mut rest = Vec::new();
    if let Some(set) = iterator.set.get()
        && let Some(keys) = keys_of(&set)
    {
        let mut cursor = iterator.cursor.load(Ordering::Relaxed);
        while let Some((_, key)) = keys.next_key(&mut cursor) {
            rest.push(key);
        }
    }
    let args = t.tuple(vec![t.list(rest)?])?;
    t.tuple(vec![crate::object::sequence::builtin(t, "iter")?, args])
}

/// `set_iterator`.
pub static SET_ITERATOR: TypeDef = TypeDef {
    name: "set_iterator",
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives!["__length_hint__(self, /)" => length_hint, "__reduce__(self, /)" => reduce],
    ..TypeDef::EMPTY
};
