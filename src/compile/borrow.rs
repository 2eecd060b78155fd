//! Borrowed loads: which LOAD_FAST need not count what they push.
//!
//! A load becomes LOAD_FAST_BORROW when the value is used up inside the same stretch of straight code, by an
//! instruction that only reads it, and the local is neither stored nor deleted before that. Arguments and receivers of
//! calls count as read: the caller's frame outlives the callee's. A value that stays on the stack across a jump, a
//! label or a suspension, or that is copied, keeps its count.

use super::unit::{Ins, Kind};
use crate::bytecode::Op;

/// No load: the value comes from elsewhere.
const OTHER: u32 = u32::MAX;

/// The loads whose values are on the stack, as far as this stretch pushed them.
struct Stack<'c> {
    code: &'c mut [Ins],
    values: Vec<u32>,
}

impl Stack<'_> {
    fn push(&mut self, count: usize) {
        self.values.extend(std::iter::repeat_n(OTHER, count));
    }

    /// The next values are read and dropped.
    fn read(&mut self, count: usize) {
        for _ in 0..count {
            let load = self.values.pop().unwrap_or(OTHER);
            if load != OTHER {
                self.code[load as usize].op = Op::LOAD_FAST_BORROW;
            }
        }
    }

    /// The next values go to a new owner.
    fn take(&mut self, count: usize) {
        let rest = self.values.len().saturating_sub(count);
        self.values.truncate(rest);
    }

    fn forget_local(&mut self, local: u32) {
        for load in &mut self.values {
            if *load != OTHER && self.code[*load as usize].arg == local {
                *load = OTHER;
            }
        }
    }

    /// Only the top changes its place, under `below` words of a prepared call.
    fn prepare_method(&mut self, dropped: usize) {
        let receiver = self.values.pop().unwrap_or(OTHER);
        self.read(dropped);
        self.push(4);
        self.values.push(receiver);
    }
}

/// Runs the pass over a unit's code.
pub(super) fn run(code: &mut [Ins]) {
    let count = code.len();
    let mut stack = Stack { code, values: Vec::with_capacity(16) };
    for i in 0..count {
        let ins = stack.code[i];
        match ins.kind {
            Kind::Plain => step(&mut stack, ins, i as u32),
            Kind::Jump => {
                if matches!(
                    ins.op,
                    Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE | Op::POP_JUMP_IF_NONE | Op::POP_JUMP_IF_NOT_NONE
                ) {
                    stack.read(1);
                }
                stack.values.clear();
            }
            Kind::Label | Kind::Setup | Kind::Cold => stack.values.clear(),
        }
    }
}

fn step(stack: &mut Stack<'_>, ins: Ins, index: u32) {
    let arg = ins.arg as usize;
    match ins.op {
        Op::LOAD_FAST => stack.values.push(index),
        Op::LOAD_FAST_CHECK
        | Op::LOAD_CONST
        | Op::LOAD_GLOBAL
        | Op::LOAD_NAME
        | Op::LOAD_DEREF
        | Op::LOAD_CLOSURE
        | Op::LOAD_CLASS_DEREF
        | Op::PUSH_NULL
        | Op::LOAD_LOCALS
        | Op::LOAD_BUILD_CLASS
        | Op::LOAD_ASSERTION_ERROR => {
            stack.push(1);
        }
        Op::STORE_FAST => {
            stack.take(1);
            stack.forget_local(ins.arg);
        }
        Op::DELETE_FAST | Op::CLEAR_FAST => stack.forget_local(ins.arg),
        Op::POP => stack.read(1),
        Op::COPY => {
            if let Some(at) = stack.values.len().checked_sub(arg) {
                stack.values[at] = OTHER;
            }
            stack.push(1);
        }
        Op::SWAP => match stack.values.len().checked_sub(arg) {
            Some(at) => {
                let top = stack.values.len() - 1;
                stack.values.swap(at, top);
            }
            None => stack.values.clear(),
        },
        Op::PREPARE_CALL => stack.push(3),
        Op::CALL => {
            stack.read(arg + 4);
            stack.push(1);
        }
        Op::CALL_METHOD => {
            stack.read(arg + 5);
            stack.push(1);
        }
        Op::CALL_KW => {
            stack.read(arg + 6);
            stack.push(1);
        }
        Op::LOAD_METHOD => stack.prepare_method(0),
        Op::LOAD_SUPER_METHOD => stack.prepare_method(2),
        Op::LOAD_SUPER_ATTR => {
            stack.read(3);
            stack.push(1);
        }
        Op::LOAD_ATTR | Op::UNARY_NEGATIVE | Op::UNARY_POSITIVE | Op::UNARY_INVERT | Op::UNARY_NOT => {
            stack.read(1);
            stack.push(1);
        }
        Op::ADD
        | Op::SUB
        | Op::MUL
        | Op::TRUE_DIV
        | Op::FLOOR_DIV
        | Op::MOD
        | Op::POW
        | Op::LSHIFT
        | Op::RSHIFT
        | Op::AND
        | Op::OR
        | Op::XOR
        | Op::MATMUL
        | Op::INPLACE
        | Op::INPLACE_ADD
        | Op::INPLACE_SUB
        | Op::INPLACE_MUL
        | Op::LT
        | Op::LE
        | Op::EQ
        | Op::NE
        | Op::GT
        | Op::GE
        | Op::IS
        | Op::CONTAINS
        | Op::SUBSCR => {
            stack.read(2);
            stack.push(1);
        }
        Op::SLICE => {
            stack.read(3);
            stack.push(1);
        }
        Op::STORE_ATTR => {
            stack.read(1);
            stack.take(1);
        }
        Op::STORE_SUBSCR => {
            stack.read(2);
            stack.take(1);
        }
        Op::STORE_SLICE => stack.read(4),
        Op::DELETE_ATTR => stack.read(1),
        Op::DELETE_SUBSCR => stack.read(2),
        Op::UNPACK_SEQUENCE => {
            stack.read(1);
            stack.push(arg);
        }
        Op::BUILD_TUPLE | Op::BUILD_LIST | Op::BUILD_SET | Op::BUILD_STRING | Op::BUILD_SLICE => {
            stack.take(arg);
            stack.push(1);
        }
        Op::LIST_FOR => {
            stack.take(1);
            stack.push(2);
        }
        Op::BUILD_MAP => {
            stack.take(2 * arg);
            stack.push(1);
        }
        Op::LIST_APPEND
        | Op::SET_ADD
        | Op::LIST_EXTEND
        | Op::SET_UPDATE
        | Op::DICT_UPDATE
        | Op::DICT_MERGE
        | Op::STORE_GLOBAL
        | Op::STORE_NAME
        | Op::STORE_DEREF => stack.take(1),
        Op::MAP_ADD => stack.take(2),
        Op::GET_ITER | Op::CONVERT_VALUE | Op::FORMAT_SIMPLE | Op::LIST_TO_TUPLE => {
            stack.take(1);
            stack.push(1);
        }
        Op::FORMAT_WITH_SPEC => {
            stack.take(2);
            stack.push(1);
        }
        // Suspensions, handlers, returns and what is rare: nothing on the stack is borrowed across them.
        _ => stack.values.clear(),
    }
}
