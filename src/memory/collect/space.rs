//! Which blocks a walk over the heap looks at, and words beside them.
//!
//! A directory numbers the blocks of a set of slabs from the address of an object alone, without touching the slab's head: those lie
//! 64 KiB apart and would compete for the same few cache lines. A [`Table`] has a word for each of these numbers, in an array outside
//! of the visited heap; neighbours in a slab are neighbours in the array.

use std::sync::atomic::AtomicU8;

use super::trace::{AHEAD, prefetch};
use crate::memory::header::{Header, Kind};
use crate::memory::slab::{HEAD, SLAB_SIZE, Slab};

/// Words that are compared at once in the search for some value.
const GROUP: usize = 32;
/// Slabs the directory can span: 4 TiB of addresses.
const MOST_PAGES: usize = 1 << 26;
/// The first block of a slab has a number that is a multiple of this: a set of blocks has words of so many bits.
pub const STEP: usize = 64;

/// A set of slabs, and a number for each of their blocks.
pub struct Space {
    /// Number of the first slab that it covers: its address divided by the slab size.
    first: usize,
    /// For each slab number: number of its first block and, in the upper half, 2³² / block size; 0 for slabs outside the set.
    entries: Vec<u64>,
    slabs: Vec<*const Slab>,
    /// One more than the largest number.
    blocks: usize,
}

/// Number of the block at `object`, by a directory's fields.
#[inline(always)]
fn index(first: usize, entries: &[u64], object: *const Header) -> Option<usize> {
    let number = (object as usize / SLAB_SIZE).wrapping_sub(first);
    let entry = *entries.get(number)?;
    if entry == 0 {
        return None;
    }
    let offset = (object as usize % SLAB_SIZE).wrapping_sub(HEAD) as u64;
    // Offsets are multiples of the block size below 2¹⁶, so the rounded-up reciprocal gives the exact quotient.
    Some((entry & 0xffff_ffff) as usize + ((offset * (entry >> 32)) >> 32) as usize)
}

impl Space {
    /// Numbers for every block that these slabs can hold. `None` when there are too many, or no memory for the directory.
    pub fn new(slabs: Vec<*const Slab>) -> Option<Space> {
        let number = |slab: &*const Slab| *slab as usize / SLAB_SIZE;
        let first = slabs.iter().map(number).min().unwrap_or(0);
        let last = slabs.iter().map(number).max().unwrap_or(0);
        let span = last - first + 1;
        if span > MOST_PAGES {
            return None;
        }
        let mut entries = zeroed::<u64>(span)?;
        let mut total = 0u32;
        for slab in &slabs {
            // SAFETY: slabs live as long as the heap.
            let s = unsafe { &**slab };
            let reciprocal = (1u64 << 32).div_ceil(u64::from(s.block_size));
            entries[number(slab) - first] = reciprocal << 32 | u64::from(total);
            total = total.checked_add(s.capacity.next_multiple_of(STEP as u32))?;
        }
        Some(Space { first, entries, slabs, blocks: total as usize })
    }

    /// One more than the largest number of a block; a multiple of [`STEP`].
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// How many blocks are in use.
    pub fn used(&self) -> usize {
        // SAFETY: slabs live as long as the heap.
        self.slabs.iter().map(|slab| unsafe { &**slab }.used.get() as usize).sum()
    }

    /// The slabs.
    pub fn slabs(&self) -> &[*const Slab] {
        &self.slabs
    }

    /// Number of the block at `object`; `None` for objects outside of the space.
    #[inline(always)]
    pub fn index(&self, object: *const Header) -> Option<usize> {
        index(self.first, &self.entries, object)
    }

    /// Number of a slab's first block. The slab is one of the space's.
    #[inline]
    pub fn first_of(&self, slab: &Slab) -> usize {
        self.entries[std::ptr::from_ref(slab) as usize / SLAB_SIZE - self.first] as u32 as usize
    }

    /// The object that a word found somewhere points to, if it is the start of a block in use.
    pub fn object_at(&self, address: usize) -> Option<*mut Header> {
        let entry = *self.entries.get((address / SLAB_SIZE).wrapping_sub(self.first))?;
        if entry == 0 {
            return None;
        }
        // SAFETY: the directory knows it as a slab.
        let slab = unsafe { &*((address & !(SLAB_SIZE - 1)) as *const Slab) };
        let offset = (address % SLAB_SIZE).checked_sub(HEAD)?;
        let size = slab.block_size as usize;
        if offset % size != 0 || offset / size >= slab.carved.get() as usize {
            return None;
        }
        let object = address as *mut Header;
        // SAFETY: carved blocks start with a header.
        (unsafe { (*object).kind() } != Kind::FREE).then_some(object)
    }

    /// Calls `visit` with each block that was ever used.
    pub fn for_each(&self, mut visit: impl FnMut(*mut Header)) {
        for slab in &self.slabs {
            // SAFETY: slabs live as long as the heap.
            let slab = unsafe { &**slab };
            (0..slab.carved.get()).for_each(|i| visit(slab.block(i)));
        }
    }
}

/// A word for each block of a space.
pub struct Table<'s, W> {
    space: &'s Space,
    words: Vec<W>,
}

/// Marks as several markers use them at once.
#[derive(Clone, Copy)]
pub struct SharedMarks<'a> {
    first: usize,
    entries: &'a [u64],
    words: &'a [AtomicU8],
}

impl<'a> SharedMarks<'a> {
    /// The mark of an object; `None` for objects outside of the space.
    #[inline(always)]
    pub fn get(self, object: *const Header) -> Option<&'a AtomicU8> {
        self.words.get(index(self.first, self.entries, object)?)
    }
}

