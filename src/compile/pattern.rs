//! `match`.
//!
//! A pattern leaves its captures on the stack, below the subject while it is matched, and they are stored only when
//! the whole pattern has matched. A test that fails jumps to a label that pops what is on the stack at that moment:
//! `Matcher::fail` holds one label for each depth.

use rcpy_syntax::Symbol;
use rcpy_syntax::ast::*;

use super::unit::Label;
use super::{Compiler, Result};
use crate::bytecode::{Const, Op};

/// State of matching one `case`.
#[derive(Default)]
struct Matcher {
    /// The captured names; the value of the first is the topmost of the captures.
    stores: Vec<Symbol>,
    /// A capture or wildcard may match everything here, as nothing comes after it.
    irrefutable: bool,
    /// Labels for failing with that many words to pop.
    fail: Vec<Label>,
    /// Words above the captures: the subject and the parts of it being matched.
    on_top: usize,
}

impl<'a> Compiler<'a> {
    /// The `match` statement.
    pub(super) fn match_stmt(&mut self, m: &'a Match) -> Result<()> {
        self.expr(&m.subject)?;
        let end = self.unit.label();
        let Some((last, others)) = m.cases.split_last() else {
            unreachable!("a match has a case");
        };
        let default = is_wildcard(&last.pattern) && !others.is_empty();
        let cases = if default { others } else { &m.cases[..] };
        for (i, case) in cases.iter().enumerate() {
            let span = case.pattern.span;
            let keep = i + 1 < cases.len();
            if keep {
                self.unit.op(Op::COPY, 1, span);
            }
            let irrefutable = case.guard.is_some() || i + 1 == m.cases.len();
            let mut matcher = Matcher { irrefutable, ..Matcher::default() };
            self.pattern(&case.pattern, &mut matcher)?;
            for &name in &matcher.stores {
                self.store_name(name, span)?;
            }
            if let Some(guard) = &case.guard {
                let fail = self.fail_label(&mut matcher, 0);
                self.jump_if(guard, fail, false)?;
            }
            if keep {
                self.unit.op(Op::POP, 0, span);
            }
            self.body(&case.body)?;
            self.unit.jump(Op::JUMP, end, span);
            self.place_failures(&mut matcher, span);
        }
        if default {
            if let Some(guard) = &last.guard {
                self.jump_if(guard, end, false)?;
            }
            self.body(&last.body)?;
        }
        self.unit.place(end);
        Ok(())
    }

    fn fail_label(&mut self, m: &mut Matcher, pops: usize) -> Label {
        while m.fail.len() <= pops {
            m.fail.push(self.unit.label());
        }
        m.fail[pops]
    }

    /// The label for failing from here.
    fn fail(&mut self, m: &mut Matcher) -> Label {
        self.fail_label(m, m.on_top + m.stores.len())
    }

    fn fail_if(&mut self, op: Op, m: &mut Matcher, span: Span) {
        let label = self.fail(m);
        self.unit.jump(op, label, span);
    }

    /// Puts the labels here, deepest first, each followed by one pop.
    fn place_failures(&mut self, m: &mut Matcher, span: Span) {
        while let Some(label) = m.fail.pop() {
            self.unit.place(label);
            if !m.fail.is_empty() {
                self.unit.op(Op::POP, 0, span);
            }
        }
    }

