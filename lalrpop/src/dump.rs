//! A tree as text, in the manner of `ast.dump`: for tests and for looking at trees.
//!
//! It differs from `ast.dump` in that contexts, absent fields and empty lists are left out and that literals are
//! written so that every language can produce them. Flat chains are unfolded to CPython's nested nodes.

use std::fmt::Write;

use crate::ast::{
    BoolOperator, CmpOp, Comprehension, Constant, Conversion, ExceptHandler, Expr, ExprKind, If, Keyword, MatchCase,
    Mod, Operator, Parameter, Parameters, Pattern, PatternKind, Span, Stmt, StmtKind, Text, UnaryOp,
};
use crate::names::Symbol;
use crate::parse::Parsed;

/// The tree as text; with `locations`, each node that has a place is followed by `@line:column-line:column`, lines
/// from 1, columns in UTF-8 bytes from 0.
pub fn dump(parsed: &Parsed, locations: bool) -> String {
    let mut d = Dumper { parsed, locations, out: String::new(), fresh: true };
    match &parsed.module {
        Mod::Module(body) => d.node("Module", None, |d| d.list("body", body, Dumper::stmt)),
        Mod::Interactive(body) => d.node("Interactive", None, |d| d.list("body", body, Dumper::stmt)),
        Mod::Expression(e) => d.node("Expression", None, |d| d.field("body", |d| d.expr(e))),
    }
    d.out
}

struct Dumper<'a> {
    parsed: &'a Parsed,
    locations: bool,
    out: String,
    /// No field or item has been written since the last opening.
    fresh: bool,
}

