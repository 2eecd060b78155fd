//! The external buffer of a long string: text behind a prefix that holds its capacity, charged to the heap.

use std::alloc::{self, Layout};
use std::ptr::NonNull;

use crate::memory::{Heap, OutOfMemory};

/// Bytes before the text: the capacity, padded so that the text is aligned to 16 bytes.
const PREFIX: usize = 16;

/// An owned buffer, named by the address of its text. Not freed on drop: strings and builders do that with their heap at hand.
#[derive(Clone, Copy)]
pub struct Buffer(NonNull<u8>);

fn layout(capacity: usize) -> Result<Layout, OutOfMemory> {
    let size = capacity.checked_add(PREFIX).ok_or(OutOfMemory)?;
    Layout::from_size_align(size, PREFIX).map_err(|_| OutOfMemory)
}

impl Buffer {
    /// A buffer for `capacity` bytes of text, uninitialised.
    pub fn allocate(heap: &Heap, capacity: usize) -> Result<Buffer, OutOfMemory> {
        let layout = layout(capacity)?;
        heap.charge(layout.size())?;
        // SAFETY: the layout is not empty.
        let start = unsafe { alloc::alloc(layout) };
        if start.is_null() {
            heap.discharge(layout.size());
            return Err(OutOfMemory);
        }
        // SAFETY: the prefix lies in the allocation, which is aligned for a word.
        unsafe {
            start.cast::<usize>().write(capacity);
            Ok(Buffer(NonNull::new_unchecked(start.add(PREFIX))))
        }
    }

    /// The buffer whose text is at `text`.
    ///
    /// # Safety
    /// The address came from `text()` of a live buffer.
    #[inline(always)]
    pub unsafe fn from_text(text: *mut u8) -> Buffer {
        // SAFETY: the caller's.
        Buffer(unsafe { NonNull::new_unchecked(text) })
    }

    /// Where the text is.
    #[inline(always)]
    pub fn text(self) -> *mut u8 {
        self.0.as_ptr()
    }

    /// Bytes of text it can hold.
    #[inline(always)]
    pub fn capacity(self) -> usize {
        // SAFETY: the prefix was written by `allocate`.
        unsafe { self.0.as_ptr().sub(PREFIX).cast::<usize>().read() }
    }

    /// Bytes charged to the heap.
    pub fn total(self) -> usize {
        self.capacity() + PREFIX
    }

    /// Changes the capacity; the text up to the smaller capacity stays. On failure the buffer is as it was.
    pub fn resize(self, heap: &Heap, capacity: usize) -> Result<Buffer, OutOfMemory> {
        let old = layout(self.capacity())?;
        let new = layout(capacity)?;
        if new.size() > old.size() {
            heap.charge(new.size() - old.size())?;
        }
        // SAFETY: allocated with the old layout; the new size is not zero and was checked by `layout`.
        let start = unsafe { alloc::realloc(self.0.as_ptr().sub(PREFIX), old, new.size()) };
        if start.is_null() {
            heap.discharge(new.size().saturating_sub(old.size()));
            return Err(OutOfMemory);
        }
        heap.discharge(old.size().saturating_sub(new.size()));
        // SAFETY: as in `allocate`.
        unsafe {
            start.cast::<usize>().write(capacity);
            Ok(Buffer(NonNull::new_unchecked(start.add(PREFIX))))
        }
    }

    /// Frees it.
    ///
    /// # Safety
    /// The buffer is not used again; `heap` is the one it was charged to.
    pub unsafe fn free(self, heap: &Heap) {
        let capacity = self.capacity();
        let layout = layout(capacity).expect("checked at allocation");
        heap.discharge(layout.size());
        // SAFETY: allocated with this layout.
        unsafe { alloc::dealloc(self.0.as_ptr().sub(PREFIX), layout) };
    }
}
