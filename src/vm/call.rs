//! Frames for Python functions: argument binding, entry from native code.

use super::bind::{self, bind};
use super::drive;
use super::frame::{EXIT, FRAME_WORDS, Frame, Regs};
use crate::bytecode::code::flags;
use crate::memory::{Ref, Value, reference};
use crate::object::code::Instance;
use crate::object::function::Function;
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
    // SAFETY: the arguments lie there; the room was checked.
    if instance.simple_args as usize != n && !unsafe { bind::in_place(t, f, function, args, n, &[])? } {
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
    } else if instance.simple_args as usize == n {
        // SAFETY: the frame fits.
        unsafe {
            for i in n..locals {
                args.add(i).write(Value::NULL);
            }
        }
    }
    start(t, f, instance, args);
    Ok(())
}

/// Goes to the first instruction of a frame whose locals are bound.
fn start(t: &Thread, f: &mut Frame, instance: &Instance, args: *mut Value) {
    t.depth.set(t.depth.get() + 1);
    // SAFETY: the reserved words lie below the arguments; the frame fits.
    unsafe {
        write_saved(args, f.r.ip, f.r.fp, f.r.k);
        let sp = args.add(instance.locals as usize);
        f.r = Regs { ip: instance.start, sp, fp: args, k: instance.k, th: f.r.th };
    }
}

/// As `push_frame`, with the last of the `n` arguments belonging to these names.
pub fn push_frame_kw(t: &Thread, f: &mut Frame, callee: &Ref, n: usize, names: &[Ref]) -> PyResult<()> {
    let function = callee.downcast::<Function>().expect("the caller knows");
    // SAFETY: a function keeps its instance; the arguments are there.
    let (instance, args) = unsafe { (&*function.instance(), f.r.sp.sub(n)) };
    f.save();
    check_room(t, instance, args)?;
    // SAFETY: the arguments lie there; the room was checked.
    if !unsafe { bind::in_place(t, f, function, args, n, names)? } {
        let given = f.top(n).to_vec();
        let bound = bind(t, function, CallArgs { values: &given, names })?;
        f.drop_n(n);
        // SAFETY: the frame fits.
        unsafe {
            for (i, value) in bound.into_iter().enumerate() {
                args.add(i).write(value.map_or(Value::NULL, Ref::release));
            }
        }
    }
    start(t, f, instance, args);
    Ok(())
}

/// Writes the saved words of a frame.
///
/// # Safety
/// `fp` has its reserved words below it.
#[inline(always)]
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
