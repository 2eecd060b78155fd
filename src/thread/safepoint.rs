//! Bits of the safepoint word: what a thread is asked to do at its next function entry or backward jump.
//!
//! The word is polled relaxed; whoever sets a bit hands over anything else through the mutex of what the bit is about.

/// Another thread waits for the global lock: hand it over ([`super::gate::Gate::switch`]).
pub const DROP_REQUEST: u32 = 1 << 0;
/// A thread stops the world.
pub const STOP: u32 = 1 << 1;
/// The thread's merge queue is not empty.
pub const MERGE: u32 = 1 << 2;
/// A signal arrived (main thread only).
pub const SIGNAL: u32 = 1 << 3;
/// Another thread raised an exception in this one.
pub const ASYNC_EXC: u32 = 1 << 4;
/// A cycle collection is due.
pub const COLLECT: u32 = 1 << 5;
/// Retired memory waits for this thread to pass an epoch.
pub const EPOCH: u32 = 1 << 6;
/// Set for good under `--stress-switch`: every safepoint is served, and every so many of them let another thread run.
pub const STRESS: u32 = 1 << 7;
/// Something is kept for what native code of this thread may have borrowed. Served at instructions only.
pub const KEPT: u32 = 1 << 8;
