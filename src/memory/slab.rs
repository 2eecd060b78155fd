//! Slabs: 64 KiB regions of blocks of one class.
//!
//! A class is a size and whether the objects can hold references: atoms, such as numbers and strings, have slabs of their own, with which
//! a collection has no business.
//!
//! Object memory is type-stable: a block is only ever reused for an object of the same class, and the count
//! words at its start are never overwritten by the free list, so that a racing reader may still look at them. A slab is
//! aligned to its size; masking an object's address finds it.
//!
//! ```text
//! | Slab (this struct) | block 0 | block 1 | … carved up to `carved` | not yet carved |
//! ```
//!
//! A slab belongs to one thread, which alone touches `free` and `used`; other threads push blocks they free on
//! `remote`. Under a global lock whoever holds the lock may act as the owner.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::AtomicU32;

use super::header::{Header, Kind};
use super::heap::Heap;
use super::refcount::OwnerId;

mod remote;

pub use remote::RemoteList;

/// Bytes of a slab, and its alignment.
pub const SLAB_SIZE: usize = 64 * 1024;
/// Sizes of blocks: 16-byte steps up to 512 bytes, then eight steps a doubling up to `LARGEST`.
const SIZES: usize = 32 + 32;
/// Classes: each size for objects that can hold references, then each size for atoms.
pub const CLASSES: usize = 2 * SIZES;
/// Those of objects that can hold references are below.
pub const TRACED_CLASSES: usize = SIZES;
/// Largest block; anything longer keeps its tail in a buffer.
pub const LARGEST: usize = 8192;

/// The class whose blocks hold objects of `size` bytes (at most `LARGEST`) that are traced, or are atoms.
#[inline(always)]
pub const fn class_of(size: usize, traced: bool) -> usize {
    if traced { size_class(size) } else { SIZES + size_class(size) }
}

#[inline(always)]
const fn size_class(size: usize) -> usize {
    if size <= 512 {
        size.div_ceil(16) - 1
    } else {
        let doubling = (usize::BITS - (size - 1).leading_zeros()) as usize; // 10 for 513..=1024
        let step = 1usize << (doubling - 4);
        let start = 1usize << (doubling - 1);
        32 + (doubling - 10) * 8 + (size - start).div_ceil(step) - 1
    }
}

/// Bytes of a block of this class.
pub const fn class_size(class: usize) -> usize {
    let class = class % SIZES;
    if class < 32 {
        (class + 1) * 16
    } else {
        let doubling = 10 + (class - 32) / 8;
        (1usize << (doubling - 1)) + ((class - 32) % 8 + 1) * (1usize << (doubling - 4))
    }
}

const _: () = {
    let mut class = 0;
    while class < CLASSES {
        let traced = class < TRACED_CLASSES;
        assert!(class_of(class_size(class), traced) == class && class_of(class_size(class) - 15, traced) == class);
        class += 1;
    }
    assert!(class_size(CLASSES - 1) == LARGEST);
};

/// A free block: the header's count words stay as they are, the link follows the header.
#[repr(C)]
pub struct FreeBlock {
    header: Header,
    /// Next free block of the list.
    pub next: Cell<*mut FreeBlock>,
}

/// The head of a slab.
#[repr(C)]
pub struct Slab {
    /// Free blocks that the owner may take.
    pub free: Cell<*mut FreeBlock>,
    /// Blocks in use: allocated and not freed by the owner (remote frees count as used until collected).
    pub used: Cell<u32>,
    /// When `used` falls to this number the heap looks at the slab.
    pub notify_at: Cell<u32>,
    /// Owning thread, or `OwnerId::NONE` for an orphan.
    pub owner: AtomicU32,
    /// Bytes of a block.
    pub block_size: u32,
    /// Blocks that have been handed out at least once; the rest has never been written.
    pub carved: Cell<u32>,
    /// Blocks the slab can hold.
    pub capacity: u32,
    /// Size of the blocks and whether they are for atoms.
    pub class: u32,
    /// May have had allocations since the last collection, and is in the list of those.
    pub touched: Cell<bool>,
    /// Is in a thread's list of slabs with room, or on its way there.
    pub listed: Cell<bool>,
    /// Next of the slabs on their way there.
    pub next_returned: Cell<*const Slab>,
    /// Blocks freed by other threads.
    pub remote: RemoteList<FreeBlock>,
    /// The heap.
    pub heap: *const Heap,
}

