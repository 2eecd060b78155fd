//! Attribute access: the generic lookup, descriptors, special methods.

use crate::memory::{Own, Ref};
use crate::object::class::{Type, flags};
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::method::BoundMethod;
use crate::object::native::Native;
use crate::runtime::{PyResult, Raised, Thread};

impl Thread {
    /// `object.name`.
    pub fn getattr(&self, object: &Ref, name: &str) -> PyResult {
        self.getattr_ref(object, &self.intern(name))
    }

    /// `object.name` for an interned name.
    pub fn getattr_ref(&self, object: &Ref, name: &Ref) -> PyResult {
        let found = match self.type_of(object).slots().getattr {
            Some(getattr) => getattr(self, object, name),
            None => self.generic_getattr(object, name),
        };
        if let Err(raised) = &found {
            ex::complete_attribute_error(self, raised, object, name);
        }
        found
    }

    /// `getattr(object, name, None)`, telling absence from None.
    pub fn getattr_opt(&self, object: &Ref, name: &str) -> PyResult<Option<Ref>> {
        let name = self.intern(name);
        self.getattr_opt_ref(object, &name)
    }

    /// As `getattr_opt`, for an interned name. Makes no exception where the lookup is the generic one.
    pub fn getattr_opt_ref(&self, object: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
        if self.type_of(object).slots().getattr.is_none() {
            return match self.find_generic(object, name) {
                Err(raised) if self.raised_is(&raised, &ex::ATTRIBUTE_ERROR) => Ok(None),
                found => found,
            };
        }
        self.catch(self.getattr_ref(object, name), &ex::ATTRIBUTE_ERROR)
    }

