//! Values in and out of a record's bytes.

use super::half::{from_half, to_half};
use super::layout::{Field, error};
use crate::int::{self as big, BigInt, Endian};
use crate::{Error, Result};

/// An unpacked value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unpacked<'a> {
    /// A signed integer.
    Int(i64),
    /// An unsigned integer.
    Uint(u64),
    /// A float.
    Float(f64),
    /// A bool.
    Bool(bool),
    /// Bytes of `c`, `s` or `p`.
    Bytes(&'a [u8]),
}

/// The error for an argument of a type that the field does not take.
pub fn wrong_type(field: &Field) -> Error {
    match field.code {
        b'c' => error("char format requires a bytes object of length 1"),
        b's' => error("argument for 's' must be a bytes object"),
        b'p' => error("argument for 'p' must be a bytes object"),
        b'e' | b'f' | b'd' => error("required argument is not a float"),
        _ => error("required argument is not an integer"),
    }
}

fn slot<'a>(field: &Field, record: &'a mut [u8]) -> &'a mut [u8] {
    &mut record[field.offset..field.offset + field.size]
}

/// Writes the low bytes of `value`.
fn put(field: &Field, value: u64, record: &mut [u8]) {
    let out = slot(field, record);
    let n = out.len();
    match field.endian {
        Endian::Little => out.copy_from_slice(&value.to_le_bytes()[..n]),
        Endian::Big => out.copy_from_slice(&value.to_be_bytes()[8 - n..]),
    }
}

