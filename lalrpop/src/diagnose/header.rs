//! Errors of lines and blocks: indentation, missing colons, the heads of compound statements, imports.

use super::Scene;
use crate::ast::Span;
use crate::error::Fault;
use crate::token::Token;

pub(super) fn fault(scene: &Scene<'_>) -> Option<Fault> {
    refused(scene)
        .or_else(|| block(scene))
        .or_else(|| colon(scene))
        .or_else(|| import(scene))
        .or_else(|| interactive(scene))
}

/// What the language of this front end leaves out.
fn refused(scene: &Scene<'_>) -> Option<Fault> {
    let fault = |what: &str| Some(Fault::syntax(format!("{what} (PEP 695) are not supported"), scene.place()));
    match (scene.before(2), scene.before(1), scene.before(0)) {
        (_, _, Token::Type) => fault("type alias statements"),
        (Token::Def | Token::Class, Token::Name, Token::LeftBracket) => fault("type parameters"),
        _ => None,
    }
}

fn block(scene: &Scene<'_>) -> Option<Fault> {
    let place = scene.place();
    let ended = |fault: Fault| if scene.at_end() { fault.incomplete() } else { fault };
    if scene.kind(scene.at) == Token::Indent && scene.at < scene.tokens.len() {
        let end = place.end.saturating_sub(1);
        return Some(Fault::indentation("unexpected indent", Span::new(end, end)));
    }
    if scene.expects("indent") && scene.before(1) == Token::Newline {
        let (what, line) = block_owner(scene)?;
        let message = format!("expected an indented block after {what} on line {line}");
        return Some(ended(Fault::indentation(message, place)));
    }
    if scene.expected.len() == 2 && scene.expects("except") && scene.expects("finally") {
        return Some(ended(Fault::syntax("expected 'except' or 'finally' block", place)));
    }
    None
}

/// The statement whose head is the line before the error, and that line's number.
fn block_owner(scene: &Scene<'_>) -> Option<(String, usize)> {
    let newline = scene.at.checked_sub(1)?;
    let mut first = scene.tokens[..newline]
        .iter()
        .rposition(|t| {
            use Token::{Dedent, Indent, Newline, StartExpression, StartInteractive, StartModule};
            matches!(t.1, Newline | Indent | Dedent | StartModule | StartInteractive | StartExpression)
        })
        .map_or(0, |i| i + 1);
    if scene.kind(first) == Token::Async {
        first += 1;
    }
    let what = match scene.kind(first) {
        Token::Def => "function definition".to_owned(),
        Token::Class => "class definition".to_owned(),
        Token::Except if scene.kind(first + 1) == Token::Star => "'except*' statement".to_owned(),
        _ => format!("'{}' statement", scene.text(first)),
    };
    let before = &scene.source.as_bytes()[..scene.span(first).start as usize];
    Some((what, 1 + memchr::memchr_iter(b'\n', before).count()))
}

fn colon(scene: &Scene<'_>) -> Option<Fault> {
    let place = scene.place();
    let missing = |place| Some(Fault::syntax("expected ':'", place));
    if matches!(scene.before(1), Token::Else | Token::Try | Token::Finally) && scene.at == scene.line + 1 {
        return missing(place);
    }
    let first = match scene.kind(scene.line) {
        Token::Async => scene.line + 1,
        _ => scene.line,
    };
    let head_ended = scene.after_last(scene.at, |t| t == Token::Colon) > scene.line;
    if scene.bracket().is_some() || head_ended {
        return None;
    }
    match scene.kind(first) {
        Token::Def => match (scene.at.saturating_sub(first), scene.before(1)) {
            (2, Token::Name) => Some(Fault::syntax("expected '('", place)),
            (_, Token::Arrow) => missing(scene.span(scene.at - 1)),
            (_, previous) if previous.ends_expression() && scene.expects(":") => missing(place),
            _ => None,
        },
        Token::Except if scene.before(1) == Token::Star && scene.at == first + 2 => {
            Some(Fault::syntax("expected one or more exception types", place))
        }
        Token::If
        | Token::Elif
        | Token::While
        | Token::For
        | Token::With
        | Token::Class
        | Token::Except
        | Token::Match
        | Token::Case
            if scene.kind(scene.at) == Token::Newline && scene.expects(":") =>
        {
            missing(place)
        }
        _ => None,
    }
}

fn import(scene: &Scene<'_>) -> Option<Fault> {
    let first = scene.kind(scene.line);
    let start = scene.span(scene.line).start;
    let place = scene.place();
    match (scene.before(1), scene.kind(scene.at)) {
        (Token::Import, Token::Newline) => {
            let place = Span::new(place.start, place.start);
            Some(Fault::syntax("Expected one or more names after 'import'", place))
        }
        (Token::Comma, Token::Newline) if first == Token::From && scene.bracket().is_none() => {
            Some(Fault::syntax("trailing comma not allowed without surrounding parentheses", place))
        }
        (Token::Name, Token::From) if first == Token::Import => {
            let mut last = scene.at + 1;
            while matches!(scene.kind(last + 1), Token::Dot | Token::Name) {
                last += 1;
            }
            let span = Span::new(start, scene.span(last).end);
            Some(Fault::syntax("Did you mean to use 'from ... import ...' instead?", span))
        }
        _ => None,
    }
}

fn interactive(scene: &Scene<'_>) -> Option<Fault> {
    let more = scene.start == Token::StartInteractive && scene.expected.is_empty() && !scene.at_end();
    let message = "multiple statements found while compiling a single statement";
    more.then(|| Fault::syntax(message, scene.place()))
}
