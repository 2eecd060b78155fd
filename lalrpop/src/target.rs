//! Expressions in the place of targets: which are allowed, and what CPython says of the others.

use crate::ast::{Comprehension, Constant, Expr, ExprKind, Ident, NamedExpr, Span};
use crate::context::Context;

/// CPython's name for a kind of expression that is no target.
pub(crate) fn kind_name(e: &Expr) -> &'static str {
    match &e.kind {
        ExprKind::BoolOp(_) | ExprKind::BinOp(_) | ExprKind::UnaryOp(..) => "expression",
        ExprKind::Named(_) => "named expression",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::IfExp(_) => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::ListComp(_) => "list comprehension",
        ExprKind::SetComp(_) => "set comprehension",
        ExprKind::DictComp(_) => "dict comprehension",
        ExprKind::Generator(_) => "generator expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare(_) => "comparison",
        ExprKind::Call(_) => "function call",
        ExprKind::FormattedValue(_) | ExprKind::JoinedStr(_) => "f-string expression",
        ExprKind::Constant(c) => match c {
            Constant::None => "None",
            Constant::True => "True",
            Constant::False => "False",
            Constant::Ellipsis => "ellipsis",
            _ => "literal",
        },
        ExprKind::Attribute(_) => "attribute",
        ExprKind::Subscript(_) => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Slice(_) => "slice",
    }
}

/// What a target is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Assign,
    Delete,
}

/// The first part of `e` that cannot be bound (or deleted).
pub(crate) fn invalid_part(e: &Expr, purpose: Use) -> Option<&Expr> {
    match &e.kind {
        ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_) => None,
        ExprKind::List(v) | ExprKind::Tuple(v) => v.iter().find_map(|e| invalid_part(e, purpose)),
        ExprKind::Starred(inner) if purpose == Use::Assign => invalid_part(inner, purpose),
        _ => Some(e),
    }
}

