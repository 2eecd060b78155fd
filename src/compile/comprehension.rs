//! Comprehensions and generator expressions.
//!
//! A list, set or dict comprehension usually runs in the frame around it, with locals of its own there (PEP 709); it
//! unbinds them at its end, also when it fails. One in a class body, or one whose variables an inner function captures,
//! and every generator expression, is a function of one argument: the first iterable.

use rcpy_syntax::ast::*;

use super::scope::flag::BOUND;
use super::scope::{ScopeId, ScopeKind};
use super::unit::Label;
use super::{Compiler, Result, address};
use crate::bytecode::Op;
use crate::bytecode::code::flags;

/// What a comprehension makes of its items.
#[derive(Clone, Copy)]
struct Shape<'a> {
    kind: ScopeKind,
    generators: &'a [Comprehension],
    element: &'a Expr,
    value: Option<&'a Expr>,
    span: Span,
}

/// An open loop of a comprehension.
enum Loop {
    Sync {
        head: Label,
        next: Label,
        done: Label,
    },
    Async {
        head: Label,
        next: Label,
        ended: Label,
    },
    /// `for x in [value]` is no loop.
    Once {
        next: Label,
    },
}

impl<'a> Compiler<'a> {
    /// `[element for …]`.
    pub(super) fn list_comp(&mut self, c: &'a Comp, span: Span) -> Result<()> {
        let shape =
            Shape { kind: ScopeKind::ListComp, generators: &c.generators, element: &c.element, value: None, span };
        self.comprehension(shape, address(c))
    }

    /// `{element for …}`.
    pub(super) fn set_comp(&mut self, c: &'a Comp, span: Span) -> Result<()> {
        let shape =
            Shape { kind: ScopeKind::SetComp, generators: &c.generators, element: &c.element, value: None, span };
        self.comprehension(shape, address(c))
    }

    /// `(element for …)`.
    pub(super) fn generator(&mut self, c: &'a Comp, span: Span) -> Result<()> {
        let shape =
            Shape { kind: ScopeKind::Generator, generators: &c.generators, element: &c.element, value: None, span };
        self.comprehension(shape, address(c))
    }

    /// `{key: value for …}`.
    pub(super) fn dict_comp(&mut self, c: &'a DictComp, span: Span) -> Result<()> {
        let shape = Shape {
            kind: ScopeKind::DictComp,
            generators: &c.generators,
            element: &c.key,
            value: Some(&c.value),
            span,
        };
        self.comprehension(shape, address(c))
    }

    fn comprehension(&mut self, shape: Shape<'a>, node: usize) -> Result<()> {
        let id = self.scopes.of_node(node);
        let scope = self.scopes.get(id);
        let (is_async, inlined) = (scope.is_async, scope.inlined);
        let around = self.scopes.get(self.unit.scope).kind;
        // An inlined comprehension around this one is async too, and was checked.
        let allowed = around == ScopeKind::AsyncFunction || around.is_comprehension();
        if is_async && shape.kind != ScopeKind::Generator && !allowed {
            return self.error("asynchronous comprehension outside of an asynchronous function", shape.span);
        }
        let Some(first) = shape.generators.first() else {
            unreachable!("a comprehension has at least one `for`");
        };
        let at = first.iter.span;
        if inlined {
            self.iterable(&first.iter)?;
            self.unit.op(if first.is_async { Op::GET_AITER } else { Op::GET_ITER }, 0, at);
            return self.inline(shape, id);
        }
        let code = {
            let name = match shape.kind {
                ScopeKind::ListComp => "<listcomp>",
                ScopeKind::SetComp => "<setcomp>",
                ScopeKind::DictComp => "<dictcomp>",
                _ => "<genexpr>",
            };
            self.enter_unit(id, name, shape.span.start, self.unit.private);
            self.unit.flags |= match (shape.kind == ScopeKind::Generator, is_async) {
                (true, false) => flags::GENERATOR,
                (true, true) => flags::ASYNC_GENERATOR,
                (false, true) => flags::COROUTINE,
                (false, false) => 0,
            };
            self.unit.arg_count = 1;
            self.lay_out_locals(&[self.known.iter_param]);
            self.prologue(Span::new(shape.span.start, shape.span.start));
            self.build(shape);
            // The iterator moves out of the parameter: the loop has the only reference.
            self.unit.op(Op::LOAD_FAST, 0, at);
            self.unit.op(Op::CLEAR_FAST, 0, at);
            self.loops(shape)?;
            if shape.kind == ScopeKind::Generator {
                self.load_const_return(shape.span);
            } else {
                self.unit.op(Op::RETURN, 0, shape.span);
            }
            let free = self.unit.free.clone();
            (self.leave_unit()?, free)
        };
        self.make_function(code.0, &code.1, 0, shape.span);
        self.unit.op(Op::PREPARE_CALL, 0, shape.span);
        self.expr(&first.iter)?;
        self.unit.op(if first.is_async { Op::GET_AITER } else { Op::GET_ITER }, 0, at);
        self.unit.op(Op::CALL, 1, shape.span);
        if is_async && shape.kind != ScopeKind::Generator {
            self.unit.op(Op::GET_AWAITABLE, 0, shape.span);
            self.await_loop(shape.span);
        }
        Ok(())
    }

