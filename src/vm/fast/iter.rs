//! Loops over ranges, lists and tuples; subscripts of lists, tuples and dicts.

use super::arith::int_word;
use super::stack::{handler, push};
use super::word::*;
use crate::config::{NOGIL, TAGGED, UNCOUNTED};
use crate::memory::refcount::RefCount;
use crate::memory::{Header, Object, Value};
use crate::object::dict::Dict;
use crate::object::iterator::is_sole;
use crate::object::kind;
use crate::object::list::{List, ListIterator};
use crate::object::range::RangeIterator;
use crate::object::tuple::{Tuple, TupleIterator};
use crate::thread::private;
use crate::vm::frame::{Flow, Regs, distance};

enum Step {
    Item(Value),
    Exhausted,
    Other,
    Slow,
}

/// Item `i`, counted from the start, of a list, as a stack reference.
///
/// # Safety
/// A live list, without a global lock.
#[inline(always)]
unsafe fn list_item_at(r: Regs, list: *mut Header, i: usize) -> Option<Value> {
    // SAFETY: the caller's.
    unsafe {
        read_in(r.t(), list, || {
            let body = Object::<List>::body_of(list);
            let buffer = body.buffer();
            body.place_at(buffer, i).map(|place| (place, SameBuffer(body, buffer)))
        })
    }
}

/// A place in a list's buffer that was chosen by the length, as long as the list has that buffer and no item has moved in it.
struct Unshifted<'a>(SameBuffer<'a>, u32);

impl Still for Unshifted<'_> {
    #[inline(always)]
    fn holds(&self) -> bool {
        self.0.holds() && self.0.0.shifts() == self.1
    }
}

/// Item `i`, which is negative and so counts from the end, of a list, as a stack reference.
///
/// # Safety
/// As `list_item_at`.
#[inline(always)]
unsafe fn list_item_from_end(r: Regs, list: *mut Header, i: i64) -> Option<Value> {
    // SAFETY: the caller's.
    unsafe {
        read_in(r.t(), list, || {
            let body = Object::<List>::body_of(list);
            // Before the length; odd while items move.
            let shifts = body.shifts();
            let buffer = body.buffer();
            let place = (i as usize).wrapping_add(body.len());
            let place = if shifts & 1 == 0 { body.place_at(buffer, place) } else { None };
            place.map(|place| (place, Unshifted(SameBuffer(body, buffer), shifts)))
        })
    }
}

/// Item `i` of a list, as a stack reference.
///
/// # Safety
/// A live list.
#[inline(always)]
unsafe fn list_item(r: Regs, list: *mut Header, i: i64) -> Option<Value> {
    // SAFETY: the caller's.
    unsafe {
        let body = Object::<List>::body_of(list);
        if !NOGIL {
            return Some(dup_from_heap(body.get_fast(i)?, r.t().base.id));
        }
        if i < 0 { list_item_from_end(r, list, i) } else { list_item_at(r, list, i as usize) }
    }
}

/// The next item of a builtin iterator that no other thread can reach, owned; the types' own functions know what to do with those
/// that are shared.
#[inline(always)]
unsafe fn step(r: Regs, it: Value) -> Step {
    if !it.is_pointer() {
        return Step::Slow;
    }
    // SAFETY: live values; the kind says what the payload is.
    unsafe {
        let sole = || is_sole(&r.t().base, it);
        match (*it.address()).kind() {
            kind::RANGE_ITERATOR if sole() => {
                let range = Object::<RangeIterator>::body_of(it.address());
                let left = range.left();
                if left <= 0 {
                    return Step::Exhausted;
                }
                match int_word(r, range.number(left)) {
                    Some(word) => {
                        range.advance(left);
                        Step::Item(word)
                    }
                    None => Step::Slow,
                }
            }
            kind::LIST_ITERATOR if sole() => {
                let iterator = Object::<ListIterator>::body_of(it.address());
                if !NOGIL {
                    return match iterator.next_borrowed() {
                        Some(v) => Step::Item(dup_from_heap(v, r.t().base.id)),
                        None => Step::Other,
                    };
                }
                // Without a global lock the iterator keeps its list until it dies; at the end its index is negative, so beyond every list.
                let (list, index) = iterator.position();
                match if list.is_null() { None } else { list_item_at(r, list, index as usize) } {
                    Some(v) => {
                        iterator.move_to(index + 1);
                        Step::Item(v)
                    }
                    None => Step::Other,
                }
            }
            kind::TUPLE_ITERATOR if sole() => match Object::<TupleIterator>::body_of(it.address()).next_borrowed() {
                Some(v) => Step::Item(dup_from_heap(v, r.t().base.id)),
                None => Step::Other,
            },
            _ => Step::Other,
        }
    }
}

