//! `float.hex()` and `float.fromhex()`.

use super::{decompose, ldexp};
use crate::{Error, Result};
use std::fmt::Write;

/// `x.hex()`.
pub fn to_hex(x: f64) -> String {
    if !x.is_finite() {
        return super::repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = decompose(x);
    let lead = mantissa >> 52;
    let mut out = String::with_capacity(24);
    let _ = write!(out, "{sign}0x{lead}.{:013x}p{:+}", mantissa & ((1 << 52) - 1), exponent + 52);
    out
}

/// `float.fromhex(text)`. Errors: `ValueError` for text that is none, `OverflowError` above the largest float.
pub fn from_hex(text: &str) -> Result<f64> {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    scan(trimmed).unwrap_or_else(|| Err(Error::value("invalid hexadecimal floating-point string")))
}

fn scan(text: &str) -> Option<Result<f64>> {
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let signed = |x: f64| if negative { -x } else { x };
    if rest.eq_ignore_ascii_case("inf") || rest.eq_ignore_ascii_case("infinity") {
        return Some(Ok(signed(f64::INFINITY)));
    }
    if rest.eq_ignore_ascii_case("nan") {
        return Some(Ok(signed(f64::NAN)));
    }
    let rest = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X")).unwrap_or(rest);
    let (mantissa, exponent) = match rest.split_once(['p', 'P']) {
        Some((m, e)) => (m, parse_exponent(e)?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if whole.len() + fraction.len() == 0 || !digits().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    // The first 60 significant bits and whether anything follows are enough to round once.
    let mut value = 0u64;
    let mut dropped = 0i64;
    let mut sticky = false;
    for c in digits() {
        let d = (c as char).to_digit(16).expect("checked above");
        if value >> 56 == 0 {
            value = value << 4 | u64::from(d);
        } else {
            dropped += 1;
            sticky |= d != 0;
        }
    }
    if value == 0 {
        return Some(Ok(signed(0.0)));
    }
    let scale = exponent.saturating_add(4 * dropped).saturating_sub(4 * fraction.len() as i64);
    let bits = i64::from(64 - value.leading_zeros());
    let top = bits.saturating_add(scale);
    let too_large = || Err(Error::overflow("hexadecimal value too large to represent as a float"));
    if top > 1024 {
        return Some(too_large());
    }
    if top < -1074 {
        return Some(Ok(signed(0.0)));
    }
    // How many bits a float of this size keeps: 53, fewer when subnormal, none when half the smallest.
    let keep = (top + 1074).min(53);
    let drop = bits - keep;
    let rounded = if drop <= 0 {
        value
    } else {
        let unit = 1u64 << drop;
        let low = value & (unit - 1);
        let half = unit / 2;
        let base = value - low;
        let up = low > half || (low == half && (sticky || base & unit != 0));
        base + if up { unit } else { 0 }
    };
    let x = ldexp(rounded as f64, scale);
    Some(if x.is_infinite() { too_large() } else { Ok(signed(x)) })
}

/// A decimal exponent with a sign; saturates far outside of what matters.
fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let value =
        digits.bytes().fold(0i64, |n, c| (n.saturating_mul(10).saturating_add(i64::from(c - b'0'))).min(1 << 50));
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn recorded_from_cpython() {
        for (x, text) in [
            (3.0, "0x1.8000000000000p+1"),
            (-0.1, "-0x1.999999999999ap-4"),
            (5e-324, "0x0.0000000000001p-1022"),
            (-0.0, "-0x0.0p+0"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(to_hex(x), text);
        }
        for (text, x) in [
            ("0x1.8p1", 3.0),
            (" -1.8P1\n", -3.0),
            ("0x.8", 0.5),
            ("ff", 255.0),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1.fffffffffffffp1023", f64::MAX),
            ("0x1.fffffffffffff7p1023", f64::MAX),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000080000000000000001p0", 1.0000000000000002),
            ("-Inf", f64::NEG_INFINITY),
            ("0x0p99999999999999999999", 0.0),
            ("0x1p-99999999999999999999", 0.0),
        ] {
            assert_eq!(from_hex(text), Ok(x), "{text}");
        }
        for text in ["", "zz", "0x", "0x1p", "0x1.2.3", "p1", "1 2", "0x-1", "."] {
            assert_eq!(from_hex(text).unwrap_err().message, "invalid hexadecimal floating-point string", "{text}");
        }
        for text in ["0x1p5000", "0x1.fffffffffffff8p1023"] {
            assert_eq!(from_hex(text).unwrap_err().message, "hexadecimal value too large to represent as a float");
        }
    }

    proptest! {
        #[test]
        fn round_trip(bits: u64) {
            let x = f64::from_bits(bits);
            if !x.is_nan() {
                prop_assert_eq!(from_hex(&to_hex(x)).unwrap().to_bits(), bits);
            }
        }
    }
}
