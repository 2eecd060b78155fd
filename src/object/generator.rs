//! Generators, coroutines and async generators: a suspended frame as an object.
//!
//! While it is suspended, the frame's locals and operands lie behind the payload (those of a very large frame in a buffer); resuming
//! moves them onto the thread's interpreter stack, yielding moves them back. So frames always lie contiguously on the stack,
//! and a suspended frame's references are visible to the collector as the object's.

use std::alloc::Layout;
use std::cell::Cell;
use std::hint::cold_path;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicU8, Ordering};

use super::boxed::Trace;
use super::code::Code;
use super::function::Function;
use super::kind;
use crate::bytecode::code::flags;
use crate::memory::refcount::OwnerId;
use crate::memory::slab::LARGEST;
use crate::memory::{Kind, Object, OwnSlot, Payload, Ref, Slot, Value, header, reference};
use crate::runtime::{PyResult, Thread};
use crate::vm::fast::word::settle_in_heap;

pub use super::generator_type::{ASYNC_GENERATOR, COROUTINE, GENERATOR};

/// Where a generator is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum State {
    /// Not started.
    Created = 0,
    /// Suspended at a `yield`.
    Suspended = 1,
    /// On some thread's stack.
    Running = 2,
    /// Returned or failed.
    Finished = 3,
}

/// Stored frames are copied by so many words; the room for one is a multiple.
const BLOCK: usize = 4;

/// The payload of generators, coroutines and async generators.
pub struct Generator {
    state: AtomicU8,
    /// Words of the suspended frame: locals, then operands; 0 while it runs.
    stored: Cell<u32>,
    /// Room for that many.
    capacity: u32,
    /// Where they lie when there is no room behind the payload, else null.
    buffer: *mut Value,
    /// Next instruction.
    pub ip: Cell<*const u32>,
    /// Constants of the frame.
    pub k: *const u64,
    /// The code's flags.
    flags: u32,
    /// Words that the frame takes on the stack, with some to spare.
    pub frame_words: u32,
    /// The function, which keeps code and constants.
    pub function: Slot,
    /// `__name__`, if it was set; else the function's.
    pub name: Slot,
    /// `__qualname__`, as `name`.
    pub qualname: Slot,
    /// The exception that the suspended frame is handling.
    pub handled: OwnSlot,
    /// While running: the exception that the resumer was handling.
    pub outer: OwnSlot,
    /// While running: does it handle none itself, so that what its resumer handles counts?
    pub inherited: Cell<bool>,
    /// Async generators: hooks have been called.
    pub hooked: Cell<bool>,
    /// Async generators: an `asend()` or the like is under way.
    pub busy: Cell<bool>,
    /// Async generators: closed.
    pub closed: Cell<bool>,
}

// SAFETY: but for the state, which is atomic, only the thread that has claimed the generator uses it; the claim hands over what others
// wrote.
unsafe impl Sync for Generator {}

// SAFETY: the kind is this payload's alone; the frame's words and all slots are visited.
unsafe impl Payload for Generator {
    const KIND: Kind = kind::GENERATOR;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for slot in [&self.function, &self.name, &self.qualname, self.handled.place(), self.outer.place()] {
            slot.trace(visit);
        }
        // At a stop the frame is whole; a running generator's is empty.
        for value in self.frame() {
            if value.is_counted() {
                visit(*value);
            }
        }
    }
    fn clear(&self) {
        self.state.store(State::Finished as u8, Ordering::Relaxed);
        self.drop_frame();
        drop(self.handled.take());
    }
}

