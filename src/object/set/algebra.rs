//! Union, intersection, difference, symmetric difference and the subset relations.
//!
//! What is iterated and in which order keys are added follows CPython, as the order of the results shows it.

use super::table::{Found, Hashes};
use super::{Set, keys_of};
use crate::memory::Ref;
use crate::object::dict::{Dict, hash_key};
use crate::runtime::long::{LONG_STRIDE, Steps};
use crate::runtime::{PyResult, Thread};
use crate::thread::private::Use;

/// Adds all keys of another set.
pub fn merge(t: &Thread, set: &Hashes, other: &Hashes) -> PyResult<()> {
    if std::ptr::eq(set, other) || other.is_empty() {
        return Ok(());
    }
    if set.filled() == 0 && set.fill_from(t, other)? {
        return Ok(());
    }
    if set.is_crowded(other.len()) {
        set.resize(t, (set.len() + other.len()) * 2)?;
    }
    let mut steps = Steps::default();
    for (hash, key) in other.walk(t) {
        set.add_hashed(t, hash, key)?;
        steps.next(t)?;
    }
    Ok(())
}

/// Adds all items of an iterable.
pub fn update(t: &Thread, set: &Hashes, other: &Ref) -> PyResult<()> {
    if let Some(keys) = keys_of(other) {
        return merge(t, set, keys);
    }
    if let Some(dict) = other.downcast_exact::<Dict>() {
        let count = dict.len();
        if set.is_crowded(count) {
            set.resize(t, (set.len() + count) * 2)?;
        }
        for (i, (hash, key, _)) in dict.hashed_entries().into_iter().enumerate() {
            set.add_hashed(t, hash, key)?;
            t.poll_every(i)?;
        }
        return Ok(());
    }
    t.for_each(other, |key| set.add(t, key).map(drop))
}

/// An empty set, or an empty frozenset if `like` is one.
pub fn new_like(t: &Thread, like: &Ref) -> PyResult {
    if like.downcast::<super::FrozenSet>().is_some() { t.new_frozenset() } else { t.new_set() }
}

/// The keys of a set that was made here.
pub fn made(set: &Ref) -> &Hashes {
    keys_of(set).expect("made as a set")
}

/// The set of an iterable's items.
pub fn set_from(t: &Thread, items: &Ref) -> PyResult {
    let set = t.new_set()?;
    update(t, made(&set), items)?;
    Ok(set)
}

/// A copy of a set as an exact set, or as an exact frozenset if it is one of those.
pub fn copy(t: &Thread, set: &Ref) -> PyResult {
    if set.downcast_exact::<super::FrozenSet>().is_some() {
        return Ok(set.clone());
    }
    fresh_copy(t, set)
}

/// As `copy`, but never the same object.
pub fn fresh_copy(t: &Thread, set: &Ref) -> PyResult {
    let new = new_like(t, set)?;
    merge(t, made(&new), made(set))?;
    Ok(new)
}

/// Adds to `to`, which is fresh, the keys that are in `other` (or those that are not), as long as that runs no Python code and nobody
/// else can be at the sets; false when it would: then `to` is empty.
fn filter_quickly(t: &Thread, from: &Hashes, other: &Hashes, wanted: bool, to: &Hashes) -> PyResult<bool> {
    if from.len() > LONG_STRIDE {
        return Ok(false);
    }
    // What is entered must be left again before memory is allocated.
    let is_free = from.is_undisturbed() && other.is_undisturbed();
    let mut gathered = Vec::with_capacity(if is_free { 0 } else { from.len() });
    let done: Option<PyResult<bool>> = undisturbed(t, from, other, || {
        for (hash, key) in from.borrowed() {
            let found = match other.find(hash, key) {
                Found::At(_) => true,
                Found::Absent(_) => false,
                Found::Unsure => return Ok(false),
            };
            if found != wanted {
                continue;
            }
            // SAFETY: `from` holds the key.
            let key = unsafe { Ref::copy_of(key) };
            if is_free {
                to.add_new(t, hash, key)?;
            } else {
                gathered.push((hash, key));
            }
        }
        Ok(true)
    });
    if !done.transpose()?.unwrap_or(false) {
        to.clear();
        return Ok(false);
    }
    for (hash, key) in gathered {
        to.add_new(t, hash, key)?;
    }
    Ok(true)
}

