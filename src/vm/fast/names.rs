//! Globals through versioned dict keys.
//!
//! A cache word is `kind (8 bits) | index (24) | version (32)`, read and written as a whole. A global's first word holds the version
//! of the globals' keys and the entry's index, or says that the name is absent from keys of that version; then the second
//! holds the builtins' version and index. Storing to an existing key keeps the version: the value is read through the index.

use super::stack::{handler, push};
use super::word::*;
use crate::config::{ADAPTIVE, PRIVATE};
use crate::memory::{Header, Object, Value};
use crate::object::code::cache_word;
use crate::object::dict::Dict;
use crate::thread::private;
use crate::vm::frame::{Flow, Regs};

/// Kinds of cache words.
pub mod cache {
    /// Nothing cached.
    pub const EMPTY: u64 = 0;
    /// Attribute value inside the object; version is the shape's id, index that of the slot behind the attribute area's head.
    pub const INLINE: u64 = 1;
    /// Attribute value in the overflow buffer; version is the shape's id, index the place in the buffer.
    pub const OVERFLOW: u64 = 2;
    /// Method of the class of an object without attributes of its own; version is the class's, index that of the resolved lookup.
    pub const METHOD: u64 = 3;
    /// Method of the class of a plain instance.
    pub const INSTANCE_METHOD: u64 = 4;
    /// Entry of a dict (globals, builtins or a module's namespace); version is the keys'.
    pub const ENTRY: u64 = 5;
    /// The name is not in a dict whose keys have this version.
    pub const ABSENT: u64 = 6;
    /// Adding an attribute to a plain instance: version is the shape's id before, index the place in the class's transition list.
    pub const ADD: u64 = 7;
    /// Class attribute that is not a descriptor, read through a plain instance.
    pub const CLASS_VALUE: u64 = 8;
    /// `__slots__` member: version is the class's, index that of the slot behind the attribute area's head.
    pub const MEMBER: u64 = 9;
    /// Attribute of a class that reading it through the class gives as it is; version is the class's.
    pub const TYPE_VALUE: u64 = 10;

    /// Class attribute that is not a descriptor, read through an instance that can have no attributes of its own; version is the
    /// class's.
    pub const CLASS_ONLY: u64 = 11;
    /// Class method (of a Python function), called through the class; version is the class's.
    pub const CLASS_METHOD: u64 = 12;

    /// Joins the parts of a cache word; `None` when the index does not fit or the version is 0 ("not cacheable").
    pub fn word(kind: u64, index: u32, version: u32) -> Option<u64> {
        (index < 1 << 24 && version != 0).then_some(kind | u64::from(index) << 8 | u64::from(version) << 32)
    }
    /// The kind.
    #[inline(always)]
    pub fn kind(word: u64) -> u64 {
        word & 0xff
    }
    /// The index.
    #[inline(always)]
    pub fn index(word: u64) -> u32 {
        (word as u32) >> 8
    }
    /// The version.
    #[inline(always)]
    pub fn version(word: u64) -> u32 {
        (word >> 32) as u32
    }
}

/// Reads cache word `i`.
///
/// # Safety
/// `i` is the index of a cache word of `k`.
#[inline(always)]
pub unsafe fn read_cache(r: Regs, i: u32) -> u64 {
    // SAFETY: the caller's. Relaxed: a word is self-contained, and what it refers to is checked by version.
    unsafe { cache_word(&*r.k.add(i as usize)).load(std::sync::atomic::Ordering::Relaxed) }
}

/// Writes cache word `i`.
///
/// # Safety
/// As `read_cache`.
#[inline(always)]
pub unsafe fn write_cache(r: Regs, i: u32, word: u64) {
    // SAFETY: as `read_cache`.
    unsafe { cache_word(&*r.k.add(i as usize)).store(word, std::sync::atomic::Ordering::Relaxed) }
}

/// The value that a cache word of kind `ENTRY` leads to, as a stack reference.
///
/// # Safety
/// A live dict.
#[inline(always)]
pub unsafe fn entry_value(r: Regs, dict: *mut Header, word: u64) -> Option<Value> {
    let (version, i) = (cache::version(word), cache::index(word));
    // SAFETY: the caller's; a dict whose version matches has a table with that entry.
    unsafe {
        let body = Object::<Dict>::body_of(dict);
        read_in(r.t(), dict, || {
            // The version is that of the table that the place is in.
            let (place, now) = body.versioned_entry(version, i)?;
            Some((place, Unchanged(now, version)))
        })
    }
}

/// The value of a global or builtin through the caches at `arg`, as a stack reference.
///
/// # Safety
/// `arg` is the operand of a `NameCache` instruction.
#[inline(always)]
pub unsafe fn cached_global(r: Regs, arg: u32) -> Option<Value> {
    if !ADAPTIVE {
        return None;
    }
    // SAFETY: `k[0]` and `k[1]` are the dicts that the running function keeps.
    unsafe {
        let word = read_cache(r, arg + 1);
        let globals = *r.k as *mut Header;
        if cache::kind(word) == cache::ENTRY {
            return entry_value(r, globals, word);
        }
        if PRIVATE && !private::may_read(&r.t().base, &*globals) {
            return None;
        }
        if !Object::<Dict>::body_of(globals).has_version(cache::version(word)) {
            return None;
        }
        let word = read_cache(r, arg + 2);
        if cache::kind(word) == cache::ENTRY { entry_value(r, *r.k.add(1) as *mut Header, word) } else { None }
    }
}

handler! { LOAD_GLOBAL(r, arg) {
    match cached_global(r, arg) {
        Some(v) => Flow::Next(push(r, v)),
        None => Flow::Slow,
    }
} }
handler! { STORE_GLOBAL(r, arg) {
    let word = read_cache(r, arg + 1);
    if !ADAPTIVE || cache::kind(word) != cache::ENTRY {
        return Flow::Slow;
    }
    let header = *r.k as *mut Header;
    let Some(how) = private::try_enter_outermost(&r.t().base, &*header) else { return Flow::Slow };
    let place = Object::<Dict>::body_of(header).versioned_place(cache::version(word), cache::index(word));
    let place = place.filter(|place| !place.load().is_null());
    let mut r = r;
    let old = place.map(|place| {
        let old = place.load();
        r.sp = r.sp.sub(1);
        place.store_raw(settle_in_heap(*r.sp, r.t().base.id));
        old
    });
    private::leave(&*header, how);
    match old {
        Some(old) => next_dropping(r, old),
        None => Flow::Slow,
    }
} }
handler! { LOAD_GLOBAL_CALL(r, arg) {
    match cached_global(r, arg) {
        Some(v) => {
            let mut r = r;
            r.sp.write(v);
            r.sp.add(1).write(Value::NULL);
            r.sp.add(2).write(Value::NULL);
            r.sp.add(3).write(Value::NULL);
            r.sp = r.sp.add(4);
            Flow::Next(r)
        }
        None => Flow::Slow,
    }
} }
