//! An independent check of finished code, for tests and debug builds.
//!
//! It knows nothing of how code is made: it follows every path through the instructions and checks that stack depths
//! agree where paths meet, that operands and jump targets are in range, and that no path runs off the end.

use crate::bytecode::code::flags;
use crate::bytecode::{CodeUnit, Const, Instr, KEntry, Op, Operand};

/// Checks a unit and the units inside it.
///
/// # Errors
/// A sentence on the first violation found.
pub fn verify(unit: &CodeUnit) -> Result<(), String> {
    verify_unit(unit).map_err(|e| format!("{}: {e}", unit.qualname))?;
    for entry in &unit.k {
        if let KEntry::Const(Const::Code(inner)) = entry {
            verify(inner)?;
        }
    }
    Ok(())
}

/// The signed distance of a jump.
pub(crate) fn distance(instr: Instr) -> Option<i32> {
    let word = instr.0 as i32;
    Some(match instr.op().info().operand {
        Operand::Jump => word >> 8,
        Operand::CompareJump => word >> 9,
        Operand::LocalJump => word >> 16,
        Operand::LocalPairJump | Operand::LocalConstJump => word >> 24,
        _ => return None,
    })
}

/// Checks one unit.
///
/// # Errors
/// A sentence on the first violation found.
pub fn verify_unit(unit: &CodeUnit) -> Result<(), String> {
    let count = unit.instrs.len();
    for (at, &word) in unit.instrs.iter().enumerate() {
        if Op::from_u8(word as u8).is_none() {
            return Err(format!("no such opcode at {at}"));
        }
        check_operand(unit, Instr(word)).map_err(|e| format!("{e} at {at} ({:?})", Instr(word).op()))?;
    }
    check_tables(unit)?;
    let mut depths: Vec<Option<i32>> = vec![None; count];
    let mut work = vec![(0usize, 0i32)];
    while let Some((at, depth)) = work.pop() {
        let Some(seen) = depths.get_mut(at) else {
            return Err(format!("a path leaves the code at {at}"));
        };
        match *seen {
            Some(d) if d == depth => continue,
            Some(d) => return Err(format!("depth {d} and {depth} at {at}")),
            None => *seen = Some(depth),
        }
        if let Some(range) = unit.exceptions.iter().find(|r| (r.start as usize..r.end as usize).contains(&at)) {
            // Instructions that cannot fail may stand deeper or shallower than the handler expects.
            work.push((range.target as usize, range.depth as i32 + 1));
        }
        let instr = Instr(unit.instrs[at]);
        let op = instr.op();
        if let Some(d) = distance(instr) {
            let target = usize::try_from(at as i64 + 1 + i64::from(d)).map_err(|_| format!("bad target at {at}"))?;
            if (target <= at) != (op == Op::JUMP_BACK) {
                return Err(format!("{op:?} at {at} goes the wrong way"));
            }
            work.push((target, depth + op.jump_effect(instr.arg())));
        }
        let after = depth + (op.info().effect)(instr.arg());
        if after < 0 || after.max(depth) > unit.stack_size as i32 {
            return Err(format!("depth {after} at {at} of a stack of {}", unit.stack_size));
        }
        if !op.is_terminator() {
            work.push((at + 1, after));
        }
    }
    Ok(())
}

fn check_tables(unit: &CodeUnit) -> Result<(), String> {
    let count = unit.instrs.len() as u32;
    let mut end = 0;
    for r in &unit.exceptions {
        if r.start >= r.end || r.end > count || r.target >= count || r.start < end || r.depth >= unit.stack_size {
            return Err(format!("bad exception range {r:?}"));
        }
        end = r.end;
    }
    if !unit.lines.is_sorted_by(|a, b| a.0 < b.0) || unit.lines.last().is_some_and(|l| l.0 >= count) {
        return Err("the line table is not ascending".into());
    }
    let locals = unit.locals.len() as u32;
    if unit.param_count() > locals || unit.free_count > locals || unit.cells.iter().any(|&c| c >= locals) {
        return Err("more parameters, cells or free variables than locals".into());
    }
    if unit.flags & flags::NAMESPACE != 0 && unit.locals.first().is_none_or(|n| &**n != ".namespace") {
        return Err("local 0 is not the namespace".into());
    }
    let reserved = unit.k.iter().take(3).filter(|e| **e == KEntry::Reserved).count();
    if reserved != 3 || unit.k[3..].contains(&KEntry::Reserved) {
        return Err("k does not start with its three reserved entries".into());
    }
    Ok(())
}

fn check_operand(unit: &CodeUnit, instr: Instr) -> Result<(), String> {
    let arg = instr.arg();
    let local = |i: u32| if (i as usize) < unit.locals.len() { Ok(()) } else { Err(format!("no local {i}")) };
    let constant = |i: u32| match unit.k.get(i as usize) {
        Some(KEntry::Const(_)) => Ok(()),
        _ => Err(format!("k[{i}] is no constant")),
    };
    let name = |i: u32| match unit.k.get(i as usize) {
        Some(KEntry::Name(_)) => Ok(()),
        _ => Err(format!("k[{i}] is no name")),
    };
    let cached = |i: u32| {
        name(i)?;
        match unit.k.get(i as usize + 1..i as usize + 3) {
            Some([KEntry::Cache, KEntry::Cache]) => Ok(()),
            _ => Err(format!("no caches after k[{i}]")),
        }
    };
    match instr.op().info().operand {
        Operand::None if arg != 0 => Err("an operand where none is read".into()),
        Operand::None | Operand::Count | Operand::Flags | Operand::Jump | Operand::CompareJump => Ok(()),
        Operand::Local => local(arg),
        Operand::LocalPair => local(arg & 0xff).and(local(arg >> 8 & 0xff)),
        Operand::LocalConst if instr.op() == Op::LOAD_CLASS_DEREF => local(arg & 0xff).and(name(arg >> 8)),
        Operand::LocalConst => local(arg & 0xff).and(constant(arg >> 8)),
        Operand::Const => constant(arg),
        Operand::Name => name(arg),
        Operand::NameCache => cached(arg),
        Operand::LocalName => local(arg & 0xff).and(cached(arg >> 8)),
        Operand::LocalPairJump => local(arg & 0xff).and(local(arg >> 8 & 0xff)),
        Operand::LocalConstJump => local(arg & 0xff).and(constant(arg >> 8 & 0xff)),
        Operand::LocalJump => local(arg & 0xff),
    }
}
