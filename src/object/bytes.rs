//! `bytes`: an immutable array of bytes, inline behind the payload or in an external buffer.
//!
//! The layout is that of a Latin-1 string. Most methods are shared with `bytearray`: the files of this folder are written
//! over the bytes of either, seen as a slice (`bytes`) or as a copy (`bytearray`, which may change under a method's hands),
//! and give back what `self` is.
//!
//! * `content`: the bytes behind an argument, results like `self`. `build`: what `bytes()` and `bytearray()` accept.
//! * `search`, `split`, `change`, `test`, `codec`: the methods by what they do. `percent`: the `%` operator.
//! * `iter`: the iterator of both. `methods`: the description of `bytes`.

pub mod build;
pub mod change;
pub mod codec;
pub mod content;
pub mod iter;
pub mod methods;
pub mod percent;
pub mod search;
pub mod split;
pub mod test;

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use crate::config;
use crate::memory::object::{allocate_raw, write_header};
use crate::memory::slab::{LARGEST, Slab};
use crate::memory::{Header, Kind, Object, Payload, Ref, Slot, Value, header};
use crate::object::kind;
use crate::object::string::buffer::Buffer;
use crate::runtime::{PyResult, Thread};

pub use content::{bytes_like, maybe_bytes_like};
pub use methods::BYTES;

/// The bytes are in a buffer.
const EXTERNAL: u64 = 1;
/// The length is above the flag.
const LENGTH_SHIFT: u32 = 8;
/// No hash has this value, so it says that the hash is not known yet.
const UNKNOWN_HASH: i64 = -1;
/// Bytes in the fixed part.
const FIXED: usize = 8;
/// Most bytes that lie in the object's block.
const INLINE_MAX: usize = LARGEST - (size_of::<Object<Bytes>>() - FIXED);

/// The payload of a `bytes` object. See the module's documentation.
#[repr(C)]
pub struct Bytes {
    hash: AtomicI64,
    meta: AtomicU64,
    /// The first bytes, or the address of the buffer's.
    data: AtomicU64,
}

// SAFETY: the kind is this payload's alone; bytes hold no references.
unsafe impl Payload for Bytes {
    const KIND: Kind = kind::BYTES;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

impl Bytes {
    fn head(meta: u64, data: u64) -> Bytes {
        Bytes { hash: AtomicI64::new(UNKNOWN_HASH), meta: AtomicU64::new(meta), data: AtomicU64::new(data) }
    }

    #[inline(always)]
    fn meta(&self) -> u64 {
        // Relaxed: constant once the object is made.
        self.meta.load(Ordering::Relaxed)
    }

    /// Number of bytes.
    #[inline(always)]
    pub fn len(&self) -> usize {
        (self.meta() >> LENGTH_SHIFT) as usize
    }

    /// Is it `b''`?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes.
    #[inline(always)]
    pub fn as_slice(&self) -> &[u8] {
        let meta = self.meta();
        let start: *const u8 = if meta & EXTERNAL == 0 {
            self.data.as_ptr().cast()
        } else {
            self.data.load(Ordering::Relaxed) as *const u8
        };
        // SAFETY: `length` initialised bytes lie there as long as the object lives, and never change.
        unsafe { std::slice::from_raw_parts(start, (meta >> LENGTH_SHIFT) as usize) }
    }

    /// The hash, keyed with the Vm's secret; equal to that of a string of the same Latin-1 bytes.
    pub fn hash(&self, t: &Thread) -> i64 {
        let known = self.hash.load(Ordering::Relaxed);
        if known != UNKNOWN_HASH {
            return known;
        }
        let hash = t.vm().strings.key().bytes(self.as_slice());
        self.hash.store(hash, Ordering::Relaxed);
        hash
    }

