//! The collector: the walk over the tree that fills the scope table.
//!
//! It also reports the errors that depend on the order of declarations and uses: a name that is assigned before its
//! `global`, a parameter named twice, `:=` where it may not be, `yield` in a comprehension.

use rcpy_syntax::Symbol;
use rcpy_syntax::ast::*;

use super::scope::flag::{ANNOTATED, ASSIGNED, BOUND, GLOBAL, ITER, NAMED, NONLOCAL, PARAM, USED};
use super::scope::{ScopeId, ScopeKind, Scopes};
use super::{Context, Result, address};

/// The walk's state.
pub(super) struct Collector<'c, 'a> {
    pub context: &'c mut Context<'a>,
    pub scopes: Scopes,
    current: ScopeId,
    /// The class whose private names are mangled.
    private: Option<Symbol>,
    /// How many comprehension iterables are open around the expression.
    in_iterable: u32,
    super_name: Symbol,
    class_cell: Symbol,
    /// Where each `global` and `nonlocal` was declared, for errors that are found later.
    pub declarations: Vec<(ScopeId, Symbol, Span)>,
    future_annotations: bool,
}

impl<'c, 'a> Collector<'c, 'a> {
    /// Starts with the scope of the module itself.
    pub fn new(context: &'c mut Context<'a>, module: &Mod, future_annotations: bool) -> Self {
        let mut scopes = Scopes::default();
        let current = scopes.open(ScopeKind::Module, None, address(module));
        let super_name = context.names.intern("super");
        let class_cell = context.names.intern("__class__");
        Self {
            context,
            scopes,
            current,
            private: None,
            in_iterable: 0,
            super_name,
            class_cell,
            declarations: Vec::new(),
            future_annotations,
        }
    }

    /// Walks the whole tree.
    pub fn module(&mut self, module: &Mod) -> Result<()> {
        match module {
            Mod::Module(body) | Mod::Interactive(body) => self.body(body),
            Mod::Expression(e) => self.expr(e),
        }
    }

    fn kind(&self) -> ScopeKind {
        self.scopes.get(self.current).kind
    }

    fn enter(&mut self, kind: ScopeKind, node: usize) -> ScopeId {
        let outer = self.current;
        self.current = self.scopes.open(kind, Some(outer), node);
        outer
    }

    fn mark(&mut self, name: Symbol, bits: u16) -> Symbol {
        let name = self.context.mangle(self.private, name);
        self.scopes.entry(self.current, name).flags |= bits;
        name
    }

    fn bind(&mut self, name: Symbol) {
        self.mark(name, BOUND | ASSIGNED);
    }

