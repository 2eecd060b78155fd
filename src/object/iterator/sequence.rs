//! Iteration by index and by calling: `iterator`, `reversed`, `callable_iterator`.

use std::sync::atomic::{AtomicI64, Ordering};

use super::{SUBCLASSABLE, itself, state};
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::list::{self, List};
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// Walks over `sequence[index]`; the slot is empty when it is exhausted.
struct BySequence {
    sequence: Slot,
    index: AtomicI64,
}

crate::opaque!(BySequence { sequence });

/// `sequence[i]`, or `None` when there is no such item.
fn item(t: &Thread, sequence: &Ref, i: i64) -> PyResult<Option<Ref>> {
    match t.getitem(sequence, &t.int(i)?) {
        Ok(item) => Ok(Some(item)),
        Err(raised) if t.raised_is(&raised, &ex::INDEX_ERROR) || t.raised_is(&raised, &ex::STOP_ITERATION) => Ok(None),
        Err(raised) => Err(raised),
    }
}

/// `iter()` of an object that has `__getitem__` only.
pub fn sequence_iterator(t: &Thread, sequence: Ref) -> PyResult {
    t.opaque(&SEQUENCE_ITERATOR, BySequence { sequence: Slot::new(sequence), index: AtomicI64::new(0) })
}

fn sequence_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = state::<BySequence>(value);
    let Some(sequence) = iterator.sequence.get() else { return Ok(None) };
    // Relaxed: racing threads may see an item twice, as CPython allows.
    let i = iterator.index.load(Ordering::Relaxed);
    if i == i64::MAX {
        return Err(t.overflow_error("iter index too large"));
    }
    match item(t, &sequence, i)? {
        Some(item) => {
            iterator.index.store(i + 1, Ordering::Relaxed);
            Ok(Some(item))
        }
        None => {
            drop(iterator.sequence.take());
            Ok(None)
        }
    }
}

fn sequence_length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<BySequence>(&a);
    let Some(sequence) = iterator.sequence.get() else { return t.int(0) };
    if t.type_of(&sequence).slots().len.is_none() {
        return Ok(t.not_implemented());
    }
    let len = t.len(&sequence)? as i64;
    t.int((len - iterator.index.load(Ordering::Relaxed)).max(0))
}

fn sequence_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<BySequence>(&a);
    let builtin = crate::object::sequence::builtin(t, "iter")?;
    match iterator.sequence.get() {
        Some(sequence) => {
            let index = t.int(iterator.index.load(Ordering::Relaxed))?;
            t.tuple(vec![builtin, t.tuple(vec![sequence])?, index])
        }
        None => t.tuple(vec![builtin, t.tuple(vec![t.empty_tuple()])?]),
    }
}

fn sequence_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<BySequence>(&a);
    iterator.index.store(t.to_index(a.get(1))?.max(0), Ordering::Relaxed);
    Ok(t.none())
}

/// `iterator`: what `iter()` gives for the old sequence protocol.
pub static SEQUENCE_ITERATOR: TypeDef = TypeDef {
    name: "iterator",
    slots: Slots { iter: Some(itself), next: Some(sequence_next), ..Slots::EMPTY },
    methods: natives![
        "__length_hint__(self, /)" => sequence_length_hint,
        "__reduce__(self, /)" => sequence_reduce,
        "__setstate__(self, object, /)" => sequence_setstate,
    ],
    ..TypeDef::EMPTY
};

/// Walks backwards over a sequence; `index` is that of the next item.
struct Reversed {
    sequence: Slot,
    index: AtomicI64,
}

crate::opaque!(Reversed { sequence });

fn reversed_new(t: &Thread, a: Args<'_>) -> PyResult {
    let sequence = a.get(1);
    let refused = || t.type_error(format!("'{}' object is not reversible", t.type_name(sequence)));
    if sequence.downcast_exact::<List>().is_some() {
        return list::reverse_iterator(t, sequence);
    }
    if let Some(method) = t.lookup_special_ref(sequence, &t.names().__reversed__)? {
        return if method.value().is_none(t) { Err(refused()) } else { t.call(&method, &[]) };
    }
    let is_mapping = sequence.value().kind().layout() == kind::DICT;
    if is_mapping || t.type_of(sequence).slots().getitem.is_none() {
        return Err(refused());
    }
    let len = t.len(sequence)? as i64;
    t.new_boxed(a.get(0), Reversed { sequence: Slot::new(sequence.clone()), index: AtomicI64::new(len - 1) })
}

