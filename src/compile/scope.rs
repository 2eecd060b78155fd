//! Scopes: which names a block of code binds, and where each name it uses lives.
//!
//! [`super::collect`] walks the tree once and records, for every module, class, function, lambda and comprehension,
//! what happens to each name. [`Scopes::resolve`] then decides which comprehensions run inside the frame around them
//! (PEP 709) and turns the records into [`Place`]s: fast local, cell, free variable, global or name.

use rcpy_syntax::Symbol;
use rustc_hash::FxHashMap;

/// What happens to a name in a scope; a set of bits.
pub(super) mod flag {
    /// Assigned, imported, defined, deleted …
    pub const BOUND: u16 = 1;
    /// Bound otherwise than by an import, which alone may come before `global`.
    pub const ASSIGNED: u16 = 512;
    pub const PARAM: u16 = 2;
    /// Declared `global`.
    pub const GLOBAL: u16 = 4;
    /// Declared `nonlocal`.
    pub const NONLOCAL: u16 = 8;
    /// Read.
    pub const USED: u16 = 16;
    /// The target of a simple annotation.
    pub const ANNOTATED: u16 = 32;
    /// An iteration variable of a comprehension.
    pub const ITER: u16 = 64;
    /// The target of `:=` in a comprehension, bound in a scope around it.
    pub const NAMED: u16 = 128;
    /// A class scope through which a method's free variable passes.
    pub const PASS: u16 = 256;
}
use flag::{BOUND, GLOBAL, NAMED, NONLOCAL, PARAM, PASS, USED};

/// What kind of block a scope is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    ListComp,
    SetComp,
    DictComp,
    Generator,
}

impl ScopeKind {
    /// A comprehension or generator expression.
    pub fn is_comprehension(self) -> bool {
        matches!(self, Self::ListComp | Self::SetComp | Self::DictComp | Self::Generator)
    }
    /// Its names are fast locals rather than entries of a namespace.
    pub fn is_function(self) -> bool {
        !matches!(self, Self::Module | Self::Class)
    }
}

/// Index of a scope; scopes are numbered in the order they are entered, so a parent's is smaller.
pub(super) type ScopeId = u32;

/// The outermost scope.
pub(super) const MODULE: ScopeId = 0;

/// Where a name lives, seen from one scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// A fast local, or a name of the namespace in a module or class.
    Local,
    /// A local that an inner scope uses.
    Cell,
    /// A cell of a scope around this one.
    Free,
    /// Declared `global`.
    GlobalExplicit,
    /// Bound in no function around: global or builtin.
    GlobalImplicit,
}

/// One name in one scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub name: Symbol,
    pub flags: u16,
    pub place: Place,
    /// Index of the local that holds it, once the unit's layout is fixed.
    pub slot: u32,
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// Indices into `Scopes::entries`, in the order of first occurrence.
    pub names: Vec<u32>,
    /// Contains `yield`.
    pub is_generator: bool,
    /// A comprehension with `async for` or `await`.
    pub is_async: bool,
    /// An `async def`, or an async comprehension, that contains `yield`; see `is_generator`.
    pub inlined: bool,
    /// A class whose methods use `__class__` or `super`.
    pub needs_class_cell: bool,
    /// Below a function.
    pub nested: bool,
    /// Iteration variables of inlined comprehensions: name and depth of comprehensions around it.
    pub comp_slots: Vec<(Symbol, u32)>,
    /// Names that inner, not inlined scopes may take from here; kept only below comprehensions.
    captures: Vec<Symbol>,
    /// Some scope around this one is a comprehension, or this one is.
    in_comprehension: bool,
}

/// All scopes of one compilation.
#[derive(Default, Debug)]
pub(super) struct Scopes {
    pub list: Vec<Scope>,
    pub entries: Vec<Entry>,
    index: FxHashMap<u64, u32>,
    /// From the address of a tree node to the scope it opens.
    by_node: FxHashMap<usize, ScopeId>,
}

/// A `nonlocal` without a binding.
pub(super) struct Unbound {
    pub scope: ScopeId,
    pub name: Symbol,
}

