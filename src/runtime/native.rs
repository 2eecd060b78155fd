//! Native functions: how they are described, and how call arguments are bound to their parameters.
//!
//! A native function is described by its signature in Python's own notation, `"pop(self, index=-1, /)"`. Defaults are for
//! `help()` only: an argument that was not given arrives as absent. The signature is parsed once, when the function object is
//! made; positional calls with the full number of arguments then hand over the caller's stack slice as it is.

use std::fmt::Write;

use crate::memory::{Ref, Value};
use crate::object::dict::Dict;
use crate::runtime::{PyResult, Raised, Thread};

/// Arguments as a call site has them: positional ones first, then the values for `names`.
#[derive(Clone, Copy)]
pub struct CallArgs<'a> {
    /// All argument values.
    pub values: &'a [Ref],
    /// Names of the last `names.len()` values, interned `str`s.
    pub names: &'a [Ref],
}

impl<'a> CallArgs<'a> {
    /// No arguments.
    pub const NONE: CallArgs<'static> = CallArgs { values: &[], names: &[] };

    /// Positional arguments only.
    #[inline]
    pub fn positional(values: &'a [Ref]) -> CallArgs<'a> {
        CallArgs { values, names: &[] }
    }

    /// The positional part.
    #[inline]
    pub fn positionals(&self) -> &'a [Ref] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// The values that go with `names`.
    #[inline]
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Ref, &'a Ref)> {
        self.names.iter().zip(&self.values[self.values.len() - self.names.len()..])
    }
}

/// Arguments bound to the parameters of a native function, borrowed for the call.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    bound: &'a [Value],
    rest: &'a [Ref],
    kwargs: Option<&'a Ref>,
}

impl<'a> Args<'a> {
    /// Arguments for a direct call from native code: one per parameter, nothing absent.
    pub fn of(values: &'a [Ref]) -> Args<'a> {
        Args { bound: words(values), rest: &[], kwargs: None }
    }

    /// The arguments as they lie on the interpreter's stack: one per parameter, nothing absent.
    ///
    /// # Safety
    /// `values` are `n` live words that stay for the call.
    #[inline(always)]
    pub unsafe fn raw(values: *const Value, n: usize) -> Args<'a> {
        // SAFETY: the caller's.
        Args { bound: unsafe { std::slice::from_raw_parts(values, n) }, rest: &[], kwargs: None }
    }

    /// Argument `i`, which the signature requires.
    #[inline(always)]
    pub fn get(&self, i: usize) -> &'a Ref {
        debug_assert!(!self.bound[i].is_null());
        // SAFETY: the caller of the native function keeps its arguments alive; required ones are never null.
        unsafe { Ref::peek(&self.bound[i]) }
    }

    /// Argument `i`, if it was given.
    #[inline(always)]
    pub fn opt(&self, i: usize) -> Option<&'a Ref> {
        let value = self.bound.get(i)?;
        // SAFETY: as `get`.
        if value.is_null() { None } else { Some(unsafe { Ref::peek(value) }) }
    }

    /// Argument `i`, if it was given and is not None.
    #[inline]
    pub fn opt_not_none(&self, t: &Thread, i: usize) -> Option<&'a Ref> {
        self.opt(i).filter(|v| !v.value().is_none(t))
    }

    /// The arguments collected by `*args`.
    #[inline]
    pub fn rest(&self) -> &'a [Ref] {
        self.rest
    }

    /// The dict collected by `**kwargs`; absent when no such argument was given.
    #[inline]
    pub fn kwargs(&self) -> Option<&'a Dict> {
        self.kwargs.and_then(|k| k.downcast::<Dict>())
    }

    /// Number of parameter places.
    #[inline]
    pub fn len(&self) -> usize {
        self.bound.len()
    }

    /// Has the function no parameters?
    pub fn is_empty(&self) -> bool {
        self.bound.is_empty()
    }
}

/// A slice of references seen as words.
#[inline(always)]
fn words(values: &[Ref]) -> &[Value] {
    // SAFETY: `Ref` is a transparent wrapper of `Value`.
    unsafe { std::slice::from_raw_parts(values.as_ptr().cast(), values.len()) }
}

