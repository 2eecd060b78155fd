//! Errors of expressions: a missing comma or `else`, `=` for `==`, and the print statement of Python 2.

use super::{Scene, bracket};
use crate::ast::{ExprKind, Span};
use crate::error::Fault;
use crate::target::{Use, invalid_part, kind_name};
use crate::token::Token;

pub(super) fn fault(scene: &Scene<'_>) -> Option<Fault> {
    missing_else(scene)
        .or_else(|| print_statement(scene))
        .or_else(|| missing_comma(scene))
        .or_else(|| assignment(scene))
        .or_else(|| named(scene))
        .or_else(|| target(scene))
}

/// Tokens after which CPython looks for a whole expression.
fn before_expression(token: Token) -> bool {
    use Token::{Assert, Colon, ColonEqual, Comma, Elif, Else, Equal, From, Raise, Return, Semicolon, While, Yield};
    token.is_augmented_assignment()
        || matches!(
            token,
            Assert
                | Colon
                | ColonEqual
                | Comma
                | Elif
                | Else
                | Equal
                | From
                | Raise
                | Return
                | Semicolon
                | While
                | Yield
                | Token::FStringColon
        )
}

/// Where the expression that ends before the unexpected token starts.
fn expression_start(scene: &Scene<'_>) -> usize {
    scene.after_last(scene.at, before_expression)
}

fn is_legacy(scene: &Scene<'_>, index: usize) -> bool {
    scene.kind(index) == Token::Name && matches!(scene.text(index), "print" | "exec")
}

/// `a if b` without `else`.
pub(super) fn missing_else(scene: &Scene<'_>) -> Option<Fault> {
    if matches!(scene.kind(scene.at), Token::Else | Token::Colon) || !scene.before(1).ends_expression() {
        return None;
    }
    let condition = scene.after_last(scene.at, |t| t == Token::If || before_expression(t));
    let if_at = condition.checked_sub(1)?;
    if scene.kind(if_at) != Token::If || if_at == scene.line || !scene.expects("else") {
        return None;
    }
    let mut start = scene.after_last(if_at, before_expression);
    if is_legacy(scene, start) && scene.kind(start + 1).starts_expression() && start + 1 < if_at {
        start += 1;
    }
    let value = scene.parse(start, if_at)?;
    let condition = scene.parse(condition, scene.at)?;
    let span = Span::new(value.span.start, condition.span.end);
    Some(Fault::syntax("expected 'else' after 'if' expression", span))
}

/// Two expressions in brackets with nothing between.
pub(super) fn missing_comma(scene: &Scene<'_>) -> Option<Fault> {
    if matches!(scene.kind(scene.line), Token::From | Token::Case) {
        return None;
    }
    let start = expression_start(scene);
    let is_value = matches!(scene.kind(start.wrapping_sub(1)), Token::Equal | Token::Colon);
    if bracket::is_parameters(scene, scene.bracket()?) && !is_value {
        return None;
    }
    if !scene.kind(scene.at).starts_expression() || !scene.before(1).ends_expression() {
        return None;
    }
    let start = if matches!(scene.kind(start), Token::Star | Token::DoubleStar) { start + 1 } else { start };
    let soft = matches!(scene.text(start), "match" | "case" | "type" | "_");
    let prefixed = scene.kind(start) == Token::Name && scene.kind(start + 1) == Token::String;
    if soft || prefixed || (is_legacy(scene, start) && start + 1 == scene.at) {
        return None;
    }
    let first = scene.parse(start, scene.at)?;
    if matches!(first.kind, ExprKind::IfExp(_) | ExprKind::Lambda(_) | ExprKind::Tuple(_)) && !first.parenthesized() {
        // A tuple in parentheses starts with one.
        if scene.kind(start) != Token::LeftParen {
            return None;
        }
    }
    let (second, after) = scene.longest(scene.at, false)?;
    let span = Span::new(first.span.start, second.span.end);
    let fault = Fault::syntax("invalid syntax. Perhaps you forgot a comma?", span);
    Some(fault.reaching(scene.span(after).start))
}

/// `print x`.
fn print_statement(scene: &Scene<'_>) -> Option<Fault> {
    let negated = scene.before(1) == Token::Not;
    let name = scene.at.checked_sub(if negated { 2 } else { 1 })?;
    if !is_legacy(scene, name) || scene.kind(name + 1) == Token::LeftParen {
        return None;
    }
    let (_, after) = scene.longest(name + 1, true)?;
    let word = scene.text(name);
    let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
    Some(Fault::syntax(message, Span::new(scene.span(name).start, scene.span(after - 1).end)))
}

