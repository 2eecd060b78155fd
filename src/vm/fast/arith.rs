//! Arithmetic on small integers and floats.

use super::stack::{handler, push};
use super::word::*;
use crate::bytecode::BinaryOp;
use crate::config::TAGGED;
use crate::memory::object::write_header;
use crate::memory::slab::class_of;
use crate::memory::{Kind, Object, Payload, Value};
use crate::object::kind;
use crate::object::number::{BoxedFloat, BoxedInt, SMALL_CACHE_MAX, SMALL_CACHE_MIN};
use crate::object::value::{SMALL_MAX, SMALL_MIN, encode_float};
use crate::vm::frame::{Flow, Regs};

/// A new boxed number, if a block is at hand.
#[inline(always)]
unsafe fn new_box<T: Payload>(r: Regs, kind: Kind, body: T) -> Option<Value> {
    let t = r.t();
    let block = t.base.local_heap.take(class_of(size_of::<Object<T>>(), T::TRACED))?;
    let ty = if kind == kind::INT { t.types().int.as_ptr() } else { t.types().float.as_ptr() };
    // SAFETY: the block is fresh and large enough; both parts are written before the word is shown (I8).
    unsafe {
        write_header(&t.base, block, kind, 0, ty);
        std::ptr::from_ref(Object::<T>::body_of(block)).cast_mut().write(body);
    }
    Some(Value::counted(block))
}

/// The word of an integer, owned; `None` where a call would be needed.
///
/// # Safety
/// The registers are those of a running frame.
#[inline(always)]
pub unsafe fn int_word(r: Regs, n: i64) -> Option<Value> {
    if TAGGED {
        return (SMALL_MIN..=SMALL_MAX).contains(&n).then(|| Value::from_small(n));
    }
    if (SMALL_CACHE_MIN..=SMALL_CACHE_MAX).contains(&n) {
        // SAFETY: the Vm keeps its small integers.
        return Some(unsafe { dup(*r.t().small_ints.get().add((n - SMALL_CACHE_MIN) as usize), r.t().base.id) });
    }
    // SAFETY: see `new_box`.
    unsafe { new_box(r, kind::INT, BoxedInt(n)) }
}

/// The word of a float, owned; `None` where a call would be needed.
///
/// # Safety
/// The registers are those of a running frame.
#[inline(always)]
pub unsafe fn float_word(r: Regs, x: f64) -> Option<Value> {
    if TAGGED {
        return encode_float(x);
    }
    // SAFETY: see `new_box`.
    unsafe { new_box(r, kind::FLOAT, BoxedFloat(x)) }
}

/// Replaces the operands `a`, `b` on top of the stack by a word; both are dropped.
#[inline(always)]
unsafe fn replace_two(r: Regs, a: Value, b: Value, result: Value) -> Flow {
    let mut r = r;
    // SAFETY: both operands are there.
    unsafe {
        r.sp = r.sp.sub(1);
        r.sp.sub(1).write(result);
        if TAGGED {
            // Small integers and word floats own nothing; boxed floats may be left.
            if a.is_counted() || b.is_counted() { next_dropping_two(r, a, b) } else { Flow::Next(r) }
        } else {
            next_dropping_two(r, a, b)
        }
    }
}

/// Puts an integer in the place of `[a, b]`.
#[inline(always)]
unsafe fn finish_int(r: Regs, a: Value, b: Value, n: i64) -> Flow {
    // SAFETY: `a` and `b` are the top operands and hold integers.
    unsafe {
        if TAGGED {
            if !(SMALL_MIN..=SMALL_MAX).contains(&n) {
                return Flow::Slow;
            }
            let mut r = r;
            r.sp = r.sp.sub(1);
            r.sp.sub(1).write(Value::from_small(n));
            return Flow::Next(r);
        }
        // A box that only this operand holds takes the result.
        if a.is_counted()
            && !(SMALL_CACHE_MIN..=SMALL_CACHE_MAX).contains(&n)
            && (*a.address()).is_unique(r.t().base.id)
        {
            std::ptr::from_ref(Object::<BoxedInt>::body_of(a.address())).cast_mut().write(BoxedInt(n));
            let mut r = r;
            r.sp = r.sp.sub(1);
            return next_dropping(r, b);
        }
        match int_word(r, n) {
            Some(word) => replace_two(r, a, b, word),
            None => Flow::Slow,
        }
    }
}

