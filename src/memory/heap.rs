//! The heap of a Vm: the one door through which objects are allocated and freed.
//!
//! A thread allocates by popping from the free list of its current slab of the size class, four loads and two
//! stores without any atomic read-modify-write. Slabs that fill up stay with their owner and come back into its list when
//! a part of their blocks is free again; those of exited threads become orphans that any thread adopts. Memory comes from the
//! system in chunks and is accounted against the heap's limit here. At the limit the thread gives its empty slabs back, for
//! other size classes and for buffers; if that is not enough the allocation fails softly.
//!
//! Invariant I8: there is no safepoint between `allocate` and the complete initialisation of the object, so a heap
//! walk, which happens at a stop only, never sees half an object.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicUsize, Ordering};

use parking_lot::Mutex;

use super::header::{Header, Kind};
use super::refcount::OwnerId;
use super::slab::{CLASSES, FreeBlock, RemoteList, SLAB_SIZE, Slab};
use super::stats;
use crate::config;
use crate::thread::state;

/// What the memory layer must know of the payload of a kind.
pub struct KindOps {
    /// For the auditor and for debugging.
    pub name: &'static str,
    /// Calls back with every reference the payload holds, the type excepted; `None` for kinds that hold none.
    ///
    /// # Safety
    /// Called at a stop, or by the only holder of the object.
    pub trace: Option<unsafe fn(*mut Header, &mut dyn FnMut(super::Value))>,
    /// For kinds whose references mostly lie one behind the other: those of this object, NULLs among them, or `None` when it holds
    /// others besides. Spares the walk a call for each reference.
    ///
    /// # Safety
    /// As `trace`; the slice is valid as long as nothing changes the object.
    pub run: Option<unsafe fn(*mut Header) -> Option<*const [super::Value]>>,
    /// Counts the references to deferred objects that the payload holds uncounted; `None` for kinds that hold none.
    ///
    /// # Safety
    /// The object is alive and no other thread uses it.
    pub settle: Option<unsafe fn(*mut Header, OwnerId)>,
    /// What is wrong with the payload's shape, for the auditor.
    ///
    /// # Safety
    /// As `trace`.
    pub check: unsafe fn(*mut Header) -> Option<&'static str>,
    /// Drops the references that can close a cycle, leaving the object valid and empty; the collector's clear phase.
    ///
    /// # Safety
    /// The object is alive and no other thread uses it.
    pub clear: Option<unsafe fn(*mut Header)>,
    /// Drops the payload in place; `None` when nothing needs dropping, so that the block can be reused at once.
    ///
    /// # Safety
    /// The object's count is zero and it is destroyed exactly once (I5).
    pub drop: Option<unsafe fn(*mut Header)>,
}

/// Allocation counts a thread keeps; part of its state.
#[repr(C)]
pub struct LocalHeap {
    current: [Cell<*const Slab>; CLASSES],
    with_room: [Cell<*mut RoomList>; CLASSES],
    /// Slabs that have room again and are not in `with_room` yet, linked through `next_returned`.
    returned: Cell<*const Slab>,
    owned: Cell<*mut Vec<*const Slab>>,
}

/// A thread's slabs of one class that have room again.
struct RoomList(Vec<*const Slab>);

/// A slab-shaped constant with no room, so that the fast path needs no null test.
#[repr(transparent)]
struct Sentinel(Slab);
// SAFETY: the sentinel is never written: its free list is empty and no object lies in it.
unsafe impl Sync for Sentinel {}
static EMPTY: Sentinel = Sentinel(Slab {
    free: Cell::new(ptr::null_mut()),
    used: Cell::new(0),
    notify_at: Cell::new(u32::MAX),
    owner: AtomicU32::new(0),
    block_size: 0,
    carved: Cell::new(0),
    capacity: 0,
    class: 0,
    touched: Cell::new(false),
    listed: Cell::new(false),
    next_returned: Cell::new(ptr::null()),
    remote: RemoteList::new(),
    heap: ptr::null(),
});

/// Slabs and accounting of one Vm.
pub struct Heap {
    shared: Mutex<Shared>,
    /// Bytes mapped for slabs and allocated for buffers.
    bytes: AtomicI64,
    limit: AtomicI64,
    /// Largest value `bytes` has had.
    peak: AtomicUsize,
    /// A collection is under way: its tables know the slabs as they are.
    collecting: AtomicBool,
    kinds: &'static [KindOps],
}

