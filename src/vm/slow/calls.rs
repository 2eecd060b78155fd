//! Calls, functions.

use crate::memory::{Own, Ref, Value};
use crate::object::class::{Type, flags};
use crate::object::class_call;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::kind;
use crate::object::method::BoundMethod;
use crate::object::native::Native;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::runtime::native::CallArgs;
use crate::runtime::{PyResult, Thread};
use crate::vm::frame::{FRAME_WORDS, Frame, word_address};
use crate::vm::{bind, call};

/// Calls what lies below `n` arguments on the operand stack.
fn call_stack(t: &Thread, f: &mut Frame, n: usize) -> PyResult<()> {
    // SAFETY: callee, three reserved words and `n` arguments are on the stack.
    let callee = unsafe { Ref::peek(&*f.r.sp.sub(n + FRAME_WORDS)) }.clone();
    // Before anything moves on the stack: what the safepoint runs uses the stack from the saved top on.
    t.poll_at_instruction()?;
    match callee.value().kind().layout() {
        kind::FUNCTION => return call::push_frame(t, f, &callee, n),
        kind::BOUND_METHOD if callee.value().kind() == kind::BOUND_METHOD => {
            let method = callee.downcast::<BoundMethod>().expect("the kind says so");
            let function = method.function();
            if function.value().kind() == kind::FUNCTION {
                unwrap_method(f, method, function, n);
                let function = f.peek(n + FRAME_WORDS).clone(); // below the object and the arguments
                return call::push_frame(t, f, &function, n + 1);
            }
        }
        kind::TYPE => {
            if let Some(init) = plain_init(t, &callee) {
                return call_init(t, f, &callee, init, n, &[]);
            }
        }
        _ => {}
    }
    let result = {
        let args = f.top(n);
        match callee.downcast_exact::<Native>() {
            Some(native) if native.bound.load().is_null() && !native.signature.method => {
                let _depth = t.enter("")?;
                native.call_complete(t, CallArgs::positional(args))?
            }
            _ => t.call(&callee, args)?,
        }
    };
    f.drop_n(n + FRAME_WORDS);
    f.push(result);
    Ok(())
}

/// Replaces a bound method below `n` arguments by its function; its object goes in front of the arguments, which move up by
/// one word.
fn unwrap_method(f: &mut Frame, method: &BoundMethod, function: Ref, n: usize) {
    make_room(f, n, 1);
    // SAFETY: the room was just made.
    unsafe {
        let args = f.r.sp.sub(n + 1);
        args.write(method.object().release());
        let old = args.sub(FRAME_WORDS).replace(function.release());
        drop(Ref::adopt(old));
    }
}

/// Shifts the top `n` operands up by `by` words, which are then free.
fn make_room(f: &mut Frame, n: usize, by: usize) {
    // SAFETY: frames have eight words more than the compiler's depth.
    unsafe {
        let args = f.r.sp.sub(n);
        std::ptr::copy(args, args.add(by), n);
        f.r.sp = f.r.sp.add(by);
    }
}

/// The `__init__` function of a class whose instances are made by `object.__new__`.
fn plain_init(t: &Thread, class: &Ref) -> Option<Ref> {
    let body = class.downcast_exact::<Type>()?;
    if !body.has(flags::PLAIN_NEW) || body.has(flags::ABSTRACT) {
        return None;
    }
    // A metaclass may say what a call does.
    if class.value().type_pointer(t) != t.types().type_.as_ptr() && !class_call::is_type_call(t.type_of(class)) {
        return None;
    }
    body.lookup(&t.names().__init__).filter(|init| init.value().kind() == kind::FUNCTION)
}

/// Makes an instance and enters its `__init__`; `INIT_DONE` finishes the call.
fn call_init(t: &Thread, f: &mut Frame, class: &Ref, init: Ref, n: usize, names: &[Ref]) -> PyResult<()> {
    let body = class.downcast::<Type>().expect("the caller knows");
    let instance = t.new_instance(body)?;
    // SAFETY: callee, reserved words and `n` arguments are on top of the stack.
    unsafe {
        let base = f.r.sp.sub(n + FRAME_WORDS);
        call::enter_init(t, f, base, n, &init, instance, names)
    }
}

pub fn INIT_DONE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let result = f.pop();
    // SAFETY: `call::enter_init` wrote the word.
    unsafe {
        f.r.sp = f.r.sp.sub(1);
        f.r.ip = word_address(*f.r.sp);
    }
    if !result.value().is_none(t) {
        drop(f.pop());
        return Err(t.type_error(format!("__init__() should return None, not '{}'", t.type_name(&result))));
    }
    Ok(())
}

pub fn ITER_DONE(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let result = f.pop();
    // SAFETY: `call::enter_special` wrote the words.
    unsafe {
        f.r.sp = f.r.sp.sub(2);
        f.r.ip = word_address(*f.r.sp.add(1));
    }
    t.check_iterator(&result)?;
    f.push(result);
    Ok(())
}

pub fn CALL(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    call_stack(t, f, arg as usize)
}

