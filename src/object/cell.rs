//! Cells: variables shared between a function and the functions nested in it.

use super::boxed::Trace;
use super::buffer;
use super::kind;
use super::slots::Slots;
use super::typedef::{GetSetDef, TypeDef};
use crate::bytecode::CompareOp;
use crate::config;
use crate::memory::reference::publish;
use crate::memory::{Kind, Object, Payload, Ref, Slot, Value};
use crate::natives;
use crate::runtime::{Args, PyResult, Thread};

/// The payload of cell objects.
pub struct Cell(Slot);

// SAFETY: the kind is this payload's alone; the slot is visited.
unsafe impl Payload for Cell {
    const KIND: Kind = kind::CELL;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.0.trace(visit);
    }
    fn clear(&self) {
        drop(self.take());
    }
}

impl Cell {
    /// The place of the content, for the interpreter's fast paths, which read it by the optimistic protocol or enter the cell.
    #[inline(always)]
    pub fn place(&self) -> &Slot {
        &self.0
    }

    /// The content.
    pub fn get(&self) -> Option<Ref> {
        if !config::NOGIL {
            return self.0.get_held();
        }
        if let Ok(content) = self.0.try_get() {
            return content;
        }
        // SAFETY: the content leaves the cell under the lock only.
        buffer::locked(self, || unsafe { publish(self.0.load()) })
    }

    /// Replaces the content; gives the old one.
    #[must_use = "drop the old content outside of any lock"]
    pub fn replace(&self, content: Ref) -> Option<Ref> {
        let mut content = Some(content);
        buffer::locked(self, || self.0.replace_held(content.take()?))
    }

    /// Empties the cell.
    pub fn take(&self) -> Option<Ref> {
        buffer::locked(self, || self.0.take_held())
    }
}

impl Thread {
    /// A cell with this content.
    pub fn new_cell(&self, content: Option<Ref>) -> PyResult {
        Ok(Object::allocate(&self.base, self.types().cell.as_ptr(), Cell(Slot::from(content)))?)
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_cell(a.opt(1).cloned())
}

fn get_contents(t: &Thread, this: &Ref) -> PyResult {
    let cell = this.downcast::<Cell>().expect("checked by the descriptor");
    cell.get().ok_or_else(|| t.value_error("Cell is empty"))
}

fn set_contents(_t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let cell = this.downcast::<Cell>().expect("checked by the descriptor");
    drop(match value {
        Some(value) => cell.replace(value.clone()),
        None => cell.take(),
    });
    Ok(())
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let address = this.value().address() as usize;
    let content = match this.downcast::<Cell>().and_then(Cell::get) {
        None => "empty".to_owned(),
        Some(v) => format!("{} object at {:#x}", t.type_name(&v), v.value().bits()),
    };
    t.string(format!("<cell at {address:#x}: {content}>"))
}

/// Cells compare as what they hold does; an empty one comes first.
fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (a.downcast::<Cell>(), b.downcast::<Cell>()) else { return Ok(t.not_implemented()) };
    match (a.get(), b.get()) {
        (Some(a), Some(b)) => t.compare(&a, &b, op),
        (a, b) => t.compare(&t.bool(a.is_some()), &t.bool(b.is_some()), op),
    }
}

/// `types.CellType`.
pub static CELL: TypeDef = TypeDef {
    name: "cell",
    kind: kind::CELL,
    size: 0,
    slots: Slots {
        repr: Some(repr),
        compare: Some(compare),
        unhashable: true,
        new: Some(&natives!["cell(cls, contents=..., /)" => new][0]),
        ..Slots::EMPTY
    },
    getset: &[GetSetDef { name: "cell_contents", get: get_contents, set: Some(set_contents) }],
    ..TypeDef::EMPTY
};
