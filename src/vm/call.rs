//! Frames for Python functions: argument binding, entry from native code.

use super::drive;
use super::frame::{EXIT, FRAME_WORDS, Frame, Regs};
use crate::bytecode::code::flags;
use crate::memory::{Ref, Value, reference};
use crate::object::code::{Code, Instance};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::tuple::Tuple;
use crate::runtime::native::CallArgs;
use crate::runtime::thread::Entry;
use crate::runtime::{PyResult, Raised, Thread};

/// Checks that a frame of `instance` with its arguments at `args` fits. Runs no other code: words above the saved top of the stack
/// would not survive it.
fn check_room(t: &Thread, instance: &Instance, args: *mut Value) -> PyResult<()> {
    // SAFETY: computing an address within or behind the mapping.
    let end = unsafe { args.add(instance.frame_words as usize) };
    if end > t.stack_limit.get() || t.depth.get() + 1 > t.recursion_limit.get() {
        return Err(t.recursion_error(""));
    }
    Ok(())
}

/// Enters a Python function whose `n` positional arguments are on top of the operand stack of `f`, the callee's word and the
/// reserved ones below them. The caller has passed a safepoint. On an error the operands are untouched.
pub fn push_frame(t: &Thread, f: &mut Frame, callee: &Ref, n: usize) -> PyResult<()> {
    let function = callee.downcast::<Function>().expect("the caller knows");
    // SAFETY: a function keeps its instance.
    let instance = unsafe { &*function.instance() };
    // SAFETY: the arguments are there.
    let args = unsafe { f.r.sp.sub(n) };
    // A finaliser may run in there, and must find the arguments below its frame.
    f.save();
    check_room(t, instance, args)?;
    let locals = instance.locals as usize;
    if instance.simple_args as usize != n {
        let given = f.top(n).to_vec();
        let bound = bind(t, function, CallArgs::positional(&given))?;
        // SAFETY: the frame fits; the old arguments' words move out.
        unsafe {
            for i in 0..n {
                drop(Ref::adopt(args.add(i).replace(Value::NULL)));
            }
            for (i, value) in bound.into_iter().enumerate() {
                args.add(i).write(value.map_or(Value::NULL, Ref::release));
            }
        }
    } else {
        // SAFETY: the frame fits.
        unsafe {
            for i in n..locals {
                args.add(i).write(Value::NULL);
            }
        }
    }
    t.depth.set(t.depth.get() + 1);
    // SAFETY: the reserved words lie below the arguments.
    unsafe {
        write_saved(args, f.r.ip, f.r.fp, f.r.k);
        f.r = Regs { ip: instance.start, sp: args.add(locals), fp: args, k: instance.k, th: f.r.th };
    }
    Ok(())
}

/// Writes the saved words of a frame.
///
/// # Safety
/// `fp` has its reserved words below it.
pub unsafe fn write_saved(fp: *mut Value, ip: *const u32, caller: *mut Value, k: *const u64) {
    // SAFETY: the caller's.
    unsafe {
        fp.sub(3).write(Value::from_bits(ip as u64));
        fp.sub(2).write(Value::from_bits(caller as u64));
        fp.sub(1).write(Value::from_bits(k as u64));
    }
}

/// Calls a Python function from native code.
pub fn call_function(t: &Thread, callee: &Ref, function: &Function, args: CallArgs<'_>) -> PyResult {
    if !t.has_native_stack() {
        return Err(t.recursion_error(""));
    }
    t.poll()?;
    // SAFETY: a function keeps its instance.
    let instance = unsafe { &*function.instance() };
    let saved = Saved::take(t);
    // SAFETY: native code called from the interpreter leaves everything above `sp` free.
    let fp = unsafe { saved.sp.add(FRAME_WORDS) };
    check_room(t, instance, fp)?;
    let locals = instance.locals as usize;
    if args.names.is_empty() && instance.simple_args as usize == args.values.len() {
        // SAFETY: the frame fits.
        unsafe {
            for (i, value) in args.values.iter().enumerate() {
                fp.add(i).write(value.clone().release());
            }
            for i in args.values.len()..locals {
                fp.add(i).write(Value::NULL);
            }
        }
    } else {
        let bound = bind(t, function, args)?;
        // SAFETY: the frame fits.
        unsafe {
            for (i, value) in bound.into_iter().enumerate() {
                fp.add(i).write(value.map_or(Value::NULL, Ref::release));
            }
        }
    }
    // SAFETY: as above.
    unsafe {
        fp.sub(FRAME_WORDS).write(callee.clone().release());
        write_saved(fp, EXIT.as_ptr(), saved.fp, saved.k);
        t.depth.set(t.depth.get() + 1);
        let r = Regs { ip: instance.start, sp: fp.add(locals), fp, k: instance.k, th: t };
        run(t, r, saved)
    }
}

