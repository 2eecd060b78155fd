//! What the operators do with lists: items and slices, concatenation, repetition, comparison, `repr`.

use super::{List, Span};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::object::buffer;
use crate::object::sequence::Bounds;
use crate::object::slice::Slice;
use crate::object::string::StrBuilder;
use crate::runtime::long::LONG_STRIDE;
use crate::runtime::{PyResult, Thread};
use crate::thread::private::Use;

pub(super) fn this(value: &Ref) -> &List {
    value.downcast().expect("checked by the type")
}

pub(super) fn is_list(value: &Ref) -> bool {
    value.downcast::<List>().is_some()
}

pub(super) fn len(_t: &Thread, list: &Ref) -> PyResult<usize> {
    Ok(this(list).len())
}

pub(super) fn truth(_t: &Thread, list: &Ref) -> PyResult<bool> {
    Ok(!this(list).is_empty())
}

pub(super) fn repr(t: &Thread, value: &Ref) -> PyResult {
    let list = this(value);
    if list.is_empty() {
        return t.str("[]");
    }
    let Some(_guard) = t.repr_enter(value)? else { return t.str("[...]") };
    let mut text = StrBuilder::new(t);
    text.push_str("[")?;
    let mut i = 0;
    while let Some(item) = list.get(i) {
        if i != 0 {
            text.push_str(", ")?;
        }
        text.push_ref(&t.repr(&item)?)?;
        t.poll_every(i)?;
        i += 1;
    }
    text.push_str("]")?;
    text.finish()
}

/// The span that bounds without a step are.
fn span(bounds: Bounds) -> Option<Span> {
    (bounds.step == 1).then(|| Span { start: bounds.start.unwrap_or(0), stop: bounds.stop.unwrap_or(i64::MAX) })
}

pub(super) fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    let list = this(value);
    if let Some(slice) = key.downcast::<Slice>() {
        let bounds = t.slice_bounds(slice)?;
        return match span(bounds) {
            Some(span) => list.part(t, span),
            None => list.every(t, bounds),
        };
    }
    let i = t.item_index(key, "list")?;
    list.item(i).ok_or_else(|| t.index_error("list index out of range"))
}

pub(super) fn setitem(t: &Thread, value: &Ref, key: &Ref, item: Option<&Ref>) -> PyResult<()> {
    let list = this(value);
    if let Some(slice) = key.downcast::<Slice>() {
        return match item {
            Some(items) => set_slice(t, value, list, slice, items),
            None => delete_slice(t, list, slice),
        };
    }
    let i = t.item_index(key, "list")?;
    let out_of_range = || t.index_error("list assignment index out of range");
    match item {
        Some(item) => {
            let _old = list.set_fast(i, item.clone()).map_err(|_| out_of_range())?;
        }
        None => {
            let _old = list.remove_at(t, i).ok_or_else(out_of_range)?;
        }
    }
    Ok(())
}

fn set_slice(t: &Thread, value: &Ref, list: &List, slice: &Slice, items: &Ref) -> PyResult<()> {
    let bounds = t.slice_bounds(slice)?;
    let span = span(bounds);
    let mut new = if items.is(value) {
        match span {
            Some(span) => return list.splice_itself(t, span).map(drop),
            None => list.snapshot(),
        }
    } else if t.type_of(items).slots().iter.is_none() && t.type_of(items).slots().getitem.is_none() {
        return Err(t.type_error("must assign iterable to extended slice"));
    } else {
        t.collect(items)?
    };
    if let Some(span) = span {
        return list.splice(t, span, new).map(drop);
    }
    let given = new.len();
    let mut replaced = Vec::with_capacity(given);
    let found = list.locked_by(t, || {
        // SAFETY: the lock is held.
        let slots = unsafe { list.slots() };
        let places = bounds.indices(slots.len());
        if places.count == given {
            for (i, item) in places.iter().zip(new.drain(..)) {
                replaced.push(slots[i].replace_held(item));
            }
        }
        places.count
    });
    if found != given {
        let message = format!("attempt to assign sequence of size {given} to extended slice of size {found}");
        return Err(t.value_error(message));
    }
    Ok(())
}

