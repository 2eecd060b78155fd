//! Errors of lines and blocks: indentation, missing colons, the heads of compound statements, imports.

use super::Site;
use crate::ast::Span;
use crate::error::{Columns, Fault};
use crate::token::Token;

pub(super) fn fault(site: &Site<'_>) -> Option<Fault> {
    interactive(site).or_else(|| refused(site)).or_else(|| block(site)).or_else(|| colon(site)).or_else(|| import(site))
}

/// What the language of this front end leaves out.
fn refused(site: &Site<'_>) -> Option<Fault> {
    let fault = |what: &str| Some(Fault::syntax(format!("{what} (PEP 695) are not supported"), site.place()));
    match (site.before(2), site.before(1), site.before(0)) {
        (_, _, Token::Type) => fault("type alias statements"),
        (Token::Def | Token::Class, Token::Name, Token::LeftBracket) => fault("type parameters"),
        _ => None,
    }
}

fn block(site: &Site<'_>) -> Option<Fault> {
    let place = site.place();
    let ended = |fault: Fault| if site.at_end() { fault.incomplete() } else { fault };
    let columns = match site.kind(site.at) {
        _ if site.at_end() => Columns::Cursor(1),
        Token::Dedent => Columns::Cursor(0),
        _ => Columns::Both,
    };
    if site.kind(site.at) == Token::Indent && site.at < site.tokens.len() {
        let fault = Fault::indentation("unexpected indent", Span::new(place.end, place.end));
        return Some(fault.showing(Columns::Cursor(0)));
    }
    if site.expects("indent") && site.before(1) == Token::Newline {
        let (what, line) = block_owner(site)?;
        let message = format!("expected an indented block after {what} on line {line}");
        return Some(ended(Fault::indentation(message, place).showing(columns)));
    }
    if site.expected.len() == 2 && site.expects("except") && site.expects("finally") {
        let fault = Fault::syntax("expected 'except' or 'finally' block", place);
        return Some(ended(fault.showing(columns)));
    }
    None
}

/// The statement whose head is the line before the error, and that line's number.
fn block_owner(site: &Site<'_>) -> Option<(String, usize)> {
    let newline = site.at.checked_sub(1)?;
    let mut first = site.tokens[..newline]
        .iter()
        .rposition(|t| {
            use Token::{Dedent, Indent, Newline, StartExpression, StartInteractive, StartModule};
            matches!(t.1, Newline | Indent | Dedent | StartModule | StartInteractive | StartExpression)
        })
        .map_or(0, |i| i + 1);
    if site.kind(first) == Token::Async {
        first += 1;
    }
    let what = match site.kind(first) {
        Token::Def => "function definition".to_owned(),
        Token::Class => "class definition".to_owned(),
        Token::Except if site.kind(first + 1) == Token::Star => "'except*' statement".to_owned(),
        _ => format!("'{}' statement", site.text(first)),
    };
    let before = &site.source.as_bytes()[..site.span(first).start as usize];
    Some((what, 1 + memchr::memchr_iter(b'\n', before).count()))
}

fn colon(site: &Site<'_>) -> Option<Fault> {
    let place = site.place();
    let missing = |place| {
        let fault = Fault::syntax("expected ':'", place);
        Some(if site.lacks_newline() { fault.showing(Columns::Cursor(0)) } else { fault })
    };
    if matches!(site.before(1), Token::Else | Token::Try | Token::Finally) && site.at == site.line + 1 {
        return missing(place);
    }
    let first = match site.kind(site.line) {
        Token::Async => site.line + 1,
        _ => site.line,
    };
    let head_ended = site.after_last(site.at, |t| t == Token::Colon) > site.line;
    if site.bracket().is_some() || head_ended {
        return None;
    }
    match site.kind(first) {
        Token::Def => match (site.at.saturating_sub(first), site.before(1)) {
            (2, Token::Name) => Some(Fault::syntax("expected '('", place)),
            (_, Token::Arrow) => missing(site.span(site.at - 1)),
            (_, previous) if previous.ends_expression() && site.expects(":") => missing(place),
            _ => None,
        },
        Token::Except if site.before(1) == Token::Star && site.at == first + 2 => {
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
            if site.kind(site.at) == Token::Newline && site.expects(":") =>
        {
            missing(place)
        }
        _ => None,
    }
}

fn import(site: &Site<'_>) -> Option<Fault> {
    let first = site.kind(site.line);
    let start = site.span(site.line).start;
    let place = site.place();
    match (site.before(1), site.kind(site.at)) {
        (Token::Import, Token::Newline) => {
            let place = Span::new(place.start, place.start);
            Some(Fault::syntax("Expected one or more names after 'import'", place))
        }
        (Token::Comma, Token::Newline) if first == Token::From && site.bracket().is_none() => {
            let fault = Fault::syntax("trailing comma not allowed without surrounding parentheses", place);
            Some(if site.lacks_newline() { fault.showing(Columns::Cursor(0)) } else { fault })
        }
        (Token::Name, Token::From) if first == Token::Import => {
            let mut last = site.at + 1;
            while matches!(site.kind(last + 1), Token::Dot | Token::Name) {
                last += 1;
            }
            let span = Span::new(start, site.span(last).end);
            Some(Fault::syntax("Did you mean to use 'from ... import ...' instead?", span))
        }
        _ => None,
    }
}

/// A second statement at a prompt. After a simple one CPython complains of the end of the line before.
fn interactive(site: &Site<'_>) -> Option<Fault> {
    use Token::{Async, At, Class, Def, For, If, Match, Try, While, With};
    if site.start != Token::StartInteractive
        || site.at_end()
        || site.before(1) != Token::Newline
        || site.line != site.at
    {
        return None;
    }
    let compound = matches!(site.kind(1), Async | At | Class | Def | For | If | Match | Try | While | With);
    let simple = !compound && site.tokens[..site.at].iter().filter(|t| t.1 == Token::Newline).count() == 1;
    if simple {
        let message = "multiple statements found while compiling a single statement";
        let newline = site.span(site.at - 1);
        return Some(Fault::syntax(message, newline).reaching(newline.end));
    }
    (compound && site.expected.is_empty()).then(|| Fault::syntax("invalid syntax", site.place()))
}
