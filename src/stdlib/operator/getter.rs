//! `attrgetter`, `itemgetter`, `methodcaller`.

use super::sequence::call_with;
use crate::memory::Ref;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::iterator::{SUBCLASSABLE, state};
use crate::object::slots::Slots;
use crate::object::string::Str;
use crate::object::typedef::TypeDef;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

/// The one argument of a call of a getter.
fn only<'a>(t: &Thread, args: CallArgs<'a>, name: &str) -> PyResult<&'a Ref> {
    if !args.names.is_empty() {
        return Err(t.type_error(format!("{name}() takes no keyword arguments")));
    }
    match args.values {
        [object] => Ok(object),
        values => Err(t.type_error(format!("{name} expected 1 argument, got {}", values.len()))),
    }
}

/// `name(item, …)`, with the reprs of the items.
fn shown(t: &Thread, value: &Ref, items: &[Ref]) -> PyResult {
    let Some(_guard) = t.repr_enter(value)? else {
        let name = t.type_name(value);
        return t.string(format!("{name}(...)"));
    };
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        parts.push(t.repr_text(item)?);
    }
    t.string(format!("{}({})", t.type_name(value), parts.join(", ")))
}

/// `f(object)` for each item: the value itself for one, a tuple for more.
fn gather(t: &Thread, count: usize, mut f: impl FnMut(usize) -> PyResult) -> PyResult {
    if count == 1 {
        return f(0);
    }
    t.tuple((0..count).map(&mut f).collect::<PyResult<Vec<_>>>()?)
}

struct ItemGetter {
    items: Box<[Ref]>,
}

crate::opaque!(ItemGetter { items });

fn item_new(t: &Thread, a: Args<'_>) -> PyResult {
    if a.rest().is_empty() {
        return Err(t.type_error("itemgetter expected 1 argument, got 0"));
    }
    t.new_boxed(a.get(0), ItemGetter { items: a.rest().into() })
}

fn item_call(t: &Thread, value: &Ref, args: CallArgs<'_>) -> PyResult {
    let object = only(t, args, "itemgetter")?;
    let items = &state::<ItemGetter>(value).items;
    gather(t, items.len(), |i| t.getitem(object, &items[i]))
}

fn item_repr(t: &Thread, value: &Ref) -> PyResult {
    shown(t, value, &state::<ItemGetter>(value).items)
}

fn item_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let items = t.tuple_from(&t.this_opaque::<ItemGetter>(&a).items)?;
    t.tuple(vec![t.type_ref(a.get(0)), items])
}

