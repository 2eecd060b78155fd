//! Attributes of plain instances through shapes, methods and class attributes through class versions, those of modules as globals.

use std::sync::atomic::Ordering::{Acquire, Relaxed};

use super::names::{cache, entry_value, read_cache, write_cache};
use super::stack::{handler, push};
use super::word::*;
use crate::config::{ADAPTIVE, NOGIL, PRIVATE};
use crate::memory::{Kind, Object, Slot, Value};
use crate::object::class::Type;
use crate::object::descriptor::{ClassMethod, StaticMethod};
use crate::object::instance::{ATTRIBUTES_SIZE, Attributes, PLAIN_OFFSET};
use crate::object::kind;
use crate::object::module::Module;
use crate::runtime::caches::{Entry, Purpose};
use crate::thread::private;
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

/// The attribute area of an instance of any class, builtin ones excepted.
#[inline(always)]
unsafe fn any_attributes<'a>(v: Value) -> Option<&'a Attributes> {
    // SAFETY: live values; the class says where the area lies.
    unsafe {
        if !v.is_pointer() {
            return None;
        }
        let object = v.address();
        let offset = match (*object).kind() {
            kind::INSTANCE => PLAIN_OFFSET,
            kind if kind.0 & Kind::SUBCLASS != 0 => Object::<Type>::body_of((*object).type_pointer()).attributes_offset,
            _ => 0,
        };
        (offset != 0).then(|| &*object.byte_add(offset as usize).cast::<Attributes>())
    }
}

/// Slot `i` behind the head of an attribute area.
#[inline(always)]
unsafe fn tail_slot<'a>(attributes: &Attributes, i: u32) -> &'a Slot {
    // SAFETY: the cached index belongs to the cached shape.
    unsafe { &*std::ptr::from_ref(attributes).byte_add(ATTRIBUTES_SIZE).cast::<Slot>().add(i as usize) }
}

/// The entry of the thread's table for a plain instance and the name at `arg`.
#[inline(always)]
unsafe fn lookaside<'a>(r: Regs, attributes: &Attributes, arg: u32, purpose: Purpose) -> Option<&'a Entry> {
    let shape = attributes.shape.load(Relaxed);
    if shape == 0 {
        return None;
    }
    // SAFETY: `k[arg]` is an interned name, and two cache words follow it.
    unsafe {
        let name = Value::from_bits(*r.k.add(arg as usize));
        let entry = r.t().lookaside.find(shape, name.address() as u64, purpose)?;
        // The inline cache follows what comes by.
        if entry.inline.get() && (!NOGIL || entry.is_due()) {
            write_cache(r, arg + 1, entry.word.get());
            if matches!(purpose, Purpose::Write) {
                write_cache(r, arg + 2, entry.next.get());
            }
        }
        Some(entry)
    }
}

/// The attribute that a cache word stands for, as a stack reference.
#[inline(always)]
unsafe fn by_word(r: Regs, v: Value, attributes: &Attributes, word: u64) -> Option<Value> {
    // SAFETY: `v` is a plain instance with these attributes; the word was cached for its shape or class. Values never move within an
    // instance, and an overflow buffer that it gives up is not freed before the next safepoint.
    unsafe {
        let shape = cache::version(word);
        let has_shape = || attributes.shape.load(Acquire) == shape;
        let still = || Unchanged(&attributes.shape, shape);
        match cache::kind(word) {
            cache::INLINE if has_shape() => {
                let place = tail_slot(attributes, cache::index(word));
                read_attribute(r, v, || Some((place, still())))
            }
            cache::OVERFLOW if has_shape() => read_attribute(r, v, || {
                let place = attributes.overflow_value(cache::index(word));
                // A dict may have taken the buffer's place.
                has_shape().then(|| (place, still()))
            }),
            cache::MEMBER => {
                let class = Object::<Type>::body_of((*v.address()).type_pointer());
                let still = Unchanged(class.version_word(), cache::version(word));
                if !still.holds() {
                    return None;
                }
                read_attribute(r, v, || Some((tail_slot(attributes, cache::index(word)), still)))
            }
            cache::CLASS_ONLY => {
                let class = Object::<Type>::body_of((*v.address()).type_pointer());
                class_value(r, class, word)
            }
            cache::CLASS_VALUE => {
                let class = Object::<Type>::body_of((*v.address()).type_pointer());
                if attributes.shape.load(Relaxed) == 0 {
                    return None;
                }
                class_value(r, class, word)
            }
            _ => None,
        }
    }
}

