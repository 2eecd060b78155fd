//! Resuming and suspending generators.
//!
//! A `for` loop over a generator, `yield from` and `await` push the generator's frame like that of a call; `send()`, `throw()` and
//! `next()` from native code run it in a nested run of the interpreter. Where the frame returns to tells which: `EXIT` is native code.

use super::call::{self, Saved, write_saved};
use super::fast::word::{dup, settle};
use super::frame::{FRAME_WORDS, Frame, Regs, distance, exit_ip};
use super::unwind;
use crate::bytecode::{Instr, Op};
use crate::memory::{Object, Ref, Value};
use crate::object::exception as ex;
use crate::object::finalize::forget_finalizer;
use crate::object::generator::{Generator, State};
use crate::runtime::{PyResult, Raised, Thread};

/// `RETURN_GENERATOR`: the running frame becomes a generator object, which the call returns. Gives the caller's registers.
#[inline(always)]
pub fn make(t: &Thread, r: Regs) -> PyResult<Regs> {
    // SAFETY: the frame is running. Locals (and no operands yet) lie between `fp` and `sp`; their words move into the object. The
    // saved words lie below the locals.
    unsafe {
        let n = r.sp.offset_from(r.fp) as usize;
        let object = Generator::allocate(t, super::capture::callee(r.fp), r.fp, n, r.ip, r.k)?;
        let (ip, fp, k) = unwind::saved(r.fp);
        let base = r.fp.sub(FRAME_WORDS);
        let callee = base.replace(object.release());
        let r = Regs { ip, sp: base.add(1), fp, k, th: r.th };
        t.depth.set(t.depth.get() - 1);
        if callee.is_counted() {
            r.save();
            drop(Ref::adopt(callee));
        }
        Ok(r)
    }
}

/// Pops the frame, whose words are gone; `f` is then the caller's, with the callee's place on top.
fn leave(t: &Thread, f: &mut Frame) {
    // SAFETY: a running frame has its saved words below the locals.
    unsafe {
        let base = f.r.fp.sub(FRAME_WORDS);
        let (ip, fp, k) = unwind::saved(f.r.fp);
        let callee = base.replace(Value::NULL);
        f.r = Regs { ip, sp: base, fp, k, th: f.r.th };
        t.depth.set(t.depth.get() - 1);
        drop(Ref::adopt(callee));
    }
}

/// Is there room for the generator's frame at `fp`?
#[inline(always)]
fn has_room(t: &Thread, g: &Generator, fp: *mut Value) -> bool {
    // Computing an address within or behind the mapping.
    fp.wrapping_add(g.frame_words as usize) <= t.stack_limit.get() && t.depth.get() < t.recursion_limit.get()
}

/// Is neither the thread nor the generator handling an exception, so that resuming exchanges none?
#[inline(always)]
fn handles_nothing(t: &Thread, g: &Generator) -> bool {
    t.handled.load().is_null() && g.handled.load().is_null()
}

/// Puts the stored frame of a claimed generator on the stack, with `callee`, which names the generator, at `base`; gives its
/// registers, with `sent` pushed when the generator was suspended at a `yield` (or as the value that the first
/// instruction pops).
///
/// # Safety
/// `base` is the top of the stack and there is room; the frame returns to `ip` with `fp` and `k`. Both words own what they say, or
/// are borrows from below.
#[inline(always)]
unsafe fn push_stored(
    t: &Thread,
    callee: Value,
    g: &Generator,
    base: *mut Value,
    back: (*const u32, *mut Value, *const u64),
    sent: Value,
) -> Regs {
    // SAFETY: the caller's.
    unsafe {
        let fp = base.add(FRAME_WORDS);
        t.depth.set(t.depth.get() + 1);
        base.write(callee);
        write_saved(fp, back.0, back.1, back.2);
        let top = fp.add(g.restore(fp));
        top.write(sent);
        g.inherited.set(true);
        Regs { ip: g.ip.get(), sp: top.add(1), fp, k: g.k, th: t }
    }
}

