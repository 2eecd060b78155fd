//! The two dispatch drivers.
//!
//! *Tail*: each handler is a function that ends in a jump to the next one, with the registers as arguments; on stable Rust
//! that is a sibling call which LLVM makes at any optimisation level but 0. *Match*: a loop around one `match`. Both are made
//! from the same handlers by `for_each_opcode!`; builds without optimisation, and machines other than x86-64, use the loop, and
//! `-X dispatch=match` chooses it anywhere.
//!
//! Nothing with a destructor may be alive in a driver function, and nothing in memory: either would stand in the way of the jump.
//! That is why registers go to out-of-line functions one by one and come back through the thread.

use super::count;
use super::fast;
use super::frame::{Flow, Frame, Regs};
use super::slow;
use super::unwind;
use super::warm;
use crate::bytecode::Op;
use crate::config;
use crate::memory::refcount::{RefCount, Verdict};
use crate::memory::{Header, Value, copies, destroy};
use crate::runtime::{PyResult, Thread};

/// Can this build dispatch by tail calls?
pub const HAS_TAIL: bool = cfg!(tail_dispatch);

/// A slow handler.
type SlowHandler = fn(&Thread, &mut Frame, u32) -> PyResult<()>;

macro_rules! slow_table {
    ($($name:ident)*) => {
        static SLOW: &[SlowHandler] = &[ $( slow::$name, )* ];
    };
}
for_each_opcode!(slow_table);

/// Runs the slow handler of the instruction before `r.ip`. The registers to go on with are then saved in the thread; false when the
/// run ends. (They are not returned: a result in memory of the caller's would keep it from ending in a jump.)
#[cold]
#[inline(never)]
pub(super) fn run_slow(
    ip: *const u32,
    sp: *mut Value,
    fp: *mut Value,
    k: *const u64,
    th: *const Thread,
    arg: u64,
) -> bool {
    let (r, arg) = (Regs { ip, sp, fp, k, th }, arg as u32);
    // SAFETY: `ip` lies behind the instruction.
    let op = unsafe { *r.ip.sub(1) } & 0xff;
    let t = r.t();
    r.save();
    let mut frame = Frame { r };
    let plain = config::STATS && count::is_plain_load(op as u8);
    let next = match copies::without_native(plain, || SLOW[op as usize](t, &mut frame, arg)) {
        Ok(()) => frame.r,
        Err(raised) => match unwind::unwind(t, frame.r, raised) {
            Some(r) => r,
            None => return false,
        },
    };
    next.save();
    true
}

macro_rules! warm_table {
    ($($name:ident)*) => {
        /// Runs the warm handler of the instruction before `ip`.
        fn warm_by_opcode(
            ip: *const u32,
            sp: *mut Value,
            fp: *mut Value,
            k: *const u64,
            th: *const Thread,
            arg: u64,
        ) -> bool {
            // SAFETY: `ip` lies behind the instruction.
            match Op::from_u8(unsafe { *ip.sub(1) } as u8) {
                $( Some(Op::$name) => warm::by_opcode::$name(ip, sp, fp, k, th, arg), )*
                None => unreachable!("the compiler emits opcodes of the table"),
            }
        }
    };
}
for_each_opcode!(warm_table);

/// The registers that `run_slow` saved.
#[inline(always)]
fn saved(th: *const Thread) -> Regs {
    // SAFETY: the thread outlives the run.
    let t = unsafe { &*th };
    Regs { ip: t.ip.get(), sp: t.sp.get(), fp: t.fp.get(), k: t.k.get(), th }
}

/// Finishes a decrement that `dec_fast` left open.
///
/// # Safety
/// Exactly once; the registers are saved.
#[inline(always)]
pub(super) unsafe fn finish_drop(t: &Thread, object: *mut Header) {
    // SAFETY: the caller's.
    unsafe { settle(t, object, (*object).count.dec_slow_in_place(t.base.id)) }
}

/// Does what the end of a decrement asks for.
///
/// # Safety
/// The caller was told so.
#[inline(always)]
unsafe fn settle(t: &Thread, object: *mut Header, verdict: Verdict) {
    // SAFETY: the caller's.
    unsafe {
        match verdict {
            Verdict::Alive => {}
            Verdict::Dead => destroy::destroy(&t.base, object),
            Verdict::Queued => destroy::enqueue(object),
        }
    }
}

