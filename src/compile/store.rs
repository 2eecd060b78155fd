//! Names and targets: loading, storing and deleting them, and the layout of a unit's locals.

use rcpy_syntax::Symbol;
use rcpy_syntax::ast::{Expr, ExprKind, Slice, Span};

use super::konst::NameUse;
use super::scope::flag::{BOUND, PARAM, PASS};
use super::scope::{Place, ScopeKind};
use super::{Compiler, Result, is_starred};
use crate::bytecode::{Const, Op};

/// How a unit reaches a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Variable {
    /// A fast local.
    Fast(u32),
    /// The cell in a local.
    Deref(u32),
    /// In a class: its namespace, then the cell in a local.
    ClassDeref(u32),
    /// The globals, then the builtins.
    Global,
    /// The namespace, then the globals and the builtins.
    Name,
}

impl<'a> Compiler<'a> {
    /// Fixes the unit's locals: parameters (or the namespace), variables, comprehension variables, cells, free ones.
    pub(super) fn lay_out_locals(&mut self, params: &[Symbol]) {
        let id = self.unit.scope;
        let is_function = self.scopes.get(id).kind.is_function();
        let namespace = [self.context.names.intern(".namespace")];
        let mut locals = if is_function { params.to_vec() } else { namespace.to_vec() };
        self.unit.bound_at_entry = locals.len() as u32;
        for (i, &name) in params.iter().enumerate() {
            self.scopes.entry(id, name).slot = i as u32;
        }
        let scope = &self.scopes.list[id as usize];
        let entries = &mut self.scopes.entries;
        if is_function {
            for &i in &scope.names {
                let e = &mut entries[i as usize];
                if e.place == Place::Local && e.flags & PARAM == 0 {
                    e.slot = locals.len() as u32;
                    locals.push(e.name);
                }
            }
        }
        self.unit.comp_base = locals.len() as u32;
        locals.extend(scope.comp_slots.iter().map(|s| s.0));
        for &i in &scope.names {
            let e = &mut entries[i as usize];
            if e.place == Place::Cell {
                if e.flags & PARAM == 0 {
                    e.slot = locals.len() as u32;
                    locals.push(e.name);
                }
                self.unit.cells.push(e.slot);
            }
        }
        if scope.needs_class_cell {
            self.unit.cells.push(locals.len() as u32);
            locals.push(self.known.class_cell);
        }
        for &i in &scope.names {
            let e = &mut entries[i as usize];
            if e.place == Place::Free || e.flags & PASS != 0 {
                e.slot = locals.len() as u32;
                locals.push(e.name);
                self.unit.free.push(e.name);
            }
        }
        self.unit.locals = locals;
    }

    /// Where the current unit finds a (mangled) name.
    pub(super) fn variable(&self, name: Symbol) -> Variable {
        for &comp in self.unit.comprehensions.iter().rev() {
            if let Some(e) = self.scopes.find(comp, name)
                && e.flags & BOUND != 0
            {
                return Variable::Fast(self.unit.comp_base + e.slot);
            }
        }
        let scope = self.scopes.get(self.unit.scope);
        let Some(e) = self.scopes.find(self.unit.scope, name) else {
            return if scope.kind.is_function() { Variable::Global } else { Variable::Name };
        };
        match e.place {
            Place::Local if scope.kind.is_function() => Variable::Fast(e.slot),
            Place::Local => Variable::Name,
            Place::Cell => Variable::Deref(e.slot),
            Place::Free if scope.kind == ScopeKind::Class => Variable::ClassDeref(e.slot),
            Place::Free => Variable::Deref(e.slot),
            Place::GlobalExplicit => Variable::Global,
            Place::GlobalImplicit if scope.kind.is_function() => Variable::Global,
            Place::GlobalImplicit => Variable::Name,
        }
    }

    /// The local that holds the cell an inner scope asks for.
    pub(super) fn closure_slot(&self, name: Symbol) -> u32 {
        let scope = self.scopes.get(self.unit.scope);
        if scope.needs_class_cell && name == self.known.class_cell {
            return *self.unit.cells.last().expect("the class cell is the last cell");
        }
        self.scopes.find(self.unit.scope, name).expect("capturing a name enters it in every scope between").slot
    }

    fn mangled(&mut self, name: Symbol) -> Symbol {
        self.context.mangle(self.unit.private, name)
    }

    /// The fast local that an expression names, if it is one.
    pub(super) fn fast_local(&mut self, e: &Expr) -> Option<u32> {
        let ExprKind::Name(name) = e.kind else { return None };
        let name = self.mangled(name);
        match self.variable(name) {
            Variable::Fast(slot) => Some(slot),
            _ => None,
        }
    }

    /// Pushes a name's value.
    pub(super) fn load_name(&mut self, name: Symbol, span: Span) -> Result<()> {
        let name = self.mangled(name);
        let unit = &self.context.names;
        let (op, arg) = match self.variable(name) {
            Variable::Fast(slot) => (Op::LOAD_FAST, slot),
            Variable::Deref(slot) => (Op::LOAD_DEREF, slot),
            Variable::ClassDeref(slot) => {
                let k = self.unit.k.name(unit, name, NameUse::Plain);
                if slot > 0xff || k > 0xffff {
                    return self.error("too many names in a class that uses variables of a function", span);
                }
                (Op::LOAD_CLASS_DEREF, slot | k << 8)
            }
            Variable::Global => (Op::LOAD_GLOBAL, self.unit.k.name(unit, name, NameUse::Global)),
            Variable::Name => (Op::LOAD_NAME, self.unit.k.name(unit, name, NameUse::Name)),
        };
        self.unit.op(op, arg, span);
        Ok(())
    }

