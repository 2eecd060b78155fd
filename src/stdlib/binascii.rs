//! `binascii`: bytes as text and back: hexadecimal, base64 and uuencode; and checksums.

use std::borrow::Cow;

use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::bytes::bytes_like;
use crate::object::class::flags;
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::memoryview::is_c_contiguous;
use crate::object::module::ModuleDef;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Raised, Thread};

/// `binascii.Error`.
static ERROR: TypeDef = TypeDef {
    name: "binascii.Error",
    base: Some(&ex::VALUE_ERROR),
    kind: kind::EXCEPTION,
    flags: flags::BASE | flags::HAS_DICT | flags::EXCEPTION,
    size: size_of::<Object<ex::Exception>>(),
    attributes: ex::ATTRIBUTES_OFFSET,
    ..TypeDef::EMPTY
};

/// `binascii.Incomplete`.
static INCOMPLETE: TypeDef = TypeDef {
    name: "binascii.Incomplete",
    base: Some(&ex::EXCEPTION),
    kind: kind::EXCEPTION,
    flags: flags::BASE | flags::HAS_DICT | flags::EXCEPTION,
    size: size_of::<Object<ex::Exception>>(),
    attributes: ex::ATTRIBUTES_OFFSET,
    ..TypeDef::EMPTY
};

fn error(t: &Thread, message: impl Into<String>) -> Raised {
    t.error(&ERROR, message)
}

/// Text that is to be decoded: bytes, or a `str` of ASCII.
fn ascii(t: &Thread, value: &Ref) -> PyResult<Vec<u8>> {
    if let Some(text) = value.as_string() {
        if !text.is_ascii() {
            return Err(t.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(text.as_bytes().to_vec());
    }
    if !crate::object::bytes::content::has_buffer(t, value) || !is_c_contiguous(value) {
        let name = t.type_name(value);
        return Err(t.type_error(format!("argument should be bytes, buffer or ASCII string, not '{name}'")));
    }
    Ok(bytes_like(t, value)?.into_owned())
}

/// The bytes of an argument, which lie side by side.
fn content<'a>(t: &Thread, value: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    if !is_c_contiguous(value) {
        return Err(t.error(&ex::BUFFER_ERROR, "memoryview: underlying buffer is not C-contiguous"));
    }
    bytes_like(t, value)
}

fn hexlify(t: &Thread, a: Args<'_>) -> PyResult {
    let bytes = content(t, a.get(0))?;
    let text = crate::object::bytes::codec::hex_of(t, &bytes, a.opt(1), a.opt(2))?;
    let text = t.str_of(&text).into_owned();
    t.bytes_from(text.into_bytes())
}