impl Dumper<'_> {
    fn open(&mut self, text: &str) {
        self.out.push_str(text);
        self.fresh = true;
    }

    fn close(&mut self, text: &str) {
        self.out.push_str(text);
        self.fresh = false;
    }

    fn separate(&mut self) {
        if !std::mem::take(&mut self.fresh) {
            self.out.push_str(", ");
        }
    }

    fn place(&mut self, span: Option<Span>) {
        if let (true, Some(span)) = (self.locations, span) {
            let (start, end) = (self.parsed.lines.locate(span.start), self.parsed.lines.locate(span.end));
            let _ = write!(self.out, "@{}:{}-{}:{}", start.line, start.column, end.line, end.column);
        }
    }

    fn node(&mut self, name: &str, span: Option<Span>, fields: impl FnOnce(&mut Self)) {
        self.open(name);
        self.open("(");
        fields(self);
        self.close(")");
        self.place(span);
    }

    fn field(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        self.separate();
        self.out.push_str(name);
        self.open("=");
        value(self);
        self.fresh = false;
    }

    fn list<T>(&mut self, name: &str, items: &[T], each: impl Fn(&mut Self, &T)) {
        if !items.is_empty() {
            self.field(name, |d| {
                d.open("[");
                for item in items {
                    d.separate();
                    each(d, item);
                    d.fresh = false;
                }
                d.close("]");
            });
        }
    }

    fn optional<T>(&mut self, name: &str, value: Option<&T>, write: impl FnOnce(&mut Self, &T)) {
        if let Some(value) = value {
            self.field(name, |d| write(d, value));
        }
    }

    fn word(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn name(&mut self, symbol: &Symbol) {
        let parsed = self.parsed;
        self.string(parsed.names.get(*symbol).chars().map(u32::from));
    }

    fn string(&mut self, codes: impl Iterator<Item = u32>) {
        self.out.push('\'');
        for code in codes {
            match char::from_u32(code) {
                Some(c @ ' '..='~') if c != '\'' && c != '\\' => self.out.push(c),
                _ => {
                    let _ = write!(self.out, "\\u{{{code:x}}}");
                }
            }
        }
        self.out.push('\'');
    }

    fn body(&mut self, name: &str, body: &[Stmt]) {
        self.list(name, body, Dumper::stmt);
    }

    fn stmt(&mut self, s: &Stmt) {
        let span = Some(s.span);
        match &s.kind {
            StmtKind::FunctionDef(f) => {
                let name = if f.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
                self.node(name, span, |d| {
                    d.field("name", |d| d.name(&f.name.name));
                    d.field("args", |d| d.parameters(&f.params));
                    d.body("body", &f.body);
                    d.list("decorator_list", &f.decorators, Dumper::expr);
                    d.optional("returns", f.returns.as_ref(), Dumper::expr);
                });
            }
            StmtKind::ClassDef(c) => self.node("ClassDef", span, |d| {
                d.field("name", |d| d.name(&c.name.name));
                d.list("bases", &c.bases, Dumper::expr);
                d.list("keywords", &c.keywords, Dumper::keyword);
                d.body("body", &c.body);
                d.list("decorator_list", &c.decorators, Dumper::expr);
            }),
            StmtKind::Return(e) => self.node("Return", span, |d| d.optional("value", e.as_deref(), Dumper::expr)),
            StmtKind::Delete(v) => self.node("Delete", span, |d| d.list("targets", v, Dumper::expr)),
            StmtKind::Assign(a) => self.node("Assign", span, |d| {
                d.list("targets", &a.targets, Dumper::expr);
                d.field("value", |d| d.expr(&a.value));
            }),
            StmtKind::AugAssign(a) => self.node("AugAssign", span, |d| {
                d.field("target", |d| d.expr(&a.target));
                d.field("op", |d| d.word(operator(a.op)));
                d.field("value", |d| d.expr(&a.value));
            }),
            StmtKind::AnnAssign(a) => self.node("AnnAssign", span, |d| {
                d.field("target", |d| d.expr(&a.target));
                d.field("annotation", |d| d.expr(&a.annotation));
                d.optional("value", a.value.as_ref(), Dumper::expr);
                d.field("simple", |d| d.word(if a.simple { "1" } else { "0" }));
            }),
            StmtKind::For(f) => self.node(if f.is_async { "AsyncFor" } else { "For" }, span, |d| {
                d.field("target", |d| d.expr(&f.target));
                d.field("iter", |d| d.expr(&f.iter));
                d.body("body", &f.body);
                d.body("orelse", &f.orelse);
            }),
            StmtKind::While(w) => self.node("While", span, |d| {
                d.field("test", |d| d.expr(&w.test));
                d.body("body", &w.body);
                d.body("orelse", &w.orelse);
            }),
            StmtKind::If(i) => self.conditional(i, s.span),
            StmtKind::With(w) => self.node(if w.is_async { "AsyncWith" } else { "With" }, span, |d| {
                d.list("items", &w.items, |d, item| {
                    d.node("withitem", None, |d| {
                        d.field("context_expr", |d| d.expr(&item.context));
                        d.optional("optional_vars", item.target.as_ref(), Dumper::expr);
                    });
                });
                d.body("body", &w.body);
            }),
            StmtKind::Match(m) => self.node("Match", span, |d| {
                d.field("subject", |d| d.expr(&m.subject));
                d.list("cases", &m.cases, Dumper::case);
            }),
            StmtKind::Raise(r) => self.node("Raise", span, |d| {
                d.optional("exc", r.exc.as_ref(), Dumper::expr);
                d.optional("cause", r.cause.as_ref(), Dumper::expr);
            }),
            StmtKind::Try(t) => self.node(if t.is_star { "TryStar" } else { "Try" }, span, |d| {
                d.body("body", &t.body);
                d.list("handlers", &t.handlers, Dumper::handler);
                d.body("orelse", &t.orelse);
                d.body("finalbody", &t.finalbody);
            }),
            StmtKind::Assert(a) => self.node("Assert", span, |d| {
                d.field("test", |d| d.expr(&a.test));
                d.optional("msg", a.msg.as_ref(), Dumper::expr);
            }),
            StmtKind::Import(names) => self.node("Import", span, |d| d.list("names", names, Dumper::alias)),
            StmtKind::ImportFrom(i) => self.node("ImportFrom", span, |d| {
                d.optional("module", i.module.as_ref(), Dumper::name);
                d.list("names", &i.names, Dumper::alias);
                d.field("level", |d| d.word(&i.level.to_string()));
            }),
            StmtKind::Global(v) => self.node("Global", span, |d| d.list("names", v, Dumper::name)),
            StmtKind::Nonlocal(v) => self.node("Nonlocal", span, |d| d.list("names", v, Dumper::name)),
            StmtKind::Expr(e) => self.node("Expr", span, |d| d.field("value", |d| d.expr(e))),
            StmtKind::Pass => self.node("Pass", span, |_| {}),
            StmtKind::Break => self.node("Break", span, |_| {}),
            StmtKind::Continue => self.node("Continue", span, |_| {}),
        }
    }

    /// Unfolds the `elif` branches without recursion.
    fn conditional(&mut self, i: &If, span: Span) {
        let branches = std::iter::once((&i.test, &i.body)).chain(i.elifs.iter().map(|e| (&e.test, &e.body)));
        for (n, (test, body)) in branches.enumerate() {
            if n > 0 {
                self.separate();
                self.open("orelse=[");
            }
            self.open("If(");
            self.field("test", |d| d.expr(test));
            self.body("body", body);
        }
        self.body("orelse", &i.orelse);
        for elif in i.elifs.iter().rev() {
            self.close(")");
            self.place(Some(elif.span));
            self.close("]");
        }
        self.close(")");
        self.place(Some(span));
    }

    fn handler(&mut self, h: &ExceptHandler) {
        self.node("ExceptHandler", Some(h.span), |d| {
            d.optional("type", h.exception.as_ref(), Dumper::expr);
            d.optional("name", h.name.as_ref(), |d, n| d.name(&n.name));
            d.body("body", &h.body);
        });
    }

    fn alias(&mut self, a: &crate::ast::Alias) {
        self.node("alias", Some(a.span), |d| {
            d.field("name", |d| d.name(&a.name));
            d.optional("asname", a.asname.as_ref(), Dumper::name);
        });
    }

    fn keyword(&mut self, k: &Keyword) {
        self.node("keyword", Some(k.span), |d| {
            d.optional("arg", k.arg.as_ref(), Dumper::name);
            d.field("value", |d| d.expr(&k.value));
        });
    }

    fn parameter(&mut self, p: &Parameter) {
        self.node("arg", Some(p.span), |d| {
            d.field("arg", |d| d.name(&p.name));
            d.optional("annotation", p.annotation.as_deref(), Dumper::expr);
        });
    }

    fn parameters(&mut self, p: &Parameters) {
        self.node("arguments", None, |d| {
            d.list("posonlyargs", &p.posonly, Dumper::parameter);
            d.list("args", &p.args, Dumper::parameter);
            d.optional("vararg", p.vararg.as_deref(), Dumper::parameter);
            d.list("kwonlyargs", &p.kwonly, Dumper::parameter);
            d.list("kw_defaults", &p.kwonly, |d, q| match &q.default {
                Some(e) => d.expr(e),
                None => d.word("None"),
            });
            d.optional("kwarg", p.kwarg.as_deref(), Dumper::parameter);
            let defaults: Vec<_> = p.posonly.iter().chain(&p.args).filter_map(|q| q.default.as_deref()).collect();
            d.list("defaults", &defaults, |d, e| d.expr(e));
        });
    }

    fn expr(&mut self, e: &Expr) {
        let span = Some(e.span);
        match &e.kind {
            ExprKind::BoolOp(b) => self.node("BoolOp", span, |d| {
                d.field("op", |d| d.word(if b.op == BoolOperator::And { "And()" } else { "Or()" }));
                d.list("values", &b.values, Dumper::expr);
            }),
            ExprKind::Named(n) => self.node("NamedExpr", span, |d| {
                d.field("target", |d| {
                    d.node("Name", Some(n.target.span), |d| d.field("id", |d| d.name(&n.target.name)));
                });
                d.field("value", |d| d.expr(&n.value));
            }),
            ExprKind::BinOp(b) => {
                for _ in &b.rest {
                    self.open("BinOp(left=");
                }
                self.expr(&b.left);
                for step in &b.rest {
                    self.field("op", |d| d.word(operator(step.op)));
                    self.field("right", |d| d.expr(&step.right));
                    self.close(")");
                    self.place(Some(Span::new(e.span.start, step.end)));
                }
            }
            ExprKind::UnaryOp(op, operand) => self.node("UnaryOp", span, |d| {
                d.field("op", |d| {
                    d.word(match op {
                        UnaryOp::Invert => "Invert()",
                        UnaryOp::Not => "Not()",
                        UnaryOp::UAdd => "UAdd()",
                        UnaryOp::USub => "USub()",
                    });
                });
                d.field("operand", |d| d.expr(operand));
            }),
            ExprKind::Lambda(l) => self.node("Lambda", span, |d| {
                d.field("args", |d| d.parameters(&l.params));
                d.field("body", |d| d.expr(&l.body));
            }),
            ExprKind::IfExp(i) => self.node("IfExp", span, |d| {
                d.field("test", |d| d.expr(&i.test));
                d.field("body", |d| d.expr(&i.body));
                d.field("orelse", |d| d.expr(&i.orelse));
            }),
            ExprKind::Dict(items) => self.node("Dict", span, |d| {
                d.list("keys", items, |d, item| match &item.key {
                    Some(key) => d.expr(key),
                    None => d.word("None"),
                });
                d.list("values", items, |d, item| d.expr(&item.value));
            }),
            ExprKind::Set(v) => self.node("Set", span, |d| d.list("elts", v, Dumper::expr)),
            ExprKind::ListComp(c) | ExprKind::SetComp(c) | ExprKind::Generator(c) => {
                let name = match &e.kind {
                    ExprKind::ListComp(_) => "ListComp",
                    ExprKind::SetComp(_) => "SetComp",
                    _ => "GeneratorExp",
                };
                self.node(name, span, |d| {
                    d.field("elt", |d| d.expr(&c.element));
                    d.list("generators", &c.generators, Dumper::comprehension);
                });
            }
            ExprKind::DictComp(c) => self.node("DictComp", span, |d| {
                d.field("key", |d| d.expr(&c.key));
                d.field("value", |d| d.expr(&c.value));
                d.list("generators", &c.generators, Dumper::comprehension);
            }),
            ExprKind::Await(v) => self.node("Await", span, |d| d.field("value", |d| d.expr(v))),
            ExprKind::Yield(v) => self.node("Yield", span, |d| d.optional("value", v.as_deref(), Dumper::expr)),
            ExprKind::YieldFrom(v) => self.node("YieldFrom", span, |d| d.field("value", |d| d.expr(v))),
            ExprKind::Compare(c) => self.node("Compare", span, |d| {
                d.field("left", |d| d.expr(&c.left));
                d.list("ops", &c.rest, |d, step| d.word(comparison(step.op)));
                d.list("comparators", &c.rest, |d, step| d.expr(&step.right));
            }),
            ExprKind::Call(c) => self.node("Call", span, |d| {
                d.field("func", |d| d.expr(&c.func));
                d.list("args", &c.args, Dumper::expr);
                d.list("keywords", &c.keywords, Dumper::keyword);
            }),
            ExprKind::FormattedValue(f) => self.node("FormattedValue", span, |d| {
                d.field("value", |d| d.expr(&f.value));
                d.field("conversion", |d| {
                    d.word(match f.conversion {
                        Conversion::None => "-1",
                        Conversion::Str => "115",
                        Conversion::Repr => "114",
                        Conversion::Ascii => "97",
                    });
                });
                d.optional("format_spec", f.format_spec.as_ref(), Dumper::expr);
            }),
            ExprKind::JoinedStr(v) => self.node("JoinedStr", span, |d| d.list("values", v, Dumper::expr)),
            ExprKind::Constant(c) => self.node("Constant", span, |d| d.field("value", |d| d.constant(c))),
            ExprKind::Attribute(a) => self.node("Attribute", span, |d| {
                d.field("value", |d| d.expr(&a.value));
                d.field("attr", |d| d.name(&a.attr.name));
            }),
            ExprKind::Subscript(s) => self.node("Subscript", span, |d| {
                d.field("value", |d| d.expr(&s.value));
                d.field("slice", |d| d.expr(&s.index));
            }),
            ExprKind::Starred(v) => self.node("Starred", span, |d| d.field("value", |d| d.expr(v))),
            ExprKind::Name(n) => self.node("Name", span, |d| d.field("id", |d| d.name(n))),
            ExprKind::List(v) => self.node("List", span, |d| d.list("elts", v, Dumper::expr)),
            ExprKind::Tuple(v) => self.node("Tuple", span, |d| d.list("elts", v, Dumper::expr)),
            ExprKind::Slice(s) => self.node("Slice", span, |d| {
                d.optional("lower", s.lower.as_ref(), Dumper::expr);
                d.optional("upper", s.upper.as_ref(), Dumper::expr);
                d.optional("step", s.step.as_ref(), Dumper::expr);
            }),
        }
    }

    fn comprehension(&mut self, c: &Comprehension) {
        self.node("comprehension", None, |d| {
            d.field("target", |d| d.expr(&c.target));
            d.field("iter", |d| d.expr(&c.iter));
            d.list("ifs", &c.ifs, Dumper::expr);
            d.field("is_async", |d| d.word(if c.is_async { "1" } else { "0" }));
        });
    }

    fn constant(&mut self, c: &Constant) {
        match c {
            Constant::None => self.word("None"),
            Constant::True => self.word("True"),
            Constant::False => self.word("False"),
            Constant::Ellipsis => self.word("Ellipsis"),
            Constant::Int(n) => self.word(&n.to_string()),
            Constant::BigInt(b) => {
                let prefix = match b.radix {
                    2 => "0b",
                    8 => "0o",
                    16 => "0x",
                    _ => "",
                };
                self.word(prefix);
                self.word(&b.digits.to_ascii_lowercase());
            }
            Constant::Float(f) => {
                let _ = write!(self.out, "{f:e}");
            }
            Constant::Imaginary(f) => {
                let _ = write!(self.out, "{f:e}j");
            }
            Constant::Str(Text::Utf8(s)) => self.string(s.chars().map(u32::from)),
            Constant::Str(Text::Wide(w)) => self.string(w.iter().copied()),
            Constant::Bytes(b) => {
                self.word("b");
                self.string(b.iter().copied().map(u32::from));
            }
        }
    }

    fn case(&mut self, c: &MatchCase) {
        self.node("match_case", None, |d| {
            d.field("pattern", |d| d.pattern(&c.pattern));
            d.optional("guard", c.guard.as_ref(), Dumper::expr);
            d.body("body", &c.body);
        });
    }

    fn pattern(&mut self, p: &Pattern) {
        let span = Some(p.span);
        match &p.kind {
            PatternKind::Value(e) => self.node("MatchValue", span, |d| d.field("value", |d| d.expr(e))),
            PatternKind::Singleton(c) => self.node("MatchSingleton", span, |d| d.field("value", |d| d.constant(c))),
            PatternKind::Sequence(v) => self.node("MatchSequence", span, |d| d.list("patterns", v, Dumper::pattern)),
            PatternKind::Mapping(m) => self.node("MatchMapping", span, |d| {
                d.list("keys", &m.keys, Dumper::expr);
                d.list("patterns", &m.patterns, Dumper::pattern);
                d.optional("rest", m.rest.as_ref(), Dumper::name);
            }),
            PatternKind::Class(c) => self.node("MatchClass", span, |d| {
                d.field("cls", |d| d.expr(&c.class));
                d.list("patterns", &c.patterns, Dumper::pattern);
                d.list("kwd_attrs", &c.keywords, |d, (n, _)| d.name(&n.name));
                d.list("kwd_patterns", &c.keywords, |d, (_, p)| d.pattern(p));
            }),
            PatternKind::Star(n) => {
                self.node("MatchStar", span, |d| d.optional("name", n.as_ref(), Dumper::name));
            }
            PatternKind::As(inner, n) => self.node("MatchAs", span, |d| {
                d.optional("pattern", inner.as_deref(), Dumper::pattern);
                d.optional("name", n.as_ref(), Dumper::name);
            }),
            PatternKind::Or(v) => self.node("MatchOr", span, |d| d.list("patterns", v, Dumper::pattern)),
        }
    }
}

fn operator(op: Operator) -> &'static str {
    match op {
        Operator::Add => "Add()",
        Operator::Sub => "Sub()",
        Operator::Mult => "Mult()",
        Operator::MatMult => "MatMult()",
        Operator::Div => "Div()",
        Operator::Mod => "Mod()",
        Operator::Pow => "Pow()",
        Operator::LShift => "LShift()",
        Operator::RShift => "RShift()",
        Operator::BitOr => "BitOr()",
        Operator::BitXor => "BitXor()",
        Operator::BitAnd => "BitAnd()",
        Operator::FloorDiv => "FloorDiv()",
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq()",
        CmpOp::NotEq => "NotEq()",
        CmpOp::Lt => "Lt()",
        CmpOp::LtE => "LtE()",
        CmpOp::Gt => "Gt()",
        CmpOp::GtE => "GtE()",
        CmpOp::Is => "Is()",
        CmpOp::IsNot => "IsNot()",
        CmpOp::In => "In()",
        CmpOp::NotIn => "NotIn()",
    }
}
