//! `list_iterator` and `list_reverseiterator`.

use super::List;
use crate::config;
use crate::memory::{Header, Kind, Object, Payload, Ref, Slot, Value};
use crate::natives;
use crate::object::boxed::Trace;
use crate::object::iterator::{Cursor, is_sole};
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of `list_iterator`.
pub struct ListIterator {
    /// The list; empty when exhausted.
    list: Slot,
    /// Index of the next item.
    index: Cursor,
}

// SAFETY: the kind is this payload's alone; the slot is visited.
unsafe impl Payload for ListIterator {
    const KIND: Kind = kind::LIST_ITERATOR;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.list.trace(visit);
    }
}

impl ListIterator {
    /// The next item, borrowed, for callers that exclude other threads; `None` at the end, where `next` has to be called.
    #[inline(always)]
    pub fn next_borrowed(&self) -> Option<Value> {
        let list = self.list.load();
        if list.is_null() {
            return None;
        }
        // SAFETY: the slot holds a list.
        let list = unsafe { Object::<List>::body_of(list.address()) };
        let index = self.index.at();
        let slot = list.slot_at(index)?;
        self.index.set(index + 1);
        Some(slot.load())
    }

    /// The list (null at the end) and the index of the next item.
    #[inline(always)]
    pub fn position(&self) -> (*mut Header, i64) {
        let list = self.list.load();
        let list = if list.is_null() { std::ptr::null_mut() } else { list.address() };
        (list, self.index.at())
    }

    /// Sets the index of the next item, for callers that exclude other threads.
    #[inline(always)]
    pub fn move_to(&self, index: i64) {
        self.index.set(index);
    }

    /// How many items are left.
    #[inline]
    pub fn left(&self) -> usize {
        let len = self.list.get().and_then(|list| Some(list.downcast::<List>()?.len()));
        len.map_or(0, |len| len.saturating_sub(self.index.index()))
    }

    /// The next item; lets go of the list at its end. `sole`: see [`Cursor::claim`].
    #[inline(always)]
    fn next(&self, t: &Thread, sole: bool) -> Option<Ref> {
        let list = self.list.peek()?;
        // SAFETY: the slot holds a list.
        let list = unsafe { list.cast_unchecked::<List>() };
        let item = self.index.claim(1, sole, |index| list.get_by(t, index as usize));
        if item.is_none() {
            // It stays exhausted. Without a global lock another thread may be reading through the slot, which therefore keeps its
            // reference until the iterator dies.
            self.index.set(-1);
            if !config::NOGIL {
                drop(self.list.take());
            }
        }
        item
    }
}

/// `iter(list)`.
pub(super) fn iterate(t: &Thread, list: &Ref) -> PyResult {
    let body = ListIterator { list: Slot::new(list.clone()), index: Cursor::new(0) };
    Ok(Object::allocate(t, t.types().list_iterator.as_ptr(), body)?)
}

fn this(value: &Ref) -> &ListIterator {
    value.downcast().expect("checked by the type")
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    Ok(this(value).next(t, is_sole(&t.base, value.value())))
}

fn itself(_t: &Thread, value: &Ref) -> PyResult {
    Ok(value.clone())
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(this(a.get(0)).left() as i64)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = this(a.get(0));
    let builtin = crate::object::sequence::builtin(t, "iter")?;
    let index = iterator.index.at();
    match iterator.list.get() {
        Some(list) if index >= 0 => {
            let args = t.tuple(vec![list])?;
            let index = t.int(index)?;
            t.tuple(vec![builtin, args, index])
        }
        _ => t.tuple(vec![builtin, t.tuple(vec![t.new_list()?])?]),
    }
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = this(a.get(0));
    let index = t.to_index(a.get(1))?;
    if let Some(list) = iterator.list.get()
        && iterator.index.at() >= 0
    {
        let len = list.downcast::<List>().map_or(0, List::len);
        iterator.index.set(index.clamp(0, len as i64));
    }
    Ok(t.none())
}

/// `list_iterator`.
pub static LIST_ITERATOR: TypeDef = TypeDef {
    name: "list_iterator",
    kind: kind::LIST_ITERATOR,
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives![
        "__length_hint__(self, /)" => length_hint,
        "__reduce__(self, /)" => reduce,
        "__setstate__(self, object, /)" => setstate,
    ],
    ..TypeDef::EMPTY
};

/// The payload of `list_reverseiterator`: `index` is one more than that of the next item.
struct Reversed {
    list: Slot,
    index: Cursor,
}

crate::opaque!(Reversed { list });

/// `list.__reversed__()`.
pub(super) fn reversed(t: &Thread, a: Args<'_>) -> PyResult {
    reverse_iterator(t, a.get(0))
}

/// `reversed(list)`.
pub fn reverse_iterator(t: &Thread, list: &Ref) -> PyResult {
    let len = list.downcast::<List>().map_or(0, List::len);
    t.opaque(&LIST_REVERSE_ITERATOR, Reversed { list: Slot::new(list.clone()), index: Cursor::new(len as i64) })
}

fn reversed_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let iterator = value.opaque::<Reversed>().expect("checked by the type");
    let Some(list) = iterator.list.get() else { return Ok(None) };
    let before = |index: i64| list.downcast::<List>()?.get(usize::try_from(index - 1).ok()?);
    let item = iterator.index.claim(-1, is_sole(&t.base, value.value()), before);
    if item.is_none() {
        drop(iterator.list.take());
    }
    Ok(item)
}

fn reversed_length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<Reversed>(&a);
    let index = iterator.index.at();
    let len = iterator.list.get().and_then(|list| Some(list.downcast::<List>()?.len()));
    t.int(len.filter(|len| index <= *len as i64).map_or(0, |_| index))
}

fn reversed_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<Reversed>(&a);
    let class = t.class(&crate::object::iterator::REVERSED);
    match iterator.list.get() {
        Some(list) => t.tuple(vec![class, t.tuple(vec![list])?, t.int(iterator.index.at() - 1)?]),
        None => t.pair(class, t.tuple(vec![t.new_list()?])?),
    }
}

fn reversed_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.this_opaque::<Reversed>(&a);
    let index = t.to_index(a.get(1))?;
    if let Some(list) = iterator.list.get() {
        let len = list.downcast::<List>().map_or(0, List::len);
        iterator.index.set(index.clamp(-1, len as i64 - 1) + 1);
    }
    Ok(t.none())
}

/// `list_reverseiterator`.
pub static LIST_REVERSE_ITERATOR: TypeDef = TypeDef {
    name: "list_reverseiterator",
    slots: Slots { iter: Some(itself), next: Some(reversed_next), ..Slots::EMPTY },
    methods: natives![
        "__length_hint__(self, /)" => reversed_length_hint,
        "__reduce__(self, /)" => reversed_reduce,
        "__setstate__(self, state, /)" => reversed_setstate,
    ],
    ..TypeDef::EMPTY
};
