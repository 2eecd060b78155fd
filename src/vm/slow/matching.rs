//! `match` statements.

use crate::memory::Ref;
use crate::object::class::{Type, flags};
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::list::List;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Thread};
use crate::vm::frame::Frame;

/// Does `match` treat the value as a sequence (or mapping)? Builtin types say so by a flag, the abstract base classes and what is
/// registered with them by `__abc_tpflags__`.
fn is_pattern(t: &Thread, value: &Ref, flag: u32, bit: i64) -> bool {
    let class = t.type_of(value);
    class.has(flag)
        || class.has(flags::HEAP)
            && class.lookup(&t.intern("__abc_tpflags__")).is_some_and(|v| t.as_i64(&v).is_some_and(|n| n & bit != 0))
}

pub fn MATCH_SEQUENCE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let is = is_pattern(t, f.peek(0), flags::SEQUENCE, 1 << 5);
    f.push(t.bool(is));
    Ok(())
}

pub fn MATCH_MAPPING(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let is = is_pattern(t, f.peek(0), flags::MAPPING, 1 << 6);
    f.push(t.bool(is));
    Ok(())
}

pub fn MATCH_KEYS(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let keys = f.peek(0).clone();
    let subject = f.peek(1).clone();
    let keys = keys.downcast::<Tuple>().expect("a tuple of keys");
    let get = t.getattr(&subject, "get")?;
    // An object that no mapping can hold already: absence cannot be mistaken for a value.
    let dummy = t.list(Vec::new())?;
    let seen = t.new_set()?;
    let mut values = Vec::with_capacity(keys.len());
    for key in keys.items() {
        if t.set_contains(&seen, key)? {
            return Err(t.value_error(format!("mapping pattern checks duplicate key ({})", t.repr_text(key)?)));
        }
        t.set_add(&seen, key.clone())?;
        let value = t.call(&get, &[key.clone(), dummy.clone()])?;
        if value.is(&dummy) {
            f.push(t.none());
            return Ok(());
        }
        values.push(value);
    }
    let values = t.tuple(values)?;
    f.push(values);
    Ok(())
}

pub fn MATCH_CLASS(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let names = f.pop();
    let class = f.pop();
    let subject = f.pop();
    let result = match_class(t, &subject, &class, arg as usize, &names)?;
    f.push(result.unwrap_or_else(|| t.none()));
    Ok(())
}

fn match_class(t: &Thread, subject: &Ref, class: &Ref, positional: usize, names: &Ref) -> PyResult<Option<Ref>> {
    let Some(body) = class.downcast::<Type>() else {
        return Err(t.type_error("called match pattern must be a class"));
    };
    if !t.isinstance(subject, class)? {
        return Ok(None);
    }
    let names = names.downcast::<Tuple>().expect("a tuple of names");
    let mut values = Vec::with_capacity(positional + names.len());
    let mut seen: Vec<Ref> = Vec::new();
    if positional > 0 {
        let match_args = t.getattr_opt(class, "__match_args__")?;
        let (fields, match_self) = match match_args {
            Some(fields) => {
                let Some(tuple) = fields.downcast_exact::<Tuple>() else {
                    let (name, got) = (t.class_name(body), t.type_name(&fields));
                    return Err(t.type_error(format!("{name}.__match_args__ must be a tuple (got {got})")));
                };
                (tuple.items().to_vec(), false)
            }
            None => (Vec::new(), body.has(flags::MATCH_SELF)),
        };
        let allowed = if match_self { 1 } else { fields.len() };
        if positional > allowed {
            let plural = if allowed == 1 { "" } else { "s" };
            return Err(t.type_error(format!(
                "{}() accepts {allowed} positional sub-pattern{plural} ({positional} given)",
                t.class_name(body)
            )));
        }
        if match_self {
            values.push(subject.clone());
        } else {
            for name in &fields[..positional] {
                if name.downcast::<Str>().is_none() {
                    return Err(
                        t.type_error(format!("__match_args__ elements must be strings (got {})", t.type_name(name)))
                    );
                }
                match attribute(t, subject, body, &t.intern_ref(name), &mut seen)? {
                    Some(value) => values.push(value),
                    None => return Ok(None),
                }
            }
        }
    }
    for name in names.items() {
        match attribute(t, subject, body, name, &mut seen)? {
            Some(value) => values.push(value),
            None => return Ok(None),
        }
    }
    t.tuple(values).map(Some)
}

fn attribute(t: &Thread, subject: &Ref, class: &Type, name: &Ref, seen: &mut Vec<Ref>) -> PyResult<Option<Ref>> {
    if seen.iter().any(|s| s.is(name)) {
        return Err(t.type_error(format!(
            "{}() got multiple sub-patterns for attribute {}",
            t.class_name(class),
            t.repr_text(name)?
        )));
    }
    seen.push(name.clone());
    t.catch(t.getattr_ref(subject, name), &ex::ATTRIBUTE_ERROR)
}

pub fn GET_LEN(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let n = t.len(f.peek(0))?;
    let n = t.int(n as i64)?;
    f.push(n);
    Ok(())
}

pub fn DICT_WITHOUT_KEYS(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let keys = f.pop();
    let subject = f.pop();
    let dict = t.call(&t.types().dict.get(), &[subject])?;
    for key in keys.downcast::<Tuple>().expect("a tuple of keys").items() {
        t.dict_del(&dict, key)?;
    }
    debug_assert!(dict.downcast::<Dict>().is_some() && dict.downcast::<List>().is_none());
    f.push(dict);
    Ok(())
}
