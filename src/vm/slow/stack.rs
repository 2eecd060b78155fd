//! Locals, cells, truth.

use crate::config;
use crate::object::cell::Cell;
use crate::object::exception as ex;
use crate::runtime::{PyResult, Raised, Thread};
use crate::vm::frame::{Frame, distance};

/// Name of local `i` of the running code.
fn local_name(t: &Thread, f: &Frame, i: u32) -> String {
    // SAFETY: the frame is running.
    let code = unsafe { f.r.code() };
    match code.locals.get(i as usize).and_then(|s| s.get()) {
        Some(name) => t.str_of(&name).into_owned(),
        None => String::new(),
    }
}

#[cold]
fn unbound_local(t: &Thread, f: &Frame, i: u32) -> Raised {
    let name = local_name(t, f, i);
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    t.error(&ex::UNBOUND_LOCAL_ERROR, message)
}

#[cold]
fn unbound_cell(t: &Thread, f: &Frame, i: u32) -> Raised {
    // SAFETY: the frame is running.
    let unit = unsafe { &f.r.code().unit };
    let is_free = i as usize >= unit.locals.len() - unit.free_count as usize;
    if !is_free {
        return unbound_local(t, f, i);
    }
    let name = local_name(t, f, i);
    let message =
        format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
    let raised = t.error(&ex::NAME_ERROR, message);
    ex::set_name(t, &raised, &name);
    raised
}

pub fn LOAD_FAST_CHECK(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let Some(value) = f.local(arg).cloned() else { return Err(unbound_local(t, f, arg)) };
    f.push(value);
    Ok(())
}

pub fn DELETE_FAST(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    match f.set_local(arg, None) {
        Some(old) => {
            drop(old);
            Ok(())
        }
        None => Err(unbound_local(t, f, arg)),
    }
}

pub fn MAKE_CELL(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let content = f.set_local(arg, None);
    let cell = t.new_cell(content)?;
    drop(f.set_local(arg, Some(cell)));
    Ok(())
}

pub fn COPY_FREE_VARS(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    // SAFETY: the frame is running.
    let callee = unsafe { crate::vm::capture::callee(f.r.fp) };
    let function =
        callee.downcast::<crate::object::function::Function>().expect("frames with free variables are functions'");
    // Set at birth and kept as long as the function lives.
    let closure = function.closure.peek().ok_or_else(|| t.system_error("function without its closure"))?;
    let cells = closure.downcast::<crate::object::tuple::Tuple>().expect("closures are tuples");
    for (i, cell) in cells.items().iter().enumerate() {
        if config::DEFERRED {
            // The function, which the frame keeps, keeps its cells.
            // SAFETY: the compiler's locals; those for cells are not bound yet.
            unsafe { f.r.fp.add(arg as usize + i).write(cell.value().marked()) };
        } else {
            drop(f.set_local(arg + i as u32, Some(cell.clone())));
        }
    }
    Ok(())
}

fn cell(f: &Frame, i: u32) -> &Cell {
    f.local(i).and_then(|c| c.downcast::<Cell>()).expect("the compiler makes cells before it uses them")
}

pub fn LOAD_DEREF(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let Some(value) = cell(f, arg).get() else { return Err(unbound_cell(t, f, arg)) };
    f.push(value);
    Ok(())
}

pub fn STORE_DEREF(_t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = f.pop();
    drop(cell(f, arg).replace(value));
    Ok(())
}

pub fn DELETE_DEREF(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let old = cell(f, arg).take();
    match old {
        Some(_) => Ok(()),
        None => Err(unbound_cell(t, f, arg)),
    }
}

pub fn LOAD_CLASS_DEREF(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let name = f.konst(arg >> 8).clone();
    if let Some(value) = super::names::from_namespace(t, f, &name)? {
        f.push(value);
        return Ok(());
    }
    LOAD_DEREF(t, f, arg & 0xff)
}

pub fn JUMP_BACK(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    // What a safepoint raises is raised in the loop, not at the instruction in front of it.
    t.poll_at_instruction()?;
    f.jump(distance(arg));
    Ok(())
}

fn jump_if(t: &Thread, f: &mut Frame, when: bool, distance: i32) -> PyResult<()> {
    let value = f.pop();
    if t.truth(&value)? == when {
        f.jump(distance);
    }
    Ok(())
}

pub fn POP_JUMP_IF_FALSE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    jump_if(t, f, false, distance(arg))
}

pub fn POP_JUMP_IF_TRUE(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    jump_if(t, f, true, distance(arg))
}

pub fn POP_JUMP_IF_FALSE_F(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let value = local(t, f, arg & 0xff)?;
    if !t.truth(&value)? {
        f.jump((arg << 8) as i32 >> 16);
    }
    Ok(())
}

fn keep_or_pop(t: &Thread, f: &mut Frame, when: bool, arg: u32) -> PyResult<()> {
    let value = f.pop();
    if t.truth(&value)? == when {
        f.push(value);
        f.jump(distance(arg));
    }
    Ok(())
}

pub fn JUMP_IF_FALSE_OR_POP(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    keep_or_pop(t, f, false, arg)
}

pub fn JUMP_IF_TRUE_OR_POP(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    keep_or_pop(t, f, true, arg)
}

pub fn UNARY_NOT(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let value = f.pop();
    let truth = t.truth(&value)?;
    f.push(t.bool(!truth));
    Ok(())
}

/// A local that the compiler knows to be bound.
pub fn local(t: &Thread, f: &Frame, i: u32) -> PyResult {
    f.local(i).cloned().ok_or_else(|| unbound_local(t, f, i))
}
