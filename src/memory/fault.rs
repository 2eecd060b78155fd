//! Faults on purpose, to prove that the auditor finds them: a lost increment, a doubled decrement, a block freed too early.
//!
//! There are two ways. [`inject`] makes the state that a fault leaves behind, has the heap recounted, and puts everything right again; it
//! works in every build, for every object, and costs nothing elsewhere. [`arm`] lets the counting itself fail, once, for one object, at
//! the choke points that native code's references pass; only builds with debug assertions contain it.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::audit::{Mismatch, Mode, audit};
use super::header::{Header, Kind};
use super::refcount::RefCount;
use super::slab::{FreeBlock, Slab};
use crate::runtime::Thread;

/// Are the choke points able to fail?
pub const ON: bool = cfg!(debug_assertions);

/// What goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A reference is made and not counted.
    LostIncrement,
    /// A reference is given back twice.
    DoubledDecrement,
    /// A reference is never given back.
    LostDecrement,
    /// The object's block is freed while there are references.
    EarlyFree,
}

impl Fault {
    /// By the name that scripts use.
    pub fn named(name: &str) -> Option<Fault> {
        Some(match name {
            "lost increment" => Fault::LostIncrement,
            "doubled decrement" => Fault::DoubledDecrement,
            "lost decrement" => Fault::LostDecrement,
            "early free" => Fault::EarlyFree,
            _ => return None,
        })
    }
}

/// The object whose next increment is lost; 0 for none.
static INCREMENT: AtomicUsize = AtomicUsize::new(0);
/// The object whose next decrement is made twice.
static DECREMENT: AtomicUsize = AtomicUsize::new(0);

/// Lets the next operation of this kind on the object fail. False when that is not possible in this build, or for this fault.
pub fn arm(fault: Fault, object: *mut Header) -> bool {
    match fault {
        Fault::LostIncrement => INCREMENT.store(object as usize, Ordering::Relaxed),
        Fault::DoubledDecrement => DECREMENT.store(object as usize, Ordering::Relaxed),
        Fault::LostDecrement | Fault::EarlyFree => return false,
    }
    ON
}

/// Takes back what `arm` did.
pub fn disarm() {
    INCREMENT.store(0, Ordering::Relaxed);
    DECREMENT.store(0, Ordering::Relaxed);
}

/// Is this increment to be lost?
#[inline(always)]
pub fn loses_increment(object: *mut Header) -> bool {
    ON && INCREMENT.load(Ordering::Relaxed) == object as usize && INCREMENT.swap(0, Ordering::Relaxed) != 0
}

/// Is this decrement to be made twice?
#[inline(always)]
pub fn doubles_decrement(object: *mut Header) -> bool {
    ON && DECREMENT.load(Ordering::Relaxed) == object as usize && DECREMENT.swap(0, Ordering::Relaxed) != 0
}

/// Makes the state that a fault would leave, recounts the heap, and undoes the fault. Gives what the recount says of the object.
///
/// # Safety
/// The object is alive and counted, and the world is stopped.
pub unsafe fn inject(t: &Thread, object: *mut Header, fault: Fault) -> Vec<Mismatch> {
    let mode = Mode::now(t);
    // SAFETY: the caller's; every change is undone before anybody else looks.
    let found = unsafe {
        let header = &*object;
        let by = match fault {
            Fault::LostIncrement | Fault::DoubledDecrement => -1,
            Fault::LostDecrement => 1,
            Fault::EarlyFree => 0,
        };
        if by != 0 {
            let before = std::ptr::read(&raw const (*object).count);
            // A verdict that it is dead is not acted on.
            let _ = header.count.merge(by);
            let found = audit(t, mode);
            std::ptr::write(&raw mut (*object).count, before);
            found
        } else {
            let slab = &*Slab::of(object);
            let block = object.cast::<FreeBlock>();
            let (kind, next) = (header.kind(), std::ptr::read(&raw const (*block).next));
            let (used, free) = (slab.used.get(), slab.free.get());
            header.set_kind(Kind::FREE);
            (*block).next.set(free);
            slab.free.set(block);
            slab.used.set(used - 1);
            let found = audit(t, mode);
            slab.used.set(used);
            slab.free.set(free);
            std::ptr::write(&raw mut (*block).next, next);
            header.set_kind(kind);
            found
        }
    };
    found.into_iter().filter(|m| m.address == object as usize).collect()
}
