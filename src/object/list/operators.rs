//! What the operators do with lists: items and slices, concatenation, repetition, comparison, `repr`.

use super::List;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::object::sequence::Indices;
use crate::object::slice::Slice;
use crate::object::string::StrBuilder;
use crate::runtime::long::LONG_STRIDE;
use crate::runtime::{PyResult, Thread};

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

pub(super) fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    let list = this(value);
    if let Some(slice) = key.downcast::<Slice>() {
        let bounds = t.slice_bounds(slice)?;
        let places = bounds.indices(list.len());
        if places.step == 1 {
            return list.part(t, places.start as usize, places.count);
        }
        return list.every(t, places);
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
    let new = if items.is(value) {
        list.snapshot()
    } else if t.type_of(items).slots().iter.is_none() && t.type_of(items).slots().getitem.is_none() {
        return Err(t.type_error("must assign iterable to extended slice"));
    } else {
        t.collect(items)?
    };
    let places = bounds.indices(list.len());
    if places.step == 1 {
        return list.splice(t, places.start as usize, places.count, new).map(drop);
    }
    if new.len() != places.count {
        return Err(t.value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            places.count
        )));
    }
    let mut replaced = Vec::with_capacity(new.len());
    list.locked(|| {
        // SAFETY: the lock is held.
        let slots = unsafe { list.slots() };
        for (i, item) in places.iter().zip(new) {
            // A place that another thread has removed meanwhile keeps the item for dropping.
            replaced.push(match slots.get(i) {
                Some(slot) => slot.replace_held(item),
                None => Some(item),
            });
        }
    });
    Ok(())
}

fn delete_slice(t: &Thread, list: &List, slice: &Slice) -> PyResult<()> {
    let places = t.slice_bounds(slice)?.indices(list.len()).ascending();
    if places.step == 1 || places.count <= 1 {
        return list.splice(t, places.start.max(0) as usize, places.count, Vec::new()).map(drop);
    }
    drop(list.remove_places(t, places));
    Ok(())
}

impl List {
    /// Removes the items at these places, which ascend.
    fn remove_places(&self, t: &Thread, places: Indices) -> Vec<Ref> {
        let mut removed = Vec::with_capacity(places.count);
        let mut kept = Vec::with_capacity(self.len());
        self.locked(|| {
            let len = self.len();
            let mut next = places.iter().peekable();
            // SAFETY: the lock is held: all words are taken out and those that stay are written back in order.
            let slots = unsafe { self.slots() };
            for (i, slot) in slots.iter().enumerate() {
                let item = slot.take_held();
                if next.peek() == Some(&i) {
                    next.next();
                    removed.extend(item);
                } else {
                    kept.extend(item);
                }
            }
            let left = kept.len();
            for (slot, item) in slots.iter().zip(kept.drain(..)) {
                let _empty = slot.replace_held(item);
            }
            debug_assert!(left + removed.len() == len);
            self.set_len(left);
        });
        self.shrink_if(t, self.locked_by(t, || self.is_wasteful()));
        removed
    }
}

pub(super) fn contains(t: &Thread, value: &Ref, item: &Ref) -> PyResult<bool> {
    Ok(find(t, this(value), item, 0, usize::MAX)?.is_some())
}

/// Index of the first item equal to `item` from `start` on and before `stop`.
pub(super) fn find(t: &Thread, list: &List, item: &Ref, start: usize, stop: usize) -> PyResult<Option<usize>> {
    use crate::object::dict::quick_equal;
    enum Stopped {
        Found,
        AtEnd,
        AtPoll,
        Unsure(Ref),
    }
    let mut i = start;
    while i < stop {
        // As far as it goes without Python code, in place; but not so far that others have to wait for long.
        let stopped = list.locked(|| {
            // SAFETY: the lock is held.
            let items = unsafe { list.as_slice() };
            let end = stop.min(items.len());
            let stride = end.min(i.saturating_add(LONG_STRIDE));
            while i < stride {
                let candidate = &items[i];
                if candidate.is(item) {
                    return Stopped::Found;
                }
                match quick_equal(candidate.value(), item.value()) {
                    Some(true) => return Stopped::Found,
                    Some(false) => i += 1,
                    None => return Stopped::Unsure(candidate.clone()),
                }
            }
            if i < end { Stopped::AtPoll } else { Stopped::AtEnd }
        });
        match stopped {
            Stopped::Found => return Ok(Some(i)),
            Stopped::AtEnd => return Ok(None),
            Stopped::AtPoll => t.poll()?,
            Stopped::Unsure(candidate) => {
                if t.equal(&candidate, item)? {
                    return Ok(Some(i));
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
