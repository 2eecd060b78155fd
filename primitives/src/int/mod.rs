//! Integers of any size: Python's rules over `dashu-int`.
//!
//! `dashu-int` holds magnitudes up to 128 bits without allocation (24 bytes a number) and multiplies, divides
//! and prints in subquadratic time; against `num-bigint` it took 0.4 of the time on the pidigits loop and a third
//! on 20-digit division, and lost only above 100,000 digits. It panics on division by zero and on results that
//! cannot be addressed, so the functions here check both first. Operators of [`BigInt`] that cannot fail
//! (`+ - * & | ^ !`, comparison, negation) are used directly: their results are at most as long as both operands
//! together.

mod bits;
mod bytes;
mod divide;
mod float;
mod parse;
mod power;
mod text;

pub use bits::{bit_count, bit_length, shift_left, shift_right};
pub use bytes::{Endian, from_bytes, to_bytes};
pub use dashu_int::{IBig as BigInt, Sign, UBig as BigUint};
pub use divide::{divmod, floor_div, gcd, lcm, modulo, true_div};
pub use float::{compare_float, from_float, to_float};
pub(crate) use parse::strip_underscores;
pub use parse::{ParseError, numeric_text, parse, parse_or_error};
pub use power::{isqrt, mod_pow, pow};
pub use text::{to_decimal, to_radix};

/// The number of bits a result may have when the caller has no limit of its own: 2^36 bits, 8 GiB.
pub const DEFAULT_MAX_BITS: usize = 1 << 36;

/// The default of `sys.set_int_max_str_digits`.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Inputs and results below this number of digits are never refused by the digit limit.
pub const STR_DIGITS_CHECK_THRESHOLD: usize = 640;

/// The value as an `i64` if it fits.
pub fn to_i64(a: &BigInt) -> Option<i64> {
    i64::try_from(a).ok()
}

/// The value as a `usize` if it fits.
pub fn to_usize(a: &BigInt) -> Option<usize> {
    usize::try_from(a).ok()
}

/// True for values below zero.
pub fn is_negative(a: &BigInt) -> bool {
    a.sign() == Sign::Negative && !a.is_zero()
}
