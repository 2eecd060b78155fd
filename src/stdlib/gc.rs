//! `gc`: the collector of cycles as scripts see it.

use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use crate::memory::audit::{Mode, audit as recount};
use crate::memory::collect;
use crate::memory::fault::{self, Fault};
use crate::memory::{Header, Ref, reclaim};
use crate::natives;
use crate::object::module::ModuleDef;
use crate::runtime::graph::{self, Limits};
use crate::runtime::{Args, PyResult, Thread};
use crate::stdlib::posix;

/// Most steps and nodes of a picture.
const MOST_DRAWN: i64 = 2000;
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
        Ok(generation) if generation < GENERATIONS => {
            // What classes have forgotten, say, goes first: scripts expect that nothing unreachable is left.
            if reclaim::owns_any(&t.base) {
                reclaim::settle(t);
            }
            t.int(collect::collect(t, generation) as i64)
        }
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
        for (name, nanoseconds) in [("longest_pause", stats.longest), ("total_pause", stats.total)] {
            t.dict_set_str(&dict, name, t.float(nanoseconds as f64 / 1e9)?)?;
        }
        all.push(dict);
    }
    t.list(all)
}

/// `gc._audit()`: a dict for each object whose count is wrong, and for whatever else is not as it must be.
fn audit(t: &Thread, a: Args<'_>) -> PyResult {
    let mode = match a.opt_not_none(t, 0) {
        None => Mode::now(t),
        Some(exact) if t.truth(exact)? => Mode::Exact,
        Some(_) => Mode::AtLeast,
    };
    let mut all = Vec::new();
    reclaim::settle(t);
    for mismatch in t.with_world_stopped(|| recount(t, mode)) {
        let dict = t.new_dict()?;
        let holders = mismatch.holders.iter().map(|h| t.str(h)).collect::<PyResult<Vec<_>>>()?;
        t.dict_set_str(&dict, "message", t.string(mismatch.to_string())?)?;
        t.dict_set_str(&dict, "type", t.str(&mismatch.class)?)?;
        t.dict_set_str(&dict, "repr", t.str(&mismatch.text)?)?;
        t.dict_set_str(&dict, "address", t.int(mismatch.address as i64)?)?;
        t.dict_set_str(&dict, "count", t.int(mismatch.count)?)?;
        t.dict_set_str(&dict, "explained", t.int(mismatch.explained)?)?;
        t.dict_set_str(&dict, "holders", t.list(holders)?)?;
        t.dict_set_str(&dict, "problem", mismatch.problem.map_or_else(|| Ok(t.none()), |p| t.str(p))?)?;
        all.push(dict);
    }
    t.list(all)
}

/// `gc._inject(obj, fault)`: what the auditor would say of the object after a fault. `gc._arm(obj, fault)`: lets the next counting of the object
/// fail, in builds that can, until `gc._arm(None, fault)`. Both for tests, with `-X faults`.
fn fault_of(t: &Thread, a: Args<'_>) -> PyResult<(Fault, *mut Header)> {
    if !t.vm().options.x_options.iter().any(|x| x == "faults") {
        return Err(t.runtime_error("faults need the option -X faults"));
    }
    let fault = Fault::named(&t.str_of(a.get(1))).ok_or_else(|| t.value_error("no such fault"))?;
    match a.get(0).header() {
        Some(header) if !header.is_immortal() => Ok((fault, std::ptr::from_ref(header).cast_mut())),
        _ => Err(t.value_error("the object is not counted")),
    }
}

fn inject(t: &Thread, a: Args<'_>) -> PyResult {
    let (fault, object) = fault_of(t, a)?;
    // SAFETY: the argument is alive and counted; nothing else runs in this Vm meanwhile.
    let found = t.with_world_stopped(|| unsafe { fault::inject(t, object, fault) });
    let messages = found.iter().map(|m| t.string(m.to_string())).collect::<PyResult<Vec<_>>>()?;
    t.list(messages)
}

fn arm(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(0).value().is_none(t) {
        fault::disarm();
        return Ok(t.none());
    }
    let (fault, object) = fault_of(t, a)?;
    Ok(t.bool(fault::arm(fault, object)))
}

/// `gc._census()`: how many objects of each type there are, those included that the collector does not look at.
fn census(t: &Thread, _a: Args<'_>) -> PyResult {
    let dict = t.new_dict()?;
    for (class, count) in collect::census(t) {
        t.dict_set_str(&dict, &class, t.int(count as i64)?)?;
    }
    Ok(dict)
}

/// `gc._graph(obj, file)`: draws the references around an object; SVG for a file name that ends so, else DOT.
fn draw(t: &Thread, a: Args<'_>) -> PyResult {
    let number = |i: usize, default: usize| match a.opt_not_none(t, i) {
        None => Ok(default),
        Some(n) => t.to_index(n).map(|n| n.clamp(0, MOST_DRAWN) as usize),
    };
    let default = Limits::default();
    let limits = Limits {
        forward: number(2, default.forward)?,
        backward: number(3, default.backward)?,
        nodes: number(4, default.nodes)?,
    };
    let path = posix::path_arg(t, a.get(1), "_graph", "file")?;
    let path = Path::new(std::ffi::OsStr::from_bytes(path.as_bytes()));
    let Some(object) = a.get(0).value().pointer() else { return Err(t.type_error("the object is kept in a word")) };
    t.with_world_stopped(|| graph::draw(t, &[object.as_ptr()], limits, path))
        .map_err(|error| t.os_error(&error, Some(a.get(1))))?;
    Ok(t.none())
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
        "_audit(exact=None)" => audit,
        "_census()" => census,
        "_inject(obj, fault, /)" => inject,
        "_arm(obj, fault, /)" => arm,
        "_graph(obj, file, depth=3, referrers=2, nodes=80)" => draw,
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
