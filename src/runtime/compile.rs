//! From source text to code objects, and running those: what `compile`, `exec`, `eval`, imports and class statements do.

use std::borrow::Cow;

use rcpy_syntax::{Origin, ParseOptions, SyntaxWarning};

use crate::bytecode::code::flags as unit_flags;
use crate::compile;
use crate::memory::{Own, Ref};
use crate::object::bytearray::ByteArray;
use crate::object::bytes::Bytes;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::frame::walk_frames;
use crate::object::function::Function;
use crate::object::instance::own_dict;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::runtime::{PyResult, Thread};

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Statements.
    Exec,
    /// One expression.
    Eval,
    /// One statement at a prompt, whose expressions print their values.
    Single,
}

/// Bits of the `flags` of `compile()`.
pub mod flags {
    /// At a prompt: an open block ends with a blank line only.
    pub const DONT_IMPLY_DEDENT: u32 = 0x200;
    /// A tree instead of code, which rcpy does not offer.
    pub const ONLY_AST: u32 = 0x400;
    /// An error that more input could mend is an `_IncompleteInputError`.
    pub const ALLOW_INCOMPLETE_INPUT: u32 = 0x4000;
    /// `from __future__ import annotations`.
    pub const FUTURE_ANNOTATIONS: u32 = crate::bytecode::code::flags::FUTURE_ANNOTATIONS;
    /// What `compile()` accepts.
    pub const KNOWN: u32 = DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE_INPUT | FUTURES;
    /// Future statements, all but one of which are in force anyway.
    const FUTURES: u32 = 0x1fe_0010;
}

/// Makes a code object of a text from `exec`, `eval` or the like. `optimize` is -1 for the level of the Vm, or a level.
///
/// # Errors
/// `SyntaxError` and its subclasses.
pub fn compile_source(t: &Thread, source: &str, filename: &str, mode: Mode, flags: u32, optimize: i32) -> PyResult {
    load(t, source, filename, mode, flags, optimize, false)
}

/// Makes the code object of a file, whose names and constants live to the Vm's end where the build has immortals.
///
/// # Errors
/// As `compile_source`.
pub fn compile_file(t: &Thread, source: &str, filename: &str) -> PyResult {
    load(t, source, filename, Mode::Exec, 0, -1, true)
}

fn load(t: &Thread, source: &str, filename: &str, mode: Mode, flags: u32, optimize: i32, from_file: bool) -> PyResult {
    let options = ParseOptions {
        max_int_digits: crate::object::number::max_str_digits(t),
        require_blank_line: flags & flags::DONT_IMPLY_DEDENT != 0,
    };
    // About 50 ns a byte, and as much again for the compiler.
    let time = source.len().saturating_mul(50);
    let parsed = t.apart(time, || match mode {
        Mode::Exec => rcpy_syntax::parse_module(source, options),
        Mode::Eval => rcpy_syntax::parse_expression(source, options),
        Mode::Single => rcpy_syntax::parse_interactive(source, options),
    });
    let parsed = parsed.map_err(|error| ex::from_compiler(t, &error, filename, mode == Mode::Exec))?;
    for warning in &parsed.warnings {
        warn(t, warning, filename)?;
    }
    let options = compile::Options {
        optimize: u8::try_from(optimize).unwrap_or(t.vm().options.optimize).min(2),
        future_annotations: flags & flags::FUTURE_ANNOTATIONS != 0,
        first_line: 0,
    };
    // Spans are offsets in the text with `\n` for every line end.
    let source = normalised(source);
    let compiled = t
        .apart(time, || compile::compile_module(&parsed, &source, filename, options))
        .map_err(|error| ex::from_compiler(t, &error, filename, true))?;
    drop(parsed);
    for warning in &compiled.warnings {
        warn(t, warning, filename)?;
    }
    Code::load(t, &compiled.unit, from_file)
}

fn normalised(source: &str) -> Cow<'_, str> {
    if source.contains('\r') {
        Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(source)
    }
}

