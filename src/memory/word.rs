//! `Value`: the one-word representation of every Python value.
//!
//! ```text
//! low bits  meaning                                            counted
//! 0000      pointer to an object (16-byte aligned)             yes
//! 1000      pointer, marked: immortal, deferred or borrowed    no
//! 0100      special constant: null; with `tagged` None, True…  no
//! xxx1      integer of 63 bits, shifted left by one            no   (`tagged`)
//! xx10      float kept in the word                             no   (`tagged`)
//! ```
//!
//! One test, `word & 15 == 0`, tells whether there is anything to count: immortality lives in the pointer, so that the
//! header of an immortal object is never touched. The number encodings are in `object::value`; here is only what
//! the memory layer needs. A `Value` is a plain copy of bits: it owns nothing and keeps nothing alive. Native code holds
//! `Ref`s; raw values stay inside the interpreter loop and the containers.

use std::ptr::NonNull;

use super::header::{self, Header};

/// One word of Python data, by value: no ownership.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Value(pub(crate) u64);

/// Mark of a pointer that carries no count.
pub const UNCOUNTED: u64 = 8;
const TAG_BITS: u64 = 15;
/// Low bits of special constants.
pub const SPECIAL: u64 = 4;

impl Value {
    /// No value: an unbound local, an empty slot, an absent argument.
    pub const NULL: Value = Value(SPECIAL);

    /// The bits.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Rebuilds a value from bits that came out of `bits`.
    #[inline(always)]
    pub const fn from_bits(bits: u64) -> Value {
        Value(bits)
    }

    /// Is this `NULL`?
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0 == SPECIAL
    }

    /// Does this word own a count?
    #[inline(always)]
    pub const fn is_counted(self) -> bool {
        self.0 & TAG_BITS == 0
    }

    /// Does this word point to an object, counted or not?
    #[inline(always)]
    pub const fn is_pointer(self) -> bool {
        self.0 & (TAG_BITS & !UNCOUNTED) == 0
    }

    /// The object, if this is a pointer.
    #[inline(always)]
    pub fn pointer(self) -> Option<NonNull<Header>> {
        if self.is_pointer() { NonNull::new((self.0 & !UNCOUNTED) as *mut Header) } else { None }
    }

    /// The object of a word that is known to be a pointer.
    #[inline(always)]
    pub const fn address(self) -> *mut Header {
        (self.0 & !UNCOUNTED) as *mut Header
    }

    /// The owned form of a pointer to an object that is not immortal.
    #[inline(always)]
    pub fn counted(object: *mut Header) -> Value {
        debug_assert!(object as u64 & TAG_BITS == 0);
        Value(object as u64)
    }

    /// The marked form of a pointer.
    #[inline(always)]
    pub fn uncounted(object: *mut Header) -> Value {
        Value(object as u64 | UNCOUNTED)
    }

    /// The word for an object, marked when the object is immortal. Takes no count.
    ///
    /// # Safety
    /// `object` is a live object.
    #[inline]
    pub unsafe fn of(object: *mut Header) -> Value {
        // SAFETY: the caller vouches for the object.
        if unsafe { (*object).has(header::IMMORTAL) } { Value::uncounted(object) } else { Value::counted(object) }
    }

    /// The kind of the object of a pointer; `FREE` for values kept in the word.
    #[inline]
    pub fn kind_if_pointer(self) -> header::Kind {
        // SAFETY: a value in use names a live object.
        self.pointer().map_or(header::Kind::FREE, |object| unsafe { object.as_ref() }.kind())
    }

    /// The same value marked as uncounted; immediates are unchanged.
    #[inline(always)]
    pub const fn marked(self) -> Value {
        if self.is_pointer() { Value(self.0 | UNCOUNTED) } else { self }
    }

    /// Are both the same object (or equal immediates)? This is Python's `is`.
    #[inline(always)]
    pub const fn same(self, other: Value) -> bool {
        let difference = self.0 ^ other.0;
        difference == 0 || (difference == UNCOUNTED && self.is_pointer() && other.is_pointer())
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Value({:#x})", self.0)
    }
}

const _: () = assert!(size_of::<Value>() == 8);
