//! Blocks that other threads free, and slabs whose owner exits.

use std::cell::Cell;

use super::*;

/// A block of a slab: what it holds, and the link that it bears while it is free.
struct FreedBlock {
    content: UnsafeCell<u32>,
    next: Cell<*mut FreedBlock>,
}

impl FreedBlock {
    fn new() -> Box<FreedBlock> {
        Box::new(FreedBlock { content: UnsafeCell::new(1), next: Cell::new(std::ptr::null_mut()) })
    }

    /// Uses the block, as its only user.
    fn scribble(&self, text: u32) {
        // SAFETY: loom reports it if somebody else uses the block.
        self.content.with_mut(|content| unsafe { *content = text });
    }
}

/// A slab of blocks: its list of those freed by strangers, and who owns it.
struct SharedSlab<const ORDERED: bool> {
    remote: RemoteList<FreedBlock, ORDERED>,
    blocks: Vec<Box<FreedBlock>>,
}

// SAFETY: the links of blocks are written by who freed them and read by who took the list, which the list orders; loom's cells
// check that for the content.
unsafe impl<const ORDERED: bool> Send for SharedSlab<ORDERED> {}
// SAFETY: as above.
unsafe impl<const ORDERED: bool> Sync for SharedSlab<ORDERED> {}

impl<const ORDERED: bool> SharedSlab<ORDERED> {
    fn new(blocks: usize) -> Arc<Self> {
        Arc::new(SharedSlab { remote: RemoteList::new(), blocks: (0..blocks).map(|_| FreedBlock::new()).collect() })
    }

    fn free(&self, which: usize) {
        let block = &*self.blocks[which];
        block.scribble(2);
        self.remote.push(std::ptr::from_ref(block).cast_mut(), |next| block.next.set(next));
    }

    /// Uses every block that came back; how many.
    fn collect(&self) -> usize {
        let mut block = self.remote.take_all();
        let mut count = 0;
        while !block.is_null() {
            // SAFETY: the blocks live as long as the slab.
            let freed = unsafe { &*block };
            block = freed.next.get();
            freed.scribble(3);
            count += 1;
        }
        count
    }
}

/// Two threads free blocks of a third one's slab, which takes them back and uses them again.
fn freed_by_others<const ORDERED: bool>() {
    model(3, || {
        let slab = SharedSlab::<ORDERED>::new(4);
        let others: Vec<_> = [[0, 1], [2, 3]]
            .into_iter()
            .map(|mine| {
                let slab = Arc::clone(&slab);
                thread::spawn(move || mine.into_iter().for_each(|which| slab.free(which)))
            })
            .collect();
        let early = slab.collect();
        others.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(early + slab.collect(), 4, "each block comes back once");
        assert!(slab.remote.is_empty());
    });
}

#[test]
fn slab_gets_back_what_others_freed() {
    freed_by_others::<true>();
}

#[test]
#[should_panic(expected = "Causality violation")]
fn slab_relaxed_remote_free_is_found() {
    freed_by_others::<false>();
}

/// The owner exits and another thread adopts the slab, while a third frees into it: each block is used by one at a time.
#[test]
fn slab_is_adopted_while_others_free() {
    model(3, || {
        let slab = SharedSlab::<true>::new(2);
        // The heap's mutex, with the orphans.
        let heap = Arc::new(Mutex::new(None));
        let stranger = {
            let slab = Arc::clone(&slab);
            thread::spawn(move || {
                slab.free(0);
                slab.free(1);
            })
        };
        let adopter = {
            let (slab, heap) = (Arc::clone(&slab), Arc::clone(&heap));
            thread::spawn(move || match heap.lock().unwrap().take() {
                Some(used) => used + slab.collect(),
                None => 0,
            })
        };
        let used = slab.collect();
        *heap.lock().unwrap() = Some(used);
        stranger.join().unwrap();
        let adopted = adopter.join().unwrap();
        let orphaned = heap.lock().unwrap().take();
        let before = orphaned.unwrap_or(adopted);
        assert_eq!(before + slab.collect(), 2, "each block comes back once");
    });
}
