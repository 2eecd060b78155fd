//! Errors of expressions: a missing comma or `else`, `=` for `==`, and the print statement of Python 2.

use super::{Site, bracket};
use crate::ast::{ExprKind, Span};
use crate::error::Fault;
use crate::target::{Use, invalid_part, kind_name};
use crate::token::Token;

pub(super) fn fault(site: &Site<'_>) -> Option<Fault> {
    missing_else(site)
        .or_else(|| print_statement(site))
        .or_else(|| missing_comma(site))
        .or_else(|| assignment(site))
        .or_else(|| named(site))
        .or_else(|| target(site))
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
fn expression_start(site: &Site<'_>) -> usize {
    site.after_last(site.at, before_expression)
}

fn is_legacy(site: &Site<'_>, index: usize) -> bool {
    site.kind(index) == Token::Name && matches!(site.text(index), "print" | "exec")
}

/// `a if b` without `else`.
pub(super) fn missing_else(site: &Site<'_>) -> Option<Fault> {
    if matches!(site.kind(site.at), Token::Else | Token::Colon) || !site.before(1).ends_expression() {
        return None;
    }
    let condition = site.after_last(site.at, |t| t == Token::If || before_expression(t));
    let if_at = condition.checked_sub(1)?;
    if site.kind(if_at) != Token::If || if_at == site.line || !site.expects("else") {
        return None;
    }
    let mut start = site.after_last(if_at, before_expression);
    if is_legacy(site, start) && site.kind(start + 1).starts_expression() && start + 1 < if_at {
        start += 1;
    }
    let value = site.parse(start, if_at)?;
    let condition = site.parse(condition, site.at)?;
    let span = Span::new(value.span.start, condition.span.end);
    Some(Fault::syntax("expected 'else' after 'if' expression", span))
}

/// Two expressions in brackets with nothing between.
pub(super) fn missing_comma(site: &Site<'_>) -> Option<Fault> {
    if matches!(site.kind(site.line), Token::From | Token::Case) {
        return None;
    }
    let start = expression_start(site);
    let is_value = matches!(site.kind(start.wrapping_sub(1)), Token::Equal | Token::Colon);
    if bracket::is_parameters(site, site.bracket()?) && !is_value {
        return None;
    }
    if !site.kind(site.at).starts_expression() || !site.before(1).ends_expression() {
        return None;
    }
    let start = if matches!(site.kind(start), Token::Star | Token::DoubleStar) { start + 1 } else { start };
    let soft = matches!(site.text(start), "match" | "case" | "type" | "_");
    let prefixed = site.kind(start) == Token::Name && site.kind(start + 1) == Token::String;
    if soft || prefixed || (is_legacy(site, start) && start + 1 == site.at) {
        return None;
    }
    let first = site.parse(start, site.at)?;
    if matches!(first.kind, ExprKind::IfExp(_) | ExprKind::Lambda(_) | ExprKind::Tuple(_)) && !first.parenthesized() {
        // A tuple in parentheses starts with one.
        if site.kind(start) != Token::LeftParen {
            return None;
        }
    }
    let (second, after) = site.longest(site.at, false)?;
    let span = Span::new(first.span.start, second.span.end);
    let fault = Fault::syntax("invalid syntax. Perhaps you forgot a comma?", span);
    Some(fault.reaching(site.span(after).start))
}

/// `print x`.
fn print_statement(site: &Site<'_>) -> Option<Fault> {
    let negated = site.before(1) == Token::Not;
    let name = site.at.checked_sub(if negated { 2 } else { 1 })?;
    if !is_legacy(site, name) || site.kind(name + 1) == Token::LeftParen {
        return None;
    }
    let (_, after) = site.longest(name + 1, true)?;
    let word = site.text(name);
    let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
    Some(Fault::syntax(message, Span::new(site.span(name).start, site.span(after - 1).end)))
}

/// `=` where a condition or an element is read.
fn assignment(site: &Site<'_>) -> Option<Fault> {
    if site.kind(site.at) != Token::Equal {
        return None;
    }
    let start = site.after_last(site.at, |t| before_expression(t) || matches!(t, Token::If | Token::Match | Token::At));
    let opener = site.kind(start.checked_sub(1)?);
    let bracketed = matches!(
        opener,
        Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::Comma if site.bracket().is_some()
    );
    if !bracketed && !matches!(opener, Token::If | Token::Elif | Token::While) {
        return None;
    }
    // The value must not be assigned on.
    let (_, after) = site.longest(site.at + 1, false)?;
    if matches!(site.kind(after), Token::Equal | Token::ColonEqual) {
        return None;
    }
    if site.kind(start) == Token::Name && start + 1 == site.at {
        let end = bitwise_end(site, site.at + 1).unwrap_or(site.place().end);
        let span = Span::new(site.span(start).start, end);
        let fault = Fault::syntax("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span);
        return Some(fault.reaching(site.span(after).start));
    }
    let target = site.parse(start, site.at)?;
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
    Some(Fault::syntax(message, target.span).reaching(site.span(after).start))
}

/// `lambda: a := 1`, `case a as 1`.
pub(super) fn named(site: &Site<'_>) -> Option<Fault> {
    if site.kind(site.line) == Token::Case && site.before(1) == Token::As {
        let (target, _) = site.longest(site.at, false)?;
        return Some(Fault::syntax("invalid pattern target", target.span));
    }
    if site.kind(site.at) == Token::ColonEqual
        && site.kind(site.line) == Token::Lambda
        && site.start != Token::StartExpression
    {
        let target = site.parse(site.line, site.at)?;
        return Some(Fault::syntax("cannot use assignment expressions with lambda", target.span));
    }
    None
}

/// A wrong target on the left of `=` or `:`, where what follows is wrong, too.
fn target(site: &Site<'_>) -> Option<Fault> {
    if site.bracket().is_some() {
        return None;
    }
    let mut depth = 0usize;
    let mut start = site.line;
    for i in site.line..=site.at {
        match site.kind(i) {
            Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FStringStart => depth += 1,
            Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FStringEnd => {
                depth = depth.saturating_sub(1);
            }
            Token::Semicolon if depth == 0 => start = i + 1,
            Token::Equal if depth == 0 && i < site.at => {
                let e = site.parse(start, i)?;
                if let Some(bad) = invalid_part(&e, Use::Assign) {
                    return Some(Fault::syntax(format!("cannot assign to {}", kind_name(bad)), bad.span));
                }
                start = i + 1;
            }
            Token::Colon if depth == 0 && i < site.at => {
                let e = site.parse(start, i)?;
                if matches!(e.kind, ExprKind::Name(_) | ExprKind::Attribute(_) | ExprKind::Subscript(_)) {
                    return None;
                }
                let annotated = site.longest(i + 1, false).is_some();
                if annotated && !matches!(e.kind, ExprKind::Tuple(_) | ExprKind::List(_)) {
                    return Some(Fault::syntax("illegal target for annotation", e.span));
                }
                return (!annotated).then(|| Fault::syntax("invalid syntax", site.span(i)));
            }
            _ => {}
        }
    }
    None
}

/// Where the operand without comparisons that starts at an index ends.
pub(super) fn bitwise_end(site: &Site<'_>, from: usize) -> Option<u32> {
    let mut depth = 0usize;
    let mut to = from;
    while to < site.tokens.len() {
        match site.kind(to) {
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
    (to > from).then(|| site.span(to - 1).end)
}
