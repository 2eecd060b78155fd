//! Number literals: where they end, and what they mean.

use crate::ast::{BigInt, Constant, Span};
use crate::error::Fault;

/// A number's end, and whether the word after it made it doubtful (`1if x`): then the kind of literal to warn of.
pub(crate) struct Scanned {
    pub end: usize,
    pub doubtful: Option<&'static str>,
}

/// A cursor over a number. Errors point at the last character read, as CPython's do.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn take(&mut self, accepted: impl Fn(u8) -> bool) -> bool {
        let hit = accepted(self.peek()) && self.at < self.bytes.len();
        self.at += usize::from(hit);
        hit
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T, Fault> {
        let place = self.at as u32 - 1;
        Err(Fault::token(message, Span::new(place, place)))
    }

    /// Digits with single underscores between them; at least one digit is next.
    fn decimal_tail(&mut self) -> Result<(), Fault> {
        loop {
            while self.take(|c| c.is_ascii_digit()) {}
            if !self.take(|c| c == b'_') {
                return Ok(());
            }
            if !self.peek().is_ascii_digit() {
                return self.fail("invalid decimal literal");
            }
        }
    }

    /// The digits after `0x`, `0o` or `0b`.
    fn prefixed(&mut self, kind: &'static str, radix: u32) -> Result<Scanned, Fault> {
        loop {
            self.take(|c| c == b'_');
            if !char::from(self.peek()).is_digit(radix) {
                return if self.peek().is_ascii_digit() {
                    self.wrong_digit(kind)
                } else {
                    self.fail(format!("invalid {kind} literal"))
                };
            }
            while self.take(|c| char::from(c).is_digit(radix)) {}
            if self.peek() != b'_' {
                break;
            }
        }
        if self.peek().is_ascii_digit() {
            return self.wrong_digit(kind);
        }
        self.finish(kind)
    }

    fn wrong_digit(&mut self, kind: &str) -> Result<Scanned, Fault> {
        let digit = char::from(self.peek());
        self.at += 1;
        self.fail(format!("invalid digit '{digit}' in {kind} literal"))
    }

    /// A number may touch a keyword that can follow an operand, and no other word.
    fn finish(&mut self, kind: &'static str) -> Result<Scanned, Fault> {
        let rest = &self.bytes[self.at..];
        let next = self.peek();
        let keyword =
            ["and", "else", "for", "if", "in", "is", "or", "not"].iter().any(|k| rest.starts_with(k.as_bytes()));
        if keyword {
            return Ok(Scanned { end: self.at, doubtful: Some(kind) });
        }
        if next.is_ascii_alphanumeric() || next == b'_' {
            return self.fail(format!("invalid {kind} literal"));
        }
        Ok(Scanned { end: self.at, doubtful: None })
    }
}

/// Finds the end of the number that starts at `start` with a digit, or with a dot and a digit.
pub(crate) fn scan(source: &str, start: usize) -> Result<Scanned, Fault> {
    let mut c = Cursor { bytes: source.as_bytes(), at: start };
    let mut leading_zeros_end = None;
    if c.take(|b| b == b'0') {
        if c.take(|b| matches!(b, b'x' | b'X')) {
            return c.prefixed("hexadecimal", 16);
        }
        if c.take(|b| matches!(b, b'o' | b'O')) {
            return c.prefixed("octal", 8);
        }
        if c.take(|b| matches!(b, b'b' | b'B')) {
            return c.prefixed("binary", 2);
        }
        loop {
            if c.take(|b| b == b'_') && !c.peek().is_ascii_digit() {
                return c.fail("invalid decimal literal");
            }
            if !c.take(|b| b == b'0') {
                break;
            }
        }
        if c.peek().is_ascii_digit() {
            leading_zeros_end = Some(c.at);
            c.decimal_tail()?;
        }
    } else if c.peek() != b'.' {
        c.decimal_tail()?;
    }
    let mut float = false;
    if c.take(|b| b == b'.') {
        float = true;
        if c.peek().is_ascii_digit() {
            c.decimal_tail()?;
        }
    }
    if matches!(c.peek(), b'e' | b'E') {
        let mark = c.at;
        c.at += 1;
        let signed = c.take(|b| matches!(b, b'+' | b'-'));
        if c.peek().is_ascii_digit() {
            float = true;
            c.decimal_tail()?;
        } else if signed {
            return c.fail("invalid decimal literal");
        } else {
            c.at = mark;
            return c.finish("decimal");
        }
    }
    if c.take(|b| matches!(b, b'j' | b'J')) {
        return c.finish("imaginary");
    }
    if let (Some(zeros_end), false) = (leading_zeros_end, float) {
        let message =
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
        return Err(Fault::token(message, Span::new(start as u32, zeros_end as u32)));
    }
    c.finish("decimal")
}

/// The value of a scanned number. The error is a message.
pub(crate) fn value(text: &str, max_digits: usize) -> Result<Constant, String> {
    let bytes = text.as_bytes();
    if let [b'0'..=b'9'] = bytes {
        return Ok(Constant::Int(i64::from(bytes[0] - b'0')));
    }
    let cleaned;
    let text = if text.contains('_') {
        cleaned = text.replace('_', "");
        cleaned.as_str()
    } else {
        text
    };
    let (radix, digits) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &text[2..]),
        [b'0', b'o' | b'O', ..] => (8, &text[2..]),
        [b'0', b'b' | b'B', ..] => (2, &text[2..]),
        [.., b'j' | b'J'] => return Ok(Constant::Imaginary(float(&text[..text.len() - 1]))),
        all if all.iter().any(|b| matches!(b, b'.' | b'e' | b'E')) => {
            return Ok(Constant::Float(float(text)));
        }
        _ => (10, text),
    };
    if let Ok(small) = i64::from_str_radix(digits, radix) {
        return Ok(Constant::Int(small));
    }
    let digits = digits.trim_start_matches('0');
    if radix == 10 && max_digits != 0 && digits.len() > max_digits {
        return Err(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {} digits; use \
             sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to \
             avoid decimal conversion limits.",
            digits.len()
        ));
    }
    Ok(Constant::BigInt(Box::new(BigInt { radix, digits: digits.into() })))
}

fn float(text: &str) -> f64 {
    text.parse().expect("what the scanner accepts as a float is one to Rust")
}
