//! Calls: the three call protocols, methods, and `super()`.
//!
//! A call reserves its frame words before its arguments are pushed, so that they become the callee's locals in place.

use rcpy_syntax::ast::*;

use super::scope::flag::BOUND;
use super::scope::{MODULE, Place};
use super::store::Variable;
use super::{Compiler, Result, fold, is_starred};
use crate::bytecode::{Const, Op};

/// Calls with more arguments than this pass them as a tuple, so that the stack stays small.
const MAX_ARGUMENTS: usize = 200;

impl<'a> Compiler<'a> {
    /// Pushes the result of a call.
    pub(super) fn call(&mut self, c: &'a Call, span: Span) -> Result<()> {
        self.check_keywords(&c.keywords)?;
        let spread = c.args.iter().any(is_starred)
            || c.keywords.iter().any(|k| k.arg.is_none())
            || c.args.len() + c.keywords.len() > MAX_ARGUMENTS;
        if spread {
            self.expr(&c.func)?;
            return self.call_spread(0, &c.args, &c.keywords, span);
        }
        if let ExprKind::Attribute(a) = &c.func.kind {
            let at = self.method_span(a, c.func.span);
            if !self.super_attribute(a, Op::LOAD_SUPER_METHOD, at)? {
                self.expr(&a.value)?;
                self.attribute_op(Op::LOAD_METHOD, a.attr.name, at);
            }
            let whole = Span::new(at.start, span.end);
            if c.keywords.is_empty() {
                c.args.iter().try_for_each(|e| self.expr(e))?;
                self.unit.op(Op::CALL_METHOD, c.args.len() as u32, whole);
                return Ok(());
            }
            return self.call_keywords(0, &c.args, &c.keywords, whole);
        }
        self.expr(&c.func)?;
        self.unit.op(Op::PREPARE_CALL, 0, c.func.span);
        if c.keywords.is_empty() {
            c.args.iter().try_for_each(|e| self.expr(e))?;
            self.unit.op(Op::CALL, c.args.len() as u32, span);
            return Ok(());
        }
        self.unit.op(Op::PUSH_NULL, 0, c.func.span);
        self.call_keywords(0, &c.args, &c.keywords, span)
    }

    /// In a chain of methods over several lines, each call is on the line of its method's name.
    fn method_span(&self, a: &Attribute, whole: Span) -> Span {
        let text = self.context.source.as_bytes().get(whole.start as usize..a.attr.span.start as usize);
        if text.is_some_and(|t| t.contains(&b'\n')) { Span::new(a.attr.span.start, whole.end) } else { whole }
    }

    /// That no name is given twice the parser has seen to.
    fn check_keywords(&mut self, keywords: &[Keyword]) -> Result<()> {
        keywords.iter().try_for_each(|k| k.arg.map_or(Ok(()), |name| self.context.check_binding(name, k.span)))
    }

    /// The rest of a call of which the callable, its frame words and `pushed` arguments are on the stack, and before
    /// them a null if there are keywords; with stars only the callable and the arguments are.
    pub(super) fn finish_call(
        &mut self,
        pushed: u32,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        span: Span,
    ) -> Result<()> {
        self.check_keywords(keywords)?;
        if args.iter().any(is_starred) || keywords.iter().any(|k| k.arg.is_none()) {
            return self.call_spread(pushed, args, keywords, span);
        }
        if !keywords.is_empty() {
            return self.call_keywords(pushed, args, keywords, span);
        }
        args.iter().try_for_each(|e| self.expr(e))?;
        self.unit.op(Op::CALL, pushed + args.len() as u32, span);
        Ok(())
    }

    fn call_keywords(&mut self, pushed: u32, args: &'a [Expr], keywords: &'a [Keyword], span: Span) -> Result<()> {
        args.iter().try_for_each(|e| self.expr(e))?;
        keywords.iter().try_for_each(|k| self.expr(&k.value))?;
        let names = keywords.iter().filter_map(|k| k.arg).map(|n| Const::Str(self.context.names.get(n).into()));
        let names = Const::Tuple(names.collect());
        self.load_const(names, span);
        self.unit.op(Op::CALL_KW, pushed + (args.len() + keywords.len()) as u32, span);
        Ok(())
    }

