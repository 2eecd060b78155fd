//! Making classes: from static descriptions, and from class statements.

use super::class::{Type, flags};
use super::dict::Dict;
use super::dunder;
use super::instance::own_dict;
use super::kind;
use super::native::class_entry;
use super::slots::Slots;
use super::string::Str;
use super::tuple::Tuple;
use super::typedef::TypeDef;
use crate::config;
use crate::memory::{Header, Kind, Object, Own, Ref, header};
use crate::runtime::native::{CallArgs, NativeDef};
use crate::runtime::{Args, PyResult, Raised, Thread};

impl Thread {
    /// The type object of a description, made when it is first asked for.
    pub fn class(&self, def: &'static TypeDef) -> Ref {
        if let Some(class) = self.builtin_classes.find(def) {
            return class;
        }
        if let Some(class) = self.vm().class_if_made(def) {
            self.builtin_classes.remember(def, &class);
            return class;
        }
        /// What builtin types may take beyond the heap's limit: they are few, and small.
        const BEYOND: u64 = 4 << 20;
        let limit = self.heap().limit();
        self.heap().set_limit(limit.saturating_add(BEYOND));
        let class = allocate(self, def).unwrap_or_else(|_| out_of_memory(def));
        complete(self, &class, def).unwrap_or_else(|_| out_of_memory(def));
        self.heap().set_limit(limit);
        class
    }
}

#[cold]
fn out_of_memory(def: &TypeDef) -> ! {
    // Builtin types are made of a few small objects; without them no exception could be raised either.
    panic!("no memory for the builtin type {}", def.name)
}

/// Header flags of a builtin type.
fn builtin_flags() -> u8 {
    if config::IMMORTAL {
        header::IMMORTAL
    } else if config::DEFERRED {
        header::DEFERRED
    } else {
        0
    }
}

/// Allocates the type object of a description, without bases or contents, and keeps it in the Vm.
pub fn allocate(t: &Thread, def: &'static TypeDef) -> PyResult {
    let dict = own_dict(t.new_dict()?);
    let mut offset = def.attributes;
    let mut bits = def.flags;
    let mut slots = Slots::EMPTY;
    if let Some(base) = def.base {
        let base = t.class(base);
        let base = base.downcast::<Type>().expect("a type");
        // Instances with a payload of their own do not have the base's attribute area.
        if offset == 0 && base.instance_kind.layout() == def.kind.layout() {
            offset = base.attributes_offset;
        }
        bits |= base.flags()
            & (flags::HAS_DICT
                | flags::HAS_WEAKREF
                | flags::SEQUENCE
                | flags::MAPPING
                | flags::MATCH_SELF
                | flags::EXCEPTION
                | flags::METACLASS);
        slots = *base.slots();
    } else if def.name != "object" {
        slots = super::instance::OBJECT.slots;
        // `object`'s constructor is not inherited by types that cannot be made.
        slots.new = None;
        slots.init = None;
    }
    dunder::inherit(&mut slots, &def.slots);
    let body = Type::new(dict, bits, def.kind, offset, def.members, Some(def));
    body.set_slots(slots);
    let ty = t.types().type_.as_ptr();
    let class = Object::allocate_as(&t.base, kind::TYPE, builtin_flags(), ty, 0, body)?;
    t.vm().keep_class(def, class.clone());
    Ok(class)
}

