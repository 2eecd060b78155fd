//! Warnings about code that compiles and cannot be meant: calling a literal, `is` with a literal, `assert (x, "message")`.

use rcpy_syntax::SyntaxWarning;
use rcpy_syntax::ast::{Assert, Call, CmpOp, Compare, Constant, Expr, ExprKind, Span, Subscript, UnaryOp};

use super::Context;

/// The type of what an expression gives, where its form tells.
fn type_name(e: &Expr) -> Option<&'static str> {
    Some(match &e.kind {
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::ListComp(_) => "list",
        ExprKind::Dict(_) | ExprKind::DictComp(_) => "dict",
        ExprKind::Set(_) | ExprKind::SetComp(_) => "set",
        ExprKind::Generator(_) => "generator",
        ExprKind::Lambda(_) => "function",
        ExprKind::JoinedStr(_) | ExprKind::FormattedValue(_) => "str",
        ExprKind::Constant(c) => match c {
            Constant::None => "NoneType",
            Constant::True | Constant::False => "bool",
            Constant::Ellipsis => "ellipsis",
            Constant::Int(_) | Constant::BigInt(_) => "int",
            Constant::Float(_) => "float",
            Constant::Imaginary(_) => "complex",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
        },
        // A signed number is a constant.
        ExprKind::UnaryOp(UnaryOp::USub | UnaryOp::UAdd, v) if is_number(v) => return type_name(v),
        _ => return None,
    })
}

fn is_number(e: &Expr) -> bool {
    use Constant::{BigInt, Float, Imaginary, Int};
    matches!(e.kind, ExprKind::Constant(Int(_) | BigInt(_) | Float(_) | Imaginary(_)))
}

impl Context<'_> {
    fn warn(&mut self, message: String, span: Span) {
        let line = self.lines.line(span.start.min(self.source.len() as u32)) + self.options.first_line;
        self.warnings.push(SyntaxWarning { message, line });
    }

    /// `(1, 2)(3)`: probably a comma is missing.
    pub fn check_callee(&mut self, c: &Call) {
        if matches!(c.func.kind, ExprKind::Lambda(_)) {
            return;
        }
        if let Some(name) = type_name(&c.func) {
            self.warn(format!("'{name}' object is not callable; perhaps you missed a comma?"), c.func.span);
        }
    }

    /// `1[0]`, `[1, 2]["a"]`.
    pub fn check_subscript(&mut self, s: &Subscript, span: Span) {
        let Some(name) = type_name(&s.value) else { return };
        let is_sequence = match &s.value.kind {
            ExprKind::Constant(Constant::Str(_) | Constant::Bytes(_)) => true,
            ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::ListComp(_) | ExprKind::JoinedStr(_) => true,
            ExprKind::Dict(_) | ExprKind::DictComp(_) => return,
            _ => false,
        };
        if !is_sequence {
            self.warn(format!("'{name}' object is not subscriptable; perhaps you missed a comma?"), s.value.span);
            return;
        }
        match type_name(&s.index) {
            None | Some("int" | "bool") => {}
            Some(index) => self.warn(
                format!("{name} indices must be integers or slices, not {index}; perhaps you missed a comma?"),
                span,
            ),
        }
    }

    /// `x is 1`.
    pub fn check_identity(&mut self, c: &Compare, span: Span) {
        let literal = |e: &Expr| match &e.kind {
            ExprKind::Constant(Constant::None | Constant::True | Constant::False | Constant::Ellipsis) => None,
            ExprKind::Constant(_) | ExprKind::UnaryOp(..) => type_name(e),
            ExprKind::Tuple(_) => super::fold::constant(e).and(Some("tuple")),
            _ => None,
        };
        let mut left = &c.left;
        for step in &c.rest {
            let (what, meant) = match step.op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = &step.right;
                    continue;
                }
            };
            if let Some(name) = literal(left).or_else(|| literal(&step.right)) {
                self.warn(format!("\"{what}\" with '{name}' literal. Did you mean \"{meant}\"?"), span);
                return;
            }
            left = &step.right;
        }
    }

    /// `assert (test, "message")`, which holds always.
    pub fn check_assertion(&mut self, a: &Assert, span: Span) {
        if matches!(&a.test.kind, ExprKind::Tuple(items) if !items.is_empty()) {
            self.warn("assertion is always true, perhaps remove parentheses?".to_owned(), span);
        }
    }
}
