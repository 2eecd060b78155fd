//! What stands behind the inline caches: a thread's table of attribute lookups, and emptying all of them.
//!
//! An inline cache remembers one shape. Code that sees several (a method inherited by many classes) finds the others in the
//! thread's `Lookaside`: the same words, by shape and name.

use std::cell::Cell;

use crate::memory::Object;
use crate::object::code::Code;
use crate::object::kind;
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
pub struct Entry {
    /// Address of the name, with the purpose in its low bits.
    name: Cell<u64>,
    /// Id of the shape; never 0 in use.
    shape: Cell<u32>,
    /// The word that an inline cache would hold.
    pub word: Cell<u64>,
    /// The second word of a cached addition.
    pub next: Cell<u64>,
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
        let entries: Vec<Entry> = (0..ENTRIES)
            .map(|_| Entry { name: Cell::new(0), shape: Cell::new(0), word: Cell::new(0), next: Cell::new(0) })
            .collect();
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
    pub fn remember(&self, shape: u32, name: u64, purpose: Purpose, word: u64, next: u64) {
        let entry = self.place(shape, name);
        entry.shape.set(shape);
        entry.name.set(name | purpose as u64);
        entry.word.set(word);
        entry.next.set(next);
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

/// Zeroes the caches of all code objects and threads of the Vm.
#[cold]
pub fn flush(t: &Thread) {
    // The other threads are not running: this one holds the global lock, or has stopped them.
    t.vm().threads.for_each(|_, thread| thread.lookaside.clear());
    t.heap().for_each_object(|object| {
        // SAFETY: the heap lists live objects; the kind says what the payload is.
        unsafe {
            if (*object).kind() == kind::CODE {
                Object::<Code>::body_of(object).flush_caches();
            }
        }
    });
}