pub fn CALL_METHOD(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let n = arg as usize;
    // SAFETY: callee, reserved words, object or null, and arguments are on the stack.
    unsafe {
        let place = f.r.sp.sub(n + 1);
        if (*place).is_null() {
            // The callee is complete: the arguments close the gap. Nothing stays above them: up to the saved top the collector looks.
            std::ptr::copy(place.add(1), place, n);
            f.r.sp = f.r.sp.sub(1);
            f.r.sp.write(Value::NULL);
            return call_stack(t, f, n);
        }
    }
    let n = n + 1;
    let callee = f.peek(n + FRAME_WORDS - 1).clone();
    let Some(native) = callee.downcast_exact::<Native>() else { return call_stack(t, f, n) };
    let result = {
        let _depth = t.enter("")?;
        // `LOAD_METHOD` found it in the object's class: no check of `self` is needed.
        native.call_complete(t, CallArgs::positional(f.top(n)))?
    };
    f.drop_n(n + FRAME_WORDS);
    f.push(result);
    Ok(())
}

pub fn CALL_KW(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    t.poll_at_instruction()?;
    let names = f.pop();
    let names = names.downcast::<Tuple>().expect("a tuple of names");
    let mut n = arg as usize + 1;
    // SAFETY: callee, reserved words, object or null, and arguments are on the stack.
    unsafe {
        let place = f.r.sp.sub(n);
        if (*place).is_null() {
            // The callee is complete: the arguments close the gap.
            n -= 1;
            std::ptr::copy(place.add(1), place, n);
            f.r.sp = f.r.sp.sub(1);
            f.r.sp.write(Value::NULL);
        }
    }
    let callee = f.peek(n + FRAME_WORDS - 1).clone();
    match callee.value().kind().layout() {
        kind::FUNCTION => return call::push_frame_kw(t, f, &callee, n, names.items()),
        kind::BOUND_METHOD if callee.value().kind() == kind::BOUND_METHOD => {
            let method = callee.downcast::<BoundMethod>().expect("the kind says so");
            let function = method.function();
            if function.value().kind() == kind::FUNCTION {
                unwrap_method(f, method, function.clone(), n);
                return call::push_frame_kw(t, f, &function, n + 1, names.items());
            }
        }
        kind::TYPE => {
            if let Some(init) = plain_init(t, &callee) {
                return call_init(t, f, &callee, init, n, names.items());
            }
        }
        _ => {}
    }
    f.save();
    let result = t.call_kw(&callee, CallArgs { values: f.top(n), names: names.items() })?;
    f.drop_n(n + FRAME_WORDS);
    f.push(result);
    Ok(())
}

pub fn CALL_EX(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let kwargs = if arg & 1 == 1 { Some(f.pop()) } else { None };
    let args = f.pop();
    let callee = f.pop();
    let mut values = match args.downcast_exact::<Tuple>() {
        Some(tuple) => tuple.items().to_vec(),
        None => match t.collect(&args) {
            Ok(values) => values,
            Err(raised) if t.type_of(&args).slots().iter.is_none() => {
                drop(raised);
                let name = bind::shown_name(t, &callee);
                return Err(
                    t.type_error(format!("{name} argument after * must be an iterable, not {}", t.type_name(&args)))
                );
            }
            Err(raised) => return Err(raised),
        },
    };
    let mut names = Vec::new();
    if let Some(dict) = kwargs.as_ref().and_then(|k| k.downcast::<Dict>()) {
        for (key, value) in dict.entries() {
            if key.downcast::<Str>().is_none() {
                return Err(t.type_error("keywords must be strings"));
            }
            names.push(t.intern_ref(&key));
            values.push(value);
        }
    }
    let result = t.call_kw(&callee, CallArgs { values: &values, names: &names })?;
    f.push(result);
    Ok(())
}

pub fn MAKE_FUNCTION(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let code = f.pop();
    let closure = if arg & 8 != 0 { Some(f.pop()) } else { None };
    let annotations = if arg & 4 != 0 { Some(f.pop()) } else { None };
    let kwdefaults = if arg & 2 != 0 { Some(f.pop()) } else { None };
    let defaults = if arg & 1 != 0 { Some(f.pop()) } else { None };
    debug_assert!(code.downcast::<Code>().is_some());
    let globals: Own<Dict> = crate::object::instance::own_dict(crate::memory::Object::ref_of(super::names::globals(f)));
    let builtins: Own<Dict> =
        crate::object::instance::own_dict(crate::memory::Object::ref_of(super::names::builtins(f)));
    let function = t.new_function(code, globals, builtins, None)?;
    let body = function.downcast::<Function>().expect("just made");
    for (slot, value) in [
        (&body.closure, closure),
        (&body.annotations, annotations),
        (&body.kwdefaults, kwdefaults),
        (&body.defaults, defaults),
    ] {
        if let Some(value) = value {
            // Nobody else has seen the function.
            drop(slot.replace_held(value));
        }
    }
    f.push(function);
    Ok(())
}

pub fn RETURN(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    // SAFETY: the fast handler gives up for frame objects in the callee word only.
    unsafe { crate::vm::capture::returning(t, f) };
    Ok(())
}

pub fn RETURN_CONST(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    RETURN(t, f, arg)
}

pub fn RETURN_FAST(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    RETURN(t, f, arg)
}