struct Shared {
    chunks: Vec<*mut u8>,
    free_slabs: Vec<*mut u8>,
    /// Slabs given back. Their heads stay, for a collector that remembers them; the rest is neither mapped nor accounted.
    empty_slabs: Vec<*mut u8>,
    slabs: Vec<*const Slab>,
    orphans: [Vec<*const Slab>; CLASSES],
}

// SAFETY: the raw slab pointers inside are used under the mutex, or by their owners as the slab's documentation says.
unsafe impl Send for Heap {}
// SAFETY: as above.
unsafe impl Sync for Heap {}

/// The heap's limit is reached; the interpreter raises `MemoryError`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfMemory;

const CHUNK: usize = 16 * SLAB_SIZE;
/// What remains of a slab that is given back: the page with its head, as large as pages are anywhere.
const KEPT: usize = 16384;
const _: () = assert!(size_of::<Slab>() <= KEPT);

impl Heap {
    /// A heap whose objects' kinds are described by `kinds` and that may use `limit` bytes.
    pub fn new(kinds: &'static [KindOps], limit: u64) -> Heap {
        Heap {
            shared: Mutex::new(Shared {
                chunks: Vec::new(),
                free_slabs: Vec::new(),
                empty_slabs: Vec::new(),
                slabs: Vec::new(),
                orphans: [const { Vec::new() }; CLASSES],
            }),
            bytes: AtomicI64::new(0),
            limit: AtomicI64::new(limit.min(i64::MAX as u64) as i64),
            peak: AtomicUsize::new(0),
            collecting: AtomicBool::new(false),
            kinds,
        }
    }

