//! `__format__` of the number types.

use std::borrow::Cow;

use rcpy_primitives::format as layout;

use super::{complex, convert};
use crate::memory::Ref;
use crate::object::string::Str;
use crate::runtime::{Args, PyResult, Thread};

/// The spec argument; `None` when it is empty.
fn spec<'a>(t: &Thread, given: &'a Ref) -> PyResult<Option<Cow<'a, str>>> {
    match given.downcast::<Str>() {
        Some(text) if text.is_empty() => Ok(None),
        Some(text) => Ok(Some(text.to_str())),
        None => Err(t.type_error(format!("__format__() argument must be str, not {}", t.type_name(given)))),
    }
}

/// `int.__format__`.
pub fn format_int(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let Some(spec) = spec(t, a.get(1))? else { return t.to_str(this) };
    let value = t.int_value(this).expect("checked by the descriptor").to_big();
    let text = layout::int(&value, &spec, &t.type_name(this), convert::max_str_digits(t), t.format_limit());
    t.string(text.map_err(|e| t.raise_rule(e))?)
}

/// `float.__format__`.
pub fn format_float(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let Some(spec) = spec(t, a.get(1))? else { return t.to_str(this) };
    let value = t.float_value(this).expect("checked by the descriptor");
    let text = layout::float(value, &spec, &t.type_name(this), t.format_limit());
    t.string(text.map_err(|e| t.raise_rule(e))?)
}

/// `complex.__format__`.
pub fn format_complex(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let Some(spec) = spec(t, a.get(1))? else { return t.to_str(this) };
    let value = complex::complex_value(this).expect("checked by the descriptor");
    let text = layout::complex(value, &spec, &t.type_name(this), t.format_limit());
    t.string(text.map_err(|e| t.raise_rule(e))?)
}
