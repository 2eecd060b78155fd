//! Expressions as values and as conditions.

use rcpy_syntax::ast::*;

use super::scope::ScopeKind;
use super::store::simple_slice;
use super::unit::Label;
use super::{Compiler, Result, fold, is_starred};
use crate::bytecode::{CompareOp, Const, Op};

/// Displays with more items than this are built piece by piece, so that the stack stays small.
const MAX_DISPLAY: usize = 32;

/// What a display becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Display {
    List,
    Set,
    Tuple,
}

impl<'a> Compiler<'a> {
    /// Pushes a constant.
    pub(super) fn load_const(&mut self, value: Const, span: Span) {
        let k = self.unit.k.constant(value);
        self.unit.op(Op::LOAD_CONST, k, span);
    }

    /// The value of an expression that is known now.
    pub(super) fn constant_of(&self, e: &Expr) -> Option<Const> {
        match &e.kind {
            ExprKind::Name(name) if *name == self.context.debug_name => {
                Some(if self.context.options.optimize == 0 { Const::True } else { Const::False })
            }
            ExprKind::Constant(_) | ExprKind::UnaryOp(..) | ExprKind::BinOp(_) | ExprKind::Tuple(_) => {
                fold::constant(e)
            }
            _ => None,
        }
    }

    /// Pushes an expression's value.
    pub(super) fn expr(&mut self, e: &'a Expr) -> Result<()> {
        let span = e.span;
        match &e.kind {
            ExprKind::Name(name) => {
                if *name == self.context.debug_name {
                    let value = if self.context.options.optimize == 0 { Const::True } else { Const::False };
                    self.load_const(value, span);
                    return Ok(());
                }
                return self.load_name(*name, span);
            }
            ExprKind::Constant(c) => self.load_const(fold::literal(c), span),
            ExprKind::Attribute(a) => {
                if self.super_attribute(a, Op::LOAD_SUPER_ATTR, span)? {
                    return Ok(());
                }
                self.expr(&a.value)?;
                self.attribute_op(Op::LOAD_ATTR, a.attr.name, span);
            }
            ExprKind::Call(c) => return self.call(c, span),
            ExprKind::BinOp(b) => return self.binary(b, span),
            ExprKind::Compare(c) => return self.compare(c, span),
            ExprKind::Subscript(s) => {
                self.expr(&s.value)?;
                if let Some(slice) = simple_slice(&s.index) {
                    self.bounds(slice, s.index.span)?;
                    self.unit.op(Op::SLICE, 0, span);
                } else {
                    self.index(&s.index)?;
                    self.unit.op(Op::SUBSCR, 0, span);
                }
            }
            ExprKind::BoolOp(b) => return self.bool_op(b),
            ExprKind::UnaryOp(op, v) => {
                if let Some(value) = fold::constant(e) {
                    self.load_const(value, span);
                    return Ok(());
                }
                self.expr(v)?;
                let op = match op {
                    UnaryOp::Invert => Op::UNARY_INVERT,
                    UnaryOp::Not => Op::UNARY_NOT,
                    UnaryOp::UAdd => Op::UNARY_POSITIVE,
                    UnaryOp::USub => Op::UNARY_NEGATIVE,
                };
                self.unit.op(op, 0, span);
            }
            ExprKind::IfExp(i) => {
                let orelse = self.unit.label();
                let end = self.unit.label();
                self.jump_if(&i.test, orelse, false)?;
                self.expr(&i.body)?;
                self.unit.jump(Op::JUMP, end, span);
                self.unit.place(orelse);
                self.expr(&i.orelse)?;
                self.unit.place(end);
            }
            ExprKind::Tuple(items) => {
                if let Some(value) = fold::constant(e) {
                    self.load_const(value, span);
                    return Ok(());
                }
                return self.display(items, Display::Tuple, span);
            }
            ExprKind::List(items) => return self.display(items, Display::List, span),
            ExprKind::Set(items) => return self.display(items, Display::Set, span),
            ExprKind::Dict(items) => return self.dict(items, span),
            ExprKind::JoinedStr(parts) => return self.joined(parts, span),
            ExprKind::FormattedValue(f) => return self.formatted(f, span),
            ExprKind::Lambda(l) => return self.lambda(l, span),
            ExprKind::ListComp(c) => return self.list_comp(c, span),
            ExprKind::SetComp(c) => return self.set_comp(c, span),
            ExprKind::DictComp(c) => return self.dict_comp(c, span),
            ExprKind::Generator(c) => return self.generator(c, span),
            ExprKind::Named(n) => {
                self.expr(&n.value)?;
                self.unit.op(Op::COPY, 1, span);
                return self.store_name(n.target.name, n.target.span);
            }
            ExprKind::Slice(s) => {
                self.bounds(s, span)?;
                let mut count = 2;
                if let Some(step) = &s.step {
                    self.expr(step)?;
                    count = 3;
                }
                self.unit.op(Op::BUILD_SLICE, count, span);
            }
            ExprKind::Starred(_) => return self.error("can't use starred expression here", span),
            ExprKind::Await(v) => {
                self.check_await(span)?;
                self.expr(v)?;
                self.unit.op(Op::GET_AWAITABLE, 0, span);
                self.await_loop(span);
            }
            ExprKind::Yield(v) => {
                self.check_yield(span)?;
                match v {
                    Some(v) => self.expr(v)?,
                    None => self.load_const(Const::None, span),
                }
                self.yield_value(span);
            }
            ExprKind::YieldFrom(v) => {
                self.check_yield(span)?;
                if self.in_async_function() {
                    return self.error("'yield from' inside async function", span);
                }
                self.expr(v)?;
                self.unit.op(Op::GET_YIELD_FROM_ITER, 0, span);
                self.await_loop(span);
            }
        }
        Ok(())
    }