    /// What is known of a kind.
    #[inline(always)]
    pub fn ops(&self, kind: Kind) -> &'static KindOps {
        &self.kinds[kind.0 as usize & 0x7f]
    }

    /// Bytes in use by slabs and buffers.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed).max(0) as u64
    }

    /// The limit in bytes.
    pub fn limit(&self) -> u64 {
        self.limit.load(Ordering::Relaxed) as u64
    }

    /// Sets the limit in bytes.
    pub fn set_limit(&self, limit: u64) {
        self.limit.store(limit.min(i64::MAX as u64) as i64, Ordering::Relaxed);
    }

    /// Asks for `bytes` more before a buffer is allocated.
    #[inline]
    pub fn charge(&self, bytes: usize) -> Result<(), OutOfMemory> {
        if self.try_charge(bytes).is_ok() {
            return Ok(());
        }
        if bytes as u64 <= self.limit() && self.return_empty() { self.try_charge(bytes) } else { Err(OutOfMemory) }
    }

    /// Gives the calling thread's empty slabs back; false when there are none.
    #[cold]
    fn return_empty(&self) -> bool {
        state::current().is_some_and(|t| ptr::eq(t.heap(), self) && t.local_heap.return_empty(self))
    }

    /// Notes that a collection begins or ends. Slabs stay what they are meanwhile.
    pub fn set_collecting(&self, collecting: bool) {
        // Relaxed: read by threads that were stopped when it changed, or under the global lock.
        self.collecting.store(collecting, Ordering::Relaxed);
    }

    fn try_charge(&self, bytes: usize) -> Result<(), OutOfMemory> {
        if bytes > isize::MAX as usize {
            return Err(OutOfMemory);
        }
        // Relaxed: only the sum matters, and it may be late by what racing threads are adding.
        let now = self.bytes.fetch_add(bytes as i64, Ordering::Relaxed) + bytes as i64;
        if now > self.limit.load(Ordering::Relaxed) {
            self.bytes.fetch_sub(bytes as i64, Ordering::Relaxed);
            return Err(OutOfMemory);
        }
        self.peak.fetch_max(now as usize, Ordering::Relaxed);
        Ok(())
    }

    /// Gives back what `charge` granted.
    #[inline]
    pub fn discharge(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes as i64, Ordering::Relaxed);
    }

    /// A fresh or adopted slab for `owner`.
    fn take_slab(&self, class: usize, owner: OwnerId) -> Result<*const Slab, OutOfMemory> {
        let mut shared = self.shared.lock();
        if let Some(slab) = shared.orphans[class].pop() {
            // SAFETY: orphans belong to whoever holds the heap's mutex.
            let orphan = unsafe { &*slab };
            orphan.collect_remote();
            if !orphan.free.get().is_null() || orphan.carved.get() < orphan.capacity {
                orphan.owner.store(owner.0, Ordering::Release);
                return Ok(slab);
            }
            shared.orphans[class].insert(0, slab);
        }
        if shared.free_slabs.is_empty() && !shared.empty_slabs.is_empty() {
            self.try_charge(SLAB_SIZE - KEPT)?;
            let memory = shared.empty_slabs.pop();
            shared.free_slabs.extend(memory);
        }
        if shared.free_slabs.is_empty() {
            self.try_charge(CHUNK)?;
            let Some(chunk) = map_aligned() else {
                self.discharge(CHUNK);
                return Err(OutOfMemory);
            };
            shared.chunks.push(chunk);
            // SAFETY: each offset lies inside the chunk.
            shared.free_slabs.extend((0..CHUNK / SLAB_SIZE).rev().map(|i| unsafe { chunk.add(i * SLAB_SIZE) }));
        }
        let memory = shared.free_slabs.pop().expect("a chunk holds slabs");
        // SAFETY: the region is unused, SLAB_SIZE long and aligned.
        let slab = unsafe { Slab::init(memory, class, owner, self) };
        shared.slabs.push(slab);
        Ok(slab)
    }

    /// Calls `visit` for every object of the heap. At a stop, or when one thread is left.
    pub fn for_each_object(&self, mut visit: impl FnMut(*mut Header)) {
        self.for_each_slab(|slab| slab.for_each_object(&mut visit));
    }

    /// Calls `visit` for every slab. At a stop, or when one thread is left.
    pub fn for_each_slab(&self, mut visit: impl FnMut(&Slab)) {
        let slabs = self.shared.lock().slabs.clone();
        for slab in slabs {
            // SAFETY: slabs in the list are mapped; the stop keeps their owners away.
            visit(unsafe { &*slab });
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        for chunk in self.shared.get_mut().chunks.drain(..) {
            // SAFETY: the chunk was mapped with this length; the Vm is gone, so nothing points into it.
            unsafe { libc::munmap(chunk.cast(), CHUNK) };
        }
    }
}

