//! Emptying every inline cache, for the rare changes that no version guards: a class attribute that instances have too.

use crate::memory::Object;
use crate::object::code::Code;
use crate::object::kind;
use crate::runtime::Thread;

/// Zeroes the caches of all code objects of the Vm.
#[cold]
pub fn flush(t: &Thread) {
    t.heap().for_each_object(|object| {
        // SAFETY: the heap lists live objects; the kind says what the payload is.
        unsafe {
            if (*object).kind() == kind::CODE {
                Object::<Code>::body_of(object).flush_caches();
            }
        }
    });
}
