//! Builtin functions that consume iterables.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::object::iterator::callable_iterator;
use crate::object::kind;
use crate::object::list::List;
use crate::runtime::long::Steps;
use crate::runtime::{Args, PyResult, Thread};

pub fn iter(t: &Thread, a: Args<'_>) -> PyResult {
    match a.opt(1) {
        None => t.iter(a.get(0)),
        Some(sentinel) => callable_iterator(t, a.get(0), sentinel),
    }
}

pub fn next(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = a.get(0);
    let Some(next) = t.type_of(iterator).slots().next else {
        let name = t.type_name(iterator);
        return Err(t.type_error(format!("'{name}' object is not an iterator")));
    };
    match (next(t, iterator), a.opt(1)) {
        (Ok(Some(item)), _) => Ok(item),
        (Ok(None), Some(default)) => Ok(default.clone()),
        (Ok(None), None) => Err(t.stop_iteration(None)),
        (Err(raised), Some(default)) if t.raised_is(&raised, &crate::object::exception::STOP_ITERATION) => {
            Ok(default.clone())
        }
        (Err(raised), _) => Err(raised),
    }
}

pub fn aiter(t: &Thread, a: Args<'_>) -> PyResult {
    let iterable = a.get(0);
    let Some(aiter) = t.type_of(iterable).slots().aiter else {
        let name = t.type_name(iterable);
        return Err(t.type_error(format!("'{name}' object is not an async iterable")));
    };
    let iterator = aiter(t, iterable)?;
    if t.type_of(&iterator).slots().anext.is_none() {
        let name = t.type_name(&iterator);
        return Err(t.type_error(format!("aiter() returned not an async iterator of type '{name}'")));
    }
    Ok(iterator)
}

pub fn anext(t: &Thread, a: Args<'_>) -> PyResult {
    let iterator = a.get(0);
    let Some(anext) = t.type_of(iterator).slots().anext else {
        let name = t.type_name(iterator);
        return Err(t.type_error(format!("'{name}' object is not an async iterator")));
    };
    let awaitable = anext(t, iterator)?;
    match a.opt(1) {
        None => Ok(awaitable),
        Some(default) => super::anext::with_default(t, &awaitable, default),
    }
}

/// Is there an item whose truth is `wanted`?
fn search(t: &Thread, iterable: &Ref, wanted: bool) -> PyResult<bool> {
    let iterator = t.iter(iterable)?;
    let mut steps = Steps::default();
    while let Some(item) = t.next(&iterator)? {
        if t.truth(&item)? == wanted {
            return Ok(true);
        }
        steps.next(t)?;
    }
    Ok(false)
}

pub fn all(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(!search(t, a.get(0), false)?))
}

pub fn any(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(search(t, a.get(0), true)?))
}

pub fn max(t: &Thread, a: Args<'_>) -> PyResult {
    extreme(t, a, "max", CompareOp::Gt)
}

pub fn min(t: &Thread, a: Args<'_>) -> PyResult {
    extreme(t, a, "min", CompareOp::Lt)
}

