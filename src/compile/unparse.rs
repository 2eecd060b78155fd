//! Expressions back to text, for annotations that are not evaluated (`from __future__ import annotations`).
//!
//! The text is the one CPython's compiler makes: single spaces, parentheses only where the precedence needs them.

use rcpy_syntax::ast::*;
use rcpy_syntax::{Names, Symbol};

use super::fold;
use crate::bytecode::Const;
use crate::bytecode::repr::{write_constant, write_str};

/// Precedences, loosest first.
mod level {
    pub const NAMED: u8 = 0;
    pub const TUPLE: u8 = 1;
    pub const TEST: u8 = 2;
    pub const OR: u8 = 3;
    pub const AND: u8 = 4;
    pub const NOT: u8 = 5;
    pub const CMP: u8 = 6;
    pub const BOR: u8 = 7;
    pub const BXOR: u8 = 8;
    pub const BAND: u8 = 9;
    pub const SHIFT: u8 = 10;
    pub const ARITH: u8 = 11;
    pub const TERM: u8 = 12;
    pub const FACTOR: u8 = 13;
    pub const POWER: u8 = 14;
    pub const AWAIT: u8 = 15;
    pub const ATOM: u8 = 16;
}

/// The text of an expression.
pub(super) fn expression(e: &Expr, names: &Names) -> String {
    let mut writer = Writer { out: String::new(), names };
    writer.expr(e, level::TEST);
    writer.out
}

/// The `repr` of a constant, for messages.
pub(super) fn constant(value: &Const) -> String {
    let mut out = String::new();
    write_constant(&mut out, value);
    out
}

struct Writer<'n> {
    out: String,
    names: &'n Names,
}

fn operator(op: Operator) -> (&'static str, u8) {
    let level = match op {
        Operator::Add | Operator::Sub => level::ARITH,
        Operator::Mult | Operator::MatMult | Operator::Div | Operator::Mod | Operator::FloorDiv => level::TERM,
        Operator::Pow => level::POWER,
        Operator::LShift | Operator::RShift => level::SHIFT,
        Operator::BitOr => level::BOR,
        Operator::BitXor => level::BXOR,
        Operator::BitAnd => level::BAND,
    };
    (fold::binary_op(op).symbol(), level)
}

