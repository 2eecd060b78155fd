//! `format(int, spec)`.

use super::float::write_float;
use super::layout::{NumberParts, TextLayout};
use super::spec::{Align, Spec};
use crate::int::{self as big, BigInt};
use crate::{Error, Result};

/// `value` as `spec` says. `max_digits` is `sys.get_int_max_str_digits()`. Errors: `ValueError`, `OverflowError`,
/// `MemoryError`.
pub fn int(value: &BigInt, spec: &str, type_name: &str, max_digits: usize, limit: usize) -> Result<String> {
    if spec.is_empty() {
        return big::to_decimal(value, max_digits);
    }
    let spec = Spec::parse(spec, 'd', Align::Right, type_name, limit)?;
    match spec.kind {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => whole(value, &spec, max_digits),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => write_float(big::to_float(value)?, &spec),
        _ => Err(spec.unknown_kind(type_name)),
    }
}

fn whole(value: &BigInt, spec: &Spec, max_digits: usize) -> Result<String> {
    if spec.precision.is_some() {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.kind == 'c' {
        return character(value, spec);
    }
    let (radix, prefix) = match spec.kind {
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut text = if radix == 10 { big::to_decimal(value, max_digits)? } else { big::to_radix(value, radix) };
    if spec.kind == 'X' {
        text.make_ascii_uppercase();
    }
    let parts = NumberParts {
        negative: big::is_negative(value),
        prefix: if spec.alternate { prefix } else { "" },
        digits: text.trim_start_matches('-'),
        rest: "",
        group: if radix == 10 { 3 } else { 4 },
    };
    Ok(parts.write(spec))
}

fn character(value: &BigInt, spec: &Spec) -> Result<String> {
    if spec.sign.is_some() {
        return Err(Error::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Error::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let small = big::to_i64(value).ok_or_else(|| Error::overflow("Python int too large to convert to C long"))?;
    let code = u32::try_from(small)
        .ok()
        .filter(|c| *c < 0x110000)
        .ok_or_else(|| Error::overflow("%c arg not in range(0x110000)"))?;
    let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    // A character is padded like a number: on the left by default.
    Ok(TextLayout::new(1, spec.width, spec.align, spec.fill).apply(c.encode_utf8(&mut [0; 4])))
}
