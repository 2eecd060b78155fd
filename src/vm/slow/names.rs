//! Globals, builtins, namespaces.

use crate::config::ADAPTIVE;
use crate::memory::{Object, Ref};
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

/// Looks a global up and fills the caches at `arg`.
fn find_global(t: &Thread, f: &Frame, arg: u32) -> PyResult {
    let name = f.konst(arg);
    let (globals, builtins) = (globals(f), builtins(f));
    if let Some(i) = globals.lookup_index(name) {
        if ADAPTIVE && let Some(word) = cache::word(cache::ENTRY, i, globals.keys_version()) {
            // SAFETY: two cache words follow the name.
            unsafe { write_cache(f.r, arg + 1, word) };
        }
        if let Some(value) = globals.get_interned(name) {
            return Ok(value);
        }
    }
    if let Some(i) = builtins.lookup_index(name) {
        let words = (
            cache::word(cache::ABSENT, 0, globals.keys_version()),
            cache::word(cache::ENTRY, i, builtins.keys_version()),
        );
        if ADAPTIVE && let (Some(absent), Some(entry)) = words {
            // SAFETY: two cache words follow the name.
            unsafe {
                write_cache(f.r, arg + 1, absent);
                write_cache(f.r, arg + 2, entry);
            }
        }
        if let Some(value) = builtins.get_interned(name) {
            return Ok(value);
        }
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
    let old = globals(f).set_interned(t, f.konst(arg), value)?;
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
