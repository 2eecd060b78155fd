//! Items of arrays to and from objects.

use crate::memory::Ref;
use crate::object::number::to_big;
use crate::runtime::{PyResult, Raised, Thread};

/// What a type code says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// The letter.
    pub code: u8,
    /// Bytes of an item.
    pub size: usize,
}

impl Kind {
    /// The kind of a letter.
    pub fn of(code: u8) -> Option<Kind> {
        let size = match code {
            b'b' | b'B' => 1,
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' | b'u' | b'w' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'd' => 8,
            _ => return None,
        };
        Some(Kind { code, size })
    }

    /// Are the items characters?
    pub fn is_text(self) -> bool {
        matches!(self.code, b'u' | b'w')
    }

    /// The struct letter under which the memory is lent.
    pub fn format(self) -> u8 {
        if self.is_text() { b'w' } else { self.code }
    }

    /// Smallest and largest value, and the C type, of the integer kinds.
    fn integer(self) -> Option<(i128, i128, &'static str)> {
        let name = match self.code {
            b'b' => "signed char",
            b'B' => "unsigned byte integer",
            b'h' => "signed short integer",
            b'H' => "unsigned short",
            b'i' => "signed integer",
            b'I' => "unsigned int",
            b'l' | b'q' => "int",
            b'L' | b'Q' => "int",
            _ => return None,
        };
        let bits = 8 * self.size as u32;
        Some(if self.code.is_ascii_lowercase() {
            (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1, name)
        } else {
            (0, (1i128 << bits) - 1, name)
        })
    }

    /// The object for an item.
    pub fn load(self, t: &Thread, item: &[u8]) -> PyResult {
        let mut word = [0; 8];
        word[..self.size].copy_from_slice(&item[..self.size]);
        let raw = u64::from_le_bytes(word);
        match self.code {
            b'b' => t.int(i64::from(raw as i8)),
            b'h' => t.int(i64::from(raw as i16)),
            b'i' => t.int(i64::from(raw as i32)),
            b'l' | b'q' => t.int(raw as i64),
            b'f' => t.float(f64::from(f32::from_bits(raw as u32))),
            b'd' => t.float(f64::from_bits(raw)),
            b'u' | b'w' => match u32::try_from(raw) {
                Ok(code) if code < 0x11_0000 => t.str_char(code),
                _ => Err(t.value_error(
                    "character U+%x is not in range [U+0000; U+10ffff]".replace("%x", &format!("{raw:x}")),
                )),
            },
            _ => t.int_from_u64(raw),
        }
    }

    fn too_large(self, t: &Thread, name: &str, large: bool) -> Raised {
        t.overflow_error(match self.code {
            b'l' | b'q' => "Python int too large to convert to C long".to_owned(),
            b'L' | b'Q' | b'I' if !large => "can't convert negative value to unsigned int".to_owned(),
            b'L' | b'Q' => "Python int too large to convert to C unsigned long".to_owned(),
            _ => format!(
                "{name} is {} than {}",
                if large { "greater" } else { "less" },
                if large { "maximum" } else { "minimum" }
            ),
        })
    }

    /// The bytes of an object as an item; the first `size` of them count.
    pub fn store(self, t: &Thread, value: &Ref) -> PyResult<[u8; 8]> {
        if self.code == b'd'
            && let Some(x) = t.float_value(value)
        {
            return Ok(x.to_le_bytes());
        }
        if let Some((low, high, name)) = self.integer() {
            let n = match value.value().as_exact_int() {
                Some(n) => i128::from(n),
                None => {
                    if t.float_value(value).is_some() || !t.has_index(value) {
                        let found = t.type_name(value);
                        return Err(t.type_error(format!("'{found}' object cannot be interpreted as an integer")));
                    }
                    let number = t.index_object(value)?;
                    match t.as_i64(&number) {
                        Some(n) => i128::from(n),
                        None => to_big(&number).and_then(|b| i128::try_from(&b).ok()).unwrap_or(i128::MAX),
                    }
                }
            };
            if n < low || n > high {
                return Err(self.too_large(t, name, n > high));
            }
            return Ok((n as u64).to_le_bytes());
        }
        let mut out = [0; 8];
        match self.code {
            b'f' => out[..4].copy_from_slice(&(t.as_f64(value)? as f32).to_le_bytes()),
            b'd' => out = t.as_f64(value)?.to_le_bytes(),
            _ => match value.as_string() {
                Some(text) if text.len() == 1 => out[..4].copy_from_slice(&text.char_at(0).to_le_bytes()),
                Some(text) => {
                    return Err(t.type_error(format!(
                        "array item must be a unicode character, not a string of length {}",
                        text.len()
                    )));
                }
                None => return Err(t.type_error("array item must be unicode character")),
            },
        }
        Ok(out)
    }
}