/// Fills the type object of a description.
pub fn complete(t: &Thread, class: &Ref, def: &'static TypeDef) -> PyResult<()> {
    let body = class.downcast::<Type>().expect("a type");
    let (module, short) = match def.name.rsplit_once('.') {
        Some((module, short)) => (module, short),
        None => ("builtins", def.name),
    };
    let name = t.intern_immortal(short);
    drop(body.name.replace(name.clone()));
    drop(body.qualname.replace(name));
    let base = match def.base {
        Some(base) => Some(t.class(base)),
        None if def.name == "object" => None,
        None => Some(t.class(&super::instance::OBJECT)),
    };
    let mut mro = vec![class.clone()];
    if let Some(base) = &base {
        let base_mro = base.downcast::<Type>().expect("a type").mro.get();
        match base_mro.as_ref().and_then(|m| m.downcast::<Tuple>()) {
            Some(items) => mro.extend_from_slice(items.items()),
            None => mro.push(base.clone()),
        }
        let mut bases = vec![base.clone()];
        if let Some(second) = def.second_base {
            // In front of the first class that both have: its own MRO goes on there.
            let second = t.class(second);
            let second_body = second.downcast::<Type>().expect("a type");
            let shared = |c: &Ref| c.downcast::<Type>().is_some_and(|c| second_body.is_subclass(c));
            let place = mro.iter().position(shared).unwrap_or(mro.len());
            mro.insert(place, second.clone());
            second_body.add_subclass(class);
            bases.push(second);
        }
        drop(body.bases.replace(t.tuple(bases)?));
        drop(body.base.replace(base.clone()));
        base.downcast::<Type>().expect("a type").add_subclass(class);
    } else {
        drop(body.bases.replace(t.vm().empty_tuple()));
    }
    drop(body.mro.replace(t.tuple(mro)?));
    let names = t.names();
    // Those of `builtins` do not carry it: `type.__module__` knows.
    if module != "builtins" {
        body.dict.set_interned(t, &names.__module__, t.intern_immortal(module))?;
    }
    let doc = if def.doc.is_empty() { t.none() } else { t.str(def.doc)? };
    body.dict.set_interned(t, &names.__doc__, doc)?;
    for method in def.methods {
        let (name, entry) = class_entry(t, method, class)?;
        body.dict.set_interned(t, &name, entry)?;
    }
    for getset in def.getset {
        let entry = super::descriptor::new_getset(t, getset, class)?;
        body.dict.set_interned(t, &t.intern_immortal(getset.name), entry)?;
    }
    let base_has_dict = base.as_ref().is_some_and(|b| b.downcast::<Type>().is_some_and(|b| b.has(flags::HAS_DICT)));
    if body.has(flags::HAS_DICT) && body.attributes_offset != 0 && !base_has_dict {
        let getset = super::descriptor::new_getset(t, &super::base::DICT_GETSET, class)?;
        body.dict.set_interned(t, &names.__dict__, getset)?;
    }
    super::wrapper::add_wrappers(t, class, def.name, &def.slots)?;
    if let Some(new) = def.slots.new {
        add_new(t, class, new)?;
    }
    for (text, make) in def.constants {
        body.dict.set_interned(t, &t.intern_immortal(text), make(t)?)?;
    }
    body.invalidate();
    Ok(())
}

/// `__new__` of a builtin type as a static method that checks its class argument.
fn add_new(t: &Thread, class: &Ref, def: &'static NativeDef) -> PyResult<()> {
    let body = class.downcast::<Type>().expect("a type");
    let native = t.new_native(&NEW_CHECKED, Some(class), None)?;
    let _ = def;
    let function = if std::ptr::eq(def, &super::base::NEW) {
        t.new_native(&super::base::NEW, Some(class), None)?
    } else {
        t.bind_native(native.downcast::<super::native::Native>().expect("just made"), class.clone())?
    };
    body.dict.set_interned(t, &t.names().__new__, super::descriptor::static_method(t, function)?)?;
    Ok(())
}

/// `type.__new__(cls, …)` bound to the builtin type whose constructor it is.
static NEW_CHECKED: NativeDef = NativeDef { signature: "__new__(self, *args, **kwargs)", call: new_checked, doc: "" };

