//! What the front end reports: syntax errors and syntax warnings.

use crate::ast::Span;
use crate::lines::LineIndex;

/// Which exception class an error becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `IndentationError`
    Indentation,
    /// `TabError`
    Tab,
}

/// A text that is not Python. Columns are those of CPython's `SyntaxError.offset`: in characters, from 1; a
/// column of 0 means that no place in the line is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// The exception class.
    pub kind: ErrorKind,
    /// CPython 3.13's wording where it has one.
    pub message: String,
    /// The range in the text given to the parser, after line ends were made `\n`.
    pub span: Span,
    /// Line of the start, from 1.
    pub line: u32,
    /// Column of the start, in characters, from 1.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column after the end, in characters, from 1.
    pub end_column: u32,
    /// The source line the error is on, without its line end.
    pub text: String,
    /// The input ended inside a statement: a prompt may ask for more.
    pub incomplete: bool,
}

impl SyntaxError {
    /// An error without a place: line and column are 0.
    pub(crate) fn placeless(message: String) -> Self {
        Self {
            kind: ErrorKind::Syntax,
            message,
            span: Span::default(),
            line: 0,
            column: 0,
            end_line: 0,
            end_column: 0,
            text: String::new(),
            incomplete: false,
        }
    }
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (line {}, column {})", self.message, self.line, self.column)
    }
}

impl std::error::Error for SyntaxError {}

/// A `SyntaxWarning`, such as an invalid escape sequence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxWarning {
    /// CPython 3.13's wording.
    pub message: String,
    /// Line, from 1.
    pub line: u32,
}

/// An error before its lines are known: what tokens, grammar and actions produce.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    pub kind: ErrorKind,
    pub message: String,
    pub span: Span,
    pub incomplete: bool,
    /// How far CPython looks before it reports this; 0 means no further than the span.
    pub reach: u32,
}

impl Fault {
    pub fn syntax(message: impl Into<String>, span: Span) -> Self {
        Self { kind: ErrorKind::Syntax, message: message.into(), span, incomplete: false, reach: 0 }
    }

    pub fn indentation(message: impl Into<String>, span: Span) -> Self {
        Self { kind: ErrorKind::Indentation, ..Self::syntax(message, span) }
    }

    pub fn tab(message: impl Into<String>, span: Span) -> Self {
        Self { kind: ErrorKind::Tab, ..Self::syntax(message, span) }
    }

    /// Whether it says that a bracket has no end.
    pub fn is_unclosed(&self) -> bool {
        self.message.ends_with("was never closed")
    }

    pub fn reaching(mut self, reach: u32) -> Self {
        self.reach = reach;
        self
    }

    pub fn incomplete(mut self) -> Self {
        self.incomplete = true;
        self
    }

    /// Adds lines, columns and the source line.
    pub fn locate(self, source: &str, lines: &LineIndex) -> SyntaxError {
        let Self { kind, message, span, incomplete, reach: _ } = self;
        // A token for the end of the last line may reach past the text.
        let length = source.len() as u32;
        let start = span.start.min(length);
        let end = span.end.clamp(start, length);
        let past = span.end.saturating_sub(end.max(span.start));
        let line = lines.line(start);
        let text = lines.span(source, line).map_or("", |s| &source[s.start as usize..s.end as usize]);
        let (mut end_line, mut end_column) = (lines.line(end), lines.char_column(source, end) + 1 + past);
        if end == start + 1 && source.as_bytes().get(start as usize) == Some(&b'\n') {
            // The end of a line is a token on that line.
            (end_line, end_column) = (line, lines.char_column(source, start) + 2);
        }
        SyntaxError {
            kind,
            message,
            span: Span::new(start, end),
            line,
            column: lines.char_column(source, start) + 1,
            end_line,
            end_column,
            text: text.to_owned(),
            incomplete,
        }
    }
}
