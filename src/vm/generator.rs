//! Resuming and suspending generators.
//!
//! A `for` loop over a generator, `yield from` and `await` push the generator's frame like that of a call; `send()`, `throw()` and
//! `next()` from native code run it in a nested run of the interpreter. Where the frame returns to tells which: `EXIT` is native code.

use super::call::{self, Saved, write_saved};
use super::frame::{EXIT, FRAME_WORDS, Frame, Regs, distance};
use super::unwind;
use crate::bytecode::{Instr, Op};
use crate::memory::{Ref, Value, header};
use crate::object::exception as ex;
use crate::object::function::Function;
use crate::object::generator::{Generator, State};
use crate::runtime::{PyResult, Raised, Thread};

/// `RETURN_GENERATOR`: the running frame becomes a generator object, which the call returns.
pub fn make(t: &Thread, f: &mut Frame) -> PyResult<()> {
    // SAFETY: the callee word of a function's frame is the function.
    let callee = unsafe { Ref::peek(&*f.r.fp.sub(FRAME_WORDS)) }.clone();
    let function = callee.downcast::<Function>().expect("generators start as calls of functions");
    let (name, qualname) = (function.name.get(), function.qualname.get());
    let code = function.code();
    // SAFETY: locals (and no operands yet) lie between `fp` and `sp`; their words move into the object.
    let words: Vec<Value> = unsafe {
        let n = f.r.sp.offset_from(f.r.fp) as usize;
        (0..n).map(|i| Generator::storable(f.r.fp.add(i).replace(Value::NULL))).collect()
    };
    let has_handlers = !code.unit.exceptions.is_empty();
    let ty = {
        use crate::bytecode::code::flags;
        let types = t.types();
        if code.unit.flags & flags::COROUTINE != 0 {
            &types.coroutine
        } else if code.unit.flags & flags::ASYNC_GENERATOR != 0 {
            &types.async_generator
        } else {
            &types.generator
        }
    };
    let needs_close = has_handlers || code.unit.flags & crate::bytecode::code::flags::COROUTINE != 0;
    let flags = if needs_close { header::HAS_FINALIZER } else { 0 };
    let body = Generator::new(callee.clone(), name, qualname, words, f.r.ip, f.r.k);
    let object =
        crate::memory::Object::allocate_as(&t.base, crate::object::kind::GENERATOR, flags, ty.as_ptr(), 0, body)?;
    leave(t, f);
    f.push(object);
    Ok(())
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

/// Puts the stored frame of a claimed generator on the stack above `sp`; gives its registers, with `sent` pushed when the
/// generator was suspended at a `yield` (or as the value that the first instruction pops).
///
/// # Safety
/// `sp` is the top of the stack; the frame returns to `ip` with `fp` and `k`.
unsafe fn push_stored(
    t: &Thread,
    object: &Ref,
    g: &Generator,
    sp: *mut Value,
    back: (*const u32, *mut Value, *const u64),
    sent: Ref,
) -> PyResult<Regs> {
    let unit = &g.code().unit;
    let words = unit.locals.len() + unit.stack_size as usize + 8;
    // SAFETY: the caller's; the room is checked first.
    unsafe {
        let fp = sp.add(FRAME_WORDS);
        if fp.add(words) > t.stack_limit.get() || t.depth.get() + 1 > t.recursion_limit.get() {
            return Err(t.recursion_error(""));
        }
        t.depth.set(t.depth.get() + 1);
        sp.write(object.clone().release());
        write_saved(fp, back.0, back.1, back.2);
        let frame = g.frame();
        for (i, word) in frame.iter().enumerate() {
            fp.add(i).write(*word);
        }
        let mut top = fp.add(frame.len());
        frame.clear();
        top.write(sent.release());
        top = top.add(1);
        enter_handled(t, g);
        Ok(Regs { ip: g.ip.get(), sp: top, fp, k: g.k.get(), th: t })
    }
}

/// Makes the generator's own handled exception the current one; it inherits the resumer's when it has none.
fn enter_handled(t: &Thread, g: &Generator) {
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
fn leave_handled(t: &Thread, g: &Generator, keep: bool) {
    let current = t.handled.take();
    let outer = g.outer.take();
    let same = match (&current, &outer) {
        (Some(a), Some(b)) => a.is(b),
        (None, _) => true,
        _ => false,
    };
    if keep
        && !(g.inherited.get() && same)
        && let Some(current) = current
    {
        drop(g.handled.replace(current));
    }
    if let Some(outer) = outer {
        drop(t.handled.replace(outer));
    }
}

fn cannot_resume(t: &Thread, g: &Generator) -> Raised {
    let what = if g.is_coroutine() {
        "coroutine"
    } else if g.is_async_generator() {
        "async generator"
    } else {
        "generator"
    };
    t.value_error(format!("{what} already executing"))
}

/// `FOR_ITER` on a generator: pushes its frame, which returns behind the instruction.
pub fn enter(t: &Thread, f: &mut Frame, g: &Generator) -> PyResult<()> {
    let object = f.peek(0).clone();
    if g.claim().is_none() {
        if g.state() == State::Running {
            return Err(cannot_resume(t, g));
        }
        drop(f.pop());
        // SAFETY: `ip` lies behind the FOR_ITER.
        let instr = Instr(unsafe { *f.r.ip.sub(1) });
        f.jump(distance(instr.arg()));
        return Ok(());
    }
    // SAFETY: the generator's frame goes above the operands.
    match unsafe { push_stored(t, &object, g, f.r.sp, (f.r.ip, f.r.fp, f.r.k), t.none()) } {
        Ok(r) => {
            f.r = r;
            Ok(())
        }
        Err(raised) => {
            g.set_state(State::Suspended);
            Err(raised)
        }
    }
}

/// `SEND` to a generator or coroutine: pushes its frame, which returns behind the instruction with the yielded value in place of the
/// sent one.
pub fn enter_send(t: &Thread, f: &mut Frame, g: &Generator) -> PyResult<bool> {
    let object = f.peek(1).clone();
    let Some(before) = g.claim() else { return Ok(false) };
    if before == State::Created && !f.peek(0).value().is_none(t) {
        g.set_state(before);
        return Ok(false);
    }
    let sent = f.pop();
    // SAFETY: the generator's frame goes above the operands.
    match unsafe { push_stored(t, &object, g, f.r.sp, (f.r.ip, f.r.fp, f.r.k), sent) } {
        Ok(r) => {
            f.r = r;
            Ok(true)
        }
        Err(raised) => {
            g.set_state(before);
            Err(raised)
        }
    }
}

/// The generator whose frame is running.
fn running(f: &Frame) -> Ref {
    // SAFETY: the callee word of a generator's frame is the generator.
    unsafe { Ref::peek(&*f.r.fp.sub(FRAME_WORDS)) }.clone()
}

/// `YIELD`: stores the frame and hands the value to whoever resumed it.
pub fn suspend(t: &Thread, f: &mut Frame) -> PyResult<()> {
    let value = f.pop();
    let object = running(f);
    let g = object.downcast::<Generator>().expect("only generators yield");
    // SAFETY: locals and operands lie between `fp` and `sp`; their words move into the object.
    unsafe {
        let n = f.r.sp.offset_from(f.r.fp) as usize;
        let frame = g.frame();
        frame.reserve(n);
        for i in 0..n {
            frame.push(Generator::storable(f.r.fp.add(i).replace(Value::NULL)));
        }
        f.r.sp = f.r.fp;
    }
    g.ip.set(f.r.ip);
    leave_handled(t, g, true);
    // The value may be a borrow from one of the frame's locals.
    let value = crate::memory::reference::heap_form(value);
    leave(t, f);
    g.set_state(State::Suspended);
    // SAFETY: the word owns what it says.
    f.push(unsafe { Ref::adopt(value) });
    Ok(())
}

/// `RETURN` in a generator's frame.
pub fn finish(t: &Thread, f: &mut Frame, value: Ref) -> PyResult<()> {
    // SAFETY: the word owns what it says; a borrow from a local becomes counted.
    let value = unsafe { Ref::adopt(crate::memory::reference::heap_form(value)) };
    let object = running(f);
    let g = object.downcast::<Generator>().expect("the frame is a generator's");
    while f.r.sp > f.r.fp {
        drop(f.pop_opt());
    }
    leave_handled(t, g, false);
    leave(t, f);
    g.set_state(State::Finished);
    if f.r.ip == EXIT.as_ptr() {
        // Native code learns from the state that this is the return value.
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
    let what = if g.is_coroutine() {
        "coroutine"
    } else if g.is_async_generator() {
        "async generator"
    } else {
        "generator"
    };
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

/// Resumes a generator from native code: `Ok(Ok(v))` was yielded, `Ok(Err(v))` returned.
pub fn resume(t: &Thread, object: &Ref, g: &Generator, with: Result<Ref, Raised>) -> PyResult<Result<Ref, Ref>> {
    if !t.has_native_stack() {
        return Err(t.recursion_error(""));
    }
    let Some(before) = g.claim() else {
        return match (g.state(), with) {
            (State::Running, _) => Err(cannot_resume(t, g)),
            (_, Err(raised)) => Err(raised),
            (_, Ok(_)) if g.is_coroutine() => Err(t.runtime_error("cannot reuse already awaited coroutine")),
            (_, Ok(_)) => Ok(Err(t.none())),
        };
    };
    let sent = match &with {
        Ok(value) => {
            if before == State::Created && !value.value().is_none(t) {
                g.set_state(before);
                let what = if g.is_coroutine() {
                    "coroutine"
                } else if g.is_async_generator() {
                    "async generator"
                } else {
                    "generator"
                };
                return Err(t.type_error(format!("can't send non-None value to a just-started {what}")));
            }
            value.clone()
        }
        Err(_) => t.none(),
    };
    let saved = Saved::take(t);
    let back = (EXIT.as_ptr(), saved.fp, saved.k);
    // SAFETY: native code called from the interpreter leaves everything above `sp` free.
    let r = match unsafe { push_stored(t, object, g, saved.sp, back, sent) } {
        Ok(r) => r,
        Err(raised) => {
            g.set_state(before);
            return Err(raised);
        }
    };
    let r = match with {
        Ok(_) => Some(r),
        // The exception is raised at the point of suspension.
        Err(raised) => {
            r.save();
            unwind::unwind(t, r, raised)
        }
    };
    let result = match r {
        // SAFETY: the frame was set up above `saved.sp`.
        Some(r) => unsafe { call::run(t, r, saved) },
        None => {
            saved.put_back(t);
            Err(Raised(t.pending.take().expect("the unwinder leaves the exception there")))
        }
    }?;
    Ok(if g.state() == State::Finished { Err(result) } else { Ok(result) })
}

/// Where a suspended generator delegates to: the sub-iterator of the `yield from` or `await` it is in.
pub fn delegate(g: &Generator) -> Option<Ref> {
    if g.state() != State::Suspended {
        return None;
    }
    // SAFETY: `ip` lies behind the YIELD.
    let instr = Instr(unsafe { *g.ip.get().sub(1) });
    (instr.op() == Op::YIELD && instr.arg() == 1).then(|| g.operand(0)).flatten()
}

/// After the sub-iterator of a suspended generator ended during `throw()`: the generator goes on behind its SEND with the value.
pub fn skip_send(g: &Generator) {
    // SAFETY: behind `YIELD 1` there is the JUMP_BACK to the SEND; the SEND's jump leads behind the loop.
    unsafe {
        let ip = g.ip.get();
        let back = Instr(*ip);
        debug_assert!(back.op() == Op::JUMP_BACK);
        let send = ip.add(1).offset(distance(back.arg()) as isize);
        let instr = Instr(*send);
        debug_assert!(instr.op() == Op::SEND);
        g.ip.set(send.add(1).offset(distance(instr.arg()) as isize));
    }
    // The sub-iterator leaves the stored operands; the value takes its place when the frame is resumed.
    let frame = g.frame();
    if let Some(word) = frame.pop() {
        // SAFETY: the word owned what it says.
        drop(unsafe { Ref::adopt(word) });
    }
}
