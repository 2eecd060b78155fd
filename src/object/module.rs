//! Modules, and the static description of native ones.

use super::boxed::Trace;
use super::class::flags;
use super::dict::Dict;
use super::finalize::defer;
use super::instance::own_dict;
use super::kind;
use super::slots::Slots;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::natives;
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

/// A module written in Rust.
pub struct ModuleDef {
    /// Its name in `sys.modules`.
    pub name: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// Functions.
    pub functions: &'static [NativeDef],
    /// Other members: name and maker.
    pub constants: &'static [(&'static str, fn(&Thread) -> PyResult)],
    /// Classes, under the last part of their names.
    pub types: &'static [&'static TypeDef],
    /// Whatever else has to be done when the module is imported.
    pub init: Option<fn(&Thread, &Ref) -> PyResult<()>>,
}

impl ModuleDef {
    /// A description with nothing in it.
    pub const EMPTY: ModuleDef =
        ModuleDef { name: "", doc: "", functions: &[], constants: &[], types: &[], init: None };
}

/// The payload of module objects.
pub struct Module {
    /// The namespace.
    pub dict: Slot,
}

// SAFETY: the kind is this payload's alone; the slot is visited.
unsafe impl Payload for Module {
    const KIND: Kind = kind::MODULE;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.dict.trace(visit);
    }
}

impl Module {
    /// The namespace's payload.
    pub fn namespace(&self) -> &Dict {
        self.dict.peek().and_then(|d| d.downcast::<Dict>()).expect("modules have a namespace")
    }

    /// The text of the AttributeError for a missing attribute.
    pub fn missing_message(&self, t: &Thread, name: &str) -> String {
        let own = self.namespace().get_interned(&t.names().__name__);
        match own {
            Some(own) => {
                let own = t.str_of(&own);
                let initializing = self.namespace().get_str(t, "__spec__").is_some_and(|s| {
                    t.getattr_opt(&s, "_initializing").ok().flatten().is_some_and(|v| v.value().is_true(t))
                });
                if initializing {
                    format!(
                        "partially initialized module '{own}' has no attribute '{name}' (most likely due to a circular import)"
                    )
                } else {
                    format!("module '{own}' has no attribute '{name}'")
                }
            }
            None => format!("module has no attribute '{name}'"),
        }
    }
}

impl Thread {
    /// Makes an empty module.
    pub fn new_module(&self, name: &str, doc: &str) -> PyResult {
        let dict = self.new_dict()?;
        self.dict_set_str(&dict, "__name__", self.str(name)?)?;
        self.dict_set_str(&dict, "__doc__", if doc.is_empty() { self.none() } else { self.str(doc)? })?;
        for attribute in ["__package__", "__loader__", "__spec__"] {
            self.dict_set_str(&dict, attribute, self.none())?;
        }
        let flags = if crate::config::DEFERRED { crate::memory::header::DEFERRED } else { 0 };
        if let Some(namespace) = dict.header() {
            // Every function and traceback refers to it.
            defer(&self.base, namespace);
        }
        let ty = self.types().module.as_ptr();
        Ok(Object::allocate_as(&self.base, kind::MODULE, flags, ty, 0, Module { dict: Slot::new(dict) })?)
    }

    /// Makes a native module.
    pub fn native_module(&self, def: &'static ModuleDef) -> PyResult {
        let module = self.new_module(def.name, def.doc)?;
        let name = self.intern(def.name);
        let dict = module.downcast::<Module>().expect("just made").dict.get().expect("just made");
        for native in def.functions {
            let function = self.new_native(native, None, Some(&name))?;
            let text = function.downcast::<super::native::Native>().expect("just made").signature.name;
            self.dict_set_str(&dict, text, function)?;
        }
        for ty in def.types {
            let short = ty.name.rsplit('.').next().unwrap_or(ty.name);
            self.dict_set_str(&dict, short, self.class(ty))?;
        }
        for (text, make) in def.constants {
            self.dict_set_str(&dict, text, make(self)?)?;
        }
        if let Some(init) = def.init {
            init(self, &module)?;
        }
        Ok(module)
    }
}