/// Puts a float in the place of `[a, b]`.
#[inline(always)]
unsafe fn finish_float(r: Regs, a: Value, b: Value, x: f64) -> Flow {
    // SAFETY: `a` and `b` are the top operands and hold numbers.
    unsafe {
        if !TAGGED {
            let me = r.t().base.id;
            if a.is_counted() && (*a.address()).kind() == kind::FLOAT && (*a.address()).is_unique(me) {
                std::ptr::from_ref(Object::<BoxedFloat>::body_of(a.address())).cast_mut().write(BoxedFloat(x));
                let mut r = r;
                r.sp = r.sp.sub(1);
                return next_dropping(r, b);
            }
            if b.is_counted() && (*b.address()).kind() == kind::FLOAT && (*b.address()).is_unique(me) {
                std::ptr::from_ref(Object::<BoxedFloat>::body_of(b.address())).cast_mut().write(BoxedFloat(x));
                let mut r = r;
                r.sp = r.sp.sub(1);
                r.sp.sub(1).write(b);
                return next_dropping(r, a);
            }
        }
        match float_word(r, x) {
            Some(word) => replace_two(r, a, b, word),
            None => Flow::Slow,
        }
    }
}

/// The floats of two operands of which at least one is a float and the other a float or a small integer.
#[inline(always)]
unsafe fn float_pair(a: Value, b: Value) -> Option<(f64, f64)> {
    // SAFETY: live values.
    unsafe {
        match (float_of(a), float_of(b)) {
            (Some(x), Some(y)) => Some((x, y)),
            (Some(x), None) => small_as_float(b).map(|y| (x, y)),
            (None, Some(y)) => small_as_float(a).map(|x| (x, y)),
            (None, None) => None,
        }
    }
}

#[inline(always)]
unsafe fn small_as_float(v: Value) -> Option<f64> {
    if TAGGED {
        return v.is_small().then(|| v.small() as f64);
    }
    // SAFETY: a live value.
    unsafe { (v.is_pointer() && (*v.address()).kind() == kind::INT).then(|| boxed_int(v) as f64) }
}

macro_rules! arithmetic {
    ($name:ident, $checked:ident, $float:tt) => {
        handler! { $name(r, _arg) {
            let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
            if let Some((x, y)) = int_pair(a, b) {
                return match x.$checked(y) {
                    Some(n) => finish_int(r, a, b, n),
                    None => Flow::Slow,
                };
            }
            match float_pair(a, b) {
                Some((x, y)) => finish_float(r, a, b, x $float y),
                None => Flow::Slow,
            }
        } }
    };
}
arithmetic!(ADD, checked_add, +);
arithmetic!(SUB, checked_sub, -);
arithmetic!(MUL, checked_mul, *);
arithmetic!(INPLACE_ADD, checked_add, +);
arithmetic!(INPLACE_SUB, checked_sub, -);
arithmetic!(INPLACE_MUL, checked_mul, *);

handler! { TRUE_DIV(r, _arg) {
    let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
    // Integers that floats hold exactly divide as floats do.
    const EXACT: i64 = 1 << 53;
    let pair = match int_pair(a, b) {
        Some((x, y)) if (-EXACT..=EXACT).contains(&x) && (-EXACT..=EXACT).contains(&y) => Some((x as f64, y as f64)),
        Some(_) => None,
        None => float_pair(a, b),
    };
    match pair {
        Some((x, y)) if y != 0.0 => finish_float(r, a, b, x / y),
        _ => Flow::Slow,
    }
} }

