//! `Ref`: the owned reference, the only way native code holds an object; `Slot`: a place in the heap that owns one.
//!
//! Cloning counts, dropping uncounts; words that own nothing (numbers in the word, immortals) pass through both
//! untouched. `Ref::adopt` and `Ref::release` are the choke points where counts enter and leave native code (I1). A
//! `Ref` may also wrap a marked word that merely borrows (an argument on the interpreter's stack is seen as `&Ref`); its clone
//! is then a counted reference of its own.

use std::marker::PhantomData;
use std::mem::{self, ManuallyDrop};
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};

use super::copies;
use super::destroy;
use super::fault;
use super::header::{self, Header, Kind};
use super::ledger;
use super::object::{Object, Payload};
use super::refcount::{OwnerId, RefCount, Verdict};
use super::stats::{self, Event};
use super::word::Value;
use crate::config;
use crate::thread::lock::ObjectLock as _;
use crate::thread::state;

/// An owned reference. See the module's documentation.
#[repr(transparent)]
pub struct Ref(Value);

/// Adds a count to the object of a counted word.
///
/// # Safety
/// `value.is_counted()`, and the object is alive while the caller looks.
#[inline(always)]
pub unsafe fn increment(value: Value, me: OwnerId) {
    if config::UNCOUNTED || fault::loses_increment(value.address()) {
        return;
    }
    // SAFETY: a counted word points to a live object.
    unsafe { (*value.address()).count.inc(me) }
}

/// Turns a borrowed word into one that owns what it must: counted pointers and marked mortals gain a count.
///
/// # Safety
/// The object is alive while the caller looks.
#[inline(always)]
pub unsafe fn own(value: Value) -> Value {
    let owned = if value.is_counted() {
        // SAFETY: the caller's.
        unsafe { increment(value, state::current_id()) };
        value
    } else if config::DEFERRED && value.is_pointer() {
        // SAFETY: the caller's.
        unsafe { marked_to_counted(value) }
    } else {
        value
    };
    // SAFETY: the caller's.
    unsafe { copies::native(owned) };
    owned
}

/// `own` for a marked pointer: immortals stay marked, everything else becomes a counted word.
///
/// # Safety
/// As `own`; `value` is a marked pointer.
#[inline(always)]
pub unsafe fn own_marked(value: Value) -> Value {
    // SAFETY: the caller's.
    let owned = unsafe { marked_to_counted(value) };
    if owned.is_counted() {
        stats::count(Event::Settled);
    }
    owned
}

/// # Safety
/// As `own_marked`.
#[inline(never)]
unsafe fn marked_to_counted(value: Value) -> Value {
    let object = value.address();
    // SAFETY: the caller's.
    unsafe {
        if (*object).has(header::IMMORTAL) {
            return value;
        }
        let value = Value::counted(object);
        increment(value, state::current_id());
        value
    }
}

/// Gives up the count that a word owns.
///
/// # Safety
/// The word owns what it says; it is not used again.
#[inline(always)]
pub unsafe fn decrement(value: Value) {
    if value.is_counted() {
        // SAFETY: the caller's.
        unsafe { decrement_counted(value) }
    }
}

/// # Safety
/// As `decrement`, for a counted word.
#[inline(always)]
unsafe fn decrement_counted(value: Value) {
    if config::UNCOUNTED {
        return;
    }
    let object = value.address();
    if fault::doubles_decrement(object) {
        // SAFETY: none; this is what the auditor has to find.
        let _ = unsafe { (*object).count.dec(state::current_id()) };
    }
    // SAFETY: the count owned by the word keeps the object alive until here.
    match unsafe { (*object).count.dec(state::current_id()) } {
        Verdict::Alive => {}
        // SAFETY: the count is zero and this is the only thread that was told so (I5).
        Verdict::Dead => unsafe { destroy::destroy_from_native(object) },
        // SAFETY: the verdict hands this reference to the owner's queue (I4).
        Verdict::Queued => unsafe { destroy::enqueue(object) },
    }
}

