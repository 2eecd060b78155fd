//! Statements, but for those that guard code (`handler`) and those that define something (`define`).

use rcpy_syntax::ast::*;

use super::konst::NameUse;
use super::scope::ScopeKind;
use super::store::simple_slice;
use super::unit::{Block, BlockKind, Label};
use super::{Compiler, Result, fold, unparse};
use crate::bytecode::{BinaryOp, Const, Op};

/// Deepest nesting of loops, `try` and `with` in one function, as in CPython.
const MAX_BLOCKS: usize = 20;

impl<'a> Compiler<'a> {
    /// A sequence of statements.
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Result<()> {
        for stmt in body {
            self.stmt(stmt)?;
            self.check_size(stmt.span)?;
        }
        Ok(())
    }

    /// Statements typed at a prompt.
    pub(super) fn interactive(&mut self, body: &'a [Stmt]) -> Result<()> {
        self.prints = true;
        self.body(body)
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Result<()> {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(e) => self.expr_stmt(e),
            StmtKind::Assign(a) => self.assignment(a),
            StmtKind::AugAssign(a) => self.augmented(a, span),
            StmtKind::AnnAssign(a) => self.annotated(a, span),
            StmtKind::If(i) => self.if_stmt(i),
            StmtKind::For(f) if f.is_async => self.async_for(f, span),
            StmtKind::For(f) => self.for_stmt(f),
            StmtKind::While(w) => self.while_stmt(w, span),
            StmtKind::Return(value) => self.return_stmt(value.as_deref(), span),
            StmtKind::FunctionDef(f) => self.function_def(f, span),
            StmtKind::ClassDef(c) => self.class_def(c, span),
            StmtKind::Try(t) => self.try_stmt(t, span),
            StmtKind::With(w) => self.with_stmt(w, &w.items, span),
            StmtKind::Match(m) => self.match_stmt(m),
            StmtKind::Raise(r) => {
                let mut count = 0;
                for e in [&r.exc, &r.cause].into_iter().flatten() {
                    self.expr(e)?;
                    count += 1;
                }
                self.unit.op(Op::RAISE, count, span);
                Ok(())
            }
            StmtKind::Assert(a) => self.assert_stmt(a, span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Import(names) => names.iter().try_for_each(|a| self.import(a, span)),
            StmtKind::ImportFrom(i) => self.import_from(i, span),
            StmtKind::Break => self.leave_loop(span, true),
            StmtKind::Continue => self.leave_loop(span, false),
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Pass => Ok(()),
        }
    }

    fn expr_stmt(&mut self, e: &'a Expr) -> Result<()> {
        if self.prints && self.outer.is_empty() {
            self.expr(e)?;
            self.unit.op(Op::PRINT_EXPR, 0, e.span);
            return Ok(());
        }
        if matches!(e.kind, ExprKind::Constant(_)) {
            return Ok(());
        }
        self.expr(e)?;
        self.unit.op(Op::POP, 0, e.span);
        Ok(())
    }

    fn assignment(&mut self, a: &'a Assign) -> Result<()> {
        if let ([target], ExprKind::Tuple(values)) = (a.targets.as_slice(), &a.value.kind)
            && let ExprKind::Tuple(targets) | ExprKind::List(targets) = &target.kind
            && targets.len() == values.len()
            && (2..=3).contains(&targets.len())
            && !targets.iter().chain(values).any(super::is_starred)
        {
            return self.parallel(targets, values, target.span);
        }
        self.expr(&a.value)?;
        let Some((last, others)) = a.targets.split_last() else {
            unreachable!("an assignment has a target");
        };
        for target in others {
            self.unit.op(Op::COPY, 1, a.value.span);
            self.assign(target)?;
        }
        self.assign(last)
    }

    /// `a, b = x, y` and the same with three: no tuple is made.
    fn parallel(&mut self, targets: &'a [Expr], values: &'a [Expr], span: Span) -> Result<()> {
        values.iter().try_for_each(|v| self.expr(v))?;
        let mut slots = Vec::with_capacity(3);
        for target in targets {
            match self.fast_local(target) {
                Some(slot) if !slots.contains(&slot) => slots.push(slot),
                _ => break,
            }
        }
        if slots.len() == targets.len() {
            // Different fast locals: the order of the stores cannot be seen.
            return targets.iter().rev().try_for_each(|t| self.assign(t));
        }
        self.unit.op(Op::SWAP, targets.len() as u32, span);
        targets.iter().try_for_each(|t| self.assign(t))
    }

    fn inplace(&mut self, op: Operator, span: Span) {
        let op = fold::binary_op(op);
        match op {
            BinaryOp::Add => self.unit.op(Op::INPLACE_ADD, 0, span),
            BinaryOp::Sub => self.unit.op(Op::INPLACE_SUB, 0, span),
            BinaryOp::Mul => self.unit.op(Op::INPLACE_MUL, 0, span),
            _ => self.unit.op(Op::INPLACE, op as u32, span),
        }
    }

    fn augmented(&mut self, a: &'a AugAssign, span: Span) -> Result<()> {
        let target = &a.target;
        match &target.kind {
            ExprKind::Name(name) => {
                self.load_name(*name, target.span)?;
                self.expr(&a.value)?;
                self.inplace(a.op, span);
                self.store_name(*name, target.span)
            }
            ExprKind::Attribute(attribute) => {
                self.context.check_binding(attribute.attr.name, target.span)?;
                self.note_static_attribute(&attribute.value, attribute.attr.name);
                // Reading a fast local twice is cheaper than copying it, if nothing rebinds it between.
                let twice = self.fast_local(&attribute.value).is_some() && binds_nothing(&a.value);
                self.expr(&attribute.value)?;
                if !twice {
                    self.unit.op(Op::COPY, 1, target.span);
                }
                self.attribute_op(Op::LOAD_ATTR, attribute.attr.name, target.span);
                self.expr(&a.value)?;
                self.inplace(a.op, span);
                if twice {
                    self.expr(&attribute.value)?;
                } else {
                    self.unit.op(Op::SWAP, 2, target.span);
                }
                self.attribute_op(Op::STORE_ATTR, attribute.attr.name, target.span);
                Ok(())
            }
            ExprKind::Subscript(s) => {
                self.expr(&s.value)?;
                if let Some(slice) = simple_slice(&s.index) {
                    self.bounds(slice, s.index.span)?;
                    (0..3).for_each(|_| self.unit.op(Op::COPY, 3, target.span));
                    self.unit.op(Op::SLICE, 0, target.span);
                    self.expr(&a.value)?;
                    self.inplace(a.op, span);
                    (2..=4).rev().for_each(|n| self.unit.op(Op::SWAP, n, target.span));
                    self.unit.op(Op::STORE_SLICE, 0, target.span);
                    return Ok(());
                }
                let simple_index = matches!(s.index.kind, ExprKind::Constant(_)) || self.fast_local(&s.index).is_some();
                let twice = simple_index && self.fast_local(&s.value).is_some() && binds_nothing(&a.value);
                self.index(&s.index)?;
                if !twice {
                    (0..2).for_each(|_| self.unit.op(Op::COPY, 2, target.span));
                }
                self.unit.op(Op::SUBSCR, 0, target.span);
                self.expr(&a.value)?;
                self.inplace(a.op, span);
                if twice {
                    self.expr(&s.value)?;
                    self.index(&s.index)?;
                } else {
                    (2..=3).rev().for_each(|n| self.unit.op(Op::SWAP, n, target.span));
                }
                self.unit.op(Op::STORE_SUBSCR, 0, target.span);
                Ok(())
            }
            _ => self.error("illegal expression for augmented assignment", target.span),
        }
    }

    /// Pushes an annotation: its value, or its text when they are not evaluated.
    pub(super) fn annotation(&mut self, e: &'a Expr) -> Result<()> {
        if self.future_annotations {
            let text = unparse::expression(e, &self.context.names);
            self.load_const(Const::Str(text.into()), e.span);
            return Ok(());
        }
        if let ExprKind::Starred(inner) = &e.kind {
            // `*args: *Ts` has the one item of the unpacked value as its annotation.
            self.expr(inner)?;
            self.unit.op(Op::UNPACK_SEQUENCE, 1, e.span);
            return Ok(());
        }
        self.expr(e)
    }

    fn annotated(&mut self, a: &'a AnnAssign, span: Span) -> Result<()> {
        let in_function = self.scopes.get(self.unit.scope).kind.is_function();
        if let Some(value) = &a.value {
            self.expr(value)?;
            self.assign(&a.target)?;
        }
        match &a.target.kind {
            ExprKind::Name(name) if a.simple => {
                if a.value.is_none() {
                    self.context.check_binding(*name, span)?;
                }
                if in_function {
                    return Ok(());
                }
                self.annotation(&a.annotation)?;
                self.load_name(self.known.annotations, span)?;
                let mangled = self.context.mangle(self.unit.private, *name);
                let text = self.context.names.get(mangled).into();
                self.load_const(Const::Str(text), span);
                self.unit.op(Op::STORE_SUBSCR, 0, span);
                return Ok(());
            }
            ExprKind::Attribute(t) if a.value.is_none() => {
                self.expr(&t.value)?;
                self.unit.op(Op::POP, 0, span);
            }
            ExprKind::Subscript(s) if a.value.is_none() => {
                self.expr(&s.value)?;
                self.unit.op(Op::POP, 0, span);
                self.index(&s.index)?;
                self.unit.op(Op::POP, 0, span);
            }
            _ => {}
        }
        if !in_function && !self.future_annotations {
            self.expr(&a.annotation)?;
            self.unit.op(Op::POP, 0, span);
        }
        Ok(())
    }

    fn if_stmt(&mut self, i: &'a If) -> Result<()> {
        let end = self.unit.label();
        let mut branches =
            std::iter::once((&i.test, &i.body)).chain(i.elifs.iter().map(|e| (&e.test, &e.body))).peekable();
        while let Some((test, body)) = branches.next() {
            let is_last = branches.peek().is_none() && i.orelse.is_empty();
            let next = if is_last { end } else { self.unit.label() };
            self.jump_if(test, next, false)?;
            self.body(body)?;
            if !is_last {
                self.unit.jump(Op::JUMP, end, test.span);
                self.unit.place(next);
            }
        }
        self.body(&i.orelse)?;
        self.unit.place(end);
        Ok(())
    }

    /// Opens a block.
    pub(super) fn push_block(&mut self, block: Block<'a>, span: Span) -> Result<()> {
        if self.unit.blocks.len() >= MAX_BLOCKS {
            return self.error("too many statically nested blocks", span);
        }
        self.unit.blocks.push(block);
        Ok(())
    }

    fn while_stmt(&mut self, w: &'a While, span: Span) -> Result<()> {
        let head = self.unit.here();
        let orelse = self.unit.label();
        let exit = self.unit.label();
        let outer = self.unit.handler;
        self.push_block(Block { kind: BlockKind::While { head, exit }, outer }, span)?;
        self.jump_if(&w.test, orelse, false)?;
        self.body(&w.body)?;
        self.unit.jump(Op::JUMP_BACK, head, w.test.span);
        self.unit.blocks.pop();
        self.unit.place(orelse);
        self.body(&w.orelse)?;
        self.unit.place(exit);
        Ok(())
    }

    fn for_stmt(&mut self, f: &'a For) -> Result<()> {
        let span = f.iter.span;
        self.iterable(&f.iter)?;
        self.unit.op(Op::GET_ITER, 0, span);
        let head = self.unit.here();
        let orelse = self.unit.label();
        let exit = self.unit.label();
        let outer = self.unit.handler;
        self.push_block(Block { kind: BlockKind::For { head, exit }, outer }, span)?;
        self.unit.jump(Op::FOR_ITER, orelse, span);
        self.assign(&f.target)?;
        self.body(&f.body)?;
        self.unit.jump(Op::JUMP_BACK, head, span);
        self.unit.blocks.pop();
        self.unit.place(orelse);
        self.body(&f.orelse)?;
        self.unit.place(exit);
        Ok(())
    }

    fn async_for(&mut self, f: &'a For, span: Span) -> Result<()> {
        if !self.in_async_function() {
            return self.error("'async for' outside async function", span);
        }
        let at = f.iter.span;
        self.expr(&f.iter)?;
        self.unit.op(Op::GET_AITER, 0, at);
        let head = self.unit.here();
        let exit = self.unit.label();
        let outer = self.unit.handler;
        self.push_block(Block { kind: BlockKind::For { head, exit }, outer }, span)?;
        let ended = self.async_next(at);
        self.assign(&f.target)?;
        self.body(&f.body)?;
        self.unit.jump(Op::JUMP_BACK, head, at);
        self.unit.blocks.pop();
        self.unit.place(ended);
        self.unit.op(Op::END_ASYNC_FOR, 0, at);
        self.body(&f.orelse)?;
        self.unit.place(exit);
        Ok(())
    }

    /// [ait] -> [ait, next item]; goes to the returned label with [ait, exception] when it fails.
    pub(super) fn async_next(&mut self, span: Span) -> Label {
        let (ended, outer) = self.unit.guard(0);
        self.unit.op(Op::GET_ANEXT, 0, span);
        self.await_loop(span);
        self.unit.handler = outer;
        ended
    }

    /// Whether the unit is an `async def`, or an async comprehension in one.
    pub(super) fn in_async_function(&self) -> bool {
        let scope = self.scopes.get(self.unit.scope);
        scope.kind == ScopeKind::AsyncFunction
    }

    fn return_stmt(&mut self, value: Option<&'a Expr>, span: Span) -> Result<()> {
        let scope = self.scopes.get(self.unit.scope);
        if !scope.kind.is_function() {
            return self.error("'return' outside function", span);
        }
        if value.is_some() && scope.kind == ScopeKind::AsyncFunction && scope.is_generator {
            return self.error("'return' with value in async generator", span);
        }
        let constant = match value {
            None => Some(Const::None),
            Some(e) => self.constant_of(e),
        };
        match (constant, value) {
            (Some(constant), _) => {
                let saved = self.unit.handler;
                self.unwind_all(false, span)?;
                let k = self.unit.k.constant(constant);
                self.unit.op(Op::RETURN_CONST, k, span);
                self.unit.handler = saved;
            }
            (None, Some(e)) => {
                self.expr(e)?;
                let saved = self.unit.handler;
                self.unwind_all(true, span)?;
                self.unit.op(Op::RETURN, 0, span);
                self.unit.handler = saved;
            }
            (None, None) => unreachable!("no value means the constant None"),
        }
        Ok(())
    }

    fn leave_loop(&mut self, span: Span, is_break: bool) -> Result<()> {
        let saved = self.unit.handler;
        let Some((head, exit, has_iterator)) = self.unwind_to_loop(span)? else {
            let message = if is_break { "'break' outside loop" } else { "'continue' not properly in loop" };
            return self.error(message, span);
        };
        if is_break {
            if has_iterator {
                self.unit.op(Op::POP, 0, span);
            }
            self.unit.jump(Op::JUMP, exit, span);
        } else {
            self.unit.jump(Op::JUMP_BACK, head, span);
        }
        self.unit.handler = saved;
        Ok(())
    }

    fn assert_stmt(&mut self, a: &'a Assert, span: Span) -> Result<()> {
        if self.context.options.optimize > 0 {
            return Ok(());
        }
        let end = self.unit.label();
        self.jump_if(&a.test, end, true)?;
        self.unit.op(Op::LOAD_ASSERTION_ERROR, 0, span);
        if let Some(msg) = &a.msg {
            self.unit.op(Op::PREPARE_CALL, 0, span);
            self.expr(msg)?;
            self.unit.op(Op::CALL, 1, span);
        }
        self.unit.op(Op::RAISE, 1, a.test.span);
        self.unit.place(end);
        Ok(())
    }

    fn import(&mut self, alias: &'a Alias, span: Span) -> Result<()> {
        self.load_const(Const::Int(0), span);
        self.load_const(Const::None, span);
        let k = self.unit.k.name(&self.context.names, alias.name, NameUse::Plain);
        self.unit.op(Op::IMPORT_NAME, k, span);
        let Some(asname) = alias.asname else {
            let first = self.context.first_part(alias.name);
            return self.store_name(first, span);
        };
        let full = self.context.names.get(alias.name).to_owned();
        for part in full.split('.').skip(1) {
            let part = self.context.names.intern(part);
            let k = self.unit.k.name(&self.context.names, part, NameUse::Plain);
            self.unit.op(Op::IMPORT_FROM, k, span);
            self.unit.op(Op::SWAP, 2, span);
            self.unit.op(Op::POP, 0, span);
        }
        self.store_name(asname, span)
    }

    fn import_from(&mut self, i: &'a ImportFrom, span: Span) -> Result<()> {
        self.load_const(Const::Int(i64::from(i.level)), span);
        let names = i.names.iter().map(|a| Const::Str(self.context.names.get(a.name).into())).collect();
        self.load_const(Const::Tuple(names), span);
        let module = match i.module {
            // The module's first statements have been checked before.
            Some(module)
                if i.level == 0 && span.start >= self.futures_end && self.context.names.get(module) == "__future__" =>
            {
                return self.error("from __future__ imports must occur at the beginning of the file", span);
            }
            Some(module) => module,
            None => self.context.names.intern(""),
        };
        let k = self.unit.k.name(&self.context.names, module, NameUse::Plain);
        self.unit.op(Op::IMPORT_NAME, k, span);
        for alias in &i.names {
            if self.context.names.get(alias.name) == "*" {
                self.unit.op(Op::IMPORT_STAR, 0, span);
                return Ok(());
            }
            let k = self.unit.k.name(&self.context.names, alias.name, NameUse::Plain);
            self.unit.op(Op::IMPORT_FROM, k, span);
            let name = alias.asname.unwrap_or(alias.name);
            self.context.check_binding(name, span)?;
            self.store_name(name, alias.span)?;
        }
        self.unit.op(Op::POP, 0, span);
        Ok(())
    }
}

/// Whether evaluating an expression surely rebinds no local of the frame (only `:=` could).
fn binds_nothing(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Name(_) | ExprKind::Constant(_) => true,
        ExprKind::Attribute(a) => binds_nothing(&a.value),
        ExprKind::Subscript(s) => binds_nothing(&s.value) && binds_nothing(&s.index),
        ExprKind::UnaryOp(_, v) => binds_nothing(v),
        ExprKind::BinOp(b) => binds_nothing(&b.left) && b.rest.iter().all(|s| binds_nothing(&s.right)),
        ExprKind::Compare(c) => binds_nothing(&c.left) && c.rest.iter().all(|s| binds_nothing(&s.right)),
        ExprKind::Call(c) => {
            binds_nothing(&c.func)
                && c.args.iter().all(binds_nothing)
                && c.keywords.iter().all(|k| binds_nothing(&k.value))
        }
        _ => false,
    }
}