fn delete_slice(t: &Thread, list: &List, slice: &Slice) -> PyResult<()> {
    let bounds = t.slice_bounds(slice)?;
    match span(bounds) {
        Some(span) => list.splice(t, span, Vec::new()).map(drop),
        None => {
            drop(list.remove_every(t, bounds));
            Ok(())
        }
    }
}

impl List {
    /// Removes the items that these bounds mean.
    fn remove_every(&self, t: &Thread, bounds: Bounds) -> Vec<Ref> {
        let mut removed = Vec::new();
        loop {
            removed.reserve(bounds.indices(self.len()).count);
            let done = buffer::used_by(&t.base, self, |how| {
                let len = self.len();
                let places = bounds.indices(len).ascending();
                if places.count > removed.capacity() {
                    return None; // longer than when the room was made
                }
                let mut next = places.iter().peekable();
                self.note_shift(how);
                // SAFETY: the lock is held: the words at these places are taken out, and those between move down.
                unsafe {
                    let slots = self.slots();
                    let mut left = 0;
                    for (i, slot) in slots.iter().enumerate() {
                        if next.next_if_eq(&i).is_some() {
                            removed.push(Ref::adopt(slot.load()));
                        } else {
                            if left != i {
                                slots[left].store_raw(slot.load());
                            }
                            left += 1;
                        }
                    }
                    self.end_at(left, len);
                }
                self.note_shift(how);
                Some(self.is_wasteful())
            });
            if let Some(is_wasteful) = done {
                self.shrink_if(t, is_wasteful);
                return removed;
            }
        }
    }
}

pub(super) fn contains(t: &Thread, value: &Ref, item: &Ref) -> PyResult<bool> {
    Ok(find(t, this(value), item, 0, usize::MAX)?.is_some())
}

/// Index of the first item equal to `item` from `start` on and before `stop`.
pub(super) fn find(t: &Thread, list: &List, item: &Ref, start: usize, stop: usize) -> PyResult<Option<usize>> {
    search(t, list, item, start, stop, |i, _| i)
}

/// As `find`, and gives what `take` makes of the index with the lock held: in the same step, unless it took Python code to find the item.
/// Then the index is what that code has left at its place, as in CPython.
pub(super) fn search<R>(
    t: &Thread,
    list: &List,
    item: &Ref,
    start: usize,
    stop: usize,
    mut take: impl FnMut(usize, Use) -> R,
) -> PyResult<Option<R>> {
    use crate::object::dict::quick_equal;
    enum Stopped<R> {
        Found(R),
        AtEnd,
        AtPoll,
        Unsure(Ref),
    }
    let mut i = start;
    while i < stop {
        // As far as it goes without Python code, in place; but not so far that others have to wait for long.
        let stopped = buffer::used_by(&t.base, list, |how| {
            // SAFETY: the lock is held.
            let items = unsafe { list.as_slice() };
            let end = stop.min(items.len());
            let stride = end.min(i.saturating_add(LONG_STRIDE));
            while i < stride {
                let candidate = &items[i];
                if candidate.is(item) {
                    return Stopped::Found(take(i, how));
                }
                match quick_equal(candidate.value(), item.value()) {
                    Some(true) => return Stopped::Found(take(i, how)),
                    Some(false) => i += 1,
                    None => return Stopped::Unsure(candidate.clone()),
                }
            }
            if i < end { Stopped::AtPoll } else { Stopped::AtEnd }
        });
        match stopped {
            Stopped::Found(taken) => return Ok(Some(taken)),
            Stopped::AtEnd => return Ok(None),
            Stopped::AtPoll => t.poll()?,
            Stopped::Unsure(candidate) => {
                if t.equal(&candidate, item)? {
                    return Ok(Some(buffer::used_by(&t.base, list, |how| take(i, how))));
                }
                t.poll_every(i)?;
                i += 1;
            }
        }
    }
    Ok(None)
}

pub(super) fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Add => {
            let (Some(x), Some(y)) = (a.downcast::<List>(), b.downcast::<List>()) else {
                return Ok(t.not_implemented());
            };
            concatenate(t, x, y)
        }
        BinaryOp::Mul => match t.repetition(a, b, is_list)? {
            Some((list, times)) => repeat(t, this(list), times),
            None => Ok(t.not_implemented()),
        },
        _ => Ok(t.not_implemented()),
    }
}

