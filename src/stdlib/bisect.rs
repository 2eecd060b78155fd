//! `_bisect`: places in sorted sequences.

use crate::bytecode::CompareOp;
use crate::memory::Ref;
use crate::natives;
use crate::object::list::List;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Thread};

/// Which place among equal items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Searches the sequence in argument 0, within the bounds in arguments 2 and 3, for the place of `x` by the key in argument 4.
fn search(t: &Thread, a: &Args<'_>, x: &Ref, side: Side) -> PyResult<i64> {
    let sequence = a.get(0);
    let mut low = a.opt(2).map_or(Ok(0), |n| t.to_index(n))?;
    if low < 0 {
        return Err(t.value_error("lo must be non-negative"));
    }
    let mut high = match a.opt_not_none(t, 3) {
        Some(high) => t.to_index(high)?,
        None => t.len(sequence)? as i64,
    };
    let key = a.opt_not_none(t, 4);
    let list = sequence.downcast_exact::<List>();
    while low < high {
        let middle = low + (high - low) / 2;
        let item = match list {
            Some(list) => list.get(middle as usize).ok_or_else(|| t.index_error("list index out of range"))?,
            None => t.getitem(sequence, &t.int(middle)?)?,
        };
        let item = match key {
            Some(key) => t.call(key, std::slice::from_ref(&item))?,
            None => item,
        };
        let left = match side {
            Side::Right => t.compare_bool(x, &item, CompareOp::Lt)?,
            Side::Left => !t.compare_bool(&item, x, CompareOp::Lt)?,
        };
        if left { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}

fn bisect_right(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(search(t, &a, a.get(1), Side::Right)?)
}

fn bisect_left(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(search(t, &a, a.get(1), Side::Left)?)
}

fn insort(t: &Thread, a: &Args<'_>, side: Side) -> PyResult {
    let place = match a.opt_not_none(t, 4) {
        Some(key) => search(t, a, &t.call(key, std::slice::from_ref(a.get(1)))?, side)?,
        None => search(t, a, a.get(1), side)?,
    };
    if let Some(list) = a.get(0).downcast_exact::<List>() {
        list.insert(t, place as usize, a.get(1).clone())?;
    } else {
        t.call_method(a.get(0), "insert", &[t.int(place)?, a.get(1).clone()])?;
    }
    Ok(t.none())
}

fn insort_right(t: &Thread, a: Args<'_>) -> PyResult {
    insort(t, &a, Side::Right)
}

fn insort_left(t: &Thread, a: Args<'_>) -> PyResult {
    insort(t, &a, Side::Left)
}

/// `_bisect`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_bisect",
    doc: "Places in sorted sequences.",
    functions: natives![
        "bisect_right(a, x, lo=0, hi=None, *, key=None)" => bisect_right,
        "bisect_left(a, x, lo=0, hi=None, *, key=None)" => bisect_left,
        "insort_right(a, x, lo=0, hi=None, *, key=None)" => insort_right,
        "insort_left(a, x, lo=0, hi=None, *, key=None)" => insort_left,
    ],
    ..ModuleDef::EMPTY
};
