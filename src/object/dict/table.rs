//! The table behind a dict: entries in order of insertion, and an index from hashes to them.
//!
//! ```text
//! Table (24 bytes) | entry 0 | entry 1 | … capacity | index: 2^log2 words of 1, 2 or 4 bytes
//! ```
//!
//! The index is open-addressed and at most two thirds full; a word holds the number of an entry, `EMPTY`, or `REMOVED`. The
//! probing sequence visits every place: the hash is mixed in five bits at a time. Entry `i` lies at an address that does
//! not depend on the size of the index, so that an inline cache needs no more than the number.

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicU32, Ordering};

use crate::memory::{OutOfMemory, Slot, Value};
use crate::object::buffer;
use crate::thread::private::Use;
use crate::thread::state::ThreadBase;

/// The fixed part of a table.
#[repr(C)]
pub(super) struct Table {
    log2: u8,
    /// Bytes of an index word, as the power of two.
    width: u8,
    /// Entries there is room for.
    pub capacity: u32,
    /// Entries in use or removed: the number of the next one.
    filled: AtomicU32,
    /// The version an inline cache compares; 0: none has been drawn since the keys last changed.
    pub version: AtomicU32,
    /// Entries ever added: at most so many places of the index are in use or removed. `filled` goes back when the last entry is taken out, this
    /// does not, so that an empty place remains, at which every search ends.
    added: AtomicU32,
    /// All entries before this one are removed.
    first_in_use: AtomicU32,
}

const _: () = assert!(size_of::<Table>() == 24);

/// One key with its value; both empty when removed.
#[repr(C)]
pub(super) struct Entry {
    hash: AtomicI64,
    pub key: Slot,
    pub value: Slot,
}

impl Entry {
    /// The key's hash. Relaxed: written before the entry is reachable.
    #[inline(always)]
    pub fn hash(&self) -> i64 {
        self.hash.load(Ordering::Relaxed)
    }

    /// Moves the words, if the entry is in use, to a table with room for it.
    ///
    /// # Safety
    /// They are not used here again.
    #[inline(always)]
    unsafe fn move_to(&self, new: &Table) {
        if !self.key.load().is_null() {
            // SAFETY: the caller's.
            let (key, value) = unsafe { (ptr::read(&self.key), ptr::read(&self.value)) };
            new.append(self.hash(), key, value);
        }
    }
}

/// Index word of a place never used.
const EMPTY: i32 = -1;
/// Index word of a place whose entry was removed.
const REMOVED: i32 = -2;
/// log2 of the smallest index.
pub(super) const SMALLEST: u8 = 3;
/// Entries of the smallest table: one less than its index serves, which makes it 128 bytes, a size that allocators serve without waste.
const FEW: usize = 4;

/// What a key is compared with an entry of the same hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Match {
    Yes,
    No,
    /// Only Python code can tell.
    Unsure,
}

/// The answer of a search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// The entry's number.
    At(u32),
    Absent,
    Unsure,
}

/// Where a search goes from place to place.
#[derive(Clone, Copy)]
pub(super) struct Probe {
    place: usize,
    perturb: u64,
}

impl Probe {
    #[inline(always)]
    pub fn new(hash: i64) -> Probe {
        Probe { place: hash as usize, perturb: hash as u64 }
    }

    /// The current place in an index with this mask.
    #[inline(always)]
    pub fn place(self, mask: usize) -> usize {
        self.place & mask
    }

    #[inline(always)]
    pub fn step(&mut self) {
        self.perturb >>= 5;
        self.place = self.place.wrapping_mul(5).wrapping_add(self.perturb as usize).wrapping_add(1);
    }
}

/// Entries that an index of `2^log2` words serves.
pub(super) const fn capacity_of(log2: u8) -> usize {
    (2usize << log2) / 3
}

/// The smallest index that serves `entries`.
pub(super) fn log2_for(entries: usize) -> Option<u8> {
    // capacity = ⌊2^(log2+1) / 3⌋ >= entries.
    let words = entries.checked_mul(3)?.div_ceil(2).max(1 << SMALLEST);
    let mut log2 = words.checked_next_power_of_two()?.trailing_zeros() as u8;
    if capacity_of(log2) < entries {
        log2 += 1;
    }
    (log2 <= 31).then_some(log2)
}

/// The smallest index of at least `words` words.
fn log2_of_size(words: usize) -> Option<u8> {
    let log2 = words.max(1 << SMALLEST).checked_next_power_of_two()?.trailing_zeros() as u8;
    (log2 <= 31).then_some(log2)
}

const fn width_of(log2: u8) -> u8 {
    match log2 {
        0..=7 => 0,
        8..=15 => 1,
        _ => 2,
    }
}

