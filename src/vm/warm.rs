//! Calls of native functions and of classes: too much for a fast handler, too common for the slow path.
//!
//! As the slow handlers' driver, these functions save the registers to go on with in the thread and return whether the run goes on.

use super::call;
use super::drive;
use super::frame::{FRAME_WORDS, Frame, Regs};
use super::unwind;

pub mod by_opcode;

use crate::bytecode::Op;
use crate::memory::{Kind, Object, Ref, Value, reference};
use crate::object::class::Type;
use crate::object::exception as ex;
use crate::object::native::Native;
use crate::runtime::native::{Args, CallArgs, Fits, NativeFn};
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

/// A call site's operands: the callee's word at `base`, then the reserved words, then perhaps a null (`LOAD_METHOD` gave a complete
/// callee), then the arguments.
struct Site {
    base: *mut Value,
    args: *mut Value,
    n: usize,
    /// Did `LOAD_METHOD` find the callee in the class of the first argument?
    is_method: bool,
}

impl Site {
    /// # Safety
    /// `r` are the registers behind a call instruction with `n` arguments, the method's object included.
    #[inline(always)]
    unsafe fn of(r: Regs, n: usize) -> Site {
        // SAFETY: the caller's.
        unsafe {
            let word = *r.ip.sub(1);
            let args = r.sp.sub(n);
            let of_method = word as u8 == Op::CALL_METHOD as u8;
            let gap = of_method && n == (word >> 8) as usize;
            Site { base: args.sub(FRAME_WORDS + usize::from(gap)), args, n, is_method: of_method && !gap }
        }
    }

    /// Puts a word in front of the arguments, where a reserved word or the null is.
    ///
    /// # Safety
    /// The word owns what it says; done once.
    #[inline(always)]
    unsafe fn put_in_front(&mut self, word: Value) {
        // SAFETY: at least one free word lies below the arguments.
        unsafe {
            self.args = self.args.sub(1);
            self.args.write(word);
        }
        self.n += 1;
    }

