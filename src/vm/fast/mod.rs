//! Fast handlers: the common case of each instruction on raw words.
//!
//! A handler either completes the instruction and returns the registers to go on with, or returns `Flow::Slow` having changed
//! nothing. It calls nothing that is not inlined, so that the drivers need no native stack; that is why destruction and
//! queueing are handed to the driver.

#![allow(non_snake_case)]

pub mod arith;
pub mod attr;
pub mod calls;
pub mod compare;
pub mod generator;
pub mod iter;
pub mod names;
pub mod stack;
pub mod word;

pub use arith::*;
pub use attr::*;
pub use calls::*;
pub use compare::*;
pub use generator::*;
pub use iter::*;
pub use names::*;
pub use stack::*;

use super::frame::{Flow, Regs};

macro_rules! slow_only {
    ($($name:ident)*) => {
        $(
            /// Always by the slow handler.
            ///
            /// # Safety
            /// None needed; uniform with the other handlers.
            #[inline(always)]
            pub unsafe fn $name(_r: Regs, _arg: u32) -> Flow {
                Flow::Slow
            }
        )*
    };
}

/// Second chances: what a fast handler leaves with `Flow::Other`, under the same rules.
pub mod other {
    macro_rules! none {
        ($($name:ident)*) => { slow_only! { $($name)* } };
    }
    #[allow(dead_code)] // those of `attr::other` stand in front
    mod none {
        use crate::vm::frame::{Flow, Regs};
        for_each_opcode!(none);
    }
    pub use super::attr::other::{LOAD_ATTR, LOAD_ATTR_F, LOAD_METHOD, LOAD_METHOD_F, STORE_ATTR, STORE_ATTR_F};
    pub use super::calls::other::{CALL, CALL_METHOD};
    pub use super::generator::other::{FOR_ITER, FOR_ITER_STORE};
    pub use none::*;
}

slow_only! {
    LOAD_FAST_CHECK DELETE_FAST MAKE_CELL DELETE_DEREF LOAD_CLASS_DEREF DELETE_GLOBAL
    LOAD_NAME STORE_NAME DELETE_NAME LOAD_LOCALS LOAD_BUILD_CLASS DELETE_ATTR LOAD_SUPER_ATTR LOAD_SUPER_METHOD
    UNARY_POSITIVE UNARY_INVERT POW MATMUL DELETE_SUBSCR SLICE STORE_SLICE  BUILD_TUPLE BUILD_LIST LIST_FOR
    BUILD_SET BUILD_MAP BUILD_STRING BUILD_SLICE SET_ADD MAP_ADD LIST_EXTEND SET_UPDATE DICT_UPDATE DICT_MERGE LIST_TO_TUPLE
    UNPACK_EX CONVERT_VALUE FORMAT_SIMPLE FORMAT_WITH_SPEC CALL_KW CALL_EX MAKE_FUNCTION
    ASYNC_GEN_WRAP GET_AITER GET_ANEXT END_ASYNC_FOR RAISE RERAISE
    PUSH_EXC POP_EXC CHECK_EXC_MATCH CHECK_EG_MATCH PREP_RERAISE_STAR LOAD_ASSERTION_ERROR BEFORE_WITH WITH_EXCEPT_START
    BEFORE_ASYNC_WITH IMPORT_NAME IMPORT_FROM IMPORT_STAR SETUP_ANNOTATIONS MATCH_SEQUENCE MATCH_MAPPING MATCH_KEYS MATCH_CLASS
    GET_LEN DICT_WITHOUT_KEYS PRINT_EXPR RAISE_PENDING RETURN_GENERATOR
    CONTAINS
}