    /// Pushes the index of a subscript; `o[*x]` has a tuple.
    pub(super) fn index(&mut self, e: &'a Expr) -> Result<()> {
        if is_starred(e) {
            return self.display(std::slice::from_ref(e), Display::Tuple, e.span);
        }
        self.expr(e)
    }

    fn check_yield(&self, span: Span) -> Result<()> {
        if self.scopes.get(self.unit.scope).kind.is_function() {
            return Ok(());
        }
        self.error("'yield' outside function", span)
    }

    fn check_await(&self, span: Span) -> Result<()> {
        match self.scopes.get(self.unit.scope).kind {
            ScopeKind::Module | ScopeKind::Class => self.error("'await' outside function", span),
            ScopeKind::Function | ScopeKind::Lambda => self.error("'await' outside async function", span),
            _ => Ok(()),
        }
    }

    /// [x] -> [sent].
    pub(super) fn yield_value(&mut self, span: Span) {
        let scope = self.scopes.get(self.unit.scope);
        let is_async = match scope.kind {
            ScopeKind::Generator => scope.is_async,
            kind => kind == ScopeKind::AsyncFunction,
        };
        if is_async {
            self.unit.op(Op::ASYNC_GEN_WRAP, 0, span);
        }
        self.unit.op(Op::YIELD, 0, span);
    }

    /// [iterator] -> [result]: yields whatever it yields until it returns.
    pub(super) fn await_loop(&mut self, span: Span) {
        self.load_const(Const::None, span);
        let head = self.unit.here();
        let done = self.unit.label();
        self.unit.jump(Op::SEND, done, span);
        self.unit.op(Op::YIELD, 1, span);
        self.unit.jump(Op::JUMP_BACK, head, span);
        self.unit.place(done);
    }

    /// A chain of binary operators. As long as all operands are constants, it is computed here.
    fn binary(&mut self, b: &'a BinOp, whole: Span) -> Result<()> {
        let start = whole.start;
        let mut known = self.constant_of(&b.left);
        let mut done = b.left.span;
        if known.is_none() {
            self.expr(&b.left)?;
        }
        for step in &b.rest {
            let span = Span::new(start, step.end);
            let op = fold::binary_op(step.op);
            if let Some(left) = known.take() {
                let right = self.constant_of(&step.right);
                if let Some(value) = right.and_then(|right| fold::binary(op, &left, &right)) {
                    known = Some(value);
                    done = span;
                    continue;
                }
                self.load_const(left, done);
            }
            self.expr(&step.right)?;
            self.unit.op(op.instruction(), 0, span);
        }
        if let Some(value) = known {
            self.load_const(value, whole);
        }
        Ok(())
    }

