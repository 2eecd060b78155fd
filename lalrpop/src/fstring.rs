//! Cutting f-strings into tokens: literal text, and replacement fields whose expressions are ordinary tokens.
//!
//! An f-string may hold f-strings, so the layout layer keeps a stack: text, the field open in it, the format spec
//! of that field (text again), and so on.

use crate::ast::Span;
use crate::error::Fault;
use crate::layout::Layout;
use crate::string::{self, Style};
use crate::token::Token;

/// Most f-strings inside each other.
const MAX_FSTRINGS: usize = 149;
/// Most replacement fields inside each other in one f-string.
const MAX_FIELDS: usize = 3;

/// Literal text being read.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    style: Style,
    /// Where the f-string starts.
    start: u32,
    /// The text is a format spec; it ends with the field.
    is_spec: bool,
    /// Replacement fields of this f-string around the text.
    fields: usize,
}

/// What the layout layer is reading inside an f-string.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    /// Literal text.
    Text(Text),
    /// The expression of a replacement field; `level` brackets are open in it, its own included.
    Field { level: usize },
}

impl Layout<'_> {
    /// Reads the opening of the f-string at `start`.
    pub(crate) fn begin_fstring(&mut self, start: usize) -> Result<Token, Fault> {
        let style = Style::at(self.source, start);
        self.extend_to(start + style.opening);
        let open = self.modes.iter().filter(|m| matches!(m, Mode::Text(t) if !t.is_spec)).count();
        if open >= MAX_FSTRINGS {
            let at = start as u32;
            return Err(Fault::token("too many nested f-strings", Span::new(at, at)));
        }
        self.modes.push(Mode::Text(Text { style, start: start as u32, is_spec: false, fields: 0 }));
        Ok(Token::FStringStart)
    }

    /// A colon (or `:=`) read inside an f-string: it may start a format spec.
    pub(crate) fn fstring_colon(&mut self, token: Token, start: usize) -> Token {
        let Some(&Mode::Field { level }) = self.modes.last() else { return token };
        if self.brackets.len() != level {
            return token;
        }
        if token == Token::ColonEqual {
            self.move_to(start);
            self.lexer.bump(1);
        }
        let around = self.modes.iter().rev().find_map(|m| match m {
            Mode::Text(text) => Some(*text),
            Mode::Field { .. } => None,
        });
        let text = around.expect("a field is inside a text");
        self.modes.push(Mode::Text(Text { is_spec: true, fields: text.fields + 1, ..text }));
        Token::FStringColon
    }

    /// The error for a string without an end: inside a field it may be the f-string's own end.
    pub(crate) fn string_in_field(&self, start: usize, fault: Fault) -> Fault {
        let style = Style::at(self.source, start);
        let around = self.modes.iter().rev().find_map(|m| match m {
            Mode::Text(text) => Some(text.style),
            Mode::Field { .. } => None,
        });
        match around {
            Some(outer) if outer.quote == style.quote && outer.triple == style.triple => {
                let fault = Fault::token("f-string: expecting '}'", Span::new(start as u32, start as u32));
                if style.triple { fault.incomplete() } else { fault }
            }
            _ => fault,
        }
    }

    /// The next token of literal text; `None` if the text ends without one.
    pub(crate) fn fstring_text(&mut self) -> Result<Option<(u32, Token, u32)>, Fault> {
        let Some(&Mode::Text(text)) = self.modes.last() else { return Ok(None) };
        let bytes = self.source.as_bytes();
        let from = self.offset();
        let style = text.style;
        let mut at = from;
        let mut in_name = false;
        let stop = loop {
            let Some(&byte) = bytes.get(at) else {
                return Err(string::unterminated(self.source, text.start as usize, at, style, "f-", false));
            };
            match byte {
                b'\\' => {
                    let next = bytes.get(at + 1).copied();
                    if matches!(next, Some(b'{' | b'}')) {
                        at += 1;
                    } else if !style.raw && next == Some(b'N') && bytes.get(at + 2) == Some(&b'{') {
                        in_name = true;
                        at += 3;
                    } else {
                        // An escaped character may be the quote; one outside ASCII is passed byte by byte.
                        at = (at + 2).min(bytes.len());
                    }
                    continue;
                }
                b'{' if !in_name => {
                    if text.is_spec || bytes.get(at + 1) != Some(&b'{') {
                        break byte;
                    }
                    at += 1;
                }
                b'}' if in_name => in_name = false,
                b'}' => {
                    if text.is_spec {
                        break byte;
                    }
                    if bytes.get(at + 1) != Some(&b'}') {
                        let place = at as u32;
                        return Err(Fault::token("f-string: single '}' is not allowed", Span::new(place, place)));
                    }
                    at += 1;
                }
                b'\n' if !style.triple => {
                    if text.is_spec {
                        break byte;
                    }
                    return Err(string::unterminated(self.source, text.start as usize, at, style, "f-", false));
                }
                _ if byte == style.quote && style.closes_at(bytes, at) => break byte,
                _ => {}
            }
            at += 1;
        };
        self.lexer.bump(at - from);
        let start = at as u32;
        if at > from {
            return Ok(Some((from as u32, Token::FStringMiddle, start)));
        }
        match stop {
            b'{' => {
                if text.fields >= MAX_FIELDS {
                    let place = start.saturating_sub(1);
                    return Err(Fault::token("f-string: expressions nested too deeply", Span::new(place, place)));
                }
                self.lexer.bump(1);
                self.open_field(at)?;
                Ok(Some((start, Token::LeftBrace, start + 1)))
            }
            b'}' | b'\n' => {
                self.modes.pop();
                Ok(None)
            }
            _ => {
                self.lexer.bump(style.closing());
                // If fields are open the grammar reports it.
                while let Some(mode) = self.modes.pop() {
                    match mode {
                        Mode::Text(text) if !text.is_spec => break,
                        Mode::Text(_) => {}
                        Mode::Field { level } => self.brackets.truncate(level - 1),
                    }
                }
                Ok(Some((start, Token::FStringEnd, start + style.closing() as u32)))
            }
        }
    }

    fn open_field(&mut self, at: usize) -> Result<(), Fault> {
        self.open(at)?;
        self.modes.push(Mode::Field { level: self.brackets.len() });
        Ok(())
    }
}