/// Reads a place inside of an instance. No buffer is involved that its owner might free, so everybody may look.
#[inline(always)]
unsafe fn read_attribute<'a, S: Still>(
    r: Regs,
    v: Value,
    place: impl FnOnce() -> Option<(&'a Slot, S)>,
) -> Option<Value> {
    if !PRIVATE {
        // SAFETY: the caller's.
        return unsafe { read_in(r.t(), v.address(), place) };
    }
    let (place, still) = place()?;
    // SAFETY: the caller's.
    unsafe { read(r.t(), place, still) }
}

/// What a class's lookup under a cache word gave, as a stack reference. The table holds it until the next safepoint at least.
#[inline(always)]
unsafe fn class_value(r: Regs, class: &Type, word: u64) -> Option<Value> {
    let found = class.resolved_at(cache::version(word), cache::index(word))?;
    // SAFETY: see above.
    Some(unsafe { dup_from_heap(found, r.t().base.id) })
}

/// What a class or module has under a cached name, as a stack reference.
#[inline(always)]
unsafe fn namespace_value(r: Regs, v: Value, word: u64) -> Option<Value> {
    // SAFETY: live values; the kinds say what the payloads are.
    unsafe {
        if !v.is_pointer() {
            return None;
        }
        match cache::kind(word) {
            cache::TYPE_VALUE if (*v.address()).kind().layout() == kind::TYPE => {
                class_value(r, Object::<Type>::body_of(v.address()), word)
            }
            cache::ENTRY if (*v.address()).kind() == kind::MODULE => {
                entry_value(r, Object::<Module>::body_of(v.address()).dict.load().address(), word)
            }
            _ => None,
        }
    }
}

/// The value of an attribute by the cache at `arg + 1`, as a stack reference.
#[inline(always)]
unsafe fn cached_attribute(r: Regs, v: Value, arg: u32) -> Option<Value> {
    if !ADAPTIVE {
        return None;
    }
    // SAFETY: see above.
    unsafe {
        let word = read_cache(r, arg + 1);
        if let Some(value) = namespace_value(r, v, word) {
            return Some(value);
        }
        let attributes = any_attributes(v)?;
        if let Some(value) = by_word(r, v, attributes, word) {
            return Some(value);
        }
        by_word(r, v, attributes, lookaside(r, attributes, arg, Purpose::Read)?.word.get())
    }
}

/// The place that a store by these cache words writes to; the instance has the shape that follows, if it adds an attribute.
#[inline(always)]
unsafe fn store_place(o: Value, attributes: &Attributes, word: u64, next: u64) -> Option<&Slot> {
    // SAFETY: as `by_word`.
    unsafe {
        match cache::kind(word) {
            cache::INLINE if attributes.shape.load(Relaxed) == cache::version(word) => {}
            cache::OVERFLOW if attributes.shape.load(Relaxed) == cache::version(word) => {
                return Some(attributes.overflow_value(cache::index(word)));
            }
            cache::ADD if attributes.shape.load(Relaxed) == cache::version(word) => {
                // The second word holds the shape that follows, and which one it follows.
                if cache::kind(next) != cache::ADD || cache::index(next) != cache::version(word) {
                    return None;
                }
                attributes.shape.store(cache::version(next), std::sync::atomic::Ordering::Release);
            }
            cache::MEMBER => {
                let class = Object::<Type>::body_of((*o.address()).type_pointer());
                if class.version() != cache::version(word) {
                    return None;
                }
            }
            _ => return None,
        }
        Some(tail_slot(attributes, cache::index(word)))
    }
}

/// Stores `v`, which the stack owns, by the cache; gives the old word. `None`: nothing was done.
#[inline(always)]
unsafe fn cached_store(r: Regs, o: Value, arg: u32, v: Value) -> Option<Value> {
    if !ADAPTIVE {
        return None;
    }
    // SAFETY: see above.
    unsafe {
        let attributes = any_attributes(o)?;
        let how = private::try_enter_outermost(&r.t().base, &*o.address())?;
        let old = stored(r, o, attributes, arg, v);
        private::leave(&*o.address(), how);
        old
    }
}

