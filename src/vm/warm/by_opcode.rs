//! Warm handlers of single instructions: operands stay where they lie while the operation runs, its result replaces them, then
//! they are dropped. They are not inlined: what they keep in memory would keep their callers from ending in a jump.

#![allow(non_snake_case)]

use super::{raise, slow as run_slow};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref, Value};
use crate::object::dict::Dict;
use crate::object::dunder;
use crate::object::kind;
use crate::object::list::List;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Thread};
use crate::thread::private;
use crate::vm::call;
use crate::vm::drive;
use crate::vm::fast::word::{drop_fast, dup};
use crate::vm::frame::{Frame, Regs, distance};
use crate::vm::generator;
use crate::vm::slow;

#[allow(dead_code)] // those below stand in front
mod none {
    use super::*;

    macro_rules! none {
        ($($name:ident)*) => { $(
            /// By the slow handler.
            #[inline(always)]
            pub fn $name(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, _arg: u64) -> bool {
                // SAFETY: `ip` lies behind an instruction.
                unsafe { run_slow(Regs { ip, sp, fp, k, th }) }
            }
        )* };
    }
    for_each_opcode!(none);
}
pub use none::*;

/// Gives up what a word owns.
///
/// # Safety
/// It owns what it says and is not used again; the saved top of the stack covers what is in use.
#[inline(always)]
unsafe fn drop_word(r: Regs, word: Value) {
    // SAFETY: the caller's.
    unsafe {
        if !drop_fast(r, word) {
            drive::finish_drop(r.t(), word.address());
        }
    }
}

/// Puts a result in the place of the top `N` operands, which are dropped, lowest first.
///
/// # Safety
/// They are operands of the running frame.
#[inline(always)]
unsafe fn replace<const N: usize>(r: Regs, result: Ref) -> Regs {
    // SAFETY: the caller's. Destructors run above the saved top.
    unsafe {
        let base = r.sp.sub(N);
        let mut old = [Value::NULL; N];
        for (i, place) in old.iter_mut().enumerate() {
            *place = *base.add(i);
        }
        base.write(result.release());
        let r = Regs { sp: base.add(1), ..r };
        r.t().sp.set(r.sp);
        for word in old {
            drop_word(r, word);
        }
        r
    }
}

/// As `replace`, without a result.
///
/// # Safety
/// As `replace`.
#[inline(always)]
unsafe fn remove<const N: usize>(r: Regs) -> Regs {
    // SAFETY: as above.
    unsafe {
        let base = r.sp.sub(N);
        let mut old = [Value::NULL; N];
        for (i, place) in old.iter_mut().enumerate() {
            *place = *base.add(i);
        }
        let r = Regs { sp: base, ..r };
        r.t().sp.set(r.sp);
        for word in old {
            drop_word(r, word);
        }
        r
    }
}

/// The word of local `i`, borrowed; null when it is unbound.
#[inline(always)]
unsafe fn local(r: Regs, i: u64) -> Value {
    // SAFETY: the index is the compiler's.
    unsafe { *r.fp.add(i as usize & 0xff) }
}

/// Constant `i`.
#[inline(always)]
unsafe fn konst(r: Regs, i: u64) -> Value {
    // SAFETY: the index is the compiler's.
    unsafe { Value::from_bits(*r.k.add(i as usize)) }
}

/// A live word as a reference that owns nothing.
macro_rules! peek {
    ($word:expr) => {
        Ref::peek(&$word)
    };
}

/// What `f` makes of the value of a key of an exact dict, as far as no Python code and no waiting is needed to find it: borrowed, while
/// nobody else can use the dict.
///
/// # Safety
/// A live value.
#[inline(always)]
unsafe fn quick_entry<R>(t: &Thread, o: Value, key: &Ref, f: impl FnOnce(Option<Value>) -> R) -> Option<R> {
    // SAFETY: the caller's.
    unsafe {
        if !o.is_pointer() || (*o.address()).kind() != kind::DICT {
            return None;
        }
        let header = &*o.address();
        let how = private::try_enter_outermost(&t.base, header)?;
        let found = Object::<Dict>::body_of(o.address()).get_fast(t, key).map(f);
        private::leave(header, how);
        found
    }
}

/// The most items that are searched in one go while others may have to wait.
const SHORT: usize = 1024;

