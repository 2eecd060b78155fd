//! Taking strings apart: `split`, `rsplit`, `splitlines`, `partition`, `strip` and their relatives.

use std::ops::Range;

use rcpy_primitives::text::{self as algorithm, Unit};

use super::search::{ends_with, find_units, rfind_units, shown_type, starts_with};
use super::{Str, Units};
use crate::memory::Ref;
use crate::runtime::{Args, PyResult, Thread};
use crate::with_units;

/// Ranges of the words of a text, at most `limit` of them cut off from the front; the last range is the rest.
pub(in crate::object) fn words<T: Unit>(text: &[T], limit: usize, is_space: fn(u32) -> bool) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    loop {
        while at < text.len() && is_space(text[at].code()) {
            at += 1;
        }
        if at == text.len() {
            return ranges;
        }
        if ranges.len() == limit {
            ranges.push(at..text.len());
            return ranges;
        }
        let start = at;
        while at < text.len() && !is_space(text[at].code()) {
            at += 1;
        }
        ranges.push(start..at);
    }
}

/// As `words`, cut off from the back; in the order of the text.
pub(in crate::object) fn words_from_back<T: Unit>(
    text: &[T],
    limit: usize,
    is_space: fn(u32) -> bool,
) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut end = text.len();
    loop {
        while end > 0 && is_space(text[end - 1].code()) {
            end -= 1;
        }
        if end == 0 {
            break;
        }
        if ranges.len() == limit {
            ranges.push(0..end);
            break;
        }
        let last = end;
        while end > 0 && !is_space(text[end - 1].code()) {
            end -= 1;
        }
        ranges.push(end..last);
    }
    ranges.reverse();
    ranges
}

/// Ranges between separators, at most `limit` of which are cut at from the front.
pub(in crate::object) fn fields<T: Unit, N: Unit>(text: &[T], separator: &[N], limit: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    if limit > 0 {
        algorithm::each_match(text, separator, |at| {
            ranges.push(start..at);
            start = at + separator.len();
            ranges.len() < limit
        });
    }
    ranges.push(start..text.len());
    ranges
}

/// As `fields`, cutting from the back; in the order of the text.
pub(in crate::object) fn fields_from_back<T: Unit, N: Unit>(
    text: &[T],
    separator: &[N],
    limit: usize,
) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut end = text.len();
    while ranges.len() < limit {
        let Some(at) = algorithm::rfind(&text[..end], separator) else { break };
        ranges.push(at + separator.len()..end);
        end = at;
    }
    ranges.push(0..end);
    ranges.reverse();
    ranges
}

/// The `maxsplit` argument: negative means no limit.
pub(in crate::object) fn limit(t: &Thread, given: Option<&Ref>) -> PyResult<usize> {
    match given {
        None => Ok(usize::MAX),
        Some(n) => Ok(usize::try_from(t.to_index(n)?).unwrap_or(usize::MAX)),
    }
}

/// The separator argument of `split`; `None` means whitespace.
fn separator<'a>(t: &Thread, a: &Args<'a>) -> PyResult<Option<&'a Str>> {
    let Some(given) = a.opt_not_none(t, 1) else { return Ok(None) };
    match given.downcast::<Str>() {
        Some(s) if s.is_empty() => Err(t.value_error("empty separator")),
        Some(s) => Ok(Some(s)),
        None => Err(t.type_error(format!("must be str or None, not {}", t.type_name(given)))),
    }
}

fn parts(t: &Thread, object: &Ref, text: &Str, ranges: Vec<Range<usize>>) -> PyResult {
    let mut items = Vec::with_capacity(ranges.len());
    for (i, range) in ranges.into_iter().enumerate() {
        items.push(t.str_part_or_same(object, text, range)?);
        t.poll_every(i)?;
    }
    t.list(items)
}

pub(super) fn split(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let separator = separator(t, &a)?;
    let limit = limit(t, a.opt(2))?;
    let ranges = t.apart(text.len().saturating_mul(2), || match separator {
        None => with_units!(text.units(), s => words(s, limit, algorithm::is_space)),
        Some(separator) => {
            with_units!(text.units(), s => with_units!(separator.units(), n => fields(s, n, limit)))
        }
    });
    parts(t, a.get(0), text, ranges)
}

pub(super) fn rsplit(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let separator = separator(t, &a)?;
    let limit = limit(t, a.opt(2))?;
    let ranges = t.apart(text.len().saturating_mul(2), || match separator {
        None => with_units!(text.units(), s => words_from_back(s, limit, algorithm::is_space)),
        Some(separator) => {
            with_units!(text.units(), s => with_units!(separator.units(), n => fields_from_back(s, n, limit)))
        }
    });
    parts(t, a.get(0), text, ranges)
}