fn new_checked(t: &Thread, a: Args<'_>) -> PyResult {
    let owner = a.get(0).downcast::<Type>().expect("bound to a type");
    let owner_name = t.class_name(owner);
    if a.get(0).is(&t.types().type_.get()) && !a.rest().is_empty() && a.rest().len() != 4 {
        let given = a.rest().len() - 1;
        return Err(t.type_error(format!("type.__new__() takes exactly 3 arguments ({given} given)")));
    }
    let Some(class) = a.rest().first() else {
        return Err(t.type_error(format!("{owner_name}.__new__(): not enough arguments")));
    };
    let Some(body) = class.downcast::<Type>() else {
        return Err(t.type_error(format!("{owner_name}.__new__(X): X is not a type object ({})", t.type_name(class))));
    };
    if !body.is_subclass(owner) {
        let name = t.class_name(body);
        return Err(t.type_error(format!("{owner_name}.__new__({name}): {name} is not a subtype of {owner_name}")));
    }
    let def = owner.slots().new.expect("the type has a constructor");
    // The payload must be the one that the builtin base of the class makes.
    let builtin = builtin_base(class);
    let base = builtin.downcast::<Type>().expect("bases are classes");
    // A class without an MRO is still being made.
    let is_made = body.mro.peek().is_some();
    if !is_made || base.slots().new.is_none_or(|own| !std::ptr::eq(own, def)) {
        let (name, base) = (t.class_name(body), t.class_name(if is_made { base } else { body }));
        return Err(t.type_error(format!("{owner_name}.__new__({name}) is not safe, use {base}.__new__()")));
    }
    let mut values = a.rest().to_vec();
    let mut names = Vec::new();
    // Keywords are left to an `__init__` that the class defines, where the constructor itself takes none.
    let for_init = || {
        t.vm().signature(def).takes_no_keywords()
            && body.lookup(&t.names().__init__).is_some_and(|init| !super::wrapper::is_wrapper(&init))
    };
    if let Some(kwargs) = a.kwargs().filter(|_| !for_init()) {
        for (name, value) in kwargs.entries() {
            names.push(name);
            values.push(value);
        }
    }
    super::class_call::call_native_def(t, def, CallArgs { values: &values, names: &names })
}

/// The class itself if it is builtin, else the builtin one that it derives from by its first bases.
pub fn builtin_base(class: &Ref) -> Ref {
    let mut builtin = class.clone();
    while let Some(base) = builtin.downcast::<Type>().filter(|c| c.def.is_none()).and_then(|c| c.base.get()) {
        builtin = base;
    }
    builtin
}

/// `__build_class__(function, name, *bases, metaclass=…, **kwargs)`.
pub fn build_class(t: &Thread, a: Args<'_>) -> PyResult {
    let (function, name) = (a.get(0), a.get(1));
    let original = a.rest();
    let mut bases = Vec::with_capacity(original.len());
    let mut replaced = false;
    for base in original {
        if base.downcast::<Type>().is_none()
            && let Some(entries) = t.getattr_opt_ref(base, &t.names().__mro_entries__)?
        {
            let new = t.call(&entries, &[t.tuple_from(original)?])?;
            let Some(new) = new.downcast::<Tuple>() else {
                return Err(t.type_error("__mro_entries__ must return a tuple"));
            };
            bases.extend_from_slice(new.items());
            replaced = true;
            continue;
        }
        bases.push(base.clone());
    }
    let names = t.names();
    let mut keywords = Vec::new();
    let mut meta = None;
    if let Some(kwargs) = a.kwargs() {
        for (key, value) in kwargs.entries() {
            if key.is(&names.metaclass) || *t.str_of(&key) == *"metaclass" {
                meta = Some(value);
            } else {
                keywords.push((key, value));
            }
        }
    }
    let meta = match meta {
        Some(meta) if meta.downcast::<Type>().is_none() => meta,
        meta => {
            let first = match meta {
                Some(meta) => meta,
                None => bases.first().map_or_else(|| t.types().type_.get(), |b| t.type_ref(b)),
            };
            winner(t, first, &bases)?
        }
    };
    let bases_tuple = t.tuple(bases)?;
    let (kw_names, kw_values): (Vec<Ref>, Vec<Ref>) = keywords.into_iter().unzip();
    let namespace = match t.getattr_opt_ref(&meta, &names.__prepare__)? {
        Some(prepare) => {
            let mut values = vec![name.clone(), bases_tuple.clone()];
            values.extend_from_slice(&kw_values);
            let made = t.call_kw(&prepare, CallArgs { values: &values, names: &kw_names })?;
            if made.downcast::<Dict>().is_none() && t.type_of(&made).slots().getitem.is_none() {
                let shown = meta.downcast::<Type>().map_or_else(|| "<metaclass>".to_owned(), |m| t.class_name(m));
                return Err(
                    t.type_error(format!("{shown}.__prepare__() must return a mapping, not {}", t.type_name(&made)))
                );
            }
            made
        }
        None => t.new_dict()?,
    };
    t.run_class_body(function, &namespace)?;
    let cell = namespace.downcast::<Dict>().and_then(|dict| dict.get_interned(&names.__classcell__));
    if replaced {
        let key = t.intern("__orig_bases__");
        let value = t.tuple_from(original)?;
        t.setitem(&namespace, &key, &value)?;
    }
    let mut values = vec![name.clone(), bases_tuple, namespace.clone()];
    values.extend_from_slice(&kw_values);
    let class = t.call_kw(&meta, CallArgs { values: &values, names: &kw_names })?;
    if let Some(cell) = cell.as_ref().and_then(|cell| cell.downcast::<super::cell::Cell>())
        && class.downcast::<Type>().is_some()
    {
        check_class_cell(t, cell, name, &class)?;
    }
    Ok(class)
}

