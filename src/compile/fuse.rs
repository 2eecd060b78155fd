//! Superinstructions: frequent neighbours become one instruction.
//!
//! The pass works before labels become distances and never joins instructions across a label or with different
//! handlers. A joined instruction has the position of the part that can fail. It also drops jumps to the next
//! instruction and code that a shortened jump made unreachable.

use super::expr::comparison;
use super::unit::{Ins, Kind};
use crate::bytecode::{CompareOp, Op};

/// Longest chain of jumps that is followed to its end.
const MAX_THREAD: usize = 8;

/// A jump to a jump goes to the final target; a jump to `return constant` returns.
pub(super) fn thread_jumps(code: &mut [Ins], labels: u32) {
    let mut places = vec![usize::MAX; labels as usize];
    for (i, ins) in code.iter().enumerate() {
        if ins.kind == Kind::Label {
            places[ins.target as usize] = i;
        }
    }
    let first_real = |label: u32| {
        let place = places[label as usize];
        code.get(place..)?.iter().position(Ins::is_real).map(|n| place + n)
    };
    let mut changes = Vec::new();
    for (i, ins) in code.iter().enumerate().filter(|(_, ins)| ins.kind == Kind::Jump) {
        if matches!(ins.op, Op::FOR_ITER | Op::SEND) {
            continue;
        }
        let mut new = *ins;
        for _ in 0..MAX_THREAD {
            let Some(next) = first_real(new.target).map(|n| code[n]) else { break };
            match (ins.op, next.op) {
                (Op::JUMP, Op::RETURN_CONST) => {
                    new = Ins { op: Op::RETURN_CONST, kind: Kind::Plain, arg: next.arg, ..new };
                    break;
                }
                (Op::JUMP | Op::JUMP_BACK, Op::JUMP | Op::JUMP_BACK) => new.target = next.target,
                // A conditional jump stays forward: only JUMP_BACK polls.
                (_, Op::JUMP) if places[next.target as usize] > i => new.target = next.target,
                _ => break,
            }
        }
        if new.target != ins.target || new.kind != ins.kind {
            changes.push((i, new));
        }
    }
    for (i, new) in changes {
        code[i] = new;
    }
}

/// Joins neighbours in all of a unit's code.
pub(super) fn run(code: Vec<Ins>, labels: u32, handlers: &[super::unit::Label]) -> Vec<Ins> {
    let mut used = vec![0u32; labels as usize];
    for ins in &code {
        match ins.kind {
            Kind::Jump => used[ins.target as usize] += 1,
            Kind::Setup => used[handlers[ins.target as usize - 1].0 as usize] += 1,
            _ => {}
        }
    }
    let mut out: Vec<Ins> = Vec::with_capacity(code.len());
    let mut live = true;
    for ins in code {
        match ins.kind {
            Kind::Label => {
                if used[ins.target as usize] == 0 {
                    continue;
                }
                live = true;
                drop_jump_to(&mut out, ins.target);
                out.push(ins);
            }
            Kind::Setup => out.push(ins),
            Kind::Cold => {}
            _ if !live => {}
            _ => {
                live = !ins.op.is_terminator();
                join(&mut out, ins);
            }
        }
    }
    pairs(out)
}

/// `label` comes next: a jump to it at the end of `out` does nothing.
fn drop_jump_to(out: &mut Vec<Ins>, label: u32) {
    if let Some(last) = out.iter().rposition(|i| i.kind != Kind::Label && i.kind != Kind::Setup)
        && out[last].kind == Kind::Jump
        && out[last].op == Op::JUMP
        && out[last].target == label
    {
        out.remove(last);
    }
}

/// The local of a load that needs no check, if it fits 8 bits.
fn loaded(ins: &Ins) -> Option<u32> {
    let is_load = ins.kind == Kind::Plain && matches!(ins.op, Op::LOAD_FAST | Op::LOAD_FAST_BORROW);
    (is_load && ins.arg < 0x100).then_some(ins.arg)
}

fn constant(ins: &Ins, limit: u32) -> Option<u32> {
    (ins.kind == Kind::Plain && ins.op == Op::LOAD_CONST && ins.arg < limit).then_some(ins.arg)
}

/// The last `N` instructions, if they are real and all have this handler.
fn last<const N: usize>(out: &[Ins], handler: u32) -> Option<[Ins; N]> {
    let tail: [Ins; N] = *out.last_chunk()?;
    tail.iter().all(|i| i.is_real() && i.handler == handler).then_some(tail)
}

