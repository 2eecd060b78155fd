//! Native functions and methods as objects, and the wrappers that make slots callable as dunder methods.

use super::boxed::Trace;
use super::class::Type;
use super::kind;
use super::slots::Slots;
use super::typedef::{GetSetDef, TypeDef};
use crate::config;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value, header};
use crate::runtime::native::{Binding, CallArgs, Fits, NativeDef, NativeFn, Signature};
use crate::runtime::{PyResult, Thread};

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
        let owner = if self.signature.method { self.owner_name_if_needed(t, &args) } else { None };
        self.signature.bind_and_call(t, self.function, args, owner.as_deref())
    }

    fn owner_name_if_needed(&self, t: &Thread, args: &CallArgs<'_>) -> Option<String> {
        // Only error messages want it.
        let fits = args.names.is_empty()
            && args.values.len() >= self.signature.required
            && args.values.len() <= self.signature.positional;
        if fits { None } else { self.owner_name(t) }
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
    match native.owner_name(t) {
        Some(owner) => t.string(format!("{}.{}", owner.rsplit('.').next().unwrap_or(&owner), native.signature.name)),
        None => t.str(native.signature.name),
    }
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
    Ok(native.bound.get().or_else(|| native.module.get()).unwrap_or_else(|| t.none()))
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

const GETSET: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: get_name, set: None },
    GetSetDef { name: "__qualname__", get: get_qualname, set: None },
    GetSetDef { name: "__module__", get: get_module, set: None },
    GetSetDef { name: "__doc__", get: get_doc, set: None },
    GetSetDef { name: "__self__", get: get_self, set: None },
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
    getset: GETSET,
    ..TypeDef::EMPTY
};

/// `types.MethodDescriptorType`.
pub static METHOD_DESCRIPTOR: TypeDef =
    TypeDef { name: "method_descriptor", kind: kind::NATIVE, slots: SLOTS, getset: GETSET, ..TypeDef::EMPTY };

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

/// The payload of a slot wrapper: a dunder method of a builtin type that calls a slot.
pub struct Wrapper {
    /// The dunder's name.
    pub name: &'static str,
    /// The type whose slot it is.
    pub owner: Slot,
    /// Calls the slot: the object first, then the arguments.
    pub call: fn(&Thread, &Wrapper, CallArgs<'_>) -> PyResult,
    /// The slots of the owner, so that `base.__add__(x, y)` does what the base does.
    pub slots: Slots,
    /// For a bound wrapper (`(1).__add__`): the object.
    pub bound: Slot,
}

// SAFETY: the kind is this payload's alone; every slot is visited.
unsafe impl Payload for Wrapper {
    const KIND: Kind = kind::WRAPPER;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.owner.trace(visit);
        self.bound.trace(visit);
    }
}

fn wrapper_repr(t: &Thread, this: &Ref) -> PyResult {
    let wrapper = this.downcast::<Wrapper>().expect("a wrapper");
    let text = match wrapper.bound.peek() {
        Some(bound) => format!(
            "<method-wrapper '{}' of {} object at {:#x}>",
            wrapper.name,
            t.type_name(bound),
            bound.value().address() as usize
        ),
        None => {
            let owner = wrapper.owner.peek().and_then(|o| o.downcast::<Type>()).map(|c| t.class_name(c));
            format!("<slot wrapper '{}' of '{}' objects>", wrapper.name, owner.unwrap_or_default())
        }
    };
    t.string(text)
}

fn wrapper_get(t: &Thread, this: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    let Some(object) = object else { return Ok(this.clone()) };
    let wrapper = this.downcast::<Wrapper>().expect("a wrapper");
    if !wrapper.bound.load().is_null() {
        return Ok(this.clone());
    }
    let bound = Wrapper {
        name: wrapper.name,
        owner: Slot::from(wrapper.owner.get()),
        call: wrapper.call,
        slots: wrapper.slots,
        bound: Slot::new(object.clone()),
    };
    Ok(Object::allocate(&t.base, t.types().wrapper.as_ptr(), bound)?)
}

fn wrapper_call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    let wrapper = this.downcast::<Wrapper>().expect("a wrapper");
    let mut values;
    let args = match wrapper.bound.peek() {
        Some(bound) => {
            values = Vec::with_capacity(args.values.len() + 1);
            values.push(bound.clone());
            values.extend_from_slice(args.values);
            CallArgs { values: &values, names: args.names }
        }
        None => args,
    };
    let Some(object) = args.positionals().first() else {
        let owner = wrapper.owner.peek().and_then(|o| o.downcast::<Type>()).map(|c| t.class_name(c));
        return Err(t.type_error(format!(
            "descriptor '{}' of '{}' object needs an argument",
            wrapper.name,
            owner.unwrap_or_default()
        )));
    };
    if let Some(owner) = wrapper.owner.peek().and_then(|o| o.downcast::<Type>())
        && !t.type_of(object).is_subclass(owner)
    {
        return Err(t.type_error(format!(
            "descriptor '{}' requires a '{}' object but received a '{}'",
            wrapper.name,
            t.class_name(owner),
            t.type_name(object)
        )));
    }
    (wrapper.call)(t, wrapper, args)
}

fn wrapper_name(t: &Thread, this: &Ref) -> PyResult {
    t.str(this.downcast::<Wrapper>().expect("checked by the descriptor").name)
}

fn wrapper_qualname(t: &Thread, this: &Ref) -> PyResult {
    let wrapper = this.downcast::<Wrapper>().expect("checked by the descriptor");
    let owner = wrapper.owner.peek().and_then(|o| o.downcast::<Type>()).map(|c| t.class_name(c)).unwrap_or_default();
    t.string(format!("{owner}.{}", wrapper.name))
}

fn wrapper_self(t: &Thread, this: &Ref) -> PyResult {
    match this.downcast::<Wrapper>().and_then(|w| w.bound.get()) {
        Some(bound) => Ok(bound),
        None => Err(t.no_attribute(this, &t.intern("__self__"))),
    }
}

fn wrapper_objclass(t: &Thread, this: &Ref) -> PyResult {
    Ok(this.downcast::<Wrapper>().and_then(|w| w.owner.get()).unwrap_or_else(|| t.none()))
}

/// `types.WrapperDescriptorType`.
pub static WRAPPER: TypeDef = TypeDef {
    name: "wrapper_descriptor",
    kind: kind::WRAPPER,
    slots: Slots { repr: Some(wrapper_repr), call: Some(wrapper_call), descr_get: Some(wrapper_get), ..Slots::EMPTY },
    getset: &[
        GetSetDef { name: "__name__", get: wrapper_name, set: None },
        GetSetDef { name: "__qualname__", get: wrapper_qualname, set: None },
        GetSetDef { name: "__self__", get: wrapper_self, set: None },
        GetSetDef { name: "__objclass__", get: wrapper_objclass, set: None },
    ],
    ..TypeDef::EMPTY
};

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
