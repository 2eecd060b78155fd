//! `isinstance`, `issubclass`, abstract classes.

use super::class::{Type, flags};
use super::kind;
use super::tuple::Tuple;
use crate::memory::Ref;
use crate::runtime::{PyResult, Raised, Thread};

/// `isinstance(object, class)`.
pub fn isinstance(t: &Thread, object: &Ref, class: &Ref) -> PyResult<bool> {
    if class.downcast::<Type>().is_some() && is_plain(t, class) {
        return is_instance_of(t, object, class);
    }
    if let Some(classes) = class.downcast::<Tuple>() {
        let _depth = t.enter(" in __instancecheck__")?;
        for class in classes.items() {
            if isinstance(t, object, class)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    if let Some(check) = t.lookup_special_ref(class, &t.names().__instancecheck__)? {
        let _depth = t.enter(" in __instancecheck__")?;
        let result = t.call(&check, std::slice::from_ref(object))?;
        return t.truth(&result);
    }
    is_instance_of(t, object, class)
}

/// `type.__instancecheck__`: by the object's type, or by the class it claims. What is no class, but has `__bases__`, is looked for among
/// those of the class that the object claims.
pub fn is_instance_of(t: &Thread, object: &Ref, class: &Ref) -> PyResult<bool> {
    let claimed = || t.getattr_opt_ref(object, &t.names().__class__);
    if let Some(body) = class.downcast::<Type>() {
        let ty = t.type_of(object);
        if ty.is_subclass(body) {
            return Ok(true);
        }
        // `__class__` may say something else, except of what has no say in its attributes.
        let proxy = ty.slots().getattr.is_some() && object.kind().is_some_and(|kind| kind.layout() == kind::BOXED);
        if !ty.has(flags::HEAP) && !proxy {
            return Ok(false);
        }
        let claimed = claimed()?;
        return Ok(claimed.and_then(|c| c.downcast::<Type>().map(|c| c.is_subclass(body))).unwrap_or(false));
    }
    check_class(t, class, "isinstance() arg 2 must be a type, a tuple of types, or a union")?;
    match claimed()? {
        Some(claimed) => derives_from(t, &claimed, class),
        None => Ok(false),
    }
}

/// The `__bases__` of a class, or of an object that acts as one.
fn bases_of(t: &Thread, class: &Ref) -> PyResult<Option<Ref>> {
    Ok(t.getattr_opt_ref(class, &t.names().__bases__)?.filter(|bases| bases.downcast::<Tuple>().is_some()))
}

fn check_class(t: &Thread, class: &Ref, message: &str) -> PyResult<()> {
    match bases_of(t, class)? {
        Some(_) => Ok(()),
        None => Err(t.type_error(message)),
    }
}

/// Is `other` the class, or to be found by way of its `__bases__`?
fn derives_from(t: &Thread, class: &Ref, other: &Ref) -> PyResult<bool> {
    let mut class = class.clone();
    loop {
        if class.is(other) {
            return Ok(true);
        }
        // What acts as a class may be among its own bases.
        t.poll()?;
        let Some(bases) = bases_of(t, &class)? else { return Ok(false) };
        match bases.downcast::<Tuple>().map_or(&[][..], Tuple::items) {
            [] => return Ok(false),
            [only] => class = only.clone(),
            several => {
                let _depth = t.enter(" in __issubclass__")?;
                for base in several {
                    if derives_from(t, base, other)? {
                        return Ok(true);
                    }
                }
                return Ok(false);
            }
        }
    }
}

/// `type.__subclasscheck__`, for what acts as a class as well.
pub fn is_subclass_of(t: &Thread, class: &Ref, other: &Ref) -> PyResult<bool> {
    if let (Some(class), Some(other)) = (class.downcast::<Type>(), other.downcast::<Type>()) {
        return Ok(class.is_subclass(other));
    }
    check_class(t, class, "issubclass() arg 1 must be a class")?;
    check_class(t, other, "issubclass() arg 2 must be a class, a tuple of classes, or a union")?;
    derives_from(t, class, other)
}

/// Does the class's metaclass leave instance and subclass checks alone?
fn is_plain(t: &Thread, class: &Ref) -> bool {
    if class.value().type_pointer(t) == t.types().type_.as_ptr() {
        return true;
    }
    let meta = t.type_of(class);
    let names = t.names();
    let native = |name: &Ref| meta.lookup(name).is_none_or(|m| m.downcast_exact::<super::native::Native>().is_some());
    native(&names.__instancecheck__) && native(&names.__subclasscheck__)
}

/// `issubclass(class, other)`.
pub fn issubclass(t: &Thread, class: &Ref, other: &Ref) -> PyResult<bool> {
    if let (Some(a), Some(b)) = (class.downcast::<Type>(), other.downcast::<Type>())
        && is_plain(t, other)
    {
        return Ok(a.is_subclass(b));
    }
    if let Some(classes) = other.downcast::<Tuple>() {
        let _depth = t.enter(" in __subclasscheck__")?;
        for other in classes.items() {
            if issubclass(t, class, other)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    if let Some(check) = t.lookup_special_ref(other, &t.names().__subclasscheck__)? {
        let _depth = t.enter(" in __subclasscheck__")?;
        let result = t.call(&check, std::slice::from_ref(class))?;
        return t.truth(&result);
    }
    is_subclass_of(t, class, other)
}

/// The TypeError for making an instance of an abstract class.
pub fn abstract_error(t: &Thread, class: &Ref) -> Raised {
    let body = class.downcast::<Type>().expect("a class");
    let mut missing: Vec<String> = match t.getattr_opt(class, "__abstractmethods__") {
        Ok(Some(names)) => t.collect(&names).unwrap_or_default().iter().map(|n| format!("'{}'", t.str_of(n))).collect(),
        _ => Vec::new(),
    };
    missing.sort();
    let plural = if missing.len() == 1 { "" } else { "s" };
    t.type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{plural} {}",
        t.class_name(body),
        missing.join(", ")
    ))
}
