//! `int(text, base)`.

use super::{BigInt, STR_DIGITS_CHECK_THRESHOLD};
use crate::text::{Unit, decimal_value, is_space};
use crate::{Error, Result};

/// Why a text is not an integer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The base is not 0 or 2 to 36.
    Base,
    /// The text is no literal of that base; the interpreter's message quotes its `repr`.
    Literal,
    /// More decimal digits than `sys.get_int_max_str_digits()` allows.
    Digits {
        /// The digits that the text has.
        found: usize,
        /// The limit.
        limit: usize,
    },
}

impl ParseError {
    /// The `ValueError` for this failure; `repr` is the `repr()` of the object that was parsed.
    pub fn error(&self, base: u32, repr: &str) -> Error {
        Error::value(match self {
            ParseError::Base => "int() base must be >= 2 and <= 36, or 0".to_owned(),
            ParseError::Literal => {
                // CPython shows at most 200 characters of the repr.
                let shown: String = repr.chars().take(200).collect();
                format!("invalid literal for int() with base {base}: {shown}")
            }
            ParseError::Digits { found, limit } => format!(
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {found} digits; \
                 use sys.set_int_max_str_digits() to increase the limit"
            ),
        })
    }
}

/// Text as the number parsers of this crate take it: white space of any script becomes a space, decimal digits of
/// any script become ASCII digits, ASCII stays, everything else becomes `?`, which no number contains.
pub fn numeric_text<T: Unit>(text: &[T]) -> String {
    text.iter()
        .map(|u| {
            let c = u.code();
            if c < 0x80 {
                // The four separators count as white space in `str` only.
                return if (0x1c..=0x1f).contains(&c) { ' ' } else { c as u8 as char };
            }
            if is_space(c) {
                return ' ';
            }
            match decimal_value(c) {
                Some(d) => (b'0' + d) as char,
                None => '?',
            }
        })
        .collect()
}

/// The integer that `text` (ASCII or output of [`numeric_text`]) spells in `base`. White space around it, a sign, a
/// prefix that fits the base and single underscores between digits are allowed. `max_digits` limits bases that
/// are not powers of two (0: no limit).
pub fn parse(text: &str, base: u32, max_digits: usize) -> std::result::Result<BigInt, ParseError> {
    if base == 1 || base > 36 {
        return Err(ParseError::Base);
    }
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    let (negative, unsigned) = match trimmed.as_bytes().first() {
        Some(b'-') => (true, &trimmed[1..]),
        Some(b'+') => (false, &trimmed[1..]),
        _ => (false, trimmed),
    };
    let (radix, digits, prefixed) = split_prefix(unsigned, base);
    // An underscore may follow a prefix.
    let digits = match digits.strip_prefix('_') {
        Some(rest) if prefixed => rest,
        _ => digits,
    };
    let clean = strip_underscores(digits).ok_or(ParseError::Literal)?;
    if !clean.bytes().all(|c| (c as char).is_digit(radix)) {
        return Err(ParseError::Literal);
    }
    if base == 0 && !prefixed && clean.len() > 1 && clean.starts_with('0') && clean.bytes().any(|c| c != b'0') {
        // "012" is refused as it is in source code; "000" is not.
        return Err(ParseError::Literal);
    }
    if !radix.is_power_of_two()
        && max_digits > 0
        && clean.len() > STR_DIGITS_CHECK_THRESHOLD
        && clean.len() > max_digits
    {
        return Err(ParseError::Digits { found: clean.len(), limit: max_digits });
    }
    let value = if clean.len() <= 18 && radix == 10 {
        let small = clean.bytes().fold(0i64, |n, c| n * 10 + i64::from(c - b'0'));
        BigInt::from(small)
    } else {
        BigInt::from_str_radix(&clean, radix).map_err(|_| ParseError::Literal)?
    };
    Ok(if negative { -value } else { value })
}

/// The radix, the rest after a prefix, and whether there was one.
fn split_prefix(text: &str, base: u32) -> (u32, &str, bool) {
    let of_letter = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    if of_letter != 0 && (base == 0 || base == of_letter) {
        (of_letter, &text[2..], true)
    } else {
        (if base == 0 { 10 } else { base }, text, false)
    }
}

/// The digits without underscores; `None` if one does not stand between two digits or there is no digit.
pub(crate) fn strip_underscores(digits: &str) -> Option<std::borrow::Cow<'_, str>> {
    if digits.is_empty() {
        return None;
    }
    if !digits.contains('_') {
        return Some(digits.into());
    }
    if digits.starts_with('_') || digits.ends_with('_') || digits.contains("__") {
        return None;
    }
    Some(digits.replace('_', "").into())
}

/// [`parse`] with the error made; `repr` is called on failure only.
pub fn parse_or_error(text: &str, base: u32, max_digits: usize, repr: impl FnOnce() -> String) -> Result<BigInt> {
    parse(text, base, max_digits).map_err(|e| e.error(base, &repr()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepted_as_cpython() {
        for (text, base, value) in [
            ("  1_000 ", 10, 1000),
            ("0b_1", 0, 1),
            ("00", 0, 0),
            ("0_0", 0, 0),
            ("0x_ff", 16, 255),
            ("-0XfF", 0, -255),
            ("0b1", 16, 0xb1),
            ("z", 36, 35),
            ("0o17", 8, 15),
            ("+7\n", 10, 7),
            ("-123456789012345678", 10, -123456789012345678i64),
        ] {
            assert_eq!(parse(text, base, 4300), Ok(BigInt::from(value)), "{text:?} {base}");
        }
    }

    #[test]
    fn refused_as_cpython() {
        for (text, base) in [
            ("", 10),
            ("+", 10),
            ("1__0", 10),
            ("_1", 10),
            ("1_", 10),
            ("0_7", 0),
            ("07", 0),
            ("0x", 16),
            ("0x1g", 16),
            ("0x__1", 16),
            ("- 1", 10),
            ("12", 2),
            ("1.0", 10),
            ("--1", 10),
            ("0x-1", 16),
        ] {
            assert_eq!(parse(text, base, 4300), Err(ParseError::Literal), "{text:?} {base}");
        }
        assert_eq!(parse("1", 1, 0), Err(ParseError::Base));
        assert_eq!(parse("1", 37, 0), Err(ParseError::Base));
        let long = "1".repeat(5000);
        assert_eq!(
            parse(&long, 10, 4300).unwrap_err().error(10, "").message,
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit"
        );
        assert!(parse(&long, 2, 4300).is_ok());
        assert_eq!(ParseError::Literal.error(16, "'0x1g'").message, "invalid literal for int() with base 16: '0x1g'");
    }

    #[test]
    fn digits_of_other_scripts() {
        let text: Vec<u32> = "\u{3000}٣५".chars().map(u32::from).collect();
        assert_eq!(parse(&numeric_text(&text), 10, 0), Ok(BigInt::from(35)));
        assert_eq!(numeric_text(&[0xd800u32, 0x1c]), "? ");
    }

    proptest! {
        #[test]
        fn round_trip(a: i128, radix in 2u32..=36) {
            let big = BigInt::from(a);
            prop_assert_eq!(parse(&super::super::to_radix(&big, radix as u8), radix, 0), Ok(big));
        }
    }
}
