//! `types.GenericAlias`: `list[int]` and the like. It remembers the arguments and otherwise behaves as its origin.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::{Type, flags};
use crate::object::kind;
use crate::object::slots::{Slots, mask};
use crate::object::tuple::Tuple;
use crate::object::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::runtime::{Args, CallArgs, PyResult, Thread};

/// The payload.
struct GenericAlias {
    origin: Slot,
    /// A tuple.
    args: Slot,
    /// The type variables among the arguments, a tuple; made when first asked for.
    parameters: Slot,
    /// `*tuple[int]`: stands for its arguments.
    unpacked: bool,
}

crate::opaque!(GenericAlias { origin, args, parameters });

/// Attributes that are the alias's own rather than the origin's.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__bases__",
    "__orig_class__",
];

fn body(origin: &Ref, args: Ref) -> GenericAlias {
    GenericAlias {
        origin: Slot::new(origin.clone()),
        args: Slot::new(args),
        parameters: Slot::empty(),
        unpacked: false,
    }
}

/// The arguments as a tuple.
fn arguments(t: &Thread, args: &Ref) -> PyResult {
    if args.downcast::<Tuple>().is_some() { Ok(args.clone()) } else { t.tuple(vec![args.clone()]) }
}

impl Thread {
    /// `origin[args]` for a class that only remembers its arguments.
    pub fn generic_alias(&self, origin: &Ref, args: &Ref) -> PyResult {
        self.opaque(&GENERIC_ALIAS, body(origin, arguments(self, args)?))
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(body(a.get(1), arguments(t, a.get(2))?))))
}

fn this(value: &Ref) -> &GenericAlias {
    value.opaque().expect("checked by the type")
}

fn origin(value: &Ref) -> Ref {
    this(value).origin.get().expect("an alias keeps its origin")
}

fn args(value: &Ref) -> Ref {
    this(value).args.get().expect("an alias keeps its arguments")
}

fn items(tuple: &Ref) -> &[Ref] {
    tuple.downcast::<Tuple>().map_or(&[], Tuple::items)
}

/// How an argument is shown: a class by its name, anything else by its repr.
fn shown(t: &Thread, item: &Ref) -> PyResult<String> {
    if item.value().kind() == kind::ELLIPSIS {
        return Ok("...".to_owned());
    }
    if item.downcast::<Type>().is_some() {
        let name = t.getattr(item, "__qualname__")?;
        let module = t.getattr(item, "__module__")?;
        let (name, module) = (t.str_of(&t.to_str(&name)?).into_owned(), t.str_of(&t.to_str(&module)?).into_owned());
        return Ok(if module == "builtins" { name } else { format!("{module}.{name}") });
    }
    if let Some(list) = item.downcast_exact::<crate::object::list::List>() {
        let parts = list.snapshot().iter().map(|part| shown(t, part)).collect::<PyResult<Vec<_>>>()?;
        return Ok(format!("[{}]", parts.join(", ")));
    }
    t.repr_text(item)
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let _depth = t.enter(" while getting the repr of an object")?;
    let args = args(value);
    let parts = items(&args).iter().map(|item| shown(t, item)).collect::<PyResult<Vec<_>>>()?;
    let inside = if parts.is_empty() { "()".to_owned() } else { parts.join(", ") };
    let star = if this(value).unpacked { "*" } else { "" };
    t.string(format!("{star}{}[{inside}]", shown(t, &origin(value))?))
}

fn hash(t: &Thread, value: &Ref) -> PyResult<i64> {
    let hash = t.hash(&origin(value))? ^ t.hash(&args(value))?;
    Ok(if hash == -1 { -2 } else { hash })
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if b.opaque::<GenericAlias>().is_none_or(|b| b.unpacked != this(a).unpacked)
        || !matches!(op, CompareOp::Eq | CompareOp::Ne)
    {
        return Ok(t.not_implemented());
    }
    let equal = t.equal(&origin(a), &origin(b))? && t.equal(&args(a), &args(b))?;
    Ok(t.bool(equal == (op == CompareOp::Eq)))
}

fn call(t: &Thread, value: &Ref, call: CallArgs<'_>) -> PyResult {
    let object = t.call_kw(&origin(value), call)?;
    // Instances that take attributes remember the alias; others do not mind.
    if object.value().is_pointer() && t.attributes_of(&object).is_some() {
        let _ = t.setattr(&object, "__orig_class__", value);
    }
    Ok(object)
}

fn getattr(t: &Thread, value: &Ref, name: &Ref) -> PyResult {
    let text = t.str_of(name);
    if OWN.contains(&&*text) { t.generic_getattr(value, name) } else { t.getattr_ref(&origin(value), name) }
}

