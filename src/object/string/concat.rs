//! Putting strings together: `+`, `*`, `join`, and the growing in place behind `s += piece`.

use std::sync::atomic::Ordering;

use super::buffer::Buffer;
use super::build::{Form, adopt_buffer, compose};
use super::{ASCII, EXTERNAL, FIXED, INTERNED, LENGTH_SHIFT, Str, UNKNOWN_HASH, WIDTH};
use crate::memory::slab::Slab;
use crate::memory::{Object, Ref};
use crate::object::kind;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::runtime::{Args, PyResult, Thread};

/// Bytes from which a string that grows gets a buffer with room to spare.
const GROWS_OUTSIDE: usize = 512;

/// Two strings one after the other, as an exact `str`.
pub fn str_concat(t: &Thread, a: &Ref, b: &Ref) -> PyResult {
    let (Some(left), Some(right)) = (a.downcast::<Str>(), b.downcast::<Str>()) else {
        return Err(cannot_concatenate(t, b));
    };
    if left.is_empty() {
        return t.exact_str(b);
    }
    if right.is_empty() {
        return t.exact_str(a);
    }
    let length = left.len().checked_add(right.len()).ok_or_else(|| t.memory_error())?;
    compose(t, length, Form::NARROWEST.with(left).with(right), |sink| {
        sink.put(left.units());
        sink.put(right.units());
    })
}

#[cold]
fn cannot_concatenate(t: &Thread, b: &Ref) -> crate::runtime::Raised {
    t.type_error(format!("can only concatenate str (not \"{}\") to str", t.type_name(b)))
}

/// `a + b` where `a` is given up: when nobody else holds it, its text grows in place.
///
/// The caller has taken `a` out of the variable that the result goes to. No borrowed view of it may be in use: neither
/// a marked word on a stack nor a slice of its text.
pub fn str_append_in_place(t: &Thread, a: Ref, b: &Ref) -> PyResult {
    let (Some(left), Some(right)) = (a.downcast_exact::<Str>(), b.downcast::<Str>()) else {
        return str_concat(t, &a, b);
    };
    let header = Object::<Str>::header_of(left);
    let (meta, right_meta) = (left.meta(), right.meta());
    if !a.value().is_counted()
        || meta & INTERNED != 0
        || left.is_empty()
        || right.is_empty()
        || right_meta & WIDTH > meta & WIDTH
        || !header.is_unique(t.id)
    {
        return str_concat(t, &a, b);
    }
    let width = meta & WIDTH;
    let (old, length) = (left.len(), left.len().checked_add(right.len()).ok_or_else(|| t.memory_error())?);
    let bytes = length.checked_mul(1 << width).ok_or_else(|| t.memory_error())?;
    let text = left.text(meta).cast_mut();
    let text = if meta & EXTERNAL != 0 {
        // SAFETY: the string owns this buffer.
        let buffer = unsafe { Buffer::from_text(text) };
        if buffer.capacity() < bytes {
            let wanted = bytes.saturating_add(bytes / 4);
            let grown = buffer.resize(t.heap(), wanted).or_else(|_| buffer.resize(t.heap(), bytes))?;
            left.data.store(grown.text() as u64, Ordering::Relaxed);
            grown.text()
        } else {
            text
        }
    } else {
        // SAFETY: every object lies in a slab.
        let block = unsafe { (*Slab::of(header)).block_size } as usize;
        if bytes > block - (size_of::<Object<Str>>() - FIXED) {
            return if bytes < GROWS_OUTSIDE { str_concat(t, &a, b) } else { grow_outside(t, left, right, bytes) };
        }
        text
    };
    let ascii = meta & right_meta & ASCII;
    // SAFETY: room for `length` elements of this width was made, and the caller holds the only reference, so that nobody
    // reads the text meanwhile. `right` is another string, because `left` is unique.
    unsafe { append(text, width, old, right) };
    left.hash.store(UNKNOWN_HASH, Ordering::Relaxed);
    left.meta.store((length as u64) << LENGTH_SHIFT | width | ascii | meta & EXTERNAL, Ordering::Relaxed);
    Ok(a)
}