    /// [subject] -> [], with the captures below.
    fn pattern(&mut self, p: &'a Pattern, m: &mut Matcher) -> Result<()> {
        let span = p.span;
        match &p.kind {
            PatternKind::Value(e) => {
                self.expr(e)?;
                self.unit.op(Op::EQ, 0, span);
                self.fail_after_pop(m, span);
                Ok(())
            }
            PatternKind::Singleton(c) => {
                let value = super::fold::literal(c);
                self.load_const(value, span);
                self.unit.op(Op::IS, 0, span);
                self.fail_after_pop(m, span);
                Ok(())
            }
            PatternKind::Sequence(items) => self.sequence_pattern(items, m, span),
            PatternKind::Mapping(mapping) => self.mapping_pattern(mapping, m, span),
            PatternKind::Class(class) => self.class_pattern(class, m, span),
            PatternKind::Star(name) => self.capture(*name, m, span),
            PatternKind::As(inner, name) => self.as_pattern(inner.as_deref(), *name, m, span),
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, m, span),
        }
    }

    /// [truth] -> []: the subject is used up, fail when false.
    fn fail_after_pop(&mut self, m: &mut Matcher, span: Span) {
        self.fail_if(Op::POP_JUMP_IF_FALSE, m, span);
    }

    /// A pattern inside another one, where a capture can refute nothing.
    fn subpattern(&mut self, p: &'a Pattern, m: &mut Matcher) -> Result<()> {
        let saved = std::mem::replace(&mut m.irrefutable, true);
        let result = self.pattern(p, m);
        m.irrefutable = saved;
        result
    }

    /// [x] -> []: the top is captured, or dropped. Captures lie below the `on_top` words.
    fn capture(&mut self, name: Option<Symbol>, m: &mut Matcher, span: Span) -> Result<()> {
        let Some(name) = name else {
            self.unit.op(Op::POP, 0, span);
            return Ok(());
        };
        self.context.check_binding(name, span)?;
        if m.stores.contains(&name) {
            let message = format!("multiple assignments to name '{}' in pattern", self.context.names.get(name));
            return self.error(&message, span);
        }
        self.rotate(m.on_top + m.stores.len() + 1, span);
        m.stores.push(name);
        Ok(())
    }

    /// Moves the top to be the `count`-th from the top.
    fn rotate(&mut self, count: usize, span: Span) {
        for n in (2..=count).rev() {
            self.unit.op(Op::SWAP, n as u32, span);
        }
    }

    fn as_pattern(
        &mut self,
        inner: Option<&'a Pattern>,
        name: Option<Symbol>,
        m: &mut Matcher,
        span: Span,
    ) -> Result<()> {
        let Some(inner) = inner else {
            if !m.irrefutable {
                let message = match name {
                    Some(name) => {
                        format!("name capture '{}' makes remaining patterns unreachable", self.context.names.get(name))
                    }
                    None => "wildcard makes remaining patterns unreachable".to_owned(),
                };
                return self.error(&message, span);
            }
            return self.capture(name, m, span);
        };
        m.on_top += 1;
        self.unit.op(Op::COPY, 1, span);
        self.pattern(inner, m)?;
        m.on_top -= 1;
        self.capture(name, m, span)
    }

    fn sequence_pattern(&mut self, items: &'a [Pattern], m: &mut Matcher, span: Span) -> Result<()> {
        let mut star = None;
        let mut only_wildcards = true;
        let mut star_wildcard = false;
        for (i, item) in items.iter().enumerate() {
            if let PatternKind::Star(name) = item.kind {
                if star.is_some() {
                    return self.error("multiple starred expressions in sequence pattern", span);
                }
                star = Some(i);
                star_wildcard = name.is_none();
                only_wildcards &= star_wildcard;
            } else {
                only_wildcards &= is_wildcard(item);
            }
        }
        m.on_top += 1;
        self.unit.op(Op::MATCH_SEQUENCE, 0, span);
        self.fail_if(Op::POP_JUMP_IF_FALSE, m, span);
        let fixed = items.len() - usize::from(star.is_some());
        if star.is_none() || fixed > 0 {
            self.unit.op(Op::GET_LEN, 0, span);
            self.load_const(Const::Int(fixed as i64), span);
            self.unit.op(if star.is_none() { Op::EQ } else { Op::GE }, 0, span);
            self.fail_if(Op::POP_JUMP_IF_FALSE, m, span);
        }
        m.on_top -= 1;
        if only_wildcards {
            self.unit.op(Op::POP, 0, span);
            return Ok(());
        }
        match star {
            Some(at) if star_wildcard => self.pick_items(items, at, m, span),
            _ => self.unpack_items(items, star, m, span),
        }
    }

    fn unpack_items(&mut self, items: &'a [Pattern], star: Option<usize>, m: &mut Matcher, span: Span) -> Result<()> {
        match star {
            None => self.unit.op(Op::UNPACK_SEQUENCE, items.len() as u32, span),
            Some(before) => {
                let after = items.len() - before - 1;
                if before > 0xff || after > 0xffff {
                    return self.error("too many expressions in star-unpacking sequence pattern", span);
                }
                self.unit.op(Op::UNPACK_EX, (before | after << 8) as u32, span);
            }
        }
        m.on_top += items.len();
        for item in items {
            m.on_top -= 1;
            self.subpattern(item, m)?;
        }
        Ok(())
    }

    /// `[a, *_, b]`: only the items that matter are read, by index.
    fn pick_items(&mut self, items: &'a [Pattern], star: usize, m: &mut Matcher, span: Span) -> Result<()> {
        m.on_top += 1;
        for (i, item) in items.iter().enumerate() {
            if i == star || is_wildcard(item) {
                continue;
            }
            self.unit.op(Op::COPY, 1, span);
            if i < star {
                self.load_const(Const::Int(i as i64), span);
            } else {
                self.unit.op(Op::GET_LEN, 0, span);
                self.load_const(Const::Int((items.len() - i) as i64), span);
                self.unit.op(Op::SUB, 0, span);
            }
            self.unit.op(Op::SUBSCR, 0, span);
            self.subpattern(item, m)?;
        }
        m.on_top -= 1;
        self.unit.op(Op::POP, 0, span);
        Ok(())
    }

    fn mapping_pattern(&mut self, p: &'a MatchMapping, m: &mut Matcher, span: Span) -> Result<()> {
        let size = p.keys.len();
        m.on_top += 1;
        self.unit.op(Op::MATCH_MAPPING, 0, span);
        self.fail_if(Op::POP_JUMP_IF_FALSE, m, span);
        if size == 0 && p.rest.is_none() {
            m.on_top -= 1;
            self.unit.op(Op::POP, 0, span);
            return Ok(());
        }
        if size > 0 {
            self.unit.op(Op::GET_LEN, 0, span);
            self.load_const(Const::Int(size as i64), span);
            self.unit.op(Op::GE, 0, span);
            self.fail_if(Op::POP_JUMP_IF_FALSE, m, span);
        }
        let mut seen: Vec<Const> = Vec::with_capacity(size);
        for key in &p.keys {
            if let Some(value) = self.constant_of(key) {
                if seen.iter().any(|s| super::fold::equal(s, &value)) {
                    let repr = super::unparse::constant(&value);
                    let message = format!("mapping pattern checks duplicate key ({repr})");
                    return self.error(&message, span);
                }
                seen.push(value);
            }
            self.expr(key)?;
        }
        self.unit.op(Op::BUILD_TUPLE, size as u32, span);
        self.unit.op(Op::MATCH_KEYS, 0, span);
        m.on_top += 2;
        self.unit.op(Op::COPY, 1, span);
        self.fail_if(Op::POP_JUMP_IF_NONE, m, span);
        // [subject, keys, values]
        self.unit.op(Op::UNPACK_SEQUENCE, size as u32, span);
        m.on_top += size;
        m.on_top -= 1;
        for inner in &p.patterns {
            m.on_top -= 1;
            self.subpattern(inner, m)?;
        }
        m.on_top -= 2;
        match p.rest {
            Some(name) => {
                self.unit.op(Op::DICT_WITHOUT_KEYS, 0, span);
                self.capture(Some(name), m, span)?;
            }
            None => {
                self.unit.op(Op::POP, 0, span);
                self.unit.op(Op::POP, 0, span);
            }
        }
        Ok(())
    }

    fn class_pattern(&mut self, p: &'a MatchClass, m: &mut Matcher, span: Span) -> Result<()> {
        for (ident, pattern) in &p.keywords {
            self.context.check_binding(ident.name, pattern.span)?;
        }
        self.expr(&p.class)?;
        let names = p.keywords.iter().map(|(n, _)| Const::Str(self.context.names.get(n.name).into())).collect();
        self.load_const(Const::Tuple(names), span);
        self.unit.op(Op::MATCH_CLASS, p.patterns.len() as u32, span);
        m.on_top += 1;
        self.unit.op(Op::COPY, 1, span);
        self.fail_if(Op::POP_JUMP_IF_NONE, m, span);
        let count = p.patterns.len() + p.keywords.len();
        self.unit.op(Op::UNPACK_SEQUENCE, count as u32, span);
        m.on_top += count;
        m.on_top -= 1;
        for inner in p.patterns.iter().chain(p.keywords.iter().map(|(_, p)| p)) {
            m.on_top -= 1;
            self.subpattern(inner, m)?;
        }
        Ok(())
    }

    fn or_pattern(&mut self, alternatives: &'a [Pattern], m: &mut Matcher, span: Span) -> Result<()> {
        let end = self.unit.label();
        let mut control: Option<Vec<Symbol>> = None;
        let outer_stores = std::mem::take(&mut m.stores);
        let outer_fail = std::mem::take(&mut m.fail);
        let outer_top = std::mem::take(&mut m.on_top);
        let outer_irrefutable = m.irrefutable;
        for (i, alternative) in alternatives.iter().enumerate() {
            let is_last = i + 1 == alternatives.len();
            m.stores.clear();
            m.irrefutable = is_last && outer_irrefutable;
            m.on_top = 0;
            self.unit.op(Op::COPY, 1, alternative.span);
            self.pattern(alternative, m)?;
            let count = m.stores.len();
            match &control {
                None => control = Some(m.stores.clone()),
                Some(control) => self.reorder(control, m, span)?,
            }
            debug_assert_eq!(count, m.stores.len());
            self.unit.jump(Op::JUMP, end, alternative.span);
            self.place_failures(m, alternative.span);
        }
        let control = control.unwrap_or_default();
        m.stores = outer_stores;
        m.fail = outer_fail;
        m.on_top = outer_top;
        m.irrefutable = outer_irrefutable;
        // No alternative matched: the subject alone is left.
        self.unit.op(Op::POP, 0, span);
        let fail = self.fail(m);
        self.unit.jump(Op::JUMP, fail, span);
        self.unit.place(end);
        // [outer captures, on_top words, subject, captures]: bring the captures below.
        let moves = control.len() + 1 + m.on_top + m.stores.len();
        for name in control {
            self.rotate(moves, span);
            if m.stores.contains(&name) {
                let message = format!("multiple assignments to name '{}' in pattern", self.context.names.get(name));
                return self.error(&message, span);
            }
            m.stores.push(name);
        }
        self.unit.op(Op::POP, 0, span);
        Ok(())
    }

    /// Brings the captures of a later alternative into the order of the first one.
    fn reorder(&mut self, control: &[Symbol], m: &mut Matcher, span: Span) -> Result<()> {
        if control.len() != m.stores.len() || !control.iter().all(|n| m.stores.contains(n)) {
            return self.error("alternative patterns bind different names", span);
        }
        // `stores[i]` is the i-th from the top; exchange pairs by swaps with the top.
        for (place, name) in control.iter().enumerate() {
            let at = m.stores.iter().position(|n| n == name).expect("both hold the same names");
            if at == place {
                continue;
            }
            for i in [place, at, place] {
                if i != 0 {
                    self.unit.op(Op::SWAP, i as u32 + 1, span);
                    m.stores.swap(0, i);
                }
            }
        }
        Ok(())
    }
}

/// Whether a pattern is `_`.
fn is_wildcard(p: &Pattern) -> bool {
    matches!(p.kind, PatternKind::As(None, None))
}
