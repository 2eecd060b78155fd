//! Python's number and text rules as pure functions over Rust types.
//!
//! Nothing here knows objects, reference counts or threads, so no memory switch of the interpreter
//! recompiles this crate. Every function takes Rust scalars, slices of code points or big integers and
//! returns values or an [`Error`] that carries the exception class and the wording that CPython 3.13 uses.
//!
//! A `str` is stored by the interpreter as CPython does: an array of `u8` (Latin-1), `u16` or `u32` code
//! points, lone surrogates allowed. Functions on such text are generic over [`text::Unit`]; functions on text
//! that is known to be ASCII or free of surrogates take `&str`.
//!
//! Functions whose result can be far larger than their input take a limit, and answer
//! [`ErrorKind::Memory`] before anything is allocated.

pub mod error;
pub mod float;
pub mod format;
pub mod hash;
pub mod int;
pub mod json;
pub mod markup;
pub mod math;
pub mod random;
pub mod structs;
pub mod text;
pub mod time;

pub use error::{Error, ErrorKind, Result};
pub use int::BigInt;
