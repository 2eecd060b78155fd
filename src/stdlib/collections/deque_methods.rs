//! The methods of `deque`.

use super::deque::{DEQUE_REVERSE_ITERATOR, Deque, deque, like, walk};
use crate::memory::Ref;
use crate::natives;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

fn append(t: &Thread, a: Args<'_>) -> PyResult {
    deque(a.get(0)).push(t, a.get(1).clone(), true)?;
    Ok(t.none())
}

fn appendleft(t: &Thread, a: Args<'_>) -> PyResult {
    deque(a.get(0)).push(t, a.get(1).clone(), false)?;
    Ok(t.none())
}

fn taken(t: &Thread, item: Option<Ref>) -> PyResult {
    item.ok_or_else(|| t.index_error("pop from an empty deque"))
}

fn pop(t: &Thread, a: Args<'_>) -> PyResult {
    taken(
        t,
        deque(a.get(0)).locked(|inner| {
            inner.changes += 1;
            inner.items.pop_back()
        }),
    )
}

fn popleft(t: &Thread, a: Args<'_>) -> PyResult {
    taken(
        t,
        deque(a.get(0)).locked(|inner| {
            inner.changes += 1;
            inner.items.pop_front()
        }),
    )
}

/// Adds all items of an iterable, which may be the deque itself.
pub(super) fn extend_with(t: &Thread, this: &Ref, iterable: &Ref, right: bool) -> PyResult<()> {
    let body = deque(this);
    if this.is(iterable) {
        for item in body.snapshot() {
            body.push(t, item, right)?;
        }
        return Ok(());
    }
    t.for_each(iterable, |item| body.push(t, item, right))
}

fn extend(t: &Thread, a: Args<'_>) -> PyResult {
    extend_with(t, a.get(0), a.get(1), true)?;
    Ok(t.none())
}

fn extendleft(t: &Thread, a: Args<'_>) -> PyResult {
    extend_with(t, a.get(0), a.get(1), false)?;
    Ok(t.none())
}

fn rotate(t: &Thread, a: Args<'_>) -> PyResult {
    let n = match a.opt(1) {
        Some(n) => t.to_index(n)?,
        None => 1,
    };
    deque(a.get(0)).locked(|inner| {
        let len = inner.items.len() as i64;
        if len > 1 {
            inner.changes += 1;
            inner.items.rotate_right(n.rem_euclid(len) as usize);
        }
    });
    Ok(t.none())
}

fn index(t: &Thread, a: Args<'_>) -> PyResult {
    let this = deque(a.get(0));
    let len = this.len();
    let start = t.position_in(a.opt(2), 0, len)?.min(len);
    let stop = t.position_in(a.opt(3), len, len)?.min(len);
    match this.find(t, a.get(1), start..stop.max(start))? {
        Some(i) => t.int(i as i64),
        None => Err(t.value_error(format!("{} is not in deque", t.repr_text(a.get(1))?))),
    }
}

fn insert(t: &Thread, a: Args<'_>) -> PyResult {
    let i = t.to_index_clamped(a.get(1))?;
    let item = a.get(2).clone();
    let this = deque(a.get(0));
    let is_full = this.locked(|inner| -> PyResult<bool> {
        let len = inner.items.len();
        if inner.maxlen == Some(len) {
            return Ok(true);
        }
        let place = if i < 0 { i.saturating_add(len as i64).max(0) as usize } else { (i as usize).min(len) };
        // Room is made at the end, then the item moves to its place.
        let out = inner.push(t, item, true)?;
        debug_assert!(out.is_none(), "there was room");
        inner.items.make_contiguous()[place..].rotate_right(1);
        Ok(false)
    })?;
    if is_full { Err(t.index_error("deque already at its maximum size")) } else { Ok(t.none()) }
}

fn remove(t: &Thread, a: Args<'_>) -> PyResult {
    let this = deque(a.get(0));
    let removed = this.search(t, a.get(1), 0..usize::MAX, |inner, i| {
        inner.changes += 1;
        inner.items.remove(i)
    })?;
    match removed {
        None => Err(t.index_error("deque mutated during remove()")),
        Some(Some(_item)) => Ok(t.none()),
        Some(None) => Err(t.value_error(format!("{} is not in deque", t.repr_text(a.get(1))?))),
    }
}

fn count(t: &Thread, a: Args<'_>) -> PyResult {
    let this = deque(a.get(0));
    let (mut found, mut start) = (0, 0);
    while let Some(i) = this.find(t, a.get(1), start..usize::MAX)? {
        (found, start) = (found + 1, i + 1);
    }
    t.int(found)
}

fn clear(t: &Thread, a: Args<'_>) -> PyResult {
    drop(deque(a.get(0)).take_all());
    Ok(t.none())
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    like(t, a.get(0), deque(a.get(0)).snapshot())
}

fn reverse(t: &Thread, a: Args<'_>) -> PyResult {
    deque(a.get(0)).locked(|inner| inner.items.make_contiguous().reverse());
    Ok(t.none())
}

fn reversed(t: &Thread, a: Args<'_>) -> PyResult {
    walk(t, a.get(0), &DEQUE_REVERSE_ITERATOR)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let state = t.call_method(this, "__getstate__", &[])?;
    let args = match deque(this).maxlen() {
        Some(n) => t.pair(t.empty_tuple(), t.int(n as i64)?)?,
        None => t.empty_tuple(),
    };
    t.tuple(vec![t.type_ref(this), args, state, t.iter(this)?])
}

fn sizeof(t: &Thread, a: Args<'_>) -> PyResult {
    // CPython keeps blocks of 64 items with two links.
    let blocks = t.this_opaque::<Deque>(&a).len() / 64 + 1;
    t.int((216 + blocks * 528) as i64)
}

/// The methods.
pub(super) const METHODS: &[NativeDef] = natives![
    "append(self, item, /)" => append,
    "appendleft(self, item, /)" => appendleft,
    "pop(self, /)" => pop,
    "popleft(self, /)" => popleft,
    "extend(self, iterable, /)" => extend,
    "extendleft(self, iterable, /)" => extendleft,
    "rotate(self, n=1, /)" => rotate,
    "index(self, value, start=0, stop=0, /)" => index,
    "insert(self, index, value, /)" => insert,
    "remove(self, value, /)" => remove,
    "count(self, value, /)" => count,
    "clear(self, /)" => clear,
    "copy(self, /)" => copy,
    "__copy__(self, /)" => copy,
    "reverse(self, /)" => reverse,
    "__reversed__(self, /)" => reversed,
    "__reduce__(self, /)" => reduce,
    "__sizeof__(self, /)" => sizeof,
    "@class __class_getitem__(cls, object, /)" => |t, a| t.generic_alias(a.get(0), a.get(1)),
];
