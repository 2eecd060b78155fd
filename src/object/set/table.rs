//! The table of a set.
//!
//! ```text
//! Hashes → head (mask) | place 0: hash, key | place 1 | …        a power of two of places
//! ```
//!
//! A place is empty (no key, hash 0), in use, or removed (no key, hash -1, which is nobody's hash).

use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicI64, AtomicPtr, AtomicU32, Ordering};

use crate::config;
use crate::memory::{Header, Object, Ref, Slot, Value};
use crate::object::buffer;
use crate::object::dict::quick_equal;
use crate::object::kind;
use crate::runtime::{PyResult, Thread};
use crate::thread::private::{self, Use};

/// Neighbours looked at before the search jumps.
const NEIGHBOURS: usize = 9;
/// Smallest number of places.
const SMALLEST: usize = 8;
/// Most places.
const LARGEST: usize = 1 << 31;
/// The hash of a removed place.
const REMOVED: i64 = -1;
/// Sets beyond this size double when they grow; smaller ones quadruple.
const LARGE: usize = 50_000;

#[repr(C)]
struct Head {
    mask: usize,
    _padding: usize,
}

/// One place of the table.
#[repr(C)]
pub(super) struct Place {
    hash: AtomicI64,
    pub key: Slot,
}

impl Place {
    #[inline(always)]
    pub fn hash(&self) -> i64 {
        self.hash.load(Ordering::Relaxed)
    }
}

/// The keys of a set. Lives at the start of a payload.
#[repr(C)]
pub struct Hashes {
    places: AtomicPtr<Place>,
    /// Keys.
    used: AtomicU32,
    /// Keys and removed places.
    filled: AtomicU32,
    /// Where `pop` goes on.
    finger: AtomicU32,
    /// Additions and removals, modulo 2^32.
    changes: AtomicU32,
}

// `locked` finds the header right in front of the payload.
const _: () = assert!(size_of::<Object<Hashes>>() == size_of::<Header>() + size_of::<Hashes>());

/// The answer of a search.
pub(super) enum Found {
    At(usize),
    /// Not there; this is the place for it, if there is a table.
    Absent(Option<usize>),
    /// Only Python code can tell.
    Unsure,
}

/// Where a search goes from place to place.
#[derive(Clone, Copy)]
pub(super) struct Probe {
    start: usize,
    perturb: u64,
    neighbour: usize,
}

impl Probe {
    #[inline(always)]
    pub fn new(hash: i64, mask: usize) -> Probe {
        Probe { start: hash as usize & mask, perturb: hash as u64, neighbour: 0 }
    }

    #[inline(always)]
    pub fn place(self) -> usize {
        self.start + self.neighbour
    }

    #[inline(always)]
    pub fn step(&mut self, mask: usize) {
        if self.neighbour < NEIGHBOURS && self.start + NEIGHBOURS <= mask {
            self.neighbour += 1;
            return;
        }
        self.neighbour = 0;
        self.perturb >>= 5;
        self.start = self.start.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize) & mask;
    }
}

/// A table taken out of a set, owning its keys.
pub(super) struct Taken(NonNull<Place>);

impl Taken {
    /// Drops the keys and gives the table up; `how` the set was used when it was taken out.
    ///
    /// # Safety
    /// The table is not used again.
    unsafe fn give_up(&self, how: Use) {
        let (head, count) = (self.head(), self.places().len());
        // SAFETY: the caller's.
        unsafe {
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.0.as_ptr(), count));
            buffer::give_up(head.cast(), bytes_of(count), how);
        }
    }

    fn head(&self) -> NonNull<Head> {
        // SAFETY: the head lies in front of the places.
        unsafe { self.0.cast::<Head>().sub(1) }
    }

    fn places(&self) -> &[Place] {
        // SAFETY: the head says how many places there are, all initialised.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr(), self.head().as_ref().mask + 1) }
    }

    /// A table of empty places.
    fn allocate(t: &Thread, count: usize) -> PyResult<Taken> {
        if count > LARGEST {
            return Err(t.memory_error());
        }
        let head = buffer::allocate(t, bytes_of(count))?.cast::<Head>();
        // SAFETY: the buffer is ours, with room for the head and the places.
        unsafe {
            head.write(Head { mask: count - 1, _padding: 0 });
            let places = head.add(1).cast::<Place>();
            for i in 0..count {
                places.add(i).write(Place { hash: AtomicI64::new(0), key: Slot::empty() });
            }
            Ok(Taken(places))
        }
    }

    /// Puts a key in the first empty place of its sequence; there is one, and no equal key.
    fn insert_new(&self, hash: i64, key: Slot) {
        let places = self.places();
        let mask = places.len() - 1;
        let mut probe = Probe::new(hash, mask);
        while !places[probe.place()].key.load().is_null() {
            probe.step(mask);
        }
        let place = &places[probe.place()];
        place.hash.store(hash, Ordering::Relaxed);
        place.key.store_raw(key.into_word());
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        // SAFETY: taken out of the set, so the keys and the buffer are ours.
        unsafe { self.give_up(Use::Locked) };
    }
}

