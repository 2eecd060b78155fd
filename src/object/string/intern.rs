//! Interned strings: one object for each name, so that names compare by identity.
//!
//! The table holds pointers that are not counted: a string that dies takes itself out. Between the moment its count
//! reaches zero and the moment it has done so, another thread (or a finaliser) may ask for the same text; `try_inc` then
//! fails, and a new string takes the entry over. While the table is locked an entry's memory is valid: the dying
//! string needs the lock before its block is freed.

use parking_lot::Mutex;
use rustc_hash::FxHashMap;

use rcpy_primitives::hash::HashKey;

use super::{INTERNED, Str, build};
use crate::config;
use crate::memory::refcount::RefCount;
use crate::memory::{Object, Ref, Slot, Value, header};
use crate::object::kind;
use crate::runtime::{PyResult, Thread};
use std::sync::atomic::Ordering;

/// Strings that the Vm keeps: the Latin-1 characters, the empty string, and the table of interned ones.
pub struct StringCache {
    key: HashKey,
    singles: [Slot; 256],
    empty: Slot,
    table: Mutex<Table>,
    /// Error handlers that scripts registered with `codecs.register_error`.
    handlers: Mutex<Vec<(String, Ref)>>,
}

/// Interned strings by hash. Two texts with one 64-bit hash share a bucket.
#[derive(Default)]
struct Table {
    buckets: FxHashMap<i64, Bucket>,
}

struct Bucket {
    first: Value,
    more: Vec<Value>,
}

// SAFETY: the values in the table are used under its mutex.
unsafe impl Send for Table {}

/// The payload of an entry.
///
/// # Safety
/// The table is locked, so the entry's block is not freed.
unsafe fn text_of<'a>(entry: Value) -> &'a Str {
    // SAFETY: the caller's; all entries are strings.
    unsafe { Object::<Str>::body_of(entry.address()) }
}

/// A reference to an entry, unless it is dying.
///
/// # Safety
/// The table is locked.
unsafe fn take(t: &Thread, entry: Value) -> Option<Ref> {
    // SAFETY: the block is not freed while the table is locked; `try_inc` is what may meet a dead object.
    unsafe {
        if entry.is_counted() && !config::UNCOUNTED && !(*entry.address()).count.try_inc(t.id) {
            return None;
        }
        Some(Ref::adopt(entry))
    }
}

impl Table {
    /// The place of the entry with this text.
    fn find(&mut self, hash: i64, same: impl Fn(&Str) -> bool) -> Option<&mut Value> {
        let bucket = self.buckets.get_mut(&hash)?;
        // SAFETY: the table is locked: `self` is borrowed from the guard.
        std::iter::once(&mut bucket.first).chain(&mut bucket.more).find(|v| same(unsafe { text_of(**v) }))
    }

    fn insert(&mut self, hash: i64, entry: Value) {
        use std::collections::hash_map::Entry;
        match self.buckets.entry(hash) {
            Entry::Vacant(place) => _ = place.insert(Bucket { first: entry, more: Vec::new() }),
            Entry::Occupied(mut place) => place.get_mut().more.push(entry),
        }
    }

    fn remove(&mut self, hash: i64, text: &Str) {
        let Some(bucket) = self.buckets.get_mut(&hash) else { return };
        // SAFETY: the table is locked: `self` is borrowed from the guard.
        let is_it = |v: &Value| std::ptr::eq(unsafe { text_of(*v) }, text);
        if is_it(&bucket.first) {
            match bucket.more.pop() {
                Some(other) => bucket.first = other,
                None => _ = self.buckets.remove(&hash),
            }
        } else {
            bucket.more.retain(|v| !is_it(v));
        }
    }
}

/// Sixteen bytes of the system's randomness.
fn random_bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    // SAFETY: the buffer has the length given; a failure leaves zeros, which is only less secret.
    unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), libc::GRND_NONBLOCK) };
    bytes
}

impl StringCache {
    /// An empty cache; the text hashes of the Vm are keyed from `seed` (`PYTHONHASHSEED`), or at random.
    pub fn new(seed: Option<u32>) -> StringCache {
        let key = seed.map_or_else(|| HashKey::from_random(random_bytes()), HashKey::from_seed);
        StringCache {
            key,
            singles: [const { Slot::empty() }; 256],
            empty: Slot::empty(),
            table: Mutex::new(Table::default()),
            handlers: Mutex::default(),
        }
    }

    /// The key of all text hashes.
    #[inline(always)]
    pub fn key(&self) -> &HashKey {
        &self.key
    }

    /// The string of one Latin-1 character.
    #[inline(always)]
    pub fn single(&self, code: u32) -> Option<&Ref> {
        self.singles.get(code as usize)?.peek()
    }

    /// The empty string.
    #[inline(always)]
    pub fn empty(&self) -> Option<&Ref> {
        self.empty.peek()
    }

    /// Makes the one-character strings and the empty one; called once, when the type `str` exists.
    pub fn fill(&self, t: &Thread) -> PyResult<()> {
        for (code, slot) in self.singles.iter().enumerate() {
            let mut utf8 = [0; 2];
            let text = char::from(code as u8).encode_utf8(&mut utf8);
            drop(slot.replace(t.intern_immortal(text)));
        }
        drop(self.empty.replace(t.intern_immortal("")));
        Ok(())
    }

    /// Lets the cached strings go; called at the Vm's end.
    pub fn empty_out(&self) {
        for slot in self.singles.iter().chain([&self.empty]) {
            drop(slot.take());
        }
        let handlers = std::mem::take(&mut *self.handlers.lock());
        drop(handlers);
    }

