//! The syntax tree: the constructors of Python 3.12's `ast` module as Rust types.
//!
//! Where the tree differs from CPython's it is so that no consumer recurses deeply: chains of binary operators
//! and of `elif` are stored flat, and every expression knows its depth, which the parser keeps at or below
//! [`MAX_DEPTH`]. A consumer that recurses once a level, and the compiler-made `Drop`, are therefore safe on an
//! ordinary stack. Load, store and delete contexts are not stored; the position of an expression implies them.

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

/// A name together with its place, where a tree node holds a bare name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ident {
    /// The name.
    pub name: Symbol,
    /// Where it is written.
    pub span: Span,
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

/// An expression. Parentheses around it are not part of its span.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it is.
    pub span: Span,
    depth: u16,
    parenthesized: bool,
}

impl Expr {
    /// An expression whose depth is one more than its deepest child's.
    pub fn new(kind: ExprKind, span: Span) -> Self {
        let depth = kind.child_depth() + 1;
        Self { kind, span, depth, parenthesized: false }
    }

    /// Levels of expressions from this one to its deepest descendant; a name is 1.
    pub fn depth(&self) -> u16 {
        self.depth
    }

    /// Whether it was written in parentheses of its own (a tuple's parentheses are the tuple's).
    pub fn parenthesized(&self) -> bool {
        self.parenthesized
    }

    pub(crate) fn set_parenthesized(&mut self) {
        self.parenthesized = true;
    }

    pub(crate) fn raise_depth(&mut self, child: u16) {
        self.depth = self.depth.max(child.saturating_add(1));
    }
}

/// The expressions.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// `a and b and c`, `a or b or c`.
    BoolOp(Box<BoolOp>),
    /// `name := value`.
    Named(Box<NamedExpr>),
    /// `a + b - c`: a left-associative chain, of operators of any precedence.
    BinOp(Box<BinOp>),
    /// `-a`, `not a`.
    UnaryOp(UnaryOp, Box<Expr>),
    /// `lambda params: body`.
    Lambda(Box<Lambda>),
    /// `body if test else orelse`.
    IfExp(Box<IfExp>),
    /// `{a: b, **c}`.
    Dict(Vec<DictItem>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `[element for …]`.
    ListComp(Box<Comp>),
    /// `{element for …}`.
    SetComp(Box<Comp>),
    /// `{element: value for …}`.
    DictComp(Box<DictComp>),
    /// `(element for …)`.
    Generator(Box<Comp>),
    /// `await a`.
    Await(Box<Expr>),
    /// `yield`, `yield a`.
    Yield(Option<Box<Expr>>),
    /// `yield from a`.
    YieldFrom(Box<Expr>),
    /// `a < b <= c`.
    Compare(Box<Compare>),
    /// `f(a, k=b)`.
    Call(Box<Call>),
    /// `{value!r:spec}`: occurs only in `JoinedStr`.
    FormattedValue(Box<FormattedValue>),
    /// An f-string: string constants and `FormattedValue`s.
    JoinedStr(Vec<Expr>),
    /// A literal.
    Constant(Constant),
    /// `value.attr`.
    Attribute(Box<Attribute>),
    /// `value[index]`.
    Subscript(Box<Subscript>),
    /// `*a` in a call, display, target or subscript.
    Starred(Box<Expr>),
    /// A name.
    Name(Symbol),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `a, b`; parentheses, if written, are part of its span.
    Tuple(Vec<Expr>),
    /// `lower:upper:step`: occurs only in a subscript.
    Slice(Box<Slice>),
}

