//! Statements.

use super::{Expr, Ident, Keyword, Operator, Parameters, Pattern, Span};
use crate::names::Symbol;

/// A statement. For decorated functions and classes the span starts at `def`, `async` or `class`.
#[derive(Clone, PartialEq, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it is.
    pub span: Span,
}

/// The statements.
#[derive(Clone, PartialEq, Debug)]
pub enum StmtKind {
    /// `def` and `async def`.
    FunctionDef(Box<FunctionDef>),
    /// `class`.
    ClassDef(Box<ClassDef>),
    /// `return`, with or without a value.
    Return(Option<Box<Expr>>),
    /// `del a, b`.
    Delete(Vec<Expr>),
    /// `a = b = value`.
    Assign(Box<Assign>),
    /// `a += value`.
    AugAssign(Box<AugAssign>),
    /// `a: annotation = value`.
    AnnAssign(Box<AnnAssign>),
    /// `for` and `async for`.
    For(Box<For>),
    /// `while`.
    While(Box<While>),
    /// `if` with its `elif` chain.
    If(Box<If>),
    /// `with` and `async with`.
    With(Box<With>),
    /// `match`.
    Match(Box<Match>),
    /// `raise`.
    Raise(Box<Raise>),
    /// `try`, with `except` or `except*`.
    Try(Box<Try>),
    /// `assert`.
    Assert(Box<Assert>),
    /// `import a.b as c, d`.
    Import(Vec<Alias>),
    /// `from x import y`.
    ImportFrom(Box<ImportFrom>),
    /// `global a, b`.
    Global(Vec<Symbol>),
    /// `nonlocal a, b`.
    Nonlocal(Vec<Symbol>),
    /// An expression used as a statement.
    Expr(Box<Expr>),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
}

/// `def` or `async def`.
#[derive(Clone, PartialEq, Debug)]
pub struct FunctionDef {
    /// The function's name.
    pub name: Ident,
    /// Its parameters.
    pub params: Parameters,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// The expressions after `@`, first line first.
    pub decorators: Vec<Expr>,
    /// The annotation after `->`.
    pub returns: Option<Expr>,
    /// Written with `async`.
    pub is_async: bool,
}

/// `class`.
#[derive(Clone, PartialEq, Debug)]
pub struct ClassDef {
    /// The class's name.
    pub name: Ident,
    /// Positional arguments; may hold `Starred`.
    pub bases: Vec<Expr>,
    /// Keyword arguments, `metaclass=` among them.
    pub keywords: Vec<Keyword>,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// The expressions after `@`, first line first.
    pub decorators: Vec<Expr>,
}

/// `a = b = value`.
#[derive(Clone, PartialEq, Debug)]
pub struct Assign {
    /// Left to right; never empty.
    pub targets: Vec<Expr>,
    /// The value.
    pub value: Expr,
}

/// `target op= value`.
#[derive(Clone, PartialEq, Debug)]
pub struct AugAssign {
    /// A name, attribute or subscript.
    pub target: Expr,
    /// The operator.
    pub op: Operator,
    /// The value.
    pub value: Expr,
}

/// `target: annotation [= value]`.
#[derive(Clone, PartialEq, Debug)]
pub struct AnnAssign {
    /// A name, attribute or subscript.
    pub target: Expr,
    /// The annotation.
    pub annotation: Expr,
    /// The value, if one is given.
    pub value: Option<Expr>,
    /// The target is a name without parentheses.
    pub simple: bool,
}

/// `for` or `async for`.
#[derive(Clone, PartialEq, Debug)]
pub struct For {
    /// What each item is bound to.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
    /// Written with `async`.
    pub is_async: bool,
}

/// `while`.
#[derive(Clone, PartialEq, Debug)]
pub struct While {
    /// The condition.
    pub test: Expr,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
}

/// `if`, its `elif` branches in order, and its `else`.
#[derive(Clone, PartialEq, Debug)]
pub struct If {
    /// The condition.
    pub test: Expr,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// The `elif` branches, flat.
    pub elifs: Vec<Elif>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
}

/// One `elif` branch.
#[derive(Clone, PartialEq, Debug)]
pub struct Elif {
    /// The condition.
    pub test: Expr,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// From `elif` to the end of the whole statement, as CPython's nested `If`.
    pub span: Span,
}

/// `with` or `async with`.
#[derive(Clone, PartialEq, Debug)]
pub struct With {
    /// Never empty.
    pub items: Vec<WithItem>,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// Written with `async`.
    pub is_async: bool,
}

/// `context as target`.
#[derive(Clone, PartialEq, Debug)]
pub struct WithItem {
    /// The context manager.
    pub context: Expr,
    /// After `as`.
    pub target: Option<Expr>,
}

/// `match`.
#[derive(Clone, PartialEq, Debug)]
pub struct Match {
    /// What is matched.
    pub subject: Expr,
    /// Never empty.
    pub cases: Vec<MatchCase>,
}

/// `case pattern if guard:`.
#[derive(Clone, PartialEq, Debug)]
pub struct MatchCase {
    /// The pattern.
    pub pattern: Pattern,
    /// After `if`.
    pub guard: Option<Expr>,
    /// Never empty.
    pub body: Vec<Stmt>,
}

/// `raise exc from cause`.
#[derive(Clone, PartialEq, Debug)]
pub struct Raise {
    /// Absent in a bare `raise`.
    pub exc: Option<Expr>,
    /// After `from`.
    pub cause: Option<Expr>,
}

/// `try`.
#[derive(Clone, PartialEq, Debug)]
pub struct Try {
    /// Never empty.
    pub body: Vec<Stmt>,
    /// May be empty if there is a `finally`.
    pub handlers: Vec<ExceptHandler>,
    /// Empty without `else`.
    pub orelse: Vec<Stmt>,
    /// Empty without `finally`.
    pub finalbody: Vec<Stmt>,
    /// The handlers are written `except*`.
    pub is_star: bool,
}

/// `except type as name:`.
#[derive(Clone, PartialEq, Debug)]
pub struct ExceptHandler {
    /// Absent in a bare `except:`.
    pub exception: Option<Expr>,
    /// After `as`.
    pub name: Option<Ident>,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// From `except` to the end of the body.
    pub span: Span,
}

/// `assert test, msg`.
#[derive(Clone, PartialEq, Debug)]
pub struct Assert {
    /// The condition.
    pub test: Expr,
    /// After the comma.
    pub msg: Option<Expr>,
}

/// `name as asname` in an import; `name` is dotted in `import a.b` and `*` in `from x import *`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alias {
    /// The imported name, with its dots.
    pub name: Symbol,
    /// After `as`.
    pub asname: Option<Symbol>,
    /// Where the whole is written.
    pub span: Span,
}

/// `from ..module import names`.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportFrom {
    /// Dotted; absent in `from . import x`.
    pub module: Option<Symbol>,
    /// Never empty.
    pub names: Vec<Alias>,
    /// Number of leading dots.
    pub level: u32,
}
