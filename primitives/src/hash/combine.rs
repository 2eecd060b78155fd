//! Hashes of containers from the hashes of their items.

use super::avoid_minus_one;

const PRIME_1: u64 = 11400714785074694791;
const PRIME_2: u64 = 14029467366897019727;
const PRIME_5: u64 = 2870177450012600261;

/// Mixes the hashes of a tuple's items in order (the lanes of xxHash).
#[derive(Clone, Copy, Debug)]
pub struct TupleHash {
    sum: u64,
    items: u64,
}

impl Default for TupleHash {
    fn default() -> Self {
        TupleHash { sum: PRIME_5, items: 0 }
    }
}

impl TupleHash {
    /// The hash of no items so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next item's hash.
    #[inline]
    pub fn add(&mut self, hash: i64) {
        self.sum = self.sum.wrapping_add((hash as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
        self.items += 1;
    }

    /// The tuple's hash.
    #[inline]
    pub fn finish(self) -> i64 {
        let h = self.sum.wrapping_add(self.items ^ (PRIME_5 ^ 3527539)) as i64;
        if h == -1 { 1546275796 } else { h }
    }
}

/// Mixes the hashes of a frozenset's items; the order does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrozenSetHash {
    sum: u64,
    items: u64,
}

impl FrozenSetHash {
    /// The hash of no items so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an item's hash.
    #[inline]
    pub fn add(&mut self, hash: i64) {
        let h = hash as u64;
        self.sum ^= ((h ^ 89869747) ^ (h << 16)).wrapping_mul(3644798167);
        self.items += 1;
    }

    /// The set's hash.
    pub fn finish(self) -> i64 {
        let mut h = self.sum ^ (self.items + 1).wrapping_mul(1927868237);
        h ^= (h >> 11) ^ (h >> 25);
        h = h.wrapping_mul(69069).wrapping_add(907133923);
        if h as i64 == -1 { 590923713 } else { h as i64 }
    }
}

/// The hash of an object by identity: its address with the alignment bits turned to the top.
#[inline]
pub fn address(address: usize) -> i64 {
    avoid_minus_one(address.rotate_right(4) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_from_cpython() {
        assert_eq!(TupleHash::new().finish(), 5740354900026072187);
        let mut t = TupleHash::new();
        let mut s = FrozenSetHash::new();
        assert_eq!(s.finish(), 133146708735736);
        for i in 1..=3 {
            t.add(i);
            s.add(i);
        }
        assert_eq!(t.finish(), 529344067295497451);
        assert_eq!(s.finish(), -272375401224217160);
        assert_eq!(address(16), 1);
    }
}