impl Ref {
    /// Takes over the count that `value` owns.
    ///
    /// # Safety
    /// The caller owns that count and gives it up; or the word owns none and outlives the `Ref`.
    #[inline(always)]
    pub unsafe fn adopt(value: Value) -> Ref {
        debug_assert!(!value.is_null());
        ledger::enter(value);
        Ref(value)
    }

    /// Hands the count to the caller.
    #[inline(always)]
    pub fn release(self) -> Value {
        ledger::leave(self.0);
        ManuallyDrop::new(self).0
    }

    /// A new reference to what a borrowed word names.
    ///
    /// # Safety
    /// The word is not null and its object is alive while the caller looks.
    #[inline(always)]
    pub unsafe fn copy_of(value: Value) -> Ref {
        debug_assert!(!value.is_null());
        // SAFETY: the caller's.
        let value = unsafe { own(value) };
        ledger::enter(value);
        Ref(value)
    }

    /// Sees a word in place as a reference, without owning anything.
    ///
    /// # Safety
    /// The word is not null; its object outlives the borrow.
    #[inline(always)]
    pub unsafe fn peek(value: &Value) -> &Ref {
        // SAFETY: `Ref` is a transparent wrapper.
        unsafe { mem::transmute::<&Value, &Ref>(value) }
    }

    /// The word, borrowed.
    #[inline(always)]
    pub fn value(&self) -> Value {
        self.0
    }

    /// Python's `is`.
    #[inline(always)]
    pub fn is(&self, other: &Ref) -> bool {
        self.0.same(other.0)
    }

    /// The object's header; `None` for values kept in the word.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        // SAFETY: this reference keeps the object alive.
        self.0.pointer().map(|p| unsafe { p.as_ref() })
    }

    /// The exact kind of the object, if it is one.
    #[inline(always)]
    pub fn kind(&self) -> Option<Kind> {
        self.header().map(Header::kind)
    }

    /// The payload, if the object has this layout; instances of subclasses included.
    #[inline(always)]
    pub fn downcast<T: Payload>(&self) -> Option<&T> {
        let header = self.header()?;
        // SAFETY: the layout bits of the kind say what the payload is, and this reference keeps it alive.
        (header.kind().layout() == T::KIND).then(|| unsafe { Object::<T>::body_of(self.0.address()) })
    }

    /// The payload, if the object is of exactly this builtin type.
    #[inline(always)]
    pub fn downcast_exact<T: Payload>(&self) -> Option<&T> {
        let header = self.header()?;
        // SAFETY: as in `downcast`.
        (header.kind() == T::KIND).then(|| unsafe { Object::<T>::body_of(self.0.address()) })
    }

    /// The payload of an object that is known to have this layout.
    ///
    /// # Safety
    /// `self.downcast::<T>()` would succeed.
    #[inline(always)]
    pub unsafe fn cast_unchecked<T: Payload>(&self) -> &T {
        // SAFETY: the caller's.
        unsafe { Object::<T>::body_of(self.0.address()) }
    }

    /// A typed owned reference, if the layout fits.
    pub fn into_own<T: Payload>(self) -> Result<Own<T>, Ref> {
        if self.downcast::<T>().is_some() { Ok(Own { reference: self, payload: PhantomData }) } else { Err(self) }
    }
}

impl Clone for Ref {
    #[inline(always)]
    fn clone(&self) -> Ref {
        // SAFETY: this reference keeps the object alive.
        let value = unsafe { own(self.0) };
        ledger::enter(value);
        Ref(value)
    }
}

impl Drop for Ref {
    #[inline(always)]
    fn drop(&mut self) {
        ledger::leave(self.0);
        // SAFETY: a `Ref` owns what its word says and is gone after this.
        unsafe { decrement(self.0) }
    }
}

impl std::fmt::Debug for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ref({:#x})", self.0.bits())
    }
}

