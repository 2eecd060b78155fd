//! Event counters of the interpreter loop: instructions, and the references that loads push. Empty without the feature `stats`.

use super::frame::Regs;
use crate::bytecode::Op;
use crate::config;
use crate::memory::Value;
use crate::memory::copies::{self, Loaded};

/// Called in front of every instruction with its word.
///
/// # Safety
/// The registers are those of a running frame, `ip` at the instruction.
#[inline(always)]
pub unsafe fn instruction(r: Regs, word: u32) {
    if config::STATS {
        // SAFETY: the caller's.
        unsafe { note(r.fp, r.sp, word) }
    }
}

/// The registers come one by one: a struct would lie in the handler's memory, and the handler could not end in a jump.
#[inline(never)]
unsafe fn note(fp: *const Value, sp: *const Value, word: u32) {
    let op = Op::from_u8(word as u8).unwrap_or(Op::NOP);
    // SAFETY: the caller's.
    unsafe { copies::instruction(fp, sp, loads(fp, sp, op, word >> 8)) }
}

/// Is it a load that runs no other code, and so copies exactly what it pushes?
pub fn is_plain_load(op: u8) -> bool {
    matches!(
        Op::from_u8(op),
        Some(
            Op::LOAD_CONST
                | Op::LOAD_FAST
                | Op::LOAD_FAST_CHECK
                | Op::LOAD_FAST_BORROW
                | Op::LOAD_CLOSURE
                | Op::LOAD_DEREF
                | Op::LOAD_GLOBAL
                | Op::LOAD_GLOBAL_CALL
                | Op::LOAD_NAME
                | Op::COPY
                | Op::UNPACK_SEQUENCE
        )
    )
}

/// What an instruction will have pushed.
fn loads(fp: *const Value, sp: *const Value, op: Op, arg: u32) -> Loaded {
    // Places relative to the top of the stack before the instruction.
    let at = |grows: isize, first: isize, words: usize| Loaded {
        fp,
        sp: sp.wrapping_offset(grows),
        first: sp.wrapping_offset(first),
        words,
        extra: std::ptr::null(),
    };
    match op {
        Op::LOAD_CONST
        | Op::LOAD_FAST
        | Op::LOAD_FAST_CHECK
        | Op::LOAD_FAST_BORROW
        | Op::LOAD_CLOSURE
        | Op::LOAD_DEREF
        | Op::LOAD_GLOBAL
        | Op::LOAD_NAME
        | Op::COPY
        | Op::LOAD_ATTR_F
        | Op::SUBSCR_FF
        | Op::FOR_ITER => at(1, 0, 1),
        Op::LOAD_FAST_LOAD_FAST
        | Op::LOAD_FAST_LOAD_CONST
        | Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW
        | Op::LOAD_FAST_BORROW_LOAD_CONST => at(2, 0, 2),
        Op::STORE_FAST_LOAD_FAST | Op::LOAD_ATTR | Op::SUBSCR_F | Op::SUBSCR_C => at(0, -1, 1),
        Op::SUBSCR => at(-1, -2, 1),
        Op::LOAD_GLOBAL_CALL => at(4, 0, 1),
        Op::LOAD_METHOD => at(4, -1, 1),
        Op::LOAD_METHOD_F => Loaded { extra: sp.wrapping_offset(4), ..at(5, 0, 1) },
        Op::UNPACK_SEQUENCE => at(arg as isize - 1, -1, arg as usize),
        Op::FOR_ITER_STORE => Loaded { first: fp.wrapping_add((arg & 0xff) as usize), ..at(0, 0, 1) },
        _ => Loaded::NOTHING,
    }
}
