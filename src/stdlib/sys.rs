//! `sys`: the interpreter as scripts see it.
//!
//! * `info`: the tuples that describe numbers, version and flags. `hooks`: what is called with exceptions and results.
//! * `namespace`: `types.SimpleNamespace`, the type of `sys.implementation`.

pub mod hooks;
pub mod info;
pub mod namespace;

use std::time::Duration;

use crate::config;
use crate::memory::refcount::{IMMORTAL_COUNT, RefCount};
use crate::memory::{Ref, header};
use crate::natives;
use crate::object::exception as ex;
use crate::object::module::ModuleDef;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::thread::gate::Gate as _;

/// `sys.hexversion`: 3.13.0 final.
const HEXVERSION: i64 = 0x030d_00f0;

fn exit(t: &Thread, a: Args<'_>) -> PyResult {
    // As when C code sets an exception: None stands for no arguments, a tuple for all of them.
    let args = match a.opt_not_none(t, 0) {
        None => Vec::new(),
        Some(status) => match status.downcast::<Tuple>() {
            Some(all) => all.items().to_vec(),
            None => vec![status.clone()],
        },
    };
    Err(t.error_with(&ex::SYSTEM_EXIT, args))
}

fn exc_info(t: &Thread, _a: Args<'_>) -> PyResult {
    match t.handled.get() {
        Some(exception) if exception.downcast::<ex::Exception>().is_some() => {
            let traceback = ex::body(&exception).traceback.get().unwrap_or_else(|| t.none());
            t.tuple(vec![t.type_ref(&exception), exception, traceback])
        }
        _ => t.tuple(vec![t.none(), t.none(), t.none()]),
    }
}

fn exception(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.handled.get().unwrap_or_else(|| t.none()))
}

fn getrefcount(t: &Thread, a: Args<'_>) -> PyResult {
    let object = a.get(0);
    let count = match object.header() {
        Some(header) if !header.is_immortal() => {
            // The argument itself counts one, whether or not the caller lent it uncounted.
            header.count.count() + i64::from(!object.value().is_counted())
        }
        _ => IMMORTAL_COUNT,
    };
    t.int(count)
}

/// How an object is counted: a dict with the count's parts, its state and the header's flags.
fn refcount_info(t: &Thread, a: Args<'_>) -> PyResult {
    let dict = t.new_dict()?;
    let Some(header) = a.get(0).header() else {
        t.dict_set_str(&dict, "state", t.str("word")?)?;
        return Ok(dict);
    };
    let parts = header.count.parts();
    t.dict_set_str(&dict, "local", t.int(parts.local)?)?;
    t.dict_set_str(&dict, "shared", t.int(parts.shared)?)?;
    let state = if header.is_immortal() { "immortal" } else { parts.state.name() };
    t.dict_set_str(&dict, "state", t.str(state)?)?;
    t.dict_set_str(&dict, "owner", t.int(i64::from(header.count.owner().0))?)?;
    t.dict_set_str(&dict, "immortal", t.bool(header.is_immortal()))?;
    t.dict_set_str(&dict, "deferred", t.bool(header.has(header::DEFERRED)))?;
    t.dict_set_str(&dict, "borrowed", t.bool(!a.get(0).value().is_counted()))?;
    t.dict_set_str(&dict, "weakly_referenced", t.bool(header.has(header::WEAKLY_REFERENCED)))?;
    Ok(dict)
}

/// Bytes that the collector's bookkeeping takes in CPython in front of objects that it tracks.
const TRACKED_HEAD: i64 = 16;

fn getsizeof(t: &Thread, a: Args<'_>) -> PyResult {
    let method = t.lookup_special(a.get(0), "__sizeof__")?;
    let size = match method {
        Some(method) => t.call(&method, &[]).and_then(|size| t.to_index(&size)),
        None => Err(t.type_error(format!("Type {} doesn't define __sizeof__", t.type_name(a.get(0))))),
    };
    let size = match (size, a.opt(1)) {
        (Ok(size), _) => size,
        (Err(raised), Some(default)) if t.raised_is(&raised, &ex::TYPE_ERROR) => return Ok(default.clone()),
        (Err(raised), _) => return Err(raised),
    };
    if size < 0 {
        return Err(t.value_error("__sizeof__() should return >= 0"));
    }
    let tracked = a.get(0).kind().is_some_and(|kind| t.heap().ops(kind.layout()).trace.is_some());
    t.int(size + if tracked { TRACKED_HEAD } else { 0 })
}

