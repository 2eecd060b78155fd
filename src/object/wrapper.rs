//! Slot wrappers: a builtin type's slots as dunder methods.
//!
//! `add_wrappers` puts one into the type's namespace for each slot that is set; read through an instance it is bound
//! (`method-wrapper`).

use super::boxed::Trace;
use super::class::Type;
use super::dunder::{BINARY, COMPARE};
use super::kind;
use super::slots::Slots;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::natives;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Raised, Thread};

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
    Ok(Object::allocate(&t.base, t.types().method_wrapper.as_ptr(), bound)?)
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

/// Is this a slot wrapper, of whatever slot?
pub fn is_wrapper(attribute: &Ref) -> bool {
    attribute.downcast_exact::<Wrapper>().is_some()
}

/// Is this the `__new__` of the wrapper's own type?
fn is_builtin_new(t: &Thread, w: &Wrapper, new: &Ref) -> bool {
    let own = w.owner.peek().and_then(|owner| owner.downcast::<Type>());
    own.and_then(|own| own.dict.get_interned(&t.names().__new__)).is_some_and(|own| own.is(new))
}

fn wrapper_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let wrapper = a.get(0).downcast::<Wrapper>().expect("checked by the type");
    let holder = wrapper.bound.get().or_else(|| wrapper.owner.get()).unwrap_or_else(|| t.none());
    super::reduce::by_name(t, holder, wrapper.name)
}

impl Wrapper {
    /// Is it the slot wrapper of this name as the type's namespace has it?
    pub fn stands_for(&self, name: &str) -> bool {
        self.name == name && self.bound.load().is_null()
    }
}

fn wrapper_compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.downcast::<Wrapper>(), b.downcast::<Wrapper>()) else { return Ok(t.not_implemented()) };
    let is = |x: &Slot, y: &Slot| matches!((x.peek(), y.peek()), (Some(x), Some(y)) if x.is(y));
    let same = x.name == y.name && is(&x.owner, &y.owner) && is(&x.bound, &y.bound);
    match op {
        CompareOp::Eq => Ok(t.bool(same)),
        CompareOp::Ne => Ok(t.bool(!same)),
        _ => Ok(t.not_implemented()),
    }
}

fn wrapper_hash(_t: &Thread, this: &Ref) -> PyResult<i64> {
    let wrapper = this.downcast::<Wrapper>().expect("a wrapper");
    let object = wrapper.bound.load();
    Ok((object.bits() >> 4) as i64 ^ wrapper.name.as_ptr() as i64)
}

/// `types.MethodWrapperType`: a wrapper bound to an object.
pub static METHOD_WRAPPER: TypeDef = TypeDef {
    name: "method-wrapper",
    kind: kind::WRAPPER,
    slots: Slots {
        repr: Some(wrapper_repr),
        call: Some(wrapper_call),
        compare: Some(wrapper_compare),
        hash: Some(wrapper_hash),
        ..Slots::EMPTY
    },
    methods: natives!["__reduce__(self, /)" => wrapper_reduce],
    getset: &[
        GetSetDef { name: "__name__", get: wrapper_name, set: None },
        GetSetDef { name: "__qualname__", get: wrapper_qualname, set: None },
        GetSetDef { name: "__self__", get: wrapper_self, set: READONLY_MEMBER },
        GetSetDef { name: "__objclass__", get: wrapper_objclass, set: None },
        GetSetDef { name: "__doc__", get: |t, _| Ok(t.none()), set: None },
    ],
    ..TypeDef::EMPTY
};

/// `types.WrapperDescriptorType`.
pub static WRAPPER: TypeDef = TypeDef {
    name: "wrapper_descriptor",
    kind: kind::WRAPPER,
    slots: Slots { repr: Some(wrapper_repr), call: Some(wrapper_call), descr_get: Some(wrapper_get), ..Slots::EMPTY },
    methods: natives!["__reduce__(self, /)" => wrapper_reduce],
    getset: &[
        GetSetDef { name: "__name__", get: wrapper_name, set: None },
        GetSetDef { name: "__qualname__", get: wrapper_qualname, set: None },
        GetSetDef { name: "__objclass__", get: wrapper_objclass, set: None },
        GetSetDef { name: "__doc__", get: |t, _| Ok(t.none()), set: None },
    ],
    ..TypeDef::EMPTY
};

