//! Attributes, with the filling of their inline caches.

use crate::config::ADAPTIVE;
use crate::memory::{Kind, Ref, Value};
use crate::object::class::{Type, flags};
use crate::object::class_type;
use crate::object::descriptor::{ClassMethod, Member, StaticMethod};
use crate::object::instance::Attributes;
use crate::object::kind;
use crate::object::module::Module;
use crate::runtime::attribute::is_native_method;
use crate::runtime::caches::Purpose;
use crate::runtime::{PyResult, Thread};
use crate::vm::fast::names::{cache, write_cache};
use crate::vm::frame::Frame;

/// The attribute area of an instance of a class that is not builtin, if reads and writes of it may be cached.
fn plain<'a>(t: &'a Thread, o: &'a Ref) -> Option<(&'a Type, &'a Attributes)> {
    if !ADAPTIVE || !o.value().is_pointer() {
        return None;
    }
    let kind = o.value().kind();
    if kind != kind::INSTANCE && kind.0 & Kind::SUBCLASS == 0 {
        return None;
    }
    Some((t.type_of(o), t.attributes_of(o)?))
}

/// The cache word for attribute `name` of instances that have this shape.
fn shape_word(t: &Thread, attributes: &Attributes, id: u32, name: &Ref) -> Option<u64> {
    let shape = t.vm().shapes.get(id)?;
    let i = shape.find(name)?;
    match i.checked_sub(shape.capacity) {
        None => cache::word(cache::INLINE, attributes.member_count() + i, id),
        Some(place) => cache::word(cache::OVERFLOW, place, id),
    }
}

/// The function of a class method or static method of a class that is written in Python, whether it is called with the class, and its
/// cache word.
fn class_method(t: &Thread, o: &Ref, name: &Ref) -> Option<(Ref, bool, u64)> {
    if !ADAPTIVE || !o.value().is_pointer() || o.value().kind().layout() != kind::TYPE {
        return None;
    }
    let meta = t.type_of(o);
    if meta.slots().getattr.is_none_or(|getattr| !class_type::is_getattr(getattr))
        || meta.lookup(name).is_some_and(|a| t.type_of(&a).slots().descr_set.is_some())
    {
        return None;
    }
    let (found, place) = o.downcast::<Type>()?.resolve(name);
    let found = found?;
    let (function, with_class) = match found.downcast_exact::<ClassMethod>() {
        Some(method) => (method.wrapped()?, true),
        None => (found.downcast_exact::<StaticMethod>()?.wrapped()?, false),
    };
    if function.kind() != Some(kind::FUNCTION) {
        return None;
    }
    Some((function, with_class, cache::word(cache::CLASS_METHOD, place.index, place.version)?))
}

/// The cache word for reading `name` from a class or module, whose namespace gives the value as it is.
fn namespace_word(t: &Thread, o: &Ref, name: &Ref) -> Option<u64> {
    if !ADAPTIVE || !o.value().is_pointer() {
        return None;
    }
    match o.value().kind().layout() {
        kind::TYPE => {
            let meta = t.type_of(o);
            if meta.slots().getattr.is_none_or(|getattr| !class_type::is_getattr(getattr))
                || meta.lookup(name).is_some_and(|a| t.type_of(&a).slots().descr_set.is_some())
            {
                return None;
            }
            let class = o.downcast::<Type>()?;
            let (found, place) = class.resolve(name);
            let found = found?;
            let as_it_is = found.value().kind() == kind::FUNCTION
                || t.type_of(&found).slots().descr_get.is_none()
                || is_native_method(&found);
            if as_it_is { cache::word(cache::TYPE_VALUE, place.index, place.version) } else { None }
        }
        kind::MODULE if o.value().kind() == kind::MODULE => {
            let class = t.type_of(o);
            if class.has(flags::HEAP) && !class.has(flags::PLAIN_GETATTR)
                || class.lookup(name).is_some_and(|a| t.type_of(&a).slots().descr_set.is_some())
            {
                return None;
            }
            let dict = o.downcast::<Module>()?.namespace();
            let (place, version) = dict.locate(name);
            cache::word(cache::ENTRY, place?, version)
        }
        _ => None,
    }
}

/// Remembers a lookup of `k[arg]` in the inline cache, and for instances of this shape in the thread's table.
fn remember(t: &Thread, f: &Frame, arg: u32, purpose: Purpose, shape: u32, words: (u64, u64), inline: bool) {
    if inline {
        // SAFETY: two cache words follow the name.
        unsafe {
            write_cache(f.r, arg + 1, words.0);
            if matches!(purpose, Purpose::Write) {
                write_cache(f.r, arg + 2, words.1);
            }
        }
    }
    if shape != 0 {
        let name = f.konst(arg).value().address() as u64;
        t.lookaside.remember(shape, name, purpose, words, inline);
    }
}

