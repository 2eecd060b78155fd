//! Signatures of native functions: parsing, binding arguments to parameters, and what is wrong with arguments that do not fit.
//!
//! Positional calls with the full number of arguments hand over the caller's stack slice as it is; everything else is bound here.
//! CPython words an argument error by how the function's C code takes its arguments. The notation of a signature tells that in
//! all but a few cases (`Convention::of`); those say it themselves with a mark before the name.

use crate::memory::{Ref, Value};
use crate::object::native::Native;
use crate::runtime::native::{Args, CallArgs, NativeFn, words};
use crate::runtime::{PyResult, Raised, Thread};

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
    /// How argument errors are worded.
    convention: Convention,
    /// The function that the keywords are passed on to (marked `@passes:name`), which refuses those it does not know; the counts
    /// are checked as by `Convention::Positional` then.
    passes: Option<&'static str>,
    /// Is it the `__new__` or `__init__` of a type, called by way of the type?
    constructor: bool,
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

/// Positional calls that need no binding: how many arguments go where.
#[derive(Clone, Copy, Debug)]
pub struct Fits {
    /// Fewest arguments; more than `most` where calls need binding.
    least: u8,
    /// Most arguments.
    most: u8,
    /// Parameters, absent ones included.
    places: u8,
    /// How many arguments go to parameters, if the others go to `*args`.
    direct: Option<u8>,
}

impl Fits {
    /// So many words there are above every operand stack.
    pub const MOST: usize = 8;

    /// With `n` arguments: the number of parameters, absent ones included; `None` when they need binding.
    #[inline(always)]
    pub fn places(self, n: usize) -> Option<usize> {
        (n >= usize::from(self.least) && n <= usize::from(self.most)).then_some(usize::from(self.places))
    }

    /// As `places` for a function with `*args`: how many of the `n` arguments go to parameters, and the number of parameters.
    #[inline(always)]
    pub fn direct(self, n: usize) -> Option<(usize, usize)> {
        let direct = usize::from(self.direct?);
        (n >= direct).then_some((direct, usize::from(self.places)))
    }
}

/// How CPython's function of this signature takes its arguments, which decides the order of the checks and their words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Convention {
    /// `METH_NOARGS`: "list.clear() takes no arguments (1 given)".
    NoArguments,
    /// `METH_O`: "list.append() takes exactly one argument (0 given)".
    One,
    /// `_PyArg_CheckPositional`: "pop expected at most 1 argument, got 2".
    Positional,
    /// `_PyArg_UnpackKeywords`: "sum() takes at most 2 arguments (3 given)".
    Keywords,
    /// The same from a type's vectorcall (marked `@vector`), which leaves calls with keywords to `Keywords`.
    Vector,
    /// `PyArg_ParseTuple` (marked `@tuple`): "ctime() takes at most 1 argument (2 given)".
    Tuple,
    /// A slot's wrapper (marked `@slot`): "expected 1 argument, got 0".
    Slot,
}