/// Runs `f`, which runs no Python code, while nobody else can change either set; `None` if that would take a wait.
fn undisturbed<R>(t: &Thread, a: &Hashes, b: &Hashes, f: impl FnOnce() -> R) -> Option<R> {
    let enter = |set: &Hashes| if set.is_undisturbed() { Some(Use::Alone) } else { set.try_enter(t) };
    let how = enter(a)?;
    let result = if std::ptr::eq(a, b) {
        Some(f())
    } else {
        enter(b).map(|how| {
            let result = f();
            b.leave(how);
            result
        })
    };
    a.leave(how);
    result
}

/// Are all keys of `a` in `b`? `None`: only Python code can tell, or a wait.
fn is_subset_quickly(t: &Thread, a: &Hashes, b: &Hashes) -> Option<bool> {
    if a.len() > LONG_STRIDE {
        return None;
    }
    undisturbed(t, a, b, || {
        for (hash, key) in a.borrowed() {
            match b.find(hash, key) {
                Found::At(_) => {}
                Found::Absent(_) => return Some(false),
                Found::Unsure => return None,
            }
        }
        Some(true)
    })?
}

/// `set & other`, for any iterable.
pub fn intersection(t: &Thread, set: &Ref, other: &Ref) -> PyResult {
    if set.is(other) {
        return copy(t, set);
    }
    let result = new_like(t, set)?;
    let (keys, to) = (made(set), made(&result));
    match keys_of(other) {
        Some(more) => {
            // The smaller one is walked through.
            let (large, small) = if more.len() > keys.len() { (more, keys) } else { (keys, more) };
            if filter_quickly(t, small, large, true, to)? {
                return Ok(result);
            }
            let mut steps = Steps::default();
            for (hash, key) in small.walk(t) {
                if large.contains_hashed(t, hash, &key)? {
                    to.add_hashed(t, hash, key)?;
                }
                steps.next(t)?;
            }
        }
        None => t.for_each(other, |key| {
            let hash = hash_key(t, &key)?;
            if keys.contains_hashed(t, hash, &key)? {
                to.add_hashed(t, hash, key)?;
            }
            Ok(())
        })?,
    }
    Ok(result)
}

