//! Making statements: spans, and the checks the grammar cannot express.

use crate::ast::{
    AnnAssign, Assign, AugAssign, Call, ClassDef, Elif, ExceptHandler, Expr, ExprKind, For, FunctionDef, Ident, If,
    Match, MatchCase, Operator, Parameters, Span, Stmt, StmtKind, Try, While, With, WithItem,
};
use crate::context::Context;
use crate::target;

/// Where a block ends.
fn end(body: &[Stmt]) -> u32 {
    body.last().map_or(0, |s| s.span.end)
}

/// An expression used as a statement.
pub(crate) fn expression(context: &mut Context<'_>, e: Expr) -> StmtKind {
    context.not_starred(&e);
    StmtKind::Expr(Box::new(e))
}

/// `a = b = value`; the chain has at least two parts.
pub(crate) fn assign(context: &mut Context<'_>, mut chain: Vec<Expr>) -> StmtKind {
    let value = chain.pop().expect("a chain has a value");
    context.assignable(&chain, &value);
    context.not_starred(&value);
    StmtKind::Assign(Box::new(Assign { targets: chain, value }))
}

/// `target op= value`.
pub(crate) fn augmented(context: &mut Context<'_>, target: Expr, op: Operator, value: Expr) -> StmtKind {
    if !matches!(target.kind, ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_)) {
        let name = target::kind_name(&target);
        let message = format!("'{name}' is an illegal expression for augmented assignment");
        context.syntax(message, target.span.start, target.span.end);
    }
    context.not_starred(&value);
    StmtKind::AugAssign(Box::new(AugAssign { target, op, value }))
}

/// `target: annotation = value`.
pub(crate) fn annotated(
    context: &mut Context<'_>,
    target: Expr,
    annotation: Expr,
    value: Option<Box<Expr>>,
) -> StmtKind {
    let Span { start, end } = target.span;
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_) => {}
        ExprKind::Starred(_) => context.syntax("invalid syntax", end, end + 1),
        ExprKind::List(_) => context.syntax("only single target (not list) can be annotated", start, end),
        ExprKind::Tuple(v) => {
            let end = if context.is_bare(&target) { v.first().map_or(end, |first| first.span.end) } else { end };
            context.syntax("only single target (not tuple) can be annotated", start, end);
        }
        _ => context.syntax("illegal target for annotation", start, end),
    }
    if let Some(value) = &value {
        context.not_starred(value);
    }
    let simple = matches!(target.kind, ExprKind::Name(_)) && !target.parenthesized();
    StmtKind::AnnAssign(Box::new(AnnAssign { target, annotation, value: value.map(|v| *v), simple }))
}

/// `return value`.
pub(crate) fn returned(context: &mut Context<'_>, value: Expr) -> StmtKind {
    context.not_starred(&value);
    StmtKind::Return(Some(Box::new(value)))
}

/// `del targets`; `start` is where the targets start.
pub(crate) fn delete(context: &mut Context<'_>, start: u32, targets: Expr) -> StmtKind {
    context.deletable(&targets);
    let bare = targets.span.start == start && context.is_bare(&targets);
    match targets.kind {
        ExprKind::Tuple(v) if bare => StmtKind::Delete(v),
        _ => StmtKind::Delete(vec![targets]),
    }
}

/// `if` with its branches; gives each `elif` its end.
pub(crate) fn conditional(start: u32, mut node: If) -> Stmt {
    let last = node.elifs.last().map_or(&node.body, |branch: &Elif| &branch.body);
    let end = if node.orelse.is_empty() { end(last) } else { end(&node.orelse) };
    for branch in &mut node.elifs {
        branch.span.end = end;
    }
    Stmt { kind: StmtKind::If(Box::new(node)), span: Span::new(start, end) }
}

/// `while`.
pub(crate) fn repeated(start: u32, node: While) -> Stmt {
    let end = end(&node.body).max(end(&node.orelse));
    Stmt { kind: StmtKind::While(Box::new(node)), span: Span::new(start, end) }
}

/// `for`.
pub(crate) fn for_loop(
    context: &mut Context<'_>,
    start: u32,
    target: Expr,
    iter: Expr,
    body: Vec<Stmt>,
    orelse: Vec<Stmt>,
) -> Stmt {
    context.bindable(&target);
    context.not_starred(&iter);
    let end = end(&body).max(end(&orelse));
    let kind = StmtKind::For(Box::new(For { target, iter, body, orelse, is_async: false }));
    Stmt { kind, span: Span::new(start, end) }
}

/// `with`. A single tuple in parentheses is a list of context managers.
pub(crate) fn with(context: &mut Context<'_>, start: u32, mut items: Vec<WithItem>, body: Vec<Stmt>) -> Stmt {
    if let [WithItem { context: only, target: None }] = &mut items[..] {
        let is_list = match &only.kind {
            ExprKind::Tuple(v) => {
                let plain = |e: &Expr| match e.kind {
                    ExprKind::Starred(_) => false,
                    ExprKind::Named(_) => e.parenthesized(),
                    _ => true,
                };
                !v.is_empty() && !only.parenthesized() && v.iter().all(plain)
            }
            _ => false,
        };
        if is_list && let ExprKind::Tuple(v) = &mut only.kind {
            items = std::mem::take(v).into_iter().map(|e| WithItem { context: e, target: None }).collect();
        }
    }
    for item in &items {
        if let Some(target) = &item.target {
            context.bindable(target);
        }
    }
    let span = Span::new(start, end(&body));
    Stmt { kind: StmtKind::With(Box::new(With { items, body, is_async: false })), span }
}

