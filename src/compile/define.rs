//! Functions, lambdas and classes: what opens a unit of its own.

use std::sync::Arc;

use rcpy_syntax::Symbol;
use rcpy_syntax::ast::*;

use super::konst::NameUse;
use super::scope::{Place, ScopeId, ScopeKind};
use super::unit::Unit;
use super::{Compiler, Result, address, docstring, fold, has_annotations};
use crate::bytecode::code::flags;
use crate::bytecode::{CodeUnit, Const, Op};

impl<'a> Compiler<'a> {
    /// Opens a unit for a scope; `first` is the offset its first line is taken from.
    pub(super) fn enter_unit(&mut self, scope: ScopeId, name: &str, first: u32, private: Option<Symbol>) {
        let qualname = self.qualified_name(scope, name);
        let line = self.context.lines.line(first.min(self.context.source.len() as u32));
        let mut unit = Unit::new(scope, name.into(), qualname, line + self.context.options.first_line);
        unit.private = private;
        let around = self.scopes.get(scope);
        if around.kind.is_function() {
            unit.flags = flags::OPTIMIZED | flags::NEWLOCALS;
        }
        if around.nested {
            unit.flags |= flags::NESTED;
        }
        if self.future_annotations {
            unit.flags |= flags::FUTURE_ANNOTATIONS;
        }
        self.outer.push(std::mem::replace(&mut self.unit, unit));
    }

    fn qualified_name(&mut self, scope: ScopeId, name: &str) -> Box<str> {
        if self.outer.is_empty() {
            return name.into();
        }
        let kind = self.scopes.get(scope).kind;
        if matches!(kind, ScopeKind::Class | ScopeKind::Function | ScopeKind::AsyncFunction) {
            let symbol = self.context.names.intern(name);
            let symbol = self.context.mangle(self.unit.private, symbol);
            let entry = self.scopes.find(self.unit.scope, symbol);
            if entry.is_some_and(|e| e.place == Place::GlobalExplicit) {
                return name.into();
            }
        }
        let outer = &self.unit.qualname;
        if self.scopes.get(self.unit.scope).kind.is_function() {
            format!("{outer}.<locals>.{name}").into()
        } else {
            format!("{outer}.{name}").into()
        }
    }

    /// Finishes the current unit and returns to the one around it.
    pub(super) fn leave_unit(&mut self) -> Result<Arc<CodeUnit>> {
        let code = self.finish_unit()?;
        self.unit = self.outer.pop().expect("every entered unit has one around it");
        Ok(code)
    }

    /// The instructions every function starts with.
    pub(super) fn prologue(&mut self, span: Span) {
        let cells = std::mem::take(&mut self.unit.cells);
        for &cell in &cells {
            self.unit.op(Op::MAKE_CELL, cell, span);
        }
        self.unit.cells = cells;
        let free = self.unit.free.len();
        if free > 0 {
            let first = self.unit.locals.len() - free;
            self.unit.op(Op::COPY_FREE_VARS, first as u32, span);
        }
        let suspends = flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR;
        if self.unit.flags & suspends != 0 {
            self.unit.op(Op::RETURN_GENERATOR, 0, span);
            self.unit.op(Op::POP, 0, span);
        }
    }

    /// Pushes a function made of `code`; what `bits` of MAKE_FUNCTION say is on the stack.
    pub(super) fn make_function(&mut self, code: Arc<CodeUnit>, free: &[Symbol], mut bits: u32, span: Span) {
        if !free.is_empty() {
            for &name in free {
                let slot = self.closure_slot(name);
                self.unit.op(Op::LOAD_CLOSURE, slot, span);
            }
            self.unit.op(Op::BUILD_TUPLE, free.len() as u32, span);
            bits |= 8;
        }
        self.load_const(Const::Code(code), span);
        self.unit.op(Op::MAKE_FUNCTION, bits, span);
    }