/// Have objects with this shape, or these with a dict, an attribute of that name?
fn has_attribute(t: &Thread, attributes: &Attributes, id: u32, name: &Ref) -> bool {
    match t.vm().shapes.get(id) {
        Some(shape) => shape.find(name).is_some(),
        None => attributes.get(t, name).is_some(),
    }
}

/// Caches a successful read of `o.name`.
fn cache_read(t: &Thread, f: &Frame, o: &Ref, name: &Ref, arg: u32) {
    if let Some(word) = namespace_word(t, o, name) {
        return remember(t, f, arg, Purpose::Read, 0, (word, 0), true);
    }
    let Some((class, attributes)) = plain(t, o) else { return };
    if class.slots().getattr.is_some() {
        return;
    }
    // Read once: what is remembered is true of the shape, whatever becomes of this object.
    let id = attributes.shape_id();
    let in_shape = || shape_word(t, attributes, id, name);
    let (in_class, place) = class.resolve(name);
    let mut inline = true;
    let word = match &in_class {
        None => in_shape(),
        Some(attribute) => {
            if let Some(member) = attribute.downcast_exact::<Member>() {
                member.tail_index().and_then(|i| cache::word(cache::MEMBER, i, place.version))
            } else {
                let slots = t.type_of(attribute).slots();
                if slots.descr_set.is_some() {
                    None
                } else if has_attribute(t, attributes, id, name) {
                    // An instance attribute stands before a class value of the same name.
                    in_shape()
                } else if slots.descr_get.is_some() {
                    None
                } else {
                    if !class.has(flags::HAS_DICT) {
                        let word = cache::word(cache::CLASS_ONLY, place.index, place.version);
                        if let Some(word) = word {
                            remember(t, f, arg, Purpose::Read, 0, (word, 0), true);
                        }
                        return;
                    }
                    // Instances of other shapes may have an attribute of that name; the table knows this one's.
                    inline = !class.shapes.any_has(name);
                    cache::word(cache::CLASS_VALUE, place.index, place.version)
                }
            }
        }
    };
    if let Some(word) = word {
        remember(t, f, arg, Purpose::Read, id, (word, 0), inline);
    }
}

fn load(t: &Thread, f: &Frame, o: &Ref, arg: u32) -> PyResult {
    let name = f.konst(arg).clone();
    let value = t.getattr_ref(o, &name)?;
    cache_read(t, f, o, &name, arg);
    Ok(value)
}

pub fn LOAD_ATTR(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = f.pop();
    let value = load(t, f, &o, arg)?;
    f.push(value);
    Ok(())
}

pub fn LOAD_ATTR_F(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = super::stack::local(t, f, arg & 0xff)?;
    let value = load(t, f, &o, arg >> 8)?;
    f.push(value);
    Ok(())
}

fn store(t: &Thread, f: &Frame, o: &Ref, arg: u32, value: &Ref) -> PyResult<()> {
    let name = f.konst(arg).clone();
    let before = plain(t, o).map(|(class, attributes)| (std::ptr::from_ref(class), attributes.shape_id()));
    t.setattr_ref(o, &name, Some(value))?;
    let (Some((its_class, before)), Some((class, attributes))) = (before, plain(t, o)) else { return Ok(()) };
    // A finaliser of the old value, or another thread, may have changed anything.
    if !std::ptr::eq(its_class, class) || class.slots().setattr.is_some() {
        return Ok(());
    }
    let (in_class, place) = class.resolve(&name);
    if let Some(member) = in_class.as_ref().and_then(|a| a.downcast_exact::<Member>()) {
        if let Some(word) = member.tail_index().and_then(|i| cache::word(cache::MEMBER, i, place.version)) {
            remember(t, f, arg, Purpose::Write, before, (word, 0), true);
        }
        return Ok(());
    }
    // Not dropped before the end, so that nothing runs between the look at the class and the cache.
    if in_class.as_ref().is_some_and(|a| t.type_of(a).slots().descr_set.is_some()) {
        return Ok(());
    }
    // What is remembered is true of the shape that the object had, whatever it has by now.
    let Some(shape) = t.vm().shapes.get(before) else { return Ok(()) };
    let words = if shape.find(&name).is_some() {
        shape_word(t, attributes, before, &name).map(|word| (word, 0))
    } else {
        let Some(next) = shape.following(&name).filter(|_| shape.len() < shape.capacity) else { return Ok(()) };
        // The second word says which first one it belongs to: another thread may be writing those of another shape.
        let index = attributes.member_count() + shape.len();
        cache::word(cache::ADD, index, before).zip(cache::word(cache::ADD, before, next.id))
    };
    if let Some(words) = words {
        remember(t, f, arg, Purpose::Write, before, words, true);
    }
    Ok(())
}

