//! Calls of native functions and of classes: too much for a fast handler, too common for the slow path.
//!
//! As the slow handlers' driver, these functions save the registers to go on with in the thread and return whether the run goes on.

use super::call;
use super::drive;
use super::fast::word::{dup, settle};
use super::frame::{FRAME_WORDS, Frame, INIT_DONE, Regs};
use super::unwind;
use crate::memory::{Object, Ref, Value};
use crate::object::class::Type;
use crate::object::generator::{Generator, State};
use crate::object::native::Native;
use crate::runtime::native::Args;
use crate::runtime::{PyResult, Raised, Thread};

/// Unwinds; true when a handler was found.
#[cold]
#[inline(never)]
fn raise(t: &Thread, r: Regs, raised: Raised) -> bool {
    match unwind::unwind(t, r, raised) {
        Some(r) => {
            r.save();
            true
        }
        None => false,
    }
}

/// Drops the operands from `from` to `to`.
///
/// # Safety
/// They are operands of the running frame; their words move out.
#[inline(always)]
unsafe fn drop_range(from: *mut Value, to: *mut Value) {
    let mut place = from;
    while place < to {
        // SAFETY: the caller's.
        unsafe {
            let value = place.replace(Value::NULL);
            if value.is_counted() {
                drop(Ref::adopt(value));
            }
            place = place.add(1);
        }
    }
}

/// Calls the native function below `n` arguments with just these, if its parameters are as many; else the slow handler does it.
#[inline(never)]
pub fn call_native(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, n: u64) -> bool {
    let r = Regs { ip, sp, fp, k, th };
    let n = n as usize;
    let t = r.t();
    // SAFETY: callee, reserved words and arguments are on the stack; they stay there during the call.
    unsafe {
        let args = r.sp.sub(n);
        let base = args.sub(FRAME_WORDS);
        let native = Object::<Native>::body_of((*base).address());
        let is_method_call = *r.ip.sub(1) as u8 == crate::bytecode::Op::CALL_METHOD as u8;
        // An unbound method checks its first argument, unless `LOAD_METHOD` found it in that argument's class.
        if native.exact as usize != n || (native.signature.method && !is_method_call) {
            let arg = *r.ip.sub(1) >> 8;
            return drive::run_slow(r.ip, r.sp, r.fp, r.k, r.th, u64::from(arg));
        }
        r.save();
        let result = call(t, native, args, n);
        let result = match result {
            Ok(value) => value,
            Err(raised) => return raise(t, r, raised),
        };
        drop_range(args, r.sp);
        let callee = base.replace(result.release());
        t.sp.set(base.add(1));
        if callee.is_counted() {
            drop(Ref::adopt(callee));
        }
        true
    }
}

/// # Safety
/// `args` are `n` live words.
#[inline(always)]
unsafe fn call(t: &Thread, native: &Native, args: *const Value, n: usize) -> PyResult {
    let _depth = t.enter("")?;
    // SAFETY: the caller's.
    (native.function)(t, unsafe { Args::raw(args, n) })
}

/// Makes an instance of the class below `n` arguments and enters its `__init__`, if that is a Python function and `__new__`
/// is `object`'s; else the slow handler does it.
#[inline(never)]
pub fn construct(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, n: u64) -> bool {
    let r = Regs { ip, sp, fp, k, th };
    let n = n as usize;
    let t = r.t();
    // SAFETY: as in `call_native`; frames have eight words more than the compiler's depth.
    unsafe {
        let args = r.sp.sub(n);
        let base = args.sub(FRAME_WORDS);
        let class = Object::<Type>::body_of((*base).address());
        let init = class.constructor(t);
        if init.is_null() || *r.ip.sub(1) as u8 == crate::bytecode::Op::CALL_METHOD as u8 {
            let arg = *r.ip.sub(1) >> 8;
            return drive::run_slow(r.ip, r.sp, r.fp, r.k, r.th, u64::from(arg));
        }
        r.save();
        // Before anything moves on the stack: what the safepoint runs uses the stack from the saved top on.
        if let Err(raised) = t.poll() {
            return raise(t, r, raised);
        }
        let instance = match t.new_instance(class) {
            Ok(instance) => instance,
            Err(raised) => return raise(t, r, raised),
        };
        // [class . . . args] -> [instance, saved ip, init . . . instance args]
        let function = Ref::peek(&init);
        std::ptr::copy(args, args.add(3), n);
        let init_args = args.add(2);
        init_args.write(instance.clone().release());
        let callee = init_args.sub(FRAME_WORDS);
        for word in 1..FRAME_WORDS {
            callee.add(word).write(Value::NULL);
        }
        callee.write(super::fast::word::dup_from_heap(init, t.base.id));
        // An odd word: nobody takes it for an object.
        base.add(1).write(Value::from_bits((r.ip as u64) << 4 | 1));
        let class_word = base.replace(instance.release());
        let mut f = Frame { r: Regs { ip: INIT_DONE.as_ptr(), sp: init_args.add(n + 1), ..r } };
        let entered = call::push_frame(t, &mut f, function, n + 1);
        if class_word.is_counted() {
            drop(Ref::adopt(class_word));
        }
        match entered {
            Ok(()) => {
                f.r.save();
                true
            }
            Err(raised) => {
                // The call never began: the error belongs to the call site.
                f.drop_n(n + 1 + FRAME_WORDS);
                f.r.sp = f.r.sp.sub(1);
                f.r.ip = ((*f.r.sp).bits() >> 4) as *const u32;
                raise(t, f.r, raised)
            }
        }
    }
}

