//! From dunder methods to slots.
//!
//! A class written in Python gets the slots that its dunder methods ask for: `update_slots` takes the base's function where the
//! method found in the MRO is a wrapper of that very slot (`wrapper.rs`), and else a function that looks the method up and calls it.

use super::class::{Type, flags};
use super::exception as ex;
use super::native::Native;
use super::slots::Slots;
use super::wrapper::Wrapper;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::runtime::native::{Args, CallArgs};
use crate::runtime::{PyResult, Thread};

/// The operators' methods: plain, reflected, in place; by number of the operator.
pub(super) const BINARY: [(&str, &str, &str); 13] = [
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

/// The comparisons' methods, by number of the comparison.
pub(super) const COMPARE: [&str; 6] = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"];

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
class_unary!(class_str, __str__);
class_unary!(class_neg, __neg__);
class_unary!(class_pos, __pos__);
class_unary!(class_invert, __invert__);
class_unary!(class_abs, __abs__);
class_unary!(class_await, __await__);
class_unary!(class_aiter, __aiter__);
class_unary!(class_anext, __anext__);

/// As `call`, for the protocols in which a method that cannot be read, as a property that raises, counts as absent: then `None`.
fn call_if_readable(t: &Thread, object: &Ref, name: &Ref, args: &[Ref]) -> PyResult<Option<Ref>> {
    let Some(method) = t.type_of(object).lookup(name) else { return Ok(None) };
    if method.value().kind() == super::kind::FUNCTION || crate::runtime::attribute::is_native_method(&method) {
        return t.call_unbound(&method, object, args).map(Some);
    }
    match t.bind(&method, object) {
        Ok(bound) => t.call(&bound, args).map(Some),
        Err(_) => Ok(None),
    }
}

fn class_repr(t: &Thread, o: &Ref) -> PyResult {
    match call_if_readable(t, o, &t.names().__repr__, &[])? {
        Some(text) => Ok(text),
        None => t.string(format!("<{} object at {:#x}>", t.type_name(o), super::base::address(o))),
    }
}

fn class_iter(t: &Thread, o: &Ref) -> PyResult {
    match call_if_readable(t, o, &t.names().__iter__, &[])? {
        Some(iterator) => Ok(iterator),
        None => not_iterable(t, o),
    }
}

/// A number that a conversion method may only return as an exact `int` or `float`; a subclass still passes, with a warning.
fn converted(t: &Thread, o: &Ref, value: Ref, name: &str, kind: &Type) -> PyResult {
    let class = t.type_of(&value);
    if std::ptr::eq(class, kind) || !class.is_subclass(kind) {
        return Ok(value);
    }
    let (shown, exact) = (t.class_name(class), t.class_name(kind));
    let method = if exact == "float" { format!("{}.{name}", t.type_name(o)) } else { name.to_owned() };
    let message = format!(
        "{method} returned non-{exact} (type {shown}).  The ability to return an instance of a strict subclass of {exact} \
         is deprecated, and may be removed in a future version of Python."
    );
    crate::stdlib::warnings::warn(t, &ex::DEPRECATION_WARNING, &message, 1)?;
    Ok(value)
}

fn class_index(t: &Thread, o: &Ref) -> PyResult {
    let value = call(t, o, &t.names().__index__, &[])?;
    let int = t.types().int.get();
    converted(t, o, value, "__index__", int.downcast::<Type>().expect("a class"))
}

fn class_int(t: &Thread, o: &Ref) -> PyResult {
    let value = call(t, o, &t.names().__int__, &[])?;
    let int = t.types().int.get();
    converted(t, o, value, "__int__", int.downcast::<Type>().expect("a class"))
}

fn class_float(t: &Thread, o: &Ref) -> PyResult {
    let value = call(t, o, &t.names().__float__, &[])?;
    let float = t.types().float.get();
    converted(t, o, value, "__float__", float.downcast::<Type>().expect("a class"))
}

fn class_hash(t: &Thread, o: &Ref) -> PyResult<i64> {
    let Some(value) = call_if_readable(t, o, &t.names().__hash__, &[])? else {
        return Err(t.type_error(format!("unhashable type: '{}'", t.type_name(o))));
    };
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
        // A metaclass and the like start from what the builtin base does.
        let base = if class.instance_kind == super::kind::INSTANCE { None } else { builtin_base(t, class).getattr };
        base.unwrap_or(Thread::generic_getattr)(t, o, name)
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

/// The Python function that a class iterates or subscripts by, if it is one: `slot` is the class's for `name`.
#[inline]
fn python_method(class: &Type, of_python: bool, name: &Ref) -> Option<Ref> {
    if !of_python {
        return None;
    }
    class.lookup(name).filter(|found| found.value().kind() == super::kind::FUNCTION)
}

/// The `__iter__` of an object, if it is a Python function.
pub fn python_iter(t: &Thread, o: &Ref) -> Option<Ref> {
    let class = t.type_of(o);
    let slot = class.slots().iter?;
    python_method(class, std::ptr::fn_addr_eq(slot, class_iter as fn(&Thread, &Ref) -> PyResult), &t.names().__iter__)
}

/// The `__getitem__` of an object, if it is a Python function.
pub fn python_getitem(t: &Thread, o: &Ref) -> Option<Ref> {
    let class = t.type_of(o);
    let slot = class.slots().getitem?;
    let of_python = std::ptr::fn_addr_eq(slot, class_getitem as fn(&Thread, &Ref, &Ref) -> PyResult);
    python_method(class, of_python, &t.names().__getitem__)
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
    let result = call_if_readable(t, a, &name, std::slice::from_ref(b))?;
    Ok(result.unwrap_or_else(|| t.not_implemented()))
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

/// What `__iter__ = None` asks for: not even the items by number are iterated over.
fn not_iterable(t: &Thread, o: &Ref) -> PyResult {
    Err(t.type_error(format!("'{}' object is not iterable", t.type_name(o))))
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
        to, from, repr, str, call, getattr, setattr, descr_get, descr_set, iter, next, next_pair, negative, positive,
        invert, abs, bool, int, index, float, len, getitem, setitem, contains, r#await, aiter, anext, new, init, del
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

/// The builtin type's own wrapper, if that is what was found for a dunder of the class. `__str__ = int.__repr__` is no such case, nor
/// is a wrapper of a type that the class does not derive from: called, it refuses the object.
fn own_wrapper<'a>(class: &Type, found: &'a Ref, name: &str) -> Option<&'a Wrapper> {
    let wrapper = found.downcast_exact::<Wrapper>().filter(|w| w.stands_for(name))?;
    let owner = wrapper.owner.peek().and_then(|owner| owner.downcast::<Type>())?;
    class.is_subclass(owner).then_some(wrapper)
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
                match own_wrapper(class, &found, stringify!($name).trim_start_matches("r#")) {
                    Some(wrapper) if wrapper.slots.$slot.is_some() => s.$slot = wrapper.slots.$slot,
                    Some(_) => {}
                    None => s.$slot = Some($function),
                }
            }
        };
    }
    let is_wrapper =
        |found: &Option<Ref>, name: &str| found.as_ref().is_some_and(|found| own_wrapper(class, found, name).is_some());
    // Two dunders share a slot: one defined in Python is enough.
    macro_rules! take_either {
        ($slot:ident, $name:ident, $function:expr) => {
            let found = find(&names.$name);
            if found.is_some() && !is_wrapper(&found, stringify!($name)) {
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
    if find(&names.__abs__).is_some_and(|f| f.value().is_none(t)) {
        s.abs = None;
    }
    if find(&names.__iter__).is_some_and(|f| f.value().is_none(t)) {
        s.iter = Some(not_iterable);
    }
    let hash = find(&names.__hash__);
    match &hash {
        Some(value) if value.value().is_none(t) => s.unhashable = true,
        Some(_) if !is_wrapper(&hash, "__hash__") => {
            s.hash = Some(class_hash);
            s.unhashable = false;
        }
        Some(_) => s.unhashable = false,
        None => {}
    }
    // `__eq__ = object.__eq__` in a subclass of a type that compares by value asks for its method too.
    let builtin = s.compare;
    let compares = |wrapper: &Wrapper| match (wrapper.slots.compare, builtin) {
        (Some(one), Some(other)) => std::ptr::fn_addr_eq(one, other),
        _ => false,
    };
    if COMPARE
        .iter()
        .any(|name| find(&t.intern(name)).is_some_and(|found| !own_wrapper(class, &found, name).is_some_and(compares)))
    {
        s.compare = Some(class_compare);
    }
    let mut own_binary = false;
    for (place, (name, reflected, inplace)) in BINARY.iter().enumerate() {
        let bit = 1u16 << place;
        for text in [name, reflected] {
            let found = find(&t.intern(text));
            if found.is_some() && !is_wrapper(&found, text) {
                own_binary = true;
                s.binary_mask |= bit;
            }
        }
        let found = find(&t.intern(inplace));
        if found.is_some() && !is_wrapper(&found, inplace) {
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
    let plain_get = getattribute.is_none() || is_wrapper(&getattribute, "__getattribute__");
    let mut on = 0;
    if plain_get {
        on |= flags::PLAIN_GETATTR;
    }
    if getattr.is_some() {
        on |= flags::HAS_GETATTR;
    }
    if !plain_get || getattr.is_some() {
        s.getattr = Some(class_getattr);
    }
    let setattr = find(&names.__setattr__);
    let delattr = find(&names.__delattr__);
    let own = |found: &Option<Ref>, name: &str| found.is_some() && !is_wrapper(found, name);
    if own(&setattr, "__setattr__") || own(&delattr, "__delattr__") {
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
