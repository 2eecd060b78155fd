//! Classes: the payload of `type` objects, builtin and user-defined alike.
//!
//! A class has a table of `Slots`: native functions for what the operators and protocols do. Builtin types fill it by hand;
//! for a class statement each slot is inherited from the base or, where the class (or one of its bases) defines the dunder
//! method in Python, set to a function that looks the method up and calls it.
//!
//! Attribute lookups on the class go through a table of the answers found so far, valid for the class's current
//! `version`. Versions are drawn from a process-wide counter and never reused; an inline cache holds a version and an index into
//! the table. Changing a class gives it and all its subclasses a new version (0 when the numbers are exhausted: then nothing
//! is cached any more).

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use super::dict::Dict;
use super::kind;
use super::shape::Shapes;
use super::slots::Slots;
use crate::config;
use crate::memory::{Header, Kind, Object, Own, Payload, Ref, Slot, Value, reclaim};
use crate::runtime::Thread;
use crate::runtime::native::{NativeDef, Signature};
use crate::thread::mutex::Mutex;

/// Bits of `Type::flags`.
pub mod flags {
    /// May be subclassed.
    pub const BASE: u32 = 1;
    /// Made by a class statement or `type()`: mutable, counted by its instances.
    pub const HEAP: u32 = 2;
    /// Has abstract methods.
    pub const ABSTRACT: u32 = 4;
    /// Instances have `__dict__`.
    pub const HAS_DICT: u32 = 8;
    /// Instances can be weakly referenced.
    pub const HAS_WEAKREF: u32 = 16;
    /// Instances run `__del__`.
    pub const HAS_DEL: u32 = 32;
    /// `match` treats instances as sequences.
    pub const SEQUENCE: u32 = 64;
    /// `match` treats instances as mappings.
    pub const MAPPING: u32 = 128;
    /// A class pattern with one positional sub-pattern matches the instance itself.
    pub const MATCH_SELF: u32 = 256;
    /// Subclass of BaseException.
    pub const EXCEPTION: u32 = 512;
    /// Subclass of `type`.
    pub const METACLASS: u32 = 1024;
    /// `__getattribute__` is the default one, so attribute reads may be cached.
    pub const PLAIN_GETATTR: u32 = 2048;
    /// `__setattr__` is the default one.
    pub const PLAIN_SETATTR: u32 = 4096;
    /// The class defines `__getattr__`.
    pub const HAS_GETATTR: u32 = 8192;
    /// `__new__` is `object.__new__` and `__init__` a Python function or absent: calls can be specialised.
    pub const PLAIN_NEW: u32 = 16384;
}

/// How the lookups answered so far are found by name.
#[derive(Default)]
struct Resolved {
    /// Place in the table by address of the name.
    places: FxHashMap<usize, u32>,
    /// Lookups behind a class of the MRO, as `super()` makes them, by address of the class and of the name, which is held.
    behind: FxHashMap<(usize, usize), (Ref, Option<Ref>)>,
}

/// Where an answer lies, and for which version of the class.
#[derive(Clone, Copy)]
pub struct Place {
    /// Index in the table.
    pub index: u32,
    /// The class's version at the time; 0 when the answer may not be cached.
    pub version: u32,
}

/// The lookups answered so far for one version of a class: an array that only grows, read without a lock.
struct Lookups {
    len: AtomicU32,
    entries: Box<[Lookup]>,
}

/// An interned name, held so that its address stays its own, and what the lookup in the MRO gave.
#[derive(Default)]
struct Lookup {
    name: Slot,
    found: Slot,
}

impl Lookups {
    fn with_capacity(capacity: usize) -> *mut Lookups {
        let entries = (0..capacity).map(|_| Lookup::default()).collect();
        Box::into_raw(Box::new(Lookups { len: AtomicU32::new(0), entries }))
    }
}

/// Lookups that a class has forgotten, to be dropped when nobody reads them any more.
struct Forgotten {
    table: *mut Lookups,
    #[allow(dead_code)] // held for its references
    resolved: Resolved,
}