/// Is a small integer in a list or tuple that has only small integers up to it?
#[inline(always)]
fn quick_search(t: &Thread, container: &Ref, item: &Ref) -> Option<bool> {
    let item = item.value();
    if !item.is_small() {
        return None;
    }
    match container.kind()? {
        kind::LIST => {
            // SAFETY: the kind says so.
            let list = unsafe { container.cast_unchecked::<List>() };
            if crate::config::NOGIL && list.len() > SHORT {
                return None;
            }
            let header = Object::<List>::header_of(list);
            let how = private::try_enter_outermost(&t.base, header)?;
            // SAFETY: nobody else can change the list until `leave`.
            let found = search_small(unsafe { list.as_slice() }, item);
            private::leave(header, how);
            found
        }
        // SAFETY: the kind says so.
        kind::TUPLE => search_small(unsafe { container.cast_unchecked::<Tuple>() }.items(), item),
        _ => None,
    }
}

/// Is a small integer among items? `None` if something else comes first.
#[inline(always)]
fn search_small(items: &[Ref], item: Value) -> Option<bool> {
    for candidate in items {
        let candidate = candidate.value();
        if candidate.same(item) {
            return Some(true);
        }
        if !candidate.is_small() {
            return None;
        }
    }
    Some(false)
}

/// `o[i]`.
///
/// # Safety
/// Live values.
#[inline(always)]
unsafe fn item(t: &Thread, o: Value, i: Value) -> PyResult {
    // SAFETY: the caller's; the value is counted while nobody can change the dict.
    unsafe {
        match quick_entry(t, o, Ref::peek(&i), |value| value.map(|v| Ref::copy_of(v))) {
            Some(Some(value)) => Ok(value),
            _ => t.getitem(Ref::peek(&o), Ref::peek(&i)),
        }
    }
}

