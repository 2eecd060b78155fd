//! The library: native modules, and the sources of those that are written in Python.
//!
//! One file a native module; `NATIVE` lists them. The Python sources under `py/` are part of the program.

pub mod array;
pub mod atexit;
pub mod binascii;
pub mod bisect;
pub mod builtins;
pub mod cmath;
pub mod collections;
pub mod dis;
pub mod errno;
pub mod functools;
pub mod gc;
pub mod hash;
pub mod heapq;
pub mod io;
pub mod itertools;
pub mod json;
pub mod math;
pub mod operator;
pub mod posix;
pub mod queue;
pub mod random;
pub mod signal;
pub mod state;
pub mod string_;
pub mod struct_;
pub mod structseq;
pub mod sys;
pub mod thread;
pub mod time;
pub mod unicodedata;
pub mod warnings;
pub mod weakref;

pub use state::State;

use crate::object::module::ModuleDef;

/// The native modules.
pub static NATIVE: &[&ModuleDef] = &[
    &builtins::MODULE,
    &sys::MODULE,
    &array::MODULE,
    &atexit::MODULE,
    &binascii::MODULE,
    &bisect::MODULE,
    &cmath::MODULE,
    &collections::MODULE,
    &dis::MODULE,
    &errno::MODULE,
    &functools::MODULE,
    &gc::MODULE,
    &hash::MODULE,
    &heapq::MODULE,
    &io::MODULE,
    &itertools::MODULE,
    &json::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &posix::MODULE,
    &queue::MODULE,
    &random::MODULE,
    &signal::MODULE,
    &string_::MODULE,
    &struct_::MODULE,
    &thread::MODULE,
    &time::MODULE,
    &unicodedata::MODULE,
    &weakref::MODULE,
];

/// Modules written in Python: name, is it a package, source. Sorted by name.
static PYTHON: &[(&str, bool, &str)] = include!(concat!(env!("OUT_DIR"), "/python_sources.rs"));

/// The source of a library module written in Python, whether it is a package, and the file name its code objects bear.
pub fn python_source(name: &str) -> Option<(&'static str, bool, String)> {
    let place = PYTHON.binary_search_by_key(&name, |(n, _, _)| n).ok()?;
    let (name, package, source) = PYTHON[place];
    Some((source, package, format!("<frozen {name}>")))
}

/// The description of a native module.
pub fn native(name: &str) -> Option<&'static ModuleDef> {
    NATIVE.iter().find(|def| def.name == name).copied()
}

/// The names of all library modules that are not part of a package.
pub fn module_names() -> impl Iterator<Item = &'static str> {
    let python = PYTHON.iter().map(|(name, _, _)| *name).filter(|name| !name.contains('.'));
    NATIVE.iter().map(|def| def.name).chain(python)
}
