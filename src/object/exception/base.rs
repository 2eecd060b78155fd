//! What `BaseException` itself does: construction, text, attributes, pickling.

use super::{Exception, Family, allocate, body, fields, os_error, syntax_error, unicode_error};
use crate::memory::{Ref, Slot};
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::kind;
use crate::object::list::List;
use crate::object::slots::Slots;
use crate::object::string::build::StrBuilder;
use crate::object::traceback::Traceback;
use crate::object::tuple::Tuple;
use crate::object::typedef::GetSetDef;
use crate::runtime::native::{Args, NativeDef};
use crate::runtime::{PyResult, Thread};

/// `__new__` of all exceptions but groups.
pub static NEW: NativeDef = NativeDef { signature: "__new__(cls, *args, **kwargs)", call: new, doc: "" };

/// `__init__` of all exceptions.
pub static INIT: NativeDef = NativeDef { signature: "__init__(self, *args, **kwargs)", call: init, doc: "" };

/// What all exceptions do.
pub const SLOTS: Slots = Slots { repr: Some(repr), str: Some(str), new: Some(&NEW), init: Some(&INIT), ..Slots::EMPTY };

/// Methods of `BaseException`.
pub const METHODS: &[NativeDef] = crate::natives![
    "with_traceback(self, tb, /)" => with_traceback,
    "add_note(self, note, /)" => add_note,
    "__reduce__(self, /)" => reduce,
    "__setstate__(self, state, /)" => setstate,
];

/// Computed attributes of `BaseException`.
pub const GETSET: &[GetSetDef] = &[
    GetSetDef { name: "args", get: |t, this| Ok(body(this).args(t)), set: Some(set_args) },
    GetSetDef { name: "__cause__", get: |t, this| or_none(t, &body(this).cause), set: Some(set_cause) },
    GetSetDef { name: "__context__", get: |t, this| or_none(t, &body(this).context), set: Some(set_context) },
    GetSetDef { name: "__traceback__", get: |t, this| or_none(t, &body(this).traceback), set: Some(set_traceback) },
    GetSetDef {
        name: "__suppress_context__",
        get: |t, this| Ok(t.bool(body(this).suppresses_context())),
        set: Some(set_suppress_context),
    },
    GetSetDef { name: "__dict__", get: get_dict, set: Some(set_dict) },
];

/// The content of a slot, or None.
pub fn or_none(t: &Thread, slot: &Slot) -> PyResult {
    Ok(slot.get().unwrap_or_else(|| t.none()))
}

/// A new instance, as `__new__` makes it.
pub fn create(t: &Thread, class: &Ref, args: &[Ref]) -> PyResult {
    let ty = class.downcast::<Type>().expect("a class");
    match Family::of(ty) {
        Family::Group => super::group::create(t, class, args),
        Family::Os => os_error::create(t, class, args),
        _ => allocate(t, class, t.tuple_from(args)?),
    }
}

/// Sets the fields of a new instance, as `__init__` does.
pub fn initialise(t: &Thread, this: &Ref, args: &[Ref], kwargs: Option<&Dict>) -> PyResult<()> {
    let exception = body(this);
    if let Family::Import | Family::Name | Family::Attribute = exception.family {
        return fields::initialise_named(t, this, args, kwargs);
    }
    if kwargs.is_some_and(|k| !k.is_empty()) {
        return Err(t.type_error(format!("{}() takes no keyword arguments", t.type_name(this))));
    }
    match exception.family {
        Family::StopIteration => {
            exception.set_field(fields::VALUE, Some(args.first().cloned().unwrap_or_else(|| t.none())));
        }
        Family::SystemExit => {
            // Without arguments a code from before stays.
            match args {
                [] => {}
                [code] => exception.set_field(fields::VALUE, Some(code.clone())),
                _ => exception.set_field(fields::VALUE, Some(t.tuple_from(args)?)),
            }
        }
        Family::Syntax => syntax_error::initialise(t, exception, args)?,
        Family::UnicodeEncode | Family::UnicodeDecode | Family::UnicodeTranslate => {
            unicode_error::initialise(t, exception, args)?;
        }
        // Their fields are set by `__new__`.
        Family::Os => return os_error::initialise(t, this, args),
        Family::Group | Family::Plain | Family::Import | Family::Name | Family::Attribute => {}
    }
    replace_args(t, exception, args)
}

/// Sets `args`, unless they are what they were.
pub fn replace_args(t: &Thread, exception: &Exception, args: &[Ref]) -> PyResult<()> {
    let old = exception.args(t);
    let same = old
        .downcast::<Tuple>()
        .is_some_and(|old| old.len() == args.len() && old.items().iter().zip(args).all(|(a, b)| a.is(b)));
    if !same {
        exception.set_args(t.tuple_from(args)?);
    }
    Ok(())
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    if a.kwargs().is_some() {
        os_error::check_keywords(t, a.get(0))?;
    }
    create(t, a.get(0), a.rest())
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    initialise(t, a.get(0), a.rest(), a.kwargs())?;
    Ok(t.none())
}