/// Issues a `SyntaxWarning`; one that the filters make an error becomes a `SyntaxError` at its place.
fn warn(t: &Thread, warning: &SyntaxWarning, filename: &str) -> PyResult<()> {
    let category = t.class(&ex::SYNTAX_WARNING);
    let issued =
        crate::stdlib::warnings::warn_explicit(t, &category, &warning.message, filename, i64::from(warning.line));
    match issued {
        Err(raised) if t.raised_is(&raised, &ex::SYNTAX_WARNING) => {
            let details = vec![
                t.str(filename)?,
                t.int(i64::from(warning.line))?,
                t.int(0)?,
                t.none(),
                t.int(i64::from(warning.line))?,
                t.int(0)?,
            ];
            Err(t.error_with(&ex::SYNTAX_ERROR, vec![t.str(&warning.message)?, t.tuple(details)?]))
        }
        other => other,
    }
}

/// The text of a source given as `str`, `bytes` or `bytearray`. `function` names the caller in messages, `what` what it takes.
///
/// # Errors
/// `TypeError` for other objects, `SyntaxError` for bytes that cannot be decoded, `UnicodeEncodeError` for lone surrogates.
pub fn source_text(t: &Thread, source: &Ref, filename: &str, function: &str, what: &str) -> PyResult<String> {
    if let Some(text) = source.downcast::<Str>() {
        if text.has_surrogates() {
            let bytes = crate::object::string::encode::encode_to_vec(t, text, "utf-8", "strict")?;
            return Ok(String::from_utf8_lossy(&bytes).into_owned());
        }
        return Ok(text.to_str().into_owned());
    }
    if let Some(bytes) = source.downcast::<Bytes>() {
        decode(t, bytes.as_slice(), filename, Origin::Bytes)
    } else if let Some(bytes) = source.downcast::<ByteArray>() {
        // A copy: a codec or a warning may run code that changes it.
        let copy = bytes.with(<[u8]>::to_vec);
        decode(t, &copy, filename, Origin::Bytes)
    } else {
        Err(t.type_error(format!("{function}() arg 1 must be a {what}")))
    }
}

/// The text of a source in bytes; an encoding that it declares is one of the Vm's codecs.
///
/// # Errors
/// `SyntaxError` for bytes that cannot be decoded.
pub fn decode(t: &Thread, bytes: &[u8], filename: &str, origin: Origin) -> PyResult<String> {
    let codec = |body: &[u8], name: &str| {
        let decoded = crate::object::string::encode::decode(t, body, name, "strict");
        let shown = |text: Ref| t.str_of(&text).into_owned();
        decoded.map(shown).map_err(|raised| t.to_str(&raised.0).map(shown).unwrap_or_default())
    };
    rcpy_syntax::decode_source_with(bytes, origin, codec).map_err(|error| ex::from_compiler(t, &error, filename, true))
}

/// The builtins that code with these globals runs with: `__builtins__` in them, else the Vm's.
pub fn builtins_of(t: &Thread, globals: &Ref) -> Own<Dict> {
    let own = globals.downcast::<Dict>().and_then(|dict| dict.get_interned(&t.names().__builtins__));
    let Some(own) = own else { return t.vm().builtins_dict() };
    if own.downcast::<Dict>().is_some() {
        return own_dict(own);
    }
    match own.downcast::<Module>().and_then(|module| module.dict.get()) {
        Some(dict) => own_dict(dict),
        None => t.vm().builtins_dict(),
    }
}