/// An owned reference whose payload type is known.
#[repr(transparent)]
pub struct Own<T: Payload> {
    reference: Ref,
    payload: PhantomData<T>,
}

impl<T: Payload> Own<T> {
    /// The untyped reference.
    #[inline(always)]
    pub fn into_ref(self) -> Ref {
        self.reference
    }
    /// The untyped reference, borrowed.
    #[inline(always)]
    #[allow(clippy::should_implement_trait)]
    pub fn as_ref(&self) -> &Ref {
        &self.reference
    }
    /// Wraps a reference of the right layout.
    ///
    /// # Safety
    /// `reference.downcast::<T>()` succeeds.
    #[inline(always)]
    pub unsafe fn new_unchecked(reference: Ref) -> Own<T> {
        Own { reference, payload: PhantomData }
    }
}

impl<T: Payload> Deref for Own<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: established at construction.
        unsafe { self.reference.cast_unchecked() }
    }
}

impl<T: Payload> Clone for Own<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        Own { reference: self.reference.clone(), payload: PhantomData }
    }
}

/// A mutable place in the heap that owns a reference or is empty.
///
/// Single loads and stores are atomic, so a racing thread never sees half a word; taking a count of what another thread
/// may be removing is the business of the container (its lock, or the optimistic protocol).
#[repr(transparent)]
pub struct Slot(AtomicU64);

impl Slot {
    /// An empty slot.
    pub const fn empty() -> Slot {
        Slot(AtomicU64::new(Value::NULL.bits()))
    }

    /// A slot that owns `reference`. A merely borrowing word gains its count here.
    #[inline(always)]
    pub fn new(reference: Ref) -> Slot {
        Slot(AtomicU64::new(heap_form(reference).bits()))
    }

    /// A slot with a word as it is to stand there, which owns what it says.
    pub(super) const fn from_word(word: Value) -> Slot {
        Slot(AtomicU64::new(word.bits()))
    }

    /// The word, borrowed; `NULL` when empty.
    #[inline(always)]
    pub fn load(&self) -> Value {
        // Relaxed is enough under the lock; optimistic readers use `load_acquire`.
        Value::from_bits(self.0.load(Ordering::Relaxed))
    }

    /// As `load`, pairing with the release in `store_raw`.
    #[inline(always)]
    pub fn load_acquire(&self) -> Value {
        Value::from_bits(self.0.load(Ordering::Acquire))
    }

    /// Overwrites the word without touching any count.
    #[inline(always)]
    pub fn store_raw(&self, value: Value) {
        // Release: whoever sees the word sees the object behind it initialised.
        self.0.store(value.bits(), Ordering::Release);
    }

    /// A new reference to the content, whatever other threads do meanwhile.
    #[inline(always)]
    pub fn get(&self) -> Option<Ref> {
        if config::NOGIL { self.get_contended() } else { self.get_held() }
    }

    /// Stores a reference and returns what was there, for the caller to drop once it holds no lock (I6).
    #[inline(always)]
    #[must_use = "drop the old content outside of any lock"]
    pub fn replace(&self, reference: Ref) -> Option<Ref> {
        if config::NOGIL { self.swap_contended(heap_form(reference)) } else { self.replace_held(reference) }
    }

    /// Empties the slot.
    #[inline(always)]
    pub fn take(&self) -> Option<Ref> {
        if config::NOGIL { self.swap_contended(Value::NULL) } else { self.take_held() }
    }

    /// Stores a reference if the slot holds `expected` (`None`: if it is empty), and returns that; else gives the new one back.
    pub fn replace_if(&self, expected: Option<&Ref>, reference: Ref) -> Result<Option<Ref>, Ref> {
        let expected = expected.map_or(Value::NULL, Ref::value);
        self.locked(|| if self.load().same(expected) { Ok(self.replace_held(reference)) } else { Err(reference) })
    }