/// Replaces the last `drop` instructions.
fn replace(out: &mut Vec<Ins>, drop: usize, ins: Ins) {
    out.truncate(out.len() - drop);
    out.push(ins);
}

/// Appends an instruction, joined with what is before it where that is possible.
fn join(out: &mut Vec<Ins>, ins: Ins) {
    if !join_here(out, ins) {
        out.push(ins);
    }
}

fn join_here(out: &mut Vec<Ins>, ins: Ins) -> bool {
    let handler = ins.handler;
    match ins.op {
        Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE => return join_condition(out, ins),
        Op::ADD | Op::SUB | Op::MUL | Op::SUBSCR => return join_binary(out, ins),
        Op::LOAD_ATTR | Op::STORE_ATTR | Op::LOAD_METHOD => {
            let Some([load]) = last(out, handler) else { return false };
            let Some(local) = loaded(&load) else { return false };
            let op = match ins.op {
                Op::LOAD_ATTR => Op::LOAD_ATTR_F,
                Op::STORE_ATTR => Op::STORE_ATTR_F,
                // The receiver stays on the stack, so whether it is counted matters.
                _ if load.op == Op::LOAD_FAST_BORROW => Op::LOAD_METHOD_F,
                _ => return false,
            };
            if ins.arg > 0xffff {
                return false;
            }
            replace(out, 1, Ins { op, arg: local | ins.arg << 8, ..ins });
        }
        Op::PREPARE_CALL => {
            let Some([load]) = last(out, handler) else { return false };
            if load.op != Op::LOAD_GLOBAL {
                return false;
            }
            replace(out, 1, Ins { op: Op::LOAD_GLOBAL_CALL, ..load });
        }
        Op::STORE_FAST => return join_store(out, ins),
        Op::RETURN => {
            let Some([load]) = last(out, handler) else { return false };
            if load.op != Op::LOAD_FAST {
                return false;
            }
            replace(out, 1, Ins { op: Op::RETURN_FAST, arg: load.arg, ..ins });
        }
        _ => return false,
    }
    true
}

fn join_condition(out: &mut Vec<Ins>, ins: Ins) -> bool {
    let handler = ins.handler;
    let Some([test]) = last(out, handler) else { return false };
    let sense = u32::from(ins.op == Op::POP_JUMP_IF_TRUE);
    if sense == 0
        && let Some(local) = loaded(&test)
    {
        replace(out, 1, Ins { op: Op::POP_JUMP_IF_FALSE_F, arg: local, ..ins });
        return true;
    }
    let Some(compare) = comparison(test.op) else { return false };
    if sense == 0
        && let Some([left, right, _]) = last(out, handler)
        && let Some(local) = loaded(&left)
    {
        let joined = match (loaded(&right), constant(&right, 0x100)) {
            (Some(second), _) => both_local(compare).map(|op| (op, second)),
            (_, Some(k)) => local_constant(compare).map(|op| (op, k)),
            _ => None,
        };
        if let Some((op, second)) = joined {
            let fused = Ins { op, kind: Kind::Jump, arg: local | second << 8, target: ins.target, ..test };
            replace(out, 3, fused);
            return true;
        }
    }
    replace(out, 1, Ins { op: compare.jump(), kind: Kind::Jump, arg: sense, target: ins.target, ..test });
    true
}

fn both_local(compare: CompareOp) -> Option<Op> {
    Some(match compare {
        CompareOp::Lt => Op::JUMP_LT_FF,
        CompareOp::Le => Op::JUMP_LE_FF,
        CompareOp::Eq => Op::JUMP_EQ_FF,
        CompareOp::Gt => Op::JUMP_GT_FF,
        CompareOp::Ne | CompareOp::Ge => return None,
    })
}

fn local_constant(compare: CompareOp) -> Option<Op> {
    Some(match compare {
        CompareOp::Lt => Op::JUMP_LT_FC,
        CompareOp::Le => Op::JUMP_LE_FC,
        CompareOp::Eq => Op::JUMP_EQ_FC,
        CompareOp::Ne => Op::JUMP_NE_FC,
        CompareOp::Gt => Op::JUMP_GT_FC,
        CompareOp::Ge => Op::JUMP_GE_FC,
    })
}

/// The plain form of a jump on locals: what the first two words push, and the comparison.
pub(super) fn split_condition(op: Op) -> Option<(Op, CompareOp)> {
    let locals = Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW;
    let constant = Op::LOAD_FAST_BORROW_LOAD_CONST;
    CompareOp::ALL.iter().find_map(|&compare| match op {
        _ if both_local(compare) == Some(op) => Some((locals, compare)),
        _ if local_constant(compare) == Some(op) => Some((constant, compare)),
        _ => None,
    })
}

