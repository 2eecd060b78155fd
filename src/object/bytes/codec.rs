//! Bytes as text: `decode`, `hex`, `fromhex`; shared with `bytearray` and `memoryview`.

use super::Bytes;
use super::content::own_content;
use crate::memory::Ref;
use crate::object::string::Str;
use crate::object::string::encode::{self, name_argument};
use crate::object::string::search::shown_type;
use crate::runtime::{Args, PyResult, Thread};

/// `decode(encoding, errors)`.
pub fn decode(t: &Thread, a: Args<'_>) -> PyResult {
    let encoding = name_argument(t, a.opt(1), "utf-8", "decode", "encoding")?;
    let errors = name_argument(t, a.opt(2), "strict", "decode", "errors")?;
    encode::decode(t, &own_content(t, a.get(0))?, &encoding, &errors)
}

/// The separator argument of `hex`.
fn separator(t: &Thread, given: &Ref) -> PyResult<u8> {
    if t.len(given)? != 1 {
        return Err(t.value_error("sep must be length 1."));
    }
    if let Some(text) = given.downcast::<Str>() {
        return u8::try_from(text.char_at(0))
            .ok()
            .filter(u8::is_ascii)
            .ok_or_else(|| t.value_error("sep must be ASCII."));
    }
    match given.downcast::<Bytes>() {
        Some(bytes) if bytes.as_slice()[0].is_ascii() => Ok(bytes.as_slice()[0]),
        Some(_) => Err(t.value_error("sep must be ASCII.")),
        None => Err(t.type_error("sep must be str or bytes.")),
    }
}

/// `content.hex(sep, bytes_per_sep)`; positive groups are counted from the end, negative ones from the front.
pub fn hex_of(t: &Thread, content: &[u8], separator_given: Option<&Ref>, group: Option<&Ref>) -> PyResult {
    let separator = separator_given.map(|s| separator(t, s)).transpose()?;
    let group = group.map_or(Ok(1), |n| t.to_index(n))?;
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    t.alloc_limit(content.len().saturating_mul(4))?;
    let out = t.apart(content.len().saturating_mul(3), || {
        let mut out = Vec::with_capacity(content.len() * 2);
        for (i, b) in content.iter().enumerate() {
            if let Some(separator) = separator
                && i > 0
                && size > 0
                && (if group > 0 { content.len() - i } else { i }) % size == 0
            {
                out.push(separator);
            }
            out.push(b"0123456789abcdef"[usize::from(b >> 4)]);
            out.push(b"0123456789abcdef"[usize::from(b & 15)]);
        }
        out
    });
    t.str_latin1(&out)
}

/// `hex`.
pub fn hex(t: &Thread, a: Args<'_>) -> PyResult {
    hex_of(t, &own_content(t, a.get(0))?, a.opt(1), a.opt(2))
}

/// The bytes that a text of hexadecimal digits describes; white space may stand between them.
pub fn from_hex(t: &Thread, given: &Ref) -> PyResult<Vec<u8>> {
    let Some(text) = given.downcast::<Str>() else {
        return Err(t.type_error(format!("fromhex() argument must be str, not {}", shown_type(t, given))));
    };
    let wrong = |at: usize| t.value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}"));
    let Some(text) = text.as_str() else {
        return Err(wrong(text.chars().position(|c| c >= 0x80).unwrap_or(0)));
    };
    t.alloc_limit(text.len() / 2)?;
    let (text, mut out, mut at) = (text.as_bytes(), Vec::with_capacity(text.len() / 2), 0);
    let digit = |at: usize| text.get(at).and_then(|b| char::from(*b).to_digit(16));
    while at < text.len() {
        if matches!(text[at], 9..=13 | 32) {
            at += 1;
            continue;
        }
        let high = digit(at).ok_or_else(|| wrong(at))?;
        let low = digit(at + 1).ok_or_else(|| wrong(at + 1))?;
        out.push((high << 4 | low) as u8);
        t.poll_every(out.len())?;
        at += 2;
    }
    Ok(out)
}

/// `bytes.fromhex`, a class method.
pub(super) fn fromhex(t: &Thread, a: Args<'_>) -> PyResult {
    let made = t.bytes_from(from_hex(t, a.get(1))?)?;
    let class = a.get(0);
    if class.value().address() == t.types().bytes.as_ptr() { Ok(made) } else { t.call(class, &[made]) }
}