/// Makes the generator's own handled exception the current one; it inherits the resumer's when it has none.
#[inline(always)]
fn enter_handled(t: &Thread, g: &Generator) {
    if !handles_nothing(t, g) {
        inherit_handled(t, g);
    }
}

#[cold]
fn inherit_handled(t: &Thread, g: &Generator) {
    let outer = t.handled.take();
    let own = g.handled.take();
    g.inherited.set(own.is_none());
    if let Some(current) = own.or_else(|| outer.clone()) {
        drop(t.handled.replace(current));
    }
    if let Some(outer) = outer {
        drop(g.outer.replace(outer));
    }
}

/// Makes the resumer's handled exception current again, keeping the generator's if it handles one.
#[inline(always)]
fn leave_handled(t: &Thread, g: &Generator, keep: bool) {
    if !t.handled.load().is_null() || !g.outer.load().is_null() {
        exchange_handled(t, g, keep);
    }
}

#[cold]
fn exchange_handled(t: &Thread, g: &Generator, keep: bool) {
    let current = t.handled.take();
    let outer = g.outer.take();
    if keep
        && !g.inherited.get()
        && let Some(current) = current
    {
        drop(g.handled.replace(current));
    }
    if let Some(outer) = outer {
        drop(t.handled.replace(outer));
    }
}

fn cannot_resume(t: &Thread, g: &Generator) -> Raised {
    t.value_error(format!("{} already executing", g.what()))
}

/// Pushes the frame of the generator at `base[-1]` for the instruction before `ip`; `sent` is what its `yield` gives. `None`:
/// nothing was done (there is no room, it is running or finished, it is no generator that can be resumed so, or `quick` and
/// exceptions are being handled).
///
/// # Safety
/// `base` is the first free word of the stack, or `sent` lies there.
#[inline(always)]
pub unsafe fn enter_at(r: Regs, base: *mut Value, sent: Value, quick: bool) -> Option<Regs> {
    // SAFETY: the generator stays on the stack while its frame runs above it.
    unsafe {
        let t = r.t();
        let word = *base.sub(1);
        let g = Object::<Generator>::body_of(word.address());
        if g.is_async_generator() || !has_room(t, g, base.add(FRAME_WORDS)) {
            return None;
        }
        let before = g.claim().ok()?;
        if (quick && !handles_nothing(t, g)) || (before == State::Created && !sent.is_none(t)) {
            g.set_state(before);
            return None;
        }
        // The operand's reference keeps the generator for as long as its frame is there.
        let callee = if crate::config::DEFERRED { word.marked() } else { dup(word, t.base.id) };
        let r = push_stored(t, callee, g, base, (r.ip, r.fp, r.k), sent);
        if !quick {
            enter_handled(t, g);
        }
        Some(r)
    }
}

/// As `enter_at`, for the generator that a `FOR_ITER`, `FOR_ITER_STORE` or `SEND` works on; what it yields arrives on top of the stack
/// behind the instruction, in place of a sent value, or for `FOR_ITER_STORE` in the local.
pub fn enter(t: &Thread, r: Regs) -> Option<Regs> {
    // SAFETY: the operands of the instruction before `ip`.
    unsafe {
        let sends = *r.ip.sub(1) as u8 == Op::SEND as u8;
        let base = if sends { r.sp.sub(1) } else { r.sp };
        let sent = if sends { *base } else { Value::none(t) };
        let entered = enter_at(r, base, sent, false)?;
        if !sends {
            // Counted now that it was taken; it never dies.
            let _ = dup(sent, t.base.id);
        }
        Some(entered)
    }
}

/// After `enter` did nothing on a `FOR_ITER`: is the generator exhausted? An error if it is not.
pub fn is_exhausted(t: &Thread, g: &Generator, sp: *mut Value) -> PyResult<()> {
    match g.state() {
        State::Finished => Ok(()),
        State::Running => Err(cannot_resume(t, g)),
        // There would have been room: another thread had it until a moment ago.
        _ if has_room(t, g, sp.wrapping_add(FRAME_WORDS)) => Err(cannot_resume(t, g)),
        _ => Err(t.recursion_error("")),
    }
}

