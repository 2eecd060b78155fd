//! `%` formatting of text and bytes.

use super::digits::{FloatStyle, float_text};
use super::layout::push_repeated;
use super::{Align, TextLayout};
use crate::int::{self as big, BigInt};
use crate::text::Unit;
use crate::{Error, Result};
use std::ops::Range;

/// A width or a precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Written in the format text.
    Number(usize),
    /// `*`: the next argument, an integer; see [`Conversion::set_width`] and [`Conversion::set_precision`].
    Argument,
}

/// A conversion such as `%(name)-8.3f`. Ranges are indices into the format text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The mapping key in parentheses.
    pub key: Option<Range<usize>>,
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// ` `
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// The minimal width.
    pub width: Option<Amount>,
    /// The precision.
    pub precision: Option<Amount>,
    /// The conversion character, `%` among them when it has options.
    pub kind: u32,
    /// Where the conversion character stands.
    pub index: usize,
}

/// A part of a format text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that stays, `%%` as a single `%`.
    Literal(Range<usize>),
    /// A conversion.
    Conversion(Conversion),
}

/// The parts of a format text. Errors come when they are reached, after the parts before them.
#[derive(Clone, Debug)]
pub struct Parts<'a, T> {
    text: &'a [T],
    at: usize,
    limit: usize,
}

impl<'a, T: Unit> Parts<'a, T> {
    /// The parts of `text`; a width or precision above `limit` is a `MemoryError`.
    pub fn new(text: &'a [T], limit: usize) -> Self {
        Parts { text, at: 0, limit }
    }

    fn peek(&self) -> Result<u32> {
        self.text.get(self.at).map(|u| u.code()).ok_or_else(|| Error::value("incomplete format"))
    }

    fn eat(&mut self, c: u8) -> bool {
        let found = self.text.get(self.at).is_some_and(|u| u.code() == u32::from(c));
        self.at += usize::from(found);
        found
    }

    /// `*` or digits; `None` if there are none.
    fn amount(&mut self, largest: usize, too_big: &'static str) -> Result<Option<Amount>> {
        if self.eat(b'*') {
            return Ok(Some(Amount::Argument));
        }
        let mut value = None;
        while let Some(digit) = self.text.get(self.at).and_then(|u| char::from_u32(u.code())?.to_digit(10)) {
            let next = value.unwrap_or(0usize).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
            value = Some(next.filter(|n| *n <= largest).ok_or_else(|| Error::value(too_big))?);
            self.at += 1;
        }
        match value {
            Some(n) if n > self.limit => Err(Error::too_large()),
            value => Ok(value.map(Amount::Number)),
        }
    }

    fn key(&mut self) -> Result<Option<Range<usize>>> {
        if !self.eat(b'(') {
            return Ok(None);
        }
        let start = self.at;
        let mut depth = 1;
        while depth > 0 {
            let Some(u) = self.text.get(self.at) else {
                return Err(Error::value("incomplete format key"));
            };
            match u.code() {
                0x28 => depth += 1,
                0x29 => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        Ok(Some(start..self.at - 1))
    }

    fn conversion(&mut self) -> Result<Conversion> {
        let key = self.key()?;
        let mut c = Conversion {
            key,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: None,
            precision: None,
            kind: 0,
            index: 0,
        };
        loop {
            match u8::try_from(self.peek()?).unwrap_or(0) {
                b'-' => c.left = true,
                b'+' => c.plus = true,
                b' ' => c.space = true,
                b'#' => c.alternate = true,
                b'0' => c.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        c.width = self.amount(isize::MAX as usize, "width too big")?;
        if self.eat(b'.') {
            let precision = self.amount(i32::MAX as usize, "precision too big")?;
            c.precision = Some(precision.unwrap_or(Amount::Number(0)));
        }
        if matches!(self.peek()?, 0x68 | 0x6c | 0x4c) {
            // C's length letters h, l and L mean nothing here.
            self.at += 1;
        }
        c.kind = self.peek()?;
        c.index = self.at;
        self.at += 1;
        Ok(c)
    }
}

impl<T: Unit> Iterator for Parts<'_, T> {
    type Item = Result<Part>;

    fn next(&mut self) -> Option<Result<Part>> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|r| !r.is_empty())?;
        match rest.iter().position(|u| u.code() == 0x25) {
            None => {
                self.at = self.text.len();
                return Some(Ok(Part::Literal(start..self.at)));
            }
            Some(0) => {}
            Some(n) => {
                self.at += n;
                return Some(Ok(Part::Literal(start..self.at)));
            }
        }
        self.at += 1;
        if self.eat(b'%') {
            return Some(Ok(Part::Literal(start..start + 1)));
        }
        let conversion = self.conversion();
        if conversion.is_err() {
            self.at = self.text.len();
        }
        Some(conversion.map(Part::Conversion))
    }
}

impl Conversion {
    /// The conversion character if it is ASCII.
    pub fn ascii_kind(&self) -> Option<u8> {
        u8::try_from(self.kind).ok().filter(u8::is_ascii)
    }