    /// The right side of `in`, or what a `for` iterates: a display of constants becomes one constant.
    fn membership(&mut self, e: &'a Expr) -> Result<()> {
        let items = match &e.kind {
            ExprKind::List(items) | ExprKind::Set(items) => items,
            _ => return self.expr(e),
        };
        let constants: Option<Box<[Const]>> = items.iter().map(|e| self.constant_of(e)).collect();
        match constants {
            Some(items) if matches!(e.kind, ExprKind::List(_)) => self.load_const(Const::Tuple(items), e.span),
            Some(items) => self.load_const(Const::FrozenSet(items), e.span),
            None => return self.expr(e),
        }
        Ok(())
    }

    /// What a `for` iterates: nobody else sees a list written there, so a tuple of constants serves.
    pub(super) fn iterable(&mut self, e: &'a Expr) -> Result<()> {
        if matches!(e.kind, ExprKind::List(_)) {
            return self.membership(e);
        }
        self.expr(e)
    }

    fn compare_step(&mut self, op: CmpOp, span: Span) {
        let (op, arg) = match op {
            CmpOp::Lt => (Op::LT, 0),
            CmpOp::LtE => (Op::LE, 0),
            CmpOp::Eq => (Op::EQ, 0),
            CmpOp::NotEq => (Op::NE, 0),
            CmpOp::Gt => (Op::GT, 0),
            CmpOp::GtE => (Op::GE, 0),
            CmpOp::Is => (Op::IS, 0),
            CmpOp::IsNot => (Op::IS, 1),
            CmpOp::In => (Op::CONTAINS, 0),
            CmpOp::NotIn => (Op::CONTAINS, 1),
        };
        self.unit.op(op, arg, span);
    }

    fn comparand(&mut self, step: &'a CompareStep) -> Result<()> {
        match step.op {
            CmpOp::In | CmpOp::NotIn => self.membership(&step.right),
            _ => self.expr(&step.right),
        }
    }

    fn compare(&mut self, c: &'a Compare, span: Span) -> Result<()> {
        self.expr(&c.left)?;
        let Some((last, others)) = c.rest.split_last() else {
            unreachable!("a comparison has a right side");
        };
        if others.is_empty() {
            self.comparand(last)?;
            self.compare_step(last.op, span);
            return Ok(());
        }
        let cleanup = self.unit.label();
        let end = self.unit.label();
        for step in others {
            self.comparand(step)?;
            self.unit.op(Op::SWAP, 2, span);
            self.unit.op(Op::COPY, 2, span);
            self.compare_step(step.op, span);
            self.unit.jump(Op::JUMP_IF_FALSE_OR_POP, cleanup, span);
        }
        self.comparand(last)?;
        self.compare_step(last.op, span);
        self.unit.jump(Op::JUMP, end, span);
        self.unit.place(cleanup);
        self.unit.op(Op::SWAP, 2, span);
        self.unit.op(Op::POP, 0, span);
        self.unit.place(end);
        Ok(())
    }

    fn bool_op(&mut self, b: &'a BoolOp) -> Result<()> {
        let op = match b.op {
            BoolOperator::And => Op::JUMP_IF_FALSE_OR_POP,
            BoolOperator::Or => Op::JUMP_IF_TRUE_OR_POP,
        };
        let end = self.unit.label();
        let Some((last, others)) = b.values.split_last() else {
            unreachable!("a boolean operation has two operands");
        };
        for value in others {
            self.expr(value)?;
            self.unit.jump(op, end, value.span);
        }
        self.expr(last)?;
        self.unit.place(end);
        Ok(())
    }

