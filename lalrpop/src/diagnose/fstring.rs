//! Errors inside f-strings.

use super::{Site, expression};
use crate::ast::Span;
use crate::error::Fault;
use crate::token::Token;

/// What is open, innermost last.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Text,
    /// A replacement field; its brace's index.
    Field(usize),
    Spec,
    Bracket,
}

fn open_parts(site: &Site<'_>) -> Vec<Open> {
    let mut open = Vec::new();
    for i in site.line..site.at {
        match site.kind(i) {
            Token::FStringStart => open.push(Open::Text),
            Token::FStringColon => open.push(Open::Spec),
            Token::FStringEnd => while !matches!(open.pop(), None | Some(Open::Text)) {},
            Token::LeftBrace if matches!(open.last(), Some(Open::Text | Open::Spec)) => open.push(Open::Field(i)),
            Token::LeftParen | Token::LeftBracket | Token::LeftBrace => open.push(Open::Bracket),
            Token::RightBrace => {
                if open.last() == Some(&Open::Spec) {
                    open.pop();
                }
                open.pop();
            }
            Token::RightParen | Token::RightBracket => {
                open.pop();
            }
            _ => {}
        }
    }
    open
}

/// Is the fault that a replacement field does not begin with an expression?
pub(super) fn lacks_expression(fault: &Fault) -> bool {
    let message = fault.message.strip_prefix("f-string: ").unwrap_or_default();
    ["valid expression required", "expecting a valid expression"].iter().any(|start| message.starts_with(start))
}

pub(super) fn fault(site: &Site<'_>) -> Option<Fault> {
    let place = site.place();
    let fault = |message: &str| Some(Fault::syntax(format!("f-string: {message}"), place));
    let field = match open_parts(site).last()? {
        Open::Field(field) => *field,
        Open::Spec => return fault("expecting '}', or format specs"),
        Open::Text | Open::Bracket => return None,
    };
    let unexpected = site.kind(site.at);
    let first_inner = |kind| (field + 1..site.at).find(|&i| site.kind(i) == kind);
    match (site.before(2), site.before(1)) {
        (_, Token::LeftBrace) if field + 1 == site.at => {
            return match unexpected {
                Token::RightBrace | Token::Exclamation | Token::FStringColon | Token::Equal => {
                    fault(&format!("valid expression required before '{}'", site.text(site.at)))
                }
                _ => fault("expecting a valid expression after '{'"),
            };
        }
        (_, Token::Exclamation) => {
            return match unexpected {
                Token::RightBrace | Token::FStringColon | Token::FStringEnd => fault("missing conversion character"),
                _ => fault("invalid conversion character"),
            };
        }
        (Token::Exclamation, _) => return fault("expecting ':' or '}'"),
        _ => {}
    }
    if unexpected == Token::FStringColon
        && let Some(lambda) = first_inner(Token::Lambda)
    {
        let message = "f-string: lambda expressions are not allowed without parentheses";
        return Some(Fault::syntax(message, Span::new(site.span(lambda).start, place.end)));
    }
    if let Some(fault) = expression::missing_comma(site).or_else(|| expression::missing_else(site)) {
        return Some(fault);
    }
    let debug = site.before(1) == Token::Equal
        || site.expected.iter().any(|e| e == "\"!\"") && !site.expects("=") && site.before(1) != Token::Equal;
    if debug {
        return fault("expecting '!', or ':', or '}'");
    }
    if matches!(site.before(1), Token::Star | Token::DoubleStar) && field + 2 == site.at {
        let place = site.span(site.at - 1);
        return Some(Fault::syntax("f-string: expecting a valid expression after '{'", place));
    }
    // A dangling operator is not part of the expression.
    let complete = site.before(1).ends_expression() || site.before(1) == Token::Comma;
    if !complete && matches!(site.kind(field + 1), Token::Not | Token::Lambda | Token::Await) && field + 2 == site.at {
        let place = site.span(field + 1);
        return Some(Fault::syntax("f-string: expecting a valid expression after '{'", place));
    }
    let place = if complete { place } else { site.span(site.at - 1) };
    Some(Fault::syntax("f-string: expecting '=', or '!', or ':', or '}'", place))
}