    /// Gives a `*` width its value; a negative one also means `-`. Errors: `MemoryError` above `limit`.
    pub fn set_width(&mut self, value: i64, limit: usize) -> Result<()> {
        self.left |= value < 0;
        self.width = Some(Amount::Number(checked(value.unsigned_abs(), limit)?));
        Ok(())
    }

    /// Gives a `*` precision its value; a negative one is 0. Errors: `MemoryError` above `limit`.
    pub fn set_precision(&mut self, value: i64, limit: usize) -> Result<()> {
        self.precision = Some(Amount::Number(checked(value.max(0).unsigned_abs(), limit)?));
        Ok(())
    }

    /// The error for a conversion character that is none.
    pub fn unsupported(&self) -> Error {
        let shown = match self.kind {
            c @ 0x20..0x7f => c as u8 as char,
            _ => '?',
        };
        Error::value(format!("unsupported format character '{shown}' (0x{:x}) at index {}", self.kind, self.index))
    }

    fn width(&self) -> usize {
        match self.width {
            Some(Amount::Number(n)) => n,
            _ => 0,
        }
    }

    fn precision(&self) -> Option<usize> {
        match self.precision {
            Some(Amount::Number(n)) => Some(n),
            _ => None,
        }
    }

    /// How the text of `%s`, `%r` or `%a`, of `length` code points, is laid out.
    pub fn text(&self, length: usize) -> TextLayout {
        let take = self.precision().map_or(length, |p| p.min(length));
        TextLayout::new(take, self.width(), if self.left { Align::Left } else { Align::Right }, ' ')
    }

    /// How the character of `%c` is laid out.
    pub fn character(&self) -> TextLayout {
        TextLayout::new(1, self.width(), if self.left { Align::Left } else { Align::Right }, ' ')
    }

    /// `%d`, `%i`, `%u`, `%o`, `%x` and `%X` of an integer. `max_digits` is `sys.get_int_max_str_digits()`.
    pub fn int(&self, value: &BigInt, max_digits: usize) -> Result<String> {
        let (radix, prefix) = match self.ascii_kind() {
            Some(b'o') => (8, "0o"),
            Some(b'x') => (16, "0x"),
            Some(b'X') => (16, "0X"),
            _ => (10, ""),
        };
        let text = if radix == 10 { big::to_decimal(value, max_digits)? } else { big::to_radix(value, radix) };
        let unsigned = text.trim_start_matches('-');
        let mut digits = String::new();
        push_repeated(&mut digits, '0', self.precision().unwrap_or(0).saturating_sub(unsigned.len()));
        digits.push_str(unsigned);
        if self.kind == u32::from(b'X') {
            digits.make_ascii_uppercase();
        }
        Ok(self.number(big::is_negative(value), if self.alternate { prefix } else { "" }, &digits))
    }

    /// `%e`, `%f`, `%g` and their capitals.
    pub fn float(&self, x: f64) -> String {
        let kind = self.ascii_kind().unwrap_or(b'g') as char;
        let style = FloatStyle {
            alternate: self.alternate,
            upper: kind.is_ascii_uppercase(),
            ..FloatStyle::new(kind.to_ascii_lowercase(), self.precision().unwrap_or(6))
        };
        let (negative, text) = float_text(x, style);
        self.number(negative, "", &text)
    }

