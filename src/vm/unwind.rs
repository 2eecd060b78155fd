//! Unwinding: finds the handler of a raised exception, frame by frame.

use super::capture;
use super::frame::{FRAME_WORDS, Regs, code_of, exit_ip, instruction_index, is_pseudo, word_address};
use super::generator;
use crate::memory::{Ref, Value};
use crate::object::exception as ex;
use crate::object::generator::Generator;
use crate::runtime::{Raised, Thread};

/// Unwinds to the innermost handler and gives the registers to go on with; `None` when the run's entry frame is left: the exception
/// is then in `t.pending`.
pub fn unwind(t: &Thread, r: Regs, raised: Raised) -> Option<Regs> {
    ex::set_context(t, &raised);
    unwind_thrown(t, r, raised)
}

/// As `unwind` for an exception that has its context.
pub fn unwind_thrown(t: &Thread, mut r: Regs, mut raised: Raised) -> Option<Regs> {
    loop {
        // SAFETY: the registers are those of a running frame, and so are the ones restored below.
        unsafe {
            let code = code_of(r.k);
            let index = instruction_index(r.k, r.ip);
            if !t.reraising.replace(false) {
                ex::add_traceback(t, &raised, index, r.fp, r.k);
            }
            let unit = &code.unit;
            let handler = unit.exceptions.iter().find(|range| range.start <= index && index < range.end);
            if let Some(range) = handler {
                capture::caught(t, &raised, r, code, index);
                let base = r.fp.add(unit.locals.len() + range.depth as usize);
                r = drop_operands(r, base);
                r.sp.write(raised.0.release());
                r.sp = r.sp.add(1);
                r.ip = crate::object::code::Instance::instrs_of(r.k).add(range.target as usize);
                return Some(r);
            }
            // Leave the frame.
            r = capture::left(t, &raised, r, code, index);
            let is_generator = (*r.fp.sub(FRAME_WORDS)).kind_if_pointer() == crate::object::kind::GENERATOR;
            if is_generator {
                let generator = Ref::peek(&*r.fp.sub(FRAME_WORDS)).clone();
                let body = generator.downcast::<Generator>().expect("just tested");
                raised = generator::finish_by_error(t, body, raised);
            }
            t.depth.set(t.depth.get() - 1);
            let base = r.fp.sub(FRAME_WORDS);
            let (ip, fp, k) = saved(r.fp);
            let callee = base.replace(Value::NULL);
            r = Regs { ip, sp: base, fp, k, th: r.th };
            drop(Ref::adopt(callee));
            if ip == exit_ip() {
                drop(t.pending.replace(raised.0));
                r.save();
                return None;
            }
            if is_pseudo(ip) {
                // Operand and real return address below.
                r = leave_pseudo(r);
            }
        }
    }
}

/// Drops the pseudo frame's operand and restores the caller's `ip`.
///
/// # Safety
/// `r` is in front of `INIT_DONE` or the like with its two words on top.
unsafe fn leave_pseudo(mut r: Regs) -> Regs {
    // SAFETY: the caller's; see `frame::is_pseudo` for the layout.
    unsafe {
        r.sp = r.sp.sub(1);
        r.ip = word_address(*r.sp);
        r.sp = r.sp.sub(1);
        let operand = r.sp.replace(Value::NULL);
        if !operand.is_null() {
            drop(Ref::adopt(operand));
        }
    }
    r
}

/// Saved `ip`, `fp` and `k` of the frame at `fp`.
///
/// # Safety
/// `fp` is a frame's.
#[inline(always)]
pub unsafe fn saved(fp: *mut Value) -> (*const u32, *mut Value, *const u64) {
    // SAFETY: the layout in `frame`.
    unsafe { ((*fp.sub(3)).bits() as *const u32, (*fp.sub(2)).bits() as *mut Value, (*fp.sub(1)).bits() as *const u64) }
}

/// Drops everything above `base`.
///
/// # Safety
/// The words between `base` and `sp` are operands or locals.
unsafe fn drop_operands(mut r: Regs, base: *mut Value) -> Regs {
    while r.sp > base {
        // SAFETY: the caller's; the word moves out before its destructor may run code above it.
        unsafe {
            r.sp = r.sp.sub(1);
            let value = r.sp.replace(Value::NULL);
            if value.is_counted() {
                r.save();
                drop(Ref::adopt(value));
            }
        }
    }
    r
}
