//! Displays, unpacking, formatting.

use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::iterator::known_left;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Raised, Thread};
use crate::vm::frame::Frame;

pub fn BUILD_TUPLE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let n = arg as usize;
    f.gather(n, |next| Tuple::build(t, n, next))
}
pub fn BUILD_LIST(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let n = arg as usize;
    if n == 0 {
        f.push(t.new_list()?);
        return Ok(());
    }
    f.gather(n, |next| t.list_of(n, next))
}
pub fn LIST_FOR(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let iterator = f.pop();
    let list = if arg == 1 { t.new_list_for(known_left(&iterator))? } else { t.new_list()? };
    f.push(list);
    f.push(iterator);
    Ok(())
}
pub fn BUILD_SET(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let items = f.pop_n(arg as usize);
    let set = t.new_set()?;
    for item in items {
        t.set_add(&set, item)?;
    }
    f.push(set);
    Ok(())
}
pub fn BUILD_MAP(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let dict = t.new_dict_with(arg as usize)?;
    let mut items = f.pop_n(2 * arg as usize).into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        t.dict_set(&dict, key, value)?;
    }
    f.push(dict);
    Ok(())
}
pub fn BUILD_STRING(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let pieces = f.pop_n(arg as usize);
    let mut builder = crate::object::string::build::StrBuilder::new(t);
    for piece in &pieces {
        builder.push_ref(piece)?;
    }
    f.push(builder.finish()?);
    Ok(())
}
pub fn BUILD_SLICE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let step = if arg == 3 { f.pop() } else { t.none() };
    let stop = f.pop();
    let start = f.pop();
    let slice = t.new_slice(start, stop, step)?;
    f.push(slice);
    Ok(())
}

pub fn LIST_APPEND(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let item = f.pop();
    f.peek(arg as usize - 1).downcast::<List>().expect("a list display").push(t, item)
}
pub fn SET_ADD(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let item = f.pop();
    let set = f.peek(arg as usize - 1).clone();
    t.set_add(&set, item)?;
    Ok(())
}
pub fn MAP_ADD(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let key = f.pop();
    f.peek(arg as usize - 1).downcast::<Dict>().expect("a dict display").set(t, key, value)
}
pub fn LIST_EXTEND(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let iterable = f.pop();
    let items = match t.collect(&iterable) {
        Err(raised) if t.type_of(&iterable).slots().iter.is_none() && t.raised_is(&raised, &ex::TYPE_ERROR) => {
            return Err(t.type_error(format!("Value after * must be an iterable, not {}", t.type_name(&iterable))));
        }
        items => items?,
    };
    f.peek(arg as usize - 1).downcast::<List>().expect("a list display").extend_from(t, items)
}
pub fn SET_UPDATE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let iterable = f.pop();
    let set = f.peek(arg as usize - 1).clone();
    t.for_each(&iterable, |item| t.set_add(&set, item).map(drop))
}
pub fn DICT_UPDATE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let mapping = f.pop();
    let dict = f.peek(arg as usize - 1).clone();
    if let Some(from) = mapping.downcast::<Dict>().filter(|_| t.is_plain_dict(&mapping)) {
        return t.dict_merge(t.dict_body(&dict)?, from);
    }
    for_each_pair(t, &mapping, "object is not a mapping", |key, value| t.dict_set(&dict, key, value))
}

/// Calls `f` with the pairs of a mapping: a dict's entries, or `keys()` and `[]`.
fn for_each_pair(t: &Thread, mapping: &Ref, what: &str, mut f: impl FnMut(Ref, Ref) -> PyResult<()>) -> PyResult<()> {
    if let Some(dict) = mapping.downcast::<Dict>().filter(|_| t.is_plain_dict(mapping)) {
        for (key, value) in dict.entries() {
            f(key, value)?;
        }
        return Ok(());
    }
    let Some(keys) = t.getattr_opt(mapping, "keys")? else {
        return Err(t.type_error(format!("'{}' {what}", t.type_name(mapping))));
    };
    let keys = t.call(&keys, &[])?;
    t.for_each(&keys, |key| {
        let value = t.getitem(mapping, &key)?;
        f(key, value)
    })
}

/// The callable's name as messages of `DICT_MERGE` show it.
fn callable_name(t: &Thread, callable: &Ref) -> String {
    match t.getattr_opt(callable, "__qualname__") {
        Ok(Some(name)) => format!("{}()", crate::vm::bind::with_module(t, callable, &t.str_of(&name))),
        _ => format!("{} object", t.type_name(callable)),
    }
}