    fn build(&mut self, shape: Shape<'a>) {
        match shape.kind {
            ScopeKind::ListComp => self.unit.op(Op::BUILD_LIST, 0, shape.span),
            ScopeKind::SetComp => self.unit.op(Op::BUILD_SET, 0, shape.span),
            ScopeKind::DictComp => self.unit.op(Op::BUILD_MAP, 0, shape.span),
            _ => {}
        }
    }

    /// [iterator of the first `for`] -> [list, set or dict].
    fn inline(&mut self, shape: Shape<'a>, id: ScopeId) -> Result<()> {
        if shape.kind == ScopeKind::ListComp {
            let each = shape.generators.len() == 1 && shape.generators.iter().all(|g| !g.is_async && g.ifs.is_empty());
            self.unit.op(Op::LIST_FOR, u32::from(each), shape.span);
        } else {
            self.build(shape);
            self.unit.op(Op::SWAP, 2, shape.span);
        }
        let (failed, outer) = self.unit.guard(2);
        self.unit.comprehensions.push(id);
        self.loops(shape)?;
        self.unit.comprehensions.pop();
        self.unit.handler = outer;
        let end = self.unit.label();
        self.clear_variables(id, shape.span);
        self.unit.jump(Op::JUMP, end, shape.span);
        self.unit.cold(true);
        self.unit.place(failed);
        self.clear_variables(id, shape.span);
        self.unit.op(Op::RERAISE, 0, shape.span);
        self.unit.cold(false);
        self.unit.place(end);
        Ok(())
    }

    /// Unbinds the variables of an inlined comprehension.
    pub(super) fn clear_variables(&mut self, id: ScopeId, span: Span) {
        let slots: Vec<u32> = self
            .scopes
            .get(id)
            .names
            .iter()
            .map(|&i| self.scopes.entries[i as usize])
            .filter(|e| e.flags & BOUND != 0)
            .map(|e| self.unit.comp_base + e.slot)
            .collect();
        for slot in slots {
            self.unit.op(Op::CLEAR_FAST, slot, span);
        }
    }

    /// [result, iterator] -> [result] (a generator has no result): all loops and the element.
    fn loops(&mut self, shape: Shape<'a>) -> Result<()> {
        let mut open: Vec<Loop> = Vec::with_capacity(shape.generators.len());
        // Iterators on the stack above the result.
        let mut depth = 0;
        for (i, generator) in shape.generators.iter().enumerate() {
            let at = generator.iter.span;
            let next = self.unit.label();
            if i > 0 {
                if let Some(only) = single_item(generator) {
                    self.expr(only)?;
                    self.assign(&generator.target)?;
                    open.push(Loop::Once { next });
                    for condition in &generator.ifs {
                        self.jump_if(condition, next, false)?;
                    }
                    continue;
                }
                self.iterable(&generator.iter)?;
                self.unit.op(if generator.is_async { Op::GET_AITER } else { Op::GET_ITER }, 0, at);
            }
            depth += 1;
            let head = self.unit.here();
            if generator.is_async {
                let ended = self.async_next(at);
                open.push(Loop::Async { head, next, ended });
            } else {
                let done = self.unit.label();
                self.unit.jump(Op::FOR_ITER, done, at);
                open.push(Loop::Sync { head, next, done });
            }
            self.assign(&generator.target)?;
            for condition in &generator.ifs {
                self.jump_if(condition, next, false)?;
            }
        }
        let span = shape.element.span;
        self.expr(shape.element)?;
        match shape.kind {
            ScopeKind::ListComp => self.unit.op(Op::LIST_APPEND, depth + 1, span),
            ScopeKind::SetComp => self.unit.op(Op::SET_ADD, depth + 1, span),
            ScopeKind::DictComp => {
                if let Some(value) = shape.value {
                    self.expr(value)?;
                }
                self.unit.op(Op::MAP_ADD, depth + 1, span);
            }
            _ => {
                self.yield_value(span);
                self.unit.op(Op::POP, 0, span);
            }
        }
        for (generator, open) in shape.generators.iter().zip(open).rev() {
            let at = generator.iter.span;
            match open {
                Loop::Once { next } => self.unit.place(next),
                Loop::Sync { head, next, done } => {
                    self.unit.place(next);
                    self.unit.jump(Op::JUMP_BACK, head, at);
                    self.unit.place(done);
                }
                Loop::Async { head, next, ended } => {
                    self.unit.place(next);
                    self.unit.jump(Op::JUMP_BACK, head, at);
                    self.unit.place(ended);
                    self.unit.op(Op::END_ASYNC_FOR, 0, at);
                }
            }
        }
        Ok(())
    }
}

/// The value of `for x in [value]`.
fn single_item(generator: &Comprehension) -> Option<&Expr> {
    let (ExprKind::List(items) | ExprKind::Tuple(items)) = &generator.iter.kind else { return None };
    match items.as_slice() {
        [only] if !generator.is_async && !super::is_starred(only) => Some(only),
        _ => None,
    }
}
