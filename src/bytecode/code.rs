//! `CodeUnit`: what the compiler hands to the virtual machine.
//!
//! A unit knows no objects: constants are a small enum, names are strings. The VM turns a unit into a code object
//! when it is loaded, which is where immortality and interning are decided; so the compiler and the disassembler are
//! the same in every variant.

use std::sync::Arc;

/// Where an instruction came from: lines from 1, columns from 0 in UTF-8 bytes, as CPython's `co_positions`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub col: u32,
    pub end_col: u32,
}

/// A constant of a code unit.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// An integer outside `i64`: decimal digits, or `0x` and hexadecimal ones; a `-` before either if negative.
    BigInt(Box<str>),
    Float(f64),
    /// Real and imaginary part.
    Complex(f64, f64),
    Str(Box<str>),
    /// A string with lone surrogates, by code points.
    WideStr(Box<[u32]>),
    Bytes(Box<[u8]>),
    Tuple(Box<[Const]>),
    FrozenSet(Box<[Const]>),
    Code(Arc<CodeUnit>),
}

/// One word of `k`, the array that an instruction's operand indexes.
///
/// `k[0]`, `k[1]` and `k[2]` are set by the VM (globals, builtins, the code object); the compiler emits `Reserved` there.
#[derive(Clone, PartialEq, Debug)]
pub enum KEntry {
    Reserved,
    Const(Const),
    /// An identifier (interned by the VM).
    Name(Box<str>),
    /// An inline cache word, zero at first.
    Cache,
}

/// A range of instructions guarded by a handler; ranges are searched innermost first (the table is in that order).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExceptionRange {
    /// First guarded instruction.
    pub start: u32,
    /// One past the last guarded instruction.
    pub end: u32,
    /// Where the handler starts; the exception is pushed there.
    pub target: u32,
    /// Operand stack depth (in words above the locals) that the handler expects below the exception.
    pub depth: u32,
}

/// Bits of `CodeUnit::flags`; the first ones have CPython's values of `co_flags`.
pub mod flags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    /// The function is defined inside another one: it is never deferred.
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    /// A generator that can be awaited (`types.coroutine`).
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    /// A generator or the like that must be closed when it dies suspended: it handles exceptions or delegates.
    pub const NEEDS_CLOSE: u32 = 0x800_0000;
    /// `from __future__ import annotations` is in force.
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;
    /// Module, class body or `exec` text: local 0 holds the namespace mapping.
    pub const NAMESPACE: u32 = 0x1000_0000;
    /// A class body.
    pub const CLASS_BODY: u32 = 0x2000_0000;
    /// The first constant is the docstring.
    pub const DOCSTRING: u32 = 0x4000_0000;
}

/// The compiled form of a module, class body, function, lambda or comprehension.
///
/// Locals are laid out as: parameters in order (positional-only and positional-or-keyword, keyword-only, `*args`,
/// `**kwargs`), other local variables, own cell variables that are not parameters, then free variables. A parameter
/// that is also a cell variable keeps its index: `MAKE_CELL` wraps it at entry. In a unit with `NAMESPACE`, local 0 is
/// the namespace and has the name `.namespace`.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeUnit {
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub filename: Arc<str>,
    pub first_line: u32,
    pub flags: u32,
    /// Positional parameters, the positional-only ones included.
    pub arg_count: u32,
    pub posonly_count: u32,
    pub kwonly_count: u32,
    /// Names of all locals in order; `locals.len()` is their number.
    pub locals: Vec<Box<str>>,
    /// Indices (into `locals`) of the variables that live in cells created by this unit.
    pub cells: Vec<u32>,
    /// How many of the last `locals` are free variables, in the order of the closure tuple.
    pub free_count: u32,
    /// Deepest operand stack in words, the words of prepared calls included.
    pub stack_size: u32,
    pub instrs: Vec<u32>,
    pub k: Vec<KEntry>,
    pub exceptions: Vec<ExceptionRange>,
    /// Where each run of instructions came from: (first instruction, position), ascending.
    pub lines: Vec<(u32, Position)>,
}

impl CodeUnit {
    /// The position of instruction `index`.
    pub fn position(&self, index: u32) -> Position {
        match self.lines.partition_point(|(start, _)| *start <= index) {
            0 => Position { line: self.first_line, end_line: self.first_line, col: 0, end_col: 0 },
            n => self.lines[n - 1].1,
        }
    }

    /// Number of parameters that occupy locals, `*args` and `**kwargs` included.
    pub fn param_count(&self) -> u32 {
        self.arg_count
            + self.kwonly_count
            + u32::from(self.flags & flags::VARARGS != 0)
            + u32::from(self.flags & flags::VARKEYWORDS != 0)
    }
}

impl Const {
    /// Appends the constant as Python's `repr` writes it (strings: every character that is no control stays as it is).
    pub fn write_repr(&self, out: &mut String) {
        super::repr::write_constant(out, self);
    }
}