/// The cell behind `__class__` and `super()` must hold the class that the statement made.
fn check_class_cell(t: &Thread, cell: &super::cell::Cell, name: &Ref, class: &Ref) -> PyResult<()> {
    let found = cell.get();
    if found.as_ref().is_some_and(|found| found.is(class)) {
        return Ok(());
    }
    let (name, shown) = (t.repr_text(name)?, t.repr_text(class)?);
    Err(match found {
        None => t.runtime_error(format!(
            "__class__ not set defining {name} as {shown}. Was __classcell__ propagated to type.__new__?"
        )),
        Some(found) => t.type_error(format!("__class__ set to {} defining {name} as {shown}", t.repr_text(&found)?)),
    })
}

/// The most derived metaclass.
fn winner(t: &Thread, first: Ref, bases: &[Ref]) -> PyResult {
    let mut winner = first;
    for base in bases {
        let meta = t.type_ref(base);
        let (w, m) = (winner.downcast::<Type>().expect("classes"), meta.downcast::<Type>().expect("classes"));
        if w.is_subclass(m) {
            continue;
        }
        if m.is_subclass(w) {
            winner = meta;
            continue;
        }
        return Err(t.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
        ));
    }
    Ok(winner)
}

/// `type.__new__(metaclass, name, bases, namespace, **kwargs)`.
pub fn type_new(t: &Thread, a: Args<'_>) -> PyResult {
    let meta = a.get(0);
    let (Some(name), Some(bases), Some(namespace), []) = (a.opt(1), a.opt(2), a.opt(3), a.rest()) else {
        let what =
            if a.opt(1).is_some() && a.opt(2).is_none() && a.kwargs().is_some() { "no keyword" } else { "1 or 3" };
        return Err(t.type_error(format!("type() takes {what} arguments")));
    };
    let Some(text) = name.downcast::<Str>() else {
        return Err(t.type_error(format!("type.__new__() argument 1 must be str, not {}", t.type_name(name))));
    };
    let Some(bases) = bases.downcast::<Tuple>() else {
        return Err(t.type_error(format!("type.__new__() argument 2 must be tuple, not {}", t.type_name(bases))));
    };
    let Some(namespace) = namespace.downcast::<Dict>() else {
        return Err(t.type_error(format!("type.__new__() argument 3 must be dict, not {}", t.type_name(namespace))));
    };
    if text.chars().any(|c| c == 0) {
        return Err(t.value_error("type name must not contain null characters"));
    }
    let mut bases: Vec<Ref> = bases.items().to_vec();
    if bases.is_empty() {
        bases.push(t.types().object.get());
    }
    let meta = {
        for base in &bases {
            if base.downcast::<Type>().is_none() && t.getattr_opt_ref(base, &t.names().__mro_entries__)?.is_some() {
                return Err(t.type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
            }
        }
        winner(t, meta.clone(), &bases)?
    };
    if !meta.is(a.get(0)) {
        // A more derived metaclass makes the class, if it has a constructor of its own.
        let new = meta.downcast::<Type>().expect("classes").lookup(&t.names().__new__);
        let own = a.get(0).downcast::<Type>().expect("classes").lookup(&t.names().__new__);
        if let (Some(new), Some(own)) = (&new, &own)
            && !new.is(own)
        {
            let function = match t.type_of(new).slots().descr_get {
                Some(get) => get(t, new, None, &meta)?,
                None => new.clone(),
            };
            return t.call(&function, &[meta.clone(), name.clone(), a.get(2).clone(), a.get(3).clone()]);
        }
    }
    let dict = own_dict(t.dict_copy(namespace)?);
    let class = make(t, &meta, name, &bases, dict)?;
    finish(t, &class, a.kwargs())?;
    Ok(class)
}

/// The base whose layout instances take, and whether the layouts of all bases agree.
fn best_base(t: &Thread, bases: &[Ref]) -> PyResult {
    let mut best: Option<Ref> = None;
    for base in bases {
        let Some(body) = base.downcast::<Type>() else {
            return Err(t.type_error("bases must be types"));
        };
        if !body.has(flags::BASE) {
            return Err(t.type_error(format!("type '{}' is not an acceptable base type", t.class_name(body))));
        }
        if body.mro.peek().is_none() {
            return Err(incomplete(t, body));
        }
        best = Some(match best {
            None => base.clone(),
            Some(best) => {
                let b = best.downcast::<Type>().expect("checked above");
                if extends(body, b) && !extends(b, body) {
                    base.clone()
                } else if extends(b, body) {
                    best
                } else {
                    return Err(t.type_error("multiple bases have instance lay-out conflict"));
                }
            }
        });
    }
    Ok(best.expect("there is at least one base"))
}

/// Does an instance of `a` start like an instance of `b`?
fn extends(a: &Type, b: &Type) -> bool {
    let plain = |c: &Type| c.instance_kind == kind::INSTANCE;
    if plain(b) {
        return if plain(a) {
            a.member_count >= b.member_count && (b.member_count == 0 || a.is_subclass(b))
        } else {
            b.member_count == 0
        };
    }
    // A builtin layout: the same one, or one derived from it.
    solid(a).is_some_and(|x| solid(b).is_some_and(|y| x.is_subclass(y)))
        && (b.member_count == 0 || (a.member_count >= b.member_count && a.is_subclass(b)))
}

/// Has the type a payload that its base does not have? Most exception classes share one.
fn adds_payload(def: &TypeDef) -> bool {
    def.kind != kind::EXCEPTION || super::exception::has_own_fields(def)
}

/// The builtin class whose payload instances have.
fn solid(class: &Type) -> Option<&Type> {
    let mro = class.mro.peek()?.downcast::<Tuple>()?;
    mro.items()
        .iter()
        .filter_map(|c| c.downcast::<Type>())
        .find(|c| c.def.is_some_and(|d| d.size != 0 && d.kind == class.instance_kind.layout() && adds_payload(d)))
}

/// The same for a class whose MRO is being made.
fn own_solid(class: &Type) -> Option<&Type> {
    base_of(class).and_then(solid)
}

fn make(t: &Thread, meta: &Ref, name: &Ref, bases: &[Ref], dict: Own<Dict>) -> PyResult {
    let base_ref = best_base(t, bases)?;
    let base = base_ref.downcast::<Type>().expect("checked");
    let names = t.names();
    // `__slots__`.
    let slots = dict.get_interned(&names.__slots__);
    let base_has_dict = bases.iter().any(|b| b.downcast::<Type>().is_some_and(|b| b.has(flags::HAS_DICT)));
    let base_has_weakref = bases.iter().any(|b| b.downcast::<Type>().is_some_and(|b| b.has(flags::HAS_WEAKREF)));
    let mut member_names = Vec::new();
    let (mut has_dict, mut has_weakref) = (base_has_dict, base_has_weakref);
    match &slots {
        None => (has_dict, has_weakref) = (true, true),
        Some(slots) => {
            let entries = if slots.downcast::<Str>().is_some() { vec![slots.clone()] } else { t.collect(slots)? };
            for entry in entries {
                let Some(text) = entry.downcast::<Str>() else {
                    return Err(t.type_error(format!("__slots__ items must be strings, not '{}'", t.type_name(&entry))));
                };
                let text = text.to_str().into_owned();
                if !is_identifier(&text) {
                    return Err(t.type_error("__slots__ must be identifiers"));
                }
                match text.as_str() {
                    "__dict__" if has_dict => {
                        return Err(t.type_error("__dict__ slot disallowed: we already got one"));
                    }
                    "__dict__" => has_dict = true,
                    "__weakref__" if has_weakref => {
                        return Err(t.type_error("__weakref__ slot disallowed: we already got one"));
                    }
                    "__weakref__" => has_weakref = true,
                    _ => {
                        let mangled = mangle(&t.str_of(name), &text);
                        let key = t.intern(&mangled);
                        // The compiler puts these there, and they are taken out below.
                        let from_compiler = matches!(text.as_str(), "__qualname__" | "__classcell__");
                        if !from_compiler && dict.get_interned(&key).is_some() {
                            return Err(t.value_error(format!("'{text}' in __slots__ conflicts with class variable")));
                        }
                        member_names.push(key);
                    }
                }
            }
            if !member_names.is_empty() && is_variable_sized(base) {
                return Err(
                    t.type_error(format!("nonempty __slots__ not supported for subtype of '{}'", t.class_name(base)))
                );
            }
            member_names.sort_by(|a, b| t.str_of(a).cmp(&t.str_of(b)));
            member_names.dedup_by(|a, b| a.is(b));
        }
    }
    let member_count = base.member_count + member_names.len() as u32;
    if member_count > super::instance::MAX_MEMBERS {
        return Err(t.value_error("too many __slots__"));
    }
    // Layout.
    let instance_kind = match base.instance_kind.layout() {
        kind::INSTANCE => kind::INSTANCE,
        kind::EXCEPTION => kind::EXCEPTION,
        kind::TYPE => kind::TYPE,
        // Modules have a namespace already.
        kind::MODULE if base.attributes_offset == 0 && member_count == 0 => kind::MODULE,
        other => Kind(other.0 | Kind::SUBCLASS),
    };
    let offset = if base.attributes_offset != 0 {
        base.attributes_offset
    } else if instance_kind == kind::INSTANCE {
        size_of::<Header>() as u32
    } else if matches!(instance_kind, kind::TYPE | kind::MODULE) {
        0
    } else {
        let size = solid(base).and_then(|s| s.def).map_or(0, |d| d.size);
        (size.next_multiple_of(8)) as u32
    };
    let inherited =
        base.flags() & (flags::SEQUENCE | flags::MAPPING | flags::MATCH_SELF | flags::EXCEPTION | flags::METACLASS);
    let mut bits = flags::HEAP | flags::BASE | inherited;
    for b in bases {
        bits |= b.downcast::<Type>().map_or(0, Type::flags) & (flags::SEQUENCE | flags::MAPPING | flags::EXCEPTION);
    }
    if has_dict {
        bits |= flags::HAS_DICT;
    }
    if has_weakref {
        bits |= flags::HAS_WEAKREF;
    }
    // Namespace entries that are special.
    let qualname = match dict.remove_interned(t, &names.__qualname__) {
        Some(q) if q.downcast::<Str>().is_none() => {
            return Err(t.type_error(format!("type __qualname__ must be a str, not {}", t.type_name(&q))));
        }
        Some(q) => q,
        None => name.clone(),
    };
    let classcell = dict.remove_interned(t, &names.__classcell__);
    if dict.keys().iter().any(|key| key.downcast::<Str>().is_none()) {
        let message = format!("non-string key in the __dict__ of class {}", t.str_of(name));
        crate::stdlib::warnings::warn(t, &super::exception::RUNTIME_WARNING, &message, 1)?;
    }
    if dict.get_interned(&names.__module__).is_none()
        && let Some(module) = t.caller_module_name()
    {
        dict.set_interned(t, &names.__module__, module)?;
    }
    if dict.get_interned(&names.__doc__).is_none() {
        dict.set_interned(t, &names.__doc__, t.none())?;
    }
    for special in [&names.__init_subclass__, &names.__class_getitem__] {
        if let Some(function) = dict.get_interned(special)
            && function.value().kind() == kind::FUNCTION
        {
            dict.set_interned(t, special, super::descriptor::class_method(t, function)?)?;
        }
    }
    if let Some(function) = dict.get_interned(&names.__new__)
        && function.value().kind() == kind::FUNCTION
    {
        dict.set_interned(t, &names.__new__, super::descriptor::static_method(t, function)?)?;
    }
    if dict.get_interned(&names.__eq__).is_some() && dict.get_interned(&names.__hash__).is_none() {
        dict.set_interned(t, &names.__hash__, t.none())?;
    }
    let body = Type::new(dict, bits, instance_kind, offset, member_count, None);
    let head = if config::DEFERRED { header::DEFERRED } else { 0 };
    let class = if meta.value().same(crate::memory::Value::uncounted(t.types().type_.as_ptr())) {
        Object::allocate_as(&t.base, kind::TYPE, head, t.types().type_.as_ptr(), 0, body)?
    } else {
        let meta_body = meta.downcast::<Type>().expect("a metaclass");
        let head = head | t.instance_flags(meta_body);
        Object::allocate_as(&t.base, kind::TYPE, head, meta.value().address(), 0, body)?
    };
    let body = class.downcast::<Type>().expect("just made");
    drop(body.name.replace(t.exact_str(name)?));
    drop(body.qualname.replace(qualname));
    drop(body.base.replace(base_ref.clone()));
    drop(body.bases.replace(t.tuple_from(bases)?));
    let mro = mro_of(t, &class)?;
    // An `mro()` in Python may have assigned bases, and with them an MRO, already.
    if body.mro.peek().is_none() {
        drop(body.mro.replace(mro));
        for b in bases {
            b.downcast::<Type>().expect("checked").add_subclass(&class);
        }
    }
    // What `mro()` looked up on the class was not to be found then.
    body.invalidate();
    for (i, member) in member_names.into_iter().enumerate() {
        let descriptor = super::descriptor::new_member(t, member.clone(), &class, base.member_count + i as u32)?;
        body.dict.set_interned(t, &member, descriptor)?;
    }
    // Classes have the `__dict__` of `type`, which is none of an attribute area.
    if has_dict && !base_has_dict && instance_kind != kind::TYPE {
        let getset = super::descriptor::new_getset(t, &super::base::DICT_GETSET, &class)?;
        body.dict.set_interned(t, &names.__dict__, getset)?;
    }
    if has_weakref && !base_has_weakref {
        let getset = super::descriptor::new_getset(t, &super::base::WEAKREF_GETSET, &class)?;
        body.dict.set_interned(t, &names.__weakref__, getset)?;
    }
    dunder::update_slots(t, body);
    if let Some(cell) = classcell {
        match cell.downcast::<super::cell::Cell>() {
            Some(cell) => drop(cell.replace(class.clone())),
            None => {
                return Err(t.type_error(format!(
                    "__classcell__ must be a nonlocal cell, not <class '{}'>",
                    t.type_name(&cell)
                )));
            }
        }
    }
    Ok(class)
}

fn is_variable_sized(base: &Type) -> bool {
    matches!(base.instance_kind.layout(), kind::INT | kind::BIG_INT | kind::BYTES | kind::TUPLE)
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_alphabetic()) && chars.all(|c| c == '_' || c.is_alphanumeric())
}

