//! From the place where the parser stopped to the message CPython has for it.
//!
//! The parser says only which token it did not expect. That is CPython's place for a plain `invalid syntax`, too; its
//! better messages come from looking around. Here this is done on the tokens, which are read again: an error is rare,
//! so its cost does not matter as long as it stays linear.

mod bracket;
mod expression;
mod fstring;
mod header;

use std::cell::Cell;

use lalrpop_util::ParseError;

use crate::ast::{Expr, Mod, Span};
use crate::context::Context;
use crate::error::{Columns, ErrorKind, Fault};
use crate::grammar::TopParser;
use crate::layout::{Layout, Spanned};
use crate::token::Token;

/// The error to report. `layout` has just handed out the unexpected token.
pub(crate) fn diagnose(
    source: &str,
    start: Token,
    error: ParseError<u32, Token, Fault>,
    earlier: Option<Fault>,
    layout: &mut Layout<'_>,
) -> Fault {
    let read = layout.offset() as u32;
    let (place, mut fault) = match (error, earlier) {
        (ParseError::User { error }, None) => return error,
        (_, Some(fault)) => (fault.span.start, fault),
        (ParseError::UnrecognizedToken { token, expected }, None) => {
            (token.0, Site::new(source, start, Some(token), expected).fault())
        }
        (ParseError::ExtraToken { token }, None) => {
            (token.0, Site::new(source, start, Some(token), Vec::new()).fault())
        }
        (ParseError::UnrecognizedEof { location, expected }, None) => {
            (location, Site::new(source, start, None, expected).fault())
        }
        (ParseError::InvalidToken { location }, None) => {
            (location, Fault::syntax("invalid syntax", Span::new(location, location)))
        }
    };
    if fault.message == "unexpected indent" {
        // The layer's own finding; what follows is only its effect.
        return fault;
    }
    layout.resume();
    let found = layout.find_map(Result::err);
    let reach = place.max(fault.reach) as usize;
    if fault.reach == 0 {
        fault.reach = read;
    }
    match found {
        Some(later) if later.is_unclosed() => {
            let between = source.as_bytes().get(later.span.start as usize..reach).unwrap_or_default();
            if reach >= source.len() || between.contains(&b'\n') { later } else { fault }
        }
        // CPython sees what is wrong with the start of a field before it looks for the field's end.
        Some(later) if later.message == "f-string: expecting '}'" && fstring::lacks_expression(&fault) => fault,
        // Errors of characters, even later ones, come first: an error of the grammar is often only their effect.
        Some(later) if later.kind == ErrorKind::Syntax && later.message != "unexpected EOF while parsing" => later,
        _ => fault,
    }
}

/// The tokens around an error.
struct Site<'a> {
    source: &'a str,
    start: Token,
    /// All tokens up to the end of the logical line of the error, or to an error of the tokens themselves.
    tokens: Vec<Spanned>,
    /// Which of them is the unexpected one; their number if it is the end of the text.
    at: usize,
    /// Where the logical line of the error starts.
    line: usize,
    /// What the parser could have used, as written in the grammar.
    expected: Vec<String>,
}

impl<'a> Site<'a> {
    fn new(source: &'a str, start: Token, unexpected: Option<Spanned>, expected: Vec<String>) -> Self {
        let stop = Cell::new(false);
        let mut tokens = Vec::new();
        let mut at = None;
        for token in Layout::new(source, start, false, &stop).map_while(Result::ok) {
            if at.is_none() && Some(token) == unexpected {
                at = Some(tokens.len());
            }
            tokens.push(token);
            if at.is_some() && token.1 == Token::Newline {
                break;
            }
        }
        let at = at.unwrap_or(tokens.len());
        let before = tokens[..at].iter().rposition(|t| {
            use Token::{Dedent, Indent, Newline, StartExpression, StartInteractive, StartModule};
            matches!(t.1, Newline | Indent | Dedent | StartModule | StartInteractive | StartExpression)
        });
        let line = before.map_or(0, |i| i + 1);
        Self { source, start, tokens, at, line, expected }
    }

    fn fault(&self) -> Fault {
        if self.in_pattern() {
            return header::fault(self).or_else(|| expression::named(self)).unwrap_or_else(|| self.plain());
        }
        header::fault(self)
            .or_else(|| fstring::fault(self))
            .or_else(|| bracket::fault(self))
            .or_else(|| expression::fault(self))
            .unwrap_or_else(|| self.plain())
    }

