//! The heap of a Vm: the one door through which objects are allocated and freed.
//!
//! A thread allocates by popping from the free list of its current slab of the class, four loads and two
//! stores without any atomic read-modify-write. Slabs that fill up stay with their owner and come back into its list when
//! a part of their blocks is free again; those of exited threads become orphans that any thread adopts. Memory comes from the
//! system in chunks and is accounted against the heap's limit here. At the limit the thread gives its empty slabs back, for
//! other classes and for buffers; if that is not enough the allocation fails softly.
//!
//! Invariant I8: there is no safepoint between `allocate` and the complete initialisation of the object, so a heap
//! walk, which happens at a stop only, never sees half an object.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;
use parking_lot::Mutex;

use super::header::{Header, Kind};
use super::refcount::OwnerId;
use super::slab::{CLASSES, FreeBlock, RemoteList, SLAB_SIZE, Slab, TRACED_CLASSES};
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
    owned: SlabList,
    /// Slabs of traced objects that were allocated from since the last collection; kept where collections look at those only.
    touched: SlabList,
    /// Of each class: the heap's number of filled remote lists when the thread last found none filled.
    remote_seen: [Cell<u32>; CLASSES],
    /// Where in `owned` the next search for a filled remote list begins.
    remote_next: Cell<usize>,
}

/// A thread's slabs of one class that have room again.
struct RoomList(Vec<*const Slab>);

/// A list of slabs that a thread makes when it has the first one.
struct SlabList(Cell<*mut Vec<*const Slab>>);

impl SlabList {
    const fn new() -> SlabList {
        SlabList(Cell::new(ptr::null_mut()))
    }

    #[allow(clippy::mut_from_ref)]
    fn get(&self) -> &mut Vec<*const Slab> {
        if self.0.get().is_null() {
            self.0.set(Box::into_raw(Box::default()));
        }
        // SAFETY: allocated above, used by the owning thread (or the lock's holder, or at a stop) in short non-overlapping accesses.
        unsafe { &mut *self.0.get() }
    }

    fn take(&self) -> Vec<*const Slab> {
        let list = self.0.replace(ptr::null_mut());
        // SAFETY: allocated by `get`; taken out of the cell, so freed once.
        if list.is_null() { Vec::new() } else { *unsafe { Box::from_raw(list) } }
    }
}

/// Counters of filled remote lists; owners share them by their ids.
const REMOTE_COUNTERS: usize = 64;

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
    /// By owner: how often a remote list got its first block. An owner that knows the number need not look at its slabs, which are as
    /// many as the heap is large.
    remote_filled: Box<[CachePadded<AtomicU32>]>,
    kinds: &'static [KindOps],
}

