//! Marks beside the heap, and the walk along references.
//!
//! During a collection one word a block, in an array outside of the visited heap, holds what the collector knows of the
//! object; neighbours in a slab are neighbours in the array, so a million objects are four megabytes. A directory finds
//! the words of a slab from the address of an object without touching the slab's head: those lie 64 KiB apart and would compete for
//! the same few cache lines.
//!
//! ```text
//! 0           not seen yet
//! 1 + n       candidate with n references that no other candidate explains
//! PENDING     alive, but the work list could not grow: its references are still to be followed
//! OUTSIDE     not the collector's business: free, without references, immortal, frozen, too old, being destroyed
//! ALIVE       reachable
//! ```

use std::sync::atomic::AtomicU32;

use crate::memory::header::{self, Header, Kind};
use crate::memory::heap::Heap;
use crate::memory::refcount::RefCount;
use crate::memory::slab::{HEAD, SLAB_SIZE, Slab};
use crate::memory::word::Value;
use crate::thread::state::Hooks;

/// Not seen yet; zero, as fresh memory is.
pub const UNSEEN: u32 = 0;
/// Alive, with references still to be followed.
pub const PENDING: u32 = u32::MAX - 2;
/// Not the collector's business.
pub const OUTSIDE: u32 = u32::MAX - 1;
/// Reachable.
pub const ALIVE: u32 = u32::MAX;
/// Largest number of references a candidate is tracked with; more are as good.
const MOST: i64 = PENDING as i64 - 2;

/// Objects whose memory is being fetched while others are looked at.
pub const AHEAD: usize = 8;
/// Words that are compared at once in the search for some value.
const GROUP: usize = 32;
/// Slabs the directory can span: 4 TiB of addresses.
const MOST_PAGES: usize = 1 << 26;

/// The word of a candidate with `n` references.
#[inline(always)]
pub fn candidate(n: i64) -> u32 {
    1 + n.clamp(0, MOST) as u32
}

/// Is this the word of a candidate?
#[inline(always)]
pub fn is_candidate(word: u32) -> bool {
    word.wrapping_sub(1) < PENDING - 1
}

/// Where the words of which slab are.
struct Directory {
    /// Number of the first slab that it covers: its address divided by the slab size.
    first: usize,
    /// For each slab number: index of its first word and, in the upper half, 2³² / block size; 0 for slabs outside the set.
    entries: Vec<u64>,
}

impl Directory {
    #[inline(always)]
    fn index(&self, object: *const Header) -> Option<usize> {
        index(self.first, &self.entries, object)
    }
}

/// Index of the word of an object, by a directory's fields.
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

/// Words for the blocks of a set of slabs.
pub struct Space {
    directory: Directory,
    words: Vec<u32>,
    slabs: Vec<*const Slab>,
}

/// The words as several markers use them at once.
#[derive(Clone, Copy)]
pub struct SharedWords<'a> {
    first: usize,
    entries: &'a [u64],
    words: &'a [AtomicU32],
}

impl<'a> SharedWords<'a> {
    /// The word of an object; `None` for objects outside of the space.
    #[inline(always)]
    pub fn get(self, object: *const Header) -> Option<&'a AtomicU32> {
        self.words.get(index(self.first, self.entries, object)?)
    }
}

impl Space {
    /// Words, all zero, for every block that these slabs can hold. `None` when there is no memory for them.
    pub fn new(slabs: Vec<*const Slab>) -> Option<Space> {
        let number = |slab: &*const Slab| *slab as usize / SLAB_SIZE;
        let first = slabs.iter().map(number).min().unwrap_or(0);
        let last = slabs.iter().map(number).max().unwrap_or(0);
        let span = last - first + 1;
        if span > MOST_PAGES {
            return None;
        }
        let mut entries = vec![0u64; span];
        let mut total = 0u32;
        for slab in &slabs {
            // SAFETY: slabs live as long as the heap.
            let s = unsafe { &**slab };
            let reciprocal = (1u64 << 32).div_ceil(u64::from(s.block_size));
            entries[number(slab) - first] = reciprocal << 32 | u64::from(total);
            total = total.checked_add(s.capacity)?;
        }
        let words = zeroed(total as usize)?;
        Some(Space { directory: Directory { first, entries }, words, slabs })
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

    /// Index of the word of an object; `None` for objects outside of the space.
    #[inline(always)]
    pub fn index(&self, object: *const Header) -> Option<usize> {
        self.directory.index(object)
    }

    /// The words for several markers at once.
    pub fn shared(&mut self) -> SharedWords<'_> {
        // SAFETY: an atomic word has the layout of a plain one, and the exclusive borrow lasts as long as the shared view.
        let words = unsafe { &*(std::ptr::from_mut(self.words.as_mut_slice()) as *const [AtomicU32]) };
        SharedWords { first: self.directory.first, entries: &self.directory.entries, words }
    }

