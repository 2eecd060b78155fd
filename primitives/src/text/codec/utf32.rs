//! UTF-32 with or without a byte order mark.

use super::DecodeFault;
use crate::int::Endian;
use crate::text::{TextBuilder, is_surrogate};

pub(super) fn decode<E>(
    input: &[u8],
    endian: Option<Endian>,
    complete: bool,
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    let (endian, mut at) = match (endian, input) {
        (Some(endian), _) => (endian, 0),
        (None, [0xff, 0xfe, 0, 0, ..]) => (Endian::Little, 4),
        (None, [0, 0, 0xfe, 0xff, ..]) => (Endian::Big, 4),
        (None, _) => (Endian::NATIVE, 0),
    };
    let encoding = match endian {
        Endian::Little => "utf-32-le",
        Endian::Big => "utf-32-be",
    };
    while at < input.len() {
        let (length, reason) = match input[at..].first_chunk::<4>() {
            None if !complete => return Ok(at),
            None => (input.len() - at, "truncated data"),
            Some(four) => {
                let code = match endian {
                    Endian::Little => u32::from_le_bytes(*four),
                    Endian::Big => u32::from_be_bytes(*four),
                };
                if code > 0x10ffff {
                    (4, "code point not in range(0x110000)")
                } else if is_surrogate(code) {
                    (4, "code point in surrogate code point range(0xd800, 0xe000)")
                } else {
                    out.push(code);
                    at += 4;
                    continue;
                }
            }
        };
        let fault = DecodeFault { encoding, start: at, end: at + length, reason };
        at = on_error(&fault, out)?;
    }
    Ok(input.len())
}
