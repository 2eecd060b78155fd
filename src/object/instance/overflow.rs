//! The buffer of attribute values that do not fit in an instance.

use crate::config;
use crate::memory::{Heap, Value, reclaim};
use crate::runtime::Thread;

/// Values beyond the inline capacity; they follow in the buffer.
#[repr(C)]
pub struct Overflow {
    /// How many values the buffer has room for.
    pub(super) capacity: usize,
}

impl Overflow {
    /// Bytes of a buffer for this many values.
    pub(super) const fn bytes(capacity: usize) -> usize {
        size_of::<Overflow>() + capacity * 8
    }

    fn layout(capacity: usize) -> std::alloc::Layout {
        std::alloc::Layout::from_size_align(Overflow::bytes(capacity), 8).expect("at most 64 values")
    }

    /// A buffer that holds nothing yet; the caller has charged the heap with it.
    pub(super) fn allocate(capacity: usize) -> *mut Overflow {
        let layout = Overflow::layout(capacity);
        // SAFETY: the layout is not empty.
        let memory = unsafe { std::alloc::alloc(layout) }.cast::<Overflow>();
        if memory.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        // SAFETY: large enough for the head.
        unsafe { memory.write(Overflow { capacity }) };
        memory
    }

    /// Moves the words of a smaller buffer, or of none, to a fresh one.
    ///
    /// # Safety
    /// `old` is null or a buffer no larger than `fresh`, which holds nothing yet.
    pub(super) unsafe fn move_words(old: *mut Overflow, fresh: *mut Overflow) {
        // SAFETY: the caller's; the words lie behind the heads.
        unsafe {
            let have = if old.is_null() { 0 } else { (*old).capacity };
            let words = fresh.add(1).cast::<Value>();
            for i in 0..(*fresh).capacity {
                words.add(i).write(if i < have { *old.add(1).cast::<Value>().add(i) } else { Value::NULL });
            }
        }
    }

    /// Frees a buffer that other threads may be reading, in time.
    ///
    /// # Safety
    /// No object has the buffer any more.
    pub(super) unsafe fn retire(t: &Thread, buffer: *mut Overflow) {
        if !config::NOGIL {
            // SAFETY: the caller's.
            return unsafe { Overflow::free(t.heap(), buffer) };
        }
        let heap: *const Heap = t.heap();
        // SAFETY: the caller's; the heap belongs to the Vm and lives until all that is retired has been freed.
        unsafe {
            let bytes = Overflow::bytes((*buffer).capacity);
            reclaim::retire(&t.base, bytes, move || Overflow::free(&*heap, buffer));
        }
    }

    /// Frees a buffer.
    ///
    /// # Safety
    /// Nobody has the buffer any more.
    pub(super) unsafe fn free(heap: &Heap, buffer: *mut Overflow) {
        // SAFETY: made by `allocate` with the capacity it carries.
        unsafe {
            let capacity = (*buffer).capacity;
            std::alloc::dealloc(buffer.cast(), Overflow::layout(capacity));
            heap.discharge(Overflow::bytes(capacity));
        }
    }
}
