//! The last step: labels become distances, and the tables of lines and exceptions are written.

use std::sync::Arc;

use rcpy_syntax::LineIndex;
use rcpy_syntax::ast::Span;

use super::unit::{Ins, Kind, Unit};
use super::{Compiler, Result, borrow, flow, fuse};
use crate::bytecode::code::flags;
use crate::bytecode::op::MAX_OPERAND;
use crate::bytecode::{CodeUnit, ExceptionRange, Instr, Op, Operand, Position};

impl Compiler<'_> {
    /// Turns the current unit into a code unit; its instructions are used up.
    pub(super) fn finish_unit(&mut self) -> Result<Arc<CodeUnit>> {
        let flow = flow::run(&mut self.unit, &self.context)?;
        let mut code = flow::move_cold(std::mem::take(&mut self.unit.code));
        self.finished += code.len();
        fuse::thread_jumps(&mut code, self.unit.labels);
        borrow::run(&mut code);
        let mut code = fuse::run(code, self.unit.labels, &self.unit.handlers);
        let places = settle(&mut code, self.unit.labels);
        let span = code.first().map_or(Span::default(), |i| i.span);
        let Some(instrs) = encode(&code, &places) else {
            return self.error("too many instructions, names or constants in one block of code", span);
        };
        let exceptions = exception_table(&code, &places, &self.unit, &flow.handler_depths);
        let lines = line_table(&code, self.context.lines, self.context.options.first_line);
        let unit = &mut self.unit;
        if needs_close(unit.flags, &code, !exceptions.is_empty()) {
            unit.flags |= flags::NEEDS_CLOSE;
        }
        let names = &self.context.names;
        let code = Arc::new(CodeUnit {
            name: std::mem::take(&mut unit.name),
            qualname: std::mem::take(&mut unit.qualname),
            filename: Arc::clone(&self.context.filename),
            first_line: unit.first_line,
            flags: unit.flags,
            arg_count: unit.arg_count,
            posonly_count: unit.posonly_count,
            kwonly_count: unit.kwonly_count,
            locals: unit.locals.iter().map(|&s| names.get(s).into()).collect(),
            cells: std::mem::take(&mut unit.cells),
            free_count: unit.free.len() as u32,
            stack_size: flow.stack_size,
            instrs,
            k: std::mem::take(&mut unit.k.entries),
            exceptions,
            lines,
        });
        #[cfg(debug_assertions)]
        if let Err(problem) = super::verify::verify_unit(&code) {
            unreachable!("the compiler made wrong code for {}: {problem}", code.qualname);
        }
        Ok(code)
    }
}

/// Whether a suspended frame of this code has something to do before it dies: a `finally` to run, an iterator to close, a
/// warning to give, a hook to call.
fn needs_close(flags: u32, code: &[Ins], has_handlers: bool) -> bool {
    flags & (flags::COROUTINE | flags::ASYNC_GENERATOR) != 0
        || flags & flags::GENERATOR != 0 && (has_handlers || code.iter().any(|ins| ins.op == Op::SEND))
}

/// Replaces the short jumps that do not reach by their long forms; returns where each label stands.
fn settle(code: &mut Vec<Ins>, labels: u32) -> Vec<u32> {
    loop {
        let places = label_places(code, labels);
        let mut at = 0u32;
        let mut too_far = Vec::new();
        for (i, ins) in code.iter().enumerate() {
            if !ins.is_real() {
                continue;
            }
            at += 1;
            if ins.kind == Kind::Jump {
                let distance = i64::from(places[ins.target as usize]) - i64::from(at);
                let fits = match ins.op.info().operand {
                    Operand::LocalPairJump | Operand::LocalConstJump => i8::try_from(distance).is_ok(),
                    Operand::LocalJump => i16::try_from(distance).is_ok(),
                    _ => true,
                };
                if !fits {
                    too_far.push(i);
                }
            }
        }
        if too_far.is_empty() {
            return places;
        }
        let mut longer = Vec::with_capacity(code.len() + too_far.len());
        let mut far = too_far.into_iter().peekable();
        for (i, ins) in code.iter().enumerate() {
            if far.next_if_eq(&i).is_some() {
                longer.extend(long_form(ins));
            } else {
                longer.push(*ins);
            }
        }
        *code = longer;
    }
}

fn label_places(code: &[Ins], labels: u32) -> Vec<u32> {
    let mut places = vec![0; labels as usize];
    let mut at = 0;
    for ins in code {
        match ins.kind {
            Kind::Label => places[ins.target as usize] = at,
            Kind::Plain | Kind::Jump => at += 1,
            Kind::Setup | Kind::Cold => {}
        }
    }
    places
}

