//! The layout layer: turns what logos recognises into the tokens the grammar reads.
//!
//! It counts indentation and brackets, joins lines, finds the ends of numbers and strings, cuts f-strings into
//! parts, and decides where `match`, `case` and `type` are keywords. It looks at every byte a bounded number of
//! times and stores nothing per token.

use std::cell::Cell;

use logos::{Lexer, Logos};

use crate::ast::Span;
use crate::error::{Columns, Fault};
use crate::fstring::Mode;
use crate::token::Token;
use crate::{identifier, number, string};

/// Most brackets that may be open at once.
const MAX_BRACKETS: usize = 200;
/// Most indentation levels, the outermost included.
const MAX_INDENTS: usize = 100;

/// A token between two offsets.
pub(crate) type Spanned = (u32, Token, u32);

/// One indentation level.
#[derive(Clone, Copy)]
struct Level {
    /// Column with tabs to multiples of eight.
    column: usize,
    /// Column with tabs as one space; if both agree, the tab size does not matter.
    alternative: usize,
    /// The block of a match statement: its lines start with the keyword `case`.
    is_match: bool,
}

/// An open bracket.
#[derive(Clone, Copy)]
pub(crate) struct Bracket {
    pub byte: u8,
    pub at: u32,
}

/// The stream of tokens of one text.
#[derive(Clone)]
pub(crate) struct Layout<'a> {
    pub(crate) source: &'a str,
    pub(crate) lexer: Lexer<'a, Token>,
    indents: Vec<Level>,
    pub(crate) brackets: Vec<Bracket>,
    /// The f-strings being read; empty outside of them.
    pub(crate) modes: Vec<Mode>,
    /// The next token starts a logical line, whose indentation counts.
    line_start: bool,
    pending_dedents: usize,
    /// The line being read starts with the keyword `match`.
    match_header: bool,
    previous: Token,
    finished: bool,
    /// `previous` is to be handed out first.
    begun: bool,
    /// There are no statements, so no soft keywords either.
    expression_only: bool,
    /// Refuse to end open blocks at the end of the text without a blank line.
    require_blank_line: bool,
    /// Set by the grammar's actions when they have found an error: the stream ends.
    stop: &'a Cell<bool>,
    /// Messages, and where.
    pub(crate) warnings: Vec<(String, u32)>,
}

impl<'a> Layout<'a> {
    /// The tokens of `source`, `start` first.
    pub fn new(source: &'a str, start: Token, require_blank_line: bool, stop: &'a Cell<bool>) -> Self {
        Self {
            source,
            lexer: Token::lexer(source),
            indents: vec![Level { column: 0, alternative: 0, is_match: false }],
            brackets: Vec::new(),
            modes: Vec::new(),
            line_start: true,
            pending_dedents: 0,
            match_header: false,
            previous: start,
            finished: false,
            begun: false,
            expression_only: start == Token::StartExpression,
            require_blank_line,
            stop,
            warnings: Vec::new(),
        }
    }

    /// Offset after the last token.
    pub fn offset(&self) -> usize {
        self.lexer.span().end
    }

    /// Goes on after an action has stopped the stream.
    pub fn resume(&mut self) {
        self.stop.set(false);
    }

    /// The innermost open bracket.
    pub fn open_bracket(&self) -> Option<Bracket> {
        self.brackets.last().copied()
    }

    /// Continues at an earlier or later offset.
    pub(crate) fn move_to(&mut self, offset: usize) {
        self.lexer = Token::lexer(self.source);
        self.lexer.bump(offset);
    }