fn reversed_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = state::<Reversed>(value);
    let Some(sequence) = iterator.sequence.get() else { return Ok(None) };
    let i = iterator.index.load(Ordering::Relaxed);
    if i >= 0
        && let Some(item) = item(t, &sequence, i)?
    {
        iterator.index.store(i - 1, Ordering::Relaxed);
        return Ok(Some(item));
    }
    drop(iterator.sequence.take());
    Ok(None)
}

fn reversed_length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<Reversed>(&a);
    let Some(sequence) = iterator.sequence.get() else { return t.int(0) };
    let len = t.len(&sequence)? as i64;
    let left = iterator.index.load(Ordering::Relaxed) + 1;
    t.int(if len < left { 0 } else { left })
}

fn reversed_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<Reversed>(&a);
    let class = t.type_ref(a.get(0));
    match iterator.sequence.get() {
        Some(sequence) => {
            let index = t.int(iterator.index.load(Ordering::Relaxed))?;
            t.tuple(vec![class, t.tuple(vec![sequence])?, index])
        }
        None => t.tuple(vec![class, t.tuple(vec![t.empty_tuple()])?]),
    }
}

fn reversed_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<Reversed>(&a);
    let index = t.to_index(a.get(1))?;
    if let Some(sequence) = iterator.sequence.get() {
        let len = t.len(&sequence)? as i64;
        iterator.index.store(index.clamp(-1, len - 1), Ordering::Relaxed);
    }
    Ok(t.none())
}

/// `reversed`.
pub static REVERSED: TypeDef = TypeDef {
    name: "reversed",
    slots: Slots {
        iter: Some(itself),
        next: Some(reversed_next),
        new: Some(&natives!["reversed(cls, object, /)" => reversed_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__length_hint__(self, /)" => reversed_length_hint,
        "__reduce__(self, /)" => reversed_reduce,
        "__setstate__(self, object, /)" => reversed_setstate,
    ],
    doc: "Return a reverse iterator over the values of the given sequence.",
    ..SUBCLASSABLE
};

/// Calls until the result is the sentinel; both slots are empty then.
struct ByCall {
    callable: Slot,
    sentinel: Slot,
}

crate::opaque!(ByCall { callable, sentinel });

/// `iter(callable, sentinel)`.
pub fn callable_iterator(t: &Thread, callable: &Ref, sentinel: &Ref) -> PyResult {
    if !t.is_callable(callable) {
        return Err(t.type_error("iter(v, w): v must be callable"));
    }
    let body = ByCall { callable: Slot::new(callable.clone()), sentinel: Slot::new(sentinel.clone()) };
    t.opaque(&CALLABLE_ITERATOR, body)
}

fn callable_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = state::<ByCall>(value);
    let Some(callable) = iterator.callable.get() else { return Ok(None) };
    // The call may have exhausted this very iterator; then its result is not an item any more.
    if let Some(result) = t.catch(t.call(&callable, &[]), &ex::STOP_ITERATION)?
        && let Some(sentinel) = iterator.sentinel.get()
        && !t.equal(&sentinel, &result)?
    {
        return Ok(Some(result));
    }
    drop(iterator.callable.take());
    drop(iterator.sentinel.take());
    Ok(None)
}

fn callable_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<ByCall>(&a);
    let builtin = crate::object::sequence::builtin(t, "iter")?;
    match (iterator.callable.get(), iterator.sentinel.get()) {
        (Some(callable), Some(sentinel)) => t.tuple(vec![builtin, t.tuple(vec![callable, sentinel])?]),
        _ => t.tuple(vec![builtin, t.tuple(vec![t.empty_tuple()])?]),
    }
}

/// `callable_iterator`.
pub static CALLABLE_ITERATOR: TypeDef = TypeDef {
    name: "callable_iterator",
    slots: Slots { iter: Some(itself), next: Some(callable_next), ..Slots::EMPTY },
    methods: natives!["__reduce__(self, /)" => callable_reduce],
    ..TypeDef::EMPTY
};
