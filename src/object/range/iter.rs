//! `range_iterator`: the iterator of a range within 64 bits.

use crate::memory::{Kind, Object, Payload, Ref, Value};
use crate::natives;
use crate::object::iterator::{Cursor, is_sole};
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of `range_iterator`. Threads that share one get each number once.
pub struct RangeIterator {
    /// Where the range ends, a whole number of steps from its start; modulo 2^64.
    end: i64,
    step: i64,
    /// How many numbers are left.
    left: Cursor,
}

// SAFETY: the kind is this payload's alone; there are no references.
unsafe impl Payload for RangeIterator {
    const KIND: Kind = kind::RANGE_ITERATOR;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

impl RangeIterator {
    /// How many numbers are left.
    #[inline(always)]
    pub fn left(&self) -> i64 {
        self.left.at()
    }

    /// The next number when `left` are left.
    #[inline(always)]
    pub fn number(&self, left: i64) -> i64 {
        self.end.wrapping_sub(self.step.wrapping_mul(left))
    }

    /// Goes on behind the first of `left` numbers, for callers that exclude other threads.
    #[inline(always)]
    pub fn advance(&self, left: i64) {
        self.left.set(left - 1);
    }
}

/// An iterator over `len` numbers.
pub(super) fn make(t: &Thread, next: i64, step: i64, len: i64) -> PyResult {
    let body = RangeIterator { end: next.wrapping_add(step.wrapping_mul(len)), step, left: Cursor::new(len) };
    Ok(Object::allocate(&t.base, t.types().range_iterator.as_ptr(), body)?)
}

fn this(value: &Ref) -> &RangeIterator {
    value.downcast().expect("checked by the type")
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = this(value);
    let number = |left: i64| (left > 0).then(|| iterator.number(left));
    iterator.left.claim(-1, is_sole(&t.base, value.value()), number).map(|n| t.int(n)).transpose()
}

fn itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(this(a.get(0)).left())
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = this(a.get(0));
    let start = iterator.number(iterator.left());
    let range = t.call(&t.class(&super::RANGE), &[t.int(start)?, t.int(iterator.end)?, t.int(iterator.step)?])?;
    t.tuple(vec![crate::object::sequence::builtin(t, "iter")?, t.tuple(vec![range])?, t.none()])
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = this(a.get(0));
    let by = t.to_index(a.get(1))?;
    let left = iterator.left();
    iterator.left.set(left - by.clamp(0, left));
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
