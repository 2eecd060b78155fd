//! Numbers: `int`, `bool`, `float`, `complex`.
//!
//! An integer that fits 64 bits is one in the value word or a [`BoxedInt`]; larger ones are a [`BigBody`]. Which of these an
//! integer is follows from its value alone (`Thread::int` and `Thread::big_int` see to it). Instances of subclasses of
//! `int` and `float` are always boxed. The interpreter's fast handlers do what fits in a word; everything else, errors
//! among it, ends up here. The arithmetic itself is in the crate `rcpy-primitives`.

mod bool;
mod complex;
mod convert;
mod float;
mod format;
mod int;

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcpy_primitives::int::{self as big, BigInt};

use super::kind;
use crate::config::{IMMORTAL, TAGGED};
use crate::memory::slab::Slab;
use crate::memory::{Heap, Kind, Object, Payload, Ref, Slot, Value, header};
use crate::runtime::{PyResult, Thread};

pub use self::bool::BOOL;
pub use complex::{COMPLEX, complex_value};
pub use convert::{max_str_digits, pow_mod, to_float_object, to_int_object};
pub use float::FLOAT;
pub use int::INT;

/// Smallest integer that builds without `tagged` keep one box of.
pub const SMALL_CACHE_MIN: i64 = -5;
/// Largest such integer.
pub const SMALL_CACHE_MAX: i64 = 256;

/// The payload of an integer of 64 bits that is not kept in the word.
pub struct BoxedInt(pub i64);

/// The payload of a float that is not kept in the word.
pub struct BoxedFloat(pub f64);

/// The payload of complex numbers.
pub struct ComplexBody {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

/// The payload of an integer beyond 64 bits.
pub struct BigBody {
    value: BigInt,
    /// Bytes of digits that were charged to the heap.
    charged: AtomicUsize,
}

// SAFETY: the kind is this payload's alone; there are no references.
unsafe impl Payload for BoxedInt {
    const KIND: Kind = kind::INT;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

// SAFETY: as above.
unsafe impl Payload for BoxedFloat {
    const KIND: Kind = kind::FLOAT;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

// SAFETY: as above.
unsafe impl Payload for ComplexBody {
    const KIND: Kind = kind::COMPLEX;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

// SAFETY: as above.
unsafe impl Payload for BigBody {
    const KIND: Kind = kind::BIG_INT;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

/// Integers up to this many 64-bit words hold their digits in the body.
const INLINE_WORDS: usize = 2;

impl BigBody {
    fn new(value: BigInt) -> BigBody {
        BigBody { value, charged: AtomicUsize::new(0) }
    }

    /// The number.
    #[inline]
    pub fn value(&self) -> &BigInt {
        &self.value
    }

    /// Is it below zero?
    #[inline]
    pub fn is_negative(&self) -> bool {
        big::is_negative(&self.value)
    }

    /// Bytes of digits outside of the object.
    fn digit_bytes(&self) -> usize {
        let words = self.value.as_sign_words().1.len();
        if words > INLINE_WORDS { words * 8 } else { 0 }
    }
}

impl Drop for BigBody {
    fn drop(&mut self) {
        let charged = *self.charged.get_mut();
        if charged != 0 {
            let header = std::ptr::from_ref(Object::<BigBody>::header_of(self)).cast_mut();
            // SAFETY: only bodies in objects are charged, and an object's slab knows its heap.
            let heap: &Heap = unsafe { &*(*Slab::of(header)).heap };
            heap.discharge(charged);
        }
    }
}

/// An integer as Rust sees it.
#[derive(Clone, Copy)]
pub enum IntValue<'a> {
    /// It fits 64 bits.
    Small(i64),
    /// It does not.
    Big(&'a BigInt),
}

impl<'a> IntValue<'a> {
    /// The number as a big integer.
    pub fn to_big(self) -> Cow<'a, BigInt> {
        match self {
            IntValue::Small(n) => Cow::Owned(BigInt::from(n)),
            IntValue::Big(n) => Cow::Borrowed(n),
        }
    }

    /// Is it zero?
    pub fn is_zero(self) -> bool {
        matches!(self, IntValue::Small(0))
    }