/// Bytes in front of the first block.
pub const HEAD: usize = size_of::<Slab>().next_multiple_of(16);

impl Slab {
    /// Writes a fresh slab at `memory`.
    ///
    /// # Safety
    /// `memory` is `SLAB_SIZE` writable bytes, aligned to `SLAB_SIZE`, used by nobody else.
    pub unsafe fn init(memory: *mut u8, class: usize, owner: OwnerId, heap: *const Heap) -> *mut Slab {
        let slab = memory.cast::<Slab>();
        let block_size = class_size(class);
        // SAFETY: the caller hands over the region; the head fits in it.
        unsafe {
            slab.write(Slab {
                free: Cell::new(ptr::null_mut()),
                used: Cell::new(0),
                notify_at: Cell::new(u32::MAX),
                owner: AtomicU32::new(owner.0),
                block_size: block_size as u32,
                carved: Cell::new(0),
                capacity: ((SLAB_SIZE - HEAD) / block_size) as u32,
                class: class as u32,
                touched: Cell::new(false),
                listed: Cell::new(false),
                next_returned: Cell::new(ptr::null()),
                remote: RemoteList::new(),
                heap,
            });
        }
        slab
    }

    /// Can the objects in it hold references?
    #[inline]
    pub fn is_traced(&self) -> bool {
        (self.class as usize) < TRACED_CLASSES
    }

    /// The slab that `object` lies in.
    #[inline(always)]
    pub fn of(object: *const Header) -> *const Slab {
        (object as usize & !(SLAB_SIZE - 1)) as *const Slab
    }

    /// Address of block `index`.
    #[inline]
    pub fn block(&self, index: u32) -> *mut Header {
        (ptr::from_ref(self) as usize + HEAD + index as usize * self.block_size as usize) as *mut Header
    }

    /// Index of the block at `object`.
    #[inline]
    pub fn index_of(&self, object: *const Header) -> u32 {
        ((object as usize - ptr::from_ref(self) as usize - HEAD) / self.block_size as usize) as u32
    }

    /// Carves blocks never used so far into the free list, a page's worth at a time. False when none are left.
    pub fn carve(&self) -> bool {
        let carved = self.carved.get();
        if carved >= self.capacity {
            return false;
        }
        let batch = (4096 / self.block_size).clamp(1, self.capacity - carved);
        let mut head = self.free.get();
        for index in (carved..carved + batch).rev() {
            let block = self.block(index).cast::<FreeBlock>();
            // SAFETY: the block lies within the slab (index < capacity) and has never been handed out. Zeroed count words
            // read as "count 0" in every technique.
            unsafe {
                ptr::write_bytes(block, 0, 1);
                (*block).next.set(head);
            }
            head = block;
        }
        self.free.set(head);
        self.carved.set(carved + batch);
        true
    }

    /// The slab is full: it is to be listed again when an eighth of it is free.
    pub fn await_room(&self) {
        self.notify_at.set(self.capacity - (self.capacity / 8).max(1));
    }

    /// Takes over what other threads freed. Owner only. Returns how many blocks came back.
    pub fn collect_remote(&self) -> u32 {
        let mut block = self.remote.take_all();
        let mut count = 0;
        while !block.is_null() {
            // SAFETY: blocks on the remote list are free and linked through `next`.
            let next = unsafe { (*block).next.replace(self.free.get()) };
            self.free.set(block);
            block = next;
            count += 1;
        }
        self.used.set(self.used.get() - count);
        count
    }

    /// Pushes a block freed by a thread that does not own the slab. True when it is the only one there.
    ///
    /// # Safety
    /// `block` is a block of this slab that nobody else uses, its kind already `FREE`.
    #[inline(always)]
    pub unsafe fn free_remote(&self, block: *mut FreeBlock) -> bool {
        // SAFETY: the block is the caller's until it is pushed.
        self.remote.push(block, |next| unsafe { (*block).next.set(next) })
    }

    /// Calls `visit` for every block in use.
    pub fn for_each_object(&self, mut visit: impl FnMut(*mut Header)) {
        for index in 0..self.carved.get() {
            let object = self.block(index);
            // SAFETY: carved blocks always start with a header; free ones have kind FREE.
            if unsafe { (*object).kind() } != Kind::FREE {
                visit(object);
            }
        }
    }
}
