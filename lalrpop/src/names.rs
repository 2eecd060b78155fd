//! Interned names: a [`Symbol`] is a number, copied and compared as one; [`Names`] gives its text.
//!
//! Each parse owns its table, which it hands out with the tree, so a consumer can add names of its own (mangled
//! ones, compiler temporaries) and there is no process-wide state.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// A name in a [`Names`] table. Two symbols of one table are equal if and only if their texts are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Symbol(u32);

impl Symbol {
    /// Position in the table, from 0 in the order of first occurrence.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The table of the names of one parse.
#[derive(Clone, Default, Debug)]
pub struct Names {
    text: String,
    /// Where each name ends in `text`; it starts where the one before it ends.
    ends: Vec<u32>,
    table: HashTable<u32>,
}

fn hash(name: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(name)
}

fn slice<'a>(text: &'a str, ends: &[u32], index: usize) -> &'a str {
    let start = if index == 0 { 0 } else { ends[index - 1] as usize };
    &text[start..ends[index] as usize]
}

impl Names {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The symbol of `name`, which is added if it is new.
    ///
    /// # Panics
    /// If the names together exceed 4 GiB; source texts are far below that.
    pub fn intern(&mut self, name: &str) -> Symbol {
        let Self { text, ends, table } = self;
        let hash_value = hash(name);
        if let Some(&found) = table.find(hash_value, |&i| slice(text, ends, i as usize) == name) {
            return Symbol(found);
        }
        let index = u32::try_from(ends.len()).expect("fewer than 2^32 names");
        text.push_str(name);
        ends.push(u32::try_from(text.len()).expect("names take less than 4 GiB"));
        table.insert_unique(hash_value, index, |&i| hash(slice(text, ends, i as usize)));
        Symbol(index)
    }

    /// The symbol of `name`, if it is in the table.
    pub fn lookup(&self, name: &str) -> Option<Symbol> {
        let found = |&i: &u32| slice(&self.text, &self.ends, i as usize) == name;
        self.table.find(hash(name), found).map(|&i| Symbol(i))
    }

    /// The text of a symbol of this table.
    pub fn get(&self, symbol: Symbol) -> &str {
        slice(&self.text, &self.ends, symbol.index())
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}
