//! Binding arguments to the parameters of Python functions, and what is said when they do not fit.

use super::frame::Frame;
use crate::bytecode::code::flags;
use crate::memory::{Ref, Value, reference};
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::tuple::Tuple;
use crate::runtime::native::CallArgs;
use crate::runtime::{PyResult, Raised, Thread};

/// Most keyword arguments that are bound in place.
const MOST_NAMES: usize = 16;
/// Most defaults of keyword-only parameters that are taken in place.
const MOST_KWDEFAULTS: usize = 8;

/// Binds the `n` arguments on top of the stack, the last of which belong to `names`, where they lie: they become the first
/// locals of a frame at `args`, and the other locals follow. False, with nothing changed, for calls that need more than names,
/// defaults and `*args`, and for those that fail.
///
/// `code` is what the frame will run: the function may get another one meanwhile.
///
/// # Safety
/// `args` is where those arguments lie, and a frame of the code fits there.
pub unsafe fn in_place(
    t: &Thread,
    f: &Frame,
    function: &Function,
    code: &Code,
    args: *mut Value,
    n: usize,
    names: &[Ref],
) -> PyResult<bool> {
    let unit = &code.unit;
    let positional = unit.arg_count as usize;
    let named = positional + unit.kwonly_count as usize;
    let given = n - names.len();
    let has_varargs = unit.flags & flags::VARARGS != 0;
    if unit.flags & flags::VARKEYWORDS != 0
        || named > 64
        || names.len() > MOST_NAMES
        || given > positional && (!has_varargs || !names.is_empty())
    {
        return Ok(false);
    }
    let direct = given.min(positional);
    // Where each named argument goes, and which parameters have a value.
    let mut filled = if direct == 64 { u64::MAX } else { (1u64 << direct) - 1 };
    let mut places = [0usize; MOST_NAMES];
    for (name, place) in names.iter().zip(&mut places) {
        let found = (unit.posonly_count as usize..named).find(|i| code.locals[*i].load().same(name.value()));
        match found {
            Some(i) if filled & (1 << i) == 0 => {
                filled |= 1 << i;
                *place = i;
            }
            _ => return Ok(false),
        }
    }
    // Readable until the next safepoint, even if another thread sets others.
    let defaults = function.defaults.peek();
    let defaults = defaults.and_then(|d| d.downcast::<Tuple>()).map_or(&[][..], Tuple::items);
    let first_default = positional.saturating_sub(defaults.len());
    let skip = defaults.len().saturating_sub(positional);
    if (direct..first_default).any(|i| filled & (1 << i) == 0) {
        return Ok(false);
    }
    // Fetched once: another thread may take one out of the dict.
    let mut kwdefaults: [Option<Ref>; MOST_KWDEFAULTS] = [const { None }; MOST_KWDEFAULTS];
    let mut taken = 0;
    if (positional..named).any(|i| filled & (1 << i) == 0) {
        let dict = function.kwdefaults.get();
        let Some(dict) = dict.as_ref().and_then(|dict| dict.downcast::<Dict>()) else { return Ok(false) };
        for i in (positional..named).filter(|i| filled & (1 << i) == 0) {
            let found = code.locals[i].peek().and_then(|name| dict.get_interned(name));
            if found.is_none() || taken == MOST_KWDEFAULTS {
                return Ok(false);
            }
            kwdefaults[taken] = found;
            taken += 1;
        }
    }
    let mut kwdefaults = kwdefaults.into_iter().flatten();
    let rest = if has_varargs { Some(t.tuple_from(&f.top(n)[direct..given])?) } else { None };
    let mut values = [Value::NULL; MOST_NAMES];
    // SAFETY: the caller's; every word of an argument moves to its local, and those in `rest` are dropped: the tuple
    // keeps what they name.
    unsafe {
        for (i, value) in values.iter_mut().enumerate().take(names.len()) {
            *value = *args.add(given + i);
        }
        for i in direct..given {
            drop(Ref::adopt(args.add(i).replace(Value::NULL)));
        }
        for i in direct..unit.locals.len() {
            args.add(i).write(Value::NULL);
        }
        for (value, place) in values.iter().zip(places).take(names.len()) {
            args.add(place).write(*value);
        }
        for i in direct.max(first_default)..positional {
            if filled & (1 << i) == 0 {
                args.add(i).write(defaults[skip + i - first_default].clone().release());
            }
        }
        for i in positional..named {
            if filled & (1 << i) == 0 {
                args.add(i).write(kwdefaults.next().expect("one for each").release());
            }
        }
        if let Some(rest) = rest {
            args.add(named).write(rest.release());
        }
    }
    Ok(true)
}

