//! `bytearray`: a mutable array of bytes.
//!
//! The bytes lie in a buffer outside of the slabs, at an offset that lets them be taken off the front cheaply. Everything
//! that reads or changes them does so in `locked`, without calling Python code; methods that search or convert work on a copy. While memoryviews exist (`exports`) the array keeps its length, because they hold its address.

pub mod methods;

use std::cell::UnsafeCell;
use std::ops::Range;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::memory::{Kind, OutOfMemory, Payload, Ref, Value};
use crate::object::buffer;
use crate::object::kind;
use crate::runtime::{PyResult, Raised, Thread};

pub use methods::BYTEARRAY;

/// The buffer and what part of it is in use.
struct Inner {
    buffer: Option<NonNull<u8>>,
    capacity: usize,
    start: usize,
    length: usize,
}

/// The payload of a `bytearray`. See the module's documentation.
pub struct ByteArray {
    inner: UnsafeCell<Inner>,
    exports: AtomicU32,
}

// SAFETY: the buffer is used with the object locked.
unsafe impl Sync for ByteArray {}

// SAFETY: the kind is this payload's alone; bytes hold no references.
unsafe impl Payload for ByteArray {
    const KIND: Kind = kind::BYTEARRAY;
    const TRACED: bool = false;
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
}

impl Drop for ByteArray {
    fn drop(&mut self) {
        let inner = self.inner.get_mut();
        if let Some(buffer) = inner.buffer {
            // SAFETY: the array owned the buffer, and is gone.
            unsafe { buffer::free(buffer, inner.capacity) };
        }
    }
}

/// Why a change was refused.
enum Refused {
    Exported,
    Memory,
}

impl From<OutOfMemory> for Refused {
    fn from(_: OutOfMemory) -> Refused {
        Refused::Memory
    }
}

impl Inner {
    fn content(&self) -> &[u8] {
        match self.buffer {
            // SAFETY: `length` initialised bytes lie at `start`; whoever holds `&Inner` holds the lock.
            Some(buffer) => unsafe { std::slice::from_raw_parts(buffer.as_ptr().add(self.start), self.length) },
            None => &[],
        }
    }

    fn content_mut(&mut self) -> &mut [u8] {
        match self.buffer {
            // SAFETY: as `content`.
            Some(buffer) => unsafe { std::slice::from_raw_parts_mut(buffer.as_ptr().add(self.start), self.length) },
            None => &mut [],
        }
    }

    /// Makes the buffer hold `length` bytes at least, with some to spare when it has to grow.
    fn reserve(&mut self, t: &Thread, length: usize) -> Result<(), OutOfMemory> {
        if self.start + length <= self.capacity {
            return Ok(());
        }
        if length <= self.capacity && self.start >= self.capacity / 2 {
            // The room in front is taken back; as it is at least half, moving the rest is paid for.
            let buffer = self.buffer.expect("there is capacity");
            // SAFETY: both ranges lie in the buffer.
            unsafe { ptr::copy(buffer.as_ptr().add(self.start), buffer.as_ptr(), self.length) };
            self.start = 0;
            return Ok(());
        }
        let spare = if self.buffer.is_none() { 0 } else { length / 8 + 8 };
        let wanted = length.checked_add(spare).and_then(|n| n.checked_next_multiple_of(8)).ok_or(OutOfMemory)?;
        self.move_to(t, wanted)
    }

    /// Moves the content to a buffer of another capacity, which holds it and is not 0.
    fn move_to(&mut self, t: &Thread, capacity: usize) -> Result<(), OutOfMemory> {
        let new = match self.buffer {
            // SAFETY: the buffer is ours; it is replaced below.
            // Nobody reads a bytearray without its lock.
            Some(old) if self.start == 0 => unsafe { buffer::resize(t, old, self.capacity, capacity)? },
            old => {
                let new = buffer::allocate(t, capacity)?;
                if let Some(old) = old {
                    // SAFETY: the content fits the new buffer; the old one is not used again.
                    unsafe {
                        ptr::copy_nonoverlapping(old.as_ptr().add(self.start), new.as_ptr(), self.length);
                        buffer::free(old, self.capacity);
                    }
                }
                new
            }
        };
        self.buffer = Some(new);
        self.capacity = capacity;
        self.start = 0;
        Ok(())
    }

