//! Expressions.

use super::{BoolOperator, CmpOp, Constant, Ident, Operator, Parameters, Span, UnaryOp};
use crate::names::Symbol;

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
