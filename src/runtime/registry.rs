//! The threads of a Vm: who they are, and how others reach their safepoint words.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::config;
use crate::memory::destroy;
use crate::memory::refcount::merge::QueueOwner;
use crate::memory::{Header, Ref, Value};
use crate::object::boxed::Trace as _;
use crate::runtime::{Raised, Thread};
use crate::thread::safepoint;
use crate::thread::state::{self, Shared, ThreadBase};

/// What others know of a thread.
#[derive(Clone, Copy)]
pub struct Entry {
    /// `threading.get_ident()`.
    pub ident: u64,
    /// The thread's state; valid while the entry is in the registry, and used under its lock.
    pub thread: *const Thread,
}

// SAFETY: the pointer is followed under the registry's lock only, and an exiting thread takes its entry out first.
unsafe impl Send for Entry {}

/// See the module's documentation.
#[derive(Default)]
pub struct Registry {
    entries: Mutex<Vec<Entry>>,
    /// How many entries there are; changes under the lock.
    number: AtomicUsize,
    main: AtomicU64,
    /// See `has_lost_threads`.
    lost: AtomicBool,
    /// Threads that work outside of the Vm: see `long`.
    apart: AtomicUsize,
    /// What native modules keep for the Vm.
    pub library: crate::stdlib::State,
}

impl Registry {
    /// No threads yet.
    pub fn new() -> Registry {
        Registry::default()
    }

    /// Makes the calling thread, which is attached, known to the others under the ident that the system gave it.
    pub fn enter(&self, t: &Thread) {
        // SAFETY: a plain call.
        t.ident.set(unsafe { libc::pthread_self() } as u64);
        self.add(t);
    }

    /// Undoes `enter`: the thread's last act with objects.
    pub fn leave(&self, t: &Thread) {
        t.end_keeping();
        self.close_queue(t);
        self.remove(t);
    }

    /// Settles what is in the thread's merge queue, and closes it.
    pub fn close_queue(&self, t: &Thread) {
        t.shared.queues.exit(t.id, |queued| {
            // SAFETY: the entry owns a reference, and this thread owns the object (I2, I4).
            unsafe { destroy::merge_queued(&t.base, queued.0) }
        });
    }

    /// Adds a thread, before it owns anything that others can see: its merge queue, without which they would take it for gone and merge
    /// what it is using, and its safepoint word. The first one is the main thread.
    pub fn add(&self, t: &Thread) {
        t.shared.queues.register(t.id, Arc::new(Owner { base: &raw const t.base, shared: t.shared.clone() }));
        let _ = self.main.compare_exchange(0, t.ident.get(), Ordering::AcqRel, Ordering::Acquire);
        let mut entries = self.entries.lock();
        entries.push(Entry { ident: t.ident.get(), thread: t });
        self.number.store(entries.len(), Ordering::Release);
        drop(entries);
        t.vm().collector.arm(t);
    }

    /// Takes a thread out, before its state goes.
    pub fn remove(&self, t: &Thread) {
        let mut entries = self.entries.lock();
        entries.retain(|e| !std::ptr::eq(e.thread, t));
        self.number.store(entries.len(), Ordering::Release);
    }

    /// The main thread's ident.
    pub fn main_ident(&self) -> u64 {
        self.main.load(Ordering::Acquire)
    }

    /// Runs `fork` while nobody else is in here. If it says that this is the child, the calling thread is the only one, and the main one;
    /// what the others had of the heap is for anyone.
    pub fn across_fork(&self, t: &Thread, fork: impl FnOnce() -> bool) -> bool {
        let mut entries = self.entries.lock();
        let is_child = fork();
        if is_child {
            self.main.store(t.ident.get(), Ordering::Release);
            for gone in entries.extract_if(.., |e| !std::ptr::eq(e.thread, t)) {
                self.lost.store(true, Ordering::Release);
                // SAFETY: the state is a copy of that of a thread which stood at a safepoint or was detached; nobody else uses it, and it
                // is never dropped.
                let base = unsafe { &(*gone.thread).base };
                base.local_heap.abandon(t.heap(), base.id);
            }
            self.number.store(entries.len(), Ordering::Release);
        }
        is_child
    }

    /// Has a fork left threads behind, with references that nobody gives up any more?
    pub fn has_lost_threads(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }

    /// Was the thread with this id left behind by a fork?
    pub fn is_lost(&self, id: u32) -> bool {
        self.has_lost_threads()
            && !self.entries.lock().iter().any(|e| {
                // SAFETY: see `Entry`.
                unsafe { &*e.thread }.base.id.0 == id
            })
    }

