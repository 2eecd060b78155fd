//! UTF-16 with or without a byte order mark.

use super::DecodeFault;
use crate::int::Endian;
use crate::text::TextBuilder;

pub(super) fn decode<E>(
    input: &[u8],
    endian: Option<Endian>,
    complete: bool,
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    let (endian, mut at) = match (endian, input) {
        (Some(endian), _) => (endian, 0),
        (None, [0xff, 0xfe, ..]) => (Endian::Little, 2),
        (None, [0xfe, 0xff, ..]) => (Endian::Big, 2),
        (None, _) => (Endian::NATIVE, 0),
    };
    let encoding = match endian {
        Endian::Little => "utf-16-le",
        Endian::Big => "utf-16-be",
    };
    let unit = |i: usize| {
        let pair = [*input.get(i)?, *input.get(i + 1)?];
        Some(match endian {
            Endian::Little => u16::from_le_bytes(pair),
            Endian::Big => u16::from_be_bytes(pair),
        })
    };
    while at < input.len() {
        let (length, reason) = match (unit(at), unit(at + 2)) {
            (None, _) if !complete => return Ok(at),
            (None, _) => (1, "truncated data"),
            (Some(first @ 0xd800..0xdc00), Some(second @ 0xdc00..0xe000)) => {
                out.push(0x10000 + ((u32::from(first) - 0xd800) << 10 | (u32::from(second) - 0xdc00)));
                at += 4;
                continue;
            }
            (Some(0xd800..0xdc00), Some(_)) => (2, "illegal UTF-16 surrogate"),
            (Some(0xd800..0xdc00), None) if !complete => return Ok(at),
            (Some(0xd800..0xdc00), None) => (input.len() - at, "unexpected end of data"),
            (Some(0xdc00..0xe000), _) => (2, "illegal encoding"),
            (Some(code), _) => {
                out.push(code.into());
                at += 2;
                continue;
            }
        };
        let fault = DecodeFault { encoding, start: at, end: at + length, reason };
        at = on_error(&fault, out)?;
    }
    Ok(input.len())
}