/// Runs a code object in a global and a local namespace, as `exec()` does; an expression's code gives its value.
///
/// # Errors
/// Whatever the code raises; `TypeError` for code with free variables.
pub fn run_code(t: &Thread, code: &Ref, globals: &Ref, locals: &Ref, caller: &str) -> PyResult {
    let Some(body) = code.downcast::<Code>() else { return Err(t.type_error("expected a code object")) };
    if body.unit.free_count != 0 {
        return Err(t.type_error(format!("code object passed to {caller}() may not contain free variables")));
    }
    let dict = t.dict_body(globals)?;
    if dict.get_interned(&t.names().__builtins__).is_none() {
        let builtins = match walk_frames(t).next() {
            Some(frame) => frame.builtins(),
            None => t.vm().builtins_dict().into_ref(),
        };
        drop(dict.set_interned(t, &t.names().__builtins__, builtins)?);
    }
    let builtins = builtins_of(t, globals);
    let function = t.new_function(code.clone(), own_dict(globals.clone()), builtins, None)?;
    let _held = t.hold(&[&function]);
    if body.unit.flags & unit_flags::NAMESPACE == 0 {
        return t.call(&function, &[]);
    }
    let payload = function.downcast::<Function>().expect("just made");
    crate::vm::call::call_with_namespace(t, &function, payload, locals.clone())
}

/// `exec(source, globals, locals)` for a text or a code object.
///
/// # Errors
/// As `run_code`, and those of compiling.
pub fn exec(t: &Thread, source: &Ref, globals: &Ref, locals: &Ref) -> PyResult<()> {
    if source.downcast::<Code>().is_some() {
        return run_code(t, source, globals, locals, "exec").map(drop);
    }
    let text = source_text(t, source, "<string>", "exec", "string, bytes or code object")?;
    let code = compile_source(t, &text, "<string>", Mode::Exec, inherited_flags(t), -1)?;
    run_code(t, &code, globals, locals, "exec").map(drop)
}

/// `eval(source, globals, locals)` for a text or a code object.
///
/// # Errors
/// As `run_code`, and those of compiling.
pub fn eval(t: &Thread, source: &Ref, globals: &Ref, locals: &Ref) -> PyResult {
    if source.downcast::<Code>().is_some() {
        return run_code(t, source, globals, locals, "eval");
    }
    let text = source_text(t, source, "<string>", "eval", "string, bytes or code object")?;
    let text = text.trim_start_matches([' ', '\t']);
    let code = compile_source(t, text, "<string>", Mode::Eval, inherited_flags(t), -1)?;
    run_code(t, &code, globals, locals, "eval")
}

/// The future statements that texts compiled by the running code inherit.
pub fn inherited_flags(t: &Thread) -> u32 {
    walk_frames(t).next().map_or(0, |frame| frame.code.unit.flags & flags::FUTURE_ANNOTATIONS)
}

/// The globals of the innermost Python frame.
pub fn caller_globals(t: &Thread) -> Option<Ref> {
    walk_frames(t).next().map(|frame| frame.globals())
}

/// The locals of the innermost Python frame: the namespace of a module or class body, else a new dict.
///
/// # Errors
/// `RuntimeError` when no Python code runs.
pub fn caller_locals(t: &Thread) -> PyResult {
    match walk_frames(t).next() {
        Some(frame) => frame.locals(t),
        None => Err(t.runtime_error("no current frame")),
    }
}

impl Thread {
    /// Runs the body of a class: the function that `__build_class__` got, with the class namespace.
    ///
    /// # Errors
    /// Whatever the body raises.
    pub fn run_class_body(&self, function: &Ref, namespace: &Ref) -> PyResult {
        match function.downcast::<Function>() {
            Some(body) if body.code().unit.flags & unit_flags::NAMESPACE != 0 => {
                crate::vm::call::call_with_namespace(self, function, body, namespace.clone())
            }
            Some(_) => self.call(function, &[]),
            None => Err(self.type_error("__build_class__: func must be a function")),
        }
    }

    /// Runs the code of a module in its namespace.
    ///
    /// # Errors
    /// Whatever the code raises.
    pub fn run_module_code(&self, code: &Ref, globals: &Ref) -> PyResult {
        run_code(self, code, globals, globals, "exec")
    }

    /// `__name__` in the globals of the innermost Python frame.
    pub fn caller_module_name(&self) -> Option<Ref> {
        let globals = caller_globals(self)?;
        globals.downcast::<Dict>()?.get_interned(&self.names().__name__)
    }
}
