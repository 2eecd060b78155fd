//! `dict`: keys to values, in order of insertion.
//!
//! * `table`: entries and index.  * `lookup`: finding, adding, removing keys, with and without Python code.
//! * `methods`, `operators`: what Python sees.  * `views`, `iter`: keys, values, items.
//!
//! Searches come in two steps. The first runs under the lock and knows the answer unless two different objects have the same
//! hash and their equality is up to Python code. Only then the second one takes copies, asks, and checks after each answer
//! that the dict has not changed. `changes` counts additions and removals of keys for that purpose; replacing the value of a
//! key is not a change. An empty dict has no table.
//!
//! Inline caches hold the version of a table and the number of an entry. A version is drawn when it is first asked for and
//! dropped as soon as a key comes, goes or moves, so dicts that nobody caches take no numbers.

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use super::buffer;
use super::class::next_version;
use super::kind;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::runtime::{PyResult, Raised, Thread};
use crate::thread::private::Use;

mod iter;
mod lookup;
mod methods;
#[cfg(test)]
mod model;
mod operators;
mod table;
mod views;

pub use iter::{DICT_ITEM_ITERATOR, DICT_KEY_ITERATOR, DICT_VALUE_ITERATOR, DictIterator, What};
pub use lookup::{hash_key, quick_equal};
pub use methods::DICT;
pub use views::{DICT_ITEMS, DICT_KEYS, DICT_VALUES, viewed};

use table::Table;

/// The payload of a dict.
#[repr(C)]
pub struct Dict {
    table: AtomicPtr<Table>,
    used: AtomicU32,
    changes: AtomicU32,
}

const _: () = assert!(size_of::<Dict>() == 16);

// SAFETY: the kind is this payload's alone; all keys and values are visited.
unsafe impl Payload for Dict {
    const KIND: Kind = kind::DICT;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        if let Some(table) = self.table() {
            for entry in table.entries() {
                if !entry.key.load().is_null() {
                    visit(entry.key.load());
                    visit(entry.value.load());
                }
            }
        }
    }
    fn check(&self) -> Option<&'static str> {
        match self.table() {
            Some(table) => table.check(self.len()),
            None => (!self.is_empty()).then_some("a dict with keys and no table"),
        }
    }
    fn clear(&self) {
        self.clear_quietly();
    }
}

impl Drop for Dict {
    #[inline]
    fn drop(&mut self) {
        if let Some(table) = NonNull::new(*self.table.get_mut()) {
            // SAFETY: the dict is gone after this and owned the table; nobody reads it.
            unsafe { Table::destroy(table, Use::Alone) };
        }
    }
}

/// A table taken out of a dict, owning its entries.
struct Taken(NonNull<Table>);

impl Drop for Taken {
    fn drop(&mut self) {
        // SAFETY: taken out of the dict, so no other writer has it.
        unsafe { Table::destroy(self.0, Use::Locked) };
    }
}

impl Default for Dict {
    fn default() -> Dict {
        Dict::EMPTY
    }
}

impl Dict {
    /// A dict without keys or table.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const EMPTY: Dict =
        Dict { table: AtomicPtr::new(ptr::null_mut()), used: AtomicU32::new(0), changes: AtomicU32::new(0) };

    /// A dict with room for `count` keys.
    pub fn with_capacity(t: &Thread, count: usize) -> PyResult<Dict> {
        let dict = Dict::EMPTY;
        if count != 0 {
            let log2 = table::log2_for(count).ok_or_else(|| t.memory_error())?;
            dict.table.store(Table::allocate_for(t, log2, count)?.as_ptr(), Ordering::Relaxed);
        }
        Ok(dict)
    }

    #[inline(always)]
    fn table(&self) -> Option<&Table> {
        // SAFETY: the dict owns its table. Callers use the result only while nothing else can change the dict: with the
        // lock held, or before they call anything.
        unsafe { self.table.load(Ordering::Acquire).as_ref() }
    }