    /// Is it below zero?
    pub fn is_negative(self) -> bool {
        match self {
            IntValue::Small(n) => n < 0,
            IntValue::Big(n) => big::is_negative(n),
        }
    }
}

/// The number of a boxed `int` object (or of an instance of a subclass); `None` for other objects and for bools.
pub fn to_big(value: &Ref) -> Option<BigInt> {
    if let Some(n) = value.value().as_exact_int() {
        return Some(BigInt::from(n));
    }
    if let Some(boxed) = value.downcast::<BoxedInt>() {
        return Some(BigInt::from(boxed.0));
    }
    value.downcast::<BigBody>().map(|body| body.value.clone())
}

impl Thread {
    /// An `int` in a box.
    pub fn boxed_int(&self, n: i64) -> PyResult {
        if !TAGGED && (SMALL_CACHE_MIN..=SMALL_CACHE_MAX).contains(&n) {
            let table = self.small_ints.get();
            if !table.is_null() {
                // SAFETY: the table has a word for each of these numbers and lives as long as the Vm.
                return Ok(unsafe { Ref::copy_of(*table.add((n - SMALL_CACHE_MIN) as usize)) });
            }
        }
        Ok(Object::allocate(&self.base, self.types().int.as_ptr(), BoxedInt(n))?)
    }

    /// A `float` in a box.
    pub fn boxed_float(&self, x: f64) -> PyResult {
        Ok(Object::allocate(&self.base, self.types().float.as_ptr(), BoxedFloat(x))?)
    }

    /// An `int` of any size.
    pub fn big_int(&self, value: BigInt) -> PyResult {
        if let Some(n) = big::to_i64(&value) {
            return self.int(n);
        }
        let body = BigBody::new(value);
        let bytes = body.digit_bytes();
        self.heap().charge(bytes)?;
        match Object::allocate(&self.base, self.types().int.as_ptr(), body) {
            Ok(made) => Ok(with_charge(made, bytes)),
            Err(error) => {
                self.heap().discharge(bytes);
                Err(error.into())
            }
        }
    }

    /// The `int` that a large literal spells, in any base.
    pub fn big_int_from_digits(&self, digits: &str) -> PyResult {
        let value = big::parse_or_error(digits, 0, 0, || digits.to_owned());
        self.big_int(value.map_err(|e| self.raise_rule(e))?)
    }

    /// An `int` from an unsigned number.
    pub fn int_from_u64(&self, n: u64) -> PyResult {
        match i64::try_from(n) {
            Ok(n) => self.int(n),
            Err(_) => self.big_int(BigInt::from(n)),
        }
    }

    /// An `int` from a size.
    pub fn int_from_usize(&self, n: usize) -> PyResult {
        self.int_from_u64(n as u64)
    }

    /// A `complex`.
    pub fn complex(&self, re: f64, im: f64) -> PyResult {
        Ok(Object::allocate(&self.base, self.types().complex.as_ptr(), ComplexBody { re, im })?)
    }

    /// The number of an `int` object (bools and instances of subclasses included) that fits 64 bits.
    #[inline]
    pub fn as_i64(&self, value: &Ref) -> Option<i64> {
        match value.value().as_exact_int() {
            Some(n) => Some(n),
            None => self.as_i64_slow(value),
        }
    }

    fn as_i64_slow(&self, value: &Ref) -> Option<i64> {
        match value.value().kind().layout() {
            kind::INT => value.downcast::<BoxedInt>().map(|body| body.0),
            kind::BOOL => Some(i64::from(value.value().is_true(self))),
            _ => None,
        }
    }

    /// The number of an `int` object, bools and instances of subclasses included; `None` for other objects.
    #[inline]
    pub fn int_value<'a>(&self, value: &'a Ref) -> Option<IntValue<'a>> {
        if let Some(n) = self.as_i64(value) {
            return Some(IntValue::Small(n));
        }
        value.downcast::<BigBody>().map(|body| IntValue::Big(&body.value))
    }

    /// Is this an `int` object (bools and instances of subclasses included)?
    #[inline]
    pub fn is_int(&self, value: &Ref) -> bool {
        matches!(value.value().kind().layout(), kind::INT | kind::BIG_INT | kind::BOOL)
    }

