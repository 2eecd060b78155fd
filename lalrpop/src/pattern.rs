//! The patterns of `case`.

use rustc_hash::FxHashSet;

use crate::ast::{
    BinOp, BinOpStep, Constant, Expr, ExprKind, Ident, MatchClass, MatchMapping, Operator, Pattern, PatternKind, Span,
};
use crate::context::Context;
use crate::names::Symbol;

/// A pattern between two offsets.
pub(crate) fn new(kind: PatternKind, start: u32, end: u32) -> Pattern {
    Pattern { kind, span: Span::new(start, end) }
}

/// The name bound by `name`: nothing for `_`.
fn capture(context: &Context<'_>, name: Symbol) -> Option<Symbol> {
    (context.names.get(name) != "_").then_some(name)
}

/// A name (captured, or the wildcard `_`) or a dotted name (compared).
pub(crate) fn name(context: &Context<'_>, e: Expr) -> Pattern {
    let span = e.span;
    let kind = match e.kind {
        ExprKind::Name(name) => PatternKind::As(None, capture(context, name)),
        _ => PatternKind::Value(Box::new(e)),
    };
    Pattern { kind, span }
}

/// A literal.
pub(crate) fn literal(e: Expr) -> Pattern {
    let span = e.span;
    let kind = match e.kind {
        ExprKind::Constant(c @ (Constant::None | Constant::True | Constant::False)) => PatternKind::Singleton(c),
        _ => PatternKind::Value(Box::new(e)),
    };
    Pattern { kind, span }
}

/// A string; f-strings are no patterns.
pub(crate) fn string(context: &mut Context<'_>, e: Expr) -> Expr {
    if matches!(e.kind, ExprKind::JoinedStr(_)) {
        let message = "patterns may only match literals and attribute lookups";
        context.refuse(message, e.span);
    }
    e
}

/// `real + imaginary`.
pub(crate) fn complex(
    context: &mut Context<'_>,
    real: Expr,
    op: Operator,
    imaginary: Expr,
    start: u32,
    end: u32,
) -> Expr {
    let is_imaginary = |e: &Expr| matches!(e.kind, ExprKind::Constant(Constant::Imaginary(_)));
    let real_part = match &real.kind {
        ExprKind::UnaryOp(_, inner) => inner,
        _ => &real,
    };
    if is_imaginary(real_part) {
        context.syntax("real number required in complex literal", real_part.span.start, real_part.span.end);
    } else if !is_imaginary(&imaginary) {
        let Span { start, end } = imaginary.span;
        context.syntax("imaginary number required in complex literal", start, end);
    }
    let rest = vec![BinOpStep { op, end, right: imaginary }];
    context.expr(ExprKind::BinOp(Box::new(BinOp { left: real, rest })), start, end)
}

/// `*name`.
pub(crate) fn star(context: &Context<'_>, name: Ident, start: u32, end: u32) -> Pattern {
    new(PatternKind::Star(capture(context, name.name)), start, end)
}

/// `pattern as name`.
pub(crate) fn named(context: &mut Context<'_>, pattern: Pattern, name: Ident, start: u32, end: u32) -> Pattern {
    if capture(context, name.name).is_none() {
        context.syntax("cannot use '_' as a target", name.span.start, name.span.end);
    }
    new(PatternKind::As(Some(Box::new(pattern)), Some(name.name)), start, end)
}

/// `[a, *b]`.
pub(crate) fn sequence(context: &mut Context<'_>, items: Vec<Pattern>, start: u32, end: u32) -> Pattern {
    if items.iter().filter(|p| matches!(p.kind, PatternKind::Star(_))).count() > 1 {
        context.refuse("multiple starred names in sequence pattern", Span::new(start, end));
    }
    new(PatternKind::Sequence(items), start, end)
}

/// Adds `key: pattern`.
pub(crate) fn add_item(mut mapping: Box<MatchMapping>, key: Expr, pattern: Pattern) -> Box<MatchMapping> {
    mapping.keys.push(key);
    mapping.patterns.push(pattern);
    mapping
}

/// `{key: pattern, **rest}`.
pub(crate) fn mapping(mut mapping: Box<MatchMapping>, rest: Option<Ident>, start: u32, end: u32) -> Pattern {
    mapping.rest = rest.map(|name| name.name);
    new(PatternKind::Mapping(mapping), start, end)
}

/// The name after `**`.
pub(crate) fn rest(context: &mut Context<'_>, name: Ident) -> Ident {
    if capture(context, name.name).is_none() {
        context.syntax("invalid syntax", name.span.start, name.span.end);
    }
    name
}

/// Adds a positional pattern.
pub(crate) fn add_positional(
    context: &mut Context<'_>,
    mut class: Box<MatchClass>,
    pattern: Pattern,
) -> Box<MatchClass> {
    if !class.keywords.is_empty() {
        let Span { start, end } = pattern.span;
        context.syntax("positional patterns follow keyword patterns", start, end);
    }
    class.patterns.push(pattern);
    class
}

/// `Class(patterns)`.
pub(crate) fn class(context: &mut Context<'_>, class: Box<MatchClass>, start: u32, end: u32) -> Pattern {
    let mut seen = FxHashSet::default();
    for (name, pattern) in &class.keywords {
        if !seen.insert(name.name) {
            let message = format!("attribute name repeated in class pattern: {}", context.names.get(name.name));
            context.refuse(message, pattern.span);
        }
    }
    new(PatternKind::Class(class), start, end)
}
