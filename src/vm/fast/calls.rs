//! Calls of Python functions, and returns.

use super::stack::handler;
use super::word::*;
use crate::bytecode::Op;
use crate::memory::refcount::RefCount;
use crate::memory::{Object, Value};
use crate::object::function::Function;
use crate::object::kind;
use crate::vm::frame::{FRAME_WORDS, Flow, Regs, word_address};

handler! { PREPARE_CALL(r, _arg) {
    let mut r = r;
    r.sp.write(Value::NULL);
    r.sp.add(1).write(Value::NULL);
    r.sp.add(2).write(Value::NULL);
    r.sp = r.sp.add(3);
    Flow::Next(r)
} }

/// Enters a Python function, if it takes exactly the `n` arguments on top of the stack. They go to `args`, below which are the
/// callee's word and the reserved ones: with `GAP` one word further down than they lie.
#[inline(always)]
unsafe fn enter<const GAP: bool>(r: Regs, n: usize) -> Flow {
    // SAFETY: the operands of a call site.
    unsafe {
        let args = r.sp.sub(n + usize::from(GAP));
        let t = r.t();
        let callee = *args.sub(FRAME_WORDS);
        if !callee.is_pointer() {
            return Flow::Other;
        }
        match (*callee.address()).kind() {
            kind::FUNCTION => {}
            kind::NATIVE => return Flow::Native(n),
            kind::TYPE => return Flow::Construct(n),
            _ => return Flow::Other,
        }
        let function = Object::<Function>::body_of(callee.address());
        let instance = &*function.instance();
        let depth = t.depth.get() + 1;
        // Relaxed: the bits are hints; serving them synchronises.
        if instance.simple_args as usize != n
            || t.base.poll.load(std::sync::atomic::Ordering::Relaxed) != 0
            || args.add(instance.frame_words as usize) > t.stack_limit.get()
            || depth > t.recursion_limit.get()
        {
            return Flow::Other;
        }
        t.depth.set(depth);
        args.sub(3).write(Value::from_bits(r.ip as u64));
        args.sub(2).write(Value::from_bits(r.fp as u64));
        args.sub(1).write(Value::from_bits(r.k as u64));
        if GAP {
            let mut i = 0;
            while i < n {
                args.add(i).write(*args.add(i + 1));
                i += 1;
            }
        }
        let locals = instance.locals as usize;
        let mut i = n;
        while i < locals {
            args.add(i).write(Value::NULL);
            i += 1;
        }
        Flow::Next(Regs { ip: instance.start, sp: args.add(locals), fp: args, k: instance.k, th: r.th })
    }
}

handler! { CALL(r, arg) {
    enter::<false>(r, arg as usize)
} }
handler! { CALL_METHOD(r, arg) {
    let n = arg as usize;
    if (*r.sp.sub(n + 1)).is_null() { enter::<true>(r, n) } else { enter::<false>(r, n + 1) }
} }

/// Leaves the frame with the value that `result` gives; locals and operands below `top` are dropped first. When one of them
/// dies the instruction is repeated after its destruction: `retry` are the registers for that.
#[inline(always)]
unsafe fn leave(retry: Regs, top: *mut Value, result: impl FnOnce() -> Value) -> Flow {
    // SAFETY: everything from the locals up to `top` belongs to the frame.
    unsafe {
        let t = retry.t();
        let fp = retry.fp;
        // The first local goes first, as in CPython.
        let mut place = fp;
        while place < top {
            let old = *place;
            if old.is_counted() && !crate::config::UNCOUNTED {
                place.write(Value::NULL);
                if !(*old.address()).count.dec_fast(t.base.id) {
                    return Flow::Drop(retry, old.address());
                }
            }
            place = place.add(1);
        }
        t.depth.set(t.depth.get() - 1);
        let base = fp.sub(FRAME_WORDS);
        let callee = *base;
        let next = Regs {
            ip: (*fp.sub(3)).bits() as *const u32,
            sp: base.add(1),
            fp: (*fp.sub(2)).bits() as *mut Value,
            k: (*fp.sub(1)).bits() as *const u64,
            th: retry.th,
        };
        base.write(result());
        next_dropping(next, callee)
    }
}

/// Does the frame have a frame object, which may take the locals over? Uncounted callees are functions.
#[inline(always)]
unsafe fn has_object(r: Regs) -> bool {
    // SAFETY: a running frame's callee word is alive.
    unsafe {
        let callee = *r.fp.sub(FRAME_WORDS);
        callee.is_counted() && (*callee.address()).kind() == kind::FRAME
    }
}

handler! { INIT_DONE(r, _arg) {
    let v = *r.sp.sub(1);
    if !v.is_none(r.t()) {
        return Flow::Slow;
    }
    let mut r = r;
    r.sp = r.sp.sub(2);
    r.ip = word_address(*r.sp);
    next_dropping(r, v)
} }
handler! { ITER_DONE(r, _arg) {
    let v = *r.sp.sub(1);
    // Of a generator it is known that it is an iterator.
    if !v.is_pointer()
        || (*v.address()).kind() != kind::GENERATOR
        || !Object::<crate::object::generator::Generator>::body_of(v.address()).is_plain()
    {
        return Flow::Slow;
    }
    let mut r = r;
    r.sp = r.sp.sub(2);
    r.ip = word_address(*r.sp);
    r.sp.sub(1).write(v);
    Flow::Next(r)
} }

/// Where an instruction that has pushed its frame's result goes on.
static RETURN_TOP: [u32; 1] = [Op::RETURN as u32];

