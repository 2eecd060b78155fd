//! Bound methods of Python functions (and of any callable put in their place).

use super::boxed::Trace;
use super::kind;
use super::slots::Slots;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::bytecode::CompareOp;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::natives;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of `method` objects.
pub struct BoundMethod {
    function: Slot,
    object: Slot,
}

// SAFETY: the kind is this payload's alone; both slots are visited.
unsafe impl Payload for BoundMethod {
    const KIND: Kind = kind::BOUND_METHOD;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.function.trace(visit);
        self.object.trace(visit);
    }
}

impl BoundMethod {
    /// Makes a method object.
    pub fn make(t: &Thread, function: Ref, object: Ref) -> PyResult {
        let body = BoundMethod { function: Slot::new(function), object: Slot::new(object) };
        Ok(Object::allocate(&t.base, t.types().bound_method.as_ptr(), body)?)
    }

    /// Function and object, borrowed.
    #[inline(always)]
    pub fn words(&self) -> (Value, Value) {
        (self.function.load(), self.object.load())
    }

    /// `__func__`.
    pub fn function(&self) -> Ref {
        self.function.get().expect("set at birth")
    }

    /// `__self__`.
    pub fn object(&self) -> Ref {
        self.object.get().expect("set at birth")
    }
}

fn this(method: &Ref) -> &BoundMethod {
    method.downcast::<BoundMethod>().expect("checked by the type")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    if !t.is_callable(a.get(1)) {
        return Err(t.type_error("first argument must be callable"));
    }
    if a.get(2).value().is_none(t) {
        return Err(t.type_error("instance must not be None"));
    }
    BoundMethod::make(t, a.get(1).clone(), a.get(2).clone())
}

fn repr(t: &Thread, method: &Ref) -> PyResult {
    let body = this(method);
    let function = body.function();
    let name = match t.getattr_opt(&function, "__qualname__")? {
        Some(name) => Some(name),
        None => t.getattr_opt(&function, "__name__")?,
    };
    let name = name.filter(|n| n.as_string().is_some()).map_or_else(|| "?".to_owned(), |n| t.str_of(&n).into_owned());
    let object = t.repr_text(&body.object())?;
    t.string(format!("<bound method {name} of {object}>"))
}

fn hash(t: &Thread, method: &Ref) -> PyResult<i64> {
    let body = this(method);
    let object = body.object().value().bits() as i64;
    Ok((object >> 4) ^ t.hash(&body.function())?)
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<BoundMethod>(), b.downcast::<BoundMethod>()) else {
        return Ok(t.not_implemented());
    };
    let same = x.object().is(&y.object()) && t.equal(&x.function(), &y.function())?;
    Ok(match op {
        CompareOp::Eq => t.bool(same),
        CompareOp::Ne => t.bool(!same),
        _ => t.not_implemented(),
    })
}

fn call(t: &Thread, method: &Ref, args: CallArgs<'_>) -> PyResult {
    let body = this(method);
    let mut values = Vec::with_capacity(args.values.len() + 1);
    values.push(body.object());
    values.extend_from_slice(args.values);
    t.call_kw(&body.function(), CallArgs { values: &values, names: args.names })
}

/// A method has its function's attributes.
fn getattr(t: &Thread, method: &Ref, name: &Ref) -> PyResult {
    if t.type_of(method).lookup(name).is_some() {
        return t.generic_getattr(method, name);
    }
    t.getattr_ref(&this(method).function(), name)
}

fn get_function(_t: &Thread, method: &Ref) -> PyResult {
    Ok(this(method).function())
}

fn get_object(_t: &Thread, method: &Ref) -> PyResult {
    Ok(this(method).object())
}

fn get_doc(t: &Thread, method: &Ref) -> PyResult {
    t.getattr(&this(method).function(), "__doc__")
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let method = this(a.get(0));
    let name = t.getattr(&method.function(), "__name__")?;
    t.pair(super::sequence::builtin(t, "getattr")?, t.pair(method.object(), name)?)
}

/// `types.MethodType`.
pub static BOUND_METHOD: TypeDef = TypeDef {
    name: "method",
    kind: kind::BOUND_METHOD,
    flags: super::class::flags::HAS_WEAKREF,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        call: Some(call),
        getattr: Some(getattr),
        new: Some(&natives!["method(cls, function, instance, /)" => new][0]),
        ..Slots::EMPTY
    },
    // No slot: a method gives itself wherever it is found, so that classes' attributes that are methods stay cached.
    methods: natives![
        "__get__(self, instance, owner=None, /)" => |_, a| Ok(a.get(0).clone()),
        "__reduce__(self, /)" => reduce,
    ],
    getset: &[
        GetSetDef { name: "__func__", get: get_function, set: READONLY_MEMBER },
        GetSetDef { name: "__self__", get: get_object, set: READONLY_MEMBER },
        GetSetDef { name: "__doc__", get: get_doc, set: None },
    ],
    ..TypeDef::EMPTY
};