fn concatenate(t: &Thread, a: &List, b: &List) -> PyResult {
    loop {
        let (first, second) = (a.len(), b.len());
        let list = t.new_list()?;
        let body = this(&list);
        body.reserve_exactly(t, first + second)?;
        let fits = a.copy_into(t, body, first) && b.copy_into(t, body, second);
        if fits {
            return Ok(list);
        }
    }
}

fn repeat(t: &Thread, list: &List, times: usize) -> PyResult {
    let items = list.snapshot();
    let count = items.len().checked_mul(times).ok_or_else(|| t.memory_error())?;
    if count > LONG_STRIDE {
        return repeat_long(t, &items, count);
    }
    let mut i = 0;
    t.list_of(count, || {
        let item = items[i].clone();
        i += 1;
        if i == items.len() {
            i = 0;
        }
        item
    })
}

/// A list of `count` items, which are `items` again and again.
#[cold]
fn repeat_long(t: &Thread, items: &[Ref], count: usize) -> PyResult {
    let made = t.new_list()?;
    let list = this(&made);
    list.reserve_exactly(t, count)?;
    for (i, item) in items.iter().cycle().take(count).enumerate() {
        list.push(t, item.clone())?;
        if i % LONG_STRIDE == 0 {
            t.poll()?;
        }
    }
    Ok(made)
}

pub(super) fn inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Add => extend(t, a, b)?,
        BinaryOp::Mul => {
            let Some((_, times)) = t.repetition(a, b, |v| v.is(a))? else { return Ok(t.not_implemented()) };
            let list = this(a);
            if times == 0 {
                list.clear_items();
                return Ok(a.clone());
            }
            let items = list.snapshot();
            match times {
                1 => {}
                _ if items.is_empty() => {}
                _ => {
                    let count = items.len().checked_mul(times).ok_or_else(|| t.memory_error())?;
                    list.reserve(t, count)?;
                    for _ in 1..times {
                        list.extend_from(t, items.clone())?;
                    }
                }
            }
        }
        _ => return Ok(t.not_implemented()),
    }
    Ok(a.clone())
}

/// `list.extend(items)`. What an iterator has given before it fails stays appended.
pub(super) fn extend(t: &Thread, value: &Ref, items: &Ref) -> PyResult<()> {
    use crate::object::tuple::Tuple;
    let list = this(value);
    if let Some(tuple) = items.downcast_exact::<Tuple>() {
        return list.extend_from(t, tuple.items().to_vec());
    }
    if let Some(other) = items.downcast_exact::<List>() {
        if items.is(value) {
            return list.splice_itself(t, Span::END).map(drop);
        }
        return list.extend_from(t, other.snapshot());
    }
    if let Some(items) = t.snapshot(items)? {
        return list.extend_from(t, items);
    }
    t.check_hint(items)?;
    t.for_each(items, |item| list.push(t, item))
}

pub(super) fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<List>(), b.downcast::<List>()) else { return Ok(t.not_implemented()) };
    if x.len() != y.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(t.bool(op == CompareOp::Ne));
    }
    let mut i = 0;
    loop {
        let (Some(p), Some(q)) = (x.get(i), y.get(i)) else { break };
        if !same_or_equal(t, &p, &q)? {
            // The comparison may have made a list so short that it no longer has the item: then the lengths decide.
            if i >= x.len().min(y.len()) {
                break;
            }
            return match op {
                CompareOp::Eq => Ok(t.bool(false)),
                CompareOp::Ne => Ok(t.bool(true)),
                _ => t.compare(&p, &q, op),
            };
        }
        t.poll_every(i)?;
        i += 1;
    }
    let order = x.len().cmp(&y.len());
    Ok(t.bool(match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
    }))
}

#[inline]
pub(super) fn same_or_equal(t: &Thread, a: &Ref, b: &Ref) -> PyResult<bool> {
    if a.is(b) {
        return Ok(true);
    }
    match crate::object::dict::quick_equal(a.value(), b.value()) {
        Some(equal) => Ok(equal),
        None => t.equal(a, b),
    }
}
