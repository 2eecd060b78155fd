//! `chain`, `starmap`, `zip_longest`.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{deprecated, state_parts, taken_apart};
use crate::memory::{Ref, Slot};
use crate::natives;
use crate::object::iterator::{SUBCLASSABLE, itself, state};
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::long::Steps;
use crate::runtime::{Args, PyResult, Thread};

struct Chain {
    /// Iterator over the iterables; empty at the end.
    sources: Slot,
    /// Iterator over the current one.
    active: Slot,
}

crate::opaque!(Chain { sources, active });

fn chain_of(t: &Thread, class: &Ref, iterables: &Ref) -> PyResult {
    let sources = Slot::new(t.iter(iterables)?);
    t.new_boxed(class, Chain { sources, active: Slot::empty() })
}

fn chain_new(t: &Thread, a: Args<'_>) -> PyResult {
    chain_of(t, a.get(0), &t.tuple_from(a.rest())?)
}

fn chain_from_iterable(t: &Thread, a: Args<'_>) -> PyResult {
    chain_of(t, a.get(0), a.get(1))
}

fn chain_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<Chain>(value);
    let mut steps = Steps::default();
    loop {
        if let Some(active) = this.active.get() {
            if let Some(item) = t.next(&active)? {
                return Ok(Some(item));
            }
            drop(this.active.take());
        }
        let Some(source) = this.sources.get() else { return Ok(None) };
        match t.next(&source)? {
            Some(iterable) => {
                let iterator = match t.iter(&iterable) {
                    Ok(iterator) => iterator,
                    Err(raised) => {
                        drop(this.sources.take());
                        return Err(raised);
                    }
                };
                drop(this.active.replace(iterator));
            }
            None => {
                drop(this.sources.take());
                return Ok(None);
            }
        }
        steps.next(t)?;
    }
}

fn class_getitem(t: &Thread, a: Args<'_>) -> PyResult {
    t.generic_alias(a.get(0), a.get(1))
}

fn chain_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<Chain>(a.get(0));
    let state = match (this.sources.get(), this.active.get()) {
        (None, _) => None,
        (Some(sources), None) => Some(t.tuple(vec![sources])?),
        (Some(sources), Some(active)) => Some(t.pair(sources, active)?),
    };
    taken_apart(t, a.get(0), Vec::new(), state)
}

fn chain_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    let parts = state_parts(t, a.get(1))?;
    let ([sources] | [sources, _]) = parts else {
        return Err(t.type_error(format!("__setstate__() takes a tuple of 1 or 2 items, not {}", parts.len())));
    };
    if parts.iter().any(|part| t.type_of(part).slots().next.is_none()) {
        return Err(t.type_error("Arguments must be iterators."));
    }
    let this = state::<Chain>(a.get(0));
    drop(this.sources.replace(sources.clone()));
    match parts.get(1) {
        Some(active) => drop(this.active.replace(active.clone())),
        None => drop(this.active.take()),
    }
    Ok(t.none())
}

/// `itertools.chain`.
pub static CHAIN: TypeDef = TypeDef {
    name: "itertools.chain",
    slots: Slots {
        iter: Some(itself),
        next: Some(chain_next),
        new: Some(&natives!["chain(cls, /, *iterables)" => chain_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "@class from_iterable(cls, iterable, /)" => chain_from_iterable,
        "@class __class_getitem__(cls, object, /)" => class_getitem,
        "__reduce__(self, /)" => chain_reduce,
        "__setstate__(self, state, /)" => chain_setstate,
    ],
    doc: "Return a chain object whose .__next__() method returns elements from the\n\
          first iterable until it is exhausted, then elements from the next\n\
          iterable, until all of the iterables are exhausted.",
    ..SUBCLASSABLE
};

struct StarMap {
    function: Ref,
    iterator: Ref,
}

crate::opaque!(StarMap { function, iterator });

fn starmap_new(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = t.iter(a.get(2))?;
    t.new_boxed(a.get(0), StarMap { function: a.get(1).clone(), iterator })
}

fn starmap_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<StarMap>(value);
    let Some(args) = t.next_within(value, &this.iterator)? else { return Ok(None) };
    let result = match args.downcast_exact::<Tuple>() {
        Some(args) => t.call(&this.function, args.items()),
        None => t.call(&this.function, &t.collect(&args)?),
    };
    result.map(Some)
}

fn starmap_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<StarMap>(a.get(0));
    taken_apart(t, a.get(0), vec![this.function.clone(), this.iterator.clone()], None)
}