/// `_Class__name` for private names.
pub fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_owned()
    }
}

/// `__set_name__` of the namespace's values, then `__init_subclass__` of the bases.
fn finish(t: &Thread, class: &Ref, kwargs: Option<&Dict>) -> PyResult<()> {
    let body = class.downcast::<Type>().expect("just made");
    let names = t.names();
    for (name, value) in body.dict.entries() {
        let Some(hook) = t.lookup_special_ref(&value, &names.__set_name__)? else { continue };
        if let Err(raised) = t.call(&hook, &[class.clone(), name.clone()]) {
            let note = format!(
                "Error calling __set_name__ on '{}' instance {} in '{}'",
                t.type_name(&value),
                t.repr_text(&name)?,
                t.class_name(body)
            );
            super::exception::add_note(t, &raised, &note)?;
            return Err(raised);
        }
    }
    let (hook, _) = super::descriptor::super_method(t, class, class, &names.__init_subclass__)?;
    let mut keys = Vec::new();
    let mut values = Vec::new();
    if let Some(kwargs) = kwargs {
        for (key, value) in kwargs.entries() {
            keys.push(key);
            values.push(value);
        }
    }
    t.call_kw(&hook, CallArgs { values: &values, names: &keys })?;
    Ok(())
}

/// The `mro()` that the class's metaclass has in the place of `type`'s.
pub fn own_mro(t: &Thread, class: &Ref) -> Option<Ref> {
    let meta = t.type_of(class);
    if !meta.has(flags::HEAP) {
        return None;
    }
    meta.lookup(&t.intern("mro")).filter(|method| method.downcast_exact::<super::native::Native>().is_none())
}

