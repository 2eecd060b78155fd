//! `itertools`: building blocks for loops.
//!
//! * `endless`: `count`, `cycle`, `repeat`. `join`: `chain`, `starmap`, `zip_longest`.
//! * `select`: `compress`, `dropwhile`, `filterfalse`, `takewhile`. `islice`.
//! * `group`: `accumulate`, `batched`, `pairwise`. `groupby`. `tee`.
//! * `combine`: `product`, `permutations`, `combinations` and those with replacement.
//!
//! The state of an iterator is made of slots, atomics and mutexes that are never held while Python code runs: threads that share an
//! iterator may see an item twice or miss one, as in CPython, but nothing worse.

mod combine;
mod endless;
mod group;
mod groupby;
mod islice;
mod join;
mod select;
mod tee;

use crate::memory::Ref;
use crate::natives;
use crate::object::module::ModuleDef;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Thread};
use crate::thread::mutex::Mutex;

/// Adds an item to what an iterator remembers.
fn remember(t: &Thread, items: &Mutex<Vec<Ref>>, item: Ref) -> PyResult<()> {
    let mut items = items.lock();
    if items.len() == items.capacity() {
        let more = items.len().max(8);
        t.alloc_limit(more * size_of::<Ref>())?;
        items.reserve(more);
    }
    items.push(item);
    Ok(())
}

/// What `__reduce__` and `__setstate__` of all these types do first.
fn deprecated(t: &Thread) -> PyResult<()> {
    let message = "Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.";
    super::warnings::warn(t, &crate::object::exception::DEPRECATION_WARNING, message, 1)
}

/// What `__reduce__` gives: the class, the arguments that make a new iterator, and what `__setstate__` then gets.
fn taken_apart(t: &Thread, iterator: &Ref, args: Vec<Ref>, state: Option<Ref>) -> PyResult {
    deprecated(t)?;
    let mut parts = vec![t.type_ref(iterator), t.tuple(args)?];
    parts.extend(state);
    t.tuple(parts)
}

/// The parts of a state, which must be a tuple.
fn state_parts<'a>(t: &Thread, state: &'a Ref) -> PyResult<&'a [Ref]> {
    match state.downcast::<Tuple>() {
        Some(parts) => Ok(parts.items()),
        None => Err(t.type_error("state is not a tuple")),
    }
}

/// `itertools`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.",
    functions: natives!["tee(iterable, n=2, /)" => tee::tee],
    types: &[
        &group::ACCUMULATE,
        &group::BATCHED,
        &join::CHAIN,
        &combine::COMBINATIONS,
        &combine::COMBINATIONS_WITH_REPLACEMENT,
        &select::COMPRESS,
        &endless::COUNT,
        &endless::CYCLE,
        &select::DROPWHILE,
        &select::FILTERFALSE,
        &groupby::GROUPBY,
        &groupby::GROUPER,
        &islice::ISLICE,
        &group::PAIRWISE,
        &combine::PERMUTATIONS,
        &combine::PRODUCT,
        &endless::REPEAT,
        &join::STARMAP,
        &select::TAKEWHILE,
        &tee::TEE,
        &tee::TEE_BLOCK,
        &join::ZIP_LONGEST,
    ],
    ..ModuleDef::EMPTY
};
