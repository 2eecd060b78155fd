//! Keyed hashes of text and bytes: SipHash-1-3 over the bytes of the stored array.

use super::avoid_minus_one;
use crate::text::Unit;
use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// The secret that all text hashes of a process are keyed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

impl HashKey {
    /// The key of `PYTHONHASHSEED=seed`; 0 turns randomisation off.
    pub fn from_seed(seed: u32) -> Self {
        if seed == 0 {
            return HashKey { k0: 0, k1: 0 };
        }
        let mut state = seed;
        let mut word = || {
            let mut bytes = [0u8; 8];
            for b in &mut bytes {
                state = state.wrapping_mul(214013).wrapping_add(2531011);
                *b = (state >> 16) as u8;
            }
            u64::from_le_bytes(bytes)
        };
        HashKey { k0: word(), k1: word() }
    }

    /// A key from 16 bytes of the system's randomness.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let half = |i: usize| {
            let mut b = [0u8; 8];
            b.copy_from_slice(&bytes[i..i + 8]);
            u64::from_le_bytes(b)
        };
        HashKey { k0: half(0), k1: half(8) }
    }

    /// The hash of a `bytes` value, and of a `str` stored as Latin-1.
    #[inline]
    pub fn bytes(&self, data: &[u8]) -> i64 {
        if data.is_empty() {
            return 0;
        }
        let mut hasher = SipHasher13::new_with_keys(self.k0, self.k1);
        hasher.write(data);
        avoid_minus_one(hasher.finish() as i64)
    }

    /// The hash of a `str` in its stored form. The form must be the narrowest that holds the text, otherwise equal
    /// strings differ.
    pub fn text<T: Unit>(&self, data: &[T]) -> i64 {
        if data.is_empty() {
            return 0;
        }
        let mut hasher = SipHasher13::new_with_keys(self.k0, self.k1);
        T::for_each_chunk_of_bytes(data, |bytes| hasher.write(bytes));
        avoid_minus_one(hasher.finish() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_from_cpython() {
        // PYTHONHASHSEED=0 and 42
        let zero = HashKey::from_seed(0);
        let seeded = HashKey::from_seed(42);
        assert_eq!(zero.bytes(b"abc"), -4594863902769663758);
        assert_eq!(zero.text(b"abc"), -4594863902769663758);
        assert_eq!(seeded.bytes(b"abc"), 3869580338025362921);
        let wide: Vec<u16> = "żółw".encode_utf16().collect();
        assert_eq!(seeded.text(&wide), 8062627599342012903);
        let widest: Vec<u32> = "a😀".chars().map(u32::from).collect();
        assert_eq!(seeded.text(&widest), 3739657454509745579);
        assert_eq!(seeded.bytes(b""), 0);
        let long: Vec<u16> = (0..1000).map(|_| 0x17c).collect();
        assert_eq!(seeded.text(&long), 4076027460472532796);
    }
}