    /// [f, `pushed` arguments] -> [result], through a tuple and a dict.
    fn call_spread(&mut self, pushed: u32, args: &'a [Expr], keywords: &'a [Keyword], span: Span) -> Result<()> {
        match args {
            [only] if pushed == 0 && is_starred(only) => {
                // `f(*args)`: CALL_EX takes any iterable, and names the function where it is none.
                let ExprKind::Starred(operand) = &only.kind else { unreachable!("`is_starred` says so") };
                self.expr(operand)?;
            }
            _ => {
                let constants: Option<Box<[Const]>> = args.iter().map(fold::constant).collect();
                match constants {
                    Some(items) if pushed == 0 => self.load_const(Const::Tuple(items), span),
                    _ => {
                        self.unit.op(Op::BUILD_LIST, pushed, span);
                        args.iter().try_for_each(|e| self.item_of_list(e, span))?;
                        self.unit.op(Op::LIST_TO_TUPLE, 0, span);
                    }
                }
            }
        }
        if keywords.is_empty() {
            self.unit.op(Op::CALL_EX, 0, span);
            return Ok(());
        }
        self.unit.op(Op::BUILD_MAP, 0, span);
        // A run of named keywords goes in by a dict of its own, so that a repeated name is noticed.
        let mut rest = keywords;
        let mut first = true;
        while !rest.is_empty() {
            let named = rest.iter().take_while(|k| k.arg.is_some()).count();
            if named > 0 {
                if !first {
                    self.unit.op(Op::BUILD_MAP, 0, span);
                }
                for k in &rest[..named] {
                    let name = k.arg.expect("the run holds named keywords");
                    self.load_const(Const::Str(self.context.names.get(name).into()), k.span);
                    self.expr(&k.value)?;
                    self.unit.op(Op::MAP_ADD, 1, k.span);
                }
                if !first {
                    self.unit.op(Op::DICT_MERGE, 1, span);
                }
                rest = &rest[named..];
            } else {
                self.expr(&rest[0].value)?;
                self.unit.op(Op::DICT_MERGE, 1, span);
                rest = &rest[1..];
            }
            first = false;
        }
        self.unit.op(Op::CALL_EX, 1, span);
        Ok(())
    }

    /// `super().name` and `super(a, b).name` without making the super object. Does nothing and returns false where
    /// the shape does not fit.
    pub(super) fn super_attribute(&mut self, a: &'a Attribute, op: Op, span: Span) -> Result<bool> {
        let ExprKind::Call(c) = &a.value.kind else { return Ok(false) };
        let ExprKind::Name(name) = c.func.kind else { return Ok(false) };
        // The attribute `__class__` is the `super` object's own.
        let fits = name == self.known.super_name
            && a.attr.name != self.known.class_cell
            && c.keywords.is_empty()
            && !c.args.iter().any(is_starred)
            && self.scopes.get(self.unit.scope).kind.is_function()
            && self.variable(name) == Variable::Global
            && self.scopes.find(MODULE, name).is_none_or(|e| e.flags & BOUND == 0);
        if !fits {
            return Ok(false);
        }
        let at = a.value.span;
        match c.args.as_slice() {
            [class, object] => {
                self.load_name(name, c.func.span)?;
                self.expr(class)?;
                self.expr(object)?;
            }
            [] => {
                let cell = self.known.class_cell;
                let free = self.scopes.find(self.unit.scope, cell).is_some_and(|e| e.place == Place::Free);
                if !free || self.unit.arg_count == 0 {
                    return Ok(false);
                }
                self.load_name(name, c.func.span)?;
                self.load_name(cell, at)?;
                let first = if self.unit.cells.contains(&0) { Op::LOAD_DEREF } else { Op::LOAD_FAST };
                self.unit.op(first, 0, at);
            }
            _ => return Ok(false),
        }
        self.attribute_op(op, a.attr.name, span);
        Ok(true)
    }
}