impl Drop for Forgotten {
    fn drop(&mut self) {
        if !self.table.is_null() {
            // SAFETY: made by `Lookups::with_capacity`, taken out of its class, and read by nobody any more.
            drop(unsafe { Box::from_raw(self.table) });
        }
    }
}

/// Drops what nobody finds any more, as soon as nobody reads it.
fn retire(forgotten: Vec<Forgotten>) {
    match crate::thread::state::current() {
        Some(t) => reclaim::retire_thing(t, forgotten),
        None => drop(forgotten),
    }
}

/// The payload of a class.
pub struct Type {
    /// `__name__`, a `str`.
    pub name: Slot,
    /// `__qualname__`, a `str`.
    pub qualname: Slot,
    /// The first base, empty for `object`.
    pub base: Slot,
    /// `__bases__`, a tuple.
    pub bases: Slot,
    /// `__mro__`, a tuple.
    pub mro: Slot,
    /// The class namespace.
    pub dict: Own<Dict>,
    flags: AtomicU32,
    version: AtomicU32,
    /// Kind of an exact instance, as the allocator writes it into the header.
    pub instance_kind: Kind,
    /// Where the attributes lie in an instance, in bytes from the header; 0 when instances have none.
    pub attributes_offset: u32,
    /// How many `__slots__` members instances have, those of bases included; they are the first words of the attribute tail.
    pub member_count: u32,
    slots: UnsafeCell<Slots>,
    /// The Python `__init__` that a call of the class enters after `object.__new__`, as bits of a word; 0: not known, 1: none. Held
    /// by the resolved lookups.
    constructor: AtomicU64,
    /// The parsed signatures of a builtin type's `__new__` and `__init__`, which the Vm keeps; null until the first call.
    signatures: [AtomicPtr<Signature>; 2],
    lookups: AtomicPtr<Lookups>,
    resolved: Mutex<Resolved>,
    /// Shapes of instances.
    pub shapes: Shapes,
    /// Direct subclasses, not counted: a dying class takes itself out.
    pub subclasses: Mutex<Vec<Value>>,
    /// The static description, for builtin types.
    pub def: Option<&'static super::typedef::TypeDef>,
}

// SAFETY: the slot table is written at stops of the world only; everything else is atomic or has a lock.
unsafe impl Sync for Type {}

// SAFETY: the kind is this payload's alone; every reference is visited, `resolved` and the shapes' names included.
unsafe impl Payload for Type {
    const KIND: Kind = kind::TYPE;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        use super::boxed::Trace;
        for slot in [&self.name, &self.qualname, &self.base, &self.bases, &self.mro] {
            slot.trace(visit);
        }
        self.dict.trace(visit);
        for lookup in self.table().map_or(&[][..], |table| &table.entries) {
            lookup.name.trace(visit);
            lookup.found.trace(visit);
        }
        for (name, value) in self.resolved.lock().behind.values() {
            name.trace(visit);
            value.trace(visit);
        }
        self.shapes.trace(visit);
    }
    fn clear(&self) {
        self.invalidate();
        self.dict.clear_quietly();
        drop(self.base.take());
        self.leave_bases();
        drop(self.mro.take());
    }
}

/// Versions are process-wide, so that a cache filled for one class can never be taken for another's. 0 means "not cacheable".
static NEXT_VERSION: AtomicU32 = AtomicU32::new(1);

/// A version that no class and no dict has had; 0 once they are used up.
pub fn next_version() -> u32 {
    // Relaxed: only uniqueness matters. Stops at the end of the range instead of wrapping.
    NEXT_VERSION.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |v| v.checked_add(1)).unwrap_or(0)
}

