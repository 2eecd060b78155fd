//! Finding, adding and removing keys.

use std::ptr::{self, NonNull};
use std::sync::atomic::{Ordering, fence};

use super::Dict;
use super::table::{self, Found, Match, Probe, Table};
use crate::config;
use crate::memory::{Kind, Object, Ref, Slot, Value};
use crate::object::buffer;
use crate::object::kind;
use crate::object::string::{Str, compares_as_text};
use crate::object::tuple::{Tuple, compares_as_tuple};
use crate::runtime::{PyResult, Raised, Thread};
use crate::thread::private;

/// How often a search starts again because the dict changed while Python code compared keys.
const RETRIES: u32 = 1000;
/// The modulus of number hashes, 2^61 - 1.
const MODULUS: i64 = (1 << 61) - 1;
/// How deep `quick_equal` looks into tuples.
const QUICK_DEPTH: u32 = 4;

/// The hash of a key. Errors: "unhashable type", or what `__hash__` raises.
#[inline(always)]
pub fn hash_key(t: &Thread, key: &Ref) -> PyResult<i64> {
    let value = key.value();
    if value.is_small() {
        return Ok(hash_small(value.small()));
    }
    if value.is_pointer() && value.kind() == kind::STR {
        // SAFETY: the kind says so.
        return Ok(unsafe { key.cast_unchecked::<Str>() }.hash(t));
    }
    t.hash(key)
}

/// The hash of an integer of 63 bits: its remainder with the sign kept; -1 is not a hash.
#[inline(always)]
fn hash_small(n: i64) -> i64 {
    let hash = if n.unsigned_abs() < MODULUS as u64 { n } else { n % MODULUS };
    if hash == -1 { -2 } else { hash }
}

/// The hash of a name, which is a `str`.
#[inline(always)]
pub(super) fn hash_name(t: &Thread, name: &Ref) -> i64 {
    debug_assert!(name.downcast::<Str>().is_some());
    // SAFETY: names are strings.
    unsafe { name.cast_unchecked::<Str>() }.hash(t)
}

/// Are two values equal, as far as that can be told without running Python code? Identity is for the caller to test.
#[inline]
pub fn quick_equal(a: Value, b: Value) -> Option<bool> {
    equal_to_depth(a, b, QUICK_DEPTH)
}