/// Two instructions that do what a short jump does.
fn long_form(ins: &Ins) -> [Ins; 2] {
    let plain = Ins { kind: Kind::Plain, target: 0, ..*ins };
    match ins.op {
        Op::FOR_ITER_STORE => [Ins { op: Op::FOR_ITER, arg: 0, ..*ins }, Ins { op: Op::STORE_FAST, ..plain }],
        Op::POP_JUMP_IF_FALSE_F => {
            [Ins { op: Op::LOAD_FAST_BORROW, ..plain }, Ins { op: Op::POP_JUMP_IF_FALSE, arg: 0, ..*ins }]
        }
        _ => {
            let (load, compare) = fuse::split_condition(ins.op).expect("only these jumps have short distances");
            [Ins { op: load, ..plain }, Ins { op: compare.jump(), arg: 0, ..*ins }]
        }
    }
}

/// The instruction words, or `None` if an operand does not fit.
fn encode(code: &[Ins], places: &[u32]) -> Option<Vec<u32>> {
    let mut out = Vec::with_capacity(code.len());
    for ins in code {
        let word = match ins.kind {
            Kind::Label | Kind::Setup | Kind::Cold => continue,
            Kind::Plain => (ins.arg <= MAX_OPERAND).then(|| Instr::new(ins.op, ins.arg))?,
            Kind::Jump => {
                let distance = i64::from(places[ins.target as usize]) - (out.len() as i64 + 1);
                let distance = i32::try_from(distance).ok()?;
                encode_jump(ins, distance)?
            }
        };
        out.push(word.0);
    }
    Some(out)
}

fn encode_jump(ins: &Ins, distance: i32) -> Option<Instr> {
    let fits = |bits: u32| (-(1 << (bits - 1))..1 << (bits - 1)).contains(&distance);
    let bits = distance as u32;
    Some(match ins.op.info().operand {
        Operand::Jump => {
            let op = match ins.op {
                Op::JUMP if distance < 0 => Op::JUMP_BACK,
                Op::JUMP_BACK if distance >= 0 => Op::JUMP,
                op => op,
            };
            fits(24).then(|| Instr::new(op, bits & MAX_OPERAND))?
        }
        Operand::CompareJump => fits(23).then(|| Instr::new(ins.op, (bits << 1 | ins.arg) & MAX_OPERAND))?,
        Operand::LocalJump => fits(16).then(|| Instr::new(ins.op, (bits << 8 | ins.arg) & MAX_OPERAND))?,
        _ => fits(8).then(|| Instr::new(ins.op, (bits << 16 | ins.arg) & MAX_OPERAND))?,
    })
}

/// Runs of instructions with the same handler. As every instruction knows its innermost handler, they do not overlap.
fn exception_table(code: &[Ins], places: &[u32], unit: &Unit<'_>, depths: &[u32]) -> Vec<ExceptionRange> {
    let mut table: Vec<ExceptionRange> = Vec::new();
    let mut open = 0;
    for (at, ins) in (0..).zip(code.iter().filter(|i| i.is_real())) {
        if ins.handler != 0 {
            if ins.handler == open
                && let Some(range) = table.last_mut()
            {
                range.end = at + 1;
            } else {
                let handler = ins.handler as usize - 1;
                let target = places[unit.handlers[handler].0 as usize];
                table.push(ExceptionRange { start: at, end: at + 1, target, depth: depths[handler] });
            }
        }
        open = ins.handler;
    }
    table
}

fn line_table(code: &[Ins], lines: &LineIndex, offset: u32) -> Vec<(u32, Position)> {
    let mut table: Vec<(u32, Position)> = Vec::with_capacity(code.len() / 2 + 1);
    let mut finder = LineFinder { lines, line: 1, start: 0, end: lines.start(2).unwrap_or(u32::MAX) };
    let mut before = None;
    for (at, ins) in code.iter().filter(|i| i.is_real()).enumerate() {
        if before == Some(ins.span) {
            continue;
        }
        before = Some(ins.span);
        let (line, col) = finder.find(ins.span.start);
        let (end_line, end_col) = finder.find(ins.span.end);
        table.push((at as u32, Position { line: line + offset, end_line: end_line + offset, col, end_col }));
    }
    table
}

/// Looks lines up, trying the last one first: neighbours are mostly on one line.
struct LineFinder<'a> {
    lines: &'a LineIndex,
    line: u32,
    start: u32,
    end: u32,
}

impl LineFinder<'_> {
    /// Line from 1 and column from 0.
    fn find(&mut self, offset: u32) -> (u32, u32) {
        if offset < self.start || offset >= self.end {
            self.line = self.lines.line(offset);
            self.start = self.lines.start(self.line).unwrap_or(0);
            self.end = self.lines.start(self.line + 1).unwrap_or(u32::MAX);
        }
        (self.line, offset - self.start)
    }
}
