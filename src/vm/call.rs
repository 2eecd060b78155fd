//! Frames for Python functions: argument binding, entry from native code.

use super::bind::{self, bind};
use super::drive;
use super::fast::word::dup_from_heap;
use super::frame::{FRAME_WORDS, Frame, Regs, address_word, exit_ip, init_done_ip, iter_done_ip};
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
#[inline]
pub fn push_frame(t: &Thread, f: &mut Frame, callee: &Ref, n: usize) -> PyResult<()> {
    push_frame_kw(t, f, callee, n, &[])
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
    // SAFETY: a function keeps its instance, and the Vm those that it had before; the arguments are there.
    let (instance, args) = unsafe { (&*function.instance(), f.r.sp.sub(n)) };
    // A finaliser may run in there, and must find the arguments below its frame.
    f.save();
    check_room(t, instance, args)?;
    if names.is_empty() && instance.simple_args as usize == n {
        for i in n..instance.locals as usize {
            // SAFETY: the frame fits.
            unsafe { args.add(i).write(Value::NULL) };
        }
    // SAFETY: the arguments lie there; the room was checked.
    } else if !unsafe { bind::in_place(t, f, function, &*instance.code, args, n, names)? } {
        let given = f.top(n).to_vec();
        // SAFETY: an instance's code exists as long as the instance.
        let code = unsafe { &*instance.code };
        let bound = bind(t, function, code, CallArgs { values: &given, names })?;
        f.drop_n(n);
        for (i, value) in bound.into_iter().enumerate() {
            // SAFETY: the frame fits.
            unsafe { args.add(i).write(value.map_or(Value::NULL, Ref::release)) };
        }
    }
    start(t, f, instance, args);
    Ok(())
}

/// Enters the `__init__` of a fresh instance; `INIT_DONE` finishes the call. The class lies at `base`, the `n` arguments, the last
/// of which belong to `names`, on top of the operand stack. On an error they and what was put there are gone, and `f` is at the
/// call site with the instance on top.
///
/// # Safety
/// They are the operands of a call instruction; frames have eight words more than the compiler's depth.
pub unsafe fn enter_init(
    t: &Thread,
    f: &mut Frame,
    base: *mut Value,
    n: usize,
    init: &Ref,
    instance: Ref,
    names: &[Ref],
) -> PyResult<()> {
    let r = f.r;
    // [class . . . args] -> [instance, saved ip, init . . . instance args]
    // SAFETY: the caller's; the reserved words hold nothing.
    unsafe {
        let init_args = base.add(FRAME_WORDS + 2);
        std::ptr::copy(r.sp.sub(n), init_args.add(1), n);
        init_args.write(instance.clone().release());
        let callee = init_args.sub(FRAME_WORDS);
        for word in 1..FRAME_WORDS {
            callee.add(word).write(Value::NULL);
        }
        callee.write(dup_from_heap(init.value(), t.base.id));
        base.add(1).write(address_word(r.ip));
        let class = base.replace(instance.release());
        f.r = Regs { ip: init_done_ip(), sp: init_args.add(n + 1), ..r };
        let entered = push_frame_kw(t, f, init, n + 1, names);
        // The instance keeps its class.
        drop(Ref::adopt(class));
        if entered.is_err() {
            // The call never began: the error belongs to the call site.
            f.drop_n(n + 1 + FRAME_WORDS);
            f.r = Regs { sp: base.add(1), ..r };
        }
        entered
    }
}

/// Enters `function`, a special method, with the top `n` operands as its arguments; its result takes their place. With `checks_iter` it
/// is an `__iter__`, whose result `ITER_DONE` looks at. On an error the operands stay on the stack, with more words among them.
///
/// # Safety
/// They are operands of the running instruction; frames have eight words more than the compiler's depth.
pub unsafe fn enter_special(t: &Thread, r: Regs, function: &Ref, n: usize, checks_iter: bool) -> PyResult<Regs> {
    // Before anything moves on the stack: what the safepoint runs uses the stack from the saved top on.
    t.sp.set(r.sp);
    t.poll()?;
    // SAFETY: the caller's.
    unsafe {
        let base = r.sp.sub(n);
        let callee = if checks_iter { base.add(2) } else { base };
        std::ptr::copy(base, callee.add(FRAME_WORDS), n);
        for word in 1..FRAME_WORDS {
            callee.add(word).write(Value::NULL);
        }
        callee.write(dup_from_heap(function.value(), t.base.id));
        let mut f = Frame { r: Regs { sp: callee.add(FRAME_WORDS + n), ..r } };
        if checks_iter {
            base.write(Value::NULL);
            base.add(1).write(address_word(r.ip));
            f.r.ip = iter_done_ip();
        }
        if let Err(raised) = push_frame(t, &mut f, function, n) {
            // The call never began.
            Regs { ip: r.ip, ..f.r }.save();
            return Err(raised);
        }
        Ok(f.r)
    }
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
        // SAFETY: an instance's code exists as long as the instance.
        let bound = bind(t, function, unsafe { &*instance.code }, args)?;
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
        write_saved(fp, exit_ip(), saved.fp, saved.k);
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
        write_saved(fp, exit_ip(), saved.fp, saved.k);
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

    /// Calls `f` while frames that return to `EXIT` lie above: the walk over the frames finds the caller of the native code below them.
    #[inline(always)]
    pub fn below<R>(self, t: &Thread, f: impl FnOnce() -> R) -> R {
        let entry = Entry { ip: self.ip, outer: t.entries.get() };
        t.entries.set(&entry);
        let result = f();
        t.entries.set(entry.outer);
        result
    }
}

/// Runs a frame that returns to `EXIT`, and gives its result.
///
/// # Safety
/// `r` are the registers of a frame set up above `saved.sp`.
pub unsafe fn run(t: &Thread, r: Regs, saved: Saved) -> PyResult {
    saved.below(t, || drive::run(r));
    let result = match t.pending.take() {
        Some(exception) => Err(Raised(exception)),
        // SAFETY: a frame that returns leaves its result where its callee's word was.
        None => Ok(unsafe { Ref::adopt(t.sp.get().sub(1).replace(Value::NULL)) }),
    };
    saved.put_back(t);
    t.look_at_kept();
    result
}