    /// Calls `function` with the arguments in place, or `bind` with them when they need binding.
    ///
    /// # Safety
    /// The operands are those of the running frame.
    #[inline(always)]
    unsafe fn call(
        &self,
        t: &Thread,
        function: NativeFn,
        fits: Fits,
        bind: impl FnOnce(CallArgs<'_>) -> PyResult,
    ) -> PyResult {
        let _depth = t.enter("")?;
        // SAFETY: frames have eight words more than the compiler's depth; the words stay during the call.
        unsafe {
            if let Some(places) = fits.places(self.n) {
                for i in self.n..places {
                    self.args.add(i).write(Value::NULL);
                }
                // Above the absent ones too: frames that the function enters must not lie over them.
                t.sp.set(self.args.add(places));
                return function(t, Args::raw(self.args, places));
            }
            if let Some((direct, places)) = fits.direct(self.n) {
                let mut bound = [Value::NULL; Fits::MOST];
                for (i, word) in bound[..direct].iter_mut().enumerate() {
                    *word = *self.args.add(i);
                }
                let rest = std::slice::from_raw_parts(self.args.add(direct).cast::<Ref>(), self.n - direct);
                return function(t, Args::with_rest(&bound[..places], rest));
            }
            bind(CallArgs::positional(std::slice::from_raw_parts(self.args.cast::<Ref>(), self.n)))
        }
    }

    /// Drops the operands and puts the result in their place.
    ///
    /// # Safety
    /// As `call`; `r` are the registers behind the instruction.
    #[inline(always)]
    unsafe fn finish(self, t: &Thread, r: Regs, result: PyResult) -> bool {
        // SAFETY: the caller's.
        unsafe {
            let result = match result {
                Ok(value) => value,
                Err(raised) => return raise(t, r, raised),
            };
            t.sp.set(r.sp);
            drop_range(self.args, r.sp);
            let callee = self.base.replace(result.release());
            Regs { sp: self.base.add(1), ..r }.save();
            if callee.is_counted() {
                drop(Ref::adopt(callee));
            }
            true
        }
    }
}

/// Calls the native function below `n` arguments, if they can be handed over where they lie; else the slow handler does it.
#[inline(never)]
pub fn call_native(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, n: u64) -> bool {
    let r = Regs { ip, sp, fp, k, th };
    let t = r.t();
    // SAFETY: callee, reserved words and arguments are on the stack; they stay there during the call.
    unsafe {
        let mut site = Site::of(r, n as usize);
        let native = Object::<Native>::body_of((*site.base).address());
        r.save();
        if let Some(object) = native.bound.peek() {
            site.put_in_front(super::fast::word::dup_from_heap(object.value(), t.base.id));
        } else if native.signature.method && !site.is_method {
            // An unbound method checks its first argument.
            if site.n == 0 {
                return slow(r);
            }
            if let Err(raised) = native.check_self(t, Ref::peek(&*site.args)) {
                return raise(t, r, raised);
            }
        }
        let result = site.call(t, native.function, native.fits, |args| native.call_complete(t, args));
        site.finish(t, r, result)
    }
}

/// Makes an instance of a builtin type. `None`: it takes more than that.
///
/// # Safety
/// As `Site::call`; the registers are saved.
#[inline(always)]
unsafe fn make_builtin(t: &Thread, site: &mut Site, class: &Type) -> Option<PyResult> {
    let types = t.types();
    // SAFETY: the callee's word is the class.
    let callee = unsafe { *site.base };
    if Object::<Type>::header_of(class).type_pointer() != types.type_.as_ptr() {
        return None;
    }
    if callee.address() == types.type_.as_ptr() {
        // SAFETY: there is one argument.
        return (site.n == 1).then(|| Ok(t.type_ref(unsafe { Ref::peek(&*site.args) })));
    }
    let (new, signature) = class.native_new(t)?;
    // SAFETY: the caller's.
    unsafe {
        site.put_in_front(super::fast::word::dup(callee, t.base.id));
        let object =
            match site.call(t, new.call, signature.fits(), |args| signature.bind_and_call(t, new.call, args, None)) {
                Ok(object) => object,
                Err(raised) => return Some(Err(raised)),
            };
        let made = t.type_of(&object);
        if !made.is_subclass(class) {
            return Some(Ok(object));
        }
        if let Some((init, signature)) = made.native_init(t) {
            drop(Ref::adopt(site.args.replace(object.clone().release())));
            if let Err(raised) =
                site.call(t, init.call, signature.fits(), |args| signature.bind_and_call(t, init.call, args, None))
            {
                return Some(Err(raised));
            }
        }
        Some(Ok(object))
    }
}

/// Makes an instance of the class below `n` arguments: of a builtin type, or of a class whose `__new__` is `object`'s, whose
/// `__init__`, a Python function, is entered. Else the slow handler does it.
#[inline(never)]
pub fn construct(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, n: u64) -> bool {
    let r = Regs { ip, sp, fp, k, th };
    let t = r.t();
    // SAFETY: as in `call_native`; frames have eight words more than the compiler's depth.
    unsafe {
        let mut site = Site::of(r, n as usize);
        let class = Object::<Type>::body_of((*site.base).address());
        r.save();
        if class.def.is_some() {
            return match make_builtin(t, &mut site, class) {
                Some(result) => site.finish(t, r, result),
                None => slow(r),
            };
        }
        // Before anything moves on the stack: what the safepoint runs uses the stack from the saved top on. And before the function
        // is looked up: another thread may replace it there.
        if let Err(raised) = t.poll() {
            return raise(t, r, raised);
        }
        let init = class.constructor(t);
        if init.is_null() || site.is_method {
            return slow(r);
        }
        let instance = match t.new_instance(class) {
            Ok(instance) => instance,
            Err(raised) => return raise(t, r, raised),
        };
        let mut f = Frame { r };
        match call::enter_init(t, &mut f, site.base, site.n, Ref::peek(&init), instance, &[]) {
            Ok(()) => {
                f.r.save();
                true
            }
            Err(raised) => raise(t, f.r, raised),
        }
    }
}

/// Runs the slow handler of the instruction before `ip`.
#[inline(always)]
unsafe fn slow(r: Regs) -> bool {
    // SAFETY: `ip` lies behind an instruction.
    drive::run_slow(r.ip, r.sp, r.fp, r.k, r.th, u64::from(unsafe { *r.ip.sub(1) } >> 8))
}

/// What takes a pair apart.
const UNPACK_PAIR: u32 = Op::UNPACK_SEQUENCE as u32 | 2 << 8;

/// Leaves a loop: drops the iterator, which lies at `place`, on top of the stack, and jumps.
#[inline(always)]
unsafe fn end_loop(r: Regs, place: *mut Value, jump: isize) {
    // SAFETY: the caller's.
    unsafe {
        let iterator = place.replace(Value::NULL);
        Regs { ip: r.ip.offset(jump), sp: place, ..r }.save();
        drop(Ref::adopt(iterator));
    }
}

/// The next item of an iterator of any type for a `FOR_ITER` or `FOR_ITER_STORE`.
#[inline(never)]
pub fn iterate(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, arg: u64) -> bool {
    let mut r = Regs { ip, sp, fp, k, th };
    let t = r.t();
    // SAFETY: the iterator is on top of the stack and stays there during the call.
    unsafe {
        let stores = *r.ip.sub(1) as u8 == Op::FOR_ITER_STORE as u8;
        let place = r.sp.sub(1);
        let iterator = Ref::peek(&*place);
        let slots = t.type_of(iterator).slots();
        let Some(next) = slots.next else { return slow(r) };
        r.save();
        if let Some(next_pair) = slots.next_pair
            && *r.ip == UNPACK_PAIR
            && !stores
            && (*iterator.value().address()).kind().0 & Kind::SUBCLASS == 0
        {
            // The pair is taken apart at once: no tuple needs making.
            match next_pair(t, iterator) {
                Ok(Some(Err(item))) => {
                    r.sp.write(item.release());
                    Regs { sp: r.sp.add(1), ..r }.save();
                    return true;
                }
                Ok(Some(Ok((first, second)))) => {
                    r.sp.write(second.release());
                    r.sp.add(1).write(first.release());
                    Regs { ip: r.ip.add(1), sp: r.sp.add(2), ..r }.save();
                    return true;
                }
                Err(raised) if !t.raised_is(&raised, &ex::STOP_ITERATION) => return raise(t, r, raised),
                ended => {
                    drop(ended);
                    end_loop(r, place, (((arg as u32) << 8) as i32 >> 8) as isize);
                    return true;
                }
            }
        }
        match next(t, iterator) {
            Ok(Some(item)) if stores => {
                let local = r.fp.add(arg as usize & 0xff);
                let old = local.replace(reference::heap_form_of_local(item));
                r.save();
                if !old.is_null() {
                    drop(Ref::adopt(old));
                }
            }
            Ok(Some(item)) => {
                r.sp.write(item.release());
                r.sp = r.sp.add(1);
                r.save();
            }
            Err(raised) if !t.raised_is(&raised, &ex::STOP_ITERATION) => return raise(t, r, raised),
            ended => {
                drop(ended);
                let jump = ((arg as u32) << 8) as i32;
                end_loop(r, place, (jump >> if stores { 16 } else { 8 }) as isize);
            }
        }
        true
    }
}