    /// Pushes defaults and keyword-only defaults; returns their bits.
    fn defaults(&mut self, params: &'a Parameters, span: Span) -> Result<u32> {
        let mut bits = 0;
        let defaults: Vec<&Expr> =
            params.posonly.iter().chain(&params.args).filter_map(|p| p.default.as_deref()).collect();
        if !defaults.is_empty() {
            let constants: Option<Box<[Const]>> = defaults.iter().map(|e| self.constant_of(e)).collect();
            match constants {
                Some(items) => self.load_const(Const::Tuple(items), span),
                None => {
                    for e in &defaults {
                        self.expr(e)?;
                    }
                    self.unit.op(Op::BUILD_TUPLE, defaults.len() as u32, span);
                }
            }
            bits |= 1;
        }
        let mut count = 0;
        for p in &params.kwonly {
            let Some(default) = p.default.as_deref() else { continue };
            let name = self.context.mangle(self.unit.private, p.name);
            self.load_const(Const::Str(self.context.names.get(name).into()), span);
            self.expr(default)?;
            count += 1;
        }
        if count > 0 {
            self.unit.op(Op::BUILD_MAP, count, span);
            bits |= 2;
        }
        Ok(bits)
    }

    fn annotations(&mut self, f: &'a FunctionDef, span: Span) -> Result<u32> {
        let mut count = 0;
        let p = &f.params;
        let order = p.posonly.iter().chain(&p.args).chain(p.vararg.as_deref()).chain(&p.kwonly);
        for p in order.chain(p.kwarg.as_deref()) {
            let Some(annotation) = p.annotation.as_deref() else { continue };
            let name = self.context.mangle(self.unit.private, p.name);
            self.load_const(Const::Str(self.context.names.get(name).into()), span);
            self.annotation(annotation)?;
            count += 1;
        }
        if let Some(returns) = &f.returns {
            self.load_const(Const::Str("return".into()), span);
            self.annotation(returns)?;
            count += 1;
        }
        if count == 0 {
            return Ok(0);
        }
        self.unit.op(Op::BUILD_MAP, count, span);
        Ok(4)
    }

    /// Sets the parameters of the current unit.
    fn parameters(&mut self, params: &Parameters) {
        let private = self.unit.private;
        let names: Vec<Symbol> = params.iter().map(|p| self.context.mangle(private, p.name)).collect();
        self.unit.posonly_count = params.posonly.len() as u32;
        self.unit.arg_count = (params.posonly.len() + params.args.len()) as u32;
        self.unit.kwonly_count = params.kwonly.len() as u32;
        if params.vararg.is_some() {
            self.unit.flags |= flags::VARARGS;
        }
        if params.kwarg.is_some() {
            self.unit.flags |= flags::VARKEYWORDS;
        }
        self.lay_out_locals(&names);
    }

    /// Pushes the decorators, each ready to be called.
    fn decorators(&mut self, decorators: &'a [Expr]) -> Result<()> {
        for d in decorators {
            self.expr(d)?;
            self.unit.op(Op::PREPARE_CALL, 0, d.span);
        }
        Ok(())
    }

    fn apply_decorators(&mut self, decorators: &'a [Expr]) {
        for d in decorators.iter().rev() {
            self.unit.op(Op::CALL, 1, d.span);
        }
    }

    /// `def` and `async def`.
    pub(super) fn function_def(&mut self, f: &'a FunctionDef, span: Span) -> Result<()> {
        self.context.check_binding(f.name.name, span)?;
        self.decorators(&f.decorators)?;
        let head = Span::new(span.start, span.start);
        let first = f.decorators.first().map_or(span.start, |d| d.span.start);
        let mut bits = self.defaults(&f.params, head)?;
        bits |= self.annotations(f, head)?;

        let scope = self.scopes.of_node(address(f));
        let name: Box<str> = self.context.names.get(f.name.name).into();
        self.enter_unit(scope, &name, first, self.unit.private);
        let is_generator = self.scopes.get(scope).is_generator;
        self.unit.flags |= match (f.is_async, is_generator) {
            (false, false) => 0,
            (false, true) => flags::GENERATOR,
            (true, false) => flags::COROUTINE,
            (true, true) => flags::ASYNC_GENERATOR,
        };
        self.parameters(&f.params);
        let mut body = f.body.as_slice();
        if let Some((doc, _)) = docstring(body) {
            if self.context.options.optimize < 2 {
                self.unit.k.constant(fold::clean_docstring(doc));
                self.unit.flags |= flags::DOCSTRING;
            }
            body = &body[1..];
        }
        let start = Span::new(first, first);
        self.prologue(start);
        self.body(body)?;
        let end = f.body.last().map_or(start, |s| s.span);
        self.load_const_return(Span::new(end.start, end.start));
        let free = self.unit.free.clone();
        let code = self.leave_unit()?;
        self.make_function(code, &free, bits, head);
        self.apply_decorators(&f.decorators);
        self.store_name(f.name.name, span)
    }

