//! Codecs between text and bytes with CPython's error positions, reasons and error handlers.
//!
//! A codec reports each fault to a handler, which adds a replacement and says where to go on, or stops. [`Handler`] has the
//! standard ones; the interpreter passes a closure for those registered by a script.

mod handler;
mod multibyte;
mod names;
mod single;
mod utf16;
mod utf32;
mod utf8;

pub use handler::{Handler, HandlerError};
pub use names::{Codec, lookup, normalize};
pub use single::Table;

use super::repr::hex_escape;
use super::{EscapeFault, TextBuilder, Unit, unescape_text};
use crate::int::Endian;
use std::fmt;

/// The data of a `UnicodeDecodeError` but for the input itself; indices into the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeFault {
    /// The codec as the exception names it.
    pub encoding: &'static str,
    /// The first byte that is wrong.
    pub start: usize,
    /// After the last byte that is wrong.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
}

/// The data of a `UnicodeEncodeError` but for the text itself; indices into the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeFault {
    /// The codec as the exception names it.
    pub encoding: &'static str,
    /// The first code point that cannot be encoded.
    pub start: usize,
    /// After the last code point of the run that cannot be encoded.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
}

impl DecodeFault {
    /// `str()` of the exception.
    pub fn message(&self, input: &[u8]) -> String {
        let DecodeFault { encoding, start, end, reason } = self;
        match input.get(*start) {
            Some(byte) if *end == start + 1 => {
                format!("'{encoding}' codec can't decode byte {byte:#04x} in position {start}: {reason}")
            }
            _ => {
                format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end.saturating_sub(1))
            }
        }
    }
}

impl EncodeFault {
    /// `str()` of the exception.
    pub fn message<T: Unit>(&self, text: &[T]) -> String {
        let EncodeFault { encoding, start, end, reason } = self;
        match text.get(*start) {
            Some(unit) if *end == start + 1 => {
                let code = unit.code();
                let shown = hex_escape(code);
                format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
            }
            _ => format!(
                "'{encoding}' codec can't encode characters in position {start}-{}: {reason}",
                end.saturating_sub(1)
            ),
        }
    }
}

/// What an encoding error handler puts in place of what cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Text, which the codec encodes.
    Text(Vec<u32>),
    /// Bytes, which are taken as they are.
    Bytes(Vec<u8>),
}

/// Decodes `input`, appending to `out`; returns how many bytes were used. With `complete` all are; without it, an
/// unfinished sequence at the end is left for the next piece. `on_error` adds a replacement to `out` and returns where
/// to go on.
pub fn decode<E>(
    codec: Codec,
    input: &[u8],
    complete: bool,
    out: &mut TextBuilder,
    mut on_error: impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    match codec {
        Codec::Utf8 => utf8::decode(input, 0, complete, out, &mut on_error),
        Codec::Utf8Sig => {
            const MARK: &[u8] = b"\xef\xbb\xbf";
            if !complete && input.len() < 3 && MARK.starts_with(input) {
                return Ok(0);
            }
            let skip = if input.starts_with(MARK) { 3 } else { 0 };
            utf8::decode(input, skip, complete, out, &mut on_error)
        }
        Codec::Utf16(endian) => utf16::decode(input, endian, complete, out, &mut on_error),
        Codec::Utf32(endian) => utf32::decode(input, endian, complete, out, &mut on_error),
        Codec::Latin1 => {
            out.push_latin1(input);
            Ok(input.len())
        }
        Codec::Ascii => single::decode_ascii(input, out, &mut on_error),
        Codec::Single(table) => single::decode(&table, input, out, &mut on_error),
        Codec::UnicodeEscape => decode_escapes(input, out, &mut on_error),
        Codec::RawUnicodeEscape => decode_raw_escapes(input, complete, out, &mut on_error),
        Codec::Multibyte(encoding) => multibyte::decode(encoding, input, complete, out, &mut on_error),
    }
}

fn decode_escapes<E>(
    input: &[u8],
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    let mut from = 0;
    while from <= input.len() {
        let mut piece = TextBuilder::new();
        let Err(EscapeFault { start, end, reason }) = unescape_text(&input[from..], &mut piece, |_| ()) else {
            push_text(out, piece);
            break;
        };
        // What stands before the fault was decoded into `piece`.
        push_text(out, piece);
        let fault = DecodeFault { encoding: "unicodeescape", start: from + start, end: from + end, reason };
        from = on_error(&fault, out)?;
    }
    Ok(input.len())
}

fn decode_raw_escapes<E>(
    input: &[u8],
    complete: bool,
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    let mut i = 0;
    while i < input.len() {
        let length = input[i..].iter().position(|b| *b == b'\\').unwrap_or(input.len() - i);
        out.push_latin1(&input[i..i + length]);
        let start = i + length;
        let (digits, truncated) = match input.get(start + 1) {
            Some(b'u') => (4, "truncated \\uXXXX escape"),
            Some(b'U') => (8, "truncated \\UXXXXXXXX escape"),
            // Another backslash or letter takes the first backslash's meaning with it.
            Some(_) => {
                out.push_latin1(&input[start..start + 2]);
                i = start + 2;
                continue;
            }
            None if !complete => return Ok(start),
            None => {
                out.push_latin1(&input[start..]);
                break;
            }
        };
        let digit = |b: &u8| char::from(*b).to_digit(16);
        let (value, count) =
            input[start + 2..].iter().take(digits).map_while(digit).fold((0, 0), |(v, n), d| (v << 4 | d, n + 1));
        let end = start + 2 + count;
        if count < digits && end == input.len() && !complete {
            return Ok(start);
        }
        let reason = match count == digits {
            true if value <= 0x10ffff => {
                out.push(value);
                i = end;
                continue;
            }
            true => "\\Uxxxxxxxx out of range",
            false => truncated,
        };
        i = on_error(&DecodeFault { encoding: "rawunicodeescape", start, end, reason }, out)?;
    }
    Ok(input.len())
}