    /// Whether the unexpected token stands in the pattern of a `case`, where CPython has hardly any special messages.
    fn in_pattern(&self) -> bool {
        let mut depth = 0usize;
        self.kind(self.line) == Token::Case
            && self.before(1) != Token::Case
            && self.tokens[self.line..self.at].iter().all(|t| {
                match t.1 {
                    Token::LeftParen | Token::LeftBracket | Token::LeftBrace => depth += 1,
                    Token::RightParen | Token::RightBracket | Token::RightBrace => depth = depth.saturating_sub(1),
                    Token::If | Token::Colon => return depth > 0,
                    _ => {}
                }
                true
            })
    }

    /// Whether the unexpected token is the end of a line that has none, which only the text of a module gets.
    fn lacks_newline(&self) -> bool {
        self.kind(self.at) == Token::Newline
            && self.start != Token::StartModule
            && self.span(self.at).start as usize >= self.source.len()
    }

    /// The operator without its operand in `for await in x` or `with a as not: pass`: the grammar here takes any
    /// expression for a target at first, CPython's does not.
    fn bad_target(&self) -> Option<usize> {
        let operator = self.at.checked_sub(1)?;
        let opens = |t| matches!(t, Token::For | Token::As | Token::Del);
        let start = self.after_last(operator, |t| opens(t) || t == Token::Comma);
        let target = self.after_last(operator, opens);
        let opener = self.kind(target.checked_sub(1)?);
        (matches!(self.kind(operator), Token::Await | Token::Not | Token::Lambda)
            && start == operator
            && opens(opener)
            && matches!(self.kind(self.line), Token::For | Token::With | Token::Async | Token::Del)
            && self.bracket().is_none())
        .then_some(operator)
    }

    /// The message for what has no better one.
    fn plain(&self) -> Fault {
        if let Some(operator) = self.bad_target() {
            return Fault::syntax("invalid syntax", self.span(operator));
        }
        let fault = Fault::syntax("invalid syntax", self.place());
        if self.lacks_newline() {
            return fault.showing(Columns::Neither);
        }
        if self.at_end() {
            fault.showing(Columns::Neither).incomplete()
        } else if self.before(1).ends_expression() && self.kind(self.at).starts_expression() {
            // CPython tries whether a second expression starts here.
            let after = self.longest(self.at, false).map_or(self.tokens.len(), |(_, after)| after);
            fault.reaching(self.span(after).start)
        } else {
            fault
        }
    }

    /// Kind of the token at an index; the end of the text counts as a `Dedent`.
    fn kind(&self, index: usize) -> Token {
        self.tokens.get(index).map_or(Token::Dedent, |t| t.1)
    }

    /// Kind of the token `back` tokens before the unexpected one.
    fn before(&self, back: usize) -> Token {
        self.at.checked_sub(back).map_or(Token::Newline, |i| self.kind(i))
    }

    fn span(&self, index: usize) -> Span {
        match self.tokens.get(index) {
            Some(&(start, _, end)) => Span::new(start, end),
            None => Span::new(self.source.len() as u32, self.source.len() as u32),
        }
    }

