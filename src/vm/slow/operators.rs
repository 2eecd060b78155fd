//! Operators, comparisons, subscripts, iteration.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::object::generator::Generator;
use crate::object::kind;
use crate::object::list::{List, Span};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Raised, Thread};
use crate::vm::frame::{Frame, distance};

use super::stack::local;

macro_rules! binary {
    ($($name:ident $op:ident;)*) => {
        $( pub fn $name(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
            let b = f.pop();
            let a = f.pop();
            let value = t.binary(BinaryOp::$op, &a, &b)?;
            f.push(value);
            Ok(())
        } )*
    };
}
binary! {
    SUB Sub; MUL Mul; TRUE_DIV TrueDiv; FLOOR_DIV FloorDiv; MOD Mod; POW Pow; LSHIFT LShift; RSHIFT RShift;
    AND And; OR Or; XOR Xor; MATMUL MatMul;
}

pub fn ADD(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let b = f.pop();
    let a = f.pop();
    let value = add(t, a, &b)?;
    f.push(value);
    Ok(())
}

fn add(t: &Thread, a: Ref, b: &Ref) -> PyResult {
    // A borrow is no reference of its own, so that what it borrows from is not unique.
    if both_str(&a, b) && (a.value().is_counted() || !crate::config::DEFERRED) {
        return crate::object::string::concat::str_append_in_place(t, a, b);
    }
    t.binary(BinaryOp::Add, &a, b)
}

fn both_str(a: &Ref, b: &Ref) -> bool {
    a.downcast_exact::<Str>().is_some() && b.downcast_exact::<Str>().is_some()
}

fn inplace(t: &Thread, f: &mut Frame, op: BinaryOp) -> PyResult<()> {
    let b = f.pop();
    let a = f.pop();
    let value = if op == BinaryOp::Add && both_str(&a, &b) {
        let a = take_from_next_local(f, a);
        crate::object::string::concat::str_append_in_place(t, a, &b)?
    } else {
        t.inplace(op, &a, &b)?
    };
    f.push(value);
    Ok(())
}

/// For `s += piece`: when the next instruction stores into the local that still holds `a`, that reference is used in place of `a`, so
/// that the string is unique and can grow in place.
fn take_from_next_local(f: &mut Frame, a: Ref) -> Ref {
    use crate::bytecode::{Instr, Op};
    // SAFETY: there is always an instruction behind an operator.
    let next = Instr(unsafe { *f.r.ip });
    let place = match next.op() {
        Op::STORE_FAST => next.arg(),
        Op::STORE_FAST_LOAD_FAST => next.arg() & 0xff,
        _ => return a,
    };
    if f.local(place).is_some_and(|held| held.is(&a) && held.value().is_counted()) {
        // `a` may be a borrow from just that local: the local's own reference goes on in its stead.
        return f.set_local(place, None).unwrap_or(a);
    }
    a
}

pub fn INPLACE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    inplace(t, f, BinaryOp::ALL[arg as usize])
}
pub fn INPLACE_ADD(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    inplace(t, f, BinaryOp::Add)
}
pub fn INPLACE_SUB(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    inplace(t, f, BinaryOp::Sub)
}
pub fn INPLACE_MUL(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    inplace(t, f, BinaryOp::Mul)
}

// --- superinstructions
macro_rules! fused {
    ($ff:ident $fc:ident $f:ident $op:ident) => {
        pub fn $ff(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
            let a = local(t, f, arg & 0xff)?;
            let b = local(t, f, arg >> 8 & 0xff)?;
            let value = t.binary(BinaryOp::$op, &a, &b)?;
            f.push(value);
            Ok(())
        }
        pub fn $fc(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
            let a = local(t, f, arg & 0xff)?;
            let value = t.binary(BinaryOp::$op, &a, f.konst(arg >> 8))?;
            f.push(value);
            Ok(())
        }
        pub fn $f(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
            let a = f.pop();
            let b = local(t, f, arg)?;
            let value = t.binary(BinaryOp::$op, &a, &b)?;
            f.push(value);
            Ok(())
        }
    };
}
fused!(ADD_FF ADD_FC ADD_F Add);
fused!(SUB_FF SUB_FC SUB_F Sub);
fused!(MUL_FF MUL_FC MUL_F Mul);

