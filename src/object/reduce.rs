//! `object.__reduce_ex__` for protocol 2 and above: what `copy` and `pickle` take an object apart into.

use super::base;
use super::class::Type;
use super::dict::Dict;
use super::kind;
use super::list::List;
use super::tuple::Tuple;
use crate::memory::Ref;
use crate::runtime::{PyResult, Raised, Thread};

/// How the object is made again: positional and keyword arguments of `__new__`, if its class names any.
fn new_arguments(t: &Thread, this: &Ref) -> PyResult<Option<(Ref, Option<Ref>)>> {
    if let Some(method) = t.lookup_special(this, "__getnewargs_ex__")? {
        let result = t.call(&method, &[])?;
        let Some(pair) = result.downcast::<Tuple>() else {
            let found = t.type_name(&result);
            return Err(t.type_error(format!("__getnewargs_ex__ should return a tuple, not '{found}'")));
        };
        let [args, kwargs] = pair.items() else {
            let n = pair.len();
            return Err(t.value_error(format!("__getnewargs_ex__ should return a tuple of length 2, not {n}")));
        };
        let wrong = |place: &str, wanted: &str, found: &Ref| {
            let found = t.type_name(found);
            t.type_error(format!(
                "{place} item of the tuple returned by __getnewargs_ex__ must be a {wanted}, not '{found}'"
            ))
        };
        if args.downcast::<Tuple>().is_none() {
            return Err(wrong("first", "tuple", args));
        }
        let Some(entries) = kwargs.downcast::<Dict>() else { return Err(wrong("second", "dict", kwargs)) };
        return Ok(Some((args.clone(), Some(kwargs.clone()).filter(|_| !entries.is_empty()))));
    }
    let Some(method) = t.lookup_special(this, "__getnewargs__")? else { return Ok(None) };
    let args = t.call(&method, &[])?;
    if args.downcast::<Tuple>().is_none() {
        let found = t.type_name(&args);
        return Err(t.type_error(format!("__getnewargs__ should return a tuple, not '{found}'")));
    }
    Ok(Some((args, None)))
}

/// `(getattr, (holder, name))`: how functions and descriptors of builtin types are found again.
pub fn by_name(t: &Thread, holder: Ref, name: &str) -> PyResult {
    let args = t.pair(holder, t.str(name)?)?;
    t.pair(super::sequence::builtin(t, "getattr")?, args)
}

#[cold]
fn cannot_pickle(t: &Thread, this: &Ref) -> Raised {
    t.type_error(format!("cannot pickle '{}' object", t.type_name(this)))
}

/// The state, by the class's own `__getstate__` or the plain one. `whole` says that the state must be all there is to the
/// object, which it is not where a builtin type keeps something of its own.
fn state(t: &Thread, this: &Ref, whole: bool) -> PyResult {
    let method = t.getattr(this, "__getstate__")?;
    if !base::is_object_getstate(&method) {
        return t.call(&method, &[]);
    }
    let layout = t.type_of(this).instance_kind.layout();
    if whole && layout != kind::INSTANCE && layout != kind::EXCEPTION {
        return Err(cannot_pickle(t, this));
    }
    base::state(t, this)
}

/// `(copyreg.__newobj__, (class, *args), state, items of a list, items of a dict)`.
///
/// # Errors
/// `TypeError` for objects that cannot be taken apart.
pub fn reduce(t: &Thread, this: &Ref) -> PyResult {
    let class = t.type_ref(this);
    let body = class.downcast::<Type>().expect("a class");
    if body.def.is_some() && body.slots().new.is_none() {
        return Err(cannot_pickle(t, this));
    }
    let arguments = new_arguments(t, this)?;
    let (is_list, is_dict) = (this.downcast::<List>().is_some(), this.downcast::<Dict>().is_some());
    let state = state(t, this, arguments.is_none() && !is_list && !is_dict)?;
    let copyreg = crate::runtime::import::import(t, "copyreg")?;
    let (maker, args) = match arguments {
        Some((args, Some(kwargs))) => (t.getattr(&copyreg, "__newobj_ex__")?, t.tuple(vec![class, args, kwargs])?),
        arguments => {
            let mut all = vec![class];
            if let Some((args, _)) = &arguments {
                all.extend_from_slice(args.downcast::<Tuple>().expect("checked").items());
            }
            (t.getattr(&copyreg, "__newobj__")?, t.tuple(all)?)
        }
    };
    let list_items = if is_list { t.iter(this)? } else { t.none() };
    let dict_items = if is_dict { t.iter(&t.call_method(this, "items", &[])?)? } else { t.none() };
    t.tuple(vec![maker, args, state, list_items, dict_items])
}
