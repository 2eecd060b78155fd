//! Patterns of match statements.

use super::{Constant, Expr, Ident, Span};
use crate::names::Symbol;

/// A pattern of a `case`. Every nesting takes a bracket, so patterns are at most some 200 deep.
#[derive(Clone, PartialEq, Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// Where it is.
    pub span: Span,
}

/// The patterns.
#[derive(Clone, PartialEq, Debug)]
pub enum PatternKind {
    /// A number, string or dotted name, compared with `==`.
    Value(Box<Expr>),
    /// `None`, `True` or `False`, compared with `is`.
    Singleton(Constant),
    /// `[a, *b]`.
    Sequence(Vec<Pattern>),
    /// `{key: pattern, **rest}`.
    Mapping(Box<MatchMapping>),
    /// `Class(a, b=c)`.
    Class(Box<MatchClass>),
    /// `*name`; without a name `*_`. Occurs only in `Sequence`.
    Star(Option<Symbol>),
    /// `pattern as name`, `name`, or `_` (neither).
    As(Option<Box<Pattern>>, Option<Symbol>),
    /// `a | b`.
    Or(Vec<Pattern>),
}

/// `{key: pattern, **rest}`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MatchMapping {
    /// Literals and dotted names.
    pub keys: Vec<Expr>,
    /// As many as there are keys.
    pub patterns: Vec<Pattern>,
    /// After `**`.
    pub rest: Option<Symbol>,
}

/// `class(patterns, keyword=pattern)`.
#[derive(Clone, PartialEq, Debug)]
pub struct MatchClass {
    /// A name or dotted name.
    pub class: Expr,
    /// Positional patterns.
    pub patterns: Vec<Pattern>,
    /// Keyword patterns.
    pub keywords: Vec<(Ident, Pattern)>,
}