fn getrecursionlimit(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(i64::from(t.vm().recursion_limit()))
}

fn setrecursionlimit(t: &Thread, a: Args<'_>) -> PyResult {
    let limit = t.to_index(a.get(0))?;
    let limit =
        i32::try_from(limit).map_err(|_| t.error(&ex::OVERFLOW_ERROR, "Python int too large to convert to C int"))?;
    if limit < 1 {
        return Err(t.value_error("recursion limit must be greater or equal than 1"));
    }
    let limit = limit as u32;
    if t.depth.get() >= limit {
        return Err(t.error(
            &ex::RECURSION_ERROR,
            format!(
                "cannot set the recursion limit to {limit} at the recursion depth {}: the limit is too low",
                t.depth.get()
            ),
        ));
    }
    t.vm().set_recursion_limit(limit);
    t.recursion_limit.set(limit);
    Ok(t.none())
}

fn getswitchinterval(t: &Thread, _a: Args<'_>) -> PyResult {
    t.float(t.vm().gate.interval().as_secs_f64())
}

fn setswitchinterval(t: &Thread, a: Args<'_>) -> PyResult {
    let seconds = t.as_f64(a.get(0))?;
    if seconds <= 0.0 {
        return Err(t.value_error("switch interval must be strictly positive"));
    }
    let interval = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::from_secs(3600));
    t.vm().gate.set_interval(interval);
    Ok(t.none())
}

fn intern(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(0).downcast_exact::<Str>().is_none() {
        return Err(if a.get(0).downcast::<Str>().is_some() {
            t.type_error(format!("can't intern {}", t.type_name(a.get(0))))
        } else {
            t.type_error(format!("intern() argument must be str, not {}", t.type_name(a.get(0))))
        });
    }
    Ok(t.intern_ref(a.get(0)))
}

fn getframe(t: &Thread, a: Args<'_>) -> PyResult {
    let depth = match a.opt(0) {
        Some(depth) => t.to_index(depth)?.max(0) as usize,
        None => 0,
    };
    crate::object::frame::get_frame(t, depth)
}

fn getframemodulename(t: &Thread, a: Args<'_>) -> PyResult {
    let depth = match a.opt(0) {
        Some(depth) => t.to_index(depth)?.max(0) as usize,
        None => 0,
    };
    let frame = crate::object::frame::walk_frames(t).nth(depth);
    let name = frame.and_then(|frame| {
        let globals = frame.globals();
        globals.downcast::<crate::object::dict::Dict>()?.get_interned(&t.names().__name__)
    });
    Ok(name.unwrap_or_else(|| t.none()))
}

fn current_frames(t: &Thread, _a: Args<'_>) -> PyResult {
    let frames = t.new_dict()?;
    if let Ok(frame) = crate::object::frame::get_frame(t, 0) {
        t.dict_set(&frames, t.int_from_u64(t.ident.get())?, frame)?;
    }
    let mut stacks = Vec::new();
    t.with_world_stopped(|| {
        t.vm().threads.for_each(|ident, other| {
            if !std::ptr::eq(other, t) {
                stacks.push((ident, crate::object::frame::copy_of_stack(t, other)));
            }
        });
    });
    for (ident, stack) in stacks {
        if let Some(frame) = stack? {
            t.dict_set(&frames, t.int_from_u64(ident)?, frame)?;
        }
    }
    Ok(frames)
}

fn get_int_max_str_digits(t: &Thread, _a: Args<'_>) -> PyResult {
    // Relaxed: a setting that stands alone.
    t.int(t.library().int_max_str_digits.load(std::sync::atomic::Ordering::Relaxed) as i64)
}

fn set_int_max_str_digits(t: &Thread, a: Args<'_>) -> PyResult {
    let digits = t.to_index(a.get(0))?;
    let digits = i32::try_from(digits).map_err(|_| t.overflow_error("Python int too large to convert to C int"))?;
    let least = rcpy_primitives::int::STR_DIGITS_CHECK_THRESHOLD;
    match usize::try_from(digits) {
        Ok(n) if n == 0 || n >= least => {
            t.library().int_max_str_digits.store(n, std::sync::atomic::Ordering::Relaxed);
            Ok(t.none())
        }
        _ => Err(t.value_error(format!("maxdigits must be 0 or larger than {least}"))),
    }
}

