//! The standard error handlers: `strict`, `ignore`, `replace` and their relatives.

use super::{Codec, DecodeFault, EncodeFault, Replacement, put16, put32};
use crate::int::Endian;
use crate::text::repr::hex_escape;
use crate::text::{TextBuilder, Unit, is_surrogate};

/// A standard error handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// Every fault is an exception.
    Strict,
    /// Drops what is wrong.
    Ignore,
    /// U+FFFD when decoding, `?` when encoding.
    Replace,
    /// Bytes that cannot be decoded become U+DC80 to U+DCFF and back.
    SurrogateEscape,
    /// Lone surrogates are encoded and decoded in the UTF codecs.
    SurrogatePass,
    /// `\xNN`, `\uNNNN` and `\UNNNNNNNN`.
    BackslashReplace,
    /// `&#N;`; encoding only.
    XmlCharRefReplace,
    /// `\N{…}`; encoding only.
    NameReplace,
}

/// How a standard handler fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandlerError<F> {
    /// The fault is an exception.
    Fault(F),
    /// The handler does not serve this direction: a `TypeError`.
    Unsuitable,
}

impl Handler {
    /// The handler of this name.
    pub fn from_name(name: &str) -> Option<Handler> {
        Some(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            "namereplace" => Handler::NameReplace,
            _ => return None,
        })
    }

    /// Handles a fault of decoding: adds to `out` and returns the index to go on at.
    pub fn decode(
        self,
        codec: Codec,
        input: &[u8],
        fault: &DecodeFault,
        out: &mut TextBuilder,
    ) -> Result<usize, HandlerError<DecodeFault>> {
        let strict = || Err(HandlerError::Fault(fault.clone()));
        let wrong = &input[fault.start..fault.end];
        match self {
            Handler::Strict => strict(),
            Handler::Ignore => Ok(fault.end),
            Handler::Replace => {
                out.push(0xfffd);
                Ok(fault.end)
            }
            Handler::BackslashReplace => {
                wrong.iter().for_each(|b| out.push_str(&format!("\\x{b:02x}")));
                Ok(fault.end)
            }
            Handler::SurrogateEscape => {
                let escaped = wrong.iter().take(4).take_while(|b| **b >= 0x80).count();
                if escaped == 0 {
                    return strict();
                }
                wrong[..escaped].iter().for_each(|b| out.push(0xdc00 + u32::from(*b)));
                Ok(fault.start + escaped)
            }
            Handler::SurrogatePass => match encoded_surrogate(codec, fault, &input[fault.start..]) {
                Some((code, length)) => {
                    out.push(code);
                    Ok(fault.start + length)
                }
                None => strict(),
            },
            Handler::XmlCharRefReplace | Handler::NameReplace => Err(HandlerError::Unsuitable),
        }
    }

    /// Handles a fault of encoding: the replacement and the index to go on at.
    pub fn encode<T: Unit>(
        self,
        codec: Codec,
        text: &[T],
        fault: &EncodeFault,
    ) -> Result<(Replacement, usize), HandlerError<EncodeFault>> {
        let strict = || Err(HandlerError::Fault(fault.clone()));
        let wrong = || text[fault.start..fault.end].iter().map(|u| u.code());
        let described = |describe: fn(u32) -> String| {
            Replacement::Text(wrong().flat_map(|c| describe(c).into_bytes()).map(u32::from).collect())
        };
        let replacement = match self {
            Handler::Strict => return strict(),
            Handler::Ignore => Replacement::Text(Vec::new()),
            Handler::Replace => Replacement::Text(wrong().map(|_| u32::from(b'?')).collect()),
            Handler::BackslashReplace => described(hex_escape),
            Handler::XmlCharRefReplace => described(|c| format!("&#{c};")),
            Handler::NameReplace => described(|c| {
                let name = crate::text::unicode::known(c).and_then(unicode_names2::name);
                name.map_or_else(|| hex_escape(c), |n| format!("\\N{{{n}}}"))
            }),
            Handler::SurrogateEscape => {
                // UTF-16 and UTF-32 have no single bytes to escape to.
                if matches!(codec, Codec::Utf16(_) | Codec::Utf32(_)) || !wrong().all(|c| (0xdc80..0xdd00).contains(&c))
                {
                    return strict();
                }
                Replacement::Bytes(wrong().map(|c| (c - 0xdc00) as u8).collect())
            }
            Handler::SurrogatePass => {
                let mut bytes = Vec::new();
                for c in wrong() {
                    if !is_surrogate(c) || !put_surrogate(codec, c as u16, &mut bytes) {
                        return strict();
                    }
                }
                Replacement::Bytes(bytes)
            }
        };
        Ok((replacement, fault.end))
    }
}

fn put_surrogate(codec: Codec, c: u16, out: &mut Vec<u8>) -> bool {
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => {
            out.extend([0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 0x3f) as u8, 0x80 | (c & 0x3f) as u8]);
        }
        Codec::Utf16(endian) => put16(out, c, endian.unwrap_or(Endian::NATIVE)),
        Codec::Utf32(endian) => put32(out, c.into(), endian.unwrap_or(Endian::NATIVE)),
        _ => return false,
    }
    true
}

/// The surrogate that stands encoded at the front of `bytes`, and its length in bytes.
fn encoded_surrogate(codec: Codec, fault: &DecodeFault, bytes: &[u8]) -> Option<(u32, usize)> {
    let big = fault.encoding.ends_with("be");
    let (code, length) = match (codec, bytes) {
        (Codec::Utf8 | Codec::Utf8Sig, [0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, ..]) => {
            (0xd000 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f), 3)
        }
        (Codec::Utf16(_), [a, b, ..]) => {
            let pair = [*a, *b];
            let unit = if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
            (unit.into(), 2)
        }
        (Codec::Utf32(_), [a, b, c, d, ..]) => {
            let four = [*a, *b, *c, *d];
            (if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }, 4)
        }
        _ => return None,
    };
    is_surrogate(code).then_some((code, length))
}
