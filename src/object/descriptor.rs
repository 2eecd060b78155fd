//! Descriptors: properties, static and class methods, `super`, computed attributes and `__slots__` members of classes.

use std::sync::atomic::{AtomicBool, Ordering};

use super::boxed::Trace;
use super::class::{Type, flags};
use super::kind;
use super::slots::Slots;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::natives;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Raised, Thread};

macro_rules! payload {
    ($name:ident, $kind:ident, $($field:ident),*) => {
        // SAFETY: the kind is this payload's alone; every slot is visited.
        unsafe impl Payload for $name {
            const KIND: Kind = kind::$kind;
            const TRACED: bool = true;
            fn trace(&self, visit: &mut dyn FnMut(Value)) {
                $( self.$field.trace(visit); )*
            }
            fn clear(&self) {
                $( drop(self.$field.take()); )*
            }
        }
    };
}

// --- property

/// The payload of `property` objects.
pub struct Property {
    /// `fget`, `fset`, `fdel`, `__doc__`, `__name__`; None is stored as empty.
    pub get: Slot,
    pub set: Slot,
    pub delete: Slot,
    pub doc: Slot,
    pub name: Slot,
    /// Is the documentation the getter's?
    doc_of_getter: AtomicBool,
}
payload!(Property, PROPERTY, get, set, delete, doc, name);

fn property_this(p: &Ref) -> &Property {
    p.downcast::<Property>().expect("checked by the type")
}

fn property_new(t: &Thread, a: Args<'_>) -> PyResult {
    let body = Property {
        get: Slot::empty(),
        set: Slot::empty(),
        delete: Slot::empty(),
        doc: Slot::empty(),
        name: Slot::empty(),
        doc_of_getter: AtomicBool::new(false),
    };
    t.new_object(a.get(0), body)
}

fn property_init(t: &Thread, a: Args<'_>) -> PyResult {
    let body = property_this(a.get(0));
    for (slot, i) in [(&body.get, 1), (&body.set, 2), (&body.delete, 3)] {
        drop(a.opt_not_none(t, i).map_or_else(|| slot.take(), |value| slot.replace(value.clone())));
    }
    drop(body.name.take());
    let (get, given) = (a.opt_not_none(t, 1), a.opt_not_none(t, 4));
    let doc = match (given, get) {
        (None, Some(get)) => {
            let doc = t.getattr_opt_ref(get, &t.names().__doc__)?.filter(|doc| !doc.value().is_none(t));
            body.doc_of_getter.store(doc.is_some(), Ordering::Relaxed);
            doc
        }
        (given, _) => {
            body.doc_of_getter.store(false, Ordering::Relaxed);
            given.cloned()
        }
    };
    if a.get(0).downcast_exact::<Property>().is_some() {
        drop(doc.map_or_else(|| body.doc.take(), |doc| body.doc.replace(doc)));
        return Ok(t.none());
    }
    // A subclass has a `__doc__` of its own, which only an attribute of the instance stands before.
    let doc = doc.unwrap_or_else(|| t.none());
    match t.setattr_ref(a.get(0), &t.names().__doc__, Some(&doc)) {
        Err(raised)
            if !body.doc_of_getter.load(Ordering::Relaxed)
                && t.raised_is(&raised, &super::exception::ATTRIBUTE_ERROR) => {}
        result => result?,
    }
    Ok(t.none())
}

fn property_name(t: &Thread, body: &Property) -> Option<String> {
    let name = body.name.get().or_else(|| t.getattr_opt(&body.get.get()?, "__name__").ok().flatten())?;
    t.repr_text(&name).ok()
}

fn property_missing(t: &Thread, body: &Property, object: &Ref, what: &str) -> crate::runtime::Raised {
    let class = t.getattr_opt(&t.type_ref(object), "__qualname__").ok().flatten();
    let class = class.map_or_else(|| t.type_name(object), |n| t.str_of(&n).into_owned());
    t.attribute_error(match property_name(t, body) {
        Some(name) => format!("property {name} of '{class}' object has no {what}"),
        None => format!("property of '{class}' object has no {what}"),
    })
}

fn property_get(t: &Thread, p: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    let Some(object) = object else { return Ok(p.clone()) };
    let body = property_this(p);
    match body.get.get() {
        Some(get) => t.call(&get, std::slice::from_ref(object)),
        None => Err(property_missing(t, body, object, "getter")),
    }
}