    /// The choke point of all changes. `f` runs no Python code, drops no reference and allocates nothing (I6).
    #[inline(always)]
    fn locked<R>(&self, f: impl FnOnce() -> R) -> R {
        buffer::locked(self, f)
    }

    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.load(Ordering::Relaxed) as usize
    }

    /// Is it `{}`?
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the table.
    pub fn table_bytes(&self) -> usize {
        buffer::keep_readable(self);
        self.table().map_or(0, Table::bytes)
    }

    /// log2 of the number of index places; `None` without a table. (`sys.getsizeof` follows from it.)
    pub fn index_log2(&self) -> Option<u8> {
        buffer::keep_readable(self);
        self.table().map(Table::log2)
    }

    /// How often keys have been added or removed, modulo 2^32.
    #[inline(always)]
    pub fn changes(&self) -> u32 {
        self.changes.load(Ordering::Relaxed)
    }

    // ── inline caches ───────────────────────────────────────────────────────────────────────────────────────────────

    /// The number of the entry of an interned name, or `None` if there is none, and the version of the keys that this holds for.
    pub fn locate(&self, name: &Ref) -> (Option<u32>, u32) {
        let hash = lookup::hash_name(Thread::current(), name);
        self.locked(|| {
            let Some(table) = self.table() else { return (None, 0) };
            let place = match self.find_quick(hash, name.value()) {
                table::Found::At(i) => Some(i),
                table::Found::Absent => None,
                // Only Python code can tell: not to be cached.
                table::Found::Unsure => return (None, 0),
            };
            if table.version.load(Ordering::Relaxed) == 0 {
                table.version.store(next_version(), Ordering::Release);
            }
            (place, table.version.load(Ordering::Relaxed))
        })
    }

    /// The place of the value of entry `i`, if the keys have this version.
    #[inline(always)]
    pub fn versioned_place(&self, version: u32, i: u32) -> Option<&Slot> {
        self.versioned_entry(version, i).map(|(place, _)| place)
    }

    /// As `versioned_place`, and where the version stands, which another one (or 0) replaces before anything else of the keys changes.
    #[inline(always)]
    pub fn versioned_entry(&self, version: u32, i: u32) -> Option<(&Slot, &AtomicU32)> {
        let table = self.table()?;
        (table.version.load(Ordering::Acquire) == version).then(|| (&table.entry_once_filled(i).value, &table.version))
    }

    /// Do the keys still have this version (not 0)?
    #[inline(always)]
    pub fn has_version(&self, version: u32) -> bool {
        self.table().is_some_and(|table| table.version.load(Ordering::Acquire) == version)
    }

    /// Replaces the value of entry `i` of a dict that nobody else changes. The old one is for the caller to drop.
    #[inline(always)]
    pub fn set_value_at(&self, i: u32, value: Ref) -> Ref {
        debug_assert!(self.table().is_some_and(|table| i < table.filled()));
        self.locked(|| {
            // SAFETY: the dict has a table with that entry.
            let entry = unsafe { &*self.table.load(Ordering::Relaxed) }.entry(i);
            entry.value.replace_held(value).expect("entries in use have values")
        })
    }

    /// The value of entry `i`, borrowed: `None` when the dict has no such entry.
    #[inline]
    pub fn value_checked(&self, i: u32) -> Option<Value> {
        buffer::keep_readable(self);
        let value = self.table()?.entries().get(i as usize)?.value.load();
        (!value.is_null()).then_some(value)
    }

    /// Notes that a key came, went or moved; with the lock held.
    #[inline(always)]
    fn keys_changed(&self, table: &Table, used: u32) {
        self.used.store(used, Ordering::Relaxed);
        self.changes.store(self.changes().wrapping_add(1), Ordering::Relaxed);
        // Release: who still sees the version sees the keys it belongs to.
        table.version.store(0, Ordering::Release);
    }

    // ── as a whole ──────────────────────────────────────────────────────────────────────────────────────────────────

    /// Makes the dict empty. Its former keys and values are dropped at the end.
    pub fn clear_quietly(&self) {
        drop(self.take_table());
    }

    fn take_table(&self) -> Option<Taken> {
        self.locked(|| {
            let table = NonNull::new(self.table.swap(ptr::null_mut(), Ordering::AcqRel))?;
            // SAFETY: ours now.
            self.keys_changed(unsafe { table.as_ref() }, 0);
            Some(Taken(table))
        })
    }

    /// Takes over the contents of a dict that is not part of an object, if this one is still empty.
    pub fn fill(&self, mut from: Dict) -> bool {
        let old = self.locked(|| {
            if !self.is_empty() {
                return None;
            }
            self.used.store(std::mem::take(from.used.get_mut()), Ordering::Relaxed);
            self.changes.store(self.changes().wrapping_add(1), Ordering::Relaxed);
            let table = std::mem::replace(from.table.get_mut(), ptr::null_mut());
            let old = NonNull::new(self.table.load(Ordering::Relaxed));
            if let Some(old) = old {
                // SAFETY: the dict's table, under the lock.
                unsafe { old.as_ref() }.version.store(0, Ordering::Release);
            }
            self.table.store(table, Ordering::Release);
            Some(old.map(Taken))
        });
        old.is_some()
    }

    /// The first entry at or behind `cursor` (start with 0), which moves on. The dict may change meanwhile: entries are
    /// then left out or seen, as they come.
    #[inline]
    pub fn next_entry(&self, cursor: &mut usize) -> Option<(Ref, Ref)> {
        self.locked(|| {
            let entries = self.table()?.entries();
            while let Some(entry) = entries.get(*cursor) {
                *cursor += 1;
                if let Some(key) = entry.key.get_held() {
                    return Some((key, entry.value.get_held().expect("entries in use have values")));
                }
            }
            None
        })
    }

    /// The last entry before `cursor` (start with `entry_count`), which moves back.
    pub fn previous_entry(&self, cursor: &mut usize) -> Option<(Ref, Ref)> {
        self.locked(|| {
            let entries = self.table()?.entries();
            *cursor = (*cursor).min(entries.len());
            while *cursor > 0 {
                *cursor -= 1;
                if let Some(key) = entries[*cursor].key.get_held() {
                    return Some((key, entries[*cursor].value.get_held().expect("entries in use have values")));
                }
            }
            None
        })
    }

    /// Number of entries, removed ones included: where a walk in reverse starts.
    pub fn entry_count(&self) -> usize {
        buffer::keep_readable(self);
        self.table().map_or(0, |table| table.filled() as usize)
    }

    /// As `next_entry`, with the key's hash.
    pub fn next_hashed(&self, cursor: &mut usize) -> Option<(i64, Ref, Ref)> {
        self.locked(|| {
            let entries = self.table()?.entries();
            while let Some(entry) = entries.get(*cursor) {
                *cursor += 1;
                if let Some(key) = entry.key.get_held() {
                    return Some((entry.hash(), key, entry.value.get_held().expect("entries in use have values")));
                }
            }
            None
        })
    }

    /// Copies of all keys with their values.
    pub fn entries(&self) -> Vec<(Ref, Ref)> {
        self.collect_entries(|_, key, value| (key.clone(), value.clone()))
    }

    /// As `entries`, with the keys' hashes.
    pub fn hashed_entries(&self) -> Vec<(i64, Ref, Ref)> {
        self.collect_entries(|hash, key, value| (hash, key.clone(), value.clone()))
    }

    /// Copies of all keys.
    pub fn keys(&self) -> Vec<Ref> {
        self.collect_entries(|_, key, _| key.clone())
    }

    /// Copies of all values.
    pub fn values(&self) -> Vec<Ref> {
        self.collect_entries(|_, _, value| value.clone())
    }

    /// What `f`, which runs no Python code, makes of each entry.
    fn collect_entries<R>(&self, mut f: impl FnMut(i64, &Ref, &Ref) -> R) -> Vec<R> {
        let mut all = Vec::with_capacity(self.len());
        self.locked(|| {
            for entry in self.table().map_or(&[][..], Table::entries) {
                if let (Some(key), Some(value)) = (entry.key.peek(), entry.value.peek()) {
                    all.push(f(entry.hash(), key, value));
                }
            }
        });
        all
    }

    /// The body of a copy.
    pub fn duplicate(&self, t: &Thread) -> PyResult<Dict> {
        buffer::keep_readable(self);
        loop {
            let used = self.len();
            let Some(table) = self.table().filter(|_| used != 0) else { return Ok(Dict::EMPTY) };
            // A table with few gaps is copied as it is; one with many is put in order.
            let (gapless, log2) = (table.filled() as usize == used, table.log2());
            let log2 = if gapless { log2 } else { table::log2_for(used).ok_or_else(|| t.memory_error())? };
            let new = Taken(Table::allocate_for(t, log2, used)?);
            // SAFETY: fresh and ours.
            let target = unsafe { new.0.as_ref() };
            let done = self.locked(|| {
                let Some(table) = self.table().filter(|_| self.len() == used) else { return false };
                if gapless {
                    if table.log2() != log2 || table.filled() as usize != used {
                        return false;
                    }
                    table.copy_to(target);
                    return true;
                }
                for entry in table.entries() {
                    if let Some(key) = entry.key.get_held() {
                        target.append(entry.hash(), Slot::new(key), Slot::from(entry.value.get_held()));
                    }
                }
                true
            });
            if done {
                let copy = Dict::EMPTY;
                copy.used.store(used as u32, Ordering::Relaxed);
                copy.table.store(new.0.as_ptr(), Ordering::Release);
                std::mem::forget(new);
                return Ok(copy);
            }
        }
    }
}