/// `module.qualname`, as messages name functions of other modules than builtins and main.
pub fn with_module(t: &Thread, callable: &Ref, qualname: &str) -> String {
    match t.getattr_opt(callable, "__module__") {
        Ok(Some(module)) if !module.value().is_none(t) => {
            let module = t.str_of(&module);
            if module == "builtins" { qualname.to_owned() } else { format!("{module}.{qualname}") }
        }
        _ => qualname.to_owned(),
    }
}

/// How error messages about `*` and `**` arguments show a callable.
pub fn shown_name(t: &Thread, callable: &Ref) -> String {
    match t.getattr_opt(callable, "__qualname__") {
        Ok(Some(name)) => format!("{}()", with_module(t, callable, &t.str_of(&name))),
        _ => format!("{} object", t.type_name(callable)),
    }
}

/// Binds arguments to a function's parameters; gives all locals of `code`, which is what will run: the function may get another one
/// meanwhile.
pub fn bind(t: &Thread, function: &Function, code: &Code, args: CallArgs<'_>) -> PyResult<Vec<Option<Ref>>> {
    let unit = &code.unit;
    let positional = unit.arg_count as usize;
    let kwonly = unit.kwonly_count as usize;
    let named = positional + kwonly;
    let mut locals: Vec<Option<Ref>> = vec![None; unit.locals.len()];
    let given = args.positionals();
    let direct = given.len().min(positional);
    for (local, value) in locals.iter_mut().zip(&given[..direct]) {
        *local = Some(owned(value));
    }
    let has_varargs = unit.flags & flags::VARARGS != 0;
    let has_varkw = unit.flags & flags::VARKEYWORDS != 0;
    if has_varargs {
        locals[named] = Some(t.tuple_from(&given[direct..])?);
    }
    let kwargs = if has_varkw {
        let dict = t.new_dict()?;
        locals[named + usize::from(has_varargs)] = Some(dict.clone());
        Some(dict)
    } else {
        None
    };
    let mut posonly_by_name = Vec::new();
    for (name, value) in args.keywords() {
        let first = unit.posonly_count as usize;
        let place = (first..named).find(|i| code.locals[*i].load().same(name.value())).or_else(|| {
            let text = t.str_of(name);
            (first..named).find(|i| *unit.locals[*i] == *text)
        });
        match (place, &kwargs) {
            (Some(i), _) if locals[i].is_some() => {
                let text = t.str_of(name).into_owned();
                let function = qualname(t, function);
                return Err(t.type_error(format!("{function}() got multiple values for argument '{text}'")));
            }
            (Some(i), _) => locals[i] = Some(owned(value)),
            (None, Some(dict)) => {
                dict.downcast::<Dict>().expect("just made").set(t, name.clone(), value.clone())?;
            }
            (None, None) => {
                let text = t.str_of(name).into_owned();
                if unit.locals[..first].iter().any(|l| **l == *text) {
                    posonly_by_name.push(text);
                    continue;
                }
                return Err(unexpected_keyword(t, function, code, named, &text));
            }
        }
    }
    if !posonly_by_name.is_empty() {
        return Err(t.type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            qualname(t, function),
            posonly_by_name.join(", ")
        )));
    }
    if given.len() > positional && !has_varargs {
        return Err(too_many(t, function, code, given.len(), &locals));
    }
    if locals[..positional].iter().any(Option::is_none) {
        let defaults = function.defaults.get();
        let defaults = defaults.as_ref().and_then(|d| d.downcast::<Tuple>()).map_or(&[][..], Tuple::items);
        let first_default = positional.saturating_sub(defaults.len());
        let skip = defaults.len().saturating_sub(positional);
        for (local, value) in locals[first_default..positional].iter_mut().zip(&defaults[skip..]) {
            if local.is_none() {
                *local = Some(value.clone());
            }
        }
        let missing: Vec<&str> = (0..positional).filter(|i| locals[*i].is_none()).map(|i| &*unit.locals[i]).collect();
        if !missing.is_empty() {
            return Err(missing_arguments(t, function, "positional", &missing));
        }
    }
    if kwonly > 0 {
        // Held: looking a name up may run Python code that gives the function others.
        let kwdefaults = function.kwdefaults.get();
        let mut missing = Vec::new();
        #[allow(clippy::needless_range_loop)]
        for i in positional..named {
            if locals[i].is_none() {
                let name = code.locals[i].get().expect("locals have names");
                locals[i] = match &kwdefaults {
                    Some(dict) => t.dict_get(dict, &name)?,
                    None => None,
                };
                if locals[i].is_none() {
                    missing.push(&*unit.locals[i]);
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_arguments(t, function, "keyword-only", &missing));
        }
    }
    Ok(locals)
}

