//! The type `type`: attributes of classes, `mro()`, `__subclasses__`, checks.

use super::class::{Type, flags};
use super::class_check;
use super::class_make;
use super::dunder;
use super::instance::own_dict;
use super::kind;
use super::slots::Slots;
use super::string::Str;
use super::tuple::Tuple;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::bytecode::BinaryOp;
use crate::memory::refcount::RefCount;
use crate::memory::{Object, Payload, Ref, Value, reclaim};
use crate::natives;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::thread::state::current_id;

fn this(class: &Ref) -> &Type {
    class.downcast::<Type>().expect("checked by the type")
}

/// `Class.name`: data descriptors of the metaclass, then the class's own MRO, then the metaclass.
fn getattr(t: &Thread, class: &Ref, name: &Ref) -> PyResult {
    let body = this(class);
    let meta = t.type_of(class);
    let in_meta = meta.lookup(name);
    if let Some(attribute) = &in_meta {
        let slots = t.type_of(attribute).slots();
        if slots.descr_set.is_some()
            && let Some(get) = slots.descr_get
        {
            return get(t, attribute, Some(class), &t.type_ref(class));
        }
    }
    if let Some(attribute) = body.lookup(name) {
        return match t.type_of(&attribute).slots().descr_get {
            Some(get) => get(t, &attribute, None, class),
            None => Ok(attribute),
        };
    }
    match in_meta {
        Some(attribute) => t.bind(&attribute, class),
        None => Err(t.no_attribute(class, name)),
    }
}

/// Is this how classes read attributes, not overridden by a metaclass?
pub fn is_getattr(slot: fn(&Thread, &Ref, &Ref) -> PyResult) -> bool {
    std::ptr::fn_addr_eq(slot, getattr as fn(&Thread, &Ref, &Ref) -> PyResult)
}

/// `Class.name = value` and `del Class.name`.
fn setattr(t: &Thread, class: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let body = this(class);
    if !body.has(flags::HEAP) {
        let text = t.str_of(name);
        return Err(t.type_error(format!("cannot set '{text}' attribute of immutable type '{}'", t.class_name(body))));
    }
    if let Some(attribute) = t.type_of(class).lookup(name)
        && let Some(set) = t.type_of(&attribute).slots().descr_set
    {
        return set(t, &attribute, class, value);
    }
    let change = || {
        let old = body.modify(t, || match value {
            Some(value) => body.dict.set_interned(t, name, value.clone()).map(Some),
            None => Ok(body.dict.remove_interned(t, name).map(Some)),
        })?;
        follow(t, body, name);
        old.ok_or_else(|| t.no_attribute(class, name))
    };
    // A special method and the slot that stands for it change together.
    let old = if is_dunder(&t.str_of(name)) { t.with_world_stopped(change)? } else { change()? };
    drop(old);
    Ok(())
}

fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}

/// The class's namespace has changed at `name`: lookups are forgotten, and slots follow where the name is a dunder.
pub fn changed(t: &Thread, class: &Type, name: &Ref) {
    class.invalidate();
    follow(t, class, name);
}

/// What else follows from a change of the class's namespace at `name`.
fn follow(t: &Thread, class: &Type, name: &Ref) {
    let text = t.str_of(name);
    if is_dunder(&text) {
        t.with_world_stopped(|| refresh(t, class));
    }
    // A class attribute that instances have too may have become a data descriptor; so may one of a metaclass, whose instances
    // are classes, or of a class of modules.
    let others = class.has(flags::METACLASS) || class.instance_kind == kind::MODULE;
    if others || replaces_access(&text) || has_instances_with(class, name) {
        crate::runtime::caches::flush(t);
    }
}

/// Is this what attributes are read or written by? A cached access to a shape's attribute does not ask the class.
fn replaces_access(name: &str) -> bool {
    matches!(name, "__getattribute__" | "__setattr__" | "__delattr__")
}

/// Recomputes the slots of a class and of its subclasses.
fn refresh(t: &Thread, class: &Type) {
    if class.has(flags::HEAP) {
        dunder::update_slots(t, class);
    }
    for subclass in class.live_subclasses() {
        refresh(t, this(&subclass));
    }
}

fn has_instances_with(class: &Type, name: &Ref) -> bool {
    class.shapes.any_has(name) || class.live_subclasses().iter().any(|s| has_instances_with(this(s), name))
}