    /// Reads the indentation of the next line that is not blank. Some tokens of it may follow at once.
    fn begin_line(&mut self) -> Result<Option<Spanned>, Fault> {
        let bytes = self.source.as_bytes();
        let from = self.offset();
        let mut at = from;
        let mut line = from;
        let mut column = 0;
        let mut alternative = 0;
        let mut continued = None;
        loop {
            match bytes.get(at) {
                Some(b' ') => {
                    column += 1;
                    alternative += 1;
                }
                Some(b'\t') => {
                    column = (column / 8 + 1) * 8;
                    alternative += 1;
                }
                Some(0x0C) => {
                    column = 0;
                    alternative = 0;
                }
                Some(b'\\') if bytes.get(at + 1) == Some(&b'\n') => {
                    // The indentation is that of the first of the joined lines, if it has any.
                    if column > 0 {
                        continued = continued.or(Some((column, column)));
                    }
                    at += 1;
                }
                Some(b'#') => {
                    at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                    continue;
                }
                Some(b'\n') => {
                    (column, alternative, continued) = (0, 0, None);
                    line = at + 1;
                }
                _ => break,
            }
            at += 1;
        }
        self.line_start = false;
        self.lexer.bump(at - from);
        if at == bytes.len() {
            return Ok(None);
        }
        let (column, alternative) = continued.unwrap_or((column, alternative));
        let match_header = std::mem::take(&mut self.match_header);
        let top = self.indents[self.indents.len() - 1];
        let place = at as u32;
        let inconsistent = || {
            let start = line as u32;
            let message = "inconsistent use of tabs and spaces in indentation";
            Err(Fault::tab(message, Span::new(start, start)).showing(Columns::Start))
        };
        if column == top.column {
            return if alternative == top.alternative { Ok(None) } else { inconsistent() };
        }
        if column > top.column {
            if alternative <= top.alternative {
                return inconsistent();
            }
            if self.indents.len() >= MAX_INDENTS {
                let fault = Fault::indentation("too many levels of indentation", Span::new(place, place));
                return Err(fault.showing(Columns::Start));
            }
            self.indents.push(Level { column, alternative, is_match: match_header });
            self.previous = Token::Indent;
            return Ok(Some((line as u32, Token::Indent, place)));
        }
        while column < self.indents[self.indents.len() - 1].column {
            self.indents.pop();
            self.pending_dedents += 1;
        }
        let top = self.indents[self.indents.len() - 1];
        if column != top.column {
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n) as u32;
            let message = "unindent does not match any outer indentation level";
            return Err(Fault::indentation(message, Span::new(end, end)).showing(Columns::Cursor(1)));
        }
        if alternative != top.alternative {
            return inconsistent();
        }
        Ok(None)
    }

    fn dedent(&mut self) -> Spanned {
        self.pending_dedents -= 1;
        self.previous = Token::Dedent;
        let at = self.offset() as u32;
        (at, Token::Dedent, at)
    }

    /// The next token, or `None` at the end.
    fn advance(&mut self) -> Result<Option<Spanned>, Fault> {
        if !self.begun {
            self.begun = true;
            return Ok(Some((0, self.previous, 0)));
        }
        if self.stop.get() {
            // The driver reports the error the action has stored.
            return Err(Fault::syntax("invalid syntax", Span::new(0, 0)));
        }
        loop {
            if self.pending_dedents > 0 {
                return Ok(Some(self.dedent()));
            }
            if self.line_start && self.brackets.is_empty() {
                if let Some(indent) = self.begin_line()? {
                    return Ok(Some(indent));
                }
                if self.pending_dedents > 0 {
                    continue;
                }
            }
            if let Some(Mode::Text(_)) = self.modes.last() {
                match self.fstring_text()? {
                    Some(token) => {
                        self.previous = token.1;
                        return Ok(Some(token));
                    }
                    None => continue,
                }
            }
            let Some(lexed) = self.lexer.next() else {
                return self.end_of_text();
            };
            let span = self.lexer.span();
            let start = span.start;
            let token = match lexed {
                Ok(token) => token,
                Err(()) => self.unusual(start)?,
            };
            let token = match token {
                Token::Newline => {
                    if !self.brackets.is_empty() {
                        continue;
                    }
                    self.line_start = true;
                    if self.starts_line() {
                        continue;
                    }
                    token
                }
                Token::Number => {
                    let scanned = number::scan(self.source, start)?;
                    self.extend_to(scanned.end);
                    if let Some(kind) = scanned.doubtful {
                        self.warnings.push((format!("invalid {kind} literal"), start as u32));
                    }
                    token
                }
                Token::String => {
                    let end = string::scan(self.source, start).map_err(|f| self.string_in_field(start, f))?;
                    self.extend_to(end);
                    token
                }
                Token::FStringStart => self.begin_fstring(start)?,
                Token::LeftParen | Token::LeftBracket | Token::LeftBrace => {
                    self.open(start)?;
                    token
                }
                Token::RightParen | Token::RightBracket | Token::RightBrace => {
                    self.close(start)?;
                    token
                }
                Token::Colon | Token::ColonEqual if !self.modes.is_empty() => self.fstring_colon(token, start),
                Token::Name => {
                    self.continue_name(start)?;
                    token
                }
                Token::Match | Token::Case | Token::Type => {
                    if self.continue_name(start)? {
                        Token::Name
                    } else {
                        self.soft_keyword(token)
                    }
                }
                keyword if keyword.is_keyword() && self.continue_name(start)? => Token::Name,
                other => other,
            };
            self.previous = token;
            return Ok(Some((start as u32, token, self.offset() as u32)));
        }
    }

    /// Lengthens the last token.
    pub(crate) fn extend_to(&mut self, end: usize) {
        self.lexer.bump(end - self.offset());
    }

    /// Whether no token of the logical line has been read.
    fn starts_line(&self) -> bool {
        use Token::{Dedent, Indent, Newline, StartExpression, StartInteractive, StartModule};
        matches!(self.previous, Newline | Indent | Dedent | StartModule | StartInteractive | StartExpression)
    }

    /// Takes in the rest of a name that goes on outside ASCII; whether there was such a rest.
    fn continue_name(&mut self, start: usize) -> Result<bool, Fault> {
        let end = self.offset();
        if self.source.as_bytes().get(end).is_none_or(u8::is_ascii) {
            return Ok(false);
        }
        let end = identifier::scan(self.source, start, end)?;
        self.extend_to(end);
        Ok(true)
    }

    /// A token for what logos does not know at `start`.
    fn unusual(&mut self, start: usize) -> Result<Token, Fault> {
        let c = self.source[start..].chars().next().expect("logos fails on a character, not at the end");
        if !c.is_ascii() {
            let end = identifier::scan(self.source, start, start)?;
            self.move_to(start);
            self.lexer.bump(end - start);
            return Ok(Token::Name);
        }
        if c == '\\' {
            let end = start as u32 + 1;
            if end as usize == self.source.len() {
                let fault = Fault::syntax("unexpected EOF while parsing", Span::new(end, end));
                return Err(fault.showing(Columns::Cursor(1)).incomplete());
            }
            let message = "unexpected character after line continuation character";
            return Err(Fault::syntax(message, Span::new(end, end)).showing(Columns::Start));
        }
        if c.is_ascii_control() {
            return Err(identifier::invalid_character(c, start));
        }
        Ok(Token::Stray)
    }

    pub(crate) fn open(&mut self, start: usize) -> Result<(), Fault> {
        let at = start as u32;
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(Fault::token("too many nested parentheses", Span::new(at, at)));
        }
        self.brackets.push(Bracket { byte: self.source.as_bytes()[start], at });
        Ok(())
    }

    fn close(&mut self, start: usize) -> Result<(), Fault> {
        let byte = self.source.as_bytes()[start];
        let closing = char::from(byte);
        let fault = |message| Err(Fault::token(message, Span::new(start as u32, start as u32)));
        let field = match self.modes.last() {
            Some(Mode::Field { level }) => *level,
            _ => usize::MAX,
        };
        let Some(open) = self.brackets.pop() else {
            return fault(format!("unmatched '{closing}'"));
        };
        if !matches!((open.byte, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            if self.brackets.len() + 1 == field {
                return fault(format!("f-string: unmatched '{closing}'"));
            }
            let opening = char::from(open.byte);
            let mut message = format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'");
            let between = &self.source.as_bytes()[open.at as usize..start];
            if memchr::memchr(b'\n', between).is_some() {
                let line = 1 + memchr::memchr_iter(b'\n', &self.source.as_bytes()[..open.at as usize]).count();
                message.push_str(&format!(" on line {line}"));
            }
            return fault(message);
        }
        if self.brackets.len() + 1 == field {
            self.modes.pop();
        }
        Ok(())
    }

    /// Whether `match`, `case` or `type`, just read, is a keyword.
    fn soft_keyword(&mut self, token: Token) -> Token {
        let keyword = match token {
            _ if self.expression_only => false,
            Token::Case => self.starts_line() && self.indents[self.indents.len() - 1].is_match,
            Token::Match if self.starts_line() => self.opens_match(),
            Token::Type => {
                let statement = self.starts_line() || matches!(self.previous, Token::Semicolon | Token::Colon);
                let mut ahead = self.lexer.clone();
                let name = matches!(ahead.next(), Some(Ok(Token::Name | Token::Match | Token::Case | Token::Type)));
                statement && name && matches!(ahead.next(), Some(Ok(Token::Equal | Token::LeftBracket)))
            }
            _ => false,
        };
        self.match_header |= keyword && token == Token::Match;
        if keyword { token } else { Token::Name }
    }

    /// Whether the line that starts with the word `match` is the head of a match statement.
    ///
    /// After most tokens that start an operand the word cannot be a name. The others could go on an expression: then
    /// the line is a head if it ends with a colon outside brackets, as no line that starts with a name can.
    fn opens_match(&mut self) -> bool {
        // There may be many warnings, and many such lines.
        let warnings = std::mem::take(&mut self.warnings);
        let mut ahead = self.clone();
        self.warnings = warnings;
        ahead.previous = Token::Name;
        let mut next = || match ahead.advance() {
            Ok(Some((_, token, _))) => Some(token),
            _ => None,
        };
        match next() {
            Some(Token::LeftParen | Token::LeftBracket | Token::Minus | Token::Plus | Token::Star | Token::Not) => {
                let mut last = Token::Name;
                loop {
                    match next() {
                        None | Some(Token::Newline) => return last == Token::Colon,
                        Some(token) => last = token,
                    }
                }
            }
            Some(token) => token.starts_expression(),
            None => false,
        }
    }

    fn end_of_text(&mut self) -> Result<Option<Spanned>, Fault> {
        let end = self.source.len() as u32;
        if let Some(Bracket { byte, at }) = self.open_bracket() {
            let message = format!("'{}' was never closed", char::from(byte));
            return Err(Fault::syntax(message, Span::new(at, at)).showing(Columns::Start).reaching(end).incomplete());
        }
        if !self.finished {
            self.finished = true;
            let tail = &self.source[..self.source.trim_end_matches([' ', '\t', '\x0C']).len()];
            let rest = self.source[self.offset().min(tail.len())..tail.len()].trim_start();
            if rest.ends_with("\\\n")
                || (tail.ends_with("\\\n") && self.offset() == self.source.len() && !self.starts_line())
            {
                let place = tail.len() as u32 - 1;
                let fault = Fault::syntax("unexpected EOF while parsing", Span::new(place, place));
                return Err(fault.showing(Columns::Cursor(1)).incomplete());
            }
            if self.indents.len() > 1 && self.require_blank_line && !ends_with_blank_line(self.source) {
                return Err(Fault::syntax("incomplete input", Span::new(end, end)).incomplete());
            }
            self.pending_dedents = self.indents.len() - 1;
            self.indents.truncate(1);
            self.line_start = false;
            if !self.starts_line() {
                self.previous = Token::Newline;
                return Ok(Some((end, Token::Newline, end)));
            }
        }
        if self.pending_dedents > 0 {
            return Ok(Some(self.dedent()));
        }
        Ok(None)
    }
}

/// Whether the last line, which may lack its line end, holds only spaces.
fn ends_with_blank_line(source: &str) -> bool {
    let trimmed = source.trim_end_matches([' ', '\t', '\x0C']);
    match trimmed.strip_suffix('\n') {
        Some(before) => before.trim_end_matches([' ', '\t', '\x0C']).ends_with('\n'),
        None => false,
    }
}

impl Iterator for Layout<'_> {
    type Item = Result<Spanned, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}
