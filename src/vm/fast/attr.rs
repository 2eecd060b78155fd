//! Attributes of plain instances through shapes, methods through class versions.

use super::names::{cache, read_cache};
use super::stack::{handler, push};
use super::word::*;
use crate::config::{ADAPTIVE, NOGIL};
use crate::memory::{Object, Slot, Value};
use crate::object::class::Type;
use crate::object::instance::{ATTRIBUTES_SIZE, Attributes, PLAIN_OFFSET};
use crate::object::kind;
use crate::vm::frame::{Flow, Regs};

/// The attribute area of a plain instance.
#[inline(always)]
unsafe fn attributes<'a>(v: Value) -> Option<&'a Attributes> {
    // SAFETY: live values; a plain instance has its attribute area behind the header.
    unsafe {
        (v.is_pointer() && (*v.address()).kind() == kind::INSTANCE)
            .then(|| &*v.address().byte_add(PLAIN_OFFSET as usize).cast::<Attributes>())
    }
}

/// Slot `i` behind the head of an attribute area.
#[inline(always)]
unsafe fn tail_slot<'a>(attributes: &Attributes, i: u32) -> &'a Slot {
    // SAFETY: the cached index belongs to the cached shape.
    unsafe { &*std::ptr::from_ref(attributes).byte_add(ATTRIBUTES_SIZE).cast::<Slot>().add(i as usize) }
}

/// The value of an attribute by the cache at `arg + 1`, borrowed.
#[inline(always)]
unsafe fn cached_attribute(r: Regs, v: Value, arg: u32) -> Option<Value> {
    if !ADAPTIVE || NOGIL {
        return None;
    }
    // SAFETY: see above.
    unsafe {
        let word = read_cache(r, arg + 1);
        let attributes = attributes(v)?;
        match cache::kind(word) {
            cache::INLINE if attributes.shape.load(std::sync::atomic::Ordering::Relaxed) == cache::version(word) => {
                Some(tail_slot(attributes, cache::index(word)).load())
            }
            cache::MEMBER => {
                let class = Object::<Type>::body_of((*v.address()).type_pointer());
                if class.version() != cache::version(word) {
                    return None;
                }
                let value = tail_slot(attributes, cache::index(word)).load();
                (!value.is_null()).then_some(value)
            }
            cache::CLASS_VALUE => {
                let class = Object::<Type>::body_of((*v.address()).type_pointer());
                if attributes.shape.load(std::sync::atomic::Ordering::Relaxed) == 0 {
                    return None;
                }
                class.resolved_at(cache::version(word), cache::index(word))
            }
            _ => None,
        }
    }
}

handler! { LOAD_ATTR(r, arg) {
    let o = *r.sp.sub(1);
    match cached_attribute(r, o, arg) {
        Some(v) => {
            r.sp.sub(1).write(dup_from_heap(v, r.t().base.id));
            next_dropping(r, o)
        }
        None => Flow::Slow,
    }
} }
handler! { LOAD_ATTR_F(r, arg) {
    match cached_attribute(r, *r.fp.add((arg & 0xff) as usize), arg >> 8) {
        Some(v) => Flow::Next(push(r, dup_from_heap(v, r.t().base.id))),
        None => Flow::Slow,
    }
} }

/// Stores `v`, which the stack owns, by the cache; gives the old word. `None`: nothing was done.
#[inline(always)]
unsafe fn cached_store(r: Regs, o: Value, arg: u32, v: Value) -> Option<Value> {
    if !ADAPTIVE || NOGIL {
        return None;
    }
    // SAFETY: see above.
    unsafe {
        let word = read_cache(r, arg + 1);
        let attributes = attributes(o)?;
        let slot = match cache::kind(word) {
            cache::INLINE if attributes.shape.load(std::sync::atomic::Ordering::Relaxed) == cache::version(word) => {
                tail_slot(attributes, cache::index(word))
            }
            cache::ADD if attributes.shape.load(std::sync::atomic::Ordering::Relaxed) == cache::version(word) => {
                // The second word holds the shape that follows.
                let next = read_cache(r, arg + 2);
                if cache::kind(next) != cache::ADD || cache::index(next) != cache::index(word) {
                    return None;
                }
                attributes.shape.store(cache::version(next), std::sync::atomic::Ordering::Release);
                tail_slot(attributes, cache::index(word))
            }
            cache::MEMBER => {
                let class = Object::<Type>::body_of((*o.address()).type_pointer());
                if class.version() != cache::version(word) {
                    return None;
                }
                tail_slot(attributes, cache::index(word))
            }
            _ => return None,
        };
        let old = slot.load();
        slot.store_raw(settle_in_heap(v, r.t().base.id));
        Some(old)
    }
}

handler! { STORE_ATTR(r, arg) {
    let (v, o) = (*r.sp.sub(2), *r.sp.sub(1));
    match cached_store(r, o, arg, v) {
        Some(old) => {
            let mut r = r;
            r.sp = r.sp.sub(2);
            next_dropping_two(r, old, o)
        }
        None => Flow::Slow,
    }
} }
handler! { STORE_ATTR_F(r, arg) {
    let v = *r.sp.sub(1);
    match cached_store(r, *r.fp.add((arg & 0xff) as usize), arg >> 8, v) {
        Some(old) => {
            let mut r = r;
            r.sp = r.sp.sub(1);
            next_dropping(r, old)
        }
        None => Flow::Slow,
    }
} }

/// The method of `o`'s class by the cache at `arg + 1`, borrowed.
#[inline(always)]
unsafe fn cached_method(r: Regs, o: Value, arg: u32) -> Option<Value> {
    if !ADAPTIVE || NOGIL || !o.is_pointer() {
        return None;
    }
    // SAFETY: live values.
    unsafe {
        let word = read_cache(r, arg + 1);
        match cache::kind(word) {
            cache::INSTANCE_METHOD => {
                let attributes = attributes(o)?;
                // An instance with a dict may shadow the method.
                if attributes.shape.load(std::sync::atomic::Ordering::Relaxed) == 0 {
                    return None;
                }
            }
            cache::METHOD => {}
            _ => return None,
        }
        let class = Object::<Type>::body_of((*o.address()).type_pointer());
        class.resolved_at(cache::version(word), cache::index(word))
    }
}

/// Pushes a method and its object over three reserved words; `base` is where the callee goes.
#[inline(always)]
unsafe fn push_method(r: Regs, base: *mut Value, method: Value, o: Value) -> Regs {
    let mut r = r;
    // SAFETY: the compiler's stack size leaves room.
    unsafe {
        base.write(method);
        base.add(1).write(Value::NULL);
        base.add(2).write(Value::NULL);
        base.add(3).write(Value::NULL);
        base.add(4).write(o);
        r.sp = base.add(5);
    }
    r
}

handler! { LOAD_METHOD(r, arg) {
    let o = *r.sp.sub(1);
    match cached_method(r, o, arg) {
        Some(method) => Flow::Next(push_method(r, r.sp.sub(1), dup_from_heap(method, r.t().base.id), o)),
        None => Flow::Slow,
    }
} }
handler! { LOAD_METHOD_F(r, arg) {
    let o = *r.fp.add((arg & 0xff) as usize);
    match cached_method(r, o, arg >> 8) {
        Some(method) => {
            let me = r.t().base.id;
            // The local keeps the object for the call, as its frame stays below the callee's.
            let o = if crate::config::DEFERRED { o.marked() } else { dup(o, me) };
            Flow::Next(push_method(r, r.sp, dup_from_heap(method, me), o))
        }
        None => Flow::Slow,
    }
} }