impl Writer<'_> {
    fn text(&mut self, s: &str) {
        self.out.push_str(s);
    }

    fn name(&mut self, name: Symbol) {
        self.out.push_str(self.names.get(name));
    }

    /// Writes with parentheses if `own` binds looser than `context` asks for.
    fn group(&mut self, own: u8, context: u8, body: impl FnOnce(&mut Self)) {
        let parens = context > own;
        if parens {
            self.text("(");
        }
        body(self);
        if parens {
            self.text(")");
        }
    }

    fn list<'e>(&mut self, items: impl IntoIterator<Item = &'e Expr>) {
        for (i, e) in items.into_iter().enumerate() {
            if i > 0 {
                self.text(", ");
            }
            self.expr(e, level::TEST);
        }
    }

    fn expr(&mut self, e: &Expr, context: u8) {
        match &e.kind {
            ExprKind::BoolOp(b) => {
                let (word, own) = match b.op {
                    BoolOperator::And => (" and ", level::AND),
                    BoolOperator::Or => (" or ", level::OR),
                };
                self.group(own, context, |w| {
                    for (i, v) in b.values.iter().enumerate() {
                        if i > 0 {
                            w.text(word);
                        }
                        w.expr(v, own + 1);
                    }
                });
            }
            ExprKind::Named(n) => self.group(level::NAMED, context, |w| {
                w.name(n.target.name);
                w.text(" := ");
                w.expr(&n.value, level::ATOM);
            }),
            ExprKind::BinOp(b) => self.binary(b, context),
            ExprKind::UnaryOp(op, v) => {
                let (word, own) = match op {
                    UnaryOp::Invert => ("~", level::FACTOR),
                    UnaryOp::Not => ("not ", level::NOT),
                    UnaryOp::UAdd => ("+", level::FACTOR),
                    UnaryOp::USub => ("-", level::FACTOR),
                };
                self.group(own, context, |w| {
                    w.text(word);
                    w.expr(v, own);
                });
            }
            ExprKind::Lambda(l) => self.group(level::TEST, context, |w| {
                let empty = l.params.iter().next().is_none();
                w.text(if empty { "lambda" } else { "lambda " });
                w.parameters(&l.params);
                w.text(": ");
                w.expr(&l.body, level::TEST);
            }),
            ExprKind::IfExp(i) => self.group(level::TEST, context, |w| {
                w.expr(&i.body, level::TEST + 1);
                w.text(" if ");
                w.expr(&i.test, level::TEST + 1);
                w.text(" else ");
                w.expr(&i.orelse, level::TEST);
            }),
            ExprKind::Dict(items) => {
                self.text("{");
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        self.text(", ");
                    }
                    match &item.key {
                        Some(key) => {
                            self.expr(key, level::TEST);
                            self.text(": ");
                            self.expr(&item.value, level::TEST);
                        }
                        None => {
                            self.text("**");
                            self.expr(&item.value, level::BOR);
                        }
                    }
                }
                self.text("}");
            }
            ExprKind::Set(items) => {
                self.text("{");
                self.list(items);
                self.text("}");
            }
            ExprKind::List(items) => {
                self.text("[");
                self.list(items);
                self.text("]");
            }
            ExprKind::Tuple(items) if items.is_empty() => self.text("()"),
            ExprKind::Tuple(items) => self.group(level::TUPLE, context, |w| {
                w.list(items);
                if items.len() == 1 {
                    w.text(",");
                }
            }),
            ExprKind::ListComp(c) => self.comp("[", &c.element, None, &c.generators, "]"),
            ExprKind::SetComp(c) => self.comp("{", &c.element, None, &c.generators, "}"),
            ExprKind::Generator(c) => self.comp("(", &c.element, None, &c.generators, ")"),
            ExprKind::DictComp(c) => self.comp("{", &c.key, Some(&c.value), &c.generators, "}"),
            ExprKind::Await(v) => self.group(level::AWAIT, context, |w| {
                w.text("await ");
                w.expr(v, level::ATOM);
            }),
            ExprKind::Yield(None) => self.text("(yield)"),
            ExprKind::Yield(Some(v)) => {
                self.text("(yield ");
                self.expr(v, level::TEST);
                self.text(")");
            }
            ExprKind::YieldFrom(v) => {
                self.text("(yield from ");
                self.expr(v, level::TEST);
                self.text(")");
            }
            ExprKind::Compare(c) => self.group(level::CMP, context, |w| {
                w.expr(&c.left, level::CMP + 1);
                for step in &c.rest {
                    w.text(comparison(step.op));
                    w.expr(&step.right, level::CMP + 1);
                }
            }),
            ExprKind::Call(c) => self.call(c),
            ExprKind::JoinedStr(parts) => {
                let mut body = String::new();
                self.format_parts(parts, &mut body);
                self.text("f");
                write_str(&mut self.out, &body);
            }
            ExprKind::FormattedValue(_) => {
                let mut body = String::new();
                self.format_parts(std::slice::from_ref(e), &mut body);
                self.text("f");
                write_str(&mut self.out, &body);
            }
            ExprKind::Constant(Constant::Ellipsis) => self.text("..."),
            ExprKind::Constant(c) => write_constant(&mut self.out, &fold::literal(c)),
            ExprKind::Attribute(a) => {
                self.expr(&a.value, level::ATOM);
                let number = matches!(a.value.kind, ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_)));
                self.text(if number { " ." } else { "." });
                self.name(a.attr.name);
            }
            ExprKind::Subscript(s) => {
                self.expr(&s.value, level::ATOM);
                self.text("[");
                self.expr(&s.index, level::TUPLE);
                self.text("]");
            }
            ExprKind::Starred(v) => {
                self.text("*");
                self.expr(v, level::BOR);
            }
            ExprKind::Name(name) => self.name(*name),
            ExprKind::Slice(s) => {
                for (i, part) in [&s.lower, &s.upper, &s.step].into_iter().enumerate() {
                    if i == 1 || (i == 2 && part.is_some()) {
                        self.text(":");
                    }
                    if let Some(e) = part {
                        self.expr(e, level::TEST);
                    }
                }
            }
        }
    }

    /// A flat chain: each operator groups what is to its left.
    fn binary(&mut self, b: &BinOp, context: u8) {
        let levels: Vec<u8> = b.rest.iter().map(|s| operator(s.op).1).collect();
        let Some(&outermost) = levels.last() else { return };
        // An operator to the right that binds tighter needs parentheses around all before it.
        let mut opened = vec![false; levels.len()];
        for i in 0..levels.len() - 1 {
            opened[i] = levels[i] < levels[i + 1];
        }
        self.group(outermost, context, |w| {
            opened.iter().filter(|o| **o).for_each(|_| w.out.push('('));
            let first = levels[0];
            let right_to_left = first == level::POWER;
            w.expr(&b.left, first + u8::from(right_to_left));
            for (i, step) in b.rest.iter().enumerate() {
                let (symbol, own) = operator(step.op);
                w.text(" ");
                w.text(symbol);
                w.text(" ");
                w.expr(&step.right, own + u8::from(own != level::POWER));
                if opened[i] {
                    w.out.push(')');
                }
            }
        });
    }

    fn call(&mut self, c: &Call) {
        self.expr(&c.func, level::ATOM);
        if let ([only], []) = (c.args.as_slice(), c.keywords.as_slice())
            && matches!(only.kind, ExprKind::Generator(_))
        {
            return self.expr(only, level::TEST);
        }
        self.text("(");
        self.list(&c.args);
        for (i, k) in c.keywords.iter().enumerate() {
            if i > 0 || !c.args.is_empty() {
                self.text(", ");
            }
            match k.arg {
                Some(name) => {
                    self.name(name);
                    self.text("=");
                }
                None => self.text("**"),
            }
            self.expr(&k.value, level::TEST);
        }
        self.text(")");
    }

    fn comp(&mut self, open: &str, element: &Expr, value: Option<&Expr>, generators: &[Comprehension], close: &str) {
        self.text(open);
        self.expr(element, level::TEST);
        if let Some(value) = value {
            self.text(": ");
            self.expr(value, level::TEST);
        }
        for g in generators {
            self.text(if g.is_async { " async for " } else { " for " });
            self.expr(&g.target, level::TUPLE);
            self.text(" in ");
            self.expr(&g.iter, level::TEST + 1);
            for condition in &g.ifs {
                self.text(" if ");
                self.expr(condition, level::TEST + 1);
            }
        }
        self.text(close);
    }

    fn parameters(&mut self, p: &Parameters) {
        let mut first = true;
        let mut separate = |w: &mut Self| {
            if !std::mem::take(&mut first) {
                w.text(", ");
            }
        };
        for (i, param) in p.posonly.iter().chain(&p.args).enumerate() {
            separate(self);
            self.parameter(param);
            if i + 1 == p.posonly.len() {
                self.text(", /");
            }
        }
        if p.vararg.is_some() || !p.kwonly.is_empty() {
            separate(self);
            self.text("*");
            if let Some(vararg) = &p.vararg {
                self.name(vararg.name);
            }
        }
        for param in &p.kwonly {
            separate(self);
            self.parameter(param);
        }
        if let Some(kwarg) = &p.kwarg {
            separate(self);
            self.text("**");
            self.name(kwarg.name);
        }
    }

    fn parameter(&mut self, p: &Parameter) {
        self.name(p.name);
        if let Some(default) = &p.default {
            self.text("=");
            self.expr(default, level::TEST);
        }
    }

    /// The inside of an f-string, before it is quoted as a whole.
    fn format_parts(&mut self, parts: &[Expr], body: &mut String) {
        for part in parts {
            match &part.kind {
                ExprKind::Constant(Constant::Str(Text::Utf8(s))) => {
                    body.push_str(&s.replace('{', "{{").replace('}', "}}"));
                }
                ExprKind::FormattedValue(f) => {
                    let mut inner = Writer { out: String::new(), names: self.names };
                    inner.expr(&f.value, level::TEST + 1);
                    body.push_str(if inner.out.starts_with('{') { "{ " } else { "{" });
                    body.push_str(&inner.out);
                    body.push_str(match f.conversion {
                        Conversion::None => "",
                        Conversion::Str => "!s",
                        Conversion::Repr => "!r",
                        Conversion::Ascii => "!a",
                    });
                    if let Some(Expr { kind: ExprKind::JoinedStr(spec), .. }) = &f.format_spec {
                        body.push(':');
                        self.format_parts(spec, body);
                    }
                    body.push('}');
                }
                _ => {}
            }
        }
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
