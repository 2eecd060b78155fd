//! `Thread`: the state of a thread that runs Python code. Native functions get it as their first argument.
//!
//! Only the thread itself uses it (everything is `Cell`s), except for the safepoint word in `base`. `&Thread` can be copied
//! freely: no method needs exclusive access.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::config;
use crate::memory::{Header, OwnSlot, Ref, Slot, Value};
use crate::object::kind;
use crate::object::value::Singletons;
use crate::runtime::types::Types;
use crate::runtime::vm::Vm;
use crate::thread::gate::Gate as _;
use crate::thread::state::{self, ThreadBase};

use crate::trace::{self, State};

pub use crate::runtime::registry::Registry;

/// Words of the interpreter stack of the main thread and of other threads; address space, committed as it is used.
pub const MAIN_STACK_WORDS: usize = 32 << 20;
/// See `MAIN_STACK_WORDS`.
pub const THREAD_STACK_WORDS: usize = 8 << 20;

/// See the module's documentation.
#[repr(C)]
pub struct Thread {
    /// Memory layer's part; first, so that the safepoint word is at offset 0.
    pub base: ThreadBase,
    /// End of the interpreter stack less a reserve; a frame must not reach beyond it.
    pub stack_limit: Cell<*mut Value>,
    /// Nested Python frames.
    pub depth: Cell<u32>,
    /// `depth` at which `RecursionError` is raised.
    pub recursion_limit: Cell<u32>,
    /// Locals of the innermost frame, as of the last time the interpreter gave control away.
    pub fp: Cell<*mut Value>,
    /// Next instruction of that frame.
    pub ip: Cell<*const u32>,
    /// Top of the operand stack: the first free word.
    pub sp: Cell<*mut Value>,
    /// Constants of that frame.
    pub k: Cell<*const u64>,
    /// What the native code that started the running script, or this thread, holds: borrowed words, for the auditor.
    held: RefCell<Vec<Value>>,
    /// What native code of this thread may have borrowed.
    pub kept: crate::runtime::kept::Kept,
    /// The innermost entry of native code into the interpreter.
    pub entries: Cell<*const Entry>,
    /// The second of two objects that a fast handler leaves to be given up, after the first.
    pub second_drop: Cell<*mut Header>,
    /// The exception being raised has its traceback already (`raise` without operands, RERAISE).
    pub reraising: Cell<bool>,
    /// Boxed small integers, for builds without tagged ones.
    pub small_ints: Cell<*const Value>,
    /// The exception that the innermost handler is handling.
    pub handled: OwnSlot,
    /// The generator that native code has resumed returned.
    pub generator_ended: Cell<bool>,
    /// An exception on its way from native code to the unwinder.
    pub pending: OwnSlot,
    /// The Vm's well-known types; the same for all its threads.
    pub types: *const Types,
    /// None, True and False; set once more while the first thread of a Vm makes them.
    singletons: Cell<Singletons>,
    /// Levels of native recursion.
    pub native_depth: Cell<u32>,
    /// Lowest address that native code may reach.
    pub native_limit: Cell<usize>,
    /// Lookups of attributes that inline caches had no room for.
    pub lookaside: crate::runtime::caches::Lookaside,
    /// Lookups on classes.
    pub specials: crate::runtime::caches::Specials,
    /// How many finalisers this thread has run.
    pub finalizers_run: Cell<u64>,
    /// Builtin types asked for lately.
    pub builtin_classes: crate::runtime::caches::Classes,
    /// Containers whose repr is being made.
    pub printing: RefCell<rustc_hash::FxHashSet<usize>>,
    /// Start of the interpreter stack.
    stack: *mut Value,
    stack_words: usize,
    /// The dict of `threading.local` objects' contents and the like, made on first use. Who drops such an object looks into those of
    /// all threads.
    pub locals: Slot,
    /// Dict of the hooks for async generators, if they were set.
    pub asyncgen_hooks: OwnSlot,
    /// What is left for the next safepoint.
    pub pending_work: crate::runtime::registry::Pending,
    /// `threading.get_ident()`.
    pub ident: Cell<u64>,
    /// Nested stops of the world by this thread.
    stopping: Cell<u32>,
    /// Safepoints left until the next switch under `--stress-switch`.
    pub until_switch: Cell<u32>,
    vm: Arc<Vm>,
}