/// Floor division of integers, `y` not zero; `None` on overflow.
#[inline(always)]
fn floor_div(x: i64, y: i64) -> Option<i64> {
    if (x as u64 | y as u64) >> 32 == 0 {
        return Some(i64::from(x as u32 / y as u32));
    }
    let quotient = x.checked_div(y)?;
    Some(if (x % y != 0) && ((x < 0) != (y < 0)) { quotient - 1 } else { quotient })
}

/// Modulo with the sign of the divisor, `y` not zero.
#[inline(always)]
fn floor_mod(x: i64, y: i64) -> Option<i64> {
    if (x as u64 | y as u64) >> 32 == 0 {
        return Some(i64::from(x as u32 % y as u32));
    }
    let rest = x.checked_rem(y)?;
    Some(if rest != 0 && ((rest < 0) != (y < 0)) { rest + y } else { rest })
}

handler! { FLOOR_DIV(r, _arg) {
    let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
    match int_pair(a, b) {
        Some((x, y)) if y != 0 => match floor_div(x, y) {
            Some(n) => finish_int(r, a, b, n),
            None => Flow::Slow,
        },
        _ => Flow::Slow,
    }
} }
handler! { MOD(r, _arg) {
    let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
    match int_pair(a, b) {
        Some((x, y)) if y != 0 => match floor_mod(x, y) {
            Some(n) => finish_int(r, a, b, n),
            None => Flow::Slow,
        },
        _ => Flow::Slow,
    }
} }

macro_rules! bitwise {
    ($name:ident, $op:tt) => {
        handler! { $name(r, _arg) {
            let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
            match int_pair(a, b) {
                Some((x, y)) => finish_int(r, a, b, x $op y),
                None => Flow::Slow,
            }
        } }
    };
}
bitwise!(AND, &);
bitwise!(OR, |);
bitwise!(XOR, ^);

handler! { LSHIFT(r, _arg) {
    let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
    match int_pair(a, b) {
        Some((x, y)) if (0..62).contains(&y) && (x << y) >> y == x => finish_int(r, a, b, x << y),
        _ => Flow::Slow,
    }
} }
handler! { RSHIFT(r, _arg) {
    let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
    match int_pair(a, b) {
        Some((x, y)) if y >= 0 => finish_int(r, a, b, x >> y.min(63)),
        _ => Flow::Slow,
    }
} }

handler! { INPLACE(r, arg) {
    // Numbers know no other way than the operator.
    match BinaryOp::ALL.get(arg as usize) {
        Some(BinaryOp::And) => AND(r, 0),
        Some(BinaryOp::Or) => OR(r, 0),
        Some(BinaryOp::Xor) => XOR(r, 0),
        Some(BinaryOp::LShift) => LSHIFT(r, 0),
        Some(BinaryOp::RShift) => RSHIFT(r, 0),
        Some(BinaryOp::FloorDiv) => FLOOR_DIV(r, 0),
        Some(BinaryOp::Mod) => MOD(r, 0),
        Some(BinaryOp::TrueDiv) => TRUE_DIV(r, 0),
        _ => Flow::Slow,
    }
} }

handler! { UNARY_NEGATIVE(r, _arg) {
    let v = *r.sp.sub(1);
    let word = if v.is_small() {
        int_word(r, -v.small())
    } else if let Some(x) = float_of(v) {
        float_word(r, -x)
    } else {
        None
    };
    match word {
        Some(word) => {
            r.sp.sub(1).write(word);
            next_dropping(r, v)
        }
        None => Flow::Slow,
    }
} }

// --- superinstructions: operands are read where they are, so only the result is counted