impl ExprKind {
    fn child_depth(&self) -> u16 {
        fn deepest<'a>(items: impl IntoIterator<Item = &'a Expr>) -> u16 {
            items.into_iter().map(|e| e.depth).max().unwrap_or(0)
        }
        fn generators(list: &[Comprehension]) -> u16 {
            list.iter().map(|c| c.target.depth.max(c.iter.depth).max(deepest(&c.ifs))).max().unwrap_or(0)
        }
        match self {
            Self::Name(_) | Self::Constant(_) => 0,
            Self::BoolOp(b) => deepest(&b.values),
            Self::Named(n) => n.value.depth,
            Self::BinOp(b) => b.left.depth.max(deepest(b.rest.iter().map(|s| &s.right))),
            Self::UnaryOp(_, e) | Self::Await(e) | Self::YieldFrom(e) | Self::Starred(e) => e.depth,
            Self::Yield(e) => e.as_ref().map_or(0, |e| e.depth),
            Self::Lambda(l) => {
                let defaults = l.params.iter().filter_map(|p| p.default.as_deref());
                l.body.depth.max(deepest(defaults))
            }
            Self::IfExp(i) => i.test.depth.max(i.body.depth).max(i.orelse.depth),
            Self::Dict(items) => deepest(items.iter().flat_map(|i| i.key.iter().chain(std::iter::once(&i.value)))),
            Self::Set(v) | Self::JoinedStr(v) | Self::List(v) | Self::Tuple(v) => deepest(v),
            Self::ListComp(c) | Self::SetComp(c) | Self::Generator(c) => c.element.depth.max(generators(&c.generators)),
            Self::DictComp(c) => c.key.depth.max(c.value.depth).max(generators(&c.generators)),
            Self::Compare(c) => c.left.depth.max(deepest(c.rest.iter().map(|s| &s.right))),
            Self::Call(c) => {
                let keywords = deepest(c.keywords.iter().map(|k| &k.value));
                c.func.depth.max(deepest(&c.args)).max(keywords)
            }
            Self::FormattedValue(f) => f.value.depth.max(f.format_spec.as_ref().map_or(0, |e| e.depth)),
            Self::Attribute(a) => a.value.depth,
            Self::Subscript(s) => s.value.depth.max(s.index.depth),
            Self::Slice(s) => deepest([&s.lower, &s.upper, &s.step].into_iter().flatten()),
        }
    }
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

/// `a and b and c`.
#[derive(Clone, PartialEq, Debug)]
pub struct BoolOp {
    /// The operator.
    pub op: BoolOperator,
    /// At least two.
    pub values: Vec<Expr>,
}

/// `target := value`.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedExpr {
    /// The name bound.
    pub target: Ident,
    /// The value.
    pub value: Expr,
}

/// A left-associative chain: `((left op right) op right) …`, evaluated left to right.
#[derive(Clone, PartialEq, Debug)]
pub struct BinOp {
    /// The first operand.
    pub left: Expr,
    /// The operations, in the order they are performed; never empty. The span of step `i` starts where the whole
    /// chain starts and ends at `rest[i].end`.
    pub rest: Vec<BinOpStep>,
}

/// One operation of a chain.
#[derive(Clone, PartialEq, Debug)]
pub struct BinOpStep {
    /// The operator.
    pub op: Operator,
    /// Offset after the right operand, its parentheses included.
    pub end: u32,
    /// The right operand.
    pub right: Expr,
}

/// `lambda params: body`.
#[derive(Clone, PartialEq, Debug)]
pub struct Lambda {
    /// Its parameters; without annotations.
    pub params: Parameters,
    /// Its value.
    pub body: Expr,
}

/// `body if test else orelse`.
#[derive(Clone, PartialEq, Debug)]
pub struct IfExp {
    /// The condition.
    pub test: Expr,
    /// The value if it holds.
    pub body: Expr,
    /// The value if not.
    pub orelse: Expr,
}

/// `key: value`, or `**value` without a key.
#[derive(Clone, PartialEq, Debug)]
pub struct DictItem {
    /// Absent in `**value`.
    pub key: Option<Expr>,
    /// The value.
    pub value: Expr,
}

/// The parts of a list, set or generator comprehension.
#[derive(Clone, PartialEq, Debug)]
pub struct Comp {
    /// What is produced.
    pub element: Expr,
    /// Outermost first; never empty.
    pub generators: Vec<Comprehension>,
}

/// The parts of a dict comprehension.
#[derive(Clone, PartialEq, Debug)]
pub struct DictComp {
    /// Evaluated first.
    pub key: Expr,
    /// Evaluated second.
    pub value: Expr,
    /// Outermost first; never empty.
    pub generators: Vec<Comprehension>,
}