/// The MRO of a class, a tuple: by the metaclass's `mro()` where it overrides it, else C3.
pub fn mro_of(t: &Thread, class: &Ref) -> PyResult {
    let Some(method) = own_mro(t, class) else { return t.tuple(c3(t, class)?) };
    let list = t.call_unbound(&method, class, &[])?;
    let mro = t.collect(&list)?;
    if mro.is_empty() {
        return Err(t.type_error("type MRO must not be empty"));
    }
    let own = class.downcast::<Type>().expect("a class");
    for base in &mro {
        let Some(body) = base.downcast::<Type>() else {
            return Err(t.type_error(format!("mro() returned a non-class ('{}')", t.type_name(base))));
        };
        // Methods of the base will be given instances of the class.
        let fits = body.instance_kind == kind::INSTANCE
            || body.instance_kind.layout() == own.instance_kind.layout()
                && solid(body).is_none_or(|theirs| own_solid(own).is_some_and(|ours| ours.is_subclass(theirs)));
        if !fits || !has_members_of(own, body) {
            let name = t.class_name(body);
            return Err(t.type_error(format!("mro() returned base with unsuitable layout ('{name}')")));
        }
    }
    t.tuple(mro)
}

/// The nearest class whose instances have the same number of members, this one included, as its base has fewer.
fn members_of(class: &Type) -> &Type {
    let mut class = class;
    while let Some(base) = base_of(class).filter(|base| base.member_count == class.member_count) {
        class = base;
    }
    class
}

