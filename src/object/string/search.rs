//! Finding in strings: `find` and its relatives, `in`, `startswith`, `endswith`, indexing.

use std::ops::Range;

use rcpy_primitives::text::{self as algorithm, Unit};

use super::{Str, Units};
use crate::memory::Ref;
use crate::object::slice::Slice;
use crate::object::tuple::Tuple;
use crate::runtime::{Args, PyResult, Thread};
use crate::with_units;

/// The first place of `needle`, in code points.
pub fn find_units(haystack: Units<'_>, needle: Units<'_>) -> Option<usize> {
    with_units!(haystack, h => with_units!(needle, n => algorithm::find(h, n)))
}

/// The last place of `needle`.
pub fn rfind_units(haystack: Units<'_>, needle: Units<'_>) -> Option<usize> {
    with_units!(haystack, h => with_units!(needle, n => algorithm::rfind(h, n)))
}

/// Does `text` start with `prefix`?
pub fn starts_with(text: Units<'_>, prefix: Units<'_>) -> bool {
    prefix.len() <= text.len() && equal(text.slice(0..prefix.len()), prefix)
}

/// Does `text` end with `suffix`?
pub fn ends_with(text: Units<'_>, suffix: Units<'_>) -> bool {
    suffix.len() <= text.len() && equal(text.slice(text.len() - suffix.len()..text.len()), suffix)
}

/// Are both the same code points? The widths may differ, for a part of a string may be wider than it need be.
pub fn equal(a: Units<'_>, b: Units<'_>) -> bool {
    match (a, b) {
        (Units::One(a), Units::One(b)) => a == b,
        (Units::Two(a), Units::Two(b)) => a == b,
        (Units::Four(a), Units::Four(b)) => a == b,
        _ => with_units!(a, a => with_units!(b, b => a.len() == b.len()
            && a.iter().zip(b).all(|(x, y)| x.code() == y.code()))),
    }
}