fn repr(t: &Thread, class: &Ref) -> PyResult {
    t.string(format!("<class '{}'>", super::base::qualified_name(t, class)))
}

fn hash(_t: &Thread, class: &Ref) -> PyResult<i64> {
    Ok((super::base::address(class) >> 4) as i64)
}

/// `int | str`: a union.
fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    debug_assert!(op == BinaryOp::Or);
    super::union::union(t, a, b)
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let n = a.rest().len();
    if n != 1 && n != 3 {
        return Err(t.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(t.none())
}

fn mro(t: &Thread, a: Args<'_>) -> PyResult {
    t.list(class_make::c3(t, a.get(0))?)
}

fn subclasses(t: &Thread, a: Args<'_>) -> PyResult {
    t.list(this(a.get(0)).live_subclasses())
}

fn prepare(t: &Thread, _a: Args<'_>) -> PyResult {
    t.new_dict()
}

fn dir(t: &Thread, a: Args<'_>) -> PyResult {
    let names = t.new_dict()?;
    super::base::class_names(t, a.get(0), &names)?;
    t.list(own_dict(names).keys())
}

fn instancecheck(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(class_check::is_instance_of(t, a.get(1), a.get(0))?))
}

fn subclasscheck(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(class_check::is_subclass_of(t, a.get(1), a.get(0))?))
}

/// The special attributes of classes cannot be deleted, and those of builtin types not be set; the value to set.
fn settable<'a>(t: &Thread, class: &Ref, what: &str, value: Option<&'a Ref>) -> PyResult<&'a Ref> {
    let refused = |action: &str| {
        let name = t.class_name(this(class));
        t.type_error(format!("cannot {action} '{what}' attribute of immutable type '{name}'"))
    };
    if !this(class).has(flags::HEAP) {
        return Err(refused("set"));
    }
    value.ok_or_else(|| refused("delete"))
}

fn set_text(t: &Thread, class: &Ref, what: &str, value: Option<&Ref>) -> PyResult<Ref> {
    let value = settable(t, class, what, value)?;
    match value.downcast::<Str>() {
        Some(_) => Ok(value.clone()),
        None => {
            let name = t.class_name(this(class));
            Err(t.type_error(format!("can only assign string to {name}.{what}, not '{}'", t.type_name(value))))
        }
    }
}

fn set_name(t: &Thread, class: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = set_text(t, class, "__name__", value)?;
    if t.str_of(&value).contains('\0') {
        return Err(t.value_error("type name must not contain null characters"));
    }
    // Whoever makes a message reads it without counting it.
    reclaim::retire_thing(&t.base, this(class).name.replace(value));
    Ok(())
}

fn set_qualname(t: &Thread, class: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = set_text(t, class, "__qualname__", value)?;
    drop(this(class).qualname.replace(value));
    Ok(())
}

fn set_own(t: &Thread, class: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let body = this(class);
    if !body.has(flags::HEAP) {
        let text = t.str_of(name);
        return Err(t.type_error(format!("cannot set '{text}' attribute of immutable type '{}'", t.class_name(body))));
    }
    match value {
        Some(value) => drop(body.dict.set_interned(t, name, value.clone())?),
        None => {
            if body.dict.remove_interned(t, name).is_none() {
                return Err(t.no_attribute(class, name));
            }
        }
    }
    changed(t, body, name);
    Ok(())
}

fn set_module(t: &Thread, class: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = settable(t, class, "__module__", value)?;
    set_own(t, class, &t.names().__module__, Some(value))
}

fn set_doc(t: &Thread, class: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = settable(t, class, "__doc__", value)?;
    set_own(t, class, &t.names().__doc__, Some(value))
}

fn get_module(t: &Thread, class: &Ref) -> PyResult {
    // `type` itself has this very descriptor there.
    match this(class).dict.get_interned(&t.names().__module__) {
        Some(module) if module.downcast::<super::descriptor::GetSet>().is_none() => Ok(module),
        _ => t.str("builtins"),
    }
}

fn get_doc(t: &Thread, class: &Ref) -> PyResult {
    match this(class).dict.get_interned(&t.names().__doc__) {
        Some(doc) if doc.downcast::<super::descriptor::GetSet>().is_some() => Ok(t.none()),
        Some(doc) => match t.type_of(&doc).slots().descr_get {
            Some(get) => get(t, &doc, None, class),
            None => Ok(doc),
        },
        None => Ok(t.none()),
    }
}

