//! What becomes of a copied reference: who counts it, or why nobody does. For the event counters; empty without the feature `stats`.
//!
//! *Bytecode* copies are told by instruction and not by what a handler does: in front of the next instruction, the words that a load has
//! pushed are looked at. So their number is the same in every build that runs the same instructions, whichever handler ran (fast,
//! warm or slow), and only the ways differ. *Native* copies are those of `Ref`s, except where a load's slow handler made them.

use std::cell::Cell;

use super::header;
use super::refcount::RefCount;
use super::stats::{Event, count, count_way};
use super::word::Value;
use crate::config;
use crate::thread::state;

/// The ways, in the order of `stats`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub enum Way {
    /// Counted by the holder of the lock.
    Plain,
    /// Counted with a locked instruction.
    Atomic,
    /// Counted in the owner's half.
    Local,
    /// Counted in the shared half.
    Shared,
    /// A local variable keeps it alive.
    Borrowed,
    /// The collector keeps it alive while a stack holds it.
    Deferred,
    /// There is no object.
    Tagged,
    /// The object is immortal.
    Immortal,
}

/// The way of a word.
///
/// # Safety
/// Its object is alive; it is not null.
unsafe fn way_of(value: Value) -> Way {
    let Some(object) = value.pointer() else { return Way::Tagged };
    // SAFETY: the caller's.
    let header = unsafe { object.as_ref() };
    if value.is_counted() {
        match () {
            () if config::Count::BIASED && header.count.owner() == state::current_id() => Way::Local,
            () if config::Count::BIASED => Way::Shared,
            () if config::Count::ATOMIC => Way::Atomic,
            () => Way::Plain,
        }
    } else if header.has(header::IMMORTAL) {
        Way::Immortal
    } else if header.has(header::DEFERRED) {
        Way::Deferred
    } else {
        Way::Borrowed
    }
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
    static LOADED: Cell<Loaded> = const { Cell::new(Loaded::NOTHING) };
}

/// Native code has copied a reference; `value` is the word it got.
///
/// # Safety
/// The word's object is alive.
#[inline(always)]
pub unsafe fn native(value: Value) {
    if config::STATS && !value.is_null() && !QUIET.get() {
        // SAFETY: the caller's.
        count_way(Event::NativeCopies, unsafe { way_of(value) } as usize);
    }
}

/// Leaves native copies out while `f` runs, if `when`: it is a load's slow handler, whose copy the bytecode's row has.
#[inline(always)]
pub fn without_native<R>(when: bool, f: impl FnOnce() -> R) -> R {
    if !config::STATS {
        return f();
    }
    let before = QUIET.replace(when);
    let result = f();
    QUIET.set(before);
    result
}

/// Words that the instruction before has pushed, if it went on as loads do: the frame is the same and the stack so high.
#[derive(Clone, Copy)]
pub struct Loaded {
    /// Locals of the frame.
    pub fp: *const Value,
    /// Top of the stack then.
    pub sp: *const Value,
    /// The first word.
    pub first: *const Value,
    /// How many.
    pub words: usize,
    /// One more, or null.
    pub extra: *const Value,
}

impl Loaded {
    /// For instructions that load nothing.
    pub const NOTHING: Loaded = Loaded {
        fp: std::ptr::null(),
        sp: std::ptr::null(),
        first: std::ptr::null(),
        words: 0,
        extra: std::ptr::null(),
    };
}

/// An instruction begins with these registers; `next` is what it will have loaded when the one after begins.
///
/// # Safety
/// The registers are those of a running frame of this thread.
pub unsafe fn instruction(fp: *const Value, sp: *const Value, next: Loaded) {
    count(Event::Instructions);
    let loaded = LOADED.replace(next);
    if loaded.fp != fp || loaded.sp != sp || loaded.words == 0 {
        return;
    }
    // SAFETY: the instruction before went on to this one in the same frame, so the words it pushed are there and alive.
    unsafe {
        for i in 0..loaded.words {
            see(*loaded.first.add(i));
        }
        if !loaded.extra.is_null() {
            see(*loaded.extra);
        }
    }
}

/// # Safety
/// The word's object is alive.
unsafe fn see(value: Value) {
    if !value.is_null() {
        // SAFETY: the caller's.
        count_way(Event::BytecodeCopies, unsafe { way_of(value) } as usize);
    }
}
