//! `object`: what every class inherits.

use super::class::{Type, flags};
use super::instance::Attributes;
use super::typedef::GetSetDef;
use crate::bytecode::CompareOp;
use crate::memory::{Object, Ref, Value, header};
use crate::natives;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

/// `object.__repr__`.
pub fn repr(t: &Thread, this: &Ref) -> PyResult {
    let class = t.type_ref(this);
    let name = qualified_name(t, &class);
    t.string(format!("<{name} object at {:#x}>", address(this)))
}

/// `object.__str__`: what `repr` gives.
pub fn to_str(t: &Thread, this: &Ref) -> PyResult {
    t.repr(this)
}

/// `module.qualname` of a class, without the module for builtins.
pub fn qualified_name(t: &Thread, class: &Ref) -> String {
    let body = class.downcast::<Type>().expect("a class");
    let qualname = body.qualname.get().map_or_else(|| t.class_name(body), |n| t.str_of(&n).into_owned());
    match t.getattr_opt_ref(class, &t.names().__module__) {
        Ok(Some(module)) => {
            let module = t.str_of(&module);
            if module == "builtins" { qualname } else { format!("{module}.{qualname}") }
        }
        _ => qualname,
    }
}

/// What `id()` gives, for objects; values kept in the word give the word.
pub fn address(this: &Ref) -> u64 {
    match this.value().pointer() {
        Some(object) => object.as_ptr() as u64,
        None => this.value().bits(),
    }
}

/// `object.__hash__`.
pub fn hash(_t: &Thread, this: &Ref) -> PyResult<i64> {
    Ok((address(this) >> 4) as i64)
}

/// `object.__eq__` and the other comparisons.
pub fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    match op {
        CompareOp::Eq if a.is(b) => Ok(t.bool(true)),
        CompareOp::Ne => {
            // `!=` is what `==` says, turned round.
            match t.type_of(a).slots().compare {
                Some(f) => {
                    let equal = f(t, a, b, CompareOp::Eq)?;
                    if t.is_not_implemented(&equal) {
                        return Ok(equal);
                    }
                    Ok(t.bool(!t.truth(&equal)?))
                }
                None => Ok(t.not_implemented()),
            }
        }
        _ => Ok(t.not_implemented()),
    }
}