fn utf8(t: &Thread, _a: Args<'_>) -> PyResult {
    t.str("utf-8")
}

fn encode_errors(t: &Thread, _a: Args<'_>) -> PyResult {
    t.str("surrogateescape")
}

fn is_gil_enabled(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.bool(t.vm().gate.is_enabled()))
}

fn is_interned(t: &Thread, a: Args<'_>) -> PyResult {
    match a.get(0).downcast_exact::<Str>() {
        Some(text) => Ok(t.bool(text.is_interned())),
        None => Err(t.type_error(format!("_is_interned() argument must be str, not {}", t.type_name(a.get(0))))),
    }
}

fn is_finalizing(t: &Thread, _a: Args<'_>) -> PyResult {
    let library = t.library().finalizing.load(std::sync::atomic::Ordering::Relaxed);
    Ok(t.bool(library || t.vm().finishing.load(std::sync::atomic::Ordering::Relaxed)))
}

fn getallocatedblocks(t: &Thread, _a: Args<'_>) -> PyResult {
    let mut count = 0i64;
    t.with_world_stopped(|| t.heap().for_each_object(|_| count += 1));
    t.int(count)
}

fn nothing(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.none())
}

fn call_tracing(t: &Thread, a: Args<'_>) -> PyResult {
    let args = t.collect(a.get(1))?;
    t.call(a.get(0), &args)
}

/// Text from the outside: bytes that are no UTF-8 have been replaced by whoever read it.
fn strings<'a>(t: &Thread, items: impl Iterator<Item = &'a String>) -> PyResult {
    let items = items.map(|item| t.str(item)).collect::<PyResult<Vec<_>>>()?;
    t.list(items)
}

fn x_options(t: &Thread) -> PyResult {
    let dict = t.new_dict()?;
    for option in &t.vm().options.x_options {
        match option.split_once('=') {
            Some((name, value)) => t.dict_set_str(&dict, name, t.str(value)?)?,
            None => t.dict_set_str(&dict, option, t.bool(true))?,
        }
    }
    Ok(dict)
}

fn module_set(t: &Thread) -> PyResult {
    let names = super::module_names().map(|n| t.str(n)).collect::<PyResult<Vec<_>>>()?;
    let list = t.list(names)?;
    t.call(&t.class(&crate::object::set::FROZENSET), &[list])
}

fn builtin_names(t: &Thread) -> PyResult {
    let mut names: Vec<&str> = super::NATIVE.iter().map(|def| def.name).collect();
    names.sort_unstable();
    let names = names.into_iter().map(|n| t.str(n)).collect::<PyResult<Vec<_>>>()?;
    t.tuple(names)
}

fn executable(t: &Thread) -> PyResult {
    let path = std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    t.string(path)
}

fn orig_argv(t: &Thread) -> PyResult {
    let args: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    strings(t, args.iter())
}

fn version(t: &Thread) -> PyResult {
    t.string(format!("3.13.0 (rcpy {}, {}) [Rust]", env!("CARGO_PKG_VERSION"), config::describe()))
}

fn init(t: &Thread, module: &Ref) -> PyResult<()> {
    if let Some(modules) = t.vm().modules.get() {
        t.setattr(module, "modules", &modules)?;
    }
    let displayhook = t.getattr(module, "displayhook")?;
    t.setattr(module, "__displayhook__", &displayhook)?;
    let excepthook = t.getattr(module, "excepthook")?;
    t.setattr(module, "__excepthook__", &excepthook)?;
    let unraisable = t.getattr(module, "unraisablehook")?;
    t.setattr(module, "__unraisablehook__", &unraisable)?;
    let streams = super::io::stdio::make(t)?;
    for (name, stream) in ["stdin", "stdout", "stderr"].into_iter().zip(streams) {
        t.setattr(module, name, &stream)?;
        t.setattr(module, &format!("__{name}__"), &stream)?;
    }
    Ok(())
}

impl Thread {
    /// What the native modules keep for this Vm.
    pub fn library(&self) -> &crate::stdlib::State {
        &self.vm().threads.library
    }

    /// An attribute of `sys`, if it is there and not None.
    pub fn sys_attribute(&self, name: &str) -> Option<Ref> {
        let sys = self.vm().sys.get()?;
        let value = sys.downcast::<crate::object::dict::Dict>()?.get_str(self, name)?;
        (!value.value().is_none(self)).then_some(value)
    }