/// The generator whose frame is running.
fn running(f: &Frame) -> Ref {
    // SAFETY: the callee word of a generator's frame is the generator.
    unsafe { Ref::peek(&*f.r.fp.sub(FRAME_WORDS)) }.clone()
}

/// `YIELD`: stores the frame and hands the value on top of the stack to whoever resumed it. Gives the registers to go on with, and two
/// words to drop then. `None`: nothing was done, because `quick` and exceptions are being handled.
///
/// # Safety
/// The registers are those of a generator's running frame.
#[inline(always)]
pub unsafe fn suspend(r: Regs, quick: bool) -> Option<(Regs, Value, Value)> {
    // SAFETY: locals, operands and the value lie between `fp` and `sp`; their words move out.
    unsafe {
        let t = r.t();
        let base = r.fp.sub(FRAME_WORDS);
        let callee = *base;
        let g = Object::<Generator>::body_of(callee.address());
        if !t.handled.load().is_null() || !g.outer.load().is_null() {
            if quick {
                return None;
            }
            exchange_handled(t, g, true);
        }
        // The value may be a borrow from one of the frame's locals.
        let value = settle(*r.sp.sub(1), t.base.id);
        g.store(r.fp, r.sp.offset_from(r.fp) as usize - 1, t.base.id);
        g.ip.set(r.ip);
        let (ip, fp, k) = unwind::saved(r.fp);
        t.depth.set(t.depth.get() - 1);
        base.write(value);
        let mut sp = base.add(1);
        let mut old = Value::NULL;
        let resumer = *ip.sub(1);
        if resumer as u8 == Op::FOR_ITER_STORE as u8 {
            sp = base;
            old = fp.add((resumer >> 8 & 0xff) as usize).replace(value);
        }
        // From here on another thread may resume it.
        g.set_state(State::Suspended);
        Some((Regs { ip, sp, fp, k, th: r.th }, callee, old))
    }
}

/// `RETURN` in a generator's frame.
pub fn finish(t: &Thread, f: &mut Frame, value: Ref) -> PyResult<()> {
    // SAFETY: the word owns what it says; a borrow from a local becomes counted.
    let value = unsafe { Ref::adopt(crate::memory::reference::heap_form(value)) };
    let object = running(f);
    let g = object.downcast::<Generator>().expect("the frame is a generator's");
    // SAFETY: the words between `fp` and `sp` are the frame's; destructors run above the saved top.
    unsafe {
        f.save();
        super::capture::drop_words(f.r.fp, f.r.sp);
        f.r.sp = f.r.fp;
    }
    leave_handled(t, g, false);
    leave(t, f);
    g.set_state(State::Finished);
    // It has nothing to close.
    forget_finalizer(&object);
    if f.r.ip == exit_ip() {
        // Native code learns from this that it is the return value; the generator may be running again elsewhere.
        t.generator_ended.set(true);
        f.push(value);
        return Ok(());
    }
    // SAFETY: `ip` lies behind the instruction that resumed the frame.
    let instr = Instr(unsafe { *f.r.ip.sub(1) });
    match instr.op() {
        Op::FOR_ITER => {
            drop(f.pop());
            f.jump(distance(instr.arg()));
            drop(value);
        }
        Op::FOR_ITER_STORE => {
            drop(f.pop());
            f.jump((instr.arg() << 8) as i32 >> 16);
            drop(value);
        }
        Op::SEND => {
            drop(f.pop());
            f.push(value);
            f.jump(distance(instr.arg()));
        }
        other => unreachable!("{other:?} does not push a generator's frame"),
    }
    Ok(())
}