/// Writes the text of `right` behind `old` elements of the power-of-two width `width`.
///
/// # Safety
/// There is room, and `right` is not wider.
unsafe fn append(text: *mut u8, width: u64, old: usize, right: &Str) {
    use super::Units;
    // SAFETY: the caller's.
    unsafe {
        match (width, right.units()) {
            (0, Units::One(s)) => std::ptr::copy_nonoverlapping(s.as_ptr(), text.add(old), s.len()),
            (1, Units::Two(s)) => std::ptr::copy_nonoverlapping(s.as_ptr(), text.cast::<u16>().add(old), s.len()),
            (2, Units::Four(s)) => std::ptr::copy_nonoverlapping(s.as_ptr(), text.cast::<u32>().add(old), s.len()),
            (1, _) => right.chars().enumerate().for_each(|(i, c)| text.cast::<u16>().add(old + i).write(c as u16)),
            _ => right.chars().enumerate().for_each(|(i, c)| text.cast::<u32>().add(old + i).write(c)),
        }
    }
}

/// `left + right` in a buffer that has room for more.
fn grow_outside(t: &Thread, left: &Str, right: &Str, bytes: usize) -> PyResult {
    let buffer = Buffer::allocate(t.heap(), bytes.saturating_add(bytes / 2))?;
    let (meta, old) = (left.meta(), left.as_bytes());
    // SAFETY: the buffer has room for both; `right` is not wider than `left`.
    unsafe {
        std::ptr::copy_nonoverlapping(old.as_ptr(), buffer.text(), old.len());
        append(buffer.text(), meta & WIDTH, left.len(), right);
    }
    let length = (left.len() + right.len()) as u64;
    adopt_buffer(t, buffer, length << LENGTH_SHIFT | meta & WIDTH | meta & right.meta() & ASCII, 0)
}

/// `text * n`.
pub fn str_repeat(t: &Thread, object: &Ref, n: usize) -> PyResult {
    let text = object.downcast::<Str>().expect("the type's operator");
    match n {
        0 => return t.empty_str(),
        1 => return t.exact_str(object),
        _ if text.is_empty() => return t.empty_str(),
        _ => {}
    }
    let length = text.len().checked_mul(n).filter(|n| *n <= isize::MAX as usize);
    let length = length.ok_or_else(|| t.overflow_error("repeated string is too long"))?;
    compose(t, length, Form::NARROWEST.with(text), |sink| {
        sink.put(text.units());
        sink.repeat_to_end();
    })
}

/// `separator.join(items)` over strings at hand.
pub fn join_refs(t: &Thread, separator: &Str, items: &[Ref]) -> PyResult {
    if let [only] = items
        && only.kind() == Some(kind::STR)
    {
        return Ok(only.clone());
    }
    let mut form = if items.len() > 1 { Form::NARROWEST.with(separator) } else { Form::NARROWEST };
    let mut length = separator.len().checked_mul(items.len().saturating_sub(1));
    for (i, item) in items.iter().enumerate() {
        t.poll_every(i)?;
        let Some(text) = item.downcast::<Str>() else {
            let found = t.type_name(item);
            return Err(t.type_error(format!("sequence item {i}: expected str instance, {found} found")));
        };
        form = form.with(text);
        length = length.and_then(|n| n.checked_add(text.len()));
    }
    let length = length.filter(|n| *n <= isize::MAX as usize);
    let length = length.ok_or_else(|| t.overflow_error("join() result is too long for a Python string"))?;
    compose(t, length, form, |sink| {
        for (i, item) in items.iter().enumerate() {
            if i > 0 && !separator.is_empty() {
                sink.put(separator.units());
            }
            sink.put(item.downcast::<Str>().expect("tested above").units());
        }
    })
}

/// The items of what `join` is given; anything that cannot be iterated over is refused in `join`'s own words.
pub(in crate::object) fn join_items(t: &Thread, iterable: &Ref) -> PyResult<Vec<Ref>> {
    if iterable.downcast::<List>().is_some() || iterable.downcast::<Tuple>().is_some() {
        return t.collect(iterable);
    }
    match t.catch(t.iter(iterable), &crate::object::exception::TYPE_ERROR)? {
        Some(iterator) => t.collect(&iterator),
        None => Err(t.type_error("can only join an iterable")),
    }
}

/// `str.join(iterable)`.
pub(super) fn join(t: &Thread, a: Args<'_>) -> PyResult {
    let items = join_items(t, a.get(1))?;
    join_refs(t, t.this::<Str>(&a), &items)
}
