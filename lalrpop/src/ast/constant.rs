//! The values of literals.

/// A literal's value.
#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// An integer from 0 to `i64::MAX`.
    Int(i64),
    /// A larger integer.
    BigInt(Box<BigInt>),
    /// `1.5`
    Float(f64),
    /// The imaginary part of `2j`.
    Imaginary(f64),
    /// A string.
    Str(Text),
    /// A bytes literal.
    Bytes(Box<[u8]>),
}

/// An integer literal too large for `i64`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BigInt {
    /// 2, 8, 10 or 16.
    pub radix: u32,
    /// Digits only: no prefix, no underscores, no leading zeros.
    pub digits: Box<str>,
}

/// The value of a string literal: a sequence of code points, which may hold lone surrogates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Text {
    /// Without surrogates.
    Utf8(Box<str>),
    /// With at least one lone surrogate: its code points, each at most 0x10FFFF.
    Wide(Box<[u32]>),
}

impl Text {
    /// The text, if it holds no surrogate.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Utf8(s) => Some(s),
            Self::Wide(_) => None,
        }
    }

    /// Whether it has no code points.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Utf8(s) => s.is_empty(),
            Self::Wide(w) => w.is_empty(),
        }
    }
}
