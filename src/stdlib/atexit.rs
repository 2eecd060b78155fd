//! `atexit`: functions that are called before the interpreter ends, the last one first.

use crate::memory::{Ref, Value};
use crate::natives;
use crate::object::boxed::Trace as _;
use crate::object::module::ModuleDef;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

/// A registered call.
pub struct Callback {
    function: Ref,
    values: Vec<Ref>,
    names: Vec<Ref>,
}

impl Callback {
    /// Calls back with every reference held.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.function.trace(visit);
        self.values.trace(visit);
        self.names.trace(visit);
    }
}

fn register(t: &Thread, a: Args<'_>) -> PyResult {
    let function = a.get(0);
    if !t.is_callable(function) {
        return Err(t.type_error("the first argument must be callable"));
    }
    let mut callback = Callback { function: function.clone(), values: a.rest().to_vec(), names: Vec::new() };
    if let Some(kwargs) = a.kwargs() {
        for (name, value) in kwargs.entries() {
            callback.names.push(t.intern_ref(&name));
            callback.values.push(value);
        }
    }
    t.library().at_exit.lock().push(callback);
    Ok(function.clone())
}

fn unregister(t: &Thread, a: Args<'_>) -> PyResult {
    // Comparing may run code, so the list is looked at by copies; what equals goes by identity.
    let functions: Vec<Ref> = t.library().at_exit.lock().iter().map(|c| c.function.clone()).collect();
    for function in functions {
        if t.equal(&function, a.get(0))? {
            let mut gone = Vec::new();
            {
                let mut all = t.library().at_exit.lock();
                let mut i = 0;
                while i < all.len() {
                    if all[i].function.is(&function) { gone.push(all.remove(i)) } else { i += 1 }
                }
            }
            drop(gone);
        }
    }
    Ok(t.none())
}

/// Calls what is registered, including what is registered meanwhile. Exceptions are reported and do not end it.
pub fn run(t: &Thread) {
    loop {
        let next = t.library().at_exit.lock().pop();
        let Some(Callback { function, values, names }) = next else { return };
        if let Err(raised) = t.call_kw(&function, CallArgs { values: &values, names: &names }) {
            let shown = t.repr_text(&function).unwrap_or_else(|_| "<function>".to_owned());
            crate::runtime::report::unraisable(
                t,
                raised,
                &format!("Exception ignored in atexit callback {shown}"),
                None,
            );
        }
    }
}

fn run_now(t: &Thread, _a: Args<'_>) -> PyResult {
    run(t);
    Ok(t.none())
}

fn clear(t: &Thread, _a: Args<'_>) -> PyResult {
    let all = std::mem::take(&mut *t.library().at_exit.lock());
    drop(all);
    Ok(t.none())
}

fn count(t: &Thread, _a: Args<'_>) -> PyResult {
    let count = t.library().at_exit.lock().len();
    t.int(count as i64)
}

/// `atexit`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "atexit",
    doc: "Functions that are called before the interpreter ends.",
    functions: natives![
        "register(func, /, *args, **kwargs)" => register,
        "unregister(func, /)" => unregister,
        "_run_exitfuncs()" => run_now,
        "_clear()" => clear,
        "_ncallbacks()" => count,
    ],
    ..ModuleDef::EMPTY
};
