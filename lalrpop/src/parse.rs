//! The entry points: text in, tree out.

use std::borrow::Cow;
use std::cell::Cell;

use crate::ast::Mod;
use crate::context::Context;
use crate::diagnose;
use crate::error::{Fault, Stage, SyntaxError, SyntaxWarning};
use crate::grammar::TopParser;
use crate::layout::Layout;
use crate::lines::LineIndex;
use crate::names::Names;
use crate::token::Token;

/// How to parse.
#[derive(Clone, Copy, Debug)]
pub struct ParseOptions {
    /// Most digits of a decimal integer literal (`sys.get_int_max_str_digits()`); 0 means no limit.
    pub max_int_digits: usize,
    /// At a prompt, an open block is not ended by the end of the text but by a blank line; without one the error
    /// says `incomplete`. Heeded by [`parse_interactive`] only.
    pub require_blank_line: bool,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { max_int_digits: 4300, require_blank_line: false }
    }
}

/// A tree with what is needed to read it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree.
    pub module: Mod,
    /// The names its symbols stand for.
    pub names: Names,
    /// Lines of its spans.
    pub lines: LineIndex,
    /// What to warn of, in source order.
    pub warnings: Vec<SyntaxWarning>,
    /// Why the tree cannot be compiled, if CPython's parser accepts it but its compiler does not. It comes after
    /// the errors of scopes.
    pub refused: Option<SyntaxError>,
}

/// Parses a file, or the text of `exec`.
///
/// # Errors
/// If the text is not Python.
pub fn parse_module(source: &str, options: ParseOptions) -> Result<Parsed, SyntaxError> {
    parse(source, Token::StartModule, ParseOptions { require_blank_line: false, ..options })
}

/// Parses the text of `eval`: one expression.
///
/// # Errors
/// If the text is not one expression.
pub fn parse_expression(source: &str, options: ParseOptions) -> Result<Parsed, SyntaxError> {
    parse(source, Token::StartExpression, ParseOptions { require_blank_line: false, ..options })
}

/// Parses what was typed at a prompt: one statement, or one line of simple ones.
///
/// # Errors
/// If the text is not one statement; `incomplete` is set if more lines could make it one.
pub fn parse_interactive(source: &str, options: ParseOptions) -> Result<Parsed, SyntaxError> {
    parse(source, Token::StartInteractive, options)
}

fn parse(original: &str, start: Token, options: ParseOptions) -> Result<Parsed, SyntaxError> {
    if memchr::memchr(0, original.as_bytes()).is_some() {
        return Err(SyntaxError::placeless(Stage::Nowhere, "source code string cannot contain null bytes".into()));
    }
    // Offsets are 32-bit, and one past the end is needed.
    if original.len() >= u32::MAX as usize {
        return Err(SyntaxError::placeless(Stage::Nowhere, "source code is too large".into()));
    }
    let source = &*normalize_line_ends(original);
    let in_file = start == Token::StartModule;
    let lines = LineIndex::new(source);
    match run(source, start, options) {
        Ok(Built { module, names, mut warnings, refused }) => {
            warnings.sort_by_key(|&(_, at)| at);
            let located = |(message, at)| SyntaxWarning { message, line: lines.line(at) };
            let warnings = warnings.into_iter().map(located).collect();
            let refused = refused.map(|fault| fault.locate(source, &lines, in_file));
            Ok(Parsed { module, names, lines, warnings, refused })
        }
        Err(fault) => Err(fault.locate(source, &lines, in_file)),
    }
}

/// A tree, with warnings and an error that still have offsets.
struct Built {
    module: Mod,
    names: Names,
    warnings: Vec<(String, u32)>,
    refused: Option<Fault>,
}

fn run(source: &str, start: Token, options: ParseOptions) -> Result<Built, Fault> {
    let stop = Cell::new(false);
    let mut layout = Layout::new(source, start, options.require_blank_line, &stop);
    let mut context = Context::new(source, options.max_int_digits, &stop);
    let result = TopParser::new().parse(&mut context, &mut layout);
    match result {
        Ok(module) if context.fault.is_none() => {
            context.warnings.append(&mut layout.warnings);
            let Context { names, warnings, refused, .. } = context;
            Ok(Built { module, names, warnings, refused })
        }
        // An action of the last reduction has failed.
        Ok(_) => Err(context.fault.expect("checked above")),
        Err(error) => Err(diagnose::diagnose(source, start, error, context.fault, &mut layout)),
    }
}

/// The text with `\n` for every line end.
fn normalize_line_ends(source: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', source.as_bytes()).is_none() {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = rest[at + 1..].strip_prefix('\n').unwrap_or(&rest[at + 1..]);
    }
    out.push_str(rest);
    Cow::Owned(out)
}