/// `operator.itemgetter`.
pub static ITEMGETTER: TypeDef = TypeDef {
    name: "operator.itemgetter",
    slots: Slots {
        repr: Some(item_repr),
        call: Some(item_call),
        new: Some(&natives!["itemgetter(cls, /, *items)" => item_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => item_reduce],
    doc: "Return a callable object that fetches the given item(s) from its operand.\n\
          After f = itemgetter(2), the call f(r) returns r[2].\n\
          After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
    ..SUBCLASSABLE
};

struct AttrGetter {
    /// As given.
    names: Box<[Ref]>,
    /// Interned parts of the dotted names.
    paths: Box<[Box<[Ref]>]>,
}

crate::opaque!(AttrGetter { names, paths });

fn attr_new(t: &Thread, a: Args<'_>) -> PyResult {
    if a.rest().is_empty() {
        return Err(t.type_error("attrgetter expected 1 argument, got 0"));
    }
    let mut paths = Vec::with_capacity(a.rest().len());
    for name in a.rest() {
        if name.downcast::<Str>().is_none() {
            return Err(t.type_error("attribute name must be a string"));
        }
        paths.push(t.str_of(name).split('.').map(|part| t.intern(part)).collect());
    }
    t.new_boxed(a.get(0), AttrGetter { names: a.rest().into(), paths: paths.into() })
}

fn attr_call(t: &Thread, value: &Ref, args: CallArgs<'_>) -> PyResult {
    let object = only(t, args, "attrgetter")?;
    let paths = &state::<AttrGetter>(value).paths;
    gather(t, paths.len(), |i| paths[i].iter().try_fold(object.clone(), |object, name| t.getattr_ref(&object, name)))
}

fn attr_repr(t: &Thread, value: &Ref) -> PyResult {
    shown(t, value, &state::<AttrGetter>(value).names)
}

fn attr_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let names = t.tuple_from(&t.this_opaque::<AttrGetter>(&a).names)?;
    t.tuple(vec![t.type_ref(a.get(0)), names])
}

/// `operator.attrgetter`.
pub static ATTRGETTER: TypeDef = TypeDef {
    name: "operator.attrgetter",
    slots: Slots {
        repr: Some(attr_repr),
        call: Some(attr_call),
        new: Some(&natives!["attrgetter(cls, /, *attrs)" => attr_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => attr_reduce],
    doc: "Return a callable object that fetches the given attribute(s) from its operand.\n\
          After f = attrgetter('name'), the call f(r) returns r.name.\n\
          After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\n\
          After h = attrgetter('name.first', 'name.last'), the call h(r) returns\n\
          (r.name.first, r.name.last).",
    ..SUBCLASSABLE
};

struct MethodCaller {
    name: Ref,
    args: Box<[Ref]>,
    /// A dict, if there are keywords.
    kwargs: Option<Ref>,
}

crate::opaque!(MethodCaller { name, args, kwargs });

impl MethodCaller {
    fn keywords(&self) -> Option<&Dict> {
        self.kwargs.as_ref().and_then(|k| k.downcast::<Dict>())
    }
}

fn method_new(t: &Thread, a: Args<'_>) -> PyResult {
    let [name, args @ ..] = a.rest() else {
        return Err(t.type_error("methodcaller needs at least one argument, the method name"));
    };
    if name.downcast::<Str>().is_none() {
        return Err(t.type_error("method name must be a string"));
    }
    let kwargs = a.kwargs().map(|k| t.dict_copy(k)).transpose()?;
    t.new_boxed(a.get(0), MethodCaller { name: t.intern_ref(name), args: args.into(), kwargs })
}

fn method_call(t: &Thread, value: &Ref, args: CallArgs<'_>) -> PyResult {
    let object = only(t, args, "methodcaller")?;
    let this = state::<MethodCaller>(value);
    match this.keywords() {
        None => t.call_method_ref(object, &this.name, &this.args),
        keywords => call_with(t, &t.getattr_ref(object, &this.name)?, &this.args, keywords),
    }
}

fn method_repr(t: &Thread, value: &Ref) -> PyResult {
    let Some(_guard) = t.repr_enter(value)? else {
        let name = t.type_name(value);
        return t.string(format!("{name}(...)"));
    };
    let this = state::<MethodCaller>(value);
    let mut text = format!("{}({}", t.type_name(value), t.repr_text(&this.name)?);
    for arg in &this.args {
        text.push_str(", ");
        text.push_str(&t.repr_text(arg)?);
    }
    for (name, arg) in this.keywords().map(Dict::entries).unwrap_or_default() {
        text.push_str(&format!(", {}={}", t.str_of(&name), t.repr_text(&arg)?));
    }
    text.push(')');
    t.string(text)
}

fn method_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<MethodCaller>(&a);
    let mut args = vec![this.name.clone()];
    args.extend_from_slice(&this.args);
    let class = t.type_ref(a.get(0));
    let Some(kwargs) = &this.kwargs else { return t.tuple(vec![class, t.tuple(args)?]) };
    // Keywords need a callable that has them bound already.
    let partial = crate::runtime::import::import(t, "functools")?;
    let partial = t.getattr(&partial, "partial")?;
    let body = kwargs.downcast::<Dict>();
    let bound = call_with(t, &partial, &[class, this.name.clone()], body)?;
    t.tuple(vec![bound, t.tuple_from(&this.args)?])
}

/// `operator.methodcaller`.
pub static METHODCALLER: TypeDef = TypeDef {
    name: "operator.methodcaller",
    slots: Slots {
        repr: Some(method_repr),
        call: Some(method_call),
        new: Some(&natives!["methodcaller(cls, /, *args, **kwargs)" => method_new][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => method_reduce],
    doc: "Return a callable object that calls the given method on its operand.\n\
          After f = methodcaller('name'), the call f(r) returns r.name().\n\
          After g = methodcaller('name', 'date', foo=1), the call g(r) returns\n\
          r.name('date', foo=1).",
    ..SUBCLASSABLE
};