fn get_dict(t: &Thread, class: &Ref) -> PyResult {
    t.mapping_proxy(this(class).dict.as_ref())
}

fn get_annotations(t: &Thread, class: &Ref) -> PyResult {
    let body = this(class);
    let key = &t.names().__annotations__;
    // What `type` has in its namespace under this name is this very attribute of its instances.
    if !body.has(flags::HEAP) {
        return Err(t.no_attribute(class, key));
    }
    if let Some(found) = body.dict.get_interned(key) {
        return Ok(found);
    }
    // Another thread's stays: what it has put in is part of it. Instances have the name, too, from then on.
    let made = t.new_dict()?;
    body.modify(t, || body.dict.setdefault_interned(t, key, &made))
}

fn get_abstract(t: &Thread, class: &Ref) -> PyResult {
    // `type` itself has this very descriptor there.
    let own = this(class).dict.get_interned(&t.names().__abstractmethods__);
    match own.filter(|own| own.downcast_exact::<super::descriptor::GetSet>().is_none()) {
        Some(value) => Ok(value),
        None => Err(t.attribute_error("__abstractmethods__")),
    }
}

/// Abstract methods make a class that cannot be instantiated.
fn set_abstract(t: &Thread, class: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let on = match value {
        Some(value) => t.truth(value)?,
        None if this(class).dict.get_interned(&t.names().__abstractmethods__).is_none() => {
            return Err(t.attribute_error("__abstractmethods__"));
        }
        None => false,
    };
    set_own(t, class, &t.names().__abstractmethods__, value)?;
    this(class).set_flags(if on { flags::ABSTRACT } else { 0 }, if on { 0 } else { flags::ABSTRACT });
    Ok(())
}

