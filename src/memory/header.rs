//! The header every object starts with.
//!
//! ```text
//! plain, atomic   0 count(4)  4 kind  5 flags  6 gc  7 lock   8 type(8)                      16 bytes
//! biased          0 owner(4)  4 local(4)  8 shared(4)  12 kind  13 flags  14 gc  15 lock  16 type(8)   24 bytes
//! ```
//!
//! There are no collector links: the collector walks the slabs. A free block keeps its count words and has kind
//! `FREE`; its free-list link lies behind the header.

use std::sync::atomic::{AtomicPtr, AtomicU8, Ordering};

use crate::config::{self, Count, ObjectLock};
use crate::memory::refcount::{OwnerId, RefCount};
use crate::memory::sync::SIZES_ARE_REAL;

/// Which payload follows the header; an index into the table of `KindOps` that the heap was made with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Kind(pub u8);

impl Kind {
    /// A block on a free list.
    pub const FREE: Kind = Kind(0);
}

/// The object is never counted and lives until the Vm ends.
pub const IMMORTAL: u8 = 1;
/// Stack references are not counted; only a collection frees the object.
pub const DEFERRED: u8 = 2;
/// The Vm's table of weak references has entries for this object.
pub const WEAKLY_REFERENCED: u8 = 4;
/// Destruction must call a finaliser.
pub const HAS_FINALIZER: u8 = 8;
/// The finaliser has been called.
pub const FINALIZED: u8 = 16;
/// Other threads than the owner use this container, and its owner knows ([`crate::thread::private`]).
pub const SHARED: u8 = 32;
/// The type word owns a count of the type.
pub const COUNTS_TYPE: u8 = 64;
/// Another thread wants to use this container: the owner must lock it from now on.
pub const SHARING: u8 = 128;

/// Bits of `Header::gc` that are the generation.
const GENERATION: u8 = 3;

/// See the module's documentation.
#[repr(C)]
pub struct Header {
    /// The reference count of the build's technique.
    pub count: Count,
    kind: AtomicU8,
    flags: AtomicU8,
    /// The collector's: the generation in the lower two bits, the others as [`crate::memory::collect`] has it. Written by the allocating
    /// thread at birth, then at stops, and by the collector where nobody else has the object.
    pub gc: AtomicU8,
    /// The object's lock.
    pub lock: ObjectLock,
    ty: AtomicPtr<Header>,
}

const _: () = assert!(!SIZES_ARE_REAL || size_of::<Header>() == if config::BIASED { 24 } else { 16 });

impl Header {
    /// A header for a newborn object with count 1.
    #[inline(always)]
    pub fn new(count: Count, kind: Kind, flags: u8, gc: u8, ty: *mut Header) -> Header {
        Header {
            count,
            kind: AtomicU8::new(kind.0),
            flags: AtomicU8::new(flags),
            gc: AtomicU8::new(gc),
            lock: ObjectLock::default(),
            ty: AtomicPtr::new(ty),
        }
    }

    /// The kind. Relaxed: it changes only at birth and death, which the holder of a reference excludes.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        Kind(self.kind.load(Ordering::Relaxed))
    }

    /// Makes the block free or gives it another kind.
    #[inline(always)]
    pub fn set_kind(&self, kind: Kind) {
        self.kind.store(kind.0, Ordering::Relaxed);
    }

    /// All flags.
    #[inline(always)]
    pub fn flags(&self) -> u8 {
        self.flags.load(Ordering::Relaxed)
    }

    /// Is any of these flags set?
    #[inline(always)]
    pub fn has(&self, flags: u8) -> bool {
        self.flags() & flags != 0
    }

    /// Is the reference at hand, which thread `me` holds, the only one? Where nothing is counted nobody can tell.
    #[inline(always)]
    pub fn is_unique(&self, me: OwnerId) -> bool {
        !config::UNCOUNTED && self.count.is_unique(me)
    }

    /// As `has`; who sees a flag sees also what was done before it was set.
    #[inline(always)]
    pub fn has_been(&self, flags: u8) -> bool {
        self.flags.load(Ordering::Acquire) & flags != 0
    }

    /// Sets flags. Without a global lock an atomic read-modify-write: threads may set different flags at once.
    #[inline]
    pub fn set(&self, flags: u8) {
        if config::NOGIL {
            self.flags.fetch_or(flags, Ordering::AcqRel);
        } else {
            self.flags.store(self.flags() | flags, Ordering::Relaxed);
        }
    }

    /// Sets one flag; false when it was set already.
    pub fn set_first(&self, flag: u8) -> bool {
        self.flags.fetch_or(flag, Ordering::AcqRel) & flag == 0
    }

    /// Clears flags.
    #[inline]
    pub fn unset(&self, flags: u8) {
        if config::NOGIL {
            self.flags.fetch_and(!flags, Ordering::AcqRel);
        } else {
            self.flags.store(self.flags() & !flags, Ordering::Relaxed);
        }
    }

    /// The type object.
    #[inline(always)]
    pub fn type_pointer(&self) -> *mut Header {
        self.ty.load(Ordering::Relaxed)
    }

    /// Replaces the type word; the caller settles the counts of both types (`__class__` assignment, start-up).
    pub fn set_type_pointer(&self, ty: *mut Header) {
        self.ty.store(ty, Ordering::Release);
    }

    /// As `set_type_pointer`, giving the old word.
    pub fn replace_type_pointer(&self, ty: *mut Header) -> *mut Header {
        self.ty.swap(ty, Ordering::AcqRel)
    }

    /// The generation that the object belongs to.
    #[inline(always)]
    pub fn generation(&self) -> u8 {
        self.gc.load(Ordering::Relaxed) & GENERATION
    }

    /// Moves the object to a generation. At a stop.
    #[inline(always)]
    pub fn set_generation(&self, generation: u8) {
        self.gc.store(self.gc.load(Ordering::Relaxed) & !GENERATION | generation, Ordering::Relaxed);
    }

    /// Moves the object to a generation unless it belongs to an older one. At a stop.
    #[inline(always)]
    pub fn grow_old(&self, generation: u8) {
        if self.generation() < generation {
            self.set_generation(generation);
        }
    }

    /// Count saturated or object born immortal: never freed before the Vm's end.
    pub fn is_immortal(&self) -> bool {
        self.has(IMMORTAL) || self.count.is_saturated()
    }
}
