//! Native functions and methods as objects.

use super::boxed::Trace;
use super::class::Type;
use super::kind;
use super::reduce::by_name;
use super::slots::Slots;
use super::typedef::{GetSetDef, TypeDef};
use crate::config;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value, header};
use crate::natives;
use crate::runtime::native::{Binding, CallArgs, Fits, NativeDef, NativeFn, Signature};
use crate::runtime::{Args, PyResult, Thread};

/// The payload of native functions, of methods of builtin types, and of both bound to an object.
pub struct Native {
    /// The parsed signature.
    pub signature: Signature,
    /// The Rust side.
    pub function: NativeFn,
    /// Fewest and most arguments, `self` included, that a positional call can hand over as they are, with nulls for those
    /// that are absent.
    pub fits: Fits,
    /// For methods: the type they belong to.
    pub owner: Slot,
    /// For bound methods: the object (or class).
    pub bound: Slot,
    /// `__module__` of functions.
    pub module: Slot,
    /// First sentence of the documentation.
    pub doc: &'static str,
}

// SAFETY: the kind is this payload's alone; every slot is visited.
unsafe impl Payload for Native {
    const KIND: Kind = kind::NATIVE;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.owner.trace(visit);
        self.bound.trace(visit);
        self.module.trace(visit);
    }
    fn clear(&self) {
        drop(self.bound.take());
    }
}

impl Native {
    /// Is this an unbound method of a type, which binds to an instance when it is read through one?
    #[inline]
    pub fn is_method(&self) -> bool {
        self.signature.method && self.bound.load().is_null()
    }

    /// The name of the owning type, for messages.
    fn owner_name(&self, t: &Thread) -> Option<String> {
        self.owner.peek().and_then(|o| o.downcast::<Type>()).map(|c| t.class_name(c))
    }

    /// Checks that `object` is an instance of the type the method belongs to.
    pub fn check_self(&self, t: &Thread, object: &Ref) -> PyResult<()> {
        if let Some(owner) = self.owner.peek().and_then(|o| o.downcast::<Type>())
            && !t.type_of(object).is_subclass(owner)
        {
            return Err(t.type_error(format!(
                "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                self.signature.name,
                t.class_name(owner),
                t.type_name(object)
            )));
        }
        Ok(())
    }

    /// Calls it.
    pub fn call(&self, t: &Thread, args: CallArgs<'_>) -> PyResult {
        if let Some(bound) = self.bound.peek() {
            let mut values = Vec::with_capacity(args.values.len() + 1);
            values.push(bound.clone());
            values.extend_from_slice(args.values);
            return self.call_complete(t, CallArgs { values: &values, names: args.names });
        }
        if self.signature.method {
            match args.positionals().first() {
                Some(object) => self.check_self(t, object)?,
                None => {
                    return Err(t.type_error(format!(
                        "unbound method {}.{}() needs an argument",
                        self.owner_name(t).unwrap_or_default(),
                        self.signature.name
                    )));
                }
            }
        }
        self.call_complete(t, args)
    }

    /// Calls it with all arguments, `self` included and checked.
    #[inline]
    pub fn call_complete(&self, t: &Thread, args: CallArgs<'_>) -> PyResult {
        self.signature.bind_and_call(t, self.function, args, Some(self))
    }

    /// The class whose name goes before the method's: the one it was bound for, else the one it belongs to.
    fn named_class(&self, t: &Thread) -> Option<Ref> {
        match self.bound.get() {
            Some(bound) if bound.downcast::<Type>().is_some() => Some(bound),
            Some(bound) => Some(t.type_ref(&bound)),
            None => self.owner.get(),
        }
    }

    /// `__qualname__`: with the class in front.
    fn qualname(&self, t: &Thread) -> String {
        let name = self.signature.name;
        match self.named_class(t) {
            Some(class) => {
                let class = class.downcast::<Type>().expect("methods belong to classes");
                let class = class.qualname.get().map_or_else(|| t.class_name(class), |q| t.str_of(&q).into_owned());
                format!("{class}.{name}")
            }
            None => name.to_owned(),
        }
    }

    /// The name as error messages give it: with the class, or with the module unless that is `builtins`.
    #[cold]
    pub fn full_name(&self, t: &Thread) -> String {
        let name = self.qualname(t);
        match self.module.peek().map(|m| t.str_of(m)) {
            Some(module) if module != "builtins" => format!("{module}.{name}"),
            _ => name,
        }
    }
}