    /// Jumps to `target` when the truth of `e` is `sense`, else falls through; no boolean is made for `not`, `and`,
    /// `or` and comparisons.
    pub(super) fn jump_if(&mut self, e: &'a Expr, target: Label, sense: bool) -> Result<()> {
        let span = e.span;
        match &e.kind {
            ExprKind::UnaryOp(UnaryOp::Not, v) => return self.jump_if(v, target, !sense),
            ExprKind::BoolOp(b) => {
                let deciding = b.op == BoolOperator::Or;
                let end = self.unit.label();
                let short = if deciding == sense { target } else { end };
                let Some((last, others)) = b.values.split_last() else {
                    unreachable!("a boolean operation has two operands");
                };
                for value in others {
                    self.jump_if(value, short, deciding)?;
                }
                self.jump_if(last, target, sense)?;
                self.unit.place(end);
                return Ok(());
            }
            ExprKind::IfExp(i) => {
                let orelse = self.unit.label();
                let end = self.unit.label();
                self.jump_if(&i.test, orelse, false)?;
                self.jump_if(&i.body, target, sense)?;
                self.unit.jump(Op::JUMP, end, span);
                self.unit.place(orelse);
                self.jump_if(&i.orelse, target, sense)?;
                self.unit.place(end);
                return Ok(());
            }
            ExprKind::Compare(c) if c.rest.len() > 1 => return self.jump_if_chain(c, span, target, sense),
            ExprKind::Compare(c) => {
                let step = &c.rest[0];
                if matches!(step.op, CmpOp::Is | CmpOp::IsNot)
                    && matches!(step.right.kind, ExprKind::Constant(Constant::None))
                {
                    self.expr(&c.left)?;
                    let none = (step.op == CmpOp::Is) == sense;
                    let op = if none { Op::POP_JUMP_IF_NONE } else { Op::POP_JUMP_IF_NOT_NONE };
                    self.unit.jump(op, target, span);
                    return Ok(());
                }
            }
            _ => {
                if let Some(value) = self.constant_of(e) {
                    if fold::truth(&value) == sense {
                        self.unit.jump(Op::JUMP, target, span);
                    }
                    return Ok(());
                }
            }
        }
        self.expr(e)?;
        let op = if sense { Op::POP_JUMP_IF_TRUE } else { Op::POP_JUMP_IF_FALSE };
        self.unit.jump(op, target, span);
        Ok(())
    }

    fn jump_if_chain(&mut self, c: &'a Compare, span: Span, target: Label, sense: bool) -> Result<()> {
        let cleanup = self.unit.label();
        let end = self.unit.label();
        self.expr(&c.left)?;
        let Some((last, others)) = c.rest.split_last() else {
            unreachable!("a comparison has a right side");
        };
        for step in others {
            self.comparand(step)?;
            self.unit.op(Op::SWAP, 2, span);
            self.unit.op(Op::COPY, 2, span);
            self.compare_step(step.op, span);
            self.unit.jump(Op::POP_JUMP_IF_FALSE, cleanup, span);
        }
        self.comparand(last)?;
        self.compare_step(last.op, span);
        let op = if sense { Op::POP_JUMP_IF_TRUE } else { Op::POP_JUMP_IF_FALSE };
        self.unit.jump(op, target, span);
        self.unit.jump(Op::JUMP, end, span);
        self.unit.place(cleanup);
        self.unit.op(Op::POP, 0, span);
        if !sense {
            self.unit.jump(Op::JUMP, target, span);
        }
        self.unit.place(end);
        Ok(())
    }