fn unhexlify(t: &Thread, a: Args<'_>) -> PyResult {
    let text = ascii(t, a.get(0))?;
    if !text.len().is_multiple_of(2) {
        return Err(error(t, "Odd-length string"));
    }
    let digit = |b: u8| char::from(b).to_digit(16).ok_or_else(|| error(t, "Non-hexadecimal digit found"));
    let mut out = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks_exact(2) {
        out.push((digit(pair[0])? << 4 | digit(pair[1])?) as u8);
        t.poll_every(out.len())?;
    }
    t.bytes_from(out)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn b2a_base64(t: &Thread, a: Args<'_>) -> PyResult {
    let newline = a.opt(1).map_or(Ok(true), |n| t.truth(n))?;
    let bytes = content(t, a.get(0))?;
    let length = bytes.len().div_ceil(3).saturating_mul(4).saturating_add(1);
    t.alloc_limit(length)?;
    let mut out = Vec::with_capacity(length);
    t.apart(length.saturating_mul(2), || {
        for chunk in bytes.chunks(3) {
            let word = chunk.iter().enumerate().fold(0u32, |w, (i, b)| w | u32::from(*b) << (16 - 8 * i));
            for i in 0..4 {
                out.push(if i <= chunk.len() { ALPHABET[(word >> (18 - 6 * i) & 63) as usize] } else { b'=' });
            }
        }
    });
    if newline {
        out.push(b'\n');
    }
    t.bytes_from(out)
}

/// The number of a letter of the alphabet.
fn sextet(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

fn a2b_base64(t: &Thread, a: Args<'_>) -> PyResult {
    let text = ascii(t, a.get(0))?;
    let strict = a.opt(1).map_or(Ok(false), |s| t.truth(s))?;
    if strict && text.first() == Some(&b'=') {
        return Err(error(t, "Leading padding not allowed"));
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut place, mut left, mut pads, mut padding_started) = (0u32, 0u32, 0u32, false);
    let mut complete = false;
    for (i, &letter) in text.iter().enumerate() {
        t.poll_every(i)?;
        if letter == b'=' {
            padding_started = true;
            if place >= 2 {
                pads += 1;
                if place + pads >= 4 {
                    // A full group; what follows is ignored, or refused.
                    if strict && i + 1 < text.len() {
                        return Err(error(t, "Excess data after padding"));
                    }
                    complete = true;
                    break;
                }
            } else if strict && place == 0 {
                return Err(error(t, "Excess padding not allowed"));
            }
            continue;
        }
        let Some(n) = sextet(letter) else {
            if strict {
                return Err(error(t, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && padding_started {
            return Err(error(t, "Discontinuous padding not allowed"));
        }
        pads = 0;
        match place {
            0 => left = n,
            1 => {
                out.push((left << 2 | n >> 4) as u8);
                left = n & 15;
            }
            2 => {
                out.push((left << 4 | n >> 2) as u8);
                left = n & 3;
            }
            _ => out.push((left << 6 | n) as u8),
        }
        place = (place + 1) % 4;
    }
    if place != 0 && !complete {
        if place == 1 {
            let letters = out.len() / 3 * 4 + 1;
            return Err(error(
                t,
                format!(
                    "Invalid base64-encoded string: number of data characters ({letters}) cannot be 1 more than a multiple of 4"
                ),
            ));
        }
        return Err(error(t, "Incorrect padding"));
    }
    t.bytes_from(out)
}

fn crc32(t: &Thread, a: Args<'_>) -> PyResult {
    let start = a.opt(1).map_or(Ok(0), |s| t.to_index(s))?;
    let bytes = content(t, a.get(0))?;
    let mut hasher = crc32fast::Hasher::new_with_initial(start as u32);
    t.apart(bytes.len() / 4, || hasher.update(&bytes));
    t.int(i64::from(hasher.finalize()))
}

fn crc_hqx(t: &Thread, a: Args<'_>) -> PyResult {
    let mut crc = t.to_index(a.get(1))? as u32 & 0xffff;
    for byte in content(t, a.get(0))?.iter() {
        crc ^= u32::from(*byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 != 0 { crc << 1 ^ 0x1021 } else { crc << 1 } & 0xffff;
        }
    }
    t.int(i64::from(crc))
}

fn b2a_uu(t: &Thread, a: Args<'_>) -> PyResult {
    let bytes = content(t, a.get(0))?;
    let backtick = a.opt(1).map_or(Ok(false), |b| t.truth(b))?;
    if bytes.len() > 45 {
        return Err(error(t, "At most 45 bytes at once"));
    }
    let letter = |n: u32| if n == 0 && backtick { b'`' } else { n as u8 + b' ' };
    let mut out = vec![letter(bytes.len() as u32)];
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().enumerate().fold(0u32, |w, (i, b)| w | u32::from(*b) << (16 - 8 * i));
        out.extend((0..4).map(|i| letter(word >> (18 - 6 * i) & 63)));
    }
    out.push(b'\n');
    t.bytes_from(out)
}

fn a2b_uu(t: &Thread, a: Args<'_>) -> PyResult {
    let text = ascii(t, a.get(0))?;
    let Some((first, rest)) = text.split_first() else { return t.bytes(&[]) };
    let length = usize::from(first.wrapping_sub(b' ') & 63);
    let (mut out, mut word, mut bits) = (Vec::with_capacity(length + 3), 0u32, 0u32);
    let mut letters = rest.iter().copied();
    while out.len() < length {
        let n = match letters.next() {
            None | Some(b'\n' | b'\r') => 0,
            Some(c @ b' '..=b'`') => u32::from(c - b' ') & 63,
            Some(_) => return Err(error(t, "Illegal char")),
        };
        word = word << 6 | n;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
            word &= (1 << bits) - 1;
        }
    }
    if letters.any(|c| !matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
        return Err(error(t, "Trailing garbage"));
    }
    t.bytes_from(out)
}

/// `binascii`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "binascii",
    doc: "Conversion between binary data and ASCII.",
    functions: natives![
        "hexlify(data, sep=None, bytes_per_sep=1)" => hexlify,
        "b2a_hex(data, sep=None, bytes_per_sep=1)" => hexlify,
        "unhexlify(hexstr, /)" => unhexlify,
        "a2b_hex(hexstr, /)" => unhexlify,
        "b2a_base64(data, /, *, newline=True)" => b2a_base64,
        "a2b_base64(data, /, *, strict_mode=False)" => a2b_base64,
        "crc32(data, crc=0, /)" => crc32,
        "crc_hqx(data, crc, /)" => crc_hqx,
        "b2a_uu(data, /, *, backtick=False)" => b2a_uu,
        "a2b_uu(data, /)" => a2b_uu,
    ],
    types: &[&ERROR, &INCOMPLETE],
    ..ModuleDef::EMPTY
};
