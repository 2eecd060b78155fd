//! Dunder methods and slots, both ways.
//!
//! A builtin type's slots become visible as dunder methods: `wrappers` makes a wrapper object for each. A class written in Python
//! gets the slots that its dunder methods ask for: `update_slots` takes the base's function where the method found in the MRO is a
//! wrapper of that very slot, and else a function that looks the method up and calls it.

use super::class::{Type, flags};
use super::exception as ex;
use super::native::{Native, Wrapper};
use super::slots::Slots;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref, Slot};
use crate::runtime::native::{Args, CallArgs};
use crate::runtime::{PyResult, Thread};

const BINARY: [(&str, &str, &str); 13] = [
    ("__add__", "__radd__", "__iadd__"),
    ("__sub__", "__rsub__", "__isub__"),
    ("__mul__", "__rmul__", "__imul__"),
    ("__truediv__", "__rtruediv__", "__itruediv__"),
    ("__floordiv__", "__rfloordiv__", "__ifloordiv__"),
    ("__mod__", "__rmod__", "__imod__"),
    ("__pow__", "__rpow__", "__ipow__"),
    ("__lshift__", "__rlshift__", "__ilshift__"),
    ("__rshift__", "__rrshift__", "__irshift__"),
    ("__and__", "__rand__", "__iand__"),
    ("__or__", "__ror__", "__ior__"),
    ("__xor__", "__rxor__", "__ixor__"),
    ("__matmul__", "__rmatmul__", "__imatmul__"),
];

const COMPARE: [&str; 6] = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"];

type WrapperFn = fn(&Thread, &Wrapper, CallArgs<'_>) -> PyResult;

/// Checks the number of a wrapper's arguments, the object not counted.
fn exactly<'a>(t: &Thread, w: &Wrapper, args: CallArgs<'a>, n: usize) -> PyResult<&'a [Ref]> {
    if !args.names.is_empty() {
        return Err(t.type_error(format!("wrapper {}() takes no keyword arguments", w.name)));
    }
    let got = args.values.len() - 1;
    if got != n {
        let plural = if n == 1 { "" } else { "s" };
        return Err(t.type_error(format!("expected {n} argument{plural}, got {got}")));
    }
    Ok(args.values)
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
    if w.name == "__pow__" && args.values.len() == 3 {
        return crate::object::number::pow_mod(t, &args.values[0], &args.values[1], &args.values[2]);
    }
    let a = exactly(t, w, args, 1)?;
    let f = w.slots.binary.expect("wrappers are made for slots that are set");
    let place = BINARY.iter().position(|(name, _, _)| *name == w.name).expect("an operator's name");
    f(t, BinaryOp::ALL[place], &a[0], &a[1])
}

fn reflected_wrapper(t: &Thread, w: &Wrapper, args: CallArgs<'_>) -> PyResult {
    let a = exactly(t, w, args, 1)?;
    let f = w.slots.binary.expect("wrappers are made for slots that are set");
    let place = BINARY.iter().position(|(_, name, _)| *name == w.name).expect("an operator's name");
    f(t, BinaryOp::ALL[place], &a[1], &a[0])
}

fn inplace_wrapper(t: &Thread, w: &Wrapper, args: CallArgs<'_>) -> PyResult {
    let a = exactly(t, w, args, 1)?;
    let f = w.slots.inplace.expect("wrappers are made for slots that are set");
    let place = BINARY.iter().position(|(_, _, name)| *name == w.name).expect("an operator's name");
    f(t, BinaryOp::ALL[place], &a[0], &a[1])
}

