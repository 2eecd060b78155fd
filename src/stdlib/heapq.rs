//! `_heapq`: heaps in lists.
//!
//! Comparisons run code that may change the list; each step looks at its length again. Items are swapped, never taken out
//! while something runs, so that a comparison that raises leaves all of them in the list.

use crate::bytecode::CompareOp;
use crate::memory::Ref;
use crate::natives;
use crate::object::list::List;
use crate::object::module::ModuleDef;
use crate::runtime::{Args, PyResult, Thread};

/// A list seen as a heap, with the smallest or the largest item at its top.
struct Heap<'a> {
    t: &'a Thread,
    list: &'a List,
    largest_first: bool,
}

impl<'a> Heap<'a> {
    fn of(t: &'a Thread, a: &Args<'a>, function: &str, place: &str, largest_first: bool) -> PyResult<Heap<'a>> {
        match a.get(0).downcast::<List>() {
            Some(list) => Ok(Heap { t, list, largest_first }),
            None => {
                let found = t.type_name(a.get(0));
                Err(t.type_error(format!("{function}() argument{place} must be list, not {found}")))
            }
        }
    }

    fn item(&self, i: usize) -> PyResult {
        self.list.get(i).ok_or_else(|| self.t.runtime_error("list changed size during iteration"))
    }

    /// Does `a` belong above `b`?
    fn above(&self, a: &Ref, b: &Ref) -> PyResult<bool> {
        let (a, b) = if self.largest_first { (b, a) } else { (a, b) };
        if let (Some(x), Some(y)) = (a.value().as_exact_int(), b.value().as_exact_int()) {
            return Ok(x < y);
        }
        self.t.compare_bool(a, b, CompareOp::Lt)
    }

    /// Puts an item in a place; gives back what was there.
    fn set(&self, i: usize, item: Ref) -> PyResult {
        self.list.set_fast(i as i64, item).map_err(|_| self.t.runtime_error("list changed size during iteration"))
    }

    fn swap(&self, i: usize, j: usize) -> PyResult<()> {
        let (a, b) = (self.item(i)?, self.item(j)?);
        drop(self.set(i, b)?);
        drop(self.set(j, a)?);
        Ok(())
    }

    fn check_length(&self, length: usize) -> PyResult<()> {
        if self.list.len() == length { Ok(()) } else { Err(self.t.runtime_error("list changed size during iteration")) }
    }

    /// Moves the item at `place` up to where it belongs, not above `top`.
    fn rise(&self, top: usize, mut place: usize) -> PyResult<()> {
        let length = self.list.len();
        let item = self.item(place)?;
        while place > top {
            let parent = (place - 1) / 2;
            let above = self.above(&item, &self.item(parent)?)?;
            self.check_length(length)?;
            if !above {
                break;
            }
            self.swap(place, parent)?;
            place = parent;
        }
        Ok(())
    }

    /// Moves the item at `top` down to a leaf along the better children, then up to where it belongs: items from the end
    /// of a heap mostly belong near its leaves.
    fn sink(&self, top: usize) -> PyResult<()> {
        let length = self.list.len();
        let mut place = top;
        while place < length / 2 {
            let mut child = 2 * place + 1;
            if child + 1 < length {
                let left = self.above(&self.item(child)?, &self.item(child + 1)?)?;
                self.check_length(length)?;
                child += usize::from(!left);
            }
            self.swap(place, child)?;
            place = child;
        }
        self.rise(top, place)
    }

    fn heapify(&self) -> PyResult<()> {
        for i in (0..self.list.len() / 2).rev() {
            self.sink(i)?;
        }
        Ok(())
    }

    fn pop(&self) -> PyResult {
        let Some(last) = self.list.pop() else { return Err(self.t.index_error("index out of range")) };
        if self.list.is_empty() {
            return Ok(last);
        }
        let first = self.set(0, last)?;
        self.sink(0)?;
        Ok(first)
    }

    fn replace(&self, item: &Ref) -> PyResult {
        if self.list.is_empty() {
            return Err(self.t.index_error("index out of range"));
        }
        let first = self.set(0, item.clone())?;
        self.sink(0)?;
        Ok(first)
    }
}

fn heappush(t: &Thread, a: Args<'_>) -> PyResult {
    let heap = Heap::of(t, &a, "heappush", " 1", false)?;
    heap.list.push(t, a.get(1).clone())?;
    heap.rise(0, heap.list.len().saturating_sub(1))?;
    Ok(t.none())
}

fn heappop(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "heappop", "", false)?.pop()
}

fn heapreplace(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "heapreplace", " 1", false)?.replace(a.get(1))
}

fn heappushpop(t: &Thread, a: Args<'_>) -> PyResult {
    let heap = Heap::of(t, &a, "heappushpop", " 1", false)?;
    match heap.list.get(0) {
        Some(first) if heap.above(&first, a.get(1))? => heap.replace(a.get(1)),
        _ => Ok(a.get(1).clone()),
    }
}

fn heapify(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "heapify", "", false)?.heapify()?;
    Ok(t.none())
}

fn heapify_max(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "_heapify_max", "", true)?.heapify()?;
    Ok(t.none())
}

fn heappop_max(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "_heappop_max", "", true)?.pop()
}

fn heapreplace_max(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "_heapreplace_max", " 1", true)?.replace(a.get(1))
}

/// `_heapq`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_heapq",
    doc: "Heaps in lists.",
    functions: natives![
        "heappush(heap, item, /)" => heappush,
        "heappop(heap, /)" => heappop,
        "heapreplace(heap, item, /)" => heapreplace,
        "heappushpop(heap, item, /)" => heappushpop,
        "heapify(heap, /)" => heapify,
        "_heapify_max(heap, /)" => heapify_max,
        "_heappop_max(heap, /)" => heappop_max,
        "_heapreplace_max(heap, item, /)" => heapreplace_max,
    ],
    ..ModuleDef::EMPTY
};
