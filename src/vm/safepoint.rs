//! Serving the bits of the safepoint word.

use std::sync::atomic::Ordering;

use crate::memory::{destroy, reclaim};
use crate::runtime::{PyResult, Thread};
use crate::thread::gate::Gate as _;
use crate::thread::safepoint as bits;

/// Does whatever the bits ask for. Registers are saved; nothing is locked.
#[cold]
pub fn serve(t: &Thread) -> PyResult<()> {
    // Acquire pairs with the release of whoever set a bit.
    let word = t.base.poll.load(Ordering::Acquire);
    if word & bits::STOP != 0 {
        t.pause();
    }
    if word & bits::EPOCH != 0 {
        t.base.poll.fetch_and(!bits::EPOCH, Ordering::AcqRel);
        reclaim::pass(&t.base);
    }
    if word & (bits::DROP_REQUEST | bits::STRESS) != 0 {
        if word & bits::DROP_REQUEST != 0 {
            t.switch();
        } else {
            stress_switch(t);
        }
        if t.vm().finishing.load(Ordering::Acquire) && !t.is_main() {
            t.park_for_good();
        }
    }
    if word & bits::MERGE != 0 {
        t.base.poll.fetch_and(!bits::MERGE, Ordering::AcqRel);
        t.shared.queues.drain(t.id, |queued| {
            // SAFETY: the entry owns a reference and this thread owns the object (I2, I4).
            unsafe { destroy::merge_queued(&t.base, queued.0) }
        });
    }
    t.serve_pending();
    if word & bits::COLLECT != 0 {
        t.base.poll.fetch_and(!bits::COLLECT, Ordering::AcqRel);
        crate::memory::collect::on_request(t);
    }
    if word & bits::SIGNAL != 0 {
        t.base.poll.fetch_and(!bits::SIGNAL, Ordering::AcqRel);
        crate::stdlib::signal::deliver(t)?;
    }
    if word & bits::ASYNC_EXC != 0 {
        t.base.poll.fetch_and(!bits::ASYNC_EXC, Ordering::AcqRel);
        if let Some(exception) = t.take_async_exception() {
            return Err(exception);
        }
    }
    Ok(())
}

/// `--stress-switch=N`: every Nth safepoint gives way. With a lock that is a forced switch to whoever waits; without one the system's
/// scheduler is asked.
#[inline(never)]
fn stress_switch(t: &Thread) {
    let left = t.until_switch.get();
    if left > 1 {
        return t.until_switch.set(left - 1);
    }
    t.until_switch.set(t.vm().options.stress_switch.unwrap_or(1));
    t.switch();
    if !t.vm().gate.is_enabled() {
        std::thread::yield_now();
    }
}