/// Runs the slow handler of the instruction before `ip`.
#[inline(always)]
unsafe fn slow(r: Regs) -> bool {
    // SAFETY: `ip` lies behind an instruction.
    drive::run_slow(r.ip, r.sp, r.fp, r.k, r.th, u64::from(unsafe { *r.ip.sub(1) } >> 8))
}

/// Pushes the frame of the generator on top of the stack; it returns behind the `FOR_ITER`.
#[inline(never)]
pub fn resume(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, _arg: u64) -> bool {
    let r = Regs { ip, sp, fp, k, th };
    let t = r.t();
    // SAFETY: the generator is on the stack and stays there while its frame runs above it.
    unsafe {
        let word = *r.sp.sub(1);
        let g = Object::<Generator>::body_of(word.address());
        let has_handled = !t.handled.load().is_null() || !g.handled.load().is_null();
        if has_handled || !g.is_plain() {
            return slow(r);
        }
        let fp = r.sp.add(FRAME_WORDS);
        let unit = &g.code().unit;
        let words = unit.locals.len() + unit.stack_size as usize + 8;
        if fp.add(words) > t.stack_limit.get() || t.depth.get() + 1 > t.recursion_limit.get() || g.claim().is_none() {
            return slow(r);
        }
        t.depth.set(t.depth.get() + 1);
        // The loop's reference keeps the generator for as long as its frame is there.
        r.sp.write(if crate::config::DEFERRED { word.marked() } else { dup(word, t.base.id) });
        call::write_saved(fp, r.ip, r.fp, r.k);
        let frame = g.frame();
        let n = frame.len();
        std::ptr::copy_nonoverlapping(frame.as_ptr(), fp, n);
        frame.set_len(0);
        fp.add(n).write(dup(Value::none(t), t.base.id));
        g.inherited.set(true);
        Regs { ip: g.ip.get(), sp: fp.add(n + 1), fp, k: g.k.get(), th: r.th }.save();
        true
    }
}

/// Stores the running generator's frame in it and hands the top of the stack to whoever resumed it.
#[inline(never)]
pub fn suspend(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, _arg: u64) -> bool {
    let r = Regs { ip, sp, fp, k, th };
    let t = r.t();
    // SAFETY: locals, operands and the value lie between `fp` and `sp`; their words move out.
    unsafe {
        let base = r.fp.sub(FRAME_WORDS);
        let callee = *base;
        let g = Object::<Generator>::body_of(callee.address());
        if !t.handled.load().is_null() || !g.outer.load().is_null() {
            return slow(r);
        }
        let value = settle(*r.sp.sub(1), t.base.id);
        let n = r.sp.offset_from(r.fp) as usize - 1;
        let frame = g.frame();
        frame.reserve(n);
        let to = frame.as_mut_ptr();
        for i in 0..n {
            to.add(i).write(Generator::storable(*r.fp.add(i)));
        }
        frame.set_len(n);
        g.ip.set(r.ip);
        let (ip, fp, k) = unwind::saved(r.fp);
        t.depth.set(t.depth.get() - 1);
        base.write(value);
        Regs { ip, sp: base.add(1), fp, k, th: r.th }.save();
        // Last: from here on another thread may resume it.
        g.set_state(State::Suspended);
        if callee.is_counted() {
            drop(Ref::adopt(callee));
        }
        true
    }
}
