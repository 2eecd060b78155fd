//! The switchboard: turns Cargo features into types and constants.
//!
//! This is the only file with a memory-related `cfg(feature)`. Every technique compiles in every build; a feature
//! only picks which one the aliases below name, so what lies above (objects, the interpreter) is written once.

use crate::memory::refcount;
use crate::thread::{gate, lock};

/// No global lock: threads run in parallel.
pub const NOGIL: bool = cfg!(feature = "nogil");
/// Counts have an owner-local and a shared half.
pub const BIASED: bool = cfg!(feature = "biased");
/// Some objects are born uncounted.
pub const IMMORTAL: bool = cfg!(feature = "immortal");
/// Stack references to some objects, and provable borrows, are not counted.
pub const DEFERRED: bool = cfg!(feature = "deferred");
/// One whole-heap collection instead of generations.
pub const WHOLE_HEAP_GC: bool = cfg!(feature = "whole-heap-gc") || NOGIL;
/// Containers are read without their lock; inert under a global lock.
pub const OPTIMISTIC: bool = cfg!(feature = "optimistic") && NOGIL;
/// Containers that only their owner has used are changed without their lock.
pub const PRIVATE: bool = OPTIMISTIC && BIASED;
/// Small numbers and singletons live in the value word.
pub const TAGGED: bool = cfg!(feature = "tagged");
/// Inline caches and specialised instructions.
pub const ADAPTIVE: bool = cfg!(feature = "adaptive");
/// Event counters are compiled in.
pub const STATS: bool = cfg!(feature = "stats");
/// The floor of every comparison: nothing is counted and nothing is freed before the end (`--cfg uncounted`).
pub const UNCOUNTED: bool = cfg!(uncounted);

/// The reference count of an object header.
#[cfg(feature = "biased")]
pub type Count = refcount::biased::Biased;
/// The reference count of an object header.
#[cfg(all(feature = "nogil", not(feature = "biased")))]
pub type Count = refcount::atomic::Atomic;
/// The reference count of an object header.
#[cfg(not(any(feature = "nogil", feature = "biased")))]
pub type Count = refcount::plain::Plain;

/// The mutex of what only attached threads touch.
#[cfg(feature = "nogil")]
pub type RawMutex = parking_lot::RawMutex;
/// The mutex of what only attached threads touch.
#[cfg(not(feature = "nogil"))]
pub type RawMutex = crate::thread::mutex::Flag;

/// What a thread holds while it runs Python code: nothing, or a lock that was asked for at the start.
#[cfg(feature = "nogil")]
pub type Gate = gate::Switchable;
/// What a thread holds while it runs Python code.
#[cfg(not(feature = "nogil"))]
pub type Gate = gate::Gil;

/// The lock of one object.
#[cfg(feature = "nogil")]
pub type ObjectLock = lock::ParkedLock;
/// The lock of one object.
#[cfg(not(feature = "nogil"))]
pub type ObjectLock = lock::NoLock;

/// The allocator of everything that is not an object block.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static GLOBAL: crate::memory::allocator::Split<mimalloc::MiMalloc> =
    crate::memory::allocator::Split(mimalloc::MiMalloc);

const FEATURES: &[(&str, bool)] = &[
    ("nogil", NOGIL),
    ("biased", BIASED),
    ("immortal", IMMORTAL),
    ("deferred", DEFERRED),
    ("whole-heap-gc", cfg!(feature = "whole-heap-gc")),
    ("optimistic", cfg!(feature = "optimistic")),
    ("tagged", TAGGED),
    ("adaptive", ADAPTIVE),
    ("mimalloc", cfg!(feature = "mimalloc")),
    ("stats", STATS),
    ("uncounted", UNCOUNTED),
];

/// The named variants of the ladder and the features of each, `stats` aside.
pub const VARIANTS: &[(&str, &[&str])] = &[
    ("classic", &["adaptive", "mimalloc"]),
    ("whole-heap", &["adaptive", "mimalloc", "whole-heap-gc"]),
    ("atomic", &["adaptive", "mimalloc", "whole-heap-gc", "nogil"]),
    ("biased", &["adaptive", "mimalloc", "whole-heap-gc", "nogil", "biased"]),
    ("immortal", &["adaptive", "mimalloc", "whole-heap-gc", "nogil", "biased", "immortal"]),
    ("deferred", &["adaptive", "mimalloc", "whole-heap-gc", "nogil", "biased", "immortal", "deferred"]),
    ("pep703", &["adaptive", "mimalloc", "whole-heap-gc", "nogil", "biased", "immortal", "deferred", "optimistic"]),
    (
        "full",
        &["adaptive", "mimalloc", "whole-heap-gc", "nogil", "biased", "immortal", "deferred", "optimistic", "tagged"],
    ),
    ("gil-full", &["adaptive", "mimalloc", "immortal", "deferred", "tagged"]),
];

/// The name of this build's variant, if it is one of the ladder.
pub fn variant() -> Option<&'static str> {
    let mut on: Vec<&str> = FEATURES.iter().filter(|(n, on)| *on && *n != "stats").map(|(n, _)| *n).collect();
    on.sort_unstable();
    VARIANTS.iter().find_map(|(name, features)| {
        let mut features = features.to_vec();
        features.sort_unstable();
        (features == on).then_some(*name)
    })
}

/// One line that says what this build is made of: the variant's name, the features, and those that are inert.
pub fn describe() -> String {
    let on: Vec<&str> = FEATURES.iter().filter(|(_, on)| *on).map(|(n, _)| *n).collect();
    let mut text = format!("{} [{}]", variant().unwrap_or("custom"), on.join(" "));
    if cfg!(feature = "optimistic") && !NOGIL {
        text.push_str(" (optimistic is inert without nogil)");
    }
    text
}