/// `itertools.starmap`.
pub static STARMAP: TypeDef = TypeDef {
    name: "itertools.starmap",
    slots: Slots {
        iter: Some(itself),
        next: Some(starmap_next),
        new: Some(&natives!["starmap(cls, function, iterable, /)" => starmap_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => starmap_reduce],
    doc: "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
    ..SUBCLASSABLE
};

struct ZipLongest {
    /// Each is empty once its iterator is exhausted.
    iterators: Box<[Slot]>,
    /// How many are not.
    active: AtomicUsize,
    /// Never empty.
    fill: Slot,
}

crate::opaque!(ZipLongest { iterators, fill });

fn zip_longest_new(t: &Thread, a: Args<'_>) -> PyResult {
    let iterators = a.rest().iter().map(|i| t.iter(i).map(Slot::new)).collect::<PyResult<Box<[Slot]>>>()?;
    let active = AtomicUsize::new(iterators.len());
    let mut fill = t.none();
    for (name, value) in a.kwargs().map(|kwargs| kwargs.entries()).unwrap_or_default() {
        if t.str_of(&name) != "fillvalue" {
            return Err(t.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value;
    }
    t.new_boxed(a.get(0), ZipLongest { iterators, active, fill: Slot::new(fill) })
}

fn zip_longest_next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let this = state::<ZipLongest>(value);
    if this.active.load(Ordering::Relaxed) == 0 {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(this.iterators.len());
    for slot in &this.iterators {
        let item = match slot.get() {
            None => None,
            Some(iterator) => match t.next(&iterator) {
                Ok(Some(item)) => Some(item),
                Ok(None) => {
                    let left = this.active.load(Ordering::Relaxed).saturating_sub(1);
                    this.active.store(left, Ordering::Relaxed);
                    if left == 0 {
                        return Ok(None);
                    }
                    drop(slot.take());
                    None
                }
                Err(raised) => {
                    this.active.store(0, Ordering::Relaxed);
                    return Err(raised);
                }
            },
        };
        items.push(item.or_else(|| this.fill.get()).unwrap_or_else(|| t.none()));
    }
    t.tuple(items).map(Some)
}

fn zip_longest_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = state::<ZipLongest>(a.get(0));
    let iterators = this.iterators.iter().map(|slot| slot.get().unwrap_or_else(|| t.empty_tuple())).collect();
    taken_apart(t, a.get(0), iterators, this.fill.get())
}

fn zip_longest_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    deprecated(t)?;
    drop(state::<ZipLongest>(a.get(0)).fill.replace(a.get(1).clone()));
    Ok(t.none())
}

/// `itertools.zip_longest`.
pub static ZIP_LONGEST: TypeDef = TypeDef {
    name: "itertools.zip_longest",
    slots: Slots {
        iter: Some(itself),
        next: Some(zip_longest_next),
        new: Some(&natives!["zip_longest(cls, /, *iterables, **kwargs)" => zip_longest_new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__reduce__(self, /)" => zip_longest_reduce,
        "__setstate__(self, state, /)" => zip_longest_setstate,
    ],
    doc: "Return a zip_longest object whose .__next__() method returns a tuple where\n\
          the i-th element comes from the i-th iterable argument.",
    ..SUBCLASSABLE
};