/// Handlers that look at the operands in place; where a local is unbound, and where that is asked for, the slow handler does it.
macro_rules! warm {
    ($($(#[$meta:meta])* $name:ident($t:ident, $r:ident, $arg:ident) $body:block)*) => { $(
        $(#[$meta])*
        #[inline(never)]
        pub fn $name(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, $arg: u64) -> bool {
            let $r = Regs { ip, sp, fp, k, th };
            let $t = $r.t();
            $r.save();
            #[allow(unused_unsafe)]
            let work = || -> PyResult<Option<Regs>> {
                // SAFETY: operands, locals and constants exist as the compiler laid them out; words on the stack and in `k` live.
                unsafe { $body }
            };
            let result = work();
            match result {
                Ok(Some(r)) => {
                    r.save();
                    true
                }
                // SAFETY: nothing was done.
                Ok(None) => unsafe { run_slow($r) },
                // What `work` has put on the stack is saved.
                Err(raised) => raise($t, Regs { sp: $t.sp.get(), ..$r }, raised),
            }
        }
    )* };
}

/// Slow handlers that are common enough to be called straight away.
macro_rules! as_slow {
    ($($name:ident)*) => { $(
        /// By the slow handler.
        #[inline(never)]
        pub fn $name(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, arg: u64) -> bool {
            let r = Regs { ip, sp, fp, k, th };
            let t = r.t();
            r.save();
            let mut f = Frame { r };
            match slow::$name(t, &mut f, arg as u32) {
                Ok(()) => {
                    f.r.save();
                    true
                }
                Err(raised) => raise(t, f.r, raised),
            }
        }
    )* };
}

as_slow! {
    BUILD_TUPLE BUILD_LIST LIST_FOR BUILD_MAP BUILD_SLICE LIST_APPEND SET_ADD MAP_ADD MAKE_FUNCTION MAKE_CELL STORE_SLICE
    BUILD_STRING FORMAT_SIMPLE
}

warm! {
    /// The running frame becomes a generator.
    RETURN_GENERATOR(t, r, _arg) { generator::make(t, r).map(Some) }

    /// Any iterable.
    GET_ITER(t, r, _arg) {
        let o = peek!(*r.sp.sub(1));
        if let Some(method) = dunder::python_iter(t, o) {
            return call::enter_special(t, r, &method, 1, true).map(Some);
        }
        let iterator = t.iter(o)?;
        Ok(Some(replace::<1>(r, iterator)))
    }

    /// Any iterable.
    GET_YIELD_FROM_ITER(t, r, _arg) {
        match dunder::python_iter(t, peek!(*r.sp.sub(1))) {
            Some(method) => call::enter_special(t, r, &method, 1, true).map(Some),
            None => Ok(None),
        }
    }

    /// Any container.
    CONTAINS(t, r, arg) {
        let (container, item) = (peek!(*r.sp.sub(1)), peek!(*r.sp.sub(2)));
        let found = match quick_entry(t, *r.sp.sub(1), item, |value| value.is_some()) {
            Some(found) => found,
            None => match quick_search(t, container, item) {
                Some(found) => found,
                None => t.contains(container, item)?,
            },
        };
        Ok(Some(replace::<2>(r, t.bool(found != (arg == 1)))))
    }

    /// Any object.
    SUBSCR(t, r, _arg) {
        let (o, i) = (peek!(*r.sp.sub(2)), peek!(*r.sp.sub(1)));
        if let Some(method) = dunder::python_getitem(t, o) {
            return call::enter_special(t, r, &method, 2, false).map(Some);
        }
        let value = item(t, o.value(), i.value())?;
        Ok(Some(replace::<2>(r, value)))
    }
    /// As `SUBSCR`.
    SUBSCR_FF(t, r, arg) {
        let (o, i) = (local(r, arg), local(r, arg >> 8));
        if o.is_null() || i.is_null() {
            return Ok(None);
        }
        if let Some(method) = dunder::python_getitem(t, peek!(o)) {
            r.sp.write(dup(o, t.base.id));
            r.sp.add(1).write(dup(i, t.base.id));
            return call::enter_special(t, Regs { sp: r.sp.add(2), ..r }, &method, 2, false).map(Some);
        }
        let value = item(t, o, i)?;
        Ok(Some(replace::<0>(r, value)))
    }
    /// As `SUBSCR`.
    SUBSCR_F(t, r, arg) {
        let i = local(r, arg);
        if i.is_null() {
            return Ok(None);
        }
        let o = peek!(*r.sp.sub(1));
        if let Some(method) = dunder::python_getitem(t, o) {
            r.sp.write(dup(i, t.base.id));
            return call::enter_special(t, Regs { sp: r.sp.add(1), ..r }, &method, 2, false).map(Some);
        }
        let value = item(t, o.value(), i)?;
        Ok(Some(replace::<1>(r, value)))
    }
    /// As `SUBSCR`.
    SUBSCR_C(t, r, arg) {
        let (o, i) = (peek!(*r.sp.sub(1)), konst(r, arg));
        if let Some(method) = dunder::python_getitem(t, o) {
            r.sp.write(dup(i, t.base.id));
            return call::enter_special(t, Regs { sp: r.sp.add(1), ..r }, &method, 2, false).map(Some);
        }
        let value = item(t, o.value(), i)?;
        Ok(Some(replace::<1>(r, value)))
    }

    /// Any object.
    STORE_SUBSCR(t, r, _arg) {
        let (value, o, i) = (peek!(*r.sp.sub(3)), peek!(*r.sp.sub(2)), peek!(*r.sp.sub(1)));
        match o.downcast_exact::<Dict>() {
            Some(dict) => dict.set(t, i.clone(), value.clone())?,
            None => t.setitem(o, i, value)?,
        }
        Ok(Some(remove::<3>(r)))
    }

    /// Slices of builtin sequences without a slice object.
    SLICE(t, r, _arg) {
        let (o, start, stop) = (peek!(*r.sp.sub(3)), peek!(*r.sp.sub(2)), peek!(*r.sp.sub(1)));
        match slow::part(t, o, start, stop) {
            Some(value) => Ok(Some(replace::<3>(r, value?))),
            None => Ok(None),
        }
    }
}

macro_rules! truth {
    ($($name:ident $when:literal)*) => {
        warm! { $(
            /// Any object.
            $name(t, r, arg) {
                let jumps = t.truth(peek!(*r.sp.sub(1)))? == $when;
                let mut r = remove::<1>(r);
                if jumps {
                    r.ip = r.ip.offset(distance(arg as u32) as isize);
                }
                Ok(Some(r))
            }
        )* }
    };
}
truth! { POP_JUMP_IF_FALSE false POP_JUMP_IF_TRUE true }

warm! {
    /// As `POP_JUMP_IF_FALSE`.
    POP_JUMP_IF_FALSE_F(t, r, arg) {
        let word = local(r, arg);
        if word.is_null() {
            return Ok(None);
        }
        let mut r = r;
        if !t.truth(peek!(word))? {
            r.ip = r.ip.offset(((arg as u32) << 8) as i32 as isize >> 16);
        }
        Ok(Some(r))
    }
    /// Any object.
    UNARY_NOT(t, r, _arg) {
        let truth = t.truth(peek!(*r.sp.sub(1)))?;
        Ok(Some(replace::<1>(r, t.bool(!truth))))
    }
}

/// Are both exact strings?
#[inline(always)]
fn both_str(a: &Ref, b: &Ref) -> bool {
    a.downcast_exact::<Str>().is_some() && b.downcast_exact::<Str>().is_some()
}

macro_rules! binary {
    ($($name:ident $op:ident)*) => {
        warm! { $(
            /// Any operands.
            $name(t, r, _arg) {
                let value = t.binary(BinaryOp::$op, peek!(*r.sp.sub(2)), peek!(*r.sp.sub(1)))?;
                Ok(Some(replace::<2>(r, value)))
            }
        )* }
    };
}
binary! { SUB Sub MUL Mul TRUE_DIV TrueDiv FLOOR_DIV FloorDiv MOD Mod LSHIFT LShift RSHIFT RShift AND And OR Or XOR Xor POW Pow }

warm! {
    /// Strings may grow in place, which is the slow handler's business.
    ADD(t, r, _arg) {
        let (a, b) = (peek!(*r.sp.sub(2)), peek!(*r.sp.sub(1)));
        if both_str(a, b) {
            return Ok(None);
        }
        let value = t.binary(BinaryOp::Add, a, b)?;
        Ok(Some(replace::<2>(r, value)))
    }
}

macro_rules! fused_binary {
    ($($ff:ident $fc:ident $f:ident $op:ident)*) => {
        warm! { $(
            /// Any operands.
            $ff(t, r, arg) {
                let (a, b) = (local(r, arg), local(r, arg >> 8));
                if a.is_null() || b.is_null() {
                    return Ok(None);
                }
                let value = t.binary(BinaryOp::$op, peek!(a), peek!(b))?;
                Ok(Some(replace::<0>(r, value)))
            }
            /// Any operands.
            $fc(t, r, arg) {
                let a = local(r, arg);
                if a.is_null() {
                    return Ok(None);
                }
                let value = t.binary(BinaryOp::$op, peek!(a), peek!(konst(r, arg >> 8)))?;
                Ok(Some(replace::<0>(r, value)))
            }
            /// Any operands.
            $f(t, r, arg) {
                let b = local(r, arg);
                if b.is_null() {
                    return Ok(None);
                }
                let value = t.binary(BinaryOp::$op, peek!(*r.sp.sub(1)), peek!(b))?;
                Ok(Some(replace::<1>(r, value)))
            }
        )* }
    };
}
fused_binary! { ADD_FF ADD_FC ADD_F Add SUB_FF SUB_FC SUB_F Sub MUL_FF MUL_FC MUL_F Mul }

/// The truth of a comparison.
#[inline(always)]
fn holds(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult<bool> {
    if matches!(op, CompareOp::Eq | CompareOp::Ne)
        && let (Some(x), Some(y)) = (a.downcast_exact::<Str>(), b.downcast_exact::<Str>())
    {
        return Ok((a.is(b) || x.eq(y)) == matches!(op, CompareOp::Eq));
    }
    let value = t.compare(a, b, op)?;
    t.truth(&value)
}

macro_rules! comparison {
    ($($name:ident $jump:ident $op:ident)*) => {
        warm! { $(
            /// Any operands.
            $name(t, r, _arg) {
                let (a, b) = (peek!(*r.sp.sub(2)), peek!(*r.sp.sub(1)));
                let value = if both_str(a, b) { t.bool(holds(t, a, b, CompareOp::$op)?) } else { t.compare(a, b, CompareOp::$op)? };
                Ok(Some(replace::<2>(r, value)))
            }
            /// Any operands.
            $jump(t, r, arg) {
                let jumps = holds(t, peek!(*r.sp.sub(2)), peek!(*r.sp.sub(1)), CompareOp::$op)? == (arg & 1 == 1);
                let mut r = remove::<2>(r);
                if jumps {
                    r.ip = r.ip.offset((((arg as u32) << 8) as i32 >> 9) as isize);
                }
                Ok(Some(r))
            }
        )* }
    };
}
comparison! { LT JUMP_LT Lt LE JUMP_LE Le EQ JUMP_EQ Eq NE JUMP_NE Ne GT JUMP_GT Gt GE JUMP_GE Ge }

macro_rules! fused_jump {
    ($($name:ident $other:ident $op:ident)*) => {
        warm! { $(
            /// Any operands.
            $name(t, r, arg) {
                let (a, b) = (local(r, arg), $other(r, arg >> 8 & 0xff));
                if a.is_null() || b.is_null() {
                    return Ok(None);
                }
                let mut r = r;
                if !holds(t, peek!(a), peek!(b), CompareOp::$op)? {
                    r.ip = r.ip.offset(isize::from((arg >> 16) as u8 as i8));
                }
                Ok(Some(r))
            }
        )* }
    };
}
fused_jump! {
    JUMP_LT_FF local Lt JUMP_LE_FF local Le JUMP_EQ_FF local Eq JUMP_GT_FF local Gt
    JUMP_LT_FC konst Lt JUMP_LE_FC konst Le JUMP_EQ_FC konst Eq JUMP_NE_FC konst Ne JUMP_GT_FC konst Gt JUMP_GE_FC konst Ge
}