fn push_text(out: &mut TextBuilder, piece: TextBuilder) {
    match piece.finish() {
        super::Text::Ascii(v) | super::Text::Latin1(v) => out.push_latin1(&v),
        super::Text::Ucs2(v) => out.push_units(&v),
        super::Text::Ucs4(v) => out.push_units(&v),
    }
}

/// Encodes `text`. `on_error` returns a replacement and the index to go on at; replacement text that cannot be encoded
/// either is passed to `refuse` with the fault, which makes the exception.
pub fn encode<T: Unit, E>(
    codec: Codec,
    text: &[T],
    mut on_error: impl FnMut(&EncodeFault) -> Result<(Replacement, usize), E>,
    refuse: impl Fn(&EncodeFault) -> E,
) -> Result<Vec<u8>, E> {
    let mut out = Vec::with_capacity(text.len());
    match codec {
        Codec::Utf8Sig => out.extend_from_slice(b"\xef\xbb\xbf"),
        Codec::Utf16(None) => put16(&mut out, 0xfeff, Endian::NATIVE),
        Codec::Utf32(None) => put32(&mut out, 0xfeff, Endian::NATIVE),
        Codec::Latin1 | Codec::Ascii => {
            if let Some(bytes) = T::as_bytes(text)
                && (codec == Codec::Latin1 || bytes.is_ascii())
            {
                return Ok(bytes.to_vec());
            }
        }
        Codec::UnicodeEscape => {
            text.iter().for_each(|u| put_escaped(&mut out, u.code()));
            return Ok(out);
        }
        Codec::RawUnicodeEscape => {
            for unit in text {
                match u8::try_from(unit.code()) {
                    Ok(byte) => out.push(byte),
                    Err(_) => out.extend_from_slice(hex_escape(unit.code()).as_bytes()),
                }
            }
            return Ok(out);
        }
        _ => {}
    }
    let encoder = names::Encoder::new(codec);
    let mut i = 0;
    while i < text.len() {
        if encoder.put(text[i].code(), &mut out) {
            i += 1;
            continue;
        }
        let mut scratch = Vec::new();
        let run = text[i..].iter().take_while(|u| !encoder.put(u.code(), &mut scratch)).count();
        let fault = EncodeFault {
            encoding: encoder.name,
            start: i,
            end: i + if encoder.runs { run } else { 1 },
            reason: encoder.reason,
        };
        let (replacement, next) = on_error(&fault)?;
        match replacement {
            Replacement::Bytes(bytes) => out.extend_from_slice(&bytes),
            Replacement::Text(codes) => {
                for code in codes {
                    if !encoder.put(code, &mut out) {
                        return Err(refuse(&fault));
                    }
                }
            }
        }
        i = next;
    }
    Ok(out)
}

fn put_escaped(out: &mut Vec<u8>, code: u32) {
    match code {
        0x5c => out.extend_from_slice(b"\\\\"),
        0x9 => out.extend_from_slice(b"\\t"),
        0xa => out.extend_from_slice(b"\\n"),
        0xd => out.extend_from_slice(b"\\r"),
        0x20..0x7f => out.push(code as u8),
        _ => out.extend_from_slice(hex_escape(code).as_bytes()),
    }
}

fn put16(out: &mut Vec<u8>, unit: u16, endian: Endian) {
    out.extend_from_slice(&match endian {
        Endian::Big => unit.to_be_bytes(),
        Endian::Little => unit.to_le_bytes(),
    });
}

fn put32(out: &mut Vec<u8>, unit: u32, endian: Endian) {
    out.extend_from_slice(&match endian {
        Endian::Big => unit.to_be_bytes(),
        Endian::Little => unit.to_le_bytes(),
    });
}

/// Decodes with a standard handler.
pub fn decode_with(codec: Codec, input: &[u8], handler: Handler) -> Result<super::Text, HandlerError<DecodeFault>> {
    let mut out = TextBuilder::with_capacity(input.len());
    decode(codec, input, true, &mut out, |fault, out| handler.decode(codec, input, fault, out))?;
    Ok(out.finish())
}

/// Encodes with a standard handler.
pub fn encode_with<T: Unit>(codec: Codec, text: &[T], handler: Handler) -> Result<Vec<u8>, HandlerError<EncodeFault>> {
    encode(codec, text, |fault| handler.encode(codec, text, fault), |fault| HandlerError::Fault(fault.clone()))
}

impl fmt::Display for DecodeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}..{}: {}", self.encoding, self.start, self.end, self.reason)
    }
}

#[cfg(test)]
mod tests;