pub fn ADD_C(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let a = f.pop();
    let value = t.binary(BinaryOp::Add, &a, f.konst(arg))?;
    f.push(value);
    Ok(())
}
pub fn SUB_C(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let a = f.pop();
    let value = t.binary(BinaryOp::Sub, &a, f.konst(arg))?;
    f.push(value);
    Ok(())
}
pub fn ADD_STORE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let b = f.pop();
    let a = f.pop();
    let value = add(t, a, &b)?;
    drop(f.set_local(arg, Some(value)));
    Ok(())
}
pub fn INC_FAST(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let a = local(t, f, arg & 0xff)?;
    let b = f.konst(arg >> 8).clone();
    let value = if both_str(&a, &b) && f.local(arg & 0xff).is_some_and(|held| held.value().is_counted()) {
        drop(a);
        let a = f.set_local(arg & 0xff, None).expect("just read");
        crate::object::string::concat::str_append_in_place(t, a, &b)?
    } else {
        t.inplace(BinaryOp::Add, &a, &b)?
    };
    drop(f.set_local(arg & 0xff, Some(value)));
    Ok(())
}

// --- unary
macro_rules! unary {
    ($($name:ident $method:ident;)*) => {
        $( pub fn $name(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
            let a = f.pop();
            let value = t.$method(&a)?;
            f.push(value);
            Ok(())
        } )*
    };
}
unary! { UNARY_NEGATIVE negative; UNARY_POSITIVE positive; UNARY_INVERT invert; }

// --- comparison
macro_rules! comparison {
    ($($name:ident $jump:ident $op:ident;)*) => {
        $(
            pub fn $name(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
                let b = f.pop();
                let a = f.pop();
                let value = quick(t, &a, &b, CompareOp::$op).map_or_else(|| t.compare(&a, &b, CompareOp::$op), Ok)?;
                f.push(value);
                Ok(())
            }
            pub fn $jump(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
                let b = f.pop();
                let a = f.pop();
                let value = quick(t, &a, &b, CompareOp::$op).map_or_else(|| t.compare(&a, &b, CompareOp::$op), Ok)?;
                if t.truth(&value)? == (arg & 1 == 1) {
                    f.jump((arg << 8) as i32 >> 9);
                }
                Ok(())
            }
        )*
    };
}
comparison! {
    LT JUMP_LT Lt; LE JUMP_LE Le; EQ JUMP_EQ Eq; NE JUMP_NE Ne; GT JUMP_GT Gt; GE JUMP_GE Ge;
}

/// Equality of strings, the commonest comparison after numbers.
#[inline]
fn quick(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> Option<Ref> {
    let equal = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return None,
    };
    let (x, y) = (a.downcast_exact::<Str>()?, b.downcast_exact::<Str>()?);
    Some(t.bool((a.is(b) || x.eq(y)) == equal))
}

macro_rules! fused_jump {
    ($($name:ident local $op:ident;)*) => {
        $( pub fn $name(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
            let a = local(t, f, arg & 0xff)?;
            let b = local(t, f, arg >> 8 & 0xff)?;
            jump_unless(t, f, &a, &b, CompareOp::$op, arg)
        } )*
    };
    ($($name:ident constant $op:ident;)*) => {
        $( pub fn $name(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
            let a = local(t, f, arg & 0xff)?;
            let b = f.konst(arg >> 8 & 0xff).clone();
            jump_unless(t, f, &a, &b, CompareOp::$op, arg)
        } )*
    };
}
fused_jump! { JUMP_LT_FF local Lt; JUMP_LE_FF local Le; JUMP_EQ_FF local Eq; JUMP_GT_FF local Gt; }
fused_jump! {
    JUMP_LT_FC constant Lt; JUMP_LE_FC constant Le; JUMP_EQ_FC constant Eq; JUMP_NE_FC constant Ne; JUMP_GT_FC constant Gt;
    JUMP_GE_FC constant Ge;
}

fn jump_unless(t: &Thread, f: &mut Frame, a: &Ref, b: &Ref, op: CompareOp, arg: u32) -> PyResult<()> {
    let value = quick(t, a, b, op).map_or_else(|| t.compare(a, b, op), Ok)?;
    if !t.truth(&value)? {
        f.jump(i32::from((arg >> 16) as u8 as i8));
    }
    Ok(())
}

pub fn CONTAINS(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let container = f.pop();
    let item = f.pop();
    let found = t.contains(&container, &item)?;
    f.push(t.bool(found != (arg == 1)));
    Ok(())
}