const fn bytes_of(log2: u8, capacity: usize) -> usize {
    size_of::<Table>() + capacity * size_of::<Entry>() + (1usize << log2 << width_of(log2))
}

impl Table {
    /// A table without entries.
    pub fn allocate(t: &ThreadBase, log2: u8) -> Result<NonNull<Table>, OutOfMemory> {
        Self::allocate_with(t, log2, capacity_of(log2))
    }

    /// A table without entries that is to get `count` at once, which an index of `2^log2` words serves, and perhaps no more.
    pub fn allocate_for(t: &ThreadBase, log2: u8, count: usize) -> Result<NonNull<Table>, OutOfMemory> {
        let few = log2 == SMALLEST && count <= FEW;
        Self::allocate_with(t, log2, if few { FEW } else { capacity_of(log2) })
    }

    fn allocate_with(t: &ThreadBase, log2: u8, capacity: usize) -> Result<NonNull<Table>, OutOfMemory> {
        let table = buffer::allocate(t, bytes_of(log2, capacity))?.cast::<Table>();
        // SAFETY: the buffer is ours and large enough for the head and, behind the entries, the index, whose bytes all
        // become -1.
        unsafe {
            table.write(Table {
                log2,
                width: width_of(log2),
                capacity: capacity as u32,
                filled: AtomicU32::new(0),
                version: AtomicU32::new(0),
                added: AtomicU32::new(0),
                first_in_use: AtomicU32::new(0),
            });
            let table = table.as_ref();
            ptr::write_bytes(table.index_start().cast_mut(), 0xff, 1usize << log2 << table.width);
        }
        Ok(table)
    }

    /// Gives up a table whose entries are gone; `how` it was used when it was taken out of its dict.
    ///
    /// # Safety
    /// The table came from `allocate` and no dict has it any more.
    pub unsafe fn retire(table: NonNull<Table>, how: Use) {
        // SAFETY: the caller's.
        unsafe {
            let bytes = table.as_ref().bytes();
            buffer::give_up(table.cast(), bytes, how);
        }
    }

    /// Drops all entries and gives the table up.
    ///
    /// # Safety
    /// As `retire`; the entries own what they hold.
    #[inline(always)]
    pub unsafe fn destroy(table: NonNull<Table>, how: Use) {
        // SAFETY: the caller's.
        unsafe {
            let entries = table.as_ref().entries();
            ptr::drop_in_place(ptr::from_ref(entries).cast_mut());
            Self::retire(table, how);
        }
    }

    /// What is wrong with a table of `used` keys; the auditor asks, at a stop.
    pub fn check(&self, used: usize) -> Option<&'static str> {
        if self.filled() > self.capacity || self.filled() > self.added.load(Ordering::Relaxed) {
            return Some("a dict with more entries than there is room for");
        }
        if (0..=self.mask()).all(|place| self.word(place) != EMPTY) {
            return Some("a dict whose index has no empty place: a search for another key does not end");
        }
        let before = self.entries().iter().take(self.first_in_use.load(Ordering::Relaxed) as usize);
        if before.into_iter().any(|entry| !entry.key.load().is_null()) {
            return Some("a dict with an entry before its first one");
        }
        let mut keys = 0;
        for (number, entry) in self.entries().iter().enumerate() {
            if entry.key.load().is_null() != entry.value.load().is_null() {
                return Some("a dict with half an entry");
            }
            if entry.key.load().is_null() {
                continue;
            }
            keys += 1;
            let mut probe = Probe::new(entry.hash());
            for _ in 0..=self.mask() * 2 + 64 {
                let word = self.word(probe.place(self.mask()));
                if word == number as i32 {
                    break;
                }
                if word == EMPTY {
                    return Some("a dict with a key that its index does not lead to");
                }
                probe.step();
            }
        }
        (keys != used).then_some("a dict whose number of keys is wrong")
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> usize {
        bytes_of(self.log2, self.capacity as usize)
    }

    /// log2 of the number of index words.
    pub fn log2(&self) -> u8 {
        self.log2
    }

    /// Entries in use or removed.
    #[inline(always)]
    pub fn filled(&self) -> u32 {
        self.filled.load(Ordering::Relaxed)
    }

    /// log2 of the index to grow to when there are `used` keys and no room.
    pub fn grown(&self, used: usize) -> Option<u8> {
        if (self.capacity as usize) < capacity_of(self.log2) {
            Some(self.log2)
        } else {
            log2_of_size(used.saturating_mul(3))
        }
    }

    /// Is there room for one more entry?
    #[inline(always)]
    pub fn has_room(&self) -> bool {
        self.added.load(Ordering::Relaxed) < self.capacity
    }

    /// How many more entries there is room for.
    pub fn room(&self) -> usize {
        self.capacity.saturating_sub(self.added.load(Ordering::Relaxed)) as usize
    }

