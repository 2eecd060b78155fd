//! Stack, locals, cells, jumps.

use super::word::*;
use crate::config::NOGIL;
use crate::memory::{Object, Value};
use crate::object::kind;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::thread::private;
use crate::vm::frame::{Flow, Regs, distance};

macro_rules! handler {
    ($(#[$meta:meta])* $name:ident($r:ident, $arg:ident) $body:block) => {
        $(#[$meta])*
        /// # Safety
        /// The registers are those of a running frame, and `arg` is the instruction's operand.
        #[inline(always)]
        #[allow(unused_unsafe)]
        pub unsafe fn $name($r: $crate::vm::frame::Regs, $arg: u32) -> $crate::vm::frame::Flow {
            // SAFETY: operands, locals and constants exist as the compiler laid them out; words on the stack and in `k` are live.
            unsafe { $body }
        }
    };
}
pub(super) use handler;

/// Pushes a word.
///
/// # Safety
/// The frame has room; the word owns what it says.
#[inline(always)]
pub unsafe fn push(mut r: Regs, v: Value) -> Regs {
    // SAFETY: the caller's.
    unsafe {
        r.sp.write(v);
        r.sp = r.sp.add(1);
    }
    r
}

/// A new stack reference to local `i`.
///
/// # Safety
/// The local is bound.
#[inline(always)]
pub unsafe fn load(r: Regs, i: u32) -> Value {
    // SAFETY: the caller's.
    unsafe { dup(*r.fp.add(i as usize), r.t().base.id) }
}

/// A new stack reference to constant `i`.
///
/// # Safety
/// `i` is the index of a constant.
#[inline(always)]
pub unsafe fn load_k(r: Regs, i: u32) -> Value {
    // SAFETY: the code keeps its constants; with `deferred` their words are marked.
    unsafe { dup(Value::from_bits(*r.k.add(i as usize)), r.t().base.id) }
}

handler! { NOP(r, _arg) { Flow::Next(r) } }
handler! { END_FOR(r, _arg) { Flow::Next(r) } }
handler! { POP(r, _arg) {
    let mut r = r;
    r.sp = r.sp.sub(1);
    let v = *r.sp;
    next_dropping(r, v)
} }
handler! { COPY(r, arg) {
    let v = *r.sp.sub(arg as usize);
    Flow::Next(push(r, dup(v, r.t().base.id)))
} }
handler! { SWAP(r, arg) {
    std::ptr::swap(r.sp.sub(1), r.sp.sub(arg as usize));
    Flow::Next(r)
} }
handler! { PUSH_NULL(r, _arg) { Flow::Next(push(r, Value::NULL)) } }
handler! { LOAD_CONST(r, arg) { Flow::Next(push(r, load_k(r, arg))) } }
handler! { LOAD_FAST(r, arg) { Flow::Next(push(r, load(r, arg))) } }
handler! { LOAD_FAST_BORROW(r, arg) {
    if crate::config::DEFERRED {
        Flow::Next(push(r, (*r.fp.add(arg as usize)).marked()))
    } else {
        Flow::Next(push(r, load(r, arg)))
    }
} }
handler! { CLEAR_FAST(r, arg) {
    let old = r.fp.add(arg as usize).replace(Value::NULL);
    next_dropping(r, old)
} }
handler! { LOAD_FAST_BORROW_LOAD_FAST_BORROW(r, arg) {
    if crate::config::DEFERRED {
        let r = push(r, (*r.fp.add((arg & 0xff) as usize)).marked());
        Flow::Next(push(r, (*r.fp.add((arg >> 8 & 0xff) as usize)).marked()))
    } else {
        LOAD_FAST_LOAD_FAST(r, arg)
    }
} }
handler! { LOAD_FAST_BORROW_LOAD_CONST(r, arg) {
    if crate::config::DEFERRED {
        let r = push(r, (*r.fp.add((arg & 0xff) as usize)).marked());
        Flow::Next(push(r, load_k(r, arg >> 8)))
    } else {
        LOAD_FAST_LOAD_CONST(r, arg)
    }
} }
handler! { STORE_FAST(r, arg) {
    let mut r = r;
    r.sp = r.sp.sub(1);
    let old = r.fp.add(arg as usize).replace(*r.sp);
    next_dropping(r, old)
} }
handler! { LOAD_FAST_LOAD_FAST(r, arg) {
    let r = push(r, load(r, arg & 0xff));
    Flow::Next(push(r, load(r, arg >> 8 & 0xff)))
} }
handler! { LOAD_FAST_LOAD_CONST(r, arg) {
    let r = push(r, load(r, arg & 0xff));
    Flow::Next(push(r, load_k(r, arg >> 8)))
} }
handler! { STORE_FAST_LOAD_FAST(r, arg) {
    let mut r = r;
    r.sp = r.sp.sub(1);
    let old = r.fp.add((arg & 0xff) as usize).replace(*r.sp);
    let r = push(r, load(r, arg >> 8 & 0xff));
    next_dropping(r, old)
} }
handler! { STORE_FAST_STORE_FAST(r, arg) {
    let mut r = r;
    r.sp = r.sp.sub(2);
    let first = r.fp.add((arg & 0xff) as usize).replace(*r.sp.add(1));
    let second = r.fp.add((arg >> 8 & 0xff) as usize).replace(*r.sp);
    next_dropping_two(r, first, second)
} }

// --- cells
handler! { LOAD_CLOSURE(r, arg) { Flow::Next(push(r, load(r, arg))) } }
handler! { LOAD_DEREF(r, arg) {
    let cell = (*r.fp.add(arg as usize)).address();
    let place = crate::memory::Object::<crate::object::cell::Cell>::body_of(cell).place();
    let v = if crate::config::PRIVATE || !NOGIL {
        read(r.t(), place, Always)
    } else {
        read_in(r.t(), cell, || Some((place, Always)))
    };
    match v {
        Some(v) => Flow::Next(push(r, v)),
        None => Flow::Slow,
    }
} }
handler! { STORE_DEREF(r, arg) {
    let cell = (*r.fp.add(arg as usize)).address();
    let Some(how) = private::try_enter_outermost(&r.t().base, &*cell) else { return Flow::Slow };
    let place = crate::memory::Object::<crate::object::cell::Cell>::body_of(cell).place();
    let mut r = r;
    r.sp = r.sp.sub(1);
    let old = place.load();
    place.store_raw(settle_in_heap(*r.sp, r.t().base.id));
    private::leave(&*cell, how);
    next_dropping(r, old)
} }
handler! { COPY_FREE_VARS(r, arg) {
    let callee = *r.fp.sub(crate::vm::frame::FRAME_WORDS);
    if callee.kind() != kind::FUNCTION {
        return Flow::Slow;
    }
    let function = crate::memory::Object::<crate::object::function::Function>::body_of(callee.address());
    let closure = function.closure.load();
    if closure.is_null() || closure.kind() != kind::TUPLE {
        return Flow::Slow;
    }
    let me = r.t().base.id;
    for (i, cell) in Object::<Tuple>::body_of(closure.address()).items().iter().enumerate() {
        let cell = cell.value();
        // The function, which the frame keeps, keeps its cells.
        let word = if crate::config::DEFERRED { cell.marked() } else { dup(cell, me) };
        r.fp.add(arg as usize + i).write(word);
    }
    Flow::Next(r)
} }

// --- jumps
handler! { JUMP(r, arg) {
    let mut r = r;
    r.ip = r.ip.offset(distance(arg) as isize);
    Flow::Next(r)
} }
handler! { JUMP_BACK(r, arg) {
    // Relaxed: the bits are hints; serving them synchronises.
    if r.t().base.poll.load(std::sync::atomic::Ordering::Relaxed) != 0 {
        return Flow::Slow;
    }
    let mut r = r;
    r.ip = r.ip.offset(distance(arg) as isize);
    Flow::Next(r)
} }

macro_rules! conditional {
    ($name:ident, $when:literal) => {
        handler! { $name(r, arg) {
            let v = *r.sp.sub(1);
            let Some(truth) = quick_truth(r, v) else { return Flow::Slow };
            let mut r = r;
            r.sp = r.sp.sub(1);
            if truth == $when {
                r.ip = r.ip.offset(distance(arg) as isize);
            }
            next_dropping(r, v)
        } }
    };
}
conditional!(POP_JUMP_IF_FALSE, false);
conditional!(POP_JUMP_IF_TRUE, true);

macro_rules! short_circuit {
    ($name:ident, $when:literal) => {
        handler! { $name(r, arg) {
            let v = *r.sp.sub(1);
            let Some(truth) = quick_truth(r, v) else { return Flow::Slow };
            let mut r = r;
            if truth == $when {
                r.ip = r.ip.offset(distance(arg) as isize);
                return Flow::Next(r);
            }
            r.sp = r.sp.sub(1);
            next_dropping(r, v)
        } }
    };
}
short_circuit!(JUMP_IF_FALSE_OR_POP, false);
short_circuit!(JUMP_IF_TRUE_OR_POP, true);

macro_rules! none_test {
    ($name:ident, $when:literal) => {
        handler! { $name(r, arg) {
            let mut r = r;
            r.sp = r.sp.sub(1);
            let v = *r.sp;
            if v.is_none(r.t()) == $when {
                r.ip = r.ip.offset(distance(arg) as isize);
            }
            next_dropping(r, v)
        } }
    };
}
none_test!(POP_JUMP_IF_NONE, true);
none_test!(POP_JUMP_IF_NOT_NONE, false);

handler! { POP_JUMP_IF_FALSE_F(r, arg) {
    let v = *r.fp.add((arg & 0xff) as usize);
    let Some(truth) = quick_truth(r, v) else { return Flow::Slow };
    let mut r = r;
    if !truth {
        r.ip = r.ip.offset((arg << 8) as i32 as isize >> 16);
    }
    Flow::Next(r)
} }

handler! { UNARY_NOT(r, _arg) {
    let v = *r.sp.sub(1);
    let Some(truth) = quick_truth(r, v) else { return Flow::Slow };
    let t = r.t();
    *r.sp.sub(1) = dup(Value::bool(t, !truth), t.base.id);
    next_dropping(r, v)
} }
handler! { IS(r, arg) {
    let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
    let t = r.t();
    let same = a.same(b) != (arg == 1);
    let mut r = r;
    r.sp = r.sp.sub(1);
    *r.sp.sub(1) = dup(Value::bool(t, same), t.base.id);
    next_dropping_two(r, a, b)
} }

// --- building
handler! { LIST_APPEND(r, arg) {
    let list = *r.sp.sub(1 + arg as usize);
    if list.kind() != kind::LIST {
        return Flow::Slow;
    }
    let header = &*list.address();
    // A comprehension's list is the stack's alone.
    let t = &r.t().base;
    let how = if private::is_sole(t, header) { Some(private::Use::Alone) } else { private::try_enter_outermost(t, header) };
    let Some(how) = how else { return Flow::Slow };
    let list = crate::memory::Object::<crate::object::list::List>::body_of(list.address());
    let has_room = list.len() < list.capacity_held();
    if has_room {
        list.push_within_capacity(settle_in_heap(*r.sp.sub(1), r.t().base.id));
    }
    private::leave(header, how);
    if !has_room {
        return Flow::Slow;
    }
    let mut r = r;
    r.sp = r.sp.sub(1);
    Flow::Next(r)
} }
handler! { UNPACK_SEQUENCE(r, arg) {
    let v = *r.sp.sub(1);
    let (items, how) = match v.kind() {
        kind::TUPLE => (Object::<Tuple>::body_of(v.address()).items(), private::Use::Alone),
        kind::LIST => {
            let Some(how) = private::try_enter_outermost(&r.t().base, &*v.address()) else { return Flow::Slow };
            (Object::<List>::body_of(v.address()).as_slice(), how)
        }
        _ => return Flow::Slow,
    };
    let fits = items.len() == arg as usize;
    let mut r = r;
    if fits {
        r.sp = r.sp.sub(1);
        let me = r.t().base.id;
        for item in items.iter().rev() {
            r = push(r, dup_from_heap(item.value(), me));
        }
    }
    private::leave(&*v.address(), how);
    if fits { next_dropping(r, v) } else { Flow::Slow }
} }
