//! Warnings issued by native code, through the module `warnings`, which is loaded for the first one.

use crate::memory::Ref;
use crate::object::typedef::TypeDef;
use crate::runtime::{PyResult, Thread};

/// Issues a warning for the code that is running, `level - 1` frames up.
///
/// # Errors
/// The warning, where the filters make it an error.
pub fn warn(t: &Thread, category: &'static TypeDef, message: &str, level: i64) -> PyResult<()> {
    let module = crate::runtime::import::import(t, "warnings")?;
    t.call_method(&module, "warn", &[t.str(message)?, t.class(category), t.int(level)?]).map(drop)
}

/// Issues a warning for a place in a file.
///
/// # Errors
/// The warning, where the filters make it an error.
pub fn warn_explicit(t: &Thread, category: &Ref, message: &str, filename: &str, line: i64) -> PyResult<()> {
    let module = crate::runtime::import::import(t, "warnings")?;
    let args = [t.str(message)?, category.clone(), t.str(filename)?, t.int(line)?];
    t.call_method(&module, "warn_explicit", &args).map(drop)
}