/// Runs the function of a module, a class body or a text of `exec`, whose local 0 is its namespace.
pub fn call_with_namespace(t: &Thread, callee: &Ref, function: &Function, namespace: Ref) -> PyResult {
    if !t.has_native_stack() {
        return Err(t.recursion_error(""));
    }
    debug_assert!(function.code().unit.flags & flags::NAMESPACE != 0);
    // SAFETY: a function keeps its instance.
    let instance = unsafe { &*function.instance() };
    let saved = Saved::take(t);
    // SAFETY: native code called from the interpreter leaves everything above `sp` free.
    let fp = unsafe { saved.sp.add(FRAME_WORDS) };
    check_room(t, instance, fp)?;
    let locals = instance.locals as usize;
    // SAFETY: the frame fits, and a unit with a namespace has at least that local.
    unsafe {
        fp.write(reference::heap_form(namespace));
        for i in 1..locals {
            fp.add(i).write(Value::NULL);
        }
        fp.sub(FRAME_WORDS).write(callee.clone().release());
        write_saved(fp, EXIT.as_ptr(), saved.fp, saved.k);
        t.depth.set(t.depth.get() + 1);
        let r = Regs { ip: instance.start, sp: fp.add(locals), fp, k: instance.k, th: t };
        run(t, r, saved)
    }
}

/// The interpreter's registers as native code found them.
#[derive(Clone, Copy)]
pub struct Saved {
    ip: *const u32,
    /// First free word of the stack.
    pub sp: *mut Value,
    /// Locals of the innermost frame.
    pub fp: *mut Value,
    /// Its constants.
    pub k: *const u64,
}

impl Saved {
    /// What is saved now.
    pub fn take(t: &Thread) -> Saved {
        Saved { ip: t.ip.get(), sp: t.sp.get(), fp: t.fp.get(), k: t.k.get() }
    }

    /// Restores them.
    pub fn put_back(self, t: &Thread) {
        t.ip.set(self.ip);
        t.sp.set(self.sp);
        t.fp.set(self.fp);
        t.k.set(self.k);
    }
}

/// Runs a frame that returns to `EXIT`, and gives its result.
///
/// # Safety
/// `r` are the registers of a frame set up above `saved.sp`.
pub unsafe fn run(t: &Thread, r: Regs, saved: Saved) -> PyResult {
    let entry = Entry { ip: saved.ip, outer: t.entries.get() };
    t.entries.set(&entry);
    drive::run(r);
    t.entries.set(entry.outer);
    let result = match t.pending.take() {
        Some(exception) => Err(Raised(exception)),
        // SAFETY: a frame that returns leaves its result where its callee's word was.
        None => Ok(unsafe { Ref::adopt(t.sp.get().sub(1).replace(Value::NULL)) }),
    };
    saved.put_back(t);
    result
}

/// `module.qualname`, as messages name functions of other modules than builtins and main.
pub fn with_module(t: &Thread, callable: &Ref, qualname: &str) -> String {
    match t.getattr_opt(callable, "__module__") {
        Ok(Some(module)) if !module.value().is_none(t) => {
            let module = t.str_of(&module);
            if module == "builtins" { qualname.to_owned() } else { format!("{module}.{qualname}") }
        }
        _ => qualname.to_owned(),
    }
}

/// How error messages about `*` and `**` arguments show a callable.
pub fn shown_name(t: &Thread, callable: &Ref) -> String {
    match t.getattr_opt(callable, "__qualname__") {
        Ok(Some(name)) => format!("{}()", with_module(t, callable, &t.str_of(&name))),
        _ => format!("{} object", t.type_name(callable)),
    }
}

