//! What the front end reports: syntax errors and syntax warnings.

use crate::ast::Span;
use crate::lines::LineIndex;
use crate::shown;

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

/// Which part of CPython's front end reports an error. That decides which text and which end the exception carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Whoever looks for null bytes, and no place is given.
    Nowhere,
    /// The decoder, which knows the file only.
    Decoder,
    /// The tokenizer, in the middle of a line.
    Tokens,
    /// The parser.
    Grammar,
    /// What sorts names into scopes, which knows no source either: it names the place apart from the message.
    Scopes,
    /// The compiler, which knows no source: it asks for the line of the file, if there is one.
    Compiler,
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
    /// Line of the start, from 1; 0 if the error has no place.
    pub line: u32,
    /// Column of the start, in characters, from 1.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column after the end, in characters, from 1. Where CPython knows no end it is 0, -1 or missing.
    pub end_column: Option<i32>,
    /// The source line the error is on, as CPython shows it: with its line end unless the tokenizer reports the error,
    /// and with the lines before it that belong to the same token.
    pub text: String,
    /// Who reports it.
    pub stage: Stage,
    /// The input ended inside a statement: a prompt may ask for more.
    pub incomplete: bool,
}

impl SyntaxError {
    /// An error without a place: line and column are 0.
    pub(crate) fn placeless(stage: Stage, message: String) -> Self {
        Self {
            kind: ErrorKind::Syntax,
            message,
            span: Span::default(),
            line: 0,
            column: 0,
            end_line: 0,
            end_column: None,
            text: String::new(),
            stage,
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

/// Which columns of a fault's span are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Columns {
    /// Start and end.
    Both,
    /// The start; an end of 0.
    Start,
    /// Where the tokenizer stands, this many characters after the start; an end of -1.
    Cursor(u32),
    /// None: both are 0.
    Neither,
}

/// An error before its lines are known: what tokens, grammar and actions produce.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    pub kind: ErrorKind,
    pub message: String,
    pub span: Span,
    pub columns: Columns,
    pub stage: Stage,
    pub incomplete: bool,
    /// How far CPython looks before it reports this; 0 means no further than the span.
    pub reach: u32,
}

impl Fault {
    /// A `SyntaxError` of the grammar.
    pub fn syntax(message: impl Into<String>, span: Span) -> Self {
        Self {
            kind: ErrorKind::Syntax,
            message: message.into(),
            span,
            columns: Columns::Both,
            stage: Stage::Grammar,
            incomplete: false,
            reach: 0,
        }
    }

    /// A `SyntaxError` of the tokenizer.
    pub fn token(message: impl Into<String>, span: Span) -> Self {
        Self { stage: Stage::Tokens, ..Self::syntax(message, span) }
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

    pub fn showing(mut self, columns: Columns) -> Self {
        self.columns = columns;
        self
    }

    pub fn incomplete(mut self) -> Self {
        self.incomplete = true;
        self
    }

    /// Adds lines, columns and the source line. `in_file` if the text is that of a file or of `exec`, whose last line
    /// CPython ends.
    pub fn locate(self, source: &str, lines: &LineIndex, in_file: bool) -> SyntaxError {
        let Self { kind, message, span, columns, stage, incomplete, reach } = self;
        // A token for the end of the last line may reach past the text.
        let length = source.len() as u32;
        let start = span.start.min(length);
        let end = span.end.clamp(start, length);
        let past = span.end.saturating_sub(end.max(span.start));
        let line = lines.line(start);
        let (mut end_line, mut end_column) = (lines.line(end), lines.char_column(source, end) + 1 + past);
        if end == start + 1 && source.as_bytes().get(start as usize) == Some(&b'\n') {
            // The end of a line is a token on that line.
            (end_line, end_column) = (line, lines.char_column(source, start) + 2);
        }
        let column = lines.char_column(source, start);
        let (column, end_column) = match columns {
            Columns::Both => (column + 1, end_column as i32),
            Columns::Start => (column + 1, 0),
            Columns::Cursor(after) => (column + after, -1),
            Columns::Neither => (0, 0),
        };
        let text = match stage {
            Stage::Nowhere | Stage::Decoder => String::new(),
            Stage::Tokens => {
                lines.span(source, line).map_or("", |s| &source[s.start as usize..s.end as usize]).to_owned()
            }
            Stage::Grammar | Stage::Scopes | Stage::Compiler => {
                shown::lines(source, lines, line, end.max(reach), in_file)
            }
        };
        // Of an empty text CPython's tokenizer reads not even one line, unless it ends that first.
        let none = u32::from(source.is_empty() && !in_file);
        let (line, end_line) = (line - none, end_line - none);
        SyntaxError {
            kind,
            message,
            span: Span::new(start, end),
            line,
            column,
            end_line,
            end_column: Some(end_column),
            text,
            stage,
            incomplete,
        }
    }
}
