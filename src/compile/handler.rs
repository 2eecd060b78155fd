//! Code that guards code: `try`, `with`, and how `return`, `break` and `continue` leave such blocks.
//!
//! A handler is entered with the exception on top of the stack as it was at `Unit::guard`. It begins with PUSH_EXC
//! ([exc] -> [previous, exc]) and every way out of it passes a POP_EXC. The code of a handler is itself guarded by a
//! clean-up handler at the depth of [previous], which restores the previous exception and raises the new one on.

use rcpy_syntax::Symbol;
use rcpy_syntax::ast::*;

use super::unit::{Block, BlockKind, HandlerId, Label};
use super::{Compiler, Result};
use crate::bytecode::{Const, Op};

/// Where a loop starts and ends, and whether its iterator is on the stack.
pub(super) type LoopExits = (Label, Label, bool);

impl<'a> Compiler<'a> {
    /// Leaves all blocks, innermost first; with `keep`, the top of the stack survives. The handler in force becomes
    /// the one outside: the caller restores it.
    pub(super) fn unwind_all(&mut self, keep: bool, span: Span) -> Result<()> {
        let Some(block) = self.unit.blocks.pop() else { return Ok(()) };
        self.unwind(&block, keep, span)?;
        let result = self.unwind_all(keep, span);
        self.unit.blocks.push(block);
        result
    }

    /// Leaves all blocks up to the innermost loop, which stays open.
    pub(super) fn unwind_to_loop(&mut self, span: Span) -> Result<Option<LoopExits>> {
        let Some(block) = self.unit.blocks.pop() else { return Ok(None) };
        let result = match block.kind {
            BlockKind::While { head, exit } => Ok(Some((head, exit, false))),
            BlockKind::For { head, exit } => Ok(Some((head, exit, true))),
            _ => match self.unwind(&block, false, span) {
                Ok(()) => self.unwind_to_loop(span),
                Err(e) => Err(e),
            },
        };
        self.unit.blocks.push(block);
        result
    }

    /// Leaves one block.
    fn unwind(&mut self, block: &Block<'a>, keep: bool, span: Span) -> Result<()> {
        match block.kind {
            BlockKind::While { .. } => {}
            BlockKind::For { .. } | BlockKind::Value => self.pop_below(keep, span),
            BlockKind::Try => self.unit.handler = block.outer,
            BlockKind::Finally(body) => {
                self.unit.handler = block.outer;
                if keep {
                    self.push_block(Block { kind: BlockKind::Value, outer: block.outer }, span)?;
                }
                self.body(body)?;
                if keep {
                    self.unit.blocks.pop();
                }
            }
            BlockKind::FinallyEnd => {
                self.pop_below(keep, span);
                self.restore_exception(keep, span);
                self.unit.handler = block.outer;
            }
            BlockKind::Handler(name) => {
                // The name goes first: what then still holds the exception outlives its handler.
                self.forget(name, span)?;
                self.restore_exception(keep, span);
                self.unit.handler = block.outer;
            }
            BlockKind::StarHandler => {
                return self.error("'break', 'continue' and 'return' cannot appear in an except* block", span);
            }
            BlockKind::With { is_async, span: at } => {
                self.unit.handler = block.outer;
                if keep {
                    self.unit.op(Op::SWAP, 2, at);
                }
                self.call_exit(is_async, at);
            }
        }
        Ok(())
    }

    fn pop_below(&mut self, keep: bool, span: Span) {
        if keep {
            self.unit.op(Op::SWAP, 2, span);
        }
        self.unit.op(Op::POP, 0, span);
    }

    fn restore_exception(&mut self, keep: bool, span: Span) {
        if keep {
            self.unit.op(Op::SWAP, 2, span);
        }
        self.unit.op(Op::POP_EXC, 0, span);
    }

    /// The end of `except E as name`: the name is unbound, whether or not the body unbound it.
    fn forget(&mut self, name: Option<Symbol>, span: Span) -> Result<()> {
        if let Some(name) = name {
            self.load_const(Const::None, span);
            self.store_name(name, span)?;
            self.delete_name(name, span)?;
        }
        Ok(())
    }

    /// [exit] -> []: calls it with three None.
    fn call_exit(&mut self, is_async: bool, span: Span) {
        self.unit.op(Op::PREPARE_CALL, 0, span);
        (0..3).for_each(|_| self.load_const(Const::None, span));
        self.unit.op(Op::CALL, 3, span);
        if is_async {
            self.unit.op(Op::GET_AWAITABLE, 2, span);
            self.await_loop(span);
        }
        self.unit.op(Op::POP, 0, span);
    }

