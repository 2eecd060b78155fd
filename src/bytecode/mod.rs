//! Bytecode: the opcode table, code units, the disassembler. Knows no objects.

pub mod code;
pub mod dis;
#[macro_use]
pub mod op;
pub(crate) mod repr;

pub use code::{CodeUnit, Const, ExceptionRange, KEntry, Position};
pub use op::{BinaryOp, CompareOp, Instr, Op, Operand};
