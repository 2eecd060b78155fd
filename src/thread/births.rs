//! Whether a thread's new containers are its own to begin with.
//!
//! A container that only its owner uses needs no lock ([`super::private`]), but the first other thread to use it pays for a barrier on all
//! processors. Where most of what a thread makes goes to others, as in a producer of jobs, that is far more than the locks would cost.
//! So a thread whose containers are taken one after the other makes shared ones for a while, and then looks whether that is still so.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::config;
use crate::memory::header::{SHARED, SHARING};

/// Containers taken between two looks from which on new ones are born shared.
const MANY: u32 = 16;
/// Looks after which a thread tries again, at first and at most.
const REST: std::ops::Range<u32> = 32..4096;

/// See the module's documentation.
#[derive(Default)]
pub struct Births {
    /// Header flags of new containers.
    flags: Cell<u8>,
    /// Containers of this thread that others have taken since the last look.
    taken: AtomicU32,
    /// Looks until containers are born private again.
    left: Cell<u32>,
    /// How many the last such time took.
    rest: Cell<u32>,
}

impl Births {
    /// Header flags of a new container.
    #[inline(always)]
    pub fn flags(&self) -> u8 {
        if config::PRIVATE { self.flags.get() } else { 0 }
    }

    /// Another thread has begun to use a container of this one.
    pub fn note_taken(&self) {
        // Relaxed: a number to go by, no more.
        self.taken.fetch_add(1, Ordering::Relaxed);
    }

    /// Decides anew; by the thread itself, once for every slab or so.
    pub fn look(&self) {
        if !config::PRIVATE {
            return;
        }
        let taken = self.taken.swap(0, Ordering::Relaxed);
        if self.left.get() > 0 {
            self.left.set(self.left.get() - 1);
            if self.left.get() == 0 {
                self.flags.set(0);
            }
        } else if taken >= MANY {
            let rest = (self.rest.get() * 2).clamp(REST.start, REST.end);
            self.flags.set(SHARED | SHARING);
            self.left.set(rest);
            self.rest.set(rest);
        } else {
            self.rest.set(0);
        }
    }
}
