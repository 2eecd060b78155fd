//! `Did you mean …`: the name nearest to one that was not found.

use crate::bytecode::code::flags;
use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::exception::{self as ex, Exception, Family};
use crate::object::string::Str;
use crate::object::traceback::Traceback;
use crate::runtime::{PyResult, Thread};

/// Longest differing parts of names that are compared, in bytes.
const LONGEST: usize = 40;
/// With this many names none is tried.
const MOST: usize = 750;
/// Cost of a letter added, dropped or replaced.
const MOVE: usize = 2;
/// Cost of a letter in the other case.
const CASE: usize = 1;

/// The candidate nearest to `wrong`, if one is near enough: at most a third of the letters differ.
pub fn closest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().take(MOST).collect();
    if candidates.len() == MOST {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for candidate in candidates {
        if candidate == wrong {
            continue;
        }
        let mut limit = (wrong.len() + candidate.len() + 3) * MOVE / 6;
        if let Some((_, distance)) = best {
            limit = limit.min(distance.saturating_sub(1));
        }
        let distance = distance(wrong.as_bytes(), candidate.as_bytes(), limit);
        if distance <= limit {
            best = Some((candidate, distance));
        }
    }
    best.map(|(name, _)| name)
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// Weighted edit distance; some number above `limit` when it is larger than that.
fn distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE;
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return limit + 1;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if (long.len() - short.len()) * MOVE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=short.len()).map(|i| i * MOVE).collect();
    let mut result = 0;
    for (i, x) in long.iter().enumerate() {
        // The left neighbour of the first cell starts as low as its diagonal one: CPython's rule, which decides close cases.
        let mut diagonal = i * MOVE;
        let mut least = usize::MAX;
        result = diagonal;
        for (cell, y) in row.iter_mut().zip(short) {
            let replaced = diagonal + substitution(*x, *y);
            diagonal = *cell;
            result = replaced.min(result.min(diagonal) + MOVE);
            *cell = result;
            least = least.min(result);
        }
        if least > limit {
            return limit + 1;
        }
    }
    result
}

/// What is added to the message of an exception; empty when there is nothing to suggest.
pub fn hint(t: &Thread, exception: &Ref) -> String {
    let Some(body) = exception.downcast::<Exception>() else { return String::new() };
    let wrong = match body.family {
        Family::Name | Family::Attribute => body.field(0),
        Family::Import => body.field(ex::IMPORT_NAME_FROM),
        _ => None,
    };
    let Some(wrong) = wrong.filter(|name| name.downcast::<Str>().is_some()) else { return String::new() };
    let wrong = t.str_of(&wrong).into_owned();
    let suggestion = match body.family {
        Family::Name => for_name(t, body, &wrong),
        Family::Attribute => for_attribute(t, body, &wrong),
        _ => for_import(t, body, &wrong),
    };
    let suggestion = suggestion.unwrap_or_default();
    let mut hint = suggestion.as_ref().map_or_else(String::new, |name| format!(". Did you mean: '{name}'?"));
    if body.family == Family::Name && is_stdlib_module(t, &wrong) {
        let lead = if suggestion.is_some() { " Or" } else { ". Did you" };
        let rest = if suggestion.is_some() { " did you forget" } else { " forget" };
        hint.push_str(&format!("{lead}{rest} to import '{wrong}'?"));
    }
    hint
}

/// The innermost entry of an exception's traceback.
fn innermost(body: &Exception) -> Option<Ref> {
    let mut entry = body.traceback.get()?;
    while let Some(next) = entry.downcast::<Traceback>()?.next.get() {
        entry = next;
    }
    Some(entry)
}

/// The keys of a dict that are strings.
fn names(t: &Thread, dict: Option<&Ref>) -> Vec<String> {
    let keys = dict.and_then(|d| d.downcast::<Dict>()).map(Dict::keys).unwrap_or_default();
    keys.iter().filter(|key| key.downcast::<Str>().is_some()).map(|key| t.str_of(key).into_owned()).collect()
}

fn for_name(t: &Thread, body: &Exception, wrong: &str) -> PyResult<Option<String>> {
    let Some(entry) = innermost(body) else { return Ok(None) };
    let entry = entry.downcast::<Traceback>().expect("just tested");
    let locals = entry.locals.get();
    let mut candidates = names(t, locals.as_ref());
    if let Some(locals) = locals.as_ref().and_then(|l| l.downcast::<Dict>())
        && let Some(object) = locals.get_str(t, "self")
        && t.getattr_opt(&object, wrong)?.is_some()
    {
        return Ok(Some(format!("self.{wrong}")));
    }
    let unit = &entry.code().unit;
    if locals.is_none() && unit.flags & flags::NAMESPACE == 0 {
        candidates.extend(unit.locals.iter().map(|name| name.to_string()));
    }
    candidates.extend(names(t, Some(&entry.scope().globals.get())));
    candidates.extend(names(t, Some(&entry.scope().builtins.get())));
    Ok(closest(wrong, candidates.iter().map(String::as_str)).map(str::to_owned))
}

/// `dir(object)`, without names that start with an underscore unless the wrong one does.
fn attributes(t: &Thread, object: &Ref, hide: bool) -> PyResult<Vec<String>> {
    let Some(dir) = t.vm().builtins_dict().get_str(t, "dir") else { return Ok(Vec::new()) };
    let list = t.call(&dir, std::slice::from_ref(object))?;
    let list = t.collect(&list)?;
    let texts = list.iter().filter(|name| name.downcast::<Str>().is_some()).map(|name| t.str_of(name).into_owned());
    Ok(texts.filter(|name| !hide || !name.starts_with('_')).collect())
}

fn for_attribute(t: &Thread, body: &Exception, wrong: &str) -> PyResult<Option<String>> {
    let Some(object) = body.field(ex::ATTRIBUTE_OBJECT) else { return Ok(None) };
    // A method sees what belongs to its own object.
    let hide = !wrong.starts_with('_') && body.field(ex::ATTRIBUTE_OF_SELF).is_none();
    let candidates = attributes(t, &object, hide)?;
    Ok(closest(wrong, candidates.iter().map(String::as_str)).map(str::to_owned))
}

fn for_import(t: &Thread, body: &Exception, wrong: &str) -> PyResult<Option<String>> {
    let (Some(name), Some(modules)) = (body.field(ex::IMPORT_NAME), t.vm().modules.get()) else { return Ok(None) };
    let Some(module) = t.dict_get(&modules, &name)? else { return Ok(None) };
    let candidates = attributes(t, &module, !wrong.starts_with('_'))?;
    Ok(closest(wrong, candidates.iter().map(String::as_str)).map(str::to_owned))
}

fn is_stdlib_module(t: &Thread, name: &str) -> bool {
    let Some(sys) = t.vm().sys.get() else { return false };
    let Ok(Some(all)) = t.dict_get_str(&sys, "stdlib_module_names") else { return false };
    t.str(name).and_then(|name| t.contains(&all, &name)).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_near_names() {
        assert_eq!(closest("itmes", ["index", "items", "x"]), Some("items"));
        assert_eq!(closest("Pi", ["pi", "sin"]), Some("pi"));
        assert_eq!(closest("zzz", ["abc", "def"]), None);
        assert_eq!(closest("color", ["colour", "counter"]), Some("colour"));
        assert_eq!(closest("same", ["same"]), None);
    }
}
