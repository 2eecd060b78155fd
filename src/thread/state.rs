//! `ThreadBase`: what the memory layer keeps for each thread, and how code finds the state of its own thread.
//!
//! The interpreter's thread state embeds this struct at offset 0; the safepoint word is the first word of both, so that a
//! poll is one compare against memory at the address that the dispatch loop keeps in a register.

use std::cell::{Cell, UnsafeCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, Ordering};

use crate::memory::header::Header;
use crate::memory::heap::{Heap, LocalHeap};
use crate::memory::reclaim::{Local, Reclaim};
use crate::memory::refcount::OwnerId;
use crate::memory::refcount::merge::{MergeQueues, Push};
use crate::memory::slab::Slab;
use crate::memory::word::Value;
use crate::thread::births::Births;
use crate::thread::pause::{Place, World};
use crate::thread::safepoint;

/// Calls from the memory layer up into the object layer, registered when the Vm starts.
pub struct Hooks {
    /// Called when an object that has a finaliser or weak references is about to be destroyed. True: it was resurrected.
    ///
    /// # Safety
    /// The object's count is zero and the caller destroys it next.
    pub before_destroy: unsafe fn(&ThreadBase, *mut Header) -> bool,
    /// Instances of subclasses of builtin types keep an attribute area behind the payload, which only the object layer knows.
    /// Calls back with every reference in it.
    ///
    /// # Safety
    /// The kind has the `SUBCLASS` bit; called at a stop, or by the only holder of the object.
    pub trace_extra: unsafe fn(*mut Header, &mut dyn FnMut(Value)),
    /// Drops the references in that area; the object stays valid.
    ///
    /// # Safety
    /// As `trace_extra`; the object is alive.
    pub clear_extra: unsafe fn(*mut Header),
    /// Drops that area, before the payload.
    ///
    /// # Safety
    /// As `trace_extra`; the object's count is zero, and this is called once.
    pub drop_extra: unsafe fn(*mut Header),
}

/// An object pointer on its way through a queue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Queued(pub *mut Header);
// SAFETY: the queue owns a reference to the object (I4).
unsafe impl Send for Queued {}

/// What every thread of a Vm shares.
pub struct Shared {
    /// The Vm's heap.
    pub heap: Heap,
    /// References dropped by threads that do not own the object.
    pub queues: MergeQueues<Queued>,
    /// Its threads, for stopping them.
    pub world: World,
    /// When what readers may still see is freed.
    pub reclaim: Reclaim,
    /// Objects whose last reference was dropped by a thread outside the Vm.
    orphaned: parking_lot::Mutex<Vec<Queued>>,
}

impl Shared {
    /// State shared by the threads of a Vm with this heap.
    pub fn new(heap: Heap) -> Shared {
        Shared {
            heap,
            queues: MergeQueues::new(),
            world: World::new(),
            reclaim: Reclaim::new(),
            orphaned: parking_lot::Mutex::new(Vec::new()),
        }
    }

    /// Passes every object that a thread outside of the Vm has let go to `visit`; for the auditor.
    pub fn for_each_orphaned(&self, mut visit: impl FnMut(Queued)) {
        self.orphaned.lock().iter().for_each(|queued| visit(*queued));
    }

    /// Takes over the objects that threads outside the Vm have let go.
    pub fn take_orphaned(&self) -> Vec<Queued> {
        std::mem::take(&mut self.orphaned.lock())
    }
}

/// Per-thread state of the memory layer.
#[repr(C)]
pub struct ThreadBase {
    /// The safepoint word: bits of `safepoint`, polled at function entry and backward jumps.
    pub poll: AtomicU32,
    /// Who this thread is to biased counts and slabs.
    pub id: OwnerId,
    /// Slabs.
    pub local_heap: LocalHeap,
    /// Whether it may touch objects.
    pub place: Place,
    /// Its part in reclamation.
    pub epoch: Local,
    /// The container that it is using without a lock, if any: see [`super::private`].
    pub busy: AtomicPtr<Header>,
    /// How its containers begin.
    pub births: Births,
    /// Heap and queues of the Vm.
    pub shared: Arc<Shared>,
    /// Calls up.
    pub hooks: &'static Hooks,
    /// Nested destructions.
    pub destroy_depth: Cell<u32>,
    pending: UnsafeCell<Vec<*mut Header>>,
    /// Traced objects allocated minus freed since the last collection. Written by the own thread, and at stops.
    pub net_allocations: AtomicI32,
    /// `net_allocations` at which a collection is asked for.
    pub collect_at: AtomicI32,
}

/// Net allocations after which a new thread asks for its first collection; the collector then sets its own number.
const FIRST_COLLECTION: i32 = 2000;

thread_local! {
    static CURRENT: Cell<*const ThreadBase> = const { Cell::new(std::ptr::null()) };
}

/// Ids are process-wide and never reused while an object may bear them.
static NEXT_ID: AtomicU32 = AtomicU32::new(1);

