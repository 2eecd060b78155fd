//! `isinstance`, `issubclass`, abstract classes.

use super::class::{Type, flags};
use super::tuple::Tuple;
use crate::memory::Ref;
use crate::runtime::{PyResult, Raised, Thread};

/// `isinstance(object, class)`.
pub fn isinstance(t: &Thread, object: &Ref, class: &Ref) -> PyResult<bool> {
    if let Some(body) = class.downcast::<Type>()
        && is_plain(t, class)
    {
        return Ok(is_instance_of(t, object, body));
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
    Err(t.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"))
}

/// `type.__instancecheck__`: by the object's type, or by the class it claims.
pub fn is_instance_of(t: &Thread, object: &Ref, class: &Type) -> bool {
    let ty = t.type_of(object);
    if ty.is_subclass(class) {
        return true;
    }
    // `__class__` may say something else.
    if ty.has(flags::HEAP)
        && let Ok(Some(claimed)) = t.getattr_opt_ref(object, &t.names().__class__)
        && let Some(claimed) = claimed.downcast::<Type>()
    {
        return claimed.is_subclass(class);
    }
    false
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
    if class.downcast::<Type>().is_none() {
        return Err(t.type_error("issubclass() arg 1 must be a class"));
    }
    Err(t.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"))
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
