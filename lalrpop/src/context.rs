//! What the grammar's actions share: the source, the names, the first error, the warnings, and the making of
//! expressions.

use std::cell::Cell;

use crate::ast::{
    BinOp, BinOpStep, BoolOp, BoolOperator, CmpOp, Compare, CompareStep, Constant, Expr, ExprKind, Ident, MAX_DEPTH,
    Operator, Span,
};
use crate::error::{Columns, Fault, Stage};
use crate::identifier;
use crate::names::{Names, Symbol};
use crate::number;

/// The state of one parse.
pub(crate) struct Context<'a> {
    pub source: &'a str,
    pub names: Names,
    /// Messages, and where.
    pub warnings: Vec<(String, u32)>,
    /// The first error an action has found. It beats what the parser says later.
    pub fault: Option<Fault>,
    /// The first error that CPython finds only when it compiles the tree: all errors of the grammar beat it.
    pub refused: Option<Fault>,
    /// Tells the token stream to end.
    stop: &'a Cell<bool>,
    /// Most digits of a decimal integer; 0 means no limit.
    pub max_int_digits: usize,
}

impl<'a> Context<'a> {
    pub fn new(source: &'a str, max_int_digits: usize, stop: &'a Cell<bool>) -> Self {
        Self { source, names: Names::new(), warnings: Vec::new(), fault: None, refused: None, stop, max_int_digits }
    }

    /// Records an error. The action goes on and returns anything of the right type.
    pub fn fail(&mut self, fault: Fault) {
        if self.fault.is_none() {
            self.fault = Some(fault);
            self.stop.set(true);
        }
    }

    /// Records a `SyntaxError`.
    pub fn syntax(&mut self, message: impl Into<String>, start: u32, end: u32) {
        self.fail(Fault::syntax(message, Span::new(start, end)));
    }

    /// Records an error that CPython finds only when it compiles the tree; the parser goes on.
    pub fn refuse(&mut self, message: impl Into<String>, span: Span) {
        if self.refused.is_none() {
            self.refused = Some(Fault { stage: Stage::Compiler, ..Fault::syntax(message, span) });
        }
    }