/// As `cached_store`, for an instance that was entered.
#[inline(always)]
unsafe fn stored(r: Regs, o: Value, attributes: &Attributes, arg: u32, v: Value) -> Option<Value> {
    // SAFETY: as `cached_store`.
    unsafe {
        let slot = match store_place(o, attributes, read_cache(r, arg + 1), read_cache(r, arg + 2)) {
            Some(slot) => slot,
            None => {
                let entry = lookaside(r, attributes, arg, Purpose::Write)?;
                store_place(o, attributes, entry.word.get(), entry.next.get())?
            }
        };
        let old = slot.load();
        slot.store_raw(settle_in_heap(v, r.t().base.id));
        Some(old)
    }
}

/// What `o.name(…)` calls by the cache at `arg + 1`, as a stack reference, and whether `o` is its first argument.
#[inline(always)]
unsafe fn cached_method(r: Regs, o: Value, arg: u32) -> Option<(Value, bool)> {
    if !ADAPTIVE || !o.is_pointer() {
        return None;
    }
    // SAFETY: live values.
    unsafe {
        let word = read_cache(r, arg + 1);
        if let Some(value) = namespace_value(r, o, word) {
            return Some((value, false));
        }
        if cache::kind(word) == cache::CLASS_METHOD {
            if (*o.address()).kind().layout() != kind::TYPE {
                return None;
            }
            let class = Object::<Type>::body_of(o.address());
            // The class's table holds the method until the next safepoint.
            let method = class.resolved_at(cache::version(word), cache::index(word))?.address();
            let with_class = (*method).kind() == kind::CLASS_METHOD;
            let function = if with_class {
                Object::<ClassMethod>::body_of(method).place()
            } else {
                Object::<StaticMethod>::body_of(method).place()
            };
            return Some((read(r.t(), function, Always)?, with_class));
        }
        match any_attributes(o) {
            None if cache::kind(word) == cache::METHOD => method_of_class(r, o, word),
            None => None,
            Some(attributes) => {
                // An instance with a dict may shadow the method.
                if matches!(cache::kind(word), cache::INSTANCE_METHOD | cache::METHOD)
                    && (cache::kind(word) == cache::METHOD || attributes.shape.load(Relaxed) != 0)
                    && let Some(found) = method_of_class(r, o, word)
                {
                    return Some(found);
                }
                method_of_class(r, o, lookaside(r, attributes, arg, Purpose::Method)?.word.get())
            }
        }
    }
}

