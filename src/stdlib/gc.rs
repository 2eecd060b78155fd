//! `gc`: the collector of cycles as scripts see it.

use crate::memory::Ref;
use crate::memory::collect;
use crate::natives;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Thread};

/// Generations, the oldest last.
const GENERATIONS: usize = 3;

fn enable(t: &Thread, _a: Args<'_>) -> PyResult {
    t.vm().collector.set_enabled(t, true);
    Ok(t.none())
}

fn disable(t: &Thread, _a: Args<'_>) -> PyResult {
    t.vm().collector.set_enabled(t, false);
    Ok(t.none())
}

fn isenabled(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.bool(t.vm().collector.is_enabled()))
}

fn collect(t: &Thread, a: Args<'_>) -> PyResult {
    let generation = a.opt(0).map_or(Ok(GENERATIONS as i64 - 1), |g| t.to_index(g))?;
    match usize::try_from(generation) {
        Ok(generation) if generation < GENERATIONS => t.int(collect::collect(t, generation) as i64),
        _ => Err(t.value_error("invalid generation")),
    }
}

fn numbers(t: &Thread, numbers: &[i32]) -> PyResult {
    let numbers = numbers.iter().map(|n| t.int(i64::from(*n))).collect::<PyResult<Vec<_>>>()?;
    t.tuple(numbers)
}

fn get_threshold(t: &Thread, _a: Args<'_>) -> PyResult {
    numbers(t, &t.vm().collector.thresholds())
}

fn set_threshold(t: &Thread, a: Args<'_>) -> PyResult {
    let mut thresholds = t.vm().collector.thresholds();
    for (i, threshold) in thresholds.iter_mut().enumerate() {
        if let Some(value) = a.opt(i) {
            let n = t.to_index(value)?;
            *threshold = i32::try_from(n).map_err(|_| t.overflow_error("Python int too large to convert to C int"))?;
        }
    }
    t.vm().collector.set_thresholds(t, thresholds);
    Ok(t.none())
}

fn get_count(t: &Thread, _a: Args<'_>) -> PyResult {
    numbers(t, &t.vm().collector.counts(t))
}

fn get_stats(t: &Thread, _a: Args<'_>) -> PyResult {
    let mut all = Vec::new();
    for stats in t.vm().collector.stats() {
        let dict = t.new_dict()?;
        for (name, n) in
            [("collections", stats.collections), ("collected", stats.collected), ("uncollectable", stats.uncollectable)]
        {
            t.dict_set_str(&dict, name, t.int(n as i64)?)?;
        }
        all.push(dict);
    }
    t.list(all)
}

fn get_debug(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(i64::from(t.vm().collector.debug()))
}

fn set_debug(t: &Thread, a: Args<'_>) -> PyResult {
    t.vm().collector.set_debug(t.to_index(a.get(0))? as u32);
    Ok(t.none())
}

fn get_objects(t: &Thread, a: Args<'_>) -> PyResult {
    let generation = match a.opt_not_none(t, 0) {
        None => None,
        Some(generation) => match t.to_index(generation)? {
            g if g >= GENERATIONS as i64 => {
                return Err(
                    t.value_error("generation parameter must be less than the number of available generations (3)")
                );
            }
            g if g < 0 => return Err(t.value_error("generation parameter cannot be negative")),
            g => Some(g as usize),
        },
    };
    collect::get_objects(t, generation)
}

fn get_referrers(t: &Thread, a: Args<'_>) -> PyResult {
    collect::get_referrers(t, a.rest())
}

fn get_referents(t: &Thread, a: Args<'_>) -> PyResult {
    collect::get_referents(t, a.rest())
}

fn is_tracked(t: &Thread, a: Args<'_>) -> PyResult {
    let tracked = a.get(0).value().pointer().is_some_and(|object| collect::is_tracked(t, object.as_ptr()));
    Ok(t.bool(tracked))
}

fn is_finalized(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(a.get(0).header().is_some_and(|h| h.has(crate::memory::header::FINALIZED))))
}

fn freeze(t: &Thread, _a: Args<'_>) -> PyResult {
    collect::freeze(t);
    Ok(t.none())
}

fn unfreeze(t: &Thread, _a: Args<'_>) -> PyResult {
    collect::unfreeze(t);
    Ok(t.none())
}

fn get_freeze_count(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(collect::frozen(t) as i64)
}

fn init(t: &Thread, module: &Ref) -> PyResult<()> {
    t.setattr(module, "callbacks", &t.vm().collector.callbacks(t)?)?;
    t.setattr(module, "garbage", &t.vm().collector.garbage(t)?)
}

/// `gc`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "gc",
    doc: "The collector of cycles.",
    functions: natives![
        "enable()" => enable,
        "disable()" => disable,
        "isenabled()" => isenabled,
        "collect(generation=2)" => collect,
        "get_threshold()" => get_threshold,
        "set_threshold(threshold0, threshold1=10, threshold2=10, /)" => set_threshold,
        "get_count()" => get_count,
        "get_stats()" => get_stats,
        "get_debug()" => get_debug,
        "set_debug(flags, /)" => set_debug,
        "get_objects(generation=None)" => get_objects,
        "get_referrers(*objs)" => get_referrers,
        "get_referents(*objs)" => get_referents,
        "is_tracked(obj, /)" => is_tracked,
        "is_finalized(obj, /)" => is_finalized,
        "freeze()" => freeze,
        "unfreeze()" => unfreeze,
        "get_freeze_count()" => get_freeze_count,
    ],
    constants: &[
        ("DEBUG_STATS", |t| t.int(1)),
        ("DEBUG_COLLECTABLE", |t| t.int(2)),
        ("DEBUG_UNCOLLECTABLE", |t| t.int(4)),
        ("DEBUG_SAVEALL", |t| t.int(32)),
        ("DEBUG_LEAK", |t| t.int(38)),
    ],
    types: &[],
    init: Some(init),
};
