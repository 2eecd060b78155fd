//! The ledger of native references: how many `Ref`s to each object exist outside of the interpreter's words.
//!
//! A `Ref` on the native stack, or in a `Vec` there, is a reference that no walk over the heap finds. Builds with the feature `stats`
//! therefore write down every count that enters native code (`Ref::adopt`, `copy_of`, `clone`) and every one that leaves it (`release`,
//! drop); the auditor then knows of all references at any stop (I1). `Ref`s that are fields of objects are in the ledger too, so their
//! edges, which their `Trace` announces with [`held`], are not added a second time. Other builds contain none of this.
//!
//! Must never be used while a shard's lock is held by the same thread: nothing here calls out.

use std::cell::Cell;

use parking_lot::Mutex;
use rustc_hash::FxHashMap;

use super::word::Value;
use crate::config;

/// Locks of the table.
const SHARDS: usize = 64;

/// References by address. One table for the process: addresses tell the Vms apart.
static TABLE: [Mutex<Option<FxHashMap<usize, i64>>>; SHARDS] = [const { Mutex::new(None) }; SHARDS];

thread_local! {
    /// The edge being visited is a `Ref` field.
    static HELD: Cell<bool> = const { Cell::new(false) };
}

/// A count entered native code.
#[inline(always)]
pub fn enter(value: Value) {
    if config::STATS && value.is_counted() {
        note(value, 1);
    }
}

/// A count left native code.
#[inline(always)]
pub fn leave(value: Value) {
    if config::STATS && value.is_counted() {
        note(value, -1);
    }
}

#[inline(never)]
fn note(value: Value, by: i64) {
    let address = value.address() as usize;
    let mut shard = TABLE[(address >> 4) % SHARDS].lock();
    let table = shard.get_or_insert_default();
    let entry = table.entry(address).or_insert(0);
    *entry += by;
    if *entry == 0 {
        table.remove(&address);
    }
}

/// Visits the edge of a `Ref` field.
#[inline(always)]
pub fn held(value: Value, visit: &mut dyn FnMut(Value)) {
    if config::STATS {
        HELD.set(true);
        visit(value);
        HELD.set(false);
    } else {
        visit(value);
    }
}

/// Is the edge being visited in the ledger already?
#[inline(always)]
pub fn is_held() -> bool {
    config::STATS && HELD.get()
}

/// Calls `visit` with each object in the ledger and its number of references. At a stop.
pub fn for_each(mut visit: impl FnMut(Value, i64)) {
    for shard in &TABLE {
        for (address, count) in shard.lock().iter().flatten() {
            visit(Value::counted(*address as *mut super::Header), *count);
        }
    }
}