/// `ValueError('x')`, `ValueError('x', 1)`.
fn repr(t: &Thread, this: &Ref) -> PyResult {
    let args = body(this).args(t);
    let items = args.downcast::<Tuple>().expect("args is a tuple").items();
    let mut text = StrBuilder::new(t);
    let name = t.type_name(this);
    text.push_str(name.rsplit('.').next().unwrap_or(&name))?;
    if let [only] = items {
        text.push_str("(")?;
        text.push_ref(&t.repr(only)?)?;
        text.push_str(")")?;
    } else {
        text.push_ref(&t.repr(&args)?)?;
    }
    text.finish()
}

/// Nothing, the argument, or the tuple of arguments.
pub fn str(t: &Thread, this: &Ref) -> PyResult {
    let args = body(this).args(t);
    match args.downcast::<Tuple>().expect("args is a tuple").items() {
        [] => t.empty_str(),
        [only] => t.to_str(only),
        _ => t.to_str(&args),
    }
}

fn with_traceback(t: &Thread, a: Args<'_>) -> PyResult {
    set_traceback(t, a.get(0), Some(a.get(1)))?;
    Ok(a.get(0).clone())
}

fn add_note(t: &Thread, a: Args<'_>) -> PyResult {
    let (this, note) = (a.get(0), a.get(1));
    if note.value().kind().layout() != kind::STR {
        return Err(t.type_error(format!("note must be a str, not '{}'", t.type_name(note))));
    }
    append_note(t, this, note.clone())?;
    Ok(t.none())
}

/// Adds a note, a `str`, to an exception.
pub fn append_note(t: &Thread, this: &Ref, note: Ref) -> PyResult<()> {
    match t.getattr_opt(this, "__notes__")? {
        Some(notes) if notes.downcast::<List>().is_some() => t.list_push(&notes, note),
        Some(_) => Err(t.type_error("Cannot add note: __notes__ is not a list")),
        None => t.setattr(this, "__notes__", &t.list(vec![note])?),
    }
}

/// The instance's `__dict__`, if it has attributes.
pub fn state(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    match t.attributes_of(this) {
        Some(attributes) if !attributes.entries(t).is_empty() => attributes.as_dict(t).map(Some),
        _ => Ok(None),
    }
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let exception = body(this);
    let mut parts = vec![t.type_ref(this), exception.args(t)];
    let mut state = state(t, this)?;
    if let Family::Import | Family::Attribute = exception.family {
        let extra = fields::keyword_state(t, exception)?;
        if !extra.is_empty() {
            let dict = match &state {
                Some(dict) => t.dict_copy(t.dict_body(dict)?)?,
                None => t.new_dict()?,
            };
            for (name, value) in extra {
                t.dict_set_str(&dict, name, value)?;
            }
            state = Some(dict);
        }
    }
    parts.extend(state);
    t.tuple(parts)
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let state = a.get(1);
    if !state.value().is_none(t) {
        let Some(dict) = state.downcast::<Dict>() else { return Err(t.type_error("state is not a dictionary")) };
        for (name, value) in dict.entries() {
            let name = t.intern_ref(&name);
            t.setattr_ref(a.get(0), &name, Some(&value))?;
        }
    }
    Ok(t.none())
}

fn set_args(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else { return Err(t.type_error("args may not be deleted")) };
    let args = t.to_tuple(value)?;
    body(this).set_args(args);
    Ok(())
}

/// An exception or None for a chain attribute.
fn chained(t: &Thread, value: Option<&Ref>, what: &str) -> PyResult<Option<Ref>> {
    match value {
        None => Err(t.type_error(format!("__{what}__ may not be deleted"))),
        Some(value) if value.value().is_none(t) => Ok(None),
        Some(value) if value.downcast::<Exception>().is_some() => Ok(Some(value.clone())),
        Some(_) => Err(t.type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}

fn set_cause(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let cause = chained(t, value, "cause")?;
    body(this).set_cause(cause);
    Ok(())
}

fn set_context(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let old = match chained(t, value, "context")? {
        Some(context) => body(this).context.replace(context),
        None => body(this).context.take(),
    };
    drop(old);
    Ok(())
}

fn set_traceback(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let traceback = match value {
        None => return Err(t.type_error("__traceback__ may not be deleted")),
        Some(value) if value.value().is_none(t) => None,
        Some(value) if value.downcast::<Traceback>().is_some() => Some(value.clone()),
        Some(_) => return Err(t.type_error("__traceback__ must be a traceback or None")),
    };
    body(this).set_traceback(traceback);
    Ok(())
}

fn set_suppress_context(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(value) if value.value().is_true(t) => body(this).suppress_context(true),
        Some(value) if value.value().is_false(t) => body(this).suppress_context(false),
        Some(_) => return Err(t.type_error("attribute value type must be bool")),
        None => return Err(t.type_error("can't delete numeric/char attribute")),
    }
    Ok(())
}

fn get_dict(t: &Thread, this: &Ref) -> PyResult {
    match t.attributes_of(this) {
        Some(attributes) => attributes.as_dict(t),
        None => t.new_dict(),
    }
}

fn set_dict(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else { return Err(t.type_error("cannot delete __dict__")) };
    if value.downcast::<Dict>().is_none() {
        let name = t.type_name(value);
        return Err(t.type_error(format!("__dict__ must be set to a dictionary, not a '{name}'")));
    }
    if let Some(attributes) = t.attributes_of(this) {
        attributes.replace_dict(t, value.clone());
    }
    Ok(())
}
