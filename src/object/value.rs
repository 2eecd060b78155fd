//! Numbers and singletons in the value word, or boxed: the one file that knows which.
//!
//! With `tagged`, an integer of 63 bits is `n << 1 | 1`. A float is kept in the word when its exponent lies in the middle
//! of the range: the bits are rotated left by four, so that the sign and the top three exponent bits come low; for common
//! doubles those three bits are `011` or `100`, and adding one to them leaves room for the tag `10` (two of the bits are then
//! redundant). Zero has a pattern of its own; everything else, NaNs among them, is boxed. Without `tagged` the same calls box.

use crate::config::TAGGED;
use crate::memory::header::Header;
use crate::memory::word::SPECIAL;
use crate::memory::{Object, Ref, Value};
use crate::object::kind;
use crate::object::number::{BoxedFloat, BoxedInt};
use crate::runtime::{PyResult, Thread};

/// Largest integer that fits in the word.
pub const SMALL_MAX: i64 = (1 << 62) - 1;
/// Smallest integer that fits in the word.
pub const SMALL_MIN: i64 = -(1 << 62);

const NONE: Value = Value::from_bits(SPECIAL | 1 << 4);
const FALSE: Value = Value::from_bits(SPECIAL | 2 << 4);
const TRUE: Value = Value::from_bits(SPECIAL | 3 << 4);
const FLOAT_ZERO: u64 = 2;

/// The float's word, if it can be kept in one.
#[inline(always)]
pub fn encode_float(x: f64) -> Option<Value> {
    let bits = x.to_bits();
    // Exponent bits 62..60 must be 011 or 100.
    let top = (bits >> 60) as u32 & 7;
    if (top == 3 || top == 4) && bits != 3 << 60 {
        // (The excluded number, 2^-255, would have the word that means zero.) Rotating brings "s eee" down to the low four bits as "s e2 e1 e0" plus the rest above; e2 e1 e0 is 011 or 100, which
        // subtracting 1 maps to 010 and 011: the tag `10`/`11` with one informative bit.
        let rotated = bits.rotate_left(4); // low nibble: s e2 e1 e0
        // Keep: sign and e2 (e1 = e0 = !e2).
        let low = (rotated & 8) | (rotated & 4) | 2;
        // Layout: bits 63..4 mantissa and low exponent, bit 3 sign, bit 2 e2, low bits 10.
        return Some(Value::from_bits(rotated & !15 | low));
    }
    if bits == 0 { Some(Value::from_bits(FLOAT_ZERO)) } else { None }
}

/// Is this word a float kept in the word?
#[inline(always)]
pub fn is_word_float(v: Value) -> bool {
    TAGGED && v.bits() & 3 == 2
}

/// The float in a word for which `is_word_float` holds.
#[inline(always)]
pub fn decode_float(v: Value) -> f64 {
    let bits = v.bits();
    if bits == FLOAT_ZERO {
        return 0.0;
    }
    let e2 = (bits >> 2) & 1;
    let rotated = bits & !7 | (bits & 4) | (if e2 == 1 { 0 } else { 3 });
    f64::from_bits(rotated.rotate_right(4))
}

impl Value {
    /// Both words are integers kept in the word.
    #[inline(always)]
    pub fn both_small(a: Value, b: Value) -> bool {
        TAGGED && a.bits() & b.bits() & 1 == 1
    }

    /// Is this an integer kept in the word?
    #[inline(always)]
    pub fn is_small(self) -> bool {
        TAGGED && self.bits() & 1 == 1
    }

    /// The integer of a word for which `is_small` holds.
    #[inline(always)]
    pub fn small(self) -> i64 {
        self.bits() as i64 >> 1
    }

    /// The word of an integer that fits.
    #[inline(always)]
    pub fn from_small(n: i64) -> Value {
        debug_assert!(TAGGED && (SMALL_MIN..=SMALL_MAX).contains(&n));
        Value::from_bits((n << 1) as u64 | 1)
    }

    /// The kind of the object; `kind::NONE`, `BOOL`, `INT`, `FLOAT` for values kept in the word.
    #[inline(always)]
    pub fn kind(self) -> crate::memory::Kind {
        if self.is_pointer() {
            // SAFETY: a value in use names a live object.
            unsafe { (*self.address()).kind() }
        } else if self.is_small() {
            kind::INT
        } else if is_word_float(self) {
            kind::FLOAT
        } else if self == NONE {
            kind::NONE
        } else {
            kind::BOOL
        }
    }