    /// Stores the top in a name.
    pub(super) fn store_name(&mut self, name: Symbol, span: Span) -> Result<()> {
        self.context.check_binding(name, span)?;
        let name = self.mangled(name);
        let names = &self.context.names;
        let (op, arg) = match self.variable(name) {
            Variable::Fast(slot) => (Op::STORE_FAST, slot),
            Variable::Deref(slot) | Variable::ClassDeref(slot) => (Op::STORE_DEREF, slot),
            Variable::Global => (Op::STORE_GLOBAL, self.unit.k.site(names, name)),
            Variable::Name => (Op::STORE_NAME, self.unit.k.site(names, name)),
        };
        self.unit.op(op, arg, span);
        Ok(())
    }

    /// Unbinds a name.
    pub(super) fn delete_name(&mut self, name: Symbol, span: Span) -> Result<()> {
        if self.context.names.get(name) == "__debug__" {
            return self.error("cannot delete __debug__", span);
        }
        let name = self.mangled(name);
        let names = &self.context.names;
        let (op, arg) = match self.variable(name) {
            Variable::Fast(slot) => (Op::DELETE_FAST, slot),
            Variable::Deref(slot) | Variable::ClassDeref(slot) => (Op::DELETE_DEREF, slot),
            Variable::Global => (Op::DELETE_GLOBAL, self.unit.k.name(names, name, NameUse::Plain)),
            Variable::Name => (Op::DELETE_NAME, self.unit.k.name(names, name, NameUse::Plain)),
        };
        self.unit.op(op, arg, span);
        Ok(())
    }

    /// An instruction on an attribute, with caches of its own.
    pub(super) fn attribute_op(&mut self, op: Op, name: Symbol, span: Span) {
        let name = self.mangled(name);
        let arg = self.unit.k.site(&self.context.names, name);
        self.unit.op(op, arg, span);
    }

    /// Notes `self.name = …` for the `__static_attributes__` of the class around.
    pub(super) fn note_static_attribute(&mut self, object: &Expr, name: Symbol) {
        if !matches!(object.kind, ExprKind::Name(n) if n == self.known.self_name) {
            return;
        }
        let scopes = &self.scopes;
        let class = self.outer.iter_mut().rev().find(|u| scopes.get(u.scope).kind == ScopeKind::Class);
        if let Some(class) = class
            && !class.static_attributes.contains(&name)
        {
            class.static_attributes.push(name);
        }
    }

    /// Stores the top in a target.
    pub(super) fn assign(&mut self, target: &'a Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Name(name) => self.store_name(*name, target.span),
            ExprKind::Attribute(a) => {
                self.context.check_binding(a.attr.name, target.span)?;
                self.note_static_attribute(&a.value, a.attr.name);
                self.expr(&a.value)?;
                self.attribute_op(Op::STORE_ATTR, a.attr.name, target.span);
                Ok(())
            }
            ExprKind::Subscript(s) => {
                self.expr(&s.value)?;
                if let Some(slice) = simple_slice(&s.index) {
                    self.bounds(slice, s.index.span)?;
                    self.unit.op(Op::STORE_SLICE, 0, target.span);
                } else {
                    self.index(&s.index)?;
                    self.unit.op(Op::STORE_SUBSCR, 0, target.span);
                }
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, target.span),
            ExprKind::Starred(_) => self.error("starred assignment target must be in a list or tuple", target.span),
            _ => self.error("cannot assign to expression", target.span),
        }
    }

    fn unpack(&mut self, items: &'a [Expr], span: Span) -> Result<()> {
        let mut stars = items.iter().enumerate().filter(|(_, e)| is_starred(e));
        match (stars.next(), stars.next()) {
            (None, _) => self.unit.op(Op::UNPACK_SEQUENCE, items.len() as u32, span),
            (Some(_), Some(_)) => return self.error("multiple starred expressions in assignment", span),
            (Some((before, _)), None) => {
                let after = items.len() - before - 1;
                if before > 0xff || after > 0xffff {
                    return self.error("too many expressions in star-unpacking assignment", span);
                }
                self.unit.op(Op::UNPACK_EX, (before | after << 8) as u32, span);
            }
        }
        for item in items {
            match &item.kind {
                ExprKind::Starred(inner) => self.assign(inner)?,
                _ => self.assign(item)?,
            }
        }
        Ok(())
    }

    /// Pushes the bounds of a slice without step.
    pub(super) fn bounds(&mut self, slice: &'a Slice, span: Span) -> Result<()> {
        for bound in [&slice.lower, &slice.upper] {
            match bound {
                Some(e) => self.expr(e)?,
                None => self.load_const(Const::None, span),
            }
        }
        Ok(())
    }

    /// `del target`.
    pub(super) fn delete(&mut self, target: &'a Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(*name, target.span),
            ExprKind::Attribute(a) => {
                self.expr(&a.value)?;
                let name = self.mangled(a.attr.name);
                let arg = self.unit.k.name(&self.context.names, name, NameUse::Plain);
                self.unit.op(Op::DELETE_ATTR, arg, target.span);
                Ok(())
            }
            ExprKind::Subscript(s) => {
                self.expr(&s.value)?;
                self.index(&s.index)?;
                self.unit.op(Op::DELETE_SUBSCR, 0, target.span);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|t| self.delete(t)),
            _ => self.error("cannot delete expression", target.span),
        }
    }
}

/// The slice of `o[a:b]`, which has instructions of its own.
pub(super) fn simple_slice(index: &Expr) -> Option<&Slice> {
    match &index.kind {
        ExprKind::Slice(s) if s.step.is_none() => Some(s),
        _ => None,
    }
}
