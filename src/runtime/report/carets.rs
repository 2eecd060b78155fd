//! One entry of a traceback: the source lines, with the marks below them.

use super::anchors::{self, Anchors};
use super::style::{BOLD_RED, RED, Style};
use super::width::columns;
use crate::bytecode::code::Position;

/// The rows below the line `File …` of an entry, indented, each with its line end. `lines` are the source lines from the first to the
/// last of `position`.
pub fn rows(lines: &[String], position: Position, style: Style) -> String {
    let dedented = dedent(lines);
    if dedented.iter().all(|line| line.trim().is_empty()) {
        return String::new();
    }
    let has_columns = position.col != position.end_col || position.line != position.end_line;
    let (Some(first), Some(last), true) = (lines.first(), lines.last(), has_columns) else {
        return format!("    {}\n", dedented[0].trim());
    };
    let block = Block::new(&dedented, first, last, position);
    let shown = dedent(&block.rows(style));
    shown.iter().map(|row| format!("    {row}\n")).collect()
}

/// The lines without the blanks that all of them start with; lines of blanks become empty.
fn dedent(lines: &[String]) -> Vec<String> {
    let is_blank = |line: &str| line.bytes().all(|b| b == b' ' || b == b'\t');
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|line| !is_blank(line)) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            Some(margin) => {
                let same = margin.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
                &margin[..same]
            }
            None => indent,
        });
    }
    let margin = margin.map_or(0, str::len);
    lines.iter().map(|line| if is_blank(line) { String::new() } else { line[margin..].to_owned() }).collect()
}

/// How many characters lie before a byte offset.
fn characters(line: &str, byte: u32) -> usize {
    line.char_indices().take_while(|(at, _)| *at < byte as usize).count()
}

/// The lines of an entry and the range in them.
struct Block {
    lines: Vec<Vec<char>>,
    /// Columns of a terminal before the range in the first line, and up to its end in the last one.
    start_column: usize,
    end_column: usize,
    /// Characters before the range in the first line.
    start: usize,
    anchors: Option<Anchors>,
    show_marks: bool,
}

impl Block {
    fn new(dedented: &[String], first: &str, last: &str, position: Position) -> Block {
        let lines: Vec<Vec<char>> = dedented.iter().map(|line| line.chars().collect()).collect();
        let removed = first.chars().count().saturating_sub(lines[0].len());
        let bound = |offset: usize, line: &[char]| offset.saturating_sub(removed).min(line.len());
        let last_line = &lines[lines.len() - 1];
        let start = bound(characters(first, position.col), &lines[0]);
        let end = bound(characters(last, position.end_col), last_line);
        let text: Vec<char> = lines.join(&'\n');
        let segment: String =
            text.get(start..text.len() - (last_line.len() - end)).unwrap_or_default().iter().collect();
        let anchors = anchors::find(&segment);
        let blank = |part: &[char]| part.iter().all(|c| c.is_whitespace());
        let show_marks = !anchors::is_plain_call(dedented, start, end)
            && (anchors.is_some() || !blank(&lines[0][..start]) || !blank(&last_line[end..]));
        let (start_column, end_column) = (columns(&lines[0][..start]), columns(&last_line[..end]));
        Block { start_column, end_column, start, anchors, show_marks, lines }
    }

    /// The place of an anchor as line and column of a terminal.
    fn column(&self, (row, offset): anchors::Place) -> anchors::Place {
        let offset = if row == 0 { offset + self.start } else { offset };
        let line = &self.lines[row];
        (row, columns(&line[..offset.min(line.len())]))
    }

    /// The lines that are shown, each followed by its marks.
    fn rows(&self, style: Style) -> Vec<String> {
        let last = self.lines.len() - 1;
        let mut shown = vec![0, last];
        if let Some(anchors) = self.anchors {
            for (row, _) in [anchors.left, anchors.right] {
                shown.extend(row.saturating_sub(1)..=(row + 1).min(last));
            }
        }
        shown.sort_unstable();
        shown.dedup();
        let mut out = Vec::new();
        let mut before: Option<usize> = None;
        for row in shown {
            match before.map(|before| row - before) {
                Some(2) => self.row(row - 1, style, &mut out),
                Some(gap) if gap > 2 => out.push(format!("...<{} lines>...", gap - 1)),
                _ => {}
            }
            self.row(row, style, &mut out);
            before = Some(row);
        }
        out
    }

    fn row(&self, row: usize, style: Style, out: &mut Vec<String>) {
        let line = &self.lines[row];
        if !self.show_marks {
            out.push(line.iter().collect());
            return;
        }
        let indent = line.iter().take_while(|c| c.is_whitespace()).count();
        let width = if row + 1 == self.lines.len() { self.end_column } else { columns(line) };
        let range = self.anchors.map(|a| (self.column(a.left), self.column(a.right)));
        let mark = |column: usize| {
            if column < indent || (row == 0 && column < self.start_column) {
                return ' ';
            }
            match range {
                Some((left, right)) if (row, column) < left || (row, column) >= right => '~',
                _ => '^',
            }
        };
        let marks: Vec<char> = (0..width).map(mark).collect();
        if !style.0 {
            out.push(line.iter().collect());
            out.push(marks.into_iter().collect());
            return;
        }
        let (mut painted, mut painted_marks) = (String::new(), String::new());
        let mut i = 0;
        while i < line.len().max(marks.len()) {
            let kind = marks.get(i);
            let run = (i..line.len().max(marks.len())).take_while(|j| marks.get(*j) == kind).count();
            let part: String = line.iter().skip(i).take(run).collect();
            let below: String = marks.iter().skip(i).take(run).collect();
            let colour = match kind {
                Some('^') => Some(BOLD_RED),
                Some('~') => Some(RED),
                _ => None,
            };
            let paint = |text: &str| colour.map_or_else(|| text.to_owned(), |colour| style.paint(colour, text));
            painted.push_str(&paint(&part));
            painted_marks.push_str(&paint(&below));
            i += run;
        }
        out.push(painted);
        out.push(painted_marks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &str, line: u32, col: u32, end_line: u32, end_col: u32) -> String {
        let lines: Vec<String> = source.lines().map(str::to_owned).collect();
        rows(&lines, Position { line, end_line, col, end_col }, Style(false))
    }

    #[test]
    fn marks_the_range() {
        assert_eq!(marked("    return a / b", 1, 11, 1, 16), "    return a / b\n           ~~^~~\n");
        assert_eq!(marked("    raise X()", 1, 4, 1, 13), "    raise X()\n");
        assert_eq!(marked("x = {}[0]", 1, 4, 1, 9), "    x = {}[0]\n        ~~^^^\n");
        assert_eq!(marked("x = f(0)", 1, 4, 1, 8), "    x = f(0)\n");
    }

    #[test]
    fn shows_lines_of_a_long_call() {
        let source = "f(\n    1,\n    2,\n    3,\n    4,\n    5,\n)";
        let expected =
            "    f(\n    ~^\n        1,\n        ^^\n    ...<3 lines>...\n        5,\n        ^^\n    )\n    ^\n";
        assert_eq!(marked(source, 1, 0, 7, 1), expected);
    }
}
