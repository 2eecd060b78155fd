//! Globals, builtins, namespaces.

use crate::config::{self, ADAPTIVE};
use crate::memory::refcount::{OwnerId, RefCount};
use crate::memory::{Kind, Object, Ref};
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::runtime::{PyResult, Raised, Thread};
use crate::vm::fast::names::{cache, write_cache};
use crate::vm::frame::Frame;

/// The globals of the running code.
pub fn globals(f: &Frame) -> &Dict {
    // SAFETY: `k[0]` is the dict that the running function keeps.
    unsafe { Object::<Dict>::body_of(*f.r.k as *mut _) }
}

/// The builtins of the running code.
pub fn builtins(f: &Frame) -> &Dict {
    // SAFETY: `k[1]` is the dict that the running function keeps.
    unsafe { Object::<Dict>::body_of(*f.r.k.add(1) as *mut _) }
}

#[cold]
pub fn undefined(t: &Thread, name: &Ref) -> Raised {
    let text = t.str_of(name).into_owned();
    let raised = t.error(&ex::NAME_ERROR, format!("name '{text}' is not defined"));
    ex::set_name(t, &raised, &text);
    raised
}

/// A global that another thread than the one that made it reads becomes deferred: from now on the reads are not counted, so that threads do
/// not contend for its count. It is then freed by a collection only, as functions and classes are.
fn shared_global(t: &Thread, value: Ref) -> Ref {
    if !config::DEFERRED || !config::PRIVATE || !value.value().is_counted() {
        return value;
    }
    let header = value.header().expect("counted words are objects");
    let owner = header.count.owner();
    // Without an owner it may be one that a collection is about to end. What holds no references is not looked at by the collector,
    // so it has to be counted.
    if owner == t.base.id || owner == OwnerId::NONE || t.heap().ops(header.kind()).trace.is_none() {
        return value;
    }
    crate::object::finalize::defer(&t.base, header);
    value
}

/// Are the globals an instance of a subclass of `dict`, which may answer by `__getitem__` or `__missing__`? Nothing of it is remembered.
fn is_subclass(globals: &Dict) -> bool {
    Object::<Dict>::header_of(globals).kind().0 & Kind::SUBCLASS != 0
}

/// Looks a global up in an instance of a subclass of `dict`.
#[cold]
fn find_in_subclass(t: &Thread, globals: &Dict, builtins: &Dict, name: &Ref) -> PyResult {
    let object = Object::<Dict>::ref_of(globals);
    match t.catch(t.getitem(&object, name), &ex::KEY_ERROR)?.or_else(|| builtins.get_interned(name)) {
        Some(value) => Ok(value),
        None => Err(undefined(t, name)),
    }
}

/// Looks a global up and fills the caches at `arg`.
fn find_global(t: &Thread, f: &Frame, arg: u32) -> PyResult {
    let name = f.konst(arg);
    let (globals, builtins) = (globals(f), builtins(f));
    if is_subclass(globals) {
        return find_in_subclass(t, globals, builtins, &name.clone());
    }
    // With the version that the place holds for: another thread may be changing the keys.
    let (place, version) = globals.locate(name);
    if ADAPTIVE
        && let Some(i) = place
        && let Some(word) = cache::word(cache::ENTRY, i, version)
    {
        // SAFETY: two cache words follow the name.
        unsafe { write_cache(f.r, arg + 1, word) };
    }
    if let Some(value) = globals.get_interned(name) {
        return Ok(shared_global(t, value));
    }
    let (place, of_builtins) = builtins.locate(name);
    if let Some(i) = place {
        let words = (cache::word(cache::ABSENT, 0, version), cache::word(cache::ENTRY, i, of_builtins));
        if ADAPTIVE && let (Some(absent), Some(entry)) = words {
            // SAFETY: two cache words follow the name. A reader that sees only one of them checks the version that it holds.
            unsafe {
                write_cache(f.r, arg + 2, entry);
                write_cache(f.r, arg + 1, absent);
            }
        }
    }
    if let Some(value) = builtins.get_interned(name) {
        return Ok(shared_global(t, value));
    }
    Err(undefined(t, name))
}

pub fn LOAD_GLOBAL(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = find_global(t, f, arg)?;
    f.push(value);
    Ok(())
}

pub fn LOAD_GLOBAL_CALL(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = find_global(t, f, arg)?;
    f.push(value);
    f.push_null();
    f.push_null();
    f.push_null();
    Ok(())
}

pub fn STORE_GLOBAL(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let dict = globals(f);
    let old = dict.set_interned(t, f.konst(arg), value)?;
    if ADAPTIVE
        && !is_subclass(dict)
        && let (Some(i), version) = dict.locate(f.konst(arg))
        && let Some(word) = cache::word(cache::ENTRY, i, version)
    {
        // SAFETY: two cache words follow the name.
        unsafe { write_cache(f.r, arg + 1, word) };
    }
    drop(old);
    Ok(())
}

pub fn DELETE_GLOBAL(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let name = f.konst(arg).clone();
    match globals(f).remove_interned(t, &name) {
        Some(_) => Ok(()),
        None => Err(undefined(t, &name)),
    }
}

/// The namespace in local 0.
fn namespace(f: &Frame) -> &Ref {
    f.local(0).expect("units with names have their namespace in local 0")
}

/// A name from the namespace in local 0.
pub fn from_namespace(t: &Thread, f: &Frame, name: &Ref) -> PyResult<Option<Ref>> {
    let namespace = namespace(f);
    if let Some(dict) = namespace.downcast_exact::<Dict>() {
        return Ok(dict.get_interned(name));
    }
    let namespace = namespace.clone();
    t.catch(t.getitem(&namespace, name), &ex::KEY_ERROR)
}

pub fn LOAD_NAME(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let name = f.konst(arg).clone();
    let value = match from_namespace(t, f, &name)? {
        Some(value) => value,
        None => find_global(t, f, arg)?,
    };
    f.push(value);
    Ok(())
}

pub fn STORE_NAME(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let name = f.konst(arg).clone();
    let namespace = namespace(f).clone();
    if let Some(dict) = namespace.downcast_exact::<Dict>() {
        drop(dict.set_interned(t, &name, value)?);
        return Ok(());
    }
    t.setitem(&namespace, &name, &value)
}

pub fn DELETE_NAME(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let name = f.konst(arg).clone();
    let namespace = namespace(f).clone();
    if let Some(dict) = namespace.downcast_exact::<Dict>() {
        return match dict.remove_interned(t, &name) {
            Some(_) => Ok(()),
            None => Err(undefined(t, &name)),
        };
    }
    match t.catch(t.delitem(&namespace, &name), &ex::KEY_ERROR)? {
        Some(()) => Ok(()),
        None => Err(undefined(t, &name)),
    }
}

pub fn LOAD_LOCALS(_t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let namespace = namespace(f).clone();
    f.push(namespace);
    Ok(())
}

pub fn LOAD_BUILD_CLASS(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let name = t.names().__build_class__.clone();
    let Some(value) = builtins(f).get_interned(&name) else {
        return Err(t.error(&ex::NAME_ERROR, "__build_class__ not found"));
    };
    f.push(value);
    Ok(())
}

pub fn SETUP_ANNOTATIONS(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let name = t.names().__annotations__.clone();
    if from_namespace(t, f, &name)?.is_none() {
        let dict = t.new_dict()?;
        let namespace = namespace(f).clone();
        t.setitem(&namespace, &name, &dict)?;
    }
    Ok(())
}