fn is_signed(code: u8) -> bool {
    matches!(code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
}

/// Packs an integer. `record` is the whole record. Errors: `struct.error` outside the field's range.
pub fn pack_int(field: &Field, value: &BigInt, record: &mut [u8]) -> Result<()> {
    let bits = 8 * field.size as u32;
    let value = match i128::try_from(value) {
        Ok(v) => v,
        Err(_) if big::is_negative(value) => i128::MIN,
        Err(_) => i128::MAX,
    };
    if field.code == b'P' {
        // A pointer may be given as a negative number.
        if !(-(1i128 << 63)..1i128 << 64).contains(&value) {
            return Err(error("int too large to convert"));
        }
        put(field, value as u64, record);
        return Ok(());
    }
    let (low, high) = if is_signed(field.code) {
        (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
    } else {
        (0, (1i128 << bits) - 1)
    };
    if !(low..=high).contains(&value) {
        let code = field.code as char;
        return Err(error(format!("'{code}' format requires {low} <= number <= {high}")));
    }
    put(field, value as u64, record);
    Ok(())
}

/// Packs a float into `e`, `f` or `d`. Errors: `OverflowError`.
pub fn pack_float(field: &Field, x: f64, record: &mut [u8]) -> Result<()> {
    let too_large = |code: char| Error::overflow(format!("float too large to pack with {code} format"));
    let bits = match field.code {
        b'e' => u64::from(to_half(x).ok_or_else(|| too_large('e'))?),
        b'f' => {
            let single = x as f32;
            if single.is_infinite() && x.is_finite() && !field.native {
                return Err(too_large('f'));
            }
            single.to_bits().into()
        }
        _ => x.to_bits(),
    };
    put(field, bits, record);
    Ok(())
}

/// Packs a bool into `?`.
pub fn pack_bool(field: &Field, value: bool, record: &mut [u8]) {
    put(field, value.into(), record);
}

/// Packs `c`. Errors: `struct.error` unless it is one byte.
pub fn pack_char(field: &Field, bytes: &[u8], record: &mut [u8]) -> Result<()> {
    let [byte] = bytes else {
        return Err(wrong_type(field));
    };
    put(field, (*byte).into(), record);
    Ok(())
}

/// Packs `s` or `p`: cut to the field's size, filled up with zeros.
pub fn pack_bytes(field: &Field, bytes: &[u8], record: &mut [u8]) {
    let out = slot(field, record);
    let out = if field.code == b'p' {
        let Some((length, rest)) = out.split_first_mut() else {
            return;
        };
        *length = bytes.len().min(rest.len()).min(255) as u8;
        rest
    } else {
        out
    };
    let n = bytes.len().min(out.len());
    out[..n].copy_from_slice(&bytes[..n]);
    out[n..].fill(0);
}

/// Reads a field. `record` is the whole record.
pub fn unpack<'a>(field: &Field, record: &'a [u8]) -> Unpacked<'a> {
    let bytes = &record[field.offset..field.offset + field.size];
    match field.code {
        b's' | b'c' => return Unpacked::Bytes(bytes),
        b'p' => {
            return Unpacked::Bytes(match bytes.split_first() {
                Some((length, rest)) => &rest[..rest.len().min(usize::from(*length))],
                None => bytes,
            });
        }
        _ => {}
    }
    let mut word = [0u8; 8];
    let bits = match field.endian {
        Endian::Little => {
            word[..bytes.len()].copy_from_slice(bytes);
            u64::from_le_bytes(word)
        }
        Endian::Big => {
            word[8 - bytes.len()..].copy_from_slice(bytes);
            u64::from_be_bytes(word)
        }
    };
    match field.code {
        b'?' => Unpacked::Bool(bits != 0),
        b'e' => Unpacked::Float(from_half(bits as u16)),
        b'f' => Unpacked::Float(f32::from_bits(bits as u32).into()),
        b'd' => Unpacked::Float(f64::from_bits(bits)),
        code if is_signed(code) => {
            let unused = 64 - 8 * field.size as u32;
            Unpacked::Int((bits << unused) as i64 >> unused)
        }
        _ => Unpacked::Uint(bits),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Layout;
    use super::*;
    use proptest::prelude::*;

    fn field(format: &str) -> (Field, Vec<u8>) {
        let l = Layout::parse(format.as_bytes()).unwrap();
        (l.fields().next().unwrap(), vec![0; l.size()])
    }

    fn int(format: &str, value: &str) -> Result<Vec<u8>> {
        let (f, mut record) = field(format);
        pack_int(&f, &value.parse().unwrap(), &mut record)?;
        Ok(record)
    }

    #[test]
    fn messages_as_cpython() {
        for (format, value, message) in [
            ("b", "200", "'b' format requires -128 <= number <= 127"),
            ("B", "-1", "'B' format requires 0 <= number <= 255"),
            ("<h", "70000", "'h' format requires -32768 <= number <= 32767"),
            ("I", "4294967296", "'I' format requires 0 <= number <= 4294967295"),
            ("l", "9223372036854775808", "'l' format requires -9223372036854775808 <= number <= 9223372036854775807"),
            ("Q", "18446744073709551616", "'Q' format requires 0 <= number <= 18446744073709551615"),
            (
                "q",
                "-99999999999999999999999999999999999999999999",
                "'q' format requires -9223372036854775808 <= number <= 9223372036854775807",
            ),
            ("P", "18446744073709551616", "int too large to convert"),
        ] {
            assert_eq!(int(format, value).unwrap_err().message, message);
        }
        let (f, mut record) = field("<f");
        assert_eq!(pack_float(&f, 1e300, &mut record).unwrap_err().message, "float too large to pack with f format");
        let (f, mut record) = field("f");
        pack_float(&f, 1e300, &mut record).unwrap();
        assert_eq!(record, [0, 0, 0x80, 0x7f]);
    }

    #[test]
    fn bytes_as_cpython() {
        assert_eq!(int(">h", "1").unwrap(), [0, 1]);
        assert_eq!(int("P", "-5").unwrap(), [0xfb, 255, 255, 255, 255, 255, 255, 255]);
        let text = |format: &str, bytes: &[u8]| {
            let (f, mut record) = field(format);
            pack_bytes(&f, bytes, &mut record);
            record
        };
        assert_eq!(text("3s", b"abcd"), b"abc");
        assert_eq!(text("3s", b"a"), b"a\0\0");
        assert_eq!(text("5p", b"abcdefg"), b"\x04abcd");
        assert_eq!(text("p", b"abc"), b"\0");
        assert_eq!(text("0p", b"abc"), b"");
        assert_eq!(text("300p", &[b'a'; 299])[..3], *b"\xffaa");
        let (f, _) = field("5p");
        assert_eq!(unpack(&f, b"\x09abcd"), Unpacked::Bytes(b"abcd"));
        let (f, _) = field("?");
        assert_eq!(unpack(&f, b"\x05"), Unpacked::Bool(true));
        let (f, _) = field(">i");
        assert_eq!(unpack(&f, b"\xff\xff\xff\xfe"), Unpacked::Int(-2));
    }

    proptest! {
        #[test]
        fn round_trip(v: i64, x: f64) {
            for format in ["<q", ">q", "q", "!q"] {
                let (f, mut record) = field(format);
                pack_int(&f, &BigInt::from(v), &mut record).unwrap();
                prop_assert_eq!(unpack(&f, &record), Unpacked::Int(v));
            }
            for format in ["<d", ">d"] {
                let (f, mut record) = field(format);
                pack_float(&f, x, &mut record).unwrap();
                prop_assert_eq!(unpack(&f, &record), Unpacked::Float(x));
            }
        }

        #[test]
        fn any_format(s in "[<>=@!]?[xcbB?hHiIlLqQnNefdspP0-9 ]{0,10}") {
            if let Ok(l) = Layout::parse(s.as_bytes())
                && l.size() < 10_000
            {
                let record = vec![0x41; l.size()];
                let values: Vec<Unpacked> = l.fields().map(|f| unpack(&f, &record)).collect();
                prop_assert_eq!(values.len(), l.values());
            }
        }
    }
}
