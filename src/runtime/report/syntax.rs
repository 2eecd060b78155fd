//! The last lines of a `SyntaxError`: file, source line, marks, message.

use super::style::{BOLD_MAGENTA, BOLD_RED, MAGENTA, Style};
use super::{safe_str, text_of};
use crate::memory::Ref;
use crate::object::exception as ex;
use crate::object::string::Str;
use crate::runtime::Thread;

/// Appends the lines of `exception`, whose class is shown as `name`.
pub fn write(t: &Thread, exception: &Ref, name: &str, style: Style, out: &mut String) {
    let body = ex::body(exception);
    let field = |i: usize| body.field(i).filter(|value| !value.value().is_none(t));
    let text = |i: usize| field(i).filter(|value| value.downcast::<Str>().is_some()).map(|value| text_of(t, &value));
    let number = |i: usize| field(i).and_then(|value| t.as_i64(&value));
    let filename = text(ex::syntax_error::FILENAME);
    let line = field(ex::syntax_error::LINE);
    let mut suffix = String::new();
    if let Some(line) = &line {
        let file = filename.as_deref().unwrap_or("<string>");
        let file = style.paint(MAGENTA, &format!("\"{file}\""));
        out.push_str(&format!("  File {file}, line {}\n", style.paint(MAGENTA, &safe_str(t, line, "line"))));
    } else if let Some(file) = filename {
        suffix = format!(" ({file})");
    }
    if let Some(source) = text(ex::syntax_error::TEXT) {
        let same_line = number(ex::syntax_error::LINE) == number(ex::syntax_error::END_LINE);
        let offset = number(ex::syntax_error::OFFSET);
        let end = if same_line { Some(number(ex::syntax_error::END_OFFSET)) } else { None };
        source_lines(&source, offset, end, style, out);
    }
    let message = field(ex::syntax_error::MESSAGE).map(|message| safe_str(t, &message, "message"));
    let message = message.filter(|m| !m.is_empty()).unwrap_or_else(|| "<no detail available>".to_owned());
    out.push_str(&format!("{}: {}{suffix}\n", style.paint(BOLD_MAGENTA, name), style.paint(MAGENTA, &message)));
}

/// The source line and the marks below it. `offset` counts characters from 1; `end` is the end offset when it lies in the same line.
fn source_lines(source: &str, offset: Option<i64>, end: Option<Option<i64>>, style: Style, out: &mut String) {
    let whole: Vec<char> = source.trim_end_matches('\n').chars().collect();
    let spaces = whole.iter().take_while(|c| matches!(c, ' ' | '\n' | '\x0c')).count();
    let line = &whole[spaces..];
    let shown: String = line.iter().collect();
    let Some(mut offset) = offset else {
        out.push_str(&format!("    {shown}\n"));
        return;
    };
    let length = source.chars().count() as i64;
    let behind = whole.len() as i64 + 1;
    let mut end = match end {
        Some(Some(end)) if end != 0 => end,
        Some(_) => offset,
        None => behind,
    };
    if length > 0 && offset > length {
        offset = behind;
    }
    if length > 0 && end > length {
        end = behind;
    }
    if offset >= end || end < 0 {
        end = offset.saturating_add(1);
    }
    let first = offset.saturating_sub(1 + spaces as i64);
    let last = end.saturating_sub(1 + spaces as i64);
    let Ok(first) = usize::try_from(first) else {
        out.push_str(&format!("    {shown}\n"));
        return;
    };
    // Marks go at most a little beyond the line, whatever a script has put into the fields.
    let first = first.min(line.len() + 1);
    let last = usize::try_from(last).unwrap_or(0).clamp(first, line.len().max(first) + 1);
    let part = |range: std::ops::Range<usize>| line.iter().skip(range.start).take(range.len()).collect::<String>();
    let marked = style.paint(BOLD_RED, &part(first..last));
    let blanks: String = line.iter().take(first).map(|c| if c.is_whitespace() { *c } else { ' ' }).collect();
    let marks = style.paint(BOLD_RED, &"^".repeat(last - first));
    out.push_str(&format!("    {}{marked}{}\n    {blanks}{marks}\n", part(0..first), part(last..line.len().max(last))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_the_fault() {
        let mut out = String::new();
        source_lines("    x = = 1\n", Some(9), Some(Some(10)), Style(false), &mut out);
        assert_eq!(out, "    x = = 1\n        ^\n");
        out.clear();
        source_lines("f(1\n", Some(2), Some(Some(0)), Style(false), &mut out);
        assert_eq!(out, "    f(1\n     ^\n");
        out.clear();
        source_lines("x", Some(i64::MAX), None, Style(false), &mut out);
        assert_eq!(out, "    x\n     ^\n");
    }
}
