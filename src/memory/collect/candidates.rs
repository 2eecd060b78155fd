//! The objects that a collection suspects, and how many of each one's references they do not explain themselves.
//!
//! A set of one bit a block says which objects they are; the number is in the upper six bits of the header's `gc` byte, in the cache
//! line that every look at the object needs anyway. So a collection takes an eighth of a byte a block, however much of the heap is
//! garbage: it is needed most where there is least memory left.
//!
//! ```text
//! gc byte   bits 0–1   generation
//!           bits 2–7   0             no candidate
//!                      1 + n         candidate with n references that no other candidate explains, n < 60
//!                      MANY          candidate with 60 or more; the number is in a table
//!                      PENDING       alive, but the work list could not grow: its references are still to be followed
//! ```
//!
//! The byte is written at stops, and, from the search until the end of an object that was found unreachable, by the collector
//! alone (I8 keeps newborn objects apart: their blocks are no members).

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering::Relaxed;

use rustc_hash::FxHashMap;

use super::space::{STEP, Space, zeroed};
use super::trace::{AHEAD, prefetch};
use crate::memory::header::Header;
use crate::memory::heap::Heap;

/// Candidate whose number is in the table.
const MANY: u8 = 61;
/// See the module's documentation.
const PENDING: u8 = 62;
/// Bits of the generation.
const SHIFT: u32 = 2;

/// The upper bits of the object's `gc` byte.
#[inline(always)]
fn rest(header: &Header) -> u8 {
    header.gc.load(Relaxed) >> SHIFT
}

#[inline(always)]
fn set_rest(header: &Header, rest: u8) {
    let generation = header.gc.load(Relaxed) & ((1 << SHIFT) - 1);
    header.gc.store(rest << SHIFT | generation, Relaxed);
}

/// Is this object one that the collection under way suspects?
#[inline(always)]
pub fn is_candidate(header: &Header) -> bool {
    rest(header) != 0
}

/// Takes every object for no candidate, where nobody is left to end a collection.
pub fn acquit_all(heap: &Heap) {
    heap.for_each_object(|object| {
        // SAFETY: the walk passes blocks in use.
        let header = unsafe { &*object };
        if is_candidate(header) {
            set_rest(header, 0);
        }
    });
}

/// The set. Members are removed while it is walked.
pub struct Candidates {
    bits: Vec<Cell<u64>>,
    len: Cell<usize>,
    /// Members with a number above zero, at least: none, and all members are unreachable.
    open: Cell<usize>,
    /// Numbers that the headers have no room for, by the object's address.
    many: RefCell<FxHashMap<usize, i64>>,
}

