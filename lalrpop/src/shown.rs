//! The source text that a `SyntaxError` shows.
//!
//! CPython's parser shows what its tokenizer has in its buffer: the line it has read last, from the first line of the
//! token that the line is part of. If it has read on beyond the line of the error, that line is looked up, and then
//! comes without its end.

use std::cell::Cell;

use crate::layout::{Layout, Spanned};
use crate::lines::LineIndex;
use crate::token::Token;

/// The text shown with an error on `line`, after the tokenizer has read up to the offset `read`.
pub(crate) fn lines(source: &str, lines: &LineIndex, line: u32, read: u32, in_file: bool) -> String {
    let Some(span) = lines.span(source, line) else { return String::new() };
    let last = read.min(source.len() as u32).saturating_sub(1);
    if lines.line(last) > line {
        return source[span.start as usize..span.end as usize].to_owned();
    }
    let start = buffer_start(source, lines, line);
    let mut text = source[start as usize..span.end as usize].to_owned();
    if in_file || (span.end as usize) < source.len() {
        text.push('\n');
    }
    text
}

/// Where the buffer starts that holds `line`: a line inside a token, or joined to the one before, is read into it, too.
fn buffer_start(source: &str, lines: &LineIndex, line: u32) -> u32 {
    let stop = Cell::new(false);
    let start = lines.start(line).unwrap_or(0);
    let mut before: Vec<Spanned> = Layout::new(source, Token::StartModule, false, &stop)
        .map_while(Result::ok)
        .take_while(|token| token.0 < start)
        .collect();
    let mut line = line;
    while line > 1 {
        let start = lines.start(line).unwrap_or(0);
        while before.last().is_some_and(|token| token.0 >= start) {
            before.pop();
        }
        let Some(&(_, kind, end)) = before.last() else { break };
        let joined = || {
            use Token::{Dedent, Indent, Newline, StartModule};
            // A backslash at the end of a comment joins nothing.
            let between = &source[end as usize..start as usize];
            !matches!(kind, Newline | Indent | Dedent | StartModule)
                && between.ends_with("\\\n")
                && !between[..between.len() - 1].rsplit('\n').next().unwrap_or("").contains('#')
        };
        if end > start && kind != Token::Newline || end < start && joined() {
            line -= 1;
        } else {
            break;
        }
    }
    lines.start(line).unwrap_or(0)
}
