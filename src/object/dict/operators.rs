//! What the operators do with dicts: items, comparison, `|`, `repr`; and filling one dict from another object.

use super::iter::{What, iterator};
use super::{DICT, Dict, quick_equal};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::object::exception as ex;
use crate::object::string::StrBuilder;
use crate::runtime::long::Steps;
use crate::runtime::{PyResult, Thread};

pub(super) fn this(value: &Ref) -> &Dict {
    value.downcast().expect("checked by the type")
}

pub(super) fn len(_t: &Thread, value: &Ref) -> PyResult<usize> {
    Ok(this(value).len())
}

pub(super) fn truth(_t: &Thread, value: &Ref) -> PyResult<bool> {
    Ok(!this(value).is_empty())
}

pub(super) fn iterate(t: &Thread, value: &Ref) -> PyResult {
    iterator(t, value, What::Keys, false)
}

pub(super) fn contains(t: &Thread, value: &Ref, key: &Ref) -> PyResult<bool> {
    this(value).contains(t, key)
}

pub(super) fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    match this(value).get(t, key)? {
        Some(found) => Ok(found),
        None => missing(t, value, key),
    }
}

#[cold]
fn missing(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    if value.downcast_exact::<Dict>().is_none()
        && let Some(method) = t.lookup_special(value, "__missing__")?
    {
        return t.call(&method, std::slice::from_ref(key));
    }
    Err(t.key_error(key))
}

pub(super) fn setitem(t: &Thread, value: &Ref, key: &Ref, item: Option<&Ref>) -> PyResult<()> {
    match item {
        Some(item) => this(value).set(t, key.clone(), item.clone()),
        None => t.dict_del(value, key),
    }
}

pub(super) fn repr(t: &Thread, value: &Ref) -> PyResult {
    let dict = this(value);
    if dict.is_empty() {
        return t.str("{}");
    }
    let Some(_guard) = t.repr_enter(value)? else { return t.str("{...}") };
    let mut text = StrBuilder::new(t);
    text.push_str("{")?;
    let (mut cursor, mut first) = (0, true);
    let mut steps = Steps::default();
    while let Some((key, item)) = dict.next_entry(&mut cursor) {
        if !first {
            text.push_str(", ")?;
        }
        first = false;
        text.push_ref(&t.repr(&key)?)?;
        text.push_str(": ")?;
        text.push_ref(&t.repr(&item)?)?;
        steps.next(t)?;
    }
    text.push_str("}")?;
    text.finish()
}

pub(super) fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<Dict>(), b.downcast::<Dict>()) else { return Ok(t.not_implemented()) };
    match op {
        CompareOp::Eq => Ok(t.bool(equal(t, x, y)?)),
        CompareOp::Ne => Ok(t.bool(!equal(t, x, y)?)),
        _ => Ok(t.not_implemented()),
    }
}

fn equal(t: &Thread, x: &Dict, y: &Dict) -> PyResult<bool> {
    if x.len() != y.len() {
        return Ok(false);
    }
    let mut cursor = 0;
    let mut steps = Steps::default();
    while let Some((hash, key, value)) = x.next_hashed(&mut cursor) {
        let Some(other) = y.get_hashed(t, hash, &key)? else { return Ok(false) };
        let same = value.is(&other)
            || match quick_equal(value.value(), other.value()) {
                Some(equal) => equal,
                None => t.equal(&value, &other)?,
            };
        if !same {
            return Ok(false);
        }
        steps.next(t)?;
    }
    Ok(true)
}

pub(super) fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let (Some(x), Some(_)) = (a.downcast::<Dict>(), b.downcast::<Dict>()) else { return Ok(t.not_implemented()) };
    if op != BinaryOp::Or {
        return Ok(t.not_implemented());
    }
    let merged = t.dict_copy(x)?;
    t.dict_update(&merged, b)?;
    Ok(merged)
}

pub(super) fn inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    if op != BinaryOp::Or {
        return Ok(t.not_implemented());
    }
    t.dict_update(a, b)?;
    Ok(a.clone())
}

impl Thread {
    /// `dict.update(other)`: from a dict, from anything with `keys`, or from pairs.
    pub fn dict_update(&self, dict: &Ref, other: &Ref) -> PyResult<()> {
        let body = self.dict_body(dict)?;
        if let Some(from) = other.downcast::<Dict>().filter(|_| self.is_plain_dict(other)) {
            return self.dict_merge(body, from);
        }
        if let Some(keys) = self.getattr_opt(other, "keys")? {
            let keys = self.call(&keys, &[])?;
            return self.for_each(&keys, |key| {
                let value = self.getitem(other, &key)?;
                body.set(self, key, value)
            });
        }
        self.dict_update_pairs(body, other)
    }

    /// Is it a dict whose entries can be taken as they are? A subclass with an `__iter__` of its own says otherwise what it contains.
    pub fn is_plain_dict(&self, object: &Ref) -> bool {
        if object.downcast_exact::<Dict>().is_some() {
            return true;
        }
        match (self.type_of(object).slots().iter, DICT.slots.iter) {
            (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
            _ => false,
        }
    }

    /// Sets all keys of `from` in `dict`.
    pub fn dict_merge(&self, dict: &Dict, from: &Dict) -> PyResult<()> {
        if std::ptr::eq(dict, from) || from.is_empty() {
            return Ok(());
        }
        if dict.is_empty() && dict.fill(from.duplicate(self)?) {
            return Ok(());
        }
        if self.comes_between(from.len()) {
            // What the other dict has at one moment, whoever changes it meanwhile.
            for (i, (hash, key, value)) in from.hashed_entries().into_iter().enumerate() {
                dict.set_hashed(self, hash, key, value)?;
                self.poll_every(i)?;
            }
            return Ok(());
        }
        // If many are new, one move to a larger table is less work than several.
        if from.len() > dict.len() {
            dict.reserve(self, from.len())?;
        }
        let len = from.len();
        let mut cursor = 0;
        let mut steps = Steps::default();
        while let Some((hash, key, value)) = from.next_hashed(&mut cursor) {
            dict.set_hashed(self, hash, key, value)?;
            steps.next(self)?;
            if from.len() != len {
                return Err(self.runtime_error("dict mutated during update"));
            }
        }
        Ok(())
    }

    fn dict_update_pairs(&self, dict: &Dict, pairs: &Ref) -> PyResult<()> {
        let mut number = 0usize;
        self.for_each(pairs, |pair| {
            let items = match self.collect(&pair) {
                Ok(items) => items,
                Err(raised) if self.raised_is(&raised, &ex::TYPE_ERROR) => {
                    return Err(self.type_error(format!(
                        "cannot convert dictionary update sequence element #{number} to a sequence"
                    )));
                }
                Err(raised) => return Err(raised),
            };
            let count = items.len();
            let Ok([key, value]) = <[Ref; 2]>::try_from(items) else {
                return Err(self.value_error(format!(
                    "dictionary update sequence element #{number} has length {count}; 2 is required"
                )));
            };
            number += 1;
            dict.set(self, key, value)
        })
    }
}
