//! `Object<T>`: a header followed by a payload, and the trait a payload implements.

use std::ptr;

use super::destroy;
use super::header::{self, Header, Kind};
use super::heap::{KindOps, OutOfMemory};
use super::refcount::{OwnerId, RefCount};
use super::reference::Ref;
use super::slab::{FreeBlock, LARGEST, class_of};
use super::word::Value;
use crate::config::{self, Count};
use crate::thread::state::ThreadBase;

impl Kind {
    /// Bit of a kind that marks an instance of a subclass: the layout is that of the builtin, the type is not.
    pub const SUBCLASS: u8 = 0x80;

    /// The builtin layout, whether or not the type is a subclass.
    #[inline(always)]
    pub const fn layout(self) -> Kind {
        Kind(self.0 & !Kind::SUBCLASS)
    }
}

/// The Rust side of an object.
///
/// # Safety
/// `KIND` belongs to this type alone and `trace` visits every `Ref` and `Slot` that the payload owns.
pub unsafe trait Payload: Sized + Sync {
    /// The kind in the header of objects with this payload.
    const KIND: Kind;
    /// Can instances be part of a reference cycle?
    const TRACED: bool;
    /// Does it hold an `Edge`?
    const EDGES: bool = false;
    /// Does `run` ever give anything?
    const RUN: bool = false;
    /// Calls back with every reference held.
    fn trace(&self, visit: &mut dyn FnMut(Value));
    /// The references as one slice, NULLs among them, if they lie so and there are no others.
    fn run(&self) -> Option<&[Value]> {
        None
    }
    /// Settles every `Edge`.
    ///
    /// # Safety
    /// No other thread uses the object.
    unsafe fn settle(&self, _me: OwnerId) {}
    /// What is wrong with the payload; the auditor asks, at a stop.
    fn check(&self) -> Option<&'static str> {
        None
    }
    /// Drops what can close a cycle; the object stays valid.
    fn clear(&self) {}
}

/// An object as it lies in a slab.
#[repr(C)]
pub struct Object<T> {
    header: Header,
    body: T,
}

impl<T: Payload> Object<T> {
    /// The payload behind a header.
    ///
    /// # Safety
    /// `object` is alive for `'a` and has the layout `T::KIND`.
    #[inline(always)]
    pub unsafe fn body_of<'a>(object: *mut Header) -> &'a T {
        // SAFETY: the caller's; the layout is `repr(C)`.
        unsafe { &(*object.cast::<Object<T>>()).body }
    }

    /// The header of the object that this payload is part of.
    #[inline(always)]
    pub fn header_of(body: &T) -> &Header {
        // SAFETY: payloads live in `Object`s only, right behind the header.
        unsafe { &*ptr::from_ref(body).byte_sub(std::mem::offset_of!(Object<T>, body)).cast::<Header>() }
    }

    /// A new reference to the object that this payload is part of.
    #[inline]
    pub fn ref_of(body: &T) -> Ref {
        let header = ptr::from_ref(Self::header_of(body)).cast_mut();
        // SAFETY: whoever lent the payload keeps the object alive.
        unsafe { Ref::copy_of(Value::of(header)) }
    }