    /// The clean-up handler of a handler: [previous, exc].
    fn clean_up(&mut self, label: Label, outer: HandlerId, span: Span) {
        self.unit.place(label);
        self.unit.handler = outer;
        self.unit.op(Op::SWAP, 2, span);
        self.unit.op(Op::POP_EXC, 0, span);
        self.unit.op(Op::RERAISE, 0, span);
    }

    /// `try` in all its forms.
    pub(super) fn try_stmt(&mut self, t: &'a Try, span: Span) -> Result<()> {
        if t.finalbody.is_empty() {
            return self.try_except(t, span);
        }
        let end = self.unit.label();
        let (label, outer) = self.unit.guard(0);
        self.push_block(Block { kind: BlockKind::Finally(&t.finalbody), outer }, span)?;
        if t.handlers.is_empty() {
            self.body(&t.body)?;
            self.body(&t.orelse)?;
        } else {
            self.try_except(t, span)?;
        }
        self.unit.blocks.pop();
        self.unit.handler = outer;
        self.body(&t.finalbody)?;
        self.unit.jump(Op::JUMP, end, span);

        self.unit.cold(true);
        self.unit.place(label);
        let (cleanup, _) = self.unit.guard(0);
        self.unit.op(Op::PUSH_EXC, 0, span);
        self.push_block(Block { kind: BlockKind::FinallyEnd, outer }, span)?;
        self.body(&t.finalbody)?;
        self.unit.blocks.pop();
        self.unit.op(Op::RERAISE, 0, span);
        self.clean_up(cleanup, outer, span);
        self.unit.cold(false);
        self.unit.place(end);
        Ok(())
    }

    fn try_except(&mut self, t: &'a Try, span: Span) -> Result<()> {
        let end = self.unit.label();
        let (label, outer) = self.unit.guard(0);
        self.push_block(Block { kind: BlockKind::Try, outer }, span)?;
        self.body(&t.body)?;
        self.unit.blocks.pop();
        self.unit.handler = outer;
        self.body(&t.orelse)?;
        self.unit.jump(Op::JUMP, end, span);

        self.unit.cold(true);
        self.unit.place(label);
        let (cleanup, _) = self.unit.guard(0);
        self.unit.op(Op::PUSH_EXC, 0, span);
        if t.is_star {
            self.star_handlers(t, outer, end)?;
        } else {
            self.handlers(t, outer, end)?;
            self.unit.op(Op::RERAISE, 0, span);
        }
        self.clean_up(cleanup, outer, span);
        self.unit.cold(false);
        self.unit.place(end);
        Ok(())
    }

    /// [previous, exc]: the handlers in order; falls out at the end when none matched.
    fn handlers(&mut self, t: &'a Try, outer: HandlerId, end: Label) -> Result<()> {
        let inner = self.unit.handler;
        for (i, handler) in t.handlers.iter().enumerate() {
            let span = handler.span;
            let next = self.unit.label();
            if let Some(exception) = &handler.exception {
                self.expr(exception)?;
                self.unit.op(Op::CHECK_EXC_MATCH, 0, exception.span);
                self.unit.jump(Op::POP_JUMP_IF_FALSE, next, exception.span);
            } else if i + 1 < t.handlers.len() {
                return self.error("default 'except:' must be last", span);
            }
            let name = handler.name.map(|n| n.name);
            match name {
                None => self.unit.op(Op::POP, 0, span),
                Some(name) => self.store_name(name, span)?,
            }
            let cleanup = name.map(|_| self.unit.guard(0).0);
            self.push_block(Block { kind: BlockKind::Handler(name), outer }, span)?;
            self.body(&handler.body)?;
            self.unit.blocks.pop();
            self.unit.handler = inner;
            self.forget(name, span)?;
            self.unit.handler = outer;
            self.unit.op(Op::POP_EXC, 0, span);
            self.unit.jump(Op::JUMP, end, span);
            self.unit.handler = inner;
            if let Some(cleanup) = cleanup {
                self.unit.place(cleanup);
                self.forget(name, span)?;
                self.unit.op(Op::RERAISE, 0, span);
            }
            self.unit.place(next);
        }
        Ok(())
    }

