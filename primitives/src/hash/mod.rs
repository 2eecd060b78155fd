//! Hashes with CPython's values: equal numbers agree whatever their type, and a given `PYTHONHASHSEED` gives
//! strings the hashes that CPython gives them.

mod combine;
mod keyed;
mod number;

pub use combine::{FrozenSetHash, TupleHash, address};
pub use keyed::HashKey;
pub use number::{MODULUS_BITS, complex, float, int, small_int};

/// -1 means "error" in CPython's C interface, so no hash has that value.
#[inline]
pub(crate) fn avoid_minus_one(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}