/// A method of the object's class by a cache word. (A function, not a closure: one that is not inlined takes the frame's address, and then
/// the handler's last call is no jump.)
#[inline(always)]
unsafe fn method_of_class(r: Regs, o: Value, word: u64) -> Option<(Value, bool)> {
    // SAFETY: a live object.
    unsafe {
        let class = Object::<Type>::body_of((*o.address()).type_pointer());
        class_value(r, class, word).map(|method| (method, true))
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

/// The value of an attribute that lies in the object by the cache at `arg + 1`, as a stack reference.
#[inline(always)]
unsafe fn inline_value(r: Regs, o: Value, arg: u32) -> Option<Value> {
    if !ADAPTIVE {
        return None;
    }
    // SAFETY: as `by_word`.
    unsafe {
        let word = read_cache(r, arg + 1);
        let attributes = attributes(o)?;
        let still = Unchanged(&attributes.shape, cache::version(word));
        if cache::kind(word) != cache::INLINE || !still.holds() {
            return None;
        }
        let place = tail_slot(attributes, cache::index(word));
        read_attribute(r, o, || Some((place, still)))
    }
}

/// Stores `v`, which the stack owns, in such an attribute; gives the old word. `None`: nothing was done.
#[inline(always)]
unsafe fn inline_store(r: Regs, o: Value, arg: u32, v: Value) -> Option<Value> {
    // SAFETY: as `by_word`.
    unsafe {
        let word = read_cache(r, arg + 1);
        let attributes = attributes(o)?;
        if !ADAPTIVE || cache::kind(word) != cache::INLINE {
            return None;
        }
        // Not worth a lock, where one is taken, if it does not fit.
        if NOGIL && !PRIVATE && attributes.shape.load(Relaxed) != cache::version(word) {
            return None;
        }
        let how = private::try_enter_outermost(&r.t().base, &*o.address())?;
        // Only who has entered changes the shape.
        let mut old = None;
        if attributes.shape.load(Relaxed) == cache::version(word) {
            let slot = tail_slot(attributes, cache::index(word));
            old = Some(slot.load());
            slot.store_raw(settle_in_heap(v, r.t().base.id));
        }
        private::leave(&*o.address(), how);
        old
    }
}

/// The method of an object's class by the cache at `arg + 1`, as a stack reference.
#[inline(always)]
unsafe fn class_method(r: Regs, o: Value, arg: u32) -> Option<Value> {
    if !ADAPTIVE || !o.is_pointer() {
        return None;
    }
    // SAFETY: as `by_word`.
    unsafe {
        let word = read_cache(r, arg + 1);
        match cache::kind(word) {
            cache::METHOD => {}
            // An instance with a dict may shadow the method.
            cache::INSTANCE_METHOD if attributes(o)?.shape.load(Relaxed) != 0 => {}
            _ => return None,
        }
        class_value(r, Object::<Type>::body_of((*o.address()).type_pointer()), word)
    }
}

handler! { LOAD_ATTR(r, arg) {
    let o = *r.sp.sub(1);
    match inline_value(r, o, arg) {
        Some(v) => {
            r.sp.sub(1).write(v);
            next_dropping(r, o)
        }
        None => Flow::Other,
    }
} }
handler! { LOAD_ATTR_F(r, arg) {
    match inline_value(r, *r.fp.add((arg & 0xff) as usize), arg >> 8) {
        Some(v) => Flow::Next(push(r, v)),
        None => Flow::Other,
    }
} }

handler! { STORE_ATTR(r, arg) {
    let (v, o) = (*r.sp.sub(2), *r.sp.sub(1));
    match inline_store(r, o, arg, v) {
        Some(old) => {
            let mut r = r;
            r.sp = r.sp.sub(2);
            next_dropping_two(r, old, o)
        }
        None => Flow::Other,
    }
} }
handler! { STORE_ATTR_F(r, arg) {
    let v = *r.sp.sub(1);
    match inline_store(r, *r.fp.add((arg & 0xff) as usize), arg >> 8, v) {
        Some(old) => {
            let mut r = r;
            r.sp = r.sp.sub(1);
            next_dropping(r, old)
        }
        None => Flow::Other,
    }
} }
handler! { LOAD_METHOD(r, arg) {
    let o = *r.sp.sub(1);
    match class_method(r, o, arg) {
        Some(method) => Flow::Next(push_method(r, r.sp.sub(1), method, o)),
        None => Flow::Other,
    }
} }
handler! { LOAD_METHOD_F(r, arg) {
    let o = *r.fp.add((arg & 0xff) as usize);
    match class_method(r, o, arg >> 8) {
        Some(method) => {
            let me = r.t().base.id;
            // The local keeps the object for the call, as its frame stays below the callee's.
            let o = if crate::config::DEFERRED { o.marked() } else { dup(o, me) };
            Flow::Next(push_method(r, r.sp, method, o))
        }
        None => Flow::Other,
    }
} }

/// What is less common: attributes of classes and modules, class attributes of instances, and shapes that the inline cache does not
/// hold.
pub mod other {
    use super::*;

    handler! { LOAD_ATTR(r, arg) {
        let o = *r.sp.sub(1);
        match cached_attribute(r, o, arg) {
            Some(v) => {
                r.sp.sub(1).write(v);
                next_dropping(r, o)
            }
            None => Flow::Slow,
        }
    } }
    handler! { LOAD_ATTR_F(r, arg) {
        match cached_attribute(r, *r.fp.add((arg & 0xff) as usize), arg >> 8) {
            Some(v) => Flow::Next(push(r, v)),
            None => Flow::Slow,
        }
    } }
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
    handler! { LOAD_METHOD(r, arg) {
        let o = *r.sp.sub(1);
        match cached_method(r, o, arg) {
            Some((method, true)) => Flow::Next(push_method(r, r.sp.sub(1), method, o)),
            Some((value, false)) => {
                let r = push_method(r, r.sp.sub(1), value, Value::NULL);
                next_dropping(r, o)
            }
            None => Flow::Slow,
        }
    } }
    handler! { LOAD_METHOD_F(r, arg) {
        let o = *r.fp.add((arg & 0xff) as usize);
        match cached_method(r, o, arg >> 8) {
            Some((callee, is_method)) => {
                let me = r.t().base.id;
                let o = if !is_method {
                    Value::NULL
                } else if crate::config::DEFERRED {
                    // The local keeps the object for the call, as its frame stays below the callee's.
                    o.marked()
                } else {
                    dup(o, me)
                };
                Flow::Next(push_method(r, r.sp, callee, o))
            }
            None => Flow::Slow,
        }
    } }
}