/// The size of the smallest table of more than `least` places.
fn places_for(least: usize) -> usize {
    let mut count = SMALLEST;
    while count <= least {
        count *= 2;
    }
    count
}

fn bytes_of(count: usize) -> usize {
    size_of::<Head>() + count * size_of::<Place>()
}

impl Default for Hashes {
    fn default() -> Hashes {
        Hashes {
            places: AtomicPtr::new(ptr::null_mut()),
            used: AtomicU32::new(0),
            filled: AtomicU32::new(0),
            finger: AtomicU32::new(0),
            changes: AtomicU32::new(0),
        }
    }
}

impl Drop for Hashes {
    fn drop(&mut self) {
        if let Some(places) = NonNull::new(*self.places.get_mut()) {
            // Nobody reads the table of a dead set.
            let taken = ManuallyDrop::new(Taken(places));
            // SAFETY: the set owned the table and is gone after this.
            unsafe { taken.give_up(Use::Alone) };
        }
    }
}

impl Hashes {
    /// The choke point of all changes. `f` runs no Python code, drops no reference and allocates nothing (I6). Only for a
    /// payload that is part of an object.
    #[inline(always)]
    pub(super) fn locked<R>(&self, f: impl FnOnce() -> R) -> R {
        buffer::locked_header(self.header(), f)
    }

    /// As `locked`, by the running thread.
    #[inline(always)]
    pub(super) fn locked_by<R>(&self, t: &Thread, f: impl FnOnce() -> R) -> R {
        buffer::locked_header_by(&t.base, self.header(), f)
    }

    #[inline(always)]
    fn header(&self) -> &Header {
        // SAFETY: `Hashes` is at the start of the payload of a set, which lies right behind the header.
        unsafe { &*ptr::from_ref(self).byte_sub(size_of::<Header>()).cast::<Header>() }
    }

