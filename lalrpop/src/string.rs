//! String and bytes literals: where they end, and what their escapes mean.

use memchr::memchr3;

use crate::ast::{Span, Text};
use crate::error::Fault;

/// How a string literal is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Style {
    pub quote: u8,
    pub triple: bool,
    pub raw: bool,
    pub bytes: bool,
    /// Length of the prefix and the opening quotes.
    pub opening: usize,
}

impl Style {
    /// The style of the literal that starts at `start`.
    pub fn at(source: &str, start: usize) -> Self {
        let bytes = source.as_bytes();
        let mut i = start;
        let mut style = Self { quote: b'"', triple: false, raw: false, bytes: false, opening: 0 };
        loop {
            match bytes[i] {
                b'r' | b'R' => style.raw = true,
                b'b' | b'B' => style.bytes = true,
                q @ (b'"' | b'\'') => {
                    style.quote = q;
                    style.triple = bytes.get(i + 1) == Some(&q) && bytes.get(i + 2) == Some(&q);
                    style.opening = i - start + if style.triple { 3 } else { 1 };
                    return style;
                }
                _ => {}
            }
            i += 1;
        }
    }

    /// Number of closing quotes.
    pub fn closing(self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    /// Whether the closing quotes are at `at`.
    pub fn closes_at(self, bytes: &[u8], at: usize) -> bool {
        let q = Some(&self.quote);
        bytes.get(at) == q && (!self.triple || (bytes.get(at + 1) == q && bytes.get(at + 2) == q))
    }
}

/// Finds the end of the plain string literal that starts at `start`.
pub(crate) fn scan(source: &str, start: usize) -> Result<usize, Fault> {
    let style = Style::at(source, start);
    let bytes = source.as_bytes();
    let mut at = start + style.opening;
    let mut escaped_quote = false;
    loop {
        let skipped = if style.triple {
            memchr::memchr2(style.quote, b'\\', &bytes[at..])
        } else {
            memchr3(style.quote, b'\\', b'\n', &bytes[at..])
        };
        at = match skipped {
            Some(n) => at + n,
            None => bytes.len(),
        };
        match bytes.get(at) {
            Some(b'\\') => {
                escaped_quote |= bytes.get(at + 1) == Some(&style.quote);
                at = (at + 2).min(bytes.len());
            }
            Some(&c) if c == style.quote => {
                if style.closes_at(bytes, at) {
                    return Ok(at + style.closing());
                }
                at += 1;
            }
            _ => return Err(unterminated(source, start, at, style, "", escaped_quote)),
        }
    }
}

/// The error for a literal without an end. `at` is where the search stopped.
pub(crate) fn unterminated(
    source: &str,
    start: usize,
    at: usize,
    style: Style,
    kind: &str,
    escaped_quote: bool,
) -> Fault {
    let mut line = 1 + memchr::memchr_iter(b'\n', &source.as_bytes()[..at]).count();
    if at == source.len() && at > start && source.as_bytes()[at - 1] == b'\n' {
        line -= 1;
    }
    let triple = if style.triple { "triple-quoted " } else { "" };
    let hint = if escaped_quote && !style.triple { "; perhaps you escaped the end quote?" } else { "" };
    let message = format!("unterminated {triple}{kind}string literal (detected at line {line}){hint}");
    let fault = Fault::token(message, Span::new(start as u32, start as u32));
    if style.triple { fault.incomplete() } else { fault }
}

/// Text under construction: UTF-8 until a lone surrogate turns up.
#[derive(Default)]
pub(crate) struct TextBuilder {
    utf8: String,
    wide: Option<Vec<u32>>,
}

impl TextBuilder {
    pub fn push_str(&mut self, text: &str) {
        match &mut self.wide {
            None => self.utf8.push_str(text),
            Some(wide) => wide.extend(text.chars().map(u32::from)),
        }
    }

