//! `repr` of text and bytes.

use super::{TextBuilder, Unit, is_printable};

/// The quote `repr` takes: `'`, unless the text has one and no `"`.
fn choose_quote(codes: impl Iterator<Item = u32>) -> u32 {
    let (mut single, mut double) = (false, false);
    for c in codes {
        single |= c == u32::from(b'\'');
        double |= c == u32::from(b'"');
    }
    u32::from(if single && !double { b'"' } else { b'\'' })
}

/// `\xNN`, `\uNNNN` or `\UNNNNNNNN`, whichever is the shortest that holds the code point.
pub(crate) fn hex_escape(code: u32) -> String {
    if code < 0x100 {
        format!("\\x{code:02x}")
    } else if code < 0x10000 {
        format!("\\u{code:04x}")
    } else {
        format!("\\U{code:08x}")
    }
}

/// Appends `repr(text)`; with `ascii_only`, `ascii(text)`.
pub fn quote_text<T: Unit>(text: &[T], ascii_only: bool, out: &mut TextBuilder) {
    let quote = choose_quote(text.iter().map(|u| u.code()));
    out.push(quote);
    for u in text {
        let c = u.code();
        match c {
            0x20..0x7f => {
                if c == quote || c == u32::from(b'\\') {
                    out.push(u32::from(b'\\'));
                }
                out.push(c);
            }
            0x9 => out.push_latin1(b"\\t"),
            0xa => out.push_latin1(b"\\n"),
            0xd => out.push_latin1(b"\\r"),
            _ if c > 0x7f && !ascii_only && is_printable(c) => out.push(c),
            _ => out.push_latin1(hex_escape(c).as_bytes()),
        }
    }
    out.push(quote);
}

/// `repr(bytes)`.
pub fn quote_bytes(bytes: &[u8]) -> String {
    quote_bytes_with_prefix("b", bytes)
}

/// The quoted form of bytes after `prefix` (`bytearray` writes `bytearray(b'…')` around it).
pub fn quote_bytes_with_prefix(prefix: &str, bytes: &[u8]) -> String {
    let quote = choose_quote(bytes.iter().map(|b| u32::from(*b))) as u8;
    let mut out = String::with_capacity(prefix.len() + bytes.len() + 2);
    out.push_str(prefix);
    out.push(quote as char);
    for b in bytes {
        match b {
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            0x20..0x7f => {
                if *b == quote || *b == b'\\' {
                    out.push('\\');
                }
                out.push(*b as char);
            }
            _ => {
                out.push_str("\\x");
                out.push(b"0123456789abcdef"[usize::from(b >> 4)] as char);
                out.push(b"0123456789abcdef"[usize::from(b & 15)] as char);
            }
        }
    }
    out.push(quote as char);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(codes: &[u32], ascii: bool) -> String {
        let mut b = TextBuilder::new();
        quote_text(codes, ascii, &mut b);
        b.finish().to_string_lossy()
    }

    #[test]
    fn recorded_from_cpython() {
        let t = |s: &str| s.chars().map(u32::from).collect::<Vec<_>>();
        assert_eq!(r(&t("a'b"), false), r#""a'b""#);
        assert_eq!(r(&t("a'b\""), false), r#"'a\'b"'"#);
        assert_eq!(r(&t("\\\n\t\r\0\x7f\u{a0}é\u{ad}ż\u{2028}😀"), false), r"'\\\n\t\r\x00\x7f\xa0é\xadż\u2028😀'");
        assert_eq!(r(&t("éż😀"), true), r"'\xe9\u017c\U0001f600'");
        assert_eq!(r(&[0xd800, 0x378, 0x1fae9, 0xe000], false), r"'\ud800\u0378\U0001fae9\ue000'");
        assert_eq!(quote_bytes(b"a'\"\\\x00\xff\n"), r#"b'a\'"\\\x00\xff\n'"#);
        assert_eq!(quote_bytes(b"'"), r#"b"'""#);
    }
}