impl ThreadBase {
    /// The state of a new thread.
    pub fn new(shared: Arc<Shared>, hooks: &'static Hooks) -> ThreadBase {
        // Relaxed: only uniqueness matters.
        let id = OwnerId(NEXT_ID.fetch_add(1, Ordering::Relaxed));
        ThreadBase {
            poll: AtomicU32::new(0),
            id,
            local_heap: LocalHeap::default(),
            place: Place::default(),
            epoch: Local::new(&shared.reclaim),
            busy: AtomicPtr::new(std::ptr::null_mut()),
            births: Births::default(),
            shared,
            hooks,
            destroy_depth: Cell::new(0),
            pending: UnsafeCell::new(Vec::new()),
            net_allocations: AtomicI32::new(0),
            collect_at: AtomicI32::new(FIRST_COLLECTION),
        }
    }

    /// The Vm's heap.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        &self.shared.heap
    }

    /// Notes the allocation of an object that can be part of a cycle.
    #[inline(always)]
    pub fn count_allocation(&self) {
        let net = self.net_allocations.load(Ordering::Relaxed) + 1;
        self.net_allocations.store(net, Ordering::Relaxed);
        if net >= self.collect_at.load(Ordering::Relaxed) {
            self.ask_for_collection();
        }
    }

    #[cold]
    #[inline(never)]
    fn ask_for_collection(&self) {
        self.poll.fetch_or(safepoint::COLLECT, Ordering::Relaxed);
    }

    /// Notes the destruction of such an object.
    #[inline(always)]
    pub fn count_free(&self) {
        self.net_allocations.store(self.net_allocations.load(Ordering::Relaxed) - 1, Ordering::Relaxed);
    }

    /// Queues an object for destruction by the outermost `destroy` of this thread.
    pub fn pending_destroy(&self, object: *mut Header) {
        // SAFETY: only the own thread uses the list, and no reference into it outlives a call.
        unsafe { (*self.pending.get()).push(object) };
    }

    /// Are objects queued?
    #[inline(always)]
    pub fn has_pending(&self) -> bool {
        // SAFETY: as above.
        unsafe { !(*self.pending.get()).is_empty() }
    }

    /// The next queued object.
    pub fn next_pending(&self) -> Option<*mut Header> {
        // SAFETY: as above.
        unsafe { (*self.pending.get()).pop() }
    }

    /// Makes this the state of the calling thread; returns the one before.
    ///
    /// # Safety
    /// `this` outlives its being current.
    pub unsafe fn make_current(this: *const ThreadBase) -> *const ThreadBase {
        CURRENT.replace(this)
    }
}

/// The state of the calling thread, if it is attached to a Vm.
#[inline(always)]
pub fn current<'a>() -> Option<&'a ThreadBase> {
    // SAFETY: `make_current` promises that it is alive.
    unsafe { CURRENT.get().as_ref() }
}

/// The owner id of the calling thread; `NONE` outside any Vm.
#[inline(always)]
pub fn current_id() -> OwnerId {
    if !crate::config::BIASED {
        return OwnerId::NONE; // no technique but the biased one looks at it
    }
    current().map_or(OwnerId::NONE, |t| t.id)
}

/// Hands the caller's reference to a biased object to its owner's queue, or merges it when the owner is gone.
///
/// # Safety
/// The caller was told `Verdict::Queued` for `object`.
pub unsafe fn enqueue(object: *mut Header) {
    use crate::memory::destroy;
    use crate::memory::refcount::{RefCount, Verdict};
    // SAFETY: the queued reference keeps object and slab alive; a slab's heap outlives its objects.
    unsafe {
        let Some(t) = current() else { return orphaned(object) };
        let owner = (*object).count.owner();
        // The holder of a global lock may act for any owner (I2).
        if !crate::config::NOGIL {
            return destroy::merge_queued(t, object);
        }
        match t.shared.queues.push(owner, Queued(object)) {
            // An owner that is blocked may be so for long: its queue is merged for it.
            Push::Pushed => {
                _ = t.shared.queues.merge_for_detached(
                    owner,
                    |queued| matches!((*queued.0).count.merge(-1), Verdict::Dead),
                    |queued| destroy::destroy(t, queued.0),
                )
            }
            Push::OwnerGone => destroy::merge_queued(t, object),
            // Without memory for an entry the object stays for good, as if it were immortal.
            Push::NoMemory => {}
        }
    }
}

/// Queues an object to its Vm when the thread that drops it belongs to none.
///
/// # Safety
/// The caller gives up the object's last or a queued reference.
pub unsafe fn orphaned(object: *mut Header) {
    // SAFETY: the object lies in a slab of a heap that is embedded in a `Shared`.
    unsafe {
        let heap = (*Slab::of(object)).heap;
        let shared = heap.byte_sub(std::mem::offset_of!(Shared, heap)).cast::<Shared>();
        (*shared).orphaned.lock().push(Queued(object));
    }
}