type WrapperFn = fn(&Thread, &Wrapper, CallArgs<'_>) -> PyResult;

/// Checks the number of a wrapper's arguments, the object not counted.
fn exactly<'a>(t: &Thread, w: &Wrapper, args: CallArgs<'a>, n: usize) -> PyResult<&'a [Ref]> {
    if !args.names.is_empty() {
        return Err(t.type_error(format!("wrapper {}() takes no keyword arguments", w.name)));
    }
    let got = args.values.len() - 1;
    if got != n {
        let plural = if n == 1 { "" } else { "s" };
        // The space that CPython leaves where it has no name.
        let space = match w.name {
            "__setitem__" | "__setattr__" | "__set__" => " ",
            "__mul__" | "__rmul__" | "__imul__" if is_sequence(w) => " ",
            _ => "",
        };
        return Err(t.type_error(format!("{space}expected {n} argument{plural}, got {got}")));
    }
    Ok(args.values)
}

/// As `exactly`, for one argument and an optional second one.
fn one_or_two<'a>(t: &Thread, w: &Wrapper, args: CallArgs<'a>) -> PyResult<&'a [Ref]> {
    match args.values.len() - 1 {
        _ if !args.names.is_empty() => exactly(t, w, args, 1),
        1 | 2 => Ok(args.values),
        // The space in front is CPython's, where a name would stand.
        0 => Err(t.type_error(" expected at least 1 argument, got 0")),
        got => Err(t.type_error(format!(" expected at most 2 arguments, got {got}"))),
    }
}

macro_rules! unary_wrapper {
    ($slot:ident, $convert:expr) => {
        |t, w, args| {
            let a = exactly(t, w, args, 0)?;
            let f = w.slots.$slot.expect("wrappers are made for slots that are set");
            let convert: fn(&Thread, _) -> PyResult = $convert;
            convert(t, f(t, &a[0])?)
        }
    };
}

fn binary_wrapper(t: &Thread, w: &Wrapper, args: CallArgs<'_>) -> PyResult {
    let place = BINARY.iter().position(|(name, _, _)| *name == w.name).expect("an operator's name");
    let op = BinaryOp::ALL[place];
    let a = if op == BinaryOp::Pow {
        let a = one_or_two(t, w, args)?;
        if let [a, b, modulus] = a
            && !modulus.value().is_none(t)
        {
            return crate::object::number::pow_mod(t, a, b, modulus);
        }
        a
    } else {
        exactly(t, w, args, 1)?
    };
    let f = w.slots.binary.expect("wrappers are made for slots that are set");
    let result = f(t, op, &a[0], &a[1])?;
    // What a sequence does is no operator in CPython, and raises by itself.
    if t.is_not_implemented(&result) && is_sequence(w) && matches!(op, BinaryOp::Add | BinaryOp::Mul) {
        return Err(sequence_error(t, op.symbol(), &a[0], &a[1]));
    }
    Ok(result)
}

fn owner_def(w: &Wrapper) -> Option<&'static TypeDef> {
    w.owner.peek().and_then(|o| o.downcast::<Type>()).and_then(|c| c.def)
}

/// Is the wrapper one of a sequence that has `+` and `*` as such?
fn is_sequence(w: &Wrapper) -> bool {
    owner_def(w).is_some_and(|def| {
        matches!(def.name, "str" | "bytes" | "bytearray" | "list" | "tuple" | "collections.deque" | "array.array")
    })
}

fn sequence_error(t: &Thread, symbol: &str, a: &Ref, b: &Ref) -> Raised {
    match symbol.as_bytes()[0] {
        b'*' => t.type_error(format!("'{}' object cannot be interpreted as an integer", t.type_name(b))),
        _ => t.unsupported(symbol, a, b),
    }
}