    fn number(&self, negative: bool, prefix: &str, body: &str) -> String {
        let sign = match (negative, self.plus, self.space) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let length = sign.len() + prefix.len() + body.len();
        let padding = self.width().saturating_sub(length);
        let (left, zeros, right) = match (self.left, self.zero) {
            (true, _) => (0, 0, padding),
            (_, true) => (0, padding, 0),
            _ => (padding, 0, 0),
        };
        let mut out = String::with_capacity(length + padding);
        push_repeated(&mut out, ' ', left);
        out.push_str(sign);
        out.push_str(prefix);
        push_repeated(&mut out, '0', zeros);
        out.push_str(body);
        push_repeated(&mut out, ' ', right);
        out
    }
}

fn checked(value: u64, limit: usize) -> Result<usize> {
    usize::try_from(value).ok().filter(|n| *n <= limit).ok_or_else(Error::too_large)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn conversion(s: &str) -> Conversion {
        match Parts::new(s.as_bytes(), 1 << 30).next() {
            Some(Ok(Part::Conversion(c))) => c,
            other => panic!("{other:?}"),
        }
    }

    fn error(s: &str) -> String {
        let parts: Result<Vec<Part>> = Parts::new(s.as_bytes(), 1 << 30).collect();
        parts.unwrap_err().message.into_owned()
    }

    #[test]
    fn integers_as_cpython() {
        for (s, value, text) in [
            ("%#x", 255, "0xff"),
            ("%#X", -255, "-0XFF"),
            ("%#o", 8, "0o10"),
            ("%#.5x", 255, "0x000ff"),
            ("%#010x", 255, "0x000000ff"),
            ("%010x", -255, "-0000000ff"),
            ("%+d", 5, "+5"),
            ("% d", 5, " 5"),
            ("%+ d", 5, "+5"),
            ("%-05d", 5, "5    "),
            ("%05d", -5, "-0005"),
            ("%.5d", -5, "-00005"),
            ("%8.5d", -5, "  -00005"),
            ("%08.5d", -5, "-0000005"),
            ("%.0d", 0, "0"),
            ("%#x", 0, "0x0"),
            ("% -+#0d", 5, "+5"),
            ("%#5x", 255, " 0xff"),
            ("%-#8x", 255, "0xff    "),
            ("%ld", 7, "7"),
        ] {
            assert_eq!(conversion(s).int(&BigInt::from(value), 4300).unwrap(), text, "{s}");
        }
    }

    #[test]
    fn floats_as_cpython() {
        for (s, x, text) in [
            ("%.0f", 2.5, "2"),
            ("%#.0f", 2.0, "2."),
            ("%g", 1e20, "1e+20"),
            ("%#g", 1.0, "1.00000"),
            ("%e", 0.0, "0.000000e+00"),
            ("%010.2f", -3.15159, "-000003.15"),
            ("%+.1e", 12345.0, "+1.2e+04"),
            ("%G", f64::INFINITY, "INF"),
            ("%010f", f64::INFINITY, "0000000inf"),
            ("%.f", 1.5, "2"),
        ] {
            assert_eq!(conversion(s).float(x), text, "{s}");
        }
        let mut star = conversion("%*.*f");
        star.set_width(-10, 100).unwrap();
        star.set_precision(2, 100).unwrap();
        assert_eq!(star.float(3.17159), "3.17      ");
        assert!(star.set_width(i64::MIN, 100).is_err());
        assert_eq!(conversion("%05s").text(2).apply("ab"), "   ab");
        assert_eq!(conversion("%-5.1s").text(2).apply("ab"), "a    ");
    }

    #[test]
    fn parts_and_errors() {
        let parts: Vec<Part> = Parts::new(b"a%%b%(k(x))s%", 9).take(4).map(|p| p.unwrap()).collect();
        assert_eq!(parts[..3], [Part::Literal(0..1), Part::Literal(1..2), Part::Literal(3..4)]);
        assert!(matches!(&parts[3], Part::Conversion(c) if c.key == Some(6..10)));
        for (s, m) in [
            ("%", "incomplete format"),
            ("%d %", "incomplete format"),
            ("%l", "incomplete format"),
            ("%(", "incomplete format key"),
            ("%(a", "incomplete format key"),
            ("%(a)", "incomplete format"),
            ("%99999999999999999999d", "width too big"),
            ("%.9999999999d", "precision too big"),
            ("%99999999999d", ""),
        ] {
            assert_eq!(error(s), m, "{s}");
        }
        assert_eq!(conversion("%y").unsupported().message, "unsupported format character 'y' (0x79) at index 1");
        assert_eq!(conversion("%5%").kind, u32::from(b'%'));
    }

    proptest! {
        #[test]
        fn never_panics(s in r"[%()a0-9.*#+ -dsxfhl]{0,12}") {
            for part in Parts::new(s.as_bytes(), 1000) {
                if let Ok(Part::Conversion(c)) = part {
                    let _ = c.int(&BigInt::from(-255), 4300);
                    let _ = c.float(1.5);
                }
            }
        }
    }
}
