//! What a Python lock is made of: taken or free, by nobody in particular; any thread may let go of it.
//!
//! **Idea.** One word tells whether it is taken and whether a thread sleeps that nobody has woken yet. Taking and letting go are one atomic
//! operation each as long as the second bit is clear. Who lets go while somebody sleeps wakes one, and does not leave the baton to it: on the
//! way from sleep the baton may be taken and let go a thousand times. A thread that has been passed over for a millisecond says that it is
//! due. As long as somebody is, who lets go hands the baton to the first in the line, so that it comes to all.
//!
//! ```text
//!  0 free · 1 taken · 3 taken, somebody sleeps · 2 free, more sleep than have been woken
//! ```
//!
//! **Invariants.** Under the mutex: if more threads sleep than have been woken, the word says so. Only who holds the mutex changes that bit,
//! and sets it only where the baton is taken, in one step, so that whoever lets go sees it. From a free word there is no way but taking.
//! `handed` counts takings that threads in the line have been granted and do not know of yet.
//!
//! A thread that waits has left the Vm: nothing here may touch objects.

use std::time::Instant;

use crate::memory::sync::{AtomicU32, Condvar, Mutex, MutexGuard, Ordering, micros};

const TAKEN: u32 = 1;
const SLEEPS: u32 = 2;

/// See the module's documentation.
///
/// `FAIR_AFTER`: microseconds after which a thread that waits is due. `TELLS`: whether who goes to sleep says so in the word. Other values
/// than the defaults are for tests.
#[derive(Debug, Default)]
pub struct Baton<const FAIR_AFTER: u64 = 1000, const TELLS: bool = true> {
    word: AtomicU32,
    line: Mutex<Line>,
    passed: Condvar,
}

#[derive(Debug, Default)]
struct Line {
    /// Threads that sleep, those among them that were woken and do not run yet included.
    asleep: u32,
    /// How many of them were woken.
    woken: u32,
    /// How many have waited for long.
    due: u32,
    /// See the invariants.
    handed: u32,
    /// Forks that the process had behind it when the line was last looked at.
    forks: u32,
}

/// Forks by which this process came to be. Not modelled: it changes where there is one thread.
static FORKS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

/// In the child of a fork: nobody sleeps in any line. A baton that was taken stays so.
pub fn after_fork() {
    FORKS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
}

impl Line {
    /// The bit of the word.
    fn bit(&self) -> u32 {
        if self.asleep > self.woken { SLEEPS } else { 0 }
    }
}

impl<const FAIR_AFTER: u64, const TELLS: bool> Baton<FAIR_AFTER, TELLS> {
    /// Whether somebody has it.
    pub fn is_taken(&self) -> bool {
        self.word.load(Ordering::Relaxed) & TAKEN != 0
    }

    /// Takes it if it is free.
    #[inline]
    pub fn try_take(&self) -> bool {
        let word = self.word.load(Ordering::Relaxed);
        // Acquire: pairs with the release of who had it. It fails only if somebody else took it meanwhile.
        word & TAKEN == 0
            && self.word.compare_exchange(word, word | TAKEN, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Lets go; false when nobody has it.
    #[inline]
    pub fn give(&self) -> bool {
        // Release: pairs with the acquire of who takes it next.
        match self.word.compare_exchange(TAKEN, 0, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => true,
            Err(word) => word & TAKEN != 0 && self.give_slow(),
        }
    }

    /// The line; in the child of a fork without those who are not here.
    fn line(&self) -> MutexGuard<'_, Line> {
        let mut line = self.line.lock();
        let forks = FORKS.load(std::sync::atomic::Ordering::Relaxed);
        if line.forks != forks {
            *line = Line { forks, ..Line::default() };
        }
        line
    }

    #[cold]
    #[inline(never)]
    fn give_slow(&self) -> bool {
        let mut line = self.line();
        let word = self.word.load(Ordering::Relaxed);
        if word & TAKEN == 0 {
            return false;
        }
        let wakes = line.asleep > line.woken;
        line.woken += u32::from(wakes);
        let hands = wakes && line.due > 0;
        let after = line.bit() | if hands { TAKEN } else { 0 };
        // Release: as above. Only another thread that lets go of the same taking comes between.
        if self.word.compare_exchange(word, after, Ordering::Release, Ordering::Relaxed).is_err() {
            line.woken -= u32::from(wakes);
            return false;
        }
        line.handed += u32::from(hands);
        if wakes {
            self.passed.notify_one();
        }
        true
    }

    /// Waits until `limit` for the baton; whether the calling thread has it. `since`, in [`micros`], is when it began to wait.
    pub fn take_until(&self, limit: Option<Instant>, since: u64) -> bool {
        let mut line = self.line();
        loop {
            if self.try_take() {
                return true;
            }
            // Relaxed: the mutex orders this with who reads it and then looks at the line.
            if TELLS
                && let Err(word) =
                    self.word.compare_exchange(TAKEN, TAKEN | SLEEPS, Ordering::Relaxed, Ordering::Relaxed)
                && word & TAKEN == 0
            {
                continue;
            }
            let due = u32::from(micros().saturating_sub(since) >= FAIR_AFTER);
            line.due += due;
            line.asleep += 1;
            let timed_out = match limit {
                None => {
                    self.passed.wait(&mut line);
                    false
                }
                Some(limit) => {
                    let left = limit.saturating_duration_since(Instant::now());
                    self.passed.wait_for(&mut line, left)
                }
            };
            // Who runs out of time may take the place of one that was woken, who then sleeps again, or is woken once more.
            line.asleep -= 1;
            line.due -= due;
            line.woken = line.woken.saturating_sub(1);
            if line.handed > 0 {
                line.handed -= 1;
                // Acquire: what was done before it was handed over is ordered by the mutex.
                return true;
            }
            if timed_out {
                return self.try_take();
            }
        }
    }

    /// Makes it free whoever has it, in the child of a fork.
    pub fn reset(&self) {
        let mut line = self.line();
        *line = Line { forks: line.forks, ..Line::default() };
        self.word.store(0, Ordering::Relaxed);
    }
}
