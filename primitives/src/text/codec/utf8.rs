//! UTF-8, over the standard library's validation.

use super::DecodeFault;
use crate::text::TextBuilder;

pub(super) fn decode<E>(
    input: &[u8],
    mut at: usize,
    complete: bool,
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    while at < input.len() {
        let rest = &input[at..];
        let error = match str::from_utf8(rest) {
            Ok(valid) => {
                out.push_str(valid);
                return Ok(input.len());
            }
            Err(error) => error,
        };
        let valid = error.valid_up_to();
        out.push_str(str::from_utf8(&rest[..valid]).expect("checked by from_utf8"));
        at += valid;
        let (length, reason) = match error.error_len() {
            None if !complete => return Ok(at),
            None => (input.len() - at, "unexpected end of data"),
            Some(length) => {
                let starts = matches!(input[at], 0xc2..=0xf4);
                (length, if starts { "invalid continuation byte" } else { "invalid start byte" })
            }
        };
        let fault = DecodeFault { encoding: "utf-8", start: at, end: at + length, reason };
        at = on_error(&fault, out)?;
    }
    Ok(input.len().min(at))
}
