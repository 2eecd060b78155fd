//! A place that only one thread at a time uses.

use super::{Ref, Slot, Value};

/// A [`Slot`] that nobody reads or changes but the thread it belongs to, or the one that has claimed its object; the collector and the
/// auditor look at a stop. Its operations need no lock, in no build.
#[repr(transparent)]
#[derive(Default)]
pub struct OwnSlot(Slot);

impl OwnSlot {
    /// An empty slot.
    pub const fn empty() -> OwnSlot {
        OwnSlot(Slot::empty())
    }

    /// The word, borrowed; `NULL` when empty.
    #[inline(always)]
    pub fn load(&self) -> Value {
        self.0.load()
    }

    /// A new reference to the content.
    #[inline(always)]
    pub fn get(&self) -> Option<Ref> {
        self.0.get_held()
    }

    /// Stores a reference and returns what was there.
    #[inline(always)]
    #[must_use = "drop the old content when the slot's user is ready for Python code"]
    pub fn replace(&self, reference: Ref) -> Option<Ref> {
        self.0.replace_held(reference)
    }

    /// Empties the slot.
    #[inline(always)]
    pub fn take(&self) -> Option<Ref> {
        self.0.take_held()
    }

    /// The place itself, for who walks over references.
    pub fn place(&self) -> &Slot {
        &self.0
    }
}