/// `object.__new__`.
pub fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(class) = a.opt(0) else { return Err(t.type_error("object.__new__(): not enough arguments")) };
    let Some(body) = class.downcast::<Type>() else {
        let kind = t.type_name(class);
        return Err(t.type_error(format!("object.__new__(X): X is not a type object ({kind})")));
    };
    let excess = !a.rest().is_empty() || a.kwargs().is_some();
    if excess {
        let overrides_new = !body.lookup(&t.names().__new__).is_some_and(|n| super::dunder::is_object_new(t, &n));
        if overrides_new {
            return Err(t.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        let init = body.lookup(&t.names().__init__);
        if init.is_none_or(|i| i.downcast_exact::<super::wrapper::Wrapper>().is_some()) {
            return Err(t.type_error(format!("{}() takes no arguments", t.class_name(body))));
        }
    }
    if body.has(flags::ABSTRACT) {
        return Err(super::class_check::abstract_error(t, class));
    }
    // A class without an MRO is still being made.
    if body.instance_kind != super::kind::INSTANCE || body.mro.peek().is_none() {
        let name = t.class_name(body);
        return Err(t.type_error(format!("object.__new__({name}) is not safe, use {name}.__new__()")));
    }
    t.new_instance(body)
}

/// `object.__init__`.
fn init(t: &Thread, a: Args<'_>) -> PyResult {
    if !a.rest().is_empty() || a.kwargs().is_some() {
        let class = t.type_of(a.get(0));
        let own_init = class.lookup(&t.names().__init__);
        if own_init.is_some_and(|i| i.downcast_exact::<super::wrapper::Wrapper>().is_none()) {
            return Err(t.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
        }
        let plain_new = class.lookup(&t.names().__new__).is_some_and(|n| super::dunder::is_object_new(t, &n));
        if plain_new {
            return Err(t.type_error(format!(
                "{}.__init__() takes exactly one argument (the instance to initialize)",
                t.class_name(class)
            )));
        }
    }
    Ok(t.none())
}

/// `object.__new__`'s description.
pub static NEW: NativeDef = NativeDef { signature: "__new__(cls=None, *args, **kwargs)", call: new, doc: "" };
/// `object.__init__`'s description.
pub static INIT: NativeDef = NativeDef { signature: "__init__(self, *args, **kwargs)", call: init, doc: "" };

fn dir(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    let names = t.new_dict()?;
    if let Some(dict) = t.getattr_opt_ref(this, &t.names().__dict__)?
        && let Some(dict) = dict.downcast::<super::dict::Dict>()
    {
        for key in dict.keys() {
            t.dict_set(&names, key, t.none())?;
        }
    }
    let class = t.type_ref(this);
    class_names(t, &class, &names)?;
    t.list(names.downcast::<super::dict::Dict>().expect("just made").keys())
}

/// Adds the names of a class and its bases.
pub fn class_names(t: &Thread, class: &Ref, names: &Ref) -> PyResult<()> {
    let Some(mro) = class.downcast::<Type>().and_then(|c| c.mro.get()) else { return Ok(()) };
    for class in mro.downcast::<super::tuple::Tuple>().expect("an MRO is a tuple").items() {
        for key in class.downcast::<Type>().expect("classes").dict.keys() {
            t.dict_set(names, key, t.none())?;
        }
    }
    Ok(())
}

fn format(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(1).as_string().is_none() {
        return Err(t.type_error(format!("__format__() argument must be str, not {}", t.type_name(a.get(1)))));
    }
    let spec = t.str_of(a.get(1));
    if !spec.is_empty() {
        return Err(t.type_error(format!("unsupported format string passed to {}.__format__", t.type_name(a.get(0)))));
    }
    t.to_str(a.get(0))
}

fn sizeof(t: &Thread, a: Args<'_>) -> PyResult {
    let size = match a.get(0).value().pointer() {
        // SAFETY: objects lie in slabs, which know their block size.
        Some(object) => unsafe { (*crate::memory::slab::Slab::of(object.as_ptr())).block_size },
        None => 8,
    };
    t.int(i64::from(size))
}

fn reduce_ex(t: &Thread, a: Args<'_>) -> PyResult {
    let this = a.get(0);
    // A class's own `__reduce__` goes first.
    let method = t.type_of(this).lookup(&t.intern("__reduce__"));
    if let Some(method) = method
        && !method
            .downcast_exact::<super::native::Native>()
            .is_some_and(|n| std::ptr::fn_addr_eq(n.function, reduce as fn(&Thread, Args<'_>) -> PyResult))
    {
        return t.call_unbound(&method, this, &[]);
    }
    if t.to_index(a.get(1))? >= 2 {
        return super::reduce::reduce(t, this);
    }
    let copyreg = crate::runtime::import::import(t, "copyreg")?;
    t.call_method(&copyreg, "_reduce_ex", &[this.clone(), a.get(1).clone()])
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let zero = t.int(0)?;
    reduce_ex(t, Args::of(&[a.get(0).clone(), zero]))
}

/// `object.__getstate__`: the instance's dict (or None), with the slots' values beside it.
fn getstate(t: &Thread, a: Args<'_>) -> PyResult {
    state(t, a.get(0))
}

/// Is this the `__getstate__` of `object`?
pub fn is_object_getstate(method: &Ref) -> bool {
    method
        .downcast_exact::<super::native::Native>()
        .is_some_and(|n| std::ptr::fn_addr_eq(n.function, getstate as fn(&Thread, Args<'_>) -> PyResult))
}

/// What `object.__getstate__` gives.
pub fn state(t: &Thread, this: &Ref) -> PyResult {
    let dict = match t.attributes_of(this) {
        Some(attributes) if t.type_of(this).has(flags::HAS_DICT) => {
            let entries = attributes.entries(t);
            if entries.is_empty() { t.none() } else { t.dict_of(entries)? }
        }
        _ => t.none(),
    };
    let slots = t.new_dict()?;
    if let Some(names) = t.type_of(this).dict.get_str(t, "__slotnames__")
        && let Some(names) = names.downcast::<super::list::List>()
    {
        // `copyreg` leaves the names of the slots there, or a class says itself what is to be kept.
        for name in names.snapshot().into_iter().filter(|name| name.as_string().is_some()) {
            if let Some(value) = t.getattr_opt_ref(this, &t.intern_ref(&name))? {
                t.dict_set(&slots, name, value)?;
            }
        }
    } else if let Some(attributes) = t.attributes_of(this)
        && attributes.member_count() > 0
    {
        let mro = t.type_of(this).mro.get();
        for class in mro.iter().filter_map(|mro| mro.downcast::<super::tuple::Tuple>()).flat_map(|mro| mro.items()) {
            for (name, member) in class.downcast::<Type>().expect("classes").dict.entries() {
                if let Some(member) = member.downcast_exact::<super::descriptor::Member>()
                    && let Some(value) = member.tail_index().and_then(|i| attributes.member_value(i))
                {
                    t.dict_set(&slots, name, value)?;
                }
            }
        }
    }
    if slots.downcast::<super::dict::Dict>().expect("just made").is_empty() {
        return Ok(dict);
    }
    t.tuple(vec![dict, slots])
}

/// Methods of `object`.
pub static METHODS: &[NativeDef] = natives![
    "__dir__(self, /)" => dir,
    "__format__(self, format_spec, /)" => format,
    "__sizeof__(self, /)" => sizeof,
    "__reduce_ex__(self, protocol, /)" => reduce_ex,
    "__reduce__(self, /)" => reduce,
    "__getstate__(self, /)" => getstate,
    "@class __init_subclass__(cls)" => |t, _| Ok(t.none()),
    "@class __subclasshook__(cls, subclass, /)" => |t, _| Ok(t.not_implemented()),
];

fn get_class(t: &Thread, this: &Ref) -> PyResult {
    Ok(t.type_ref(this))
}

/// The class, at or above this one, that adds members, `__dict__` or `__weakref__` to its base's instances.
fn last_addition(class: &Type) -> &Type {
    let mut class = class;
    while let Some(base) = class.base.peek().and_then(|base| base.downcast::<Type>())
        && base.member_count == class.member_count
        && base.has(flags::HAS_DICT) == class.has(flags::HAS_DICT)
        && base.has(flags::HAS_WEAKREF) == class.has(flags::HAS_WEAKREF)
    {
        class = base;
    }
    class
}

/// Do instances of two classes with layouts of the same size have members of the same names in the same places?
fn same_additions(t: &Thread, a: &Type, b: &Type) -> bool {
    let (a, b) = (last_addition(a), last_addition(b));
    if std::ptr::eq(a, b) {
        return true;
    }
    let members = |class: &Type| {
        let mut members: Vec<(Option<u32>, Ref)> = Vec::new();
        for (name, value) in class.dict.entries() {
            if let Some(member) = value.downcast_exact::<super::descriptor::Member>() {
                members.push((member.tail_index(), t.intern_ref(&name)));
            }
        }
        members.sort_by_key(|(place, _)| *place);
        members
    };
    let same_base = match (a.base.peek(), b.base.peek()) {
        (Some(a), Some(b)) => a.is(b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let (a, b) = (members(a), members(b));
    same_base && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.0 == b.0 && a.1.is(&b.1))
}

/// `__class__` assignment: between classes of the same layout.
fn set_class(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else { return Err(t.type_error("can't delete __class__ attribute")) };
    let Some(new) = value.downcast::<Type>() else {
        return Err(t.type_error(format!("__class__ must be set to a class, not '{}' object", t.type_name(value))));
    };
    let old = t.type_of(this);
    if !old.has(flags::HEAP) || !new.has(flags::HEAP) {
        let modules = |class: &Type| class.instance_kind.layout() == super::kind::MODULE;
        if !modules(old) || !modules(new) {
            return Err(t.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
        }
    }
    if old.attributes_offset != new.attributes_offset
        || old.instance_kind != new.instance_kind
        || old.member_count != new.member_count
        || old.has(flags::HAS_DICT) != new.has(flags::HAS_DICT)
        || old.has(flags::HAS_WEAKREF) != new.has(flags::HAS_WEAKREF)
        || new.mro.peek().is_none()
        || !same_additions(t, old, new)
    {
        return Err(t.type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            t.class_name(new),
            t.class_name(old)
        )));
    }
    // The attributes leave the old class's shapes.
    if let Some(attributes) = t.attributes_of(this).filter(|attributes| attributes.has_dict()) {
        attributes.as_dict(t)?;
    }
    let head = this.header().expect("instances of mutable types are objects");
    let new_type = value.clone().release();
    // Together, or a second thread would find a class there that it does not know to be counted: a module of the builtin type, which lives as long
    // as the Vm, does not count it until it is given a class.
    let (old_type, owned_old, owns_new) = super::buffer::locked_header(head, || {
        let counted = head.has(header::COUNTS_TYPE);
        let old_type = head.replace_type_pointer(new_type.address());
        if !counted && t.instance_flags(new) & header::COUNTS_TYPE != 0 {
            head.set(header::COUNTS_TYPE);
        }
        (old_type, counted, head.has(header::COUNTS_TYPE))
    });
    // SAFETY: the header owned a count of the old type, or the object kept it alive until now; nothing has run since.
    let old =
        unsafe { if owned_old { Ref::adopt(Value::counted(old_type)) } else { Ref::copy_of(Value::of(old_type)) } };
    t.keep_for_borrowers(&old);
    if !owns_new {
        // SAFETY: the header counts no types: the reference released above is given back.
        drop(unsafe { Ref::adopt(new_type) });
    }
    if this.value().kind() == super::kind::MODULE {
        // Cached reads of modules ask for the namespace's version alone.
        crate::runtime::caches::flush(t);
    }
    if new.has(flags::HAS_DEL) {
        head.set(header::HAS_FINALIZER);
    }
    debug_assert!(std::ptr::eq(Object::<Type>::header_of(new), new_type.address()));
    Ok(())
}

fn get_doc(t: &Thread, this: &Ref) -> PyResult {
    Ok(t.type_of(this)
        .lookup(&t.names().__doc__)
        .filter(|d| d.downcast_exact::<super::descriptor::GetSet>().is_none())
        .unwrap_or_else(|| t.none()))
}

/// Computed attributes of `object`.
pub static GETSET: &[GetSetDef] = &[
    GetSetDef { name: "__class__", get: get_class, set: Some(set_class) },
    GetSetDef { name: "__doc__", get: get_doc, set: None },
];

/// `__dict__` of instances of Python classes.
pub static DICT_GETSET: GetSetDef = GetSetDef { name: "__dict__", get: get_dict, set: Some(set_dict) };
/// `__weakref__` of instances of Python classes.
pub static WEAKREF_GETSET: GetSetDef =
    GetSetDef { name: "__weakref__", get: |t, this| t.vm().weakrefs.first(t, this), set: None };

/// The `__dict__` of the builtin type whose payload the object has, where that keeps its namespace itself: a class or a module.
fn builtin_dict(t: &Thread, this: &Ref) -> Option<Ref> {
    let mro = t.type_of(this).mro.get()?;
    let builtin = |class: &Ref| {
        let class = class.downcast::<Type>().filter(|class| class.def.is_some())?;
        class.dict.get_interned(&t.names().__dict__)
    };
    mro.downcast::<super::tuple::Tuple>()?.items().iter().find_map(builtin)
}

/// The attribute area of an object that has a `__dict__` there. Others may have the descriptor too: an `mro()` can put any class above theirs.
fn dict_area<'a>(t: &'a Thread, this: &'a Ref) -> PyResult<Option<&'a Attributes>> {
    match t.attributes_of(this) {
        Some(attributes) if !attributes.has_dict() => Err(t.attribute_error("This object has no __dict__")),
        area => Ok(area),
    }
}

fn get_dict(t: &Thread, this: &Ref) -> PyResult {
    match dict_area(t, this)? {
        Some(attributes) => attributes.as_dict(t),
        None => match builtin_dict(t, this) {
            Some(descriptor) => t.bind(&descriptor, this),
            None => Err(t.no_attribute(this, &t.names().__dict__)),
        },
    }
}

/// Does the object have its dict from a builtin class? There it can be replaced, but not deleted.
fn keeps_dict(t: &Thread, this: &Ref) -> bool {
    let Some(mro) = t.type_of(this).mro.get() else { return false };
    let classes = mro.downcast::<super::tuple::Tuple>().expect("an MRO is a tuple").items();
    classes.iter().filter_map(|class| class.downcast::<Type>()).any(|c| c.def.is_some() && c.has(flags::HAS_DICT))
}

fn set_dict(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(attributes) = dict_area(t, this)? else {
        let descriptor = builtin_dict(t, this);
        let set = descriptor.as_ref().and_then(|descriptor| t.type_of(descriptor).slots().descr_set);
        return match descriptor.zip(set) {
            Some((descriptor, set)) => set(t, &descriptor, this, value),
            None => Err(t.no_attribute(this, &t.names().__dict__)),
        };
    };
    let dict = match value {
        Some(value) if value.downcast::<super::dict::Dict>().is_some() => value.clone(),
        Some(value) => {
            return Err(t.type_error(format!("__dict__ must be set to a dictionary, not a '{}'", t.type_name(value))));
        }
        None if keeps_dict(t, this) => return Err(t.type_error("cannot delete __dict__")),
        None => t.new_dict()?,
    };
    attributes.replace_dict(t, dict);
    Ok(())
}
