//! Backslash escapes of string and bytes literals, also the codec `unicode_escape`.

use super::unicode::known;
use super::{TextBuilder, Unit};

/// Where and why an escape is wrong; indices into the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscapeFault {
    /// The backslash.
    pub start: usize,
    /// After the last element that belongs to the escape.
    pub end: usize,
    /// CPython's wording.
    pub reason: &'static str,
}

/// The character that `\N{name}` means: a name or an alias, in any case, as of Unicode 15.1.
pub fn name_to_code(name: &str) -> Option<u32> {
    let c = unicode_names2::character(name)?;
    known(c.into()).map(u32::from)
}

/// Decodes the escapes of a text literal; `start` is the backslash, the result the code point (`None`: a line
/// continuation or an unknown escape, which stays as it is) and the index after the escape.
fn text_escape<T: Unit>(text: &[T], start: usize) -> Result<(Escape, usize), EscapeFault> {
    let at = |i: usize| text.get(i).map(|u| u.code());
    let fault = |end, reason| Err(EscapeFault { start, end, reason });
    let Some(kind) = at(start + 1) else {
        return fault(start + 1, "\\ at end of string");
    };
    let kind = u8::try_from(kind).unwrap_or(0);
    let next = start + 2;
    let hexadecimal = |digits: usize, truncated: &'static str| {
        let mut value = 0;
        for i in 0..digits {
            match at(next + i).and_then(char::from_u32).and_then(|c| c.to_digit(16)) {
                Some(d) => value = value << 4 | d,
                None => return fault(next + i, truncated),
            }
        }
        if value > 0x10ffff {
            return fault(next + digits, "illegal Unicode character");
        }
        Ok((Escape::Code(value), next + digits))
    };
    match kind {
        b'x' => hexadecimal(2, "truncated \\xXX escape"),
        b'u' => hexadecimal(4, "truncated \\uXXXX escape"),
        b'U' => hexadecimal(8, "truncated \\UXXXXXXXX escape"),
        b'N' => {
            let malformed = "malformed \\N character escape";
            if at(next) != Some(u32::from(b'{')) {
                return fault(next, malformed);
            }
            let Some(length) = text[next + 1..].iter().position(|u| u.code() == u32::from(b'}')) else {
                return fault(text.len(), malformed);
            };
            if length == 0 {
                return fault(next + 1, malformed);
            }
            let end = next + 1 + length + 1;
            let name: String = text[next + 1..end - 1]
                .iter()
                .map(|u| char::from_u32(u.code()).unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect();
            match name_to_code(&name) {
                Some(code) => Ok((Escape::Code(code), end)),
                None => fault(end, "unknown Unicode character name"),
            }
        }
        _ => Ok(simple_escape(text, start, kind)),
    }
}

enum Escape {
    Code(u32),
    Nothing,
    Unknown,
}

/// The escapes that text and bytes share, but for `\x`.
fn simple_escape<T: Unit>(text: &[T], start: usize, kind: u8) -> (Escape, usize) {
    let next = start + 2;
    let code = match kind {
        b'\n' => return (Escape::Nothing, next),
        b'\\' | b'\'' | b'"' => u32::from(kind),
        b'a' => 7,
        b'b' => 8,
        b't' => 9,
        b'n' => 10,
        b'v' => 11,
        b'f' => 12,
        b'r' => 13,
        b'0'..=b'7' => {
            let digits =
                text[start + 1..].iter().take(3).map_while(|u| char::from_u32(u.code()).and_then(|c| c.to_digit(8)));
            let (value, count) = digits.fold((0, 0), |(v, n), d| (v << 3 | d, n + 1));
            return (Escape::Code(value), start + 1 + count);
        }
        _ => return (Escape::Unknown, next),
    };
    (Escape::Code(code), next)
}