    /// [previous, exc]: the `except*` handlers. Each takes its part of the group; what they raise is collected in a
    /// list with what is left over, from which PREP_RERAISE_STAR makes the exception to raise. Between handlers the
    /// stack is [previous, exc, raised, rest], where `rest` may be None.
    fn star_handlers(&mut self, t: &'a Try, outer: HandlerId, end: Label) -> Result<()> {
        let inner = self.unit.handler;
        let start = t.handlers.first().map_or(Span::default(), |h| h.span);
        self.unit.op(Op::BUILD_LIST, 0, start);
        self.unit.op(Op::COPY, 2, start);
        for handler in &t.handlers {
            let span = handler.span;
            let Some(exception) = &handler.exception else {
                return self.error("expected one or more exception types", span);
            };
            let next = self.unit.label();
            let no_match = self.unit.label();
            self.expr(exception)?;
            self.unit.op(Op::CHECK_EG_MATCH, 0, exception.span);
            self.unit.op(Op::COPY, 1, exception.span);
            self.unit.jump(Op::POP_JUMP_IF_NONE, no_match, exception.span);
            let name = handler.name.map(|n| n.name);
            match name {
                None => self.unit.op(Op::POP, 0, span),
                Some(name) => self.store_name(name, span)?,
            }
            let (cleanup, _) = self.unit.guard(0);
            self.push_block(Block { kind: BlockKind::StarHandler, outer }, span)?;
            self.body(&handler.body)?;
            self.unit.blocks.pop();
            self.unit.handler = inner;
            self.forget(name, span)?;
            self.unit.jump(Op::JUMP, next, span);

            self.unit.place(cleanup);
            self.forget(name, span)?;
            self.unit.op(Op::LIST_APPEND, 2, span);
            self.unit.jump(Op::JUMP, next, span);

            self.unit.place(no_match);
            self.unit.op(Op::POP, 0, span);
            self.unit.place(next);
        }
        let reraise = self.unit.label();
        self.unit.op(Op::LIST_APPEND, 1, start);
        self.unit.op(Op::PREP_RERAISE_STAR, 0, start);
        self.unit.op(Op::COPY, 1, start);
        self.unit.jump(Op::POP_JUMP_IF_NOT_NONE, reraise, start);
        self.unit.op(Op::POP, 0, start);
        self.unit.handler = outer;
        self.unit.op(Op::POP_EXC, 0, start);
        self.unit.jump(Op::JUMP, end, start);
        self.unit.place(reraise);
        self.unit.op(Op::SWAP, 2, start);
        self.unit.op(Op::POP_EXC, 0, start);
        self.unit.op(Op::RERAISE, 0, start);
        Ok(())
    }

    /// `with` and `async with`: one item, and the others inside it.
    pub(super) fn with_stmt(&mut self, w: &'a With, items: &'a [WithItem], span: Span) -> Result<()> {
        let Some((item, others)) = items.split_first() else { return self.body(&w.body) };
        let at = item.context.span;
        if w.is_async && !self.in_async_function() {
            return self.error("'async with' outside async function", span);
        }
        self.expr(&item.context)?;
        if w.is_async {
            self.unit.op(Op::BEFORE_ASYNC_WITH, 0, at);
            self.unit.op(Op::GET_AWAITABLE, 1, at);
            self.await_loop(at);
        } else {
            self.unit.op(Op::BEFORE_WITH, 0, at);
        }
        let end = self.unit.label();
        let suppressed = self.unit.label();
        let (label, outer) = self.unit.guard(1);
        let kind = BlockKind::With { is_async: w.is_async, span: at };
        self.push_block(Block { kind, outer }, span)?;
        match &item.target {
            Some(target) => self.assign(target)?,
            None => self.unit.op(Op::POP, 0, at),
        }
        self.with_stmt(w, others, span)?;
        self.unit.blocks.pop();
        self.unit.handler = outer;
        self.call_exit(w.is_async, at);
        self.unit.jump(Op::JUMP, end, at);

        // [exit, exc]
        self.unit.cold(true);
        self.unit.place(label);
        let (cleanup, _) = self.unit.guard(0);
        self.unit.op(Op::PUSH_EXC, 0, at);
        self.unit.op(Op::WITH_EXCEPT_START, 0, at);
        if w.is_async {
            self.unit.op(Op::GET_AWAITABLE, 2, at);
            self.await_loop(at);
        }
        self.unit.jump(Op::POP_JUMP_IF_TRUE, suppressed, at);
        self.unit.op(Op::RERAISE, 0, at);
        self.unit.place(suppressed);
        self.unit.op(Op::POP, 0, at);
        self.unit.handler = outer;
        self.unit.op(Op::POP_EXC, 0, at);
        self.unit.op(Op::POP, 0, at);
        self.unit.jump(Op::JUMP, end, at);
        self.clean_up(cleanup, outer, at);
        self.unit.cold(false);
        self.unit.place(end);
        Ok(())
    }
}