fn base_of(class: &Type) -> Option<&Type> {
    class.base.peek().and_then(|base| base.downcast::<Type>())
}

/// Do instances of `class` have the `__slots__` members of `other`, at the same places?
fn has_members_of(class: &Type, other: &Type) -> bool {
    let theirs = members_of(other);
    theirs.member_count == 0
        || std::iter::successors(Some(class), |class| base_of(class)).any(|c| std::ptr::eq(c, theirs))
}

/// The error for a base whose own MRO is still being computed.
fn incomplete(t: &Thread, base: &Type) -> Raised {
    t.type_error(format!("Cannot extend an incomplete type '{}'", t.class_name(base)))
}

/// The C3 linearisation of a class from its bases.
pub fn c3(t: &Thread, class: &Ref) -> PyResult<Vec<Ref>> {
    let body = class.downcast::<Type>().expect("a class");
    let bases = body.bases.get().expect("set at birth");
    let bases = bases.downcast::<Tuple>().expect("a tuple").items();
    for (i, base) in bases.iter().enumerate() {
        if bases[..i].iter().any(|b| b.is(base)) {
            let name = base.downcast::<Type>().map(|c| t.class_name(c)).unwrap_or_default();
            return Err(t.type_error(format!("duplicate base class {name}")));
        }
    }
    let mut lists: Vec<Vec<Ref>> = Vec::new();
    for base in bases {
        let base = base.downcast::<Type>().expect("checked");
        let mro = base.mro.get().ok_or_else(|| incomplete(t, base))?;
        lists.push(mro.downcast::<Tuple>().expect("a tuple").items().to_vec());
    }
    lists.push(bases.to_vec());
    let mut result = vec![class.clone()];
    let mut heads = vec![0usize; lists.len()];
    loop {
        let live: Vec<usize> = (0..lists.len()).filter(|i| heads[*i] < lists[*i].len()).collect();
        if live.is_empty() {
            return Ok(result);
        }
        let next = live
            .iter()
            .map(|i| &lists[*i][heads[*i]])
            .find(|candidate| live.iter().all(|i| !lists[*i][heads[*i] + 1..].iter().any(|c| c.is(candidate))));
        let Some(next) = next.cloned() else { return Err(mro_conflict(t, &live, &lists, &heads)) };
        for i in live {
            if lists[i][heads[i]].is(&next) {
                heads[i] += 1;
            }
        }
        result.push(next);
    }
}

fn mro_conflict(t: &Thread, live: &[usize], lists: &[Vec<Ref>], heads: &[usize]) -> Raised {
    let mut seen: Vec<Ref> = Vec::new();
    for i in live {
        let head = &lists[*i][heads[*i]];
        if !seen.iter().any(|s| s.is(head)) {
            seen.push(head.clone());
        }
    }
    let shown: Vec<String> = seen.iter().filter_map(|c| c.downcast::<Type>().map(|c| t.class_name(c))).collect();
    t.type_error(format!("Cannot create a consistent method resolution order (MRO) for bases {}", shown.join(", ")))
}