/// Finishes a decrement that a fast handler left open.
#[inline(never)]
fn drop_object(ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, object: *mut Header) {
    let r = Regs { ip, sp, fp, k, th };
    let t = r.t();
    r.save();
    // SAFETY: the handler's `dec_fast` left this decrement open, exactly once.
    unsafe { finish_drop(t, object) }
}

/// Does the second of two decrements, after the first, whose finaliser may have taken a reference to this object.
#[inline(never)]
fn drop_second(th: *const Thread, object: *mut Header) {
    // SAFETY: the thread outlives the run; the handler left the reference to this, and the registers are saved.
    unsafe { settle(&*th, object, (*object).count.dec((*th).base.id)) }
}

/// Runs from `r` until the frame that native code entered returns.
pub fn run(r: Regs) {
    #[cfg(tail_dispatch)]
    if !r.t().vm().options.match_dispatch {
        // SAFETY: the registers describe a frame that was set up for running.
        unsafe { tail::enter(r) };
        return;
    }
    run_match(r);
}

macro_rules! match_driver {
    ($($name:ident)*) => {
        fn run_match(r: Regs) {
            let Regs { mut ip, mut sp, mut fp, mut k, th } = r;
            loop {
                // SAFETY: `ip` points to an instruction; each handler gets the registers of a running frame.
                let (flow, arg) = unsafe {
                    let word = *ip;
                    count::instruction(Regs { ip, sp, fp, k, th }, word);
                    let r = Regs { ip: ip.add(1), sp, fp, k, th };
                    let arg = word >> 8;
                    ip = r.ip;
                    let flow = match Op::from_u8(word as u8) {
                        $( Some(Op::$name) => match fast::$name(r, arg) {
                            Flow::Other => fast::other::$name(r, arg),
                            flow => flow,
                        }, )*
                        None => unreachable!("the compiler emits opcodes of the table"),
                    };
                    (flow, arg)
                };
                let next = match flow {
                    Flow::Next(r) => r,
                    Flow::Native(n) => {
                        if !warm::call_native(ip, sp, fp, k, th, n as u64) {
                            return;
                        }
                        saved(th)
                    }
                    Flow::Construct(n) => {
                        if !warm::construct(ip, sp, fp, k, th, n as u64) {
                            return;
                        }
                        saved(th)
                    }
                    Flow::Iterate => {
                        if !warm::iterate(ip, sp, fp, k, th, u64::from(arg)) {
                            return;
                        }
                        saved(th)
                    }
                    Flow::Slow | Flow::Other => {
                        if !warm_by_opcode(ip, sp, fp, k, th, u64::from(arg)) {
                            return;
                        }
                        saved(th)
                    }
                    Flow::Exit(r) => {
                        r.save();
                        return;
                    }
                    Flow::Drop(r, object) => { drop_object(r.ip, r.sp, r.fp, r.k, r.th, object); r }
                    Flow::DropTwo(r, a, b) => {
                        drop_object(r.ip, r.sp, r.fp, r.k, r.th, a);
                        drop_second(r.th, b);
                        r
                    }
                };
                (ip, sp, fp, k) = (next.ip, next.sp, next.fp, next.k);
            }
        }
    };
}
for_each_opcode!(match_driver);

#[cfg(tail_dispatch)]
mod tail {
    use super::*;

    type Handler = unsafe extern "sysv64" fn(*const u32, *mut Value, *mut Value, *const u64, *const Thread, u64);

    macro_rules! dispatch {
        ($r:expr) => {{
            let r: Regs = $r;
            let word = *r.ip;
            count::instruction(r, word);
            TABLE[(word & 0xff) as usize](r.ip.add(1), r.sp, r.fp, r.k, r.th, u64::from(word >> 8))
        }};
    }

    /// Goes where a handler's result says.
    macro_rules! follow {
        ($flow:expr, $ip:ident, $sp:ident, $fp:ident, $k:ident, $th:ident, $arg:ident, $other:path, $warm:path) => {
            match $flow {
                Flow::Next(r) => dispatch!(r),
                Flow::Other => $other($ip, $sp, $fp, $k, $th, $arg),
                Flow::Slow => $warm($ip, $sp, $fp, $k, $th, $arg),
                Flow::Native(n) => t_native($ip, $sp, $fp, $k, $th, n as u64),
                Flow::Construct(n) => t_construct($ip, $sp, $fp, $k, $th, n as u64),
                Flow::Iterate => t_iterate($ip, $sp, $fp, $k, $th, $arg),
                Flow::Exit(r) => r.save(),
                Flow::Drop(r, object) => t_drop(r.ip, r.sp, r.fp, r.k, r.th, object as u64),
                Flow::DropTwo(r, a, b) => {
                    (*r.th).second_drop.set(b);
                    t_drop_two(r.ip, r.sp, r.fp, r.k, r.th, a as u64)
                }
            }
        };
    }