fn set_bases(t: &Thread, class: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let body = this(class);
    let value = settable(t, class, "__bases__", value)?;
    let Some(bases) = value.downcast::<Tuple>() else {
        let (name, found) = (t.class_name(body), t.type_name(value));
        return Err(t.type_error(format!("can only assign tuple to {name}.__bases__, not {found}")));
    };
    if bases.is_empty() {
        let name = t.class_name(body);
        return Err(t.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    for base in bases.items() {
        let Some(b) = base.downcast::<Type>() else {
            return Err(t.type_error(format!(
                "{}.__bases__ must be tuple of classes, not '{}'",
                t.class_name(body),
                t.type_name(base)
            )));
        };
        if closes_cycle(body, base) {
            return Err(circular(t));
        }
        let same = b.instance_kind.layout() == body.instance_kind.layout()
            && (b.attributes_offset == body.attributes_offset || b.attributes_offset == 0)
            && b.member_count <= body.member_count
            // Instances have no room for a `__dict__` that comes later.
            && (body.has(flags::HAS_DICT) || !b.has(flags::HAS_DICT));
        if !same {
            return Err(t.type_error(format!(
                "__bases__ assignment: '{}' object layout differs from '{}'",
                t.class_name(b),
                body.base.get().and_then(|b| b.downcast::<Type>().map(|b| t.class_name(b))).unwrap_or_default()
            )));
        }
    }
    // Readers of the MRO need no lock: it changes while they stand at safepoints. All MROs change at once, unless some are for Python
    // code to compute.
    let mut replaced = Vec::new();
    let mut change = || change_bases(t, class, value, bases, &mut replaced);
    let changed = t.with_world_stopped(|| (!computes_mro(t, class)).then(&mut change));
    let result = changed.unwrap_or_else(change);
    replaced.iter().flatten().for_each(|thing| t.keep_for_borrowers(thing));
    drop(replaced);
    crate::runtime::caches::flush(t);
    result
}

fn circular(t: &Thread) -> Raised {
    t.type_error("a __bases__ item causes an inheritance cycle")
}

/// Would the class come to be above itself with this base? Both its MRO and the bases are asked: an `mro()` in Python may say
/// something else than they do, and while it runs the MRO is still the old one.
fn closes_cycle(class: &Type, base: &Ref) -> bool {
    if this(base).is_subclass(class) {
        return true;
    }
    let mut seen: Vec<Ref> = Vec::new();
    let mut left = vec![base.clone()];
    while let Some(next) = left.pop() {
        if std::ptr::eq(this(&next), class) {
            return true;
        }
        if !seen.iter().any(|other| other.is(&next)) {
            left.extend(
                this(&next).bases.get().iter().filter_map(|b| b.downcast::<Tuple>()).flat_map(Tuple::items).cloned(),
            );
            seen.push(next);
        }
    }
    false
}

/// Does the metaclass of the class or of a subclass have an `mro()` of its own?
fn computes_mro(t: &Thread, class: &Ref) -> bool {
    class_make::own_mro(t, class).is_some() || this(class).live_subclasses().iter().any(|s| computes_mro(t, s))
}

/// A class that was given another MRO.
struct Renewed {
    class: Ref,
    mro: Ref,
    before: Option<Ref>,
}

/// Gives a class other bases, and new MROs to it and its subclasses. `replaced` takes what is to be dropped afterwards.
fn change_bases(t: &Thread, class: &Ref, value: &Ref, bases: &Tuple, replaced: &mut Vec<Option<Ref>>) -> PyResult<()> {
    let body = this(class);
    let exchanged = t.with_world_stopped(|| {
        // Looked at once more: another thread may have made a base a subclass meanwhile.
        let circular = bases.items().iter().any(|base| closes_cycle(body, base));
        (!circular).then(|| (body.bases.replace(value.clone()), body.base.replace(bases.items()[0].clone())))
    });
    let Some((old_bases, old_base)) = exchanged else { return Err(circular(t)) };
    let mut renewed = Vec::new();
    let result = renew_mros(t, class, &mut renewed);
    t.with_world_stopped(|| {
        // An `mro()` in Python may have assigned bases itself: what came later stays.
        if result.is_err() {
            for Renewed { class, mro, before } in renewed.drain(..).rev() {
                let slot = &this(&class).mro;
                if slot.peek().is_some_and(|now| now.is(&mro)) {
                    replaced.push(before.map_or_else(|| slot.take(), |before| slot.replace(before)));
                    this(&class).invalidate();
                }
                replaced.extend([Some(mro), Some(class)]);
            }
            if body.bases.peek().is_some_and(|now| now.is(value)) {
                replaced.push(old_bases.clone().and_then(|old| body.bases.replace(old)));
                replaced.push(old_base.clone().and_then(|old| body.base.replace(old)));
            }
        }
        let me = Value::uncounted(std::ptr::from_ref(Object::<Type>::header_of(body)).cast_mut());
        let old = old_bases.as_ref().and_then(|o| o.downcast::<Tuple>()).map_or(&[][..], Tuple::items);
        for base in old.iter().chain(bases.items()) {
            this(base).subclasses.lock().retain(|s| !s.same(me));
        }
        let now = body.bases.get();
        for base in now.iter().filter_map(|o| o.downcast::<Tuple>()).flat_map(Tuple::items) {
            if !this(base).subclasses.lock().iter().any(|s| s.same(me)) {
                this(base).add_subclass(class);
            }
        }
        body.invalidate();
        refresh(t, body);
    });
    replaced.extend(renewed.into_iter().flat_map(|r| [r.before, Some(r.mro), Some(r.class)]));
    replaced.extend([old_bases, old_base]);
    result
}

/// Gives the class and its subclasses the MROs that follow from their bases.
fn renew_mros(t: &Thread, class: &Ref, renewed: &mut Vec<Renewed>) -> PyResult<()> {
    let body = this(class);
    let before = body.mro.get();
    let mro = class_make::mro_of(t, class)?;
    let same = |now: Option<&Ref>| match (now, &before) {
        (Some(now), Some(before)) => now.is(before),
        (now, before) => now.is_none() && before.is_none(),
    };
    let replaced = t.with_world_stopped(|| {
        // `mro()` in Python may have changed the class meanwhile; then its subclasses have followed already.
        same(body.mro.peek()).then(|| {
            let replaced = body.mro.replace(mro.clone());
            body.invalidate();
            replaced
        })
    });
    let Some(before) = replaced else { return Ok(()) };
    renewed.push(Renewed { class: class.clone(), mro, before });
    for subclass in body.live_subclasses() {
        renew_mros(t, &subclass, renewed)?;
    }
    Ok(())
}

impl Type {
    /// The direct subclasses that are alive.
    pub fn live_subclasses(&self) -> Vec<Ref> {
        let me = current_id();
        let revive = |v: &Value| {
            let object = v.address();
            // SAFETY: with the list locked no class in it is destroyed, as it takes itself out first; `try_inc` tells whether it is
            // about to be.
            unsafe {
                if (*object).is_immortal() {
                    return Some(Ref::copy_of(Value::of(object)));
                }
                (*object).count.try_inc(me).then(|| Ref::adopt(Value::counted(object)))
            }
        };
        self.subclasses.lock().iter().filter_map(revive).collect()
    }

    /// Notes a new direct subclass.
    pub fn add_subclass(&self, class: &Ref) {
        class.header().expect("a class").count.publish();
        self.subclasses.lock().push(class.value());
    }

    /// Does the class (or a base) have an attribute of this name?
    pub fn shadows(&self, name: &Ref) -> bool {
        self.lookup(name).is_some()
    }
}

impl Drop for Type {
    fn drop(&mut self) {
        self.leave_bases();
        self.drop_lookups();
    }
}

/// `type`.
pub static TYPE: TypeDef = TypeDef {
    name: "type",
    kind: kind::TYPE,
    flags: flags::BASE | flags::METACLASS | flags::HAS_WEAKREF,
    size: size_of::<Object<Type>>(),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        call: Some(super::class_call::type_call),
        getattr: Some(getattr),
        setattr: Some(setattr),
        binary: Some(binary),
        binary_mask: super::slots::mask(&[BinaryOp::Or]),
        new: Some(
            &natives!["type(cls, name=None, bases=None, dict=None, /, *args, **kwds)" => class_make::type_new][0],
        ),
        init: Some(&natives!["type(self, *args, **kwds)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "mro(self, /)" => mro,
        "__subclasses__(self, /)" => subclasses,
        "__dir__(self, /)" => dir,
        "__instancecheck__(self, instance, /)" => instancecheck,
        "__subclasscheck__(self, subclass, /)" => subclasscheck,
        "@class __prepare__(cls, *args, **kwds)" => prepare,
    ],
    getset: &[
        GetSetDef { name: "__name__", get: |_, c| Ok(this(c).name.get().expect("set at birth")), set: Some(set_name) },
        GetSetDef {
            name: "__qualname__",
            get: |_, c| Ok(this(c).qualname.get().expect("set at birth")),
            set: Some(set_qualname),
        },
        GetSetDef { name: "__module__", get: get_module, set: Some(set_module) },
        GetSetDef { name: "__doc__", get: get_doc, set: Some(set_doc) },
        GetSetDef { name: "__dict__", get: get_dict, set: None },
        GetSetDef {
            name: "__annotations__",
            get: get_annotations,
            set: Some(|t, c, v| set_own(t, c, &t.names().__annotations__, v)),
        },
        GetSetDef {
            name: "__bases__",
            get: |_, c| Ok(this(c).bases.get().expect("set at birth")),
            set: Some(set_bases),
        },
        GetSetDef {
            name: "__base__",
            get: |t, c| Ok(this(c).base.get().unwrap_or_else(|| t.none())),
            set: READONLY_MEMBER,
        },
        // None while the metaclass's `mro()` computes it.
        GetSetDef { name: "__mro__", get: |t, c| Ok(this(c).mro.get().unwrap_or_else(|| t.none())), set: None },
        GetSetDef { name: "__abstractmethods__", get: get_abstract, set: Some(set_abstract) },
        GetSetDef { name: "__basicsize__", get: |t, _| t.int(16), set: READONLY_MEMBER },
        GetSetDef { name: "__itemsize__", get: |t, _| t.int(0), set: READONLY_MEMBER },
        GetSetDef {
            name: "__flags__",
            get: |t, c| {
                // The bits that scripts look at: heap type, base type, abstract.
                let f = this(c);
                let bits = if f.has(flags::HEAP) { 1 << 9 } else { 0 }
                    | if f.has(flags::BASE) { 1 << 10 } else { 0 }
                    | if f.has(flags::ABSTRACT) { 1 << 20 } else { 0 };
                t.int(bits)
            },
            set: READONLY_MEMBER,
        },
        GetSetDef { name: "__text_signature__", get: |t, _| Ok(t.none()), set: None },
        GetSetDef { name: "__type_params__", get: |t, _| Ok(t.vm().empty_tuple()), set: None },
    ],
    ..TypeDef::EMPTY
};

const _: () = assert!(<Type as Payload>::TRACED);