/// `with (a, b, c as d`: the first items were read as a tuple's.
pub(crate) fn with_after_tuple(context: &mut Context<'_>, first: Vec<Expr>, e: Expr, target: Expr) -> Vec<WithItem> {
    for e in &first {
        if matches!(e.kind, ExprKind::Starred(_)) || matches!(e.kind, ExprKind::Named(_)) && !e.parenthesized() {
            context.syntax("invalid syntax", e.span.start, e.span.end);
        }
    }
    let mut items: Vec<_> = first.into_iter().map(|e| WithItem { context: e, target: None }).collect();
    items.push(WithItem { context: e, target: Some(target) });
    items
}

/// Marks a statement `async`; it starts where that word does.
pub(crate) fn make_async(start: u32, mut s: Stmt) -> Stmt {
    s.span.start = start;
    match &mut s.kind {
        StmtKind::FunctionDef(f) => f.is_async = true,
        StmtKind::For(f) => f.is_async = true,
        StmtKind::With(w) => w.is_async = true,
        _ => {}
    }
    s
}

/// `def`.
pub(crate) fn function(start: u32, name: Ident, params: Parameters, returns: Option<Expr>, body: Vec<Stmt>) -> Stmt {
    let span = Span::new(start, end(&body));
    let node = FunctionDef { name, params, body, decorators: Vec::new(), returns, is_async: false };
    Stmt { kind: StmtKind::FunctionDef(Box::new(node)), span }
}

/// `class Name:`, with the arguments of `class Name(…)` if there are any.
pub(crate) fn class(start: u32, name: Ident, arguments: Option<Box<Call>>, body: Vec<Stmt>) -> Stmt {
    let span = Span::new(start, end(&body));
    let (bases, keywords) = arguments.map_or_else(Default::default, |c| (c.args, c.keywords));
    let node = ClassDef { name, bases, keywords, body, decorators: Vec::new() };
    Stmt { kind: StmtKind::ClassDef(Box::new(node)), span }
}

/// `class Name(…):`, whose head was read as a call.
pub(crate) fn class_of_call(context: &mut Context<'_>, start: u32, call: Box<Call>, body: Vec<Stmt>) -> Stmt {
    let bare = |e: &&Expr| matches!(e.kind, ExprKind::Generator(_)) && !e.parenthesized();
    if let Some(generator) = call.args.iter().find(bare) {
        let word = match &generator.kind {
            ExprKind::Generator(g) if !g.generators[0].is_async => "for",
            _ => "async",
        };
        let after = match &generator.kind {
            ExprKind::Generator(g) => g.element.span.end,
            _ => generator.span.start,
        };
        let start = after + context.text(after, generator.span.end).find(word).unwrap_or(0) as u32;
        context.syntax("invalid syntax", start, start + word.len() as u32);
    }
    let ExprKind::Name(name) = call.func.kind else { unreachable!("the head of a class is a name") };
    let name = Ident { name, span: call.func.span };
    class(start, name, Some(call), body)
}

/// Adds decorators to a definition.
pub(crate) fn decorate(decorators: Vec<Expr>, mut s: Stmt) -> Stmt {
    match &mut s.kind {
        StmtKind::FunctionDef(f) => f.decorators = decorators,
        StmtKind::ClassDef(c) => c.decorators = decorators,
        _ => {}
    }
    s
}

/// What a match statement matches.
pub(crate) fn subject(context: &mut Context<'_>, e: Expr) -> Expr {
    if matches!(e.kind, ExprKind::Starred(_)) {
        context.syntax("invalid syntax", e.span.end, e.span.end + 1);
    }
    e
}

/// `match`.
pub(crate) fn matched(start: u32, subject: Expr, cases: Vec<MatchCase>) -> Stmt {
    let last = cases.last().map_or(start, |case| end(&case.body));
    Stmt { kind: StmtKind::Match(Box::new(Match { subject, cases })), span: Span::new(start, last) }
}

/// An `except`, and whether it is `except*`.
pub(crate) struct Handler {
    node: ExceptHandler,
    is_star: bool,
    /// Where its head ends, the colon excluded.
    head_end: u32,
}

/// One `except` clause.
pub(crate) fn handler(
    start: u32,
    head_end: u32,
    is_star: bool,
    exception: Option<Expr>,
    name: Option<Ident>,
    body: Vec<Stmt>,
) -> Box<Handler> {
    let span = Span::new(start, end(&body));
    Box::new(Handler { node: ExceptHandler { exception, name, body, span }, is_star, head_end })
}

/// Adds an `except` to a `try`.
pub(crate) fn add_handler(context: &mut Context<'_>, mut node: Box<Try>, handler: Handler) -> Box<Try> {
    let Handler { node: handler, is_star, head_end } = handler;
    let start = handler.span.start;
    if let Some(exception) = &handler.exception {
        context.one_exception_type(exception, head_end);
    }
    if let Some(last) = node.handlers.last() {
        if node.is_star != is_star {
            let message = "cannot have both 'except' and 'except*' on the same 'try'";
            // The error is at the second `except` with its star.
            let length = if is_star { context.text(start, head_end).find('*').map_or(6, |n| n + 1) } else { 6 };
            context.syntax(message, start, start + length as u32);
        } else if last.exception.is_none() {
            context.refuse("default 'except:' must be last", last.span);
        }
    }
    node.is_star = is_star;
    node.handlers.push(handler);
    node
}

/// `try` with all its parts.
pub(crate) fn try_finally(start: u32, mut node: Box<Try>, orelse: Vec<Stmt>, finalbody: Vec<Stmt>) -> Stmt {
    let handlers = node.handlers.last().map_or(0, |h| h.span.end);
    let last = handlers.max(end(&orelse)).max(end(&finalbody));
    node.orelse = orelse;
    node.finalbody = finalbody;
    Stmt { kind: StmtKind::Try(node), span: Span::new(start, last) }
}