/// See [`Thread::hold`].
pub struct Held<'a> {
    t: &'a Thread,
    before: usize,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.t.held.borrow_mut().truncate(self.before);
    }
}

/// A thread outside of its Vm; it comes back when this is dropped.
pub(in crate::runtime) struct Away<'a>(&'a Thread, *const ThreadBase);

impl Drop for Away<'_> {
    fn drop(&mut self) {
        self.0.enter_gate();
        // SAFETY: the state was current before and is alive.
        unsafe { ThreadBase::make_current(self.1) };
    }
}

/// Where native code entered the interpreter: what the frame that called the native code was doing. Frames that return to
/// native code do not save it; the walk over the running frames needs it.
pub struct Entry {
    /// Behind the instruction of the calling frame.
    pub ip: *const u32,
    /// The entry before.
    pub outer: *const Entry,
}

impl Deref for Thread {
    type Target = ThreadBase;
    #[inline(always)]
    fn deref(&self) -> &ThreadBase {
        &self.base
    }
}

impl Thread {
    /// A new thread state of `vm`, not attached yet.
    pub fn new(vm: &Arc<Vm>, stack_words: usize) -> Box<Thread> {
        let stack = map_stack(stack_words);
        let usable = if stack.is_null() { 0 } else { stack_words - 4096 };
        let base = ThreadBase::new(vm.shared.clone(), &crate::object::finalize::HOOKS);
        if vm.options.stress_switch.is_some() {
            base.poll.fetch_or(crate::thread::safepoint::STRESS, Ordering::Relaxed);
        }
        let thread = Box::new(Thread {
            base,
            // SAFETY: stays within the mapping.
            stack_limit: Cell::new(unsafe { stack.add(usable) }),
            depth: Cell::new(0),
            recursion_limit: Cell::new(vm.recursion_limit()),
            fp: Cell::new(stack),
            ip: Cell::new(std::ptr::null()),
            sp: Cell::new(stack),
            k: Cell::new(std::ptr::null()),
            held: RefCell::default(),
            kept: crate::runtime::kept::Kept::default(),
            entries: Cell::new(std::ptr::null()),
            second_drop: Cell::new(std::ptr::null_mut()),
            reraising: Cell::new(false),
            small_ints: Cell::new(vm.small_ints()),
            handled: OwnSlot::empty(),
            generator_ended: Cell::new(false),
            pending: OwnSlot::empty(),
            types: vm.types(),
            singletons: Cell::new(vm.singletons()),
            native_depth: Cell::new(0),
            native_limit: Cell::new(0),
            lookaside: crate::runtime::caches::Lookaside::new(),
            specials: crate::runtime::caches::Specials::default(),
            finalizers_run: Cell::new(0),
            builtin_classes: crate::runtime::caches::Classes::default(),
            printing: RefCell::default(),
            stack,
            stack_words,
            locals: Slot::empty(),
            asyncgen_hooks: OwnSlot::empty(),
            pending_work: crate::runtime::registry::Pending::default(),
            ident: Cell::new(0),
            stopping: Cell::new(0),
            until_switch: Cell::new(0),
            vm: vm.clone(),
        });
        if config::NOGIL {
            // SAFETY: boxed, and `drop` takes it out.
            unsafe { vm.shared.world.add(&thread.base.place, &thread.base.poll, &thread.base.busy) };
        }
        thread
    }

    /// The calling thread's state.
    #[inline]
    pub fn current<'a>() -> &'a Thread {
        let base = state::current().expect("called by a thread that is attached to a Vm");
        // SAFETY: every `ThreadBase` is the first field of a `Thread`.
        unsafe { &*std::ptr::from_ref(base).cast::<Thread>() }
    }