    /// An `int` of exactly that type from an `int` object.
    pub fn plain_int(&self, value: &Ref) -> PyResult {
        match value.value().kind() {
            kind::INT | kind::BIG_INT => Ok(value.clone()),
            _ => match self.int_value(value) {
                Some(IntValue::Small(n)) => self.int(n),
                Some(IntValue::Big(n)) => self.big_int(n.clone()),
                None => Err(self.type_error(format!("expected int, got {}", self.type_name(value)))),
            },
        }
    }

    /// An integer of any size from an object that is an `int` or has `__index__`.
    pub fn to_big_index(&self, value: &Ref) -> PyResult<BigInt> {
        if let Some(n) = self.int_value(value) {
            return Ok(n.to_big().into_owned());
        }
        let object = self.index_object(value)?;
        Ok(self.int_value(&object).expect("an int object").to_big().into_owned())
    }

    /// The number of a `float` object, instances of subclasses included.
    #[inline]
    pub fn float_value(&self, value: &Ref) -> Option<f64> {
        match value.value().as_exact_float() {
            Some(x) => Some(x),
            None => value.downcast::<BoxedFloat>().map(|body| body.0),
        }
    }

    /// An instance of a subclass of `int`.
    pub fn int_in_class(&self, class: &Ref, n: IntValue<'_>) -> PyResult {
        let n = match n {
            IntValue::Small(n) => return self.new_object(class, BoxedInt(n)),
            IntValue::Big(n) => n,
        };
        let body = BigBody::new(n.clone());
        let bytes = body.digit_bytes();
        self.heap().charge(bytes)?;
        match self.new_object(class, body) {
            Ok(made) => {
                // The class says that instances hold a `BoxedInt`; this one does not, and nobody has seen it yet.
                made.header().expect("just made").set_kind(Kind(kind::BIG_INT.0 | Kind::SUBCLASS));
                Ok(with_charge(made, bytes))
            }
            Err(raised) => {
                self.heap().discharge(bytes);
                Err(raised)
            }
        }
    }

    /// Bits that the result of an operation on integers may have: what is left of the heap, less what the operation itself needs.
    pub fn max_bits(&self) -> usize {
        /// Room for a result and what multiplication and division need beside it, in results.
        const SCRATCH: u64 = 4;
        let left = self.heap().limit().saturating_sub(self.heap().bytes()) / SCRATCH;
        usize::try_from(left).unwrap_or(usize::MAX).saturating_mul(8)
    }

    /// Bits that a power may have: more would take hours.
    pub fn max_power_bits(&self) -> usize {
        const LONGEST: usize = 1 << 34;
        self.max_bits().min(LONGEST)
    }

    /// Refuses an operation on integers whose result has so many bits, where the heap has no room for it; a safepoint too
    /// when it will take long.
    pub fn check_bits(&self, bits: usize) -> PyResult<()> {
        /// Below this nothing is asked.
        const UNCHECKED: usize = 1 << 16;
        if bits < UNCHECKED {
            return Ok(());
        }
        self.poll()?;
        if bits > self.max_bits() { Err(self.memory_error()) } else { Ok(()) }
    }

    /// Makes the table of small integers, for builds without `tagged`; while the Vm starts.
    pub fn make_small_ints(&self) -> PyResult<Vec<Slot>> {
        let flags = if IMMORTAL { header::IMMORTAL } else { 0 };
        let ty = self.types().int.as_ptr();
        (SMALL_CACHE_MIN..=SMALL_CACHE_MAX)
            .map(|n| Ok(Slot::new(Object::allocate_as(&self.base, kind::INT, flags, ty, 0, BoxedInt(n))?)))
            .collect()
    }
}

fn with_charge(made: Ref, bytes: usize) -> Ref {
    // Relaxed: nobody else sees the object yet.
    made.downcast::<BigBody>().expect("just made").charged.store(bytes, Ordering::Relaxed);
    made
}

const _: () = assert!(size_of::<BoxedInt>() == 8 && size_of::<BoxedFloat>() == 8 && size_of::<BigBody>() == 32);
