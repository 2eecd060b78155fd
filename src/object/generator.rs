//! Generators, coroutines and async generators: a suspended frame as an object.
//!
//! While it is suspended, the frame's locals and operands lie in the object; resuming moves them onto the thread's interpreter
//! stack, yielding moves them back. So frames always lie contiguously on the stack, and a suspended frame's references are
//! visible to the collector as the object's.

use std::cell::{Cell, UnsafeCell};
use std::sync::atomic::{AtomicU8, Ordering};

use super::boxed::Trace;
use super::code::Code;
use super::function::Function;
use super::kind;
use crate::bytecode::code::flags;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value, reference};

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

/// The payload of generators, coroutines and async generators.
pub struct Generator {
    state: AtomicU8,
    /// Words of the suspended frame: locals, then operands.
    frame: UnsafeCell<Vec<Value>>,
    /// Next instruction.
    pub ip: Cell<*const u32>,
    /// Constants of the frame.
    pub k: Cell<*const u64>,
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
    pub handled: Slot,
    /// While running: the exception that the resumer was handling.
    pub outer: Slot,
    /// While running: was an exception inherited from the resumer?
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
        for slot in [&self.function, &self.name, &self.qualname, &self.handled, &self.outer] {
            slot.trace(visit);
        }
        // SAFETY: at a stop the vector is whole; a running generator's is empty.
        for value in unsafe { &*self.frame.get() } {
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
    /// A generator that has not started.
    ///
    /// # Safety
    /// `k` belongs to the function's code, and `ip` points to one of its instructions; the words own what they say.
    pub unsafe fn new(function: Ref, frame: Vec<Value>, ip: *const u32, k: *const u64) -> Generator {
        // SAFETY: the caller's.
        let unit = unsafe { &crate::vm::frame::code_of(k).unit };
        Generator {
            flags: unit.flags,
            frame_words: unit.locals.len() as u32 + unit.stack_size + 8,
            state: AtomicU8::new(State::Created as u8),
            frame: UnsafeCell::new(frame),
            ip: Cell::new(ip),
            k: Cell::new(k),
            function: Slot::new(function),
            name: Slot::empty(),
            qualname: Slot::empty(),
            handled: Slot::empty(),
            outer: Slot::empty(),
            inherited: Cell::new(false),
            hooked: Cell::new(false),
            busy: Cell::new(false),
            closed: Cell::new(false),
        }
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
        unsafe { crate::vm::frame::code_of(self.k.get()) }
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

    /// The stored frame, for whoever has claimed the generator.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    pub fn frame(&self) -> &mut Vec<Value> {
        // SAFETY: only the thread that claimed the generator (or its destructor) asks.
        unsafe { &mut *self.frame.get() }
    }

    /// Drops the stored words.
    fn drop_frame(&self) {
        for word in std::mem::take(self.frame()) {
            // Unbound locals are null.
            if word.is_counted() {
                // SAFETY: the words own what they say.
                drop(unsafe { Ref::adopt(word) });
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
    }
}

/// The object that a payload belongs to.
pub fn object(generator: &Generator) -> Ref {
    Object::ref_of(generator)
}