/// Does `a` beat `b`?
#[inline]
fn better(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult<bool> {
    if let (Some(x), Some(y)) = (a.value().as_exact_int(), b.value().as_exact_int()) {
        return Ok(if op == CompareOp::Gt { x > y } else { x < y });
    }
    t.compare_bool(a, b, op)
}

fn extreme(t: &Thread, a: Args<'_>, name: &str, op: CompareOp) -> PyResult {
    let (args, key, default) = (a.rest(), a.opt_not_none(t, 0), a.opt(1));
    if key.is_none() && args.len() >= 2 && default.is_none() {
        let mut best = &args[0];
        for item in &args[1..] {
            if better(t, item, best, op)? {
                best = item;
            }
        }
        return Ok(best.clone());
    }
    let mut best: Option<(Ref, Ref)> = None;
    let mut offer = |item: Ref| -> PyResult<()> {
        let rank = match key {
            Some(key) => t.call(key, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        let wins = match &best {
            Some((_, highest)) => better(t, &rank, highest, op)?,
            None => true,
        };
        if wins {
            best = Some((item, rank));
        }
        Ok(())
    };
    match args {
        [] => return Err(t.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => t.for_each(iterable, offer)?,
        _ if default.is_some() => {
            return Err(
                t.type_error(format!("Cannot specify a default for {name}() with multiple positional arguments"))
            );
        }
        items => items.iter().try_for_each(|item| offer(item.clone()))?,
    }
    match (best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(t.value_error(format!("{name}() iterable argument is empty"))),
    }
}

pub fn sorted(t: &Thread, a: Args<'_>) -> PyResult {
    let list = t.list(t.collect(a.get(0))?)?;
    let reverse = a.opt(2).map_or(Ok(false), |r| t.truth(r))?;
    list.downcast::<List>().expect("just made").sort(t, a.opt_not_none(t, 1), reverse)?;
    Ok(list)
}

/// A sum in progress: of ints that fit 64 bits, of floats with the error of the additions so far, or of anything.
enum Sum {
    Int(i64),
    Float { sum: f64, error: f64 },
    Object(Ref),
}

impl Sum {
    fn start(value: &Ref) -> Sum {
        if let Some(n) = value.value().as_exact_int() {
            Sum::Int(n)
        } else if let Some(x) = value.value().as_exact_float() {
            Sum::Float { sum: x, error: 0.0 }
        } else {
            Sum::Object(value.clone())
        }
    }

    fn finish(self, t: &Thread) -> PyResult {
        match self {
            Sum::Int(n) => t.int(n),
            Sum::Float { sum, error } => t.float(if error != 0.0 && error.is_finite() { sum + error } else { sum }),
            Sum::Object(object) => Ok(object),
        }
    }

    fn add(self, t: &Thread, item: &Ref) -> PyResult<Sum> {
        match self {
            Sum::Int(n) => {
                let number = match item.value().kind() {
                    kind::INT | kind::BOOL => t.as_i64(item),
                    _ => None,
                };
                if let Some(sum) = number.and_then(|m| n.checked_add(m)) {
                    return Ok(Sum::Int(sum));
                }
                if let Some(x) = item.value().as_exact_float() {
                    return Ok(Sum::Float { sum: n as f64, error: 0.0 }.with(x));
                }
                Ok(Sum::Object(t.binary(BinaryOp::Add, &t.int(n)?, item)?))
            }
            Sum::Float { sum, error } => {
                if let Some(x) = item.value().as_exact_float() {
                    return Ok(Sum::Float { sum, error }.with(x));
                }
                if let Some(n) = t.as_i64(item) {
                    return Ok(Sum::Float { sum: sum + n as f64, error });
                }
                let sum = Sum::Float { sum, error }.finish(t)?;
                Ok(Sum::Object(t.binary(BinaryOp::Add, &sum, item)?))
            }
            Sum::Object(sum) => Ok(Sum::Object(t.binary(BinaryOp::Add, &sum, item)?)),
        }
    }

    /// Adds a float and keeps what rounding loses (Neumaier).
    fn with(self, x: f64) -> Sum {
        let Sum::Float { sum, error } = self else { return self };
        let total = sum + x;
        let lost = if sum.abs() >= x.abs() { (sum - total) + x } else { (x - total) + sum };
        Sum::Float { sum: total, error: error + lost }
    }
}

pub fn sum(t: &Thread, a: Args<'_>) -> PyResult {
    let mut sum = match a.opt(1) {
        None => Sum::Int(0),
        Some(start) => {
            let refused = match start.value().kind().layout() {
                kind::STR => Some("sum() can't sum strings [use ''.join(seq) instead]"),
                kind::BYTES => Some("sum() can't sum bytes [use b''.join(seq) instead]"),
                kind::BYTEARRAY => Some("sum() can't sum bytearray [use b''.join(seq) instead]"),
                _ => None,
            };
            if let Some(message) = refused {
                return Err(t.type_error(message));
            }
            Sum::start(start)
        }
    };
    t.for_each(a.get(0), |item| {
        let so_far = std::mem::replace(&mut sum, Sum::Int(0));
        sum = so_far.add(t, &item)?;
        Ok(())
    })?;
    sum.finish(t)
}