impl Type {
    /// A class payload; the caller fills slots and bases.
    pub fn new(
        dict: Own<Dict>,
        flags: u32,
        instance_kind: Kind,
        attributes_offset: u32,
        member_count: u32,
        def: Option<&'static super::typedef::TypeDef>,
    ) -> Type {
        Type {
            name: Slot::empty(),
            qualname: Slot::empty(),
            base: Slot::empty(),
            bases: Slot::empty(),
            mro: Slot::empty(),
            dict,
            flags: AtomicU32::new(flags),
            version: AtomicU32::new(next_version()),
            instance_kind,
            attributes_offset,
            member_count,
            slots: UnsafeCell::new(Slots::EMPTY),
            constructor: AtomicU64::new(0),
            signatures: [const { AtomicPtr::new(std::ptr::null_mut()) }; 2],
            lookups: AtomicPtr::new(std::ptr::null_mut()),
            resolved: Mutex::new(Resolved::default()),
            shapes: Shapes::new(),
            subclasses: Mutex::new(Vec::new()),
            def,
        }
    }

    /// All flags.
    #[inline(always)]
    pub fn flags(&self) -> u32 {
        self.flags.load(Ordering::Relaxed)
    }

    /// Is any of these flags set?
    #[inline(always)]
    pub fn has(&self, flags: u32) -> bool {
        self.flags() & flags != 0
    }

