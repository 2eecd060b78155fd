//! A list as a heap: what can be done in one critical section, as no comparison runs Python code.
//!
//! Each function does the whole operation with the lock held, unless a comparison cannot be made there: then it says where it stopped, and
//! the caller goes on without the lock. Items change places as words; none is lost at any point, so a stop in the middle leaves a list
//! with the same items in another order.

use super::List;
use super::sort::quick_less;
use crate::memory::{Ref, Slot, Value};
use crate::runtime::{PyResult, Thread};

/// Which items belong to the top of a heap.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Top {
    /// The smallest, as in all heaps that `heapq` offers.
    Smallest,
    /// The largest.
    Largest,
}

/// Where an operation has to be gone on with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rest {
    /// Nowhere: it is done.
    Nothing,
    /// The item at this place may belong further up.
    Rise(usize),
    /// The item at this place belongs further down, and then perhaps up again.
    Sink(usize),
}

/// Does `a` belong above `b`? `None`: only Python code can tell.
#[inline(always)]
fn above(top: Top, a: Value, b: Value) -> Option<bool> {
    match top {
        Top::Smallest => quick_less(a, b, 4),
        Top::Largest => quick_less(b, a, 4),
    }
}

fn swap(slots: &[Slot], i: usize, j: usize) {
    let (a, b) = (slots[i].load(), slots[j].load());
    slots[i].store_raw(b);
    slots[j].store_raw(a);
}

/// Moves the item at `place` up to where it belongs, not above `limit`.
fn rise(slots: &[Slot], top: Top, limit: usize, mut place: usize) -> Rest {
    while place > limit {
        let parent = (place - 1) / 2;
        match above(top, slots[place].load(), slots[parent].load()) {
            None => return Rest::Rise(place),
            Some(false) => break,
            Some(true) => swap(slots, place, parent),
        }
        place = parent;
    }
    Rest::Nothing
}

/// Moves the item at `limit` down to a leaf along the better children, then up to where it belongs: items from the end of a heap mostly
/// belong near its leaves.
fn sink(slots: &[Slot], top: Top, limit: usize) -> Rest {
    let length = slots.len();
    let mut place = limit;
    while place < length / 2 {
        let mut child = 2 * place + 1;
        if child + 1 < length {
            match above(top, slots[child].load(), slots[child + 1].load()) {
                None => return Rest::Sink(place),
                Some(left) => child += usize::from(!left),
            }
        }
        swap(slots, place, child);
        place = child;
    }
    rise(slots, top, limit, place)
}

impl List {
    /// Exchanges two items; false if there are not so many.
    pub fn swap(&self, i: usize, j: usize) -> bool {
        self.locked(|| {
            // SAFETY: the lock is held.
            let slots = unsafe { self.slots() };
            let there = i < slots.len() && j < slots.len();
            if there {
                swap(slots, i, j);
            }
            there
        })
    }

    /// Adds an item to the heap.
    pub fn heap_push(&self, t: &Thread, top: Top, mut item: Ref) -> PyResult<Rest> {
        loop {
            self.reserve(t, self.len().saturating_add(1))?;
            let done = self.locked(|| {
                self.push_held(item)?;
                // SAFETY: the lock is held.
                let slots = unsafe { self.slots() };
                Ok(rise(slots, top, 0, slots.len() - 1))
            });
            match done {
                Ok(rest) => return Ok(rest),
                Err(back) => item = back,
            }
        }
    }

    /// Takes the top item out; `None` if there is none.
    pub fn heap_pop(&self, top: Top) -> Option<(Ref, Rest)> {
        self.locked(|| {
            let last = self.pop_held()?;
            // SAFETY: the lock is held.
            let slots = unsafe { self.slots() };
            match slots.first() {
                None => Some((last, Rest::Nothing)),
                Some(first) => Some((first.replace_held(last)?, sink(slots, top, 0))),
            }
        })
    }

    /// Puts an item in the place of the top one, which is returned; the item itself if the heap is empty.
    pub fn heap_replace(&self, top: Top, item: Ref) -> Result<(Ref, Rest), Ref> {
        self.locked(|| {
            // SAFETY: the lock is held.
            let slots = unsafe { self.slots() };
            match slots.first() {
                None => Err(item),
                Some(first) => Ok((first.replace_held(item).expect("items are never empty"), sink(slots, top, 0))),
            }
        })
    }

    /// As `heap_replace`, if the top item belongs above the new one; else the new one comes back. The outer `None`: only Python code can
    /// tell.
    pub fn heap_push_pop(&self, top: Top, item: &Ref) -> Option<(Ref, Rest)> {
        self.locked(|| {
            // SAFETY: the lock is held.
            let slots = unsafe { self.slots() };
            let Some(first) = slots.first() else { return Some((item.clone(), Rest::Nothing)) };
            match above(top, first.load(), item.value())? {
                true => Some((first.replace_held(item.clone())?, sink(slots, top, 0))),
                false => Some((item.clone(), Rest::Nothing)),
            }
        })
    }

    /// Moves the items at the places from `from` down to `to` to where they belong; those behind are in order. Gives the place whose item
    /// is on its way where only Python code can go on.
    pub fn heap_order(&self, top: Top, from: usize, to: usize) -> Result<(), (usize, Rest)> {
        self.locked(|| {
            // SAFETY: the lock is held.
            let slots = unsafe { self.slots() };
            for place in (to..from.min(slots.len() / 2)).rev() {
                match sink(slots, top, place) {
                    Rest::Nothing => {}
                    rest => return Err((place, rest)),
                }
            }
            Ok(())
        })
    }
}