pub fn DICT_MERGE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let mapping = f.pop();
    let dict = f.peek(arg as usize - 1).clone();
    // Below the dict lie the argument tuple and the callable.
    let callable = f.peek(arg as usize + 1).clone();
    if mapping.downcast::<Dict>().is_none() && t.getattr_opt(&mapping, "keys")?.is_none() {
        let name = callable_name(t, &callable);
        return Err(t.type_error(format!("{name} argument after ** must be a mapping, not {}", t.type_name(&mapping))));
    }
    for_each_pair(t, &mapping, "object is not a mapping", |key, value| {
        if key.downcast::<crate::object::string::Str>().is_none() {
            return Err(t.type_error("keywords must be strings"));
        }
        if t.dict_contains(&dict, &key)? {
            let name = callable_name(t, &callable);
            let key = t.str_of(&key).into_owned();
            return Err(t.type_error(format!("{name} got multiple values for keyword argument '{key}'")));
        }
        t.dict_set(&dict, key, value)
    })
}
pub fn LIST_TO_TUPLE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let list = f.pop();
    let tuple = t.tuple(list.downcast::<List>().expect("a list display").snapshot())?;
    f.push(tuple);
    Ok(())
}

#[cold]
fn not_unpackable(t: &Thread, value: &Ref) -> Raised {
    t.type_error(format!("cannot unpack non-iterable {} object", t.type_name(value)))
}

fn unpack_error(t: &Thread, expected: usize, got: usize, at_least: bool) -> Raised {
    let more = if at_least { "at least " } else { "" };
    t.value_error(format!("not enough values to unpack (expected {more}{expected}, got {got})"))
}

pub fn UNPACK_SEQUENCE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let n = arg as usize;
    let too_many = |got: Option<usize>| match got {
        Some(got) => t.value_error(format!("too many values to unpack (expected {n}, got {got})")),
        None => t.value_error(format!("too many values to unpack (expected {n})")),
    };
    let items = if let Some(list) = value.downcast_exact::<List>() {
        list.snapshot()
    } else if let Some(tuple) = value.downcast_exact::<Tuple>() {
        tuple.items().to_vec()
    } else {
        let slots = t.type_of(&value).slots();
        if slots.iter.is_none() && slots.getitem.is_none() {
            return Err(not_unpackable(t, &value));
        }
        let iterator = t.iter(&value)?;
        let mut items = Vec::with_capacity(n);
        while items.len() < n {
            match t.next(&iterator)? {
                Some(item) => items.push(item),
                None => return Err(unpack_error(t, n, items.len(), false)),
            }
        }
        if t.next(&iterator)?.is_some() {
            return Err(too_many(None));
        }
        items
    };
    if items.len() < n {
        return Err(unpack_error(t, n, items.len(), false));
    }
    if items.len() > n {
        return Err(too_many(None));
    }
    for item in items.into_iter().rev() {
        f.push(item);
    }
    Ok(())
}

pub fn UNPACK_EX(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let (before, after) = ((arg & 0xff) as usize, (arg >> 8) as usize);
    let slots = t.type_of(&value).slots();
    if slots.iter.is_none() && slots.getitem.is_none() {
        return Err(not_unpackable(t, &value));
    }
    let mut items = t.collect(&value)?;
    if items.len() < before + after {
        return Err(unpack_error(t, before + after, items.len(), true));
    }
    let tail = items.split_off(items.len() - after);
    let middle = items.split_off(before);
    for item in tail.into_iter().rev() {
        f.push(item);
    }
    let list = t.list(middle)?;
    f.push(list);
    for item in items.into_iter().rev() {
        f.push(item);
    }
    Ok(())
}

pub fn CONVERT_VALUE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    let text = match arg {
        1 => t.to_str(&value)?,
        2 => t.repr(&value)?,
        _ => t.ascii(&value)?,
    };
    f.push(text);
    Ok(())
}
pub fn FORMAT_SIMPLE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let value = f.pop();
    let text = if value.downcast_exact::<crate::object::string::Str>().is_some() {
        value
    } else {
        let spec = t.empty_str()?;
        t.format(&value, &spec)?
    };
    f.push(text);
    Ok(())
}
pub fn FORMAT_WITH_SPEC(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let spec = f.pop();
    let value = f.pop();
    let text = t.format(&value, &spec)?;
    f.push(text);
    Ok(())
}