    /// `sys.NAME` for something that scripts may have deleted.
    ///
    /// # Errors
    /// `RuntimeError` when it is gone.
    pub fn sys_required(&self, name: &str) -> PyResult {
        self.sys_attribute(name).ok_or_else(|| -> Raised { self.runtime_error(format!("lost sys.{name}")) })
    }
}

/// `sys`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "The interpreter as scripts see it.",
    functions: natives![
        "exit(status=None, /)" => exit,
        "exc_info()" => exc_info,
        "exception()" => exception,
        "getrefcount(object, /)" => getrefcount,
        "_refcount_info(object, /)" => refcount_info,
        "getsizeof(object, default=None)" => getsizeof,
        "getrecursionlimit()" => getrecursionlimit,
        "setrecursionlimit(limit, /)" => setrecursionlimit,
        "getswitchinterval()" => getswitchinterval,
        "setswitchinterval(interval, /)" => setswitchinterval,
        "intern(string, /)" => intern,
        "_is_interned(string, /)" => is_interned,
        "_getframe(depth=0, /)" => getframe,
        "_getframemodulename(depth=0)" => getframemodulename,
        "_current_frames()" => current_frames,
        "excepthook(exctype, value, traceback, /)" => hooks::excepthook,
        "displayhook(object, /)" => hooks::displayhook,
        "unraisablehook(unraisable, /)" => hooks::unraisablehook,
        "get_int_max_str_digits()" => get_int_max_str_digits,
        "set_int_max_str_digits(maxdigits)" => set_int_max_str_digits,
        "getdefaultencoding()" => utf8,
        "getfilesystemencoding()" => utf8,
        "getfilesystemencodeerrors()" => encode_errors,
        "_is_gil_enabled()" => is_gil_enabled,
        "is_finalizing()" => is_finalizing,
        "getallocatedblocks()" => getallocatedblocks,
        "audit(event, *args)" => nothing,
        "gettrace()" => nothing,
        "getprofile()" => nothing,
        "_clear_type_cache()" => nothing,
        "_clear_internal_caches()" => nothing,
        "call_tracing(func, args, /)" => call_tracing,
    ],
    constants: &[
        ("argv", |t| strings(t, t.vm().options.argv.iter())),
        ("orig_argv", orig_argv),
        ("path", |t| strings(t, t.vm().options.path.iter())),
        ("meta_path", |t| t.new_list()),
        ("path_hooks", |t| t.new_list()),
        ("path_importer_cache", |t| t.new_dict()),
        ("modules", |t| t.new_dict()),
        ("version", version),
        ("version_info", info::version_info),
        ("implementation", info::implementation),
        ("hexversion", |t| t.int(HEXVERSION)),
        ("api_version", |t| t.int(1013)),
        ("copyright", |t| t.str("Copyright (c) the rcpy authors.")),
        ("platform", |t| t.str(std::env::consts::OS)),
        ("byteorder", |t| t.str(if cfg!(target_endian = "little") { "little" } else { "big" })),
        ("maxsize", |t| t.int(i64::MAX)),
        ("maxunicode", |t| t.int(0x10ffff)),
        ("float_info", info::float_info),
        ("float_repr_style", |t| t.str("short")),
        ("int_info", info::int_info),
        ("hash_info", info::hash_info),
        ("thread_info", info::thread_info),
        ("flags", info::flags),
        ("executable", executable),
        ("_base_executable", executable),
        ("prefix", |t| t.str("/usr")),
        ("exec_prefix", |t| t.str("/usr")),
        ("base_prefix", |t| t.str("/usr")),
        ("base_exec_prefix", |t| t.str("/usr")),
        ("platlibdir", |t| t.str("lib")),
        ("abiflags", |t| t.str("")),
        ("pycache_prefix", |t| Ok(t.none())),
        ("_git", |t| t.tuple(vec![t.str("rcpy")?, t.str("")?, t.str("")?])),
        ("warnoptions", |t| strings(t, t.vm().options.warnings.iter())),
        ("_xoptions", x_options),
        ("dont_write_bytecode", |t| Ok(t.bool(true))),
        ("stdlib_module_names", module_set),
        ("builtin_module_names", builtin_names),
    ],
    types: &[&hooks::UNRAISABLE_ARGS],
    init: Some(init),
};