    /// The number of the first entry in use.
    pub fn first_in_use(&self) -> Option<u32> {
        let start = self.first_in_use.load(Ordering::Relaxed) as usize;
        let skipped = self.entries().get(start..)?.iter().position(|entry| !entry.key.load().is_null())?;
        let first = (start + skipped) as u32;
        // The next search need not look at those before it again.
        self.first_in_use.store(first, Ordering::Relaxed);
        Some(first)
    }

    #[inline(always)]
    fn first(&self) -> *const Entry {
        // SAFETY: the entries follow the head.
        unsafe { ptr::from_ref(self).add(1).cast() }
    }

    #[inline(always)]
    fn index_start(&self) -> *const u8 {
        // SAFETY: the index follows the entries.
        unsafe { self.first().add(self.capacity as usize).cast() }
    }

    /// Entry `i`, which is below `filled`.
    #[inline(always)]
    pub fn entry(&self, i: u32) -> &Entry {
        debug_assert!(i < self.filled());
        // SAFETY: filled entries are initialised.
        unsafe { &*self.first().add(i as usize) }
    }

    /// Entry `i`, which has been below `filled` at some time: for readers without the lock.
    #[inline(always)]
    pub fn entry_once_filled(&self, i: u32) -> &Entry {
        // SAFETY: entries stay initialised until the table goes.
        unsafe { &*self.first().add(i as usize) }
    }

    /// Looks a key up by identity, without the lock: `Ok(None)` if it was not there, `Err` if a key of the same hash is another object, or if
    /// an entry is on its way out. The caller checks afterwards that the keys have not changed.
    #[inline(always)]
    #[allow(clippy::result_unit_err)]
    pub fn find_identical(&self, hash: i64, key: Value) -> Result<Option<u32>, ()> {
        let mask = self.mask();
        let mut probe = Probe::new(hash);
        loop {
            let word = self.word(probe.place(mask));
            if word >= 0 {
                let entry = self.entry_once_filled(word as u32);
                let found = entry.key.load_acquire();
                if found.same(key) {
                    return Ok(Some(word as u32));
                }
                if entry.hash() == hash || found.is_null() {
                    return Err(());
                }
            } else if word == EMPTY {
                return Ok(None);
            }
            probe.step();
        }
    }

    /// All entries, removed ones among them.
    #[inline(always)]
    pub fn entries(&self) -> &[Entry] {
        // SAFETY: filled entries are initialised.
        unsafe { std::slice::from_raw_parts(self.first(), self.filled() as usize) }
    }

    #[inline(always)]
    fn mask(&self) -> usize {
        (1 << self.log2) - 1
    }

    /// The index word at a place within the mask.
    #[inline(always)]
    fn word(&self, place: usize) -> i32 {
        let start = self.index_start();
        // SAFETY: the place lies within the index, whose words have this width and are aligned: the entries before it
        // take a multiple of 8 bytes.
        unsafe {
            match self.width {
                0 => i32::from((*start.cast::<AtomicI8>().add(place)).load(Ordering::Acquire)),
                1 => i32::from((*start.cast::<AtomicI16>().add(place)).load(Ordering::Acquire)),
                _ => (*start.cast::<AtomicI32>().add(place)).load(Ordering::Acquire),
            }
        }
    }

    #[inline(always)]
    fn set_word(&self, place: usize, word: i32) {
        let start = self.index_start();
        // SAFETY: as `word`; numbers of entries fit the width by the choice of the width.
        unsafe {
            match self.width {
                0 => (*start.cast::<AtomicI8>().add(place)).store(word as i8, Ordering::Release),
                1 => (*start.cast::<AtomicI16>().add(place)).store(word as i16, Ordering::Release),
                _ => (*start.cast::<AtomicI32>().add(place)).store(word, Ordering::Release),
            }
        }
    }

    /// Looks a key up: `matches` is asked about entries of the same hash whose key is another word.
    #[inline(always)]
    pub fn find(&self, hash: i64, key: Value, mut matches: impl FnMut(&Entry) -> Match) -> Found {
        let mask = self.mask();
        let mut probe = Probe::new(hash);
        loop {
            let word = self.word(probe.place(mask));
            if word >= 0 {
                let entry = self.entry(word as u32);
                if entry.key.load().same(key) {
                    return Found::At(word as u32);
                }
                if entry.hash() == hash {
                    match matches(entry) {
                        Match::Yes => return Found::At(word as u32),
                        Match::Unsure => return Found::Unsure,
                        Match::No => {}
                    }
                }
            } else if word == EMPTY {
                return Found::Absent;
            }
            probe.step();
        }
    }