/// Pushes `a op b` for operands that stay where they are.
macro_rules! push_result {
    ($r:ident, $a:expr, $b:expr, $checked:ident, $float:tt) => {{
        let (a, b): (Value, Value) = ($a, $b);
        let word = if let Some((x, y)) = int_pair(a, b) {
            match x.$checked(y) {
                Some(n) => int_word($r, n),
                None => None,
            }
        } else {
            match float_pair(a, b) {
                Some((x, y)) => float_word($r, x $float y),
                None => None,
            }
        };
        match word {
            Some(word) => Flow::Next(push($r, word)),
            None => Flow::Slow,
        }
    }};
}

/// Replaces the top by `top op b`, where `b` stays where it is.
macro_rules! replace_top {
    ($r:ident, $b:expr, $checked:ident, $float:tt) => {{
        let (a, b): (Value, Value) = (*$r.sp.sub(1), $b);
        if !TAGGED && a.is_counted() && (*a.address()).is_unique($r.t().base.id) {
            // A box that only this operand holds takes the result.
            if (*a.address()).kind() == kind::FLOAT
                && let Some((x, y)) = float_pair(a, b)
            {
                std::ptr::from_ref(Object::<BoxedFloat>::body_of(a.address())).cast_mut().write(BoxedFloat(x $float y));
                return Flow::Next($r);
            }
        }
        let word = if let Some((x, y)) = int_pair(a, b) {
            match x.$checked(y) {
                Some(n) => int_word($r, n),
                None => None,
            }
        } else {
            match float_pair(a, b) {
                Some((x, y)) => float_word($r, x $float y),
                None => None,
            }
        };
        match word {
            Some(word) => {
                $r.sp.sub(1).write(word);
                next_dropping($r, a)
            }
            None => Flow::Slow,
        }
    }};
}

macro_rules! fused {
    ($ff:ident $fc:ident $f:ident $checked:ident $float:tt) => {
        handler! { $ff(r, arg) {
            push_result!(r, *r.fp.add((arg & 0xff) as usize), *r.fp.add((arg >> 8 & 0xff) as usize), $checked, $float)
        } }
        handler! { $fc(r, arg) {
            push_result!(r, *r.fp.add((arg & 0xff) as usize), Value::from_bits(*r.k.add((arg >> 8) as usize)), $checked, $float)
        } }
        handler! { $f(r, arg) { replace_top!(r, *r.fp.add(arg as usize), $checked, $float) } }
    };
}
fused!(ADD_FF ADD_FC ADD_F checked_add +);
fused!(SUB_FF SUB_FC SUB_F checked_sub -);
fused!(MUL_FF MUL_FC MUL_F checked_mul *);
handler! { ADD_C(r, arg) { replace_top!(r, Value::from_bits(*r.k.add(arg as usize)), checked_add, +) } }
handler! { SUB_C(r, arg) { replace_top!(r, Value::from_bits(*r.k.add(arg as usize)), checked_sub, -) } }

handler! { ADD_STORE(r, arg) {
    let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
    if a.is_counted() || b.is_counted() {
        return Flow::Slow;
    }
    let word = if let Some((x, y)) = int_pair(a, b) {
        match x.checked_add(y) {
            Some(n) => int_word(r, n),
            None => None,
        }
    } else {
        match float_pair(a, b) {
            Some((x, y)) => float_word(r, x + y),
            None => None,
        }
    };
    let Some(word) = word else { return Flow::Slow };
    let mut r = r;
    r.sp = r.sp.sub(2);
    let old = r.fp.add(arg as usize).replace(word);
    next_dropping(r, old)
} }

handler! { INC_FAST(r, arg) {
    let local = r.fp.add((arg & 0xff) as usize);
    let (a, b) = (*local, Value::from_bits(*r.k.add((arg >> 8) as usize)));
    let word = if let Some((x, y)) = int_pair(a, b) {
        match x.checked_add(y) {
            Some(n) => int_word(r, n),
            None => None,
        }
    } else {
        match float_pair(a, b) {
            Some((x, y)) => float_word(r, x + y),
            None => None,
        }
    };
    match word {
        Some(word) => {
            local.write(word);
            next_dropping(r, a)
        }
        None => Flow::Slow,
    }
} }