fn property_set(t: &Thread, p: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let body = property_this(p);
    let (function, what) = if value.is_some() { (body.set.get(), "setter") } else { (body.delete.get(), "deleter") };
    let Some(function) = function else { return Err(property_missing(t, body, object, what)) };
    match value {
        Some(value) => t.call(&function, &[object.clone(), value.clone()])?,
        None => t.call(&function, std::slice::from_ref(object))?,
    };
    Ok(())
}

fn property_copy(t: &Thread, p: &Ref, which: usize, function: &Ref) -> PyResult {
    let body = property_this(p);
    let mut parts: Vec<Ref> =
        [&body.get, &body.set, &body.delete].iter().map(|s| s.get().unwrap_or_else(|| t.none())).collect();
    if !function.value().is_none(t) {
        parts[which] = function.clone();
    }
    // The getter's documentation is taken anew unless it was given.
    let of_getter = body.doc_of_getter.load(Ordering::Relaxed) && !parts[0].value().is_none(t);
    parts.push(body.doc.get().filter(|_| !of_getter).unwrap_or_else(|| t.none()));
    let made = t.call(&t.type_ref(p), &parts)?;
    if let (Some(name), Some(copy)) = (body.name.get(), made.downcast::<Property>()) {
        drop(copy.name.replace(name));
    }
    Ok(made)
}

fn property_part(t: &Thread, slot: &Slot) -> PyResult {
    Ok(slot.get().unwrap_or_else(|| t.none()))
}