fn compare_wrapper(t: &Thread, w: &Wrapper, args: CallArgs<'_>) -> PyResult {
    let a = exactly(t, w, args, 1)?;
    let f = w.slots.compare.expect("wrappers are made for slots that are set");
    let place = COMPARE.iter().position(|name| *name == w.name).expect("a comparison's name");
    f(t, &a[0], &a[1], CompareOp::ALL[place])
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
    add(s.bool.is_some(), "__bool__", unary_wrapper!(bool, |t, v| Ok(t.bool(v))));
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
        let name = attribute_name(t, &a[1])?;
        match w.slots.setattr {
            Some(f) => f(t, &a[0], &name, Some(&a[2]))?,
            None => t.generic_setattr(&a[0], &name, Some(&a[2]))?,
        }
        Ok(t.none())
    });
    add(s.setattr.is_some() || def_name == "object", "__delattr__", |t, w, args| {
        let a = exactly(t, w, args, 1)?;
        let name = attribute_name(t, &a[1])?;
        match w.slots.setattr {
            Some(f) => f(t, &a[0], &name, None)?,
            None => t.generic_setattr(&a[0], &name, None)?,
        }
        Ok(t.none())
    });
    add(s.descr_get.is_some(), "__get__", |t, w, args| {
        let f = w.slots.descr_get.expect("wrappers are made for slots that are set");
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

// --- from dunder methods to slots

/// Calls the class's dunder `name` on `object`.
fn call(t: &Thread, object: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
    match t.call_special(object, name, args)? {
        Some(value) => Ok(value),
        None => Err(t.no_attribute(object, name)),
    }
}

macro_rules! class_unary {
    ($function:ident, $name:ident) => {
        fn $function(t: &Thread, o: &Ref) -> PyResult {
            call(t, o, &t.names().$name, &[])
        }
    };
}
class_unary!(class_repr, __repr__);
class_unary!(class_str, __str__);
class_unary!(class_iter, __iter__);
class_unary!(class_neg, __neg__);
class_unary!(class_pos, __pos__);
class_unary!(class_invert, __invert__);
class_unary!(class_abs, __abs__);
class_unary!(class_await, __await__);
class_unary!(class_aiter, __aiter__);
class_unary!(class_anext, __anext__);
class_unary!(class_index, __index__);

fn class_int(t: &Thread, o: &Ref) -> PyResult {
    call(t, o, &t.names().__int__, &[])
}

fn class_float(t: &Thread, o: &Ref) -> PyResult {
    call(t, o, &t.names().__float__, &[])
}

fn class_hash(t: &Thread, o: &Ref) -> PyResult<i64> {
    let value = call(t, o, &t.names().__hash__, &[])?;
    match t.int_value(&value) {
        Some(_) => {
            if let Some(n) = t.as_i64(&value) {
                return Ok(if n == -1 { -2 } else { n });
            }
            t.hash(&value)
        }
        None => Err(t.type_error("__hash__ method should return an integer")),
    }
}

fn class_bool(t: &Thread, o: &Ref) -> PyResult<bool> {
    let value = call(t, o, &t.names().__bool__, &[])?;
    if value.value().is_true(t) {
        return Ok(true);
    }
    if value.value().is_false(t) {
        return Ok(false);
    }
    Err(t.type_error(format!("__bool__ should return bool, returned {}", t.type_name(&value))))
}

fn class_len(t: &Thread, o: &Ref) -> PyResult<usize> {
    let value = call(t, o, &t.names().__len__, &[])?;
    let n = t.index_object(&value)?;
    match t.as_i64(&n) {
        Some(n) if n >= 0 => Ok(n as usize),
        Some(_) => Err(t.value_error("__len__() should return >= 0")),
        None if t.truth(&t.compare(&n, &t.int(0)?, CompareOp::Lt)?)? => {
            Err(t.value_error("__len__() should return >= 0"))
        }
        None => Err(t.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

fn class_next(t: &Thread, o: &Ref) -> PyResult<Option<Ref>> {
    match call(t, o, &t.names().__next__, &[]) {
        Ok(value) => Ok(Some(value)),
        Err(raised) => Err(raised),
    }
}

fn class_call(t: &Thread, o: &Ref, args: CallArgs<'_>) -> PyResult {
    let Some(method) = t.lookup_special_ref(o, &t.names().__call__)? else {
        return Err(t.type_error(format!("'{}' object is not callable", t.type_name(o))));
    };
    t.call_kw(&method, args)
}

fn class_getattr(t: &Thread, o: &Ref, name: &Ref) -> PyResult {
    let names = t.names();
    let class = t.type_of(o);
    let plain = class.has(flags::PLAIN_GETATTR);
    let found = if plain {
        t.generic_getattr(o, name)
    } else {
        call(t, o, &names.__getattribute__, std::slice::from_ref(name))
    };
    match found {
        Err(raised) if class.has(flags::HAS_GETATTR) && t.raised_is(&raised, &ex::ATTRIBUTE_ERROR) => {
            drop(raised);
            call(t, o, &names.__getattr__, std::slice::from_ref(name))
        }
        found => found,
    }
}

fn class_setattr(t: &Thread, o: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = t.names();
    match value {
        Some(value) => call(t, o, &names.__setattr__, &[name.clone(), value.clone()])?,
        None => call(t, o, &names.__delattr__, std::slice::from_ref(name))?,
    };
    Ok(())
}

fn class_get(t: &Thread, d: &Ref, object: Option<&Ref>, owner: &Ref) -> PyResult {
    let object = object.cloned().unwrap_or_else(|| t.none());
    call(t, d, &t.names().__get__, &[object, owner.clone()])
}

fn class_set(t: &Thread, d: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let (name, text) = match value {
        Some(_) => (&t.names().__set__, "__set__"),
        None => (&t.names().__delete__, "__delete__"),
    };
    let result = match value {
        Some(value) => t.call_special(d, name, &[object.clone(), value.clone()])?,
        None => t.call_special(d, name, std::slice::from_ref(object))?,
    };
    match result {
        Some(_) => Ok(()),
        None => Err(t.attribute_error(text)),
    }
}

fn class_getitem(t: &Thread, o: &Ref, key: &Ref) -> PyResult {
    call(t, o, &t.names().__getitem__, std::slice::from_ref(key))
}

fn class_setitem(t: &Thread, o: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = t.names();
    let result = match value {
        Some(value) => t.call_special(o, &names.__setitem__, &[key.clone(), value.clone()])?,
        None => t.call_special(o, &names.__delitem__, std::slice::from_ref(key))?,
    };
    match result {
        Some(_) => Ok(()),
        None => Err(t.type_error(format!(
            "'{}' object doesn't support item {}",
            t.type_name(o),
            if value.is_some() { "assignment" } else { "deletion" }
        ))),
    }
}

fn class_contains(t: &Thread, o: &Ref, item: &Ref) -> PyResult<bool> {
    let Some(method) = t.type_of(o).lookup(&t.names().__contains__) else {
        return Err(t.type_error(format!("argument of type '{}' is not iterable", t.type_name(o))));
    };
    if method.value().is_none(t) {
        return Err(t.type_error(format!("'{}' object is not a container", t.type_name(o))));
    }
    let value = t.call_unbound(&method, o, std::slice::from_ref(item))?;
    t.truth(&value)
}

fn class_compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let name = t.intern(COMPARE[op as usize]);
    if let Some(method) = t.type_of(a).lookup(&name) {
        let result = t.call_unbound(&method, a, std::slice::from_ref(b))?;
        return Ok(result);
    }
    Ok(t.not_implemented())
}

/// An operator of a class that defines some in Python: its own method, or the other's reflected one.
fn class_binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let (name, reflected, _) = BINARY[op as usize];
    let (left, right) = (t.type_of(a), t.type_of(b));
    let is_ours = |class: &Type| {
        class
            .slots()
            .binary
            .is_some_and(|f| std::ptr::fn_addr_eq(f, class_binary as fn(&Thread, BinaryOp, &Ref, &Ref) -> PyResult))
    };
    let reflect =
        |t: &Thread| -> PyResult<Option<Ref>> { t.call_special(b, &t.intern(reflected), std::slice::from_ref(a)) };
    let mut reflect_done = std::ptr::eq(left, right);
    if is_ours(left) {
        let own = left.lookup(&t.intern(name));
        if !reflect_done && is_ours(right) && right.is_subclass(left) {
            // A subclass that overrides the reflected method goes first.
            let theirs = right.lookup(&t.intern(reflected));
            let same = match (&theirs, left.lookup(&t.intern(reflected))) {
                (Some(x), Some(y)) => x.is(&y),
                (None, _) => true,
                _ => false,
            };
            if !same {
                reflect_done = true;
                if let Some(result) = reflect(t)?
                    && !t.is_not_implemented(&result)
                {
                    return Ok(result);
                }
            }
        }
        if let Some(method) = own {
            let result = t.call_unbound(&method, a, std::slice::from_ref(b))?;
            if !t.is_not_implemented(&result) {
                return Ok(result);
            }
        }
    }
    if is_ours(right)
        && !reflect_done
        && let Some(result) = reflect(t)?
    {
        return Ok(result);
    }
    Ok(t.not_implemented())
}

fn class_inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match t.call_special(a, &t.intern(BINARY[op as usize].2), std::slice::from_ref(b))? {
        Some(result) => Ok(result),
        None => Ok(t.not_implemented()),
    }
}

fn class_del(t: &Thread, o: &Ref) -> PyResult<()> {
    call(t, o, &t.names().__del__, &[]).map(drop)
}

/// The builtin base of a class whose slots it starts from: the first class of the MRO with a description.
fn builtin_base(t: &Thread, class: &Type) -> Slots {
    let mro = class.mro.get();
    let mut slots = Slots::EMPTY;
    if let Some(mro) = mro.as_ref().and_then(|m| m.downcast::<super::tuple::Tuple>()) {
        // From the most general to the most special builtin class.
        for base in mro.items().iter().rev() {
            if let Some(base) = base.downcast::<Type>()
                && let Some(def) = base.def
            {
                inherit(&mut slots, &def.slots);
            }
        }
    }
    let _ = t;
    slots
}

macro_rules! inherit_fields {
    ($to:ident, $from:ident, $($field:ident),*) => { $( if $from.$field.is_some() { $to.$field = $from.$field; } )* };
}

/// Takes over what a more special type sets.
pub fn inherit(to: &mut Slots, from: &Slots) {
    inherit_fields!(
        to, from, repr, str, call, getattr, setattr, descr_get, descr_set, iter, next, negative, positive, invert, abs,
        bool, int, index, float, len, getitem, setitem, contains, r#await, aiter, anext, new, init, del
    );
    if from.compare.is_some() {
        to.compare = from.compare;
        // Comparing by value without hashing makes unhashable, unless the type has a hash of its own.
        if from.hash.is_none() && from.unhashable {
            to.unhashable = true;
        }
    }
    if from.hash.is_some() {
        to.hash = from.hash;
        to.unhashable = false;
    }
    if from.unhashable {
        to.unhashable = true;
    }
    if from.binary.is_some() {
        to.binary = from.binary;
        to.binary_mask |= from.binary_mask;
    }
    if from.inplace.is_some() {
        to.inplace = from.inplace;
        to.inplace_mask |= from.inplace_mask;
    }
}

/// Is the attribute found for a dunder a wrapper of a builtin type's slot?
fn is_wrapper(found: &Option<Ref>) -> bool {
    match found {
        Some(found) => found.downcast_exact::<Wrapper>().is_some(),
        None => false,
    }
}

/// Computes the slots of a class made in Python from its MRO, and the flags that go with them.
pub fn update_slots(t: &Thread, class: &Type) {
    let names = t.names();
    let mut s = builtin_base(t, class);
    let find = |name: &Ref| class.lookup(name);
    // A dunder defined in Python takes its slot; one found as a wrapper leaves the builtin function in place.
    macro_rules! take {
        ($slot:ident, $name:ident, $function:expr) => {
            if let Some(found) = find(&names.$name) {
                match found.downcast_exact::<Wrapper>() {
                    // The function of the type it was taken from; `__str__ = int.__repr__` is no such case.
                    Some(wrapper) if wrapper.name == stringify!($name) => {
                        if wrapper.slots.$slot.is_some() {
                            s.$slot = wrapper.slots.$slot;
                        }
                    }
                    _ => s.$slot = Some($function),
                }
            }
        };
    }
    // Two dunders share a slot: one defined in Python is enough.
    macro_rules! take_either {
        ($slot:ident, $name:ident, $function:expr) => {
            let found = find(&names.$name);
            if found.is_some() && !is_wrapper(&found) {
                s.$slot = Some($function);
            }
        };
    }
    take!(repr, __repr__, class_repr);
    take!(str, __str__, class_str);
    take!(iter, __iter__, class_iter);
    take!(next, __next__, class_next);
    take!(negative, __neg__, class_neg);
    take!(positive, __pos__, class_pos);
    take!(invert, __invert__, class_invert);
    take!(abs, __abs__, class_abs);
    take!(bool, __bool__, class_bool);
    take!(int, __int__, class_int);
    take!(index, __index__, class_index);
    take!(float, __float__, class_float);
    take!(len, __len__, class_len);
    take!(call, __call__, class_call);
    take!(descr_get, __get__, class_get);
    take_either!(descr_set, __set__, class_set);
    take_either!(descr_set, __delete__, class_set);
    take!(getitem, __getitem__, class_getitem);
    take_either!(setitem, __setitem__, class_setitem);
    take_either!(setitem, __delitem__, class_setitem);
    take!(contains, __contains__, class_contains);
    take!(r#await, __await__, class_await);
    take!(aiter, __aiter__, class_aiter);
    take!(anext, __anext__, class_anext);
    take!(del, __del__, class_del);
    // `__iter__ = None` and the like switch a protocol off.
    for (slot, name) in [(&mut s.iter, &names.__iter__), (&mut s.abs, &names.__abs__)] {
        if find(name).is_some_and(|f| f.value().is_none(t)) {
            *slot = None;
        }
    }
    let hash = find(&names.__hash__);
    match &hash {
        Some(value) if value.value().is_none(t) => s.unhashable = true,
        Some(_) if !is_wrapper(&hash) => {
            s.hash = Some(class_hash);
            s.unhashable = false;
        }
        Some(_) => s.unhashable = false,
        None => {}
    }
    if COMPARE.iter().any(|name| {
        let found = find(&t.intern(name));
        found.is_some() && !is_wrapper(&found)
    }) {
        s.compare = Some(class_compare);
    }
    let mut own_binary = false;
    for (place, (name, reflected, inplace)) in BINARY.iter().enumerate() {
        let bit = 1u16 << place;
        for text in [name, reflected] {
            let found = find(&t.intern(text));
            if found.is_some() && !is_wrapper(&found) {
                own_binary = true;
                s.binary_mask |= bit;
            }
        }
        let found = find(&t.intern(inplace));
        if found.is_some() && !is_wrapper(&found) {
            s.inplace = Some(class_inplace);
            s.inplace_mask |= bit;
        }
    }
    if own_binary {
        s.binary = Some(class_binary);
    }
    // Attribute access.
    let getattribute = find(&names.__getattribute__);
    let getattr = find(&names.__getattr__);
    let plain_get = getattribute.is_none() || is_wrapper(&getattribute);
    let mut on = 0;
    if plain_get {
        on |= flags::PLAIN_GETATTR;
    }
    if getattr.is_some() && s.getattr.is_none() || getattr.is_some() && !plain_get {
        on |= flags::HAS_GETATTR;
    }
    if !plain_get || (getattr.is_some() && s.getattr.is_none()) {
        s.getattr = Some(class_getattr);
    }
    let setattr = find(&names.__setattr__);
    let delattr = find(&names.__delattr__);
    if (setattr.is_some() && !is_wrapper(&setattr)) || (delattr.is_some() && !is_wrapper(&delattr)) {
        s.setattr = Some(class_setattr);
    } else {
        on |= flags::PLAIN_SETATTR;
    }
    // Construction: `object.__new__` and a Python `__init__` can be specialised.
    let new = find(&names.__new__);
    let plain_new = new.as_ref().is_some_and(|n| is_object_new(t, n)) && class.instance_kind == super::kind::INSTANCE;
    if plain_new {
        on |= flags::PLAIN_NEW;
    }
    if s.del.is_some() {
        on |= flags::HAS_DEL;
    }
    let off = flags::PLAIN_GETATTR | flags::PLAIN_SETATTR | flags::HAS_GETATTR | flags::PLAIN_NEW | flags::HAS_DEL;
    class.set_flags(on, off);
    class.set_slots(s);
}

/// Is this `object.__new__`?
pub fn is_object_new(t: &Thread, new: &Ref) -> bool {
    let inner = match t.type_of(new).slots().descr_get {
        Some(get) if new.downcast_exact::<super::descriptor::StaticMethod>().is_some() => {
            get(t, new, None, &t.none()).ok()
        }
        _ => Some(new.clone()),
    };
    inner
        .and_then(|n| {
            n.downcast_exact::<Native>()
                .map(|n| std::ptr::fn_addr_eq(n.function, super::base::new as fn(&Thread, Args<'_>) -> PyResult))
        })
        .unwrap_or(false)
}
