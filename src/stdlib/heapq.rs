//! `_heapq`: heaps in lists.
//!
//! As far as the comparisons take no Python code, an operation is one step on the list ([`crate::object::list::heap`]). Other comparisons
//! may change the list; each step then looks at its length again. Items are swapped, never taken out while something runs, so that a
//! comparison that raises leaves all of them in the list.

use crate::bytecode::CompareOp;
use crate::memory::Ref;
use crate::natives;
use crate::object::list::List;
use crate::object::list::heap::{Rest, Top};
use crate::object::module::ModuleDef;
use crate::runtime::long::LONG_STRIDE;
use crate::runtime::{Args, PyResult, Thread};

/// A list seen as a heap, with the smallest or the largest item at its top.
struct Heap<'a> {
    t: &'a Thread,
    list: &'a List,
    top: Top,
}

impl<'a> Heap<'a> {
    fn of(t: &'a Thread, a: &Args<'a>, function: &str, place: &str, top: Top) -> PyResult<Heap<'a>> {
        match a.get(0).downcast::<List>() {
            Some(list) => Ok(Heap { t, list, top }),
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
        let (a, b) = if self.top == Top::Largest { (b, a) } else { (a, b) };
        self.t.compare_bool(a, b, CompareOp::Lt)
    }

    fn swap(&self, i: usize, j: usize) -> PyResult<()> {
        if self.list.swap(i, j) { Ok(()) } else { Err(self.t.runtime_error("list changed size during iteration")) }
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

    /// Moves the item at `place` down to a leaf along the better children, then up to where it belongs, not above `top`.
    fn sink(&self, top: usize, mut place: usize) -> PyResult<()> {
        let length = self.list.len();
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

    /// Goes on with what the list could not end alone.
    fn go_on(&self, top: usize, rest: Rest) -> PyResult<()> {
        match rest {
            Rest::Nothing => Ok(()),
            Rest::Rise(place) => self.rise(top, place),
            Rest::Sink(place) => self.sink(top, place),
        }
    }

    fn heapify(&self) -> PyResult<()> {
        let mut from = self.list.len() / 2;
        while from > 0 {
            // A long list is put in order piece by piece.
            let to = from.saturating_sub(LONG_STRIDE);
            match self.list.heap_order(self.top, from, to) {
                Ok(()) => from = to,
                Err((place, rest)) => {
                    self.go_on(place, rest)?;
                    from = place;
                }
            }
            if from > 0 {
                self.t.poll()?;
            }
        }
        Ok(())
    }

    fn pop(&self) -> PyResult {
        match self.list.heap_pop(self.top) {
            Some((item, rest)) => {
                self.go_on(0, rest)?;
                Ok(item)
            }
            None => Err(self.t.index_error("index out of range")),
        }
    }

    fn replace(&self, item: &Ref) -> PyResult {
        match self.list.heap_replace(self.top, item.clone()) {
            Ok((first, rest)) => {
                self.go_on(0, rest)?;
                Ok(first)
            }
            Err(_) => Err(self.t.index_error("index out of range")),
        }
    }
}

fn heappush(t: &Thread, a: Args<'_>) -> PyResult {
    let heap = Heap::of(t, &a, "heappush", " 1", Top::Smallest)?;
    let rest = heap.list.heap_push(t, heap.top, a.get(1).clone())?;
    heap.go_on(0, rest)?;
    Ok(t.none())
}

fn heappop(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "heappop", "", Top::Smallest)?.pop()
}

fn heapreplace(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "heapreplace", " 1", Top::Smallest)?.replace(a.get(1))
}

fn heappushpop(t: &Thread, a: Args<'_>) -> PyResult {
    let heap = Heap::of(t, &a, "heappushpop", " 1", Top::Smallest)?;
    if let Some((item, rest)) = heap.list.heap_push_pop(heap.top, a.get(1)) {
        heap.go_on(0, rest)?;
        return Ok(item);
    }
    match heap.list.get(0) {
        Some(first) if heap.above(&first, a.get(1))? => heap.replace(a.get(1)),
        _ => Ok(a.get(1).clone()),
    }
}

fn heapify(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "heapify", "", Top::Smallest)?.heapify()?;
    Ok(t.none())
}

fn heapify_max(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "_heapify_max", "", Top::Largest)?.heapify()?;
    Ok(t.none())
}

fn heappop_max(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "_heappop_max", "", Top::Largest)?.pop()
}

fn heapreplace_max(t: &Thread, a: Args<'_>) -> PyResult {
    Heap::of(t, &a, "_heapreplace_max", " 1", Top::Largest)?.replace(a.get(1))
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
