//! Parameters of functions and lambdas.

use super::{Expr, Span};
use crate::names::Symbol;

/// The parameters of a function or lambda.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Parameters {
    /// Before `/`.
    pub posonly: Vec<Parameter>,
    /// Positional or keyword.
    pub args: Vec<Parameter>,
    /// `*args`; its `default` is always `None`.
    pub vararg: Option<Box<Parameter>>,
    /// After `*` or `*args`.
    pub kwonly: Vec<Parameter>,
    /// `**kwargs`; its `default` is always `None`.
    pub kwarg: Option<Box<Parameter>>,
}

/// One parameter.
#[derive(Clone, PartialEq, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Symbol,
    /// From its name to the end of its annotation, the default excluded.
    pub span: Span,
    /// After `:`; on `*args` it may be `Starred`.
    pub annotation: Option<Box<Expr>>,
    /// After `=`.
    pub default: Option<Box<Expr>>,
}

impl Parameters {
    /// All parameters in the order of `co_varnames` but for the stars: positional-only, positional, keyword-only,
    /// `*args`, `**kwargs`.
    pub fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.posonly
            .iter()
            .chain(&self.args)
            .chain(&self.kwonly)
            .chain(self.vararg.as_deref())
            .chain(self.kwarg.as_deref())
    }
}
