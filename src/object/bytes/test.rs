//! Questions about bytes, by their ASCII meaning; shared with `bytearray`.

use super::content::own_content;
use crate::runtime::{Args, PyResult, Thread};

fn all(t: &Thread, a: &Args<'_>, test: fn(&u8) -> bool) -> PyResult {
    let content = own_content(t, a.get(0))?;
    Ok(t.bool(!content.is_empty() && content.iter().all(test)))
}

/// `isalnum`.
pub fn isalnum(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, u8::is_ascii_alphanumeric)
}

/// `isalpha`.
pub fn isalpha(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, u8::is_ascii_alphabetic)
}

/// `isascii`.
pub fn isascii(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(own_content(t, a.get(0))?.is_ascii()))
}

/// `isdigit`.
pub fn isdigit(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, u8::is_ascii_digit)
}

/// `isspace`.
pub fn isspace(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, |b| matches!(b, 9..=13 | 32))
}

/// `islower`.
pub fn islower(t: &Thread, a: Args<'_>) -> PyResult {
    let content = own_content(t, a.get(0))?;
    let lower = content.iter().any(u8::is_ascii_lowercase) && !content.iter().any(u8::is_ascii_uppercase);
    Ok(t.bool(lower))
}

/// `isupper`.
pub fn isupper(t: &Thread, a: Args<'_>) -> PyResult {
    let content = own_content(t, a.get(0))?;
    let upper = content.iter().any(u8::is_ascii_uppercase) && !content.iter().any(u8::is_ascii_lowercase);
    Ok(t.bool(upper))
}

/// `istitle`: capitals only at the start of words, other letters only behind letters.
pub fn istitle(t: &Thread, a: Args<'_>) -> PyResult {
    let content = own_content(t, a.get(0))?;
    let (mut in_word, mut any) = (false, false);
    for b in content.iter() {
        let letter = b.is_ascii_alphabetic();
        if letter && b.is_ascii_uppercase() == in_word {
            return Ok(t.bool(false));
        }
        any |= letter;
        in_word = letter;
    }
    Ok(t.bool(any))
}