impl Table<'_, u8> {
    /// The words for several markers at once.
    pub fn shared(&mut self) -> SharedMarks<'_> {
        // SAFETY: an atomic byte has the layout of a plain one, and the exclusive borrow lasts as long as the shared view.
        let words = unsafe { &*(std::ptr::from_mut(self.words.as_mut_slice()) as *const [AtomicU8]) };
        SharedMarks { first: self.space.first, entries: &self.space.entries, words }
    }
}

impl<'s, W: Zero> Table<'s, W> {
    /// Words, all zero. `None` when there is no memory for them.
    pub fn new(space: &'s Space) -> Option<Table<'s, W>> {
        Some(Table { space, words: zeroed(space.blocks)? })
    }

    /// The space.
    pub fn space(&self) -> &'s Space {
        self.space
    }

    /// The word of an object, to be changed; `None` for objects outside of the space.
    #[inline(always)]
    pub fn get_mut(&mut self, object: *const Header) -> Option<&mut W> {
        let index = self.space.index(object)?;
        self.words.get_mut(index)
    }

    /// Calls `visit` with each block that was ever used, and its word.
    pub fn for_each(&self, mut visit: impl FnMut(*mut Header, W)) {
        self.space
            .for_each(|object| visit(object, self.words[self.space.index(object).expect("a block of the space")]));
    }

    /// Calls `visit` with each block that was ever used and whose word is `value`.
    pub fn for_each_with(&mut self, value: W, mut visit: impl FnMut(*mut Header, &mut W)) {
        for slab in &self.space.slabs {
            // SAFETY: slabs live as long as the heap.
            let slab = unsafe { &**slab };
            let words = &mut self.words[self.space.first_of(slab)..][..slab.carved.get() as usize];
            let size = slab.block_size as usize;
            let start = slab.block(0).cast::<u8>();
            let mut ahead = 0;
            for from in (0..words.len()).step_by(GROUP) {
                let to = (from + GROUP).min(words.len());
                // A comparison of all at once: where nearly everything is alive, that is all there is to do.
                if words[from..to].iter().all(|word| *word != value) {
                    continue;
                }
                for i in from..to {
                    if words[i] != value {
                        continue;
                    }
                    ahead = ahead.max(i + 1);
                    while ahead <= i + AHEAD && words.get(ahead).is_some_and(|word| *word == value) {
                        prefetch(start.wrapping_add(size * ahead).cast());
                        ahead += 1;
                    }
                    visit(start.wrapping_add(size * i).cast(), &mut words[i]);
                }
            }
        }
    }
}

/// Numbers for which zero is all bits zero.
pub trait Zero: Copy + PartialEq {}
impl Zero for u8 {}
impl Zero for u32 {}
impl Zero for u64 {}

/// As many zeros; `None` when there is no memory for them. Fresh pages of the system are zero already: they come when they are written,
/// by whichever thread that is.
pub fn zeroed<W: Zero>(n: usize) -> Option<Vec<W>> {
    let layout = std::alloc::Layout::array::<W>(n).ok()?;
    if layout.size() == 0 {
        return Some(Vec::new());
    }
    // SAFETY: the layout is not empty.
    let memory = unsafe { std::alloc::alloc_zeroed(layout) };
    if memory.is_null() {
        return None;
    }
    // SAFETY: allocated by the global allocator with the layout of `n` words, which are written: zero is one.
    Some(unsafe { Vec::from_raw_parts(memory.cast(), n, n) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::refcount::OwnerId;
    use crate::memory::slab::CLASSES;

    /// A slab of its own memory, freed with it.
    struct Alone(*mut u8, *mut Slab);

    impl Alone {
        fn new(class: usize) -> Alone {
            let layout = std::alloc::Layout::from_size_align(SLAB_SIZE, SLAB_SIZE).expect("a constant");
            // SAFETY: the layout is not empty; the region is aligned and ours.
            unsafe {
                let memory = std::alloc::alloc(layout);
                Alone(memory, Slab::init(memory, class, OwnerId::NONE, std::ptr::null()))
            }
        }
    }

    impl Drop for Alone {
        fn drop(&mut self) {
            let layout = std::alloc::Layout::from_size_align(SLAB_SIZE, SLAB_SIZE).expect("a constant");
            // SAFETY: allocated above with this layout.
            unsafe { std::alloc::dealloc(self.0, layout) };
        }
    }

    #[test]
    fn every_block_of_every_class_has_its_own_number() {
        let slabs: Vec<Alone> = (0..CLASSES).map(Alone::new).collect();
        // SAFETY: the slabs live until the end of the test.
        let all: Vec<*const Slab> = slabs.iter().map(|s| s.1.cast_const()).collect();
        let space = Space::new(all.clone()).expect("there is memory");
        let mut expected = 0usize;
        for slab in all {
            // SAFETY: as above.
            let slab = unsafe { &*slab };
            expected = expected.next_multiple_of(STEP);
            assert_eq!(space.first_of(slab), expected);
            for block in 0..slab.capacity {
                assert_eq!(space.index(slab.block(block)), Some(expected), "class {} block {block}", slab.class);
                expected += 1;
            }
        }
        assert_eq!(space.blocks(), expected.next_multiple_of(STEP));
    }

    #[test]
    fn addresses_elsewhere_have_no_number() {
        let slab = Alone::new(3);
        let space = Space::new(vec![slab.1]).expect("there is memory");
        assert_eq!(space.index(std::ptr::null()), None);
        assert_eq!(space.index(usize::MAX as *const Header), None);
        assert_eq!(space.index((slab.1 as usize + SLAB_SIZE) as *const Header), None);
        assert_eq!(space.object_at(slab.1 as usize + HEAD), None, "never used");
    }
}