pub(super) fn splitlines(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let keep = a.opt(1).map_or(Ok(false), |k| t.truth(k))?;
    let ranges = t.apart(
        text.len().saturating_mul(2),
        || with_units!(text.units(), s => algorithm::split_lines(s, keep).collect::<Vec<_>>()),
    );
    parts(t, a.get(0), text, ranges)
}

/// `partition` (`from_back` false) and `rpartition`.
fn cut_in_three(t: &Thread, a: &Args<'_>, from_back: bool) -> PyResult {
    let (object, text) = (a.get(0), t.this::<Str>(a));
    let Some(separator) = a.get(1).downcast::<Str>() else {
        return Err(t.type_error(format!("must be str, not {}", t.type_name(a.get(1)))));
    };
    if separator.is_empty() {
        return Err(t.value_error("empty separator"));
    }
    let find = if from_back { rfind_units } else { find_units };
    let items = match t.apart(text.len(), || find(text.units(), separator.units())) {
        Some(at) => {
            vec![t.str_part(text, 0..at)?, t.exact_str(a.get(1))?, t.str_part(text, at + separator.len()..text.len())?]
        }
        None if from_back => vec![t.empty_str()?, t.empty_str()?, t.exact_str(object)?],
        None => vec![t.exact_str(object)?, t.empty_str()?, t.empty_str()?],
    };
    t.tuple(items)
}

pub(super) fn partition(t: &Thread, a: Args<'_>) -> PyResult {
    cut_in_three(t, &a, false)
}

pub(super) fn rpartition(t: &Thread, a: Args<'_>) -> PyResult {
    cut_in_three(t, &a, true)
}

/// The range of `text` that is left when code points for which `unwanted` holds are taken off the chosen ends.
pub(in crate::object) fn stripped<T: Unit>(
    text: &[T],
    (left, right): (bool, bool),
    unwanted: impl Fn(u32) -> bool,
) -> Range<usize> {
    let (mut start, mut end) = (0, text.len());
    while left && start < end && unwanted(text[start].code()) {
        start += 1;
    }
    while right && end > start && unwanted(text[end - 1].code()) {
        end -= 1;
    }
    start..end
}

fn strip_ends(t: &Thread, a: &Args<'_>, method: &str, ends: (bool, bool)) -> PyResult {
    let text = t.this::<Str>(a);
    let range = match a.opt_not_none(t, 1) {
        None => t.apart(text.len(), || with_units!(text.units(), s => stripped(s, ends, algorithm::is_space))),
        Some(given) => {
            let Some(set) = given.downcast::<Str>() else {
                return Err(t.type_error(format!("{method} arg must be None or str")));
            };
            let in_set = |c: u32| with_units!(set.units(), s => algorithm::find_unit(s, c)).is_some();
            t.apart(text.len().saturating_mul(4), || with_units!(text.units(), s => stripped(s, ends, in_set)))
        }
    };
    t.str_part_or_same(a.get(0), text, range)
}

pub(super) fn strip(t: &Thread, a: Args<'_>) -> PyResult {
    strip_ends(t, &a, "strip", (true, true))
}

pub(super) fn lstrip(t: &Thread, a: Args<'_>) -> PyResult {
    strip_ends(t, &a, "lstrip", (true, false))
}

pub(super) fn rstrip(t: &Thread, a: Args<'_>) -> PyResult {
    strip_ends(t, &a, "rstrip", (false, true))
}

fn affix<'a>(t: &Thread, a: &Args<'a>, method: &str) -> PyResult<Units<'a>> {
    match a.get(1).downcast::<Str>() {
        Some(affix) => Ok(affix.units()),
        None => Err(t.type_error(format!("{method}() argument must be str, not {}", shown_type(t, a.get(1))))),
    }
}

pub(super) fn removeprefix(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let prefix = affix(t, &a, "removeprefix")?;
    let start = if starts_with(text.units(), prefix) { prefix.len() } else { 0 };
    t.str_part_or_same(a.get(0), text, start..text.len())
}

pub(super) fn removesuffix(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let suffix = affix(t, &a, "removesuffix")?;
    let cut = if ends_with(text.units(), suffix) { suffix.len() } else { 0 };
    t.str_part_or_same(a.get(0), text, 0..text.len() - cut)
}