pub fn STORE_ATTR(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = f.pop();
    let value = f.pop();
    store(t, f, &o, arg, &value)
}

pub fn STORE_ATTR_F(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let o = super::stack::local(t, f, arg & 0xff)?;
    store(t, f, &o, arg >> 8, &value)
}

pub fn DELETE_ATTR(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = f.pop();
    let name = f.konst(arg).clone();
    t.setattr_ref(&o, &name, None)
}

/// Finds the method for `LOAD_METHOD` and caches it.
fn method(t: &Thread, f: &Frame, o: &Ref, arg: u32) -> PyResult<(Ref, bool)> {
    let name = f.konst(arg).clone();
    if let Some((function, with_class, word)) = class_method(t, o, &name) {
        remember(t, f, arg, Purpose::Method, 0, (word, 0), true);
        return Ok((function, with_class));
    }
    let (attribute, unbound) = t.find_method(o, &name)?;
    if !ADAPTIVE || !o.value().is_pointer() {
        return Ok((attribute, unbound));
    }
    if !unbound {
        if let Some(word) = namespace_word(t, o, &name) {
            remember(t, f, arg, Purpose::Method, 0, (word, 0), true);
        }
        return Ok((attribute, unbound));
    }
    debug_assert!(attribute.value().kind() == kind::FUNCTION || is_native_method(&attribute));
    let class = t.type_of(o);
    let (found, place) = class.resolve(&name);
    if found.is_none_or(|found| !found.is(&attribute)) {
        // Another thread has given the class another attribute of that name.
        return Ok((attribute, unbound));
    }
    if let Some((_, attributes)) = plain(t, o) {
        let shape = attributes.shape_id();
        let inline = !class.has(flags::HAS_DICT) || !class.shapes.any_has(&name);
        let kind = if class.has(flags::HAS_DICT) { cache::INSTANCE_METHOD } else { cache::METHOD };
        if let Some(word) = cache::word(kind, place.index, place.version)
            && !has_attribute(t, attributes, shape, &name)
        {
            remember(t, f, arg, Purpose::Method, shape, (word, 0), inline);
        }
    } else if !class.has(flags::HAS_DICT)
        && let Some(word) = cache::word(cache::METHOD, place.index, place.version)
    {
        remember(t, f, arg, Purpose::Method, 0, (word, 0), true);
    }
    Ok((attribute, unbound))
}

fn push_method(f: &mut Frame, callee: Ref, object: Option<Ref>) {
    f.push(callee);
    f.push_null();
    f.push_null();
    f.push_null();
    match object {
        Some(object) => f.push(object),
        None => f.push_null(),
    }
}

pub fn LOAD_METHOD(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = f.pop();
    let (callee, unbound) = method(t, f, &o, arg)?;
    push_method(f, callee, unbound.then_some(o));
    Ok(())
}

pub fn LOAD_METHOD_F(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = super::stack::local(t, f, arg & 0xff)?;
    let (callee, unbound) = method(t, f, &o, arg >> 8)?;
    push_method(f, callee, unbound.then_some(o));
    Ok(())
}

/// `super(class, object).name`, by way of a `super` object where the name `super` means something else.
fn super_lookup(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<(Ref, Option<Ref>)> {
    let object = f.pop();
    let class = f.pop();
    let callable = f.pop();
    let name = f.konst(arg).clone();
    if callable.value().same(Value::uncounted(t.types().super_.as_ptr())) {
        return crate::object::descriptor::super_method(t, &class, &object, &name);
    }
    let made = t.call(&callable, &[class, object])?;
    Ok((t.getattr_ref(&made, &name)?, None))
}

pub fn LOAD_SUPER_ATTR(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = match super_lookup(t, f, arg)? {
        (function, Some(object)) => t.bind(&function, &object)?,
        (value, None) => value,
    };
    f.push(value);
    Ok(())
}

pub fn LOAD_SUPER_METHOD(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let (callee, object) = super_lookup(t, f, arg)?;
    push_method(f, callee, object);
    Ok(())
}