    /// The word of an object; `OUTSIDE` for objects outside of the space.
    #[inline(always)]
    pub fn get(&self, object: *const Header) -> u32 {
        match self.index(object) {
            Some(index) => self.words.get(index).copied().unwrap_or(OUTSIDE),
            None => OUTSIDE,
        }
    }

    /// The word of an object, to be changed; `None` for objects outside of the space.
    #[inline(always)]
    pub fn get_mut(&mut self, object: *const Header) -> Option<&mut u32> {
        let index = self.index(object)?;
        self.words.get_mut(index)
    }

    /// The object that a word found somewhere points to, if it is the start of a block in use.
    pub fn object_at(&self, address: usize) -> Option<*mut Header> {
        let entry = *self.directory.entries.get((address / SLAB_SIZE).wrapping_sub(self.directory.first))?;
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

    /// Gives all words this value.
    pub fn fill(&mut self, value: u32) {
        self.words.fill(value);
    }

    /// Calls `visit` with each block that was ever used, and its word.
    pub fn for_each(&mut self, mut visit: impl FnMut(*mut Header, &mut u32)) {
        for slab in &self.slabs {
            // SAFETY: slabs live as long as the heap.
            let slab = unsafe { &**slab };
            for i in 0..slab.carved.get() {
                let object = slab.block(i);
                let index = self.directory.index(object).expect("the directory has all slabs");
                visit(object, &mut self.words[index]);
            }
        }
    }

    /// The same for those blocks whose word is `value`.
    pub fn for_each_with(&mut self, value: u32, mut visit: impl FnMut(*mut Header, &mut u32)) {
        for slab in &self.slabs {
            // SAFETY: slabs live as long as the heap.
            let slab = unsafe { &**slab };
            let number = std::ptr::from_ref(slab) as usize / SLAB_SIZE - self.directory.first;
            let first = self.directory.entries[number] as u32;
            let words = &mut self.words[first as usize..][..slab.carved.get() as usize];
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

/// As many zero words; `None` when there is no memory for them. Fresh pages of the system are zero already: they come when they are
/// used, by whichever marker that is.
fn zeroed(n: usize) -> Option<Vec<u32>> {
    let layout = std::alloc::Layout::array::<u32>(n).ok()?;
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

/// Objects taken off a list some time before they are looked at, so that their memory is there by then.
pub struct Ahead {
    objects: [*mut Header; AHEAD],
    next: usize,
    waiting: usize,
}

impl Default for Ahead {
    fn default() -> Ahead {
        Ahead { objects: [std::ptr::null_mut(); AHEAD], next: 0, waiting: 0 }
    }
}

impl Ahead {
    /// The object to look at now; `None` when the list is empty too.
    #[inline(always)]
    pub fn next(&mut self, work: &mut Vec<*mut Header>) -> Option<*mut Header> {
        while self.waiting < AHEAD
            && let Some(object) = work.pop()
        {
            prefetch(object);
            self.objects[(self.next + self.waiting) % AHEAD] = object;
            self.waiting += 1;
        }
        if self.waiting == 0 {
            return None;
        }
        let object = self.objects[self.next];
        self.next = (self.next + 1) % AHEAD;
        self.waiting -= 1;
        Some(object)
    }
}

/// Calls `visit` with every reference that an object owns: payload, attribute area, and the type when it is counted. NULLs may be
/// among them.
///
/// # Safety
/// The object is alive and whole; the world is stopped.
#[inline(always)]
pub unsafe fn references(heap: &Heap, hooks: &Hooks, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        payload_references(heap, hooks, object, visit);
        let header = &*object;
        if header.has(header::COUNTS_TYPE) && !header.type_pointer().is_null() {
            visit(Value::counted(header.type_pointer()));
        }
    }
}

/// Calls `visit` with every object that this one refers to without counting it: its type, and what its edges lead to.
///
/// # Safety
/// The object is whole, though perhaps about to be destroyed; the world is stopped.
pub unsafe fn uncounted_references(
    heap: &Heap,
    hooks: &Hooks,
    object: *mut Header,
    visit: &mut impl FnMut(*mut Header),
) {
    // SAFETY: the caller's; an object keeps its class, whether or not it counts it. Nobody may look into one whose end has begun.
    unsafe {
        let header = &*object;
        let ty = header.type_pointer();
        if !ty.is_null() && !header.has(header::COUNTS_TYPE) && (*ty).has(header::DEFERRED) {
            visit(ty);
        }
        if heap.ops(header.kind()).settle.is_some() && (header.is_immortal() || header.count.count() > 0) {
            payload_references(heap, hooks, object, &mut |value| {
                if value.is_pointer() && !value.is_counted() {
                    visit(value.address());
                }
            });
        }
    }
}

/// As `references`, without the type.
///
/// # Safety
/// As `references`.
#[inline(always)]
unsafe fn payload_references(heap: &Heap, hooks: &Hooks, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        match run(heap, object) {
            Some(words) => (*words).iter().for_each(|word| visit(*word)),
            None => other_references(heap, object, visit),
        }
        extra_references(hooks, object, visit);
    }
}

/// The references of the payload where they lie one behind the other.
///
/// # Safety
/// As `references`; the slice is valid as long as nothing changes the object.
#[inline(always)]
pub unsafe fn run(heap: &Heap, object: *mut Header) -> Option<*const [Value]> {
    // SAFETY: the caller's.
    unsafe { heap.ops((*object).kind()).run.and_then(|run| run(object)) }
}

/// The references of the payload where they do not.
///
/// # Safety
/// As `references`.
#[inline(always)]
pub unsafe fn other_references(heap: &Heap, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        if let Some(trace) = heap.ops((*object).kind()).trace {
            trace(object, visit);
        }
    }
}

/// The references of the attribute area that instances of subclasses of builtin types have.
///
/// # Safety
/// As `references`.
#[inline(always)]
pub unsafe fn extra_references(hooks: &Hooks, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        if (*object).kind().0 & Kind::SUBCLASS != 0 {
            (hooks.trace_extra)(object, visit);
        }
    }
}

/// Can the object hold references?
#[inline(always)]
pub fn has_references(heap: &Heap, kind: Kind) -> bool {
    kind.0 & Kind::SUBCLASS != 0 || heap.ops(kind).trace.is_some()
}

/// Fetches the first lines of an object ahead of its use.
#[inline(always)]
pub fn prefetch(object: *const Header) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch touches no memory architecturally.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(object.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = object;
}

/// The walk from what is known to be alive.
pub struct Marker<'a> {
    heap: &'a Heap,
    hooks: &'a Hooks,
    work: Vec<*mut Header>,
    /// The work list could not grow; `PENDING` words stand for what is missing in it.
    overflowed: bool,
    /// Type of the object followed last: neighbours tend to be of one type.
    last_type: *mut Header,
    /// Objects with references that were found alive.
    pub marked: usize,
    /// Generation that the objects found alive belong to from now on, if theirs is younger.
    pub age: u8,
}

