//! `range_iterator`: the iterator of a range within 64 bits.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::memory::{Kind, Object, Payload, Ref, Value};
use crate::natives;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of `range_iterator`.
///
/// Relaxed throughout: threads that share one may see a number twice, as CPython allows, but never one outside of the range
/// (or its immediate neighbour, in a race at its end).
pub struct RangeIterator {
    next: AtomicI64,
    step: i64,
    remaining: AtomicI64,
}

// SAFETY: the kind is this payload's alone; there are no references.
unsafe impl Payload for RangeIterator {
    const KIND: Kind = kind::RANGE_ITERATOR;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

impl RangeIterator {
    /// The next number, which stays the next one.
    #[inline(always)]
    pub fn peek_next(&self) -> Option<i64> {
        if self.remaining.load(Ordering::Relaxed) > 0 { Some(self.next.load(Ordering::Relaxed)) } else { None }
    }

    /// Goes on to the number behind the next one.
    #[inline(always)]
    pub fn advance(&self) {
        let next = self.next.load(Ordering::Relaxed).wrapping_add(self.step);
        self.next.store(next, Ordering::Relaxed);
        self.remaining.store(self.remaining.load(Ordering::Relaxed) - 1, Ordering::Relaxed);
    }

    /// How many numbers are left.
    pub fn remaining(&self) -> i64 {
        self.remaining.load(Ordering::Relaxed).max(0)
    }
}

/// An iterator over `len` numbers.
pub(super) fn make(t: &Thread, next: i64, step: i64, len: i64) -> PyResult {
    let body = RangeIterator { next: AtomicI64::new(next), step, remaining: AtomicI64::new(len) };
    Ok(Object::allocate(&t.base, t.types().range_iterator.as_ptr(), body)?)
}

fn this(value: &Ref) -> &RangeIterator {
    value.downcast().expect("checked by the type")
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = this(value);
    match iterator.peek_next() {
        Some(n) => {
            iterator.advance();
            t.int(n).map(Some)
        }
        None => Ok(None),
    }
}

fn itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(this(a.get(0)).remaining())
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = this(a.get(0));
    let start = iterator.next.load(Ordering::Relaxed);
    let stop = start.wrapping_add(iterator.step.wrapping_mul(iterator.remaining()));
    let range = t.call(&t.class(&super::RANGE), &[t.int(start)?, t.int(stop)?, t.int(iterator.step)?])?;
    t.tuple(vec![crate::object::sequence::builtin(t, "iter")?, t.tuple(vec![range])?, t.none()])
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = this(a.get(0));
    let by = t.to_index(a.get(1))?.clamp(0, iterator.remaining());
    iterator
        .next
        .store(iterator.next.load(Ordering::Relaxed).wrapping_add(iterator.step.wrapping_mul(by)), Ordering::Relaxed);
    iterator.remaining.store(iterator.remaining() - by, Ordering::Relaxed);
    Ok(t.none())
}

/// `range_iterator`.
pub static RANGE_ITERATOR: TypeDef = TypeDef {
    name: "range_iterator",
    kind: kind::RANGE_ITERATOR,
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives![
        "__length_hint__(self, /)" => length_hint,
        "__reduce__(self, /)" => reduce,
        "__setstate__(self, state, /)" => setstate,
    ],
    ..TypeDef::EMPTY
};