    /// Puts `part` in place of a range.
    fn splice(&mut self, t: &Thread, range: Range<usize>, part: &[u8]) -> Result<(), OutOfMemory> {
        let removed = range.len();
        let length = (self.length - removed).checked_add(part.len()).ok_or(OutOfMemory)?;
        if range.start == 0 && part.len() <= removed {
            // The front moves, not the tail.
            self.start += removed - part.len();
            self.length = length;
            self.content_mut()[..part.len()].copy_from_slice(part);
            self.shrink(t);
            return Ok(());
        }
        self.reserve(t, length)?;
        let tail = self.length - range.end;
        if let Some(buffer) = self.buffer {
            // SAFETY: the capacity holds the new length; the tail moves within it, and `part` lies elsewhere.
            unsafe {
                let base = buffer.as_ptr().add(self.start);
                ptr::copy(base.add(range.end), base.add(range.start + part.len()), tail);
                ptr::copy_nonoverlapping(part.as_ptr(), base.add(range.start), part.len());
            }
        }
        self.length = length;
        self.shrink(t);
        Ok(())
    }

    /// Gives memory back when less than half of the buffer is in use. Failing to is no harm.
    fn shrink(&mut self, t: &Thread) {
        if self.length == 0 {
            if let Some(buffer) = self.buffer.take() {
                // SAFETY: the buffer was ours.
                unsafe { buffer::free(buffer, self.capacity) };
            }
            (self.capacity, self.start) = (0, 0);
        } else if self.capacity > 64 && self.length < self.capacity / 4 {
            let _ = self.move_to(t, (self.length + self.length / 8).next_multiple_of(8));
        }
    }
}

impl ByteArray {
    /// An empty array.
    pub fn new() -> ByteArray {
        let inner = Inner { buffer: None, capacity: 0, start: 0, length: 0 };
        ByteArray { inner: UnsafeCell::new(inner), exports: AtomicU32::new(0) }
    }

    /// The choke point of all access. `f` runs no Python code and drops no reference (I6).
    #[inline(always)]
    fn locked<R>(&self, f: impl FnOnce(&mut Inner) -> R) -> R {
        // SAFETY: under the object's lock, or the global one, this is the only access.
        buffer::locked(self, || f(unsafe { &mut *self.inner.get() }))
    }

    /// Number of bytes.
    #[inline]
    pub fn len(&self) -> usize {
        self.locked(|inner| inner.length)
    }

    /// Is it empty?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that fit without growing.
    pub fn capacity(&self) -> usize {
        self.locked(|inner| inner.capacity)
    }

    /// The byte at `i`.
    #[inline]
    pub fn get(&self, i: usize) -> Option<u8> {
        self.locked(|inner| inner.content().get(i).copied())
    }

