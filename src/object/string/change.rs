//! Strings made from others: case, padding, `replace`, `translate`, `expandtabs`.

use rcpy_primitives::text::{self as algorithm, Text};

use super::Str;
use super::build::{Form, StrBuilder, compose};
use super::search::{shown_type, text_argument};
use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::kind;
use crate::runtime::{Args, PyResult, Thread};
use crate::with_units;

/// Applies a case mapping. Its result has at most three code points for each of the text's.
macro_rules! case_method {
    ($($name:ident)*) => {
        $(
            pub(super) fn $name(t: &Thread, a: Args<'_>) -> PyResult {
                let text = t.this::<Str>(&a);
                t.alloc_limit(text.len().saturating_mul(3 * text.width()))?;
                let time = text.len().saturating_mul(4);
                let mapped: Text = t.apart(time, || with_units!(text.units(), s => algorithm::$name(s)));
                t.str_text(&mapped)
            }
        )*
    };
}

case_method!(lower upper casefold capitalize title swapcase);

/// The fill character of `center` and its relatives.
fn fill_character(t: &Thread, given: Option<&Ref>) -> PyResult<u32> {
    let Some(given) = given else { return Ok(u32::from(b' ')) };
    match given.downcast::<Str>() {
        Some(fill) if fill.len() == 1 => Ok(fill.char_at(0)),
        Some(_) => Err(t.type_error("The fill character must be exactly one character long")),
        None => {
            let found = shown_type(t, given);
            Err(t.type_error(format!("The fill character must be a unicode character, not {found}")))
        }
    }
}

/// The text with so many fill characters around it.
pub(super) fn padded(t: &Thread, text: &Str, left: usize, right: usize, fill: u32) -> PyResult {
    let length = text.len().checked_add(left).and_then(|n| n.checked_add(right)).ok_or_else(|| t.memory_error())?;
    let form = Form::NARROWEST.with(text);
    let form = if left + right > 0 { form.with_char(fill) } else { form };
    compose(t, length, form, |sink| {
        sink.put_repeated(fill, left);
        sink.put(text.units());
        sink.put_repeated(fill, right);
    })
}

fn pad(t: &Thread, a: &Args<'_>, share: fn(usize, usize) -> usize) -> PyResult {
    let text = t.this::<Str>(a);
    let width = t.to_index(a.get(1))?;
    let fill = fill_character(t, a.opt(2))?;
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(text.len());
    if missing == 0 {
        return t.exact_str(a.get(0));
    }
    let left = share(missing, width as usize);
    padded(t, text, left, missing - left, fill)
}

/// How much of the padding `center` puts on the left: the odd one goes there when the width is odd.
pub(in crate::object) fn left_share(missing: usize, width: usize) -> usize {
    missing / 2 + (missing & width & 1)
}

pub(super) fn center(t: &Thread, a: Args<'_>) -> PyResult {
    pad(t, &a, left_share)
}

pub(super) fn ljust(t: &Thread, a: Args<'_>) -> PyResult {
    pad(t, &a, |_, _| 0)
}

pub(super) fn rjust(t: &Thread, a: Args<'_>) -> PyResult {
    pad(t, &a, |missing, _| missing)
}

pub(super) fn zfill(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let width = t.to_index(a.get(1))?;
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(text.len());
    if missing == 0 {
        return t.exact_str(a.get(0));
    }
    let length = text.len().checked_add(missing).ok_or_else(|| t.memory_error())?;
    let signed = !text.is_empty() && matches!(text.char_at(0), 0x2b | 0x2d);
    let sign = usize::from(signed);
    compose(t, length, Form::NARROWEST.with(text), |sink| {
        sink.put(text.units().slice(0..sign));
        sink.put_repeated(u32::from(b'0'), missing);
        sink.put(text.units().slice(sign..text.len()));
    })
}

pub(super) fn expandtabs(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let size = a.opt(1).map_or(Ok(8), |n| tab_size(t, n))?;
    let mut out = StrBuilder::new(t);
    let mut column = 0usize;
    for (i, c) in text.chars().enumerate() {
        t.poll_every(i)?;
        match c {
            0x9 => {
                if let Some(into) = column.checked_rem(size) {
                    out.push_repeated(u32::from(b' '), size - into)?;
                    column += size - into;
                }
            }
            _ => {
                out.push_char(c)?;
                column = if matches!(c, 0xa | 0xd) { 0 } else { column + 1 };
            }
        }
    }
    out.finish()
}

/// The tab size, which is a C `int`; negative means 0.
pub(in crate::object) fn tab_size(t: &Thread, given: &Ref) -> PyResult<usize> {
    let too_large = || t.overflow_error("Python int too large to convert to C int");
    let size = match t.catch(t.to_index(given), &ex::OVERFLOW_ERROR)? {
        Some(size) => i32::try_from(size).map_err(|_| too_large())?,
        None => return Err(t.overflow_error("Python int too large to convert to C long")),
    };
    Ok(size.max(0) as usize)
}