/// A generator's frame is left by an exception; what its resumer sees of it.
pub fn finish_by_error(t: &Thread, g: &Generator, raised: Raised) -> Raised {
    leave_handled(t, g, false);
    g.set_state(State::Finished);
    let what = g.what();
    let name = if t.raised_is(&raised, &ex::STOP_ITERATION) {
        "StopIteration"
    } else if g.is_async_generator() && t.raised_is(&raised, &ex::STOP_ASYNC_ITERATION) {
        "StopAsyncIteration"
    } else {
        return raised;
    };
    let error = t.runtime_error(format!("{what} raised {name}"));
    ex::set_cause(t, &error, &raised);
    error
}

/// As `resume` with None.
pub fn next(t: &Thread, object: &Ref, g: &Generator) -> PyResult<Result<Ref, Ref>> {
    let saved = Saved::take(t);
    if !t.has_native_stack() || g.is_coroutine() || !has_room(t, g, saved.sp.wrapping_add(FRAME_WORDS)) {
        return resume(t, object, g, Ok(t.none()));
    }
    if let Err(state) = g.claim() {
        return if state == State::Running { Err(cannot_resume(t, g)) } else { Ok(Err(t.none())) };
    }
    let back = (exit_ip(), saved.fp, saved.k);
    // SAFETY: native code called from the interpreter leaves everything above `sp` free.
    let result = unsafe {
        let none = dup(Value::none(t), t.base.id);
        let r = push_stored(t, object.clone().release(), g, saved.sp, back, none);
        enter_handled(t, g);
        call::run(t, r, saved)?
    };
    Ok(if t.generator_ended.replace(false) { Err(result) } else { Ok(result) })
}

/// Resumes a generator from native code: `Ok(Ok(v))` was yielded, `Ok(Err(v))` returned.
pub fn resume(t: &Thread, object: &Ref, g: &Generator, with: Result<Ref, Raised>) -> PyResult<Result<Ref, Ref>> {
    if !t.has_native_stack() {
        return Err(t.recursion_error(""));
    }
    let before = match g.claim() {
        Ok(before) => before,
        Err(state) => {
            return match with {
                _ if state == State::Running => Err(cannot_resume(t, g)),
                Err(raised) => Err(raised),
                Ok(_) if g.is_coroutine() => Err(t.runtime_error("cannot reuse already awaited coroutine")),
                Ok(_) => Ok(Err(t.none())),
            };
        }
    };
    let sent = match &with {
        Ok(value) => {
            if before == State::Created && !value.value().is_none(t) {
                g.set_state(before);
                return Err(t.type_error(format!("can't send non-None value to a just-started {}", g.what())));
            }
            value.clone()
        }
        Err(_) => t.none(),
    };
    let saved = Saved::take(t);
    let back = (exit_ip(), saved.fp, saved.k);
    if !has_room(t, g, saved.sp.wrapping_add(FRAME_WORDS)) {
        g.set_state(before);
        return Err(t.recursion_error(""));
    }
    // SAFETY: native code called from the interpreter leaves everything above `sp` free.
    let r = unsafe { push_stored(t, object.clone().release(), g, saved.sp, back, sent.release()) };
    enter_handled(t, g);
    // SAFETY: the frame was set up above `saved.sp`.
    unsafe { run(t, g, r, saved, with.err()) }
}

/// Runs a generator's frame; an exception is raised at the point of suspension.
///
/// # Safety
/// `r` are the registers of the generator's frame set up above `saved.sp`, which returns to `EXIT`.
unsafe fn run(t: &Thread, g: &Generator, r: Regs, saved: Saved, raised: Option<Raised>) -> PyResult<Result<Ref, Ref>> {
    let r = match raised {
        None => Some(r),
        Some(raised) => {
            r.save();
            // What the resumer handles is not the context of what it throws.
            if !g.inherited.get() {
                ex::link_context(t, &raised.0);
            }
            saved.below(t, || unwind::unwind_thrown(t, r, raised))
        }
    };
    let result = match r {
        // SAFETY: the caller's.
        Some(r) => unsafe { call::run(t, r, saved) },
        None => {
            saved.put_back(t);
            Err(Raised(t.pending.take().expect("the unwinder leaves the exception there")))
        }
    }?;
    Ok(if t.generator_ended.replace(false) { Err(result) } else { Ok(result) })
}