    /// The places. Callers use them only while nothing else can change the set: with the lock held, or at a stop.
    #[inline(always)]
    pub(super) fn places(&self) -> &[Place] {
        let places = self.places.load(Ordering::Acquire);
        if places.is_null() {
            return &[];
        }
        // SAFETY: the head in front of the places says how many there are.
        unsafe { std::slice::from_raw_parts(places, (*places.cast::<Head>().sub(1)).mask + 1) }
    }

    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.load(Ordering::Relaxed) as usize
    }

    /// Is there no key?
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keys and removed places.
    pub(super) fn filled(&self) -> usize {
        self.filled.load(Ordering::Relaxed) as usize
    }

    /// One less than the number of places; that of the smallest table when there is none.
    pub(super) fn mask(&self) -> usize {
        self.places().len().max(SMALLEST) - 1
    }

    /// The mask, for `__sizeof__`.
    pub fn place_count(&self) -> usize {
        self.mask() + 1
    }

    /// What identifies the present state of the table.
    pub(super) fn stamp(&self) -> (*const Place, u32) {
        (self.places().as_ptr(), self.changes.load(Ordering::Relaxed))
    }

    fn changed(&self) {
        self.changes.store(self.changes.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
    }

    /// What is wrong with the table; the auditor asks, at a stop.
    pub fn check(&self) -> Option<&'static str> {
        let keys = self.places().iter().filter(|place| !place.key.load().is_null()).count();
        if keys != self.len() {
            return Some("a set whose number of keys is wrong");
        }
        (self.filled() < keys).then_some("a set with more keys than places in use")
    }

    /// Calls back with every key.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for place in self.places() {
            if !place.key.load().is_null() {
                visit(place.key.load());
            }
        }
    }

    /// Looks a key up without Python code; with the lock held.
    #[inline(always)]
    pub(super) fn find(&self, hash: i64, key: Value) -> Found {
        let places = self.places();
        if places.is_empty() {
            return Found::Absent(None);
        }
        let mask = places.len() - 1;
        let mut probe = Probe::new(hash, mask);
        loop {
            let place = &places[probe.place()];
            let here = place.key.load();
            if here.is_null() {
                if place.hash() == 0 {
                    return Found::Absent(Some(probe.place()));
                }
            } else if here.same(key) {
                return Found::At(probe.place());
            } else if place.hash() == hash {
                match quick_equal(here, key) {
                    Some(true) => return Found::At(probe.place()),
                    Some(false) => {}
                    None => return Found::Unsure,
                }
            }
            probe.step(mask);
        }
    }

    /// Puts a key in an empty place; gives it back when the table must grow first. With the lock held.
    #[inline(always)]
    pub(super) fn put(&self, place: usize, hash: i64, key: Ref) -> Result<(), Ref> {
        let places = self.places();
        // One place stays empty in any case, so that searches end.
        if place >= places.len() || self.filled() + 1 >= places.len() {
            return Err(key);
        }
        let place = &places[place];
        place.hash.store(hash, Ordering::Relaxed);
        let _empty = place.key.replace_held(key);
        self.filled.store(self.filled.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.used.store(self.used.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.changed();
        Ok(())
    }

    /// Takes the key at a place out; with the lock held.
    pub(super) fn take_at(&self, place: usize) -> Option<Ref> {
        let place = self.places().get(place)?;
        let key = place.key.take_held()?;
        place.hash.store(REMOVED, Ordering::Relaxed);
        self.used.store(self.used.load(Ordering::Relaxed) - 1, Ordering::Relaxed);
        self.changed();
        Some(key)
    }

    /// Removes some key: the next one behind the place of the last such removal.
    pub fn pop(&self) -> Option<Ref> {
        self.locked(|| {
            if self.is_empty() {
                return None;
            }
            let places = self.places();
            let mask = places.len() - 1;
            let mut i = self.finger.load(Ordering::Relaxed) as usize & mask;
            while places[i].key.load().is_null() {
                i = (i + 1) & mask;
            }
            self.finger.store(i as u32 + 1, Ordering::Relaxed);
            self.take_at(i)
        })
    }

    /// Is the table fuller than it should be?
    #[inline(always)]
    pub(super) fn is_crowded(&self, more: usize) -> bool {
        (self.filled() + more) * 5 >= self.mask() * 3
    }

    /// Grows after an addition, if need be.
    #[inline]
    pub(super) fn grow_if_crowded(&self, t: &Thread) -> PyResult<()> {
        if self.is_crowded(0) { self.grow(t) } else { Ok(()) }
    }

    /// Moves to a larger table (or to one without removed places).
    #[cold]
    pub(super) fn grow(&self, t: &Thread) -> PyResult<()> {
        let used = self.len();
        self.resize(t, if used > LARGE { used * 2 } else { used * 4 })
    }

    /// Moves to the smallest table of more than `least` places.
    pub(super) fn resize(&self, t: &Thread, least: usize) -> PyResult<()> {
        let count = places_for(least);
        let new = Taken::allocate(t, count)?;
        let old = self.locked(|| {
            if self.len() >= count {
                return Some(new); // grown meanwhile: this one is of no use
            }
            for place in self.places() {
                if let Some(key) = place.key.take_held() {
                    new.insert_new(place.hash(), Slot::new(key));
                }
            }
            self.filled.store(self.used.load(Ordering::Relaxed), Ordering::Relaxed);
            self.changed();
            let old = self.places.swap(new.0.as_ptr(), Ordering::AcqRel);
            std::mem::forget(new);
            NonNull::new(old).map(Taken)
        });
        drop(old);
        Ok(())
    }

    /// Removes all keys; they are dropped at the end.
    pub fn clear(&self) {
        let old = self.locked(|| {
            self.used.store(0, Ordering::Relaxed);
            self.filled.store(0, Ordering::Relaxed);
            self.changed();
            NonNull::new(self.places.swap(ptr::null_mut(), Ordering::AcqRel)).map(Taken)
        });
        drop(old);
    }

    /// Takes over the keys of a set that nobody else sees; the own ones are dropped.
    pub fn take_from(&self, other: &Hashes) {
        let places = other.places.swap(ptr::null_mut(), Ordering::AcqRel);
        let used = other.used.swap(0, Ordering::Relaxed);
        let filled = other.filled.swap(0, Ordering::Relaxed);
        let old = self.locked(|| {
            self.used.store(used, Ordering::Relaxed);
            self.filled.store(filled, Ordering::Relaxed);
            self.changed();
            NonNull::new(self.places.swap(places, Ordering::AcqRel)).map(Taken)
        });
        drop(old);
    }

    /// Fills this set, which is empty, with the keys of `other`. A table of the same size without removed places is copied place by
    /// place, as CPython does. False when either changes meanwhile.
    pub(super) fn fill_from(&self, t: &Thread, other: &Hashes) -> PyResult<bool> {
        let more = other.len();
        let count = if self.is_crowded(more) { places_for(more * 2) } else { self.mask() + 1 };
        let new = Taken::allocate(t, count)?;
        let copied = other.locked(|| {
            let (from, to) = (other.places(), new.places());
            // At least the one place that ends searches stays empty.
            if other.len() >= to.len() {
                return None;
            }
            if from.len() == to.len() && other.filled() == other.len() {
                for (a, b) in from.iter().zip(to) {
                    b.hash.store(a.hash(), Ordering::Relaxed);
                    if let Some(key) = a.key.get_held() {
                        let _empty = b.key.replace_held(key);
                    }
                }
            } else {
                for place in from {
                    if let Some(key) = place.key.get_held() {
                        new.insert_new(place.hash(), Slot::new(key));
                    }
                }
            }
            Some(other.len() as u32)
        });
        let Some(keys) = copied else { return Ok(false) };
        // Only now the own lock, so that never two are held. The set may have got keys from other threads meanwhile.
        let old = self.locked(|| {
            if self.filled() != 0 {
                return Err(new);
            }
            self.used.store(keys, Ordering::Relaxed);
            self.filled.store(keys, Ordering::Relaxed);
            self.changed();
            let old = self.places.swap(new.0.as_ptr(), Ordering::AcqRel);
            std::mem::forget(new);
            Ok(NonNull::new(old).map(Taken))
        });
        let filled = old.is_ok();
        drop(old);
        Ok(filled)
    }

    /// All keys with their hashes, borrowed: for loops in which nothing else can change the set.
    #[inline(always)]
    pub(super) fn borrowed(&self) -> impl Iterator<Item = (i64, Value)> {
        self.places().iter().filter_map(|place| {
            let key = place.key.load();
            (!key.is_null()).then(|| (place.hash(), key))
        })
    }

    /// Can nobody else change the set, whoever they are?
    #[inline]
    pub(super) fn is_undisturbed(&self) -> bool {
        !config::NOGIL || self.header().kind().layout() == kind::FROZENSET
    }

    /// Begins to use the set, unless that takes a wait; for loops that allocate nothing and run no Python code.
    #[inline]
    pub(super) fn try_enter(&self, t: &Thread) -> Option<Use> {
        private::try_enter(&t.base, self.header()).or_else(|| private::try_enter_beside(&t.base, self.header()))
    }

    /// Ends what `try_enter` began.
    #[inline]
    pub(super) fn leave(&self, how: Use) {
        private::leave(self.header(), how);
    }

    /// Adds a key that is not there to a set that nobody else sees and that has had nothing removed.
    #[inline]
    pub(super) fn add_new(&self, t: &Thread, hash: i64, key: Ref) -> PyResult<()> {
        if self.filled() + 1 >= self.places().len() {
            self.grow(t)?;
        }
        if let Some(places) = NonNull::new(self.places.load(Ordering::Relaxed)) {
            std::mem::ManuallyDrop::new(Taken(places)).insert_new(hash, Slot::new(key));
        }
        self.filled.store(self.filled.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.used.store(self.used.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.grow_if_crowded(t)
    }

    /// The first key at or behind `cursor` (start with 0), which moves on, with its hash.
    #[inline]
    pub fn next_key(&self, cursor: &mut usize) -> Option<(i64, Ref)> {
        let mut next = || {
            let places = self.places();
            while let Some(place) = places.get(*cursor) {
                *cursor += 1;
                if let Some(key) = place.key.get_held() {
                    return Some((place.hash(), key));
                }
            }
            None
        };
        if self.is_undisturbed() { next() } else { self.locked(next) }
    }

    /// All keys and their hashes: see [`Thread::walk`].
    pub fn walk(&self, t: &Thread) -> impl Iterator<Item = (i64, Ref)> {
        t.walk(self.len(), || self.collect_keys(|hash, key| (hash, key)), |cursor| self.next_key(cursor))
    }

    /// Copies of all keys.
    pub fn snapshot(&self) -> Vec<Ref> {
        self.collect_keys(|_, key| key)
    }

    /// What `f`, which runs no Python code, makes of each key and its hash.
    fn collect_keys<R>(&self, mut f: impl FnMut(i64, Ref) -> R) -> Vec<R> {
        let mut all = Vec::with_capacity(self.len());
        self.locked(|| {
            let places = self.places().iter();
            all.extend(places.filter_map(|place| Some(f(place.hash(), place.key.get_held()?))));
        });
        all
    }

    /// The hash of a frozenset of these keys: independent of their order.
    pub fn frozen_hash(&self) -> i64 {
        let mut hash = 0u64;
        self.locked(|| {
            for place in self.places() {
                if !place.key.load().is_null() {
                    let h = place.hash() as u64;
                    hash ^= ((h ^ 89869747) ^ (h << 16)).wrapping_mul(3644798167);
                }
            }
        });
        hash ^= (self.len() as u64 + 1).wrapping_mul(1927868237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69069).wrapping_add(907133923);
        if hash == u64::MAX { 590923713 } else { hash as i64 }
    }
}