/// `set - other`, for any iterable.
pub fn difference(t: &Thread, set: &Ref, other: &Ref) -> PyResult {
    let keys = made(set);
    enum Other<'a> {
        Set(&'a Hashes),
        Dict(&'a Dict),
    }
    let (excluded, count) = match (keys_of(other), other.downcast_exact::<Dict>()) {
        (Some(more), _) => (Other::Set(more), more.len()),
        (_, Some(dict)) => (Other::Dict(dict), dict.len()),
        _ => {
            let result = fresh_copy(t, set)?;
            difference_update(t, &result, other)?;
            return Ok(result);
        }
    };
    // If there is little to take away, copying and taking away is less work.
    if keys.len() >> 2 > count {
        let result = fresh_copy(t, set)?;
        difference_update(t, &result, other)?;
        return Ok(result);
    }
    let result = new_like(t, set)?;
    let to = made(&result);
    if let Other::Set(more) = excluded
        && filter_quickly(t, keys, more, false, to)?
    {
        return Ok(result);
    }
    let mut steps = Steps::default();
    for (hash, key) in keys.walk(t) {
        let found = match excluded {
            Other::Set(more) => more.contains_hashed(t, hash, &key)?,
            Other::Dict(dict) => dict.contains_hashed(t, hash, &key)?,
        };
        if !found {
            to.add_hashed(t, hash, key)?;
        }
        steps.next(t)?;
    }
    Ok(result)
}

/// Removes all items of an iterable.
pub fn difference_update(t: &Thread, set: &Ref, other: &Ref) -> PyResult<()> {
    let keys = made(set);
    if set.is(other) {
        keys.clear();
        return Ok(());
    }
    match keys_of(other) {
        Some(more) => {
            let common;
            let mut from = more;
            if more.len() >> 3 > keys.len() {
                common = intersection(t, set, other)?;
                from = made(&common);
            }
            let mut steps = Steps::default();
            for (hash, key) in from.walk(t) {
                keys.remove_hashed(t, hash, &key)?;
                steps.next(t)?;
            }
        }
        None => t.for_each(other, |key| keys.remove(t, &key).map(drop))?,
    }
    // Many removed places make searches long.
    if keys.filled() - keys.len() > keys.mask() / 4 {
        keys.grow(t)?;
    }
    Ok(())
}

/// Adds the items that are not in the set and removes those that are.
pub fn symmetric_difference_update(t: &Thread, set: &Ref, other: &Ref) -> PyResult<()> {
    let keys = made(set);
    if set.is(other) {
        keys.clear();
        return Ok(());
    }
    let flip = |hash: i64, key: Ref| -> PyResult<()> {
        if !keys.remove_hashed(t, hash, &key)? {
            keys.add_hashed(t, hash, key)?;
        }
        Ok(())
    };
    if let Some(dict) = other.downcast_exact::<Dict>() {
        let mut steps = Steps::default();
        let entries = t.walk(dict.len(), || dict.hashed_entries(), |cursor| dict.next_hashed(cursor));
        for (hash, key, _) in entries {
            flip(hash, key)?;
            steps.next(t)?;
        }
        return Ok(());
    }
    let items;
    let from = match keys_of(other) {
        Some(keys) => keys,
        None => {
            items = set_from(t, other)?;
            made(&items)
        }
    };
    let mut steps = Steps::default();
    for (hash, key) in from.walk(t) {
        flip(hash, key)?;
        steps.next(t)?;
    }
    Ok(())
}

/// `set ^ other`, for any iterable.
pub fn symmetric_difference(t: &Thread, set: &Ref, other: &Ref) -> PyResult {
    let result = new_like(t, set)?;
    update(t, made(&result), other)?;
    symmetric_difference_update(t, &result, set)?;
    Ok(result)
}

/// Are all keys of `a` in `b`?
pub fn is_subset(t: &Thread, a: &Hashes, b: &Hashes) -> PyResult<bool> {
    if a.len() > b.len() {
        return Ok(false);
    }
    if let Some(answer) = is_subset_quickly(t, a, b) {
        return Ok(answer);
    }
    let mut cursor = 0;
    let mut steps = Steps::default();
    while let Some((hash, key)) = a.next_key(&mut cursor) {
        if !b.contains_hashed(t, hash, &key)? {
            return Ok(false);
        }
        steps.next(t)?;
    }
    Ok(true)
}

/// Has the set no item of an iterable?
pub fn is_disjoint(t: &Thread, set: &Ref, other: &Ref) -> PyResult<bool> {
    let keys = made(set);
    if let Some(more) = keys_of(other) {
        let (large, small) = if more.len() > keys.len() { (more, keys) } else { (keys, more) };
        let mut cursor = 0;
        let mut steps = Steps::default();
        while let Some((hash, key)) = small.next_key(&mut cursor) {
            if large.contains_hashed(t, hash, &key)? {
                return Ok(false);
            }
            steps.next(t)?;
        }
        return Ok(true);
    }
    let iterator = t.iter_now(other)?;
    while let Some(key) = t.next(&iterator)? {
        let hash = hash_key(t, &key)?;
        if keys.contains_hashed(t, hash, &key)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Is it a set that can be changed?
pub fn is_mutable(set: &Ref) -> bool {
    set.downcast::<Set>().is_some()
}