    /// `object.__getattribute__(name)`.
    pub fn generic_getattr(&self, object: &Ref, name: &Ref) -> PyResult {
        match self.find_generic(object, name)? {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(object, name)),
        }
    }

    /// The generic lookup: data descriptors of the class, then the instance, then the class.
    pub fn find_generic(&self, object: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
        let class = self.type_of(object);
        let in_class = class.lookup(name);
        if let Some(attribute) = &in_class {
            let slots = self.type_of(attribute).slots();
            if slots.descr_set.is_some()
                && let Some(get) = slots.descr_get
            {
                return get(self, attribute, Some(object), &self.type_ref(object)).map(Some);
            }
        }
        if let Some(attributes) = self.attributes_of(object) {
            if let Some(value) = attributes.get(self, name) {
                return Ok(Some(value));
            }
        } else if let Some(value) = self.own_dict_get(object, name) {
            return Ok(Some(value));
        }
        match in_class {
            Some(attribute) => self.bind(&attribute, object).map(Some),
            None => Ok(None),
        }
    }

    /// Builtin objects with a namespace of their own that is no attribute area: functions and modules.
    fn own_dict_get(&self, object: &Ref, name: &Ref) -> Option<Ref> {
        let dict = self.own_dict(object)?;
        dict.get_interned(name)
    }

    /// The dict of a function, a native function's or the like, if it has one already.
    pub fn own_dict(&self, object: &Ref) -> Option<Own<crate::object::dict::Dict>> {
        use crate::object::function::Function;
        use crate::object::module::Module;
        let slot = match object.value().kind().layout() {
            kind::FUNCTION => &object.downcast::<Function>()?.dict,
            kind::MODULE => &object.downcast::<Module>()?.dict,
            kind::STATIC_METHOD | kind::CLASS_METHOD => crate::object::descriptor::method_dict(object)?,
            _ => return None,
        };
        Some(crate::object::instance::own_dict(slot.get()?))
    }

    /// What reading a class attribute through an instance gives: `attribute.__get__(object, type(object))`.
    #[inline]
    pub fn bind(&self, attribute: &Ref, object: &Ref) -> PyResult {
        match attribute.value().kind() {
            kind::FUNCTION => self.new_bound_method(attribute.clone(), object.clone()),
            _ => match self.type_of(attribute).slots().descr_get {
                Some(get) => get(self, attribute, Some(object), &self.type_ref(object)),
                None => Ok(attribute.clone()),
            },
        }
    }

    /// The `AttributeError` for a missing attribute.
    #[cold]
    pub fn no_attribute(&self, object: &Ref, name: &Ref) -> Raised {
        let text = self.str_of(name).into_owned();
        let message = if let Some(class) = object.downcast::<Type>() {
            format!("type object '{}' has no attribute '{text}'", self.class_name(class))
        } else if let Some(module) = object.downcast::<crate::object::module::Module>() {
            module.missing_message(self, &text)
        } else {
            format!("'{}' object has no attribute '{text}'", self.type_name(object))
        };
        let raised = self.attribute_error(message);
        ex::set_attribute_error(self, &raised, object, name);
        raised
    }

    /// `object.name = value`, or `del object.name` for `None`.
    pub fn setattr_ref(&self, object: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
        match self.type_of(object).slots().setattr {
            Some(setattr) => setattr(self, object, name, value),
            None => self.generic_setattr(object, name, value),
        }
    }

    /// `object.name = value`.
    pub fn setattr(&self, object: &Ref, name: &str, value: &Ref) -> PyResult<()> {
        self.setattr_ref(object, &self.intern(name), Some(value))
    }

    /// `object.__setattr__(name, value)` or `object.__delattr__(name)`.
    pub fn generic_setattr(&self, object: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
        let class = self.type_of(object);
        let in_class = class.lookup(name);
        if let Some(attribute) = &in_class
            && let Some(set) = self.type_of(attribute).slots().descr_set
        {
            return set(self, attribute, object, value);
        }
        if class.has(flags::HAS_DICT) {
            if let Some(attributes) = self.attributes_of(object) {
                let old = match value {
                    Some(value) => {
                        attributes.set(self, class, name, value.clone())?;
                        return Ok(());
                    }
                    None => attributes.remove(self, class, name)?,
                };
                return match old {
                    Some(_) => Ok(()),
                    None => Err(self.no_attribute(object, name)),
                };
            }
            let dict = self.ensure_own_dict(object)?;
            return match value {
                Some(value) => dict.set_interned(self, name, value.clone()).map(drop),
                None => match dict.remove_interned(self, name) {
                    Some(_) => Ok(()),
                    None => Err(self.no_attribute(object, name)),
                },
            };
        }
        let text = self.str_of(name);
        let class_name = self.type_name(object);
        let message = match in_class {
            Some(_) => format!("'{class_name}' object attribute '{text}' is read-only"),
            None if self.has_no_dict_message(class) => {
                format!("'{class_name}' object has no attribute '{text}' and no __dict__ for setting new attributes")
            }
            None => format!("'{class_name}' object has no attribute '{text}'"),
        };
        let raised = self.attribute_error(message);
        ex::set_attribute_error(self, &raised, object, name);
        Err(raised)
    }

    fn has_no_dict_message(&self, class: &Type) -> bool {
        class.slots().setattr.is_none()
    }

    /// As `own_dict`, for objects that have one when they are asked for it.
    pub fn ensure_own_dict(&self, object: &Ref) -> PyResult<Own<crate::object::dict::Dict>> {
        use crate::object::descriptor;
        if let Some(dict) = self.own_dict(object) {
            return Ok(dict);
        }
        let (slot, dict) =
            match (object.downcast::<crate::object::function::Function>(), descriptor::method_dict(object)) {
                (Some(function), _) => (Some(&function.dict), self.new_dict()?),
                (None, Some(slot)) => (Some(slot), descriptor::new_method_dict(self, object)?),
                (None, None) => (None, self.new_dict()?),
            };
        // Another thread's stays.
        drop(slot.map(|slot| slot.replace_if(None, dict.clone())));
        Ok(self.own_dict(object).unwrap_or_else(|| crate::object::instance::own_dict(dict)))
    }

    /// A special method, looked up on the class only and bound to the object.
    pub fn lookup_special(&self, object: &Ref, name: &str) -> PyResult<Option<Ref>> {
        self.lookup_special_ref(object, &self.intern(name))
    }

    /// As `lookup_special`, for an interned name.
    pub fn lookup_special_ref(&self, object: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
        match self.class_attribute(self.type_of(object), name) {
            Some(attribute) => self.bind(&attribute, object).map(Some),
            None => Ok(None),
        }
    }

    /// Calls a special method of the object's class; `None` when the class has none.
    pub fn call_special(&self, object: &Ref, name: &Ref, args: &[Ref]) -> PyResult<Option<Ref>> {
        let Some(attribute) = self.class_attribute(self.type_of(object), name) else { return Ok(None) };
        self.call_unbound(&attribute, object, args).map(Some)
    }

    /// As [`Type::lookup`], without its lock where this thread has looked lately.
    fn class_attribute(&self, class: &Type, name: &Ref) -> Option<Ref> {
        let (version, address) = (class.version(), name.value().address() as usize);
        if version != 0
            && let Some(index) = self.specials.find(version, address)
            && let Some(found) = class.resolved_at(version, index)
        {
            // SAFETY: alive until the next safepoint.
            return Some(unsafe { Ref::copy_of(found) });
        }
        let (found, place) = class.resolve(name);
        if found.is_some() && place.version != 0 {
            self.specials.remember(place.version, address, place.index);
        }
        found
    }

    /// Calls a class attribute as a method of `object`, without making a bound method where possible.
    pub fn call_unbound(&self, attribute: &Ref, object: &Ref, args: &[Ref]) -> PyResult {
        if attribute.value().kind() == kind::FUNCTION || is_native_method(attribute) {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(object.clone());
            all.extend_from_slice(args);
            return self.call(attribute, &all);
        }
        self.call(&self.bind(attribute, object)?, args)
    }

    /// `object.name(args…)`.
    pub fn call_method(&self, object: &Ref, name: &str, args: &[Ref]) -> PyResult {
        let name = self.intern(name);
        self.call_method_ref(object, &name, args)
    }

    /// As `call_method`, for an interned name.
    pub fn call_method_ref(&self, object: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
        match self.find_method(object, name)? {
            (attribute, true) => self.call_unbound(&attribute, object, args),
            (bound, false) => self.call(&bound, args),
        }
    }

    /// What `LOAD_METHOD` needs: a function to be called with the object first (true), or an attribute that is complete.
    pub fn find_method(&self, object: &Ref, name: &Ref) -> PyResult<(Ref, bool)> {
        let class = self.type_of(object);
        if class.slots().getattr.is_some() {
            return Ok((self.getattr_ref(object, name)?, false));
        }
        let Some(attribute) = class.lookup(name) else {
            return Ok((self.generic_getattr(object, name)?, false));
        };
        if attribute.value().kind() == kind::FUNCTION || is_native_method(&attribute) {
            let shadowing = match self.attributes_of(object) {
                Some(attributes) => attributes.get(self, name),
                None => self.own_dict_get(object, name),
            };
            return Ok(shadowing.map_or((attribute, true), |value| (value, false)));
        }
        Ok((self.generic_getattr(object, name)?, false))
    }

    /// A method bound to an object.
    pub fn new_bound_method(&self, function: Ref, object: Ref) -> PyResult {
        BoundMethod::make(self, function, object)
    }
}

/// Is this a native method, which binds as a Python function does?
pub fn is_native_method(attribute: &Ref) -> bool {
    attribute.downcast_exact::<Native>().is_some_and(Native::is_method)
}
