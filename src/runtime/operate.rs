//! Operators: dispatch between the types of the operands.

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::Ref;
use crate::object::base;
use crate::object::class::Type;
use crate::object::slots::Slots;
use crate::runtime::{PyResult, Raised, Thread};

type CompareSlot = fn(&Thread, &Ref, &Ref, CompareOp) -> PyResult;
type BinarySlot = fn(&Thread, BinaryOp, &Ref, &Ref) -> PyResult;

/// Does a class compare as `object` does?
#[inline]
fn compares_identity(class: &Type) -> bool {
    class.slots().compare.is_some_and(|compare| std::ptr::fn_addr_eq(compare, base::compare as CompareSlot))
}

impl Thread {
    /// Is this the `NotImplemented` object?
    #[inline]
    pub fn is_not_implemented(&self, value: &Ref) -> bool {
        value.value().is_pointer() && value.value().kind() == crate::object::kind::NOT_IMPLEMENTED
    }

    fn binary_slot(slots: &Slots, op: BinaryOp) -> Option<BinarySlot> {
        slots.binary.filter(|_| slots.binary_mask & 1 << op as u16 != 0)
    }

    /// `a op b`.
    pub fn binary(&self, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
        let result = self.try_binary(op, a, b)?;
        if self.is_not_implemented(&result) {
            return Err(self.unsupported(op.symbol(), a, b));
        }
        Ok(result)
    }

    /// As `binary`, but NotImplemented when neither type applies.
    pub fn try_binary(&self, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
        let (left, right) = (self.type_of(a), self.type_of(b));
        let first = Self::binary_slot(left.slots(), op);
        let mut second = if std::ptr::eq(left, right) { None } else { Self::binary_slot(right.slots(), op) };
        if let (Some(f), Some(s)) = (first, second) {
            if std::ptr::fn_addr_eq(f, s) {
                // One function for both types sees both operands.
                second = None;
            } else if right.is_subclass(left) {
                // A subclass overrides what its base does.
                let result = s(self, op, a, b)?;
                if !self.is_not_implemented(&result) {
                    return Ok(result);
                }
                second = None;
            }
        }
        for slot in [first, second].into_iter().flatten() {
            let result = slot(self, op, a, b)?;
            if !self.is_not_implemented(&result) {
                return Ok(result);
            }
        }
        // Sequences concatenate and repeat after numbers had their say.
        Ok(self.not_implemented())
    }

    /// `a op= b`: the value to store.
    pub fn inplace(&self, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
        let slots = self.type_of(a).slots();
        if let Some(inplace) = slots.inplace
            && slots.inplace_mask & 1 << op as u16 != 0
        {
            let result = inplace(self, op, a, b)?;
            if !self.is_not_implemented(&result) {
                return Ok(result);
            }
        }
        let result = self.try_binary(op, a, b)?;
        if self.is_not_implemented(&result) {
            return Err(self.unsupported(&format!("{}=", op.symbol()), a, b));
        }
        Ok(result)
    }

    /// The error for operands that no operator takes.
    #[cold]
    pub fn unsupported(&self, symbol: &str, a: &Ref, b: &Ref) -> Raised {
        let (left, right) = (self.type_name(a), self.type_name(b));
        let has_len_add = |v: &Ref| {
            self.type_of(v).def.is_some_and(|d| matches!(d.name, "collections.deque" | "array.array"))
                || matches!(v.value().kind().layout(), k if [crate::object::kind::STR, crate::object::kind::LIST,
            crate::object::kind::TUPLE, crate::object::kind::BYTES, crate::object::kind::BYTEARRAY].contains(&k))
        };
        // The sequences' own wordings.
        if matches!(symbol, "+" | "+=") && has_len_add(a) {
            return match left.as_str() {
                "bytes" | "bytearray" => self.type_error(format!("can't concat {right} to {left}")),
                _ => self.type_error(format!("can only concatenate {left} (not \"{right}\") to {left}")),
            };
        }
        if matches!(symbol, "*" | "*=") && (has_len_add(a) || has_len_add(b)) {
            let other = if has_len_add(a) { right } else { left };
            return self.type_error(format!("can't multiply sequence by non-int of type '{other}'"));
        }
        if matches!(symbol, "**" | "**=") {
            return self.type_error(
                format!("unsupported operand type(s) for {symbol} or pow(): '{left}' and '{right}'")
                    .replace("**= or pow()", "**="),
            );
        }
        if symbol == ">>" && self.is_print(a) {
            return self.type_error(format!(
                "unsupported operand type(s) for >>: '{left}' and '{right}'. Did you mean \"print(<message>, file=<output_stream>)\"?"
            ));
        }
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
    }

    fn is_print(&self, value: &Ref) -> bool {
        value.downcast::<crate::object::native::Native>().is_some_and(|n| n.signature.name == "print")
    }

    /// `-a`, `+a`, `~a`, `abs(a)` by slot.
    fn unary(&self, a: &Ref, slot: Option<fn(&Thread, &Ref) -> PyResult>, what: &str) -> PyResult {
        match slot {
            Some(f) => f(self, a),
            None => Err(self.type_error(format!("bad operand type for {what}: '{}'", self.type_name(a)))),
        }
    }

