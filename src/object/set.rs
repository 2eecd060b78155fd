//! `set` and `frozenset`: an open-addressed table of keys.
//!
//! Both types share `Hashes`. Unlike a dict's, the table keeps its keys in the order of their places, which for a given
//! history of additions and removals is the order CPython iterates in: the same probing (up to nine neighbours, then a jump
//! by the perturbed hash), the same growth, so that programs that print sets of numbers print the same.
//!
//! * `table`: places, search without Python code.  * `lookup`: adding, finding, removing, with it.
//! * `algebra`: union, intersection and so on.  * `methods`: the two types.  * `iter`: their iterator.

use std::sync::atomic::{AtomicI64, Ordering};

use super::kind;
use crate::memory::{Kind, Object, Payload, Ref, Value};
use crate::runtime::{PyResult, Thread};

pub mod algebra;
mod iter;
mod lookup;
mod methods;
mod table;

pub use iter::SET_ITERATOR;
pub use methods::{FROZENSET, SET};
pub use table::Hashes;

/// The payload of a `set`.
#[derive(Default)]
#[repr(transparent)]
pub struct Set {
    hashes: Hashes,
}

/// The payload of a `frozenset`.
#[repr(C)]
pub struct FrozenSet {
    hashes: Hashes,
    /// The hash, `NO_HASH` until it is known.
    hash: AtomicI64,
}

/// No hash has this value.
const NO_HASH: i64 = -1;

// SAFETY: the kind is this payload's alone; all keys are visited.
unsafe impl Payload for Set {
    const KIND: Kind = kind::SET;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.hashes.trace(visit);
    }
    fn check(&self) -> Option<&'static str> {
        self.hashes.check()
    }
    fn clear(&self) {
        self.hashes.clear();
    }
}

// SAFETY: as above.
unsafe impl Payload for FrozenSet {
    const KIND: Kind = kind::FROZENSET;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.hashes.trace(visit);
    }
    fn check(&self) -> Option<&'static str> {
        self.hashes.check()
    }
    fn clear(&self) {
        self.hashes.clear();
    }
}

impl Default for FrozenSet {
    fn default() -> FrozenSet {
        FrozenSet { hashes: Hashes::default(), hash: AtomicI64::new(NO_HASH) }
    }
}

impl Set {
    /// The keys.
    #[inline(always)]
    pub fn hashes(&self) -> &Hashes {
        &self.hashes
    }
}

impl FrozenSet {
    /// The keys.
    #[inline(always)]
    pub fn hashes(&self) -> &Hashes {
        &self.hashes
    }

    /// The hash, made from those of the keys whatever their order.
    pub fn hash(&self) -> i64 {
        // Relaxed: whoever computes it gets the same number.
        let known = self.hash.load(Ordering::Relaxed);
        if known != NO_HASH {
            return known;
        }
        let hash = self.hashes.frozen_hash();
        self.hash.store(hash, Ordering::Relaxed);
        hash
    }
}

/// The keys of a set or frozenset (or of an instance of a subclass).
#[inline]
pub fn keys_of(value: &Ref) -> Option<&Hashes> {
    match value.downcast::<Set>() {
        Some(set) => Some(&set.hashes),
        None => value.downcast::<FrozenSet>().map(|set| &set.hashes),
    }
}

impl Thread {
    /// `set()`.
    pub fn new_set(&self) -> PyResult {
        Ok(Object::allocate(self, self.types().set.as_ptr(), Set::default())?)
    }

    /// An empty frozenset that its maker fills before anyone else sees it.
    pub fn new_frozenset(&self) -> PyResult {
        Ok(Object::allocate(self, self.types().frozenset.as_ptr(), FrozenSet::default())?)
    }

    /// A set of these keys.
    pub fn set_of(&self, keys: &[Ref]) -> PyResult {
        let set = self.new_set()?;
        for key in keys {
            self.set_add(&set, key.clone())?;
        }
        Ok(set)
    }

    /// A frozenset of these keys.
    pub fn frozenset_of(&self, keys: &[Ref]) -> PyResult {
        let set = self.new_frozenset()?;
        for key in keys {
            self.set_add(&set, key.clone())?;
        }
        Ok(set)
    }

    /// Adds a key to a set (or to a frozenset that nobody else sees yet).
    pub fn set_add(&self, set: &Ref, key: Ref) -> PyResult<()> {
        match keys_of(set) {
            Some(keys) => keys.add(self, key).map(drop),
            None => Err(self.type_error(format!("expected a set, got {}", self.type_name(set)))),
        }
    }

    /// Is the key in the set?
    pub fn set_contains(&self, set: &Ref, key: &Ref) -> PyResult<bool> {
        match keys_of(set) {
            Some(keys) => keys.contains(self, key),
            None => Err(self.type_error(format!("expected a set, got {}", self.type_name(set)))),
        }
    }
}
