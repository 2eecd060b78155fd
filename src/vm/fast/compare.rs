//! Comparisons, and jumps on them.

use super::stack::handler;
use super::word::*;
use crate::memory::Value;
use crate::vm::frame::Flow;

/// The truth of a comparison of two numbers or two identical strings; `None` where a call would be needed.
macro_rules! quick_compare {
    ($a:expr, $b:expr, $op:tt) => {{
        let (a, b): (Value, Value) = ($a, $b);
        if let Some((x, y)) = int_pair(a, b) {
            Some(x $op y)
        } else {
            match (float_of(a), float_of(b)) {
                (Some(x), Some(y)) => Some(x $op y),
                _ => None,
            }
        }
    }};
}

macro_rules! comparison {
    ($name:ident $jump:ident $op:tt) => {
        handler! { $name(r, _arg) {
            let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
            let Some(truth) = quick_compare!(a, b, $op) else { return Flow::Slow };
            let t = r.t();
            let mut r = r;
            r.sp = r.sp.sub(1);
            r.sp.sub(1).write(dup(Value::bool(t, truth), t.base.id));
            next_dropping_two(r, a, b)
        } }
        handler! { $jump(r, arg) {
            let (a, b) = (*r.sp.sub(2), *r.sp.sub(1));
            let Some(truth) = quick_compare!(a, b, $op) else { return Flow::Slow };
            let mut r = r;
            r.sp = r.sp.sub(2);
            if truth == (arg & 1 == 1) {
                r.ip = r.ip.offset(((arg << 8) as i32 >> 9) as isize);
            }
            next_dropping_two(r, a, b)
        } }
    };
}
comparison!(LT JUMP_LT <);
comparison!(LE JUMP_LE <=);
comparison!(EQ JUMP_EQ ==);
comparison!(NE JUMP_NE !=);
comparison!(GT JUMP_GT >);
comparison!(GE JUMP_GE >=);

macro_rules! fused_jump {
    ($name:ident local $op:tt) => {
        handler! { $name(r, arg) {
            let (a, b) = (*r.fp.add((arg & 0xff) as usize), *r.fp.add((arg >> 8 & 0xff) as usize));
            let Some(truth) = quick_compare!(a, b, $op) else { return Flow::Slow };
            let mut r = r;
            if !truth {
                r.ip = r.ip.offset(((arg >> 16) as u8 as i8) as isize);
            }
            Flow::Next(r)
        } }
    };
    ($name:ident constant $op:tt) => {
        handler! { $name(r, arg) {
            let (a, b) = (*r.fp.add((arg & 0xff) as usize), Value::from_bits(*r.k.add((arg >> 8 & 0xff) as usize)));
            let Some(truth) = quick_compare!(a, b, $op) else { return Flow::Slow };
            let mut r = r;
            if !truth {
                r.ip = r.ip.offset(((arg >> 16) as u8 as i8) as isize);
            }
            Flow::Next(r)
        } }
    };
}
fused_jump!(JUMP_LT_FF local <);
fused_jump!(JUMP_LT_FC constant <);
fused_jump!(JUMP_LE_FF local <=);
fused_jump!(JUMP_LE_FC constant <=);
fused_jump!(JUMP_EQ_FF local ==);
fused_jump!(JUMP_EQ_FC constant ==);
fused_jump!(JUMP_NE_FC constant !=);
fused_jump!(JUMP_GT_FF local >);
fused_jump!(JUMP_GT_FC constant >);
fused_jump!(JUMP_GE_FC constant >=);
