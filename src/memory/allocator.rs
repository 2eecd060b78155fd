//! The allocator of everything that is not an object block: a fast one for small blocks, the system's for large ones.
//!
//! A large buffer that grows is moved by the system's `realloc` without copying (it remaps pages) and leaves no holes behind. An
//! allocator that keeps size classes leaves at each step a free block of nearly the size, which nothing else can use: a list
//! of a million items took four times its size in resident memory.

use std::alloc::{GlobalAlloc, Layout, System};

/// Bytes from which a block comes from the system.
const LARGE: usize = 16 << 10;

/// `S` for small blocks, the system's allocator for others.
pub struct Split<S>(pub S);

// SAFETY: a layout decides which allocator serves it, and callers pass the block's layout to every function.
unsafe impl<S: GlobalAlloc> GlobalAlloc for Split<S> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's.
        unsafe { if layout.size() < LARGE { self.0.alloc(layout) } else { System.alloc(layout) } }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's.
        unsafe { if layout.size() < LARGE { self.0.alloc_zeroed(layout) } else { System.alloc_zeroed(layout) } }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's.
        unsafe { if layout.size() < LARGE { self.0.dealloc(block, layout) } else { System.dealloc(block, layout) } }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's; `size` with the layout's alignment is a layout.
        unsafe {
            match (layout.size() < LARGE, size < LARGE) {
                (true, true) => self.0.realloc(block, layout, size),
                (false, false) => System.realloc(block, layout, size),
                _ => {
                    let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
                    if !moved.is_null() {
                        moved.copy_from_nonoverlapping(block, size.min(layout.size()));
                        self.dealloc(block, layout);
                    }
                    moved
                }
            }
        }
    }
}