    /// The content, made by `make` where there is none. Of threads that make it at once all get that of the first.
    pub fn get_or_make<E>(&self, make: impl Fn() -> Result<Ref, E>) -> Result<Ref, E> {
        loop {
            if let Some(found) = self.get() {
                return Ok(found);
            }
            let made = make()?;
            if self.replace_if(None, made.clone()).is_ok() {
                return Ok(made);
            }
        }
    }

    /// As `get`; the caller excludes removal meanwhile (the container's lock is held, or nobody else sees the slot).
    #[inline(always)]
    pub fn get_held(&self) -> Option<Ref> {
        let value = self.load();
        // SAFETY: the slot owns the object and the caller excludes its removal.
        if value.is_null() { None } else { Some(unsafe { Ref::copy_of(value) }) }
    }

    /// Sees the content in place. The caller excludes removal meanwhile.
    #[inline(always)]
    pub fn peek(&self) -> Option<&Ref> {
        if self.load().is_null() {
            return None;
        }
        // SAFETY: `Slot` and `Ref` are both transparent over a word; the caller excludes removal.
        Some(unsafe { &*std::ptr::from_ref(self).cast::<Ref>() })
    }

    /// As `replace`; the caller excludes other threads, but for optimistic readers.
    #[inline(always)]
    #[must_use = "drop the old content outside of any lock"]
    pub fn replace_held(&self, reference: Ref) -> Option<Ref> {
        let old = self.load();
        self.store_raw(heap_form(reference));
        // SAFETY: the slot owned it.
        if old.is_null() { None } else { Some(unsafe { Ref::adopt(old) }) }
    }

    /// As `take`; the caller excludes other threads, but for optimistic readers.
    #[inline(always)]
    pub fn take_held(&self) -> Option<Ref> {
        let old = self.load();
        self.store_raw(Value::NULL);
        // SAFETY: the slot owned it.
        if old.is_null() { None } else { Some(unsafe { Ref::adopt(old) }) }
    }

    /// Changes contents with another slot, whatever other threads do meanwhile.
    pub(super) fn swap(&self, other: Slot) -> Slot {
        Slot(AtomicU64::new(self.locked(|| self.0.swap(other.into_word().bits(), Ordering::AcqRel))))
    }

    /// The word, with what it owns.
    pub fn into_word(self) -> Value {
        let word = self.load();
        mem::forget(self);
        word
    }

    /// Runs `f` with the lock for places that belong to no container with a lock of its own.
    #[inline]
    fn locked<R>(&self, f: impl FnOnce() -> R) -> R {
        let address = std::ptr::from_ref(self).addr();
        let Place(lock) = &PLACES[(address >> 3 ^ address >> 9) % PLACES.len()];
        lock.lock(&());
        let result = f();
        lock.unlock();
        result
    }

    /// A new reference to what the slot holds now, without a lock; `Err` when that cannot be told without one. `Ok(None)`: empty.
    ///
    /// The protocol of I7: the count of what the word names is raised if it is not zero, which is allowed for any block that
    /// ever held an object, and then the word must still be there.
    #[inline(always)]
    #[allow(clippy::result_unit_err)] // there is nothing to say but "with the lock, then"
    pub fn try_get(&self) -> Result<Option<Ref>, ()> {
        let value = self.load_acquire();
        if value.is_null() {
            return Ok(None);
        }
        if !value.is_counted() {
            // In the heap only immortals are marked.
            // SAFETY: words that own nothing are valid for ever.
            return Ok(Some(unsafe { Ref::adopt(value) }));
        }
        // SAFETY: object memory is type-stable: whatever the block is by now, its count can be raised unless it is zero.
        if !unsafe { (*value.address()).count.try_inc(state::current_id()) } {
            return Err(());
        }
        // SAFETY: the count was raised.
        let reference = unsafe { Ref::adopt(value) };
        // SAFETY: as above.
        unsafe { copies::native(value) };
        // Behind the acquire of `try_inc`: if the word is still there, it is this object that was counted.
        if self.load_acquire().same(value) { Ok(Some(reference)) } else { Err(()) }
    }

