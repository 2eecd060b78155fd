//! The part of an expression that a report stresses: the operator of a binary operation, the brackets of a call or subscript.

use rcpy_syntax::ParseOptions;
use rcpy_syntax::ast::{ExprKind, Mod, StmtKind};

/// A place in a text of several lines: line and character, from 0.
pub type Place = (usize, usize);

/// The stressed part of an expression: from, up to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchors {
    pub left: Place,
    pub right: Place,
}

/// A text by characters, with the way back from the parser's byte offsets.
struct Text {
    chars: Vec<char>,
    /// Byte offset of each character, and of the end.
    bytes: Vec<usize>,
}

impl Text {
    fn new(text: &str) -> Text {
        let chars = text.chars().collect();
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Text { chars, bytes }
    }

    fn index(&self, byte: usize) -> usize {
        self.bytes.partition_point(|at| *at < byte).min(self.chars.len())
    }

    fn place(&self, index: usize) -> Place {
        let before = &self.chars[..index];
        let start = before.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        (before.iter().filter(|c| **c == '\n').count(), index - start)
    }

    /// The first character from `index` on that `stop` accepts, comments and continued line ends left out.
    fn find(&self, mut index: usize, stop: impl Fn(char) -> bool) -> Option<usize> {
        loop {
            match *self.chars.get(index)? {
                '\n' => index += 1,
                '\\' | '#' => index += self.chars[index..].iter().position(|c| *c == '\n')?,
                c if stop(c) => return Some(index),
                _ => index += 1,
            }
        }
    }
}

/// Characters that the parser sees in front of the segment.
const PREFIX: &str = "(\n";

/// The anchors of the text of an expression; `None` when it is something else, or nothing in it is to be stressed.
pub fn find(segment: &str) -> Option<Anchors> {
    let parsed = rcpy_syntax::parse_expression(&format!("{PREFIX}{segment}\n)"), ParseOptions::default()).ok()?;
    let Mod::Expression(expression) = parsed.module else { return None };
    let text = Text::new(segment);
    let index = |offset: u32| text.index((offset as usize).saturating_sub(PREFIX.len()));
    let end = index(expression.span.end);
    let (left, right) = match &expression.kind {
        ExprKind::BinOp(chain) => {
            let (last, before) = chain.rest.split_last()?;
            let operand_end = before.last().map_or(chain.left.span.end, |step| step.end);
            let left = text.find(index(operand_end), |c| !c.is_whitespace() && c != ')')?;
            let second = text.chars.get(left + 1).copied().filter(|_| left + 1 < index(last.right.span.start));
            let is_double = second.is_some_and(|c| !c.is_whitespace() && c != '\\' && c != '#');
            (left, left + 1 + usize::from(is_double))
        }
        ExprKind::Subscript(subscript) => (text.find(index(subscript.value.span.end), |c| c == '[')?, end),
        ExprKind::Call(call) => (text.find(index(call.func.span.end), |c| c == '(')?, end),
        _ => return None,
    };
    Some(Anchors { left: text.place(left), right: text.place(right) })
}

/// Are these lines a statement `return name(…)` or `name = call(…)` of which the call from `start` (in the first line) to `end` (in the last
/// one) is all there is? The line says enough then.
pub fn is_plain_call(lines: &[String], start: usize, end: usize) -> bool {
    let source = lines.join("\n");
    let Ok(parsed) = rcpy_syntax::parse_module(&source, ParseOptions::default()) else { return false };
    let Mod::Module(body) = &parsed.module else { return false };
    let value = match body.first().map(|statement| &statement.kind) {
        Some(StmtKind::Return(Some(value))) => match &value.kind {
            ExprKind::Call(call) if matches!(call.func.kind, ExprKind::Name(_)) => &**value,
            _ => return false,
        },
        Some(StmtKind::Assign(assign)) => match (&assign.targets[..], &assign.value.kind) {
            ([target], ExprKind::Call(_)) if matches!(target.kind, ExprKind::Name(_)) => &assign.value,
            _ => return false,
        },
        _ => return false,
    };
    let last_line = source.rfind('\n').map_or(0, |at| at + 1);
    value.span.start as usize == start && value.span.end as usize == last_line + end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stressed(segment: &str) -> Option<(Place, Place)> {
        find(segment).map(|a| (a.left, a.right))
    }

    #[test]
    fn finds_operators_and_brackets() {
        assert_eq!(stressed("a / b"), Some(((0, 2), (0, 3))));
        assert_eq!(stressed("a + b // c"), Some(((0, 2), (0, 3))));
        assert_eq!(stressed("a + b + c"), Some(((0, 6), (0, 7))));
        assert_eq!(stressed("(a) ** (b)"), Some(((0, 4), (0, 6))));
        assert_eq!(stressed("x[1][2]"), Some(((0, 4), (0, 7))));
        assert_eq!(stressed("f(\n  1,\n)"), Some(((0, 1), (2, 1))));
        assert_eq!(stressed("(x +\n y)"), Some(((0, 3), (0, 4))));
        assert_eq!(stressed("é + 日"), Some(((0, 2), (0, 3))));
        assert_eq!(stressed("x.y"), None);
        assert_eq!(stressed("x ="), None);
    }

    #[test]
    fn knows_plain_calls() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        assert!(is_plain_call(&lines("return f(x)"), 7, 11));
        assert!(!is_plain_call(&lines("return m.f(x)"), 7, 13));
        assert!(is_plain_call(&lines("a = m.f(x)"), 4, 10));
        assert!(!is_plain_call(&lines("a = f(x) + 1"), 4, 8));
    }
}
