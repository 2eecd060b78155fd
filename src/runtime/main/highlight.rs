//! Colours for what is typed at the prompt.

use super::complete::is_keyword;

const KEYWORD: &str = "\x1b[1;34m";
const STRING: &str = "\x1b[32m";
const NUMBER: &str = "\x1b[36m";
const COMMENT: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";

/// Bytes of the longest line that is coloured.
const LONGEST: usize = 10_000;

/// The text with colours; what is no token yet stays as it is.
pub fn coloured(text: &str) -> String {
    if text.len() > LONGEST {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, colour) = token(rest, first);
        let (part, after) = rest.split_at(length);
        match colour {
            Some(colour) => {
                out.push_str(colour);
                out.push_str(part);
                out.push_str(RESET);
            }
            None => out.push_str(part),
        }
        rest = after;
    }
    out
}

/// Length in bytes and colour of the token that the text starts with.
fn token(text: &str, first: char) -> (usize, Option<&'static str>) {
    if first == '#' {
        return (text.find('\n').unwrap_or(text.len()), Some(COMMENT));
    }
    if first == '"' || first == '\'' {
        return (string(text, 0), Some(STRING));
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let end = |accepts: &dyn Fn(char) -> bool| text.find(|c| !accepts(c)).unwrap_or(text.len());
    if first.is_ascii_digit() {
        return (end(&|c| is_word(c) || c == '.'), Some(NUMBER));
    }
    if is_word(first) {
        let length = end(&is_word);
        let word = &text[..length];
        let is_prefix = length <= 2 && word.chars().all(|c| "rbfuRBFU".contains(c));
        if is_prefix && text[length..].starts_with(['"', '\'']) {
            return (string(text, length), Some(STRING));
        }
        return (length, is_keyword(word).then_some(KEYWORD));
    }
    (first.len_utf8(), None)
}

/// Where the string literal ends whose quote is at `quote`; the end of the text when it does not.
fn string(text: &str, quote: usize) -> usize {
    let mark = &text[quote..=quote];
    let triple = mark.repeat(3);
    let mark = if text[quote..].starts_with(&triple) { triple.as_str() } else { mark };
    let mut at = quote + mark.len();
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(mark) {
            return at + mark.len();
        }
        at += c.len_utf8();
        if c == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let mut rest = text;
        let mut all = Vec::new();
        while let Some(first) = rest.chars().next() {
            let (length, colour) = token(rest, first);
            if colour.is_some() {
                all.push(&rest[..length]);
            }
            rest = &rest[length..];
        }
        all
    }

    #[test]
    fn finds_tokens() {
        assert_eq!(parts("def f(x): return 'a\\'b' + rb\"c\" # d"), ["def", "return", "'a\\'b'", "rb\"c\"", "# d"]);
        assert_eq!(parts("x = 1.5e3 + '''a'b''' if 0x1f"), ["1.5e3", "'''a'b'''", "if", "0x1f"]);
        assert_eq!(parts("'open"), ["'open"]);
        assert_eq!(parts("é = 'ü\\"), ["'ü\\"]);
    }

    #[test]
    fn changes_nothing_but_colours() {
        let text = "é = 'ü' if x else \"\"\"";
        let plain: String = coloured(text)
            .split('\x1b')
            .map(|s| s.split_once('m').map_or(s, |(_, r)| if s.starts_with('[') { r } else { s }))
            .collect();
        assert_eq!(plain, text);
    }
}
