//! Slow handlers: the whole of each instruction, on owned references, with errors.
//!
//! A handler finds the registers saved and the operands untouched. What it pops it owns. On an error the unwinder drops whatever
//! is left on the operand stack.

#![allow(non_snake_case)]

pub mod attr;
pub mod build;
pub mod calls;
pub mod control;
pub mod coroutine;
pub mod matching;
pub mod modules;
pub mod names;
pub mod operators;
pub mod stack;

pub use attr::*;
pub use build::*;
pub use calls::*;
pub use control::*;
pub use coroutine::*;
pub use matching::*;
pub use modules::*;
pub use names::*;
pub use operators::*;
pub use stack::*;

use super::frame::Frame;
use crate::runtime::{PyResult, Thread};

macro_rules! always_fast {
    ($($name:ident)*) => {
        $(
            /// The fast handler never gives up.
            pub fn $name(_t: &Thread, _f: &mut Frame, _arg: u32) -> PyResult<()> {
                unreachable!("the fast handler completes this instruction")
            }
        )*
    };
}

always_fast! {
    NOP POP COPY SWAP PUSH_NULL LOAD_CONST LOAD_FAST LOAD_FAST_BORROW CLEAR_FAST LOAD_FAST_BORROW_LOAD_FAST_BORROW LOAD_FAST_BORROW_LOAD_CONST STORE_FAST LOAD_CLOSURE
    JUMP POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE IS END_FOR PREPARE_CALL LOAD_FAST_LOAD_FAST
    LOAD_FAST_LOAD_CONST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST EXIT
}
