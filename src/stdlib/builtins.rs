//! `builtins`: the names that every module sees.

mod anext;
mod attribute;
mod print;
mod quitter;
mod reduce;
mod run;
mod value;

use crate::memory::Ref;
use crate::natives;
use crate::object::exception as ex;
use crate::object::module::{Module, ModuleDef};
use crate::object::{
    bytearray, bytes, class_make, class_type, descriptor, dict, instance, iterator, list, memoryview, number, range,
    set, slice, string, tuple,
};
use crate::runtime::{PyResult, Thread, import};
use crate::stdlib::io;

pub use value::{divmod_of, identity};

fn exceptions(t: &Thread, module: &Ref) -> PyResult<()> {
    let namespace = module.downcast::<Module>().and_then(|m| m.dict.get()).expect("modules have a namespace");
    for (name, def) in ex::EXCEPTIONS {
        t.dict_set_str(&namespace, name, t.class(def))?;
    }
    Ok(())
}

/// `builtins`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "builtins",
    doc: "Built-in functions, types, exceptions, and other objects.\n\n\
          This module provides direct access to all 'built-in'\n\
          identifiers of Python; for example, builtins.len is\n\
          the full name for the built-in function len().\n\n\
          This module is not normally accessed explicitly by most\n\
          applications, but can be useful in modules that provide\n\
          objects with the same name as a builtin but need the builtin.",
    functions: natives![
        "__build_class__(func, name, /, *bases, **kwds)" => class_make::build_class,
        "__import__(name, globals=None, locals=None, fromlist=(), level=0)" => import::import_builtin,
        "abs(x, /)" => value::abs,
        "aiter(async_iterable, /)" => reduce::aiter,
        "all(iterable, /)" => reduce::all,
        "anext(aiterator, default=None, /)" => reduce::anext,
        "any(iterable, /)" => reduce::any,
        "ascii(obj, /)" => value::ascii,
        "bin(number, /)" => value::bin,
        "callable(obj, /)" => attribute::callable,
        "chr(i, /)" => value::chr,
        "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)" => run::compile_,
        "delattr(obj, name, /)" => attribute::delattr,
        "dir(object=None, /)" => attribute::dir,
        "divmod(x, y, /)" => value::divmod,
        "eval(source, /, globals=None, locals=None)" => run::eval,
        "exec(source, /, globals=None, locals=None, *, closure=None)" => run::exec,
        "format(value, format_spec='', /)" => value::format,
        "getattr(object, name, default=None, /)" => attribute::getattr,
        "globals()" => attribute::globals,
        "hasattr(obj, name, /)" => attribute::hasattr,
        "hash(obj, /)" => value::hash,
        "hex(number, /)" => value::hex,
        "id(obj, /)" => value::id,
        "input(prompt='', /)" => print::input,
        "isinstance(obj, class_or_tuple, /)" => attribute::isinstance,
        "issubclass(class, class_or_tuple, /)" => attribute::issubclass,
        "iter(object, sentinel=None, /)" => reduce::iter,
        "len(obj, /)" => value::len,
        "locals()" => attribute::locals,
        "max(*args, key=None, default=None)" => reduce::max,
        "min(*args, key=None, default=None)" => reduce::min,
        "next(iterator, default=None, /)" => reduce::next,
        "oct(number, /)" => value::oct,
        "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)" => io::open::open,
        "ord(c, /)" => value::ord,
        "pow(base, exp, mod=None)" => value::pow,
        "print(*args, sep=' ', end='\n', file=None, flush=False)" => print::print,
        "repr(obj, /)" => value::repr,
        "round(number, ndigits=None)" => value::round,
        "setattr(obj, name, value, /)" => attribute::setattr,
        "@passes:sort sorted(iterable, /, *, key=None, reverse=False)" => reduce::sorted,
        "sum(iterable, /, start=0)" => reduce::sum,
        "vars(object=None, /)" => attribute::vars,
    ],
    constants: &[
        ("None", |t| Ok(t.none())),
        ("True", |t| Ok(t.bool(true))),
        ("False", |t| Ok(t.bool(false))),
        ("Ellipsis", |t| Ok(t.ellipsis())),
        ("NotImplemented", |t| Ok(t.not_implemented())),
        ("__debug__", |t| Ok(t.bool(t.vm().options.optimize == 0))),
        ("exit", quitter::exit),
        ("quit", quitter::quit),
    ],
    types: &[
        &number::BOOL,
        &memoryview::MEMORYVIEW,
        &bytearray::BYTEARRAY,
        &bytes::BYTES,
        &descriptor::CLASS_METHOD,
        &number::COMPLEX,
        &dict::DICT,
        &iterator::ENUMERATE,
        &iterator::FILTER,
        &number::FLOAT,
        &set::FROZENSET,
        &descriptor::PROPERTY,
        &number::INT,
        &list::LIST,
        &iterator::MAP,
        &instance::OBJECT,
        &range::RANGE,
        &iterator::REVERSED,
        &set::SET,
        &slice::SLICE,
        &descriptor::STATIC_METHOD,
        &string::STR,
        &descriptor::SUPER,
        &tuple::TUPLE,
        &class_type::TYPE,
        &iterator::ZIP,
    ],
    init: Some(exceptions),
};