    /// A list, set or tuple display.
    fn display(&mut self, items: &'a [Expr], what: Display, span: Span) -> Result<()> {
        let has_star = items.iter().any(is_starred);
        let (build, add, extend) = match what {
            Display::List => (Op::BUILD_LIST, Op::LIST_APPEND, Op::LIST_EXTEND),
            Display::Tuple => (Op::BUILD_TUPLE, Op::LIST_APPEND, Op::LIST_EXTEND),
            Display::Set => (Op::BUILD_SET, Op::SET_ADD, Op::SET_UPDATE),
        };
        if items.len() >= 3 && !has_star {
            let constants: Option<Box<[Const]>> = items.iter().map(|e| self.constant_of(e)).collect();
            if let Some(constants) = constants {
                self.unit.op(build, 0, span);
                let value = match what {
                    Display::Set => Const::FrozenSet(constants),
                    _ => Const::Tuple(constants),
                };
                self.load_const(value, span);
                self.unit.op(extend, 1, span);
                return Ok(());
            }
        }
        if !has_star && items.len() <= MAX_DISPLAY {
            items.iter().try_for_each(|e| self.expr(e))?;
            self.unit.op(build, items.len() as u32, span);
            return Ok(());
        }
        let empty = if what == Display::Set { Op::BUILD_SET } else { Op::BUILD_LIST };
        // Items before the first star go in together if they are few.
        let stars = items.iter().position(is_starred).unwrap_or(0);
        let first = if stars <= MAX_DISPLAY { stars } else { 0 };
        for e in &items[..first] {
            self.expr(e)?;
        }
        self.unit.op(empty, first as u32, span);
        for e in &items[first..] {
            if let ExprKind::Starred(inner) = &e.kind {
                self.expr(inner)?;
                self.unit.op(extend, 1, span);
            } else {
                self.expr(e)?;
                self.unit.op(add, 1, span);
            }
        }
        if what == Display::Tuple {
            self.unit.op(Op::LIST_TO_TUPLE, 0, span);
        }
        Ok(())
    }

    /// [list] -> [list] with one (perhaps starred) item more.
    pub(super) fn item_of_list(&mut self, e: &'a Expr, span: Span) -> Result<()> {
        if let ExprKind::Starred(inner) = &e.kind {
            self.expr(inner)?;
            self.unit.op(Op::LIST_EXTEND, 1, span);
        } else {
            self.expr(e)?;
            self.unit.op(Op::LIST_APPEND, 1, span);
        }
        Ok(())
    }

    fn dict(&mut self, items: &'a [DictItem], span: Span) -> Result<()> {
        let pairs = items.iter().take_while(|i| i.key.is_some()).count();
        let first = if pairs <= MAX_DISPLAY / 2 { pairs } else { 0 };
        for item in &items[..first] {
            if let Some(key) = &item.key {
                self.expr(key)?;
            }
            self.expr(&item.value)?;
        }
        self.unit.op(Op::BUILD_MAP, first as u32, span);
        for item in &items[first..] {
            match &item.key {
                Some(key) => {
                    self.expr(key)?;
                    self.expr(&item.value)?;
                    self.unit.op(Op::MAP_ADD, 1, span);
                }
                None => {
                    self.expr(&item.value)?;
                    self.unit.op(Op::DICT_UPDATE, 1, span);
                }
            }
        }
        Ok(())
    }

    fn joined(&mut self, parts: &'a [Expr], span: Span) -> Result<()> {
        let mut count = 0;
        for part in parts {
            if matches!(&part.kind, ExprKind::Constant(Constant::Str(s)) if s.is_empty()) {
                continue;
            }
            self.expr(part)?;
            count += 1;
        }
        match count {
            0 => self.load_const(Const::Str("".into()), span),
            1 => {}
            _ => self.unit.op(Op::BUILD_STRING, count, span),
        }
        Ok(())
    }

    fn formatted(&mut self, f: &'a FormattedValue, span: Span) -> Result<()> {
        self.expr(&f.value)?;
        match f.conversion {
            Conversion::None => {}
            Conversion::Str => self.unit.op(Op::CONVERT_VALUE, 1, span),
            Conversion::Repr => self.unit.op(Op::CONVERT_VALUE, 2, span),
            Conversion::Ascii => self.unit.op(Op::CONVERT_VALUE, 3, span),
        }
        match &f.format_spec {
            Some(spec) => {
                self.expr(spec)?;
                self.unit.op(Op::FORMAT_WITH_SPEC, 0, span);
            }
            None => self.unit.op(Op::FORMAT_SIMPLE, 0, span),
        }
        Ok(())
    }
}

/// The comparison of an instruction, if it is one of the six that have a jumping form.
pub(super) fn comparison(op: Op) -> Option<CompareOp> {
    let index = (op as u8).checked_sub(Op::LT as u8)?;
    CompareOp::ALL.get(index as usize).copied()
}
