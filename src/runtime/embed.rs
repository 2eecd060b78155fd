//! A Vm inside another Rust program.
//!
//! An [`Interpreter`] belongs to the thread that made it; several of them, in one thread or in many, have nothing in common. Results come out
//! as text, or, for those who want objects, as `Ref`s inside [`Interpreter::with`].

use std::fmt;

use crate::memory::Ref;
use crate::object::exception as ex;
use crate::runtime::compile::{self, Mode};
use crate::runtime::start::{self, Running};
use crate::runtime::vm::Options;
use crate::runtime::{PyResult, Raised, Thread};

/// Bytes of native stack that scripts may use unless told otherwise: what a thread of a Rust program surely has.
pub const NATIVE_STACK: usize = 1 << 20;

/// An exception that no script caught.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// The name of its class.
    pub class: String,
    /// Its text.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.message.is_empty() { f.write_str(&self.class) } else { write!(f, "{}: {}", self.class, self.message) }
    }
}

impl std::error::Error for Error {}

/// See the module's documentation.
pub struct Interpreter {
    /// Always there, until `drop` takes it.
    running: Option<Running>,
}

impl Interpreter {
    /// Starts a Vm.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn new(options: Options) -> Result<Interpreter, Error> {
        Interpreter::with_stack(options, NATIVE_STACK)
    }

    /// Starts a Vm whose scripts may use `native_stack` bytes of the calling thread's stack.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn with_stack(options: Options, native_stack: usize) -> Result<Interpreter, Error> {
        match start::start(options, native_stack) {
            Ok(mut running) => {
                running.detach();
                Ok(Interpreter { running: Some(running) })
            }
            Err(message) => Err(Error { class: "MemoryError".into(), message }),
        }
    }

    /// Runs statements in `__main__`. `filename` is what tracebacks show.
    ///
    /// # Errors
    /// An exception that the text did not catch.
    pub fn run(&mut self, source: &str, filename: &str) -> Result<(), Error> {
        self.with(|t| {
            t.vm().sources.register(filename, source);
            let code = compile::compile_source(t, source, filename, Mode::Exec, 0, -1)?;
            let globals = start::main_namespace(t)?.into_ref();
            let _held = t.hold(&[&code, &globals]);
            t.run_module_code(&code, &globals).map(drop)
        })
    }

    /// The `repr()` of an expression's value.
    ///
    /// # Errors
    /// An exception that the expression did not catch.
    pub fn eval(&mut self, source: &str) -> Result<String, Error> {
        self.with(|t| {
            let globals = start::main_namespace(t)?.into_ref();
            let code = compile::compile_source(t, source.trim(), "<eval>", Mode::Eval, 0, -1)?;
            let _held = t.hold(&[&code, &globals]);
            let value = t.run_module_code(&code, &globals)?;
            t.repr_text(&value)
        })
    }

    /// Sets a variable of `__main__` to what `make` makes.
    ///
    /// # Errors
    /// What `make` raises.
    pub fn set(&mut self, name: &str, make: impl FnOnce(&Thread) -> PyResult) -> Result<(), Error> {
        self.with(|t| {
            let value = make(t)?;
            let globals = start::main_namespace(t)?.into_ref();
            t.dict_set_str(&globals, name, value)
        })
    }

    /// Calls a function of `__main__` with arguments that `arguments` makes, and gives what `result` makes of what it returns.
    ///
    /// # Errors
    /// `NameError` when there is no such name; an exception that the function did not catch.
    pub fn call<R>(
        &mut self,
        name: &str,
        arguments: impl FnOnce(&Thread) -> PyResult<Vec<Ref>>,
        result: impl FnOnce(&Thread, &Ref) -> PyResult<R>,
    ) -> Result<R, Error> {
        self.with(|t| {
            let Some(function) = start::main_namespace(t)?.get_str(t, name) else {
                return Err(t.error(&ex::NAME_ERROR, format!("name '{name}' is not defined")));
            };
            let value = t.call(&function, &arguments(t)?)?;
            result(t, &value)
        })
    }

    /// Runs `f` with the Vm's main thread. What it returns must not hold references to objects.
    ///
    /// # Errors
    /// What `f` raises.
    pub fn with<R>(&mut self, f: impl FnOnce(&Thread) -> PyResult<R>) -> Result<R, Error> {
        let running = self.running.as_mut().expect("there until `drop`");
        running.attach();
        let t = running.thread();
        let result = f(t).map_err(|raised| error(t, &raised));
        running.detach();
        result
    }
}

impl Drop for Interpreter {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.attach();
            running.finish(false);
            running.free();
        }
    }
}

fn error(t: &Thread, raised: &Raised) -> Error {
    let message = t.to_str(&raised.0).map_or_else(|_| String::new(), |text| t.str_of(&text).into_owned());
    Error { class: t.type_name(&raised.0), message }
}
