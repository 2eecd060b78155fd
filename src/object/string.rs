//! `str`: code points in the narrowest of three widths, inline behind the payload or in an external buffer.
//!
//! ```text
//! header | hash(8) | length and flags(8) | first 8 bytes of the text, or the buffer's address | rest of the text …
//! ```
//!
//! Text that fits a block lies in it. Longer text, and that of instances of subclasses (whose attributes lie right behind
//! the fixed part), is in a [`buffer::Buffer`] charged to the heap. A string never changes once someone else can see it;
//! [`concat`] relies on the caller's uniqueness to let `s += piece` grow a buffer in place.
//!
//! * `buffer`: the external buffer. `build`: constructors and `StrBuilder`. `intern`: the table of interned strings.
//! * `concat`: `+`, `*`, `join`. `search`, `split`, `change`, `test`: the methods by what they do.
//! * `format`: `format()`, `str.format`, `_string`; `percent`: the `%` operator; `encode`: to and from bytes.
//! * `iter`: the iterator. `methods`: the type's description.

pub mod buffer;
pub mod build;
pub mod change;
pub mod concat;
pub mod encode;
pub mod format;
pub mod intern;
pub mod iter;
pub mod methods;
pub mod percent;
pub mod search;
pub mod split;
pub mod test;

use std::borrow::Cow;
use std::cmp::Ordering as Order;
use std::ptr;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use rcpy_primitives::hash::HashKey;
use rcpy_primitives::text::Unit;

use crate::memory::slab::{LARGEST, Slab};
use crate::memory::{Header, Heap, Kind, Object, Payload, Ref, Value};
use crate::object::kind;
use crate::runtime::Thread;
use crate::thread::state;

pub use build::StrBuilder;
pub use intern::StringCache;
pub use methods::{STR, compares_as_text};

use buffer::Buffer;

/// Bits 0 and 1: the width of a code point, as the power of two.
const WIDTH: u64 = 3;
/// All code points are below 80.
const ASCII: u64 = 4;
/// The text is in a buffer.
const EXTERNAL: u64 = 8;
/// The intern table knows this string.
const INTERNED: u64 = 16;
/// The length is above the flags.
const LENGTH_SHIFT: u32 = 8;

/// No hash has this value, so it says that the hash is not known yet.
const UNKNOWN_HASH: i64 = -1;

/// Bytes of text in the fixed part.
const FIXED: usize = 8;
/// Longest text in bytes that lies in the object's block.
const INLINE_MAX: usize = LARGEST - (size_of::<Object<Str>>() - FIXED);

/// The payload of a `str`. See the module's documentation.
#[repr(C)]
pub struct Str {
    hash: AtomicI64,
    meta: AtomicU64,
    /// The text's first bytes, or the address of the buffer's text.
    data: AtomicU64,
}

// SAFETY: the kind is this payload's alone; a string holds no references.
unsafe impl Payload for Str {
    const KIND: Kind = kind::STR;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

/// The code points of a string as they are stored.
#[derive(Clone, Copy, Debug)]
pub enum Units<'a> {
    /// Latin-1.
    One(&'a [u8]),
    /// All below 10000, one of them at least 100.
    Two(&'a [u16]),
    /// One of them at least 10000.
    Four(&'a [u32]),
}

/// Evaluates an expression with the slice inside a [`Units`], for each width.
#[macro_export]
macro_rules! with_units {
    ($units:expr, $slice:ident => $body:expr) => {
        match $units {
            $crate::object::string::Units::One($slice) => $body,
            $crate::object::string::Units::Two($slice) => $body,
            $crate::object::string::Units::Four($slice) => $body,
        }
    };
}

impl<'a> Units<'a> {
    /// The units of a slice of any width.
    pub fn of<U: Unit>(slice: &'a [U]) -> Units<'a> {
        let (start, length) = (slice.as_ptr(), slice.len());
        // SAFETY: `Unit` is sealed to u8, u16 and u32, which their sizes tell apart.
        unsafe {
            match size_of::<U>() {
                1 => Units::One(std::slice::from_raw_parts(start.cast(), length)),
                2 => Units::Two(std::slice::from_raw_parts(start.cast(), length)),
                _ => Units::Four(std::slice::from_raw_parts(start.cast(), length)),
            }
        }
    }

    /// Number of code points.
    #[inline(always)]
    pub fn len(self) -> usize {
        with_units!(self, s => s.len())
    }

    /// Is there none?
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code point at `i`, which is below the length.
    #[inline(always)]
    pub fn code(self, i: usize) -> u32 {
        with_units!(self, s => s[i].code())
    }

    /// A part; the range lies within the text.
    #[inline]
    pub fn slice(self, range: std::ops::Range<usize>) -> Units<'a> {
        match self {
            Units::One(s) => Units::One(&s[range]),
            Units::Two(s) => Units::Two(&s[range]),
            Units::Four(s) => Units::Four(&s[range]),
        }
    }

    /// All code points.
    pub fn codes(self) -> Vec<u32> {
        with_units!(self, s => s.iter().map(|u| u.code()).collect())
    }
}

/// The code points of a string, in order.
#[derive(Clone)]
pub struct Codes<'a> {
    units: Units<'a>,
    front: usize,
    back: usize,
}

impl Iterator for Codes<'_> {
    type Item = u32;
    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        self.front += 1;
        Some(self.units.code(self.front - 1))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.back - self.front, Some(self.back - self.front))
    }
}