    /// Sets or clears flags.
    pub fn set_flags(&self, on: u32, off: u32) {
        self.constructor.store(0, Ordering::Release);
        let _ = self.flags.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |f| Some(f & !off | on));
    }

    /// The current version; 0 when lookups may not be cached.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        self.version.load(Ordering::Acquire)
    }

    /// Where the version stands, to be looked at again.
    #[inline(always)]
    pub fn version_word(&self) -> &AtomicU32 {
        &self.version
    }

    /// The slot table.
    #[inline(always)]
    pub fn slots(&self) -> &Slots {
        // SAFETY: written before anybody else sees the class, or at a stop of the world.
        unsafe { &*self.slots.get() }
    }

    /// Replaces the slot table; at a stop of the world, or before anybody else sees the class.
    pub fn set_slots(&self, slots: Slots) {
        // SAFETY: as `slots`.
        unsafe { *self.slots.get() = slots }
    }

    #[inline(always)]
    fn table(&self) -> Option<&Lookups> {
        // SAFETY: a table that the class gives up is freed when every thread has passed a safepoint.
        unsafe { self.lookups.load(Ordering::Acquire).as_ref() }
    }

    /// Forgets all resolved lookups and takes new versions, here and in all subclasses.
    pub fn invalidate(&self) {
        let mut forgotten = Vec::new();
        self.forget(&mut forgotten, &next_version);
        retire(forgotten);
    }

    /// Makes a change to the namespace of a class that others use. Other threads see it in all subclasses at the same moment: lookups
    /// are not remembered while it is made.
    pub fn modify<R>(&self, t: &Thread, change: impl FnOnce() -> R) -> R {
        if !config::NOGIL {
            let result = change();
            self.invalidate();
            return result;
        }
        let mut forgotten = Vec::new();
        let result = {
            // One change at a time, as hierarchies overlap.
            let _changing = t.vm().class_changes.lock();
            self.forget(&mut forgotten, &|| 0);
            let result = change();
            self.forget(&mut forgotten, &next_version);
            result
        };
        retire(forgotten);
        result
    }

    fn forget(&self, forgotten: &mut Vec<Forgotten>, version: &impl Fn() -> u32) {
        self.constructor.store(0, Ordering::Release);
        {
            let mut resolved = self.resolved.lock();
            // In this order: who finds a new table also finds that the version it knew is gone.
            self.version.store(version(), Ordering::Release);
            let table = self.lookups.swap(std::ptr::null_mut(), Ordering::AcqRel);
            forgotten.push(Forgotten { table, resolved: std::mem::take(&mut *resolved) });
        }
        // With the list locked: a dying class takes itself out before anything of it goes.
        for subclass in self.subclasses.lock().iter() {
            // SAFETY: as just said.
            unsafe { Object::<Type>::body_of(subclass.address()) }.forget(forgotten, version);
        }
    }

    /// Looks an interned name up along the MRO. The answer is remembered.
    pub fn resolve(&self, name: &Ref) -> (Option<Ref>, Place) {
        let key = name.value().address() as usize;
        let mut resolved = self.resolved.lock();
        let version = self.version();
        if config::NOGIL && version == 0 {
            return (self.lookup_uncached(name), Place { index: 0, version });
        }
        if let Some(&index) = resolved.places.get(&key) {
            let lookup = &self.table().expect("places lead to a table").entries[index as usize];
            return (lookup.found.get_held(), Place { index, version });
        }
        let found = self.lookup_uncached(name);
        let len = resolved.places.len();
        let mut outgrown = std::ptr::null_mut();
        let table = match self.table() {
            Some(table) if len < table.entries.len() => table,
            old => {
                let larger = Lookups::with_capacity((len * 2).max(4));
                // SAFETY: fresh and ours.
                let new = unsafe { &*larger };
                for (from, to) in old.iter().flat_map(|old| &old.entries[..]).zip(&new.entries) {
                    // Copies: the old table may still be read.
                    to.name.store_raw(Slot::from(from.name.get_held()).into_word());
                    to.found.store_raw(Slot::from(from.found.get_held()).into_word());
                }
                new.len.store(len as u32, Ordering::Relaxed);
                // Release: who finds the table finds its entries.
                outgrown = self.lookups.swap(larger, Ordering::AcqRel);
                new
            }
        };
        let lookup = &table.entries[len];
        lookup.name.store_raw(Slot::new(name.clone()).into_word());
        lookup.found.store_raw(Slot::from(found.clone()).into_word());
        // Release: who sees the length sees the entry.
        table.len.store(len as u32 + 1, Ordering::Release);
        resolved.places.insert(key, len as u32);
        drop(resolved);
        if !outgrown.is_null() {
            retire(vec![Forgotten { table: outgrown, resolved: Resolved::default() }]);
        }
        (found, Place { index: len as u32, version })
    }

    /// Looks an interned name up in the classes behind `class` in the MRO. The answer is remembered.
    pub fn resolve_behind(&self, class: &Ref, name: &Ref) -> Option<Ref> {
        let key = (class.value().address() as usize, name.value().address() as usize);
        let mut resolved = self.resolved.lock();
        let version = self.version();
        if let Some((_, found)) = resolved.behind.get(&key) {
            return found.clone();
        }
        let mro = self.mro.peek()?;
        let items = mro.downcast::<super::tuple::Tuple>()?.items();
        let place = items.iter().position(|c| c.is(class))?;
        let found = items[place + 1..].iter().find_map(|c| c.downcast::<Type>()?.dict.get_interned(name));
        if !config::NOGIL || version != 0 {
            resolved.behind.insert(key, (name.clone(), found.clone()));
        }
        found
    }

    /// The class attribute for an interned name, by the MRO.
    pub fn lookup(&self, name: &Ref) -> Option<Ref> {
        self.resolve(name).0
    }

    /// The entry an inline cache refers to, if the class still has that version. Borrowed until the next safepoint.
    #[inline(always)]
    pub fn resolved_at(&self, version: u32, index: u32) -> Option<Value> {
        if self.version() != version {
            return None;
        }
        let table = self.table()?;
        if index >= table.len.load(Ordering::Acquire) {
            return None;
        }
        // SAFETY: the length is at most that of the array.
        let found = unsafe { table.entries.get_unchecked(index as usize) }.found.load_acquire();
        // The table may have been a later version's.
        if config::NOGIL && self.version() != version {
            return None;
        }
        (!found.is_null()).then_some(found)
    }

    /// Drops the table of lookups; the class is dying.
    pub(super) fn drop_lookups(&mut self) {
        let table = std::mem::replace(self.lookups.get_mut(), std::ptr::null_mut());
        drop(Forgotten { table, resolved: Resolved::default() });
    }

    fn lookup_uncached(&self, name: &Ref) -> Option<Ref> {
        let mro = self.mro.peek()?;
        let mro = mro.downcast::<super::tuple::Tuple>()?;
        mro.items().iter().find_map(|class| class.downcast::<Type>()?.dict.get_interned(name))
    }

    /// Takes the class out of its bases' lists of subclasses, and drops the bases: it is dying.
    pub fn leave_bases(&self) {
        self.leave_subclasses();
        drop(self.bases.take());
    }

    /// Takes the class out of its bases' lists of subclasses: at a stop, or when it is dying.
    pub fn leave_subclasses(&self) {
        let me = Value::uncounted(std::ptr::from_ref(crate::memory::Object::<Type>::header_of(self)).cast_mut());
        let Some(bases) = self.bases.peek().and_then(|b| b.downcast::<super::tuple::Tuple>()) else { return };
        for base in bases.items().iter().filter_map(|base| base.downcast::<Type>()) {
            base.subclasses.lock().retain(|s| !s.same(me));
        }
    }

    /// The Python `__init__` that a call of the class can enter directly; null when the call needs more.
    #[inline]
    pub fn constructor(&self, t: &Thread) -> Value {
        match self.constructor.load(Ordering::Acquire) {
            0 => self.find_constructor(t),
            1 => Value::NULL,
            bits => Value::from_bits(bits),
        }
    }

    #[cold]
    fn find_constructor(&self, t: &Thread) -> Value {
        let meta_is_type = Object::<Type>::header_of(self).type_pointer() == t.types().type_.as_ptr();
        let mut found = Value::NULL;
        let version = self.version();
        if meta_is_type && self.has(flags::PLAIN_NEW) && !self.has(flags::ABSTRACT) {
            let (init, _) = self.resolve(&t.names().__init__);
            if let Some(init) = init.filter(|i| i.value().kind() == kind::FUNCTION) {
                found = init.value();
            }
        }
        // With the lock under which the class forgets its lookups, which hold the function: it must not have done so meanwhile.
        let _resolved = self.resolved.lock();
        if config::NOGIL && (version == 0 || self.version() != version) {
            return Value::NULL;
        }
        self.constructor.store(if found.is_null() { 1 } else { found.bits() }, Ordering::Release);
        found
    }

    /// The native `__new__` of a builtin type, with its signature.
    #[inline]
    pub fn native_new(&self, t: &Thread) -> Option<(&'static NativeDef, &Signature)> {
        self.native_slot(t, 0, self.slots().new?)
    }

    /// The native `__init__` of a builtin type.
    #[inline]
    pub fn native_init(&self, t: &Thread) -> Option<(&'static NativeDef, &Signature)> {
        self.native_slot(t, 1, self.slots().init?)
    }

    #[inline]
    fn native_slot(
        &self,
        t: &Thread,
        which: usize,
        def: &'static NativeDef,
    ) -> Option<(&'static NativeDef, &Signature)> {
        self.def?;
        let mut signature = self.signatures[which].load(Ordering::Acquire);
        if signature.is_null() {
            signature = std::ptr::from_ref(t.vm().signature(def)).cast_mut();
            self.signatures[which].store(signature, Ordering::Release);
        }
        // SAFETY: the Vm keeps signatures for as long as it lives; a builtin type's slots do not change.
        Some((def, unsafe { &*signature }))
    }

    /// Is this class `other` or derived from it?
    #[inline]
    pub fn is_subclass(&self, other: &Type) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        match self.mro.peek().and_then(|mro| mro.downcast::<super::tuple::Tuple>()) {
            Some(mro) => {
                let other: *const Header = crate::memory::Object::<Type>::header_of(other);
                mro.items().iter().any(|class| std::ptr::eq(class.value().address(), other))
            }
            // While its MRO is computed.
            None => {
                self.base.peek().and_then(|base| base.downcast::<Type>()).is_some_and(|base| base.is_subclass(other))
            }
        }
    }
}