/// The Rust side of a native function.
pub type NativeFn = fn(&Thread, Args<'_>) -> PyResult;

/// The description of a native function.
pub struct NativeDef {
    /// Name and parameters, as in `"insert(self, index, object, /)"`.
    pub signature: &'static str,
    /// What it does.
    pub call: NativeFn,
    /// First sentence of `__doc__`.
    pub doc: &'static str,
}

/// Writes a list of `NativeDef`s: `natives![ "len(obj, /)" => len, … ]`.
#[macro_export]
macro_rules! natives {
    ($( $signature:literal => $call:expr ),* $(,)?) => {
        &[ $( $crate::runtime::native::NativeDef { signature: $signature, call: $call, doc: "" } ),* ]
    };
}

/// A parsed signature.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The function's name.
    pub name: &'static str,
    /// Names of the positional parameters, then of the keyword-only ones.
    pub params: Box<[&'static str]>,
    /// How many of `params` are positional.
    pub positional: usize,
    /// How many of the positional ones cannot be given by keyword.
    pub positional_only: usize,
    /// How many positional ones are required.
    pub required: usize,
    /// Which keyword-only parameters are required.
    pub required_keywords: Box<[bool]>,
    /// Has `*args`.
    pub var_positional: bool,
    /// Has `**kwargs`.
    pub var_keyword: bool,
    /// `@static` or `@class` before the name.
    pub binding: Binding,
    /// Is the first parameter `self` (a method)?
    pub method: bool,
}

/// What a native method's first argument is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// The instance (or nothing, for a function).
    Instance,
    /// Nothing.
    Static,
    /// The class.
    Class,
}

/// A range of numbers of arguments; empty for functions that need binding.
#[derive(Clone, Copy, Debug)]
pub struct Fits {
    least: u8,
    most: u8,
}

impl Fits {
    /// So many words there are above every operand stack.
    const MOST: usize = 8;

    /// With `n` arguments: the number of parameters, absent ones included; `None` when they need binding.
    #[inline(always)]
    pub fn places(self, n: usize) -> Option<usize> {
        (n >= usize::from(self.least) && n <= usize::from(self.most)).then_some(usize::from(self.most))
    }
}