handler! { FOR_ITER(r, arg) {
    let it = *r.sp.sub(1);
    match step(r, it) {
        Step::Item(v) => Flow::Next(push(r, v)),
        Step::Exhausted => {
            let mut r = r;
            r.sp = r.sp.sub(1);
            r.ip = r.ip.offset(distance(arg) as isize);
            next_dropping(r, it)
        }
        Step::Other => Flow::Other,
        Step::Slow => Flow::Slow,
    }
} }
handler! { FOR_ITER_STORE(r, arg) {
    let it = *r.sp.sub(1);
    match step(r, it) {
        Step::Item(v) => {
            let old = r.fp.add((arg & 0xff) as usize).replace(v);
            next_dropping(r, old)
        }
        Step::Exhausted => {
            let mut r = r;
            r.sp = r.sp.sub(1);
            r.ip = r.ip.offset((arg << 8) as i32 as isize >> 16);
            next_dropping(r, it)
        }
        Step::Other => Flow::Other,
        Step::Slow => Flow::Slow,
    }
} }

/// `o[i]` for a list or tuple and a small integer, as a stack reference.
#[inline(always)]
unsafe fn item(r: Regs, o: Value, i: Value) -> Option<Value> {
    if !o.is_pointer() {
        return None;
    }
    // SAFETY: live values; the kind says what the payload is.
    unsafe {
        match (*o.address()).kind() {
            kind::LIST => {
                let (i, _) = int_pair(i, i)?;
                list_item(r, o.address(), i)
            }
            kind::TUPLE => {
                let (i, _) = int_pair(i, i)?;
                Some(dup_from_heap(Object::<Tuple>::body_of(o.address()).get_fast(i)?, r.t().base.id))
            }
            _ => None,
        }
    }
}

handler! { SUBSCR(r, _arg) {
    let (o, i) = (*r.sp.sub(2), *r.sp.sub(1));
    match item(r, o, i) {
        Some(v) => {
            let mut r = r;
            r.sp = r.sp.sub(1);
            r.sp.sub(1).write(v);
            next_dropping_two(r, o, i)
        }
        None => Flow::Slow,
    }
} }
handler! { SUBSCR_FF(r, arg) {
    match item(r, *r.fp.add((arg & 0xff) as usize), *r.fp.add((arg >> 8 & 0xff) as usize)) {
        Some(v) => Flow::Next(push(r, v)),
        None => Flow::Slow,
    }
} }
handler! { SUBSCR_F(r, arg) {
    let o = *r.sp.sub(1);
    match item(r, o, *r.fp.add(arg as usize)) {
        Some(v) => {
            r.sp.sub(1).write(v);
            next_dropping(r, o)
        }
        None => Flow::Slow,
    }
} }
handler! { SUBSCR_C(r, arg) {
    let o = *r.sp.sub(1);
    match item(r, o, Value::from_bits(*r.k.add(arg as usize))) {
        Some(v) => {
            r.sp.sub(1).write(v);
            next_dropping(r, o)
        }
        None => Flow::Slow,
    }
} }
handler! { STORE_SUBSCR(r, _arg) {
    let (v, o, i) = (*r.sp.sub(3), *r.sp.sub(2), *r.sp.sub(1));
    if !o.is_pointer() || (*o.address()).kind() != kind::LIST {
        return Flow::Slow;
    }
    let Some((n, _)) = int_pair(i, i) else { return Flow::Slow };
    let list = &*o.address();
    let Some(how) = private::try_enter_outermost(&r.t().base, list) else { return Flow::Slow };
    // The driver can finish two decrements; that of a boxed index is finished here or not begun.
    let me = r.t().base.id;
    let slot = Object::<List>::body_of(o.address())
        .slot_at(n)
        .filter(|_| TAGGED || UNCOUNTED || !i.is_counted() || (*i.address()).count.dec_if_fast(me));
    let old = slot.map(|slot| {
        let old = slot.load();
        slot.store_raw(settle_in_heap(v, me));
        old
    });
    private::leave(list, how);
    let Some(old) = old else { return Flow::Slow };
    // The value's own reference moved into the list, unless the word was a borrow, which owned none.
    let mut r = r;
    r.sp = r.sp.sub(3);
    next_dropping_two(r, old, o)
} }

/// The dict payload of an exact dict.
///
/// # Safety
/// A live value.
#[inline(always)]
pub unsafe fn exact_dict<'a>(v: Value) -> Option<&'a Dict> {
    // SAFETY: the kind says so.
    unsafe { (v.is_pointer() && (*v.address()).kind() == kind::DICT).then(|| Object::<Dict>::body_of(v.address())) }
}
