//! Recursion limits: Python frames are counted against `sys.setrecursionlimit`; native code that recurses is counted against a
//! limit of its own, as in CPython, and asks whether the native stack still has room. Both end in `RecursionError`, before the
//! stack does.

use std::cell::Cell;

use crate::memory::Ref;
use crate::object::exception as ex;
use crate::runtime::{PyResult, Raised, Thread};

/// Bytes of native stack that must be left when native code goes one level deeper.
pub const RESERVE: usize = 256 * 1024;

/// Levels of native recursion: CPython's C recursion limit.
pub const NATIVE_DEPTH: u32 = 10_000;

/// A nested native call; ends when dropped.
pub struct Depth<'a>(&'a Cell<u32>);

impl Drop for Depth<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Address of the calling function's frame, near enough.
#[inline(always)]
fn stack_pointer() -> usize {
    let here = 0u8;
    std::ptr::from_ref(std::hint::black_box(&here)) as usize
}

impl Thread {
    /// Enters a level of native recursion; `what` completes the message ("maximum recursion depth exceeded" + what).
    #[inline]
    pub fn enter(&self, what: &str) -> PyResult<Depth<'_>> {
        let depth = self.native_depth.get() + 1;
        if depth >= NATIVE_DEPTH || stack_pointer() < self.native_limit.get() {
            return Err(self.recursion_error(what));
        }
        self.native_depth.set(depth);
        Ok(Depth(&self.native_depth))
    }

    /// Is there native stack left for another run of the interpreter?
    #[inline]
    pub fn has_native_stack(&self) -> bool {
        stack_pointer() > self.native_limit.get()
    }

    /// Sets the native stack's limit from the current depth: `size` bytes are available below here.
    pub fn set_native_stack(&self, size: usize) {
        self.native_limit.set(stack_pointer().saturating_sub(size.saturating_sub(RESERVE)));
    }

    /// Makes a `RecursionError`.
    #[cold]
    pub fn recursion_error(&self, what: &str) -> Raised {
        // Some room above the limit, so that handlers can run.
        self.error(&ex::RECURSION_ERROR, format!("maximum recursion depth exceeded{what}"))
    }

    /// Notes that `object` is being printed; `None` when it already is (a container inside itself).
    pub fn repr_enter(&self, object: &Ref) -> PyResult<Option<ReprGuard<'_>>> {
        let address = object.value().address() as usize;
        let mut printing = self.printing.borrow_mut();
        if printing.contains(&address) {
            return Ok(None);
        }
        let depth = self.enter(" while getting the repr of an object")?;
        printing.insert(address);
        Ok(Some(ReprGuard { t: self, address, _depth: depth }))
    }
}

/// An object that is being printed.
pub struct ReprGuard<'a> {
    t: &'a Thread,
    address: usize,
    _depth: Depth<'a>,
}

impl Drop for ReprGuard<'_> {
    fn drop(&mut self) {
        self.t.printing.borrow_mut().remove(&self.address);
    }
}
