//! The generator behind `random`: MT19937 with CPython's seeding, so that a seed gives CPython's numbers.
//!
//! `random.seed` of a `str` or `bytes` appends the SHA-512 digest to the text and takes the whole as a big-endian
//! integer; that is done by the caller, who passes the integer here.

use crate::int::{BigInt, BigUint};
use crate::{Error, Result};
use mt19937::MT19937;
use rand_core::Rng;

/// Words of state.
const WORDS: usize = 624;

/// A Mersenne Twister.
#[derive(Debug)]
pub struct MersenneTwister {
    inner: MT19937,
}

impl MersenneTwister {
    /// Seeds with the magnitude of an integer: `random.seed(n)`.
    pub fn from_int(n: &BigInt) -> Self {
        let mut key: Vec<u32> = n.as_sign_words().1.iter().flat_map(|w| [*w as u32, (*w >> 32) as u32]).collect();
        while key.len() > 1 && key.last() == Some(&0) {
            key.pop();
        }
        Self::from_key(&key)
    }

    /// Seeds with words, the least significant first; at least one is used.
    pub fn from_key(key: &[u32]) -> Self {
        MersenneTwister { inner: MT19937::new_with_slice_seed(if key.is_empty() { &[0] } else { key }) }
    }

    /// The integer that `random.seed` makes of the bytes of a text with its SHA-512 digest behind it.
    pub fn seed_of_bytes(text_and_digest: &[u8]) -> BigInt {
        crate::int::from_bytes(text_and_digest, crate::int::Endian::Big, false)
    }

    /// The next 32 bits.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        self.inner.next_u32()
    }

    /// `random()`: 53 bits in `[0, 1)`.
    #[inline]
    pub fn random(&mut self) -> f64 {
        mt19937::gen_res53(&mut self.inner)
    }

    /// `getrandbits(k)` for `k` up to 64.
    #[inline]
    pub fn bits64(&mut self, k: u32) -> u64 {
        match k {
            0 => 0,
            1..=32 => u64::from(self.next_u32() >> (32 - k)),
            _ => {
                let low = u64::from(self.next_u32());
                let high = u64::from(self.next_u32() >> (64 - k.min(64)));
                high << 32 | low
            }
        }
    }

    /// `getrandbits(k)`. Errors: `MemoryError` above `max_bits`.
    pub fn bits(&mut self, k: usize, max_bits: usize) -> Result<BigInt> {
        if k <= 64 {
            return Ok(BigInt::from(self.bits64(k as u32)));
        }
        if k > max_bits {
            return Err(Error::too_large());
        }
        let words = k.div_ceil(32);
        let mut bytes = Vec::with_capacity(words * 4);
        for i in 0..words {
            let mut word = self.next_u32();
            if i + 1 == words && !k.is_multiple_of(32) {
                word >>= 32 - k % 32;
            }
            bytes.extend(word.to_le_bytes());
        }
        Ok(BigUint::from_le_bytes(&bytes).into())
    }

    /// A number below `n` as `_randbelow` draws it: bits of `n`'s length until they are below it. `n` is not 0.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        let k = 64 - n.leading_zeros();
        loop {
            let r = self.bits64(k);
            if r < n {
                return r;
            }
        }
    }

    /// `getstate()`: the 624 words and the index of the next one.
    pub fn state(&self) -> (&[u32; WORDS], usize) {
        (self.inner.get_state(), self.inner.get_index())
    }

    /// `setstate()`. Errors: `ValueError` for an index above 624.
    pub fn set_state(&mut self, words: &[u32; WORDS], index: usize) -> Result<()> {
        if index > WORDS {
            return Err(Error::value("invalid state"));
        }
        self.inner.set_state(words);
        self.inner.set_index(index);
        Ok(())
    }
}

impl Clone for MersenneTwister {
    fn clone(&self) -> Self {
        let mut inner = MT19937::default();
        let (words, index) = self.state();
        inner.set_state(words);
        inner.set_index(index);
        MersenneTwister { inner }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_from_cpython() {
        let mut r = MersenneTwister::from_int(&BigInt::from(42));
        assert_eq!(r.random(), 0.6394267984578837);
        assert_eq!(r.random(), 0.025010755222666936);
        assert_eq!(r.bits64(10), 281);
        assert_eq!(r.bits64(64), 4117511471858006928u64);
        assert_eq!(r.bits(100, 1000).unwrap().to_string(), "800402129360547565400942494185");
        assert_eq!(r.bits(0, 1000).unwrap(), BigInt::ZERO);
        assert_eq!(r.below(1000), 758);
        let mut big = MersenneTwister::from_int(&(BigInt::from(10).pow(50)));
        assert_eq!(big.random(), 0.8266205292084633);
        assert_eq!(MersenneTwister::from_int(&BigInt::from(-42)).random(), 0.6394267984578837);
        assert_eq!(MersenneTwister::from_int(&BigInt::ZERO).random(), 0.8444218515250481);
        let (words, index) = r.state();
        let mut copy = MersenneTwister::from_key(&[1]);
        copy.set_state(&words.clone(), index).unwrap();
        assert_eq!(copy.random(), r.clone().random());
        assert!(copy.set_state(&[0; 624], 625).is_err());
        assert!(r.bits(1000, 100).is_err());
    }
}