struct Shared {
    chunks: Vec<*mut u8>,
    free_slabs: Vec<*mut u8>,
    /// Slabs given back. Their heads stay, for a collector that remembers them; the rest is neither mapped nor accounted.
    empty_slabs: Vec<*mut u8>,
    slabs: Vec<*const Slab>,
    orphans: [Vec<*const Slab>; CLASSES],
    /// What exited threads had touched.
    touched: Vec<*const Slab>,
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
                touched: Vec::new(),
            }),
            bytes: AtomicI64::new(0),
            limit: AtomicI64::new(limit.min(i64::MAX as u64) as i64),
            peak: AtomicUsize::new(0),
            collecting: AtomicBool::new(false),
            remote_filled: (0..REMOTE_COUNTERS).map(|_| CachePadded::default()).collect(),
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
        // During a collection, whose tables may know them, they stay empty.
        let reusable = !self.collecting.load(Ordering::Relaxed) && !shared.empty_slabs.is_empty();
        if shared.free_slabs.is_empty() && reusable {
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

    /// How often a remote list of this owner's slabs got its first block.
    fn remote_filled(&self, owner: u32) -> &AtomicU32 {
        &self.remote_filled[owner as usize % REMOTE_COUNTERS]
    }

    /// The slabs that exited threads had allocated from since the last time. At a stop.
    pub fn take_touched(&self) -> Vec<*const Slab> {
        std::mem::take(&mut self.shared.lock().touched)
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
            owned: SlabList::new(),
            touched: SlabList::new(),
            remote_seen: [const { Cell::new(0) }; CLASSES],
            remote_next: Cell::new(0),
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
        // Before the look at the current slab, or what comes into it after that look would be taken for known.
        let filled = if config::NOGIL { heap.remote_filled(me.0).load(Ordering::Acquire) } else { 0 };
        // SAFETY: the current slab is ours.
        let slab = unsafe { &*self.current[class].get() };
        if slab.capacity != 0 {
            self.touch(slab);
            if slab.carve() || (config::NOGIL && slab.collect_remote() > 0) {
                return Ok(());
            }
        }
        self.sort_returned();
        let room = self.with_room[class].get();
        let next = if room.is_null() {
            None
        } else {
            // SAFETY: the list was made by `room` below and belongs to this thread.
            unsafe { (*room).0.pop() }
        };
        let next = match next {
            Some(slab) => slab,
            None => {
                if config::NOGIL
                    && let Some(slab) = self.reclaim_remote(class, filled)
                {
                    slab
                } else {
                    let slab = match heap.take_slab(class, me) {
                        Err(OutOfMemory) if self.return_empty(heap) => heap.take_slab(class, me)?,
                        taken => taken?,
                    };
                    self.owned.get().push(slab);
                    slab
                }
            }
        };
        if slab.capacity != 0 {
            // Full: it stays ours and is listed again when an eighth of it is free. Only now that another takes its place: a slab that is current
            // is on no list.
            slab.await_room();
        }
        // SAFETY: ours, see above.
        let slab = unsafe { &*next };
        slab.listed.set(false);
        if !config::NOGIL && slab.owner.load(Ordering::Relaxed) != me.0 {
            // It changes hands. What remains of it in its owner's list is known by the other name.
            slab.owner.store(me.0, Ordering::Relaxed);
            self.owned.get().push(next);
        }
        self.touch(slab);
        slab.notify_at.set(u32::MAX);
        self.current[class].set(next);
        if slab.free.get().is_null() && !slab.carve() {
            slab.collect_remote();
        }
        Ok(())
    }

    /// An own full slab of `class` into which other threads have freed; `filled` is the number of filled lists before the current slab was
    /// looked at.
    fn reclaim_remote(&self, class: usize, filled: u32) -> Option<*const Slab> {
        if filled == self.remote_seen[class].get() {
            return None;
        }
        let current = self.current[class].get();
        let owned = self.owned.get();
        let (before, after) = owned.split_at(self.remote_next.get().min(owned.len()));
        let found = after.iter().chain(before).position(|&slab| {
            // SAFETY: owned slabs are ours until the thread exits.
            let s = unsafe { &*slab };
            s.class as usize == class
                && slab != current
                && !s.listed.get()
                && !s.remote.is_empty()
                && s.collect_remote() > 0
        });
        let Some(found) = found else {
            self.remote_seen[class].set(filled);
            return None;
        };
        let found = (found + before.len()) % owned.len();
        self.remote_next.set(found);
        Some(owned[found])
    }

    /// Notes that a slab is allocated from.
    fn touch(&self, slab: &Slab) {
        if !config::WHOLE_HEAP_GC && slab.is_traced() && !slab.touched.replace(true) {
            self.touched.get().push(slab);
        }
    }

    /// The slabs that the thread has allocated from since the last time. At a stop.
    pub fn take_touched(&self) -> Vec<*const Slab> {
        self.touched.take()
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
            if config::NOGIL {
                let owner = slab.owner.load(Ordering::Relaxed);
                if owner != me.0 {
                    if slab.free_remote(block) {
                        // Release: who sees the number finds the block.
                        (*slab.heap).remote_filled(owner).fetch_add(1, Ordering::Release);
                    }
                    return;
                }
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

    /// Puts the slabs from which this thread is allocating traced objects back among those with room. Its next allocation of a class takes one of them
    /// and notes that it is touched; those that are not needed again are not looked at by the next young collection. At a stop.
    pub fn release_current(&self) {
        for (class, current) in self.current[..TRACED_CLASSES].iter().enumerate() {
            // SAFETY: `current` points to a slab of this thread or to the sentinel, which must not be written.
            let slab = unsafe { &*current.get() };
            if slab.capacity == 0 {
                continue;
            }
            if slab.free.get().is_null() && slab.carved.get() >= slab.capacity {
                slab.await_room();
            } else if !slab.listed.replace(true) {
                self.room(class).push(slab);
            }
            current.set(&raw const EMPTY.0);
        }
    }

    /// The thread's slabs of a class that have room again.
    #[allow(clippy::mut_from_ref)]
    fn room(&self, class: usize) -> &mut Vec<*const Slab> {
        let room = &self.with_room[class];
        if room.get().is_null() {
            room.set(Box::into_raw(Box::new(RoomList(Vec::new()))));
        }
        // SAFETY: allocated above; used by the owning thread (or the lock's holder) in short non-overlapping accesses.
        unsafe { &mut (*room.get()).0 }
    }

    /// Sorts the slabs that have room again into the lists of their classes.
    fn sort_returned(&self) {
        let mut slab = self.returned.replace(ptr::null());
        while !slab.is_null() {
            // SAFETY: slabs live as long as the heap.
            let s = unsafe { &*slab };
            self.room(s.class as usize).push(slab);
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
        let owned = self.owned.get();
        owned.sort_unstable();
        let mut empty = Vec::new();
        for room in &self.with_room {
            // SAFETY: the lists are this thread's, and the slabs in them are in nobody else's.
            let Some(room) = (unsafe { room.get().as_mut() }) else { continue };
            room.0.retain(|&slab| {
                // SAFETY: slabs live as long as the heap.
                let s = unsafe { &*slab };
                // One that changed hands is still among its first owner's.
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
                (*slab).owner.store(OwnerId::NONE.0, Ordering::Relaxed);
                let memory = slab.cast::<u8>().cast_mut();
                libc::madvise(memory.add(KEPT).cast(), SLAB_SIZE - KEPT, libc::MADV_DONTNEED);
                shared.empty_slabs.push(memory);
            }
        }
        heap.discharge(empty.len() * (SLAB_SIZE - KEPT));
        true
    }

    /// Hands all slabs of an exiting thread, `me`, to the heap. Under a global lock while it is held; a second time does nothing.
    pub fn abandon(&self, heap: &Heap, me: OwnerId) {
        self.sort_returned();
        let mut shared = heap.shared.lock();
        for class in 0..CLASSES {
            self.current[class].set(&raw const EMPTY.0);
            let room = self.with_room[class].replace(ptr::null_mut());
            if !room.is_null() {
                // SAFETY: allocated by `room`; taken out of the cell, so freed once.
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
        shared.touched.append(&mut self.touched.take());
        for slab in self.owned.take() {
            // SAFETY: slabs live as long as the heap.
            let s = unsafe { &*slab };
            // Under a global lock slabs change hands: some are others' now, or on their lists.
            if config::NOGIL || (s.owner.load(Ordering::Relaxed) == me.0 && !s.listed.get()) {
                s.listed.set(true);
                s.notify_at.set(u32::MAX);
                // Release pairs with the acquire of the mutex by whoever adopts the slab.
                s.owner.store(OwnerId::NONE.0, Ordering::Release);
                shared.orphans[s.class as usize].push(slab);
            }
        }
    }
}