    /// The text between two offsets of tokens.
    pub fn text(&self, start: u32, end: u32) -> &'a str {
        &self.source[start as usize..end as usize]
    }

    /// An expression. If it would be too deep it is an error, and the expression is cut off, so no tree of more than
    /// the limit exists even for a moment.
    pub fn expr(&mut self, kind: ExprKind, start: u32, end: u32) -> Expr {
        self.limited(Expr::new(kind, Span::new(start, end)))
    }

    fn limited(&mut self, expr: Expr) -> Expr {
        if expr.depth() <= MAX_DEPTH {
            return expr;
        }
        let Span { start, end } = expr.span;
        self.syntax("expression is nested too deeply", start, end);
        Expr::new(ExprKind::Constant(Constant::None), expr.span)
    }

    pub fn ident(&mut self, start: u32, end: u32) -> Ident {
        let text = self.text(start, end);
        let name =
            if text.is_ascii() { self.names.intern(text) } else { self.names.intern(&identifier::normalize(text)) };
        Ident { name, span: Span::new(start, end) }
    }

    /// A dotted name, which may have spaces and joined lines around its dots.
    pub fn dotted(&mut self, start: u32, end: u32) -> Symbol {
        let text = self.text(start, end);
        if !text.bytes().any(|b| matches!(b, b' ' | b'\t' | b'\\' | b'\n' | 0x0C)) {
            return self.ident(start, end).name;
        }
        let joined: String = text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\\' | '\n' | '\x0C')).collect();
        self.names.intern(&identifier::normalize(&joined))
    }

    pub fn number(&mut self, start: u32, end: u32) -> Expr {
        let value = number::value(self.text(start, end), self.max_int_digits).unwrap_or_else(|message| {
            // CPython reports no column here.
            self.fail(Fault::syntax(message, Span::new(start, start)).showing(Columns::Neither));
            Constant::Int(0)
        });
        Expr::new(ExprKind::Constant(value), Span::new(start, end))
    }

    /// `left op right`; prolongs a chain on the left that has no parentheses of its own.
    pub fn binary(&mut self, left: Expr, op: Operator, right: Expr, start: u32, end: u32) -> Expr {
        let (depth, parenthesized) = (right.depth(), left.parenthesized());
        let step = BinOpStep { op, end, right };
        match left {
            Expr { kind: ExprKind::BinOp(_), .. } if !parenthesized => {
                let mut chain = left;
                if let ExprKind::BinOp(b) = &mut chain.kind {
                    b.rest.push(step);
                }
                chain.span.end = end;
                chain.raise_depth(depth);
                self.limited(chain)
            }
            left => self.expr(ExprKind::BinOp(Box::new(BinOp { left, rest: vec![step] })), start, end),
        }
    }

    /// `left op right`; prolongs a chain as `binary` does.
    pub fn compare(&mut self, left: Expr, op: CmpOp, right: Expr, start: u32, end: u32) -> Expr {
        let (depth, parenthesized) = (right.depth(), left.parenthesized());
        let step = CompareStep { op, right };
        match left {
            Expr { kind: ExprKind::Compare(_), .. } if !parenthesized => {
                let mut chain = left;
                if let ExprKind::Compare(c) = &mut chain.kind {
                    c.rest.push(step);
                }
                chain.span.end = end;
                chain.raise_depth(depth);
                self.limited(chain)
            }
            left => self.expr(ExprKind::Compare(Box::new(Compare { left, rest: vec![step] })), start, end),
        }
    }

    /// `left and right`, `left or right`; prolongs a chain of the same operator.
    pub fn boolean(&mut self, left: Expr, op: BoolOperator, right: Expr, start: u32, end: u32) -> Expr {
        let (depth, parenthesized) = (right.depth(), left.parenthesized());
        match left {
            Expr { kind: ExprKind::BoolOp(ref b), .. } if !parenthesized && b.op == op => {
                let mut chain = left;
                if let ExprKind::BoolOp(b) = &mut chain.kind {
                    b.values.push(right);
                }
                chain.span.end = end;
                chain.raise_depth(depth);
                self.limited(chain)
            }
            left => self.expr(ExprKind::BoolOp(Box::new(BoolOp { op, values: vec![left, right] })), start, end),
        }
    }

    /// An index; `a[*b]` has a tuple of one.
    pub fn index(&mut self, e: Expr) -> Expr {
        let Span { start, end } = e.span;
        match e.kind {
            ExprKind::Starred(_) => self.expr(ExprKind::Tuple(vec![e]), start, end),
            _ => e,
        }
    }

    /// `yield` with a value.
    pub fn yielded(&mut self, value: Expr, start: u32, end: u32) -> Expr {
        self.not_starred(&value);
        self.expr(ExprKind::Yield(Some(Box::new(value))), start, end)
    }

    /// An expression that has no meaning where it stands.
    pub fn refused(&mut self, message: &str, e: Expr, start: u32, end: u32) -> Expr {
        self.syntax(message, start, end);
        e
    }

    /// A single `*a` is no value.
    pub fn not_starred(&mut self, e: &Expr) {
        if matches!(e.kind, ExprKind::Starred(_)) {
            self.refuse("can't use starred expression here", e.span);
        }
    }

    /// `*a` cannot be what a comprehension produces.
    pub fn no_unpacking(&mut self, e: &Expr) {
        if matches!(e.kind, ExprKind::Starred(_)) {
            let Span { start, end } = e.span;
            self.syntax("iterable unpacking cannot be used in comprehension", start, end);
        }
    }

    /// `except A, B:` is a mark of another Python.
    pub fn unparenthesized_types(&mut self, v: Vec<Expr>, start: u32, end: u32) -> Expr {
        // A tuple with an empty span: whether `as` follows decides where the error ends.
        let mut e = self.expr(ExprKind::Tuple(v), start, end);
        e.span.end = e.span.start;
        e
    }

    /// Reports what `unparenthesized_types` has marked. `end` is where the error ends.
    pub fn one_exception_type(&mut self, e: &Expr, end: u32) {
        if e.span.start == e.span.end {
            self.syntax("multiple exception types must be parenthesized", e.span.start, end);
        }
    }
}
