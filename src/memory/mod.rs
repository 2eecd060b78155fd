//! Memory management: the study itself. Knows nothing of Python.
//!
//! * `word`, `header`, `reference`: a value word, the object header, the owned reference.
//! * `refcount`: the counting techniques, one contract, one file each.
//! * `slab`, `heap`: type-stable object memory behind one door. `reclaim`: when buffers that others may be reading are freed.
//! * `collect`: the cycle collector. `audit`: recounts the heap. `ledger`: what native code holds.
//! * `destroy`: what happens when a count reaches zero.
//! * `stats`, `copies`: event counters, and what becomes of a copied reference.

pub mod allocator;
pub mod audit;
pub mod collect;
pub mod copies;
pub mod destroy;
mod edge;
pub mod fault;
pub mod header;
pub mod heap;
pub mod ledger;
pub mod object;
mod own_slot;
pub mod reclaim;
pub mod refcount;
pub mod reference;
pub mod slab;
pub mod stats;
pub mod sync;
pub mod word;

pub use edge::Edge;
pub use header::{Header, Kind};
pub use heap::{Heap, KindOps, OutOfMemory};
pub use object::{Object, Payload};
pub use own_slot::OwnSlot;
pub use reference::{Own, Ref, Slot};
pub use word::Value;
