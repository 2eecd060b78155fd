//! Errors of what stands in brackets: parameters, arguments, displays, comprehensions.

use super::{Scene, expression};
use crate::ast::Span;
use crate::error::Fault;
use crate::token::Token;

pub(super) fn fault(scene: &Scene<'_>) -> Option<Fault> {
    parenthesized_parameter(scene).or_else(|| {
        let bracket = scene.bracket()?;
        let start = scene.after_last(scene.at, |t| t == Token::Comma);
        argument(scene, bracket, start)
            .or_else(|| dictionary(scene, bracket, start))
            .or_else(|| comprehension(scene, bracket, start))
    })
}

/// Whether the bracket holds the parameters of a `def`.
pub(super) fn is_parameters(scene: &Scene<'_>, bracket: usize) -> bool {
    bracket >= 2 && scene.kind(bracket - 1) == Token::Name && scene.kind(bracket - 2) == Token::Def
}

/// `def f((a, b))`, `lambda (a, b): c`.
fn parenthesized_parameter(scene: &Scene<'_>) -> Option<Fault> {
    if scene.kind(scene.at) != Token::LeftParen {
        return None;
    }
    let start = scene.after_last(scene.at, |t| matches!(t, Token::Comma | Token::Lambda));
    let in_lambda = scene.expects("name")
        && !scene.expects("(")
        && (scene.line..scene.at).rev().any(|i| scene.kind(i) == Token::Lambda);
    let what = if scene.bracket().is_some_and(|b| is_parameters(scene, b)) {
        "Function"
    } else if in_lambda {
        "Lambda expression"
    } else {
        return None;
    };
    if start != scene.at {
        return None;
    }
    let close = (scene.at + 1..scene.tokens.len()).find(|&i| !matches!(scene.kind(i), Token::Name | Token::Comma))?;
    if scene.kind(close) != Token::RightParen {
        return None;
    }
    let span = Span::new(scene.place().start, scene.span(close).end);
    Some(Fault::syntax(format!("{what} parameters cannot be parenthesized"), span))
}

fn argument(scene: &Scene<'_>, bracket: usize, start: usize) -> Option<Fault> {
    let place = scene.place();
    let closes = matches!(scene.kind(scene.at), Token::RightParen | Token::Comma);
    if closes && scene.before(1) == Token::Equal && scene.kind(bracket) == Token::LeftParen {
        let equal = scene.span(scene.at - 1);
        if is_parameters(scene, bracket) {
            return Some(Fault::syntax("expected default value expression", equal));
        }
        let span = Span::new(scene.span(start).start, equal.end);
        return Some(Fault::syntax("expected argument value expression", span));
    }
    if is_parameters(scene, bracket) {
        return None;
    }
    let is_call = bracket > scene.line && scene.kind(bracket - 1).ends_expression();
    if is_call && scene.kind(bracket) == Token::LeftParen && scene.before(1) == Token::Equal {
        let name = scene.parse(start, scene.at - 1)?;
        if scene.kind(start) != Token::Name || start + 2 != scene.at {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return Some(Fault::syntax(message, Span::new(name.span.start, scene.span(scene.at - 1).end)));
        }
    }
    if is_call && closes && scene.before(1) == Token::Star && start + 1 == scene.at {
        return Some(Fault::syntax("Invalid star expression", place));
    }
    if scene.kind(scene.at) == Token::Equal && scene.kind(bracket) == Token::LeftParen {
        let what = match scene.kind(start) {
            Token::Star => "iterable",
            Token::DoubleStar => "keyword",
            _ => return None,
        };
        let (_, after) = scene.longest(scene.at + 1, false)?;
        let span = Span::new(scene.span(start).start, scene.span(after - 1).end);
        return Some(Fault::syntax(format!("cannot assign to {what} argument unpacking"), span));
    }
    if matches!(scene.kind(scene.at), Token::For | Token::Async)
        && scene.kind(bracket) == Token::LeftParen
        && (scene.kind(start), scene.kind(start + 1)) == (Token::Name, Token::Equal)
        && start + 2 < scene.at
    {
        let span = Span::new(scene.span(start).start, scene.span(start + 1).end);
        return Some(Fault::syntax("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span));
    }
    None
}

fn dictionary(scene: &Scene<'_>, bracket: usize, start: usize) -> Option<Fault> {
    if scene.kind(bracket) != Token::LeftBrace {
        return None;
    }
    let ends = matches!(scene.kind(scene.at), Token::RightBrace | Token::Comma);
    match (scene.before(1), scene.kind(scene.at)) {
        (Token::Colon, _) if ends => {
            let message = "expression expected after dictionary key and ':'";
            Some(Fault::syntax(message, scene.span(scene.at - 1)))
        }
        (Token::Colon, Token::Star) => {
            let end = expression::bitwise_end(scene, scene.at + 1).unwrap_or(scene.place().end);
            let message = "cannot use a starred expression in a dictionary value";
            Some(Fault::syntax(message, Span::new(scene.place().start, end)))
        }
        (_, Token::For | Token::Async) if scene.kind(start) == Token::DoubleStar && start == bracket + 1 => {
            Some(Fault::syntax("dict unpacking cannot be used in dict comprehension", scene.span(start)))
        }
        _ if ends && scene.expects(":") && start > bracket + 1 && scene.parse(start, scene.at).is_some() => {
            let end = scene.span(scene.at - 1).end - 1;
            Some(Fault::syntax("':' expected after dictionary key", Span::new(end, end)))
        }
        _ => None,
    }
}

fn comprehension(scene: &Scene<'_>, bracket: usize, start: usize) -> Option<Fault> {
    let unexpected = scene.kind(scene.at);
    if matches!(unexpected, Token::For | Token::Async)
        && matches!(scene.kind(bracket), Token::LeftBracket | Token::LeftBrace)
        && start > bracket + 1
        && scene.before(1) != Token::Colon
        && scene.parse(bracket + 1, scene.at).is_some()
    {
        let span = Span::new(scene.span(bracket + 1).start, scene.span(scene.at - 1).end);
        return Some(Fault::syntax("did you forget parentheses around the comprehension target?", span));
    }
    let after_for = scene.after_last(scene.at, |t| matches!(t, Token::For | Token::In));
    let variables = after_for > 0
        && scene.kind(after_for - 1) == Token::For
        && scene.before(1).ends_expression()
        && scene.parse(after_for, scene.at).is_some();
    variables.then(|| Fault::syntax("'in' expected after for-loop variables", scene.place()))
}