    macro_rules! handlers {
        ($($name:ident)*) => {
            static TABLE: [Handler; 256] = {
                let mut table: [Handler; 256] = [t_invalid; 256];
                let mut i = 0;
                $( table[i] = t::$name; i += 1; )*
                assert!(i <= 256);
                table
            };

            /// First chances.
            #[allow(non_snake_case)]
            mod t {
                use super::*;
                $(
                    pub unsafe extern "sysv64" fn $name(
                        ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, arg: u64,
                    ) {
                        // SAFETY: called with the registers of a running frame.
                        unsafe {
                            let flow = fast::$name(Regs { ip, sp, fp, k, th }, arg as u32);
                            follow!(flow, ip, sp, fp, k, th, arg, o::$name, w::$name)
                        }
                    }
                )*
            }

            /// Second chances; most are never referred to.
            #[allow(non_snake_case)]
            mod o {
                use super::*;
                $(
                    #[inline(never)]
                    pub unsafe extern "sysv64" fn $name(
                        ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, arg: u64,
                    ) {
                        // SAFETY: as above.
                        unsafe {
                            let flow = fast::other::$name(Regs { ip, sp, fp, k, th }, arg as u32);
                            follow!(flow, ip, sp, fp, k, th, arg, w::$name, w::$name)
                        }
                    }
                )*
            }

            /// Warm handlers; most are never referred to.
            #[allow(non_snake_case)]
            mod w {
                use super::*;
                $(
                    #[inline(never)]
                    pub unsafe extern "sysv64" fn $name(
                        ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, arg: u64,
                    ) {
                        // SAFETY: registers of a running frame; what the warm handler saves is one again.
                        unsafe {
                            if warm::by_opcode::$name(ip, sp, fp, k, th, arg) {
                                dispatch!(saved(th))
                            }
                        }
                    }
                )*
            }
        };
    }
    for_each_opcode!(handlers);

    pub unsafe fn enter(r: Regs) {
        // SAFETY: the caller's.
        unsafe { dispatch!(r) }
    }

    unsafe extern "sysv64" fn t_invalid(
        _: *const u32,
        _: *mut Value,
        _: *mut Value,
        _: *const u64,
        _: *const Thread,
        _: u64,
    ) {
        unreachable!("the compiler emits opcodes of the table")
    }

    macro_rules! warm_handlers {
        ($($name:ident $function:ident)*) => { $(
            #[inline(never)]
            unsafe extern "sysv64" fn $name(
                ip: *const u32, sp: *mut Value, fp: *mut Value, k: *const u64, th: *const Thread, n: u64,
            ) {
                // SAFETY: registers of a running frame; what the warm handler saves is one again.
                unsafe {
                    if warm::$function(ip, sp, fp, k, th, n) {
                        dispatch!(saved(th))
                    }
                }
            }
        )* };
    }
    warm_handlers! { t_native call_native t_construct construct t_iterate iterate }

    #[cold]
    #[inline(never)]
    unsafe extern "sysv64" fn t_drop(
        ip: *const u32,
        sp: *mut Value,
        fp: *mut Value,
        k: *const u64,
        th: *const Thread,
        object: u64,
    ) {
        drop_object(ip, sp, fp, k, th, object as *mut Header);
        // SAFETY: `drop_object` saved the registers.
        unsafe { dispatch!(saved(th)) }
    }

    #[cold]
    #[inline(never)]
    unsafe extern "sysv64" fn t_drop_two(
        ip: *const u32,
        sp: *mut Value,
        fp: *mut Value,
        k: *const u64,
        th: *const Thread,
        object: u64,
    ) {
        // SAFETY: the thread outlives the run.
        let second = unsafe { (*th).second_drop.replace(std::ptr::null_mut()) };
        drop_object(ip, sp, fp, k, th, object as *mut Header);
        drop_second(th, second);
        // SAFETY: `drop_object` saved the registers.
        unsafe { dispatch!(saved(th)) }
    }
}