impl Generator {
    /// Allocates a generator that has not started, with the `n` words at `from` as its frame, which move. `owner` keeps the code.
    ///
    /// # Safety
    /// `k` belongs to the function's code, and `ip` points to one of its instructions; the words are a running frame's.
    ///
    /// # Errors
    /// `MemoryError`; then nothing has moved.
    #[inline(always)]
    pub unsafe fn allocate(
        t: &Thread,
        function: Ref,
        from: *const Value,
        n: usize,
        ip: *const u32,
        k: *const u64,
    ) -> PyResult {
        // SAFETY: the caller's.
        let unit = unsafe { &crate::vm::frame::code_of(k).unit };
        let locals_and_operands = unit.locals.len() + unit.stack_size as usize;
        let capacity = locals_and_operands.max(1).next_multiple_of(BLOCK);
        let in_tail = size_of::<Object<Generator>>() + capacity * size_of::<Value>() <= LARGEST;
        let buffer = if in_tail {
            ptr::null_mut()
        } else {
            // SAFETY: the size is not 0.
            let buffer = unsafe { std::alloc::alloc(buffer_layout(capacity)) };
            if buffer.is_null() {
                return Err(t.memory_error());
            }
            buffer.cast()
        };
        let types = t.types();
        let ty = if unit.flags & flags::GENERATOR != 0 {
            &types.generator
        } else if unit.flags & flags::COROUTINE != 0 {
            &types.coroutine
        } else {
            &types.async_generator
        };
        let needs_close = unit.flags & flags::NEEDS_CLOSE != 0;
        let body = Generator {
            flags: unit.flags,
            frame_words: locals_and_operands as u32 + 8,
            state: AtomicU8::new(State::Created as u8),
            stored: Cell::new(0),
            capacity: capacity as u32,
            buffer,
            ip: Cell::new(ip),
            k,
            function: Slot::new(function),
            name: Slot::empty(),
            qualname: Slot::empty(),
            handled: OwnSlot::empty(),
            outer: OwnSlot::empty(),
            inherited: Cell::new(false),
            hooked: Cell::new(false),
            busy: Cell::new(false),
            closed: Cell::new(false),
        };
        let object = Object::allocate_as(
            &t.base,
            kind::GENERATOR,
            if needs_close { header::HAS_FINALIZER } else { 0 },
            ty.as_ptr(),
            if in_tail { capacity * size_of::<Value>() } else { 0 },
            body,
        )?;
        // SAFETY: just made, and nobody has seen it; there is room for the frame.
        unsafe { Object::<Generator>::body_of(object.value().address()).store(from, n, t.base.id) };
        Ok(object)
    }

    /// Where the words of the suspended frame lie.
    #[inline(always)]
    fn words(&self) -> *mut Value {
        // The words behind the payload are part of the object's block.
        if self.buffer.is_null() { ptr::from_ref(self).wrapping_add(1).cast_mut().cast() } else { self.buffer }
    }

    /// Moves the `n` words of a frame here. References on the stack that are not counted become counted.
    ///
    /// # Safety
    /// They are a running frame's, of this generator's code, and not used there again; the caller has claimed the generator.
    #[inline(always)]
    pub unsafe fn store(&self, from: *const Value, n: usize, me: OwnerId) {
        debug_assert!(n <= self.capacity as usize);
        let place = self.words();
        // SAFETY: the caller's; the compiler's depths bound `n`.
        unsafe {
            for i in 0..n {
                place.add(i).write(settle_in_heap(*from.add(i), me));
            }
        }
        self.stored.set(n as u32);
    }

    /// Moves the stored frame to `to`, where there is room for it and `BLOCK` words more; gives its length.
    ///
    /// # Safety
    /// The caller has claimed the generator.
    #[inline(always)]
    pub unsafe fn restore(&self, to: *mut Value) -> usize {
        let n = self.stored.get() as usize;
        let words = self.words();
        // By blocks of a size known to the compiler, which is quicker than a call for so few words. The capacity is a multiple of it.
        let copy = |i: usize| {
            // SAFETY: the caller's.
            unsafe {
                let block = words.add(i).cast::<[MaybeUninit<Value>; BLOCK]>().read();
                to.add(i).cast::<[MaybeUninit<Value>; BLOCK]>().write(block);
            }
        };
        copy(0);
        if n > BLOCK {
            copy(BLOCK);
            if n > 2 * BLOCK {
                cold_path();
                (2 * BLOCK..n).step_by(BLOCK).for_each(copy);
            }
        }
        self.stored.set(0);
        n
    }

    /// The words of the suspended frame, for whoever has claimed the generator.
    #[inline]
    fn frame(&self) -> &[Value] {
        // SAFETY: that many are initialised.
        unsafe { std::slice::from_raw_parts(self.words(), self.stored.get() as usize) }
    }