// --- subscripts
pub fn SUBSCR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let i = f.pop();
    let o = f.pop();
    let value = t.getitem(&o, &i)?;
    f.push(value);
    Ok(())
}
pub fn SUBSCR_FF(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = local(t, f, arg & 0xff)?;
    let i = local(t, f, arg >> 8 & 0xff)?;
    let value = t.getitem(&o, &i)?;
    f.push(value);
    Ok(())
}
pub fn SUBSCR_F(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = f.pop();
    let i = local(t, f, arg)?;
    let value = t.getitem(&o, &i)?;
    f.push(value);
    Ok(())
}
pub fn SUBSCR_C(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let o = f.pop();
    let value = t.getitem(&o, f.konst(arg))?;
    f.push(value);
    Ok(())
}
pub fn STORE_SUBSCR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let i = f.pop();
    let o = f.pop();
    let value = f.pop();
    t.setitem(&o, &i, &value)
}
pub fn DELETE_SUBSCR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let i = f.pop();
    let o = f.pop();
    t.delitem(&o, &i)
}
/// The span between plain bounds (None and small integers).
fn plain_span(t: &Thread, start: &Ref, stop: &Ref) -> Option<Span> {
    let number = |bound: &Ref, absent| {
        if bound.value().is_none(t) { Some(absent) } else { bound.value().as_exact_int() }
    };
    Some(Span { start: number(start, 0)?, stop: number(stop, i64::MAX)? })
}

/// `o[start:stop]` of builtin sequences, without a slice object.
pub fn part(t: &Thread, o: &Ref, start: &Ref, stop: &Ref) -> Option<PyResult> {
    if let Some(list) = o.downcast_exact::<List>() {
        return Some(list.part(t, plain_span(t, start, stop)?));
    }
    if let Some(text) = o.downcast_exact::<Str>() {
        let range = plain_span(t, start, stop)?.within(text.len());
        return Some(if range.len() == text.len() { Ok(o.clone()) } else { t.str_part(text, range) });
    }
    if let Some(tuple) = o.downcast_exact::<Tuple>() {
        let range = plain_span(t, start, stop)?.within(tuple.len());
        return Some(if range.len() == tuple.len() { Ok(o.clone()) } else { t.tuple_from(&tuple.items()[range]) });
    }
    None
}

pub fn SLICE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let stop = f.pop();
    let start = f.pop();
    let o = f.pop();
    let value = match part(t, &o, &start, &stop) {
        Some(value) => value?,
        None => t.getitem(&o, &t.new_slice(start, stop, t.none())?)?,
    };
    f.push(value);
    Ok(())
}

pub fn STORE_SLICE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let stop = f.pop();
    let start = f.pop();
    let o = f.pop();
    let value = f.pop();
    if let Some(list) = o.downcast_exact::<List>()
        && (t.type_of(&value).slots().iter.is_some() || t.type_of(&value).slots().getitem.is_some())
        && let Some(span) = plain_span(t, &start, &stop)
    {
        if let Some(source) = value.downcast_exact::<List>() {
            return list.splice_list(t, span, source).map(drop);
        }
        return list.splice(t, span, t.collect(&value)?).map(drop);
    }
    let slice = t.new_slice(start, stop, t.none())?;
    t.setitem(&o, &slice, &value)
}

// --- iteration
pub fn GET_ITER(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let o = f.pop();
    let iterator = t.iter(&o)?;
    f.push(iterator);
    Ok(())
}

/// The generator whose frame a loop can push.
fn plain_generator(iterator: &Ref) -> Option<&Generator> {
    let generator = (iterator.value().kind() == kind::GENERATOR).then(|| iterator.downcast::<Generator>())??;
    generator.is_plain().then_some(generator)
}

/// The next item of the iterator on top of the stack. `Err(None)`: a generator's frame was pushed.
fn next_item(t: &Thread, f: &mut Frame) -> Result<Option<Ref>, Option<Raised>> {
    let iterator = f.peek(0).clone();
    if let Some(generator) = plain_generator(&iterator) {
        return match crate::vm::generator::enter(t, f.r) {
            Some(r) => {
                f.r = r;
                Err(None)
            }
            None => crate::vm::generator::is_exhausted(t, generator, f.r.sp).map(|()| None).map_err(Some),
        };
    }
    t.next(&iterator).map_err(Some)
}

pub fn FOR_ITER(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    match next_item(t, f) {
        Ok(Some(value)) => f.push(value),
        Ok(None) => {
            drop(f.pop());
            f.jump(distance(arg));
        }
        Err(None) => {}
        Err(Some(raised)) => return Err(raised),
    }
    Ok(())
}

pub fn FOR_ITER_STORE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    match next_item(t, f) {
        Ok(Some(value)) => drop(f.set_local(arg & 0xff, Some(value))),
        Ok(None) => {
            drop(f.pop());
            f.jump((arg << 8) as i32 >> 16);
        }
        Err(None) => {}
        Err(Some(raised)) => return Err(raised),
    }
    Ok(())
}