    fn body(&mut self, body: &[Stmt]) -> Result<()> {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    fn exprs(&mut self, list: &[Expr]) -> Result<()> {
        list.iter().try_for_each(|e| self.expr(e))
    }

    fn optional(&mut self, e: Option<&Expr>) -> Result<()> {
        e.map_or(Ok(()), |e| self.expr(e))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<()> {
        match &stmt.kind {
            StmtKind::FunctionDef(f) => self.function(f),
            StmtKind::ClassDef(c) => self.class(c),
            StmtKind::Return(value) => self.optional(value.as_deref()),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.target(t)),
            StmtKind::Assign(a) => {
                a.targets.iter().try_for_each(|t| self.target(t))?;
                self.expr(&a.value)
            }
            StmtKind::AugAssign(a) => {
                self.target(&a.target)?;
                if let ExprKind::Name(name) = a.target.kind {
                    self.mark(name, USED);
                }
                self.expr(&a.value)
            }
            StmtKind::AnnAssign(a) => self.annotated(a),
            StmtKind::For(f) => {
                self.target(&f.target)?;
                self.expr(&f.iter)?;
                self.body(&f.body)?;
                self.body(&f.orelse)
            }
            StmtKind::While(w) => {
                self.expr(&w.test)?;
                self.body(&w.body)?;
                self.body(&w.orelse)
            }
            StmtKind::If(i) => {
                self.expr(&i.test)?;
                self.body(&i.body)?;
                for elif in &i.elifs {
                    self.expr(&elif.test)?;
                    self.body(&elif.body)?;
                }
                self.body(&i.orelse)
            }
            StmtKind::With(w) => {
                for item in &w.items {
                    self.expr(&item.context)?;
                    item.target.as_ref().map_or(Ok(()), |t| self.target(t))?;
                }
                self.body(&w.body)
            }
            StmtKind::Match(m) => {
                self.expr(&m.subject)?;
                for case in &m.cases {
                    self.pattern(&case.pattern)?;
                    self.optional(case.guard.as_ref())?;
                    self.body(&case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise(r) => {
                self.optional(r.exc.as_ref())?;
                self.optional(r.cause.as_ref())
            }
            StmtKind::Try(t) => {
                self.body(&t.body)?;
                for handler in &t.handlers {
                    self.optional(handler.exception.as_ref())?;
                    if let Some(name) = handler.name {
                        self.bind(name.name);
                    }
                    self.body(&handler.body)?;
                }
                self.body(&t.orelse)?;
                self.body(&t.finalbody)
            }
            StmtKind::Assert(a) => {
                self.context.check_assertion(a, stmt.span);
                self.expr(&a.test)?;
                self.optional(a.msg.as_ref())
            }
            StmtKind::Import(names) => {
                for alias in names {
                    self.alias(alias);
                }
                Ok(())
            }
            StmtKind::ImportFrom(i) => self.import_from(i),
            StmtKind::Global(names) => self.global(names, stmt.span),
            StmtKind::Nonlocal(names) => self.nonlocal(names, stmt.span),
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn alias(&mut self, alias: &Alias) {
        let name = match alias.asname {
            Some(name) => name,
            None => self.context.first_part(alias.name),
        };
        self.mark(name, BOUND);
    }

    fn import_from(&mut self, import: &ImportFrom) -> Result<()> {
        for alias in &import.names {
            if alias.asname.is_none() && self.context.names.get(alias.name) == "*" {
                if self.kind() != ScopeKind::Module {
                    return Err(self.context.error("import * only allowed at module level", alias.span));
                }
            } else {
                self.mark(alias.asname.unwrap_or(alias.name), BOUND);
            }
        }
        Ok(())
    }

    fn global(&mut self, names: &[Symbol], span: Span) -> Result<()> {
        for &name in names {
            let mangled = self.context.mangle(self.private, name);
            let flags = self.scopes.flags(self.current, mangled);
            let text = self.context.names.get(name);
            let message = if flags & PARAM != 0 {
                format!("name '{text}' is parameter and global")
            } else if flags & USED != 0 {
                format!("name '{text}' is used prior to global declaration")
            } else if flags & ANNOTATED != 0 {
                format!("annotated name '{text}' can't be global")
            } else if flags & ASSIGNED != 0 {
                format!("name '{text}' is assigned to before global declaration")
            } else if flags & NONLOCAL != 0 {
                format!("name '{text}' is nonlocal and global")
            } else {
                let name = self.mark(name, GLOBAL);
                self.declarations.push((self.current, name, span));
                continue;
            };
            return Err(self.context.error(&message, self.declared(mangled).unwrap_or(span)));
        }
        Ok(())
    }

    fn nonlocal(&mut self, names: &[Symbol], span: Span) -> Result<()> {
        if self.kind() == ScopeKind::Module {
            return Err(self.context.error("nonlocal declaration not allowed at module level", span));
        }
        for &name in names {
            let mangled = self.context.mangle(self.private, name);
            let flags = self.scopes.flags(self.current, mangled);
            let text = self.context.names.get(name);
            let message = if flags & PARAM != 0 {
                format!("name '{text}' is parameter and nonlocal")
            } else if flags & USED != 0 {
                format!("name '{text}' is used prior to nonlocal declaration")
            } else if flags & ANNOTATED != 0 {
                format!("annotated name '{text}' can't be nonlocal")
            } else if flags & ASSIGNED != 0 {
                format!("name '{text}' is assigned to before nonlocal declaration")
            } else if flags & GLOBAL != 0 {
                format!("name '{text}' is nonlocal and global")
            } else {
                let name = self.mark(name, NONLOCAL);
                self.declarations.push((self.current, name, span));
                continue;
            };
            return Err(self.context.error(&message, self.declared(mangled).unwrap_or(span)));
        }
        Ok(())
    }

    /// Where the current scope first declared a name.
    fn declared(&self, name: Symbol) -> Option<Span> {
        self.declarations.iter().find(|d| d.0 == self.current && d.1 == name).map(|d| d.2)
    }

    fn annotated(&mut self, a: &AnnAssign) -> Result<()> {
        if let ExprKind::Name(name) = a.target.kind {
            let mangled = self.context.mangle(self.private, name);
            let flags = self.scopes.flags(self.current, mangled);
            if flags & (GLOBAL | NONLOCAL) != 0 && self.kind() != ScopeKind::Module && a.simple {
                let what = if flags & GLOBAL != 0 { "global" } else { "nonlocal" };
                let message = format!("annotated name '{}' can't be {what}", self.context.names.get(name));
                return Err(self.context.error(&message, a.target.span));
            }
            if a.simple {
                self.mark(name, ANNOTATED | BOUND | ASSIGNED);
            } else if a.value.is_some() {
                self.bind(name);
            }
        } else {
            self.target(&a.target)?;
        }
        // The annotation of a function's local is not evaluated, but the names in it count as used, as in CPython.
        if !self.future_annotations {
            self.expr(&a.annotation)?;
        }
        self.optional(a.value.as_ref())
    }

    fn function(&mut self, f: &FunctionDef) -> Result<()> {
        self.bind(f.name.name);
        self.exprs(&f.decorators)?;
        self.defaults(&f.params)?;
        if !self.future_annotations {
            for p in f.params.iter() {
                self.optional(p.annotation.as_deref())?;
            }
            self.optional(f.returns.as_ref())?;
        }
        let kind = if f.is_async { ScopeKind::AsyncFunction } else { ScopeKind::Function };
        let outer = self.enter(kind, address(f));
        self.parameters(&f.params)?;
        self.body(&f.body)?;
        self.current = outer;
        Ok(())
    }

    fn defaults(&mut self, params: &Parameters) -> Result<()> {
        for p in params.posonly.iter().chain(&params.args).chain(&params.kwonly) {
            self.optional(p.default.as_deref())?;
        }
        Ok(())
    }

    fn parameters(&mut self, params: &Parameters) -> Result<()> {
        for p in params.iter() {
            let name = self.context.mangle(self.private, p.name);
            if self.scopes.flags(self.current, name) & PARAM != 0 {
                let message = format!("duplicate argument '{}' in function definition", self.context.names.get(p.name));
                return Err(self.context.error(&message, p.span));
            }
            self.context.check_binding(p.name, p.span)?;
            self.scopes.entry(self.current, name).flags |= PARAM;
        }
        Ok(())
    }

    fn class(&mut self, c: &ClassDef) -> Result<()> {
        self.bind(c.name.name);
        self.exprs(&c.decorators)?;
        self.exprs(&c.bases)?;
        for k in &c.keywords {
            self.expr(&k.value)?;
        }
        let outer = self.enter(ScopeKind::Class, address(c));
        let private = self.private.replace(c.name.name);
        self.body(&c.body)?;
        self.private = private;
        self.current = outer;
        Ok(())
    }

    /// A target of an assignment or `del`.
    fn target(&mut self, e: &Expr) -> Result<()> {
        match &e.kind {
            ExprKind::Name(name) => {
                self.bind(*name);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|t| self.target(t)),
            ExprKind::Starred(inner) => self.target(inner),
            ExprKind::Subscript(s) => {
                self.expr(&s.value)?;
                self.expr(&s.index)
            }
            _ => self.expr(e),
        }
    }

    /// A target of a comprehension's `for`.
    fn iteration_target(&mut self, e: &Expr) -> Result<()> {
        match &e.kind {
            ExprKind::Name(name) => {
                let mangled = self.context.mangle(self.private, *name);
                if self.scopes.flags(self.current, mangled) & NAMED != 0 {
                    let message = format!(
                        "comprehension inner loop cannot rebind assignment expression target '{}'",
                        self.context.names.get(*name)
                    );
                    return Err(self.context.error(&message, e.span));
                }
                self.mark(*name, BOUND | ITER);
                Ok(())
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|t| self.iteration_target(t)),
            ExprKind::Starred(inner) => self.iteration_target(inner),
            _ => self.expr(e),
        }
    }

    fn pattern(&mut self, p: &Pattern) -> Result<()> {
        match &p.kind {
            PatternKind::Value(e) => self.expr(e),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(items) | PatternKind::Or(items) => items.iter().try_for_each(|p| self.pattern(p)),
            PatternKind::Mapping(m) => {
                self.exprs(&m.keys)?;
                m.patterns.iter().try_for_each(|p| self.pattern(p))?;
                if let Some(name) = m.rest {
                    self.bind(name);
                }
                Ok(())
            }
            PatternKind::Class(c) => {
                self.expr(&c.class)?;
                c.patterns.iter().try_for_each(|p| self.pattern(p))?;
                c.keywords.iter().try_for_each(|(_, p)| self.pattern(p))
            }
            PatternKind::Star(name) => {
                if let Some(name) = name {
                    self.bind(*name);
                }
                Ok(())
            }
            PatternKind::As(inner, name) => {
                inner.as_ref().map_or(Ok(()), |p| self.pattern(p))?;
                if let Some(name) = name {
                    self.bind(*name);
                }
                Ok(())
            }
        }
    }

    fn expr(&mut self, e: &Expr) -> Result<()> {
        match &e.kind {
            ExprKind::Name(name) => {
                self.mark(*name, USED);
                if *name == self.super_name && self.kind().is_function() {
                    let class_cell = self.class_cell;
                    self.scopes.entry(self.current, class_cell).flags |= USED;
                }
                Ok(())
            }
            ExprKind::Constant(_) => Ok(()),
            ExprKind::BoolOp(b) => self.exprs(&b.values),
            ExprKind::Named(n) => self.named(n, e.span),
            ExprKind::BinOp(b) => {
                self.expr(&b.left)?;
                b.rest.iter().try_for_each(|s| self.expr(&s.right))
            }
            ExprKind::UnaryOp(_, v) | ExprKind::Starred(v) => self.expr(v),
            ExprKind::Lambda(l) => {
                self.defaults(&l.params)?;
                let outer = self.enter(ScopeKind::Lambda, address(&**l));
                self.parameters(&l.params)?;
                self.expr(&l.body)?;
                self.current = outer;
                Ok(())
            }
            ExprKind::IfExp(i) => {
                self.expr(&i.test)?;
                self.expr(&i.body)?;
                self.expr(&i.orelse)
            }
            ExprKind::Dict(items) => items.iter().try_for_each(|i| {
                self.optional(i.key.as_ref())?;
                self.expr(&i.value)
            }),
            ExprKind::Set(v) | ExprKind::JoinedStr(v) | ExprKind::List(v) | ExprKind::Tuple(v) => self.exprs(v),
            ExprKind::ListComp(c) => {
                self.comprehension(ScopeKind::ListComp, address(&**c), &c.generators, &c.element, None)
            }
            ExprKind::SetComp(c) => {
                self.comprehension(ScopeKind::SetComp, address(&**c), &c.generators, &c.element, None)
            }
            ExprKind::Generator(c) => {
                self.comprehension(ScopeKind::Generator, address(&**c), &c.generators, &c.element, None)
            }
            ExprKind::DictComp(c) => {
                self.comprehension(ScopeKind::DictComp, address(&**c), &c.generators, &c.key, Some(&c.value))
            }
            ExprKind::Await(v) => {
                self.expr(v)?;
                if self.kind().is_comprehension() {
                    self.scopes.get_mut(self.current).is_async = true;
                }
                Ok(())
            }
            ExprKind::Yield(v) => {
                self.optional(v.as_deref())?;
                self.yields(e.span)
            }
            ExprKind::YieldFrom(v) => {
                self.expr(v)?;
                self.yields(e.span)
            }
            ExprKind::Compare(c) => {
                self.context.check_identity(c, e.span);
                self.expr(&c.left)?;
                c.rest.iter().try_for_each(|s| self.expr(&s.right))
            }
            ExprKind::Call(c) => {
                self.context.check_callee(c);
                self.expr(&c.func)?;
                self.exprs(&c.args)?;
                c.keywords.iter().try_for_each(|k| self.expr(&k.value))
            }
            ExprKind::FormattedValue(f) => {
                self.expr(&f.value)?;
                self.optional(f.format_spec.as_ref())
            }
            ExprKind::Attribute(a) => self.expr(&a.value),
            ExprKind::Subscript(s) => {
                self.context.check_subscript(s, e.span);
                self.expr(&s.value)?;
                self.expr(&s.index)
            }
            ExprKind::Slice(s) => {
                self.optional(s.lower.as_ref())?;
                self.optional(s.upper.as_ref())?;
                self.optional(s.step.as_ref())
            }
        }
    }

    fn yields(&mut self, span: Span) -> Result<()> {
        let place = match self.kind() {
            ScopeKind::ListComp => "list comprehension",
            ScopeKind::SetComp => "set comprehension",
            ScopeKind::DictComp => "dict comprehension",
            ScopeKind::Generator => "generator expression",
            _ => {
                self.scopes.get_mut(self.current).is_generator = true;
                return Ok(());
            }
        };
        Err(self.context.error(&format!("'yield' inside {place}"), span))
    }

    fn named(&mut self, n: &NamedExpr, span: Span) -> Result<()> {
        if self.in_iterable > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(self.context.error(message, span));
        }
        self.context.check_binding(n.target.name, n.target.span)?;
        if self.kind().is_comprehension() {
            self.named_in_comprehension(n)?;
        } else {
            self.bind(n.target.name);
        }
        self.expr(&n.value)
    }

    /// The target belongs to the scope around all comprehensions.
    fn named_in_comprehension(&mut self, n: &NamedExpr) -> Result<()> {
        let name = self.context.mangle(self.private, n.target.name);
        let mut at = self.current;
        while self.scopes.get(at).kind.is_comprehension() {
            if self.scopes.flags(at, name) & ITER != 0 {
                let message = format!(
                    "assignment expression cannot rebind comprehension iteration variable '{}'",
                    self.context.names.get(n.target.name)
                );
                return Err(self.context.error(&message, n.target.span));
            }
            at = self.scopes.get(at).parent.expect("a comprehension has a scope around it");
        }
        let kind = self.scopes.get(at).kind;
        if kind == ScopeKind::Class {
            let message = "assignment expression within a comprehension cannot be used in a class body";
            return Err(self.context.error(message, n.target.span));
        }
        let is_global = kind == ScopeKind::Module || self.scopes.flags(at, name) & GLOBAL != 0;
        self.scopes.entry(at, name).flags |= if is_global { GLOBAL } else { BOUND | ASSIGNED };
        let through = NAMED | if is_global { GLOBAL } else { NONLOCAL };
        let mut inner = self.current;
        while inner != at {
            self.scopes.entry(inner, name).flags |= through;
            inner = self.scopes.get(inner).parent.expect("a comprehension has a scope around it");
        }
        Ok(())
    }

    fn comprehension(
        &mut self,
        kind: ScopeKind,
        node: usize,
        generators: &[Comprehension],
        element: &Expr,
        value: Option<&Expr>,
    ) -> Result<()> {
        let Some((first, others)) = generators.split_first() else {
            unreachable!("a comprehension has at least one `for`");
        };
        self.in_iterable += 1;
        self.expr(&first.iter)?;
        self.in_iterable -= 1;
        let outer = self.enter(kind, node);
        if first.is_async {
            self.scopes.get_mut(self.current).is_async = true;
        }
        self.iteration_target(&first.target)?;
        self.exprs(&first.ifs)?;
        for generator in others {
            self.iteration_target(&generator.target)?;
            self.in_iterable += 1;
            self.expr(&generator.iter)?;
            self.in_iterable -= 1;
            self.exprs(&generator.ifs)?;
            if generator.is_async {
                self.scopes.get_mut(self.current).is_async = true;
            }
        }
        self.optional(value)?;
        self.expr(element)?;
        let is_async = self.scopes.get(self.current).is_async;
        self.current = outer;
        if is_async && kind != ScopeKind::Generator && self.kind().is_comprehension() {
            self.scopes.get_mut(outer).is_async = true;
        }
        Ok(())
    }
}