    /// Looks at the content. `f` runs no Python code.
    pub fn with<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        self.locked(|inner| f(inner.content()))
    }

    /// Changes the content in place. `f` runs no Python code.
    pub fn with_mut<R>(&self, f: impl FnOnce(&mut [u8]) -> R) -> R {
        self.locked(|inner| f(inner.content_mut()))
    }

    /// A copy of the content.
    pub fn snapshot(&self, t: &Thread) -> PyResult<Vec<u8>> {
        t.alloc_limit(self.len())?;
        Ok(self.locked(|inner| inner.content().to_vec()))
    }

    /// Puts `part` in place of the range that `choose` picks, given the length. Refused while memoryviews exist, unless the
    /// length stays the same; whatever goes wrong, nothing has changed.
    pub fn splice(&self, t: &Thread, choose: impl FnOnce(usize) -> Range<usize>, part: &[u8]) -> PyResult<()> {
        let result = self.locked(|inner| {
            let range = choose(inner.length);
            if range.len() == part.len() {
                inner.content_mut()[range].copy_from_slice(part);
                return Ok(());
            }
            // Relaxed: exports are made and given up under the same lock.
            if self.exports.load(Ordering::Relaxed) != 0 {
                return Err(Refused::Exported);
            }
            inner.splice(t, range, part).map_err(Refused::from)
        });
        result.map_err(|refused| self.refusal(t, refused))
    }

    /// Takes out the byte at the place that `choose` picks, given the content; `None` if it picks none.
    pub fn cut(&self, t: &Thread, choose: impl FnOnce(&[u8]) -> Option<usize>) -> PyResult<Option<u8>> {
        let result = self.locked(|inner| {
            let Some(at) = choose(inner.content()) else { return Ok(None) };
            let byte = inner.content()[at];
            // Relaxed: exports are made and given up under the same lock.
            if self.exports.load(Ordering::Relaxed) != 0 {
                return Err(Refused::Exported);
            }
            inner.splice(t, at..at + 1, &[])?;
            Ok(Some(byte))
        });
        result.map_err(|refused| self.refusal(t, refused))
    }

    /// Adds bytes at the end.
    pub fn append_slice(&self, t: &Thread, part: &[u8]) -> PyResult<()> {
        self.splice(t, |length| length..length, part)
    }

    /// Replaces the content by its `n`-fold repetition.
    pub fn repeat_in_place(&self, t: &Thread, n: usize) -> PyResult<()> {
        let result = self.locked(|inner| {
            let old = inner.length;
            let length = old.checked_mul(n).ok_or(Refused::Memory)?;
            if length == old {
                return Ok(());
            }
            if self.exports.load(Ordering::Relaxed) != 0 {
                return Err(Refused::Exported);
            }
            if length == 0 {
                inner.length = 0;
                inner.shrink(t);
                return Ok(());
            }
            inner.reserve(t, length)?;
            let base = inner.buffer.expect("reserved above").as_ptr();
            // SAFETY: the capacity holds `length` bytes from `start`.
            unsafe {
                let base = base.add(inner.start);
                (1..n).for_each(|i| ptr::copy_nonoverlapping(base, base.add(i * old), old));
            }
            inner.length = length;
            Ok(())
        });
        result.map_err(|refused| self.refusal(t, refused))
    }

    /// May the length change now? For operations that report other errors only afterwards.
    pub fn check_resizable(&self, t: &Thread) -> PyResult<()> {
        if self.exports.load(Ordering::Relaxed) == 0 { Ok(()) } else { Err(self.refusal(t, Refused::Exported)) }
    }

    #[cold]
    fn refusal(&self, t: &Thread, refused: Refused) -> Raised {
        match refused {
            Refused::Exported => t.buffer_error("Existing exports of data: object cannot be re-sized"),
            Refused::Memory => t.memory_error(),
        }
    }

    /// Starts a view: the address and length of the content, fixed until `end_export`.
    pub fn begin_export(&self) -> (*mut u8, usize) {
        self.locked(|inner| {
            self.exports.fetch_add(1, Ordering::Relaxed);
            (inner.content_mut().as_mut_ptr(), inner.length)
        })
    }

    /// Ends a view.
    pub fn end_export(&self) {
        self.locked(|_| self.exports.fetch_sub(1, Ordering::Relaxed));
    }
}

impl Default for ByteArray {
    fn default() -> Self {
        ByteArray::new()
    }
}

impl Thread {
    /// A new `bytearray` with this content.
    pub fn bytearray(&self, content: &[u8]) -> PyResult {
        let class = self.types().bytearray.get();
        let made: Ref = self.new_object(&class, ByteArray::new())?;
        made.downcast::<ByteArray>().expect("just made").append_slice(self, content)?;
        Ok(made)
    }
}