    /// A new reference to what the slot holds now, if that needs no count or is thread `me`'s own; else `None`. Contains no call.
    ///
    /// What this thread owns was alive when the word was read, and stays so, as only its owner can find it dead: there is no second look
    /// at the slot. Whether the slot still is part of what it was found in is the caller's to see.
    #[inline(always)]
    pub fn get_own(&self, me: OwnerId) -> Option<Ref> {
        let value = self.load_acquire();
        if value.is_counted() && !config::UNCOUNTED {
            // SAFETY: object memory is type-stable: whatever the block is by now, whose it is can be read.
            let count = unsafe { &(*value.address()).count };
            if !count.is_owned_by(me) || !count.inc_owned() {
                return None;
            }
        } else if value.is_null() {
            return None;
        }
        // SAFETY: the count was raised, or the word needs none.
        unsafe {
            copies::native(value);
            Some(Ref::adopt(value))
        }
    }

    #[inline(never)]
    fn get_contended(&self) -> Option<Ref> {
        if let Ok(content) = self.try_get() {
            stats::count(Event::OptimisticHits);
            return content;
        }
        stats::count(Event::OptimisticRetries);
        // SAFETY: words leave the slot under the lock only, and their counts are given up afterwards.
        self.locked(|| unsafe { publish(self.load()) })
    }

    #[inline(never)]
    fn swap_contended(&self, value: Value) -> Option<Ref> {
        let old = self.locked(|| Value::from_bits(self.0.swap(value.bits(), Ordering::AcqRel)));
        // SAFETY: the slot owned it.
        if old.is_null() { None } else { Some(unsafe { Ref::adopt(old) }) }
    }
}

/// A lock on a cache line of its own.
#[repr(align(64))]
struct Place(config::ObjectLock);

/// See [`Slot::locked`].
static PLACES: [Place; 64] = [const { Place(config::ObjectLock::NEW) }; 64];

/// A new reference to a word in the heap, made so that other threads can count the object without a lock from now on.
///
/// # Safety
/// The object is alive while the caller looks: the lock under which the word would leave its place is held.
#[inline]
pub unsafe fn publish(value: Value) -> Option<Ref> {
    if value.is_null() {
        return None;
    }
    if value.is_counted() && !config::UNCOUNTED {
        // SAFETY: the caller's.
        unsafe {
            (*value.address()).count.inc_publish(state::current_id());
            copies::native(value);
            return Some(Ref::adopt(value));
        }
    }
    // SAFETY: the caller's.
    Some(unsafe { Ref::copy_of(value) })
}

/// The word under which a reference may stand in the heap: a borrowed mark does not survive there.
#[inline(always)]
pub fn heap_form(reference: Ref) -> Value {
    let value = reference.release();
    if config::DEFERRED && !value.is_counted() && value.is_pointer() {
        // SAFETY: what the word borrows from is alive in the caller's hands.
        unsafe { own_marked(value) }
    } else {
        value
    }
}

impl Drop for Slot {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the slot owns its word and is gone after this; NULL owns nothing.
        unsafe { decrement(self.load()) }
    }
}

impl Default for Slot {
    fn default() -> Self {
        Slot::empty()
    }
}

impl From<Option<Ref>> for Slot {
    fn from(reference: Option<Ref>) -> Slot {
        reference.map_or_else(Slot::empty, Slot::new)
    }
}

const _: () = assert!(size_of::<Slot>() == 8 && size_of::<Ref>() == 8);

/// The word under which a reference may stand in a local variable: marks of deferred objects stay (nothing on the stack counts
/// them), a borrow from another local does not.
#[inline(always)]
pub fn heap_form_of_local(reference: Ref) -> Value {
    let value = reference.release();
    if config::DEFERRED && !value.is_counted() && value.is_pointer() {
        // SAFETY: what the word borrows from is alive in the caller's hands.
        unsafe {
            if (*value.address()).has(header::IMMORTAL | header::DEFERRED) {
                return value;
            }
            own_marked(value)
        }
    } else {
        value
    }
}
