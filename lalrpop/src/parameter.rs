//! The parameters of functions and lambdas: from the list as written to the five kinds.

use crate::ast::{Expr, Ident, Parameter, Parameters, Span};
use crate::context::Context;

/// One thing between commas. The offsets are where it starts.
pub(crate) enum Item {
    Plain(Parameter),
    BareStar(u32),
    Star(u32, Parameter),
    DoubleStar(u32, Parameter),
    Slash(u32),
}

/// A parameter; the annotation comes with the offset of its end.
pub(crate) fn parameter(name: Ident, annotation: Option<(Box<Expr>, u32)>, default: Option<Box<Expr>>) -> Parameter {
    let (annotation, end) = match annotation {
        Some((e, end)) => (Some(e), end),
        None => (None, name.span.end),
    };
    Parameter { name: name.name, span: Span::new(name.span.start, end), annotation, default }
}

/// Sorts the list by kinds. For a lambda, `after` is where the token after the list starts: some of its errors are
/// reported there.
pub(crate) fn collect(context: &mut Context<'_>, items: Vec<Item>, after: Option<u32>) -> Box<Parameters> {
    let mut p = Box::<Parameters>::default();
    let mut star = None;
    let mut slash = false;
    let mut defaults = false;
    let mut bare_star = None;
    let count = items.len();
    for (i, item) in items.into_iter().enumerate() {
        let place = match &item {
            Item::Plain(q) => q.span.start,
            Item::BareStar(at) | Item::Star(at, _) | Item::DoubleStar(at, _) | Item::Slash(at) => *at,
        };
        if p.kwarg.is_some() {
            let length = match &item {
                Item::Plain(q) => context.names.get(q.name).len() as u32,
                Item::DoubleStar(..) => 2,
                _ => 1,
            };
            context.syntax("arguments cannot follow var-keyword argument", place, place + length);
        }
        if let Some(at) = bare_star.take() {
            match &item {
                Item::Plain(_) | Item::BareStar(_) | Item::Star(..) => {}
                Item::Slash(at) => context.syntax("/ must be ahead of *", *at, at + 1),
                _ if after.is_some() => context.syntax("named arguments must follow bare *", place, place + 2),
                _ => context.syntax("named arguments must follow bare *", at, at + 1),
            }
        }
        match item {
            Item::Plain(q) => {
                if star.is_some() {
                    p.kwonly.push(q);
                    continue;
                }
                if q.default.is_none() && defaults {
                    let message = "parameter without a default follows parameter with a default";
                    context.syntax(message, place, place + context.names.get(q.name).len() as u32);
                }
                defaults |= q.default.is_some();
                p.args.push(q);
            }
            Item::BareStar(at) => {
                if star.replace(at).is_some() {
                    let last = i + 1 == count;
                    let message = if last { "invalid syntax" } else { "* argument may appear only once" };
                    context.syntax(message, at, at + 1);
                }
                bare_star = Some(at);
            }
            Item::Star(at, q) => {
                if star.replace(at).is_some() {
                    context.syntax("* argument may appear only once", at, at + 1);
                }
                p.vararg = Some(Box::new(q));
            }
            Item::DoubleStar(_, q) => p.kwarg = Some(Box::new(q)),
            Item::Slash(at) => {
                if slash {
                    context.syntax("/ may appear only once", at, at + 1);
                } else if star.is_some() {
                    context.syntax("/ must be ahead of *", at, at + 1);
                } else if p.args.is_empty() {
                    let last = i + 1 == count;
                    let message = if last { "invalid syntax" } else { "at least one argument must precede /" };
                    context.syntax(message, at, at + 1);
                }
                slash = true;
                p.posonly = std::mem::take(&mut p.args);
            }
        }
    }
    if let Some(at) = bare_star {
        let at = after.unwrap_or(at);
        context.syntax("named arguments must follow bare *", at, at + 1);
    }
    p
}
