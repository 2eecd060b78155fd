//! From byte offsets to lines and columns.
//!
//! Nodes and tokens hold offsets only; lines are looked up when somebody asks (an error, a line table), so the
//! parser never counts them.

use memchr::memchr_iter;

use crate::ast::Span;

/// Where the lines of a text start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

/// A place in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    /// From 1.
    pub line: u32,
    /// From 0, in UTF-8 bytes, as CPython's `col_offset`.
    pub column: u32,
}

impl LineIndex {
    /// The index of `source`, whose lines end with `\n` (the parser turns `\r\n` and `\r` into it first).
    pub fn new(source: &str) -> Self {
        let mut starts = Vec::with_capacity(source.len() / 32 + 1);
        starts.push(0);
        starts.extend(memchr_iter(b'\n', source.as_bytes()).map(|i| i as u32 + 1));
        Self { starts }
    }

    /// Line and column of a byte offset.
    pub fn locate(&self, offset: u32) -> Location {
        let line = self.starts.partition_point(|&start| start <= offset);
        Location { line: line as u32, column: offset - self.starts[line - 1] }
    }

    /// Line of a byte offset, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// Number of lines; an empty text has one.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Offset of the first byte of a line; `None` if there is no such line. Lines count from 1.
    pub fn start(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// The span of a line without its line end. Lines count from 1.
    pub fn span(&self, source: &str, line: u32) -> Option<Span> {
        let start = self.start(line)?;
        let end = match self.start(line + 1) {
            Some(next) => next - 1,
            None => source.len() as u32,
        };
        Some(Span::new(start, end))
    }

    /// Column of a byte offset in characters, from 0.
    pub fn char_column(&self, source: &str, offset: u32) -> u32 {
        let start = offset - self.locate(offset).column;
        let before = source.as_bytes().get(start as usize..offset as usize).unwrap_or_default();
        before.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
    }
}
