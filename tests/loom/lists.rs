//! Reading a list without its lock, against resizing, replacement, freeing and reuse of memory (I7).
//!
//! The counts are those that ship; the list and the epoch are small images of theirs.

use super::*;

/// What can be left out of the protocol.
trait Steps: 'static {
    /// Looks again whether the slot still holds what was counted.
    const LOOKS_AT_SLOT: bool = true;
    /// Looks again whether the list still has the buffer that the slot is in.
    const LOOKS_AT_BUFFER: bool = true;
    /// Is pinned while it reads.
    const PINS: bool = true;
    /// The writer frees a buffer only when no reader is pinned.
    const RETIRES: bool = true;
    /// The writer's stores of items and of the buffer.
    const WRITES: Ordering = Release;
    /// The owner of the items passes no safepoint between its look at whose an item is and its count.
    const STAYS: bool = true;
}

struct Complete;
impl Steps for Complete {}

partners! {
    Steps:
    ForgetsSlot { LOOKS_AT_SLOT: bool = false }
    ForgetsBuffer { LOOKS_AT_BUFFER: bool = false }
    ForgetsPin { PINS: bool = false }
    FreesAtOnce { RETIRES: bool = false }
    WritesRelaxed { WRITES: Ordering = Relaxed }
    PassesSafepoint { STAYS: bool = false }
}

/// One place for an item: the number of a block and one, or nothing.
struct Buffer {
    slot: AtomicUsize,
    /// Read by who looks into the buffer, written when it is made and when it is freed.
    memory: UnsafeCell<u32>,
}

/// A list with one item, the memory it may use, and whether the reader is pinned.
struct SharedList<R> {
    lock: Mutex<()>,
    buffer: AtomicUsize,
    buffers: [Buffer; 2],
    blocks: [Arc<Block<R>>; 2],
    pinned: AtomicUsize,
}

/// What the first item holds, the second, and an object that later lies where the first one was.
const FIRST: u32 = 7;
const SECOND: u32 = 9;
const STRANGER: u32 = 8;

impl<R: RefCount> SharedList<R> {
    fn new() -> Arc<Self> {
        let buffer = |slot| Buffer { slot: AtomicUsize::new(slot), memory: UnsafeCell::new(0) };
        let blocks = [Block::<R>::new(A), Block::<R>::new(A)];
        // SAFETY: nobody else has it yet.
        blocks[1].content.with_mut(|content| unsafe { *content = SECOND });
        blocks.iter().for_each(|block| block.count.publish());
        Arc::new(SharedList {
            lock: Mutex::new(()),
            buffer: AtomicUsize::new(0),
            buffers: [buffer(1), buffer(0)],
            blocks,
            pinned: AtomicUsize::new(0),
        })
    }

    /// Gives up a reference to an item; whether that was the last one.
    fn drop_item(&self, which: usize, me: OwnerId) -> bool {
        match self.blocks[which].count.dec(me) {
            Verdict::Alive => false,
            Verdict::Dead => true,
            Verdict::Queued => unreachable!("published items are counted by who took them"),
        }
    }

    /// The attempt without the lock; `Err` sends the reader to it.
    fn try_read<S: Steps>(&self, me: OwnerId) -> Result<usize, ()> {
        let number = self.buffer.load(Acquire);
        let buffer = &self.buffers[number];
        // SAFETY: loom reports it if the buffer has been freed.
        buffer.memory.with(|memory| unsafe { *memory });
        let word = buffer.slot.load(Acquire);
        let which = word.checked_sub(1).ok_or(())?;
        if !self.blocks[which].count.try_inc(me) {
            return Err(());
        }
        let same = (!S::LOOKS_AT_SLOT || buffer.slot.load(Acquire) == word)
            && (!S::LOOKS_AT_BUFFER || self.buffer.load(Acquire) == number);
        if same {
            return Ok(which);
        }
        self.drop_by_reader(which, me);
        Err(())
    }

    fn drop_by_reader(&self, which: usize, me: OwnerId) {
        if self.drop_item(which, me) {
            self.blocks[which].destroyed.fetch_add(1, Relaxed);
        }
    }

    fn read<S: Steps>(&self, me: OwnerId) -> u32 {
        if S::PINS {
            self.pinned.store(1, Relaxed);
            loom::sync::atomic::fence(SeqCst);
        }
        let found = self.try_read::<S>(me);
        if S::PINS {
            self.pinned.store(0, Release);
        }
        let which = found.unwrap_or_else(|()| {
            let _guard = self.lock.lock().unwrap();
            let which = self.buffers[self.buffer.load(Relaxed)].slot.load(Relaxed) - 1;
            self.blocks[which].count.inc_publish(me);
            which
        });
        let content = self.blocks[which].look();
        self.drop_by_reader(which, me);
        content
    }

    /// Moves the item to another buffer.
    fn resize<S: Steps>(&self) {
        {
            let _guard = self.lock.lock().unwrap();
            let word = self.buffers[0].slot.load(Relaxed);
            // The capacity word, say, of a buffer that nobody sees yet.
            // SAFETY: loom reports it if somebody reads it before.
            self.buffers[1].memory.with_mut(|memory| unsafe { *memory = 1 });
            self.buffers[1].slot.store(word, Relaxed);
            self.buffer.store(1, S::WRITES);
        }
        loom::sync::atomic::fence(SeqCst);
        // Who is pinned now may have the old buffer, and keeps it from being freed.
        if !S::RETIRES || self.pinned.load(Acquire) == 0 {
            // SAFETY: loom reports it if somebody is reading.
            self.buffers[0].memory.with_mut(|memory| unsafe { *memory = 1 });
        }
    }

