//! What stands behind the inline caches: a thread's table of attribute lookups, and emptying all of them.
//!
//! An inline cache remembers one shape. Code that sees several (a method inherited by many classes) finds the others in the
//! thread's `Lookaside`: the same words, by shape and name.

use std::cell::Cell;

use crate::memory::{Object, Ref, Value};
use crate::object::code::Code;
use crate::object::kind;
use crate::object::typedef::TypeDef;
use crate::runtime::Thread;

/// What a lookup was for; part of the key.
#[derive(Clone, Copy)]
#[repr(u64)]
pub enum Purpose {
    /// `o.name`.
    Read = 0,
    /// `o.name(…)`.
    Method = 1,
    /// `o.name = value`.
    Write = 2,
}

/// One remembered lookup.
#[derive(Default)]
pub struct Entry {
    /// Address of the name, with the purpose in its low bits.
    name: Cell<u64>,
    /// Id of the shape; never 0 in use.
    shape: Cell<u32>,
    /// The word that an inline cache would hold.
    pub word: Cell<u64>,
    /// The second word of a cached addition.
    pub next: Cell<u64>,
    /// May an inline cache hold the words, whatever shapes come by? (A class attribute that other instances shadow is found by
    /// shape only.)
    pub inline: Cell<bool>,
    /// Times it was found since the inline cache was given its words.
    found: Cell<u32>,
    /// How many it takes until that is worth doing again.
    patience: Cell<u32>,
}

/// What `Entry::patience` starts with, and what it ends with.
const PATIENCE: std::ops::Range<u32> = 16..1 << 20;

impl Entry {
    /// Is it time to give the inline cache these words? Threads share that, so it cannot follow all that comes by: what it holds must
    /// have been of no use more and more often.
    #[inline]
    pub fn is_due(&self) -> bool {
        let found = self.found.get() + 1;
        let is_due = found >= self.patience.get();
        self.found.set(if is_due { 0 } else { found });
        if is_due {
            self.patience.set((found * 2).min(PATIENCE.end));
        }
        is_due
    }
}

const ENTRIES: usize = 512;

/// A thread's lookups of attributes of plain instances, by shape and name: direct mapped.
///
/// An entry says what an inline cache says and is guarded as one is. It may outlive the name it was made for; it is found only with a
/// shape that an instance has, and the name of an attribute lives as long as its shape, that of a class attribute
/// as long as the version in the word.
pub struct Lookaside(Box<[Entry; ENTRIES]>);

impl Lookaside {
    /// An empty table.
    pub fn new() -> Lookaside {
        let entries: Vec<Entry> = (0..ENTRIES).map(|_| Entry::default()).collect();
        Lookaside(entries.try_into().unwrap_or_else(|_| unreachable!("as many as the table has")))
    }

    #[inline(always)]
    fn place(&self, shape: u32, name: u64) -> &Entry {
        let mixed = shape.wrapping_mul(0x9E37_79B1) ^ ((name >> 4) as u32 ^ name as u32).wrapping_mul(0x85EB_CA6B);
        &self.0[mixed as usize >> 23]
    }

    /// The entry for instances with this shape (not 0) and the name at this address.
    #[inline(always)]
    pub fn find(&self, shape: u32, name: u64, purpose: Purpose) -> Option<&Entry> {
        let entry = self.place(shape, name);
        (entry.shape.get() == shape && entry.name.get() == name | purpose as u64).then_some(entry)
    }

    /// Remembers a lookup.
    pub fn remember(&self, shape: u32, name: u64, purpose: Purpose, words: (u64, u64), inline: bool) {
        let entry = self.place(shape, name);
        entry.shape.set(shape);
        entry.name.set(name | purpose as u64);
        entry.word.set(words.0);
        entry.next.set(words.1);
        entry.inline.set(inline);
        entry.found.set(0);
        entry.patience.set(PATIENCE.start);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.0.iter().for_each(|entry| entry.shape.set(0));
    }
}

impl Default for Lookaside {
    fn default() -> Lookaside {
        Lookaside::new()
    }
}

/// What a thread looked up on classes lately, by the class's version and the name: direct mapped. The class's own table takes a lock, for
/// which threads that use objects of one class would wait.
///
/// An entry says where in the class's table the attribute is. As versions are never used twice, and a table keeps its names as long as
/// its version lasts, an entry that is found is right.
pub struct Specials([Cell<(u32, u32, usize)>; 64]);

impl Default for Specials {
    fn default() -> Specials {
        Specials(std::array::from_fn(|_| Cell::default()))
    }
}

impl Specials {
    #[inline(always)]
    fn place(&self, version: u32, name: usize) -> &Cell<(u32, u32, usize)> {
        &self.0[(version as usize ^ (name >> 4) ^ (name >> 11)) % self.0.len()]
    }

    /// The index that was remembered for a version (not 0) and a name.
    #[inline]
    pub fn find(&self, version: u32, name: usize) -> Option<u32> {
        let (known, index, of) = self.place(version, name).get();
        (known == version && of == name).then_some(index)
    }

    /// Remembers it.
    pub fn remember(&self, version: u32, name: usize, index: u32) {
        self.place(version, name).set((version, index, name));
    }
}

/// The builtin types that a thread asked for lately, by their descriptions; borrowed from the Vm, which keeps them all.
#[derive(Default)]
pub struct Classes([Cell<(usize, Option<Value>)>; 32]);

impl Classes {
    #[inline(always)]
    fn place(&self, def: &'static TypeDef) -> (&Cell<(usize, Option<Value>)>, usize) {
        let address = std::ptr::from_ref(def) as usize;
        (&self.0[((address / align_of::<TypeDef>()) ^ (address >> 9)) % self.0.len()], address)
    }

    /// The type made from `def`, if it was remembered.
    #[inline]
    pub fn find(&self, def: &'static TypeDef) -> Option<Ref> {
        let (place, address) = self.place(def);
        let (known, class) = place.get();
        // SAFETY: the Vm keeps its builtin types for longer than its threads run.
        if known == address { class.map(|class| unsafe { Ref::copy_of(class) }) } else { None }
    }

    /// Remembers it.
    pub fn remember(&self, def: &'static TypeDef, class: &Ref) {
        let (place, address) = self.place(def);
        place.set((address, Some(class.value())));
    }
}

/// Zeroes the caches of all code objects and threads of the Vm.
#[cold]
pub fn flush(t: &Thread) {
    t.with_world_stopped(|| {
        t.vm().threads.for_each(|_, thread| thread.lookaside.clear());
        t.heap().for_each_object(|object| {
            // SAFETY: the heap lists live objects; the kind says what the payload is.
            unsafe {
                if (*object).kind() == kind::CODE {
                    Object::<Code>::body_of(object).flush_caches();
                }
            }
        });
    });
}
