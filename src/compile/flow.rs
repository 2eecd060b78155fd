//! The flow pass: stack depths, dead code, and locals that may be unbound.
//!
//! One walk in program order suffices: every label but the head of a loop is reached first from above, so its depth
//! and the locals bound there are known when it comes; the head of a loop is reached by falling in.

use super::unit::{Ins, Kind, Unit};
use super::{CompileError, Context};
use crate::bytecode::Op;

/// What the pass finds out.
pub(super) struct Flow {
    /// Deepest stack in words.
    pub stack_size: u32,
    /// Stack depth below the exception at each handler, by id less one.
    pub handler_depths: Vec<u32>,
}

/// Sets of locals that are surely bound, one for each label that has been reached.
struct Bound {
    words: usize,
    now: Vec<u64>,
    labels: Vec<u64>,
}

/// Most words of label sets; units that need more check every load.
const MAX_WORDS: usize = 1 << 22;

impl Bound {
    fn new(unit: &Unit<'_>) -> Self {
        let words = unit.locals.len().div_ceil(64);
        let tracked = words * unit.labels as usize <= MAX_WORDS;
        let words = if tracked { words } else { 0 };
        let mut bound = Self { words, now: vec![0; words], labels: vec![0; words * unit.labels as usize] };
        for local in 0..unit.bound_at_entry {
            bound.set(local, true);
        }
        bound
    }

    fn set(&mut self, local: u32, value: bool) {
        if let Some(word) = self.now.get_mut(local as usize / 64) {
            let bit = 1 << (local % 64);
            if value { *word |= bit } else { *word &= !bit }
        }
    }

    fn get(&self, local: u32) -> bool {
        self.now.get(local as usize / 64).is_some_and(|word| word >> (local % 64) & 1 == 1)
    }

    fn of_label(&mut self, label: u32) -> &mut [u64] {
        let start = label as usize * self.words;
        &mut self.labels[start..start + self.words]
    }

    /// Control passes from here to a label; `first` if for the first time.
    fn flow_to(&mut self, label: u32, first: bool) {
        let now = std::mem::take(&mut self.now);
        for (there, here) in self.of_label(label).iter_mut().zip(&now) {
            *there = if first { *here } else { *there & here };
        }
        self.now = now;
    }

    fn take_label(&mut self, label: u32) {
        let start = label as usize * self.words;
        self.now.copy_from_slice(&self.labels[start..start + self.words]);
    }
}

/// Runs the pass over a unit's code.
pub(super) fn run(unit: &mut Unit<'_>, context: &Context<'_>) -> Result<Flow, CompileError> {
    let mut code = std::mem::take(&mut unit.code);
    // A local that the program deletes may be unbound anywhere; comprehension variables are cleared where they end.
    let mut deleted = vec![false; unit.locals.len()];
    for ins in code.iter().filter(|i| i.op == Op::DELETE_FAST && i.kind == Kind::Plain) {
        deleted[ins.arg as usize] = true;
    }
    let mut bound = Bound::new(unit);
    let mut depths: Vec<Option<i32>> = vec![None; unit.labels as usize];
    let mut handler_depths = vec![0; unit.handlers.len()];
    let mut depth = 0i32;
    let mut deepest = 0i32;
    let mut live = true;
    let mut kept = 0;
    for i in 0..code.len() {
        let mut ins = code[i];
        match ins.kind {
            Kind::Label => {
                let known = depths[ins.target as usize];
                if live {
                    debug_assert!(known.is_none_or(|d| d == depth), "depths differ at a label of {}", unit.qualname);
                    bound.flow_to(ins.target, known.is_none());
                    depths[ins.target as usize] = Some(depth);
                }
                match depths[ins.target as usize] {
                    None => continue,
                    Some(d) => {
                        depth = d;
                        live = true;
                        bound.take_label(ins.target);
                    }
                }
            }
            Kind::Cold => {}
            _ if !live => continue,
            Kind::Setup => {
                let handler = ins.target as usize - 1;
                let label = unit.handlers[handler].0;
                let base = depth - ins.arg as i32;
                debug_assert!(base >= 0);
                handler_depths[handler] = base.max(0) as u32;
                let known = depths[label as usize].replace(base + 1);
                bound.flow_to(label, known.is_none());
                deepest = deepest.max(base + 1);
            }
            Kind::Plain | Kind::Jump => {
                note_locals(&mut ins, &mut bound, &deleted);
                if ins.kind == Kind::Jump {
                    let there = depth + ins.op.jump_effect(ins.arg);
                    let known = depths[ins.target as usize].replace(there);
                    debug_assert!(known.is_none_or(|d| d == there), "depths differ at a jump of {}", unit.qualname);
                    // A jump backward adds nothing: what was bound at the head of the loop still is.
                    if ins.op != Op::JUMP_BACK {
                        bound.flow_to(ins.target, known.is_none());
                    }
                }
                depth += (ins.op.info().effect)(ins.arg);
                debug_assert!(depth >= 0, "the stack of {} underflows at {:?}", unit.qualname, ins.op);
                deepest = deepest.max(depth);
                live = !ins.op.is_terminator();
            }
        }
        code[kept] = ins;
        kept += 1;
    }
    code.truncate(kept);
    unit.code = code;
    let stack_size = deepest.max(1) as u32;
    if stack_size > crate::bytecode::op::MAX_OPERAND {
        return Err(context.error("too many values on the stack", rcpy_syntax::ast::Span::default()));
    }
    Ok(Flow { stack_size, handler_depths })
}

/// Follows what an instruction does to the locals, and turns loads of unbound ones into checking loads.
fn note_locals(ins: &mut Ins, bound: &mut Bound, deleted: &[bool]) {
    match ins.op {
        Op::LOAD_FAST if deleted[ins.arg as usize] || !bound.get(ins.arg) => {
            ins.op = Op::LOAD_FAST_CHECK;
            bound.set(ins.arg, true);
        }
        Op::STORE_FAST => bound.set(ins.arg, true),
        Op::DELETE_FAST | Op::CLEAR_FAST => bound.set(ins.arg, false),
        _ => {}
    }
}

/// Moves the stretches that run rarely behind the rest, deeper nested ones last.
pub(super) fn move_cold(code: Vec<Ins>) -> Vec<Ins> {
    if !code.iter().any(|i| i.kind == Kind::Cold) {
        return code;
    }
    let mut levels: Vec<Vec<Ins>> = vec![Vec::with_capacity(code.len())];
    let mut level = 0;
    for ins in code {
        if ins.kind == Kind::Cold {
            if ins.arg == 1 {
                level += 1;
                if levels.len() == level {
                    levels.push(Vec::new());
                }
            } else {
                level -= 1;
            }
            continue;
        }
        levels[level].push(ins);
    }
    let mut levels = levels.into_iter();
    let mut out = levels.next().unwrap_or_default();
    levels.for_each(|l| out.extend(l));
    out
}
