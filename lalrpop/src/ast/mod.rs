//! The syntax tree: the constructors of Python 3.12's `ast` module as Rust types.
//!
//! Where the tree differs from CPython's it is so that no consumer recurses deeply: chains of binary operators
//! and of `elif` are stored flat, and every expression knows its depth, which the parser keeps at or below
//! [`MAX_DEPTH`]. A consumer that recurses once a level, and the compiler-made `Drop`, are therefore safe on an
//! ordinary stack. Load, store and delete contexts are not stored; the position of an expression implies them.

mod constant;
mod expression;
mod operator;
mod parameter;
mod pattern;
mod statement;

pub use constant::*;
pub use expression::*;
pub use operator::*;
pub use parameter::*;
pub use pattern::*;
pub use statement::*;

use crate::names::Symbol;

/// Deepest nesting of expressions the parser accepts. Statements nest at most 100 deep (the indentation limit of
/// the token layer), brackets at most 200.
pub const MAX_DEPTH: u16 = 500;

/// A half-open range of byte offsets into the source text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }
}

/// What one call of the parser yields.
#[derive(Clone, PartialEq, Debug)]
pub enum Mod {
    /// A file or the text given to `exec`.
    Module(Vec<Stmt>),
    /// One statement (or one line of simple statements) typed at a prompt: values of expressions are printed.
    Interactive(Vec<Stmt>),
    /// The text given to `eval`.
    Expression(Box<Expr>),
}

/// A name together with its place, where a tree node holds a bare name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ident {
    /// The name.
    pub name: Symbol,
    /// Where it is written.
    pub span: Span,
}