    /// `lambda`.
    pub(super) fn lambda(&mut self, l: &'a Lambda, span: Span) -> Result<()> {
        let bits = self.defaults(&l.params, span)?;
        let scope = self.scopes.of_node(address(l));
        self.enter_unit(scope, "<lambda>", span.start, self.unit.private);
        if self.scopes.get(scope).is_generator {
            self.unit.flags |= flags::GENERATOR;
        }
        self.parameters(&l.params);
        self.prologue(Span::new(span.start, span.start));
        self.expr(&l.body)?;
        self.unit.op(Op::RETURN, 0, l.body.span);
        let free = self.unit.free.clone();
        let code = self.leave_unit()?;
        self.make_function(code, &free, bits, span);
        Ok(())
    }

    /// `class`.
    pub(super) fn class_def(&mut self, c: &'a ClassDef, span: Span) -> Result<()> {
        self.context.check_binding(c.name.name, span)?;
        self.decorators(&c.decorators)?;
        let head = Span::new(span.start, span.start);
        let name: Box<str> = self.context.names.get(c.name.name).into();
        let (code, free) = self.class_body(c, &name, span)?;
        self.unit.op(Op::LOAD_BUILD_CLASS, 0, head);
        let simple = !c.bases.iter().any(super::is_starred) && c.keywords.iter().all(|k| k.arg.is_some());
        if simple {
            self.unit.op(Op::PREPARE_CALL, 0, head);
            if !c.keywords.is_empty() {
                self.unit.op(Op::PUSH_NULL, 0, head);
            }
        }
        self.make_function(code, &free, 0, head);
        self.load_const(Const::Str(name), head);
        self.finish_call(2, &c.bases, &c.keywords, head)?;
        self.apply_decorators(&c.decorators);
        self.store_name(c.name.name, span)
    }

    fn class_body(&mut self, c: &'a ClassDef, name: &str, span: Span) -> Result<(Arc<CodeUnit>, Vec<Symbol>)> {
        let first = c.decorators.first().map_or(span.start, |d| d.span.start);
        let scope = self.scopes.of_node(address(c));
        self.enter_unit(scope, name, first, Some(c.name.name));
        self.unit.flags |= flags::NAMESPACE | flags::CLASS_BODY;
        self.lay_out_locals(&[]);
        let start = Span::new(first, first);
        self.prologue(start);
        let module_name = self.context.names.intern("__name__");
        let k = self.unit.k.name(&self.context.names, module_name, NameUse::Name);
        self.unit.op(Op::LOAD_NAME, k, start);
        self.store_known("__module__", start)?;
        let qualname = self.unit.qualname.clone();
        self.load_const(Const::Str(qualname), start);
        self.store_known("__qualname__", start)?;
        let line = i64::from(self.unit.first_line);
        self.load_const(Const::Int(line), start);
        self.store_known("__firstlineno__", start)?;
        if has_annotations(&c.body) {
            self.unit.op(Op::SETUP_ANNOTATIONS, 0, start);
        }
        let body = self.namespace_docstring(&c.body)?;
        self.body(body)?;

        let mut attributes: Vec<Box<str>> =
            self.unit.static_attributes.iter().map(|&s| self.context.names.get(s).into()).collect();
        attributes.sort();
        self.load_const(Const::Tuple(attributes.into_iter().map(Const::Str).collect()), start);
        self.store_known("__static_attributes__", start)?;
        if self.scopes.get(scope).needs_class_cell {
            let slot = self.closure_slot(self.known.class_cell);
            self.unit.op(Op::LOAD_CLOSURE, slot, start);
            self.store_known("__classcell__", start)?;
        }
        self.load_const_return(start);
        let free = self.unit.free.clone();
        Ok((self.leave_unit()?, free))
    }

    /// Stores the top in the class namespace under a name the compiler knows.
    fn store_known(&mut self, name: &str, span: Span) -> Result<()> {
        let name = self.context.names.intern(name);
        let k = self.unit.k.site(&self.context.names, name);
        self.unit.op(Op::STORE_NAME, k, span);
        Ok(())
    }
}
