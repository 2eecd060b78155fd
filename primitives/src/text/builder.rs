//! Text that grows: narrow until a code point needs more.

use super::Unit;

/// Finished text in the narrowest form that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// All code points below 80.
    Ascii(Vec<u8>),
    /// All code points below 100, one of them at least 80.
    Latin1(Vec<u8>),
    /// All code points below 10000, one of them at least 100.
    Ucs2(Vec<u16>),
    /// A code point of at least 10000.
    Ucs4(Vec<u32>),
}

impl Text {
    /// The number of code points.
    pub fn len(&self) -> usize {
        match self {
            Text::Ascii(v) | Text::Latin1(v) => v.len(),
            Text::Ucs2(v) => v.len(),
            Text::Ucs4(v) => v.len(),
        }
    }

    /// True for the empty text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code point at `i`, which must be below [`Self::len`].
    pub fn code(&self, i: usize) -> u32 {
        match self {
            Text::Ascii(v) | Text::Latin1(v) => v[i].code(),
            Text::Ucs2(v) => v[i].code(),
            Text::Ucs4(v) => v[i],
        }
    }

    /// All code points.
    pub fn codes(&self) -> Vec<u32> {
        (0..self.len()).map(|i| self.code(i)).collect()
    }

    /// As a Rust string; lone surrogates become U+FFFD.
    pub fn to_string_lossy(&self) -> String {
        (0..self.len()).map(|i| char::from_u32(self.code(i)).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}

impl From<&str> for Text {
    fn from(s: &str) -> Self {
        let mut b = TextBuilder::with_capacity(s.len());
        b.push_str(s);
        b.finish()
    }
}

#[derive(Clone, Debug)]
enum Form {
    Bytes(Vec<u8>),
    Ucs2(Vec<u16>),
    Ucs4(Vec<u32>),
}

/// Collects code points; [`TextBuilder::finish`] gives the narrowest [`Text`].
///
/// Only the code points that were pushed decide the form: nothing is ever removed, so no scan is needed at the end.
#[derive(Clone, Debug)]
pub struct TextBuilder {
    form: Form,
    ascii: bool,
}

impl Default for TextBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl TextBuilder {
    /// No text.
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// No text, with room for `capacity` narrow code points.
    pub fn with_capacity(capacity: usize) -> Self {
        TextBuilder { form: Form::Bytes(Vec::with_capacity(capacity)), ascii: true }
    }

    /// The number of code points so far.
    pub fn len(&self) -> usize {
        match &self.form {
            Form::Bytes(v) => v.len(),
            Form::Ucs2(v) => v.len(),
            Form::Ucs4(v) => v.len(),
        }
    }

    /// True if nothing was pushed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a code point (at most 10FFFF; a larger one becomes U+FFFD).
    #[inline]
    pub fn push(&mut self, code: u32) {
        match &mut self.form {
            Form::Bytes(v) if code < 0x100 => {
                self.ascii &= code < 0x80;
                v.push(code as u8);
            }
            Form::Ucs2(v) if code < 0x10000 => v.push(code as u16),
            Form::Ucs4(v) => v.push(if code > 0x10ffff { 0xfffd } else { code }),
            _ => self.widen_and_push(code),
        }
    }

    #[cold]
    fn widen_and_push(&mut self, code: u32) {
        if code > 0x10ffff {
            return self.push(0xfffd);
        }
        self.ascii = false;
        let form = std::mem::replace(&mut self.form, Form::Bytes(Vec::new()));
        self.form = match form {
            Form::Bytes(v) if code < 0x10000 => Form::Ucs2(widen(&v, u16::from)),
            Form::Bytes(v) => Form::Ucs4(widen(&v, u32::from)),
            Form::Ucs2(v) => Form::Ucs4(widen(&v, u32::from)),
            same @ Form::Ucs4(_) => same,
        };
        match &mut self.form {
            Form::Bytes(_) => unreachable!("the form was widened above"),
            Form::Ucs2(v) => v.push(code as u16),
            Form::Ucs4(v) => v.push(code),
        }
    }

    /// Adds ASCII bytes; a byte above 7F counts as the Latin-1 code point.
    pub fn push_latin1(&mut self, bytes: &[u8]) {
        match &mut self.form {
            Form::Bytes(v) => {
                self.ascii &= bytes.is_ascii();
                v.extend_from_slice(bytes);
            }
            Form::Ucs2(v) => v.extend(bytes.iter().map(|b| u16::from(*b))),
            Form::Ucs4(v) => v.extend(bytes.iter().map(|b| u32::from(*b))),
        }
    }

    /// Adds a Rust string.
    pub fn push_str(&mut self, s: &str) {
        if s.is_ascii() {
            self.push_latin1(s.as_bytes());
        } else {
            for c in s.chars() {
                self.push(c.into());
            }
        }
    }

    /// Adds stored text.
    pub fn push_units<T: Unit>(&mut self, units: &[T]) {
        match T::as_bytes(units) {
            Some(bytes) => self.push_latin1(bytes),
            None => units.iter().for_each(|u| self.push(u.code())),
        }
    }

    /// The text.
    pub fn finish(self) -> Text {
        match self.form {
            Form::Bytes(v) if self.ascii => Text::Ascii(v),
            Form::Bytes(v) => Text::Latin1(v),
            Form::Ucs2(v) => Text::Ucs2(v),
            Form::Ucs4(v) => Text::Ucs4(v),
        }
    }
}

fn widen<A: Copy, B>(narrow: &[A], f: impl Fn(A) -> B) -> Vec<B> {
    let mut wide = Vec::with_capacity(narrow.len() + narrow.len() / 2 + 8);
    wide.extend(narrow.iter().map(|a| f(*a)));
    wide
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn narrowest_form() {
        assert_eq!(Text::from("ab"), Text::Ascii(b"ab".to_vec()));
        assert_eq!(Text::from("é"), Text::Latin1(vec![0xe9]));
        assert_eq!(Text::from("aż"), Text::Ucs2(vec![97, 0x17c]));
        assert_eq!(Text::from("é😀"), Text::Ucs4(vec![0xe9, 0x1f600]));
        let mut b = TextBuilder::new();
        b.push(0xd800);
        b.push(0x110000);
        assert_eq!(b.finish(), Text::Ucs2(vec![0xd800, 0xfffd]));
    }

    proptest! {
        #[test]
        fn keeps_all(s: String) {
            let t = Text::from(s.as_str());
            prop_assert_eq!(t.to_string_lossy(), s.clone());
            prop_assert_eq!(matches!(t, Text::Ascii(_)), s.is_ascii());
        }
    }
}