fn equal_to_depth(a: Value, b: Value, depth: u32) -> Option<bool> {
    if Value::both_small(a, b) {
        return Some(a == b);
    }
    let (mut ka, mut kb) = (a.kind(), b.kind());
    if (ka.0 | kb.0) & Kind::SUBCLASS != 0 && ka.layout() == kb.layout() {
        // Named tuples are tuples, and text with a class of its own is text, unless they say something else.
        // SAFETY: the caller keeps both alive.
        let plain = unsafe {
            match ka.layout() {
                kind::TUPLE => compares_as_tuple(a.address()) && compares_as_tuple(b.address()),
                kind::STR => compares_as_text(a.address()) && compares_as_text(b.address()),
                _ => false,
            }
        };
        if !plain {
            return None;
        }
        (ka, kb) = (ka.layout(), ka.layout());
    }
    if ka != kb {
        // Text never equals a number; other pairs of types may.
        let plain =
            |k| matches!(k, kind::STR | kind::INT | kind::FLOAT | kind::BOOL | kind::NONE | kind::TUPLE | kind::BYTES);
        let number = |k| matches!(k, kind::INT | kind::FLOAT | kind::BOOL);
        return if plain(ka) && plain(kb) && !(number(ka) && number(kb)) { Some(false) } else { None };
    }
    match ka {
        // SAFETY: the kinds say so; the caller keeps both alive.
        kind::STR => Some(unsafe { Ref::peek(&a).cast_unchecked::<Str>().eq(Ref::peek(&b).cast_unchecked::<Str>()) }),
        kind::INT => Some(a.as_exact_int()? == b.as_exact_int()?),
        kind::FLOAT => Some(a.as_exact_float()? == b.as_exact_float()?),
        kind::TUPLE if depth > 0 => {
            // SAFETY: as above.
            let (a, b) = unsafe { (Ref::peek(&a).cast_unchecked::<Tuple>(), Ref::peek(&b).cast_unchecked::<Tuple>()) };
            let (a, b) = (a.items(), b.items());
            if a.len() != b.len() {
                return Some(false);
            }
            for (x, y) in a.iter().zip(b) {
                if !x.is(y) && !equal_to_depth(x.value(), y.value(), depth - 1)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        _ => None,
    }
}

#[inline]
fn matches(entry: &table::Entry, key: Value) -> Match {
    match quick_equal(entry.key.load(), key) {
        Some(true) => Match::Yes,
        Some(false) => Match::No,
        None => Match::Unsure,
    }
}

/// The key of an entry, if it compares as text does.
#[inline(always)]
fn text_of(entry: &table::Entry) -> Option<&Str> {
    let key = entry.key.peek()?;
    match key.downcast_exact::<Str>() {
        Some(text) => Some(text),
        None => text_of_subclass(key),
    }
}

#[cold]
#[inline(never)]
fn text_of_subclass(key: &Ref) -> Option<&Str> {
    // SAFETY: the table keeps its keys.
    key.downcast::<Str>().filter(|_| unsafe { compares_as_text(key.value().address()) })
}

/// Why an addition was not done, with what was to be added.
struct Refused {
    key: Ref,
    value: Ref,
    why: Why,
}

enum Why {
    NoRoom,
    Unsure,
}

/// What a search that ran Python code found, valid while table and changes are the same.
struct Seen {
    found: Option<u32>,
    table: *mut Table,
    changes: u32,
}

impl Dict {
    /// Looks a key up without Python code; with the lock held.
    #[inline(always)]
    pub(super) fn find_quick(&self, hash: i64, key: Value) -> Found {
        match self.table() {
            Some(table) => table.find(hash, key, |entry| matches(entry, key)),
            None => Found::Absent,
        }
    }

    /// Looks a string up among the keys that compare as text does: nothing else is compared.
    #[inline(always)]
    fn find_text(&self, hash: i64, name: &Ref) -> Option<u32> {
        let text = name.downcast::<Str>()?;
        let found = self.table()?.find(hash, name.value(), |entry| {
            let equal = text_of(entry).is_some_and(|key| key.eq(text));
            if equal { Match::Yes } else { Match::No }
        });
        if let Found::At(i) = found { Some(i) } else { None }
    }

    // ── keys that are strings ───────────────────────────────────────────────────────────────────────────────────────

    /// The value of a name (an interned or any other exact `str`). Calls no Python code.
    #[inline]
    pub fn get_interned(&self, name: &Ref) -> Option<Ref> {
        if self.is_empty() {
            return None;
        }
        self.get_name(Thread::current(), name)
    }

    /// As `get_interned`, for callers that know their thread.
    #[inline(always)]
    pub fn get_name(&self, t: &Thread, name: &Ref) -> Option<Ref> {
        let hash = hash_name(t, name);
        if self.is_others_too(t)
            && let Ok(found) = self.get_identical(t, hash, name.value())
        {
            return found;
        }
        buffer::locked_by(&t.base, self, || {
            let i = self.find_text(hash, name)?;
            self.table()?.entry(i).value.get_held()
        })
    }

    /// The value of the key with this text. Calls no Python code.
    pub fn get_str(&self, t: &Thread, text: &str) -> Option<Ref> {
        if self.is_empty() {
            return None;
        }
        if !text.is_ascii() {
            return self.get_name(t, &t.intern(text));
        }
        let hash = t.vm().strings.key().bytes(text.as_bytes());
        self.locked(|| {
            let table = self.table()?;
            let found = table.find(hash, Value::NULL, |entry| {
                let equal = text_of(entry).is_some_and(|key| key.is(text));
                if equal { Match::Yes } else { Match::No }
            });
            if let Found::At(i) = found { table.entry(i).value.get_held() } else { None }
        })
    }

    /// Sets the value of a name; gives the old one. Calls no Python code.
    pub fn set_interned(&self, t: &Thread, name: &Ref, mut value: Ref) -> PyResult<Option<Ref>> {
        let hash = hash_name(t, name);
        loop {
            let mut key = name.clone();
            let done = self.locked(|| match self.find_text(hash, name) {
                Some(i) => Ok((self.replace_at(i, value), Some(key))),
                None => match self.append(hash, key, value) {
                    Ok(()) => Ok((None, None)),
                    Err(back) => Err(back),
                },
            });
            match done {
                Ok((old, _spare)) => return Ok(old),
                Err(back) => (key, value) = back,
            }
            drop(key);
            self.grow(t)?;
        }
    }

    /// The value of a name, which is set to `default` if it is not there yet. Calls no Python code.
    pub fn setdefault_interned(&self, t: &Thread, name: &Ref, default: &Ref) -> PyResult {
        let hash = hash_name(t, name);
        loop {
            let (key, value) = (name.clone(), default.clone());
            let found = self.locked(|| match self.find_text(hash, name) {
                Some(i) => Ok((self.table().and_then(|table| table.entry(i).value.get_held()), Some((key, value)))),
                None => self.append(hash, key, value).map(|()| (None, None)),
            });
            match found {
                Ok((found, _spare)) => return Ok(found.unwrap_or_else(|| default.clone())),
                Err(_spare) => self.grow(t)?,
            }
        }
    }

    /// Removes a name; gives its value. Calls no Python code.
    pub fn remove_interned(&self, t: &Thread, name: &Ref) -> Option<Ref> {
        let hash = hash_name(t, name);
        let (_key, value) = self.locked(|| self.find_text(hash, name).map(|i| self.take_at(i)))?;
        value
    }

    // ── any keys ────────────────────────────────────────────────────────────────────────────────────────────────────

    /// The value of a key.
    #[inline]
    pub fn get(&self, t: &Thread, key: &Ref) -> PyResult<Option<Ref>> {
        let hash = hash_key(t, key)?;
        self.get_hashed(t, hash, key)
    }

    /// As `get`, with the key's hash.
    #[inline]
    pub fn get_hashed(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<Option<Ref>> {
        if self.is_others_too(t)
            && let Ok(found) = self.get_identical(t, hash, key.value())
        {
            return Ok(found);
        }
        let quick = buffer::locked_by(&t.base, self, || match self.find_quick(hash, key.value()) {
            Found::At(i) => Ok(self.table().and_then(|table| table.entry(i).value.get_held())),
            Found::Absent => Ok(None),
            Found::Unsure => Err(()),
        });
        match quick {
            Ok(value) => Ok(value),
            Err(()) => self.get_slow(t, hash, key),
        }
    }

    /// Might other threads be using the dict, so that a look without its lock saves one? `t` takes none of its own private dicts.
    #[inline(always)]
    fn is_others_too(&self, t: &Thread) -> bool {
        config::PRIVATE && !private::is_private(&t.base, Object::<Dict>::header_of(self))
    }

    /// The value of a key that is found by identity, without the lock (I7); `Err` where that does not tell.
    #[inline]
    fn get_identical(&self, t: &Thread, hash: i64, key: Value) -> Result<Option<Ref>, ()> {
        if !private::may_read(&t.base, Object::<Dict>::header_of(self)) {
            return Err(());
        }
        let (table, changes) = (self.table.load(Ordering::Acquire), self.changes.load(Ordering::Acquire));
        // SAFETY: a table that others may read is freed only when they have passed a safepoint.
        let found = match unsafe { table.as_ref() } {
            Some(table) => match table.find_identical(hash, key)? {
                Some(i) => Some(table.entry_once_filled(i).value.try_get()?.ok_or(())?),
                None => None,
            },
            None => None,
        };
        fence(Ordering::Acquire);
        // A key that came, went or moved meanwhile may have been looked at half-way.
        let same =
            self.changes.load(Ordering::Relaxed) == changes && ptr::eq(self.table.load(Ordering::Relaxed), table);
        if same { Ok(found) } else { Err(()) }
    }

    #[cold]
    #[inline(never)]
    fn get_slow(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<Option<Ref>> {
        for _ in 0..RETRIES {
            let seen = self.find_slow(t, hash, key)?;
            let Some(i) = seen.found else { return Ok(None) };
            let value = self.locked(|| if self.still(&seen) { self.table()?.entry(i).value.get_held() } else { None });
            if value.is_some() {
                return Ok(value);
            }
        }
        Err(self.keeps_changing(t))
    }

    /// The value of a key as a borrowed word, if no Python code is needed to find it; the outer `None` when it is. For
    /// the interpreter, which counts the word before anything else runs.
    #[inline(always)]
    pub fn get_fast(&self, t: &Thread, key: &Ref) -> Option<Option<Value>> {
        let value = key.value();
        let hash = if value.is_small() {
            hash_small(value.small())
        } else if value.is_pointer() && value.kind() == kind::STR {
            hash_name(t, key)
        } else {
            return None;
        };
        match self.find_quick(hash, value) {
            Found::At(i) => Some(self.table().map(|table| table.entry(i).value.load())),
            Found::Absent => Some(None),
            Found::Unsure => None,
        }
    }

    /// Does the dict have the key?
    #[inline]
    pub fn contains(&self, t: &Thread, key: &Ref) -> PyResult<bool> {
        let hash = hash_key(t, key)?;
        self.contains_hashed(t, hash, key)
    }

    /// As `contains`, with the key's hash.
    #[inline]
    pub fn contains_hashed(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<bool> {
        if self.is_others_too(t)
            && let Ok(found) = self.get_identical(t, hash, key.value())
        {
            return Ok(found.is_some());
        }
        match buffer::locked_by(&t.base, self, || self.find_quick(hash, key.value())) {
            Found::At(_) => Ok(true),
            Found::Absent => Ok(false),
            Found::Unsure => Ok(self.find_slow(t, hash, key)?.found.is_some()),
        }
    }

    /// Sets the value of a key.
    #[inline]
    pub fn set(&self, t: &Thread, key: Ref, value: Ref) -> PyResult<()> {
        let hash = hash_key(t, &key)?;
        self.set_hashed(t, hash, key, value)
    }

    /// As `set`, with the key's hash.
    #[inline]
    pub fn set_hashed(&self, t: &Thread, hash: i64, key: Ref, value: Ref) -> PyResult<()> {
        match self.set_quick(t, hash, key, value) {
            Ok(_old) => Ok(()),
            Err(refused) => self.set_slow(t, hash, refused),
        }
    }

    /// Sets without Python code and without growing. What it returns is to be dropped.
    #[inline(always)]
    fn set_quick(&self, t: &Thread, hash: i64, key: Ref, value: Ref) -> Result<(Option<Ref>, Option<Ref>), Refused> {
        buffer::locked_by(&t.base, self, || match self.find_quick(hash, key.value()) {
            Found::At(i) => Ok((self.replace_at(i, value), Some(key))),
            Found::Absent => match self.append(hash, key, value) {
                Ok(()) => Ok((None, None)),
                Err((key, value)) => Err(Refused { key, value, why: Why::NoRoom }),
            },
            Found::Unsure => Err(Refused { key, value, why: Why::Unsure }),
        })
    }

    #[cold]
    #[inline(never)]
    fn set_slow(&self, t: &Thread, hash: i64, mut refused: Refused) -> PyResult<()> {
        for _ in 0..RETRIES {
            let Refused { key, value, why } = refused;
            let done = match why {
                Why::NoRoom => {
                    self.grow(t)?;
                    self.set_quick(t, hash, key, value)
                }
                Why::Unsure => {
                    if !self.locked(|| self.table().is_some_and(Table::has_room)) {
                        self.grow(t)?;
                    }
                    let seen = self.find_slow(t, hash, &key)?;
                    self.locked(|| match seen.found {
                        _ if !self.still(&seen) => Err(Refused { key, value, why: Why::Unsure }),
                        Some(i) => Ok((self.replace_at(i, value), Some(key))),
                        None => match self.append(hash, key, value) {
                            Ok(()) => Ok((None, None)),
                            Err((key, value)) => Err(Refused { key, value, why: Why::Unsure }),
                        },
                    })
                }
            };
            match done {
                Ok(_old) => return Ok(()),
                Err(again) => refused = again,
            }
        }
        Err(self.keeps_changing(t))
    }

    /// The value of `key`, which is set to `default` if it is not there yet.
    pub fn setdefault(&self, t: &Thread, key: &Ref, default: &Ref) -> PyResult {
        let hash = hash_key(t, key)?;
        for _ in 0..RETRIES {
            let changes = self.changes();
            if let Some(value) = self.get_hashed(t, hash, key)? {
                return Ok(value);
            }
            if self.append_unless_changed(t, changes, hash, key, default)? {
                return Ok(default.clone());
            }
        }
        Err(self.keeps_changing(t))
    }

    /// Adds a key, as one step; false if it is there already.
    pub fn add(&self, t: &Thread, hash: i64, key: &Ref, value: &Ref) -> PyResult<bool> {
        for _ in 0..RETRIES {
            let changes = self.changes();
            if self.contains_hashed(t, hash, key)? {
                return Ok(false);
            }
            if self.append_unless_changed(t, changes, hash, key, value)? {
                return Ok(true);
            }
        }
        Err(self.keeps_changing(t))
    }

    /// Appends a key that was not there when `changes` was read, unless it may be there now; then false, and there is room for one.
    fn append_unless_changed(&self, t: &Thread, changes: u32, hash: i64, key: &Ref, value: &Ref) -> PyResult<bool> {
        let (new_key, new_value) = (key.clone(), value.clone());
        let refused = self.locked(|| {
            let same = self.changes() == changes || matches!(self.find_quick(hash, key.value()), Found::Absent);
            if same { self.append(hash, new_key, new_value).err() } else { Some((new_key, new_value)) }
        });
        if refused.is_some() && !self.locked(|| self.table().is_some_and(Table::has_room)) {
            self.grow(t)?;
        }
        Ok(refused.is_none())
    }

    /// Removes a key; gives its value.
    pub fn remove(&self, t: &Thread, key: &Ref) -> PyResult<Option<Ref>> {
        let hash = hash_key(t, key)?;
        self.remove_hashed(t, hash, key)
    }

    /// As `remove`, with the key's hash.
    pub fn remove_hashed(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<Option<Ref>> {
        Ok(self.pop_entry(t, hash, key)?.map(|(_, value)| value))
    }

    /// Removes a key; gives the key that was in the dict, and its value.
    pub fn pop_entry(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<Option<(Ref, Ref)>> {
        let taken = self.at_entry(t, hash, key, |i| self.take_at(i))?;
        Ok(taken.and_then(|(key, value)| key.zip(value)))
    }

    /// Removes a key if its value is `expected`, as one step; tells whether it was.
    pub fn remove_if(&self, t: &Thread, hash: i64, key: &Ref, expected: &Ref) -> PyResult<bool> {
        let taken = self.at_entry(t, hash, key, |i| self.holds_at(i, expected).then(|| self.take_at(i)))?;
        Ok(taken.flatten().is_some())
    }

    /// Gives a key a new value if its value is `expected`, as one step; tells whether it was.
    pub fn replace_if(&self, t: &Thread, hash: i64, key: &Ref, expected: &Ref, value: Ref) -> PyResult<bool> {
        let mut value = Some(value);
        let old = self.at_entry(t, hash, key, |i| {
            let new = value.take_if(|_| self.holds_at(i, expected))?;
            self.replace_at(i, new)
        })?;
        Ok(old.flatten().is_some())
    }

    /// Calls `f` with the number of the key's entry and the lock held; `None` if the key is not there.
    fn at_entry<R>(&self, t: &Thread, hash: i64, key: &Ref, mut f: impl FnMut(u32) -> R) -> PyResult<Option<R>> {
        for _ in 0..RETRIES {
            let quick = self.locked(|| match self.find_quick(hash, key.value()) {
                Found::At(i) => Some(Some(f(i))),
                Found::Absent => Some(None),
                Found::Unsure => None,
            });
            if let Some(quick) = quick {
                return Ok(quick);
            }
            let seen = self.find_slow(t, hash, key)?;
            let Some(i) = seen.found else { return Ok(None) };
            if let Some(done) = self.locked(|| self.still(&seen).then(|| f(i))) {
                return Ok(Some(done));
            }
        }
        Err(self.keeps_changing(t))
    }

    /// Moves a key behind or before all others; false if it is not there. Others never see the dict without it.
    pub fn move_to_end(&self, t: &Thread, hash: i64, key: &Ref, last: bool) -> PyResult<bool> {
        for _ in 0..RETRIES {
            let seen = self.find_slow(t, hash, key)?;
            let Some(i) = seen.found else { return Ok(false) };
            if last {
                if !self.locked(|| self.table().is_some_and(Table::has_room)) {
                    self.grow(t)?;
                    continue;
                }
                let moved = self.locked(|| {
                    if !self.still(&seen) || !self.table()?.has_room() {
                        return None;
                    }
                    let (Some(key), Some(value)) = self.take_at(i) else { return None };
                    self.append(hash, key, value).ok()
                });
                if moved.is_some() {
                    return Ok(true);
                }
                continue;
            }
            let len = self.len();
            let log2 = table::log2_for(len).ok_or_else(|| t.memory_error())?;
            let new = Table::allocate_for(t, log2, len)?;
            // The entries move as they are by then: a key's new value is no change that `still` would tell of.
            let (old, how) = buffer::locked_how(self, || {
                // SAFETY: fresh and ours.
                let fits = self.len() <= unsafe { new.as_ref() }.capacity as usize;
                if fits && self.still(&seen) {
                    self.change_table(new, |old, new| old.move_to_behind(i, new))
                } else {
                    Some(new)
                }
            });
            let moved = old != Some(new);
            if let Some(old) = old {
                // SAFETY: not the dict's (any more), and without entries.
                unsafe { Table::retire(old, how) };
            }
            if moved {
                return Ok(true);
            }
        }
        Err(self.keeps_changing(t))
    }

    /// Removes the key that was added last.
    pub fn pop_last(&self) -> Option<(Ref, Ref)> {
        self.locked(|| {
            let table = self.table()?;
            let last = table.entries().iter().rposition(|entry| !entry.key.load().is_null())? as u32;
            let (key, value) = self.take_at(last);
            table.truncate(last);
            key.zip(value)
        })
    }

    /// Removes the key that was added first.
    pub fn pop_first(&self) -> Option<(Ref, Ref)> {
        self.locked(|| {
            let (key, value) = self.take_at(self.table()?.first_in_use()?);
            key.zip(value)
        })
    }

    // ── steps, with the lock held ───────────────────────────────────────────────────────────────────────────────────

    #[inline(always)]
    fn replace_at(&self, i: u32, value: Ref) -> Option<Ref> {
        self.table()?.entry(i).value.replace_held(value)
    }

    /// Adds a key that is not there; gives everything back when there is no room.
    #[inline(always)]
    fn append(&self, hash: i64, key: Ref, value: Ref) -> Result<(), (Ref, Ref)> {
        match self.table() {
            Some(table) if table.has_room() => {
                table.append(hash, Slot::new(key), Slot::new(value));
                self.keys_changed(table, self.used.load(Ordering::Relaxed) + 1);
                Ok(())
            }
            _ => Err((key, value)),
        }
    }

    /// Is this the value of entry `i`?
    fn holds_at(&self, i: u32, value: &Ref) -> bool {
        self.table().is_some_and(|table| table.entry_once_filled(i).value.load().same(value.value()))
    }

    /// Takes an entry out.
    fn take_at(&self, i: u32) -> (Option<Ref>, Option<Ref>) {
        let Some(table) = self.table() else { return (None, None) };
        let (key, value) = table.remove(i);
        self.keys_changed(table, self.used.load(Ordering::Relaxed) - 1);
        (key.take_held(), value.take_held())
    }

    /// Goes over to a fresh table, to which `fill` moves the entries of the old one. Gives that, to be retired.
    fn change_table(&self, new: NonNull<Table>, fill: impl FnOnce(&Table, &Table)) -> Option<NonNull<Table>> {
        let old = NonNull::new(self.table.load(Ordering::Relaxed));
        if let Some(old) = old {
            // SAFETY: the dict's table, under the lock, and one that nobody else has yet.
            let (old, new) = unsafe { (old.as_ref(), new.as_ref()) };
            fill(old, new);
            old.version.store(0, Ordering::Release);
        }
        self.changes.store(self.changes().wrapping_add(1), Ordering::Relaxed);
        self.table.store(new.as_ptr(), Ordering::Release);
        old
    }

    fn still(&self, seen: &Seen) -> bool {
        self.table.load(Ordering::Relaxed) == seen.table && self.changes() == seen.changes
    }

    // ── with the lock free ──────────────────────────────────────────────────────────────────────────────────────────

    /// Moves to a table with room for more keys.
    #[cold]
    #[inline(never)]
    pub(super) fn grow(&self, t: &Thread) -> PyResult<()> {
        let log2 = self.locked(|| match self.table() {
            Some(table) => table.grown(self.len()),
            None => Some(table::SMALLEST),
        });
        self.resize(t, log2)
    }

    /// Makes room for `more` new keys.
    pub fn reserve(&self, t: &Thread, more: usize) -> PyResult<()> {
        let room = self.locked(|| self.table().map_or(0, Table::room));
        if room >= more {
            return Ok(());
        }
        self.resize(t, table::log2_for(self.len().saturating_add(more)))
    }

    fn resize(&self, t: &Thread, log2: Option<u8>) -> PyResult<()> {
        let log2 = log2.ok_or_else(|| t.memory_error())?;
        let new = Table::allocate(t, log2)?;
        let (old, how) = buffer::locked_how(self, || {
            // SAFETY: fresh and ours.
            if self.len() > unsafe { new.as_ref() }.capacity as usize {
                return Some(new); // grown meanwhile: this one is of no use
            }
            self.change_table(new, Table::move_to)
        });
        if let Some(old) = old {
            // SAFETY: not the dict's (any more), and without entries.
            unsafe { Table::retire(old, how) };
        }
        Ok(())
    }

    /// Looks a key up, calling `__eq__` where need be; starts again when the dict changes meanwhile.
    #[cold]
    #[inline(never)]
    fn find_slow(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<Seen> {
        'again: for _ in 0..RETRIES {
            let (table, changes) = (self.table.load(Ordering::Acquire), self.changes());
            let mut seen = Seen { found: None, table, changes };
            let mut probe = Probe::new(hash);
            loop {
                let here = self.locked(|| {
                    if !self.still(&seen) {
                        return Err(());
                    }
                    let Some(table) = self.table() else { return Ok(None) };
                    Ok(table.look(probe).map(|entry| {
                        entry.and_then(|i| {
                            let entry = table.entry(i);
                            (entry.key.load().same(key.value()) || entry.hash() == hash)
                                .then(|| (i, entry.key.get_held()))
                        })
                    }))
                });
                match here {
                    Err(()) => continue 'again,
                    Ok(None) => return Ok(seen),
                    Ok(Some(Some((i, Some(candidate))))) => {
                        let equal = candidate.is(key)
                            || match quick_equal(candidate.value(), key.value()) {
                                Some(equal) => equal,
                                None => t.equal(&candidate, key)?,
                            };
                        if !self.locked(|| self.still(&seen)) {
                            continue 'again;
                        }
                        if equal {
                            seen.found = Some(i);
                            return Ok(seen);
                        }
                    }
                    Ok(Some(_)) => {}
                }
                probe.step();
            }
        }
        Err(self.keeps_changing(t))
    }

    #[cold]
    fn keeps_changing(&self, t: &Thread) -> Raised {
        t.runtime_error("dictionary keeps changing during lookup")
    }
}