/// Maps a chunk aligned to the slab size.
fn map_aligned() -> Option<*mut u8> {
    let length = CHUNK + SLAB_SIZE;
    // SAFETY: an anonymous mapping at an address of the kernel's choice.
    let raw = unsafe {
        libc::mmap(
            ptr::null_mut(),
            length,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if raw == libc::MAP_FAILED {
        return None;
    }
    let start = raw as usize;
    let aligned = start.next_multiple_of(SLAB_SIZE);
    // SAFETY: both ranges are parts of the fresh mapping that lie outside the chunk.
    unsafe {
        if aligned > start {
            libc::munmap(raw, aligned - start);
        }
        let tail = start + length - (aligned + CHUNK);
        if tail > 0 {
            libc::munmap((aligned + CHUNK) as *mut _, tail);
        }
    }
    Some(aligned as *mut u8)
}

impl Default for LocalHeap {
    fn default() -> Self {
        LocalHeap {
            current: [const { Cell::new(&raw const EMPTY.0) }; CLASSES],
            with_room: [const { Cell::new(ptr::null_mut()) }; CLASSES],
            returned: Cell::new(ptr::null()),
            owned: Cell::new(ptr::null_mut()),
        }
    }
}

impl LocalHeap {
    /// Takes a block of `class`; its contents are stale. `None` means: call `refill` and try again.
    #[inline(always)]
    pub fn take(&self, class: usize) -> Option<*mut Header> {
        // SAFETY: `current` always points to a slab of this thread or to the empty sentinel.
        let slab = unsafe { &*self.current[class].get() };
        let block = slab.free.get();
        if block.is_null() {
            return None;
        }
        // SAFETY: a block on the free list is linked through `next`.
        slab.free.set(unsafe { (*block).next.get() });
        slab.used.set(slab.used.get() + 1);
        stats::count(stats::Event::Allocations);
        Some(block.cast())
    }

    /// Finds room for blocks of `class`.
    #[cold]
    #[inline(never)]
    pub fn refill(&self, heap: &Heap, class: usize, me: OwnerId) -> Result<(), OutOfMemory> {
        // SAFETY: the current slab is ours.
        let slab = unsafe { &*self.current[class].get() };
        if slab.capacity != 0 {
            slab.touched.set(true);
            if slab.carve() || (config::NOGIL && slab.collect_remote() > 0) {
                return Ok(());
            }
            // Full: it stays ours and is listed again when an eighth of it is free.
            slab.notify_at.set(slab.capacity - (slab.capacity / 8).max(1));
        }
        self.sort_returned();
        let room = self.with_room[class].get();
        let next = if room.is_null() {
            None
        } else {
            // SAFETY: the list was made by `list` below and belongs to this thread.
            unsafe { (*room).0.pop() }
        };
        let next = match next {
            Some(slab) => slab,
            None => {
                if config::NOGIL
                    && let Some(slab) = self.reclaim_remote(class)
                {
                    slab
                } else {
                    let slab = match heap.take_slab(class, me) {
                        Err(OutOfMemory) if self.return_empty(heap) => heap.take_slab(class, me)?,
                        taken => taken?,
                    };
                    self.owned_slabs().push(slab);
                    slab
                }
            }
        };
        // SAFETY: ours, see above.
        let slab = unsafe { &*next };
        slab.listed.set(false);
        slab.touched.set(true);
        slab.notify_at.set(u32::MAX);
        self.current[class].set(next);
        if slab.free.get().is_null() && !slab.carve() {
            slab.collect_remote();
        }
        Ok(())
    }

    /// An own full slab of `class` into which other threads have freed.
    fn reclaim_remote(&self, class: usize) -> Option<*const Slab> {
        let current = self.current[class].get();
        self.owned_slabs().iter().copied().find(|&slab| {
            // SAFETY: owned slabs are ours until the thread exits.
            let s = unsafe { &*slab };
            s.class as usize == class
                && slab != current
                && !s.listed.get()
                && !s.remote.is_empty()
                && s.collect_remote() > 0
        })
    }

    #[allow(clippy::mut_from_ref)]
    fn owned_slabs(&self) -> &mut Vec<*const Slab> {
        if self.owned.get().is_null() {
            self.owned.set(Box::into_raw(Box::default()));
        }
        // SAFETY: allocated above, used by the owning thread (or the lock's holder) in short non-overlapping accesses.
        unsafe { &mut *self.owned.get() }
    }

    /// Frees a block whose payload is gone.
    ///
    /// # Safety
    /// `object` has been destroyed and belongs to the caller alone (I5); `me` is the calling thread.
    #[inline(always)]
    pub unsafe fn give(&self, object: *mut Header, me: OwnerId) {
        // SAFETY: the object lies in a slab and its block is the caller's.
        unsafe {
            (*object).set_kind(Kind::FREE);
            let slab = &*Slab::of(object);
            let block = object.cast::<FreeBlock>();
            if config::NOGIL && slab.owner.load(Ordering::Relaxed) != me.0 {
                slab.free_remote(block);
                return;
            }
            (*block).next.set(slab.free.get());
            slab.free.set(block);
            let used = slab.used.get() - 1;
            slab.used.set(used);
            if used == slab.notify_at.get() {
                // Only linked here, so that freeing never calls anything: `refill` sorts the slabs into their lists. Under a
                // global lock the slab may be another thread's; it then changes hands, which is as good.
                slab.notify_at.set(u32::MAX);
                if !slab.listed.replace(true) {
                    slab.next_returned.set(self.returned.get());
                    self.returned.set(slab);
                }
            }
        }
    }

    /// Marks the slabs that this thread is allocating from as touched: they get no `refill` before their next allocation.
    pub fn touch_current(&self) {
        for slab in &self.current {
            // SAFETY: `current` points to a slab of this thread or to the sentinel, which must not be written.
            let slab = unsafe { &*slab.get() };
            if slab.capacity != 0 {
                slab.touched.set(true);
            }
        }
    }

    /// Sorts the slabs that have room again into the lists of their classes.
    fn sort_returned(&self) {
        let mut slab = self.returned.replace(ptr::null());
        while !slab.is_null() {
            // SAFETY: slabs live as long as the heap.
            let s = unsafe { &*slab };
            let room = &self.with_room[s.class as usize];
            if room.get().is_null() {
                room.set(Box::into_raw(Box::new(RoomList(Vec::new()))));
            }
            // SAFETY: allocated above; this thread's.
            unsafe { (*room.get()).0.push(slab) };
            slab = s.next_returned.replace(ptr::null());
        }
    }

    /// Gives this thread's empty slabs back to the heap; false when there are none. Only under a global lock: without one another
    /// thread may be reading a block that was freed.
    #[cold]
    pub fn return_empty(&self, heap: &Heap) -> bool {
        if config::NOGIL || heap.collecting.load(Ordering::Relaxed) {
            return false;
        }
        self.sort_returned();
        let owned = self.owned_slabs();
        owned.sort_unstable();
        let mut empty = Vec::new();
        for room in &self.with_room {
            // SAFETY: the lists are this thread's, and the slabs in them are in nobody else's.
            let Some(room) = (unsafe { room.get().as_mut() }) else { continue };
            room.0.retain(|&slab| {
                // SAFETY: slabs live as long as the heap.
                let s = unsafe { &*slab };
                // One that found no successor when it was full is current still. One that changed hands is still among its
                // first owner's.
                let is_current = self.current[s.class as usize].get() == slab;
                let is_empty = s.used.get() == 0 && !is_current && owned.binary_search(&slab).is_ok();
                if is_empty {
                    empty.push(slab);
                }
                !is_empty
            });
        }
        if empty.is_empty() {
            return false;
        }
        empty.sort_unstable();
        let is_kept = |slab: &*const Slab| empty.binary_search(slab).is_err();
        owned.retain(is_kept);
        let mut shared = heap.shared.lock();
        shared.slabs.retain(is_kept);
        for &slab in &empty {
            // SAFETY: no block of it is in use and no list knows it any more; behind the first page there are only free blocks.
            unsafe {
                (*slab).free.set(ptr::null_mut());
                (*slab).carved.set(0);
                (*slab).touched.set(false);
                let memory = slab.cast::<u8>().cast_mut();
                libc::madvise(memory.add(KEPT).cast(), SLAB_SIZE - KEPT, libc::MADV_DONTNEED);
                shared.empty_slabs.push(memory);
            }
        }
        heap.discharge(empty.len() * (SLAB_SIZE - KEPT));
        true
    }

    /// Hands all slabs of an exiting thread to the heap.
    pub fn abandon(&self, heap: &Heap) {
        self.sort_returned();
        let mut shared = heap.shared.lock();
        for class in 0..CLASSES {
            self.current[class].set(&raw const EMPTY.0);
            let room = self.with_room[class].replace(ptr::null_mut());
            if !room.is_null() {
                // SAFETY: allocated by `list`; taken out of the cell, so freed once.
                let room = unsafe { Box::from_raw(room) };
                if !config::NOGIL {
                    // Listed slabs may be other threads' under a global lock; they stay with the heap.
                    for slab in room.0 {
                        // SAFETY: slabs live as long as the heap.
                        let s = unsafe { &*slab };
                        s.owner.store(OwnerId::NONE.0, Ordering::Release);
                        shared.orphans[class].push(slab);
                    }
                }
            }
        }
        let owned = self.owned.replace(ptr::null_mut());
        if owned.is_null() {
            return;
        }
        // SAFETY: allocated by `owned_slabs`; taken out of the cell, so freed once.
        for slab in *unsafe { Box::from_raw(owned) } {
            // SAFETY: slabs live as long as the heap.
            let s = unsafe { &*slab };
            if config::NOGIL || !s.listed.get() {
                s.listed.set(true);
                s.notify_at.set(u32::MAX);
                // Release pairs with the acquire of the mutex by whoever adopts the slab.
                s.owner.store(OwnerId::NONE.0, Ordering::Release);
                shared.orphans[s.class as usize].push(slab);
            }
        }
    }
}