/// A start or end argument of `find` and the like; None and absent give `default`.
pub(in crate::object) fn bound(t: &Thread, given: Option<&Ref>, default: i64) -> PyResult<i64> {
    match given {
        None => Ok(default),
        Some(v) if v.value().is_none(t) => Ok(default),
        Some(v) if t.has_index(v) => t.to_index_clamped(v),
        Some(_) => Err(t.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// The range that optional start and end arguments name; `None` when start lies behind the end of the text, where not even
/// the empty string is found.
pub(in crate::object) fn range_of(
    t: &Thread,
    length: usize,
    start: Option<&Ref>,
    end: Option<&Ref>,
) -> PyResult<Option<Range<usize>>> {
    let clamp = |i: i64| if i < 0 { i.saturating_add(length as i64).max(0) } else { i };
    let start = clamp(bound(t, start, 0)?);
    let end = clamp(bound(t, end, i64::MAX)?).min(length as i64);
    Ok((start <= end).then_some(start as usize..end as usize))
}

/// A string argument.
pub(super) fn text_argument<'a>(t: &Thread, a: &Args<'a>, i: usize, method: &str) -> PyResult<&'a Str> {
    a.get(i).downcast::<Str>().ok_or_else(|| {
        let found = shown_type(t, a.get(i));
        t.type_error(format!("{method}() argument {i} must be str, not {found}"))
    })
}

/// The type of a wrong argument as messages name it: None by its value.
pub(in crate::object) fn shown_type(t: &Thread, value: &Ref) -> String {
    if value.value().is_none(t) { "None".to_owned() } else { t.type_name(value) }
}

type Finder = fn(Units<'_>, Units<'_>) -> Option<usize>;

fn search(t: &Thread, a: &Args<'_>, method: &str, find: Finder) -> PyResult<Option<usize>> {
    let text = t.this::<Str>(a);
    let needle = text_argument(t, a, 1, method)?;
    let Some(range) = range_of(t, text.len(), a.opt(2), a.opt(3))? else { return Ok(None) };
    let start = range.start;
    let found = t.apart(range.len(), || find(text.units().slice(range), needle.units()));
    Ok(found.map(|i| i + start))
}

fn or_minus_one(t: &Thread, found: Option<usize>) -> PyResult {
    t.int(found.map_or(-1, |i| i as i64))
}

fn or_raise(t: &Thread, found: Option<usize>) -> PyResult {
    match found {
        Some(i) => t.int(i as i64),
        None => Err(t.value_error("substring not found")),
    }
}

pub(super) fn find(t: &Thread, a: Args<'_>) -> PyResult {
    or_minus_one(t, search(t, &a, "find", find_units)?)
}

pub(super) fn rfind(t: &Thread, a: Args<'_>) -> PyResult {
    or_minus_one(t, search(t, &a, "rfind", rfind_units)?)
}

pub(super) fn index(t: &Thread, a: Args<'_>) -> PyResult {
    or_raise(t, search(t, &a, "index", find_units)?)
}

pub(super) fn rindex(t: &Thread, a: Args<'_>) -> PyResult {
    or_raise(t, search(t, &a, "rindex", rfind_units)?)
}

pub(super) fn count(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let needle = text_argument(t, &a, 1, "count")?;
    let Some(range) = range_of(t, text.len(), a.opt(2), a.opt(3))? else { return t.int(0) };
    let part = text.units().slice(range);
    let n = t.apart(
        part.len(),
        || with_units!(part, h => with_units!(needle.units(), n => algorithm::count(h, n, usize::MAX))),
    );
    t.int(n as i64)
}

/// `startswith` and `endswith`.
fn tail_match(t: &Thread, a: &Args<'_>, method: &str, matches: fn(Units<'_>, Units<'_>) -> bool) -> PyResult {
    let text = t.this::<Str>(a);
    let pattern = a.get(1);
    let range = range_of(t, text.len(), a.opt(2), a.opt(3))?;
    let test = |p: &Str| range.clone().is_some_and(|r| matches(text.units().slice(r), p.units()));
    if let Some(p) = pattern.downcast::<Str>() {
        return Ok(t.bool(test(p)));
    }
    let Some(alternatives) = pattern.downcast::<Tuple>() else {
        let found = t.type_name(pattern);
        return Err(t.type_error(format!("{method} first arg must be str or a tuple of str, not {found}")));
    };
    for p in alternatives.items() {
        match p.downcast::<Str>() {
            Some(p) if test(p) => return Ok(t.bool(true)),
            Some(_) => {}
            None => {
                let found = t.type_name(p);
                return Err(t.type_error(format!("tuple for {method} must only contain str, not {found}")));
            }
        }
    }
    Ok(t.bool(false))
}

pub(super) fn startswith(t: &Thread, a: Args<'_>) -> PyResult {
    tail_match(t, &a, "startswith", starts_with)
}

pub(super) fn endswith(t: &Thread, a: Args<'_>) -> PyResult {
    tail_match(t, &a, "endswith", ends_with)
}

/// `needle in text`.
pub fn contains(t: &Thread, text: &Ref, needle: &Ref) -> PyResult<bool> {
    let text = text.downcast::<Str>().expect("the type's operator");
    let Some(needle) = needle.downcast::<Str>() else {
        let found = t.type_name(needle);
        return Err(t.type_error(format!("'in <string>' requires string as left operand, not {found}")));
    };
    Ok(t.apart(text.len(), || find_units(text.units(), needle.units())).is_some())
}

/// `text[key]`.
pub fn getitem(t: &Thread, object: &Ref, key: &Ref) -> PyResult {
    let text = object.downcast::<Str>().expect("the type's operator");
    if let Some(i) = key.value().as_exact_int() {
        return item(t, text, i);
    }
    if let Some(slice) = key.downcast::<Slice>() {
        let part = t.slice_bounds(slice)?.indices(text.len());
        return match part.step {
            1 if part.count == text.len() => t.exact_str(object),
            1 => t.str_part(text, part.start as usize..part.start as usize + part.count),
            _ => {
                t.alloc_limit(part.count.saturating_mul(4))?;
                let codes: Vec<u32> = t.apart(
                    part.count.saturating_mul(2),
                    || with_units!(text.units(), s => part.iter().map(|i| s[i].code()).collect()),
                );
                t.str_from_u32(&codes)
            }
        };
    }
    if !t.has_index(key) {
        let found = t.type_name(key);
        return Err(t.type_error(format!("string indices must be integers, not '{found}'")));
    }
    let i = t.item_index(key, "string")?;
    item(t, text, i)
}

/// The character at an index that may count from the end.
#[inline]
pub fn item(t: &Thread, text: &Str, i: i64) -> PyResult {
    let length = text.len();
    let place = if i < 0 { i + length as i64 } else { i };
    if (place as u64) < length as u64 {
        t.str_char(text.char_at(place as usize))
    } else {
        Err(t.index_error("string index out of range"))
    }
}