    fn text(&self, index: usize) -> &'a str {
        let span = self.span(index);
        &self.source[span.start as usize..span.end as usize]
    }

    /// The unexpected token, or the end of the last line.
    fn place(&self) -> Span {
        let span = self.span(self.at);
        match self.kind(self.at) {
            _ if self.at_end() && self.at >= self.tokens.len() => self.end_place(),
            Token::Dedent if self.at_end() => self.end_place(),
            Token::Newline => {
                // A comment belongs to the end of its line.
                let from = self.at.checked_sub(1).map_or(0, |i| self.span(i).end);
                let between = self.source.get(from as usize..span.start as usize).unwrap_or_default();
                let start = between.find('#').map_or(span.start, |n| from + n as u32);
                Span::new(start, start + 1)
            }
            _ => span,
        }
    }

    fn end_place(&self) -> Span {
        let end = self.source.strip_suffix('\n').unwrap_or(self.source).len() as u32;
        Span::new(end, end)
    }

    /// Whether nothing but ends of blocks follows the unexpected token, itself included.
    fn at_end(&self) -> bool {
        self.tokens.get(self.at..).unwrap_or_default().iter().all(|t| t.1 == Token::Dedent)
            && self.span(self.at).start as usize >= self.source.len()
    }

    fn expects(&self, terminal: &str) -> bool {
        self.expected.iter().any(|e| e.trim_matches('"') == terminal)
    }

    /// The innermost bracket open at the unexpected token, within its logical line.
    fn bracket(&self) -> Option<usize> {
        let mut open = Vec::new();
        for i in self.line..self.at {
            match self.kind(i) {
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace => open.push(i),
                Token::RightParen | Token::RightBracket | Token::RightBrace => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.pop()
    }

    /// Index after the last token before `at`, not inside brackets, that `separates`; no further back than the
    /// innermost open bracket or the start of the line.
    fn after_last(&self, at: usize, separates: impl Fn(Token) -> bool) -> usize {
        let mut depth = 0usize;
        for i in (self.line..at).rev() {
            match self.kind(i) {
                Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FStringEnd => depth += 1,
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FStringStart => {
                    if depth == 0 {
                        return i + 1;
                    }
                    depth -= 1;
                }
                kind if depth == 0 && separates(kind) => return i + 1,
                _ => {}
            }
        }
        self.line
    }

    /// The tokens of a range parsed as an expression (or several with commas).
    fn parse(&self, from: usize, to: usize) -> Option<Expr> {
        let slice = self.tokens.get(from..to).filter(|s| !s.is_empty())?;
        parse_tokens(self.source, slice).ok()
    }

    /// Do the tokens of a range stand for items of a display, which may have stars and `:=`?
    fn are_items(&self, from: usize, to: usize) -> bool {
        let Some(items) = self.tokens.get(from..to) else { return false };
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return false };
        let opening = (first.0, Token::LeftBracket, first.0);
        let closing = (last.2, Token::RightBracket, last.2);
        let display: Vec<Spanned> = [opening].into_iter().chain(items.iter().copied()).chain([closing]).collect();
        parse_tokens(self.source, &display).is_ok()
    }

    /// The longest expression without commas that starts at an index, and the index after it.
    fn longest(&self, from: usize, commas: bool) -> Option<(Expr, usize)> {
        let mut depth = 0usize;
        let mut to = from;
        while to < self.tokens.len() {
            match self.kind(to) {
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace | Token::FStringStart => depth += 1,
                Token::RightParen | Token::RightBracket | Token::RightBrace | Token::FStringEnd => {
                    let Some(less) = depth.checked_sub(1) else { break };
                    depth = less;
                }
                Token::Newline => break,
                Token::Comma if depth == 0 && !commas => break,
                _ => {}
            }
            to += 1;
        }
        let slice = self.tokens.get(from..to).filter(|s| !s.is_empty())?;
        match parse_tokens(self.source, slice) {
            Ok(e) => Some((e, to)),
            Err(Some(stuck)) => {
                let to = from + slice.iter().position(|t| t.0 >= stuck)?;
                if let Some(e) = self.parse(from, to) {
                    return Some((e, to));
                }
                // An `if` without `else` is not part of it.
                let to = (from..to).find(|&i| self.kind(i) == Token::If)?;
                Some((self.parse(from, to)?, to))
            }
            Err(None) => None,
        }
    }
}

/// Parses tokens as one expression. The error is the offset of the token that does not fit.
fn parse_tokens(source: &str, tokens: &[Spanned]) -> Result<Expr, Option<u32>> {
    let stop = Cell::new(false);
    let mut context = Context::new(source, 0, &stop);
    let end = tokens.last().map_or(0, |t| t.2);
    let start = std::iter::once((0, Token::StartExpression, 0));
    let newline = std::iter::once((end, Token::Newline, end));
    let stream = start.chain(tokens.iter().copied()).chain(newline).map(Ok::<_, Fault>);
    match TopParser::new().parse(&mut context, stream) {
        Ok(Mod::Expression(e)) if context.fault.is_none() => Ok(*e),
        Err(ParseError::UnrecognizedToken { token, .. }) => Err(Some(token.0)),
        _ => Err(None),
    }
}