    /// `-a`.
    pub fn negative(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots().negative, "unary -")
    }
    /// `+a`.
    pub fn positive(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots().positive, "unary +")
    }
    /// `~a`.
    pub fn invert(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots().invert, "unary ~")
    }
    /// `abs(a)`.
    pub fn abs(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots().abs, "abs()")
    }

    /// `a op b` for a comparison.
    pub fn compare(&self, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
        let (left, right) = (self.type_of(a), self.type_of(b));
        if matches!(op, CompareOp::Eq | CompareOp::Ne) && compares_identity(left) && compares_identity(right) {
            return Ok(self.bool(a.is(b) == (op == CompareOp::Eq)));
        }
        let _depth = self.enter(" in comparison")?;
        let mut tried_reflected = false;
        if !std::ptr::eq(left, right)
            && right.is_subclass(left)
            && let Some(f) = right.slots().compare
        {
            tried_reflected = true;
            let result = f(self, b, a, op.reflected())?;
            if !self.is_not_implemented(&result) {
                return Ok(result);
            }
        }
        if let Some(f) = left.slots().compare {
            let result = f(self, a, b, op)?;
            if !self.is_not_implemented(&result) {
                return Ok(result);
            }
        }
        if !tried_reflected && let Some(f) = right.slots().compare {
            let result = f(self, b, a, op.reflected())?;
            if !self.is_not_implemented(&result) {
                return Ok(result);
            }
        }
        match op {
            CompareOp::Eq => Ok(self.bool(a.is(b))),
            CompareOp::Ne => Ok(self.bool(!a.is(b))),
            _ => Err(self.type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                op.symbol(),
                self.type_name(a),
                self.type_name(b)
            ))),
        }
    }

    /// A comparison's truth.
    pub fn compare_bool(&self, a: &Ref, b: &Ref, op: CompareOp) -> PyResult<bool> {
        let result = self.compare(a, b, op)?;
        self.truth(&result)
    }

    /// Are two elements equal for a container: the same object, or `==`?
    #[inline]
    pub fn equal(&self, a: &Ref, b: &Ref) -> PyResult<bool> {
        if a.is(b) {
            return Ok(true);
        }
        if let (Some(a), Some(b)) = (a.value().as_exact_int(), b.value().as_exact_int()) {
            return Ok(a == b);
        }
        self.compare_bool(a, b, CompareOp::Eq)
    }

    /// `object[key]`.
    pub fn getitem(&self, object: &Ref, key: &Ref) -> PyResult {
        if let Some(getitem) = self.type_of(object).slots().getitem {
            return getitem(self, object, key);
        }
        if let Some(class) = object.downcast::<Type>() {
            if object.is(&self.types().type_.get()) {
                return self.generic_alias(object, key);
            }
            if let Some(method) = class.lookup(&self.names().__class_getitem__).filter(|m| !m.value().is_none(self)) {
                let bound = match self.type_of(&method).slots().descr_get {
                    Some(get) => get(self, &method, None, object)?,
                    None => method,
                };
                return self.call(&bound, std::slice::from_ref(key));
            }
            return Err(self.type_error(format!("type '{}' is not subscriptable", self.class_name(class))));
        }
        Err(self.type_error(format!("'{}' object is not subscriptable", self.type_name(object))))
    }

    /// `object[key] = value`.
    pub fn setitem(&self, object: &Ref, key: &Ref, value: &Ref) -> PyResult<()> {
        match self.type_of(object).slots().setitem {
            Some(setitem) => setitem(self, object, key, Some(value)),
            None => {
                Err(self.type_error(format!("'{}' object does not support item assignment", self.type_name(object))))
            }
        }
    }

    /// `del object[key]`.
    pub fn delitem(&self, object: &Ref, key: &Ref) -> PyResult<()> {
        match self.type_of(object).slots().setitem {
            Some(setitem) => setitem(self, object, key, None),
            None => Err(self.type_error(format!("'{}' object doesn't support item deletion", self.type_name(object)))),
        }
    }

    /// `item in container`.
    pub fn contains(&self, container: &Ref, item: &Ref) -> PyResult<bool> {
        if let Some(contains) = self.type_of(container).slots().contains {
            return contains(self, container, item);
        }
        if self.type_of(container).slots().iter.is_none() && self.type_of(container).slots().getitem.is_none() {
            return Err(self.type_error(format!("argument of type '{}' is not iterable", self.type_name(container))));
        }
        let iterator = match self.iter(container) {
            Err(raised) if self.raised_is(&raised, &crate::object::exception::TYPE_ERROR) => {
                let name = self.type_name(container);
                return Err(self.type_error(format!("argument of type '{name}' is not iterable")));
            }
            iterator => iterator?,
        };
        while let Some(candidate) = self.next(&iterator)? {
            if self.equal(&candidate, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `isinstance(object, class)` for a builtin class, by the MRO.
    #[inline]
    pub fn is_instance(&self, object: &Ref, class: &'static crate::object::typedef::TypeDef) -> bool {
        let ty = self.type_of(object);
        if ty.def.is_some_and(|def| std::ptr::eq(def, class)) {
            return true;
        }
        let class = self.class(class);
        class.downcast::<Type>().is_some_and(|class| ty.is_subclass(class))
    }

    /// `isinstance(object, class)` with `__instancecheck__` and tuples of classes.
    pub fn isinstance(&self, object: &Ref, class: &Ref) -> PyResult<bool> {
        if let Some(class) = class.downcast_exact::<Type>()
            && !class.has(crate::object::class::flags::ABSTRACT)
            && std::ptr::eq(self.type_of(object), class)
        {
            return Ok(true);
        }
        crate::object::class_check::isinstance(self, object, class)
    }

    /// `issubclass(class, other)`.
    pub fn issubclass(&self, class: &Ref, other: &Ref) -> PyResult<bool> {
        crate::object::class_check::issubclass(self, class, other)
    }
}