handler! { RETURN(r, _arg) {
    if has_object(r) {
        return Flow::Slow;
    }
    let top = r.sp.sub(1);
    // A borrow must not leave the frame. It is settled in place, so that a repetition finds it settled.
    let v = settle(*top, r.t().base.id);
    top.write(v);
    leave(Regs { ip: RETURN_TOP.as_ptr(), ..r }, top, || v)
} }
handler! { RETURN_CONST(r, arg) {
    if has_object(r) {
        return Flow::Slow;
    }
    leave(Regs { ip: r.ip.sub(1), ..r }, r.sp, || settle(super::stack::load_k(r, arg), r.t().base.id))
} }
handler! { RETURN_FAST(r, arg) {
    if has_object(r) {
        return Flow::Slow;
    }
    // The local's reference becomes the result.
    let local = r.fp.add(arg as usize);
    let v = settle(*local, r.t().base.id);
    local.write(Value::NULL);
    r.sp.write(v);
    leave(Regs { ip: RETURN_TOP.as_ptr(), sp: r.sp.add(1), ..r }, r.sp, || v)
} }

/// Calls with defaults, and calls of bound methods.
pub mod other {
    use super::*;
    use crate::object::code::Instance;
    use crate::object::method::BoundMethod;
    use crate::object::tuple::Tuple;
    use crate::vm::call::write_saved;

    /// The code that a function runs with `n` arguments at `args`, and the words of the defaults for those that are missing. `None`: it
    /// takes more than that.
    #[inline(always)]
    unsafe fn fitting<'a>(
        r: Regs,
        function: &Function,
        args: *mut Value,
        n: usize,
    ) -> Option<(&'a Instance, *const Value)> {
        // SAFETY: a function keeps its code and its defaults; those that another thread replaces stay until all have passed a safepoint.
        unsafe {
            let t = r.t();
            let instance = &*function.instance();
            let wanted = instance.simple_args;
            if wanted == u32::MAX || n > wanted as usize {
                return None;
            }
            let missing = wanted as usize - n;
            let mut defaults = std::ptr::null();
            if missing != 0 {
                let tuple = function.defaults.load();
                if !tuple.is_pointer() || (*tuple.address()).kind() != kind::TUPLE {
                    return None;
                }
                let items = Object::<Tuple>::body_of(tuple.address()).items();
                defaults = items.as_ptr().cast::<Value>().add(items.len().checked_sub(missing)?);
            }
            // Relaxed: the bits are hints; serving them synchronises.
            let fits = t.base.poll.load(std::sync::atomic::Ordering::Relaxed) == 0
                && args.wrapping_add(instance.frame_words as usize) <= t.stack_limit.get()
                && t.depth.get() < t.recursion_limit.get();
            fits.then_some((instance, defaults))
        }
    }

    /// Goes to the first instruction of a frame with `n` arguments at `args`.
    #[inline(always)]
    unsafe fn start(r: Regs, args: *mut Value, n: usize, instance: &Instance, defaults: *const Value) -> Regs {
        // SAFETY: the reserved words lie below the arguments; the frame fits.
        unsafe {
            let t = r.t();
            t.depth.set(t.depth.get() + 1);
            write_saved(args, r.ip, r.fp, r.k);
            let (wanted, locals) = (instance.simple_args as usize, instance.locals as usize);
            for i in n..wanted {
                args.add(i).write(dup_from_heap(*defaults.add(i - n), t.base.id));
            }
            for i in wanted..locals {
                args.add(i).write(Value::NULL);
            }
            Regs { ip: instance.start, sp: args.add(locals), fp: args, k: instance.k, th: r.th }
        }
    }

    /// As the fast `enter`.
    #[inline(always)]
    unsafe fn enter<const GAP: bool>(r: Regs, n: usize) -> Flow {
        // SAFETY: the operands of a call site.
        unsafe {
            let args = r.sp.sub(n + usize::from(GAP));
            let base = args.sub(FRAME_WORDS);
            let callee = *base;
            if !callee.is_pointer() {
                return Flow::Slow;
            }
            match (*callee.address()).kind() {
                kind::FUNCTION => {
                    let function = Object::<Function>::body_of(callee.address());
                    let Some((instance, defaults)) = fitting(r, function, args, n) else { return Flow::Slow };
                    if GAP {
                        for i in 0..n {
                            args.add(i).write(*args.add(i + 1));
                        }
                    }
                    Flow::Next(start(r, args, n, instance, defaults))
                }
                kind::BOUND_METHOD => {
                    let method = Object::<BoundMethod>::body_of(callee.address());
                    let (function, object) = method.words();
                    if !function.is_pointer() || (*function.address()).kind() != kind::FUNCTION {
                        return Flow::Slow;
                    }
                    let body = Object::<Function>::body_of(function.address());
                    let Some((instance, defaults)) = fitting(r, body, args, n + 1) else { return Flow::Slow };
                    if !GAP {
                        // The object goes in front; frames have eight words more than the compiler's depth.
                        for i in (0..n).rev() {
                            args.add(i + 1).write(*args.add(i));
                        }
                    }
                    let me = r.t().base.id;
                    args.write(dup_from_heap(object, me));
                    base.write(dup_from_heap(function, me));
                    next_dropping(start(r, args, n + 1, instance, defaults), callee)
                }
                _ => Flow::Slow,
            }
        }
    }

    handler! { CALL(r, arg) {
        enter::<false>(r, arg as usize)
    } }
    handler! { CALL_METHOD(r, arg) {
        let n = arg as usize;
        if (*r.sp.sub(n + 1)).is_null() { enter::<true>(r, n) } else { enter::<false>(r, n + 1) }
    } }
}