fn key(scope: ScopeId, name: Symbol) -> u64 {
    u64::from(scope) << 32 | name.index() as u64
}

impl Scopes {
    /// Opens a scope; `node` is the address of the tree node that stands for it.
    pub fn open(&mut self, kind: ScopeKind, parent: Option<ScopeId>, node: usize) -> ScopeId {
        let id = self.list.len() as ScopeId;
        let around = parent.map(|p| &self.list[p as usize]);
        let nested = around.is_some_and(|p| p.nested || p.kind.is_function());
        let in_comprehension = kind.is_comprehension() || around.is_some_and(|p| p.in_comprehension);
        self.list.push(Scope {
            kind,
            parent,
            names: Vec::new(),
            is_generator: false,
            is_async: false,
            inlined: false,
            needs_class_cell: false,
            nested,
            comp_slots: Vec::new(),
            captures: Vec::new(),
            in_comprehension,
        });
        self.by_node.insert(node, id);
        id
    }

    /// The scope a tree node opened.
    pub fn of_node(&self, node: usize) -> ScopeId {
        *self.by_node.get(&node).expect("every scope's node was visited by the collector")
    }

    /// The scope with this index.
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.list[id as usize]
    }

    /// The scope with this index.
    pub fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.list[id as usize]
    }

    /// A name's record in a scope, if the scope mentions it.
    pub fn find(&self, scope: ScopeId, name: Symbol) -> Option<&Entry> {
        self.index.get(&key(scope, name)).map(|&i| &self.entries[i as usize])
    }

    /// A name's record in a scope, which is made if missing.
    pub fn entry(&mut self, scope: ScopeId, name: Symbol) -> &mut Entry {
        let entries = &mut self.entries;
        let list = &mut self.list;
        let i = *self.index.entry(key(scope, name)).or_insert_with(|| {
            let i = entries.len() as u32;
            entries.push(Entry { name, flags: 0, place: Place::GlobalImplicit, slot: u32::MAX });
            list[scope as usize].names.push(i);
            i
        });
        &mut self.entries[i as usize]
    }

    /// A name's flags in a scope.
    pub fn flags(&self, scope: ScopeId, name: Symbol) -> u16 {
        self.find(scope, name).map_or(0, |e| e.flags)
    }

    /// The innermost scope from `id` outwards that gets a frame of its own.
    pub fn frame_of(&self, mut id: ScopeId) -> ScopeId {
        while self.get(id).inlined {
            id = self.get(id).parent.expect("a module is never inlined");
        }
        id
    }

    /// Decides where every name lives. `class_cell` is the symbol of `__class__`.
    pub fn resolve(&mut self, class_cell: Symbol) -> Result<(), Unbound> {
        self.inline_comprehensions();
        for id in 0..self.list.len() as ScopeId {
            if self.get(id).inlined {
                self.reserve_slots(id);
            } else {
                self.resolve_scope(id, class_cell)?;
            }
        }
        Ok(())
    }

    /// Inner scopes first: a comprehension is inlined unless it is in a class body or an inner function captures one
    /// of its variables; the names it uses become names its parent uses.
    fn inline_comprehensions(&mut self) {
        for id in (1..self.list.len() as ScopeId).rev() {
            let scope = self.get(id);
            if !scope.in_comprehension {
                continue;
            }
            let parent = scope.parent.expect("only the module has no parent");
            let kind = scope.kind;
            let own: Vec<Entry> = scope.names.iter().map(|&i| self.entries[i as usize]).collect();
            let captures = std::mem::take(&mut self.get_mut(id).captures);
            let binds = |name: Symbol| own.iter().any(|e| e.name == name && e.flags & (BOUND | PARAM) != 0);
            let inlined = kind.is_comprehension()
                && kind != ScopeKind::Generator
                && self.get(parent).kind != ScopeKind::Class
                && !captures.iter().any(|&name| binds(name));
            let mut outward = Vec::new();
            if inlined {
                self.get_mut(id).inlined = true;
                for e in own.iter().filter(|e| e.flags & BOUND == 0) {
                    self.entry(parent, e.name).flags |= e.flags & (USED | NAMED);
                }
                outward = captures;
            } else if self.get(parent).in_comprehension {
                outward.extend(captures.into_iter().filter(|&name| !kind.is_function() || !binds(name)));
                outward.extend(own.iter().filter(|e| e.flags & (BOUND | PARAM | GLOBAL) == 0).map(|e| e.name));
            }
            self.get_mut(parent).captures.extend(outward);
        }
    }

    /// Gives the variables of an inlined comprehension slots in the frame they run in. Comprehensions that do not
    /// contain each other share the slots of equal names.
    fn reserve_slots(&mut self, id: ScopeId) {
        let frame = self.frame_of(id);
        let mut depth = 0;
        let mut outer = self.get(id).parent.expect("a module is never inlined");
        while self.get(outer).inlined {
            depth += 1;
            outer = self.get(outer).parent.expect("a module is never inlined");
        }
        for n in 0..self.get(id).names.len() {
            let i = self.get(id).names[n] as usize;
            let entry = self.entries[i];
            if entry.flags & BOUND == 0 {
                continue;
            }
            let slots = &mut self.get_mut(frame).comp_slots;
            let wanted = (entry.name, depth);
            let slot = slots.iter().position(|s| *s == wanted).unwrap_or_else(|| {
                slots.push(wanted);
                slots.len() - 1
            });
            self.entries[i].slot = slot as u32;
            self.entries[i].place = Place::Local;
        }
    }

    fn resolve_scope(&mut self, id: ScopeId, class_cell: Symbol) -> Result<(), Unbound> {
        let kind = self.get(id).kind;
        let mut n = 0;
        // The list may grow behind `n` only through inner scopes, which come later.
        while n < self.get(id).names.len() {
            let i = self.get(id).names[n] as usize;
            n += 1;
            let Entry { name, flags, .. } = self.entries[i];
            let place = if flags & GLOBAL != 0 {
                Place::GlobalExplicit
            } else if flags & NONLOCAL != 0 {
                if !self.capture(id, name, class_cell) {
                    return Err(Unbound { scope: id, name });
                }
                Place::Free
            } else if flags & (BOUND | PARAM) != 0 {
                Place::Local
            } else if kind != ScopeKind::Module && flags & (USED | NAMED) != 0 && self.capture(id, name, class_cell) {
                Place::Free
            } else {
                Place::GlobalImplicit
            };
            // Inner scopes are resolved later, so nothing has made this a cell yet.
            self.entries[i].place = place;
        }
        Ok(())
    }

    /// Looks for the function scope around `from` that binds `name`; makes its variable a cell and passes it down.
    fn capture(&mut self, from: ScopeId, name: Symbol, class_cell: Symbol) -> bool {
        let mut at = self.get(from).parent;
        let binder = loop {
            let Some(id) = at else { return false };
            let scope = self.get(id);
            at = scope.parent;
            match scope.kind {
                _ if scope.inlined => {}
                ScopeKind::Module => return false,
                ScopeKind::Class if name == class_cell => {
                    self.get_mut(id).needs_class_cell = true;
                    break id;
                }
                ScopeKind::Class => {}
                _ => {
                    let flags = self.flags(id, name);
                    if flags & GLOBAL != 0 {
                        return false;
                    }
                    if flags & NONLOCAL == 0 && flags & (BOUND | PARAM) != 0 {
                        self.entry(id, name).place = Place::Cell;
                        break id;
                    }
                }
            }
        };
        let mut at = self.get(from).parent;
        while let Some(id) = at
            && id != binder
        {
            let scope = self.get(id);
            at = scope.parent;
            if scope.inlined {
                continue;
            }
            let is_class = scope.kind == ScopeKind::Class;
            let entry = self.entry(id, name);
            if is_class && entry.flags & (BOUND | GLOBAL) != 0 {
                entry.flags |= PASS;
            } else {
                entry.place = Place::Free;
            }
        }
        true
    }
}