impl DoubleEndedIterator for Codes<'_> {
    fn next_back(&mut self) -> Option<u32> {
        if self.front >= self.back {
            return None;
        }
        self.back -= 1;
        Some(self.units.code(self.back))
    }
}

impl ExactSizeIterator for Codes<'_> {}

impl Str {
    /// The fixed part of a string whose text the caller puts in place.
    #[inline(always)]
    fn head(meta: u64, data: u64) -> Str {
        Str { hash: AtomicI64::new(UNKNOWN_HASH), meta: AtomicU64::new(meta), data: AtomicU64::new(data) }
    }

    #[inline(always)]
    fn meta(&self) -> u64 {
        // Relaxed: the length changes only while a single thread can see the string; the flags stand alone.
        self.meta.load(Ordering::Relaxed)
    }

    /// Where the text starts.
    #[inline(always)]
    fn text(&self, meta: u64) -> *const u8 {
        if meta & EXTERNAL == 0 { self.data.as_ptr().cast() } else { self.data.load(Ordering::Relaxed) as *const u8 }
    }

    /// Number of code points.
    #[inline(always)]
    pub fn len(&self) -> usize {
        (self.meta() >> LENGTH_SHIFT) as usize
    }

    /// Is this the empty string?
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of a code point: 1, 2 or 4.
    #[inline(always)]
    pub fn width(&self) -> usize {
        1 << (self.meta() & WIDTH)
    }

    /// Are all code points below 80?
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.meta() & ASCII != 0
    }

    /// Is this the one string of its content that the intern table knows?
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.meta() & INTERNED != 0
    }

    /// The code points as stored.
    #[inline(always)]
    pub fn units(&self) -> Units<'_> {
        let meta = self.meta();
        let length = (meta >> LENGTH_SHIFT) as usize;
        let text = self.text(meta);
        // SAFETY: `text` is where `length` initialised code points of this width lie, aligned to 8 bytes; they do not change
        // while anyone else than the single holder can look.
        unsafe {
            match meta & WIDTH {
                0 => Units::One(std::slice::from_raw_parts(text, length)),
                1 => Units::Two(std::slice::from_raw_parts(text.cast(), length)),
                _ => Units::Four(std::slice::from_raw_parts(text.cast(), length)),
            }
        }
    }

    /// The stored bytes, in the machine's byte order.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        let meta = self.meta();
        // SAFETY: as `units`.
        unsafe { std::slice::from_raw_parts(self.text(meta), ((meta >> LENGTH_SHIFT) << (meta & WIDTH)) as usize) }
    }

    /// The text, if it is ASCII.
    #[inline(always)]
    pub fn as_str(&self) -> Option<&str> {
        // SAFETY: ASCII is UTF-8.
        self.is_ascii().then(|| unsafe { std::str::from_utf8_unchecked(self.as_bytes()) })
    }

    /// The text; lone surrogates become U+FFFD.
    pub fn to_str(&self) -> Cow<'_, str> {
        match self.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => {
                Cow::Owned(self.chars().map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
            }
        }
    }

    /// Does it contain a code point that is no character?
    pub fn has_surrogates(&self) -> bool {
        !matches!(self.units(), Units::One(_)) && self.chars().any(rcpy_primitives::text::is_surrogate)
    }

    /// The code points.
    #[inline]
    pub fn chars(&self) -> Codes<'_> {
        Codes { units: self.units(), front: 0, back: self.len() }
    }

    /// The code point at `i`, which is below the length.
    #[inline(always)]
    pub fn char_at(&self, i: usize) -> u32 {
        self.units().code(i)
    }

    /// The hash, keyed with the Vm's secret.
    #[inline(always)]
    pub fn hash(&self, t: &Thread) -> i64 {
        let known = self.hash.load(Ordering::Relaxed);
        if known != UNKNOWN_HASH { known } else { self.compute_hash(t.vm().strings.key()) }
    }

    #[cold]
    #[inline(never)]
    fn compute_hash(&self, key: &HashKey) -> i64 {
        let hash = with_units!(self.units(), s => key.text(s));
        // Relaxed: whoever computes it gets the same number.
        self.hash.store(hash, Ordering::Relaxed);
        hash
    }

    /// Is this the text `other`?
    #[inline]
    pub fn is(&self, other: &str) -> bool {
        match self.as_str() {
            Some(text) => text == other,
            None => self.chars().eq(other.chars().map(u32::from)),
        }
    }

    /// Bytes that belong to the object: block and buffer.
    pub fn bytes_in_use(&self) -> usize {
        let meta = self.meta();
        let fixed = size_of::<Object<Str>>();
        if meta & EXTERNAL != 0 {
            // SAFETY: an external string has a buffer.
            fixed + unsafe { Buffer::from_text(self.text(meta).cast_mut()) }.total()
        } else {
            fixed + self.as_bytes().len().saturating_sub(FIXED)
        }
    }

    /// The heap this string lies in.
    fn heap(&self) -> &Heap {
        let header: *const Header = Object::<Str>::header_of(self);
        // SAFETY: every object lies in a slab, whose heap outlives it.
        unsafe { &*(*Slab::of(header)).heap }
    }
}