impl Signature {
    /// Parses a signature; a malformed one is a bug in this program.
    pub fn parse(text: &'static str) -> Signature {
        let (binding, text) = match text.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
            Some(("static", rest)) => (Binding::Static, rest),
            Some(("class", rest)) => (Binding::Class, rest),
            _ => (Binding::Instance, text),
        };
        let (name, rest) = text.split_once('(').expect("a signature has parentheses");
        let list = rest.strip_suffix(')').expect("a signature ends with a parenthesis");
        let mut signature = Signature {
            name,
            params: Box::default(),
            positional: 0,
            positional_only: 0,
            required: 0,
            required_keywords: Box::default(),
            var_positional: false,
            var_keyword: false,
            binding,
            method: false,
        };
        let mut params = Vec::new();
        let mut required_keywords = Vec::new();
        let mut keyword_only = false;
        for param in list.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            if param == "/" {
                signature.positional_only = params.len();
            } else if param == "*" {
                keyword_only = true;
            } else if param.starts_with("**") {
                signature.var_keyword = true;
            } else if param.starts_with('*') {
                signature.var_positional = true;
                keyword_only = true;
            } else {
                let (name, optional) = match param.split_once('=') {
                    Some((name, _)) => (name.trim(), true),
                    None => (param, false),
                };
                params.push(name);
                if keyword_only {
                    required_keywords.push(!optional);
                } else {
                    signature.positional += 1;
                    if !optional {
                        signature.required = signature.positional;
                    }
                }
            }
        }
        signature.method = params.first().is_some_and(|p| *p == "self");
        signature.params = params.into();
        signature.required_keywords = required_keywords.into();
        signature
    }

    /// Which numbers of positional arguments need no binding.
    pub fn fits(&self) -> Fits {
        let places = self.params.len();
        if places == self.positional && !self.var_positional && !self.var_keyword && places <= Fits::MOST {
            Fits { least: self.required as u8, most: places as u8 }
        } else {
            Fits { least: 1, most: 0 }
        }
    }

    /// Can a call with `n` positional arguments and no keywords hand its slice over as it is?
    #[inline(always)]
    pub fn takes_exactly(&self, n: usize) -> bool {
        n == self.params.len() && n == self.positional && !self.var_positional && !self.var_keyword
    }

    /// Binds `args` and calls `f`. `owner` names the class in error messages of methods.
    pub fn bind_and_call(&self, t: &Thread, f: NativeFn, args: CallArgs<'_>, owner: Option<&str>) -> PyResult {
        if args.names.is_empty() && self.takes_exactly(args.values.len()) {
            return f(t, Args { bound: words(args.values), rest: &[], kwargs: None });
        }
        let given = args.positionals();
        if given.len() > self.positional && !self.var_positional || given.len() < self.required && args.names.is_empty()
        {
            return Err(self.wrong_count(t, given.len(), owner));
        }
        const SMALL: usize = 16;
        let mut small = [Value::NULL; SMALL];
        let mut large = Vec::new();
        let bound: &mut [Value] = if self.params.len() <= SMALL {
            &mut small[..self.params.len()]
        } else {
            large.resize(self.params.len(), Value::NULL);
            &mut large
        };
        let direct = given.len().min(self.positional);
        bound[..direct].copy_from_slice(&words(given)[..direct]);
        let mut extra = None;
        for (name, value) in args.keywords() {
            let text = t.str_of(name);
            let place = self.params.iter().position(|p| *p == text).filter(|i| *i >= self.positional_only);
            match place {
                Some(i) if bound[i].is_null() => bound[i] = value.value(),
                Some(i) => {
                    let message = if i < self.positional {
                        format!(
                            "argument for {}() given by name ('{text}') and position ({})",
                            self.shown(owner),
                            i + 1
                        )
                    } else {
                        format!("{}() got multiple values for keyword argument '{text}'", self.shown(owner))
                    };
                    return Err(t.type_error(message));
                }
                None if self.var_keyword => {
                    if extra.is_none() {
                        extra = Some(t.new_dict()?);
                    }
                    let dict: &Ref = extra.as_ref().expect("made above");
                    t.dict_set(dict, name.clone(), value.clone())?;
                }
                None => return Err(self.unexpected_keyword(t, &text, owner)),
            }
        }
        for (i, value) in bound.iter().enumerate() {
            let required =
                if i < self.positional { i < self.required } else { self.required_keywords[i - self.positional] };
            if required && value.is_null() {
                return Err(self.missing(t, i, given.len(), owner));
            }
        }
        f(t, Args { bound, rest: &given[direct..], kwargs: extra.as_ref() })
    }

    fn shown(&self, owner: Option<&str>) -> String {
        match owner {
            Some(owner) => format!("{owner}.{}", self.name),
            None => self.name.to_owned(),
        }
    }

    fn has_keywords(&self) -> bool {
        self.params.len() > self.positional || self.positional_only < self.positional || self.var_keyword
    }

    #[cold]
    fn wrong_count(&self, t: &Thread, given: usize, owner: Option<&str>) -> Raised {
        // CPython counts a method's arguments without `self` and has three wordings, by how the function was declared.
        let skip = usize::from(self.method || self.binding == Binding::Class || self.params.first() == Some(&"cls"));
        let (max, min, got) = (
            self.positional - skip.min(self.positional),
            self.required.saturating_sub(skip),
            given.saturating_sub(skip),
        );
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let mut message = String::new();
        let _ = if self.has_keywords()
            && !(self.params.len() == self.positional && self.positional_only == self.positional)
        {
            if got < min {
                match self.params.get(skip + got) {
                    Some(name) => {
                        write!(message, "{}() missing required argument '{name}' (pos {})", self.name, got + 1)
                    }
                    None => Ok(()),
                }
            } else {
                let bound = if min == max { "exactly" } else { "at most" };
                let kind = if self.positional_only < self.positional { "" } else { "positional " };
                write!(message, "{}() takes {bound} {max} {kind}argument{} ({got} given)", self.name, plural(max))
            }
        } else if max == 0 {
            write!(message, "{}() takes no arguments ({got} given)", self.shown(owner))
        } else if max == 1 && min == 1 {
            write!(message, "{}() takes exactly one argument ({got} given)", self.shown(owner))
        } else {
            let (bound, n) = match (min == max, got < min) {
                (true, _) => ("", max),
                (false, true) => ("at least ", min),
                (false, false) => ("at most ", max),
            };
            write!(message, "{} expected {bound}{n} argument{}, got {got}", self.name, plural(n))
        };
        t.type_error(message)
    }

    #[cold]
    fn unexpected_keyword(&self, t: &Thread, name: &str, owner: Option<&str>) -> Raised {
        if !self.has_keywords() {
            return t.type_error(format!("{}() takes no keyword arguments", self.shown(owner)));
        }
        t.type_error(format!("{}() got an unexpected keyword argument '{name}'", self.name))
    }

    #[cold]
    fn missing(&self, t: &Thread, place: usize, given: usize, owner: Option<&str>) -> Raised {
        let name = self.params[place];
        if place >= self.positional {
            return t.type_error(format!("{}() missing 1 required keyword-only argument: '{name}'", self.name));
        }
        if self.positional_only > place {
            return self.wrong_count(t, given, owner);
        }
        let skip = usize::from(self.method);
        t.type_error(format!("{}() missing required argument '{name}' (pos {})", self.name, place + 1 - skip))
    }
}
