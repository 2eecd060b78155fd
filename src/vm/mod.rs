//! The interpreter: dispatch, frames, calls, unwinding, generators.
//!
//! Each opcode has a *fast* handler, inlined into both dispatch drivers, which does the common case on raw words without
//! calling anything, and a *slow* one, which does everything, with owned references and errors. The fast one gives up before it has
//! changed anything; then the slow one starts over.

pub mod bind;
pub mod call;
pub mod capture;
pub mod count;
pub mod drive;
pub mod fast;
pub mod frame;
pub mod generator;
pub mod safepoint;
pub mod slow;
pub mod unwind;
pub mod warm;

use crate::runtime::vm::Interpreter;

/// What the loop offers to the layers below.
pub static INTERPRETER: Interpreter = Interpreter {
    call: call::call_function,
    next: generator::next,
    resume: generator::resume,
    safepoint: safepoint::serve,
};
