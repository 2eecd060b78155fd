//! Line boundaries of `splitlines`.

use super::Unit;
use std::ops::Range;

/// True for characters that end a line of text.
#[inline]
pub fn is_line_break(code: u32) -> bool {
    matches!(code, 0xa..=0xd | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

/// The lines of a text as ranges of indices.
#[derive(Clone, Debug)]
pub struct Lines<'a, T> {
    text: &'a [T],
    at: usize,
    keep: bool,
    bytes: bool,
}

impl<T: Unit> Iterator for Lines<'_, T> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if start == self.text.len() {
            return None;
        }
        let ends_line = |c: u32| if self.bytes { c == 0xa || c == 0xd } else { is_line_break(c) };
        let end = self.text[start..].iter().position(|u| ends_line(u.code())).map_or(self.text.len(), |n| start + n);
        let code = |i: usize| self.text.get(i).map(|u| u.code());
        self.at = match (code(end), code(end + 1)) {
            (None, _) => end,
            (Some(0xd), Some(0xa)) => end + 2,
            _ => end + 1,
        };
        Some(start..if self.keep { self.at } else { end })
    }
}

/// `str.splitlines(keepends)`.
pub fn split_lines<T: Unit>(text: &[T], keep_ends: bool) -> Lines<'_, T> {
    Lines { text, at: 0, keep: keep_ends, bytes: false }
}

/// `bytes.splitlines(keepends)`: only `\n`, `\r` and `\r\n` end a line.
pub fn split_byte_lines(bytes: &[u8], keep_ends: bool) -> Lines<'_, u8> {
    Lines { text: bytes, at: 0, keep: keep_ends, bytes: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_from_cpython() {
        let t: Vec<u32> = "a\r\nb\x0bc\x1c\x1d\x1e\u{85}\u{2028}d\u{2029}".chars().map(u32::from).collect();
        let lines: Vec<String> =
            split_lines(&t, false).map(|r| t[r].iter().map(|c| char::from_u32(*c).unwrap()).collect()).collect();
        assert_eq!(lines, ["a", "b", "c", "", "", "", "", "d"]);
        assert!(split_lines(b"\n", false).eq(std::iter::once(0..0)));
        assert_eq!(split_lines(b"a\r\nb\r", true).collect::<Vec<_>>(), [0..3, 3..5]);
        assert_eq!(split_byte_lines(b"a\x0bb\r\nc", false).collect::<Vec<_>>(), [0..3, 5..6]);
        assert_eq!(split_lines::<u8>(b"", false).count(), 0);
    }
}
