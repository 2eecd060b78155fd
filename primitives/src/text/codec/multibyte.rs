//! The East Asian multi-byte codecs of `encoding_rs`. A few rare characters map as on the web rather than as in CPython.

use super::DecodeFault;
use crate::text::TextBuilder;
use encoding_rs::{DecoderResult, Encoding};

/// CPython's name of a web encoding.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "Shift_JIS" => "shift_jis",
        "EUC-JP" => "euc_jp",
        "ISO-2022-JP" => "iso2022_jp",
        "EUC-KR" => "euc_kr",
        "GBK" => "gbk",
        "gb18030" => "gb18030",
        "Big5" => "big5",
        other => other,
    }
}

pub(super) fn decode<E>(
    encoding: &'static Encoding,
    input: &[u8],
    complete: bool,
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    let mut at = 0;
    'restart: while at < input.len() {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut piece = String::with_capacity(4096);
        loop {
            piece.clear();
            let (result, read) = decoder.decode_to_string_without_replacement(&input[at..], &mut piece, complete);
            out.push_str(&piece);
            at += read;
            match result {
                DecoderResult::OutputFull => continue,
                DecoderResult::InputEmpty => return Ok(at),
                DecoderResult::Malformed(length, after) => {
                    let end = at - usize::from(after);
                    let start = end.saturating_sub(length.into());
                    let fault = DecodeFault {
                        encoding: name(encoding),
                        start,
                        end: end.max(start + 1),
                        reason: if end == input.len() {
                            "incomplete multibyte sequence"
                        } else {
                            "illegal multibyte sequence"
                        },
                    };
                    at = on_error(&fault, out)?;
                    continue 'restart;
                }
            }
        }
    }
    Ok(input.len())
}

/// Encodes one character; false if it cannot be.
pub(super) fn put(encoding: &'static Encoding, code: u32, out: &mut Vec<u8>) -> bool {
    let Some(c) = char::from_u32(code) else {
        return false;
    };
    let mut buffer = [0; 4];
    let (bytes, _, bad) = encoding.encode(c.encode_utf8(&mut buffer));
    if !bad {
        out.extend_from_slice(&bytes);
    }
    !bad
}