/// `property`.
pub static PROPERTY: TypeDef = TypeDef {
    name: "property",
    kind: kind::PROPERTY,
    flags: flags::BASE,
    size: size_of::<Object<Property>>(),
    slots: Slots {
        descr_get: Some(property_get),
        descr_set: Some(property_set),
        new: Some(&natives!["property(cls, *args, **kwargs)" => property_new][0]),
        init: Some(&natives!["property(self, fget=None, fset=None, fdel=None, doc=None)" => property_init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "getter(self, function, /)" => |t, a| property_copy(t, a.get(0), 0, a.get(1)),
        "setter(self, function, /)" => |t, a| property_copy(t, a.get(0), 1, a.get(1)),
        "deleter(self, function, /)" => |t, a| property_copy(t, a.get(0), 2, a.get(1)),
        "__set_name__(self, /, *args)" => |t, a| {
            let [_owner, name] = a.rest() else {
                let given = a.rest().len();
                return Err(t.type_error(format!("__set_name__() takes 2 positional arguments but {given} were given")));
            };
            drop(property_this(a.get(0)).name.replace(name.clone()));
            Ok(t.none())
        },
    ],
    getset: &[
        GetSetDef { name: "fget", get: |t, p| property_part(t, &property_this(p).get), set: READONLY_MEMBER },
        GetSetDef { name: "fset", get: |t, p| property_part(t, &property_this(p).set), set: READONLY_MEMBER },
        GetSetDef { name: "fdel", get: |t, p| property_part(t, &property_this(p).delete), set: READONLY_MEMBER },
        GetSetDef {
            name: "__name__",
            get: |t, p| {
                let body = property_this(p);
                match body.name.get() {
                    Some(name) => Ok(name),
                    None => {
                        let names = t.names();
                        let found = body.get.get().map(|get| t.getattr_opt_ref(&get, &names.__name__)).transpose()?;
                        found.flatten().ok_or_else(|| t.no_attribute(p, &names.__name__))
                    }
                }
            },
            set: Some(|_, p, v| {
                let slot = &property_this(p).name;
                drop(v.map_or_else(|| slot.take(), |v| slot.replace(v.clone())));
                Ok(())
            }),
        },
        GetSetDef {
            name: "__doc__",
            get: |t, p| property_part(t, &property_this(p).doc),
            set: Some(|t, p, v| {
                drop(property_this(p).doc.replace(v.cloned().unwrap_or_else(|| t.none())));
                Ok(())
            }),
        },
        GetSetDef {
            name: "__isabstractmethod__",
            get: |t, p| {
                let body = property_this(p);
                for slot in [&body.get, &body.set, &body.delete] {
                    if let Some(function) = slot.get()
                        && is_abstract(t, &function)?
                    {
                        return Ok(t.bool(true));
                    }
                }
                Ok(t.bool(false))
            },
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

/// Does a function carry `__isabstractmethod__`?
pub fn is_abstract(t: &Thread, function: &Ref) -> PyResult<bool> {
    let _depth = t.enter("")?;
    match t.getattr_opt(function, "__isabstractmethod__")? {
        Some(value) => t.truth(&value),
        None => Ok(false),
    }
}

// --- staticmethod, classmethod

/// The payload of `staticmethod` objects: the callable, and `__dict__`.
pub struct StaticMethod {
    function: Slot,
    dict: Slot,
}
payload!(StaticMethod, STATIC_METHOD, function, dict);

/// The payload of `classmethod` objects.
pub struct ClassMethod {
    function: Slot,
    dict: Slot,
}
payload!(ClassMethod, CLASS_METHOD, function, dict);

macro_rules! wrapper {
    ($name:ident) => {
        impl $name {
            /// What it wraps.
            pub fn wrapped(&self) -> Option<Ref> {
                self.function.get()
            }

            /// The place of that.
            #[inline(always)]
            pub fn place(&self) -> &Slot {
                &self.function
            }
        }
    };
}

wrapper!(StaticMethod);
wrapper!(ClassMethod);

/// Wraps a callable in a `staticmethod`.
pub fn static_method(t: &Thread, function: Ref) -> PyResult {
    let body = StaticMethod { function: Slot::new(function), dict: Slot::empty() };
    Ok(Object::allocate(&t.base, t.types().static_method.as_ptr(), body)?)
}

/// Wraps a callable in a `classmethod`.
pub fn class_method(t: &Thread, function: Ref) -> PyResult {
    let body = ClassMethod { function: Slot::new(function), dict: Slot::empty() };
    Ok(Object::allocate(&t.base, t.types().class_method.as_ptr(), body)?)
}

fn wrapped(method: &Ref) -> Ref {
    let slot = match method.downcast::<StaticMethod>() {
        Some(body) => &body.function,
        None => &method.downcast::<ClassMethod>().expect("checked by the type").function,
    };
    slot.get().expect("set at birth")
}

fn static_get(_t: &Thread, method: &Ref, _object: Option<&Ref>, _owner: &Ref) -> PyResult {
    Ok(wrapped(method))
}

fn class_get(t: &Thread, method: &Ref, object: Option<&Ref>, owner: &Ref) -> PyResult {
    let function = wrapped(method);
    let class = match object {
        Some(object) if owner.value().is_none(t) => t.type_ref(object),
        _ => owner.clone(),
    };
    if let Some(native) = function.downcast_exact::<super::native::Native>() {
        return t.bind_native(native, class);
    }
    t.new_bound_method(function, class)
}

/// What `staticmethod` and `classmethod` objects have of the functions they wrap.
fn taken_over(t: &Thread) -> [&Ref; 5] {
    let names = t.names();
    [&names.__module__, &names.__name__, &names.__qualname__, &names.__doc__, &names.__annotations__]
}

fn method_getattr(t: &Thread, method: &Ref, name: &Ref) -> PyResult {
    if taken_over(t).iter().any(|n| n.is(name)) {
        let own = match t.attributes_of(method) {
            Some(attributes) => attributes.get(t, name),
            None => t.own_dict(method).and_then(|dict| dict.get_interned(name)),
        };
        if let Some(value) = own.map_or_else(|| t.getattr_opt_ref(&wrapped(method), name), |value| Ok(Some(value)))? {
            return Ok(value);
        }
    }
    t.generic_getattr(method, name)
}

/// The place of the `__dict__` of a `staticmethod` or `classmethod`.
pub fn method_dict(method: &Ref) -> Option<&Slot> {
    match method.downcast::<StaticMethod>() {
        Some(body) => Some(&body.dict),
        None => method.downcast::<ClassMethod>().map(|body| &body.dict),
    }
}

/// What its `__dict__` holds at first: few are asked for it.
pub fn new_method_dict(t: &Thread, method: &Ref) -> PyResult {
    let dict = t.new_dict()?;
    for name in taken_over(t) {
        if let Some(value) = t.getattr_opt_ref(&wrapped(method), name)? {
            t.dict_set(&dict, name.clone(), value)?;
        }
    }
    Ok(dict)
}

fn get_method_dict(t: &Thread, method: &Ref) -> PyResult {
    match t.attributes_of(method) {
        Some(attributes) => attributes.as_dict(t),
        None => Ok(t.ensure_own_dict(method)?.into_ref()),
    }
}

fn method_repr(t: &Thread, method: &Ref) -> PyResult {
    let inner = t.repr_text(&wrapped(method))?;
    t.string(format!("<{}({inner})>", t.type_name(method)))
}

const METHOD_GETSET: &[GetSetDef] = &[
    GetSetDef { name: "__func__", get: |_, m| Ok(wrapped(m)), set: READONLY_MEMBER },
    GetSetDef { name: "__wrapped__", get: |_, m| Ok(wrapped(m)), set: READONLY_MEMBER },
    GetSetDef { name: "__isabstractmethod__", get: |t, m| Ok(t.bool(is_abstract(t, &wrapped(m))?)), set: None },
    GetSetDef { name: "__dict__", get: get_method_dict, set: None },
];

fn static_new(t: &Thread, a: Args<'_>) -> PyResult {
    let body = StaticMethod { function: Slot::new(a.get(1).clone()), dict: Slot::empty() };
    t.new_object(a.get(0), body)
}

fn class_new(t: &Thread, a: Args<'_>) -> PyResult {
    let body = ClassMethod { function: Slot::new(a.get(1).clone()), dict: Slot::empty() };
    t.new_object(a.get(0), body)
}

fn accept(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.none())
}

/// `staticmethod`.
pub static STATIC_METHOD: TypeDef = TypeDef {
    name: "staticmethod",
    kind: kind::STATIC_METHOD,
    flags: flags::BASE | flags::HAS_DICT,
    size: size_of::<Object<StaticMethod>>(),
    slots: Slots {
        repr: Some(method_repr),
        getattr: Some(method_getattr),
        descr_get: Some(static_get),
        call: Some(|t, m, args: CallArgs<'_>| t.call_kw(&wrapped(m), args)),
        new: Some(&natives!["staticmethod(cls, function, /)" => static_new][0]),
        init: Some(&natives!["staticmethod(self, function, /)" => accept][0]),
        ..Slots::EMPTY
    },
    getset: METHOD_GETSET,
    ..TypeDef::EMPTY
};

/// `classmethod`.
pub static CLASS_METHOD: TypeDef = TypeDef {
    name: "classmethod",
    kind: kind::CLASS_METHOD,
    flags: flags::BASE | flags::HAS_DICT,
    size: size_of::<Object<ClassMethod>>(),
    slots: Slots {
        repr: Some(method_repr),
        getattr: Some(method_getattr),
        descr_get: Some(class_get),
        new: Some(&natives!["classmethod(cls, function, /)" => class_new][0]),
        init: Some(&natives!["classmethod(self, function, /)" => accept][0]),
        ..Slots::EMPTY
    },
    getset: METHOD_GETSET,
    ..TypeDef::EMPTY
};

// --- super

/// The payload of `super` objects.
pub struct Super {
    class: Slot,
    object: Slot,
    /// The class whose MRO is searched: `type(object)`, or `object` when that is a class.
    start: Slot,
}
payload!(Super, SUPER, class, object, start);

fn check_super_class(t: &Thread, class: &Ref) -> PyResult<()> {
    match class.downcast::<Type>() {
        Some(_) => Ok(()),
        None => Err(t.type_error(format!("super() argument 1 must be a type, not {}", t.type_name(class)))),
    }
}

/// `super(class)` as a class attribute, read through an instance: bound to the instance.
fn super_get(t: &Thread, this: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    let body = this.downcast::<Super>().expect("checked by the type");
    match (object, body.object.get(), body.class.get()) {
        (Some(object), None, Some(class)) => {
            if t.type_ref(this).is(&t.types().super_.get()) {
                return make_super(t, class, Some(object.clone()));
            }
            t.call(&t.type_ref(this), &[class, object.clone()])
        }
        _ => Ok(this.clone()),
    }
}

/// The class in whose MRO `super(class, object)` searches.
fn super_start(t: &Thread, class: &Ref, object: &Ref) -> PyResult {
    let body = class.downcast::<Type>().expect("checked before");
    if let Some(other) = object.downcast::<Type>()
        && other.is_subclass(body)
    {
        return Ok(object.clone());
    }
    if t.type_of(object).is_subclass(body) {
        return Ok(t.type_ref(object));
    }
    // An object may claim another class.
    if let Some(claimed) = t.getattr_opt(object, "__class__")?
        && claimed.downcast::<Type>().is_some_and(|c| c.is_subclass(body))
    {
        return Ok(claimed);
    }
    Err(not_an_instance(t, class, object))
}

fn not_an_instance(t: &Thread, class: &Ref, object: &Ref) -> Raised {
    let (what, shown) = match object.downcast::<Type>() {
        Some(other) => ("type", t.class_name(other)),
        None => ("instance of", t.type_name(object)),
    };
    let class = class.downcast::<Type>().map(|class| t.class_name(class)).unwrap_or_default();
    t.type_error(format!("super(type, obj): obj ({what} {shown}) is not an instance or subtype of type ({class})."))
}

/// For the interpreter: `super(class, object).name` as a function to be called with the object first, or as a complete value.
pub fn super_method(t: &Thread, class: &Ref, object: &Ref, name: &Ref) -> PyResult<(Ref, Option<Ref>)> {
    check_super_class(t, class)?;
    let start = super_start(t, class, object)?;
    match start.downcast::<Type>().and_then(|start| start.resolve_behind(class, name)) {
        Some(found)
            if !start.is(object)
                && (found.value().kind() == kind::FUNCTION || crate::runtime::attribute::is_native_method(&found)) =>
        {
            Ok((found, Some(object.clone())))
        }
        Some(found) => Ok((super_bind(t, &found, object, &start)?, None)),
        None => {
            let made = make_super(t, class.clone(), Some(object.clone()))?;
            Ok((t.generic_getattr(&made, name)?, None))
        }
    }
}

fn super_bind(t: &Thread, found: &Ref, object: &Ref, start: &Ref) -> PyResult {
    match t.type_of(found).slots().descr_get {
        Some(get) => get(t, found, if object.is(start) { None } else { Some(object) }, start),
        None => Ok(found.clone()),
    }
}

fn new_super(t: &Thread, class: Ref, object: Option<Ref>) -> PyResult<Super> {
    let start = match &object {
        Some(object) => Some(super_start(t, &class, object)?),
        None => None,
    };
    // Only what a metaclass's `mro()` gives can lack the class itself.
    if let (Some(start), Some(object)) = (&start, &object)
        && start.is(&class)
        && let Some(mro) = start.downcast::<Type>().and_then(|start| start.mro.get())
        && !mro.downcast::<super::tuple::Tuple>().is_some_and(|mro| mro.items().iter().any(|c| c.is(&class)))
    {
        return Err(not_an_instance(t, &class, object));
    }
    Ok(Super { class: Slot::new(class), object: Slot::from(object), start: Slot::from(start) })
}

fn make_super(t: &Thread, class: Ref, object: Option<Ref>) -> PyResult {
    Ok(Object::allocate(&t.base, t.types().super_.as_ptr(), new_super(t, class, object)?)?)
}

fn super_new(t: &Thread, a: Args<'_>) -> PyResult {
    let (class, object) = match a.rest() {
        [] => super_arguments(t)?,
        [class] => (class.clone(), None),
        [class, object] => (class.clone(), Some(object.clone()).filter(|o| !o.value().is_none(t))),
        args => return Err(t.type_error(format!("super() expected at most 2 arguments, got {}", args.len()))),
    };
    check_super_class(t, &class)?;
    t.new_object(a.get(0), new_super(t, class, object)?)
}

/// `super()` without arguments: the `__class__` cell and the first argument of the calling function.
fn super_arguments(t: &Thread) -> PyResult<(Ref, Option<Ref>)> {
    let fp = t.fp.get();
    if t.k.get().is_null() {
        return Err(t.runtime_error("super(): no current frame"));
    }
    // SAFETY: the innermost frame is suspended in this call.
    let (code, locals) = unsafe {
        let code = crate::vm::frame::code_of(t.k.get());
        (code, std::slice::from_raw_parts(fp, code.unit.locals.len()))
    };
    let unit = &code.unit;
    if unit.arg_count == 0 {
        return Err(t.runtime_error("super(): no arguments"));
    }
    let contents = |value: Value| -> Option<Ref> {
        if value.is_null() {
            return None;
        }
        // SAFETY: the frame keeps its locals.
        let value = unsafe { Ref::copy_of(value) };
        match value.downcast::<super::cell::Cell>() {
            Some(cell) => cell.get(),
            None => Some(value),
        }
    };
    let Some(object) = contents(locals[0]) else { return Err(t.runtime_error("super(): arg[0] deleted")) };
    let Some(place) = unit.locals.iter().position(|l| &**l == "__class__") else {
        return Err(t.runtime_error("super(): __class__ cell not found"));
    };
    let Some(class) = contents(locals[place]) else { return Err(t.runtime_error("super(): empty __class__ cell")) };
    if class.downcast::<Type>().is_none() {
        return Err(t.runtime_error(format!("super(): __class__ is not a type ({})", t.type_name(&class))));
    }
    Ok((class, Some(object)))
}

fn super_getattr(t: &Thread, this: &Ref, name: &Ref) -> PyResult {
    let body = this.downcast::<Super>().expect("checked by the type");
    if let (Some(class), Some(object), Some(start)) = (body.class.get(), body.object.get(), body.start.get())
        && !name.is(&t.names().__class__)
        && let Some(found) = start.downcast::<Type>().and_then(|start| start.resolve_behind(&class, name))
    {
        return super_bind(t, &found, &object, &start);
    }
    t.generic_getattr(this, name)
}

fn super_repr(t: &Thread, this: &Ref) -> PyResult {
    let body = this.downcast::<Super>().expect("checked by the type");
    let class = body.class.get().and_then(|c| c.downcast::<Type>().map(|c| t.class_name(c))).unwrap_or_default();
    let text = match body.start.get().and_then(|s| s.downcast::<Type>().map(|c| t.class_name(c))) {
        Some(start) => format!("<super: <class '{class}'>, <{start} object>>"),
        None => format!("<super: <class '{class}'>, NULL>"),
    };
    t.string(text)
}

/// `super`.
pub static SUPER: TypeDef = TypeDef {
    name: "super",
    kind: kind::SUPER,
    flags: flags::BASE,
    size: size_of::<Object<Super>>(),
    slots: Slots {
        repr: Some(super_repr),
        getattr: Some(super_getattr),
        descr_get: Some(super_get),
        new: Some(&natives!["super(cls, *args)" => super_new][0]),
        init: Some(&natives!["super(self, *args)" => accept][0]),
        ..Slots::EMPTY
    },
    getset: &[
        GetSetDef {
            name: "__thisclass__",
            get: |t, s| property_part(t, &s.downcast::<Super>().expect("checked").class),
            set: READONLY_MEMBER,
        },
        GetSetDef {
            name: "__self__",
            get: |t, s| property_part(t, &s.downcast::<Super>().expect("checked").object),
            set: READONLY_MEMBER,
        },
        GetSetDef {
            name: "__self_class__",
            get: |t, s| property_part(t, &s.downcast::<Super>().expect("checked").start),
            set: READONLY_MEMBER,
        },
    ],
    ..TypeDef::EMPTY
};

// --- computed attributes and members

/// The payload of `getset_descriptor` objects.
pub struct GetSet {
    /// What to do.
    pub def: &'static GetSetDef,
    /// The type it belongs to.
    pub owner: Slot,
}
payload!(GetSet, GETSET, owner);

fn owner_name(t: &Thread, owner: &Slot) -> String {
    owner.peek().and_then(|o| o.downcast::<Type>()).map(|c| t.class_name(c)).unwrap_or_default()
}

fn check(t: &Thread, owner: &Slot, name: &str, object: &Ref) -> PyResult<()> {
    match owner.peek().and_then(|o| o.downcast::<Type>()) {
        Some(class) if !t.type_of(object).is_subclass(class) => Err(t.type_error(format!(
            "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
            t.class_name(class),
            t.type_name(object)
        ))),
        _ => Ok(()),
    }
}

fn getset_get(t: &Thread, d: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    let Some(object) = object else { return Ok(d.clone()) };
    let body = d.downcast::<GetSet>().expect("checked by the type");
    check(t, &body.owner, body.def.name, object)?;
    (body.def.get)(t, object)
}

fn getset_set(t: &Thread, d: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let body = d.downcast::<GetSet>().expect("checked by the type");
    check(t, &body.owner, body.def.name, object)?;
    match body.def.set {
        Some(set) => set(t, object, value),
        None => Err(t.attribute_error(format!(
            "attribute '{}' of '{}' objects is not writable",
            body.def.name,
            owner_name(t, &body.owner)
        ))),
    }
}

/// `types.GetSetDescriptorType`.
pub static GETSET: TypeDef = TypeDef {
    name: "getset_descriptor",
    kind: kind::GETSET,
    slots: Slots {
        repr: Some(|t, d| {
            let body = d.downcast::<GetSet>().expect("checked by the type");
            let member = match (body.def.set, READONLY_MEMBER) {
                (Some(set), Some(readonly)) => std::ptr::fn_addr_eq(set, readonly),
                _ => false,
            };
            let what = if member { "member" } else { "attribute" };
            t.string(format!("<{what} '{}' of '{}' objects>", body.def.name, owner_name(t, &body.owner)))
        }),
        descr_get: Some(getset_get),
        descr_set: Some(getset_set),
        ..Slots::EMPTY
    },
    getset: &[
        GetSetDef { name: "__name__", get: |t, d| t.str(d.downcast::<GetSet>().expect("checked").def.name), set: None },
        GetSetDef {
            name: "__objclass__",
            get: |t, d| property_part(t, &d.downcast::<GetSet>().expect("checked").owner),
            set: None,
        },
        GetSetDef { name: "__doc__", get: |t, _| Ok(t.none()), set: None },
    ],
    ..TypeDef::EMPTY
};

/// Makes a computed attribute of a class.
pub fn new_getset(t: &Thread, def: &'static GetSetDef, owner: &Ref) -> PyResult {
    let body = GetSet { def, owner: Slot::new(owner.clone()) };
    Ok(Object::allocate(&t.base, t.types().getset.as_ptr(), body)?)
}

/// The payload of `member_descriptor` objects: one of a class's `__slots__`.
pub struct Member {
    name: Slot,
    owner: Slot,
    index: u32,
}
payload!(Member, MEMBER, name, owner);

impl Member {
    /// Index of the value behind the head of the attribute area.
    pub fn tail_index(&self) -> Option<u32> {
        Some(self.index)
    }
}

/// Makes a member descriptor.
pub fn new_member(t: &Thread, name: Ref, owner: &Ref, index: u32) -> PyResult {
    let body = Member { name: Slot::new(name), owner: Slot::new(owner.clone()), index };
    Ok(Object::allocate(&t.base, t.types().member.as_ptr(), body)?)
}

fn member_parts(d: &Ref) -> (&Member, Ref) {
    let body = d.downcast::<Member>().expect("checked by the type");
    (body, body.name.get().expect("set at birth"))
}

fn member_get(t: &Thread, d: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    let Some(object) = object else { return Ok(d.clone()) };
    let (body, name) = member_parts(d);
    check(t, &body.owner, &t.str_of(&name), object)?;
    let attributes = t.attributes_of(object).expect("classes with members have attributes");
    match attributes.member_value(body.index) {
        Some(value) => Ok(value),
        None => {
            // CPython names the class in full here.
            let class = super::base::qualified_name(t, &t.type_ref(object));
            let class = class.strip_prefix("__main__.").unwrap_or(&class);
            let raised = t.attribute_error(format!("'{class}' object has no attribute '{}'", t.str_of(&name)));
            super::exception::set_attribute_error(t, &raised, object, &name);
            Err(raised)
        }
    }
}

fn member_set(t: &Thread, d: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let (body, name) = member_parts(d);
    check(t, &body.owner, &t.str_of(&name), object)?;
    let attributes = t.attributes_of(object).expect("classes with members have attributes");
    let old = attributes.replace_member(body.index, value.cloned());
    if value.is_none() && old.is_none() {
        return Err(t.attribute_error(t.str_of(&name).into_owned()));
    }
    Ok(())
}

fn member_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let (body, name) = member_parts(a.get(0));
    super::reduce::by_name(t, property_part(t, &body.owner)?, &t.str_of(&name))
}

/// `types.MemberDescriptorType`.
pub static MEMBER: TypeDef = TypeDef {
    name: "member_descriptor",
    kind: kind::MEMBER,
    slots: Slots {
        repr: Some(|t, d| {
            let (body, name) = member_parts(d);
            let name = t.str_of(&name).into_owned();
            t.string(format!("<member '{name}' of '{}' objects>", owner_name(t, &body.owner)))
        }),
        descr_get: Some(member_get),
        descr_set: Some(member_set),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => member_reduce],
    getset: &[
        GetSetDef { name: "__name__", get: |_, d| Ok(member_parts(d).1), set: None },
        GetSetDef { name: "__objclass__", get: |t, d| property_part(t, &member_parts(d).0.owner), set: None },
    ],
    ..TypeDef::EMPTY
};