/// An argument as a local of its own: borrows become counted, because the vector that holds it may outlive what it borrows from.
fn owned(value: &Ref) -> Ref {
    let word = value.value();
    if word.is_counted() || !word.is_pointer() {
        return value.clone();
    }
    // SAFETY: the argument is alive during the call.
    unsafe { Ref::adopt(reference::own_marked(word)) }
}

fn qualname(t: &Thread, function: &Function) -> String {
    function.qualname.get().map_or_else(String::new, |name| t.str_of(&name).into_owned())
}

#[cold]
fn unexpected_keyword(t: &Thread, function: &Function, code: &Code, named: usize, text: &str) -> Raised {
    let unit = &code.unit;
    let candidates = unit.locals[unit.posonly_count as usize..named].iter().map(|l| &**l);
    let hint = crate::runtime::report::closest(text, candidates).map(|name| format!(". Did you mean '{name}'?"));
    t.type_error(format!(
        "{}() got an unexpected keyword argument '{text}'{}",
        qualname(t, function),
        hint.unwrap_or_default()
    ))
}

#[cold]
fn too_many(t: &Thread, function: &Function, code: &Code, given: usize, locals: &[Option<Ref>]) -> Raised {
    let unit = &code.unit;
    let positional = unit.arg_count as usize;
    let defaults = function.defaults.get().and_then(|d| d.downcast::<Tuple>().map(Tuple::len)).unwrap_or(0);
    let kwonly_given = (positional..positional + unit.kwonly_count as usize).filter(|i| locals[*i].is_some()).count();
    let takes = if defaults > 0 {
        format!("from {} to {positional} positional arguments", positional - defaults.min(positional))
    } else {
        format!("{positional} positional argument{}", if positional == 1 { "" } else { "s" })
    };
    let was = if kwonly_given > 0 {
        format!(
            "{given} positional argument{} (and {kwonly_given} keyword-only argument{}) were",
            if given == 1 { "" } else { "s" },
            if kwonly_given == 1 { "" } else { "s" }
        )
    } else {
        format!("{given} {}", if given == 1 { "was" } else { "were" })
    };
    t.type_error(format!("{}() takes {takes} but {was} given", qualname(t, function)))
}

#[cold]
fn missing_arguments(t: &Thread, function: &Function, what: &str, names: &[&str]) -> Raised {
    let list = match names {
        [one] => format!("'{one}'"),
        [first, second] => format!("'{first}' and '{second}'"),
        [all @ .., last] => {
            let all: Vec<String> = all.iter().map(|n| format!("'{n}'")).collect();
            format!("{}, and '{last}'", all.join(", "))
        }
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    t.type_error(format!(
        "{}() missing {} required {what} argument{plural}: {list}",
        qualname(t, function),
        names.len()
    ))
}
