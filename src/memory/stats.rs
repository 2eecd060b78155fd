//! Event counters of builds with the feature `stats`. In other builds every function here is empty.
//!
//! Each thread counts for itself, without atomic instructions; at its end, and when the process reports, the numbers are added
//! to those of the process. This file knows nothing but names: what an event is stands where it happens, and what becomes of
//! a copied reference in `copies`.

use std::cell::Cell;
use std::fmt::Write as _;

use parking_lot::Mutex;

use crate::config::STATS;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub enum Event {
    /// Bytecode instructions.
    Instructions,
    /// The first of eight ways that a reference copied by bytecode may go; see `copies::Way`.
    BytecodeCopies,
    /// As above, for native code.
    NativeCopies = Event::BytecodeCopies as usize + 8,
    /// Marked words of the stack that became counts after all: stored, returned or captured.
    Settled = Event::NativeCopies as usize + 8,
    /// Object blocks taken.
    Allocations,
    /// Objects whose halves were joined on behalf of a queue entry.
    Merges,
    /// References handed to an owner's queue.
    QueueEntries,
    /// Object locks taken without waiting, optimistic reads aside.
    Locks,
    /// Object locks that had to be waited for.
    LockWaits,
    /// Reads that needed no lock.
    OptimisticHits,
    /// Reads that were tried without the lock and then took it.
    OptimisticRetries,
    /// Bytes of buffers whose freeing waits for readers.
    RetiredBytes,
}

const EVENTS: usize = Event::RetiredBytes as usize + 1;

/// The words for the eight ways, in order.
const WAYS: [&str; 8] = ["plain", "atomic", "local", "shared", "borrowed", "deferred", "tagged", "immortal"];

const OTHERS: [(Event, &str); 9] = [
    (Event::Settled, "marked words counted later"),
    (Event::Allocations, "allocations"),
    (Event::Merges, "merges"),
    (Event::QueueEntries, "queue entries"),
    (Event::Locks, "object locks taken"),
    (Event::LockWaits, "object locks waited for"),
    (Event::OptimisticHits, "optimistic reads"),
    (Event::OptimisticRetries, "optimistic retries"),
    (Event::RetiredBytes, "retired bytes"),
];

thread_local! {
    static MINE: [Cell<u64>; EVENTS] = const { [const { Cell::new(0) }; EVENTS] };
}

static ALL: Mutex<[u64; EVENTS]> = Mutex::new([0; EVENTS]);

/// Counts an event.
#[inline(always)]
pub fn count(event: Event) {
    if STATS {
        add(event as usize, 1);
    }
}

/// Counts several at once.
#[inline(always)]
pub fn count_many(event: Event, by: u64) {
    if STATS {
        add(event as usize, by);
    }
}

/// Counts one of the eight ways.
#[inline(always)]
pub fn count_way(event: Event, way: usize) {
    if STATS {
        add(event as usize + way, 1);
    }
}

#[inline(never)]
fn add(index: usize, by: u64) {
    MINE.with(|mine| mine[index].set(mine[index].get() + by));
}

/// Adds the calling thread's numbers to those of the process: at a thread's end.
pub fn flush() {
    if STATS {
        let mut all = ALL.lock();
        MINE.with(|mine| mine.iter().zip(all.iter_mut()).for_each(|(mine, all)| *all += mine.take()));
    }
}

/// The lines of `--stats`, a name and a number each; empty without the feature.
pub fn report() -> String {
    let mut text = String::new();
    if !STATS {
        return text;
    }
    flush();
    let all = *ALL.lock();
    let _ = writeln!(text, "instructions: {}", all[Event::Instructions as usize]);
    for (first, who) in [(Event::BytecodeCopies, "bytecode"), (Event::NativeCopies, "native")] {
        for (i, way) in WAYS.iter().enumerate() {
            let _ = writeln!(text, "{who} copies, {way}: {}", all[first as usize + i]);
        }
    }
    for (event, name) in OTHERS {
        let _ = writeln!(text, "{name}: {}", all[event as usize]);
    }
    text
}