    /// An `int` (not a bool, exact type) that fits `i64`.
    #[inline(always)]
    pub fn as_exact_int(self) -> Option<i64> {
        if self.is_small() {
            return Some(self.small());
        }
        if self.is_pointer() && self.kind() == kind::INT {
            // SAFETY: the kind says so.
            return Some(unsafe { Object::<BoxedInt>::body_of(self.address()) }.0);
        }
        None
    }

    /// A `float` of exact type.
    #[inline(always)]
    pub fn as_exact_float(self) -> Option<f64> {
        if is_word_float(self) {
            return Some(decode_float(self));
        }
        if self.is_pointer() && self.kind() == kind::FLOAT {
            // SAFETY: the kind says so.
            return Some(unsafe { Object::<BoxedFloat>::body_of(self.address()) }.0);
        }
        None
    }

    /// The type object of the value.
    #[inline(always)]
    pub fn type_pointer(self, t: &Thread) -> *mut Header {
        if self.is_pointer() {
            // SAFETY: a value in use names a live object.
            unsafe { (*self.address()).type_pointer() }
        } else {
            t.word_type(self.kind())
        }
    }

    /// Is this None?
    #[inline(always)]
    pub fn is_none(self, t: &Thread) -> bool {
        if TAGGED { self == NONE } else { self.same(t.singletons().none) }
    }
    /// Is this True?
    #[inline(always)]
    pub fn is_true(self, t: &Thread) -> bool {
        if TAGGED { self == TRUE } else { self.same(t.singletons().true_) }
    }
    /// Is this False?
    #[inline(always)]
    pub fn is_false(self, t: &Thread) -> bool {
        if TAGGED { self == FALSE } else { self.same(t.singletons().false_) }
    }
    /// The word of None: owns nothing with `tagged`, else borrowed from the Vm.
    #[inline(always)]
    pub fn none(t: &Thread) -> Value {
        if TAGGED { NONE } else { t.singletons().none }
    }
    /// The word of a bool, as `none`.
    #[inline(always)]
    pub fn bool(t: &Thread, b: bool) -> Value {
        if TAGGED {
            if b { TRUE } else { FALSE }
        } else if b {
            t.singletons().true_
        } else {
            t.singletons().false_
        }
    }
}

/// The words of the singletons in builds without `tagged`: borrowed from the Vm.
#[derive(Clone, Copy)]
pub struct Singletons {
    pub none: Value,
    pub true_: Value,
    pub false_: Value,
}

impl Singletons {
    /// The words themselves, for builds with `tagged`.
    pub const WORDS: Singletons = Singletons { none: NONE, true_: TRUE, false_: FALSE };
}

impl Thread {
    /// None.
    #[inline(always)]
    pub fn none(&self) -> Ref {
        // SAFETY: the Vm keeps its singletons alive.
        unsafe { Ref::copy_of(Value::none(self)) }
    }

    /// True or False.
    #[inline(always)]
    pub fn bool(&self, b: bool) -> Ref {
        // SAFETY: the Vm keeps its singletons alive.
        unsafe { Ref::copy_of(Value::bool(self, b)) }
    }

    /// An `int`.
    #[inline(always)]
    pub fn int(&self, n: i64) -> PyResult {
        if TAGGED && (SMALL_MIN..=SMALL_MAX).contains(&n) {
            // SAFETY: the word owns nothing.
            return Ok(unsafe { Ref::adopt(Value::from_small(n)) });
        }
        self.boxed_int(n)
    }

    /// A `float`.
    #[inline(always)]
    pub fn float(&self, x: f64) -> PyResult {
        if TAGGED && let Some(word) = encode_float(x) {
            // SAFETY: the word owns nothing.
            return Ok(unsafe { Ref::adopt(word) });
        }
        self.boxed_float(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_floats_round_trip() {
        for x in [0.0, 1.0, -1.0, 0.5, 2.0, std::f64::consts::PI, -1e10, 1e-10, 1e76, -1e-76, 123456.789, f64::EPSILON]
        {
            if let Some(word) = encode_float(x) {
                assert_eq!(word.bits() & 3, 2, "{x}");
                assert_eq!(decode_float(word).to_bits(), x.to_bits(), "{x}");
            } else {
                panic!("{x} should fit");
            }
        }
        for x in [-0.0, f64::NAN, f64::INFINITY, 1e300, 1e-300, 5e-324] {
            assert!(encode_float(x).is_none(), "{x}");
        }
        // The neighbours of zero's pattern are not taken for zero.
        for low in [3u64 << 60, 4u64 << 60, 3 << 60 | 1 << 63] {
            let x = f64::from_bits(low);
            assert!(encode_float(x).is_none_or(|w| decode_float(w).to_bits() == low));
        }
    }
}
