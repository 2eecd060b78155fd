//! `float(text)`.

use crate::Error;
use crate::int::strip_underscores;

/// The float that `text` (ASCII or output of [`crate::int::numeric_text`]) spells: white space around it, a sign,
/// single underscores between digits, `inf`, `infinity` and `nan` in any case. `None` if it spells none.
pub fn parse(text: &str) -> Option<f64> {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    let (value, length) = parse_prefix(trimmed)?;
    (length == trimmed.len()).then_some(value)
}

/// The error for a text that [`parse`] refuses; `repr` is the `repr()` of the object.
pub fn parse_error(repr: &str) -> Error {
    Error::value(format!("could not convert string to float: {repr}"))
}

/// The longest float at the front of `text` and its length in bytes.
pub fn parse_prefix(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let start = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let negative = bytes.first() == Some(&b'-');
    let signed = |x: f64| if negative { -x } else { x };
    let has =
        |word: &str| bytes.get(start..start + word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()));
    if has("infinity") {
        return Some((signed(f64::INFINITY), start + 8));
    }
    if has("inf") {
        return Some((signed(f64::INFINITY), start + 3));
    }
    if has("nan") {
        return Some((signed(f64::NAN), start + 3));
    }
    let digits_from = |from: usize| {
        let mut end = from;
        // A run of digits with single underscores between them.
        while let Some(c) = bytes.get(end) {
            let joined = *c == b'_'
                && end > from
                && bytes[end - 1].is_ascii_digit()
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if !c.is_ascii_digit() && !joined {
                break;
            }
            end += 1;
        }
        end
    };
    let whole_end = digits_from(start);
    let mut end = whole_end;
    let mut digits = whole_end - start;
    if bytes.get(end) == Some(&b'.') {
        let fraction_end = digits_from(end + 1);
        digits += fraction_end - (end + 1);
        end = fraction_end;
    }
    if digits == 0 {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent_end = digits_from(end + 1 + sign);
        if exponent_end > end + 1 + sign {
            end = exponent_end;
        }
    }
    let literal = &text[..end];
    let value = if literal.contains('_') {
        // Each run was checked above; this only drops the underscores.
        strip_underscores(literal)?.parse().ok()?
    } else {
        literal.parse().ok()?
    };
    Some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepted_as_cpython() {
        for (text, value) in [
            ("1_0", 10.0),
            (" 1.5\n", 1.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1_0.0_1e1_0", 10.01e10),
            ("-1E+3", -1000.0),
            ("1e400", f64::INFINITY),
            ("  -inf ", f64::NEG_INFINITY),
            ("Infinity", f64::INFINITY),
            ("1e-400", 0.0),
            ("2.2250738585072011e-308", 2.225073858507201e-308),
        ] {
            assert_eq!(parse(text), Some(value), "{text:?}");
        }
        assert!(parse("+NaN").unwrap().is_nan());
        assert_eq!(parse_prefix("1.5e+x"), Some((1.5, 3)));
    }

    #[test]
    fn refused_as_cpython() {
        for text in [
            "", ".", "1__0", "_1", "1_", "1_.0", "1._0", "1e_5", "1e", "e5", "0x10", "1 2", "infin", "nan0", "--1",
            "+", "1e5_",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(s in "[0-9_.eEinfa+-]{0,12}") {
            let _ = parse(&s);
        }

        #[test]
        fn agrees_with_std(s in "[+-]?[0-9]{1,20}(\\.[0-9]{0,25})?(e[+-]?[0-9]{1,3})?") {
            prop_assert_eq!(parse(&s), s.parse().ok());
        }
    }
}