fn this(module: &Ref) -> &Module {
    module.downcast::<Module>().expect("checked by the type")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let dict = t.new_dict()?;
    t.new_object(a.get(0), Module { dict: Slot::new(dict) })
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let dict = this(a.get(0)).dict.get().expect("set by new");
    t.dict_set_str(&dict, "__name__", a.get(1).clone())?;
    t.dict_set_str(&dict, "__doc__", a.opt(2).cloned().unwrap_or_else(|| t.none()))?;
    for attribute in ["__package__", "__loader__", "__spec__"] {
        t.dict_set_str(&dict, attribute, t.none())?;
    }
    Ok(t.none())
}

fn repr(t: &Thread, module: &Ref) -> PyResult {
    let namespace = this(module).namespace();
    let name = match namespace.get_interned(&t.names().__name__) {
        Some(name) => t.repr_text(&name)?,
        None => "'?'".to_owned(),
    };
    match namespace.get_str(t, "__file__") {
        Some(file) => {
            let file = t.repr_text(&file)?;
            t.string(format!("<module {name} from {file}>"))
        }
        None if crate::runtime::import::is_builtin(t, name.trim_matches('\'')) => {
            t.string(format!("<module {name} (built-in)>"))
        }
        None => t.string(format!("<module {name}>")),
    }
}

/// Module attributes: the namespace, then `__getattr__` of the module.
fn getattr(t: &Thread, module: &Ref, name: &Ref) -> PyResult {
    if let Some(value) = t.find_generic(module, name)? {
        return Ok(value);
    }
    if let Some(hook) = this(module).namespace().get_interned(&t.names().__getattr__) {
        return t.call(&hook, std::slice::from_ref(name));
    }
    Err(t.no_attribute(module, name))
}

fn get_dict(_t: &Thread, module: &Ref) -> PyResult {
    Ok(this(module).dict.get().expect("set by new"))
}

/// `__annotations__`, which a module has as soon as it is asked for them.
fn get_annotations(t: &Thread, module: &Ref) -> PyResult {
    let name = &t.names().__annotations__;
    let namespace = this(module).namespace();
    match namespace.get_interned(name) {
        Some(found) => Ok(found),
        None => namespace.setdefault(t, name, &t.new_dict()?),
    }
}

fn set_annotations(t: &Thread, module: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let name = &t.names().__annotations__;
    let namespace = this(module).namespace();
    let old = match value {
        Some(value) => {
            drop(namespace.set_interned(t, name, value.clone())?);
            return Ok(());
        }
        None => namespace.remove_interned(t, name),
    };
    old.map(drop).ok_or_else(|| t.attribute_error("__annotations__"))
}

fn dir(t: &Thread, a: Args<'_>) -> PyResult {
    let dict = t.getattr_ref(a.get(0), &t.names().__dict__)?;
    if dict.downcast::<Dict>().is_none() {
        return Err(t.type_error("<module>.__dict__ is not a dictionary"));
    }
    if let Some(hook) = own_dict(dict.clone()).get_str(t, "__dir__") {
        return t.call(&hook, &[]);
    }
    t.list(own_dict(dict).keys())
}

/// `types.ModuleType`.
pub static MODULE: TypeDef = TypeDef {
    name: "module",
    kind: kind::MODULE,
    flags: flags::BASE | flags::HAS_DICT | flags::HAS_WEAKREF,
    size: size_of::<Object<Module>>(),
    slots: Slots {
        repr: Some(repr),
        getattr: Some(getattr),
        new: Some(&natives!["module(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["module(self, name, doc=None)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives!["__dir__(self)" => dir],
    getset: &[
        GetSetDef { name: "__dict__", get: get_dict, set: READONLY_MEMBER },
        GetSetDef { name: "__annotations__", get: get_annotations, set: Some(set_annotations) },
    ],
    ..TypeDef::EMPTY
};
