//! The table `k` of a unit: constants without duplicates, names, inline caches.

use std::hash::{Hash, Hasher};

use rcpy_syntax::{Names, Symbol};
use rustc_hash::{FxHashMap, FxHasher};

use crate::bytecode::{Const, KEntry};

/// Which instructions may share a name's entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NameUse {
    /// No caches follow.
    Plain,
    /// Loads of a global: one triple for the unit.
    Global,
    /// Loads from the namespace: one triple for the unit.
    Name,
}

/// The table under construction.
#[derive(Debug)]
pub(super) struct ConstTable {
    pub entries: Vec<KEntry>,
    constants: FxHashMap<u64, u32>,
    names: FxHashMap<u64, u32>,
}

impl ConstTable {
    /// A table with the three reserved entries.
    pub fn new() -> Self {
        Self { entries: vec![KEntry::Reserved; 3], constants: FxHashMap::default(), names: FxHashMap::default() }
    }

    fn push(&mut self, entry: KEntry) -> u32 {
        self.entries.push(entry);
        self.entries.len() as u32 - 1
    }

    /// The index of a constant; equal constants of one type share an entry.
    pub fn constant(&mut self, value: Const) -> u32 {
        if let Const::Code(_) = value {
            return self.push(KEntry::Const(value));
        }
        let mut hasher = FxHasher::default();
        hash(&value, &mut hasher);
        let hash = hasher.finish();
        let next = self.entries.len() as u32;
        let found = *self.constants.entry(hash).or_insert(next);
        if found != next && matches!(&self.entries[found as usize], KEntry::Const(c) if same(c, &value)) {
            return found;
        }
        // Either new, or another constant has the same hash and the two stay apart.
        self.push(KEntry::Const(value))
    }

    /// The index of a name used without caches, or of a triple shared by all uses of its kind.
    pub fn name(&mut self, names: &Names, name: Symbol, usage: NameUse) -> u32 {
        let next = self.entries.len() as u32;
        let found = *self.names.entry((usage as u64) << 32 | name.index() as u64).or_insert(next);
        if found == next {
            self.entries.push(KEntry::Name(names.get(name).into()));
            if usage != NameUse::Plain {
                self.entries.extend([KEntry::Cache, KEntry::Cache]);
            }
        }
        found
    }

    /// A triple of its own for one instruction.
    pub fn site(&mut self, names: &Names, name: Symbol) -> u32 {
        let index = self.push(KEntry::Name(names.get(name).into()));
        self.entries.extend([KEntry::Cache, KEntry::Cache]);
        index
    }
}

/// Equality by type and exact value: `1`, `1.0` and `True` differ, so do `0.0` and `-0.0`; a NaN equals itself.
pub(super) fn same(a: &Const, b: &Const) -> bool {
    match (a, b) {
        (Const::Float(x), Const::Float(y)) => x.to_bits() == y.to_bits(),
        (Const::Complex(a, b), Const::Complex(x, y)) => a.to_bits() == x.to_bits() && b.to_bits() == y.to_bits(),
        (Const::Tuple(x), Const::Tuple(y)) | (Const::FrozenSet(x), Const::FrozenSet(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(a, b)| same(a, b))
        }
        (Const::Code(x), Const::Code(y)) => std::sync::Arc::ptr_eq(x, y),
        _ => a == b,
    }
}

fn hash(value: &Const, hasher: &mut FxHasher) {
    std::mem::discriminant(value).hash(hasher);
    match value {
        Const::None | Const::True | Const::False | Const::Ellipsis | Const::Code(_) => {}
        Const::Int(i) => i.hash(hasher),
        Const::BigInt(s) | Const::Str(s) => s.hash(hasher),
        Const::Float(f) => f.to_bits().hash(hasher),
        Const::Complex(a, b) => (a.to_bits(), b.to_bits()).hash(hasher),
        Const::WideStr(w) => w.hash(hasher),
        Const::Bytes(b) => b.hash(hasher),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            items.len().hash(hasher);
            for item in items {
                hash(item, hasher);
            }
        }
    }
}