/// Does something (`act`) to what a suspended generator delegates to, as if the generator did: it is running meanwhile, and its frame is there.
/// What `act` gives is what the delegate yielded or returned, or an exception to raise at the point of suspension; the generator is
/// suspended again or goes on. `delegate` is what the caller took for the delegate.
///
/// # Errors
/// ValueError when the generator is running or delegates to something else by now, and what it raises.
pub fn through(
    t: &Thread,
    object: &Ref,
    g: &Generator,
    delegate: &Ref,
    act: impl FnOnce() -> PyResult<Result<Ref, Ref>>,
) -> PyResult<Result<Ref, Ref>> {
    if !t.has_native_stack() {
        return Err(t.recursion_error(""));
    }
    let before = g.claim().map_err(|_| cannot_resume(t, g))?;
    let saved = Saved::take(t);
    let back = (exit_ip(), saved.fp, saved.k);
    let is_same = is_delegating(g, before) && g.operand(0).is_some_and(|operand| operand.is(delegate));
    if !is_same || !has_room(t, g, saved.sp.wrapping_add(FRAME_WORDS)) {
        g.set_state(before);
        return Err(if is_same { t.recursion_error("") } else { cannot_resume(t, g) });
    }
    // SAFETY: native code called from the interpreter leaves everything above `sp` free. Nothing is sent yet: the word is taken off again.
    // The delegate stays on top of the stack while `act` runs above it.
    unsafe {
        let mut r = push_stored(t, object.clone().release(), g, saved.sp, back, Value::NULL);
        r.sp = r.sp.sub(1);
        enter_handled(t, g);
        r.save();
        match saved.below(t, act) {
            Ok(Ok(value)) => {
                r.sp.write(value.release());
                r.sp = r.sp.add(1);
                let (r, callee, _) = suspend(r, false).expect("not asked to be quick");
                let value = Ref::adopt(r.sp.sub(1).replace(Value::NULL));
                saved.put_back(t);
                drop(Ref::adopt(callee));
                Ok(Ok(value))
            }
            Ok(Err(value)) => {
                let delegate = r.sp.sub(1).replace(value.release());
                r.ip = behind_send(r.ip);
                r.save();
                saved.below(t, || drop(Ref::adopt(delegate)));
                run(t, g, r, saved, None)
            }
            Err(raised) => run(t, g, r, saved, Some(raised)),
        }
    }
}

/// Where a delegating generator goes on with what its delegate returned.
///
/// # Safety
/// `ip` lies behind a `YIELD 1`.
unsafe fn behind_send(ip: *const u32) -> *const u32 {
    // SAFETY: behind `YIELD 1` there is the JUMP_BACK to the SEND, whose jump leads behind the loop.
    unsafe {
        let back = Instr(*ip);
        debug_assert!(back.op() == Op::JUMP_BACK);
        let send = ip.add(1).offset(distance(back.arg()) as isize);
        let instr = Instr(*send);
        debug_assert!(instr.op() == Op::SEND);
        send.add(1).offset(distance(instr.arg()) as isize)
    }
}

/// Where a suspended generator delegates to: the sub-iterator of the `yield from` or `await` it is in.
pub fn delegate(g: &Generator) -> Option<Ref> {
    // Claimed, so that no other thread resumes it meanwhile.
    let before = g.claim().ok()?;
    let found = is_delegating(g, before).then(|| g.operand(0)).flatten();
    g.set_state(before);
    found
}

/// Does a generator that was claimed in this state wait for a sub-iterator?
fn is_delegating(g: &Generator, before: State) -> bool {
    before == State::Suspended && {
        // SAFETY: the `ip` of a suspended generator lies behind its YIELD.
        let instr = Instr(unsafe { *g.ip.get().sub(1) });
        instr.op() == Op::YIELD && instr.arg() == 1
    }
}
