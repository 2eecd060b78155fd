//! The `struct` module: format strings, and one value at a time in and out of bytes.

mod half;
mod layout;
mod value;

pub use half::{from_half, to_half};
pub use layout::{Field, Layout};
pub use value::{Unpacked, pack_bool, pack_bytes, pack_char, pack_float, pack_int, unpack, wrong_type};