impl Convention {
    fn of(s: &Signature) -> Convention {
        let keywords = s.params.len() > s.positional || s.positional_only < s.positional;
        let open = s.var_positional || s.var_keyword;
        let count = s.positional - s.skipped().min(s.positional);
        if keywords && count + (s.params.len() - s.positional) > 0 {
            Convention::Keywords
        } else if open {
            Convention::Positional
        } else if count == 0 {
            Convention::NoArguments
        } else if count == 1 && s.required == s.positional {
            Convention::One
        } else {
            Convention::Positional
        }
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

impl Signature {
    /// Can no argument be given by keyword?
    pub fn takes_no_keywords(&self) -> bool {
        self.positional_only >= self.params.len() && !self.var_keyword
    }

    /// Parses a signature; a malformed one is a bug in this program.
    pub fn parse(text: &'static str) -> Signature {
        let mut text = text;
        let mut binding = Binding::Instance;
        let mut marked = None;
        let mut passes = None;
        while let Some((mark, rest)) = text.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
            match mark {
                "static" => binding = Binding::Static,
                "class" => binding = Binding::Class,
                "tuple" => marked = Some(Convention::Tuple),
                "vector" => marked = Some(Convention::Vector),
                "slot" => marked = Some(Convention::Slot),
                _ => match mark.strip_prefix("passes:") {
                    Some(name) => passes = Some(name),
                    None => unreachable!("no mark of a signature: {mark}"),
                },
            }
            text = rest;
        }
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
            convention: Convention::Positional,
            passes: None,
            constructor: false,
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
        signature.passes = passes;
        // The object or class in front is never given by name.
        signature.positional_only = signature.positional_only.max(signature.skipped());
        signature.convention = marked.unwrap_or_else(|| Convention::of(&signature));
        signature
    }

    /// The same for the `__new__` or `__init__` of a type: its arguments come as a tuple and a dict.
    pub fn constructor(mut self) -> Signature {
        self.constructor = true;
        if self.convention == Convention::One {
            self.convention = Convention::Positional;
        }
        self
    }

    /// How many parameters in front CPython does not count: the object or the class.
    fn skipped(&self) -> usize {
        usize::from(self.method || self.binding == Binding::Class || self.params.first() == Some(&"cls"))
    }

    /// Which numbers of positional arguments need no binding.
    pub fn fits(&self) -> Fits {
        let places = self.params.len();
        let mut fits = Fits { least: 1, most: 0, places: 0, direct: None };
        if places > Fits::MOST || self.required_keywords.contains(&true) {
            return fits;
        }
        fits.places = places as u8;
        if self.var_positional {
            fits.direct = Some(self.positional as u8);
        } else if !self.var_keyword || self.positional == places {
            (fits.least, fits.most) = (self.required as u8, self.positional as u8);
        }
        fits
    }

    /// Can a call with `n` positional arguments and no keywords hand its slice over as it is?
    #[inline(always)]
    pub fn takes_exactly(&self, n: usize) -> bool {
        n == self.params.len() && n == self.positional && !self.var_positional && !self.var_keyword
    }

    /// Binds `args` and calls `f`. `native` is the function object, which error messages name in full.
    pub fn bind_and_call(&self, t: &Thread, f: NativeFn, args: CallArgs<'_>, native: Option<&Native>) -> PyResult {
        if args.names.is_empty() && self.takes_exactly(args.values.len()) {
            return f(t, Args { bound: words(args.values), rest: &[], kwargs: None });
        }
        let given = args.positionals();
        self.check_counts(t, given.len(), args.names.len(), native)?;
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
        // Parameters that are missing are reported before keywords that do not fit.
        let mut refused = None;
        for (name, value) in args.keywords() {
            let text = t.str_of(name);
            let place = self.params.iter().position(|p| *p == text).filter(|i| *i >= self.positional_only);
            match place {
                Some(i) if bound[i].is_null() => bound[i] = value.value(),
                None if self.var_keyword => {
                    if extra.is_none() {
                        extra = Some(t.new_dict()?);
                    }
                    let dict: &Ref = extra.as_ref().expect("made above");
                    t.dict_set(dict, name.clone(), value.clone())?;
                }
                Some(i) => refused = Some((text, Some(i))),
                None => refused = refused.or(Some((text, None))),
            }
        }
        for (i, value) in bound.iter().enumerate() {
            let required =
                if i < self.positional { i < self.required } else { self.required_keywords[i - self.positional] };
            if required && value.is_null() {
                let (name, place) = (self.params[i], i + 1 - self.skipped().min(i));
                return Err(t.type_error(format!("{}() missing required argument '{name}' (pos {place})", self.name)));
            }
        }
        if let Some((name, place)) = refused {
            return Err(self.refused_keyword(t, &name, place));
        }
        f(t, Args { bound, rest: &given[direct..], kwargs: extra.as_ref() })
    }

    /// Do the numbers of arguments fit?
    #[inline]
    fn check_counts(&self, t: &Thread, given: usize, keywords: usize, native: Option<&Native>) -> PyResult<()> {
        let fits = given <= self.positional && given >= self.required && keywords == 0;
        if fits {
            return Ok(());
        }
        match self.count_error(given - self.skipped().min(given), keywords, || self.shown(t, native)) {
            Some(message) => Err(t.type_error(message)),
            None => Ok(()),
        }
    }

    /// What is wrong with `got` positional arguments (the object in front not counted) and `keywords` others, if anything is.
    fn count_error(&self, got: usize, keywords: usize, shown: impl Fn() -> String) -> Option<String> {
        let name = self.name;
        let skip = self.skipped();
        let max = if self.var_positional { usize::MAX } else { self.positional - skip.min(self.positional) };
        let min = self.required.saturating_sub(skip);
        if self.passes.is_some() {
            // Counted below.
        } else if self.convention == Convention::Keywords || self.convention == Convention::Vector && keywords != 0 {
            return self.keywords_count_error(got, keywords, max, min);
        }
        if keywords != 0 && !self.var_keyword && self.passes.is_none() {
            return Some(match self.convention {
                Convention::Slot => format!("wrapper {name}() takes no keyword arguments"),
                Convention::Tuple => format!("{name}() takes no keyword arguments"),
                _ => format!("{}() takes no keyword arguments", shown()),
            });
        }
        if got >= min && got <= max {
            return None;
        }
        let (n, bound) = match (min == max, got < min) {
            (true, _) => (max, ""),
            (false, true) => (min, "at least "),
            (false, false) => (max, "at most "),
        };
        Some(match self.convention {
            Convention::NoArguments if self.constructor => format!("{name}() takes no arguments"),
            Convention::NoArguments => format!("{}() takes no arguments ({got} given)", shown()),
            Convention::One => format!("{}() takes exactly one argument ({got} given)", shown()),
            Convention::Slot => format!("expected {bound}{n} argument{}, got {got}", plural(n)),
            Convention::Tuple => {
                let bound = if bound.is_empty() { "exactly " } else { bound };
                format!("{name}() takes {bound}{n} argument{} ({got} given)", plural(n))
            }
            Convention::Positional | Convention::Vector | Convention::Keywords => {
                format!("{name} expected {bound}{n} argument{}, got {got}", plural(n))
            }
        })
    }

    fn keywords_count_error(&self, got: usize, keywords: usize, max: usize, min: usize) -> Option<String> {
        let name = self.name;
        let all = self.params.len() - self.skipped();
        if !self.var_positional && !self.var_keyword && got + keywords > all {
            let kind = if got == 0 { "keyword " } else { "" };
            let given = got + keywords;
            return Some(format!("{name}() takes at most {all} {kind}argument{} ({given} given)", plural(all)));
        }
        if got > max {
            if max == 0 {
                return Some(format!("{name}() takes no positional arguments"));
            }
            let bound = if min < max { "at most" } else { "exactly" };
            return Some(format!("{name}() takes {bound} {max} positional argument{} ({got} given)", plural(max)));
        }
        let positional_only = (self.positional_only - self.skipped()).min(min);
        if got < positional_only {
            let bound = if positional_only < max { "at least" } else { "exactly" };
            let s = plural(positional_only);
            return Some(format!("{name}() takes {bound} {positional_only} positional argument{s} ({got} given)"));
        }
        None
    }

    /// The name with what it belongs to, as in `list.append` and `math.sqrt`.
    fn shown(&self, t: &Thread, native: Option<&Native>) -> String {
        native.map_or_else(|| self.name.to_owned(), |native| native.full_name(t))
    }

    #[cold]
    fn refused_keyword(&self, t: &Thread, keyword: &str, place: Option<usize>) -> Raised {
        let name = self.passes.unwrap_or(self.name);
        t.type_error(match place {
            Some(i) if i < self.positional => {
                let place = i + 1 - self.skipped();
                format!("argument for {name}() given by name ('{keyword}') and position ({place})")
            }
            Some(_) => format!("{name}() got multiple values for keyword argument '{keyword}'"),
            None => {
                let known = self.params[self.positional_only..].iter().copied();
                let hint =
                    crate::runtime::report::closest(keyword, known).map(|near| format!(". Did you mean '{near}'?"));
                format!("{name}() got an unexpected keyword argument '{keyword}'{}", hint.unwrap_or_default())
            }
        })
    }
}