    /// Bytes that belong to the object: block and buffer.
    pub fn bytes_in_use(&self) -> usize {
        size_of::<Object<Bytes>>() + self.len().saturating_sub(FIXED)
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        if *self.meta.get_mut() & EXTERNAL != 0 {
            let header: *const Header = Object::<Bytes>::header_of(self);
            // SAFETY: the object owned its buffer; it lies in a slab, whose heap outlives it.
            unsafe { Buffer::from_text(*self.data.get_mut() as *mut u8).free(&*(*Slab::of(header)).heap) };
        }
    }
}

/// A new exact `bytes` of `length` bytes that `fill` writes.
///
/// # Safety
/// `fill` initialises the whole slice.
unsafe fn make(t: &Thread, length: usize, fill: impl FnOnce(&mut [MaybeUninit<u8>])) -> PyResult {
    let ty = t.types().bytes.as_ptr();
    let meta = (length as u64) << LENGTH_SHIFT;
    if length <= 1 {
        let mut byte = MaybeUninit::new(0);
        fill(&mut std::slice::from_mut(&mut byte)[..length]);
        // SAFETY: initialised above.
        return Ok(t.vm().short_bytes((length == 1).then(|| unsafe { byte.assume_init() })));
    }
    if length <= INLINE_MAX {
        let extra = length.saturating_sub(FIXED);
        let made = Object::allocate_as(t, kind::BYTES, 0, ty, extra, Bytes::head(meta, 0))?;
        // SAFETY: the block has room for `length` bytes at `data`, and nobody else sees the object yet.
        unsafe {
            let start = made.value().address().cast::<u8>().add(size_of::<Object<Bytes>>() - FIXED);
            fill(std::slice::from_raw_parts_mut(start.cast(), length));
        }
        return Ok(made);
    }
    let buffer = Buffer::allocate(t.heap(), length)?;
    // SAFETY: the buffer has room for `length` bytes.
    let place = unsafe { std::slice::from_raw_parts_mut(buffer.text().cast(), length) };
    // It is no object yet, and what it is filled with does not change. Fresh memory takes a nanosecond for two bytes.
    t.apart(length / 2, || fill(place));
    match allocate_raw(t, size_of::<Object<Bytes>>(), Bytes::TRACED) {
        Ok(block) => {
            // SAFETY: the block is large enough and ours; header and payload are written before anyone sees it (I8).
            unsafe {
                write_header(t, block, kind::BYTES, 0, ty);
                let body = block.byte_add(size_of::<Object<Bytes>>() - size_of::<Bytes>()).cast::<Bytes>();
                body.write(Bytes::head(meta | EXTERNAL, buffer.text() as u64));
                Ok(Ref::adopt(Value::counted(block)))
            }
        }
        Err(error) => {
            // SAFETY: nobody else knows the buffer.
            unsafe { buffer.free(t.heap()) };
            Err(error.into())
        }
    }
}

impl Thread {
    /// Makes the `bytes` of each single byte and, at the end, the empty one; while the Vm starts.
    pub fn make_short_bytes(&self) -> PyResult<Vec<Slot>> {
        let flags = if config::IMMORTAL { header::IMMORTAL } else { 0 };
        let ty = self.types().bytes.as_ptr();
        let make = |length: u64, first: u8| {
            let mut data = [0; FIXED];
            data[0] = first;
            let body = Bytes::head(length << LENGTH_SHIFT, u64::from_ne_bytes(data));
            Ok(Slot::new(Object::allocate_as(&self.base, kind::BYTES, flags, ty, 0, body)?))
        };
        (0..=u8::MAX).map(|byte| make(1, byte)).chain([make(0, 0)]).collect()
    }

    /// A `bytes` object.
    pub fn bytes(&self, content: &[u8]) -> PyResult {
        // SAFETY: all bytes are written.
        unsafe {
            make(self, content.len(), |place| {
                place.write_copy_of_slice(content);
            })
        }
    }

    /// A `bytes` object.
    pub fn bytes_from(&self, content: Vec<u8>) -> PyResult {
        self.bytes(&content)
    }

    /// A `bytes` object of `length` zeros.
    pub fn bytes_zeroed(&self, length: usize) -> PyResult {
        // SAFETY: all bytes are written.
        unsafe { make(self, length, |place| place.fill(MaybeUninit::new(0))) }
    }

    /// A `bytes` object made of parts, whose lengths add up to `length`.
    pub fn bytes_joined<'a>(&self, length: usize, parts: impl Iterator<Item = &'a [u8]>) -> PyResult {
        // SAFETY: the assertion makes sure that all bytes are written.
        unsafe {
            make(self, length, |place| {
                let mut at = 0;
                for part in parts {
                    place[at..at + part.len()].write_copy_of_slice(part);
                    at += part.len();
                }
                assert!(at == length, "the parts add up to the length");
            })
        }
    }

    /// An instance of a subclass of `bytes` with this content.
    pub fn bytes_in_class(&self, class: &Ref, content: &[u8]) -> PyResult {
        let meta = (content.len() as u64) << LENGTH_SHIFT;
        if content.len() <= FIXED {
            let mut data = [0; FIXED];
            data[..content.len()].copy_from_slice(content);
            return self.new_object::<Bytes>(class, Bytes::head(meta, u64::from_ne_bytes(data)));
        }
        // Attached afterwards: a payload that owned the buffer could not be dropped outside of a block.
        let buffer = Buffer::allocate(self.heap(), content.len())?;
        // SAFETY: the buffer has this capacity.
        unsafe { std::ptr::copy_nonoverlapping(content.as_ptr(), buffer.text(), content.len()) };
        match self.new_object::<Bytes>(class, Bytes::head(0, 0)) {
            Ok(made) => {
                let body = made.downcast::<Bytes>().expect("just made");
                // Relaxed: nobody else sees the object yet.
                body.data.store(buffer.text() as u64, Ordering::Relaxed);
                body.meta.store(meta | EXTERNAL, Ordering::Relaxed);
                Ok(made)
            }
            Err(raised) => {
                // SAFETY: nobody else knows the buffer.
                unsafe { buffer.free(self.heap()) };
                Err(raised)
            }
        }
    }
}

const _: () = assert!(size_of::<Bytes>() == 24 && std::mem::offset_of!(Bytes, data) == 16);