fn reflected_wrapper(t: &Thread, w: &Wrapper, args: CallArgs<'_>) -> PyResult {
    let a = if w.name == "__rpow__" { one_or_two(t, w, args)? } else { exactly(t, w, args, 1)? };
    let f = w.slots.binary.expect("wrappers are made for slots that are set");
    let place = BINARY.iter().position(|(_, name, _)| *name == w.name).expect("an operator's name");
    let op = BinaryOp::ALL[place];
    let result = f(t, op, &a[1], &a[0])?;
    if t.is_not_implemented(&result) && is_sequence(w) && op == BinaryOp::Mul {
        return Err(sequence_error(t, op.symbol(), &a[0], &a[1]));
    }
    Ok(result)
}

fn inplace_wrapper(t: &Thread, w: &Wrapper, args: CallArgs<'_>) -> PyResult {
    let a = exactly(t, w, args, 1)?;
    let f = w.slots.inplace.expect("wrappers are made for slots that are set");
    let place = BINARY.iter().position(|(_, _, name)| *name == w.name).expect("an operator's name");
    let op = BinaryOp::ALL[place];
    let result = f(t, op, &a[0], &a[1])?;
    if t.is_not_implemented(&result) && is_sequence(w) && matches!(op, BinaryOp::Add | BinaryOp::Mul) {
        return Err(sequence_error(t, op.symbol(), &a[0], &a[1]));
    }
    Ok(result)
}

fn compare_wrapper(t: &Thread, w: &Wrapper, args: CallArgs<'_>) -> PyResult {
    let a = exactly(t, w, args, 1)?;
    let f = w.slots.compare.expect("wrappers are made for slots that are set");
    let place = COMPARE.iter().position(|name| *name == w.name).expect("a comparison's name");
    f(t, &a[0], &a[1], CompareOp::ALL[place])
}

/// What a builtin type adds to the setting of attributes may not be gone round, as by `object.__setattr__` of a class.
fn check_setattr(t: &Thread, w: &Wrapper, object: &Ref) -> PyResult<()> {
    let class = super::class_make::builtin_base(&t.type_ref(object));
    let theirs = class.downcast::<Type>().and_then(|class| class.slots().setattr);
    let same = match (theirs, w.slots.setattr) {
        (Some(theirs), Some(ours)) => std::ptr::fn_addr_eq(theirs, ours),
        (theirs, ours) => theirs.is_none() && ours.is_none(),
    };
    if same {
        return Ok(());
    }
    Err(t.type_error(format!("can't apply this {} to {} object", w.name, t.type_name(object))))
}

/// Is a `__len__` or a sequence's `*` reflected as well? Only types whose operator is symmetric in kind have reflected forms.
fn has_reflected(def_name: &str, place: usize) -> bool {
    let op = BinaryOp::ALL[place];
    match def_name {
        "int" | "float" | "complex" | "bool" => true,
        "str" | "bytes" | "bytearray" => matches!(op, BinaryOp::Mul | BinaryOp::Mod),
        "list" | "tuple" | "collections.deque" => op == BinaryOp::Mul,
        "dict" | "set" | "frozenset" | "type" => !matches!(op, BinaryOp::Mul | BinaryOp::Add | BinaryOp::Mod),
        _ => true,
    }
}