pub(super) fn replace(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let (old, new) = (text_argument(t, &a, 1, "replace")?, text_argument(t, &a, 2, "replace")?);
    let limit = super::split::limit(t, a.opt(3))?;
    let (matches, length) = t.apart(text.len(), || {
        with_units!(text.units(), s => with_units!(old.units(), o => {
            algorithm::replace_plan(s, o, new.len(), limit)
        }))
    });
    if matches == 0 {
        return t.exact_str(a.get(0));
    }
    let length = length.filter(|n| *n <= isize::MAX as usize);
    let length = length.ok_or_else(|| t.overflow_error("replace string is too long"))?;
    if text.is_ascii() || old.width() < text.width() {
        // What decides the width stays in the text, or comes with `new`.
        return compose(t, length, Form::NARROWEST.with(text).with(new), |sink| {
            let mut from = 0;
            each_place(text, old, matches, |at| {
                sink.put(text.units().slice(from..at));
                sink.put(new.units());
                from = at + old.len();
                true
            });
            sink.put(text.units().slice(from..text.len()));
        });
    }
    // A replaced code point may have been the one that needed the width.
    let mut out = StrBuilder::new(t);
    let (mut from, mut result) = (0, Ok(()));
    each_place(text, old, matches, |at| {
        result = out.push_units(text.units().slice(from..at)).and_then(|()| out.push_string(new));
        from = at + old.len();
        result.is_ok()
    });
    result?;
    out.push_units(text.units().slice(from..text.len()))?;
    out.finish()
}

/// Calls `f` with the places of the first `matches` matches, while it returns true.
fn each_place(text: &Str, old: &Str, matches: usize, mut f: impl FnMut(usize) -> bool) {
    let mut left = matches;
    let mut counted = |at: usize| {
        left -= 1;
        f(at) && left > 0
    };
    with_units!(text.units(), s => with_units!(old.units(), o => algorithm::each_match(s, o, &mut counted)));
}

/// Is this an int of any class?
fn is_int(value: &Ref) -> bool {
    matches!(value.value().kind().layout(), kind::INT | kind::BIG_INT | kind::BOOL)
}

/// Adds what a translation table has for a code point.
fn push_translated(t: &Thread, out: &mut StrBuilder<'_>, table: &Ref, code: u32) -> PyResult<()> {
    let key = t.int(i64::from(code))?;
    let found = match t.catch(t.getitem(table, &key), &ex::LOOKUP_ERROR)? {
        None => return out.push_char(code),
        Some(found) => found,
    };
    if found.value().is_none(t) {
        return Ok(());
    }
    if let Some(text) = found.downcast::<Str>() {
        return out.push_string(text);
    }
    if !is_int(&found) {
        return Err(t.type_error("character mapping must return integer, None or str"));
    }
    match u32::try_from(t.to_index_clamped(&found)?) {
        Ok(c) if c <= 0x10ffff => out.push_char(c),
        _ => Err(t.value_error("character mapping must be in range(0x110000)")),
    }
}

pub(super) fn translate(t: &Thread, a: Args<'_>) -> PyResult {
    let text = t.this::<Str>(&a);
    let mut out = StrBuilder::new(t);
    for (i, c) in text.chars().enumerate() {
        push_translated(t, &mut out, a.get(1), c)?;
        t.poll_every(i)?;
    }
    out.finish()
}

pub(super) fn maketrans(t: &Thread, a: Args<'_>) -> PyResult {
    let table = t.new_dict()?;
    let Some(y) = a.opt(1) else {
        let Some(source) = a.get(0).downcast::<Dict>() else {
            return Err(t.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for (key, value) in source.entries() {
            let key = if let Some(text) = key.downcast::<Str>() {
                if text.len() != 1 {
                    return Err(t.value_error("string keys in translate table must be of length 1"));
                }
                t.int(i64::from(text.char_at(0)))?
            } else if is_int(&key) {
                key
            } else {
                return Err(t.type_error("keys in translate table must be strings or integers"));
            };
            t.dict_set(&table, key, value)?;
        }
        return Ok(table);
    };
    let Some(from) = a.get(0).downcast::<Str>() else {
        return Err(t.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let wrong =
        |i: usize, v: &Ref| t.type_error(format!("maketrans() argument {i} must be str, not {}", shown_type(t, v)));
    let to = y.downcast::<Str>().ok_or_else(|| wrong(2, y))?;
    let removed = a.opt(2).map(|z| z.downcast::<Str>().ok_or_else(|| wrong(3, z))).transpose()?;
    if from.len() != to.len() {
        return Err(t.value_error("the first two maketrans arguments must have equal length"));
    }
    for (f, c) in from.chars().zip(to.chars()) {
        t.dict_set(&table, t.int(i64::from(f))?, t.int(i64::from(c))?)?;
    }
    for c in removed.into_iter().flat_map(|z| z.chars()) {
        t.dict_set(&table, t.int(i64::from(c))?, t.none())?;
    }
    Ok(table)
}
