//! The one error type of this crate: which Python exception, with which words.

use std::borrow::Cow;
use std::fmt;

/// The class of the Python exception that an [`Error`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `TypeError`
    Type,
    /// `ValueError`
    Value,
    /// `OverflowError`
    Overflow,
    /// `OverflowError` with the arguments `(34, 'Numerical result out of range')` (`ERANGE`).
    Range,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `MemoryError`: the result would be larger than the caller's limit.
    Memory,
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `LookupError`
    Lookup,
    /// `struct.error`
    Struct,
}

/// A Python exception as a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The exception class.
    pub kind: ErrorKind,
    /// The exception's message; empty for [`ErrorKind::Memory`].
    pub message: Cow<'static, str>,
}

/// The result type of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of any kind.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Error { kind, message: message.into() }
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Type, message)
    }

    /// A `ValueError`.
    pub fn value(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Value, message)
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Overflow, message)
    }

    /// The `OverflowError` of a C library function that sets `ERANGE`.
    pub fn range() -> Self {
        Self::new(ErrorKind::Range, "(34, 'Numerical result out of range')")
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::ZeroDivision, message)
    }

    /// A `MemoryError`: the result is larger than allowed.
    pub fn too_large() -> Self {
        Self::new(ErrorKind::Memory, "")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)
    }
}

impl std::error::Error for Error {}
