//! The walk along references, and the marks that it leaves beside the heap.
//!
//! While what certainly lives is marked, one byte a block, in an array outside of the visited heap, holds what the walk knows of the
//! object: a million objects are a megabyte, and where nothing is alive nothing is written.
//!
//! ```text
//! UNSEEN      not found so far
//! PENDING     alive, but the work list could not grow: its references are still to be followed
//! ALIVE       reachable
//! ```

use super::space::Table;
use crate::memory::header::{self, Header, Kind};
use crate::memory::heap::Heap;
use crate::memory::refcount::RefCount;
use crate::memory::word::Value;
use crate::thread::state::Hooks;

/// Not seen yet; zero, as fresh memory is.
pub const UNSEEN: u8 = 0;
/// Alive, with references still to be followed.
pub const PENDING: u8 = 1;
/// Reachable.
pub const ALIVE: u8 = 2;

/// A mark for each block.
pub type Marks<'s> = Table<'s, u8>;

/// Objects whose memory is being fetched while others are looked at.
pub const AHEAD: usize = 8;
/// Objects taken off a list some time before they are looked at, so that their memory is there by then.
pub struct Ahead {
    objects: [*mut Header; AHEAD],
    next: usize,
    waiting: usize,
}

impl Default for Ahead {
    fn default() -> Ahead {
        Ahead { objects: [std::ptr::null_mut(); AHEAD], next: 0, waiting: 0 }
    }
}

impl Ahead {
    /// The object to look at now; `None` when the list is empty too.
    #[inline(always)]
    pub fn next(&mut self, work: &mut Vec<*mut Header>) -> Option<*mut Header> {
        while self.waiting < AHEAD
            && let Some(object) = work.pop()
        {
            prefetch(object);
            self.objects[(self.next + self.waiting) % AHEAD] = object;
            self.waiting += 1;
        }
        if self.waiting == 0 {
            return None;
        }
        let object = self.objects[self.next];
        self.next = (self.next + 1) % AHEAD;
        self.waiting -= 1;
        Some(object)
    }
}

/// Calls `visit` with every reference that an object owns: payload, attribute area, and the type when it is counted. NULLs may be
/// among them.
///
/// # Safety
/// The object is alive and whole; the world is stopped.
#[inline(always)]
pub unsafe fn references(heap: &Heap, hooks: &Hooks, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        payload_references(heap, hooks, object, visit);
        let header = &*object;
        if header.has(header::COUNTS_TYPE) && !header.type_pointer().is_null() {
            visit(Value::counted(header.type_pointer()));
        }
    }
}

/// Calls `visit` with every object that this one refers to without counting it: its type, and what its edges lead to.
///
/// # Safety
/// The object is whole, though perhaps about to be destroyed; the world is stopped.
pub unsafe fn uncounted_references(
    heap: &Heap,
    hooks: &Hooks,
    object: *mut Header,
    visit: &mut impl FnMut(*mut Header),
) {
    // SAFETY: the caller's; an object keeps its class, whether or not it counts it. Nobody may look into one whose end has begun.
    unsafe {
        let header = &*object;
        let ty = header.type_pointer();
        if !ty.is_null() && !header.has(header::COUNTS_TYPE) && (*ty).has(header::DEFERRED) {
            visit(ty);
        }
        if heap.ops(header.kind()).settle.is_some() && (header.is_immortal() || header.count.count() > 0) {
            payload_references(heap, hooks, object, &mut |value| {
                if value.is_pointer() && !value.is_counted() {
                    visit(value.address());
                }
            });
        }
    }
}

/// Calls `visit` with every object that this one refers to, counting it or not.
///
/// # Safety
/// As `references`.
#[inline(always)]
pub unsafe fn references_of_any_kind(
    heap: &Heap,
    hooks: &Hooks,
    object: *mut Header,
    visit: &mut impl FnMut(*mut Header),
) {
    // SAFETY: the caller's. The type is among them even where its edge is not counted: an object keeps its class.
    unsafe {
        let ty = (*object).type_pointer();
        if !ty.is_null() {
            visit(ty);
        }
        payload_references(heap, hooks, object, &mut |value| {
            if value.is_pointer() {
                visit(value.address());
            }
        });
    }
}

/// As `references`, without the type.
///
/// # Safety
/// As `references`.
#[inline(always)]
unsafe fn payload_references(heap: &Heap, hooks: &Hooks, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        match run(heap, object) {
            Some(words) => (*words).iter().for_each(|word| visit(*word)),
            None => other_references(heap, object, visit),
        }
        extra_references(hooks, object, visit);
    }
}