    /// Replaces the first item by the second, and uses the first one's block for another object if it died.
    fn replace<S: Steps>(&self, me: OwnerId) {
        {
            let _guard = self.lock.lock().unwrap();
            self.buffers[self.buffer.load(Relaxed)].slot.store(2, S::WRITES);
        }
        let block = &self.blocks[0];
        if self.drop_item(0, me) {
            block.count.renew(me);
            // SAFETY: loom reports it if somebody still takes it for the old object.
            block.content.with_mut(|content| unsafe { *content = STRANGER });
            block.count.publish();
            if self.drop_item(0, me) {
                block.destroyed.fetch_add(1, Relaxed);
            }
        }
    }
}

impl SharedList<Biased> {
    /// Reads as the owner of the items: it looks neither at the slot nor at the buffer again, since an item of its own dies in its hands only.
    fn read_own<S: Steps>(&self, queue: &Mutex<Vec<usize>>) -> u32 {
        let which = self.buffers[self.buffer.load(Acquire)].slot.load(Acquire) - 1;
        let block = &self.blocks[which];
        assert!(block.count.is_owned_by(A), "nobody else merges");
        if !S::STAYS {
            self.drain(queue);
        }
        assert!(block.count.inc_owned());
        let content = block.look();
        self.drop_by_reader(which, A);
        content
    }

    /// The owner's safepoint: items that others gave up die.
    fn drain(&self, queue: &Mutex<Vec<usize>>) {
        for which in queue.lock().unwrap().drain(..) {
            if let Verdict::Dead = self.blocks[which].count.merge(-1) {
                self.blocks[which].destroy();
            }
        }
    }

    /// Replaces the first item by the second, as a thread that owns neither.
    fn replace_foreign(&self, queue: &Mutex<Vec<usize>>) {
        {
            let _guard = self.lock.lock().unwrap();
            self.buffers[self.buffer.load(Relaxed)].slot.store(2, Release);
        }
        assert!(matches!(self.blocks[0].count.dec(B), Verdict::Queued));
        queue.lock().unwrap().push(0);
    }
}

/// The owner of the items reads, against another thread that makes the buffer anew and replaces the item.
fn list_read_by_owner<S: Steps>() {
    model(3, || {
        let (list, queue) = (SharedList::<Biased>::new(), Arc::new(Mutex::new(Vec::new())));
        let writer = {
            let (list, queue) = (Arc::clone(&list), Arc::clone(&queue));
            thread::spawn(move || {
                list.resize::<Complete>();
                list.replace_foreign(&queue);
            })
        };
        let found = list.read_own::<S>(&queue);
        assert!(found == FIRST || found == SECOND, "an item that was never in the list");
        writer.join().unwrap();
        list.drain(&queue);
        assert_eq!(list.blocks[0].destroyed.load(Relaxed), 1, "destroyed once");
        assert_eq!(list.blocks[1].count.count(), 1, "the list's own reference");
    });
}

#[test]
fn list_read_by_the_owner_of_the_items() {
    list_read_by_owner::<Complete>();
}

#[test]
#[should_panic]
fn list_read_by_an_owner_that_passes_a_safepoint_is_found() {
    list_read_by_owner::<PassesSafepoint>();
}

/// A reader against a writer that makes the list's buffer anew, then replaces the item.
fn list_read<R: RefCount + Send + Sync + 'static, S: Steps>(resizes: bool) {
    model(3, move || {
        let list = SharedList::<R>::new();
        let reader = {
            let list = Arc::clone(&list);
            thread::spawn(move || list.read::<S>(B))
        };
        if resizes {
            list.resize::<S>();
        }
        list.replace::<S>(A);
        let found = reader.join().unwrap();
        assert!(found == FIRST || found == SECOND, "an item that was never in the list");
        assert_eq!(list.blocks[0].count.count(), 0);
        assert_eq!(list.blocks[0].destroyed.load(Relaxed), 1, "destroyed once");
        assert_eq!(list.blocks[1].count.count(), 1, "the list's own reference");
    });
}

#[test]
fn list_read_against_replacement() {
    list_read::<Atomic, Complete>(false);
    list_read::<Biased, Complete>(false);
}

#[test]
fn list_read_against_resize_and_reuse() {
    list_read::<Atomic, Complete>(true);
    list_read::<Biased, Complete>(true);
}

#[test]
#[should_panic]
fn list_read_that_does_not_look_at_the_slot_again_is_found() {
    list_read::<Atomic, ForgetsSlot>(false);
}

#[test]
#[should_panic]
fn list_read_that_does_not_look_at_the_buffer_again_is_found() {
    list_read::<Atomic, ForgetsBuffer>(true);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn list_read_without_a_pin_is_found() {
    list_read::<Atomic, ForgetsPin>(true);
}

#[test]
#[should_panic(expected = "Causality violation")]
fn list_buffer_freed_at_once_is_found() {
    list_read::<Atomic, FreesAtOnce>(true);
}

#[test]
#[should_panic]
fn list_relaxed_writes_are_found() {
    list_read::<Biased, WritesRelaxed>(true);
}
