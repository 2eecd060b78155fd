//! The functions of `operator` on sequences, and `call`.

use crate::bytecode::BinaryOp;
use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::runtime::long::Steps;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

pub fn call(t: &Thread, a: Args<'_>) -> PyResult {
    call_with(t, a.get(0), a.rest(), a.kwargs())
}

/// Calls with positional arguments and the keywords of a dict.
pub fn call_with(t: &Thread, callable: &Ref, args: &[Ref], kwargs: Option<&Dict>) -> PyResult {
    let Some(kwargs) = kwargs.filter(|k| !k.is_empty()) else { return t.call(callable, args) };
    let mut values = args.to_vec();
    let mut names = Vec::with_capacity(kwargs.len());
    for (name, value) in kwargs.entries() {
        names.push(t.intern_ref(&name));
        values.push(value);
    }
    t.call_kw(callable, CallArgs { values: &values, names: &names })
}

fn check_sequence(t: &Thread, value: &Ref) -> PyResult<()> {
    if t.type_of(value).slots().getitem.is_some() {
        return Ok(());
    }
    Err(t.type_error(format!("'{}' object can't be concatenated", t.type_name(value))))
}

pub fn concat(t: &Thread, a: Args<'_>) -> PyResult {
    check_sequence(t, a.get(0))?;
    t.binary(BinaryOp::Add, a.get(0), a.get(1))
}

pub fn iconcat(t: &Thread, a: Args<'_>) -> PyResult {
    check_sequence(t, a.get(0))?;
    t.inplace(BinaryOp::Add, a.get(0), a.get(1))
}

pub fn contains(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(t.contains(a.get(0), a.get(1))?))
}

/// An iterator for a search; objects that cannot be iterated over are refused as `in` does it.
fn searched(t: &Thread, value: &Ref) -> PyResult {
    let slots = t.type_of(value).slots();
    if slots.iter.is_none() && slots.getitem.is_none() {
        return Err(t.type_error(format!("argument of type '{}' is not iterable", t.type_name(value))));
    }
    t.iter(value)
}

pub fn count_of(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = searched(t, a.get(0))?;
    let (mut count, mut steps) = (0i64, Steps::default());
    while let Some(item) = t.next(&iterator)? {
        count += i64::from(t.equal(&item, a.get(1))?);
        steps.next(t)?;
    }
    t.int(count)
}

pub fn index_of(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = searched(t, a.get(0))?;
    let mut index = 0i64;
    while let Some(item) = t.next(&iterator)? {
        if t.equal(&item, a.get(1))? {
            return t.int(index);
        }
        t.poll_every(index as usize)?;
        index += 1;
    }
    Err(t.value_error("sequence.index(x): x not in sequence"))
}

pub fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let object = a.get(0);
    let default = match a.opt(1) {
        None => 0,
        Some(default) if t.is_int(default) => t.to_index(default)?,
        Some(default) => {
            let name = t.type_name(default);
            return Err(t.type_error(format!("'{name}' object cannot be interpreted as an integer")));
        }
    };
    match t.length_hint(object)? {
        Some(hint) => t.int_from_usize(hint),
        None => t.int(default),
    }
}
