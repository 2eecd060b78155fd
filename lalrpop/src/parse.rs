//! The entry points: text in, tree out.

use crate::ast::{Mod, Span};
use crate::error::{Fault, SyntaxError, SyntaxWarning};
use crate::lines::LineIndex;
use crate::names::Names;

/// How to parse.
#[derive(Clone, Copy, Default, Debug)]
pub struct ParseOptions {
    /// Line number of the first line, minus one.
    pub first_line: u32,
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
}

/// Parses a file, or the text of `exec`.
///
/// # Errors
/// If the text is not Python.
pub fn parse_module(source: &str, options: ParseOptions) -> Result<Parsed, SyntaxError> {
    start(source, options)
}

/// Parses the text of `eval`: one expression.
///
/// # Errors
/// If the text is not one expression.
pub fn parse_expression(source: &str, options: ParseOptions) -> Result<Parsed, SyntaxError> {
    start(source, options)
}

/// Parses what was typed at a prompt: one statement, or one line of simple ones.
///
/// # Errors
/// If the text is not one statement; `incomplete` is set if more lines could make it one.
pub fn parse_interactive(source: &str, options: ParseOptions) -> Result<Parsed, SyntaxError> {
    start(source, options)
}

fn start(source: &str, _options: ParseOptions) -> Result<Parsed, SyntaxError> {
    Err(Fault::syntax("invalid syntax", Span::new(0, 0)).locate(source, &LineIndex::new(source)))
}