    /// Appends a code point of at most 0x10FFFF.
    pub fn push_code(&mut self, code: u32) {
        match (&mut self.wide, char::from_u32(code)) {
            (None, Some(c)) => self.utf8.push(c),
            (Some(wide), _) => wide.push(code),
            (None, None) => {
                let mut wide: Vec<u32> = self.utf8.chars().map(u32::from).collect();
                wide.push(code);
                self.wide = Some(wide);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.utf8.is_empty() && self.wide.is_none()
    }

    /// What was collected; the builder is empty afterwards.
    pub fn take(&mut self) -> Text {
        let utf8 = std::mem::take(&mut self.utf8);
        match self.wide.take() {
            Some(wide) => Text::Wide(wide.into()),
            None => Text::Utf8(utf8.into()),
        }
    }
}

/// What a literal's escapes did wrong.
pub(crate) struct EscapeError(pub String);

/// Appends the value of `body`, the text between the quotes of a string that is not raw. Warnings get the text of
/// the message and the offset in `body` of the backslash.
pub(crate) fn unescape(
    body: &str,
    out: &mut TextBuilder,
    warn: &mut dyn FnMut(String, usize),
) -> Result<(), EscapeError> {
    let bytes = body.as_bytes();
    let mut at = 0;
    // CPython's decoder sees each character outside ASCII as a ten-byte escape, and messages count in its input.
    let mut extra = 0;
    while let Some(n) = memchr::memchr(b'\\', &bytes[at..]) {
        let plain = &body[at..at + n];
        extra += widening(plain);
        out.push_str(plain);
        let slash = at + n;
        let position = slash + extra;
        at = slash + 2;
        let escape = match bytes.get(slash + 1) {
            Some(&b) => b,
            None => return Err(bad_unicode(position, position, "\\ at end of string")),
        };
        match escape {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push_code(u32::from(escape)),
            b'a' => out.push_code(7),
            b'b' => out.push_code(8),
            b'f' => out.push_code(12),
            b'n' => out.push_code(10),
            b'r' => out.push_code(13),
            b't' => out.push_code(9),
            b'v' => out.push_code(11),
            b'0'..=b'7' => {
                let code = octal(bytes, slash + 1, &mut at);
                if code > 0o377 {
                    warn(format!("invalid octal escape sequence '{}'", &body[slash..at]), slash);
                }
                out.push_code(code);
            }
            b'x' | b'u' | b'U' => {
                let (length, name) = match escape {
                    b'x' => (2, "truncated \\xXX escape"),
                    b'u' => (4, "truncated \\uXXXX escape"),
                    _ => (8, "truncated \\UXXXXXXXX escape"),
                };
                let found = bytes[at..].iter().take(length).take_while(|b| b.is_ascii_hexdigit()).count();
                if found < length {
                    return Err(bad_unicode(position, position + 1 + found, name));
                }
                let code = u32::from_str_radix(&body[at..at + length], 16).expect("eight hex digits fit");
                at += length;
                if code > 0x10_FFFF {
                    return Err(bad_unicode(position, position + 1 + length, "illegal Unicode character"));
                }
                out.push_code(code);
            }
            b'N' => {
                let closing = body[at..].find('}');
                let name = match (bytes.get(at), closing) {
                    (Some(b'{'), Some(end)) if end > 1 => &body[at + 1..at + end],
                    (Some(b'{'), found) => {
                        let rest = found.map_or(&body[at..], |end| &body[at..=at + end]);
                        let last = position + 1 + rest.len() + widening(rest);
                        return Err(bad_unicode(position, last, "malformed \\N character escape"));
                    }
                    _ => return Err(bad_unicode(position, position + 1, "malformed \\N character escape")),
                };
                at += name.len() + 2;
                match unicode_names2::character(name) {
                    Some(c) => out.push_code(u32::from(c)),
                    None => {
                        let last = position + 3 + name.len() + widening(name);
                        return Err(bad_unicode(position, last, "unknown Unicode character name"));
                    }
                }
                extra += widening(name);
            }
            _ => {
                // Not an escape: the backslash stays.
                let c = body[slash + 1..].chars().next().expect("a byte follows the backslash");
                warn(format!("invalid escape sequence '\\{c}'"), slash);
                at = slash + 1 + c.len_utf8();
                if !c.is_ascii() {
                    extra += 5 + 10 - c.len_utf8();
                }
                out.push_str(&body[slash..at]);
            }
        }
    }
    out.push_str(&body[at..]);
    Ok(())
}

/// How much longer CPython's escaped form of the text is than its UTF-8.
fn widening(text: &str) -> usize {
    if text.is_ascii() {
        return 0;
    }
    text.chars().filter(|c| !c.is_ascii()).map(|c| 10 - c.len_utf8()).sum()
}

fn bad_unicode(first: usize, last: usize, what: &str) -> EscapeError {
    let place = if first == last {
        format!("byte 0x5c in position {first}")
    } else {
        format!("bytes in position {first}-{last}")
    };
    EscapeError(format!("(unicode error) 'unicodeescape' codec can't decode {place}: {what}"))
}

/// The value of up to three octal digits; `at` is moved behind them.
fn octal(bytes: &[u8], start: usize, at: &mut usize) -> u32 {
    let digits = bytes[start..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(*b));
    let mut code = 0;
    *at = start;
    for digit in digits {
        code = code * 8 + u32::from(digit - b'0');
        *at += 1;
    }
    code
}

/// Appends the value of `body`, the text between the quotes of a bytes literal.
pub(crate) fn unescape_bytes(
    body: &str,
    raw: bool,
    out: &mut Vec<u8>,
    warn: &mut dyn FnMut(String, usize),
) -> Result<(), EscapeError> {
    if !body.is_ascii() {
        return Err(EscapeError("bytes can only contain ASCII literal characters".into()));
    }
    let bytes = body.as_bytes();
    if raw {
        out.extend_from_slice(bytes);
        return Ok(());
    }
    let mut at = 0;
    while let Some(n) = memchr::memchr(b'\\', &bytes[at..]) {
        let slash = at + n;
        out.extend_from_slice(&bytes[at..slash]);
        at = slash + 2;
        match bytes.get(slash + 1).copied().unwrap_or(b'\\') {
            b'\n' => {}
            c @ (b'\\' | b'\'' | b'"') => out.push(c),
            b'a' => out.push(7),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(10),
            b'r' => out.push(13),
            b't' => out.push(9),
            b'v' => out.push(11),
            b'0'..=b'7' => {
                let code = octal(bytes, slash + 1, &mut at);
                if code > 0o377 {
                    warn(format!("invalid octal escape sequence '{}'", &body[slash..at]), slash);
                }
                out.push((code & 0xFF) as u8);
            }
            b'x' => {
                let digits = bytes.get(at..at + 2).filter(|d| d.iter().all(u8::is_ascii_hexdigit));
                if digits.is_none() {
                    return Err(EscapeError(format!("(value error) invalid \\x escape at position {slash}")));
                }
                out.push(u8::from_str_radix(&body[at..at + 2], 16).expect("two hex digits"));
                at += 2;
            }
            c => {
                warn(format!("invalid escape sequence '\\{}'", char::from(c)), slash);
                out.extend_from_slice(&[b'\\', c]);
            }
        }
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    Ok(())
}