/// `=` where a condition or an element is read.
fn assignment(scene: &Scene<'_>) -> Option<Fault> {
    if scene.kind(scene.at) != Token::Equal {
        return None;
    }
    let start =
        scene.after_last(scene.at, |t| before_expression(t) || matches!(t, Token::If | Token::Match | Token::At));
    let opener = scene.kind(start.checked_sub(1)?);
    let bracketed = matches!(
        opener,
        Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::Comma if scene.bracket().is_some()
    );
    if !bracketed && !matches!(opener, Token::If | Token::Elif | Token::While) {
        return None;
    }
    // The value must not be assigned on.
    let (_, after) = scene.longest(scene.at + 1, false)?;
    if matches!(scene.kind(after), Token::Equal | Token::ColonEqual) {
        return None;
    }
    if scene.kind(start) == Token::Name && start + 1 == scene.at {
        let end = bitwise_end(scene, scene.at + 1).unwrap_or(scene.place().end);
        let span = Span::new(scene.span(start).start, end);
        let fault = Fault::syntax("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span);
        return Some(fault.reaching(scene.span(after).start));
    }
    let target = scene.parse(start, scene.at)?;
    let refused = match &target.kind {
        ExprKind::List(_) | ExprKind::Tuple(_) | ExprKind::Generator(_) => true,
        ExprKind::Compare(_) | ExprKind::BoolOp(_) | ExprKind::IfExp(_) | ExprKind::Lambda(_) => {
            !target.parenthesized()
        }
        ExprKind::UnaryOp(op, _) => *op == crate::ast::UnaryOp::Not && !target.parenthesized(),
        ExprKind::Constant(_) => matches!(kind_name(&target), "None" | "True" | "False"),
        _ => false,
    };
    if refused {
        return None;
    }
    let message = format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", kind_name(&target));
    Some(Fault::syntax(message, target.span).reaching(scene.span(after).start))
}

/// `lambda: a := 1`, `case a as 1`.
fn named(scene: &Scene<'_>) -> Option<Fault> {
    if scene.kind(scene.line) == Token::Case && scene.before(1) == Token::As {
        let (target, _) = scene.longest(scene.at, false)?;
        return Some(Fault::syntax("invalid pattern target", target.span));
    }
    if scene.kind(scene.at) == Token::ColonEqual && scene.kind(scene.line) == Token::Lambda {
        let target = scene.parse(scene.line, scene.at)?;
        return Some(Fault::syntax("cannot use assignment expressions with lambda", target.span));
    }
    None
}

/// A wrong target on the left of `=` or `:`, where what follows is wrong, too.
fn target(scene: &Scene<'_>) -> Option<Fault> {
    if scene.bracket().is_some() {
        return None;
    }
    let mut depth = 0usize;
    let mut start = scene.line;
    for i in scene.line..=scene.at {
        match scene.kind(i) {
            Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FStringStart => depth += 1,
            Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FStringEnd => {
                depth = depth.saturating_sub(1);
            }
            Token::Semicolon if depth == 0 => start = i + 1,
            Token::Equal if depth == 0 && i < scene.at => {
                let e = scene.parse(start, i)?;
                if let Some(bad) = invalid_part(&e, Use::Assign) {
                    return Some(Fault::syntax(format!("cannot assign to {}", kind_name(bad)), bad.span));
                }
                start = i + 1;
            }
            Token::Colon if depth == 0 && i < scene.at => {
                let e = scene.parse(start, i)?;
                if matches!(e.kind, ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_)) {
                    return None;
                }
                let annotated = scene.longest(i + 1, false).is_some();
                if annotated && !matches!(e.kind, ExprKind::Tuple(_) | ExprKind::List(_)) {
                    return Some(Fault::syntax("illegal target for annotation", e.span));
                }
                return (!annotated).then(|| Fault::syntax("invalid syntax", scene.span(i)));
            }
            _ => {}
        }
    }
    None
}

/// Where the operand without comparisons that starts at an index ends.
pub(super) fn bitwise_end(scene: &Scene<'_>, from: usize) -> Option<u32> {
    let mut depth = 0usize;
    let mut to = from;
    while to < scene.tokens.len() {
        match scene.kind(to) {
            Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FStringStart => depth += 1,
            Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FStringEnd if depth > 0 => depth -= 1,
            Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FStringEnd => break,
            Token::Newline => break,
            Token::Comma
            | Token::Colon
            | Token::And
            | Token::Or
            | Token::If
            | Token::For
            | Token::In
            | Token::Is
            | Token::Not
            | Token::EqualEqual
            | Token::NotEqual
            | Token::Less
            | Token::LessEqual
            | Token::Greater
            | Token::GreaterEqual
            | Token::Else
                if depth == 0 =>
            {
                break;
            }
            _ => {}
        }
        to += 1;
    }
    (to > from).then(|| scene.span(to - 1).end)
}