    /// Where it is.
    #[inline]
    pub fn state(&self) -> State {
        match self.state.load(Ordering::Acquire) {
            0 => State::Created,
            1 => State::Suspended,
            2 => State::Running,
            _ => State::Finished,
        }
    }

    /// Sets the state.
    #[inline]
    pub fn set_state(&self, state: State) {
        self.state.store(state as u8, Ordering::Release);
    }

    /// Claims the generator for this thread: the state before, or the one that does not allow it, running or finished.
    #[inline]
    pub fn claim(&self) -> Result<State, State> {
        loop {
            let before = self.state();
            if matches!(before, State::Running | State::Finished) {
                return Err(before);
            }
            if !crate::config::NOGIL {
                // The holder of the global lock has no rival.
                self.state.store(State::Running as u8, Ordering::Relaxed);
                return Ok(before);
            }
            // One thread wins; acquire and release hand the frame over between threads.
            let won =
                self.state.compare_exchange(before as u8, State::Running as u8, Ordering::AcqRel, Ordering::Relaxed);
            if won.is_ok() {
                return Ok(before);
            }
        }
    }

    /// The code's payload.
    #[inline]
    pub fn code(&self) -> &Code {
        // SAFETY: `k` belongs to the function's code.
        unsafe { crate::vm::frame::code_of(self.k) }
    }

    /// Is it a plain generator (not a coroutine or async generator)?
    #[inline]
    pub fn is_plain(&self) -> bool {
        self.flags & flags::GENERATOR != 0
    }

    /// `__name__`.
    pub fn shown_name(&self) -> Option<Ref> {
        self.name.get().or_else(|| self.function.peek()?.downcast::<Function>()?.name.get())
    }

    /// `__qualname__`.
    pub fn shown_qualname(&self) -> Option<Ref> {
        self.qualname.get().or_else(|| self.function.peek()?.downcast::<Function>()?.qualname.get())
    }

    /// How messages call it.
    pub fn what(&self) -> &'static str {
        if self.is_coroutine() {
            "coroutine"
        } else if self.is_async_generator() {
            "async generator"
        } else {
            "generator"
        }
    }

    /// Is it a coroutine?
    #[inline]
    pub fn is_coroutine(&self) -> bool {
        self.flags & flags::COROUTINE != 0
    }

    /// Is it an async generator?
    #[inline]
    pub fn is_async_generator(&self) -> bool {
        self.flags & flags::ASYNC_GENERATOR != 0
    }

    /// Drops the stored words, lowest first, as CPython clears a frame.
    fn drop_frame(&self) {
        let n = self.stored.replace(0) as usize;
        let words = self.words();
        for i in 0..n {
            // SAFETY: the words own what they say; unbound locals are null. The count is 0 already: nobody else drops them.
            unsafe {
                let word = *words.add(i);
                if word.is_counted() {
                    drop(Ref::adopt(word));
                }
            }
        }
    }

    /// Operand `depth` of the suspended frame (0 = top), borrowed.
    pub fn operand(&self, depth: usize) -> Option<Ref> {
        let frame = self.frame();
        let value = *frame.get(frame.len().checked_sub(depth + 1)?)?;
        // SAFETY: the frame keeps the object.
        if value.is_null() { None } else { Some(unsafe { Ref::copy_of(value) }) }
    }

    /// A word as it may be stored: borrows from frames below become counted.
    ///
    /// # Safety
    /// The word is live.
    #[inline(always)]
    pub unsafe fn storable(value: Value) -> Value {
        if crate::config::DEFERRED && !value.is_counted() && value.is_pointer() {
            // SAFETY: the caller's.
            return unsafe { reference::own_marked(value) };
        }
        value
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        self.drop_frame();
        if !self.buffer.is_null() {
            // SAFETY: allocated with this layout; nobody is left to use it.
            unsafe { std::alloc::dealloc(self.buffer.cast(), buffer_layout(self.capacity as usize)) };
        }
    }
}

/// Layout of the buffer of a frame that is too large for the object.
fn buffer_layout(capacity: usize) -> Layout {
    Layout::array::<Value>(capacity).expect("frames are bounded by the compiler")
}

/// The object that a payload belongs to.
pub fn object(generator: &Generator) -> Ref {
    Object::ref_of(generator)
}
