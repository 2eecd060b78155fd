//! The disassembler: code units as text, in the layout of CPython 3.13's `dis`.

use std::fmt::Write;

use super::code::{CodeUnit, Const, KEntry, Position};
use super::op::{BinaryOp, Instr, Op, Operand};

/// The listing of a unit and of all units inside it.
pub fn dis(unit: &CodeUnit) -> String {
    let mut out = String::new();
    let mut units = vec![unit];
    // Breadth in order of definition, depth first: a stack with the children reversed.
    while let Some(unit) = units.pop() {
        if !out.is_empty() {
            let _ = write!(out, "\nDisassembly of <code object {}, line {}>:\n", unit.qualname, unit.first_line);
        }
        one(unit, &mut out);
        let inner = unit.k.iter().rev().filter_map(|e| match e {
            KEntry::Const(Const::Code(code)) => Some(&**code),
            _ => None,
        });
        units.extend(inner);
    }
    out
}

/// The listing of one unit, without those inside it.
pub fn listing(unit: &CodeUnit) -> String {
    let mut out = String::new();
    one(unit, &mut out);
    out
}

/// An instruction as it is shown.
pub struct Shown {
    /// The instruction.
    pub instr: Instr,
    /// What the operand means, if it needs saying.
    pub meaning: String,
    /// Where it came from.
    pub position: Position,
    /// Does a jump or a handler lead here?
    pub target: bool,
}

/// The instructions of a unit in order.
pub fn instructions(unit: &CodeUnit) -> Vec<Shown> {
    let labels = labels(unit);
    let shown = unit.instrs.iter().enumerate().map(|(at, &word)| {
        let instr = Instr(word);
        let meaning = argument(unit, &labels, at, instr);
        Shown { instr, meaning, position: unit.position(at as u32), target: labels[at] != 0 }
    });
    shown.collect()
}

/// The index a jump at `at` goes to.
fn jump_target(at: usize, instr: Instr) -> Option<usize> {
    let word = instr.0 as i32;
    let distance = match instr.op().info().operand {
        Operand::Jump => word >> 8,
        Operand::CompareJump => word >> 9,
        Operand::LocalJump => word >> 16,
        Operand::LocalPairJump | Operand::LocalConstJump => word >> 24,
        _ => return None,
    };
    usize::try_from(at as i64 + 1 + i64::from(distance)).ok()
}

/// Label numbers from 1, by instruction; 0 where there is none.
fn labels(unit: &CodeUnit) -> Vec<usize> {
    let mut marked = vec![0; unit.instrs.len() + 1];
    let jumps = unit.instrs.iter().enumerate().filter_map(|(at, &word)| jump_target(at, Instr(word)));
    for target in jumps.chain(unit.exceptions.iter().map(|r| r.target as usize)) {
        if let Some(mark) = marked.get_mut(target) {
            *mark = 1;
        }
    }
    let mut count = 0;
    for mark in marked.iter_mut().filter(|m| **m != 0) {
        count += 1;
        *mark = count;
    }
    marked
}

fn one(unit: &CodeUnit, out: &mut String) {
    let labels = labels(unit);
    let label_width = labels.iter().max().map_or(0, |m| if *m == 0 { 0 } else { m.to_string().len() + 2 });
    let mut line = 0;
    for (at, &word) in unit.instrs.iter().enumerate() {
        let instr = Instr(word);
        let position = unit.position(at as u32);
        if position.line != line {
            if line != 0 {
                out.push('\n');
            }
            line = position.line;
            let _ = write!(out, "{line:>4}  ");
        } else {
            out.push_str("      ");
        }
        let label = if labels[at] == 0 { String::new() } else { format!("L{}:", labels[at]) };
        let _ = write!(out, "{label:>label_width$} {at:>6} ");
        let info = instr.op().info();
        if info.operand == Operand::None {
            let _ = writeln!(out, "{}", info.name);
            continue;
        }
        let _ = write!(out, "{:<24} {:>5}", info.name, instr.arg());
        let text = argument(unit, &labels, at, instr);
        if text.is_empty() {
            out.push('\n');
        } else {
            let _ = writeln!(out, " ({text})");
        }
    }
    if !unit.exceptions.is_empty() {
        out.push_str("ExceptionTable:\n");
        for r in &unit.exceptions {
            let label = labels.get(r.target as usize).copied().unwrap_or(0);
            let _ = writeln!(out, "  {} to {} -> L{label} [{}]", r.start, r.end - 1, r.depth);
        }
    }
}

/// What an operand means.
fn argument(unit: &CodeUnit, labels: &[usize], at: usize, instr: Instr) -> String {
    let arg = instr.arg();
    let low = arg & 0xff;
    let middle = arg >> 8 & 0xff;
    let high = arg >> 8;
    let to = || {
        let target = jump_target(at, instr).unwrap_or(0);
        format!("to L{}", labels.get(target).copied().unwrap_or(0))
    };
    match instr.op().info().operand {
        Operand::None | Operand::Count => String::new(),
        Operand::Local => local(unit, arg),
        Operand::LocalPair => format!("{}, {}", local(unit, low), local(unit, middle)),
        Operand::LocalConst => format!("{}, {}", local(unit, low), entry(unit, high)),
        Operand::Const | Operand::Name | Operand::NameCache => entry(unit, arg),
        Operand::LocalName => format!("{}, {}", local(unit, low), entry(unit, high)),
        Operand::Jump => to(),
        Operand::CompareJump => format!("{} {}", if arg & 1 == 1 { "if" } else { "unless" }, to()),
        Operand::LocalPairJump => format!("{}, {}, {}", local(unit, low), local(unit, middle), to()),
        Operand::LocalConstJump => format!("{}, {}, {}", local(unit, low), entry(unit, middle), to()),
        Operand::LocalJump => format!("{}, {}", local(unit, low), to()),
        Operand::Flags => flags(instr.op(), arg),
    }
}

fn local(unit: &CodeUnit, index: u32) -> String {
    unit.locals.get(index as usize).map_or_else(|| format!("local {index}?"), |n| n.to_string())
}

fn entry(unit: &CodeUnit, index: u32) -> String {
    match unit.k.get(index as usize) {
        Some(KEntry::Const(c)) => {
            let mut text = String::new();
            c.write_repr(&mut text);
            text
        }
        Some(KEntry::Name(n)) => n.to_string(),
        Some(KEntry::Reserved) => "reserved".to_owned(),
        Some(KEntry::Cache) | None => format!("k[{index}]?"),
    }
}

fn flags(op: Op, arg: u32) -> String {
    match op {
        Op::INPLACE => BinaryOp::ALL.get(arg as usize).map_or_else(String::new, |b| format!("{}=", b.symbol())),
        Op::IS => if arg == 1 { "is not" } else { "is" }.to_owned(),
        Op::CONTAINS => if arg == 1 { "not in" } else { "in" }.to_owned(),
        Op::CONVERT_VALUE => ["", "str", "repr", "ascii"].get(arg as usize).map_or_else(String::new, |s| s.to_string()),
        Op::UNPACK_EX => format!("{} before, {} after", arg & 0xff, arg >> 8),
        Op::MAKE_FUNCTION => {
            let parts = ["defaults", "kwdefaults", "annotations", "closure"];
            let present: Vec<&str> = (0..4).filter(|i| arg >> i & 1 == 1).map(|i| parts[i]).collect();
            present.join(", ")
        }
        _ => String::new(),
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}-{}:{}", self.line, self.col, self.end_line, self.end_col)
    }
}