    /// Counts the calling thread as one that works outside of the Vm, until the result is dropped.
    pub fn count_apart(&self) -> CountedApart<'_> {
        self.apart.fetch_add(1, Ordering::Relaxed);
        CountedApart(self)
    }

    /// Waits until no thread works outside of the Vm, where it may be inside the allocator. At a stop, so that none begins to.
    pub fn await_apart(&self) {
        // Acquire pairs with the release of the last one that is done.
        while self.apart.load(Ordering::Acquire) != 0 {
            std::thread::yield_now();
        }
    }

    /// How many threads there are.
    pub fn count(&self) -> usize {
        self.number.load(Ordering::Acquire)
    }

    /// Calls `visit` for each thread, with the registry locked.
    pub fn for_each(&self, mut visit: impl FnMut(u64, &Thread)) {
        for entry in self.entries.lock().iter() {
            // SAFETY: see `Entry`.
            visit(entry.ident, unsafe { &*entry.thread });
        }
    }

    /// Sets safepoint bits of the thread with this ident. False when there is none.
    pub fn signal(&self, ident: u64, bits: u32) -> bool {
        let mut found = false;
        self.for_each(|id, t| {
            if id == ident {
                // Release: what the bit asks for was written before.
                t.base.poll.fetch_or(bits, Ordering::Release);
                found = true;
            }
        });
        found
    }
}

/// See [`Registry::count_apart`].
pub struct CountedApart<'a>(&'a Registry);

impl Drop for CountedApart<'_> {
    fn drop(&mut self) {
        self.0.apart.fetch_sub(1, Ordering::Release);
    }
}

/// What the merge queues know of a thread.
struct Owner {
    base: *const ThreadBase,
    shared: Arc<Shared>,
}

// SAFETY: the pointer is followed only until the thread's queue is closed, which `leave` does before the state goes; while somebody
// holds the thread suspended it cannot come to that.
unsafe impl Send for Owner {}
// SAFETY: as above; what is reached through it are atomics.
unsafe impl Sync for Owner {}

impl QueueOwner for Owner {
    fn wake(&self) {
        // SAFETY: the queue is open, so the thread's state exists. Release: the entry was pushed before.
        unsafe { &*self.base }.poll.fetch_or(safepoint::MERGE, Ordering::Release);
    }

    fn try_suspend(&self) -> bool {
        // SAFETY: as above.
        config::NOGIL && unsafe { &*self.base }.place.try_suspend()
    }

    fn resume(&self) {
        // SAFETY: `try_suspend` succeeded, so the state exists until it is let go.
        unsafe { self.shared.world.resume(&raw const (*self.base).place) }
    }

    fn note_taken(&self) {
        // SAFETY: the queue is open, so the thread's state exists.
        unsafe { &*self.base }.births.note_taken();
    }
}

/// What a thread has to do at its next safepoint because a fast handler could not.
#[derive(Default)]
pub struct Pending {
    destroy: UnsafeCell<Vec<*mut Header>>,
    queue: UnsafeCell<Vec<*mut Header>>,
    exception: Mutex<Option<Ref>>,
}

impl Pending {
    /// Calls back with every reference that waits here.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.exception.lock().trace(visit);
    }
}

impl Thread {
    /// Is this the Vm's main thread?
    pub fn is_main(&self) -> bool {
        self.vm().threads.main_ident() == self.ident.get()
    }

    /// Destroys an object, whose count is zero, at the next safepoint.
    #[cold]
    #[inline(never)]
    pub fn pending_destroy_at_safepoint(&self, object: *mut Header) {
        // SAFETY: only the own thread uses the list.
        unsafe { (*self.pending_work.destroy.get()).push(object) };
        self.ask_for_safepoint();
    }

    /// Queues a reference to its object's owner at the next safepoint.
    #[cold]
    #[inline(never)]
    pub fn pending_queue_at_safepoint(&self, object: *mut Header) {
        // SAFETY: only the own thread uses the list.
        unsafe { (*self.pending_work.queue.get()).push(object) };
        self.ask_for_safepoint();
    }

    fn ask_for_safepoint(&self) {
        let poll: &AtomicU32 = &self.base.poll;
        poll.fetch_or(safepoint::MERGE, Ordering::Relaxed);
    }

    /// Does what the fast handlers left.
    pub fn serve_pending(&self) {
        // SAFETY: only the own thread uses the lists; they are taken out before anything runs.
        let (destroy_now, queue_now) = unsafe {
            (std::mem::take(&mut *self.pending_work.destroy.get()), std::mem::take(&mut *self.pending_work.queue.get()))
        };
        for object in destroy_now {
            // SAFETY: the handler was told that the count is zero.
            unsafe { destroy::destroy(&self.base, object) };
        }
        for object in queue_now {
            // SAFETY: the handler was told to queue the reference.
            unsafe { state::enqueue(object) };
        }
    }

    /// Raises an exception in this thread at its next safepoint; called by other threads.
    pub fn raise_async(&self, exception: Ref) {
        let old = self.pending_work.exception.lock().replace(exception);
        self.base.poll.fetch_or(safepoint::ASYNC_EXC, Ordering::Release);
        drop(old);
    }

    /// The exception another thread has raised here.
    pub fn take_async_exception(&self) -> Option<Raised> {
        self.pending_work.exception.lock().take().map(Raised)
    }

    /// A daemon thread's end when the Vm is finishing: it lets the gate go and never comes back.
    pub fn park_for_good(&self) -> ! {
        crate::trace::enter(crate::trace::State::Ended);
        self.leave_gate();
        loop {
            std::thread::park();
        }
    }
}
