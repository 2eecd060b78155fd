//! A unit under construction: instructions with labels, before distances, depths and tables are known.

use rcpy_syntax::Symbol;
use rcpy_syntax::ast::{Span, Stmt};

use super::konst::ConstTable;
use super::scope::ScopeId;
use crate::bytecode::Op;

/// A place in the code that jumps and handlers name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label(pub u32);

/// Index of a handler plus one; 0 means unguarded.
pub(super) type HandlerId = u32;

/// What an element of the instruction list is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// An instruction; `arg` is its operand.
    Plain,
    /// An instruction that may jump to label `target`; `arg` holds the rest of its operand.
    Jump,
    /// Label `target` stands here.
    Label,
    /// Handler `target` (an id) is entered with the stack depth of this place less `arg`.
    Setup,
    /// A stretch that runs rarely begins (`arg` 1) or ends (0). It is entered and left by jumps only, so that it can
    /// be moved behind the rest.
    Cold,
}

/// An element of the instruction list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ins {
    pub op: Op,
    pub kind: Kind,
    pub arg: u32,
    pub target: u32,
    /// The handler that guards it.
    pub handler: HandlerId,
    pub span: Span,
}

impl Ins {
    /// Whether it becomes an instruction.
    pub fn is_real(&self) -> bool {
        matches!(self.kind, Kind::Plain | Kind::Jump)
    }
}

/// A block that `return`, `break` and `continue` have to leave properly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    pub kind: BlockKind<'a>,
    /// The handler in force outside it.
    pub outer: HandlerId,
}

/// The kinds of blocks.
#[derive(Clone, Copy, Debug)]
pub(super) enum BlockKind<'a> {
    /// `while`.
    While { head: Label, exit: Label },
    /// `for`, `async for`: the iterator is on the stack.
    For { head: Label, exit: Label },
    /// The body of a `try` with handlers.
    Try,
    /// A body whose `finally` has to run.
    Finally(&'a [Stmt]),
    /// An exceptional copy of a `finally` body: [previous, exc] are on the stack.
    FinallyEnd,
    /// The body of an `except`: [previous] is on the stack; the name is deleted at its end.
    Handler(Option<Symbol>),
    /// The body of an `except*`, which cannot be left by a jump.
    StarHandler,
    /// `with`: the exit method is on the stack.
    With { is_async: bool, span: Span },
    /// A value that is dropped when the block is left.
    Value,
}

/// A unit under construction.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub scope: ScopeId,
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub first_line: u32,
    pub flags: u32,
    pub arg_count: u32,
    pub posonly_count: u32,
    pub kwonly_count: u32,
    pub locals: Vec<Symbol>,
    pub cells: Vec<u32>,
    pub free: Vec<Symbol>,
    /// First local of inlined comprehensions.
    pub comp_base: u32,
    /// Locals that are bound at entry: the parameters, or the namespace.
    pub bound_at_entry: u32,
    pub code: Vec<Ins>,
    pub labels: u32,
    /// Labels of the handlers.
    pub handlers: Vec<Label>,
    /// The handler in force.
    pub handler: HandlerId,
    pub k: ConstTable,
    pub blocks: Vec<Block<'a>>,
    /// The inlined comprehensions being compiled, innermost last.
    pub comprehensions: Vec<ScopeId>,
    /// The class whose private names are mangled.
    pub private: Option<Symbol>,
    /// In a class: the names that its methods store on `self`.
    pub static_attributes: Vec<Symbol>,
}

impl<'a> Unit<'a> {
    /// An empty unit.
    pub fn new(scope: ScopeId, name: Box<str>, qualname: Box<str>, first_line: u32) -> Self {
        Self {
            scope,
            name,
            qualname,
            first_line,
            flags: 0,
            arg_count: 0,
            posonly_count: 0,
            kwonly_count: 0,
            locals: Vec::new(),
            cells: Vec::new(),
            free: Vec::new(),
            comp_base: 0,
            bound_at_entry: 0,
            code: Vec::new(),
            labels: 0,
            handlers: Vec::new(),
            handler: 0,
            k: ConstTable::new(),
            blocks: Vec::new(),
            comprehensions: Vec::new(),
            private: None,
            static_attributes: Vec::new(),
        }
    }

    /// Appends an instruction.
    pub fn op(&mut self, op: Op, arg: u32, span: Span) {
        self.code.push(Ins { op, kind: Kind::Plain, arg, target: 0, handler: self.handler, span });
    }

    /// Appends a jump.
    pub fn jump(&mut self, op: Op, target: Label, span: Span) {
        self.code.push(Ins { op, kind: Kind::Jump, arg: 0, target: target.0, handler: self.handler, span });
    }

    /// A new label, not placed yet.
    pub fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    /// Puts a label here.
    pub fn place(&mut self, label: Label) {
        self.code.push(Ins {
            op: Op::NOP,
            kind: Kind::Label,
            arg: 0,
            target: label.0,
            handler: self.handler,
            span: Span::default(),
        });
    }

    /// Begins or ends a stretch that runs rarely.
    pub fn cold(&mut self, begins: bool) {
        self.code.push(Ins {
            op: Op::NOP,
            kind: Kind::Cold,
            arg: u32::from(begins),
            target: 0,
            handler: self.handler,
            span: Span::default(),
        });
    }

    /// A label placed here.
    pub fn here(&mut self) -> Label {
        let label = self.label();
        self.place(label);
        label
    }

    /// Guards what follows with a new handler at the returned label; it is entered with the depth of this place less
    /// `drop`. Returns the handler that was in force before.
    pub fn guard(&mut self, drop: u32) -> (Label, HandlerId) {
        let label = self.label();
        self.handlers.push(label);
        let id = self.handlers.len() as HandlerId;
        self.code.push(Ins {
            op: Op::NOP,
            kind: Kind::Setup,
            arg: drop,
            target: id,
            handler: self.handler,
            span: Span::default(),
        });
        (label, std::mem::replace(&mut self.handler, id))
    }
}