    /// The entry at the probe's place: `None` at the end of the sequence, `Some(None)` where one was removed.
    pub fn look(&self, probe: Probe) -> Option<Option<u32>> {
        match self.word(probe.place(self.mask())) {
            EMPTY => None,
            word => Some(u32::try_from(word).ok()),
        }
    }

    /// Adds an entry whose key is not in the table; there is room.
    #[inline(always)]
    pub fn append(&self, hash: i64, key: Slot, value: Slot) {
        debug_assert!(self.has_room());
        let number = self.filled();
        let mask = self.mask();
        let mut probe = Probe::new(hash);
        while self.word(probe.place(mask)) >= 0 {
            probe.step();
        }
        // By atomic stores: the place may have been in use before, and readers without the lock may be looking at it.
        let entry = self.entry_once_filled(number);
        entry.hash.store(hash, Ordering::Relaxed);
        entry.value.store_raw(value.into_word());
        entry.key.store_raw(key.into_word());
        self.filled.store(number + 1, Ordering::Release);
        self.added.store(self.added.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        self.set_word(probe.place(mask), number as i32);
    }

    /// Takes entry `number` out; the slots are handed to the caller.
    pub fn remove(&self, number: u32) -> (Slot, Slot) {
        let entry = self.entry(number);
        let mask = self.mask();
        let mut probe = Probe::new(entry.hash());
        while self.word(probe.place(mask)) != number as i32 {
            debug_assert!(self.word(probe.place(mask)) != EMPTY, "every entry is reachable from its hash");
            probe.step();
        }
        self.set_word(probe.place(mask), REMOVED);
        (Slot::from(entry.key.take_held()), Slot::from(entry.value.take_held()))
    }

    /// Forgets the entries from `number` on, which are all removed.
    pub fn truncate(&self, number: u32) {
        self.filled.store(number, Ordering::Release);
    }

    /// Moves all entries to an empty table with room for them, in order. This table then owns none.
    pub fn move_to(&self, new: &Table) {
        // SAFETY: this table forgets them below.
        self.entries().iter().for_each(|entry| unsafe { entry.move_to(new) });
        self.filled.store(0, Ordering::Relaxed);
    }

    /// As `move_to`, with entry `first` before all others.
    pub fn move_to_behind(&self, first: u32, new: &Table) {
        let (before, rest) = self.entries().split_at(first as usize);
        let in_order = rest[..1].iter().chain(before).chain(&rest[1..]);
        // SAFETY: as in `move_to`.
        in_order.for_each(|entry| unsafe { entry.move_to(new) });
        self.filled.store(0, Ordering::Relaxed);
    }

    /// Makes an empty table with an index of the same size, and with room for this one's entries, of which none is removed, equal to this one.
    pub fn copy_to(&self, new: &Table) {
        debug_assert!(new.log2 == self.log2 && new.filled() == 0 && new.capacity >= self.filled());
        for (i, entry) in self.entries().iter().enumerate() {
            let copy = Entry {
                hash: AtomicI64::new(entry.hash()),
                key: Slot::from(entry.key.get_held()),
                value: Slot::from(entry.value.get_held()),
            };
            // SAFETY: there is room for as many entries as this table has.
            unsafe { new.first().add(i).cast_mut().write(copy) };
        }
        // SAFETY: both indexes have the same size.
        unsafe {
            ptr::copy_nonoverlapping(
                self.index_start(),
                new.index_start().cast_mut(),
                1usize << self.log2 << self.width,
            );
        }
        new.filled.store(self.filled(), Ordering::Release);
        // The places of entries that were taken out at the end are copied too.
        new.added.store(self.added.load(Ordering::Relaxed), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!(capacity_of(3), 5);
        assert_eq!(bytes_of(3, 5), 152);
        assert_eq!(bytes_of(SMALLEST, FEW), 128);
        for n in [0, 1, 5, 6, 10, 11, 21, 22, 85, 86, 1000, 1 << 20] {
            let log2 = log2_for(n).expect("fits");
            assert!(capacity_of(log2) >= n);
            assert!(log2 == SMALLEST || capacity_of(log2 - 1) < n);
        }
        assert!(log2_for(usize::MAX).is_none() && log2_of_size(usize::MAX).is_none());
        assert!(capacity_of(7) <= 127 && capacity_of(15) <= 32767);
    }

    #[test]
    fn probes_visit_every_place() {
        for hash in [0i64, -1, 12345, i64::MIN, 1 << 40] {
            let mut seen = [false; 64];
            let mut probe = Probe::new(hash);
            for _ in 0..64 + 13 {
                seen[probe.place(63)] = true;
                probe.step();
            }
            // After thirteen steps the perturbation is used up and the sequence is a full cycle.
            for _ in 0..64 {
                seen[probe.place(63)] = true;
                probe.step();
            }
            assert!(seen.iter().all(|s| *s));
        }
    }
}