    /// Declares what native code that is about to run a script holds meanwhile: all of it, so that the auditor can explain every count
    /// while no other native code runs. Ends when dropped.
    pub fn hold<'a>(&'a self, references: &[&'a Ref]) -> Held<'a> {
        let mut held = self.held.borrow_mut();
        let before = held.len();
        held.extend(references.iter().map(|r| r.value()));
        Held { t: self, before }
    }

    /// Calls back with what `hold` was told, and what is kept for native code.
    pub fn trace_held(&self, visit: &mut dyn FnMut(Value)) {
        self.held.borrow().iter().for_each(|value| visit(*value));
        self.kept.trace(visit);
    }

    /// Does no native code run but what has declared all that it holds, and what the innermost frame has called?
    pub fn runs_no_native_code(&self) -> bool {
        self.is_outermost() && !self.held.borrow().is_empty()
    }

    /// Has native code entered the interpreter once only, to run the thread's script? Asked by the thread itself, or at a stop.
    pub fn is_outermost(&self) -> bool {
        // SAFETY: entries live on the native stack as long as they are in the list; other threads are stopped.
        unsafe { self.entries.get().as_ref() }.is_some_and(|entry| entry.outer.is_null())
    }

    /// The Vm.
    #[inline(always)]
    pub fn vm(&self) -> &Vm {
        &self.vm
    }

    /// The Vm, to be kept.
    pub fn vm_arc(&self) -> Arc<Vm> {
        self.vm.clone()
    }

    /// The well-known types.
    #[inline(always)]
    pub fn types(&self) -> &Types {
        // SAFETY: they live in the Vm, which this thread keeps alive.
        unsafe { &*self.types }
    }

    /// The words of None, True and False.
    #[inline(always)]
    pub fn singletons(&self) -> Singletons {
        self.singletons.get()
    }

    /// Takes over the constants that the Vm has got since this state was made; while the Vm starts.
    pub fn take_constants(&self) {
        self.singletons.set(self.vm.singletons());
        self.small_ints.set(self.vm.small_ints());
    }

    /// The type of a value that is kept in the word.
    #[inline]
    pub fn word_type(&self, k: crate::memory::Kind) -> *mut Header {
        let types = self.types();
        match k {
            kind::INT => types.int.as_ptr(),
            kind::FLOAT => types.float.as_ptr(),
            kind::BOOL => types.bool.as_ptr(),
            _ => types.none_type.as_ptr(),
        }
    }

    /// Enters the Vm: takes the gate and becomes the calling thread's state. Returns the state that was current before.
    ///
    /// # Safety
    /// The state outlives its attachment, and `detach` undoes it.
    pub unsafe fn attach(&self) -> *const ThreadBase {
        self.enter_gate();
        // SAFETY: the caller's.
        unsafe { ThreadBase::make_current(&self.base) }
    }

    /// Waits until this thread may touch objects.
    fn enter_gate(&self) {
        self.vm.gate.acquire(&self.base.poll);
        self.enter_world();
    }

    /// Waits for the end of a stop of the world.
    #[inline]
    fn enter_world(&self) {
        if config::NOGIL {
            self.vm.shared.world.attach(&self.base.place);
            self.base.epoch.pin();
        }
    }

    /// Nobody who stops the world waits for this thread any more.
    #[inline]
    fn leave_world(&self) {
        if config::NOGIL {
            self.base.epoch.unpin();
            self.vm.shared.world.detach(&self.base.place, &self.base.poll);
        }
    }

    /// This thread touches objects no more.
    pub(in crate::runtime) fn leave_gate(&self) {
        self.leave_world();
        self.vm.gate.release(&self.base.poll);
    }

    /// Stands still while another thread stops the world; at a safepoint.
    pub fn pause(&self) {
        let _stopped = trace::during(State::Stopped);
        self.base.epoch.unpin();
        self.vm.shared.world.pause(&self.base.place, &self.base.poll);
        self.base.epoch.pin();
    }

    /// Lets a thread that waits for the global lock have it; at a safepoint.
    pub fn switch(&self) {
        self.leave_world();
        self.vm.gate.switch(&self.base.poll);
        self.enter_world();
    }

    /// Stops all other threads of the Vm, which never go on: its end is near.
    pub fn stop_others_for_good(&self) {
        if config::NOGIL {
            self.stop_world();
        }
    }

    /// Stops all other threads, or counts one stop more.
    fn stop_world(&self) {
        if self.stopping.get() == 0 {
            if let Some(rest) = self.vm.shared.world.rest() {
                self.leave_world();
                std::thread::sleep(rest);
                self.enter_world();
            }
            // It may have to stand still for another stop first, and holds nothing back meanwhile.
            self.base.epoch.unpin();
            self.vm.shared.world.stop(&self.base.place, &self.base.poll);
            self.base.epoch.pin();
        }
        self.stopping.set(self.stopping.get() + 1);
    }

    /// Runs `f` while no other thread of the Vm touches objects. The caller's registers are saved and it holds no lock. Under a global
    /// lock the caller holds it, and that is all.
    pub fn with_world_stopped<R>(&self, f: impl FnOnce() -> R) -> R {
        struct Start<'a>(&'a Thread);
        impl Drop for Start<'_> {
            fn drop(&mut self) {
                self.0.stopping.set(self.0.stopping.get() - 1);
                if self.0.stopping.get() == 0 {
                    self.0.vm.shared.world.start();
                }
            }
        }
        if !config::NOGIL {
            return f();
        }
        self.stop_world();
        let _start = Start(self);
        f()
    }

    /// While the world is stopped: how many threads stand still at a safepoint, so that they could help.
    pub fn helpers(&self) -> usize {
        if config::NOGIL { self.vm.shared.world.standing() } else { 0 }
    }

    /// While the world is stopped: runs `lead` while up to `most` of the threads that stand still at a safepoint run `job`; all are back when
    /// this returns.
    pub fn with_help<R>(&self, most: usize, job: &(dyn Fn() + Sync), lead: impl FnOnce() -> R) -> R {
        debug_assert!(self.stopping.get() > 0, "only a stopped world has threads that can help");
        self.vm.shared.world.with_help(most, job, lead)
    }

    /// Leaves the Vm; `previous` is what `attach` returned.
    ///
    /// # Safety
    /// The thread is attached.
    pub unsafe fn detach(&self, previous: *const ThreadBase) {
        // SAFETY: the previous state is alive: its frames are below ours.
        unsafe { ThreadBase::make_current(previous) };
        self.leave_gate();
    }

    /// Runs `f`, which may block and must not touch objects, with the gate released.
    pub fn blocking<R>(&self, f: impl FnOnce() -> R) -> R {
        struct Blocked;
        impl Drop for Blocked {
            fn drop(&mut self) {
                trace::enter(State::Running);
            }
        }
        trace::enter(State::Blocked);
        let _blocked = Blocked;
        let _away = self.away();
        f()
    }

    /// Leaves the Vm until the result is dropped.
    pub(in crate::runtime) fn away(&self) -> Away<'_> {
        // SAFETY: null marks the thread as outside of any Vm meanwhile.
        let this = unsafe { ThreadBase::make_current(std::ptr::null()) };
        self.leave_gate();
        Away(self, this)
    }

    /// Start of the interpreter stack.
    pub fn stack_base(&self) -> *mut Value {
        self.stack
    }

    /// A new reference to a well-known singleton or constant kept by the Vm.
    pub fn not_implemented(&self) -> Ref {
        self.vm.not_implemented()
    }

    /// `...`.
    pub fn ellipsis(&self) -> Ref {
        self.vm.ellipsis()
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        if config::NOGIL {
            self.vm.shared.world.remove(&self.base.place);
        }
        self.base.local_heap.abandon(&self.vm.shared.heap, self.base.id);
        if !self.stack.is_null() {
            // SAFETY: mapped by `map_stack` with this size; no frame is left.
            unsafe { libc::munmap(self.stack.cast(), self.stack_words * 8) };
        }
    }
}

/// Reserves address space for an interpreter stack; null when there is none.
fn map_stack(words: usize) -> *mut Value {
    // SAFETY: an anonymous mapping at an address of the kernel's choice.
    let raw = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            words * 8,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if raw == libc::MAP_FAILED { std::ptr::null_mut() } else { raw.cast() }
}

const _: () = assert!(std::mem::offset_of!(Thread, base) == 0 && std::mem::offset_of!(ThreadBase, poll) == 0);