impl<'a> Marker<'a> {
    /// A walk that has not begun.
    pub fn new(heap: &'a Heap, hooks: &'a Hooks) -> Marker<'a> {
        Marker { heap, hooks, work: Vec::new(), overflowed: false, last_type: std::ptr::null_mut(), marked: 0, age: 0 }
    }

    /// Marks an object as alive; its references are followed by `run`.
    #[inline(always)]
    pub fn mark(&mut self, space: &mut Space, object: *mut Header) {
        let Some(word) = space.get_mut(object) else { return };
        if *word >= PENDING {
            return;
        }
        if self.work.len() == self.work.capacity() && self.work.try_reserve(self.work.len().max(4096)).is_err() {
            *word = PENDING;
            self.overflowed = true;
            return;
        }
        *word = ALIVE;
        self.work.push(object);
    }

    /// Objects marked whose references are still to be followed: handed to other markers.
    pub fn take_work(&mut self) -> Vec<*mut Header> {
        std::mem::take(&mut self.work)
    }

    /// Takes over what other markers did: how many objects with references they found, and whether a list of theirs could not grow.
    pub fn add(&mut self, marked: usize, overflowed: bool) {
        self.marked += marked;
        self.overflowed |= overflowed;
    }

    /// Follows references until everything reachable is marked.
    pub fn run(&mut self, space: &mut Space) {
        loop {
            self.empty_work(space);
            if !std::mem::take(&mut self.overflowed) {
                return;
            }
            // Takes up as many of those left out as the list holds; the others stay pending for the next round.
            let (work, overflowed) = (&mut self.work, &mut self.overflowed);
            space.for_each_with(PENDING, |object, word| {
                if work.len() < work.capacity() {
                    *word = ALIVE;
                    work.push(object);
                } else {
                    *overflowed = true;
                }
            });
        }
    }

    fn empty_work(&mut self, space: &mut Space) {
        let mut ahead = Ahead::default();
        while let Some(object) = ahead.next(&mut self.work) {
            self.follow(space, object);
        }
    }

    #[inline]
    fn follow(&mut self, space: &mut Space, object: *mut Header) {
        // SAFETY: reachable objects are alive and, at a stop, whole.
        unsafe {
            if !has_references(self.heap, (*object).kind()) {
                return;
            }
            self.marked += 1;
            (*object).grow_old(self.age);
            let (heap, hooks) = (self.heap, self.hooks);
            // The type is followed even where its edge is not counted: an object keeps its class.
            let ty = (*object).type_pointer();
            if ty != self.last_type && !ty.is_null() {
                self.last_type = ty;
                self.mark(space, ty);
            }
            payload_references(heap, hooks, object, &mut |value| {
                if value.is_pointer() {
                    self.mark(space, value.address());
                }
            });
        }
    }
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
    fn every_block_of_every_class_has_its_own_word() {
        let slabs: Vec<Alone> = (0..CLASSES).map(Alone::new).collect();
        // SAFETY: the slabs live until the end of the test.
        let all: Vec<*const Slab> = slabs.iter().map(|s| s.1.cast_const()).collect();
        let space = Space::new(all.clone()).expect("there is memory");
        let mut expected = 0;
        for slab in all {
            // SAFETY: as above.
            let slab = unsafe { &*slab };
            for block in 0..slab.capacity {
                assert_eq!(space.index(slab.block(block)), Some(expected), "class {} block {block}", slab.class);
                expected += 1;
            }
        }
    }

    #[test]
    fn addresses_elsewhere_have_no_word() {
        let slab = Alone::new(3);
        let space = Space::new(vec![slab.1]).expect("there is memory");
        assert_eq!(space.index(std::ptr::null()), None);
        assert_eq!(space.index(usize::MAX as *const Header), None);
        assert_eq!(space.get((slab.1 as usize + SLAB_SIZE) as *const Header), OUTSIDE);
        assert_eq!(space.object_at(slab.1 as usize + HEAD), None, "never used");
    }

    #[test]
    fn words_tell_candidates_from_the_rest() {
        for (word, is) in [(UNSEEN, false), (candidate(0), true), (candidate(i64::MAX), true), (PENDING, false)] {
            assert_eq!(is_candidate(word), is, "{word:#x}");
        }
        assert!(!is_candidate(OUTSIDE) && !is_candidate(ALIVE));
        assert_eq!(candidate(0), 1);
    }
}
