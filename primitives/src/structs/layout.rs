//! Format strings.

use crate::int::Endian;
use crate::{Error, ErrorKind, Result};

/// One value in a packed record (a repeat count makes several), or a string field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The format character.
    pub code: u8,
    /// Where the field starts in the record.
    pub offset: usize,
    /// Bytes; for `s` and `p` the repeat count.
    pub size: usize,
    /// The byte order.
    pub endian: Endian,
    /// True for the sizes and alignment of C on this machine.
    pub native: bool,
}

/// A run of equal fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    first: Field,
    count: usize,
}

/// A parsed format string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    runs: Vec<Run>,
    size: usize,
    values: usize,
}

pub(super) fn error(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Struct, message)
}

/// Size and alignment of a format character.
fn measure(code: u8, native: bool) -> Option<(usize, usize)> {
    let size = match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' if native => size_of::<std::ffi::c_long>(),
        b'l' | b'L' => 4,
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => size_of::<usize>(),
        _ => return None,
    };
    // Natural alignment, which is C's on every platform the interpreter runs on.
    Some((size, if native { size } else { 1 }))
}

impl Layout {
    /// Parses a format string. Errors: `struct.error`.
    pub fn parse(format: &[u8]) -> Result<Layout> {
        let (endian, native, rest) = match format.split_first() {
            Some((b'<', rest)) => (Endian::Little, false, rest),
            Some((b'>' | b'!', rest)) => (Endian::Big, false, rest),
            Some((b'=', rest)) => (Endian::NATIVE, false, rest),
            Some((b'@', rest)) => (Endian::NATIVE, true, rest),
            _ => (Endian::NATIVE, true, format),
        };
        let too_long = || error("total struct size too long");
        let fits = |n: &usize| *n <= isize::MAX as usize;
        let (mut runs, mut size, mut values) = (Vec::new(), 0usize, 0usize);
        let mut bytes = rest.iter().copied();
        while let Some(mut code) = bytes.next() {
            if code.is_ascii_whitespace() || code == 0x0b {
                continue;
            }
            let mut count = None;
            while code.is_ascii_digit() {
                let n = count.unwrap_or(0usize).checked_mul(10).and_then(|n| n.checked_add((code - b'0').into()));
                count = Some(n.filter(fits).ok_or_else(too_long)?);
                code = bytes.next().ok_or_else(|| error("repeat count given without format specifier"))?;
            }
            let count = count.unwrap_or(1);
            let (item, align) = measure(code, native).ok_or_else(|| error("bad char in struct format"))?;
            let offset = size.checked_next_multiple_of(align).filter(fits).ok_or_else(too_long)?;
            let total = item.checked_mul(count).and_then(|n| n.checked_add(offset)).filter(fits);
            size = total.ok_or_else(too_long)?;
            let text = matches!(code, b's' | b'p');
            let field = Field { code, offset, size: if text { count } else { item }, endian, native };
            let run = Run { first: field, count: if text { 1 } else { count } };
            if code != b'x' && run.count > 0 {
                values += run.count;
                runs.push(run);
            }
        }
        Ok(Layout { runs, size, values })
    }

    /// `calcsize()`: the record's size in bytes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many values a record holds.
    pub fn values(&self) -> usize {
        self.values
    }

    /// The fields, one for each value.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.runs.iter().flat_map(|run| {
            (0..run.count).map(|i| Field { offset: run.first.offset + i * run.first.size, ..run.first })
        })
    }

    /// The error for a wrong number of arguments to `function` (`pack` or `pack_into`).
    pub fn wrong_count(&self, function: &str, given: usize) -> Error {
        error(format!("{function} expected {} items for packing (got {given})", self.values))
    }

    /// The error for a buffer of another size in `unpack`.
    pub fn wrong_size(&self) -> Error {
        error(format!("unpack requires a buffer of {} bytes", self.size))
    }

    /// The start of a record at `offset` of a buffer of `length` bytes, for `unpack_from` and `pack_into` (`packing`).
    pub fn place(&self, offset: i64, length: usize, packing: bool) -> Result<usize> {
        let size = self.size;
        let (function, verb) = if packing { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
        let at = if offset < 0 {
            let from_end = offset.unsigned_abs();
            let room = usize::try_from(from_end).unwrap_or(usize::MAX);
            if room > length {
                return Err(error(format!("offset {offset} out of range for {length}-byte buffer")));
            }
            if room < size {
                return Err(error(if packing {
                    format!("no space to pack {size} bytes at offset {offset}")
                } else {
                    format!("not enough data to unpack {size} bytes at offset {offset}")
                }));
            }
            length - room
        } else {
            usize::try_from(offset).unwrap_or(usize::MAX)
        };
        if length.checked_sub(at).is_none_or(|room| room < size) {
            let needed = at as u128 + size as u128;
            return Err(error(format!(
                "{function} requires a buffer of at least {needed} bytes for {verb} {size} bytes at offset {at} \
                 (actual buffer size is {length})"
            )));
        }
        Ok(at)
    }

    /// The check of `iter_unpack`.
    pub fn check_iterable(&self, length: usize) -> Result<()> {
        if self.size == 0 {
            return Err(error("cannot iteratively unpack with a struct of length 0"));
        }
        if !length.is_multiple_of(self.size) {
            return Err(error(format!("iterative unpacking requires a buffer of a multiple of {} bytes", self.size)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(s: &str) -> usize {
        Layout::parse(s.as_bytes()).unwrap().size()
    }

    #[test]
    fn sizes_as_cpython() {
        for (s, n) in [
            ("b0q", 8),
            ("xi", 8),
            ("ix", 5),
            ("nNP", 24),
            ("=bq", 9),
            ("@bq", 16),
            ("3s2x b", 6),
            ("hb0i", 4),
            ("", 0),
            ("<l", 4),
            ("l", 8),
            ("!e", 2),
            ("0s", 0),
        ] {
            assert_eq!(size(s), n, "{s}");
        }
        let l = Layout::parse(b"2h3sx2b").unwrap();
        assert_eq!(l.values(), 5);
        assert_eq!(l.fields().map(|f| f.offset).collect::<Vec<_>>(), [0, 2, 4, 8, 9]);
    }

    #[test]
    fn messages_as_cpython() {
        let message = |s: &str| Layout::parse(s.as_bytes()).unwrap_err().message.into_owned();
        for s in ["z", "<n", "<P", " < i", "3 i"] {
            assert_eq!(message(s), "bad char in struct format");
        }
        assert_eq!(message("5"), "repeat count given without format specifier");
        for s in ["99999999999999999999b", "9999999999999999999b", "9223372036854775807q", "9223372036854775807bi"] {
            assert_eq!(message(s), "total struct size too long");
        }
        let l = Layout::parse(b"<i").unwrap();
        let place = |offset, length, packing| l.place(offset, length, packing).unwrap_err().message.into_owned();
        assert_eq!(
            place(0, 3, false),
            "unpack_from requires a buffer of at least 4 bytes for unpacking 4 bytes at offset 0 (actual buffer size is 3)"
        );
        assert_eq!(place(-5, 4, false), "offset -5 out of range for 4-byte buffer");
        assert_eq!(place(-2, 6, false), "not enough data to unpack 4 bytes at offset -2");
        assert_eq!(place(-2, 8, true), "no space to pack 4 bytes at offset -2");
        assert_eq!(l.place(-4, 8, true), Ok(4));
        assert!(l.place(i64::MAX, 8, true).is_err() && l.place(i64::MIN, 8, true).is_err());
    }
}
