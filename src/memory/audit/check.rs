//! What must hold of slabs, headers, payloads and the table of weak references, whatever the counts are.

use super::Mismatch;
use crate::memory::collect::{self, trace};
use crate::memory::header::{self, Header, Kind};
use crate::memory::refcount::{OwnerId, RefCount, State};
use crate::memory::slab::Slab;
use crate::object::kind;
use crate::runtime::Thread;

/// Free list and numbers of a slab.
pub fn slab(slab: &Slab, found: &mut Vec<Mismatch>) {
    let mut problem = None;
    let mut free = 0u32;
    let mut block = slab.free.get();
    while !block.is_null() && problem.is_none() {
        let object: *const Header = block.cast();
        // SAFETY: the address is compared before the block is read.
        unsafe {
            if Slab::of(object) != std::ptr::from_ref(slab)
                || slab.index_of(object) >= slab.carved.get()
                || slab.block(slab.index_of(object)).cast_const() != object
            {
                problem = Some("its free list leads out of it");
            } else if (*object).kind() != Kind::FREE {
                problem = Some("a block in use is on its free list");
            } else if free > slab.carved.get() {
                problem = Some("its free list has a loop");
            } else {
                free += 1;
                block = (*block).next.get();
            }
        }
    }
    let remote = !slab.remote.is_empty();
    if problem.is_none() && !remote {
        let mut used = 0;
        slab.for_each_object(|_| used += 1);
        if slab.used.get() + free != slab.carved.get() {
            problem = Some("used and free blocks do not add up");
        } else if slab.used.get() != used {
            problem = Some("a free block is on no free list");
        }
    }
    if let Some(problem) = problem {
        found.push(Mismatch {
            address: std::ptr::from_ref(slab) as usize,
            class: "slab".to_owned(),
            text: format!("of {}-byte blocks", slab.block_size),
            count: i64::from(slab.used.get()),
            explained: i64::from(free),
            holders: Vec::new(),
            problem: Some(problem),
        });
    }
}

/// Header states (I1 to I5) of a block in use.
pub fn header(t: &Thread, header: &Header) -> Option<&'static str> {
    if t.heap().ops(header.kind()).name == "free" {
        return Some("no such kind");
    }
    // SAFETY: objects lie in slabs.
    if unsafe { &*Slab::of(header) }.is_traced() != trace::has_references(t.heap(), header.kind()) {
        return Some("it lies among objects that are traced and is an atom, or the other way round");
    }
    if collect::is_candidate(header) && !t.vm().collector.is_running() {
        return Some("a collection has left it a candidate");
    }
    let ty = header.type_pointer();
    if ty.is_null() {
        return Some("no type");
    }
    // SAFETY: the type word of an object in use points into a slab.
    let ty = unsafe { &*ty };
    if ty.kind().layout() != kind::TYPE {
        return Some("its type is no type");
    }
    if !ty.is_immortal() && ty.count.count() <= 0 {
        return Some("its type is dead");
    }
    let count = &header.count;
    if count.parts().state == State::Merged && count.owner() != OwnerId::NONE {
        return Some("merged, and yet it has an owner (I3)");
    }
    if header.has(header::FINALIZED) && !header.has(header::HAS_FINALIZER) {
        return Some("finalised without a finaliser");
    }
    None
}

/// The table of weak references: each leads to a live object that bears the flag, and back.
pub fn weak_references(t: &Thread, found: &mut Vec<Mismatch>) {
    for (address, problem) in t.vm().weakrefs.check() {
        found.push(Mismatch {
            address,
            class: "weak reference".to_owned(),
            text: String::new(),
            count: 0,
            explained: 0,
            holders: Vec::new(),
            problem: Some(problem),
        });
    }
}
