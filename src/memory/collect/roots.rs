//! Where references come from that no object holds: interpreter stacks and the Vm's own.
//!
//! Counted references outside of the heap need no visit: what they refer to has more references than the heap explains.
//! Uncounted ones, marked words on the interpreter stacks, do. The stacks are searched word by word: the saved registers
//! between frames never look like the start of a block in a slab, so that this finds exactly the operands and locals.

use super::space::Space;
use super::trace::{Marker, Marks};
use crate::memory::header::Header;
use crate::memory::word::Value;
use crate::runtime::Thread;

/// Calls `visit` with every word on a thread's interpreter stack that points to an object.
pub fn for_each_stack_word(space: &Space, thread: &Thread, mut visit: impl FnMut(Value, *mut Header)) {
    let mut place = thread.stack_base();
    let top = thread.sp.get();
    while place < top {
        // SAFETY: the words between the stack's base and `sp` have been written.
        let value = unsafe { *place };
        if value.is_pointer()
            && let Some(object) = space.object_at(value.address() as usize)
        {
            visit(value, object);
        }
        // SAFETY: stays within the stack.
        place = unsafe { place.add(1) };
    }
}

/// Calls `visit` with what the stacks of all threads refer to.
pub fn for_each_on_stacks(t: &Thread, space: &Space, mut visit: impl FnMut(*mut Header)) {
    t.vm().threads.for_each(|_, thread| for_each_stack_word(space, thread, |_, object| visit(object)));
}

/// Marks what the stacks of all threads refer to.
pub fn mark_stacks(t: &Thread, marks: &mut Marks<'_>, marker: &mut Marker<'_>) {
    for_each_on_stacks(t, marks.space(), |object| marker.mark(marks, object));
}

/// Marks what the Vm itself holds: modules, namespaces, builtin types. An incomplete list costs time, not correctness.
pub fn mark_vm(t: &Thread, marks: &mut Marks<'_>, marker: &mut Marker<'_>) {
    t.vm().trace(&mut |value| {
        if value.is_pointer() {
            marker.mark(marks, value.address());
        }
    });
}