impl Thread {
    /// Makes a native function object.
    pub fn new_native(&self, def: &'static NativeDef, owner: Option<&Ref>, module: Option<&Ref>) -> PyResult {
        let signature = Signature::parse(def.signature);
        let types = self.types();
        let is_method = owner.is_some() && signature.method;
        let ty = if is_method { &types.method_descriptor } else { &types.native_function };
        let mut flags = 0;
        if config::IMMORTAL && (owner.is_some() || module.is_some()) {
            flags = header::IMMORTAL;
        } else if config::DEFERRED {
            flags = header::DEFERRED;
        }
        let native = Native {
            fits: signature.fits(),
            signature,
            function: def.call,
            owner: Slot::from(owner.cloned()),
            bound: Slot::empty(),
            module: Slot::from(module.cloned()),
            doc: def.doc,
        };
        Ok(Object::allocate_as(&self.base, kind::NATIVE, flags, ty.as_ptr(), 0, native)?)
    }

    /// A native method bound to an object.
    pub fn bind_native(&self, native: &Native, object: Ref) -> PyResult {
        let bound = Native {
            fits: native.fits,
            signature: native.signature.clone(),
            function: native.function,
            owner: Slot::from(native.owner.get()),
            bound: Slot::new(object),
            module: Slot::empty(),
            doc: native.doc,
        };
        Ok(Object::allocate(&self.base, self.types().native_function.as_ptr(), bound)?)
    }
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let native = this.downcast::<Native>().expect("a native function");
    let name = native.signature.name;
    let owner = native.owner_name(t);
    let text = match (native.bound.peek(), owner) {
        (Some(bound), _) => {
            let address = bound.value().address() as usize;
            format!("<built-in method {name} of {} object at {address:#x}>", t.type_name(bound))
        }
        (None, Some(owner)) if native.signature.method => format!("<method '{name}' of '{owner}' objects>"),
        (None, Some(_)) if native.signature.binding == Binding::Static => {
            let address = native.owner.load().address() as usize;
            format!("<built-in method {name} of type object at {address:#x}>")
        }
        _ => format!("<built-in function {name}>"),
    };
    t.string(text)
}

fn descr_get(t: &Thread, this: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    let native = this.downcast::<Native>().expect("a native function");
    match object {
        Some(object) if native.is_method() => {
            native.check_self(t, object)?;
            t.bind_native(native, object.clone())
        }
        _ => Ok(this.clone()),
    }
}

fn call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    this.downcast::<Native>().expect("a native function").call(t, args)
}

fn get_name(t: &Thread, this: &Ref) -> PyResult {
    t.str(this.downcast::<Native>().expect("checked by the descriptor").signature.name)
}

fn get_qualname(t: &Thread, this: &Ref) -> PyResult {
    let native = this.downcast::<Native>().expect("checked by the descriptor");
    t.string(native.qualname(t))
}

fn get_module(t: &Thread, this: &Ref) -> PyResult {
    Ok(this.downcast::<Native>().and_then(|n| n.module.get()).unwrap_or_else(|| t.none()))
}

fn get_doc(t: &Thread, this: &Ref) -> PyResult {
    match this.downcast::<Native>().expect("checked by the descriptor").doc {
        "" => Ok(t.none()),
        doc => t.str(doc),
    }
}

fn get_self(t: &Thread, this: &Ref) -> PyResult {
    let native = this.downcast::<Native>().expect("checked by the descriptor");
    match (native.bound.get(), native.module.peek()) {
        (Some(bound), _) => Ok(bound),
        (None, Some(module)) => crate::runtime::import::import(t, &t.str_of(module)),
        (None, None) => Ok(t.none()),
    }
}

fn get_objclass(t: &Thread, this: &Ref) -> PyResult {
    Ok(this.downcast::<Native>().and_then(|n| n.owner.get()).unwrap_or_else(|| t.none()))
}

