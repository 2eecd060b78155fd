//! Generators and coroutines: resuming, suspending, returning. What involves exceptions that are being handled is slow.

use super::stack::handler;
use super::word::*;
use crate::bytecode::Op;
use crate::config::UNCOUNTED;
use crate::memory::refcount::RefCount as _;
use crate::memory::{Header, Object, Value, header};
use crate::object::generator::{Generator, State};
use crate::object::kind;
use crate::vm::frame::{FRAME_WORDS, Flow, Regs, distance};
use crate::vm::generator;

/// Does a word name a generator or the like?
#[inline(always)]
unsafe fn is_generator(v: Value) -> bool {
    // SAFETY: a live value.
    unsafe { v.is_pointer() && (*v.address()).kind() == kind::GENERATOR }
}

handler! { SEND(r, _arg) {
    let base = r.sp.sub(1);
    if !is_generator(*base.sub(1)) {
        return Flow::Slow;
    }
    match generator::enter_at(r, base, *base, true) {
        Some(r) => Flow::Next(r),
        None => Flow::Slow,
    }
} }

/// Pushes the frame of the generator that a loop goes over; another iterator is asked for its next item.
#[inline(always)]
unsafe fn resume_for_loop(r: Regs) -> Flow {
    // SAFETY: the iterator is on top of the stack.
    unsafe {
        if !is_generator(*r.sp.sub(1)) {
            return Flow::Iterate;
        }
        match generator::enter_at(r, r.sp, Value::none(r.t()), true) {
            Some(r) => {
                // The None that was sent is counted now that it was taken; it never dies.
                let _ = dup(Value::none(r.t()), r.t().base.id);
                Flow::Next(r)
            }
            None => Flow::Slow,
        }
    }
}

handler! { YIELD(r, _arg) {
    match generator::suspend(r, true) {
        Some((r, callee, old)) => next_dropping_two(r, callee, old),
        None => Flow::Slow,
    }
} }

/// Whether `finish` can leave the running frame: no exception is being handled in or around it, and the frame's own reference can be
/// given up without a call.
#[inline(always)]
unsafe fn can_finish(r: Regs) -> bool {
    // SAFETY: the frame is that of a generator, which is its callee word.
    unsafe {
        let callee = *r.fp.sub(FRAME_WORDS);
        let g = Object::<Generator>::body_of(callee.address());
        r.t().handled.load().is_null() && g.outer.load().is_null() && is_dropped_fast(r, callee)
    }
}

/// Whether [`drop_fast`] will do for a word that is not the last reference.
#[inline(always)]
unsafe fn is_dropped_fast(r: Regs, v: Value) -> bool {
    // SAFETY: a live value.
    UNCOUNTED || !v.is_counted() || unsafe { (*v.address()).count.dec_is_fast(r.t().base.id) }
}

/// Leaves the frame of a generator, which is finished, with the value on top of the stack; `retry` are the registers at an
/// instruction that does so.
///
/// # Safety
/// As [`can_finish`], which said yes.
#[inline(always)]
unsafe fn finish(retry: Regs) -> Flow {
    // SAFETY: everything from the locals up to the value belongs to the frame; the callee word is the generator.
    unsafe {
        let t = retry.t();
        let fp = retry.fp;
        let base = fp.sub(FRAME_WORDS);
        let callee = *base;
        let g = Object::<Generator>::body_of(callee.address());
        let top = retry.sp.sub(1);
        // The value may be a borrow from a local. Settled in place, so that a repetition finds it settled.
        let value = settle_in_heap(*top, t.base.id);
        top.write(value);
        // The first local goes first, as in CPython.
        let mut place = fp;
        while place < top {
            let old = place.replace(Value::NULL);
            if !drop_fast(retry, old) {
                return Flow::Drop(retry, old.address());
            }
            place = place.add(1);
        }
        // One of the locals may have been the generator itself.
        if !is_dropped_fast(retry, callee) {
            return Flow::Next(retry);
        }
        t.depth.set(t.depth.get() - 1);
        let (ip, fp, k) = crate::vm::unwind::saved(fp);
        let mut r = Regs { ip, sp: base, fp, k, th: retry.th };
        // A finished generator has nothing to close.
        let object: *mut Header = callee.address();
        if (*object).has(header::HAS_FINALIZER) {
            (*object).unset(header::HAS_FINALIZER);
        }
        g.set_state(State::Finished);
        // The instruction that resumed it, or for native code, which is told that this is the return value, an EXIT.
        let resumer = *ip.sub(1);
        let (first, second) = if resumer as u8 == Op::SEND as u8 {
            let receiver = base.sub(1).replace(value);
            r.ip = ip.offset(distance(resumer >> 8) as isize);
            (callee, receiver)
        } else if resumer as u8 == Op::EXIT as u8 {
            t.generator_ended.set(true);
            base.write(value);
            r.sp = base.add(1);
            (callee, Value::NULL)
        } else {
            let stores = resumer as u8 == Op::FOR_ITER_STORE as u8;
            let jump = (resumer & !0xff) as i32;
            r.ip = ip.offset((jump >> if stores { 16 } else { 8 }) as isize);
            r.sp = base.sub(1);
            let iterator = *r.sp;
            // What is returned to a loop is most often None.
            let done = drop_fast(r, callee);
            debug_assert!(done);
            (value, iterator)
        };
        next_dropping_two(r, first, second)
    }
}

/// Where an instruction that has pushed its generator's result goes on.
static RETURN_TOP: [u32; 1] = [Op::GENERATOR_RETURN as u32];

handler! { GENERATOR_RETURN(r, _arg) {
    if can_finish(r) { finish(Regs { ip: r.ip.sub(1), ..r }) } else { Flow::Slow }
} }
handler! { GENERATOR_RETURN_CONST(r, arg) {
    if !can_finish(r) {
        return Flow::Slow;
    }
    r.sp.write(super::stack::load_k(r, arg));
    finish(Regs { ip: RETURN_TOP.as_ptr(), sp: r.sp.add(1), ..r })
} }
handler! { GENERATOR_RETURN_FAST(r, arg) {
    let place = r.fp.add(arg as usize);
    if (*place).is_null() || !can_finish(r) {
        return Flow::Slow;
    }
    r.sp.write(place.replace(Value::NULL));
    finish(Regs { ip: RETURN_TOP.as_ptr(), sp: r.sp.add(1), ..r })
} }

handler! { GET_AWAITABLE(r, _arg) {
    let v = *r.sp.sub(1);
    if is_generator(v) {
        let g = Object::<Generator>::body_of(v.address());
        // Nobody awaits a coroutine that has not started.
        if g.is_coroutine() && g.state() == State::Created {
            return Flow::Next(r);
        }
    }
    Flow::Slow
} }
handler! { GET_YIELD_FROM_ITER(r, _arg) {
    let v = *r.sp.sub(1);
    if is_generator(v) && Object::<Generator>::body_of(v.address()).is_plain() { Flow::Next(r) } else { Flow::Slow }
} }
handler! { GET_ITER(r, _arg) {
    let v = *r.sp.sub(1);
    if is_generator(v) && Object::<Generator>::body_of(v.address()).is_plain() { Flow::Next(r) } else { Flow::Slow }
} }

handler! { EXIT(r, _arg) { Flow::Exit(r) } }

/// Loops over what is no range, list or tuple.
pub mod other {
    use super::*;

    handler! { FOR_ITER(r, _arg) { resume_for_loop(r) } }
    handler! { FOR_ITER_STORE(r, _arg) { resume_for_loop(r) } }
}
