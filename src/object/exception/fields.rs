//! Classes whose fields come straight from their arguments: `StopIteration`, `SystemExit`, `ImportError`, `NameError`,
//! `AttributeError`; and the text of `KeyError`.

use super::{Exception, Family, base, body};
use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::kind;
use crate::object::tuple::Tuple;
use crate::object::typedef::GetSetDef;
use crate::runtime::{PyResult, Thread};

/// `StopIteration.value`, `SystemExit.code`.
pub const VALUE: usize = 0;
/// `NameError.name`.
pub const NAME: usize = 0;
/// Locals of the frame that raised a `NameError`: a dict.
pub const NAME_SCOPE: usize = 1;
/// `AttributeError.name`.
pub const ATTRIBUTE_NAME: usize = 0;
/// `AttributeError.obj`.
pub const ATTRIBUTE_OBJECT: usize = 1;
/// Set when the object was the `self` of the method that read the attribute.
pub const ATTRIBUTE_OF_SELF: usize = 2;
/// `ImportError.msg`.
pub const IMPORT_MESSAGE: usize = 0;
/// `ImportError.name`.
pub const IMPORT_NAME: usize = 1;
/// `ImportError.name_from`.
pub const IMPORT_NAME_FROM: usize = 3;

/// Reads field `I`.
pub fn get<const I: usize>(t: &Thread, this: &Ref) -> PyResult {
    Ok(body(this).field(I).unwrap_or_else(|| t.none()))
}

/// Writes or empties field `I`.
pub fn set<const I: usize>(_t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    body(this).set_field(I, value.cloned());
    Ok(())
}

/// An attribute that is a field: `field!("name", 0)`.
macro_rules! field {
    ($name:literal, $i:expr) => {
        $crate::object::typedef::GetSetDef {
            name: $name,
            get: $crate::object::exception::fields::get::<{ $i }>,
            set: Some($crate::object::exception::fields::set::<{ $i }>),
        }
    };
}
pub(super) use field;

/// Attributes that are fields: `fields!["name" => 0, …]`.
macro_rules! fields {
    ($( $name:literal => $i:expr ),* $(,)?) => {
        &[ $( $crate::object::exception::fields::field!($name, $i) ),* ]
    };
}
pub(super) use fields;

/// Attributes of `StopIteration`.
pub const STOP_ITERATION: &[GetSetDef] = fields!["value" => VALUE];
/// Attributes of `SystemExit`.
pub const SYSTEM_EXIT: &[GetSetDef] = fields!["code" => VALUE];
/// Attributes of `NameError`.
pub const NAMES: &[GetSetDef] = fields!["name" => NAME];
/// Attributes of `AttributeError`.
pub const ATTRIBUTE: &[GetSetDef] = fields!["name" => ATTRIBUTE_NAME, "obj" => ATTRIBUTE_OBJECT];
/// Attributes of `ImportError`.
pub const IMPORT: &[GetSetDef] =
    fields!["msg" => IMPORT_MESSAGE, "name" => IMPORT_NAME, "path" => 2, "name_from" => IMPORT_NAME_FROM];

/// Keyword arguments of a family's constructor with the fields they set.
fn keywords(family: Family) -> (&'static str, &'static [(&'static str, usize)]) {
    match family {
        Family::Import => ("ImportError", &[("name", IMPORT_NAME), ("path", 2), ("name_from", IMPORT_NAME_FROM)]),
        Family::Attribute => ("AttributeError", &[("name", ATTRIBUTE_NAME), ("obj", ATTRIBUTE_OBJECT)]),
        _ => ("NameError", &[("name", NAME)]),
    }
}

/// `__init__` of `ImportError`, `NameError` and `AttributeError`.
pub fn initialise_named(t: &Thread, this: &Ref, args: &[Ref], kwargs: Option<&Dict>) -> PyResult<()> {
    let exception = body(this);
    let (class, names) = keywords(exception.family);
    // They may be there from a call before.
    for (_, field) in names.iter().filter(|(_, field)| exception.field(*field).is_some()) {
        exception.set_field(*field, None);
    }
    if let Some(kwargs) = kwargs {
        for (key, value) in kwargs.entries() {
            let text = t.str_of(&key);
            match names.iter().find(|(name, _)| *name == text) {
                Some((_, field)) => exception.set_field(*field, Some(value)),
                None => return Err(t.type_error(format!("{class}() got an unexpected keyword argument '{text}'"))),
            }
        }
    }
    if exception.family == Family::Import {
        exception.set_field(IMPORT_MESSAGE, if let [message] = args { Some(message.clone()) } else { None });
    }
    base::replace_args(t, exception, args)
}

/// The fields that `__reduce__` keeps beside `args`.
pub fn keyword_state(t: &Thread, exception: &Exception) -> PyResult<Vec<(&'static str, Ref)>> {
    let (_, names) = keywords(exception.family);
    let mut state = Vec::new();
    for (name, field) in names {
        if let Some(value) = exception.field(*field)
            // The object of an AttributeError may be anything, also what cannot be pickled.
            && *name != "obj"
        {
            state.push((*name, value));
        }
    }
    if exception.family == Family::Attribute && !state.is_empty() {
        state.push(("args", exception.args(t)));
    }
    Ok(state)
}

/// `ImportError`'s text: the message.
pub fn import_str(t: &Thread, this: &Ref) -> PyResult {
    match body(this).field(IMPORT_MESSAGE) {
        Some(message) if message.value().kind() == kind::STR => Ok(message),
        _ => base::str(t, this),
    }
}

/// `KeyError`'s text: the key's repr, so that an empty string or one with spaces can be seen.
pub fn key_error_str(t: &Thread, this: &Ref) -> PyResult {
    let args = body(this).args(t);
    match args.downcast::<Tuple>().map(Tuple::items) {
        Some([key]) => t.repr(key),
        _ => base::str(t, this),
    }
}
