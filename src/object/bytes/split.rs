//! Taking bytes apart: `split`, `rsplit`, `splitlines`, `partition`, `strip` and their relatives; shared with `bytearray`.

use std::ops::Range;

use rcpy_primitives::text as algorithm;

use super::content::{bytes_like, like, own_content, same_or_copy};
use crate::memory::Ref;
use crate::object::kind;
use crate::object::string::split::{fields, fields_from_back, limit, stripped, words, words_from_back};
use crate::runtime::{Args, PyResult, Thread};

/// ASCII white space.
fn is_space(code: u32) -> bool {
    matches!(code, 0x9..=0xd | 0x20)
}

fn parts(t: &Thread, object: &Ref, content: &[u8], ranges: Vec<Range<usize>>) -> PyResult {
    let mut items = Vec::with_capacity(ranges.len());
    for (i, range) in ranges.into_iter().enumerate() {
        t.poll_every(i)?;
        items.push(if range.len() == content.len() {
            same_or_copy(t, object, content)?
        } else {
            like(t, object, &content[range])?
        });
    }
    t.list(items)
}

fn split_from(t: &Thread, a: &Args<'_>, from_back: bool) -> PyResult {
    let separator = match a.opt_not_none(t, 1) {
        None => None,
        Some(given) => {
            let separator = bytes_like(t, given)?;
            if separator.is_empty() {
                return Err(t.value_error("empty separator"));
            }
            Some(separator)
        }
    };
    let limit = limit(t, a.opt(2))?;
    let content = own_content(t, a.get(0))?;
    let ranges = t.apart(content.len().saturating_mul(2), || match (&separator, from_back) {
        (None, false) => words(&content[..], limit, is_space),
        (None, true) => words_from_back(&content[..], limit, is_space),
        (Some(separator), false) => fields(&content[..], &separator[..], limit),
        (Some(separator), true) => fields_from_back(&content[..], &separator[..], limit),
    });
    parts(t, a.get(0), &content, ranges)
}

/// `split`.
pub fn split(t: &Thread, a: Args<'_>) -> PyResult {
    split_from(t, &a, false)
}

/// `rsplit`.
pub fn rsplit(t: &Thread, a: Args<'_>) -> PyResult {
    split_from(t, &a, true)
}

/// `splitlines`.
pub fn splitlines(t: &Thread, a: Args<'_>) -> PyResult {
    let keep = a.opt(1).map_or(Ok(false), |k| t.truth(k))?;
    let content = own_content(t, a.get(0))?;
    let ranges = t.apart(content.len(), || algorithm::split_byte_lines(&content, keep).collect());
    parts(t, a.get(0), &content, ranges)
}

fn cut_in_three(t: &Thread, a: &Args<'_>, from_back: bool) -> PyResult {
    let object = a.get(0);
    let separator = bytes_like(t, a.get(1))?;
    if separator.is_empty() {
        return Err(t.value_error("empty separator"));
    }
    let content = own_content(t, object)?;
    let found = if from_back {
        algorithm::rfind(&content[..], &separator[..])
    } else {
        algorithm::find(&content[..], &separator[..])
    };
    let empty = || like(t, object, &[]);
    let items = match found {
        Some(at) => {
            let middle = if object.value().kind().layout() == kind::BYTES && a.get(1).kind() == Some(kind::BYTES) {
                a.get(1).clone()
            } else {
                like(t, object, &separator)?
            };
            vec![like(t, object, &content[..at])?, middle, like(t, object, &content[at + separator.len()..])?]
        }
        None if from_back => vec![empty()?, empty()?, same_or_copy(t, object, &content)?],
        None => vec![same_or_copy(t, object, &content)?, empty()?, empty()?],
    };
    t.tuple(items)
}

/// `partition`.
pub fn partition(t: &Thread, a: Args<'_>) -> PyResult {
    cut_in_three(t, &a, false)
}

/// `rpartition`.
pub fn rpartition(t: &Thread, a: Args<'_>) -> PyResult {
    cut_in_three(t, &a, true)
}

fn strip_ends(t: &Thread, a: &Args<'_>, ends: (bool, bool)) -> PyResult {
    let set = a.opt_not_none(t, 1).map(|given| bytes_like(t, given)).transpose()?;
    let content = own_content(t, a.get(0))?;
    let range = match set {
        None => stripped(&content[..], ends, is_space),
        Some(set) => stripped(&content[..], ends, |c| set.contains(&(c as u8))),
    };
    whole_or_part(t, a.get(0), &content, range)
}

fn whole_or_part(t: &Thread, object: &Ref, content: &[u8], range: Range<usize>) -> PyResult {
    if range.len() == content.len() { same_or_copy(t, object, content) } else { like(t, object, &content[range]) }
}

/// `strip`.
pub fn strip(t: &Thread, a: Args<'_>) -> PyResult {
    strip_ends(t, &a, (true, true))
}

/// `lstrip`.
pub fn lstrip(t: &Thread, a: Args<'_>) -> PyResult {
    strip_ends(t, &a, (true, false))
}

/// `rstrip`.
pub fn rstrip(t: &Thread, a: Args<'_>) -> PyResult {
    strip_ends(t, &a, (false, true))
}

/// `removeprefix`.
pub fn removeprefix(t: &Thread, a: Args<'_>) -> PyResult {
    let prefix = bytes_like(t, a.get(1))?;
    let content = own_content(t, a.get(0))?;
    let start = if content.starts_with(&prefix) { prefix.len() } else { 0 };
    whole_or_part(t, a.get(0), &content, start..content.len())
}

/// `removesuffix`.
pub fn removesuffix(t: &Thread, a: Args<'_>) -> PyResult {
    let suffix = bytes_like(t, a.get(1))?;
    let content = own_content(t, a.get(0))?;
    let cut = if content.ends_with(&suffix) { suffix.len() } else { 0 };
    whole_or_part(t, a.get(0), &content, 0..content.len() - cut)
}