/// Binds arguments to a function's parameters; gives all its locals.
pub fn bind(t: &Thread, function: &Function, args: CallArgs<'_>) -> PyResult<Vec<Option<Ref>>> {
    let code = function.code();
    let unit = &code.unit;
    let positional = unit.arg_count as usize;
    let kwonly = unit.kwonly_count as usize;
    let named = positional + kwonly;
    let mut locals: Vec<Option<Ref>> = vec![None; unit.locals.len()];
    let given = args.positionals();
    let direct = given.len().min(positional);
    for (local, value) in locals.iter_mut().zip(&given[..direct]) {
        *local = Some(owned(value));
    }
    let has_varargs = unit.flags & flags::VARARGS != 0;
    let has_varkw = unit.flags & flags::VARKEYWORDS != 0;
    if has_varargs {
        locals[named] = Some(t.tuple_from(&given[direct..])?);
    }
    let kwargs = if has_varkw {
        let dict = t.new_dict()?;
        locals[named + usize::from(has_varargs)] = Some(dict.clone());
        Some(dict)
    } else {
        None
    };
    let mut posonly_by_name = Vec::new();
    for (name, value) in args.keywords() {
        let first = unit.posonly_count as usize;
        let place = (first..named).find(|i| code.locals[*i].load().same(name.value())).or_else(|| {
            let text = t.str_of(name);
            (first..named).find(|i| *unit.locals[*i] == *text)
        });
        match (place, &kwargs) {
            (Some(i), _) if locals[i].is_some() => {
                let text = t.str_of(name).into_owned();
                let function = qualname(t, function);
                return Err(t.type_error(format!("{function}() got multiple values for argument '{text}'")));
            }
            (Some(i), _) => locals[i] = Some(owned(value)),
            (None, Some(dict)) => {
                dict.downcast::<Dict>().expect("just made").set(t, name.clone(), value.clone())?;
            }
            (None, None) => {
                let text = t.str_of(name).into_owned();
                if unit.locals[..first].iter().any(|l| **l == *text) {
                    posonly_by_name.push(text);
                    continue;
                }
                return Err(unexpected_keyword(t, function, named, &text));
            }
        }
    }
    if !posonly_by_name.is_empty() {
        return Err(t.type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            qualname(t, function),
            posonly_by_name.join(", ")
        )));
    }
    if given.len() > positional && !has_varargs {
        return Err(too_many(t, function, code, given.len(), &locals));
    }
    if locals[..positional].iter().any(Option::is_none) {
        let defaults = function.defaults.get();
        let defaults = defaults.as_ref().and_then(|d| d.downcast::<Tuple>()).map_or(&[][..], Tuple::items);
        let first_default = positional.saturating_sub(defaults.len());
        let skip = defaults.len().saturating_sub(positional);
        for (local, value) in locals[first_default..positional].iter_mut().zip(&defaults[skip..]) {
            if local.is_none() {
                *local = Some(value.clone());
            }
        }
        let missing: Vec<&str> = (0..positional).filter(|i| locals[*i].is_none()).map(|i| &*unit.locals[i]).collect();
        if !missing.is_empty() {
            return Err(missing_arguments(t, function, "positional", &missing));
        }
    }
    if kwonly > 0 {
        let kwdefaults = function.kwdefaults.get();
        let mut missing = Vec::new();
        #[allow(clippy::needless_range_loop)]
        for i in positional..named {
            if locals[i].is_none() {
                let name = code.locals[i].get().expect("locals have names");
                locals[i] = match &kwdefaults {
                    Some(dict) => t.dict_get(dict, &name)?,
                    None => None,
                };
                if locals[i].is_none() {
                    missing.push(&*unit.locals[i]);
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_arguments(t, function, "keyword-only", &missing));
        }
    }
    Ok(locals)
}

/// An argument as a local of its own: borrows become counted, because the vector that holds it may outlive what it borrows from.
fn owned(value: &Ref) -> Ref {
    let word = value.value();
    if word.is_counted() || !word.is_pointer() {
        return value.clone();
    }
    // SAFETY: the argument is alive during the call.
    unsafe { Ref::adopt(reference::own_marked(word)) }
}

fn qualname(t: &Thread, function: &Function) -> String {
    function.qualname.get().map_or_else(String::new, |name| t.str_of(&name).into_owned())
}

#[cold]
fn unexpected_keyword(t: &Thread, function: &Function, named: usize, text: &str) -> Raised {
    let unit = &function.code().unit;
    let candidates = unit.locals[unit.posonly_count as usize..named].iter().map(|l| &**l);
    let hint = crate::runtime::report::closest(text, candidates).map(|name| format!(". Did you mean '{name}'?"));
    t.type_error(format!(
        "{}() got an unexpected keyword argument '{text}'{}",
        qualname(t, function),
        hint.unwrap_or_default()
    ))
}

#[cold]
fn too_many(t: &Thread, function: &Function, code: &Code, given: usize, locals: &[Option<Ref>]) -> Raised {
    let unit = &code.unit;
    let positional = unit.arg_count as usize;
    let defaults = function.defaults.get().and_then(|d| d.downcast::<Tuple>().map(Tuple::len)).unwrap_or(0);
    let kwonly_given = (positional..positional + unit.kwonly_count as usize).filter(|i| locals[*i].is_some()).count();
    let takes = if defaults > 0 {
        format!("from {} to {positional} positional arguments", positional - defaults.min(positional))
    } else {
        format!("{positional} positional argument{}", if positional == 1 { "" } else { "s" })
    };
    let was = if kwonly_given > 0 {
        format!(
            "{given} positional argument{} (and {kwonly_given} keyword-only argument{}) were",
            if given == 1 { "" } else { "s" },
            if kwonly_given == 1 { "" } else { "s" }
        )
    } else {
        format!("{given} {}", if given == 1 { "was" } else { "were" })
    };
    t.type_error(format!("{}() takes {takes} but {was} given", qualname(t, function)))
}

#[cold]
fn missing_arguments(t: &Thread, function: &Function, what: &str, names: &[&str]) -> Raised {
    let list = match names {
        [one] => format!("'{one}'"),
        [first, second] => format!("'{first}' and '{second}'"),
        [all @ .., last] => {
            let all: Vec<String> = all.iter().map(|n| format!("'{n}'")).collect();
            format!("{}, and '{last}'", all.join(", "))
        }
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    t.type_error(format!(
        "{}() missing {} required {what} argument{plural}: {list}",
        qualname(t, function),
        names.len()
    ))
}
