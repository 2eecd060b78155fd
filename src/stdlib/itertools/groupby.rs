//! `groupby`.
//!
//! A group reads from the iterator that its `groupby` reads from, so only the newest group gives items: each has a serial number
//! and compares it with the one that the `groupby` gave last.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{deprecated, state_parts, taken_apart};
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::sequence::builtin;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;
use crate::runtime::long::Steps;
use crate::runtime::{Args, PyResult, Thread};

struct GroupBy {
    iterator: Ref,
    /// None for the item itself.
    function: Ref,
    /// Key of the newest group.
    target: Slot,
    /// Key of the item read last.
    key: Slot,
    /// The item read last, until a group gives it.
    item: Slot,
    /// Serial number of the newest group.
    group: AtomicU64,
}

crate::opaque!(GroupBy { iterator, function, target, key, item });

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let body = GroupBy {
        iterator: t.iter(a.get(1))?,
        function: a.opt(2).cloned().unwrap_or_else(|| t.none()),
        target: Slot::empty(),
        key: Slot::empty(),
        item: Slot::empty(),
        group: AtomicU64::new(0),
    };
    t.new_boxed(a.get(0), body)
}

impl GroupBy {
    /// Reads the next item and its key; false at the end.
    fn step(&self, t: &Thread) -> PyResult<bool> {
        let Some(item) = t.next(&self.iterator)? else { return Ok(false) };
        let key = if self.function.value().is_none(t) {
            item.clone()
        } else {
            t.call(&self.function, std::slice::from_ref(&item))?
        };
        drop(self.item.replace(item));
        drop(self.key.replace(key));
        Ok(true)
    }
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<GroupBy>(value);
    // Whatever happens, the last group is over.
    let serial = this.group.fetch_add(1, Ordering::Relaxed) + 1;
    let mut steps = Steps::default();
    let key = loop {
        if let Some(key) = this.key.get() {
            match this.target.get() {
                None => break key,
                Some(target) if !t.equal(&target, &key)? => break key,
                Some(_) => {}
            }
        }
        if !this.step(t)? {
            return Ok(None);
        }
        steps.next(t)?;
    };
    drop(this.target.replace(key.clone()));
    let group = t.opaque(&GROUPER, Grouper { parent: value.clone(), target: key.clone(), serial })?;
    t.pair(key, group).map(Some)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<GroupBy>(a.get(0));
    let state = match (this.key.get(), this.item.get(), this.target.get()) {
        (Some(key), Some(item), Some(target)) => Some(t.tuple(vec![key, item, target])?),
        _ => None,
    };
    taken_apart(t, a.get(0), vec![this.iterator.clone(), this.function.clone()], state)
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let [key, item, target] = state_parts(t, a.get(1))? else {
        return Err(t.type_error("__setstate__() takes a tuple of 3 items"));
    };
    let this = state::<GroupBy>(a.get(0));
    for (slot, part) in [(&this.key, key), (&this.item, item), (&this.target, target)] {
        drop(slot.replace(part.clone()));
    }
    Ok(t.none())
}

/// `itertools.groupby`.
pub static GROUPBY: TypeDef = TypeDef {
    name: "itertools.groupby",
    slots: Slots {
        iter: Some(itself),
        next: Some(next),
        new: Some(&natives!["groupby(cls, iterable, key=None)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => reduce,
        "__setstate__(self, state, /)" => setstate,
    ],
    doc: "make an iterator that returns consecutive keys and groups from the iterable",
    ..SUBCLASSABLE
};

struct Grouper {
    parent: Ref,
    target: Ref,
    serial: u64,
}

crate::opaque!(Grouper { parent, target });

fn grouper_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Grouper>(value);
    let parent = state::<GroupBy>(&this.parent);
    if parent.group.load(Ordering::Relaxed) != this.serial {
        return Ok(None);
    }
    if parent.item.load().is_null() && !parent.step(t)? {
        return Ok(None);
    }
    let Some(key) = parent.key.get() else { return Ok(None) };
    if !t.equal(&this.target, &key)? {
        return Ok(None);
    }
    Ok(parent.item.take())
}

fn grouper_new(t: &Thread, a: Args<'_>) -> PyResult {
    let (parent, target) = (a.get(1).clone(), a.get(2).clone());
    let Some(groups) = parent.opaque::<GroupBy>() else {
        let found = t.type_name(&parent);
        return Err(t.type_error(format!("_grouper() argument 1 must be itertools.groupby, not {found}")));
    };
    let serial = groups.group.fetch_add(1, Ordering::Relaxed) + 1;
    t.opaque(&GROUPER, Grouper { parent, target, serial })
}

fn grouper_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Grouper>(a.get(0));
    if state::<GroupBy>(&this.parent).group.load(Ordering::Relaxed) != this.serial {
        // It is over.
        deprecated(t)?;
        return t.pair(builtin(t, "iter")?, t.tuple(vec![t.empty_tuple()])?);
    }
    taken_apart(t, a.get(0), vec![this.parent.clone(), this.target.clone()], None)
}

/// `itertools._grouper`.
pub static GROUPER: TypeDef = TypeDef {
    name: "itertools._grouper",
    slots: Slots {
        iter: Some(itself),
        next: Some(grouper_next),
        new: Some(&natives!["_grouper(cls, parent, tgtkey, /)" => grouper_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => grouper_reduce],
    ..TypeDef::EMPTY
};