/// The dunder methods that a table of slots gives: names and what they call.
pub fn wrapped_slots(def_name: &'static str, s: &Slots) -> Vec<(&'static str, WrapperFn)> {
    let mut out: Vec<(&'static str, WrapperFn)> = Vec::new();
    let mut add = |on: bool, name: &'static str, f: WrapperFn| {
        if on {
            out.push((name, f));
        }
    };
    add(s.repr.is_some(), "__repr__", unary_wrapper!(repr, |_, v| Ok(v)));
    add(s.str.is_some(), "__str__", unary_wrapper!(str, |_, v| Ok(v)));
    add(s.hash.is_some() && !s.unhashable, "__hash__", unary_wrapper!(hash, |t, v| t.int(v)));
    add(s.iter.is_some(), "__iter__", unary_wrapper!(iter, |_, v| Ok(v)));
    add(
        s.next.is_some(),
        "__next__",
        unary_wrapper!(next, |t, v: Option<Ref>| v.ok_or_else(|| t.stop_iteration(None))),
    );
    add(s.negative.is_some(), "__neg__", unary_wrapper!(negative, |_, v| Ok(v)));
    add(s.positive.is_some(), "__pos__", unary_wrapper!(positive, |_, v| Ok(v)));
    add(s.invert.is_some(), "__invert__", unary_wrapper!(invert, |_, v| Ok(v)));
    add(s.abs.is_some(), "__abs__", unary_wrapper!(abs, |_, v| Ok(v)));
    // Containers have the slot for speed; their truth is their length.
    add(s.bool.is_some() && s.len.is_none(), "__bool__", unary_wrapper!(bool, |t, v| Ok(t.bool(v))));
    add(s.int.is_some(), "__int__", unary_wrapper!(int, |_, v| Ok(v)));
    add(s.index.is_some(), "__index__", unary_wrapper!(index, |_, v| Ok(v)));
    add(s.float.is_some(), "__float__", unary_wrapper!(float, |_, v| Ok(v)));
    add(s.len.is_some(), "__len__", unary_wrapper!(len, |t, v| t.int(v as i64)));
    add(s.r#await.is_some(), "__await__", unary_wrapper!(r#await, |_, v| Ok(v)));
    add(s.aiter.is_some(), "__aiter__", unary_wrapper!(aiter, |_, v| Ok(v)));
    add(s.anext.is_some(), "__anext__", unary_wrapper!(anext, |_, v| Ok(v)));
    add(s.call.is_some(), "__call__", |t, w, args| {
        let f = w.slots.call.expect("wrappers are made for slots that are set");
        f(t, &args.values[0], CallArgs { values: &args.values[1..], names: args.names })
    });
    add(s.getattr.is_some() || def_name == "object", "__getattribute__", |t, w, args| {
        let a = exactly(t, w, args, 1)?;
        let name = attribute_name(t, &a[1])?;
        match w.slots.getattr {
            Some(f) => f(t, &a[0], &name),
            None => t.generic_getattr(&a[0], &name),
        }
    });
    add(s.setattr.is_some() || def_name == "object", "__setattr__", |t, w, args| {
        let a = exactly(t, w, args, 2)?;
        check_setattr(t, w, &a[0])?;
        let name = attribute_name(t, &a[1])?;
        match w.slots.setattr {
            Some(f) => f(t, &a[0], &name, Some(&a[2]))?,
            None => t.generic_setattr(&a[0], &name, Some(&a[2]))?,
        }
        Ok(t.none())
    });
    add(s.setattr.is_some() || def_name == "object", "__delattr__", |t, w, args| {
        let a = exactly(t, w, args, 1)?;
        check_setattr(t, w, &a[0])?;
        let name = attribute_name(t, &a[1])?;
        match w.slots.setattr {
            Some(f) => f(t, &a[0], &name, None)?,
            None => t.generic_setattr(&a[0], &name, None)?,
        }
        Ok(t.none())
    });
    add(s.descr_get.is_some(), "__get__", |t, w, args| {
        let f = w.slots.descr_get.expect("wrappers are made for slots that are set");
        let args = CallArgs::positional(one_or_two(t, w, args)?);
        let object = args.values.get(1).filter(|o| !o.value().is_none(t));
        let owner = args.values.get(2).cloned().unwrap_or_else(|| t.none());
        if object.is_none() && owner.value().is_none(t) {
            return Err(t.type_error("__get__(None, None) is invalid"));
        }
        f(t, &args.values[0], object, &owner)
    });
    add(s.descr_set.is_some(), "__set__", |t, w, args| {
        let a = exactly(t, w, args, 2)?;
        w.slots.descr_set.expect("wrappers are made for slots that are set")(t, &a[0], &a[1], Some(&a[2]))?;
        Ok(t.none())
    });
    add(s.descr_set.is_some(), "__delete__", |t, w, args| {
        let a = exactly(t, w, args, 1)?;
        w.slots.descr_set.expect("wrappers are made for slots that are set")(t, &a[0], &a[1], None)?;
        Ok(t.none())
    });
    add(s.getitem.is_some(), "__getitem__", |t, w, args| {
        let a = exactly(t, w, args, 1)?;
        // The only type whose items are reached by number alone: its slot takes a number.
        if owner_def(w).is_some_and(|def| def.name == "collections.deque") && !t.has_index(&a[1]) {
            return Err(t.type_error(format!("'{}' object cannot be interpreted as an integer", t.type_name(&a[1]))));
        }
        w.slots.getitem.expect("wrappers are made for slots that are set")(t, &a[0], &a[1])
    });
    add(s.setitem.is_some(), "__setitem__", |t, w, args| {
        let a = exactly(t, w, args, 2)?;
        w.slots.setitem.expect("wrappers are made for slots that are set")(t, &a[0], &a[1], Some(&a[2]))?;
        Ok(t.none())
    });
    add(s.setitem.is_some(), "__delitem__", |t, w, args| {
        let a = exactly(t, w, args, 1)?;
        w.slots.setitem.expect("wrappers are made for slots that are set")(t, &a[0], &a[1], None)?;
        Ok(t.none())
    });
    add(s.contains.is_some(), "__contains__", |t, w, args| {
        let a = exactly(t, w, args, 1)?;
        let found = w.slots.contains.expect("wrappers are made for slots that are set")(t, &a[0], &a[1])?;
        Ok(t.bool(found))
    });
    add(s.init.is_some(), "__init__", |t, w, args| {
        let def = w.slots.init.expect("wrappers are made for slots that are set");
        // What a `__new__` of a subclass takes by keyword comes here too.
        let by_new =
            || t.type_of(&args.values[0]).lookup(&t.names().__new__).is_some_and(|new| !is_builtin_new(t, w, &new));
        if owner_def(w).is_some_and(|owner| owner.name == "list") && !args.names.is_empty() && by_new() {
            return super::class_call::call_native_def(t, def, CallArgs::positional(args.positionals()));
        }
        super::class_call::call_native_def(t, def, args)
    });
    for (place, (name, reflected, inplace)) in BINARY.iter().enumerate() {
        let bit = 1u16 << place;
        let binary = s.binary.is_some() && s.binary_mask & bit != 0;
        add(binary, name, binary_wrapper);
        add(binary && has_reflected(def_name, place), reflected, reflected_wrapper);
        add(s.inplace.is_some() && s.inplace_mask & bit != 0, inplace, inplace_wrapper);
    }
    for name in COMPARE {
        add(s.compare.is_some(), name, compare_wrapper);
    }
    out
}

/// Puts the wrappers for `slots` into the namespace of a builtin type.
pub fn add_wrappers(t: &Thread, class: &Ref, def_name: &'static str, slots: &Slots) -> PyResult<()> {
    let body = class.downcast::<Type>().expect("a class");
    for (name, call) in wrapped_slots(def_name, slots) {
        let key = t.intern_immortal(name);
        if body.dict.get_interned(&key).is_some() {
            continue;
        }
        let wrapper = Wrapper { name, owner: Slot::new(class.clone()), call, slots: *slots, bound: Slot::empty() };
        let wrapper = Object::allocate(&t.base, t.types().wrapper.as_ptr(), wrapper)?;
        body.dict.set_interned(t, &key, wrapper)?;
    }
    if slots.unhashable {
        body.dict.set_interned(t, &t.names().__hash__, t.none())?;
    }
    Ok(())
}

/// An attribute name given as an argument.
pub fn attribute_name(t: &Thread, name: &Ref) -> PyResult {
    if name.downcast::<super::string::Str>().is_none() {
        return Err(t.type_error(format!("attribute name must be string, not '{}'", t.type_name(name))));
    }
    Ok(t.intern_ref(name))
}