/// Appends `text` with its escapes decoded. `unknown` is called with the index of each backslash that starts no escape
/// and of each octal escape above `\377`: both are kept or decoded, and CPython warns about them.
pub fn unescape_text<T: Unit>(
    text: &[T],
    out: &mut TextBuilder,
    mut unknown: impl FnMut(usize),
) -> Result<(), EscapeFault> {
    let mut i = 0;
    while i < text.len() {
        let c = text[i].code();
        if c != u32::from(b'\\') {
            out.push(c);
            i += 1;
            continue;
        }
        let (escape, end) = text_escape(text, i)?;
        match escape {
            Escape::Code(code) => {
                let octal = text[i + 1].code() < 0x40;
                if octal && code > 0o377 {
                    unknown(i);
                }
                out.push(code);
                i = end;
            }
            Escape::Nothing => i = end,
            Escape::Unknown => {
                unknown(i);
                out.push(c);
                i += 1;
            }
        }
    }
    Ok(())
}

/// The bytes of a bytes literal, its escapes decoded; `unknown` as for [`unescape_text`]. Octal escapes above `\377`
/// lose their ninth bit.
pub fn unescape_bytes(bytes: &[u8], mut unknown: impl FnMut(usize)) -> Result<Vec<u8>, EscapeFault> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] != b'\\' {
            out.push(bytes[i]);
            i += 1;
            continue;
        }
        let fault = |end, reason| EscapeFault { start: i, end, reason };
        let Some(kind) = bytes.get(i + 1) else {
            return Err(fault(i + 1, "Trailing \\ in string"));
        };
        if *kind == b'x' {
            let digit = |j: usize| bytes.get(j).and_then(|b| (*b as char).to_digit(16));
            let (Some(a), Some(b)) = (digit(i + 2), digit(i + 3)) else {
                return Err(fault(i + 2, "invalid \\x escape"));
            };
            out.push((a << 4 | b) as u8);
            i += 4;
            continue;
        }
        match simple_escape(bytes, i, *kind) {
            (Escape::Code(code), end) => {
                if code > 0o377 {
                    unknown(i);
                }
                out.push(code as u8);
                i = end;
            }
            (Escape::Nothing, end) => i = end,
            (Escape::Unknown, _) => {
                unknown(i);
                out.push(b'\\');
                i += 1;
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn u(s: &str) -> Result<String, EscapeFault> {
        let codes: Vec<u32> = s.chars().map(u32::from).collect();
        let mut out = TextBuilder::new();
        unescape_text(&codes, &mut out, |_| ())?;
        Ok(out.finish().to_string_lossy())
    }

    #[test]
    fn decoded_as_cpython() {
        assert_eq!(u(r"\x41\u017c\U0001F600\n\\\'\q\400\0\18").unwrap(), "Aż😀\n\\'\\qĀ\0\u{1}8");
        assert_eq!(u("a\\\nb").unwrap(), "ab");
        assert_eq!(u(r"\N{LATIN SMALL LETTER A WITH ACUTE}\N{null}\N{nbsp}").unwrap(), "á\0\u{a0}");
        assert_eq!(unescape_bytes(br"\x41\n\q\777\0", |_| ()).unwrap(), b"A\n\\q\xff\0");
    }

    #[test]
    fn faults_as_cpython() {
        for (s, start, end, reason) in [
            (r"a\x1", 1, 4, "truncated \\xXX escape"),
            (r"\x", 0, 2, "truncated \\xXX escape"),
            (r"\u12", 0, 4, "truncated \\uXXXX escape"),
            (r"\U00110000", 0, 10, "illegal Unicode character"),
            (r"\N{bogus}", 0, 9, "unknown Unicode character name"),
            (r"\N{DIGIT ONE", 0, 12, "malformed \\N character escape"),
            (r"\N", 0, 2, "malformed \\N character escape"),
            (r"\N{}", 0, 3, "malformed \\N character escape"),
            ("\\", 0, 1, "\\ at end of string"),
        ] {
            assert_eq!(u(s), Err(EscapeFault { start, end, reason }), "{s}");
        }
        assert_eq!(unescape_bytes(br"\x1", |_| ()).unwrap_err().reason, "invalid \\x escape");
    }

    proptest! {
        #[test]
        fn never_panics(s in r"[\\xuUN{}0-9a-f\n]{0,20}") {
            let _ = u(&s);
            let _ = unescape_bytes(s.as_bytes(), |_| ());
        }
    }
}