fn join_binary(out: &mut Vec<Ins>, ins: Ins) -> bool {
    let handler = ins.handler;
    let Some([right]) = last(out, handler) else { return false };
    if let Some([left, _]) = last::<2>(out, handler)
        && let Some(local) = loaded(&left)
    {
        let joined = match (ins.op, loaded(&right), constant(&right, 0x1_0000)) {
            (Op::ADD, Some(r), _) => Some((Op::ADD_FF, r)),
            (Op::SUB, Some(r), _) => Some((Op::SUB_FF, r)),
            (Op::MUL, Some(r), _) => Some((Op::MUL_FF, r)),
            (Op::SUBSCR, Some(r), _) => Some((Op::SUBSCR_FF, r)),
            (Op::ADD, _, Some(k)) => Some((Op::ADD_FC, k)),
            (Op::SUB, _, Some(k)) => Some((Op::SUB_FC, k)),
            (Op::MUL, _, Some(k)) => Some((Op::MUL_FC, k)),
            _ => None,
        };
        if let Some((op, second)) = joined {
            replace(out, 2, Ins { op, arg: local | second << 8, ..ins });
            return true;
        }
    }
    let is_load = matches!(right.op, Op::LOAD_FAST | Op::LOAD_FAST_BORROW);
    let op = match (ins.op, is_load, right.op == Op::LOAD_CONST) {
        (Op::ADD, true, _) => Op::ADD_F,
        (Op::SUB, true, _) => Op::SUB_F,
        (Op::MUL, true, _) => Op::MUL_F,
        (Op::SUBSCR, true, _) => Op::SUBSCR_F,
        (Op::ADD, _, true) => Op::ADD_C,
        (Op::SUB, _, true) => Op::SUB_C,
        (Op::SUBSCR, _, true) => Op::SUBSCR_C,
        _ => return false,
    };
    replace(out, 1, Ins { op, arg: right.arg, ..ins });
    true
}

fn join_store(out: &mut Vec<Ins>, ins: Ins) -> bool {
    let handler = ins.handler;
    if let Some([load, k, add]) = last(out, handler)
        && add.op == Op::INPLACE_ADD
        && let (Some(local), Some(k)) = (loaded(&load), constant(&k, 0x1_0000))
        && local == ins.arg
    {
        replace(out, 3, Ins { op: Op::INC_FAST, arg: local | k << 8, ..add });
        return true;
    }
    let Some([before]) = last(out, handler) else { return false };
    match before.op {
        Op::ADD => replace(out, 1, Ins { op: Op::ADD_STORE, arg: ins.arg, ..before }),
        Op::FOR_ITER if ins.arg < 0x100 => replace(out, 1, Ins { op: Op::FOR_ITER_STORE, arg: ins.arg, ..before }),
        _ => return false,
    }
    true
}

/// Joins loads and stores that stayed single.
fn pairs(code: Vec<Ins>) -> Vec<Ins> {
    let mut out: Vec<Ins> = Vec::with_capacity(code.len());
    for ins in code {
        if ins.is_real()
            && let Some([before]) = last(&out, ins.handler)
            && let Some((op, limit)) = pair(before.op, ins.op)
            && before.arg < 0x100
            && ins.arg < limit
        {
            replace(&mut out, 1, Ins { op, arg: before.arg | ins.arg << 8, ..before });
            continue;
        }
        out.push(ins);
    }
    out
}

/// The pair's opcode and what its second operand must be below.
fn pair(first: Op, second: Op) -> Option<(Op, u32)> {
    Some(match (first, second) {
        (Op::LOAD_FAST, Op::LOAD_FAST) => (Op::LOAD_FAST_LOAD_FAST, 0x100),
        (Op::LOAD_FAST_BORROW, Op::LOAD_FAST_BORROW) => (Op::LOAD_FAST_BORROW_LOAD_FAST_BORROW, 0x100),
        (Op::LOAD_FAST, Op::LOAD_CONST) => (Op::LOAD_FAST_LOAD_CONST, 0x1_0000),
        (Op::LOAD_FAST_BORROW, Op::LOAD_CONST) => (Op::LOAD_FAST_BORROW_LOAD_CONST, 0x1_0000),
        (Op::STORE_FAST, Op::LOAD_FAST) => (Op::STORE_FAST_LOAD_FAST, 0x100),
        (Op::STORE_FAST, Op::STORE_FAST) => (Op::STORE_FAST_STORE_FAST, 0x100),
        _ => return None,
    })
}