fn get_text_signature(t: &Thread, this: &Ref) -> PyResult {
    let native = this.downcast::<Native>().expect("checked by the descriptor");
    let s = &native.signature;
    let mut parts: Vec<String> = Vec::new();
    for (i, param) in s.params.iter().enumerate() {
        if i == s.positional && !s.var_positional {
            parts.push("*".to_owned());
        }
        let optional = if i < s.positional { i >= s.required } else { !s.required_keywords[i - s.positional] };
        parts.push(format!(
            "{}{param}{}",
            if i == 0 && s.method { "$" } else { "" },
            if optional { "=None" } else { "" }
        ));
        if i + 1 == s.positional_only {
            parts.push("/".to_owned());
        }
    }
    if s.var_positional {
        parts.insert(s.positional.min(parts.len()), "*args".to_owned());
    }
    if s.var_keyword {
        parts.push("**kwargs".to_owned());
    }
    t.string(format!("({})", parts.join(", ")))
}

/// A function of a module is found by its name alone, a method through its object or class.
fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let native = a.get(0).downcast::<Native>().expect("checked by the type");
    let name = native.signature.name;
    match native.bound.get().or_else(|| native.owner.get()) {
        Some(holder) if holder.downcast::<super::module::Module>().is_none() => by_name(t, holder, name),
        _ => t.str(name),
    }
}

const FUNCTION_GETSET: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: get_name, set: None },
    GetSetDef { name: "__qualname__", get: get_qualname, set: None },
    GetSetDef { name: "__module__", get: get_module, set: None },
    GetSetDef { name: "__doc__", get: get_doc, set: None },
    GetSetDef { name: "__self__", get: get_self, set: None },
    GetSetDef { name: "__text_signature__", get: get_text_signature, set: None },
];

const DESCRIPTOR_GETSET: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: get_name, set: None },
    GetSetDef { name: "__qualname__", get: get_qualname, set: None },
    GetSetDef { name: "__doc__", get: get_doc, set: None },
    GetSetDef { name: "__objclass__", get: get_objclass, set: None },
    GetSetDef { name: "__text_signature__", get: get_text_signature, set: None },
];

const SLOTS: Slots = Slots { repr: Some(repr), call: Some(call), descr_get: Some(descr_get), ..Slots::EMPTY };

/// `types.BuiltinFunctionType`.
pub static NATIVE_FUNCTION: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    kind: kind::NATIVE,
    flags: super::class::flags::HAS_WEAKREF,
    slots: Slots { hash: Some(hash), compare: Some(compare), ..SLOTS },
    methods: natives!["__reduce__(self, /)" => reduce],
    getset: FUNCTION_GETSET,
    ..TypeDef::EMPTY
};

/// `types.MethodDescriptorType`.
pub static METHOD_DESCRIPTOR: TypeDef = TypeDef {
    name: "method_descriptor",
    kind: kind::NATIVE,
    slots: SLOTS,
    methods: natives!["__reduce__(self, /)" => reduce],
    getset: DESCRIPTOR_GETSET,
    ..TypeDef::EMPTY
};

/// Bound methods are equal when they bind the same method to the same object.
fn compare(t: &Thread, a: &Ref, b: &Ref, op: crate::bytecode::CompareOp) -> PyResult {
    use crate::bytecode::CompareOp;
    let (Some(x), Some(y)) = (a.downcast::<Native>(), b.downcast::<Native>()) else { return Ok(t.not_implemented()) };
    let same = a.is(b)
        || match (x.bound.peek(), y.bound.peek()) {
            (Some(p), Some(q)) => p.is(q) && std::ptr::fn_addr_eq(x.function, y.function),
            _ => false,
        };
    match op {
        CompareOp::Eq => Ok(t.bool(same)),
        CompareOp::Ne => Ok(t.bool(!same)),
        _ => Ok(t.not_implemented()),
    }
}

fn hash(_t: &Thread, this: &Ref) -> PyResult<i64> {
    let native = this.downcast::<Native>().expect("a native function");
    let object = native.bound.load();
    let part = if object.is_null() { this.value().address() as i64 } else { object.address() as i64 };
    Ok((part >> 4) ^ (native.function as usize as i64 >> 4))
}

/// How a native method with this binding is kept in a class namespace.
pub fn class_entry(t: &Thread, def: &'static NativeDef, class: &Ref) -> PyResult<(Ref, Ref)> {
    let native = t.new_native(def, Some(class), None)?;
    let (name, binding) = {
        let body = native.downcast::<Native>().expect("just made");
        (t.intern(body.signature.name), body.signature.binding)
    };
    let entry = match binding {
        Binding::Instance => native,
        Binding::Static => super::descriptor::static_method(t, native)?,
        Binding::Class => super::descriptor::class_method(t, native)?,
    };
    Ok((name, entry))
}