    /// What the heap must know of this payload.
    pub const fn ops(name: &'static str) -> KindOps {
        unsafe fn trace<T: Payload>(object: *mut Header, visit: &mut dyn FnMut(Value)) {
            // SAFETY: the heap calls this with objects of the kind.
            unsafe { Object::<T>::body_of(object) }.trace(visit);
        }
        unsafe fn clear<T: Payload>(object: *mut Header) {
            // SAFETY: as above.
            unsafe { Object::<T>::body_of(object) }.clear();
        }
        unsafe fn drop<T: Payload>(object: *mut Header) {
            // SAFETY: called once, with the last reference gone (I5).
            unsafe { ptr::drop_in_place(&raw mut (*object.cast::<Object<T>>()).body) };
        }
        unsafe fn run<T: Payload>(object: *mut Header) -> Option<*const [Value]> {
            // SAFETY: as above.
            unsafe { Object::<T>::body_of(object) }.run().map(ptr::from_ref)
        }
        unsafe fn settle<T: Payload>(object: *mut Header, me: OwnerId) {
            // SAFETY: as above; the caller excludes other threads.
            unsafe { Object::<T>::body_of(object).settle(me) };
        }
        unsafe fn check<T: Payload>(object: *mut Header) -> Option<&'static str> {
            // SAFETY: as above.
            unsafe { Object::<T>::body_of(object) }.check()
        }
        KindOps {
            name,
            check: check::<T>,
            trace: if T::TRACED { Some(trace::<T>) } else { None },
            settle: if config::DEFERRED && T::EDGES { Some(settle::<T>) } else { None },
            run: if T::RUN { Some(run::<T>) } else { None },
            clear: if T::TRACED { Some(clear::<T>) } else { None },
            drop: if std::mem::needs_drop::<T>() { Some(drop::<T>) } else { None },
        }
    }

    /// Allocates an object of the exact builtin type `ty`.
    #[inline]
    pub fn allocate(t: &ThreadBase, ty: *mut Header, body: T) -> Result<Ref, OutOfMemory> {
        Self::allocate_as(t, T::KIND, 0, ty, 0, body)
    }

    /// Allocates an object with `extra` bytes behind the payload.
    ///
    /// `flags` are header flags; with `IMMORTAL` the returned word is marked, with `COUNTS_TYPE` the type gains a count.
    // In place: with a known kind and size half of it is done when this is compiled.
    #[inline(always)]
    #[allow(clippy::not_unsafe_ptr_arg_deref)]
    pub fn allocate_as(
        t: &ThreadBase,
        kind: Kind,
        flags: u8,
        ty: *mut Header,
        extra: usize,
        body: T,
    ) -> Result<Ref, OutOfMemory> {
        let traced = T::TRACED || kind.0 & Kind::SUBCLASS != 0;
        let object = allocate_raw(t, size_of::<Object<T>>() + extra, traced)?;
        // SAFETY: the block is large enough and ours; header and payload are both written before anyone sees it (I8).
        unsafe {
            write_header(t, object, kind, flags | if T::TRACED { t.births.flags() } else { 0 }, ty);
            (&raw mut (*object.cast::<Object<T>>()).body).write(body);
        }
        if T::TRACED {
            t.count_allocation();
        }
        let value = if flags & header::IMMORTAL != 0 { Value::uncounted(object) } else { Value::counted(object) };
        // SAFETY: born with one count (or immortal), which this reference takes.
        Ok(unsafe { Ref::adopt(value) })
    }
}

/// A block of at least `size` bytes (at most `LARGEST`) with stale contents, for a traced object or an atom.
#[inline(always)]
pub fn allocate_raw(t: &ThreadBase, size: usize, traced: bool) -> Result<*mut Header, OutOfMemory> {
    debug_assert!(size <= LARGEST);
    // A free block has room for its link behind the header.
    let class = class_of(size.max(size_of::<FreeBlock>()), traced);
    match t.local_heap.take(class) {
        Some(block) => Ok(block),
        None => allocate_slow(t, class),
    }
}

#[cold]
#[inline(never)]
fn allocate_slow(t: &ThreadBase, class: usize) -> Result<*mut Header, OutOfMemory> {
    loop {
        t.births.look();
        t.local_heap.refill(t.heap(), class, t.id)?;
        if let Some(block) = t.local_heap.take(class) {
            return Ok(block);
        }
    }
}

/// Initialises the header of a fresh block.
///
/// # Safety
/// `object` is a block that the caller has just allocated; `ty` is a live type.
#[inline(always)]
pub unsafe fn write_header(t: &ThreadBase, object: *mut Header, kind: Kind, flags: u8, ty: *mut Header) {
    let count = if flags & header::IMMORTAL != 0 { Count::new_immortal() } else { Count::new(t.id) };
    // SAFETY: the caller's.
    unsafe {
        if flags & header::COUNTS_TYPE != 0 && !config::UNCOUNTED {
            (*ty).count.inc(t.id);
        }
        object.write(Header::new(count, kind, flags, 0, ty));
        if flags & header::DEFERRED != 0 && !config::UNCOUNTED {
            // The count that stands for the uncounted references on stacks; a collection or the Vm's end gives it up.
            (*object).count.inc(t.id);
        }
    }
}

/// Frees an object that was never shown to anyone (its initialisation failed).
///
/// # Safety
/// The caller owns the only reference, and the payload needs no drop.
pub unsafe fn discard(t: &ThreadBase, object: *mut Header) {
    // SAFETY: the caller's.
    unsafe { destroy::free_block(t, object) };
}