impl PartialEq for Str {
    /// Are both the same sequence of code points?
    #[inline(always)]
    fn eq(&self, other: &Str) -> bool {
        // Both are in the narrowest width, so equal texts have equal lengths, widths and bytes.
        (self.meta() ^ other.meta()) & !(EXTERNAL | INTERNED) == 0 && self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Str {}

impl Ord for Str {
    /// Order by code points.
    fn cmp(&self, other: &Str) -> Order {
        match (self.units(), other.units()) {
            (Units::One(a), Units::One(b)) => a.cmp(b),
            (Units::Two(a), Units::Two(b)) => a.cmp(b),
            (Units::Four(a), Units::Four(b)) => a.cmp(b),
            _ => self.chars().cmp(other.chars()),
        }
    }
}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Order> {
        Some(self.cmp(other))
    }
}

impl Drop for Str {
    #[inline]
    fn drop(&mut self) {
        if *self.meta.get_mut() & (EXTERNAL | INTERNED) != 0 {
            self.drop_slow();
        }
    }
}

impl Str {
    #[inline(never)]
    fn drop_slow(&mut self) {
        let meta = *self.meta.get_mut();
        // Without a thread the whole Vm is going away, and its table with it.
        if meta & INTERNED != 0 && state::current().is_some() {
            Thread::current().vm().strings.forget(self);
        }
        if meta & EXTERNAL != 0 {
            // SAFETY: the string owned its buffer and is gone after this.
            unsafe { Buffer::from_text(*self.data.get_mut() as *mut u8).free(self.heap()) };
        }
    }
}

impl Ref {
    /// The string, if this is one (of a subclass, too).
    #[inline(always)]
    pub fn as_string(&self) -> Option<&Str> {
        self.downcast::<Str>()
    }
}

impl Thread {
    /// The text of a `str` object; lone surrogates become U+FFFD. Empty for other objects.
    pub fn str_of<'a>(&self, object: &'a Ref) -> Cow<'a, str> {
        object.downcast::<Str>().map_or(Cow::Borrowed(""), Str::to_str)
    }
}

/// Are two strings equal? Both are known to be `str` objects of any class.
#[inline]
pub fn same_text(a: &Ref, b: &Ref) -> bool {
    a.is(b) || matches!((a.downcast::<Str>(), b.downcast::<Str>()), (Some(a), Some(b)) if ptr::eq(a, b) || a.eq(b))
}

const _: () = assert!(size_of::<Str>() == 24 && std::mem::offset_of!(Str, data) == 16);
