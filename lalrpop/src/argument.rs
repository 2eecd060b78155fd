//! The arguments of calls and class definitions.

use rustc_hash::FxHashSet;

use crate::ast::{Call, Constant, Expr, ExprKind, Ident, Keyword, Span};
use crate::context::Context;
use crate::target;

/// The bases of a class are read as the arguments of a call of the class's name.
pub(crate) fn class_head(name: Ident) -> Box<Call> {
    let func = Expr::new(ExprKind::Name(name.name), name.span);
    Box::new(Call { func, args: Vec::new(), keywords: Vec::new() })
}

/// Adds `name=value`. `place` is the name with its parentheses, `end` where the value ends.
pub(crate) fn keyword(context: &mut Context<'_>, call: &mut Call, name: Expr, place: Span, value: Expr, end: u32) {
    let arg = match &name.kind {
        ExprKind::Name(symbol) if !name.parenthesized() => Some(*symbol),
        ExprKind::Constant(Constant::None | Constant::True | Constant::False) if !name.parenthesized() => {
            let message = format!("cannot assign to {}", target::kind_name(&name));
            context.syntax(message, place.start, context.after_equal(place.end));
            None
        }
        _ => {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            context.syntax(message, name.span.start, context.after_equal(place.end));
            None
        }
    };
    call.keywords.push(Keyword { arg, value, span: Span::new(place.start, end) });
}

impl Context<'_> {
    /// Offset after the `=` that follows `at`.
    fn after_equal(&self, at: u32) -> u32 {
        let rest = &self.source.as_bytes()[at as usize..];
        at + memchr::memchr(b'=', rest).map_or(0, |n| n as u32 + 1)
    }
}

/// Checks a call's arguments. `at` is where the closing parenthesis is.
pub(crate) fn close(context: &mut Context<'_>, mut call: Box<Call>, at: u32, trailing_comma: bool) -> Box<Call> {
    let count = call.args.len() + call.keywords.len();
    let bare = |e: &Expr| matches!(e.kind, ExprKind::Generator(_)) && !e.parenthesized();
    if let Some(generator) = call.args.iter_mut().find(|e| bare(e)) {
        if count > 1 || trailing_comma {
            let Span { start, end } = generator.span;
            context.syntax("Generator expression must be parenthesized", start, end);
        }
        // Alone, it has the call's parentheses.
        let before = &context.source.as_bytes()[..generator.span.start as usize];
        generator.span.start = memchr::memrchr(b'(', before).map_or(generator.span.start, |n| n as u32);
        generator.span.end = at + 1;
    }
    if let (Some(last), Some(first)) = (call.args.last(), call.keywords.first())
        && last.span.start > first.span.start
    {
        order(context, &call, at);
    }
    if call.keywords.len() > 1 {
        let mut seen = FxHashSet::default();
        for keyword in &call.keywords {
            if let Some(name) = keyword.arg
                && !seen.insert(name)
            {
                let message = format!("keyword argument repeated: {}", context.names.get(name));
                context.refuse(message, keyword.span);
            }
        }
    }
    call
}

/// Some positional argument follows a keyword: allowed for `*args` after `name=value` only.
fn order(context: &mut Context<'_>, call: &Call, at: u32) {
    let unpacking = call.keywords.iter().find(|k| k.arg.is_none()).map(|k| k.span.start);
    let first = call.keywords.first().map_or(u32::MAX, |k| k.span.start);
    for arg in &call.args {
        let start = arg.span.start;
        let starred = matches!(arg.kind, ExprKind::Starred(_));
        let after_unpacking = unpacking.is_some_and(|u| u < start);
        if starred && after_unpacking {
            let message = "iterable argument unpacking follows keyword argument unpacking";
            let before = call.keywords.iter().rev().find(|k| k.span.start < start);
            let from = before.map_or(start, |k| k.span.end);
            let comma = memchr::memchr(b',', context.text(from, start).as_bytes()).unwrap_or(0);
            return context.syntax(message, from + comma as u32, at);
        }
        if !starred && start > first {
            let what = if after_unpacking { " unpacking" } else { "" };
            return context.syntax(format!("positional argument follows keyword argument{what}"), at, at + 1);
        }
    }
}
