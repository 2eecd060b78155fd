//! Items of a memoryview to and from objects, in the machine's byte order.

use rcpy_primitives::structs;

use crate::memory::Ref;
use crate::object::bytes::Bytes;
use crate::object::exception as ex;
use crate::object::number;
use crate::runtime::{PyResult, Thread};

/// Bytes of an item of this format; `None` when the letter is none of the native ones.
pub fn size_of_format(format: u8) -> Option<usize> {
    Some(match format {
        b'b' | b'B' | b'c' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'P' | b'd' => 8,
        _ => return None,
    })
}

/// The object for an item.
pub fn unpack(t: &Thread, format: u8, item: &[u8]) -> PyResult {
    let mut word = [0; 8];
    word[..item.len().min(8)].copy_from_slice(&item[..item.len().min(8)]);
    // The formats are native; the low bytes come first on every machine this is built for.
    let raw = u64::from_le_bytes(word);
    match format {
        b'b' => t.int(i64::from(raw as i8)),
        b'h' => t.int(i64::from(raw as i16)),
        b'i' => t.int(i64::from(raw as i32)),
        b'l' | b'q' | b'n' => t.int(raw as i64),
        b'B' | b'H' | b'I' => t.int(raw as i64),
        b'L' | b'Q' | b'N' | b'P' => match i64::try_from(raw) {
            Ok(n) => t.int(n),
            Err(_) => t.big_int(raw.into()),
        },
        b'?' => Ok(t.bool(raw != 0)),
        b'c' => t.bytes(&item[..1]),
        b'e' => t.float(structs::from_half(raw as u16)),
        b'f' => t.float(f64::from(f32::from_bits(raw as u32))),
        b'd' => t.float(f64::from_bits(raw)),
        _ => Err(unsupported(t, format)),
    }
}

fn unsupported(t: &Thread, format: u8) -> crate::runtime::Raised {
    t.not_implemented_error(format!("memoryview: unsupported format {}", char::from(format)))
}

/// The bytes of an object as an item; the first `size_of_format` of them count.
pub fn pack(t: &Thread, format: u8, value: &Ref) -> PyResult<[u8; 8]> {
    let shown = char::from(format);
    let wrong_value = || t.value_error(format!("memoryview: invalid value for format '{shown}'"));
    let wrong_type = || t.type_error(format!("memoryview: invalid type for format '{shown}'"));
    let integer = |low: i128, high: i128| -> PyResult<u64> {
        let number = t.catch(t.index_object(value), &ex::TYPE_ERROR)?.ok_or_else(wrong_type)?;
        let n = match t.as_i64(&number) {
            Some(n) => i128::from(n),
            None => number::to_big(&number).and_then(|b| i128::try_from(b).ok()).ok_or_else(wrong_value)?,
        };
        if (low..=high).contains(&n) { Ok(n as u64) } else { Err(wrong_value()) }
    };
    let signed = |bits: u32| integer(-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1);
    let unsigned = |bits: u32| integer(0, (1i128 << bits) - 1);
    let float = || -> PyResult<f64> { t.catch(t.as_f64(value), &ex::TYPE_ERROR)?.ok_or_else(wrong_type) };
    let raw = match format {
        b'b' => signed(8)?,
        b'h' => signed(16)?,
        b'i' => signed(32)?,
        b'l' | b'q' | b'n' => signed(64)?,
        b'B' => unsigned(8)?,
        b'H' => unsigned(16)?,
        b'I' => unsigned(32)?,
        b'L' | b'Q' | b'N' | b'P' => unsigned(64)?,
        b'?' => u64::from(t.truth(value)?),
        b'c' => match value.downcast::<Bytes>().map(Bytes::as_slice) {
            Some([byte]) => u64::from(*byte),
            Some(_) => return Err(wrong_value()),
            None => return Err(wrong_type()),
        },
        b'e' => u64::from(
            structs::to_half(float()?).ok_or_else(|| t.overflow_error("float too large to pack with e format"))?,
        ),
        b'f' => {
            let x = float()?;
            let narrow = x as f32;
            if narrow.is_infinite() && x.is_finite() {
                return Err(t.overflow_error("float too large to pack with f format"));
            }
            u64::from(narrow.to_bits())
        }
        b'd' => float()?.to_bits(),
        _ => return Err(unsupported(t, format)),
    };
    Ok(raw.to_le_bytes())
}