/// The type variables among the arguments and inside of them, each once.
fn parameters(t: &Thread, value: &Ref) -> PyResult {
    if let Some(known) = this(value).parameters.get() {
        return Ok(known);
    }
    let args = args(value);
    let mut found: Vec<Ref> = Vec::new();
    let mut add = |item: &Ref| -> PyResult<()> {
        for known in &found {
            if known.is(item) {
                return Ok(());
            }
        }
        found.push(item.clone());
        Ok(())
    };
    for item in items(&args) {
        if item.downcast::<Type>().is_some() {
            continue;
        }
        if t.getattr_opt(item, "__typing_subst__")?.is_some() {
            add(item)?;
        } else if let Some(inner) = t.getattr_opt(item, "__parameters__")? {
            for item in items(&inner) {
                add(item)?;
            }
        }
    }
    let made = t.tuple(found)?;
    drop(this(value).parameters.replace(made.clone()));
    Ok(made)
}

/// `alias[arguments]`: puts them in the place of the type variables.
fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    let _depth = t.enter(" while substituting type variables")?;
    let parameters = parameters(t, value)?;
    let given = arguments(t, key)?;
    let (wanted, have) = (items(&parameters).len(), items(&given).len());
    if wanted == 0 {
        return Err(t.type_error(format!("{} is not a generic class", t.repr_text(value)?)));
    }
    if wanted != have {
        let which = if have > wanted { "many" } else { "few" };
        let shown = t.repr_text(value)?;
        return Err(t.type_error(format!("Too {which} arguments for {shown}; actual {have}, expected {wanted}")));
    }
    let replace = |item: &Ref| items(&parameters).iter().position(|p| p.is(item)).map(|i| items(&given)[i].clone());
    let args = args(value);
    let mut new = Vec::new();
    for item in items(&args) {
        if let Some(other) = replace(item) {
            new.push(other);
            continue;
        }
        let inner = match item.downcast::<Type>() {
            Some(_) => None,
            None => t.getattr_opt(item, "__parameters__")?.filter(|inner| !items(inner).is_empty()),
        };
        new.push(match inner {
            Some(inner) => {
                let values = items(&inner).iter().map(|p| replace(p).unwrap_or_else(|| p.clone())).collect();
                t.getitem(item, &t.tuple(values)?)?
            }
            None => item.clone(),
        });
    }
    t.generic_alias(&origin(value), &t.tuple(new)?)
}

fn mro_entries(t: &Thread, a: Args<'_>) -> PyResult {
    t.tuple(vec![origin(a.get(0))])
}

fn refuse_instance(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(t.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn refuse_subclass(t: &Thread, _a: Args<'_>) -> PyResult {
    Err(t.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let parts = t.tuple(vec![origin(a.get(0)), args(a.get(0))])?;
    t.tuple(vec![t.type_ref(a.get(0)), parts])
}

fn get_origin(_t: &Thread, value: &Ref) -> PyResult {
    Ok(origin(value))
}

fn get_args(_t: &Thread, value: &Ref) -> PyResult {
    Ok(args(value))
}

fn get_unpacked(t: &Thread, value: &Ref) -> PyResult {
    Ok(t.bool(this(value).unpacked))
}

/// `*tuple[int]` in a subscript or a call: one item, the alias with a star.
fn iter(t: &Thread, value: &Ref) -> PyResult {
    let starred = GenericAlias { unpacked: true, ..body(&origin(value), args(value)) };
    t.iter(&t.tuple(vec![t.opaque(&GENERIC_ALIAS, starred)?])?)
}

/// `list[int] | None`.
fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    debug_assert!(op == BinaryOp::Or);
    super::union::union(t, a, b)
}

/// `types.GenericAlias`.
pub static GENERIC_ALIAS: TypeDef = TypeDef {
    name: "types.GenericAlias",
    flags: flags::BASE,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        call: Some(call),
        getattr: Some(getattr),
        compare: Some(compare),
        getitem: Some(getitem),
        iter: Some(iter),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Or]),
        new: Some(&natives!["GenericAlias(cls, origin, args, /)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__mro_entries__(self, bases, /)" => mro_entries,
        "__instancecheck__(self, instance, /)" => refuse_instance,
        "__subclasscheck__(self, subclass, /)" => refuse_subclass,
        "__reduce__(self, /)" => reduce,
    ],
    getset: &[
        GetSetDef { name: "__origin__", get: get_origin, set: READONLY_MEMBER },
        GetSetDef { name: "__args__", get: get_args, set: READONLY_MEMBER },
        GetSetDef { name: "__parameters__", get: parameters, set: None },
        GetSetDef { name: "__unpacked__", get: get_unpacked, set: READONLY_MEMBER },
    ],
    doc: "A generic type with its arguments.",
    ..TypeDef::EMPTY
};