impl Context<'_> {
    fn refuse_target(&mut self, e: &Expr, verb: &str) {
        self.syntax(format!("cannot {verb} {}", kind_name(e)), e.span.start, e.span.end);
    }

    /// Checks the target of a loop, a comprehension or `as`.
    pub fn bindable(&mut self, e: &Expr) {
        if let Some(bad) = invalid_part(e, Use::Assign) {
            self.refuse_target(bad, "assign to");
        } else {
            self.stars_in_target(e);
        }
    }

    /// Checks the targets of an assignment to `value`.
    pub fn assignable(&mut self, targets: &[Expr], value: &Expr) {
        for e in targets {
            if matches!(e.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_)) && !e.parenthesized() {
                let Span { start, end } = e.span;
                self.syntax("assignment to yield expression not possible", start, end);
            }
            match invalid_part(e, Use::Assign) {
                None => self.stars_in_target(e),
                Some(bad) => {
                    if !self.meant_comparison(&targets[0], targets.get(1), value) {
                        self.refuse_target(bad, "assign to");
                    }
                    return;
                }
            }
        }
    }

    /// Where an assignment has a wrong target, CPython reads it as an expression and takes its first `=` for a wrong `==`,
    /// unless another `=` follows the operand on the right.
    fn meant_comparison(&mut self, first: &Expr, second: Option<&Expr>, value: &Expr) -> bool {
        let left = match &first.kind {
            ExprKind::Tuple(v) if self.is_bare(first) => v.last().unwrap_or(first),
            _ => first,
        };
        let Some(right) = self.leading_operand(second.unwrap_or(value)) else { return false };
        if second.is_some_and(|second| std::ptr::eq(second, right)) || !self.can_be_compared(left) {
            return false;
        }
        if matches!(left.kind, ExprKind::Name(_)) && !left.parenthesized() {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            self.syntax(message, left.span.start, right.span.end);
        } else {
            let message = format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", kind_name(left));
            self.syntax(message, left.span.start, left.span.end);
        }
        true
    }

    /// The operand of comparisons that an expression starts with; none if it starts with `not`, `lambda`, `*` or `yield`.
    fn leading_operand<'e>(&self, e: &'e Expr) -> Option<&'e Expr> {
        let first = match &e.kind {
            ExprKind::Tuple(v) if self.is_bare(e) => v.first()?,
            _ if e.parenthesized() => return Some(e),
            ExprKind::Compare(c) => &c.left,
            ExprKind::BoolOp(b) => b.values.first()?,
            ExprKind::IfExp(i) => &i.body,
            ExprKind::UnaryOp(crate::ast::UnaryOp::Not, _)
            | ExprKind::Lambda(_)
            | ExprKind::Starred(_)
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_) => return None,
            _ => return Some(e),
        };
        self.leading_operand(first)
    }

    /// Whether a tuple is written without parentheses.
    pub fn is_bare(&self, tuple: &Expr) -> bool {
        match &tuple.kind {
            ExprKind::Tuple(v) => v.first().is_some_and(|first| {
                first.span.start == tuple.span.start || first.parenthesized() && !self.encloses(tuple)
            }),
            _ => false,
        }
    }

    /// Whether the text of a tuple is one pair of parentheses: its first element's parentheses end before its end.
    fn encloses(&self, tuple: &Expr) -> bool {
        let bytes = self.text(tuple.span.start, tuple.span.end).as_bytes();
        bytes.first() == Some(&b'(') && bytes.last() == Some(&b')') && {
            let ExprKind::Tuple(v) = &tuple.kind else { return false };
            let Some(last) = v.last() else { return true };
            // What follows the last element: a comma or nothing, its own parentheses, then the tuple's.
            let after = self.text(last.span.end, tuple.span.end);
            let own = last.parenthesized();
            let closing = after.bytes().filter(|&b| b == b')').count();
            closing > usize::from(own)
        }
    }

    fn can_be_compared(&self, e: &Expr) -> bool {
        // What starts with a list is no operand here.
        if self.text(e.span.start, e.span.end).starts_with('[') && !matches!(e.kind, ExprKind::ListComp(_)) {
            return false;
        }
        let atom_like = matches!(
            e.kind,
            ExprKind::BinOp(_)
                | ExprKind::Await(_)
                | ExprKind::Call(_)
                | ExprKind::Dict(_)
                | ExprKind::Set(_)
                | ExprKind::ListComp(_)
                | ExprKind::SetComp(_)
                | ExprKind::DictComp(_)
                | ExprKind::JoinedStr(_)
                | ExprKind::Attribute(_)
                | ExprKind::Subscript(_)
                | ExprKind::Name(_)
        );
        match &e.kind {
            ExprKind::UnaryOp(op, _) => *op != crate::ast::UnaryOp::Not || e.parenthesized(),
            ExprKind::Constant(Constant::None | Constant::True | Constant::False) => e.parenthesized(),
            ExprKind::Constant(_) => true,
            ExprKind::Generator(_) => false,
            _ => atom_like || e.parenthesized(),
        }
    }

    fn stars_in_target(&mut self, e: &Expr) {
        let message = "starred assignment target must be in a list or tuple";
        match &e.kind {
            ExprKind::Starred(_) => self.refuse(message, e.span),
            ExprKind::List(v) | ExprKind::Tuple(v) => self.one_star(e, v),
            _ => {}
        }
    }

    fn one_star(&mut self, e: &Expr, items: &[Expr]) {
        let mut stars = 0;
        for item in items {
            match &item.kind {
                ExprKind::Starred(inner) => {
                    stars += 1;
                    self.stars_in_target(inner);
                }
                ExprKind::List(v) | ExprKind::Tuple(v) => self.one_star(item, v),
                _ => {}
            }
        }
        if stars > 1 {
            let message = "multiple starred expressions in assignment";
            self.refuse(message, e.span);
        }
    }

    /// Checks a target of `del`.
    pub fn deletable(&mut self, e: &Expr) {
        if let Some(bad) = invalid_part(e, Use::Delete) {
            self.refuse_target(bad, "delete");
        }
    }
}

/// `target := value`.
pub(crate) fn named(context: &mut Context<'_>, target: Expr, value: Expr, start: u32, end: u32) -> Expr {
    match target.kind {
        ExprKind::Name(name) if !target.parenthesized() => {
            let target = Ident { name, span: target.span };
            context.expr(ExprKind::Named(Box::new(NamedExpr { target, value })), start, end)
        }
        _ => {
            let message = format!("cannot use assignment expressions with {}", kind_name(&target));
            context.syntax(message, target.span.start, target.span.end);
            value
        }
    }
}

/// `target := value` as an argument, where CPython reads nothing but a name; `operator` is where the `:=` is.
pub(crate) fn named_argument(
    context: &mut Context<'_>,
    target: Expr,
    operator: u32,
    value: Expr,
    start: u32,
    end: u32,
) -> Expr {
    if !matches!(target.kind, ExprKind::Name(_)) {
        context.syntax("invalid syntax", operator, operator + 2);
    }
    named(context, target, value, start, end)
}

/// One `for` of a comprehension.
pub(crate) fn generator(context: &mut Context<'_>, target: Expr, iter: Expr, is_async: bool) -> Box<Comprehension> {
    context.bindable(&target);
    Box::new(Comprehension { target, iter, ifs: Vec::new(), is_async })
}