impl Thread {
    /// `{}`.
    #[inline]
    pub fn new_dict(&self) -> PyResult {
        Ok(Object::<Dict>::allocate(self, self.types().dict.as_ptr(), Dict::EMPTY)?)
    }

    /// An empty dict with room for `count` keys.
    #[inline]
    pub fn new_dict_with(&self, count: usize) -> PyResult {
        let body = Dict::with_capacity(self, count)?;
        Ok(Object::<Dict>::allocate(self, self.types().dict.as_ptr(), body)?)
    }

    /// A copy of a dict, an exact `dict`.
    pub fn dict_copy(&self, dict: &Dict) -> PyResult {
        let body = dict.duplicate(self)?;
        Ok(Object::<Dict>::allocate(self, self.types().dict.as_ptr(), body)?)
    }

    /// A dict with these keys and values.
    pub fn dict_of(&self, entries: Vec<(Ref, Ref)>) -> PyResult {
        let dict = self.new_dict_with(entries.len())?;
        for (key, value) in entries {
            self.dict_set(&dict, key, value)?;
        }
        Ok(dict)
    }

    /// The payload of a dict (or of an instance of a subclass).
    #[inline(always)]
    pub fn dict_body<'a>(&self, dict: &'a Ref) -> PyResult<&'a Dict> {
        match dict.downcast::<Dict>() {
            Some(body) => Ok(body),
            None => Err(self.not_a_dict(dict)),
        }
    }

    #[cold]
    fn not_a_dict(&self, value: &Ref) -> Raised {
        self.type_error(format!("expected a dict, got {}", self.type_name(value)))
    }

    /// The value of `key`. Errors: whatever `__hash__` and `__eq__` raise.
    #[inline]
    pub fn dict_get(&self, dict: &Ref, key: &Ref) -> PyResult<Option<Ref>> {
        self.dict_body(dict)?.get(self, key)
    }

    /// Sets the value of `key`.
    #[inline]
    pub fn dict_set(&self, dict: &Ref, key: Ref, value: Ref) -> PyResult<()> {
        self.dict_body(dict)?.set(self, key, value)
    }

    /// Removes `key`; gives its value, or `None` if there was no such key.
    pub fn dict_remove(&self, dict: &Ref, key: &Ref) -> PyResult<Option<Ref>> {
        self.dict_body(dict)?.remove(self, key)
    }

    /// Removes `key`; `KeyError` if there is no such key.
    pub fn dict_del(&self, dict: &Ref, key: &Ref) -> PyResult<()> {
        match self.dict_remove(dict, key)? {
            Some(_) => Ok(()),
            None => Err(self.key_error(key)),
        }
    }

    /// Does the dict have `key`?
    #[inline]
    pub fn dict_contains(&self, dict: &Ref, key: &Ref) -> PyResult<bool> {
        self.dict_body(dict)?.contains(self, key)
    }

    /// The value of a name.
    pub fn dict_get_str(&self, dict: &Ref, name: &str) -> PyResult<Option<Ref>> {
        Ok(self.dict_body(dict)?.get_str(self, name))
    }

    /// Sets the value of a name.
    pub fn dict_set_str(&self, dict: &Ref, name: &str, value: Ref) -> PyResult<()> {
        let name = self.intern(name);
        self.dict_body(dict)?.set_interned(self, &name, value).map(drop)
    }
}