/// The references of the payload where they lie one behind the other.
///
/// # Safety
/// As `references`; the slice is valid as long as nothing changes the object.
#[inline(always)]
pub unsafe fn run(heap: &Heap, object: *mut Header) -> Option<*const [Value]> {
    // SAFETY: the caller's.
    unsafe { heap.ops((*object).kind()).run.and_then(|run| run(object)) }
}

/// The references of the payload where they do not.
///
/// # Safety
/// As `references`.
#[inline(always)]
pub unsafe fn other_references(heap: &Heap, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        if let Some(trace) = heap.ops((*object).kind()).trace {
            trace(object, visit);
        }
    }
}

/// The references of the attribute area that instances of subclasses of builtin types have.
///
/// # Safety
/// As `references`.
#[inline(always)]
pub unsafe fn extra_references(hooks: &Hooks, object: *mut Header, visit: &mut impl FnMut(Value)) {
    // SAFETY: the caller's.
    unsafe {
        if (*object).kind().0 & Kind::SUBCLASS != 0 {
            (hooks.trace_extra)(object, visit);
        }
    }
}

/// Can the object hold references?
#[inline(always)]
pub fn has_references(heap: &Heap, kind: Kind) -> bool {
    kind.0 & Kind::SUBCLASS != 0 || heap.ops(kind).trace.is_some()
}

/// Fetches the first lines of an object ahead of its use.
#[inline(always)]
pub fn prefetch(object: *const Header) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch touches no memory architecturally.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(object.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = object;
}

/// The walk from what is known to be alive.
pub struct Marker<'a> {
    heap: &'a Heap,
    hooks: &'a Hooks,
    work: Vec<*mut Header>,
    /// The work list could not grow; `PENDING` words stand for what is missing in it.
    overflowed: bool,
    /// Type of the object followed last: neighbours tend to be of one type.
    last_type: *mut Header,
    /// Objects that were found alive.
    pub marked: usize,
    /// Generation that the objects found alive belong to from now on, if theirs is younger.
    pub age: u8,
}

impl<'a> Marker<'a> {
    /// A walk that has not begun.
    pub fn new(heap: &'a Heap, hooks: &'a Hooks) -> Marker<'a> {
        Marker { heap, hooks, work: Vec::new(), overflowed: false, last_type: std::ptr::null_mut(), marked: 0, age: 0 }
    }

    /// Marks an object as alive; its references are followed by `run`.
    #[inline(always)]
    pub fn mark(&mut self, marks: &mut Marks<'_>, object: *mut Header) {
        let Some(word) = marks.get_mut(object) else { return };
        if *word != UNSEEN {
            return;
        }
        if self.work.len() == self.work.capacity() && self.work.try_reserve(self.work.len().max(4096)).is_err() {
            *word = PENDING;
            self.overflowed = true;
            return;
        }
        *word = ALIVE;
        self.work.push(object);
    }

    /// Objects marked whose references are still to be followed: handed to other markers.
    pub fn take_work(&mut self) -> Vec<*mut Header> {
        std::mem::take(&mut self.work)
    }

    /// Takes over what other markers did: how many objects they found, and whether a list of theirs could not grow.
    pub fn add(&mut self, marked: usize, overflowed: bool) {
        self.marked += marked;
        self.overflowed |= overflowed;
    }

    /// Follows references until everything reachable is marked.
    pub fn run(&mut self, marks: &mut Marks<'_>) {
        loop {
            self.empty_work(marks);
            if !std::mem::take(&mut self.overflowed) {
                return;
            }
            // Takes up as many of those left out as the list holds; the others stay pending for the next round.
            let (work, overflowed) = (&mut self.work, &mut self.overflowed);
            marks.for_each_with(PENDING, |object, word| {
                if work.len() < work.capacity() {
                    *word = ALIVE;
                    work.push(object);
                } else {
                    *overflowed = true;
                }
            });
        }
    }

    fn empty_work(&mut self, marks: &mut Marks<'_>) {
        let mut ahead = Ahead::default();
        while let Some(object) = ahead.next(&mut self.work) {
            self.follow(marks, object);
        }
    }

    #[inline]
    fn follow(&mut self, marks: &mut Marks<'_>, object: *mut Header) {
        // SAFETY: reachable objects are alive and, at a stop, whole.
        unsafe {
            self.marked += 1;
            (*object).grow_old(self.age);
            let (heap, hooks) = (self.heap, self.hooks);
            // The type is followed even where its edge is not counted: an object keeps its class.
            let ty = (*object).type_pointer();
            if ty != self.last_type && !ty.is_null() {
                self.last_type = ty;
                self.mark(marks, ty);
            }
            payload_references(heap, hooks, object, &mut |value| {
                if value.is_pointer() {
                    self.mark(marks, value.address());
                }
            });
        }
    }
}
