//! The `math` and `cmath` modules: where the standard library differs from CPython, lacks a function, or reports no error.
//!
//! `sin`, `exp`, `log` and the like of the standard library are the C library's, as in CPython, so their results agree.
//! Errors follow CPython: a NaN out of a number is "math domain error", an infinity out of finite numbers is
//! "math range error" or, for functions that cannot overflow, a domain error too.

pub mod cmath;
mod combinatorics;
mod real;
mod special;
mod sum;

pub use combinatorics::{comb, factorial, perm};
pub use real::{Function, fma, fmod, frexp, ldexp, log_int, modf, next_after, pow, remainder, ulp};
pub use special::{erf, erfc, gamma, lgamma};
pub use sum::{dist, fsum, hypot, sum_of_products};

use crate::Error;

/// `ValueError: math domain error`
pub fn domain_error() -> Error {
    Error::value("math domain error")
}

/// `OverflowError: math range error`
pub fn range_error() -> Error {
    Error::overflow("math range error")
}