impl Candidates {
    /// The empty set of blocks of a space. `None` when there is no memory for it.
    pub fn new(space: &Space) -> Option<Candidates> {
        let words: Vec<u64> = zeroed(space.blocks() / STEP)?;
        // `Cell` is transparent, and the collection of this vector is done in place.
        let bits = words.into_iter().map(Cell::new).collect();
        Some(Candidates { bits, len: Cell::new(0), open: Cell::new(0), many: RefCell::default() })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// May there be members with references that no member explains?
    pub fn any_open(&self) -> bool {
        self.open.get() != 0
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the object a member, with `n` references. False when there is no memory for the number.
    #[inline]
    #[must_use = "without memory the search has to be given up"]
    pub fn add(&self, space: &Space, object: *mut Header, n: i64) -> bool {
        let Some(index) = space.index(object) else { return true };
        let word = &self.bits[index / STEP];
        word.set(word.get() | 1 << (index % STEP));
        self.len.set(self.len.get() + 1);
        self.set(object, n)
    }

    /// Gives a member another number of references. False when there is no memory for it.
    #[inline]
    pub fn set(&self, object: *mut Header, n: i64) -> bool {
        // SAFETY: members are alive.
        let header = unsafe { &*object };
        if n > 0 {
            self.open.set(self.open.get() + 1);
        }
        if n < i64::from(MANY) - 1 {
            set_rest(header, 1 + n.max(0) as u8);
            return true;
        }
        let mut many = self.many.borrow_mut();
        if many.try_reserve(1).is_err() {
            set_rest(header, 1); // a member still: who gives up removes it
            return false;
        }
        many.insert(object as usize, n);
        set_rest(header, MANY);
        true
    }

    /// Takes off a reference that a member holds. Nothing happens to objects that are no members, nor at zero.
    #[inline(always)]
    pub fn explain(&self, object: *mut Header) {
        // SAFETY: a member refers to the object.
        let header = unsafe { &*object };
        match rest(header) {
            0 | 1 | PENDING => {}
            2 => {
                self.open.set(self.open.get() - 1);
                set_rest(header, 1);
            }
            MANY => self.explain_one_of_many(object),
            rest => set_rest(header, rest - 1),
        }
    }

    #[cold]
    fn explain_one_of_many(&self, object: *mut Header) {
        let mut many = self.many.borrow_mut();
        let Some(n) = many.get_mut(&(object as usize)) else { return };
        *n -= 1;
        if *n < i64::from(MANY) - 1 {
            let n = *n as u8;
            many.remove(&(object as usize));
            // SAFETY: members are alive.
            set_rest(unsafe { &*object }, 1 + n);
        }
    }

    /// Has the object references that no member explains? False for objects that are no members.
    #[inline(always)]
    pub fn has_more(&self, object: *mut Header) -> bool {
        // SAFETY: members are alive.
        rest(unsafe { &*object }) > 1
    }

    /// Acquits an object, which stays in the set until it is removed.
    #[inline]
    pub fn acquit(&self, object: *mut Header) {
        // SAFETY: members are alive.
        set_rest(unsafe { &*object }, 0);
    }

    /// Removes an object from the set.
    #[inline]
    pub fn remove(&self, space: &Space, object: *mut Header) {
        self.acquit(object);
        if let Some(index) = space.index(object) {
            let word = &self.bits[index / STEP];
            let bit = 1 << (index % STEP);
            if word.get() & bit != 0 {
                word.set(word.get() & !bit);
                self.len.set(self.len.get() - 1);
            }
        }
    }

    /// Leaves a member for later: it is alive, and what it refers to is not known to be yet.
    pub fn postpone(&self, object: *mut Header) {
        // SAFETY: members are alive.
        set_rest(unsafe { &*object }, PENDING);
    }

    /// Was the object postponed?
    pub fn is_postponed(&self, object: *mut Header) -> bool {
        // SAFETY: members are alive.
        rest(unsafe { &*object }) == PENDING
    }

    /// Removes all members.
    pub fn clear(&self, space: &Space) {
        self.for_each(space, |object| self.remove(space, object));
    }

    /// Calls `visit` with every member in the order of their addresses. Those removed meanwhile may or may not be visited.
    #[inline(always)]
    pub fn for_each(&self, space: &Space, mut visit: impl FnMut(*mut Header)) {
        // Objects are on their way to the cache while others are visited.
        let mut ring = [std::ptr::null_mut::<Header>(); AHEAD];
        let mut next = 0;
        for &slab in space.slabs() {
            // SAFETY: slabs live as long as the heap.
            let slab = unsafe { &*slab };
            let first = space.first_of(slab) / STEP;
            let start = slab.block(0);
            let size = slab.block_size as usize;
            for (i, word) in self.bits[first..][..(slab.carved.get() as usize).div_ceil(STEP)].iter().enumerate() {
                let mut bits = word.get();
                while bits != 0 {
                    let object = start.wrapping_byte_add((i * STEP + bits.trailing_zeros() as usize) * size);
                    bits &= bits - 1;
                    prefetch(object);
                    let due = std::mem::replace(&mut ring[next], object);
                    next = (next + 1) % AHEAD;
                    if !due.is_null() {
                        visit(due);
                    }
                }
            }
        }
        for i in 0..AHEAD {
            let due = ring[(next + i) % AHEAD];
            if !due.is_null() {
                visit(due);
            }
        }
    }
}
