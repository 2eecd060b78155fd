//! What is called with uncaught exceptions, with exceptions that nobody can catch, and with results at the prompt.

use crate::memory::Ref;
use crate::object::exception as ex;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::sequence;
use crate::stdlib::{io, structseq};

sequence! {
    /// The argument of `sys.unraisablehook`.
    pub static UNRAISABLE_ARGS = "UnraisableHookArgs" ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"]
}

/// Prints an exception with its traceback to `sys.stderr`.
pub fn excepthook(t: &Thread, a: Args<'_>) -> PyResult {
    let exception = a.get(1);
    if exception.downcast::<ex::Exception>().is_some() {
        if ex::body(exception).traceback.load().is_null() && !a.get(2).value().is_none(t) {
            ex::body(exception).set_traceback(Some(a.get(2).clone()));
        }
        print_exception(t, exception)?;
    } else {
        let message =
            format!("TypeError: print_exception(): Exception expected for value, {} found\n", t.type_name(exception));
        io::stdio::write_stderr(t, &message);
    }
    Ok(t.none())
}

/// Writes an exception and its traceback to `sys.stderr`.
pub fn print_exception(t: &Thread, exception: &Ref) -> PyResult<()> {
    crate::runtime::report::print_exception(t, exception);
    Ok(())
}

/// Prints a result and keeps it as `_`.
pub fn displayhook(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(0).value().is_none(t) {
        return Ok(t.none());
    }
    let builtins = t.vm().builtins_dict();
    let name = t.intern("_");
    drop(builtins.set_interned(t, &name, t.none())?);
    let stdout = t.sys_required("stdout")?;
    let text = t.repr(a.get(0))?;
    t.call_method(&stdout, "write", &[text])?;
    t.call_method(&stdout, "write", &[t.str("\n")?])?;
    drop(builtins.set_interned(t, &name, a.get(0).clone())?);
    Ok(t.none())
}

/// Prints an exception that nobody can catch: one raised in a finaliser, for example.
pub fn unraisablehook(t: &Thread, a: Args<'_>) -> PyResult {
    let part =
        |name: &str| -> PyResult<Option<Ref>> { Ok(t.getattr_opt(a.get(0), name)?.filter(|v| !v.value().is_none(t))) };
    let message = match part("err_msg")? {
        Some(message) => t.str_of(&message).into_owned(),
        None => "Exception ignored in".to_owned(),
    };
    let text = match part("object")? {
        Some(object) => {
            let shown = t.repr_text(&object).unwrap_or_else(|_| "<object repr() failed>".to_owned());
            format!("{message}: {shown}\n")
        }
        None => format!("{message}:\n"),
    };
    io::stdio::write_stderr(t, &text);
    if let Some(exception) = part("exc_value")? {
        print_exception(t, &exception)?;
    }
    Ok(t.none())
}

/// Hands an exception that nobody can catch to `sys.unraisablehook`.
pub fn unraisable(t: &Thread, raised: Raised, message: Option<&str>, object: Option<&Ref>) {
    let exception = raised.0;
    let call = || -> PyResult<()> {
        let traceback = ex::body(&exception).traceback.get().unwrap_or_else(|| t.none());
        let items = [
            t.type_ref(&exception),
            exception.clone(),
            traceback,
            message.map_or_else(|| Ok(t.none()), |m| t.str(m))?,
            object.cloned().unwrap_or_else(|| t.none()),
        ];
        let args = structseq::make(t, &UNRAISABLE_ARGS, &items, &[])?;
        if let Some(hook) = t.sys_attribute("unraisablehook") {
            t.call(&hook, &[args])?;
        }
        Ok(())
    };
    if call().is_err() {
        io::stdio::write_stderr(t, "Exception ignored in sys.unraisablehook\n");
    }
}