    /// The error handler that a script registered under this name.
    pub fn error_handler(&self, name: &str) -> Option<Ref> {
        self.handlers.lock().iter().find(|(n, _)| n == name).map(|(_, handler)| handler.clone())
    }

    /// Registers an error handler (`codecs.register_error`).
    pub fn register_error_handler(&self, name: &str, handler: Ref) {
        let mut handlers = self.handlers.lock();
        let old = match handlers.iter_mut().find(|(n, _)| n == name) {
            Some((_, place)) => Some(std::mem::replace(place, handler)),
            None => {
                handlers.push((name.to_owned(), handler));
                None
            }
        };
        drop(handlers);
        drop(old);
    }

    /// Calls back with every reference held.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for slot in self.singles.iter().chain([&self.empty]) {
            if !slot.load().is_null() {
                visit(slot.load());
            }
        }
        // At a stop no thread is inside the lock.
        for (_, handler) in self.handlers.lock().iter() {
            crate::object::boxed::Trace::trace(handler, visit);
        }
    }

    /// Takes a dying string out of the table.
    #[cold]
    pub(super) fn forget(&self, text: &Str) {
        let hash = text.compute_hash(&self.key);
        self.table.lock().remove(hash, text);
    }

    /// Number of interned strings.
    pub fn interned(&self) -> usize {
        self.table.lock().buckets.values().map(|b| 1 + b.more.len()).sum()
    }
}

impl Thread {
    /// The interned string with this text.
    pub fn intern(&self, text: &str) -> Ref {
        if let Some(found) = self.find_interned(text) {
            return found;
        }
        self.intern_new(text, 0)
    }

    /// As `intern`; with immortal strings in the build, one that lives to the Vm's end. For names and constants of code that
    /// was loaded from a file, of which there are finitely many.
    pub fn intern_immortal(&self, text: &str) -> Ref {
        if !config::IMMORTAL {
            return self.intern(text);
        }
        match self.find_interned(text) {
            Some(found) => self.immortal_str(&found),
            None => self.intern_new(text, header::IMMORTAL),
        }
    }

    fn find_interned(&self, text: &str) -> Option<Ref> {
        if !text.is_ascii() {
            return None;
        }
        let cache = &self.vm().strings;
        let hash = cache.key.bytes(text.as_bytes());
        let mut table = cache.table.lock();
        let entry = *table.find(hash, |s| s.is_ascii() && s.as_bytes() == text.as_bytes())?;
        // SAFETY: the table is locked.
        unsafe { take(self, entry) }
    }

    #[cold]
    fn intern_new(&self, text: &str, flags: u8) -> Ref {
        let made = build::from_utf8(self, text, flags).or_else(|_| {
            // Names are what errors are reported with: the heap stretches its limit for one by the memory of a chunk.
            let heap = self.heap();
            heap.set_limit(
                heap.bytes().max(heap.limit()).saturating_add(2 << 20).saturating_add(4 * text.len() as u64),
            );
            build::from_utf8(self, text, flags)
        });
        let made = made.unwrap_or_else(|_| panic!("the system gives no memory for a name of {} bytes", text.len()));
        self.intern_ref(&made)
    }

    /// The interned string with the text of a `str` object (of any class); the object itself where possible.
    pub fn intern_ref(&self, object: &Ref) -> Ref {
        let text = object.downcast::<Str>().expect("only strings are interned");
        if text.is_interned() {
            return object.clone();
        }
        if object.kind() != Some(kind::STR) {
            return match self.exact_str(object) {
                Ok(exact) => self.intern_ref(&exact),
                Err(_) => self.intern(&text.to_str()),
            };
        }
        let hash = text.hash(self);
        let mut table = self.vm().strings.table.lock();
        // SAFETY: the object is alive in the caller's hands.
        let word = unsafe { Value::of(object.value().address()) };
        match table.find(hash, |s| s.eq(text)) {
            Some(entry) => {
                // SAFETY: the table is locked.
                if let Some(found) = unsafe { take(self, *entry) } {
                    return found;
                }
                *entry = word;
            }
            None => table.insert(hash, word),
        }
        if let Some(header) = object.header()
            && word.is_counted()
        {
            // Other threads will try to take references through the table.
            header.count.publish();
        }
        // Relaxed: whoever finds the string in the table does so under its lock.
        text.meta.fetch_or(INTERNED, Ordering::Relaxed);
        drop(table);
        // SAFETY: the object is alive in the caller's hands.
        unsafe { Ref::copy_of(word) }
    }

    /// The same string, uncounted from now on where the build has immortals. References counted before are still given back,
    /// so it keeps one for good.
    pub fn immortal_str(&self, object: &Ref) -> Ref {
        let Some(text) = object.downcast_exact::<Str>().filter(|_| config::IMMORTAL) else { return object.clone() };
        let header = Object::<Str>::header_of(text);
        if !header.has(header::IMMORTAL) {
            // The word returned is what the object lives on; it is never given back.
            let _ = object.clone().release();
            header.set(header::IMMORTAL);
            if text.is_interned() {
                let hash = text.hash(self);
                let mut table = self.vm().strings.table.lock();
                if let Some(entry) = table.find(hash, |s| std::ptr::eq(s, text)) {
                    *entry = entry.marked();
                }
            }
        }
        // SAFETY: alive, and immortal now.
        unsafe { Ref::copy_of(Value::of(object.value().address())) }
    }
}
