//! `compile`, `eval`, `exec`.

use super::attribute::caller;
use crate::memory::Ref;
use crate::object::bytes::Bytes;
use crate::object::class::flags as class_flags;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::string::Str;
use crate::runtime::compile::{self, Mode, flags};
use crate::runtime::{Args, PyResult, Thread};

fn is_mapping(t: &Thread, value: &Ref) -> bool {
    t.type_of(value).has(class_flags::MAPPING) || t.type_of(value).slots().getitem.is_some()
}

/// Globals and locals as given, by default those of the caller.
fn namespaces(t: &Thread, globals: Option<&Ref>, locals: Option<&Ref>) -> PyResult<(Ref, Ref)> {
    match (globals, locals) {
        (Some(globals), Some(locals)) => Ok((globals.clone(), locals.clone())),
        (Some(globals), None) => Ok((globals.clone(), globals.clone())),
        (None, locals) => {
            let globals = caller(t)?.globals();
            let locals = match locals {
                Some(locals) => locals.clone(),
                None => caller(t)?.locals(t)?,
            };
            Ok((globals, locals))
        }
    }
}

pub fn eval(t: &Thread, a: Args<'_>) -> PyResult {
    let (globals, locals) = (a.opt_not_none(t, 1), a.opt_not_none(t, 2));
    if locals.is_some_and(|l| !is_mapping(t, l)) {
        return Err(t.type_error("locals must be a mapping"));
    }
    if let Some(globals) = globals.filter(|g| g.downcast::<Dict>().is_none()) {
        return Err(t.type_error(if is_mapping(t, globals) {
            "globals must be a real dict; try eval(code, {}, mapping)"
        } else {
            "globals must be a dict"
        }));
    }
    let (globals, locals) = namespaces(t, globals, locals)?;
    compile::eval(t, a.get(0), &globals, &locals)
}

pub fn exec(t: &Thread, a: Args<'_>) -> PyResult {
    let (globals, locals) = (a.opt_not_none(t, 1), a.opt_not_none(t, 2));
    if let Some(globals) = globals.filter(|g| g.downcast::<Dict>().is_none()) {
        let name = t.type_name(globals);
        return Err(t.type_error(format!("exec() globals must be a dict, not {name}")));
    }
    if let Some(locals) = locals.filter(|l| !is_mapping(t, l)) {
        let name = t.type_name(locals);
        return Err(t.type_error(format!("locals must be a mapping or None, not {name}")));
    }
    if a.opt_not_none(t, 3).is_some() {
        return Err(t.type_error(if a.get(0).downcast::<Code>().is_some() {
            "cannot use a closure with this code object"
        } else {
            "closure can only be used when source is a code object"
        }));
    }
    let (globals, locals) = namespaces(t, globals, locals)?;
    compile::exec(t, a.get(0), &globals, &locals)?;
    Ok(t.none())
}

/// A file name given as `str`, `bytes` or a path object.
fn file_name(t: &Thread, given: &Ref) -> PyResult<String> {
    let path = match t.lookup_special(given, "__fspath__")? {
        Some(method) => t.call(&method, &[])?,
        None => given.clone(),
    };
    if path.downcast::<Str>().is_some() {
        return Ok(t.str_of(&path).into_owned());
    }
    if let Some(bytes) = path.downcast::<Bytes>() {
        return Ok(String::from_utf8_lossy(bytes.as_slice()).into_owned());
    }
    let name = t.type_name(given);
    Err(t.type_error(format!("expected str, bytes or os.PathLike object, not {name}")))
}

pub fn compile_(t: &Thread, a: Args<'_>) -> PyResult {
    let filename = file_name(t, a.get(1))?;
    let Some(mode) = a.get(2).downcast::<Str>() else {
        let name = t.type_name(a.get(2));
        return Err(t.type_error(format!("compile() argument 'mode' must be str, not {name}")));
    };
    let given = a.opt(3).map_or(Ok(0), |f| t.to_index(f))?;
    let mut bits = match u32::try_from(given) {
        Ok(bits) if bits & !(flags::KNOWN | flags::ONLY_AST) == 0 => bits,
        _ => return Err(t.value_error("compile(): unrecognised flags")),
    };
    if bits & flags::ONLY_AST != 0 {
        return Err(t.not_implemented_error("compile() to a syntax tree is not supported"));
    }
    if !a.opt(4).map_or(Ok(false), |d| t.truth(d))? {
        bits |= compile::inherited_flags(t);
    }
    let optimize = match a.opt(5).map_or(Ok(-1), |o| t.to_index(o))? {
        level @ -1..=2 => level as i32,
        _ => return Err(t.value_error("compile(): invalid optimize value")),
    };
    let mode = match &*mode.to_str() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => return Err(t.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let source = compile::source_text(t, a.get(0), &filename, "compile", "string, bytes or AST object")?;
    compile::compile_source(t, &source, &filename, mode, bits, optimize)
}