/// `for target in iter if …`.
#[derive(Clone, PartialEq, Debug)]
pub struct Comprehension {
    /// What each item is bound to.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The conditions.
    pub ifs: Vec<Expr>,
    /// Written `async for`.
    pub is_async: bool,
}

/// `left op right op right …`.
#[derive(Clone, PartialEq, Debug)]
pub struct Compare {
    /// The first operand.
    pub left: Expr,
    /// The comparisons; never empty.
    pub rest: Vec<CompareStep>,
}

/// One comparison of a chain.
#[derive(Clone, PartialEq, Debug)]
pub struct CompareStep {
    /// The operator.
    pub op: CmpOp,
    /// The right operand.
    pub right: Expr,
}

/// `func(args, keywords)`.
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    /// What is called.
    pub func: Expr,
    /// Positional arguments; may hold `Starred`. All are evaluated before the keywords.
    pub args: Vec<Expr>,
    /// Keyword arguments.
    pub keywords: Vec<Keyword>,
}

/// `arg=value`, or `**value` without a name.
#[derive(Clone, PartialEq, Debug)]
pub struct Keyword {
    /// Absent in `**value`.
    pub arg: Option<Symbol>,
    /// The value.
    pub value: Expr,
    /// Where the whole is written.
    pub span: Span,
}

/// A replacement field of an f-string.
#[derive(Clone, PartialEq, Debug)]
pub struct FormattedValue {
    /// The expression.
    pub value: Expr,
    /// After `!`. A field with `=` and neither conversion nor format has `Repr` here.
    pub conversion: Conversion,
    /// After `:`; always a `JoinedStr`.
    pub format_spec: Option<Expr>,
}

/// `!s`, `!r`, `!a`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conversion {
    /// No conversion written.
    None,
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// `value.attr`.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribute {
    /// The object.
    pub value: Expr,
    /// The attribute's name.
    pub attr: Ident,
}

/// `value[index]`.
#[derive(Clone, PartialEq, Debug)]
pub struct Subscript {
    /// The object.
    pub value: Expr,
    /// The index: any expression, a `Slice`, or a `Tuple` that may hold both and `Starred`.
    pub index: Expr,
}

/// `lower:upper:step`.
#[derive(Clone, PartialEq, Debug)]
pub struct Slice {
    /// Before the first colon.
    pub lower: Option<Expr>,
    /// After it.
    pub upper: Option<Expr>,
    /// After the second colon.
    pub step: Option<Expr>,
}

/// A literal's value.
#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// An integer from 0 to `i64::MAX`.
    Int(i64),
    /// A larger integer.
    BigInt(Box<BigInt>),
    /// `1.5`
    Float(f64),
    /// The imaginary part of `2j`.
    Imaginary(f64),
    /// A string.
    Str(Text),
    /// A bytes literal.
    Bytes(Box<[u8]>),
}

/// An integer literal too large for `i64`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BigInt {
    /// 2, 8, 10 or 16.
    pub radix: u32,
    /// Digits only: no prefix, no underscores, no leading zeros.
    pub digits: Box<str>,
}

/// The value of a string literal: a sequence of code points, which may hold lone surrogates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Text {
    /// Without surrogates.
    Utf8(Box<str>),
    /// With at least one lone surrogate: its code points, each at most 0x10FFFF.
    Wide(Box<[u32]>),
}

impl Text {
    /// The text, if it holds no surrogate.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Utf8(s) => Some(s),
            Self::Wide(_) => None,
        }
    }

    /// Whether it has no code points.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Utf8(s) => s.is_empty(),
            Self::Wide(w) => w.is_empty(),
        }
    }
}

/// `and`, `or`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoolOperator {
    /// `and`
    And,
    /// `or`
    Or,
}

/// The binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mult,
    /// `@`
    MatMult,
    /// `/`
    Div,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `//`
    FloorDiv,
}

/// The unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    /// `~`
    Invert,
    /// `not`
    Not,
    /// `+`
    UAdd,
    /// `-`
    USub,
}

/// The comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CmpOp {
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtE,
    /// `>`
    Gt,
    /// `>=`
    GtE,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

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
