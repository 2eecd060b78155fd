//! Errors of what stands in brackets: parameters, arguments, displays, comprehensions.

use super::{Site, expression};
use crate::ast::Span;
use crate::error::{Columns, Fault};
use crate::token::Token;

pub(super) fn fault(site: &Site<'_>) -> Option<Fault> {
    parenthesized_parameter(site).or_else(|| {
        let bracket = site.bracket()?;
        let start = site.after_last(site.at, |t| t == Token::Comma);
        argument(site, bracket, start)
            .or_else(|| dictionary(site, bracket, start))
            .or_else(|| comprehension(site, bracket, start))
    })
}

/// Whether the bracket holds the parameters of a `def`.
pub(super) fn is_parameters(site: &Site<'_>, bracket: usize) -> bool {
    bracket >= 2 && site.kind(bracket - 1) == Token::Name && site.kind(bracket - 2) == Token::Def
}

/// `def f((a, b))`, `lambda (a, b): c`.
fn parenthesized_parameter(site: &Site<'_>) -> Option<Fault> {
    if site.kind(site.at) != Token::LeftParen {
        return None;
    }
    let start = site.after_last(site.at, |t| matches!(t, Token::Comma | Token::Lambda));
    let in_lambda =
        site.expects("name") && !site.expects("(") && (site.line..site.at).rev().any(|i| site.kind(i) == Token::Lambda);
    let what = if site.bracket().is_some_and(|b| is_parameters(site, b)) {
        "Function"
    } else if in_lambda {
        "Lambda expression"
    } else {
        return None;
    };
    if start != site.at {
        return None;
    }
    let close = (site.at + 1..site.tokens.len()).find(|&i| !matches!(site.kind(i), Token::Name | Token::Comma))?;
    if site.kind(close) != Token::RightParen {
        return None;
    }
    let span = Span::new(site.place().start, site.span(close).end);
    Some(Fault::syntax(format!("{what} parameters cannot be parenthesized"), span))
}

fn argument(site: &Site<'_>, bracket: usize, start: usize) -> Option<Fault> {
    let place = site.place();
    let closes = matches!(site.kind(site.at), Token::RightParen | Token::Comma);
    if closes && site.before(1) == Token::Equal && site.kind(bracket) == Token::LeftParen {
        let equal = site.span(site.at - 1);
        if is_parameters(site, bracket) {
            return Some(Fault::syntax("expected default value expression", equal));
        }
        let span = Span::new(site.span(start).start, equal.end);
        return Some(Fault::syntax("expected argument value expression", span));
    }
    if is_parameters(site, bracket) {
        return None;
    }
    let is_call = bracket > site.line && site.kind(bracket - 1).ends_expression();
    if is_call && site.kind(bracket) == Token::LeftParen && site.before(1) == Token::Equal {
        let name = site.parse(start, site.at - 1)?;
        if site.kind(start) != Token::Name || start + 2 != site.at {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return Some(Fault::syntax(message, Span::new(name.span.start, site.span(site.at - 1).end)));
        }
    }
    if site.before(1) == Token::Star && start + 1 == site.at {
        return Some(Fault::syntax("Invalid star expression", place));
    }
    if site.kind(site.at) == Token::Equal && site.kind(bracket) == Token::LeftParen {
        let what = match site.kind(start) {
            Token::Star => "iterable",
            Token::DoubleStar => "keyword",
            _ => return None,
        };
        let (_, after) = site.longest(site.at + 1, false)?;
        let span = Span::new(site.span(start).start, site.span(after - 1).end);
        return Some(Fault::syntax(format!("cannot assign to {what} argument unpacking"), span));
    }
    if matches!(site.kind(site.at), Token::For | Token::Async)
        && site.kind(bracket) == Token::LeftParen
        && (site.kind(start), site.kind(start + 1)) == (Token::Name, Token::Equal)
        && start + 2 < site.at
    {
        let span = Span::new(site.span(start).start, site.span(start + 1).end);
        return Some(Fault::syntax("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span));
    }
    None
}

fn dictionary(site: &Site<'_>, bracket: usize, start: usize) -> Option<Fault> {
    if site.kind(bracket) != Token::LeftBrace {
        return None;
    }
    let ends = matches!(site.kind(site.at), Token::RightBrace | Token::Comma);
    match (site.before(1), site.kind(site.at)) {
        (Token::Colon, _) if ends => {
            let message = "expression expected after dictionary key and ':'";
            Some(Fault::syntax(message, site.span(site.at - 1)))
        }
        (Token::Colon, Token::Star) => {
            let end = expression::bitwise_end(site, site.at + 1).unwrap_or(site.place().end);
            let message = "cannot use a starred expression in a dictionary value";
            Some(Fault::syntax(message, Span::new(site.place().start, end)))
        }
        (_, Token::For | Token::Async) if site.kind(start) == Token::DoubleStar && start == bracket + 1 => {
            Some(Fault::syntax("dict unpacking cannot be used in dict comprehension", site.span(start)))
        }
        _ if ends && site.expects(":") && start > bracket + 1 && site.parse(start, site.at).is_some() => {
            let end = site.span(site.at - 1).end - 1;
            let fault = Fault::syntax("':' expected after dictionary key", Span::new(end, end));
            Some(fault.showing(Columns::Start))
        }
        _ => None,
    }
}

fn comprehension(site: &Site<'_>, bracket: usize, start: usize) -> Option<Fault> {
    let unexpected = site.kind(site.at);
    if matches!(unexpected, Token::For | Token::Async)
        && matches!(site.kind(bracket), Token::LeftBracket | Token::LeftBrace)
        && start > bracket + 1
        && site.before(1) != Token::Colon
        && site.are_items(bracket + 1, site.at)
    {
        let span = Span::new(site.span(bracket + 1).start, site.span(site.at - 1).end);
        return Some(Fault::syntax("did you forget parentheses around the comprehension target?", span));
    }
    let after_for = site.after_last(site.at, |t| matches!(t, Token::For | Token::In));
    let variables = after_for > 0
        && site.kind(after_for - 1) == Token::For
        && site.before(1).ends_expression()
        && site.parse(after_for, site.at).is_some();
    variables.then(|| Fault::syntax("'in' expected after for-loop variables", site.place()))
}
