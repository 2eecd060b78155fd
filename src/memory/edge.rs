//! A reference of one object to another that is not counted where the other is deferred.

use super::header::{self, Header};
use super::refcount::OwnerId;
use super::reference::{self, Ref, Slot};
use super::word::Value;
use crate::config;

/// A place that always holds a reference, like a full [`Slot`]; but an object that only a collection frees is not counted, as if it were
/// on a stack. So threads that make functions, frames and tracebacks of the same code do not contend for its count.
///
/// The collector follows the uncounted reference from whatever is alive. Before a deferred object goes back to plain counting,
/// everything that may refer to it so is settled ([`Edge::settle`], through `Payload::settle`).
#[repr(transparent)]
pub struct Edge(Slot);

impl Edge {
    /// Takes over a reference.
    pub fn new(reference: Ref) -> Edge {
        match reference.header() {
            // The count of the reference is given up when the mark stands in the object.
            Some(object) if is_deferred(object) => Edge(Slot::from_word(reference.value().marked())),
            _ => Edge(Slot::new(reference)),
        }
    }

    /// Refers to what a borrowed word names.
    ///
    /// # Safety
    /// The word is not null and its object is alive while the caller looks.
    #[inline]
    pub unsafe fn to(value: Value) -> Edge {
        // SAFETY: the caller's.
        match value.pointer().map(|object| unsafe { object.as_ref() }) {
            Some(object) if is_deferred(object) => Edge(Slot::from_word(value.marked())),
            // SAFETY: the caller's.
            _ => Edge(Slot::new(unsafe { Ref::copy_of(value) })),
        }
    }

    /// The word, borrowed.
    #[inline(always)]
    pub fn load(&self) -> Value {
        self.0.load()
    }

    /// A new reference to the content, whatever other threads do meanwhile.
    pub fn get(&self) -> Ref {
        let value = self.0.load_acquire();
        if value.is_pointer() && !value.is_counted() {
            // SAFETY: an immortal, or a deferred object that the word names until a collection at the earliest.
            return unsafe { Ref::copy_of(value) };
        }
        self.0.get().expect("an edge is never empty")
    }

    /// Sees the content in place. The caller excludes replacement meanwhile.
    #[inline(always)]
    pub fn peek(&self) -> &Ref {
        self.0.peek().expect("an edge is never empty")
    }

    /// Refers to something else from now on; returns a reference to what it was before.
    pub fn replace(&self, reference: Ref) -> Ref {
        // A marked word names what it does until a collection at the earliest; a counted one is owned by what was swapped out.
        Edge(self.0.swap(Edge::new(reference).0)).get()
    }

    /// Counts what is not counted yet.
    ///
    /// # Safety
    /// No other thread uses the object that the edge is part of.
    pub unsafe fn settle(&self, me: OwnerId) {
        let value = self.0.load();
        if value.is_pointer() && !value.is_counted() && !config::UNCOUNTED {
            let object = value.address();
            // SAFETY: the collector keeps what an edge leads to as long as the object that it starts from.
            if unsafe { is_deferred(&*object) } {
                let counted = Value::counted(object);
                // SAFETY: as above.
                unsafe { reference::increment(counted, me) };
                self.0.store_raw(counted);
            }
        }
    }

    /// The place itself, for who walks over references.
    pub fn place(&self) -> &Slot {
        &self.0
    }
}

/// Is a reference to the object left uncounted?
#[inline(always)]
fn is_deferred(object: &Header) -> bool {
    config::DEFERRED && object.has(header::DEFERRED) && !object.is_immortal()
}
