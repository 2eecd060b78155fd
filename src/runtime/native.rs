//! Native functions: how they are described, and how call arguments are bound to their parameters.
//!
//! A native function is described by its signature in Python's own notation, `"pop(self, index=-1, /)"`. Defaults are for
//! `help()` only: an argument that was not given arrives as absent. `runtime::signature` parses it and binds arguments.

use crate::memory::{Ref, Value};
use crate::object::dict::Dict;
pub use crate::runtime::signature::{Binding, Fits, Signature};
use crate::runtime::{PyResult, Thread};

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
    pub(super) bound: &'a [Value],
    pub(super) rest: &'a [Ref],
    pub(super) kwargs: Option<&'a Ref>,
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

    /// Arguments of a function with `*args`: a word per parameter, null for absent ones, and the others.
    #[inline(always)]
    pub fn with_rest(bound: &'a [Value], rest: &'a [Ref]) -> Args<'a> {
        Args { bound, rest, kwargs: None }
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
pub(super) fn words(values: &[Ref]) -> &[Value] {
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
