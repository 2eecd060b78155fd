//! Questions about strings: `isalpha` and its relatives.

use rcpy_primitives::text::{self as algorithm, Unit};

use super::Str;
use crate::runtime::{Args, PyResult, Thread};
use crate::with_units;

/// Is the text not empty, and does `test` hold for all of its code points?
fn all(t: &Thread, a: &Args<'_>, test: fn(u32) -> bool) -> PyResult {
    let text = t.this::<Str>(a);
    let all = || with_units!(text.units(), s => s.iter().all(|u| test(u.code())));
    Ok(t.bool(!text.is_empty() && t.apart(text.len().saturating_mul(2), all)))
}

pub(super) fn isalnum(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, algorithm::is_alnum)
}

pub(super) fn isalpha(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, algorithm::is_alpha)
}

pub(super) fn isascii(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(t.this::<Str>(&a).is_ascii()))
}

pub(super) fn isdecimal(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, |c| algorithm::decimal_value(c).is_some())
}

pub(super) fn isdigit(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, algorithm::is_digit)
}

pub(super) fn isnumeric(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, algorithm::is_numeric)
}

pub(super) fn isspace(t: &Thread, a: Args<'_>) -> PyResult {
    all(t, &a, algorithm::is_space)
}

pub(super) fn isprintable(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    Ok(t.bool(with_units!(text.units(), s => s.iter().all(|u| algorithm::is_printable(u.code())))))
}

pub(super) fn isidentifier(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(with_units!(t.this::<Str>(&a).units(), s => algorithm::is_identifier(s))))
}

pub(super) fn islower(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(with_units!(t.this::<Str>(&a).units(), s => algorithm::is_lower_text(s))))
}

pub(super) fn isupper(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(with_units!(t.this::<Str>(&a).units(), s => algorithm::is_upper_text(s))))
}

pub(super) fn istitle(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(with_units!(t.this::<Str>(&a).units(), s => algorithm::is_title_text(s))))
}
